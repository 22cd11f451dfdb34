"""What data does to a guess: updates of rates and counts, the chance that a range was off, and how honest ranges are.

Rates are beta-binomial, counts gamma-Poisson. Shares 0..1; exposure in the unit the count is per (mostly months).
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betaincinv, expit, gammaincinv, logit

from planner.analysis import bounds
from planner.analysis.facts.priors import CountPrior, Events, RatePrior, Trials, discounted, events, trials
from planner.analysis.uncertainty import beta_chances

VAGUE = RatePrior(0.5, 9.5)
"""What is believed of a rate when the range was off."""
SURPRISING = 4.32
LONGEST_SILENCE = 1_000_000

Numbers = NDArray[np.float64]
_LEVELS = np.array([0.05, 0.5, 0.95])


@dataclass(frozen=True, slots=True)
class RateUpdate:
    """A rate after data: beta(alpha, beta); `prior_weight` is how many visitors the prior counted like."""

    prior_weight: float
    alpha: float
    beta: float
    mean: float
    p05: float
    p50: float
    p95: float
    p_above: float | None


@dataclass(frozen=True, slots=True)
class CountUpdate:
    """A count per unit of exposure after data: gamma(shape, rate)."""

    shape: float
    rate: float
    mean: float
    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class RobustUpdate:
    """A rate after data, when the range may have been wrong; `probability_off` is the chance that it was."""

    probability_off: float
    mean: float
    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many ranges held: the chance of so few or fewer, and their share (None when none is resolved)."""

    tail: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Falling:
    """The chance that a rate fell, and by which share of its former value it did (None without a former value)."""

    probability: float
    drop: float | None


def update_rate(
    prior: RatePrior, data: Sequence[Trials], discount: float = 1, threshold: float | None = None
) -> RateUpdate:
    """The posterior of a rate; `data` oldest first, each step into the past weighing `discount` times as much.

    The prior is scaled down to a weight of at most 2000 visitors (power prior: Ibrahim & Chen 2000). `p_above` is the
    probability of a rate above `threshold`. InputError: hits above trials, negative data: out_of_range.
    """
    read = [trials(one, f"data/{place}") for place, one in enumerate(data)]
    start = prior.capped()
    after = start.after(*discounted(read, bounds.rate(discount, "discount")))
    above = None if threshold is None else float(betaincc(*after.pair, bounds.rate(threshold, "threshold")))
    p05, p50, p95 = (float(point) for point in betaincinv(*after.pair, _LEVELS))
    return RateUpdate(start.weight, after.alpha, after.beta, after.mean, p05, p50, p95, above)


def update_count(prior: CountPrior, data: Sequence[Events], discount: float = 1) -> CountUpdate:
    """The posterior of a count: shape + events, rate + exposure; discount and errors as `update_rate`."""
    read = [events(one, f"data/{place}") for place, one in enumerate(data)]
    happened, exposure = discounted(read, bounds.rate(discount, "discount"))
    shape, rate = prior.shape + happened, prior.rate + exposure
    p05, p50, p95 = (float(point) / rate for point in gammaincinv(shape, _LEVELS))
    return CountUpdate(shape, rate, shape / rate, p05, p50, p95)


def robust(prior: RatePrior, data: Trials, vague_weight: float = 0.1) -> RobustUpdate:
    """The posterior of a mixture of the range and a vague beta(.5, 9.5) (Schmidli et al. 2014).

    Weights follow the marginal likelihoods `B(a + k, b + n - k)/B(a, b)`; a new range is proposed from p05 and p95.
    The prior counts at most 2000 visitors. Errors as `update_rate`.
    """
    hits, of = trials(data, "data")
    start, vague = prior.capped(), bounds.rate(vague_weight, "vague_weight")
    evidence = beta_chances.log_exactly(VAGUE.pair, hits, of) - beta_chances.log_exactly(start.pair, hits, of)
    off = float(expit(logit(vague) + evidence))
    parts, weights = (start.after(hits, of), VAGUE.after(hits, of)), (1 - off, off)
    mean = sum(weight * part.mean for weight, part in zip(weights, parts, strict=True))
    return RobustUpdate(off, mean, *_mixed_points(parts, weights))


def _mixed_points(parts: tuple[RatePrior, RatePrior], weights: tuple[float, float]) -> tuple[float, float, float]:
    """5%, 50% and 95% points of a mixture, by halving the interval between those of its parts."""
    ends = np.array([betaincinv(*part.pair, _LEVELS) for part in parts])
    low, high = ends.min(axis=0), ends.max(axis=0)
    for _step in range(60):
        middle = (low + high) / 2
        reached = sum(weight * betainc(*part.pair, middle) for weight, part in zip(weights, parts, strict=True))
        low, high = np.where(reached < _LEVELS, middle, low), np.where(reached < _LEVELS, high, middle)
    p05, p50, p95 = (float(point) for point in (low + high) / 2)
    return p05, p50, p95


def silence(prior: RatePrior, bits: float = SURPRISING) -> float:
    """Visitors without a sale that contradict the range: smallest n with `2 B(a, b + n)/B(a, b) <= 2^-bits`.

    Infinite above a million. InputError: bits below 0: out_of_range.
    """
    wanted = -math.log(2) * (bounds.not_negative(bits, "bits") + 1) * (1 - 1e-12)

    def said(visitors: int) -> bool:
        return beta_chances.log_exactly(prior.pair, 0, visitors) <= wanted

    if not said(LONGEST_SILENCE):
        return bounds.INFINITE
    return bisect_left(range(LONGEST_SILENCE), True, key=said)


def compare(first: RatePrior, second: RatePrior) -> float:
    """The probability that the second rate is the higher one (Miller 2015; here by quadrature)."""
    return beta_chances.below(first.pair, second.pair)


def falling(before: Trials, last: Trials) -> Falling:
    """Whether a rate fell from one period to the next, both with Jeffreys priors beta(.5, .5)."""
    earlier, later = trials(before, "before"), trials(last, "last")
    jeffreys = RatePrior(0.5, 0.5)
    chance = beta_chances.below(jeffreys.after(*later).pair, jeffreys.after(*earlier).pair)
    known = earlier[0] > 0 and later[1] > 0
    return Falling(chance, 1 - (later[0] / later[1]) / (earlier[0] / earlier[1]) if known else None)


def coverage(held: int, resolved: int, mass: float = 0.9) -> Coverage:
    """P(so few or fewer ranges of probability `mass` hold), binomial, and the share that held.

    InputError: more held than resolved, mass not inside 0..1: out_of_range.
    """
    count = bounds.whole(resolved, "resolved")
    kept = bounds.whole(held, "held", 0, count)
    inside = bounds.inner_rate(mass, "mass")
    tail = 1.0 if kept == count else float(betainc(count - kept, kept + 1, 1 - inside))
    return Coverage(tail, kept / count if count else None)


def interval_score(low: float, high: float, outcome: float) -> float:
    """`(high - low) + 20 (how far the outcome lies outside)` of a 90% range; lower is better.

    Winkler 1972; Gneiting & Raftery 2007. InputError: low not below high: bad_order.
    """
    ends = bounds.number(low, "low"), bounds.number(high, "high")
    happened = bounds.number(outcome, "outcome")
    bounds.in_order(*ends, "low")
    missed = max(0.0, ends[0] - happened) + max(0.0, happened - ends[1])
    return bounds.number(ends[1] - ends[0] + 20 * missed, "outcome")
