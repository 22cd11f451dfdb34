"""Texts that stand still: labels with fixed line heights, elided or wrapped, and keycaps."""

import sys

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting

CAPS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "↵"}  # what is printed on those keys


class Label(QLabel):
    """One line of text, or several when `wrap` is on, in a size, weight and colour of the design.

    A line that does not fit ends in an ellipsis and is told whole in the tooltip. Static labels should be given room;
    eliding is for what the user has written.
    """

    def __init__(self, text: str = "", size: float = Type.BODY, weight: int = 400, ink: str = "t1") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._weight, self._ink = size, weight, ink
        self._wrap = False
        self._tabular = False
        self._align = painting.LEFT
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_ink(self, ink: str) -> None:
        """Show the text in the colour of the token `ink`."""
        self._ink = ink
        self.update()

    def set_tabular(self, *, right: bool = False) -> "Label":
        """Show digits of one width, `right` aligned if wanted; returns the label."""
        self._tabular = True
        self._align = painting.RIGHT if right else painting.LEFT
        self._restyle()
        return self

    def set_align(self, align: Qt.AlignmentFlag) -> "Label":
        """Align the lines left, right or centred; returns the label."""
        self._align = align
        self.update()
        return self

    def set_wrap(self) -> "Label":
        """Break the text into as many lines as it needs; returns the label."""
        self._wrap = True
        self._refit()
        return self

    def setText(self, text: str) -> None:
        super().setText(text)
        self._refit()
        if self._is_cut():
            self._take_room()

    def lines(self) -> list[str]:
        """The lines as they are drawn."""
        if not self._wrap:
            return [self.text()]
        even = self._align & painting.CENTRE or self._size >= Type.PAGE_TITLE
        broken = painting.balanced if even else painting.wrapped
        return broken(self.text(), self.font(), self.width())

    def sizeHint(self) -> QSize:
        wide = max((painting.width(part, self.font()) for part in self.text().split("\n")), default=0)
        return QSize(min(wide, theme().px(420)) if self._wrap else wide, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(24)), self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.setFont(self.font())
        ink = self._ink if self.isEnabled() else "t_dis"
        step = painting.pitch(self._size)
        for number, text in enumerate(self.lines()):
            painting.line(painter, QRectF(0, number * step, self.width(), step), text, ink, self._align)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _restyle(self) -> None:
        self.setFont(theme().font(self._size, self._weight, tabular=self._tabular))
        self._refit()

    def _height(self) -> int:
        return painting.pitch(self._size) * (len(self.lines()) if self._wrap else 1)

    def _refit(self) -> None:
        height = self._height()
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
        self.updateGeometry()
        self.setToolTip(self.text() if self._is_cut() else "")
        self.update()

    def _is_cut(self) -> bool:
        return not self._wrap and self.isVisible() and painting.width(self.text(), self.font()) > self.width()

    def _take_room(self) -> None:
        """Lay the neighbours out anew at once: a text that has grown is not seen cut until Qt comes round to it."""
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.activate()


class GroupLabel(Label):
    """The name of a group in a list or menu: small, upper case in English only."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, Type.TINY, 600, "t3")

    def lines(self) -> list[str]:
        return [self.text() if theme().chinese else self.text().upper()]


class SectionHead(QWidget):
    """The title of a part of a form or page, with room for actions at its right end (`row`)."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.title = Label(title, Type.BODY, 600)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.title, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_title(self, title: str) -> None:
        """Show `title`."""
        self.title.setText(title)

    def _restyle(self) -> None:
        self.row.setSpacing(theme().px(8))
        self.setFixedHeight(theme().px(Size.CONTROL_SMALL))


class Hairline(QWidget):
    """A line of one pixel between parts of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("hair"))


class Keycaps(QWidget):
    """A shortcut drawn as keys, such as ``Ctrl`` ``K``."""

    def __init__(self, shortcut: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: list[str] = []
        self.set_shortcut(shortcut)
        follow(self._restyle)

    def set_shortcut(self, shortcut: str) -> None:
        """Show `shortcut`, written as QKeySequence reads it ("Ctrl+K"), or no key when it is empty."""
        self.keys = keys_of(shortcut)
        painting.reveal(self, shown=bool(self.keys))
        self.setAccessibleName(" ".join(self.keys))
        self._restyle()

    def sizeHint(self) -> QSize:
        gap = theme().px(5)
        wide = sum(painting.keycap_width(key) + gap for key in self.keys) - gap
        return QSize(max(wide, 0), theme().px(Size.KEYCAP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.keycaps(painting.begin(self), self.width(), self.height() / 2, self.keys)

    def _restyle(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()


def keys_of(shortcut: str) -> list[str]:
    """The keys of `shortcut` as they stand on the keyboard: "Ctrl+Up" gives ["Ctrl", "↑"], on a Mac ["⌘↑"]."""
    form = (
        QKeySequence.SequenceFormat.NativeText if sys.platform == "darwin" else QKeySequence.SequenceFormat.PortableText
    )
    native = QKeySequence(shortcut).toString(form)
    if not native:
        return []
    parts = native.split("+")
    if parts[-1] == "" and len(parts) > 1:  # the plus key itself
        parts = [*parts[:-2], "+"]
    return [CAPS.get(part, part) for part in parts]
