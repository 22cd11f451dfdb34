"""The field for notes: raw Markdown, as tall as its text within bounds, left by Tab.

A QTextEdit that takes plain text only, because QPlainTextEdit cannot give its lines a fixed height.
"""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting


class Notes(QTextEdit):
    """Text of many lines; `committed` carries it when the field is left, Esc or Ctrl+Enter pressed, if it differs.

    Esc leaves and keeps what was typed: a long text is not to be lost by one key.
    """

    committed = Signal(str)
    text_edited_idle = Signal(str)
    fleeting = False  # see LineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._preedit = ""
        self._least: float = Size.NOTES_MIN
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = QTimer(self, singleShot=True, interval=Motion.IDLE)
        self._rest.timeout.connect(self._on_rest)
        self.textChanged.connect(self._on_text)
        follow(self._restyle)

    @property
    def value(self) -> str:
        """The last committed text."""
        return self._value

    @property
    def changed(self) -> bool:
        """Whether the text differs from the last committed one."""
        return self.text() != self._value

    def set_least(self, least: float) -> None:
        """Be at least so many px high at 100 %, however short the text is."""
        self._least = least
        self._grow()

    def text(self) -> str:
        """The text as typed: unlike Qt's plain text, no-break spaces stay what they are."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_value(self, text: str) -> None:
        """Set the committed text, and show it unless the user is in the middle of another."""
        busy = self.hasFocus() and self.changed
        self._value = text
        if not busy and self.text() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self._set_pitch()
            self.blockSignals(False)
            self._grow()

    def set_state(self, state: str) -> None:
        """Show the border of "error" or, with "", the plain one."""
        if self.property("state") != state:
            self.setProperty("state", state)
            self.style().unpolish(self)
            self.style().polish(self)

    def commit(self) -> None:
        """Emit `committed` if the text differs from the value, which it then becomes."""
        self._rest.stop()
        if self.changed and not self.isReadOnly():
            self._value = self.text()
            self.committed.emit(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._preedit:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.commit()
            event.ignore()  # the owner leaves the field
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._preedit = ""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page when there is nothing of these notes to scroll."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), self.height())

    def _on_text(self) -> None:
        self._grow()
        self._rest.start()

    def _on_rest(self) -> None:
        if not self._preedit:
            self.text_edited_idle.emit(self.text())

    def _grow(self) -> None:
        look = theme()
        wanted = round(self.document().size().height()) + look.px(18)
        self._scroll(needed=wanted > look.px(Size.NOTES_MAX))
        high = min(max(wanted, look.px(self._least)), look.px(Size.NOTES_MAX))
        if self.height() != high or self.minimumHeight() != high:
            self.setFixedHeight(high)

    def _scroll(self, *, needed: bool) -> None:
        """Show a scroll bar only where text is hidden: Qt may keep one that a narrower moment needed."""
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if needed else bar.ScrollBarAlwaysOff)
        if not needed:
            self.verticalScrollBar().setRange(0, 0)

    def _set_pitch(self) -> None:
        """Give every line the same height, whatever faces stand in it."""
        pitch = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        pitch.setLineHeight(painting.pitch(Type.BODY), fixed)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(pitch)
        self.document().clearUndoRedoStacks()

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY))
        self.blockSignals(True)
        self._set_pitch()
        self.blockSignals(False)
        self._grow()
