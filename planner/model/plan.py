"""The plan: every record at one instant, as one immutable value.

Loaded once, replaced at each edit by `apply`; views and analysis are functions of it. Journal kinds (entries,
time entries, publications) stay in the file.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, PlanSettings, Rate, kind_of
from planner.model.changes import ChangeSet
from planner.model.field_types import Reference
from planner.model.kinds import Record

_R = TypeVar("_R", bound=Record)
Table = Mapping[str, Record]
_NOTHING: Table = MappingProxyType({})


class _Shelf:
    """The records of one kind with their order and the index of what they name, each made when first wanted."""

    def __init__(self, kind: str, records: Table) -> None:
        self.kind = KINDS[kind]
        self.records = records

    @cached_property
    def ordered(self) -> tuple[Record, ...]:
        return tuple(sorted(self.records.values(), key=lambda record: (record.position, record.id)))

    @cached_property
    def current(self) -> tuple[Record, ...]:
        return tuple(record for record in self.ordered if not record.archived)

    @cached_property
    def by_reference(self) -> dict[tuple[str, str], tuple[Record, ...]]:
        found: dict[tuple[str, str], list[Record]] = {}
        for record in self.ordered:
            for spec in self.kind.references:
                value = getattr(record, spec.name)
                for target in value if isinstance(value, tuple) else (value,):
                    if target:
                        found.setdefault((spec.name, target), []).append(record)
        return {key: tuple(records) for key, records in found.items()}


class Plan:
    """All records by kind and id. Equal when every record is; never changed."""

    def __init__(self, records: Mapping[str, Table]) -> None:
        self._shelves = {kind: _Shelf(kind, records.get(kind, _NOTHING)) for kind in KINDS if not KINDS[kind].journal}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self.tables() == other.tables()

    __hash__ = None  # type: ignore[assignment]

    @property
    def settings(self) -> PlanSettings:
        """The record of the plan itself."""
        (record,) = self._shelves["plan"].records.values()
        assert isinstance(record, PlanSettings)  # noqa: S101 - the shelf holds nothing else
        return record

    def tables(self) -> dict[str, Table]:
        """All records, archived ones too, by kind and id."""
        return {kind: shelf.records for kind, shelf in self._shelves.items()}

    def of(self, record: type[_R], archived: bool = False) -> tuple[_R, ...]:
        """The records of one class in their order; without those put away unless `archived`."""
        return self.records(kind_of(record).name, archived)  # type: ignore[return-value]

    def records(self, kind: str, archived: bool = False) -> tuple[Record, ...]:
        """The records of one kind in their order; without those put away unless `archived`."""
        shelf = self._shelves[kind]
        return shelf.ordered if archived else shelf.current

    def find(self, kind: str, record_id: str | None) -> Any:
        """The record, or None when there is none (typed Any: the caller knows the class behind the kind)."""
        shelf = self._shelves.get(kind)
        return shelf.records.get(record_id) if shelf and record_id else None

    def get(self, record: type[_R], record_id: str) -> _R:
        """The record of that class and id; InputError when there is none."""
        kind = kind_of(record)
        found = self._shelves[kind.name].records.get(record_id)
        if found is None:
            message = _("There is no {kind} with the id “{id}” in this plan.")
            raise InputError(message.format(kind=_(kind.label), id=record_id), f"{kind.name}/{record_id}", "unknown")
        return found  # type: ignore[return-value]

    def naming(self, kind: str, field: str, target: str, archived: bool = False) -> tuple[Record, ...]:
        """The records of `kind` whose reference `field` names the record `target`."""
        records = self._shelves[kind].by_reference.get((field, target), ())
        return records if archived else tuple(record for record in records if not record.archived)

    def label(self, kind: str, record_id: str | None) -> str:
        """What a record is called on screen; a pure link is called after what it links."""
        record = self.find(kind, record_id)
        if record is None:
            return ""
        declared = KINDS[kind]
        if declared.title:
            return declared.name_of(record)
        parts = [
            self.label(spec.type.target, getattr(record, spec.name))
            for spec in declared.references
            if spec.required and isinstance(spec.type, Reference)
        ]
        return " · ".join(parts)

    def apply(self, changes: ChangeSet) -> "Plan":
        """The plan after `changes`; everything untouched is shared with this one."""
        after = Plan.__new__(Plan)
        after._shelves = dict(self._shelves)  # noqa: SLF001 - it is this class's own
        for kind in {change.kind for change in changes.changes}:
            records = dict(self._shelves[kind].records)
            for change in changes.of(kind):
                if change.after is None:
                    records.pop(change.id, None)
                else:
                    records[change.id] = change.after
            after._shelves[kind] = _Shelf(kind, records)  # noqa: SLF001
        return after

    def rates(self) -> tuple[Rate, ...]:
        """The exchange rates, oldest first."""
        return tuple(sorted(self.of(Rate), key=lambda rate: (str(rate.currency), str(rate.on))))


def plan_of(records: Iterable[Record]) -> Plan:
    """A plan that holds `records`; the last of equal ids wins."""
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(kind_of(record).name, {})[record.id] = record
    return Plan(tables)
