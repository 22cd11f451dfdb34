"""What differs between a plan and one of its backups: record by record, and of very many rows how many."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.model.catalogue import KINDS
from planner.model.changes import ChangeSet
from planner.model.plan import Plan
from planner.store import migrations
from planner.store.database import Database, settled_header
from planner.store.rows import RowForm
from planner.store.transaction import differences


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a kind came, changed and went since the backup."""

    added: int = 0
    changed: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan then and now, what made the one of the other, and the same in numbers for the kinds of the journal."""

    then: Plan
    now: Plan
    changes: ChangeSet
    journal: Mapping[str, Counted]


def compare(path: Path, backup: Path) -> Comparison:
    """What happened to the plan at `path` since `backup`; any thread may ask. FileError when either cannot be read."""
    with closing(Database(path, read_only=True)) as present, closing(_opened(backup)) as former:
        then, now = former.snapshot()[1], present.snapshot()[1]
        journal = {name: _counted(former, present, name) for name, kind in KINDS.items() if kind.journal}
    return Comparison(then, now, differences(then, now), {name: found for name, found in journal.items() if found})


def _opened(backup: Path) -> Database:
    """The backup, one of an older program as it would be when brought up to date."""
    stand_in = migrations.carried_over(backup) if settled_header(backup).old else None
    return Database(backup, read_only=True, stand_in=stand_in)


def _counted(former: Database, present: Database, kind: str) -> Counted:
    """Both tables side by side in the order of their ids; neither is held in memory."""
    added = changed = gone = 0
    old_rows, new_rows = _rows(former, kind), _rows(present, kind)
    old, new = next(old_rows, None), next(new_rows, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            gone, old = gone + 1, next(old_rows, None)
        elif old is None or new[0] < old[0]:
            added, new = added + 1, next(new_rows, None)
        else:
            changed += old != new
            old, new = next(old_rows, None), next(new_rows, None)
    return Counted(added, changed, gone)


def _rows(database: Database, kind: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a kind by id, as SQLite orders them: texts before bytes."""
    for row in database.connection.execute(RowForm(KINDS[kind]).select + " ORDER BY id"):
        key = row[0]
        yield (False, key.encode()) if isinstance(key, str) else (True, bytes(key)), *row[1:]
