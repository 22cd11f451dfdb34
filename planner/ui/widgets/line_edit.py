"""Text fields of one line that commit on leaving, keep what was typed, and never mistake composing for committing."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from planner.model.discretion import HIDDEN
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting

_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LineEdit(QLineEdit):
    """A line of text with a last committed value.

    `committed` carries the text when the field is left or Enter pressed, and only if it differs from the value;
    `cancelled` follows Esc, which restores the value; `text_edited_idle` carries the text after 600 ms of rest.
    While an input method composes, Enter, Esc and Tab are the input method's. Undo is local until the commit.
    What is typed is kept against a crash, unless it is `fleeting`: it looks for something, as a line with an icon does, or
    is kept where it is typed. `place` is the kind, record and field that the line of a cell edits.
    """

    committed = Signal(str)
    cancelled = Signal()
    text_edited_idle = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, tabular: bool = False, icon: str = "") -> None:
        super().__init__(parent)
        self.place: tuple[str, str, str] | None = None
        self.fleeting = bool(icon)
        self._value = ""
        self._typed = False
        self._preedit = ""
        self._private = False
        self._tabular, self._icon = tabular, icon
        self.setProperty("side", bool(icon))
        self._rest = QTimer(self, singleShot=True, interval=Motion.IDLE)
        self._rest.timeout.connect(self._on_rest)
        self.textEdited.connect(self._on_edited)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    @property
    def composing(self) -> bool:
        """Whether an input method holds text that is not yet in the field."""
        return bool(self._preedit)

    @property
    def value(self) -> str:
        """The last committed text."""
        return self._value

    @property
    def changed(self) -> bool:
        """Whether the text differs from the last committed one."""
        return self.text() != self._value

    @property
    def typed(self) -> bool:
        """Whether something was typed since the value was set."""
        return self._typed

    def set_value(self, text: str, *, draft: str | None = None) -> None:
        """Set the committed text, and show it unless the user is in the middle of another.

        `draft` is shown instead of it where what the user typed was kept without being understood.
        """
        busy = self.hasFocus() and self.changed
        shown = text if draft is None else draft
        self._value, self._typed = shown, busy
        if not busy and self.text() != shown:
            self.setText(shown)
            self.setCursorPosition(0)

    def replace_text(self, text: str, caret: int) -> None:
        """Put `text` into the field as if it had been typed, so that undo and the idle check see it."""
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(caret)
        self.textEdited.emit(text)

    def commit(self) -> None:
        """Emit `committed` if the text differs from the value, which it then becomes."""
        self._rest.stop()
        if self.changed and not self.isReadOnly():
            self._value = self.text()
            self._forget_steps()
            self.committed.emit(self._value)

    def set_private(self, *, on: bool) -> None:
        """Show three dots for the text, however long it is, while the keyboard is elsewhere."""
        self._private = on
        self._cover()

    def set_state(self, state: str) -> None:
        """Show the border of "error", "warning" or, with "", of neither."""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.composing:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            super().keyPressEvent(event)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.composing:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self._cancel(event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        return self.composing or super().focusNextPrevChild(next)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        if self._preedit:
            self._rest.stop()
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._preedit = ""
        self._cover()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def event(self, event: QEvent) -> bool:
        """Leave undo to the plan when there is nothing of this field to undo."""
        asked = event.type() == QEvent.Type.ShortcutOverride and any(event.matches(key) for key in _UNDOING)
        if asked and not self.changed:
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text() and self.echoMode() == QLineEdit.EchoMode.NoEcho:
            painter, pad = painting.begin(self), theme().px(12)
            painter.setFont(self.font())
            painting.line(painter, self.rect().adjusted(pad, 0, -pad, 0), HIDDEN, "t1", self.alignment())
        if self._icon:
            centre = QPointF(theme().px(19), self.rect().center().y() + 0.5)
            painting.icon(painting.begin(self), self._icon, "t3", 16, centre)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(Size.CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(64), theme().px(Size.CONTROL))

    def _cancel(self, event: QKeyEvent) -> None:
        if not self.changed:
            event.ignore()  # the owner leaves the field
            return
        self._rest.stop()
        self.setText(self._value)
        self.cancelled.emit()
        event.accept()

    def _cover(self) -> None:
        covered = self._private and not self.hasFocus()
        self.setEchoMode(QLineEdit.EchoMode.NoEcho if covered else QLineEdit.EchoMode.Normal)

    def _forget_steps(self) -> None:
        caret = self.cursorPosition()
        self.setText(self.text())
        self.setCursorPosition(caret)

    def _on_edited(self) -> None:
        self._typed = True
        self._rest.start()

    def _on_rest(self) -> None:
        if not self.composing:
            self.text_edited_idle.emit(self.text())

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY, tabular=self._tabular))
        self.setFixedHeight(theme().px(Size.CONTROL))


class MoneyField(LineEdit):
    """An amount: digits to the right, the sign of its currency in front."""

    def __init__(self, currency: str = "", parent: QWidget | None = None) -> None:
        self._currency = currency
        super().__init__(parent, tabular=True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_currency(self, sign: str) -> None:
        """Show `sign`, such as "¥" or "US$", in front."""
        self._currency = sign
        self._restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._currency:
            painter = painting.begin(self)
            painter.setFont(theme().font(Type.BODY))
            rect = QRectF(theme().px(12), 0, self.width() / 2, self.height())
            painting.line(painter, rect, self._currency, "t3" if self.isEnabled() else "t_dis")

    def _restyle(self) -> None:
        super()._restyle()
        wide = painting.width(self._currency, theme().font(Type.BODY)) + theme().px(4) if self._currency else 0
        self.setTextMargins(wide, 0, 0, 0)
