"""What a scenario changes: one override per field, written in the form of the bundle."""

import json
from typing import Any

from planner.commands import records
from planner.model.catalogue import KINDS, Override
from planner.model.plan import Plan
from planner.store.transaction import Transaction


def override_of(plan: Plan, scenario: str, place: tuple[str, str, str]) -> Override | None:
    """The override that the scenario has for `place` (kind, record id, field), if any."""
    found = (one for one in plan.naming("override", "scenario", scenario) if isinstance(one, Override))
    return next((one for one in found if (one.kind, one.record, one.field) == place), None)


def value_of(plan: Plan, override: Override) -> Any:
    """The value an override gives to its field; None where it empties it. InputError when it does not fit any more."""
    spec = KINDS[override.kind].by_name[override.field]
    form = None if override.value is None else json.loads(override.value)
    return None if form is None else spec.type.from_json(form, plan.settings.currency)


def set_override(tx: Transaction, scenario: str, place: tuple[str, str, str], value: Any) -> Override | None:
    """Let the scenario give `value` to the field at `place`; the plan's own value needs no override and takes it away.

    InputError when the value does not fit the field.
    """
    kind, record, field = place
    spec = KINDS[kind].by_name[field]
    checked = spec.check(value)
    there = override_of(tx.plan, scenario, place)
    own = tx.plan.find(kind, record)
    if own is not None and getattr(own, field) == checked:
        if there is not None:
            records.delete(tx, "override", [there.id])
        return None
    empty = checked is None or checked == spec.type.empty
    form = None if empty else spec.type.to_json(checked, tx.plan.settings.currency)
    fields = {"value": None if form is None else json.dumps(form, ensure_ascii=False, default=float)}
    if there is not None:
        return records.edit(tx, "override", there.id, **fields)  # type: ignore[return-value]
    named = {"scenario": scenario, "kind": kind, "record": record, "field": field}
    return records.create(tx, "override", **named, **fields)  # type: ignore[return-value]


def copy_scenario(tx: Transaction, scenario: str, name: str) -> str:
    """A new scenario called `name` that changes what the scenario `scenario` changes ("": nothing); its id."""
    made = records.create(tx, "scenario", name=name)
    for override in tx.plan.naming("override", "scenario", scenario) if scenario else ():
        if isinstance(override, Override):
            fields = {field: getattr(override, field) for field in ("kind", "record", "field", "value")}
            records.create(tx, "override", scenario=made.id, **fields)
    return made.id
