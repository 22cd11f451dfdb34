"""Learning with diminishing returns: what score so many hours lead to, and how many hours a score still costs.

Scores 0..100, hours decimal. Both curves say how the gap to 100 closes: from a gap G to a gap g it shrinks by the
factor e^x, x = ln(G/g).
    exponential: hours = hours_to_80 x / ln 5
    power law, exponent c: hours = kappa (100/G)^(1/c) (e^(x/c) - 1), kappa = hours_to_80 / (5^(1/c) - 1)
Averages over people follow the power law (Newell & Rosenbloom 1981), individuals rather the exponential (Heathcote,
Brown & Mewhort 2000). Nothing is forgotten here: nobody can give the number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planner.analysis import bounds

CURVES = ("power", "exponential")

Vector = NDArray[np.float64]
_LN_5 = math.log(5)  # a solid 80 leaves a fifth of the gap
_STRAIGHT = 1e-12  # 1/c of the exponential: it is the power law whose exponent has no end
_STEEPEST = 1e6  # 1/c at which nothing more can be learned


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of skill: its score now, and how fast it is learned (hours from zero to 80; exponent for "power")."""

    score: float | None = None
    hours_to_80: float = 500
    curve: str = "power"
    exponent: float = 0.5


@dataclass(frozen=True, slots=True)
class Curves:
    """The curves of some domains as vectors: gap to 100, hours to 80, and bend = 1/exponent."""

    gap: Vector
    hours_to_80: Vector
    bend: Vector

    def of(self, chosen: NDArray[np.bool_]) -> "Curves":
        """The curves of the chosen domains."""
        return Curves(self.gap[chosen], self.hours_to_80[chosen], self.bend[chosen])

    def log_pace(self) -> Vector:
        """ln of dx/dh where the gap is 100; at a gap g it is exp(log_pace) (g/100)^bend."""
        return _log_expm1(self.bend * _LN_5) - np.log(self.bend) - np.log(self.hours_to_80)

    def hours(self, x: Vector) -> Vector:
        """The hours in which the gap shrinks by e^x; infinite beyond what a float holds."""
        with np.errstate(divide="ignore", over="ignore"):
            return np.exp(_log_expm1(self.bend * x) - np.log(self.bend) - self.log_pace_now())

    def scores(self, hours: ArrayLike) -> Vector:
        """The scores after so many more hours of each domain; shape of `hours`, the last axis being the domains."""
        with np.errstate(divide="ignore"):
            grown = np.log(hours) + np.log(self.bend) + self.log_pace_now()
        return 100 - self.gap * np.exp(-np.logaddexp(0, grown) / self.bend)

    def log_pace_now(self) -> Vector:
        """ln of dx/dh at the gap of now."""
        with np.errstate(divide="ignore"):
            return self.log_pace() + self.bend * np.log(self.gap / 100)


def curves(domains: Sequence[Domain]) -> Curves:
    """The domains as curves. InputError `domains/position/...`: see `score_after`."""
    read = [_numbers(domain, f"domains/{position}/") for position, domain in enumerate(domains)]
    gap, hours_to_80, bend = np.array(read, dtype=float).reshape(-1, 3).T
    return Curves(gap, hours_to_80, bend)


def score_after(domain: Domain, hours: Sequence[float] | None) -> tuple[float, ...]:
    """The score after each number of hours more; a score of 100 stays.

    InputError: score missing or outside 0..100, hours below 0, hours_to_80 or exponent not above 0: out_of_range;
    another curve: unknown.
    """
    curve = _one(domain)
    spent = bounds.numbers(hours, "hours", 0)
    return tuple(float(curve.scores([some])[0]) for some in spent)


def hours_to(domain: Domain, targets: Sequence[float] | None) -> tuple[float, ...]:
    """The hours to each target: 0 at or below the score, infinite to 100. Errors as in `score_after`."""
    curve = _one(domain)
    wanted = bounds.numbers(targets, "targets", 0, 100)
    return tuple(_hours_to(curve, 100 - target) for target in wanted)


def _hours_to(curve: Curves, gap: float) -> float:
    if gap >= curve.gap[0]:
        return 0.0
    return float(curve.hours(np.log(curve.gap / gap))[0]) if gap > 0 else math.inf


def _one(domain: Domain) -> Curves:
    gap, hours_to_80, bend = (np.array([number]) for number in _numbers(domain, ""))
    return Curves(gap, hours_to_80, bend)


def _numbers(domain: Domain, path: str) -> tuple[float, float, float]:
    """Gap, hours to 80, bend."""
    score = bounds.number(domain.score, f"{path}score", 0, 100)
    hours_to_80 = bounds.positive(domain.hours_to_80, f"{path}hours_to_80")
    curve = bounds.one_of(domain.curve, f"{path}curve", CURVES)
    exponent = bounds.positive(domain.exponent, f"{path}exponent")
    bend = min(1 / exponent, _STEEPEST) if curve == "power" else 0
    return 100 - score, hours_to_80, max(bend, _STRAIGHT)


def _log_expm1(x: Vector) -> Vector:
    """ln(e^x - 1) without overflow."""
    with np.errstate(divide="ignore"):
        return x + np.log(-np.expm1(-x))
