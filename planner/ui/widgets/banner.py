"""Thin lines across the page: banners that inform or warn, and the bar that shows progress."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

TONES: Final = {  # tone -> ink, fill, icon
    "info": ("info", "info_soft", "info"),
    "error": ("neg", "neg_soft", "circle-x"),
    "warning": ("warn", "warn_soft", "triangle-alert"),
}


class Banner(QWidget):
    """A tinted line of 36 px under the header: a sentence and up to two actions.

    `acted` carries the number of the action (0 or 1); `dismissed` follows the cross, shown only if `closable`.
    """

    acted = Signal(int)
    dismissed = Signal()

    def __init__(self, tone: str = "info", *, closable: bool = False) -> None:
        super().__init__()
        self._tone = tone
        self.text = Label("", Type.SMALL, 500)
        self.links = (LinkButton(), LinkButton())
        self.cross = ToolButton("x", side=24, size=14)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        for number, action in enumerate(self.links):
            action.clicked.connect(lambda _checked=False, which=number: self.acted.emit(which))
            self._row.addWidget(action)
            action.hide()
        self._row.addWidget(self.cross)
        self.cross.setVisible(closable)
        self.cross.clicked.connect(self.dismissed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.cross.set_name(_("Dismiss"))

    def say(self, text: str, *actions: str, tone: str = "") -> None:
        """Show `text` and the links `actions`; `tone` changes to one of TONES."""
        self._tone = tone or self._tone
        self.text.setText(text)
        for number, link in enumerate(self.links):
            link.setText(actions[number] if number < len(actions) else "")
            link.setVisible(number < len(actions))
        self.setAccessibleName(text)
        announce(self, text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        ink, fill, icon = TONES[self._tone]
        painter.fillRect(self.rect(), look.color(fill))
        painting.icon(painter, icon, ink, 15, QPointF(look.px(24), self.height() / 2))

    def _restyle(self) -> None:
        look = theme()
        self._row.setContentsMargins(look.px(42), 0, look.px(16), 0)
        self._row.setSpacing(look.px(8))
        self.setFixedHeight(look.px(Size.BANNER))
        self.update()


class ProgressBar(QWidget):
    """A bar of 3 px that keeps its room while hidden; without a share it runs to and fro.

    It hides while nothing goes on: Qt moves no picture of what scrolls below a visible widget, it paints all anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._phase = 0.0
        self._beat = QTimer(self, interval=40)
        self._beat.timeout.connect(self._on_beat)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()
        follow(self._restyle)

    def set_share(self, share: float | None) -> None:
        """Show `share` (0 to 1) done; None shows that something goes on."""
        self._share = share
        self.show()
        if share is None:
            self._beat.stop() if theme().still else self._beat.start()
        else:
            self._beat.stop()
            self.setAccessibleName(_("{percent}% done").format(percent=round(share * 100)))
        self.update()

    def finish(self) -> None:
        """Show nothing."""
        self._beat.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        painter.fillRect(rect, look.color("hair"))
        if self._share is None:
            start, share = (0.0, 1.0) if look.still else (self._phase % 1.3 - 0.3, 0.3)
            painter.fillRect(QRectF(start * rect.width(), 0, rect.width() * share, rect.height()), look.color("accent"))
        else:
            painter.fillRect(QRectF(0, 0, rect.width() * self._share, rect.height()), look.color("accent"))

    def _on_beat(self) -> None:
        self._phase += 0.03
        self.update()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.PROGRESS))
        self.update()
