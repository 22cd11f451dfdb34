"""Small simulations with a known answer: products and sums of ranges, and how many samples a quantile needs.

They run on the same ranges and streams as the forecast of a plan, so that a closed form can hold the engine to account.
A source is the kind of a field and its range.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from planner.analysis import bounds
from planner.analysis.rounding import ceiling, hair
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.analysis.uncertainty.streams import Drive, driven_scores
from planner.i18n import _

Source = tuple[str, Spread]
Numbers = NDArray[np.float64]
_DRIVER = "driver/shared"


@dataclass(frozen=True, slots=True)
class Product:
    """Mean and quantiles of a product of ranges."""

    mean: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class CorrelatedSum:
    """Mean of a sum of ranges and its standard deviation over the mean (None where the mean is 0)."""

    mean: float
    coefficient_of_variation: float | None


@dataclass(frozen=True, slots=True)
class SampleError:
    """Relative standard error of a quantile, and the samples that bring it down to what is wanted."""

    relative_error: float
    samples_needed: float


def product(factors: Sequence[Source], samples: int, seed: int) -> Product:
    """The product of independent ranges, drawn from the streams `factor/0`, `factor/1`, ...

    InputError: no factors: missing; ranges as `ranges.fit`, samples and seed as `streams.scores`.
    """
    bounds.some(factors, "factors")
    drawn = (_draw(one, f"factor/{place}", samples, seed, Drive()) for place, one in enumerate(factors))
    outcome = _outcome(np.multiply, drawn)
    p10, p50, p90 = np.quantile(outcome, (0.1, 0.5, 0.9))
    return Product(float(outcome.mean()), float(p10), float(p50), float(p90))


def correlated_sum(sources: Sequence[Source], correlation: float, samples: int, seed: int) -> CorrelatedSum:
    """The sum of ranges pulled by one shared driver, drawn from the streams `source/0`, `source/1`, ...

    InputError: no sources: missing; correlation outside [0, 1): out_of_range; the rest as `product`.
    """
    bounds.some(sources, "sources")
    drive = Drive(_DRIVER, correlation)
    drawn = (_draw(one, f"source/{place}", samples, seed, drive) for place, one in enumerate(sources))
    outcome = _outcome(np.add, drawn)
    mean, deviation = float(outcome.mean()), float(outcome.std())
    return CorrelatedSum(mean, deviation / abs(mean) if abs(mean) > hair(outcome) else None)


def relative_error(sigma: float, samples: int, probability: float, wanted: float = 0.01) -> SampleError:
    """`sigma sqrt(p (1 - p)) / (phi(Phi^-1(p)) sqrt(samples))` for quantile p of a result of log-spread sigma.

    InputError: sigma below 0, p not inside 0..1, wanted not above 0: out_of_range.
    """
    spread, count = bounds.not_negative(sigma, "sigma"), bounds.whole(samples, "samples", 1)
    chance, goal = bounds.inner_rate(probability, "probability"), bounds.positive(wanted, "wanted")
    log_density = -(float(ndtri(chance)) ** 2) / 2 - math.log(2 * math.pi) / 2
    single = spread * math.exp((math.log(chance) + math.log1p(-chance)) / 2 - log_density)
    ratio = single / goal
    needed = ratio * ratio
    if not math.isfinite(needed):
        bounds.refuse(_("No number of samples is enough; wish for less precision."), "wanted", "out_of_range")
    return SampleError(single / math.sqrt(count), ceiling(needed))


def _draw(source: Source, stream: str, samples: int, seed: int, drive: Drive) -> Numbers:
    kind, spread = source
    return fit(kind, spread, stream).at(driven_scores(seed, stream, samples, drive))


def _outcome(join: Callable[..., Any], drawn: Any) -> Numbers:
    with np.errstate(over="ignore", invalid="ignore"):
        outcome: Numbers = reduce(join, drawn)
        if not np.isfinite(outcome.var()):
            message = _("The outcome is too large to compute; enter smaller ranges.")
            bounds.refuse(message, "ranges", "out_of_range")
    return outcome
