"""Small plans with known answers: one product sold on one platform, and what tests change about it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.model.catalogue import Listing, PlanSettings, Platform, Product, Record
from planner.model.plan import Plan, plan_of
from planner.model.values import Hours, Money, Month, Range

START = Month(2026, 12)


def yuan(amount: str | int) -> Money:
    return Money(Decimal(amount), "CNY")


def exact(value: str | int) -> Range:
    return Range.exact(Decimal(value))


def between(low: str | int, high: str | int) -> Range:
    return Range.between(Decimal(low), Decimal(high))


SETTINGS = PlanSettings(
    id="plan", title="x", start_month=START, horizon_months=24, cash=yuan(50_000), living_costs=exact(8000),
    correlation="none", hours_per_week=None, seed=7,
)  # fmt: skip
PRODUCT = Product(id="course", name="Course", stage="live", price=yuan(199))
PLATFORM = Platform(id="letter", name="Letter", audience=between(3000, 5000), open_rate=between("0.3", "0.5"))
LISTING = Listing(
    id="sold", product="course", platform="letter", status="active", publications_per_month=exact(2),
    click_rate=between("0.05", "0.15"), conversion=between("0.01", "0.05"),
)  # fmt: skip
WEEK = tuple(Hours.of(hours) for hours in (2, 2, 2, 2, 2, 5, 5))


def plan_with(*more: Record, **changes: dict[str, Any]) -> Plan:
    """The plan of one listing; `changes` by kind (plan, product, platform, listing) are written into its records."""
    records = {"plan": SETTINGS, "product": PRODUCT, "platform": PLATFORM, "listing": LISTING}
    changed = [replace(record, **changes.get(kind, {})) for kind, record in records.items()]
    return plan_of([*changed, *more])
