"""The editors of a form, one class per type of field: what each shows, reads, and says below itself.

An editor never writes: it emits `committed` with a value that fits, or `drafted` with a text that does not, and its
owner answers with `show`. `editor_for` picks the class; a new type of field is one class and one line there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from planner.errors import InputError
from planner.i18n import _
from planner.model.fields import FieldSpec
from planner.model.kinds import Record
from planner.model.parsing import Offer, ParseError
from planner.ui.editors.field_notes import HelpLine, OfferRow
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.model.checks import Problem
    from planner.ui.bridge import Bridge
    from planner.ui.editors.fact_line import FactLine


@dataclass(frozen=True)
class Desk:
    """What every editor of a form may ask: the open plan and the day on the user's wall."""

    bridge: "Bridge"
    today: Callable[[], date] = date.today


class FieldEditor(QObject):
    """One field of one record on screen. `field` is the widget that stands in the form."""

    committed = Signal(object)  # a value that fits the field
    drafted = Signal(str)  # a text that does not
    cancelled = Signal()  # Esc took the text back
    fix_requested = Signal(object)  # the fields of the fix of a problem
    told = Signal()  # a compact editor has something else to say

    wide = False  # whether it spans both columns of the form

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__()
        self.spec, self.desk = spec, desk
        self.record: Record | None = None
        self.value: Any = spec.type.empty
        self.error: ParseError | None = None
        self.problem: Problem | None = None
        self.echo = ""
        self._echoed: Any = None
        self.understood: Any = self.value  # what was last read: that of a text still being typed, too
        self.hushed = False  # whether what was said is of an earlier text
        self.is_compact = self.locked = False
        self.fact_line: FactLine | None = None
        self.field = self._make_field()
        self.help = HelpLine(spec.help) if spec.help else None
        self.offers: OfferRow | None = None
        if self.help is not None:
            self.field.rows.insertWidget(self.field.rows.indexOf(self.field.hint) + 1, self.help)
        self.field.fix_requested.connect(self.mend)
        self._relabel()
        if desk.bridge.read_only:
            self.lock()

    # what a class for one type says

    def _make_field(self) -> Field:
        """The field with its editor, made once."""
        raise NotImplementedError

    def _display(self, draft: str | None) -> None:
        """Show `self.value`, or the draft kept instead of it."""
        raise NotImplementedError

    def take(self, text: str) -> None:
        """Type `text` into the field and commit it: what an offer does."""

    def commit(self) -> None:
        """Commit what is being typed."""

    def _resting(self) -> str:
        """What is said below a value when there is nothing else to say."""
        return ""

    def _name(self) -> str:
        """The label in the language in use."""
        return _(self.spec.label)

    # what they share

    @property
    def focus_widget(self) -> QWidget:
        """The widget that takes the keys."""
        return self.field.editor

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """Every widget in which one can stand."""
        return (self.focus_widget,)

    @property
    def busy(self) -> bool:
        """Whether the user is in the middle of typing something that is not committed."""
        return False

    def show(self, record: Record, draft: str | None = None) -> None:
        """Show the value of `record`, or the draft; a text being typed stays as it is."""
        other = self.record is None or self.record.id != record.id
        self.record = record
        self.value = getattr(record, self.spec.name)
        if other or self.value != self._echoed:
            self.echo = ""
        if not self.busy or other:
            self.error = self._error_of(draft) if draft is not None else None
            self._understand(self.value)
        self._display(draft)
        self._tell()

    def lock(self, *, on: bool = True) -> None:
        """Let the value be read and copied, not changed: the file cannot be written, or the value was promised."""
        if on is self.locked:
            return
        self.locked = on
        for widget in self.widgets:
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.setReadOnly(on)
            else:
                widget.setEnabled(not on)

    def compact(self) -> QWidget:
        """Give the bare editor for a cell of a small table; what it has to say is then `message` and told by `told`."""
        self.is_compact = True
        self.field.editor.destroyed.connect(self.field.deleteLater)  # it stays behind, and in nothing
        return self.field.editor

    def line_of_facts(self) -> "FactLine":
        """The line below the field on which facts are told; made when there is something to tell."""
        if self.fact_line is None:
            from planner.ui.editors.fact_line import FactLine  # noqa: PLC0415 - not before the first page stands

            self.fact_line = FactLine()
            self.field.rows.insertWidget(self.field.rows.count() - 1, self.fact_line)
        return self.fact_line

    def set_problem(self, problem: "Problem | None") -> None:
        """Say `problem` below the field unless its text cannot even be read."""
        self.problem = problem
        self._tell()

    def retranslate(self) -> None:
        """Name the field anew; the owner shows the record again afterwards."""
        self._relabel()
        if self.help is not None:
            self.help.retranslate()

    def _relabel(self) -> None:
        self.field.set_label(self._name())

    def failed(self, text: str) -> None:
        """The file refused the value: keep the text on screen, so that leaving again tries again."""
        self.error = ParseError(text)
        self._tell()

    def _refuse(self, error: InputError, text: str) -> None:
        self.error = error if isinstance(error, ParseError) else ParseError(error.message, (), error.kind)
        self.drafted.emit(text)
        self._tell()

    def _understand(self, value: Any) -> None:
        """From now on what is said is about `value`."""
        self.understood, self.hushed = value, False

    def _accept(self, value: Any, echo: str | None = None) -> None:
        self.error = None
        self._understand(value)
        self.echo = echo or ""
        self._echoed = value
        self.committed.emit(value)
        self._tell()

    def _error_of(self, draft: str) -> ParseError | None:
        """Why the draft cannot be read."""
        return ParseError(_("“{text}” could not be read.").format(text=draft))

    def _tell(self) -> None:
        """Say the most important thing below the field: error, problem, echo, rest, help."""
        severity, text, fix = self.message()
        quiet = severity == "echo" and self.hushed
        text = "" if quiet else text
        if self.is_compact:
            mark = getattr(self.field.editor, "set_state", None)
            if callable(mark):
                mark(severity if severity in ("error", "warning") else "")
            self.told.emit()
        elif quiet and self.field.hint.severity == "echo":
            self.field.hint.hush()
        else:
            self.field.set_message(severity, text, fix)
            self._offer(self.error.offers[1:] if self.error else ())
            if self.help is not None:
                self.help.setVisible(not text)
        for widget in (self.field.editor, *self.widgets):
            widget.setAccessibleDescription(self._spoken(text) if severity == "echo" else text)

    def _offer(self, offers: Sequence[Offer]) -> None:
        """Show further ways out below what is said; their row is made with the first of them."""
        if self.offers is None and offers:
            self.offers = OfferRow()
            self.offers.chosen.connect(self.take)
            last = self.field.hint if self.help is None else self.help
            self.field.rows.insertWidget(self.field.rows.indexOf(last) + 1, self.offers)
        if self.offers is not None:
            self.offers.set_offers(offers)

    def _spoken(self, text: str) -> str:
        """What a screen reader says about a value that is in order; `text` is what stands below it."""
        return text or _(self.spec.help)

    def message(self) -> tuple[str, str, str]:
        """Severity, sentence and the words of the link that mends it; the sentence is empty for nothing to say."""
        if self.error is not None:
            return "error", self.error.message, self.error.offers[0].label if self.error.offers else ""
        if self.problem is not None:
            return self.problem.severity, self.problem.message, self.problem.fix.label if self.problem.fix else ""
        return "echo", "" if self.is_compact else self.echo or self._resting(), ""

    def mend(self) -> None:
        """Take the first way out that is offered."""
        if self.error is not None and self.error.offers:
            self.take(self.error.offers[0].text)
        elif self.error is None and self.problem is not None and self.problem.fix is not None:
            self.fix_requested.emit(dict(self.problem.fix.fields))


