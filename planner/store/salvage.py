"""What can be read of a damaged plan, brought into a new one.

A broken page makes SQLite stop; the rows before and behind it are still there. They are asked for by ranges of row
numbers, halved where a range fails, until what is left is what the broken pages held. The new file gets its schema
by the migrations and its rows one by one; a row that is no record, or that names a record that was lost, is
mended or put aside, and told. Works on a copy of the damaged file, which stays as it is.
"""

import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import apsw

from planner.errors import FileError, InputError, VersionError
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Kind, PlanSettings
from planner.model.field_types import id_of
from planner.model.values import Month
from planner.store import migrations
from planner.store.database import MISNUMBERED
from planner.store.failures import telling
from planner.store.files import discard, remove_side_files, sync_folder
from planner.store.header import read_header
from planner.store.rows import Linked, form_of, linked_targets
from planner.store.schema import links

SECONDS = 120.0  # after which no more is tried
_LARGEST_GROWN = 4 * 1024**3  # a header that tells of more is not to be believed
MOST_NAMED = 50  # records told by name; of the others only how many
_UNREADABLE = (InputError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
_RENUMBERED = """UPDATE entry SET rowid = (SELECT coalesce(max(other.rowid), 0) + 1 FROM entry AS other
    WHERE other.rowid BETWEEN 1 AND 100000000) WHERE rowid = ?"""
_HEADLESS = N_(
    "Nothing can be recovered from “{name}”: its beginning is damaged or it is not a plan. Restore a backup."
)


@dataclass(frozen=True)
class Salvage:
    """What was saved: readable records of each kind, and sentences about what is lost or was changed."""

    counts: Mapping[str, int]
    lost: tuple[str, ...]


@dataclass
class _Losses:
    """What is told at the end."""

    unread: Counter[str] = field(default_factory=Counter)  # kind or link table -> rows known to be there
    uncounted: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    out_of_time: bool = False

    def sentences(self) -> tuple[str, ...]:
        """All losses, in the language in use."""
        found = []
        for table, count in self.unread.items():
            text = ngettext("{what}: one row could not be read.", "{what}: {count} rows could not be read.", count)
            found.append(text.format(what=_what(table), count=count))
        unsure = _("{what}: some rows may be lost; how many cannot be told.")
        found += [unsure.format(what=_what(table)) for table in sorted(self.uncounted - set(self.unread))]
        for table, count in self.refused.items():
            text = ngettext("{what}: one row makes no sense.", "{what}: {count} rows make no sense.", count)
            found.append(text.format(what=_what(table), count=count))
        found += self.told[:MOST_NAMED]
        if len(self.told) > MOST_NAMED:
            more = len(self.told) - MOST_NAMED
            found.append(ngettext("And one more such loss.", "And {count} more such losses.", more).format(count=more))
        if self.out_of_time:
            found.append(_("The time allowed was not enough for everything; a backup may hold more."))
        return tuple(found)


def _what(table: str) -> str:
    for kind in KINDS.values():
        if table == kind.name:
            return _(kind.plural)
        for name, spec in links(kind):
            if name == table:
                return f"{_(kind.plural)}, {_(spec.label)}"
    return table


def recover(broken: Path, new: Path, seconds: float = SECONDS) -> Salvage:
    """Bring what can be read of the damaged plan at `broken` into a new plan at `new`, within about `seconds`.

    FileError when `new` is there already or cannot be written, or when `broken` cannot be read at all.
    """
    if new.exists():
        raise FileError(_("There is a file “{path}” already. Choose another name.").format(path=new))
    version = _version(broken)
    losses = _Losses()
    part = new.absolute().with_name(new.name + ".part")
    try:
        with tempfile.TemporaryDirectory(prefix="brightroad-") as folder:
            copy = _copied(broken, Path(folder))
            remove_side_files(part)
            migrations.bring_up_to_date(part, migrations.MIGRATIONS[:version])
            with telling(broken):
                _carry(copy, part, losses, time.monotonic() + seconds)
        migrations.bring_up_to_date(part)
        with telling(new):
            counts = _mend(part, losses, broken.stem)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(part, new)
        sync_folder(part.parent)
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        raise FileError(message.format(path=new, reason=error.strerror or error)) from error
    finally:
        discard(part)
    return Salvage(counts, losses.sentences())


def _version(broken: Path) -> int:
    try:
        return read_header(broken).version
    except VersionError:
        raise
    except FileError:
        if broken.is_file() and broken.stat().st_size:
            raise FileError(_(_HEADLESS).format(name=broken.name)) from None
        raise


def _copied(broken: Path, folder: Path) -> Path:
    """A copy of the damaged file and its journal, to be read and rolled back without touching them."""
    copy = folder / "broken"
    shutil.copyfile(broken, copy)
    journal = broken.with_name(broken.name + "-journal")
    if journal.exists():
        shutil.copyfile(journal, folder / "broken-journal")
    with copy.open("rb+") as stream:  # SQLite refuses a file that lost its end
        head = stream.read(32)
        page = int.from_bytes(head[16:18], "big")
        size = (page if page > 1 else 65536) * int.from_bytes(head[28:32], "big")
        if copy.stat().st_size < size <= _LARGEST_GROWN:
            stream.truncate(size)
    return copy


def _carry(copy: Path, part: Path, losses: _Losses, until: float) -> None:
    """Copy the rows of every table that can be read, the journal kinds last."""
    source = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READWRITE)
    target = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        source.execute("PRAGMA cell_size_check = on").fetchall()
        source.set_progress_handler(lambda: time.monotonic() > until, 20_000)
        target.execute("PRAGMA synchronous = off").fetchall()
        target.execute("BEGIN IMMEDIATE")
        for kind in sorted(KINDS.values(), key=lambda kind: kind.journal):
            for table in (kind.name, *(name for name, _spec in links(kind))):
                _Table(source, table, losses).copy_into(target)
        target.execute("COMMIT")
    except apsw.InterruptError:
        losses.out_of_time = True
        target.execute("COMMIT")
    finally:
        source.close()
        target.close()


