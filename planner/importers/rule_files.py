"""Reads rules for an import from a JSON or CSV file: a text, and where rows with it belong."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, ImportRule
from planner.model.plan import Plan

_TARGETS = ("product", "platform", "partner")


def read_rules(content: bytes, name: str, plan: Plan) -> tuple[ImportRule, ...]:
    """The rules in a file, without ids; products, platforms and partners may be named by id or by name.

    InputError naming the file and the rule that does not fit.
    """
    rules = []
    for number, form in enumerate(_forms(content, name), start=1):
        try:
            rules.append(_rule(form, plan))
        except InputError as error:
            message = _("Rule {number} in “{name}” does not fit: {reason}")
            raise InputError(
                message.format(number=number, name=name, reason=error.message), "rules", error.kind
            ) from None
    return tuple(rules)


def _forms(content: bytes, name: str) -> Iterator[Mapping[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            _("“{name}” is not text in UTF-8; save it so.").format(name=name), "rules", "unknown"
        ) from None
    if not text.lstrip().startswith(("[", "{")):
        yield from csv.DictReader(io.StringIO(text, newline=""))
        return
    try:
        forms = json.loads(text)
    except (RecursionError, ValueError):
        forms = None
    if not isinstance(forms, list) or not all(isinstance(form, dict) for form in forms):
        message = _("“{name}” is no list of rules; write a JSON list of objects, or CSV with a header.")
        raise InputError(message.format(name=name), "rules", "unknown")
    yield from forms


def _rule(form: Mapping[str, Any], plan: Plan) -> ImportRule:
    kind = KINDS["import_rule"]
    fields: dict[str, Any] = {}
    for field, value in form.items():
        if field not in kind.by_name:
            message = _("There is no “{name}” here; take it out or correct its spelling.")
            raise InputError(message.format(name=field), "rules", "unknown")
        if value not in ("", None):
            fields[field] = kind.by_name[field].check(_named(plan, field, value) if field in _TARGETS else value)
    kind.by_name["contains"].check(fields.get("contains", ""))
    return ImportRule(id="", **fields)


def _named(plan: Plan, kind: str, value: Any) -> Any:
    """The id of the record of that id or name."""
    if plan.find(kind, str(value)) is not None:
        return value
    found = [record.id for record in plan.records(kind) if getattr(record, "name", "") == value]
    if len(found) != 1:
        message = _("There is no {kind} called “{name}” in the plan, or more than one; write its id.")
        raise InputError(message.format(kind=_(KINDS[kind].label), name=value), "rules", "unknown")
    return found[0]
