"""From hours to products: what came in for hours sold and for the rest, and what is to come, step by step of the way out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecast_results import Forecast
    from planner.model.plan import Plan

FOR_HOURS: Final = ("job", "hours")
"""The steps that are paid for hours."""
_BY_PRICING: Final = {"hourly": "hours", "advertising": "platforms"}


def came(facts: "Actuals") -> dict[str, float]:
    """Net income of the last twelve months by step, in the base currency."""
    found: dict[str, float] = {}
    for month in facts.twelve_months:
        for step, amount in facts.income_by_kind(month).items():
            found[step] = found.get(step, 0.0) + amount
    return found


def expected(plan: "Plan", outlook: "Forecast | None") -> dict[str, float]:
    """Expected income of twelve months by step, of the listings and of the job as the plan has them."""
    if outlook is None:
        return {}
    found: dict[str, float] = {}
    for one in outlook.listings:
        product = plan.find("product", one.product)
        step = _BY_PRICING.get(getattr(product, "pricing", None) or "", "products")
        found[step] = found.get(step, 0.0) + max(one.net.mean, 0.0)
    found["job"] = sum(one.amount for by, each in outlook.concentration.items() if by == "job" for one in each.sources)
    return found


def shares(amounts: Mapping[str, float]) -> dict[str, float]:
    """The part of each step in all that came in; nothing where nothing did."""
    total = sum(amount for amount in amounts.values() if amount > 0)
    return {step: amount / total for step, amount in amounts.items() if amount > 0} if total > 0 else {}


def for_hours(amounts: Mapping[str, float]) -> float | None:
    """The share that is paid for hours; None where nothing came in."""
    found = shares(amounts)
    return sum(found.get(step, 0.0) for step in FOR_HOURS) if found else None
