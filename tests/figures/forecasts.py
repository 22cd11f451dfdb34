"""Made-up forecasts for tests of figures and pages: smooth, plausible, and the same each time."""

import math
from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.analysis.forecast_results import (
    Band,
    Bands,
    Cover,
    Driver,
    Forecast,
    ListingOutlook,
    Missing,
    Survival,
)
from planner.model.catalogue import Listing, PlanSettings, Platform, Product
from planner.model.plan import Plan, plan_of
from planner.model.values import Money, Month, Range

START = Month(2026, 12)
_SPREAD = (("p10", -1.0), ("p25", -0.5), ("p50", 0.0), ("p75", 0.55), ("p90", 1.2))


def bands(months: int, first: float, last: float, width: float = 0.3) -> Bands:
    """Bands that rise from `first` to `last` with a slight wave and grow wider with time."""
    middle = [
        first + (last - first) * (at / max(months - 1, 1)) ** 0.8 + 0.04 * last * math.sin(at / 2)
        for at in range(months)
    ]
    lines = {
        name: tuple(value + abs(value) * width * side * (0.4 + 0.6 * at / months) for at, value in enumerate(middle))
        for name, side in _SPREAD
    }
    return Bands(mean=tuple(middle), **lines)


def flat(value: float) -> Band:
    """A number with a spread around it."""
    return Band(value, value * 0.7, value * 0.85, value, value * 1.2, value * 1.45)


def a_forecast(months: int = 36, *, reach: float = 29000, costs: float | None = 15000, **changes: Any) -> Forecast:
    """A forecast whose median grows to `reach`; `costs` a month, None when they are not known."""
    income = bands(months, 9000, reach)
    chances = tuple(1 / (1 + math.exp(-(value - (costs or 1)) / 2600)) for value in income.p50) if costs else ()
    month = next((at for at, chance in enumerate(chances) if chance >= 0.8), None)
    made = Forecast(
        start=START, samples=8192, seed=1, correlation=0.3, scenario="", calibrated=False, income=income,
        earnings=income, unbound=bands(months, 3000, reach / 3), hours=bands(months, 80, 90, 0.1),
        capacity=(90.0,) * months, needed=(95.0,) * months, year=flat(168000.0),
        living_costs=Bands(*((costs,) * months,) * 6) if costs else None,
        cover=Cover(chances, month) if costs else None,
        cover_unbound=Cover(tuple(chance**4 / 2 for chance in chances), None) if costs else None,
        survival=survival(months), hands_off_share=0.41, value_of_hour=120.0, listings=(outlook(),),
        drivers=drivers(),
    )  # fmt: skip
    return replace(made, **changes)


def survival(months: int) -> Survival:
    """Cash that lasts about a year."""
    ruin = tuple(min(at / 60, 1.0) for at in range(months))
    return Survival(bands(months, 60000, 20000), ruin, 9.0, 14.0, math.inf, 11.0, has_job=False, safe_month=None)


def outlook(listing: str = "l0", product: str = "p0", platform: str = "f0") -> ListingOutlook:
    """What one listing brings."""
    return ListingOutlook(
        listing, product, platform, flat(90000), 0.0, flat(300), 300.0, 0.6, flat(600), flat(150), 1.0, (7500.0,) * 12
    )


def drivers() -> tuple[Driver, ...]:
    """Twelve inputs of which ten are shown; one is a number, one goes the other way, one moves nothing."""
    named = [
        ("listing", "l0", "conversion", 0.012, 0.048), ("platform", "f0", "audience", 12000, 20000),
        ("listing", "l0", "publications_per_month", 2, 6), ("product", "p0", "refund_rate", 0.02, 0.08),
        ("platform", "f0", "open_rate", 0.2, 0.45), ("listing", "l1", "click_rate", 0.01, 0.03),
        ("product", "p0", "price", 359.1, 438.9), ("product", "p0", "hours_per_sale", 0.5, 1.25),
        ("platform", "f1", "growth", -0.01, 0.05), ("product", "p0", "half_life_months", 8, 14),
        ("listing", "l1", "conversion", 0.02, 0.03), ("platform", "f1", "audience", 100, 200),
    ]  # fmt: skip
    found = []
    for at, (kind, record, field, low, high) in enumerate(named):
        half = 0 if at == len(named) - 1 else 60000 * 0.7**at
        outcomes = (150000 - half * 0.8, 150000 + half)
        if field in ("refund_rate", "hours_per_sale"):
            outcomes = outcomes[1], outcomes[0]
        found.append(
            Driver(
                kind, record, field, *outcomes, 0.5 * 0.6**at, 0.4 * 0.6**at, low, high, 900.0 * 0.5**at,
                exact=field == "price", calibrated=field == "open_rate",
            )
        )  # fmt: skip
    return tuple(found)


def missing() -> tuple[Missing, ...]:
    """A listing without a conversion, and a plan without living costs."""
    return (
        Missing("forecast", ("listing/l1/conversion", "platform/f1/audience"), ("listing", "l1")),
        Missing("cover", ("plan/plan/living_costs",)),
    )


def a_plan(chinese: bool = False) -> Plan:
    """The plan behind the made-up forecast."""
    cny = {"currency": "CNY"}
    words = (
        ("写作课", "提示词手册", "知识星球", "Gumroad")
        if chinese
        else ("Writing course", "Prompt handbook", "Riverbank", "Gumroad")
    )
    return plan_of(
        [
            PlanSettings(id="plan", title="Xia", start_month=START, living_costs=Range.between(14000, 16000)),
            Product(id="p0", name=words[0], stage="live", price=Money(Decimal(399), **cny), position="a"),
            Product(id="p1", name=words[1], price=Money(Decimal(49), **cny), position="b"),
            Platform(id="f0", name=words[2], audience=Range.between(12000, 20000), position="a"),
            Platform(id="f1", name=words[3], position="b"),
            Listing(id="l0", product="p0", platform="f0", status="active", position="a"),
            Listing(id="l1", product="p1", platform="f1", status="active", position="b"),
        ]
    )


def earned(months: int = 11) -> tuple[tuple[Month, float], ...]:
    """What came in during the months before the start."""
    return tuple((START + (at - months), 6000 + 700 * at + 500 * math.sin(2 * at)) for at in range(months))
