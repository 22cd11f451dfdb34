"""What the time log says about guesses of hours: per sale, per publication, of upkeep, and to make what is live.

A guess of hours is lognormal. The hours of each month over its sales (or over the month) give one ratio and how far months
differ from it; one tenth of the weight lies on the range having been wrong, as for rates (`calibration.robust`). Months
weigh less the older they are. What the forecast takes is not touched: who logs only some of the hours is too low here.
"""

import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist

from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.evidence import RATE_DISCOUNT, Pair
from planner.analysis.facts.observed_ranges import Observed
from planner.analysis.facts.surprise import WORDS
from planner.analysis.forecasting.inputs import spread_of
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.errors import InputError
from planner.model.catalogue import Platform, Product, kind_of
from planner.model.plan import Plan
from planner.model.values import Month, Range

MONTHS = 3
"""So few months tell nothing about how far months differ."""
_Z95 = NormalDist().inv_cdf(0.95)
_WRONG = 0.1  # weight of the range having been wrong
_VAGUE = math.log(10) / _Z95  # then a tenth to ten times of it
_LEAST = 0.05  # no ratio, and no number, is known better than that
_PER_SALE, _UPKEEP = ("delivering", "selling"), ("admin",)


def observed_hours(plan: Plan, actuals: Actuals) -> tuple[Observed, ...]:
    """Every guess of hours of which the time log says something."""
    return tuple(_found(plan, actuals))


def _found(plan: Plan, actuals: Actuals) -> Iterator[Observed]:
    for product in plan.of(Product):
        sold = {month: float(count) for (month, one), count in actuals.sold.items() if one == product.id}
        for field, pairs in (
            ("hours_per_sale", _per_sale(actuals, product.id, sold)),
            ("upkeep_hours", _monthly(actuals, product.id, sold)),
        ):
            guess = getattr(product, field)
            yield from _judged(product, field, guess, pairs)
        if product.make_hours is not None and product.stage in ("live", "retired"):
            yield from _made(product, product.make_hours, actuals.making_hours.get(product.id, 0.0))
    for platform in plan.of(Platform):
        pairs = _per_publication(actuals, platform.id)
        yield from _judged(platform, "hours_per_publication", platform.hours_per_publication, pairs)


def _per_publication(actuals: Actuals, platform: str) -> list[Pair]:
    """Hours of publishing and publications of the months in which something was published, since hours are logged."""
    hours = {
        Month.parse(month): each / 60 for (month, one), each in actuals.tallies.publishing.items() if one == platform
    }
    counts: dict[Month, float] = {}
    for (month, where, _product), reach in actuals.reach.items():
        if where == platform:
            counts[month] = counts.get(month, 0.0) + reach.count
    first = min(hours, default=None)
    return [(hours.get(month, 0.0), counts[month]) for month in sorted(counts) if first is not None and month >= first]


def _hours(actuals: Actuals, product: str, activities: Sequence[str]) -> dict[Month, float]:
    found: dict[Month, float] = {}
    for month, one in actuals.minutes:
        if one.product == product and one.activity in activities:
            found[month] = found.get(month, 0.0) + one.minutes / 60
    return found


def _per_sale(actuals: Actuals, product: str, sold: dict[Month, float]) -> list[Pair]:
    """Hours and pieces of the months in which something was sold, oldest first, since hours are logged at all."""
    hours = _hours(actuals, product, _PER_SALE)
    first = min(hours, default=None)
    return [(hours.get(month, 0.0), sold[month]) for month in sorted(sold) if first is not None and month >= first]


def _monthly(actuals: Actuals, product: str, sold: dict[Month, float]) -> list[Pair]:
    """Hours of upkeep of each month that is over, since the first sale or the first hour of upkeep."""
    hours = _hours(actuals, product, _UPKEEP)
    last = Month.of(actuals.today)
    first = max(filter(None, (min(hours, default=None), min(sold, default=None))), default=None)
    if first is None or not hours:
        return []
    return [(hours.get(first + at, 0.0), 1.0) for at in range(last - first)]


