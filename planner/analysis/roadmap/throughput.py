"""How one's own estimates and weeks turn out: the bias of past milestones, and what a number of weeks gets done."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis import bounds

_CAUTION = 5  # milestones as good as estimated that stand beside the finished ones
_MINUTE = 1 / 60
_FINEST = 2**21


@dataclass(frozen=True, slots=True)
class Bias:
    """`factor`: by how much work takes longer than estimated; `shrunk_factor`: the same drawn towards 1."""

    factor: float
    shrunk_factor: float


@dataclass(frozen=True, slots=True)
class Throughput:
    """`probability` of getting the hours done in time; `mean_week`: hours of a week on average."""

    probability: float
    mean_week: float


def bias(estimated: Sequence[float] | None, logged: Sequence[float] | None) -> Bias:
    """Geometric mean of logged/estimated hours over n finished milestones, and exp(sum of ln ratios/(n + 5)).

    1 when nothing is finished. InputError: hours not above 0: out_of_range; lists of unequal length: mismatch.
    """
    guesses, facts = bounds.numbers(estimated, "estimated"), bounds.numbers(logged, "logged")
    for name, hours in (("estimated", guesses), ("logged", facts)):
        for position, value in enumerate(hours):
            bounds.positive(value, f"{name}/{position}")
    bounds.same_length(guesses, facts, "logged")
    total = sum(math.log(fact / guess) for guess, fact in zip(guesses, facts, strict=True))
    return Bias(math.exp(total / max(1, len(guesses))), math.exp(total / (len(guesses) + _CAUTION)))


def throughput(weeks: Sequence[float] | None, hours: float, within: int) -> Throughput:
    """P(the hours of `within` weeks add to at least `hours`), each week like one of the logged `weeks` at random.

    Weeks of 0 hours stay in: illness and holidays are real. The sums of all draws are counted exactly, by powers of the
    Fourier transform, where hours are whole minutes.
    InputError: no weeks: missing; hours below 0, within no whole number or below 0: out_of_range.
    """
    logged = np.array(bounds.numbers(weeks, "weeks", 0))
    bounds.some(logged.tolist(), "weeks")
    needed = bounds.not_negative(hours, "hours")
    count = bounds.whole(within, "within", 0)
    unit = max(_MINUTE, count * float(logged.max()) / _FINEST)
    steps = np.rint(logged / unit).astype(int)
    slack = count * float(np.abs(steps * unit - logged).max()) + 1e-9
    size = count * int(steps.max()) + 1
    chances = np.bincount(steps, minlength=size) / len(steps)
    sums = np.fft.irfft(np.fft.rfft(chances) ** count, size)
    reached = math.ceil((needed - slack) / unit)
    probability = float(sums[reached:].sum()) if reached > 0 else 1.0
    return Throughput(min(1.0, max(0.0, probability)), float(logged.mean()))
