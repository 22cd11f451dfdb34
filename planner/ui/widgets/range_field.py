"""A field for a range: what is typed, how it was read, and a strip that draws it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.range_strip import RangeStrip, Spread

Step = Callable[[str, int, int], tuple[str, int] | None]


class SteppedEdit(LineEdit):
    """A line whose Up and Down keys change the number under the caret.

    `step` gets the text, the caret and the number of steps (1 or -1, with Shift 10 or -10) and returns the new text and
    caret, or None where there is nothing to change.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, tabular=True)
        self.step: Step | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not way or self.composing or self.step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        many = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        stepped = self.step(self.text(), self.cursorPosition(), way * many)
        if stepped is not None:
            self.replace_text(*stepped)
        event.accept()


class RangeField(Field):
    """A label, a line for the range, the line that says how it was read, and the strip.

    The owner reads the text: it answers `committed` and `text_edited_idle` with `set_spread` and `set_message`.
    """

    committed = Signal(str)
    cancelled = Signal()
    text_edited_idle = Signal(str)

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        self.edit = SteppedEdit()
        super().__init__(label, self.edit, parent)
        self.strip = RangeStrip()
        self.rows.insertWidget(4, self.strip)
        self.edit.committed.connect(self.committed)
        self.edit.cancelled.connect(self.cancelled)
        self.edit.text_edited_idle.connect(self.text_edited_idle)
        self.setFocusProxy(self.edit)

    @property
    def value(self) -> str:
        """The last committed text."""
        return self.edit.value

    def set_value(self, text: str, *, draft: str | None = None) -> None:
        """Set the committed text, as `LineEdit.set_value` does."""
        self.edit.set_value(text, draft=draft)

    def set_step(self, step: Step) -> None:
        """Let Up and Down change the number under the caret through `step`."""
        self.edit.step = step

    def set_spread(self, spread: Spread | None, show: Callable[[float], str] | None = None) -> None:
        """Draw `spread`, its ticks named by `show`; None keeps the strip empty."""
        if show is not None:
            self.strip.set_format(show)
        self.strip.set_spread(spread)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.edit.minimumSizeHint().width(), super().minimumSizeHint().height())
