"""A field of a form: its label, its editor, and below it what is to be said about the value."""

from functools import cached_property
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label

MESSAGES: Final = {  # severity -> ink, icon
    "error": ("neg", "circle-x"),
    "warning": ("warn", "triangle-alert"),
    "hint": ("t3", "lightbulb"),
    "echo": ("t3", ""),
}


class HintRow(QWidget):
    """One message of as many 20-px lines as it needs, with an icon before it and a link that mends it behind."""

    fix_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.severity, self.text = "", ""
        self._lines: list[str] = []
        self._linked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._refit)

    @cached_property
    def fix(self) -> LinkButton:
        """The link, made with the first message that has one: most fields never do."""
        made = LinkButton()
        made.setParent(self)
        made.hide()
        made.clicked.connect(self.fix_requested)
        return made

    def set_message(self, severity: str, text: str, fix: str = "") -> None:
        """Show `text` as one of MESSAGES, with a link `fix` if there is one; no text hides the row."""
        self.severity, self.text = severity, text
        if fix or self._linked:
            self.fix.setText(fix)
            self.fix.setVisible(bool(fix and text))
        self._linked = bool(fix and text)
        self.setVisible(bool(text))
        self._refit()

    def hush(self) -> None:
        """Say nothing for a moment, and keep the room: what stands below stays where it is."""
        self.text = ""
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text:
            return
        look, painter = theme(), painting.begin(self)
        ink, icon = MESSAGES[self.severity]
        step = look.px(Size.HINT)
        if icon:
            tint = "info" if self.severity == "hint" else ink
            painting.icon(painter, icon, tint, 14, QPointF(look.px(7), step / 2))
        painter.setFont(self._font())
        left = self._indent()
        for number, text in enumerate(self._lines):
            painting.line(painter, QRectF(left, number * step, self.width() - left + 1, step), text, ink)

    def _font(self) -> QFont:
        strong = self.severity in ("error", "warning")
        return theme().font(Type.SMALL, 500 if strong else 400, tabular=True)

    def _indent(self) -> int:
        return theme().px(20) if self.severity and MESSAGES[self.severity][1] else 0

    def _refit(self) -> None:
        look, font = theme(), self._font()
        step, left = look.px(Size.HINT), self._indent()
        self._lines = painting.wrapped(self.text, font, self.width() - left)
        rows = len(self._lines)
        if self._linked:
            size = self.fix.sizeHint()
            end = left + painting.width(self._lines[-1], font) + look.px(6)
            if end + size.width() > self.width():
                end, rows = left - look.px(4), rows + 1
            self.fix.setGeometry(
                max(end, 0), (rows - 1) * step + (step - size.height()) // 2, size.width(), size.height()
            )
        self.setFixedHeight(rows * step)
        self.update()


class Field(QWidget):
    """A label, its editor and a message; the label is the editor's buddy, the message its description.

    `set_message` gives the editor the border of an error or a warning; `fix_requested` is the click on the link.
    """

    fix_requested = Signal()

    def __init__(self, label: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, Type.SMALL, 500, "t2")
        self.label.setBuddy(editor.focusProxy() or editor)
        self.hint = HintRow(self)
        self.hint.hide()
        self.hint.fix_requested.connect(self.fix_requested)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        self.rows.addWidget(self.label)
        self.rows.addSpacing(Size.LABEL_GAP)
        self.rows.addWidget(editor)
        self.rows.addWidget(self.hint)
        self.rows.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_label(label)
        follow(self._restyle)

    def set_label(self, text: str) -> None:
        """Name the field, for the eye and for the screen reader."""
        self.label.setText(text)
        self.editor.setAccessibleName(text)

    def set_message(self, severity: str, text: str, fix: str = "") -> None:
        """Say `text` under the editor: `severity` is "error", "warning", "hint" or "echo"; no text says nothing."""
        self.hint.set_message(severity, text, fix)
        self.editor.setAccessibleDescription(text)
        mark = getattr(self.editor, "set_state", None)
        if callable(mark):
            mark(severity if text and severity in ("error", "warning") else "")

    def clear_message(self) -> None:
        """Say nothing."""
        self.set_message("", "")

    def _restyle(self) -> None:
        gap = self.rows.itemAt(1).spacerItem()
        gap.changeSize(0, theme().px(Size.LABEL_GAP))
        self.rows.invalidate()
