"""Changing the plan's own record, and making the sample one's own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planner.model.catalogue import KINDS, PlanSettings
from planner.model.number_types import Amount, Uncertain
from planner.store.transaction import Transaction

# facts of somebody else's business: gone when the sample becomes one's own
_FACTS = ("entry", "time_entry", "publication")
_LIVED = ("work", "contact", "experiment", "override", "scenario", "mute", "draft")


def edit_plan(tx: Transaction, **fields: Any) -> PlanSettings:
    """The plan's record with other fields; InputError when one does not fit."""
    settings = replace(tx.plan.settings, **fields)
    tx.update(settings)
    return settings


def make_it_mine(tx: Transaction, title: str) -> None:
    """Keep the structure of the sample and clear what is somebody else's: amounts, ranges, facts and history."""
    for kind in _FACTS:
        tx.delete_all(kind)
    for kind in _LIVED:
        for record in tx.plan.records(kind, archived=True):
            tx.delete(kind, record.id)
    for declared in KINDS.values():
        if declared.journal or declared.name in (*_LIVED, "rate"):
            continue
        cleared = _amounts(declared.name)
        for record in tx.plan.records(declared.name, archived=True) if cleared else ():
            tx.update(replace(record, **cleared))
    edit_plan(tx, title=title, owner="", cash=None, living_costs=None, wage=None)


def _amounts(kind: str) -> Mapping[str, Any]:
    """The fields of a kind that hold amounts or ranges, emptied; fees and required ones stay."""
    return {
        spec.name: spec.type.empty
        for spec in KINDS[kind].specs
        if isinstance(spec.type, Amount | Uncertain) and not spec.required and "fee" not in spec.name
    }
