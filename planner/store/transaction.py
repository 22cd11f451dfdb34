"""One edit being made: the only thing that writes records.

What is written between begin and commit is recorded as one SQLite session changeset. Decoded it is the ChangeSet
that updates the plan and the views; inverted it is the undo.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import apsw

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Kind, PlanSettings, Record, kind_of
from planner.model.changes import Change, ChangeSet
from planner.model.field_types import Stored, id_of, key_of
from planner.model.plan import Plan
from planner.store.database import Database
from planner.store.failures import telling
from planner.store.rows import RowForm, form_of
from planner.store.schema import tracked_tables

_T = TypeVar("_T")
_AT_ONCE = 500
MANY = 5_000  # changed records of a journal kind from which on it is told that any may have changed


class Transaction:
    """Writes records and knows the plan as it stands after what was written so far."""

    def __init__(self, database: Database, plan: Plan) -> None:
        self._database = database
        self._connection = database.connection
        self._plan = plan
        self._pending: list[Change] = []

    @property
    def plan(self) -> Plan:
        """The plan with everything this transaction wrote."""
        if self._pending:
            self._plan = self._plan.apply(ChangeSet(tuple(self._pending)))
            self._pending = []
        return self._plan

    def insert(self, record: Record) -> Record:
        """Write a new record; InputError when a field does not fit or the id is taken."""
        kind = kind_of(record)
        record = kind.check(record)
        form = form_of(kind.name)
        try:
            self._connection.execute(form.insert, form.row(record))
        except apsw.ConstraintError as error:
            message = _("The id “{id}” is used twice in this plan; every record needs its own.")
            raise InputError(message.format(id=record.id), f"{kind.name}/{record.id}", "unknown") from error
        self._write_links(kind, record)
        self._note(kind, None, record)
        return record

    def insert_many(self, records: Iterable[Record]) -> int:
        """Write very many new records of one journal kind, read as they are written; how many there were.

        InputError as `insert`.
        """
        return sum(self._insert_rows(form_of(kind_of(part[0]).name), part) for part in _parts(records))

    def insert_lines(self, kind: str, fields: Sequence[str], lines: Iterable[Sequence[Any]]) -> int:
        """Write very many new records of a journal kind, each as the values of `fields`, all others as by default.

        How many there were; InputError as `insert`.
        """
        form = form_of(kind)
        return sum(self._insert_rows(form, part, fields) for part in _parts(lines))

    def _insert_rows(self, form: RowForm, part: Sequence[Any], fields: Sequence[str] | None = None) -> int:
        rows = form.rows(part) if fields is None else form.rows_of(fields, part)
        try:
            self._connection.executemany(form.insert, rows)
        except apsw.ConstraintError as error:
            message = _("An id of these rows is used in this plan already; every record needs its own.")
            raise InputError(message, form.kind.name, "unknown") from error
        return len(part)

    def update(self, record: Record) -> Record:
        """Write a record over the one with its id; InputError when a field does not fit or there is none."""
        kind = kind_of(record)
        record = kind.check(record)
        before = self.find(kind.name, record.id)
        if before is None:
            message = _("There is no {kind} with the id “{id}” in this plan.")
            raise InputError(message.format(kind=_(kind.label), id=record.id), f"{kind.name}/{record.id}", "unknown")
        if before == record:
            return record
        form = form_of(kind.name)
        row = form.row(record)
        self._connection.execute(form.update, (*row[1:], row[0]))
        self._write_links(kind, record)
        self._note(kind, before, record)
        return record

    def delete(self, kind: str, record_id: str) -> None:
        """Take a record away; what names it has to go or let go in the same transaction."""
        before = self.find(kind, record_id)
        self._connection.execute(f'DELETE FROM "{kind}" WHERE id = ?', (key_of(record_id),))  # noqa: S608
        if before is not None:
            self._note(KINDS[kind], before, None)

    def update_many(self, kind: str, ids: Iterable[str], **fields: Any) -> int:
        """Give these fields of very many records of a journal kind one value each; how many there were.

        InputError when a value does not fit. Not for amounts, which go with the currency of their record.
        """
        specs = [KINDS[kind].by_name[name] for name in fields]
        values = [spec.check(fields[spec.name]) for spec in specs]
        stored = [
            part
            for spec, value in zip(specs, values, strict=True)
            for part in ((None,) * len(spec.type.columns) if value is None else spec.type.store(value))
        ]
        given = ", ".join(f'"{name}" = ?' for name in fields)
        return self._each(f'UPDATE "{kind}" SET {given} WHERE id', ids, stored)  # noqa: S608

    def delete_many(self, kind: str, ids: Iterable[str]) -> int:
        """Take away very many records of a journal kind; how many there were. What names them has to let go."""
        return self._each(f'DELETE FROM "{kind}" WHERE id', ids)  # noqa: S608

    def let_go_many(self, kind: str, field: str, targets: Iterable[str]) -> int:
        """Empty the reference `field` of every journal record that names one of `targets`; how many there were."""
        return self._each(f'UPDATE "{kind}" SET "{field}" = NULL WHERE "{field}"', targets)  # noqa: S608

    def _each(self, sql: str, ids: Iterable[str], values: Sequence[Stored] = ()) -> int:
        """Run a statement that ends in a column for some hundreds of ids at a time; how many rows it changed."""
        keys, count = [key_of(record_id) for record_id in ids], 0
        for at in range(0, len(keys), _AT_ONCE):
            part = keys[at : at + _AT_ONCE]
            self._connection.execute(f"{sql} IN ({', '.join('?' * len(part))})", (*values, *part))
            count += self._connection.changes()
        return count

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record, of a journal kind too; None when there is none."""
        if not KINDS[kind].journal:
            found: Record | None = self.plan.find(kind, record_id)
            return found
        return next(iter(self._database.records(kind, [record_id])), None)

    def let_go(self, kind: str, field: str, target: str) -> int:
        """Empty the reference `field` of every journal record that names `target`; how many there were."""
        return self._journal(f'UPDATE "{kind}" SET "{field}" = NULL WHERE "{field}" = ?', target)  # noqa: S608

    def delete_naming(self, kind: str, field: str, target: str) -> int:
        """Take away every journal record whose `field` names `target`; how many there were."""
        return self._journal(f'DELETE FROM "{kind}" WHERE "{field}" = ?', target)  # noqa: S608

    def delete_all(self, kind: str) -> int:
        """Take away every record of a journal kind; how many there were."""
        self._connection.execute(f'DELETE FROM "{kind}"')  # noqa: S608
        return self._connection.changes()

    def count_naming(self, kind: str, field: str, target: str) -> int:
        """How many journal records, archived ones too, name `target` in `field`."""
        return self._database.count_naming(kind, field, target)

    def _journal(self, sql: str, target: str) -> int:
        self._connection.execute(sql, (key_of(target),))
        return self._connection.changes()

    def _write_links(self, kind: Kind, record: Record) -> None:
        tables = form_of(kind.name).links
        if not tables:
            return
        owner = key_of(record.id)
        for table, field in tables:
            targets = getattr(record, field)
            kept = [(owner, key_of(target), place) for place, target in enumerate(targets)]
            self._connection.execute(f'DELETE FROM "{table}" WHERE owner = ?', (owner,))  # noqa: S608
            self._connection.executemany(f'INSERT INTO "{table}" (owner, target, place) VALUES (?, ?, ?)', kept)  # noqa: S608

    def _note(self, kind: Kind, before: Record | None, after: Record | None) -> None:
        if not kind.journal:
            known = after if after is not None else before
            assert known is not None  # noqa: S101 - one of the two is there
            self._pending.append(Change(kind.name, known.id, before, after))


