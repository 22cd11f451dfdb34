"""The one connection to an open plan: apsw with the settings that lose nothing, and whole reads of it.

While a plan is open only apsw touches its file: closing any other descriptor on it would drop SQLite's locks.
"""

import os
from collections.abc import Iterable, Sequence
from ctypes import addressof, c_int
from pathlib import Path
from typing import Any

import apsw

from planner.model.catalogue import KINDS, Record
from planner.model.field_types import key_of
from planner.model.plan import Plan
from planner.store.failures import telling
from planner.store.rows import form_of, linked_targets

# DELETE + EXTRA: the one file is always the whole plan, and no power cut loses an acknowledged commit.
PRAGMAS = (
    "journal_mode = delete",
    "synchronous = extra",
    "foreign_keys = on",
    "recursive_triggers = on",
    "trusted_schema = off",
    "cell_size_check = on",
)
BUSY_MILLISECONDS = 5000
_HAS_MOVED = apsw.SQLITE_FCNTL_HAS_MOVED


class Database:
    """An open plan file."""

    def __init__(self, path: Path, read_only: bool = False) -> None:
        """Open the plan at `path`; FileError when SQLite refuses."""
        self.path = path
        self.read_only = read_only or not _writable(path)
        flags = apsw.SQLITE_OPEN_READONLY if self.read_only else apsw.SQLITE_OPEN_READWRITE  # never CREATE
        with telling(path):
            self.connection = apsw.Connection(str(path), flags=flags)
            self.connection.set_busy_timeout(BUSY_MILLISECONDS)
            for pragma in PRAGMAS:
                if not (self.read_only and pragma.startswith("journal_mode")):
                    self.connection.execute(f"PRAGMA {pragma}").fetchall()
            self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()

    def close(self) -> None:
        """Close the file; it is then complete in itself."""
        self.connection.close()

    def version_seen(self) -> int:
        """A number that changes when another connection commits (not this one)."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self.connection.execute(sql, values).fetchall()
        return found

    def moved(self) -> bool:
        """Whether the file was moved, replaced or deleted under us."""
        answer = c_int(0)
        self.connection.file_control("main", _HAS_MOVED, addressof(answer))
        return bool(answer.value)

    def plan(self) -> Plan:
        """All records of the kinds a plan holds in memory."""
        with telling(self.path):
            tables = {
                kind: {record.id: record for record in self.records(kind)} for kind in KINDS if not KINDS[kind].journal
            }
        return Plan(tables)

    def records(self, kind: str, ids: Iterable[str] | None = None) -> list[Record]:
        """The records of one kind, or those of the given ids that exist."""
        form = form_of(kind)
        if ids is None:
            linked = {field: linked_targets(self._links(table)) for table, field in form.links}
            return [form.record(row, linked) for row in self.rows(form.select)]
        found = []
        for record_id in ids:
            key = key_of(record_id)
            linked = {field: linked_targets(self._links(table, key)) for table, field in form.links}
            rows = self.rows(f"{form.select} WHERE id = ?", (key,))
            found += [form.record(row, linked) for row in rows]
        return found

    def _links(self, table: str, owner: bytes | str | None = None) -> list[tuple[Any, ...]]:
        where = "" if owner is None else "WHERE owner = ? "
        query = f'SELECT owner, target FROM "{table}" {where}ORDER BY owner, place'  # noqa: S608
        return self.rows(query, () if owner is None else (owner,))


def _writable(path: Path) -> bool:
    """Whether the file and its folder may be written: a rollback journal is made beside the file."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
