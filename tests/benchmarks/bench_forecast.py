"""How long the forecast takes, beside one plain pass of NumPy over as many numbers, and beside Squiggle, in one run.

python -m tests.benchmarks.bench_forecast
"""

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from planner.analysis.listings.months import abreast, parts, walk
from planner.analysis.listings.offers import PRICINGS, Offer
from tests.benchmarks import squiggle
from tests.benchmarks.bench_store import say, timed


def offers(count: int, samples: int, seed: int = 1) -> list[Offer]:
    """Listings of every kind; ten inputs of each are ranges, a tenth is bought once per person, a seventh advertised."""
    random = np.random.default_rng(seed)

    def about(middle: float, spread: float) -> Any:
        return random.lognormal(np.log(middle), spread, samples)

    return [
        Offer(
            id=str(k), pricing=PRICINGS[k % 5], once_per_person=k % 10 == 0,
            audience=about(3000, 0.5), growth=random.normal(0.01, 0.01, samples), publications_per_month=about(4, 0.2),
            open_rate=random.beta(6, 14, samples), open_floor=0.1, open_half_life_months=18.0,
            click_rate=random.beta(4, 60, samples), conversion=random.beta(3, 90, samples),
            half_life_months=24.0 if k % 2 else None, price=30.0, fee_rate=0.1, fixed_fee=0.3,
            refund_rate=random.beta(2, 40, samples), churn=random.beta(3, 60, samples),
            hours_per_publication=about(2, 0.3), hours_per_sale=about(0.5, 0.3), upkeep_hours=2.0,
            make_hours=about(40, 0.3), make_start=0, start=k % 12, rpm=about(4, 0.3), commission_rate=0.1,
            ad_budget=50.0 if k % 7 == 0 else 0.0, cost_per_click=1.0,
        )
        for k in range(count)
    ]  # fmt: skip


def simulated(some: list[Offer], months: int, samples: int, hours: float | None) -> np.ndarray:
    """Income by month and sample, and by listing, as a forecast adds it up."""
    income = np.zeros((months, samples))

    def added_up(part: slice) -> np.ndarray:
        by_listing = np.zeros(len(some))
        for flow in walk(some, months, hours, part):
            brought = flow.income
            brought.sum(axis=0, out=income[flow.month, part])
            by_listing += brought.sum(axis=1)
        return by_listing

    sum(abreast(added_up, parts(samples, len(some))))
    return income


def plain_pass(count: int, months: int, samples: int) -> Callable[[], None]:
    """One multiplication of as many numbers as the engine has listings, months and samples, in the same parts."""
    sizes = [part.stop - part.start for part in parts(samples, count)]
    rooms = [(np.ones((count, size)), np.ones((count, size))) for size in sizes]

    def run() -> None:
        for values, factors in rooms:
            for _month in range(months):
                np.multiply(values, factors, out=values)

    return run


def engine(count: int, months: int, samples: int, hours: float | None, target: str) -> None:
    """One line: so many listings, months and samples."""
    some = offers(count, samples)
    bare = timed(plain_pass(count, months, samples), 3)
    limit = "no limit of hours" if hours is None else "hours couple them"
    say(
        f"{count} x {months} x {samples:,}, {limit}",
        timed(lambda: simulated(some, months, samples, hours), 3),
        bare,
        target,
    )


def beside_squiggle(samples: int) -> None:
    """The same ten listings here and in Squiggle."""
    ours = min(timed(lambda: squiggle.here(samples))[0] for _again in range(3))
    found = squiggle.there(samples)
    if isinstance(found, str):
        print(found)
        return
    seconds, mean = found
    print(f"Squiggle, 10 x 60 x {samples:,}, draws included: {seconds * 1000:.0f} ms; here {ours * 1000:.0f} ms")
    print(
        f"    {seconds / ours:.0f} times faster, wanted at least 20; means differ by {abs(squiggle.here(samples) / mean - 1):.2%}"
    )


def main() -> None:
    """Print all lines."""
    print(f"bare: one multiplication of as many numbers; started at {time.strftime('%H:%M')}")
    engine(200, 60, 10_000, 2000.0, "wanted < 1500 ms")
    engine(200, 60, 10_000, None, "")
    engine(40, 36, 2048, 400.0, "wanted < 60 ms")
    engine(10, 60, 10_000, 100.0, "wanted < 100 ms")
    print(
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, inputs included; wanted < 400 MB"
    )
    beside_squiggle(10_000)


if __name__ == "__main__":
    main()
