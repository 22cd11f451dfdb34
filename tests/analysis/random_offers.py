"""Sets of offers at random, of every kind and with every edge of their fields, one sample or several."""

from random import Random
from typing import Any

import numpy as np

from planner.analysis.listings.offers import PRICINGS, Guests, Offer

SAMPLES = 3


def value(random: Random, low: float, high: float) -> Any:
    """Often the low end, else a number, or one a sample."""
    kind = random.random()
    if kind < 0.2:
        return low
    if kind < 0.6:
        return round(random.uniform(low, high), 6)
    return np.array([random.choice((low, high, random.uniform(low, high))) for _sample in range(SAMPLES)])


def maybe(random: Random, made: Any) -> Any:
    return made if random.random() < 0.5 else None


def guests(random: Random) -> Guests:
    start = random.randint(-3, 8)
    return Guests(random.choice("xyz"), value(random, 0, 500), start, maybe(random, start + random.randint(0, 6)))


def offer(random: Random, place: int) -> Offer:
    pricing = random.choice(PRICINGS)
    start = random.randint(-6, 9)
    hours = value(random, 0.05, 4) if pricing == "hourly" else maybe(random, value(random, 0, 3))
    return Offer(
        id=str(place),
        pricing=pricing,
        audience=value(random, 0, 5000),
        growth=value(random, -0.2, 0.2),
        publications_per_month=value(random, 0, 8),
        open_rate=value(random, 0, 1),
        open_floor=value(random, 0, 0.3),
        open_half_life_months=maybe(random, value(random, 0.5, 30)),
        click_rate=value(random, 0, 0.5),
        conversion=value(random, 0, 0.4),
        half_life_months=maybe(random, value(random, 0.5, 30)),
        price=value(random, 0, 60),
        fee_rate=value(random, 0, 0.5),
        fixed_fee=value(random, 0, 2),
        refund_rate=value(random, 0, 0.5),
        unit_cost=value(random, 0, 20),
        fee_kept_on_refund=random.random() < 0.5,
        churn=value(random, 0, 1),
        active_before=value(random, 0, 50),
        hours_per_publication=value(random, 0, 4),
        hours_per_sale=hours,
        upkeep_hours=value(random, 0, 6),
        make_hours=value(random, 0, 90),
        make_start=maybe(random, start - random.randint(0, 5)),
        start=start,
        end=maybe(random, start + random.randint(0, 12)),
        rpm=value(random, 0, 9),
        commission_rate=value(random, 0, 0.5),
        ad_budget=random.choice((0.0, 0.0, 40.0)),
        cost_per_click=value(random, 0.1, 3),
        once_per_person=pricing == "one_off" and random.random() < 0.5,
        evergreen_share=value(random, 0, 1),
        priority=maybe(random, random.randint(0, 4)),
        guests=tuple(guests(random) for _visit in range(random.choice((0, 0, 1, 2)))),
        key=random.choice(("", "", "p", "q")),
    )  # fmt: skip


def plan(random: Random) -> tuple[list[Offer], int, list[float] | None]:
    """Offers, months, and the hours of each month (None: no limit)."""
    months = random.randint(1, 16)
    roomy = random.choice((10, 100, 2000))
    capacity = [random.choice((0.0, random.uniform(0, roomy))) for _month in range(months)]
    return (
        [offer(random, place) for place in range(random.randint(1, 7))],
        months,
        random.choice((None, capacity, capacity)),
    )
