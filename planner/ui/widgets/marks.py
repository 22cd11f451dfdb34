"""Small marks: pills, badges, chips, monograms and the shapes that tell one status from another."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton, ToolButton

PILLS: Final = {  # tone -> ink, fill, icon
    "error": ("neg", "neg_soft", "circle-x"),
    "warning": ("warn", "warn_soft", "triangle-alert"),
    "hint": ("info", "info_soft", "lightbulb"),
    "good": ("pos", "pos_soft", "check"),
    "neutral": ("t2", "hover", ""),
}
WIDEST: Final = 260  # a chip, in px at 100 %
STATUSES: Final = {  # shape -> colour
    "idea": "t3",
    "trial": "info",
    "active": "pos",
    "paused": "t3",
    "ended": "t3",
}


class ProgramMark(QWidget):
    """The sign of the program, `side` px wide."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        follow(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme().icon("brightroad", size=self._side).paint(painting.begin(self), self.rect())

    def _restyle(self) -> None:
        self.setFixedSize(theme().px(self._side), theme().px(self._side))


class Pill(PaintedButton):
    """A tinted pill beside a title, such as "1 error"; it takes clicks only after `set_clickable`."""

    def __init__(self, text: str = "", tone: str = "neutral") -> None:
        super().__init__(text)
        self.tone = tone
        self.set_clickable(clickable=False)
        follow(self._restyle)

    def set_tone(self, tone: str) -> None:
        """Change to one of PILLS."""
        self.tone = tone
        self.updateGeometry()
        self.update()

    def set_clickable(self, *, clickable: bool = True) -> None:
        """Let the pill be reached and pressed, or make it a mere mark."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not clickable)

    def sizeHint(self) -> QSize:
        look = theme()
        icon = look.px(18) if PILLS[self.tone][2] else 0
        return QSize(painting.width(self.text(), self.font()) + icon + look.px(16), look.px(Size.PILL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        ink, fill, icon = PILLS[self.tone]
        painting.box(painter, rect, Size.RADIUS_PILL, fill)
        left = rect.left() + look.px(8)
        if icon:
            painting.icon(painter, icon, ink, 13, QPointF(left + look.px(6.5), rect.center().y()))
            left += look.px(18)
        painter.setFont(self.font())
        painting.line(painter, QRectF(left, 0, rect.right() - left, rect.height()), self.text(), ink)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_PILL)

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL, 500, tabular=True))
        self.setFixedHeight(theme().px(Size.PILL))
        self.updateGeometry()
        self.update()


class Badge(QWidget):
    """A number on a tinted ground; `tone` is "neg", "warn", "info" or "pos": the worst state it counts."""

    def __init__(self, text: str = "", tone: str = "neg", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        follow(self._restyle)

    def set_count(self, text: str, tone: str) -> None:
        """Show `text` on the ground of `tone`."""
        self._text, self._tone = text, tone
        self._restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.badge(painting.begin(self), self.width(), self.height() / 2, self._text, self._tone)

    def _restyle(self) -> None:
        look = theme()
        wide = painting.width(self._text, look.font(Type.TINY, 600, tabular=True)) + look.px(10)
        self.setFixedSize(max(wide, look.px(18)), look.px(Size.BADGE))
        self.setAccessibleName(self._text)
        self.update()


class Chip(PaintedButton):
    """A linked record or a filter: clickable, with a cross to remove it when `removable`.

    Delete and Backspace remove too. A `checkable` chip (`setCheckable`) is one choice of several.
    """

    removed = Signal()

    def __init__(self, text: str = "", icon: str = "", *, removable: bool = False) -> None:
        super().__init__(text)
        self.icon_name = icon
        self._cross: ToolButton | None = None
        if removable:
            self._cross = ToolButton("x", side=20, size=13)
            self._cross.setParent(self)
            self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._cross.clicked.connect(self.removed)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        if self._cross is not None:
            self._cross.set_name(_("Remove “{name}”").format(name=self.text()))

    def setText(self, text: str) -> None:
        super().setText(text)
        self.retranslate()

    def sizeHint(self) -> QSize:
        look = theme()
        wide = painting.width(self.text(), self.font()) + look.px(20)
        wide += look.px(20) if self._lead() else 0
        wide += look.px(18) if self._cross else 0
        return QSize(min(wide, look.px(WIDEST)), look.px(Size.CHIP))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(theme().px(48), hint.width()), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._cross is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.width() < self.sizeHint().width() or self.sizeHint().width() >= theme().px(WIDEST)
        if cut and not self.toolTip():
            self.setToolTip(self.text())
        if self._cross is not None:
            side = self._cross.height()
            self._cross.move(self.width() - side - theme().px(4), (self.height() - side) // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        on = self.isChecked()
        fill = "acc_soft" if on else "hover" if self.underMouse() and self.isEnabled() else "surface"
        painting.box(painter, rect, Size.RADIUS_CHIP, fill, "accent" if on else "ctl_soft")
        ink = ("acc_text" if on else "t1") if self.isEnabled() else "t_dis"
        left = rect.left() + look.px(10) + max(self.width() - self.sizeHint().width(), 0) // 2
        if self._lead():
            tint = "acc_text" if on else "t3"
            painting.icon(painter, self._lead(), tint, 14, QPointF(left + look.px(7), rect.center().y()))
            left += look.px(20)
        right = rect.right() - look.px(26 if self._cross else 10)
        painter.setFont(self.font())
        painting.line(painter, QRectF(left, 0, right - left + 1, rect.height()), self.text(), ink)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CHIP)

    def _lead(self) -> str:
        return "check" if self.isCheckable() and self.isChecked() else self.icon_name

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL, 500))
        self.setFixedHeight(theme().px(Size.CHIP))
        self.updateGeometry()
        self.update()


class Monogram(QWidget):
    """A neutral tile with the first letters of a name: 40 px in the head of a form, 25 in a row."""

    def __init__(self, name: str = "", side: float = Size.AVATAR, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_name(self, name: str) -> None:
        """Show the first letters of `name`."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        monogram(painting.begin(self), QRectF(self.rect()), self._name)

    def _restyle(self) -> None:
        side = theme().px(self._side)
        self.setFixedSize(side, side)
        self.update()


