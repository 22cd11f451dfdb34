"""Grounds on which things stand: cards and pop-overs."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.labels import Label


class Card(QWidget):
    """A surface with a hairline around it and, if named, a title; put content into `body`, actions into `head`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, Type.CARD_TITLE, 600)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title, 1)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self.head)
        self.set_title(title)
        follow(self._restyle)

    def set_title(self, title: str) -> None:
        """Show `title` at the top; an empty one takes no room."""
        self.title.setText(title)
        painting.reveal(self.title, shown=bool(title))
        self.setAccessibleName(title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_CARD, "surface", "hair")

    def _restyle(self) -> None:
        look = theme()
        side = look.px(Size.CARD_PADDING)
        self.body.setContentsMargins(side, look.px(Size.CARD_TOP), side, side)
        self.body.setSpacing(look.px(8))
        self.update()


class Sheet(QWidget):
    """A surface with a hairline around it that `content` fills; its corners are rounded over what is inside."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.addWidget(content)
        self._frame = _Frame(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())
        self._frame.raise_()


class _Frame(QWidget):
    """The border and the corners of a sheet, painted over its content."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        round_, whole = QPainterPath(), QPainterPath()
        corner = look.px(Size.RADIUS_CARD)
        round_.addRoundedRect(QRectF(self.rect()), corner, corner)
        whole.addRect(QRectF(self.rect()))
        painter.fillPath(whole.subtracted(round_), look.color("app"))
        painting.box(painter, self.rect(), Size.RADIUS_CARD, "", "hair")


class Popover(QWidget):
    """A rounded frame above the page that closes on Esc or a click beside it; put content into `body`."""

    taken_together = True  # its lines are taken at once, or lost with it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.body = QVBoxLayout(self)
        follow(self._restyle)

    def open_below(self, anchor: QWidget) -> None:
        """Show the frame under `anchor`, or above it where the screen ends."""
        self.adjustSize()
        gap = theme().px(4)
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + gap))
        screen = anchor.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(anchor.mapToGlobal(QPoint()).y() - gap - self.height())
        place.setX(max(min(place.x(), room.right() - self.width()), room.left()))
        self.move(place)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off: a screen without a compositor shows what is translucent black."""
        super().resizeEvent(event)
        corner, shape = theme().px(Size.RADIUS_POPOVER), QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), corner, corner)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_POPOVER, "surface", "ctl_soft")

    def _restyle(self) -> None:
        pad = theme().px(12)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(theme().px(8))
        self.update()
