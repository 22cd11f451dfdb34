"""The one connection to an open plan: apsw with the settings that lose nothing, and whole reads of it.

While a plan is open only apsw touches its file: closing any other descriptor on it would drop SQLite's locks.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import addressof, c_int
from pathlib import Path
from typing import Any

import apsw

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Record
from planner.model.field_types import key_of
from planner.model.plan import Plan
from planner.store.failures import telling, told
from planner.store.files import remove_side_files
from planner.store.header import Header, read_header
from planner.store.rows import form_of, linked_targets

_READING, _WRITING = -8192, -65536  # KB of pages kept: the indexes of a large import or undo stay in memory

# DELETE + EXTRA: the one file is always the whole plan, and no power cut loses an acknowledged commit.
PRAGMAS = (
    "journal_mode = delete",
    "synchronous = extra",
    "foreign_keys = on",
    "recursive_triggers = on",
    "trusted_schema = off",
    "cell_size_check = on",
    f"cache_size = {_READING}",
)
BUSY_MILLISECONDS = 5000
_SOON = 200  # tries to get at a locked file, a millisecond apart: who only reads lets go of it as soon as an edit waits
_BESIDE = -8192  # KB of pages a connection keeps that reads once and is closed
_BATCH = 500  # ids asked for at once
STEPS = 20_000  # of SQLite's machine between two looks whether a query is still wanted: about a millisecond
# The ledger keeps a place in memory for every row number from 1 to the highest.
MISNUMBERED = "SELECT rowid FROM entry WHERE rowid < 1 OR rowid > 100000000"
_HAS_MOVED = apsw.SQLITE_FCNTL_HAS_MOVED


class Database:
    """An open plan file."""

    def __init__(self, path: Path, read_only: bool = False, stand_in: Path | None = None) -> None:
        """Open the plan at `path`; FileError when SQLite refuses.

        `stand_in` is a copy to read instead of a file that is too old and may not be written; it goes at the end.
        """
        self.path = path
        self._stand_in = stand_in
        self.read_only = read_only or stand_in is not None or not writable(path)
        flags = apsw.SQLITE_OPEN_READONLY if self.read_only else apsw.SQLITE_OPEN_READWRITE  # never CREATE
        with telling(path):
            self.connection = apsw.Connection(str(stand_in or path), flags=flags)
            try:
                self._prepare()
            except BaseException:
                self.close()
                raise

    def _prepare(self) -> None:
        self.read_only = self.read_only or bool(self.connection.readonly("main"))  # SQLite falls back silently
        self.connection.set_busy_handler(_waits_on)
        for quotes in (apsw.SQLITE_DBCONFIG_DQS_DML, apsw.SQLITE_DBCONFIG_DQS_DDL):
            self.connection.config(quotes, 0)  # a column that is not there is an error, not a text
        for pragma in PRAGMAS:
            if not (self.read_only and pragma.startswith("journal_mode")):
                self.rows(f"PRAGMA {pragma}")
        self.rows("SELECT count(*) FROM sqlite_schema")

    def beside(self, stop: Callable[[], bool]) -> "Database":
        """Another connection to the same file that only reads, for another thread; to be closed by its owner.

        A query ends with apsw.InterruptError once `stop()` turns true.
        """
        other = Database(self._stand_in or self.path, read_only=True)
        other.rows(f"PRAGMA cache_size = {_BESIDE}")
        other.connection.set_progress_handler(stop, STEPS)
        return other

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep more pages in memory while something is written."""
        self.rows(f"PRAGMA cache_size = {_WRITING}")
        try:
            yield
        finally:
            self.rows(f"PRAGMA cache_size = {_READING}")

    def close(self) -> None:
        """Close the file; it is then complete in itself."""
        self.connection.close()
        if self._stand_in is not None:
            remove_side_files(self._stand_in)
            self._stand_in.parent.rmdir()
            self._stand_in = None

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

    def snapshot(self) -> tuple[int, Plan]:
        """The number `version_seen` gives and the plan, both of one instant; FileError when they cannot be read."""
        with telling(self.path), sound_rows(self.path):
            begun = not self.connection.in_transaction
            if begun:
                self.connection.execute("BEGIN")
            try:
                if self.rows(MISNUMBERED):
                    raise apsw.CorruptError("entries are numbered as no program of ours numbers them")
                seen, plan = self.version_seen(), self.plan()
                plan.settings  # noqa: B018 - every plan has its own record
                return seen, plan
            finally:
                if begun and self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def plan(self) -> Plan:
        """All records of the kinds a plan holds in memory."""
        return Plan(
            {kind: {record.id: record for record in self.records(kind)} for kind in KINDS if not KINDS[kind].journal}
        )

    def records(self, kind: str, ids: Iterable[str] | None = None) -> list[Record]:
        """The records of one kind, or those of the given ids that exist."""
        form = form_of(kind)
        if ids is None:
            linked = {field: linked_targets(self._links(table)) for table, field in form.links}
            return [form.record(row, linked) for row in self.rows(form.select)]
        keys = [key_of(record_id) for record_id in ids]
        found: list[Record] = []
        for start in range(0, len(keys), _BATCH):
            found += self._some(kind, keys[start : start + _BATCH])
        return found

    def _some(self, kind: str, keys: list[bytes | str]) -> list[Record]:
        form = form_of(kind)
        marks = ", ".join("?" * len(keys))
        linked = {}
        for table, field in form.links:
            query = f'SELECT owner, target FROM "{table}" WHERE owner IN ({marks}) ORDER BY owner, place'  # noqa: S608
            linked[field] = linked_targets(self.rows(query, keys))
        return [form.record(row, linked) for row in self.rows(f"{form.select} WHERE id IN ({marks})", keys)]

    def count_naming(self, kind: str, field: str, target: str) -> int:
        """How many records of a journal kind, archived ones too, name `target` in `field`."""
        sql = f'SELECT count(*) FROM "{kind}" WHERE "{field}" = ?'  # noqa: S608
        return int(self.rows(sql, (key_of(target),))[0][0])

    def dangling(self) -> InputError:
        """The error for a reference that leads nowhere, to be asked before the transaction is rolled back."""
        broken = self.rows("PRAGMA foreign_key_check")
        owners = {table: kind.label for kind in KINDS.values() for table, _field in form_of(kind.name).links}
        owners |= {kind.name: kind.label for kind in KINDS.values()}
        table, _rowid, target = broken[0][:3] if broken else ("plan", 0, "plan")
        message = _("A record of kind {kind} names a {target} that is not in this plan.")
        told_ = message.format(kind=_(owners[table]), target=_(KINDS[target].label))
        return InputError(told_, str(table), "unknown")

    def _links(self, table: str) -> list[tuple[Any, ...]]:
        return self.rows(f'SELECT owner, target FROM "{table}" ORDER BY owner, place')  # noqa: S608


