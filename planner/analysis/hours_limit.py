"""How the hours of a month are shared out: in priority order, what does not fit is cut down and lost.

Matrices are (offer, sample), offers in priority order. Before offer i there are `left_i = max(0, limit - sum of the
needs before i)` hours, for an offer takes the lesser of what it needs and what is left.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.analysis.offers import Array, Offer, Value, column, matrix
from planner.analysis.series import Rows

Cells = Rows | tuple[Rows, Rows]


class BaseHours:
    """Hours that do not depend on orders: `publications x hours_per_publication + upkeep_hours` while an offer is live,
    and `make_hours` spread evenly over the months from `make_start` to `start`.

    Of the offers of one product the first alone counts make and upkeep hours.
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        first = _first_of_product(offers)
        upkeep = [offer.upkeep_hours if leads else 0.0 for offer, leads in zip(offers, first, strict=True)]
        make = [offer.make_hours if leads else 0.0 for offer, leads in zip(offers, first, strict=True)]
        self._starts = np.array([offer.start for offer in offers], dtype=np.int64)
        self._made_from = np.array([offer.made_from for offer in offers], dtype=np.int64)
        months = self._starts - self._made_from + 1
        self._make = matrix(make, part) / months[:, None]
        self._run = column(offers, "publications_per_month", part) * column(offers, "hours_per_publication", part)
        self._run += matrix(upkeep, part)
        self.hours = np.zeros_like(self._make)
        self.free: Rows = np.arange(len(offers))
        self._free = np.ones(len(offers), dtype=bool)
        self._state = np.zeros((2, len(offers)), dtype=bool)
        ends = [offer.end + 1 for offer in offers if offer.end is not None]
        self._turns = {0, *self._starts.tolist(), *(self._starts + 1).tolist(), *self._made_from.tolist(), *ends}

    def come(self, month: int, live: NDArray[np.bool_]) -> None:
        """Make `hours` those of this month; `free` are the rows that may need none."""
        if month not in self._turns:
            return
        state = np.array([live, (self._made_from <= month) & (month <= self._starts)])
        rows = np.flatnonzero((state != self._state).any(axis=0))
        runs, makes = state[:, rows, None]
        self.hours[rows] = self._run[rows] * runs + self._make[rows] * makes
        self._free[rows] = (self.hours[rows] == 0).any(axis=1)
        self.free = np.flatnonzero(self._free)
        self._state = state


def _first_of_product(offers: Sequence[Offer]) -> list[bool]:
    seen: set[str] = set()
    first = []
    for offer in offers:
        first.append(not offer.key or offer.key not in seen)
        seen.add(offer.key)
    return first


class HoursLimit:
    """The needs of a month against its limit; `fraction` is the part of each need that is met."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.need, self.fraction = np.zeros(shape), np.ones(shape)
        self._before = np.zeros((shape[0] + 1, shape[1]))  # needs before each row, and in the end of all
        self._adding = list(zip(self._before, self.need, self._before[1:], strict=False))
        self._limit: Value = np.inf
        self._first = shape[0]

    def fit(self, limit: Value | None, free: Rows) -> int:
        """Share out `limit` hours (None: as many as are needed) among `need`; the first row that is cut somewhere.

        `fraction` is 1 before that row, from there on min(left/need, 1), and 1 where nothing is needed (which happens
        in the rows `free` alone).
        """
        first = len(self.need)
        if limit is not None:
            self._limit = limit
            first = self._first_cut(limit)
        self.fraction[self._first : first] = 1
        self._first = first
        if first < len(self.need):
            fraction, need = self.fraction[first:], self.need[first:]
            np.subtract(self._limit, self._before[first:-1], out=fraction)
            with np.errstate(divide="ignore", invalid="ignore"):
                np.divide(fraction, need, out=fraction)
            np.clip(fraction, 0, 1, out=fraction)
            rows = free[free >= first]
            self.fraction[rows] = np.where(self.need[rows] == 0, 1, self.fraction[rows])
        return first

    def left(self, cells: Cells) -> Array:
        """Hours that were left for these rows, or for these places of the matrix."""
        before, limit = self._before[cells], self._limit
        if isinstance(cells, tuple) and isinstance(limit, np.ndarray):
            limit = limit[cells[1]]
        return np.asarray(np.maximum(limit - before, 0))

    def _first_cut(self, limit: Value) -> int:
        """The sums of the needs only grow from row to row, so the first that exceeds the limit is found by halving."""
        if not (self.need.sum(axis=0) > limit).any():
            return len(self.need)
        for before, need, after in self._adding:
            np.add(before, need, out=after)
        sums = self._before[1:]
        return bisect_left(range(len(sums)), True, key=lambda row: bool((sums[row] > limit).any()))
