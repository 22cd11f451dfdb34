"""The beta and the gamma distribution of a typed range: two quantile equations, solved once per range.

Both equations are written as normal scores, in which they are nearly straight lines of the logarithms of the
parameters; damped Newton steps then need a handful of evaluations, also for very wide and very narrow ranges.
"""

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincc, expit, gammainc, gammaincc, logit, ndtri

Z95 = 1.6448536269514722
"""The normal score of 95%: `low` and `high` of a range are its 5% and 95% points."""

_EXACT = 1e-13  # largest miss in normal scores at which the search ends
_GOOD = 1e-8  # largest miss accepted where rounding of the ends themselves allows no better
_REMEMBERED = 4096

Pair = tuple[float, float]
Misses = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@lru_cache(_REMEMBERED)
def beta_parameters(low: float, high: float) -> Pair | None:
    """Alpha and beta with 5% below `low` and 5% above `high`, 0 < low < high < 1; None where none is found.

    Relative 1e-9 in both probabilities; 5% to 95% gives exactly the uniform distribution.
    """

    def misses(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        alpha, beta = np.exp(logs)
        return np.array([ndtri(betainc(alpha, beta, low)) + Z95, -ndtri(betaincc(alpha, beta, high)) - Z95])

    with np.errstate(all="ignore"):
        middle, spread = (logit(high) + logit(low)) / 2, (logit(high) - logit(low)) / (2 * Z95)
        alpha, beta = (1 / (spread**2 * expit(side)) + 1 / spread for side in (-middle, middle))
    return _solved(misses, (alpha, beta)) or _solved(misses, (1.0, 1.0))


@lru_cache(_REMEMBERED)
def gamma_parameters(low: float, high: float) -> Pair | None:
    """Shape and rate with 5% below `low` and 5% above `high`, 0 < low < high; None where none is found."""
    middle = math.sqrt(low) * math.sqrt(high)
    ends = low / middle, high / middle

    def misses(logs: NDArray[np.float64]) -> NDArray[np.float64]:
        shape, rate = np.exp(logs)
        return np.array([ndtri(gammainc(shape, rate * ends[0])) + Z95, -ndtri(gammaincc(shape, rate * ends[1])) - Z95])

    with np.errstate(all="ignore"):
        spread = (np.log(high) - np.log(low)) / (2 * Z95)
        shape = 1 / spread**2 + 1 / spread
        found = _solved(misses, (shape, shape)) or _solved(misses, (1.0, 1 / ends[1]))
        rate = np.float64(found[1]) / middle if found else np.inf
    return (found[0], float(rate)) if found and np.isfinite(rate) else None


def _solved(misses: Misses, start: Pair) -> Pair | None:
    """The pair of parameters, searched from `start` in logarithms, at which both misses vanish."""
    with np.errstate(all="ignore"):
        logs = np.log(np.array(start))
        miss = misses(logs)
        while np.isfinite(miss).all() and np.abs(miss).max() > _EXACT:
            better = _step(misses, logs, miss)
            if better is None:
                break
            logs, miss = better
        first, second = np.exp(logs)
    return (float(first), float(second)) if np.abs(miss).max() <= _GOOD and np.isfinite(first + second) else None


def _step(
    misses: Misses, logs: NDArray[np.float64], miss: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """One Newton step, halved until the larger miss shrinks; None when it does not."""
    width = 1e-6
    first, second = ((misses(logs + width * one) - miss) / width for one in np.eye(2))
    determinant = first[0] * second[1] - first[1] * second[0]
    step = np.array([second[1] * miss[0] - second[0] * miss[1], first[0] * miss[1] - first[1] * miss[0]]) / determinant
    if not np.isfinite(step).all():
        return None
    step = np.clip(step, -3, 3)
    for _ in range(30):
        tried = misses(logs - step)
        if np.abs(tried).max() < np.abs(miss).max():
            return logs - step, tried
        step = step / 2
    return None
