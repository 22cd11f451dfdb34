"""How the hours of a month are shared out: in priority order, what does not fit is cut down and lost.

Matrices are (offer, sample), offers in priority order. Before offer i there are `left_i = max(0, limit - sum of the
needs before i)` hours, for an offer takes the lesser of what it needs and what is left.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.analysis.listings.offers import Array, Offer, Value, column, matrix, slim
from planner.analysis.listings.series import Rows

Cells = Rows | tuple[Rows, Rows]
_Rows = TypeVar("_Rows", Array, Rows)
BLOCK = 32


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
        self._make = slim(matrix(make, part)) / (self._starts - self._made_from + 1)[:, None]
        self._run = column(offers, "publications_per_month", part) * column(offers, "hours_per_publication", part)
        self._run += slim(matrix(upkeep, part))
        self.hours = np.zeros((len(offers), part.stop - part.start))
        self.by_block = np.zeros((len(_in_blocks(self.hours)), self.hours.shape[1]))
        self.free: Rows = np.arange(len(offers))
        self._free = np.ones(len(offers), dtype=bool)
        self._state = np.zeros((2, len(offers)), dtype=bool)
        ends = [offer.end + 1 for offer in offers if offer.end is not None]
        self._turns = {0, *self._starts.tolist(), *(self._starts + 1).tolist(), *self._made_from.tolist(), *ends}

    def come(self, month: int, live: NDArray[np.bool_]) -> None:
        """Make `hours` those of this month; `free` are the rows that may need none, `by_block` their sums."""
        if month not in self._turns:
            return
        state = np.array([live, (self._made_from <= month) & (month <= self._starts)])
        changed = np.flatnonzero((state != self._state).any(axis=0))
        for rows in _in_blocks(changed):
            runs, makes = state[:, rows, None]
            self.hours[rows] = hours = self._run[rows] * runs + self._make[rows] * makes
            self._free[rows] = (hours == 0).any(axis=1)
        self.free = np.flatnonzero(self._free)
        for hours, total in zip(_in_blocks(self.hours), self.by_block, strict=True):
            np.add.reduce(hours, axis=0, out=total)
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

    Needs are summed up by blocks of rows: only from the block on in which the hours run out for some sample (row
    `first`), and up to the one after which none are left for any (row `last`), each row is looked at.
    """

    def __init__(self, base: BaseHours, per_sale: Array) -> None:
        shape = rows, samples = per_sale.shape
        self._base, self._per_sale = base, per_sale
        self.fraction = np.ones(shape)
        self.first = self.last = rows
        self._before = np.zeros((rows + 1, samples))  # needs before each row
        self._adding = list(zip(self._before, self.fraction, self._before[1:], strict=False))
        self._before_block = np.zeros((len(range(0, rows, BLOCK)) + 1, samples))
        self._blocks = _in_blocks(per_sale)
        self._limit: Value = np.inf

    def fit(self, limit: Value | None, units: Array) -> bool:
        """Share out `limit` hours (None: as many as are needed) among the needs of `units`; whether some are cut.

        `fraction` is 1 before the row `first`, from there on min(left/need, 1), and 1 where nothing is needed.
        """
        cut_before, self.first, self.last = self.first, len(units), len(units)
        if limit is not None:
            self._limit = limit
            self._sum_up(limit, units)
        self.fraction[cut_before : self.first] = 1
        if self.first == len(units):
            return False
        self._share(slice(self.first, self.last), units)
        self.fraction[self.last :] = 0
        rows = self._base.free[self._base.free >= self.first]
        if rows.size:
            self.fraction[rows] = np.where(self._needed(rows, units) == 0, 1, self.fraction[rows])
        return True

    def left(self, cells: Cells) -> Array:
        """Hours that were left for these rows, or for these places of the matrix; good from the first cut row on."""
        before, limit = self._before[cells], self._limit
        if isinstance(cells, tuple) and isinstance(limit, np.ndarray):
            limit = limit[cells[1]]
        return np.asarray(np.maximum(limit - before, 0))

    def _sum_up(self, limit: Value, units: Array) -> None:
        """Find `first` and `last`: sums of needs only grow from block to block."""
        sums = self._before_block[1:]
        for here, sold, per_sale in zip(sums, _in_blocks(units), self._blocks, strict=True):
            np.einsum("ls,ls->s", sold, per_sale, out=here)
        sums += self._base.by_block
        for before, after in pairwise(self._before_block):
            np.add(before, after, out=after)
        over = np.flatnonzero((sums > limit).any(axis=1))
        if over.size:
            self.first = int(over[0]) * BLOCK
            spent = np.flatnonzero((sums >= limit).all(axis=1))
            self.last = min((int(spent[0]) + 1) * BLOCK, len(units)) if spent.size else len(units)

    def _share(self, rows: slice, units: Array) -> None:
        """The fractions of the rows between: each takes the lesser of what it needs and what is left."""
        fraction = self.fraction[rows]
        np.multiply(units[rows], self._per_sale[rows], out=fraction)
        fraction += self._base.hours[rows]  # as yet the needs
        self._before[rows.start] = self._before_block[rows.start // BLOCK]
        for before, need, after in self._adding[rows]:
            np.add(before, need, out=after)
        self._before[rows.stop :] = np.inf
        left = self._limit - self._before[rows]
        with np.errstate(divide="ignore", invalid="ignore"):
            np.divide(left, fraction, out=fraction)
        np.clip(fraction, 0, 1, out=fraction)

    def _needed(self, rows: slice | Rows, units: Array) -> Array:
        needed: Array = units[rows] * self._per_sale[rows]
        needed += self._base.hours[rows]
        return needed


def _in_blocks(rows: _Rows) -> list[_Rows]:
    return [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
