"""The keys of one action as a button: a click, and the next keys pressed are asked for instead."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPaintEvent

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.labels import keys_of

_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_unknown,
)
_NONE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class KeyButton(PaintedButton):
    """`pressed_keys` carries what was pressed, as QKeySequence reads it; "" asks for no keys at all. Esc gives up."""

    pressed_keys = Signal(str)
    listened = Signal()

    def __init__(self, name: str, shortcut: str) -> None:
        super().__init__()
        self.listening = False
        self._name, self._caps = name, keys_of(shortcut)
        self.clicked.connect(self._listen)
        self._speak()
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        look = theme()
        if self.listening or not self._caps:
            wide = painting.width(self._words(), self.font())
        else:
            wide = sum(painting.keycap_width(key) + look.px(5) for key in self._caps) - look.px(5)
        return QSize(wide + look.px(12), look.px(Size.CONTROL_SMALL))

    def event(self, event: QEvent) -> bool:
        """Take every key while listening, also those of the window."""
        if self.listening and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self.listening and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._hear(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._stop()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        if self.listening:
            painting.box(painter, rect, Size.RADIUS_CONTROL, "acc_soft", "accent")
        elif self.underMouse() or self.isDown():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "hover")
        if self.listening or not self._caps:
            painter.setFont(self.font())
            painting.line(painter, rect, self._words(), "acc_text" if self.listening else "t3", painting.CENTRE)
        else:
            painting.keycaps(painter, rect.right() - look.px(6), rect.center().y(), self._caps)
        if self.ringed and self.hasFocus() and not self.listening:
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _listen(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.listening = True
        self._refit()
        self.listened.emit()

    def _hear(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _MODIFIERS:
            return
        self._stop()
        if key == Qt.Key.Key_Escape:
            return
        if key in _NONE and held == Qt.KeyboardModifier.NoModifier:
            self.pressed_keys.emit("")
            return
        sequence = QKeySequence(event.keyCombination())
        self.pressed_keys.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))

    def _stop(self) -> None:
        if self.listening:
            self.listening = False
            self._refit()

    def _words(self) -> str:
        return _("Press keys") if self.listening else _("None")

    def _speak(self) -> None:
        keys = " ".join(self._caps) or _("None")
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(_("Press keys") if self.listening else keys)

    def _refit(self) -> None:
        self._speak()
        self.setFixedSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL))
        self._refit()
