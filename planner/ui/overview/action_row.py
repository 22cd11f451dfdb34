"""One next action as a row: a box to tick, what to do and where it stands, and by when."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton

if TYPE_CHECKING:
    from planner.analysis.roadmap.next_actions import NextAction

LEAST: Final = 46  # px: two lines of text and their air
_BOX: Final = 18  # px of the box
_TEXT: Final = 32  # px from the left to the words


@dataclass(frozen=True, slots=True)
class Said:
    """An action in words: what, where, when, how late; `pressing` when it is for today."""

    title: str
    place: str
    when: str
    late: str
    icon: str
    pressing: bool


class ActionRow(PaintedButton):
    """Space or a click on the box ticks it off (`ticked`), Enter or a click beside the box goes there (`opened`).

    `stepped(1 or -1)` asks for the next row or the one before.
    """

    ticked = Signal()
    opened = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.action: NextAction | None = None
        self.said = Said("", "", "", "", "circle", pressing=False)
        self._last = self._pressed = False
        self.can_tick = True
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        follow(self._restyle)

    def show_action(self, action: "NextAction", said: Said, *, last: bool) -> None:
        """Show an action in words; the `last` row has no line below."""
        self.action, self.said, self._last = action, said, last
        self.setChecked(False)
        self.setAccessibleName(", ".join(part for part in (said.title, said.place, said.when, said.late) if part))
        self.setToolTip("\n".join(part for part in (said.title, said.place) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), theme().px(Size.ACTION_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(LEAST))

    def over_box(self, place: QPoint) -> bool:
        """Whether a place is on the box, with some room around it."""
        return place.x() < theme().px(_TEXT - 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.ticked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place, pressed = event.position().toPoint(), self._pressed
        self._pressed = False
        if pressed and self.rect().contains(place):
            (self.ticked if self.over_box(place) else self.opened).emit()

    def nextCheckState(self) -> None:
        """A screen reader that toggles the row ticks it off."""
        self.ticked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect, said = theme(), painting.begin(self), QRectF(self.rect()), self.said
        middle, left, right = rect.center().y(), look.px(_TEXT), rect.right() - look.px(2)
        side = look.px(_BOX)
        self._paint_box(painter, QRectF(look.px(1), middle - look.px(20), side, side))
        first = QRectF(left, middle - look.px(21), right - left, look.px(20))
        second = QRectF(left, middle + look.px(1), right - left, look.px(18))
        painter.setFont(look.font(Type.SMALL, 600 if said.pressing else 400, tabular=True))
        room = painting.line(painter, first, said.when, "t1" if said.pressing else "t2", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, first.adjusted(0, 0, -room - look.px(12), 0), said.title, "t1")
        painter.setFont(look.font(Type.SMALL, 400, tabular=True))
        room = painting.line(painter, second, said.late, "t2", painting.RIGHT)
        painting.icon(painter, said.icon, "t3", 13, QPointF(left + look.px(6), second.center().y()))
        painting.line(painter, second.adjusted(look.px(18), 0, -room - look.px(12), 0), said.place, "t3")
        if not self._last:
            painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect.adjusted(-1, 1, 1, -2), Size.RADIUS_CONTROL)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        over = self.underMouse() and self.over_box(self.mapFromGlobal(self.cursor().pos()))
        border = "ctl_soft" if not self.can_tick else "accent" if over else "ctl"
        painting.box(painter, box, Size.RADIUS_KEYCAP, "surface", border)
        if over and self.can_tick:
            painting.icon(painter, "check", "accent", 13, box.center())

    def _restyle(self) -> None:
        self.setMaximumHeight(theme().px(Size.ACTION_ROW))
        self.updateGeometry()
        self.update()
