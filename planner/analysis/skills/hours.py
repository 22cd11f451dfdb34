"""Where the next hours of learning go for one product: to the domain whose next hour adds most, until all are even.

The logarithm of the value is concave in the hours, so one multiplier lambda solves it (water-filling, Boyd &
Vandenberghe 2004): each domain takes the hours at which its gain falls to lambda, none if it starts below. lambda is
the share of the value that one more hour adds.

With g the gap to 100 of a domain, its gain per hour is w g v(g)/(C - g). v(g) is the pace at which the gap closes;
C = 100 and w = weight for a required domain, C = 100 + 100/(multiplier - 1) and w = 1 for a boost.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.skills.learning import Curves, Domain, Vector, curves
from planner.analysis.skills.value import Need, check_need

_NEWTON = 100  # far more steps than it takes
_CLOSE = 1e-13


@dataclass(frozen=True, slots=True)
class LearningHours:
    """Hours by domain and the scores they lead to, the value before and after (factors), and lambda.

    gain_per_hour: what the next hour adds, as a share of the value; infinite only without hours while a required
    score is 0. It is 0, and the hours stay unspent, where nothing is to be gained.
    """

    hours: tuple[float, ...]
    scores: tuple[float, ...]
    value_before: float
    value_after: float
    gain_per_hour: float


@dataclass(frozen=True, slots=True)
class _Gains:
    """The gains per hour of some domains as functions of their gaps; vectors over domains."""

    learning: Curves
    log_weight: Vector
    ceiling: Vector

    def now(self) -> Vector:
        """The gain of the first hour of each domain; infinite for a required score of 0."""
        gap = self.learning.gap
        with np.errstate(divide="ignore", over="ignore"):
            return np.exp(self.log_weight + self.learning.log_pace_now() + np.log(gap) - np.log(self.ceiling - gap))

    def hours(self, log_gain: float) -> Vector:
        """The hours after which the gain of each domain has fallen to e^log_gain; 0 where it starts below.

        ln(gain) in the variable x = ln(g/(C - g)) is concave with slopes from 1 to 1 + bend: Newton's method finds it
        from anywhere.
        """
        bend, base = self.learning.bend, self.log_weight + self.learning.log_pace() - log_gain
        x = -base
        for _step in range(_NEWTON):
            log_gap = np.log(self.ceiling) - np.logaddexp(0, -x)
            slope = 1 + bend * np.exp(-np.logaddexp(0, x))
            change = (base + bend * (log_gap - np.log(100)) + x) / slope
            x = x - change
            if np.all(np.abs(change) <= _CLOSE * (1 + np.abs(x))):
                break
        log_gap = np.log(self.ceiling) - np.logaddexp(0, -x)
        return self.learning.hours(np.maximum(0, np.log(self.learning.gap) - log_gap))


def allocate_hours(domains: Sequence[Domain], needs: Sequence[Need], hours: float) -> LearningHours:
    """The split of `hours` over the domains (each with its need) that makes the value of one product largest.

    A score of 100, a weight of 0 and a multiplier of 1 take none.
    InputError: hours below 0: out_of_range; lists of unequal length: mismatch; domains and needs as in `score_after`
    and `skill_value`, with the path `domains/position/...`.
    """
    total = bounds.not_negative(hours, "hours")
    learning, open_to_gain = _checked(domains, needs)
    spent, gain = np.zeros(len(domains)), 0.0
    if open_to_gain.any():
        spent[open_to_gain], gain = _even(_gains(learning, needs, open_to_gain), total)
    reached = learning.scores(spent)
    before, after = (
        math.prod((float(need.factor(score)) for need, score in zip(needs, scores, strict=True)), start=1.0)
        for scores in (100 - learning.gap, reached)
    )
    return LearningHours(tuple(spent.tolist()), tuple(reached.tolist()), before, after, gain)


def gains_per_hour(domains: Sequence[Domain], needs: Sequence[Need]) -> tuple[float, ...]:
    """What the next hour in each domain adds to the value of one product, as a share of it; infinite for a required 0.

    InputErrors as in `allocate_hours`.
    """
    learning, open_to_gain = _checked(domains, needs)
    gains = np.zeros(len(domains))
    gains[open_to_gain] = _gains(learning, needs, open_to_gain).now()
    return tuple(gains.tolist())


def _checked(domains: Sequence[Domain], needs: Sequence[Need]) -> tuple[Curves, NDArray[np.bool_]]:
    """The curves, and which of the domains can add anything."""
    bounds.same_length(domains, needs, "needs")
    learning = curves(domains)
    for position, need in enumerate(needs):
        check_need(need, f"domains/{position}/")
    useful = [need.weight > 0 if need.role == "required" else need.multiplier > 1 for need in needs]
    return learning, np.array(useful, dtype=bool) & (learning.gap > 0)


def _gains(learning: Curves, needs: Sequence[Need], chosen: NDArray[np.bool_]) -> _Gains:
    picked = [need for need, wanted in zip(needs, chosen, strict=True) if wanted]
    weights = np.array([need.weight if need.role == "required" else 1.0 for need in picked])
    ceilings = [100.0 if need.role == "required" else 100 + 100 / (need.multiplier - 1) for need in picked]
    return _Gains(learning.of(chosen), np.log(weights), np.array(ceilings))


def _even(gains: _Gains, total: float) -> tuple[Vector, float]:
    """Hours that add to `total` and leave every gain even, and that gain."""
    first = float(gains.now().max())
    if total == 0:
        return np.zeros(len(gains.ceiling)), first
    low = high = math.log(first) if 0 < first < math.inf else 0.0
    step = 1.0
    while gains.hours(high).sum() > total:
        high, step = high + step, 2 * step
    step = 1.0
    while gains.hours(low).sum() < total:
        low, step = low - step, 2 * step
    while high - low > _CLOSE * (1 + abs(low)):
        middle = (low + high) / 2
        low, high = (middle, high) if gains.hours(middle).sum() >= total else (low, middle)
    spent = gains.hours(low)
    return spent * (total / spent.sum()), math.exp(low)
