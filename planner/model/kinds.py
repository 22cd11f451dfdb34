"""The register of kinds: what sorts of record a plan holds.

A kind is one frozen dataclass declared with `@kind`; importing `planner.model.catalogue` fills `KINDS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar, dataclass_transform

from planner.errors import InputError
from planner.i18n import _
from planner.model import fields as declare
from planner.model.field_types import Reference, check_id
from planner.model.fields import FieldSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: an id that never changes, its place among its like, and whether it is put away."""

    id: str
    position: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Kind:
    """One sort of record. `owner` names the reference under which it lives (a listing lives under its product).

    `journal` kinds may reach a million rows: they are not held in `Plan` and are read by windows of ids.
    `either` names two fields of which one is needed (a time entry has a start or a date).
    """

    name: str
    record: type[Record]
    label: str
    plural: str
    icon: str
    title: str
    owner: str
    journal: bool
    either: tuple[str, ...]
    specs: tuple[FieldSpec, ...]

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        """The fields by their names."""
        return {spec.name: spec for spec in self.specs}

    @cached_property
    def _emptiable(self) -> tuple[tuple[FieldSpec, Any, bool], ...]:
        """The fields, each with what it holds when it is empty, and whether that will not do."""
        return tuple((spec, spec.type.empty, spec.required or spec.falls_back) for spec in self.specs)

    @cached_property
    def _fitted(self) -> dict[str, Any]:
        """The value of each field that was checked last and fits as it is: of very many records most say the same again."""
        return {}

    @cached_property
    def references(self) -> tuple[FieldSpec, ...]:
        """The fields that name other records."""
        return tuple(spec for spec in self.specs if isinstance(spec.type, Reference))

    def check(self, record: Record) -> Record:
        """The record with every field cleaned; InputError naming kind, id and field when one does not fit."""
        if not isinstance(record, self.record):
            raise TypeError(f"{type(record).__name__} is no {self.name}")
        cleaned: dict[str, Any] = {}
        fitted = self._fitted
        for spec, empty, needed in self._emptiable:
            value = getattr(record, spec.name)
            if value is fitted.get(spec.name, _NEVER) or (value is empty and not needed):
                continue
            try:
                checked = spec.check(value)
            except InputError as error:
                raise InputError(error.message, f"{self.name}/{record.id}/{spec.name}", error.kind) from None
            if checked is value:
                fitted[spec.name] = value
            else:
                cleaned[spec.name] = checked
        check_id(record.id)
        self.check_whole(record)
        return replace(record, **cleaned) if cleaned else record

    def check_whole(self, record: Record) -> None:
        """InputError naming kind, id and field when fields that are right one by one do not make a record."""
        if self.either and all(getattr(record, name) is None for name in self.either):
            one, other = (_(self.by_name[name].label) for name in self.either)
            message = _("“{one}” and “{other}” are both empty; one of them is needed.")
            raise InputError(
                message.format(one=one, other=other), f"{self.name}/{record.id}/{self.either[0]}", "missing"
            )

    def name_of(self, record: Record) -> str:
        """What the record is called by itself; empty for a pure link, which is named by what it links."""
        return str(getattr(record, self.title) or "") if self.title else ""


_NEVER = object()
KINDS: dict[str, Kind] = {}
_BY_CLASS: dict[type[Record], Kind] = {}
_R = TypeVar("_R", bound=Record)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        declare.text, declare.notes, declare.currency, declare.money, declare.rate, declare.number, declare.whole,
        declare.range_, declare.hours, declare.day, declare.month, declare.instant, declare.choice, declare.choices,
        declare.flag, declare.ref, declare.refs, declare.week, declare.days, declare.json_value,
    ),
)  # fmt: skip
def kind(
    name: str, label: str, plural: str, *, icon: str = "file-text", title: str = "name", **more: Any
) -> Callable[[type[_R]], type[_R]]:
    """Declare the class below as a kind of record; `more` may hold owner, journal and either (see `Kind`)."""

    def declare_kind(cls: type[_R]) -> type[_R]:
        record = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        specs = tuple(
            replace(entry.metadata["spec"], name=entry.name) for entry in fields(record) if "spec" in entry.metadata
        )
        owner, journal, either = more.get("owner", ""), more.get("journal", False), more.get("either", ())
        made = Kind(name, record, label, plural, icon, title, owner, journal, either, specs)
        KINDS[name] = made
        _BY_CLASS[record] = made
        return record

    return declare_kind


def kind_of(record: Record | type[Record]) -> Kind:
    """The kind of a record or of a record class."""
    return _BY_CLASS[record if isinstance(record, type) else type(record)]


def referrers(target: str) -> Iterator[tuple[Kind, FieldSpec]]:
    """Every kind and field that may name a record of kind `target`."""
    for found in KINDS.values():
        for spec in found.references:
            if isinstance(spec.type, Reference) and spec.type.target == target:
                yield found, spec


def kind_called(name: str) -> Kind:
    """The kind of that name; InputError when there is none."""
    if name not in KINDS:
        message = _("There is no kind of record called “{name}”; there are {names}.")
        raise InputError(message.format(name=name, names=", ".join(KINDS)), name, "unknown")
    return KINDS[name]
