"""One open plan: the only way to change it, with undo, observers and the file behind it.

`Session.edit` runs commands in one transaction; what changed comes back as a `ChangeSet`, makes the next `Plan`
and is told to the observers. Undo and redo go the same way and survive a restart.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import apsw

from planner.errors import FileError, PlannerError
from planner.i18n import _
from planner.model.catalogue import KINDS, PlanSettings, Record
from planner.model.changes import ChangeSet
from planner.model.plan import Plan
from planner.store import backups, migrations
from planner.store.backups import Backup
from planner.store.database import Database
from planner.store.failures import telling, told
from planner.store.files import remove_side_files, sync_folder
from planner.store.header import read_header
from planner.store.history import History, Step
from planner.store.journal import Journal
from planner.store.transaction import Recording, Transaction, decoded, differences

__all__ = ["Backup", "Journal", "Session", "Step", "Transaction"]  # what the layers above may name of the store

Observer = Callable[[ChangeSet], None]


class Session:
    """An open plan. Make one with `Session.open` or `Session.create`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._history = History(database)
        self._observers: list[Observer] = []
        self._seen = database.version_seen()
        self.plan: Plan = database.plan()
        self.journal = Journal(database)
        self.revision = 0

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Self:
        """Open the plan at `path`; an older one is brought up to date after a backup.

        FileError or VersionError, with a sentence for the user, when that cannot be.
        """
        path = path.absolute()
        if read_header(path).old and not read_only:
            backups.make(path)
            migrations.bring_up_to_date(path)
        database = Database(path, read_only)
        try:
            with telling(path):
                return cls(database)
        except (ArithmeticError, AssertionError, KeyError, ValueError, PlannerError) as error:
            database.close()
            if isinstance(error, FileError):
                raise
            raise told(apsw.CorruptError(str(error)), path) from error

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
            _fill(part, settings, records)
            os.replace(part, path)
            sync_folder(path.parent)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileError(_("No plan can be made at “{path}”: {reason}.").format(path=path, reason=reason)) from error
        finally:
            remove_side_files(part)
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

    def close(self) -> None:
        """Close the file; it is then complete in itself."""
        self._database.close()

    @contextmanager
    def edit(self, label: str, origin: object = None, **names: object) -> Iterator[Transaction]:
        """One named, undoable step; durable on disk when the block has ended.

        An error inside takes everything back and goes on to the caller; a step that changes nothing leaves no
        trace. FileError when the file cannot be written.
        """
        self._refuse_when_read_only()
        with self._writing():
            transaction = Transaction(self._database, self.plan)
            recording = Recording(self._database.connection)
            try:
                yield transaction
                changes = recording.changes()
            finally:
                recording.close()
            made = decoded(changes, self.plan, self._database, origin) if changes else ChangeSet()
            if changes:
                self._history.add(label, names, changes)
        self._tell(made)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction on the newest state of the file; committed at the end, else rolled back."""
        connection = self._database.connection
        with telling(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._catch_up()
                yield
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # after a full disk it may be gone already
                    connection.execute("ROLLBACK")
                raise

    def _refuse_when_read_only(self) -> None:
        if self.read_only:
            raise told(apsw.ReadOnlyError(), self.path)

    def undo(self) -> Step | None:
        """Take back the last step; None when there is none."""
        return self._turn(self._history.next_undo)

    def redo(self) -> Step | None:
        """Bring back the step taken back last; None when there is none."""
        return self._turn(self._history.next_redo)

    def _turn(self, choose: Callable[[], Step | None]) -> Step | None:
        self._refuse_when_read_only()
        with self._writing():
            step = choose()
            made = ChangeSet() if step is None else decoded(self._history.turn(step), self.plan, self._database)
        self._tell(made)
        return step

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return not self.read_only and self._history.next_undo() is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring back."""
        return not self.read_only and self._history.next_redo() is not None

    @property
    def undo_label(self) -> str:
        """What undo would take back, in the language in use; empty when there is nothing."""
        step = self._history.next_undo()
        return step.label if step else ""

    @property
    def redo_label(self) -> str:
        """What redo would bring back, in the language in use; empty when there is nothing."""
        step = self._history.next_redo()
        return step.label if step else ""

    def history(self) -> tuple[Step, ...]:
        """All steps, newest first; undone ones stand on top."""
        return tuple(self._history.steps())

    def go_to(self, number: int) -> None:
        """Undo or redo until the step `number` is the last one that holds (0: none does)."""
        while (step := self._history.next_undo()) is not None and step.number > number:
            self.undo()
        while (step := self._history.next_redo()) is not None and step.number <= number:
            self.redo()

    def observe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` with every ChangeSet from now on; call the answer to stop."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer) if observer in self._observers else None

    def _tell(self, changes: ChangeSet) -> None:
        self._seen = self._database.version_seen()
        if changes:
            self.plan = self.plan.apply(changes)
            self.revision += 1
            for observer in tuple(self._observers):
                observer(changes)

    def _catch_up(self) -> bool:
        """Take in what another process has written; whether there was anything."""
        seen = self._database.version_seen()
        if seen == self._seen:
            return False
        self._seen = seen
        fresh = self._database.plan()
        changes = differences(self.plan, fresh, (kind for kind in KINDS if KINDS[kind].journal))
        self.plan = fresh
        self.revision += 1
        for observer in tuple(self._observers):
            observer(changes)
        return True

    def poll(self) -> bool:
        """Look whether another process has changed the file, and take it in; call each second and on focus."""
        with telling(self.path):
            return self._catch_up()

    def moved(self) -> bool:
        """Whether the file was moved, replaced or deleted under us."""
        return self._database.moved()

    def save_copy(self, path: Path) -> None:
        """Write a whole copy without the history to `path`, which appears complete or not at all."""
        backups.copy_of(self._database.connection, path.absolute(), with_history=False)

    def backup(self) -> Path:
        """Put a checked copy among the backups of this plan."""
        return backups.keep(self._database.connection, self.path, self.plan_id)

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this plan, newest first."""
        return backups.listing(self.plan_id)


def _fill(path: Path, settings: PlanSettings, records: Iterable[Record]) -> None:
    """Write the first records of a new plan; they are where it starts, not a step to undo."""
    database = Database(path)
    try:
        with telling(path):
            connection = database.connection
            connection.execute("BEGIN IMMEDIATE")
            transaction = Transaction(database, Plan({}))
            for record in (settings, *records):
                transaction.insert(record)
            connection.execute("COMMIT")
    finally:
        database.close()


def restore(path: Path, backup: Path) -> Path:
    """Make a new plan file beside `path` from a backup; the old one stays. Its path; FileError when that cannot be."""
    return backups.restore(path, backup)


def backups_of(plan_id: str) -> tuple[Backup, ...]:
    """The backups of the plan with this id, newest first, whether or not it can be opened."""
    return backups.listing(plan_id)
