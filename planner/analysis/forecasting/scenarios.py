"""The plan as it would be: a scenario's overrides put in place of the plan's own values.

Records keep their ids, so every draw of the simulation stays what it was and only the difference counts.
"""

import json
from dataclasses import replace

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Override, Scenario
from planner.model.changes import Change, ChangeSet
from planner.model.plan import Plan


def with_scenario(plan: Plan, scenario: str) -> Plan:
    """The plan with every override of the scenario (its id; "" is the plan itself).

    An override whose record is gone or put away changes nothing. InputError, kind unknown, for a scenario or field
    that does not exist; what a field refuses is refused with the path of the field.
    """
    if not scenario:
        return plan
    plan.get(Scenario, scenario)
    changed = plan
    for override in plan.naming("override", "scenario", scenario):
        if isinstance(override, Override):
            changed = _overridden(changed, override)
    return changed


def _overridden(plan: Plan, override: Override) -> Plan:
    path = f"{override.kind}/{override.record}/{override.field}"
    kind = KINDS.get(override.kind)
    spec = kind.by_name.get(override.field) if kind is not None and not kind.journal else None
    if spec is None:
        message = _("The scenario changes “{path}”, which does not exist; delete that line of it.")
        raise InputError(message.format(path=path), path, "unknown")
    record = plan.find(override.kind, override.record)
    if record is None or record.archived:
        return plan
    form = None if override.value is None else json.loads(override.value)
    try:
        value = None if form is None else spec.type.from_json(form, plan.settings.currency)
        after = replace(record, **{spec.name: spec.check(value)})
    except InputError as error:
        raise InputError(error.message, path, error.kind) from None
    return plan.apply(ChangeSet((Change(override.kind, record.id, record, after),)))


def scenario_called(plan: Plan, name: str) -> str:
    """The id of the scenario of that name or id; InputError, kind unknown, naming those there are."""
    scenarios = plan.of(Scenario)
    for scenario in scenarios:
        if name in (scenario.id, scenario.name):
            return scenario.id
    message = _("There is no scenario “{name}”; there are: {names}.")
    if not scenarios:
        message = _("There is no scenario “{name}”; the plan has no scenarios.")
    names = ", ".join(scenario.name for scenario in scenarios)
    raise InputError(message.format(name=name, names=names), "scenario", "unknown")
