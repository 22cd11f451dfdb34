"""The steps of a plan: every edit with its recorded changes, kept in the file so that undo survives a restart."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import apsw

from planner.errors import FileError
from planner.i18n import _
from planner.store.database import Database
from planner.store.schema import VERSION

LARGEST = 64 * 1024 * 1024  # bytes of recorded changes kept; the oldest steps are forgotten first


@dataclass(frozen=True)
class Step:
    """One edit as the history lists it; `label` is in the language in use."""

    number: int
    label: str
    at: datetime
    undone: bool


class History:
    """The step table of an open plan."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._connection = database.connection

    def add(self, label: str, names: Mapping[str, object], changes: bytes) -> None:
        """Keep a step as the newest; whatever was undone before it can no longer be redone."""
        self._connection.execute("DELETE FROM step WHERE undone")
        self._connection.execute(
            "INSERT INTO step (at, label, names, version, changes) VALUES (?, ?, ?, ?, ?)",
            (
                datetime.now(UTC).isoformat(timespec="milliseconds"),
                label,
                json.dumps({name: str(value) for name, value in names.items()}, ensure_ascii=False),
                VERSION,
                zlib.compress(changes, 1),
            ),
        )
        self._prune()

    def _prune(self) -> None:
        total = self._rows("SELECT total(length(changes)), count(*) FROM step")[0]
        while total[0] > LARGEST and total[1] > 1:
            self._connection.execute("DELETE FROM step WHERE number = (SELECT min(number) FROM step)")
            total = self._rows("SELECT total(length(changes)), count(*) FROM step")[0]

    def steps(self) -> Iterator[Step]:
        """All steps, newest first."""
        return self._some("TRUE", "DESC LIMIT -1")

    def next_undo(self) -> Step | None:
        """The step undo would take back."""
        return next(self._some("NOT undone", "DESC LIMIT 1"), None)

    def next_redo(self) -> Step | None:
        """The step redo would bring back."""
        return next(self._some("undone", "ASC LIMIT 1"), None)

    def _some(self, which: str, order: str) -> Iterator[Step]:
        query = f"SELECT number, label, names, at, undone FROM step WHERE {which} ORDER BY number {order}"  # noqa: S608
        for number, label, names, at, undone in self._rows(query):
            yield Step(number, _told(label, names), datetime.fromisoformat(at), bool(undone))

    def turn(self, step: Step) -> bytes:
        """Undo or redo `step`; the changes made. FileError when the file no longer matches them."""
        rows = self._rows("SELECT changes FROM step WHERE number = ?", (step.number,))
        changes = zlib.decompress(rows[0][0])
        if not step.undone:
            changes = apsw.Changeset.invert(changes)
        try:
            apsw.Changeset.apply(
                changes, self._connection, conflict=_refuse, flags=apsw.SQLITE_CHANGESETAPPLY_FKNOACTION
            )
        except apsw.AbortError:
            message = _("“{label}” can no longer be taken back: the plan has changed since in another way.")
            raise FileError(message.format(label=step.label)) from None
        self._connection.execute("UPDATE step SET undone = ? WHERE number = ?", (int(not step.undone), step.number))
        return changes

    def clear(self) -> None:
        """Forget every step."""
        self._connection.execute("DELETE FROM step")


def _refuse(_reason: int, _change: apsw.TableChange) -> int:
    return apsw.SQLITE_CHANGESET_ABORT


def _told(label: str, names: str) -> str:
    return _(label).format(**json.loads(names))