def _parts(records: Iterable[_T]) -> Iterator[list[_T]]:
    """The records, some hundreds at a time."""
    them = iter(records)
    while part := list(islice(them, _AT_ONCE)):
        yield part


class Recording:
    """The sessions that listen to everything a transaction writes: one for each journal kind, one for all others."""

    def __init__(self, connection: apsw.Connection) -> None:
        apart = [kind.name for kind in KINDS.values() if kind.journal]
        others = [table for table in tracked_tables() if table not in apart]
        self._sessions = []
        for tables in (others, *([table] for table in apart)):
            session = apsw.Session(connection, "main")
            self._sessions.append(session)
            for table in tables:
                session.attach(table)

    def changes(self) -> list[bytes]:
        """What was written, net, of each journal kind apart: a record inserted and deleted again is not in it."""
        return [changes for session in self._sessions if (changes := session.changeset())]

    def close(self) -> None:
        """Stop listening."""
        for session in self._sessions:
            session.close()


def decoded(
    recorded: Iterable[bytes], before: Plan, database: Database, origin: object = None, *, apart: bool = False
) -> ChangeSet:
    """The ChangeSet behind recorded changes that are already in the file; `before` is the plan without them.

    `apart`: each of them tells of one journal kind, or of none.
    Of a journal kind with very many changes no ids are named: any record of it may have changed.
    """
    touched: dict[str, dict[str, None]] = {}
    for changes in recorded:
        _touch(changes, touched, apart)
    found: list[Change] = []
    for kind, ids in touched.items():
        if KINDS[kind].journal:
            continue
        after = {record.id: record for record in database.records(kind, ids)}
        found += [Change(kind, key, before.find(kind, key), after.get(key)) for key in ids]
    journal = {kind: frozenset(ids if len(ids) < MANY else ()) for kind, ids in touched.items() if KINDS[kind].journal}
    return ChangeSet(tuple(change for change in found if change.before != change.after), journal, origin)


def _touch(changes: bytes, touched: dict[str, dict[str, None]], apart: bool) -> None:
    """Add every record whose row or links changed to `touched`, by kind; of a journal kind no more than `MANY`."""
    owners = {table: kind.name for kind in KINDS.values() for table, _field in form_of(kind.name).links}
    for table, those in groupby(apsw.Changeset.iter(changes), attrgetter("name")):
        kind = owners.get(table, table)
        ids = touched.setdefault(kind, {})
        for change in those:
            if len(ids) >= MANY and KINDS[kind].journal:
                if apart:
                    return
                break
            values = change.new if change.op == "INSERT" else change.old
            if values is not None:
                ids[id_of(values[0])] = None  # type: ignore[arg-type]


def differences(before: Plan, after: Plan, journal: Iterable[str] = ()) -> ChangeSet:
    """What makes `after` of `before`; of the named journal kinds anything may have changed."""
    found: list[Change] = []
    old_tables, new_tables = before.tables(), after.tables()
    for kind, new in new_tables.items():
        old = old_tables[kind]
        found += [
            Change(kind, key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)
        ]
    return ChangeSet(tuple(found), {kind: frozenset() for kind in journal})


def fill(path: Path, settings: PlanSettings, records: Iterable[Record]) -> None:
    """Write the first records of the new plan at `path`; they are where it starts, not a step to undo."""
    database = Database(path)
    try:
        with telling(path):
            connection = database.connection
            connection.execute("BEGIN IMMEDIATE")
            transaction = Transaction(database, Plan({}))
            for record in (settings, *records):
                transaction.insert(record)
            try:
                connection.execute("COMMIT")
            except apsw.ConstraintError:
                raise database.dangling() from None
    finally:
        database.close()
