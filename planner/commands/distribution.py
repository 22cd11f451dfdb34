"""What can be done with works and their publications: make, schedule, publish, say what failed, apply to a whole row.

A place is a work on a platform, with the publication to change there, or "" to make one. Each function is one part of
an edit and takes any number of places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from planner.commands import records
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import Publication, Work
from planner.model.distribution import reason_of
from planner.model.placements import Placement
from planner.store.transaction import Transaction

OPEN = ("", "draft", "scheduled", "failed")
"""Statuses that a whole row may be given another for; "" is none. What went out or was decided against stays."""


@dataclass(frozen=True, slots=True)
class Place:
    """A work on a platform; `publication` is the id of the one meant, "" where there is none yet."""

    work: str
    platform: str
    publication: str = ""


def new_work(tx: Transaction, platforms: Sequence[str], /, **fields: Any) -> Work:
    """A new work, with a draft on each platform; InputError when a field does not fit."""
    made = records.create(tx, "work", **fields)
    assert isinstance(made, Work)  # noqa: S101 - that is the kind asked for
    draft(tx, [Place(made.id, platform) for platform in platforms])
    return made


def draft(tx: Transaction, places: Iterable[Place]) -> tuple[str, ...]:
    """Make drafts of them: what was planned for a moment is no longer."""
    return _each(tx, places, status="draft", at=None)


def schedule(tx: Transaction, places: Iterable[Place], at: datetime) -> tuple[str, ...]:
    """Plan them for a moment; why the last attempt failed stays to be read."""
    return _each(tx, places, status="scheduled", at=at)


def publish(tx: Transaction, places: Iterable[Place], at: datetime) -> tuple[str, ...]:
    """Say that they went out at `at`."""
    return _each(tx, places, status="published", at=at, reason="")


def fail(tx: Transaction, places: Iterable[Place], wrong: str, next_step: str, at: datetime) -> tuple[str, ...]:
    """Say why they did not go out and what comes next; InputError without a reason."""
    if not wrong.strip():
        raise InputError(_("Say what went wrong, so that the next attempt can be another one."), kind="missing")
    return _each(tx, places, status="failed", reason=reason_of(wrong, next_step), at=at)


def skip(tx: Transaction, places: Iterable[Place], reason: str) -> tuple[str, ...]:
    """Decide against them."""
    return _each(tx, places, status="skipped", reason=reason.strip(), at=None)


def take_down(tx: Transaction, places: Iterable[Place], reason: str) -> tuple[str, ...]:
    """Say that they were taken down after they had gone out; the moment and the results stay."""
    return _each(tx, places, status="removed", reason=reason.strip())


def publish_again(tx: Transaction, place: Place, at: datetime) -> str:
    """A second publication of a work on the same platform."""
    return publish(tx, [replace(place, publication="")], at)[0]


def move(tx: Transaction, publication: str, at: datetime) -> None:
    """Give a publication another moment; what failed or was a draft is scheduled by that."""
    found = _found(tx, publication)
    status = "scheduled" if found.status in ("draft", "failed") else found.status
    tx.update(replace(found, at=at, status=status))


def edit(tx: Transaction, place: Place, /, **fields: Any) -> str:
    """Change fields of a publication; where there is none yet, a draft is made to hold them."""
    (changed,) = _each(tx, [place], **fields)
    for name in fields:
        records.drop_draft(tx, "publication", changed, name)
    return changed


def remove(tx: Transaction, publications: Iterable[str]) -> None:
    """Take publications away, with what was typed into them and could not be read."""
    records.delete(tx, "publication", publications)


def apply_to_row(tx: Transaction, source: str, places: Iterable[Place]) -> tuple[str, ...]:
    """Give places the status, moment and reason of the publication `source`, and its text where they have none."""
    pattern = _found(tx, source)
    changed = _each(tx, places, status=pattern.status, at=pattern.at, reason=pattern.reason)
    for one in changed:
        found = _found(tx, one)
        if pattern.version and not found.version:
            tx.update(replace(found, version=pattern.version))
    return changed


def row_places(
    cells: Mapping[tuple[str, str], Placement], work: str, platforms: Iterable[str], source: str
) -> list[Place]:
    """The places of a row that may be given what stands in the cell on `source`: see `OPEN`."""
    found = []
    for platform in platforms:
        cell = cells.get((work, platform))
        if platform != source and (cell.status if cell else "") in OPEN:
            found.append(Place(work, platform, cell.id if cell else ""))
    return found


def usual_platforms(works: Iterable[Work], cells: Mapping[tuple[str, str], Placement]) -> tuple[str, ...]:
    """Where the newest of `works` that went anywhere went or was to go; `works` come the newest first."""
    for work in works:
        found = tuple(
            platform for (one, platform), cell in cells.items() if one == work.id and cell.status != "skipped"
        )
        if found:
            return found
    return ()


def _each(tx: Transaction, places: Iterable[Place], **fields: Any) -> tuple[str, ...]:
    """Write fields to the publication of each place, which is made where there is none; their ids."""
    changed = []
    for place in places:
        if place.publication:
            changed.append(tx.update(replace(_found(tx, place.publication), **fields)).id)
        else:
            made = records.create(tx, "publication", work=place.work, platform=place.platform, **fields)
            changed.append(made.id)
    return tuple(changed)


def _found(tx: Transaction, publication: str) -> Publication:
    found = tx.find("publication", publication)
    if not isinstance(found, Publication):
        raise InputError(_("The record is no longer there."), f"publication/{publication}", "unknown")
    return found
