"""Chances among beta distributed rates and their counts, exact far into the tails and quick for 100 million trials.

Everything rests on one integral: the probability that one beta distributed rate lies below another. The number of hits
in n trials at an uncertain rate is at most x exactly when the rate lies below an independent beta(x + 1, n - x), so
the tails of the beta-binomial distribution are the same integral and no sum over counts is needed. In logit space
density times distribution is log-concave and analytic, so the trapezoid rule converges geometrically; relative 1e-9.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, betaln, expit, gammaln

Numbers = NDArray[np.float64]
Rate = tuple[float, float]
"""Alpha and beta of a beta distributed rate, both above 0."""

_NEGLIGIBLE = 45.0  # what is smaller than the largest value by exp(-45) is left out
_FAR = 600.0
_NO_SALE = 1e-3  # discounted counts need not be whole
_NO_STEP = 1e-14
_GRID = 129
_ZOOMS = 40
_HALF_LOG_TAU = math.log(2 * math.pi) / 2


def below(first: Rate, second: Rate) -> float:
    """The probability that the first rate is below the second, both independent."""
    if _width(first) <= _width(second):  # the narrower one as density: the other is smooth at its scale
        return _integral(first, second[::-1], -1)
    return _integral(second, first, 1)


def at_most(rate: Rate, hits: float, trials: float) -> float:
    """P(X <= hits) for X hits in `trials` at that uncertain rate (beta-binomial)."""
    if trials - hits < _NO_SALE:
        return 1.0
    return below(rate, (hits + 1, trials - hits)) if hits >= 0 else 0.0


def at_least(rate: Rate, hits: float, trials: float) -> float:
    """P(X >= hits) for X hits in `trials` at that uncertain rate (beta-binomial)."""
    if hits > trials:
        return 0.0
    return below((hits, trials - hits + 1), rate) if hits >= _NO_SALE else 1.0


def log_exactly(rate: Rate, hits: float, trials: float) -> float:
    """ln P(X = hits), `C(n, k) B(a + k, b + n - k)/B(a, b)`, free of differences of large log-gammas."""
    alpha, beta = rate
    return _log_choose(alpha, hits) + _log_choose(beta, trials - hits) - _log_choose(alpha + beta, trials)


def _log_choose(start: float, steps: float) -> float:
    """ln of Gamma(start + steps)/(Gamma(start) steps!), by Stirling's formula with its rest."""
    if steps < _NO_STEP:
        return 0.0
    long = (start - 0.5) * math.log1p(steps / start) + steps * math.log1p(start / steps) - math.log(steps) / 2
    return long - _HALF_LOG_TAU + _rest(start + steps) - _rest(start) - _rest(steps)


def _rest(x: float) -> float:
    """ln Gamma(x) less Stirling's (x - 1/2) ln x - x + ln(2 pi)/2."""
    if x < 15:
        return float(gammaln(x)) - ((x - 0.5) * math.log(x) - x + _HALF_LOG_TAU)
    inverse = 1 / (x * x)
    return (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / x


def _width(rate: Rate) -> float:
    """About the variance of the logit of the rate."""
    return sum(1 / one + 1 / (one * one) for one in rate)


def _integral(density: Rate, distribution: Rate, sign: int) -> float:
    """The integral of the density times the distribution, over the logit of the rate.

    With sign -1 the distribution is that of 1 - rate, counted from above.
    """
    alpha, beta = density
    total = alpha + beta
    centre = math.log(alpha) - math.log(beta)
    height = (math.log(alpha) + math.log(beta) - math.log(total)) / 2 - _HALF_LOG_TAU
    height += _rest(total) - _rest(alpha) - _rest(beta)

    def logarithm(logits: Numbers) -> Numbers:
        """ln of the integrand at logits counted from the centre of the density."""
        shape = alpha * _log_mean(beta / total, alpha / total, -logits)
        shape += beta * _log_mean(alpha / total, beta / total, logits)
        return height - shape + _log_distribution(distribution, sign * (centre + logits))

    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        low, high = _live(logarithm, density, sign * (math.log(distribution[0]) - math.log(distribution[1])) - centre)
        grid = np.linspace(low, high, int(min(max(400.0, 4 * (high - low)), 200000.0)) + 1)
        return min(1.0, float(np.exp(logarithm(grid)).sum()) * float(grid[1] - grid[0]))


def _log_distribution(rate: Rate, logits: Numbers) -> Numbers:
    """ln of the distribution function at logits of the rate, reckoned from the nearer end."""
    (alpha, beta), nearer = rate, expit(-np.abs(logits))
    within: Numbers = np.log(np.where(logits > 0, betaincc(beta, alpha, nearer), betainc(alpha, beta, nearer)))
    if np.abs(logits).max() < _FAR:
        return within
    # out there the rate underflows, and its distribution is a power law
    lowest = alpha * logits - math.log(alpha) - float(betaln(alpha, beta))
    highest = np.log1p(-np.exp(-beta * np.abs(logits) - math.log(beta) - float(betaln(alpha, beta))))
    return np.where(logits < -_FAR, lowest, np.where(logits > _FAR, highest, within))


def _log_mean(share: float, rest: float, x: Numbers) -> Numbers:
    """ln(rest + share exp(x)) where share + rest = 1, exact near x = 0 and far from it."""
    near = np.log1p(share * np.expm1(np.clip(x, -1, 1)))
    return np.where(np.abs(x) < 1, near, np.logaddexp(math.log(rest), math.log(share) + x))


def _live(logarithm: Callable[[Numbers], Numbers], density: Rate, other: float) -> tuple[float, float]:
    """The ends of the interval outside which a log-concave integrand is negligible, zoomed in upon by grids."""
    low, high = min(0.0, other) - 60 - 60 / density[0], max(0.0, other) + 60 + 60 / density[1]
    for _ in range(_ZOOMS):
        grid = np.linspace(low, high, _GRID)
        values = logarithm(grid)
        live = np.flatnonzero(values >= values.max() - _NEGLIGIBLE)
        low, high = float(grid[max(live[0] - 1, 0)]), float(grid[min(live[-1] + 1, _GRID - 1)])
        if live[-1] - live[0] > _GRID // 3:
            break
    return low, high
