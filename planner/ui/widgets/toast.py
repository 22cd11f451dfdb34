"""The message that says what was just done, and offers to undo it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

RISE: Final = 16  # px from where it comes


class Toast(QWidget):
    """A line in inverse colours at the foot of `pane`, above its footer, for 8 s; hover and focus stop the clock.

    It rises into its place, unless motion is reduced.

    `acted` is the click on the first link (Undo), `asked` that on the second (what went along), `closed` the end.
    """

    acted = Signal()
    asked = Signal()
    closed = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.text = Label("", Type.BODY, 400, "tip_t").set_wrap()
        self.action = LinkButton("", ink="tip_link", size=Type.BODY)
        self.more = LinkButton("", ink="tip_link", size=Type.BODY)
        self.shortcut = Label("", Type.SMALL, 400, "tip_t")
        self.clock = QTimer(self, singleShot=True, interval=Motion.TOAST)
        self.clock.timeout.connect(self.close_now)
        self._rise = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=Motion.POPUP)
        self._rise.valueChanged.connect(self.place)
        self._row = QHBoxLayout(self)
        for part in (self.text, self.more, self.action, self.shortcut):
            self._row.addWidget(part)
        self.action.clicked.connect(self._on_action)
        self.more.clicked.connect(self.asked)
        for link in (self.action, self.more):
            link.installEventFilter(self)
        pane.installEventFilter(self)
        if isinstance(pane, QStackedWidget):
            pane.currentChanged.connect(self.raise_)  # what comes into view comes to the top
        self.hide()
        follow(self._restyle)

    def say(self, text: str, action: str = "", shortcut: str = "", more: str = "") -> None:
        """Show `text` with the links `action` and `more` and the words of `shortcut` ("Ctrl+Z")."""
        self.text.setText(text)
        for part, words in ((self.action, action), (self.shortcut, shortcut), (self.more, more)):
            part.setText(words)
            part.setVisible(bool(words))
        self.setAccessibleName(text)
        if not theme().still:
            self._rise.start()
        self.show()
        self.place()
        self.raise_()
        self.clock.start()
        announce(self, text)

    def close_now(self) -> None:
        """Take the message away."""
        self.clock.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def place(self) -> None:
        """Stand at the foot of the pane, in its middle, no wider than it; in as many lines as the text then takes."""
        look, pane, font = theme(), self.parentWidget(), self.text.font()
        words = painting.width(self.text.text(), font)
        pads = self._row.contentsMargins()
        rest = [part.sizeHint().width() for part in (self.more, self.action, self.shortcut) if not part.isHidden()]
        beside = pads.left() + pads.right() + sum(rest) + self._row.spacing() * len(rest)
        wide = min(words + beside, pane.width() - 2 * look.px(12))
        self.text.setFixedWidth(max(min(words, wide - beside), look.px(24)))
        high = look.px(Size.TOAST) + (len(self.text.lines()) - 1) * painting.pitch(Type.BODY)
        risen = self._rise.state() != QVariantAnimation.State.Running
        below = 0 if risen else round(look.px(RISE) * self._rise.currentValue())
        top = pane.height() - look.px(Size.TOAST_BOTTOM) - high + below
        self.setGeometry((pane.width() - wide) // 2, top, wide, high)

    def retranslate(self) -> None:
        """Go: what was said was said in another language."""
        self.close_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the pane; stop the clock while a link has the focus."""
        if watched is self.parent():
            if event.type() == QEvent.Type.Resize:
                self.place()
        elif event.type() == QEvent.Type.FocusIn:
            self.clock.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._restart()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self.clock.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._restart()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), QRectF(self.rect()), Size.RADIUS_CARD, "tip")

    def _on_action(self) -> None:
        self.close_now()
        self.acted.emit()

    def _restart(self) -> None:
        if self.isVisible() and not (self.action.hasFocus() or self.more.hasFocus()):
            self.clock.start()

    def _restyle(self) -> None:
        look = theme()
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._row.setSpacing(look.px(16))
        self.place()
        self.update()
