"""One open plan: the only way to change it, with undo, observers and the file behind it.

`Session.edit` runs commands in one transaction; what changed comes back as a `ChangeSet`, makes the next `Plan`
and is told to the observers. Undo and redo go the same way and survive a restart.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import apsw

from planner.errors import FileError
from planner.i18n import _
from planner.model.catalogue import KINDS, PlanSettings, Record
from planner.model.changes import ChangeSet
from planner.model.plan import Plan
from planner.model.search import Group
from planner.model.tallies import Tallies
from planner.store import backups, migrations
from planner.store.backups import Backup
from planner.store.closed import backups_of, check, compare, recover, restore
from planner.store.database import Database, never, quick_check, settled_header, writable
from planner.store.failures import telling, told
from planner.store.files import discard, remove_journals, remove_side_files, sync_folder
from planner.store.header import is_plan
from planner.store.history import History, Step
from planner.store.journal import Journal
from planner.store.kept_tallies import KeptTallies
from planner.store.search import Search
from planner.store.transaction import Recording, Transaction, decoded, differences, fill

if TYPE_CHECKING:
    from planner.store.comparison import Comparison as Comparison  # noqa: PLC0414 - for those above
    from planner.store.ledger import Ledger

# what the layers above may name of the store
__all__ = [
    "ENGINE", "Backup", "Journal", "Session", "Step", "Transaction", "backups_of", "check", "compare", "is_plan",
    "quick_check", "recover", "restore",
]  # fmt: skip

ENGINE = apsw.sqlite_lib_version()  # the version of SQLite
Observer = Callable[[ChangeSet], None]
_T = TypeVar("_T")


class Session:
    """An open plan. Make one with `Session.open` or `Session.create`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._history = History(database)
        self._tallies = KeptTallies(database)
        self._search = Search(database, lambda: self.__dict__.get("ledger"))  # only if it was asked for already
        self._observers: list[Observer] = [self._note]  # before anybody who may ask
        self._untold: deque[ChangeSet] = deque()
        self._telling = False
        self._seen, self.plan = database.snapshot()
        self.journal = Journal(database)
        self.revision = 0

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Self:
        """Open the plan at `path`; an older one is brought up to date after a backup.

        One that may not be written is read-only, an older one of these shown as it would be when brought up to date.
        FileError or VersionError, with a sentence for the user, when that cannot be.
        """
        path = path.absolute()
        stand_in = None
        if settled_header(path).old:
            if read_only or not writable(path):
                stand_in = migrations.carried_over(path)
            else:
                backups.make(path)
                migrations.bring_up_to_date(path)
        database = Database(path, read_only, stand_in)
        try:
            return cls(database)
        except FileError:
            database.close()
            raise

    @classmethod
    def create(cls, path: Path, settings: PlanSettings, records: Iterable[Record] = ()) -> Self:
        """Make a new plan at `path` holding `records`; the file appears whole or not at all.

        FileError when there is a file already or none can be made there.
        """
        path = path.absolute()
        if path.exists():
            raise FileError(_("There is a file “{path}” already. Choose another name.").format(path=path))
        part = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            remove_side_files(part)
            migrations.bring_up_to_date(part)
            fill(part, settings, records)
            remove_journals(path)
            os.replace(part, path)
            sync_folder(path.parent)
        except (OSError, FileError) as error:
            reason = getattr(error, "strerror", None) or error.__cause__ or error
            raise FileError(_("No plan can be made at “{path}”: {reason}.").format(path=path, reason=reason)) from error
        finally:
            discard(part)
        return cls.open(path)

    @property
    def path(self) -> Path:
        """The plan file."""
        return self._database.path

    @property
    def plan_id(self) -> str:
        """The id of the plan; its backups are kept under it."""
        return self.plan.settings.id

    @property
    def read_only(self) -> bool:
        """Whether the file cannot be written."""
        return self._database.read_only

    def tallies(self, stop: Callable[[], bool] = never) -> Tallies | None:
        """What the journal adds up to, kept until that changes; asked as `aside` asks."""
        return self._tallies.read(stop)

    def aside(self, ask: Callable[[Journal], _T], stop: Callable[[], bool] = never) -> _T | None:
        """What `ask(journal)` gives; None once `stop()` turns true, which lets a waiting edit through.

        A thread of its own may call it: it reads through a connection of its own. FileError as `open`.
        """
        with closing(self._database.beside(stop)) as database:
            try:
                return ask(Journal(database))
            except apsw.InterruptError:
                return None

    @cached_property
    def ledger(self) -> "Ledger":
        """Filters, orders and totals of the entries; any one thread may ask them, also while the plan is edited."""
        from planner.store.ledger import Ledger  # noqa: PLC0415 - brings NumPy along, which no start may need

        return Ledger(self._database, lambda: self.plan)

    def _note(self, changes: ChangeSet) -> None:
        self._tallies.note(changes)
        if "ledger" in self.__dict__:
            self.ledger.note(changes)

    def search(self, text: str, most: int = 20, stop: Callable[[], bool] = never) -> tuple[Group, ...] | None:
        """Where the words of `text` stand in names, notes and the journal, at most `most` of a kind; else as `aside`."""
        return self._search.find(self.plan, text, most, stop)

    def close(self) -> None:
        """Close the file; it is then complete in itself."""
        self._database.close()

    @contextmanager
    def edit(self, label: str, origin: object = None, **names: object) -> Iterator[Transaction]:
        """One named, undoable step; durable on disk when the block has ended.

        An error inside takes everything back and goes on to the caller; a step that changes nothing leaves no
        trace. FileError when the file cannot be written, InputError when a reference leads nowhere. An observer's
        error comes out too, after all were told; the step stands then.
        """
        with self._writing() as made:
            transaction = Transaction(self._database, self.plan)
            recording = Recording(self._database.connection)
            try:
                yield transaction
                changes = recording.changes()
            finally:
                recording.close()
            if changes:
                self._history.add(label, names, changes)
                made.append(decoded(changes, self.plan, self._database, origin, apart=True))

    @contextmanager
    def _writing(self) -> Iterator[list[ChangeSet]]:
        """A transaction on the newest state of the file; committed at the end, else rolled back.

        What the block puts into the list is taken into the plan and told once it is committed.
        """
        connection = self._database.connection
        if self.read_only:
            raise told(apsw.ReadOnlyError(), self.path)
        if self._inside():
            raise RuntimeError("an edit is under way; what belongs to it takes its transaction")
        made: list[ChangeSet] = []
        try:
            with telling(self.path), self._database.writing():
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._take_in()
                    yield made
                    self._commit()
                except BaseException:
                    made.clear()
                    self._history.forget(size=True)
                    if self._inside():  # after a full disk it may be gone already
                        connection.execute("ROLLBACK")
                    raise
        finally:
            self._history.forget()
            for changes in made:
                self._put(self.plan.apply(changes), changes)
            self._tell()

    def _inside(self) -> bool:
        return self._database.connection.in_transaction

    def _commit(self) -> None:
        """End the transaction; when the file refuses, it is read again at the next look."""
        try:
            self._database.connection.execute("COMMIT")
        except apsw.ConstraintError:
            raise self._database.dangling() from None
        except apsw.Error:
            self._seen = -1
            raise

    def undo(self) -> Step | None:
        """Take back the last step; None when there is none."""
        turned = self._turn(self._history.next_undo, once=True)
        return turned[0] if turned else None

    def redo(self) -> Step | None:
        """Bring back the step taken back last; None when there is none."""
        turned = self._turn(self._history.next_redo, once=True)
        return turned[0] if turned else None

    def go_to(self, number: int) -> None:
        """Undo or redo, at once, until the step `number` is the last one that holds (0: none does)."""

        def wanted() -> Step | None:
            last, following = self._history.next_undo(), self._history.next_redo()
            if last is not None and last.number > number:
                return last
            return following if following is not None and following.number <= number else None

        self._turn(wanted)

    def _turn(self, choose: Callable[[], Step | None], *, once: bool = False) -> list[Step]:
        """Undo or redo the steps chosen, one after the other, in one transaction."""
        turned: list[Step] = []
        with self._writing() as made:
            changes: list[bytes] = []
            while (step := choose()) is not None:
                changes.append(self._history.turn(step))
                turned.append(step)
                if once:
                    break
            if changes:
                made.append(decoded(changes, self.plan, self._database))
        return turned

    @property
    def undo_size(self) -> int:
        """How many bytes the changes of the step take that undo would take back; 0 when there is none."""
        return self._size(self._history.next_undo)

    @property
    def redo_size(self) -> int:
        """How many bytes the changes of the step take that redo would bring back; 0 when there is none."""
        return self._size(self._history.next_redo)

    def _size(self, find: Callable[[], Step | None]) -> int:
        step = self._next(find)
        with telling(self.path):
            return self._history.size(step) if step else 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return not self.read_only and self._next(self._history.next_undo) is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring back."""
        return not self.read_only and self._next(self._history.next_redo) is not None

    @property
    def undo_label(self) -> str:
        """What undo would take back, in the language in use; empty when there is nothing."""
        step = self._next(self._history.next_undo)
        return step.label if step else ""

    @property
    def redo_label(self) -> str:
        """What redo would bring back, in the language in use; empty when there is nothing."""
        step = self._next(self._history.next_redo)
        return step.label if step else ""

    def _next(self, find: Callable[[], Step | None]) -> Step | None:
        with telling(self.path):
            return find()

    def history(self) -> tuple[Step, ...]:
        """All steps, newest first; undone ones stand on top."""
        with telling(self.path):
            return self._history.steps()

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with every ChangeSet from now on; call the answer to stop.

        Each is told in the order of the edits. An observer may edit: the others are told of it after the present one.
        """
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def _put(self, plan: Plan, changes: ChangeSet) -> None:
        """Make `plan` the present one; `changes` led to it and are still to be told."""
        if changes:
            self.plan = plan
            self.revision += 1
            self._untold.append(changes)

    def _tell(self) -> None:
        """Tell what is untold; an observer that fails keeps none of the others from being told."""
        if self._telling or not self._untold:
            return
        self._telling = True
        changes = self._untold.popleft()
        try:
            with ExitStack() as calls:
                for observer in reversed(self._observers):
                    calls.callback(self._call, observer, changes)
        finally:
            self._telling = False
            self._tell()

    def _call(self, observer: Observer, changes: ChangeSet) -> None:
        if observer in self._observers:
            observer(changes)

    def _take_in(self) -> bool:
        """Make what another process has written the present plan; whether there was anything."""
        if self._database.version_seen() == self._seen:
            return False
        seen, fresh = self._database.snapshot()
        self._history.forget(size=True)
        changes = differences(self.plan, fresh, (kind for kind in KINDS if KINDS[kind].journal))
        self._seen = seen
        self._put(fresh, changes)
        return True

    def poll(self) -> bool:
        """Look whether another process has changed the file, and take it in; call each second and on focus."""
        if self._inside():
            return False
        with telling(self.path):
            changed = self._take_in()
        self._tell()
        return changed

    def moved(self) -> bool:
        """Whether the file was moved, replaced or deleted under us."""
        return self._database.moved()

    def save_copy(self, path: Path) -> None:
        """Write a whole copy without the history to `path`, which appears complete or not at all.

        FileError when that cannot be, or when `path` is the plan itself.
        """
        if path.exists() and self.path.exists() and os.path.samefile(path, self.path):
            raise FileError(_("“{path}” is the open plan itself. Choose another name.").format(path=path))
        backups.copy_of(self._database.connection, path.absolute(), with_history=False)

    def backup(self) -> Path:
        """Put a checked copy among the backups of this plan."""
        return backups.keep(self._database.connection, self.path, self.plan_id)

    def backup_if_due(self, now: datetime, *, opening: bool = False, stop: Callable[[], bool] = never) -> Path | None:
        """Make a backup when the file has changed since the newest and that is half an hour old; its path or None.

        When `opening`, the newest may be of any age: a plan is backed up before the first edit of the day. A thread of
        its own may call it: nothing of the session but the file's name is used. `now` bears its time zone. None also once
        `stop()` turned true while the plan was read, which lets a waiting edit through. FileError as `backup`.
        """
        if self.read_only:
            return None
        rest = timedelta(0) if opening else backups.EVERY
        return backups.make_if_due(self.path, self.plan_id, now, rest, stop)

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this plan, newest first."""
        return backups.listing(self.plan_id)
