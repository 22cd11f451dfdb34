"""Records to rows and back, by the declarations."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter, is_
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Kind, Record
from planner.model.field_types import FieldType, Stored, checked_keys, id_of, key_of
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount
from planner.store.schema import columns, links

Row = Sequence[Stored]
Linked = Mapping[str, Mapping[str, tuple[str, ...]]]  # field -> owner id -> target ids


def _emptiness(spec: FieldSpec) -> Row:
    """The columns of a field that is empty."""
    empty = spec.type.empty
    return (None,) * len(spec.type.columns) if empty is None else tuple(spec.type.store(empty))


class RowForm:
    """How one kind stands in its table."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.columns = tuple(name for name, _sort, _spec in columns(kind))
        self.links = tuple((table, spec.name) for table, spec in links(kind))
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" * len(self.columns))
        self.select = f'SELECT {names} FROM "{kind.name}"'  # noqa: S608 - names of our own declarations
        self.insert = f'INSERT INTO "{kind.name}" ({names}) VALUES ({marks})'  # noqa: S608
        changed = ", ".join(f'"{name}" = ?' for name in self.columns[1:])
        self.update = f'UPDATE "{kind.name}" SET {changed} WHERE id = ?'  # noqa: S608
        self._fields = ("id", "position", "archived", *(spec.name for spec in kind.specs if spec.type.columns))
        self._readers = [self._reader(spec) for spec in kind.specs if spec.type.columns]
        self._writers = [
            (spec, spec.type.empty, _emptiness(spec), spec.type.store, getattr(spec.type, "currency_field", ""))
            for spec in kind.specs
            if spec.type.columns
        ]

    def _reader(self, spec: FieldSpec) -> tuple[str, int, Callable[[Row], Any], Any]:
        at = self.columns.index(spec.name)
        load = spec.type.load
        if isinstance(spec.type, Amount) and spec.type.currency_field:
            other = self.columns.index(spec.type.currency_field)
            return spec.name, at, lambda row: load((row[at], row[other])), spec.type.empty
        width = len(spec.type.columns)
        if width > 1:
            return spec.name, at, lambda row: load(row[at : at + width]), spec.type.empty
        return spec.name, at, lambda row: load((row[at],)), spec.type.empty

    def record(self, row: Row, linked: Linked) -> Record:
        """The record behind a row; `linked` holds the references of its link tables."""
        record_id = id_of(row[0])
        values = {name: empty if row[at] is None else read(row) for name, at, read, empty in self._readers}
        for _table, field in self.links:
            values[field] = linked.get(field, {}).get(record_id, ())
        return self.kind.record(id=record_id, position=str(row[1]), archived=bool(row[2]), **values)

    def row(self, record: Record) -> tuple[Stored, ...]:
        """The row of a checked record."""
        row: list[Stored] = [key_of(record.id), record.position, int(record.archived)]
        for spec, empty, nothing, store, currency_field in self._writers:
            value = getattr(record, spec.name)
            if value is empty:
                row += nothing
                continue
            if currency_field:
                self._one_currency(record, spec, getattr(record, currency_field))
            row += store(value)
        return tuple(row)

    def rows(self, records: Sequence[Record]) -> list[tuple[Stored, ...]]:
        """The rows of very many unchecked records; InputError for the first that does not fit."""
        return self.rows_of(self._fields, list(map(attrgetter(*self._fields), records)))

    def rows_of(self, fields: Sequence[str], lines: Sequence[Sequence[Any]]) -> list[tuple[Stored, ...]]:
        """The rows of very many unchecked records, each told as the values of `fields`; InputError as `rows`.

        Looked at column by column, which is quick where all fit.
        """
        try:
            return self._by_columns(dict(zip(fields, zip(*lines, strict=True), strict=True)), len(lines))
        except InputError:  # which one it is
            records = (self.kind.record(**dict(zip(fields, line, strict=True))) for line in lines)
            return [self.row(self.kind.check(record)) for record in records]

    def _by_columns(self, given: Mapping[str, Sequence[Any]], count: int) -> list[tuple[Stored, ...]]:
        needed = [given[name] for name in self.kind.either]
        if needed and (None,) * len(needed) in zip(*needed, strict=True):
            raise InputError("", self.kind.either[0], "missing")
        found: list[Iterable[Stored]] = [
            checked_keys(given["id"]),
            given.get("position") or repeat("", count),
            map(int, given.get("archived") or repeat(False, count)),
        ]
        for spec, empty, nothing, store, currency_field in self._writers:
            values = given.get(spec.name) or (spec.default,)
            alike = all(map(is_, values, repeat(values[0])))  # as in most columns of an import
            values = spec.check_all(values[:1] if alike else values)
            if alike:
                found += [repeat(part, count) for part in (nothing if values[0] is empty else store(values[0]))]
            elif type(spec.type).store is FieldType.store:  # as it is
                found.append(values)
            else:
                found += zip(*(nothing if value is empty else store(value) for value in values), strict=True)
            if currency_field and not (alike and values[0] is empty):
                currencies = given[currency_field]
                money = zip(repeat(values[0], count) if alike else values, currencies, strict=True)
                if [other if one is empty else one.currency for one, other in money] != list(currencies):
                    raise InputError("", spec.name, "mismatch")
        return list(zip(*found, strict=True))

    def _one_currency(self, record: Record, spec: FieldSpec, currency: str) -> None:
        amount = getattr(record, spec.name)
        if amount.currency != currency:
            message = _("“{label}” is in {one}, the record in {other}; use one currency.")
            told = message.format(label=_(spec.label), one=amount.currency, other=currency)
            raise InputError(told, f"{self.kind.name}/{record.id}/{spec.name}", "mismatch")


@cache
def form_of(kind: str) -> RowForm:
    """The row form of the kind of that name."""
    return RowForm(KINDS[kind])


def linked_targets(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Rows (owner, target) in the order of their places, as owner id -> target ids."""
    found: dict[str, list[str]] = {}
    for owner, target in rows:
        found.setdefault(id_of(owner), []).append(id_of(target))
    return {owner: tuple(targets) for owner, targets in found.items()}