class LineEditor(FieldEditor):
    """An editor around one line of text."""

    edit: LineEdit

    def _make_field(self) -> Field:
        self.edit = self._make_edit()
        self.edit.committed.connect(self._on_committed)
        self.edit.cancelled.connect(self._on_cancelled)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.text_edited_idle.connect(self._on_idle)
        return Field("", self.edit)

    def _make_edit(self) -> LineEdit:
        return LineEdit()

    @property
    def busy(self) -> bool:
        return self.edit.hasFocus() and self.edit.changed

    def take(self, text: str) -> None:
        self.edit.replace_text(text, len(text))
        self.edit.commit()

    def commit(self) -> None:
        self.edit.commit()

    def failed(self, text: str) -> None:
        typed = self.edit.text()
        self.edit.set_value(self._text())
        self.edit.replace_text(typed, len(typed))
        super().failed(text)

    def retranslate(self) -> None:
        super().retranslate()
        if self.error is not None and self.busy:
            self.error = self._error_of(self.edit.text())

    def _text(self) -> str:
        """The text of the value."""
        return str(self.value or "")

    def _read(self, text: str) -> tuple[Any, str]:
        """The value and the echo of `text`; InputError where there is none."""
        return self.spec.check(text.strip()), ""

    def _display(self, draft: str | None) -> None:
        self.edit.set_value(self._text(), draft=draft)

    def _error_of(self, draft: str) -> ParseError | None:
        try:
            self._read(draft)
        except ParseError as error:
            return error
        except InputError as error:
            return ParseError(error.message, (), error.kind)
        return None

    def _on_committed(self, text: str) -> None:
        try:
            value, echo = self._read(text)
        except InputError as error:
            self._refuse(error, text)
        else:
            self._accept(value, echo)

    def _on_edited(self, text: str) -> None:
        """Take an error back as soon as the text can be read; say nothing of it before there is a rest."""
        self.hushed = True
        if self.error is not None:
            try:
                self._read(text)
            except InputError:
                return
            self.error = None
        self._tell()

    def _on_idle(self, text: str) -> None:
        try:
            value, echo = self._read(text)
        except InputError:
            return
        self.error = None
        self._told(value, echo)

    def _on_cancelled(self) -> None:
        self._told(self.value, "")
        self.cancelled.emit()

    def _told(self, value: Any, echo: str) -> None:
        """The text reads as `value`, though it is not committed yet."""
        self._understand(value)
        self.echo = echo
        self._echoed = value
        self._tell()