class _Table:
    """One table of the damaged file."""

    def __init__(self, source: apsw.Connection, name: str, losses: _Losses) -> None:
        self._source = source
        self._name = name
        self._losses = losses

    def copy_into(self, target: apsw.Connection) -> None:
        """Insert every row that can be read; one that breaks a rule of its table is refused and counted."""
        names = [row[1] for row in target.execute(f'PRAGMA table_info("{self._name}")')]
        if not names:
            return  # a kind that version did not have
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * (len(names) + 1))
        insert = f'INSERT INTO "{self._name}" (rowid, {columns}) VALUES ({marks})'  # noqa: S608
        known = self._rowids()
        read = 0
        for row in self._rows(columns, known):
            read += 1
            try:
                target.execute(insert, row)
            except apsw.ConstraintError:
                self._losses.refused[self._name] += 1
        if known is not None:
            self._losses.uncounted.discard(self._name)
            if len(known) > read:
                self._losses.unread[self._name] += len(known) - read

    def _rowids(self) -> set[int] | None:
        """The numbers of all rows as the index of ids knows them; None when that is damaged too."""
        query = f'SELECT rowid FROM "{self._name}" INDEXED BY "sqlite_autoindex_{self._name}_1"'  # noqa: S608
        try:
            return {row[0] for row in self._source.execute(query)}
        except apsw.InterruptError:
            raise
        except apsw.Error:
            return None

    def _last(self, known: set[int] | None) -> int:
        """A row number no row is above."""
        if known:
            return max(known)
        try:
            return _number(self._source, f'SELECT coalesce(max(rowid), 0) FROM "{self._name}"')  # noqa: S608
        except apsw.InterruptError:
            raise
        except apsw.Error:
            return _number(self._source, "PRAGMA page_count") * 128  # no page of 4096 bytes holds more rows of ours

    def _rows(self, columns: str, known: set[int] | None) -> Iterator[tuple[Any, ...]]:
        query = f'SELECT rowid, {columns} FROM "{self._name}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid'  # noqa: S608
        waiting = [(1, self._last(known))]
        while waiting:
            low, high = waiting.pop()
            try:
                for row in self._source.execute(query, (low, high)):
                    yield row
                    low = row[0] + 1
            except apsw.InterruptError:
                raise
            except (apsw.Error, UnicodeDecodeError):
                self._losses.uncounted.add(self._name)
                if low < high:
                    middle = (low + high) // 2
                    waiting += [(middle + 1, high), (low, middle)]


