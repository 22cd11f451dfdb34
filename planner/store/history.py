"""The steps of a plan: every edit with its recorded changes, kept in the file so that undo survives a restart."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import apsw

from planner.errors import FileError
from planner.i18n import _
from planner.store.database import Database
from planner.store.failures import told
from planner.store.schema import VERSION

LARGEST = 64 * 1024 * 1024  # bytes of compressed changes kept; the oldest steps are forgotten first, never the newest

# undone steps are always the newest, so the one to redo is the next after this
_LAST = "SELECT number FROM step WHERE NOT undone ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True)
class Step:
    """One edit as the history lists it; `label` is in the language in use."""

    number: int
    label: str
    at: datetime
    undone: bool


class History:
    """The step table of an open plan.

    The next step to undo and redo is asked for by every menu, so it is kept until `forget` is called: at the
    begin and end of each transaction, and when another process has written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.rows
        self._connection = database.connection
        self._next: dict[str, tuple[Any, ...] | None] = {}
        self._size: int | None = None  # bytes of all steps, once it was asked

    def forget(self, *, size: bool = False) -> None:
        """The file may hold other next steps than those known; with `size`, another amount of steps too."""
        self._next.clear()
        if size:
            self._size = None

    def add(self, label: str, names: Mapping[str, object], changes: Iterable[bytes]) -> None:
        """Keep a step as the newest; whatever was undone before it can no longer be redone."""
        newest = self._rows("SELECT undone FROM step ORDER BY number DESC LIMIT 1")
        if newest and newest[0][0]:
            self._connection.execute("DELETE FROM step WHERE undone")
            self._size = None
        packing = zlib.compressobj(1)
        packed = b"".join([*map(packing.compress, changes), packing.flush()])
        self._connection.execute(
            "INSERT INTO step (at, label, names, version, changes) VALUES (?, ?, ?, ?, ?)",
            (
                datetime.now(UTC).isoformat(timespec="milliseconds"),
                label,
                json.dumps({name: str(value) for name, value in names.items()}, ensure_ascii=False),
                VERSION,
                packed,
            ),
        )
        if self._size is None:
            self._size = int(self._rows("SELECT coalesce(sum(length(changes)), 0) FROM step")[0][0])
        else:
            self._size += len(packed)
        if self._size > LARGEST:
            self._prune()

    def _prune(self) -> None:
        """Forget the oldest steps until the others fit; the newest always stays."""
        room = LARGEST
        for number, size in self._rows("SELECT number, length(changes) FROM step ORDER BY number DESC"):
            room -= size
            if room < 0 and room + size < LARGEST:  # not for the newest, however large
                self._connection.execute("DELETE FROM step WHERE number <= ?", (number,))
                break
        self._size = None

    def steps(self) -> tuple[Step, ...]:
        """All steps, newest first."""
        rows = self._rows("SELECT number, label, names, at, undone FROM step ORDER BY number DESC")
        return tuple(_step(row) for row in rows)

    def next_undo(self) -> Step | None:
        """The step undo would take back."""
        return self._one("NOT undone ORDER BY number DESC")

    def next_redo(self) -> Step | None:
        """The step redo would bring back."""
        return self._one(f"number > coalesce(({_LAST}), 0) ORDER BY number")

    def _one(self, which: str) -> Step | None:
        if which not in self._next:
            query = f"SELECT number, label, names, at, undone FROM step WHERE {which} LIMIT 1"  # noqa: S608
            self._next[which] = next(iter(self._rows(query)), None)
        row = self._next[which]
        return None if row is None else _step(row)

    def size(self, step: Step) -> int:
        """How many bytes the changes of a step take, packed."""
        return int(self._rows("SELECT length(changes) FROM step WHERE number = ?", (step.number,))[0][0])

    def turn(self, step: Step) -> bytes:
        """Undo or redo `step`; the changes made. FileError when the file no longer matches them."""
        rows = self._rows("SELECT changes FROM step WHERE number = ?", (step.number,))
        try:
            changes = zlib.decompress(rows[0][0])
        except zlib.error as error:
            raise told(apsw.CorruptError(str(error)), self._database.path) from error
        if not step.undone:
            changes = apsw.Changeset.invert(changes)
        try:
            apsw.Changeset.apply(
                changes, self._connection, conflict=_refuse, flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION
            )
        except apsw.AbortError:
            undo = _("“{label}” can no longer be taken back: the plan has changed since in another way.")
            redo = _("“{label}” can no longer be brought back: the plan has changed since in another way.")
            raise FileError((redo if step.undone else undo).format(label=step.label)) from None
        self._connection.execute("UPDATE step SET undone = ? WHERE number = ?", (int(not step.undone), step.number))
        self.forget()
        return changes


def _refuse(_reason: int, _change: apsw.TableChange) -> int:
    return apsw.SQLITE_CHANGESET_ABORT


def _step(row: tuple[Any, ...]) -> Step:
    number, label, names, at, undone = row
    return Step(number, _told(label, names), datetime.fromisoformat(at), bool(undone))


def _told(label: str, names: str) -> str:
    """The label in the language in use, filled; one whose placeholders do not fit is shown as it stands.

    A field is named by its marked label, so that it speaks the language in use too.
    """
    try:
        filled = json.loads(names)
        field = filled.get("field", "")
        return _(label).format(**{**filled, "field": _(field)})
    except (LookupError, ValueError):
        return _(label)
