"""Sums of floats miss by a hair; what differs by less than that hair counts as equal, so that limits hold exactly."""

import math

import numpy as np
from numpy.typing import ArrayLike


def hair(*amounts: ArrayLike) -> float:
    """The difference that rounding may make in sums of numbers of this size: 1e-12 of the largest, in their unit."""
    return 1e-12 * max((float(np.max(np.abs(some), initial=0)) for some in amounts), default=0)


def ceiling(count: float) -> float:
    """The next whole number, as an int; a count a hair above a whole number is that number, infinite stays infinite."""
    return math.ceil(count * (1 - 1e-12)) if math.isfinite(count) else count
