"""The head of the window: whether the plan is saved, and the box that opens the palette."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.labels import keys_of
from planner.ui.widgets.speech import announce


class SaveState(PaintedButton):
    """ "Saved", "Saving…" (only after 400 ms of it), or a red "Not saved" whose click asks for details.

    `details_requested` follows a click while not saved; at other times the label takes none.
    """

    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.state = "saved"
        self._patience = QTimer(self, singleShot=True, interval=Motion.SAVING)
        self._patience.timeout.connect(lambda: self._set("saving"))
        self.clicked.connect(self._on_clicked)
        self.retranslate()
        follow(self._restyle)

    def show_saved(self) -> None:
        """Say that everything is on the disk."""
        self._set("saved")

    def show_saving(self) -> None:
        """Say that writing goes on, if it goes on for more than 400 ms."""
        if self.state == "saved" and not self._patience.isActive():
            self._patience.start()

    def show_failed(self) -> None:
        """Say that the last edit is not on the disk, until `show_saved`."""
        self._set("failed")
        announce(self, self.text())

    def retranslate(self) -> None:
        words = {"saved": _("Saved"), "saving": _("Saving…"), "failed": _("Not saved – Details")}
        self.setText(words[self.state])
        self.setAccessibleName(self.text())
        failed = self.state == "failed"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if failed else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if failed else Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(painting.width(self.text(), self.font()) + look.px(28), look.px(Size.CONTROL_SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        icon, tint, ink = {
            "saved": ("check", "pos", "t2"),
            "saving": ("clock", "t3", "t2"),
            "failed": ("circle-x", "neg", "neg"),
        }[self.state]
        painting.icon(painter, icon, tint, 15, QPointF(look.px(11), rect.center().y()))
        font = self.font()
        font.setUnderline(self.state == "failed" and self.underMouse())
        painter.setFont(font)
        painting.line(painter, QRectF(look.px(24), 0, rect.width() - look.px(24), rect.height()), self.text(), ink)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _set(self, state: str) -> None:
        self._patience.stop()
        if state != self.state:
            self.state = state
            self.retranslate()
            self.updateGeometry()
            self.update()

    def _on_clicked(self) -> None:
        if self.state == "failed":
            self.details_requested.emit()

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL, 500))
        self.setFixedHeight(theme().px(Size.CONTROL_SMALL))
        self.updateGeometry()
        self.update()


class SearchBox(PaintedButton):
    """What looks like a search field in the header and opens the palette when clicked."""

    def __init__(self, shortcut: str = "Ctrl+K", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._keys = keys_of(shortcut)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.setText(_("Search or run a command"))
        self.setAccessibleName(self.text())

    def set_shortcut(self, shortcut: str) -> None:
        """Show `shortcut` at the right end."""
        self._keys = keys_of(shortcut)
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(Size.SEARCH_MAX), look.px(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        look = theme()
        return QSize(look.px(Size.SEARCH_MIN), look.px(Size.CONTROL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        border = "ctl" if self.underMouse() else "ctl_soft"
        painting.box(painter, rect, Size.RADIUS_CONTROL, "app", border)
        painting.icon(painter, "search", "t3", 16, QPointF(look.px(20), rect.center().y()))
        end = painting.keycaps(painter, rect.right() - look.px(8), rect.center().y(), self._keys)
        self._paint_words(painter, QRectF(look.px(36), 0, end - look.px(44), rect.height()))
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.font())
        painting.line(painter, area, self.text(), "t3")

    def _restyle(self) -> None:
        look = theme()
        self.setFont(look.font(Type.BODY))
        self.setFixedHeight(look.px(Size.CONTROL))
        self.setMinimumWidth(look.px(Size.SEARCH_MIN))
        self.setMaximumWidth(look.px(Size.SEARCH_MAX))
        self.update()
