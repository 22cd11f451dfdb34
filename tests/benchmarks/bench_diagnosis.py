"""How long the 35 rules take on a large plan with a year of ledger, beside one reading of that plan, in the same run.

python -m tests.benchmarks.bench_diagnosis [listings]
"""

import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from time import process_time
from typing import Any

from planner.analysis.diagnosis import findings  # noqa: F401 - registers the rules
from planner.analysis.diagnosis.judge import SPECS
from planner.analysis.facts.actuals import actuals
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.reading import read
from planner.analysis.listings.terms import ALONE
from planner.model.catalogue import Listing, Record
from planner.model.changes import Change, ChangeSet
from planner.model.checks import Surroundings, examine
from planner.model.plan import Plan
from planner.model.tallies import MonthMinutes, MonthSum, PublicationSum, Tallies
from planner.model.values import Month
from tests.analysis.diagnosis.scenes import (
    TODAY,
    alliance,
    between,
    cny,
    domain,
    line,
    listing,
    milestone,
    need,
    partners,
    platform,
    product,
    settings,
)
from tests.benchmarks.bench_store import say, timed
from tests.strategies import plan_from

PLATFORMS, DOMAINS = 10, 12
MONTHS = tuple(str(Month(2025, 12) + index) for index in range(12))


def business(listings: int) -> Plan:
    """Every product on every platform, with ranges that no two listings share."""
    products = max(1, listings // PLATFORMS)
    records: list[Record] = [settings()]
    records += [domain(f"d{key}", 40 + 4 * key, target=60 + 3 * key) for key in range(DOMAINS)]
    records += [
        platform(f"f{key}", ownership="rented" if key else "owned", open_rate=between("0.2", f"0.3{key}"))
        for key in range(PLATFORMS)
    ]
    for key in range(products):
        ranges: dict[str, Any] = {"refund_rate": between("0.01", "0.05"), "hours_per_sale": between("0.1", "0.4")}
        records.append(product(f"p{key}", make_hours=between(20, 40 + key), launch_month=Month(2026, 1), **ranges))
        records += [need(f"d{(key + step) % DOMAINS}", f"p{key}", ("required", "boost")[step % 2]) for step in range(3)]
    for key in range(listings):
        rates = {"conversion": between("0.01", f"0.05{key:03}"), "click_rate": between("0.05", f"0.15{key:03}")}
        where = {"what": f"p{key // PLATFORMS % products}", "where": f"f{key % PLATFORMS}"}
        records.append(
            listing(
                f"l{key}",
                **where,
                ad_budget=cny(20) if key % 9 == 0 else None,
                cost_per_click=between("0.5", 1),
                **rates,
            )
        )
    records += [milestone(f"m{key}", effort=between(5, 20 + key), due=date(2027, 1 + key % 12, 9)) for key in range(20)]
    return plan_from(records + _allied())


def _allied() -> list[Record]:
    shared = replace(alliance("ann", "bob", share=Decimal("0.3"), share_basis="gross"), pair_bonuses="Ann + Bob: 50")
    lines = [
        line("mention", "get", "audience", value_to_us=between(50, 90), listing="l1", extra_audience=between(100, 300)),
        line("share", "give", "money", value_to_them=between(20, 40), listing="l1", hours=between(1, 2)),
    ]
    return [*partners("ann", "bob"), shared, *lines]


def year(plan: Plan) -> Tallies:
    """Twelve months of sales, publications and hours of every listing, with weeks logged."""
    offers = [(str(one.product), str(one.platform)) for one in plan.of(Listing)]
    money = [MonthSum(month, "sale", "CNY", *offer, None, 40_000, 1_000, 2, 2) for month in MONTHS for offer in offers]
    seen = [
        PublicationSum(month, where, what, "published", 2, 600, 2, 40 + place % 30, 600, 2, 40 + place % 30)
        for month in MONTHS
        for place, (what, where) in enumerate(offers)
    ]
    minutes = [
        MonthMinutes(month, "making", what, 90) for month in MONTHS for what in sorted({one for one, _ in offers})
    ]
    weeks = {f"2026-{10 + day // 30}-{day % 30 + 1:02}": 400 for day in (4, 11, 18, 25, 31, 38)}
    return Tallies(tuple(money), tuple(minutes), tuple(seen), weeks)


def main() -> None:
    """Print everything."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    plan = business(listings)
    facts = actuals(plan, year(plan), TODAY)
    found = forecast(plan, facts, ForecastOptions(samples=512))
    results = {"forecast": found, "actuals": facts}
    numbers = count(1)

    def edited() -> Plan:
        """The plan after one more edit of a listing, with the facts taken in as its forecast would have done."""
        before = plan.get(Listing, "l3")
        after = plan.apply(ChangeSet((Change("listing", "l3", before, replace(before, notes=str(next(numbers)))),)))
        known_of(after, facts, calibrate=True)
        return after

    def reading(one: Plan) -> None:
        found = read(one, 24)
        found.offering(ALONE.of).offers(found.parts)

    def judging(one: Plan) -> None:
        examine(Surroundings(one, TODAY, {}, results))

    bare = timed_after(edited, reading, 5)
    say(f"{listings} listings read once", bare)
    say("35 rules, the first time", timed(lambda: judging(plan)), bare)
    say("35 rules after an edit", timed_after(edited, judging, 7), bare, "wanted < 300 ms")
    slowest = sorted(((_cost(rule, Surroundings(edited(), TODAY, {}, results)), rule) for rule in SPECS), reverse=True)
    print("slowest alone: " + ", ".join(f"{rule} {cost * 1000:.0f} ms" for cost, rule in slowest[:6]))


def timed_after(prepare: Callable[[], Plan], work: Callable[[Plan], None], times: int) -> tuple[float, float]:
    """As `timed`, each time on a plan made just before."""
    runs = []
    for _again in range(times):
        plan = prepare()
        runs.append(timed(lambda: work(plan)))  # noqa: B023 - called at once
    clocks, cpus = zip(*runs, strict=True)
    return statistics.median(clocks), statistics.median(cpus)


def _cost(rule: str, around: Surroundings) -> float:
    began = process_time()
    list(SPECS[rule].gather(around))
    return process_time() - began


if __name__ == "__main__":
    main()