class StatusGlyph(QWidget):
    """The mark of a status by shape, 12 px; one of STATUSES."""

    def __init__(self, shape: str = "idea", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        follow(self._restyle)

    def set_shape(self, shape: str) -> None:
        """Show the mark of `shape`."""
        self._shape = shape
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        status(painting.begin(self), QRectF(self.rect()), self._shape)

    def _restyle(self) -> None:
        side = theme().px(12)
        self.setFixedSize(side, side)
        self.update()


def initials(name: str) -> str:
    """Up to two letters that stand for `name`: of the first two words, or of the first word alone."""
    words = ["".join(sign for sign in word if sign.isalnum()) for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return "?"
    if len(words) > 1 and words[0][0].isascii() and words[1][0].isascii():
        return (words[0][0] + words[1][0]).upper()
    first = words[0]
    return first[:2] if not first[0].isascii() else first[0].upper() + first[1:2]


def monogram(painter: QPainter, rect: QRectF, name: str, fill: str = "hover") -> None:
    """Draw the tile of `name` into the square `rect`."""
    look = theme()
    large = rect.width() > look.px(32)
    painting.box(painter, rect, Size.RADIUS_CARD if large else Size.RADIUS_TILE, fill, "hair")
    painter.setFont(look.font(Type.CARD_TITLE if large else Type.INITIAL, 700))
    painting.line(painter, rect, initials(name), "t2", painting.CENTRE)


def status(painter: QPainter, rect: QRectF, shape: str) -> None:
    """Draw the mark of `shape`, one of STATUSES, as large as fits the square `rect`."""
    look, token = theme(), STATUSES[shape]
    side = min(rect.width(), rect.height())
    round_ = QRectF(0, 0, side - 2, side - 2)
    round_.moveCenter(rect.center())
    stroke = max(side / 8, 1.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.pen(token, stroke))
    if shape == "active":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush(token))
        painter.drawEllipse(round_.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape == "paused":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush(token))
        wide = side * 0.22
        for left in (round_.center().x() - wide * 1.5, round_.center().x() + wide * 0.5):
            painter.drawRoundedRect(QRectF(left, round_.top() + side * 0.05, wide, side * 0.75), 1, 1)
    elif shape == "idea":
        dashed = QPen(look.color(token), stroke)
        dashed.setDashPattern([1.7, 1.5])
        painter.setPen(dashed)
        painter.drawEllipse(round_.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.drawEllipse(round_.adjusted(0.5, 0.5, -0.5, -0.5))
        if shape == "trial":
            half = QPainterPath(round_.center())
            half.arcTo(round_.adjusted(0.5, 0.5, -0.5, -0.5), -90, 180)
            painter.fillPath(half, look.brush(token))
        else:
            painter.drawPath(painting.cross_out(round_.adjusted(-0.5, -0.5, 0.5, 0.5)))
