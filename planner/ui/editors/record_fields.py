"""Some fields of one record as editors: shows them, writes what is committed, and keeps what cannot be read.

Every committed field is one step of its own. The form uses it for its record, and a row of a small table in the form
for a record of its own.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal

from planner.commands import drafts, records
from planner.commands.findings import FIX
from planner.i18n import N_, _
from planner.model import checks, checks_records  # noqa: F401 - the second registers the rules
from planner.model.calendar_types import CalendarMonth, Day, Days, Instant, Week
from planner.model.catalogue import KINDS
from planner.model.checks import Problem, Surroundings
from planner.model.experiments import locked
from planner.model.field_types import Choice, Currency, FieldType, Flag, Json, Reference, Text
from planner.model.fields import FieldSpec
from planner.model.kinds import Record
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.ui.editors.choices import ChoiceEditor, ChoicesEditor, FlagEditor
from planner.ui.editors.fields import Desk, FieldEditor
from planner.ui.editors.platform_field import CatalogueEditor
from planner.ui.editors.platform_picker import catalogue
from planner.ui.editors.references import ReferenceEditor, ReferencesEditor
from planner.ui.editors.sets import DaysEditor, WeekEditor
from planner.ui.editors.texts import CodeEditor, plain_editor
from planner.ui.editors.values import CurrencyEditor, DayEditor, InstantEditor, MonthEditor, value_editor
from planner.ui.experiments.pass_mark_field import PassMarkEditor

EDIT = N_("Edit {field} of “{name}”")
KEEP = N_("Keep what was typed in {field} of “{name}”")

_Pick = Callable[[FieldSpec], type[FieldEditor]]
_EDITORS: Mapping[type[FieldType], _Pick] = {
    Text: plain_editor,
    Choice: lambda spec: ChoicesEditor if getattr(spec.type, "many", False) else ChoiceEditor,
    Flag: lambda _spec: FlagEditor,
    Currency: lambda _spec: CurrencyEditor,
    Amount: value_editor,
    Number: value_editor,
    Uncertain: value_editor,
    WorkingTime: value_editor,
    Day: lambda _spec: DayEditor,
    CalendarMonth: lambda _spec: MonthEditor,
    Instant: lambda _spec: InstantEditor,
    Week: lambda _spec: WeekEditor,
    Days: lambda _spec: DaysEditor,
    Reference: lambda spec: ReferencesEditor if getattr(spec.type, "many", False) else ReferenceEditor,
    Json: lambda _spec: CodeEditor,
}
SPECIAL: Mapping[tuple[str, str], type[FieldEditor]] = {
    ("platform", "catalogue_key"): CatalogueEditor,
    ("experiment", "threshold"): PassMarkEditor,
}
"""Fields whose editor follows from what they mean, not from their type."""


def editor_for(kind: str, spec: FieldSpec, desk: Desk) -> FieldEditor:
    """An editor for the field `spec` of `kind`."""
    made = SPECIAL.get((kind, spec.name)) or _EDITORS[type(spec.type)](spec)
    return made(spec, desk)


class RecordFields(QObject):
    """The editors of fields of one record.

    `followed(kind, id)` asks to go to a record, `stepped(-1 | 1)` to the record before or after, `escaped` to leave the
    field that has the focus.
    """

    followed = Signal(str, str)
    stepped = Signal(int)
    escaped = Signal()

    def __init__(
        self, kind: str, desk: Desk, names: Iterable[str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.kind, self.desk = kind, desk
        self.record_id: str | None = None
        wanted = set(names) if names is not None else None
        specs = [spec for spec in KINDS[kind].specs if wanted is None or spec.name in wanted]
        self.editors = {spec.name: editor_for(kind, spec, desk) for spec in specs}
        for editor in self.editors.values():
            self._connect(editor)

    @property
    def record(self) -> Record | None:
        """The record as it is in the plan now."""
        found: Record | None = self.desk.bridge.plan.find(self.kind, self.record_id)
        return found

    @property
    def errors(self) -> tuple[str, ...]:
        """The names of the fields whose text cannot be read."""
        return tuple(name for name, editor in self.editors.items() if editor.error is not None)

    def show(self, record_id: str | None) -> None:
        """Show the record of that id, after committing what is being typed into the one before."""
        if record_id != self.record_id:
            self.commit()
        self.record_id = record_id
        self.refresh()

    def refresh(self) -> None:
        """Show the record as it is now; a text being typed stays as it is."""
        record = self.record
        if record is None:
            return
        kept, fixed = drafts.drafts_of(self.desk.bridge.plan, self.kind, record.id), locked(record)
        for name, editor in self.editors.items():
            editor.show(record, kept.get(name))
            editor.lock(on=name in fixed or self.desk.bridge.read_only)

    def examine(self) -> tuple[Problem, ...]:
        """Let the rules look at the record, and each editor say the worst that concerns its field."""
        record = self.record
        if record is None:
            return ()
        found = checks.problems_of(record, Surroundings(self.desk.bridge.plan, self.desk.today(), catalogue()))
        for name, editor in self.editors.items():
            editor.set_problem(checks.worst(problem for problem in found if problem.field == name))
        return found

    def commit(self) -> None:
        """Commit what is being typed."""
        if self.record is not None:
            for editor in self.editors.values():
                editor.commit()

    def retranslate(self) -> None:
        """Name every field in the language in use and show its value in the words of that language."""
        for editor in self.editors.values():
            editor.retranslate()
        self.refresh()

    def write(self, label: str, field: str, fields: Mapping[str, Any]) -> bool:
        """Write `fields` as one step whose `label` names `field`; False when the file refused."""
        record = self.record
        if record is None:
            return False
        plan = self.desk.bridge.plan
        names = {"field": KINDS[self.kind].by_name[field].label, "name": records.name_of(plan, record)}
        run = self.desk.bridge.run
        return run(label, lambda tx: records.edit(tx, self.kind, record.id, **fields), origin=self, **names) is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step to the record before or after on Ctrl+Up and Ctrl+Down from inside any field."""
        if event.type() == QEvent.Type.KeyPress and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if way:
                self.stepped.emit(way)
                return True
        return super().eventFilter(watched, event)

    def _connect(self, editor: FieldEditor) -> None:
        name = editor.spec.name
        editor.committed.connect(lambda value: self._on_committed(name, value))
        editor.drafted.connect(lambda text: self._on_drafted(name, text))
        editor.cancelled.connect(self.escaped)
        editor.fix_requested.connect(lambda fields: self.write(FIX, name, fields))
        if isinstance(editor, ReferenceEditor | ReferencesEditor):
            editor.created.connect(lambda text: self._on_created(name, text))
            editor.followed.connect(self.followed)
        for widget in editor.widgets:
            widget.setProperty("record_fields", self)  # by which what is being typed is kept against a crash
            widget.installEventFilter(self)

    def _on_committed(self, name: str, value: Any) -> None:
        record = self.record
        if record is None:
            return
        editor = self.editors[name]
        kept = drafts.draft_of(self.desk.bridge.plan, self.kind, record.id, name)
        same = getattr(record, name) == value and kept is None
        if same or self.write(EDIT, name, {name: value}):
            now = self.record
            if now is not None:
                editor.show(now)
        else:
            editor.failed(_("This could not be saved. The text stays here; leave the field to try again."))

    def _on_drafted(self, name: str, text: str) -> None:
        record = self.record
        if record is None:
            return
        names = {
            "field": KINDS[self.kind].by_name[name].label,
            "name": records.name_of(self.desk.bridge.plan, record),
        }
        self.desk.bridge.run(KEEP, lambda tx: drafts.keep(tx, self.kind, record.id, name, text), origin=self, **names)

    def _on_created(self, name: str, text: str) -> None:
        """Make a record called `text` and name it in the field: one step."""
        record, spec = self.record, KINDS[self.kind].by_name[name]
        if record is None:
            return
        target = KINDS[spec.type.target]

        def make(tx: Any) -> Record:
            made = records.create(tx, target.name, **{target.title: text})
            held = getattr(record, name)
            value = (*held, made.id) if isinstance(held, tuple) else made.id
            return records.edit(tx, self.kind, record.id, **{name: value})

        label = N_("Add “{name}” as {field}")
        self.desk.bridge.run(label, make, origin=self, name=text, field=spec.label)
