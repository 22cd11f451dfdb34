"""Whether a plan file is what it should be: its structure, its references, every value, and the sums of its journal.

Reads only. A file of an older version is checked as it is and its rows in a copy brought up to date.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from planner.errors import FileError, InputError
from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS, Kind, Record
from planner.model.field_types import Reference, id_of
from planner.model.number_types import Amount
from planner.store import migrations
from planner.store.database import Database, settled_header
from planner.store.failures import telling
from planner.store.rows import Linked, form_of, linked_targets
from planner.store.schema import links

MOST = 100  # problems told; further ones of a broken file say nothing new


@dataclass(frozen=True)
class Report:
    """What was found: `problems` are sentences, `counts` the readable records of each kind, `version` the schema's."""

    ok: bool
    problems: tuple[str, ...]
    counts: Mapping[str, int]
    version: int


def verify(path: Path) -> Report:
    """Check the plan at `path` wholly. FileError or VersionError when it is no plan this program can look into."""
    path = path.absolute()
    header = settled_header(path)
    stand_in = migrations.carried_over(path) if header.old else None
    try:
        database = Database(path, read_only=True, stand_in=stand_in)
    except FileError as error:
        if isinstance(error.__cause__, apsw.CorruptError):
            return Report(False, (str(error),), {}, header.version)
        raise
    try:
        found = _Findings(database)
        with telling(path):
            return Report(not found.problems, tuple(found.problems), found.counts, header.version)
    finally:
        database.close()


class _Findings:
    """Gathers what is wrong, one check after the other; a check that cannot be made is a finding too."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.problems: list[str] = []
        self.counts: dict[str, int] = {}
        with self._readable(_("The structure of the file")):
            self._structure()
        for kind in KINDS.values():
            with self._readable(_(kind.plural)):
                self._records(kind)
        if self.counts.get("plan", 0) != 1:
            self._add(
                _("The plan has {count} records of itself; one is right.").format(count=self.counts.get("plan", 0))
            )

    def _add(self, problem: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(problem)

    @contextmanager
    def _readable(self, what: str) -> Iterator[None]:
        connection = self._database.connection
        try:
            connection.execute("BEGIN")  # rows and sums of one instant, and writers let in between two kinds
            yield
        except apsw.Error as error:
            self._add(_("{what} cannot be read: {reason}.").format(what=what, reason=error))
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _structure(self) -> None:
        for (answer,) in self._database.rows(f"PRAGMA integrity_check({MOST})"):
            if answer != "ok":
                self._add(_("The structure is damaged: {answer}.").format(answer=answer))
        for table, rowid, target, _number in self._database.rows("PRAGMA foreign_key_check"):
            message = _("Row {row} of {table} names a {target} that is not there.")
            self._add(message.format(row=rowid, table=table, target=target))

    def _records(self, kind: Kind) -> None:
        form = form_of(kind.name)
        linked: Linked = {}
        for table, field in form.links:
            targets = linked_targets(self._database.rows(f'SELECT owner, target FROM "{table}" ORDER BY owner, place'))  # noqa: S608
            linked = {**linked, field: targets}
        self.counts[kind.name] = 0
        sums = {spec.name: 0 for spec in kind.specs if kind.journal and isinstance(spec.type, Amount)}
        for row in self._database.connection.execute(form.select):
            record = self._record(kind, row, linked)
            if record is not None:
                self.counts[kind.name] += 1
                for name in sums:
                    amount = getattr(record, name)
                    sums[name] += amount.minor if amount is not None else 0
        self._owners(kind)
        for name, total in sums.items():
            self._sum(kind, name, total)

    def _record(self, kind: Kind, row: tuple[Any, ...], linked: Linked) -> Record | None:
        form = form_of(kind.name)
        try:
            record = form.record(row, linked)
            kind.check(record)
            form.row(record)
        except InputError as error:
            where = error.field if error.field.startswith(kind.name + "/") else _place(kind, row)
            self._add(f"{where}: {error.message}")
            return None
        except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            message = _("{where} cannot be read: {reason}.")
            self._add(message.format(where=_place(kind, row), reason=error))
            return None
        return record

    def _owners(self, kind: Kind) -> None:
        """References in link tables, both ways; checked besides the foreign keys, which damage may have undone."""
        for table, spec in links(kind):
            assert isinstance(spec.type, Reference)  # noqa: S101 - links() yields nothing else
            for column, target in (("owner", kind.name), ("target", spec.type.target)):
                sql = f'SELECT count(*) FROM "{table}" WHERE "{column}" NOT IN (SELECT id FROM "{target}")'  # noqa: S608
                lost = self._database.rows(sql)[0][0]
                if lost:
                    message = ngettext(
                        "{count} row of {table} names a {target} that is not there.",
                        "{count} rows of {table} name a {target} that is not there.",
                        lost,
                    )
                    self._add(message.format(count=lost, table=table, target=target))

    def _sum(self, kind: Kind, name: str, total: int) -> None:
        """The journal is summed by SQLite: over whole numbers, and to the same as the records one by one."""
        sql = f'SELECT coalesce(sum("{name}"), 0), typeof(coalesce(sum("{name}"), 0)) FROM "{kind.name}"'  # noqa: S608
        found, sort = self._database.rows(sql)[0]
        if sort != "integer" or found != total:
            message = _("The sum of {field} over all {kind} is {found}; the records make {total}.")
            self._add(message.format(field=name, kind=kind.name, found=found, total=total))


def _place(kind: Kind, row: tuple[Any, ...]) -> str:
    """Which record a row is, even when its id cannot be read."""
    key = row[0]
    return f"{kind.name}/{id_of(key) if not isinstance(key, bytes) or len(key) == 16 else key.hex()}"
