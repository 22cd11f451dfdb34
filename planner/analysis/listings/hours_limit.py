"""How the hours of a month are shared out: in priority order, what does not fit is cut down and lost.

Matrices are (offer, sample), offers in priority order. Before offer i there are `left_i = max(0, limit - sum of the
needs before i)` hours, for an offer takes the lesser of what it needs and what is left.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.analysis.listings.offers import Array, Offer, Value, column, matrix, slim
from planner.analysis.listings.series import Rows

Cells = Rows | tuple[Rows, Rows]
BLOCK = 16


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
        self._make = slim(matrix(make, part)) / months[:, None]
        self._run = column(offers, "publications_per_month", part) * column(offers, "hours_per_publication", part)
        self._run += slim(matrix(upkeep, part))
        self.hours = np.zeros_like(self._run)
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
    """The needs of a month against its limit; `fraction` is the part of each need that is met.

    Needs are summed up by blocks of rows first: only where the hours run out for some sample each row is looked at.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.need, self.fraction = np.zeros(shape), np.ones(shape)
        self._before = np.zeros((shape[0] + 1, shape[1]))  # needs before each row, and in the end of all
        self._adding = list(zip(self._before, self.need, self._before[1:], strict=False))
        starts = range(0, shape[0], BLOCK)
        self._before_block = np.zeros((len(starts) + 1, shape[1]))
        blocks = (self.need[start : start + BLOCK] for start in starts)
        self._adding_blocks = list(zip(self._before_block, blocks, self._before_block[1:], strict=False))
        self._limit: Value = np.inf
        self._first = shape[0]

    def fit(self, limit: Value | None, free: Rows) -> int:
        """Share out `limit` hours (None: as many as are needed) among `need`; the first row that is cut somewhere.

        `fraction` is 1 before that row, from there on min(left/need, 1), and 1 where nothing is needed (which happens
        in the rows `free` alone).
        """
        first = last = len(self.need)
        if limit is not None:
            self._limit = limit
            first, last = self._sum_up(limit)
        self.fraction[self._first : first] = 1
        self._first = first
        if first < len(self.need):
            fraction = self.fraction[first:last]
            np.subtract(self._limit, self._before[first:last], out=fraction)
            with np.errstate(divide="ignore", invalid="ignore"):
                np.divide(fraction, self.need[first:last], out=fraction)
            np.clip(fraction, 0, 1, out=fraction)
            self.fraction[last:] = 0
            rows = free[free >= first]
            self.fraction[rows] = np.where(self.need[rows] == 0, 1, self.fraction[rows])
        return first

    def left(self, cells: Cells) -> Array:
        """Hours that were left for these rows, or for these places of the matrix; good from the first cut row on."""
        before, limit = self._before[cells], self._limit
        if isinstance(cells, tuple) and isinstance(limit, np.ndarray):
            limit = limit[cells[1]]
        return np.asarray(np.maximum(limit - before, 0))

    def _sum_up(self, limit: Value) -> tuple[int, int]:
        """The first row that is cut somewhere, and one from which on nothing is left anywhere.

        Sums of needs only grow from row to row, so both are found by halving.
        """
        for before, needs, after in self._adding_blocks:
            np.add.reduce(needs, axis=0, out=after)
            np.add(before, after, out=after)
        rows, sums = len(self.need), self._before_block[1:]
        first = bisect_left(range(len(sums)), True, key=lambda block: bool((sums[block] > limit).any()))
        if first == len(sums):
            return rows, rows
        last = bisect_left(range(len(sums)), True, lo=first, key=lambda block: bool((sums[block] >= limit).all()))
        start, stop = first * BLOCK, min((last + 1) * BLOCK, rows)
        self._before[start] = self._before_block[first]
        for before, need, after in self._adding[start:stop]:
            np.add(before, need, out=after)
        self._before[stop:-1] = np.inf
        after = self._before[1:]
        return bisect_left(range(stop), True, lo=start, key=lambda row: bool((after[row] > limit).any())), stop
