"""Texts in which nothing can be seen, of blanks or control characters: what has such a name is named all the same."""

from dataclasses import replace
from typing import Any

from planner.i18n import _
from planner.model.catalogue import KINDS, Kind, Record
from planner.model.field_types import Text
from planner.model.plan import Plan, plan_of
from planner.report.cleaning import visible


def without_blank_texts(plan: Plan) -> Plan:
    """The plan where blank names say so, in the language in use, and other blank texts are empty: mostly `plan` itself."""
    kinds = [kind for kind in KINDS.values() if not kind.journal]
    every = [(record, _shown(kind, record)) for kind in kinds for record in plan.records(kind.name, archived=True)]
    if all(shown is record for record, shown in every):
        return plan
    return plan_of(shown for _record, shown in every)


def _shown(kind: Kind, record: Record) -> Record:
    changed: dict[str, Any] = {
        spec.name: _("(no name)") if spec.required else ""
        for spec in kind.specs
        if isinstance(spec.type, Text)
        and (spec.required or getattr(record, spec.name))
        and not visible(getattr(record, spec.name))
    }
    return replace(record, **changed) if changed else record
