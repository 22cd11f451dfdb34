"""The lines in which the fields of an entry are typed: in the row of a new entry and in the cells of the table alike."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from planner.errors import InputError
from planner.model.catalogue import KINDS
from planner.model.field_types import Choice, Reference
from planner.model.parsing_entries import entry_day
from planner.ui.editors.reference_picker import Pick, ranked
from planner.ui.ledger.reading import KIND, picks, today_of
from planner.ui.tables.completion import CompletedEdit
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.tables.cell_text import Scene

Ask = Callable[[], "Scene"]
_STEPS: Final = {"+": 1, "=": 1, "-": -1, "\u2212": -1}
_ARROWS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_WHOLE: Final = 10  # characters of a day written in full
_WORDS: Final = {"t": 0, "today": 0, "tomorrow": 1}  # days from today


class DayEdit(LineEdit):
    """A day: T is today, + and - go by a day while a whole day stands there or nothing, and so do Up and Down.

    Who types “today” or “tomorrow” after all need not know of T.
    """

    def __init__(self, scene: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent, tabular=True)
        self._scene = scene
        self._word = ""  # as far as it is typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if self.composing or self.isReadOnly() or not plain or not self._took(event):
            super().keyPressEvent(event)
        else:
            event.accept()

    def _took(self, event: QKeyEvent) -> bool:
        whole = not self.text().strip() or len(self.text().strip()) == _WHOLE or self.selectedText() == self.text()
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            return self._step(arrow)
        self._word = _word_of(self._word, event.text().lower()) if whole else ""
        if self._word:
            return self._word not in _WORDS or self._show(_WORDS[self._word], from_today=True)
        return whole and event.text() in _STEPS and self._step(_STEPS[event.text()])

    def _step(self, days: int) -> bool:
        return self._show(days, from_today=not self.text().strip())

    def _show(self, days: int, *, from_today: bool) -> bool:
        scene = self._scene()
        day = today_of(scene)
        if not from_today:
            try:
                day = entry_day(self.text(), scene.context).value
            except InputError:
                return False
        try:
            text = (day + timedelta(days=days)).isoformat()
        except OverflowError:
            return False
        self.replace_text(text, len(text))
        return True


def _word_of(begun: str, typed: str) -> str:
    """The word for a day that goes on or begins with what is typed, as far as it goes; empty when there is none."""
    words = (begun + typed, typed) if typed else ()
    return next((word for word in words if any(known.startswith(word) for known in _WORDS)), "")


def edit_for(name: str, bridge: "Bridge", scene: Ask, parent: QWidget | None = None) -> LineEdit:
    """The line for the field `name` of an entry."""
    spec = KINDS[KIND].by_name[name]
    if name == "date":
        return DayEdit(scene, parent)
    if name == "payee":
        return CompletedEdit(lambda text: _payees(bridge, text), parent)
    if isinstance(spec.type, Choice | Reference):
        return CompletedEdit(lambda text: ranked(text, picks(name, scene())), parent, strict=True)
    return LineEdit(parent, tabular=name in ("amount", "fee", "quantity"))


def _payees(bridge: "Bridge", text: str) -> Sequence[Pick]:
    """Whom money was paid to or came from, the latest first."""
    return [Pick(name, name) for name in bridge.session.journal.payees(text)]