def _made(product: Product, guess: Range, logged: float) -> Iterator[Observed]:
    """A product that is live took the hours logged, or more: it says something only where that is above the guess."""
    try:
        prior, low, high = _guess(guess, f"product/{product.id}/make_hours")
    except InputError:
        return
    if logged > high:
        yield Observed(
            "product", product.id, "make_hours", logged, 1, prior, low, high, 1.0, WORDS[0][0], WORDS[0][1],
            logged, logged, logged, held=False,
        )  # fmt: skip


def _judged(record: Product | Platform, field: str, guess: Range | None, pairs: Sequence[Pair]) -> Iterator[Observed]:
    """The guess beside its months; nothing where there are too few, or no hour was logged."""
    kind = kind_of(record).name
    if guess is None or len(pairs) < MONTHS or not sum(hours for hours, _count in pairs):
        return
    try:
        prior, low, high = _guess(guess, f"{kind}/{record.id}/{field}")
    except InputError:
        return
    ratio, error = _ratio(pairs)
    middle, spread = (math.log(low) + math.log(high)) / 2, max((math.log(high) - math.log(low)) / (2 * _Z95), _LEAST)
    off, (first, mean, last) = _mixed((middle, spread), (math.log(ratio), error))
    away = abs(math.log(ratio) - middle) / math.hypot(spread, error)
    bits = -math.log2(max(2 * NormalDist().cdf(-away), 1e-300))
    word = next((word for mark, word in WORDS if bits >= mark), "as_planned")
    resolved = 2 * _Z95 * error < math.log(high) - math.log(low)
    yield Observed(
        kind, record.id, field, sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs), prior, low, high,
        off, bits, word, first, last, mean, held=low <= ratio <= high if resolved else None,
    )  # fmt: skip


def _guess(guess: Range, field: str) -> tuple[Spread, float, float]:
    """The guess and its 5% and 95% points; InputError for one that no distribution fits or that is 0."""
    spread = spread_of(guess, "hours")
    if spread.value is not None:
        if spread.value <= 0:
            raise InputError("", field, "out_of_range")
        return spread, spread.value, spread.value
    fitted = fit("hours", spread, field)
    return spread, fitted.quantile(0.05), fitted.quantile(0.95)


def _ratio(pairs: Sequence[Pair]) -> tuple[float, float]:
    """Hours per unit, and the standard error of its logarithm (ratio estimator over months, Cochran 1977)."""
    ages = range(len(pairs) - 1, -1, -1)
    weighted = [
        (RATE_DISCOUNT**age * hours, RATE_DISCOUNT**age * of) for age, (hours, of) in zip(ages, pairs, strict=True)
    ]
    of = sum(pair[1] for pair in weighted)
    ratio = sum(pair[0] for pair in weighted) / of
    count = len(weighted)
    square = count / (count - 1) * sum((hours - ratio * units) ** 2 for hours, units in weighted)
    return ratio, max(math.sqrt(square) / (ratio * of), _LEAST)


def _mixed(guess: Pair, data: Pair) -> tuple[float, tuple[float, float, float]]:
    """The chance that the guess was off, and 5% point, median and 95% point of the mixture of both posteriors."""
    (middle, spread), (seen, error) = guess, data
    weights, parts = [], []
    for share, wide in ((1 - _WRONG, spread), (_WRONG, math.hypot(spread, _VAGUE))):
        weights.append(share * NormalDist(middle, math.hypot(wide, error)).pdf(seen))
        precision = wide**-2 + error**-2
        parts.append(NormalDist((middle * wide**-2 + seen * error**-2) / precision, precision**-0.5))
    off = weights[1] / sum(weights) if sum(weights) > 0 else 1.0

    def quantile(level: float) -> float:
        ends = [part.inv_cdf(level) for part in parts]
        low, high = min(ends), max(ends)
        for _step in range(50):
            at = (low + high) / 2
            reached = (1 - off) * parts[0].cdf(at) + off * parts[1].cdf(at)
            low, high = (at, high) if reached < level else (low, at)
        return math.exp((low + high) / 2)

    return off, (quantile(0.05), quantile(0.5), quantile(0.95))
