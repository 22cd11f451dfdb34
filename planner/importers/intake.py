"""What an import would bring into a plan, worked out before anything is written, and then written in one step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Protocol

from planner.i18n import ngettext
from planner.model.catalogue import PlanSettings
from planner.model.kinds import Record, kind_of
from planner.model.order import places_after
from planner.model.plan import Plan

BACKED_UP_FROM = 1000
"""An import of more rows or records than this is preceded by a backup."""


@dataclass(frozen=True)
class Bundle:
    """What a bundle holds: the plan's own record, if given, and all others by kind in the order of the file."""

    settings: PlanSettings | None
    records: Mapping[str, tuple[Record, ...]]

    def all(self) -> Iterator[Record]:
        """Every record but the plan's own."""
        for found in self.records.values():
            yield from found


class Writer(Protocol):
    """What a transaction can do that an import needs."""

    def insert(self, record: Any) -> Any: ...

    def update(self, record: Any) -> Any: ...


@dataclass(frozen=True)
class Intake:
    """What a bundle would bring into a plan: new records, changed ones, and how many are there already."""

    new: tuple[Record, ...]
    updated: tuple[Record, ...]
    duplicates: int
    settings: PlanSettings | None

    @property
    def accepted(self) -> int:
        """How many records are new or changed; the plan's own record is not counted."""
        return len(self.new) + len(self.updated)

    def __bool__(self) -> bool:
        return bool(self.accepted or self.settings)

    def words(self, written: bool) -> str:
        """What was imported, or would be, in a sentence."""
        if written:
            message = ngettext(
                "Imported one record ({updated} of them changed); {duplicates} were there already.",
                "Imported {count} records ({updated} of them changed); {duplicates} were there already.",
                self.accepted,
            )
        else:
            message = ngettext(
                "One record would be imported ({updated} of them changed); {duplicates} are there already. Nothing was written.",
                "{count} records would be imported ({updated} of them changed); {duplicates} are there already."
                " Nothing was written.",
                self.accepted,
            )
        return message.format(count=self.accepted, updated=len(self.updated), duplicates=self.duplicates)


class Present(Protocol):
    """The plan a bundle comes into, with its journal."""

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record of that kind and id; None when there is none."""

    def last_place(self, kind: str) -> str:
        """The position of the last record of that kind; empty when there is none."""


def intake(bundle: Bundle, present: Present) -> Intake:
    """What `bundle` would bring into the plan that is there.

    Records that are there keep their place among their like; new ones come after them, in the order of the file.
    """
    new: list[Record] = []
    updated: list[Record] = []
    duplicates = 0
    for name, records in bundle.records.items():
        fresh = []
        for record in records:
            before = present.find(name, record.id)
            if before is None:
                fresh.append(record)
            elif replace(record, position=before.position) == before:
                duplicates += 1
            else:
                updated.append(replace(record, position=before.position))
        new += placed(fresh, present.last_place(name)) if fresh else ()
    settings, own = bundle.settings, present.plan.settings
    if settings is not None:
        settings = replace(settings, id=own.id, position=own.position)
    return Intake(tuple(new), tuple(updated), duplicates, None if settings == own else settings)


def placed(records: list[Record], last: str) -> tuple[Record, ...]:
    """`records` of one kind with places after the position `last`, in their order.

    A journal need not be placed where its ids rise, for then they give the order: it is what a program writes.
    """
    if records and kind_of(records[0]).journal and all(one.id < next_.id for one, next_ in pairwise(records)):
        return tuple(records)
    places = places_after(last, len(records))
    return tuple(replace(record, position=place) for record, place in zip(records, places, strict=True))


def take_in(writer: Writer, found: Intake) -> None:
    """Write what `found` brings, in one transaction of the caller's."""
    if found.settings is not None:
        writer.update(found.settings)
    for record in found.new:
        writer.insert(record)
    for record in found.updated:
        writer.update(record)
