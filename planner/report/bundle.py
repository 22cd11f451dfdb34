"""Writes a plan as its JSON bundle.

Every field that differs from empty is written, in the order of the declarations; a field whose default is not empty
and that was cleared is written as null. So reading the text gives the same plan, field by field.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from planner.model.bundle_schema import FORMAT, SETTINGS, VERSION
from planner.model.catalogue import KINDS
from planner.model.kinds import Record, kind_of
from planner.model.plan import Plan

Journal = Mapping[str, Iterable[Record]]
"""The records of the journal kinds, in their order, by the name of their kind."""


def form_of(record: Record, currency: str) -> dict[str, Any]:
    """The bundle's form of one record; `currency` is the plan's base currency."""
    kind = kind_of(record)
    form: dict[str, Any] = {} if kind.name == SETTINGS else {"id": record.id}
    if record.archived:
        form["archived"] = True
    for spec in kind.specs:
        value = getattr(record, spec.name)
        if value is not None and value != spec.type.empty:
            form[spec.name] = spec.type.to_json(value, currency)
        elif spec.default != spec.type.empty:
            form[spec.name] = None
    return form


def lines(plan: Plan, journal: Journal) -> Iterator[str]:
    """The bundle in pieces of text, one record on a line, so that a long ledger is never held twice."""
    currency = plan.settings.currency
    yield f'{{"format": {_json(FORMAT)}, "version": {VERSION},\n"plan": {_json(form_of(plan.settings, currency))},\n'
    yield '"records": {'
    kinds = 0
    for name, kind in KINDS.items():
        if name == SETTINGS:
            continue
        records = journal.get(name, ()) if kind.journal else plan.records(name, archived=True)
        count = 0
        for record in records:
            if not count:
                yield f"{',' if kinds else ''}\n{_json(name)}: [\n"
                kinds += 1
            yield (",\n" if count else "") + "  " + _json(form_of(record, currency))
            count += 1
        if count:
            yield "]"
    yield "}}\n"


def bundle_text(plan: Plan, journal: Journal) -> str:
    """The whole bundle as one text."""
    return "".join(lines(plan, journal))


def _json(form: Any) -> str:
    return json.dumps(form, ensure_ascii=False, allow_nan=False)
