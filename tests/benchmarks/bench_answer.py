"""How soon a whole plan answers: the first picture after an edit, the full forecast, and its memory, in one run.

python -m tests.benchmarks.bench_answer

Bare is one multiplication of as many numbers as the engine has listings, months and samples.
"""

import resource
from dataclasses import replace
from decimal import Decimal

from planner.analysis.forecast import ForecastOptions, forecast
from planner.model.catalogue import Listing, Platform, Product
from planner.model.plan import Plan, plan_of
from planner.model.values import Hours
from tests.analysis.one_listing import LISTING, PLATFORM, PRODUCT, SETTINGS, between, yuan
from tests.benchmarks.bench_forecast import plain_pass
from tests.benchmarks.bench_store import say, timed

PRICINGS = ("one_off", "subscription", "hourly", "advertising", "commission")
COARSE = ForecastOptions(samples=512, drivers=False)


def plan_of_size(products: int, platforms: int, months: int) -> Plan:
    """Every product on every platform; ten ranges a listing, hours that couple them."""
    week = tuple(Hours.of(hours) for hours in (8, 8, 8, 8, 8, 4, 0))
    settings = replace(
        SETTINGS, horizon_months=months, hours_per_week=week, wage=yuan(100), living_costs=between(7000, 9000),
        correlation="some",
    )  # fmt: skip
    goods: list[Product] = [
        replace(
            PRODUCT, id=f"p{k}", name=f"P{k}", pricing=PRICINGS[k % 5], hours_per_sale=between("0.2", "0.5"),
            churn=between("0.03", "0.09"), refund_rate=between("0.01", "0.04"), upkeep_hours=between(1, 3),
            half_life_months=between(20, 40),
        )
        for k in range(products)
    ]  # fmt: skip
    places: list[Platform] = [
        replace(
            PLATFORM, id=f"s{k}", name=f"S{k}", growth=between("-0.01", "0.03"), hours_per_publication=between(1, 3)
        )
        for k in range(platforms)
    ]
    listings: list[Listing] = [
        replace(
            LISTING, id=f"l{k}", product=f"p{k % products}", platform=f"s{k // products}", rpm=between(3, 9),
            commission_rate=Decimal("0.1"),
        )
        for k in range(products * platforms)
    ]  # fmt: skip
    return plan_of([settings, *goods, *places, *listings])


def edited(plan: Plan, step: int) -> Plan:
    """The plan after one range was typed anew."""
    listing = plan.get(Listing, "l0")
    changed = replace(listing, conversion=between("0.01", str(Decimal("0.05") + Decimal(step) / 1000)))
    return plan_of(
        [record for table in plan.tables().values() for record in table.values() if record.id != "l0"] + [changed]
    )


def main() -> None:
    """Print all lines."""
    small = plan_of_size(10, 4, 36)
    bare = timed(plain_pass(40, 36, 512), 5)
    say("40 listings, first picture, nothing warm", timed(lambda: forecast(small, None, COARSE)), bare)
    plans = iter([edited(small, step) for step in range(1, 10)])
    say(
        "40 listings, first picture after an edit",
        timed(lambda: forecast(next(plans), None, COARSE), 9),
        bare,
        "wanted < 150 ms",
    )
    bare = timed(plain_pass(40, 36, 8192), 3)
    say("40 listings, 8,192 samples, with drivers", timed(lambda: forecast(small), 3), bare)
    large = plan_of_size(20, 10, 60)
    bare = timed(plain_pass(200, 60, 10_000), 3)
    wanted = ForecastOptions(samples=10_000, drivers=False)
    say("200 listings x 60 months x 10,000, cold", timed(lambda: forecast(large, None, wanted)), bare)
    say(
        "the same again",
        timed(lambda: forecast(large, None, wanted), 3),
        bare,
        "engine alone: bench_forecast, < 1500 ms",
    )
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most; wanted < 400 MB")


if __name__ == "__main__":
    main()
