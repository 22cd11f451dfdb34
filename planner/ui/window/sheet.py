"""A card over the window with the rest dimmed: for the palette, the keys, a new plan. It never blocks the program."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.labels import Label
from planner.ui.window.tab_order import go_on, stops

EDGE: Final = 24  # px kept free around a card


class SheetCard(QWidget):
    """The ground of a sheet."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), QRectF(self.rect()), Size.RADIUS_POPOVER, "surface", "ctl_soft")


class Sheet(QWidget):
    """Covers its parent while open; put content into `rows`. Esc and a click beside the card close it.

    The keyboard stays inside; on closing it returns to where it was. `closed` follows.
    """

    closed = Signal()
    taken_together = True  # its lines are taken at once, or lost with it

    def __init__(self, parent: QWidget, width: float = Size.PALETTE_WIDTH, top: float = Size.PALETTE_TOP) -> None:
        super().__init__(parent)
        self._width, self._top = width, top
        self._before: QWidget | None = None
        self._shade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=Motion.POPUP)
        self._shade.valueChanged.connect(self.update)
        self.card = SheetCard(self)
        self.rows = QVBoxLayout(self.card)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(0)
        parent.installEventFilter(self)
        self.hide()
        follow(self._restyle)

    def open(self) -> None:
        """Show the sheet; the first thing in it that takes the keyboard gets it."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
            if not theme().still:
                self._shade.start()
        self.show()
        self.place()
        self.raise_()
        first = next(stops(self.card), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_now(self) -> None:
        """Hide the sheet and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def place(self) -> None:
        """Cover the parent, and set the card into it."""
        look, area = theme(), self.parentWidget().rect()
        self.setGeometry(area)
        wide = min(look.px(self._width), area.width() - 2 * look.px(EDGE))
        self.card.setFixedWidth(wide)
        for layout in (*self.card.findChildren(QLayout), self.rows):
            layout.invalidate()
        room = area.height() - look.px(EDGE)
        high = min(self.card.sizeHint().height(), room)
        top = min(look.px(self._top), max(room - high, look.px(EDGE) // 2))
        self.card.setGeometry(
            (area.width() - wide) // 2, top, wide, min(high, area.height() - top - look.px(EDGE) // 2)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        go_on(self.card, forward=next)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_now()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = QColor(theme().color("scrim"))
        if self._shade.state() == QVariantAnimation.State.Running:
            shade.setAlphaF(shade.alphaF() * self._shade.currentValue())
        painting.begin(self).fillRect(self.rect(), shade)

    def _restyle(self) -> None:
        if self.isVisible():
            self.place()


class TitledSheet(Sheet):
    """A sheet with a title, a cross, room for content in `body` and a row of buttons in `foot`."""

    def __init__(self, parent: QWidget, width: float) -> None:
        super().__init__(parent, width)
        self.title = Label("", Type.PAGE_TITLE, 600)
        self.cross = ToolButton("x", side=28)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does it
        self.cross.clicked.connect(self.close_now)
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self.foot.addStretch()
        self._head = QHBoxLayout()
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.cross)
        self.rows.addLayout(self._head)
        self.rows.addLayout(self.body, 1)
        self.rows.addLayout(self.foot)
        follow(self._restyle)

    def retranslate(self) -> None:
        """Name the cross; a subclass adds its own words."""
        self.cross.set_name(_("Close"))

    def set_title(self, text: str) -> None:
        """Show `text` at the top; it names the sheet too."""
        self.title.setText(text)
        self.setAccessibleName(text)

    def _restyle(self) -> None:
        if hasattr(self, "foot"):
            look = theme()
            side = look.px(24)
            self._head.setContentsMargins(side, look.px(16), look.px(14), look.px(8))
            self.body.setContentsMargins(side, 0, side, look.px(12))
            self.body.setSpacing(look.px(Size.FIELD_GAP))
            self.foot.setContentsMargins(side, look.px(4), side, look.px(20) if self.foot.count() > 1 else 0)
            self.foot.setSpacing(look.px(8))
        super()._restyle()