def _number(connection: apsw.Connection, query: str) -> int:
    rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return int(rows[0][0])


def _mend(part: Path, losses: _Losses, name: str) -> dict[str, int]:
    """Put aside what is no record and references that lead nowhere; how many records of each kind are left."""
    connection = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        connection.execute("PRAGMA synchronous = off").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        for kind in KINDS.values():
            _put_aside(connection, kind, losses)
        _one_plan(connection, losses, name)
        connection.executemany(_RENUMBERED, connection.execute(MISNUMBERED).fetchall())
        while broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            for row in broken:
                _let_go(connection, losses, row)
        counts = {kind: _number(connection, f'SELECT count(*) FROM "{kind}"') for kind in KINDS}  # noqa: S608
        connection.execute("COMMIT")
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise apsw.CorruptError
        return counts
    finally:
        connection.close()


def _put_aside(connection: apsw.Connection, kind: Kind, losses: _Losses) -> None:
    """Take rows away that do not load as a record of their kind."""
    form = form_of(kind.name)
    linked: Linked = {
        name: linked_targets(connection.execute(f'SELECT owner, target FROM "{table}" ORDER BY owner, place'))  # noqa: S608
        for table, name in form.links
    }
    bad = []
    for row in connection.execute(form.select.replace("SELECT ", "SELECT rowid, ", 1)):
        try:
            record = kind.check(form.record(row[1:], linked))
            form.row(record)
        except _UNREADABLE:
            bad.append((row[0],))
    connection.executemany(f'DELETE FROM "{kind.name}" WHERE rowid = ?', bad)  # noqa: S608
    losses.refused[kind.name] += len(bad)
    if not losses.refused[kind.name]:
        del losses.refused[kind.name]


def _one_plan(connection: apsw.Connection, losses: _Losses, name: str) -> None:
    """Every plan has one record of itself; one that is lost is made again with what is usual."""
    found = connection.execute('SELECT rowid FROM "plan" ORDER BY rowid').fetchall()
    connection.executemany('DELETE FROM "plan" WHERE rowid = ?', found[1:])
    if not found:
        fields: dict[str, Any] = {"title": name[:100] or "?", "start_month": Month.of(datetime.now(UTC).date())}
        settings = PlanSettings(id=str(uuid4()), **fields)
        form = form_of("plan")
        connection.execute(form.insert, form.row(settings))
        losses.told.append(_("The settings of the plan are lost; look at its currency, months and hours."))


def _let_go(connection: apsw.Connection, losses: _Losses, broken: tuple[Any, ...]) -> None:
    """Empty a reference that leads nowhere; a record that cannot be without it goes, and is told."""
    table, rowid, target, number = broken
    keys = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    column = next(str(key[3]) for key in keys if key[0] == number)
    kind = KINDS.get(table)
    spec = kind.by_name[column] if kind else None
    rows = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,)).fetchall()  # noqa: S608
    if not rows:
        return  # gone by another reference already
    if kind is None or spec is None or spec.required:
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608
        if kind is None:
            message = _("{what}: a link to a lost {target} was taken out.")
            losses.told.append(message.format(what=_what(table), target=_(KINDS[target].label)))
            return
        message = _("{kind} “{name}” was put aside: it names a {target} that is lost.")
    else:
        connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))  # noqa: S608
        message = _("{kind} “{name}” named a {target} that is lost; the field is empty now.")
    assert isinstance(kind, Kind)  # noqa: S101 - link tables have returned
    told = message.format(kind=_(kind.label), name=_name(kind, rows[0]), target=_(KINDS[target].label))
    losses.told.append(told)


def _name(kind: Kind, row: tuple[Any, ...]) -> str:
    """What the record is called, else its id."""
    at = form_of(kind.name).columns.index(kind.title) if kind.title else 0
    return str(row[at] or "") if at else id_of(row[0])