@contextmanager
def sound_rows(path: Path) -> Iterator[None]:
    """Turn what a row that cannot be read raises inside into the FileError of a damaged plan."""
    try:
        yield
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, InputError, apsw.SQLError) as error:
        raise told(apsw.CorruptError(str(error)), path) from error


def _waits_on(tries: int) -> bool:
    """Wait a little for a lock that somebody else holds; whether to try again. SQLite's own waiting soon takes long steps."""
    time.sleep(0.001 if tries < _SOON else 0.025)
    return tries < _SOON + (BUSY_MILLISECONDS - _SOON) // 25


def writable(path: Path) -> bool:
    """Whether the file and its folder may be written: a rollback journal is made beside the file."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def settled_header(path: Path) -> Header:
    """The header of the closed plan at `path`, after SQLite has taken back what a crash left half written.

    FileError or VersionError as `read_header`; a file of a newer program is not touched.
    """
    header = read_header(path)
    if path.with_name(path.name + "-journal").exists() and writable(path):
        with telling(path):
            connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
            try:
                connection.set_busy_timeout(BUSY_MILLISECONDS)
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            finally:
                connection.close()
        header = read_header(path)
    return header


def never() -> bool:
    """For who is not to be stopped."""
    return False


def quick_check(path: Path, stop: Callable[[], bool] = never) -> tuple[str, ...]:
    """What is structurally wrong with the plan at `path`, as SQLite words it; nothing when it is sound.

    Uses a connection of its own, so that a worker thread may call it beside an open session, and lets writers in
    between two tables, or once `stop()` turns true: then it ends with what it has found. FileError when the file cannot be
    opened.
    """
    found: list[str] = []
    with telling(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            connection.set_busy_timeout(BUSY_MILLISECONDS)
            connection.set_progress_handler(stop, STEPS)
            connection.execute("PRAGMA cell_size_check = on").fetchall()
            for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                quoted = str(table).replace("'", "''")
                answers = connection.execute(f"PRAGMA quick_check('{quoted}')").fetchall()
                found += [str(answer) for (answer,) in answers if answer != "ok"]
        except apsw.CorruptError as error:
            return (str(error),)
        except apsw.InterruptError:
            pass
        finally:
            connection.close()
    return tuple(found)
