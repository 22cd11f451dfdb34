"""The values of the guesses: drawn at random, or set one by one to their ends for a tornado.

Both answer alike, so that the same offers are made from either: a float for a number, an array with one value per
sample (or per column) for a range.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecasting.inputs import Input
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.analysis.uncertainty.streams import Drive, driven_scores

Value = float | NDArray[np.float64]
TENTH = 1.2815515655446004
"""The normal score of the ninetieth percentile."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Random values: `samples` of each guess, from its own stream and its driver's (see `streams`)."""

    seed: int
    samples: int
    correlation: float

    def of(self, read: Input) -> Value:
        """The samples of a guess; the number itself where it is exact."""
        if read.spread.value is not None:
            return read.spread.value
        drive = Drive(read.driver or None, self.correlation, read.sign)
        return _drawn(self.seed, self.samples, read.key, (read.family, read.spread), drive)


@lru_cache(2048)
def _drawn(seed: int, samples: int, stream: str, form: tuple[str, Spread], drive: Drive) -> NDArray[np.float64]:
    values = fit(*form, stream).at(driven_scores(seed, stream, samples, drive))
    values.flags.writeable = False
    return values


@dataclass(frozen=True)
class Columns:
    """Every guess at its P50, but for two columns each: `ends` maps a key to its (P10, P90); column 0 is the base.

    The guess with the place k among `order` is at P10 in column 1 + 2k and at P90 in column 2 + 2k. An exact number is
    moved by a tenth either way instead (a rate never above 1).
    """

    order: dict[str, int]

    @property
    def samples(self) -> int:
        """How many columns there are."""
        return 1 + 2 * len(self.order)

    def of(self, read: Input) -> Value:
        """The value of the guess in each column."""
        low, middle, high = ends(read)
        place = self.order.get(read.key)
        if place is None or low == high:
            return middle
        values = np.full(self.samples, middle)
        values[1 + 2 * place], values[2 + 2 * place] = low, high
        return values


@lru_cache(4096)
def _ends(family: str, spread: Spread, stream: str) -> tuple[float, float, float]:
    low, middle, high = fit(family, spread, stream).at(np.array([-TENTH, 0.0, TENTH]))
    return float(low), float(middle), float(high)


def ends(read: Input) -> tuple[float, float, float]:
    """P10, P50 and P90 of a guess; a number moved by a tenth either way where it is exact."""
    exact = read.spread.value
    if exact is None:
        return _ends(read.family, read.spread, read.key)
    high = exact * 1.1
    return exact * 0.9, exact, min(1.0, high) if read.family == "rate" else high
