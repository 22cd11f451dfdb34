"""The editors of texts: a line, a line that is only shown, and notes."""

from typing import Any

from PySide6.QtCore import QTimer

from planner.errors import InputError
from planner.i18n import _
from planner.model.field_types import Text
from planner.model.fields import FieldSpec
from planner.model.parsing import Offer, ParseError
from planner.ui.editors.field_reading import one_line
from planner.ui.editors.fields import Desk, FieldEditor, LineEditor
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.notes import Notes

AUTOSAVE = 2000  # ms of rest after which notes are saved


class TextEditor(LineEditor):
    """One line of text; emptied where it is needed, the last text is offered back. A name has the whole width."""

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec, desk)
        self.wide = spec.required

    def _read(self, text: str) -> tuple[Any, str]:
        try:
            return super()._read(one_line(text))
        except InputError as error:
            last = str(self.value or "")
            if text.strip() or not last:
                raise
            offer = Offer(_("Back to “{text}”").format(text=last), last)
            raise ParseError(error.message, (offer,), error.kind) from None


class CodeEditor(LineEditor):
    """A value that is only shown: nothing of it is to be typed."""

    wide = True

    def _make_edit(self) -> LineEdit:
        edit = LineEdit(tabular=True)
        edit.setReadOnly(True)
        return edit


class NotesEditor(FieldEditor):
    """Markdown as it was typed; saved on leaving and after two seconds of rest."""

    wide = True

    def _make_field(self) -> Field:
        self.notes = Notes()
        self.notes.committed.connect(self._on_committed)
        self._rest = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._rest.timeout.connect(self._on_rest)
        self.notes.textChanged.connect(self._rest.start)
        return Field("", self.notes)

    @property
    def busy(self) -> bool:
        return self.notes.hasFocus() and self.notes.toPlainText() != self.notes.value

    def commit(self) -> None:
        self.notes.commit()

    def take(self, text: str) -> None:
        self.notes.setPlainText(text)
        self.notes.commit()

    def failed(self, text: str) -> None:
        typed = self.notes.toPlainText()
        self.notes.set_value(str(self.value or ""))
        self.notes.setPlainText(typed)
        super().failed(text)

    def _display(self, draft: str | None) -> None:
        if not self.busy:
            self._rest.stop()
        self.notes.set_value(str(self.value or "") if draft is None else draft)

    def _error_of(self, draft: str) -> ParseError | None:
        try:
            self.spec.check(draft)
        except InputError as error:
            return ParseError(error.message, (), error.kind)
        return None

    def _on_rest(self) -> None:
        if self.busy:
            self.notes.commit()

    def _on_committed(self, text: str) -> None:
        self._rest.stop()
        try:
            value = self.spec.check(text)
        except InputError as error:
            self._refuse(error, text)
        else:
            self._accept(value)


def plain_editor(spec: FieldSpec) -> type[FieldEditor]:
    """The editor of a text: a line, or notes."""
    return NotesEditor if isinstance(spec.type, Text) and spec.type.lines else TextEditor
