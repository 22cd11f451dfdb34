"""What to do next: moves compared with the plan as it is, sample by sample on the same draws, by gain per hour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.money.month_paths import series
from planner.analysis.rounding import hair
from planner.analysis.uncertainty.sensitivity import largest_first

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Move:
    """A change to the plan: its outcome in each sample, the hours and the money it takes (both 0 or more)."""

    id: str
    outcomes: Sequence[float] | Numbers
    hours: float
    money: float = 0


@dataclass(frozen=True, slots=True)
class Gain:
    """What a move brings over the plan as it is, less its money.

    gain: mean of the paired differences; standard_error: theirs, with n - 1; helps: share of samples above 0; median;
    per_hour: None for a move without hours; tied_with_best: whether its gain per hour cannot be told from the best;
    p10, p90: the points of the differences below which one sample of ten and nine of ten lie.
    """

    id: str
    gain: float
    standard_error: float
    helps: float
    median: float
    per_hour: float | None
    tied_with_best: bool
    p10: float = 0.0
    p90: float = 0.0

    @property
    def told_from_none(self) -> bool:
        """Whether the gain is more than noise: above nought by more than two standard errors."""
        return self.gain > 2 * self.standard_error


@dataclass(frozen=True, slots=True)
class Ranking:
    """The moves by gain per hour, and apart the moves that take no hours by gain; the best first, ties by id."""

    ranked: tuple[Gain, ...]
    without_hours: tuple[Gain, ...]


def moves(base: Sequence[float] | Numbers, candidates: Sequence[Move]) -> Ranking:
    """Compare each candidate with `base`, the outcome per sample of the plan as it is; the same draws behind both.

    A move is tied with the best when the mean of the paired differences per hour lies within two standard errors of 0.
    InputError: fewer than 2 samples: missing; another number of samples: mismatch; hours or money below 0:
    out_of_range; an id given twice: unknown.
    """
    before = series(base, "base")
    bounds.some(before[1:].tolist(), "base")
    bounds.distinct([move.id for move in candidates], "moves")
    gains = {move.id: _gains(before, move) for move in candidates}
    hours = {move.id: bounds.not_negative(move.hours, f"moves/{move.id}/hours") for move in candidates}
    per_hour = {key: gained / hours[key] for key, gained in gains.items() if hours[key]}
    order = _best_first(per_hour)
    ranked = (_gain(key, gains[key], per_hour[key], per_hour[order[0]]) for key in order)
    free = _best_first({key: gained for key, gained in gains.items() if not hours[key]})
    return Ranking(tuple(ranked), tuple(_gain(key, gains[key]) for key in free))


def _gains(before: Numbers, move: Move) -> Numbers:
    """What the move brings in each sample."""
    field = f"moves/{move.id}"
    after = series(move.outcomes, f"{field}/outcomes")
    bounds.same_length(before, after, f"{field}/outcomes")
    with np.errstate(over="ignore", invalid="ignore"):
        gained: Numbers = after - before - bounds.not_negative(move.money, f"{field}/money")
        bounds.number(np.var(gained), f"{field}/outcomes")
    gained[np.abs(gained) <= hair(before, after)] = 0
    return gained


def _best_first(gains: dict[str, Numbers]) -> list[str]:
    return largest_first({key: float(gained.mean()) for key, gained in gains.items()})


def _gain(key: str, gained: Numbers, per_hour: Numbers | None = None, best: Numbers | None = None) -> Gain:
    return Gain(
        key,
        float(gained.mean()),
        _standard_error(gained),
        float((gained > 0).mean()),
        float(np.median(gained)),
        None if per_hour is None else float(per_hour.mean()),
        per_hour is not None and best is not None and _tied(best, per_hour),
        *(float(point) for point in np.quantile(gained, (0.1, 0.9))),
    )


def _tied(best: Numbers, per_hour: Numbers) -> bool:
    behind = best - per_hour
    return abs(float(behind.mean())) <= 2 * _standard_error(behind) + hair(best, per_hour)


def _standard_error(values: Numbers) -> float:
    return float(values.std(ddof=1)) / math.sqrt(values.size)
