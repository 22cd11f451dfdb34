"""Between the open plan and the pages: every edit of the interface passes here, and every change is told from here."""

from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from planner.errors import FileError, InputError
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.changes import Change
from planner.session import Session
from planner.ui.views import HOME_OF

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.session import Step, Transaction
    from planner.ui.alliances.agreements import Agreements
    from planner.ui.editors.field_facts import FieldFacts
    from planner.ui.editors.proofs import Proofs
    from planner.ui.experiments.watch import ExperimentWatch
    from planner.ui.findings.examination import Examiner
    from planner.ui.forecast.outlook import Outlook
    from planner.ui.forecast.prospects import Prospects
    from planner.ui.preferences.kept import Preferences
    from planner.ui.window.view_state import ViewState
    from planner.ui.worker import Worker

_T = TypeVar("_T")
SAVED, SAVING, FAILED = "saved", "saving", "failed"
HEAVY = 1_000_000  # bytes of changes from which on a step is turned beside the window: some ten thousand entries


class Bridge(QObject):
    """One open plan as the pages see it.

    `changed(ChangeSet)` follows every edit, undo, redo and change by another program. `navigate(view id, kind,
    record id, field)` asks the window to show a page or a record (empty texts where not meant). `toasted(text, undo,
    details)` and `refused(text)` and `state(SAVED | SAVING | FAILED, text)` are shown by the window.
    """

    changed = Signal(object)
    navigate = Signal(str, str, str, str)
    toasted = Signal(str, bool, object)
    refused = Signal(str)
    entry_asked = Signal()  # for a line of the ledger, where one is
    state = Signal(str, str)
    damaged = Signal(object)  # the DamageError that says so
    backup_chosen = Signal(str)  # the path of a backup to open as a plan of its own

    def __init__(
        self, session: "Session", worker: "Worker", view_state: "ViewState", preferences: "Preferences"
    ) -> None:
        super().__init__()
        self.session = session
        self.worker = worker
        self.preferences = preferences
        self._view_state = view_state
        self._closed = False
        self._held = ""  # why edits wait, while a large one is written beside the window
        self._moved = False
        self.seen_at: Callable[[Change, str], tuple[str, str, str, str] | None] = lambda _change, _field: None
        """Where the page in view shows a change of a record at home elsewhere, as `navigate` takes it; the window knows."""
        self._stop = session.observe(self.changed.emit)

    @property
    def plan(self) -> "Plan":
        """The plan as it is now."""
        return self.session.plan

    @property
    def read_only(self) -> bool:
        """Whether nothing can be edited."""
        return self.session.read_only

    @property
    def closed(self) -> bool:
        """Whether the plan has been closed; what still has it in hand must ask nothing more of it."""
        return self._closed

    @cached_property
    def examination(self) -> "Examiner":
        """What is wrong with the plan, looked at after every change."""
        from planner.ui.findings.examination import Examiner  # noqa: PLC0415 - not before the first page stands

        return Examiner(self)

    def reword(self) -> None:
        """Tell anew what was told in the words of before, and perhaps with amounts that are hidden now."""
        if "examination" in self.__dict__:
            self.examination.settle()

    @cached_property
    def outlook(self) -> "Outlook":
        """The forecast of the plan, on its way to being up to date after every change."""
        from planner.ui.forecast.outlook import Outlook  # noqa: PLC0415 - not before the first page stands

        return Outlook(self)

    @cached_property
    def prospects(self) -> "Prospects":
        """What the forecast says of single records."""
        from planner.ui.forecast.prospects import Prospects  # noqa: PLC0415 - not before the first page stands

        return Prospects(self)

    @cached_property
    def agreements(self) -> "Agreements":
        """What each alliance is worth to both sides."""
        from planner.ui.alliances.agreements import Agreements  # noqa: PLC0415 - not before the first page stands

        return Agreements(self)

    @cached_property
    def experiments(self) -> "ExperimentWatch":
        """What the tests of the plan have counted; those that are over are closed."""
        from planner.ui.experiments.watch import ExperimentWatch  # noqa: PLC0415 - not before the first page stands

        return ExperimentWatch(self)

    @cached_property
    def proofs(self) -> "Proofs":
        """What the ledger proves of each product."""
        from planner.ui.editors.proofs import Proofs  # noqa: PLC0415 - not before the first page stands

        return Proofs(self)

    @cached_property
    def field_facts(self) -> "FieldFacts":
        """What ledger, publications and time log say about single fields."""
        from planner.ui.editors.field_facts import FieldFacts  # noqa: PLC0415 - not before the first page stands

        return FieldFacts(self)

    def show_rows(self, view: str, text: str) -> None:
        """Show the page `view` with the rows that `text` finds in its filter."""
        self.navigate.emit(view, "filter", text, "")

    def attend(self) -> None:
        """Watch from now on what no page needs to be open for: tests that are over, and first sales."""
        for service in (self.experiments, self.proofs):
            service.settle()

    @cached_property
    def reader(self) -> "Worker":
        """A second lane, for questions to the journal: they do not wait for a forecast."""
        from planner.ui.worker import Worker  # noqa: PLC0415 - not before the first page stands

        return Worker(self)

    def run(self, label: str, edit: "Callable[[Transaction], _T]", origin: object = None, **names: Any) -> _T | None:
        """Run `edit(transaction)` as one undo step named by the marked text `label`, filled with `names`.

        Returns what `edit` returns; None when the file or the input refused, which the user has then been told.
        The caller keeps what was typed in that case.
        """
        if self._held:
            self.refused.emit(self._held)
            return None
        self.state.emit(SAVING, "")
        try:
            with self.session.edit(label, origin=origin, **names) as transaction:
                result = edit(transaction)
        except FileError as error:
            self.state.emit(FAILED, str(error))
            return None
        except InputError as error:
            self.state.emit(SAVED, "")
            self.refused.emit(error.message)
            return None
        self.state.emit(SAVED, "")
        return result

    def run_aside(self, label: str, edit: "Callable[[Transaction], Any]", told: str, **names: Any) -> None:
        """As `run`, beside the window, for edits of very many records; `told` is said when it is done.

        `edit` gets the transaction of a session of its own: it must ask that one alone.
        """

        def write(own: "Session") -> bool:
            with own.edit(label, **names) as transaction:
                edit(transaction)
            return True

        self._aside(write, lambda _done: self.toast(told) if told else None)

    def hold(self, why: str) -> None:
        """Let every edit be refused with the sentence `why` until `release`: the file is being written beside the window."""
        self._held = why
        self.state.emit(SAVING, "")

    def release(self) -> None:
        """Allow edits again, and take in what was written meanwhile."""
        self._held = ""
        if self._closed:
            return
        try:
            self.session.poll()
        except FileError as error:
            self.state.emit(FAILED, str(error))
            return
        self.state.emit(SAVED, "")

    def undo(self) -> None:
        """Take back the last step, and jump to what came back."""
        if self.session.undo_size > HEAVY:
            self._turn_aside("undo", _("Undone: {step}"))
        else:
            self._turn(self.session.undo, _("Undone: {step}"))

    def redo(self) -> None:
        """Bring back the step taken back last, and jump to it."""
        if self.session.redo_size > HEAVY:
            self._turn_aside("redo", _("Redone: {step}"))
        else:
            self._turn(self.session.redo, _("Redone: {step}"))

    def go_to(self, number: int) -> None:
        """Undo or redo until the step `number` is the last one that holds; 0 is the beginning."""
        self._turn(lambda: self.session.go_to(number), "")

    def poll(self) -> None:
        """Take in what another program has written to the file."""
        if self._held:
            return
        try:
            if self.session.moved():
                self._tell_moved()
                return
            if self._moved:  # a network folder, or a stick, that is there again
                self._moved = False
                self.state.emit(SAVED, "")
                self.toast(_("The plan is where it was again"), undo=False)
            changed = self.session.poll()
        except FileError as error:
            self.state.emit(FAILED, str(error))
            return
        if changed:
            self.toast(_("Another program has changed this plan; what you see is up to date."), undo=False)

    def _tell_moved(self) -> None:
        """Say once that the file is no longer where it was; nothing can be written until a copy is saved."""
        if not self._moved:
            self._moved = True
            text = _("“{name}” was moved or deleted; nothing more can be saved there. Save a copy.")
            self.state.emit(FAILED, text.format(name=self.session.path.name))

    def _turn_aside(self, way: str, told: str) -> None:
        """Undo or redo a very large step beside the window."""

        def say(step: "Step | None") -> None:
            if step is not None:
                self.toast(told.format(step=step.label), undo=False)

        self._aside(lambda own: getattr(own, way)(), say)

    def _aside(self, write: "Callable[[Session], _T]", then: "Callable[[_T], object]") -> None:
        """Let `write(session)` change the file beside the window, which takes it in as what others have written."""
        if self._held:
            self.refused.emit(self._held)
            return
        path = self.session.path
        self.hold(_("A large step is on its way; this can be done in a moment."))

        def work(_job: object) -> "_T":
            with closing(Session.open(path)) as own:
                return write(own)

        def done(result: "_T") -> None:
            self.release()
            if not self._closed:
                then(result)

        job = self.worker.submit(work)
        job.done.connect(done)
        job.failed.connect(self._on_not_turned)

    def _on_not_turned(self, error: Exception) -> None:
        self.release()
        if not self._closed:
            self.state.emit(FAILED, str(error))

    def _turn(self, turn: "Callable[[], Step | None]", told: str) -> None:
        if self._held:
            self.refused.emit(self._held)
            return
        self.state.emit(SAVING, "")
        came: list[ChangeSet] = []
        stop = self.session.observe(came.append)
        try:
            step = turn()
        except FileError as error:
            self.state.emit(FAILED, str(error))
            return
        finally:
            stop()
        self.state.emit(SAVED, "")
        if came:
            self._jump(came[-1])
        if step is not None and told:
            self.toast(told.format(step=step.label), undo=False)

    def _jump(self, changes: "ChangeSet") -> None:
        """Show what came back: a whole record before a link, what is there before what is gone."""
        shown = [change for change in changes.changes if change.kind in HOME_OF]
        if not shown:
            self._jump_in_journal(changes)
            return
        change = min(shown, key=_weight)
        field = _changed_field(change)
        here = self.seen_at(change, field)
        if here is not None:
            self.navigate.emit(*here)
        elif change.after is None:
            self.go(HOME_OF[change.kind])
        else:
            self.navigate.emit(HOME_OF[change.kind], change.kind, change.id, field)

    def _jump_in_journal(self, changes: "ChangeSet") -> None:
        """Show the record that came back of a kind with very many, or the page of those that went."""
        for kind, ids in changes.journal.items():
            if kind not in HOME_OF:
                continue
            back = self.session.journal.records(kind, sorted(ids)[:1])
            if back:
                here = self.seen_at(Change(kind, back[0].id, None, back[0]), "")
                self.navigate.emit(*(here or (HOME_OF[kind], kind, back[0].id, "")))
            else:
                self.go(HOME_OF[kind])
            return

    def toast(self, text: str, *, undo: bool = True, details: tuple[str, ...] = ()) -> None:
        """Say `text` for a while at the foot of the page, with Undo; `details` open from it line by line."""
        self.toasted.emit(text, undo, details)

    def go(self, view: str) -> None:
        """Show the page `view`."""
        self.navigate.emit(view, "", "", "")

    def open_record(self, kind: str, record_id: str, field: str = "") -> None:
        """Show the record on the page that owns its kind; nothing happens for a kind without a page."""
        view = HOME_OF.get(kind)
        if view is not None:
            self.navigate.emit(view, kind, record_id, field)

    def recall(self, key: str, default: Any = None) -> Any:
        """What was remembered under `key` (column widths, splitter, filter): plain JSON values."""
        return self._view_state.recall(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Keep the plain JSON `value` under `key` for the next start; not part of the plan."""
        self._view_state.remember(key, value)

    def close(self) -> None:
        """Stop listening to the session."""
        self._closed = True
        if "reader" in self.__dict__:
            self.reader.close()
        for name in ("examination", "experiments", "proofs", "field_facts", "agreements", "prospects", "outlook"):
            if name in self.__dict__:
                getattr(self, name).close()
        self._stop()


def _weight(change: "Change") -> tuple[bool, bool, bool]:
    return change.kind != "batch", change.after is None, bool(KINDS[change.kind].owner)  # an import is shown as one


def _changed_field(change: "Change") -> str:
    """The field that differs, when one did; empty for a record that appeared or moved."""
    if change.before is None or change.after is None:
        return ""
    specs = KINDS[change.kind].specs
    names = [spec.name for spec in specs if getattr(change.before, spec.name) != getattr(change.after, spec.name)]
    return names[0] if len(names) == 1 else ""
