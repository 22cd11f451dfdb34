"""What an empty field stands for: a listing without a price has the product's, without a fee the platform's."""

from typing import Any

from planner.model.fields import FieldSpec
from planner.model.kinds import Record, kind_of
from planner.model.number_types import Amount
from planner.model.plan import Plan

_SOURCES = {"price": "product", "fee_rate": "platform", "fixed_fee": "platform"}


def inherited(plan: Plan, record: Record | None, field: str) -> Any:
    """The value that holds while `field` of the record is empty; None where there is none."""
    if record is None or kind_of(record).name != "listing" or field not in _SOURCES:
        return None
    kind = _SOURCES[field]
    source = plan.find(kind, getattr(record, kind))
    return getattr(source, field) if source is not None else None


def currency_of(plan: Plan, record: Record | None, spec: FieldSpec) -> str:
    """The currency in which a bare number is read in an empty field: the platform's, else the plan's."""
    if record is None or not isinstance(spec.type, Amount):
        return plan.settings.currency
    kind = kind_of(record).name
    platform: Any = record if kind == "platform" else None
    if kind == "listing":
        platform = plan.find("platform", record.platform)
    return getattr(platform, "currency", None) or plan.settings.currency
