"""What can be done with milestones: let one wait for another, move its day, make it longer; and what one is made of."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from planner.commands import records
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import Milestone
from planner.model.plan import Plan
from planner.model.values import Range
from planner.store.transaction import Transaction

_REFERENCES = ("product", "platform", "alliance")


def chain(plan: Plan, first: str, last: str) -> tuple[str, ...]:
    """The ids from `first`, each waiting for the next, to `last`; empty where it does not wait for that."""
    paths: list[tuple[str, ...]] = [(first,)]
    seen = {first}
    while paths:
        path = paths.pop(0)
        if path[-1] == last:
            return path
        one = plan.find("milestone", path[-1])
        for before in one.after if isinstance(one, Milestone) else ():
            if before not in seen:
                seen.add(before)
                paths.append((*path, before))
    return ()


def link(tx: Transaction, milestone: str, before: str) -> Milestone:
    """Let `milestone` wait for `before`. InputError that names the path where they would wait in a circle."""
    one, plan = _found(tx, milestone), tx.plan
    circle = chain(plan, before, milestone)
    if circle:
        path = " → ".join(plan.label("milestone", name) for name in (milestone, *circle))
        message = _(
            "“{name}” cannot wait for “{other}”, for then they wait in a circle: {path}. Remove one arrow first."
        )
        told = message.format(name=one.name, other=plan.label("milestone", before), path=path)
        raise InputError(told, f"milestone/{milestone}/after", "circular")
    return one if before in one.after else _write(tx, milestone, after=(*one.after, before))


def unlink(tx: Transaction, milestone: str, before: str) -> Milestone:
    """Let `milestone` no longer wait for `before`."""
    one = _found(tx, milestone)
    return _write(tx, milestone, after=tuple(name for name in one.after if name != before))


def due(tx: Transaction, days: Mapping[str, date]) -> tuple[Milestone, ...]:
    """Give milestones, by their ids, the days on which they are due."""
    return tuple(_write(tx, milestone, due=day) for milestone, day in days.items())


def shift(tx: Transaction, milestone: str, days: int, base: date) -> Milestone:
    """Move the day on which it is due by so many days, from `base` where no day is named."""
    one = _found(tx, milestone)
    return _write(tx, milestone, due=(one.due or base) + timedelta(days))


def lengthen(tx: Transaction, milestone: str, hours: int) -> Milestone:
    """Add so many hours (less with a minus) to its effort, which never falls below nought."""
    one = _found(tx, milestone)
    return _write(tx, milestone, effort=longer(one.effort, hours))


def longer(effort: Range | None, hours: int) -> Range:
    """An effort with so many hours more at each of its points; nothing entered counts as none."""
    if effort is None or effort.low is None or effort.high is None:
        return Range.exact(max(hours, 0))
    low, high = (max(point + hours, Decimal(0)) for point in (effort.low, effort.high))
    return Range(low, high, None if effort.likely is None else max(effort.likely + hours, Decimal(0)))


def make(tx: Transaction, name: str, about: tuple[str, str] = ("", ""), hours: float | None = None) -> Milestone:
    """A milestone called `name`, with so many hours of effort, about the record (kind, id) where that can be said."""
    fields = subject_fields(tx.plan, *about)
    if hours:
        fields["effort"] = Range.exact(Decimal(str(max(1, round(hours)))))
    made = records.create(tx, "milestone", name=name, **fields)
    assert isinstance(made, Milestone)  # noqa: S101 - that is its kind
    return made


def subject_fields(plan: Plan, kind: str, record_id: str) -> dict[str, Any]:
    """The fields by which a milestone names the record it is about, or those that record belongs to."""
    record = plan.find(kind, record_id)
    if record is None:
        return {}
    if kind in _REFERENCES:
        return {kind: record_id}
    return {name: value for name in _REFERENCES if (value := getattr(record, name, None)) is not None}


def _found(tx: Transaction, milestone: str) -> Milestone:
    one = tx.find("milestone", milestone)
    if not isinstance(one, Milestone):
        raise InputError(_("The record is no longer there."), f"milestone/{milestone}", "unknown")
    return one


def _write(tx: Transaction, milestone: str, **fields: Any) -> Milestone:
    changed = records.edit(tx, "milestone", milestone, **fields)
    assert isinstance(changed, Milestone)  # noqa: S101 - that is its kind
    return changed
