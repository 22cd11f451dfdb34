"""What is painted in the first moment: the ground of the window and the name of the plan, while the plan is being read."""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting


class Curtain(QWidget):
    """Bands where sidebar and header will stand. `painted` follows the first paint, from the event loop."""

    painted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._seen = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("app"))
        if self._title:
            rail = self.width() < look.px(Size.NARROW_WINDOW)
            side, head = look.px(Size.RAIL if rail else Size.SIDEBAR), look.px(Size.HEADER)
            painter.fillRect(side, 0, self.width() - side, head, look.color("surface"))
            painter.fillRect(side, head - 1, self.width() - side, 1, look.color("hair"))
            painter.fillRect(0, 0, side, self.height(), look.color("side"))
            painter.fillRect(side - 1, 0, 1, self.height(), look.color("hair"))
            if not rail:
                painter.setFont(look.font(Type.CARD_TITLE, 600))
                painting.line(
                    painter, QRectF(look.px(50), look.px(10), side - look.px(78), look.px(40)), self._title, "t1"
                )
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)
