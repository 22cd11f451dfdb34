"""Samples of months: what the forecast hands on, as one array (samples, months), read and checked in one place."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.i18n import _

Array = NDArray[np.float64]
Rows = Array | Sequence[float] | Sequence[Sequence[float]]


def read(values: float | Rows | None, field: str, low: float | None = None) -> Array:
    """`values` as an array of as many dimensions as it has: a number 0, a list by month 1, a list of paths 2.

    Missing when there is none, mismatch when lengths differ, out_of_range when one is not finite or below `low`.
    """
    array = values.astype(np.float64, copy=False) if isinstance(values, np.ndarray) else _array(values, field)
    if array.size == 0:
        bounds.some((), field)
    bounds.number(array.min(), field, low)
    bounds.number(array.max(), field)
    return array


def series(values: Array | Sequence[float] | None, field: str, low: float | None = None) -> Array:
    """`values` as an array (months); errors as in `read`."""
    array = read(values, field, low)
    if array.ndim != 1:
        _uneven(field)
    return array


def paths(values: Rows | None, field: str, low: float | None = None) -> Array:
    """`values` as an array (samples, months); errors as in `read`."""
    array = read(values, field, low)
    if array.ndim != 2:
        _uneven(field)
    return array


def by_month(values: float | Rows | None, like: Array, field: str, low: float | None = None) -> Array:
    """A number, a list by month or paths, spread to the months (and samples) of `like`; errors as in `read`."""
    array = read(values, field, low)
    if array.ndim == 0:
        return np.full(like.shape[1], array)
    if array.shape not in (like.shape, like.shape[1:]):
        _uneven(field)
    return array


def _array(values: Any, field: str) -> Array:
    if not _is_list(values):
        return np.array(bounds.number(values, field))
    bounds.some(values, field)
    if not any(_is_list(row) for row in values):
        return np.array([bounds.number(one, field) for one in values])
    for row in values:
        if not _is_list(row):
            _uneven(field)
        bounds.same_length(values[0], row, field)
    return np.array([[bounds.number(one, field) for one in row] for row in values])


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence | np.ndarray) and not isinstance(value, str)


def _uneven(field: str) -> None:
    message = _("“{field}” does not have one number for each month of each path.").format(field=field)
    bounds.refuse(message, field, "mismatch")
