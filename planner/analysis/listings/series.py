"""Quantities that grow and fade from month to month, as sums of geometric series: one multiplication a month each.

An audience grows by the same factor every month, an open rate falls by half every so many months towards a floor, a
conversion fades from the launch on; their product is the sum of two geometric series. Matrices are (row, sample); the
rows are those of the offers, then those of guests, each with the row of the offer that it is added to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.listings.offers import MOST_GROWTH, Array, Offer, Value, column, matrix, slim

Rows = NDArray[np.intp]


def rows_where(offers: Sequence[Offer], wanted: Callable[[Offer], bool]) -> Rows:
    """Positions of the offers that are wanted."""
    return np.flatnonzero(np.array([wanted(offer) for offer in offers], dtype=bool))


def same(value: float, like: Array) -> Array:
    """A matrix of one number, to be read only, which takes no room."""
    return np.broadcast_to(np.float64(value), like.shape)


def kept_a_month(half_lives: Sequence[Value | None], part: slice) -> Array:
    """What a month leaves of something with these half-lives: `2^(-1/half-life)`; 1 where nothing fades."""
    lives = matrix([np.inf if life is None else life for life in half_lives], part)
    return np.broadcast_to(np.exp2(-1 / slim(lives)), lives.shape)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """In month t `size growth^t (floor + above kept^t) fading^(t - launch)`, 0 before `begins` and after `ends`.

    The first six are matrices, the others vectors of months, and of the offer's row (`owner`) by row.
    """

    size: Array
    growth: Array
    floor: Array
    above: Array
    kept: Array
    fading: Array
    launch: Array
    begins: Array
    ends: Array
    owner: Rows

    @classmethod
    def opened(cls, offers: Sequence[Offer], part: slice) -> "Source":
        """The own audience that opens one publication, while the offer is live."""
        rates = column(offers, "open_rate", part)
        lows = [offer.open_rate if offer.open_half_life_months is None else offer.open_floor for offer in offers]
        floor = np.minimum(matrix(lows, part), rates)
        start = np.array([offer.start for offer in offers], dtype=np.float64)
        return cls(
            size=column(offers, "audience", part),
            growth=1 + np.clip(column(offers, "growth", part), -1, MOST_GROWTH),
            floor=floor,
            above=rates - floor,
            kept=kept_a_month([offer.open_half_life_months for offer in offers], part),
            fading=same(1, floor),
            launch=start,
            begins=start,
            ends=np.array([np.inf if offer.end is None else offer.end for offer in offers], dtype=np.float64),
            owner=np.arange(len(offers)),
        )

    def with_guests(self, offers: Sequence[Offer], part: slice) -> "Source":
        """The same and a row for the guests of each alliance, while they are there; guests do not grow."""
        visits = [(row, guests) for row, offer in enumerate(offers) for guests in offer.guests]
        if not visits:
            return self
        hosts = self.of(np.array([row for row, _guests in visits]))
        size = matrix([guests.audience for _row, guests in visits], part)
        begins = np.array([guests.start for _row, guests in visits], dtype=np.float64)
        ends = np.array([np.inf if guests.end is None else guests.end for _row, guests in visits], dtype=np.float64)
        guests = replace(hosts.steady(size), begins=np.maximum(begins, hosts.begins), ends=np.minimum(ends, hosts.ends))
        return Source(*(np.concatenate([getattr(self, name), getattr(guests, name)]) for name in _NAMES))

    def of(self, rows: Rows) -> "Source":
        """Some rows of the same."""
        return Source(*(getattr(self, name)[rows] for name in _NAMES))

    @property
    def own(self) -> NDArray[np.bool_]:
        """Which rows are those of the offers themselves."""
        return np.equal(self.owner, np.arange(len(self.owner)))

    def times(self, factor: Array, fading: Array | None = None) -> "Source":
        """The same times a factor (by offer) that fades from the launch on."""
        faded = self.fading if fading is None else fading
        if not self.own.all():
            factor, faded = factor[self.owner], faded if fading is None else fading[self.owner]
        return replace(self, size=self.size * factor, fading=faded)

    def steady(self, size: Array) -> "Source":
        """The same with another size, which does not grow."""
        return replace(self, size=np.broadcast_to(size, self.growth.shape), growth=same(1, self.growth))

    def at_any_time(self) -> "Source":
        """The same also before the launch and after the end."""
        return replace(self, begins=np.full_like(self.begins, -np.inf), ends=np.full_like(self.ends, np.inf))

    def unopened(self) -> "Source":
        """The same with an open rate of 1."""
        return replace(self, floor=same(1, self.floor), above=same(0, self.above))


_NAMES = tuple(field.name for field in fields(Source))


class Series:
    """A source month by month, carried on from the month before; guests are added to their offers."""

    def __init__(self, source: Source) -> None:
        size, earlier = source.size, np.maximum(-source.launch, 0)
        if earlier.any():
            size = size * source.fading ** earlier[:, None]
        self._fading = slim(source.fading)
        self._fades = bool((self._fading != 1).any())
        grown = source.growth.copy() if self._fades else source.growth
        terms = ((size * source.floor, grown), (size * source.above, source.growth * source.kept))
        self._terms = [(value, factor) for value, factor in terms if value.any()]
        self._moving = [(value, factor) for value, factor in self._terms if self._fades or (slim(factor) != 1).any()]
        self._owner, self._offers = source.owner, int(np.count_nonzero(source.own))
        self._samples = size.shape[1]
        self._own = [value[: self._offers] for value, _factor in self._terms]
        self._launch, self._begins, self._ends = source.launch, source.begins, source.ends
        self._turns = {*self._launch.tolist(), *self._begins.tolist(), *(self._ends + 1).tolist()}
        self._idle = self._visits = np.arange(0)
        self._month = 0
        self._turn(self._launch <= 0)

    def at(self, month: int, out: Array) -> Array:
        """The values of a month by offer, written to `out`; months may be left out, but not gone back to."""
        self._go_to(month)
        if len(self._own) == 2:
            np.add(self._own[0], self._own[1], out=out)
        else:
            out[:] = self._own[0] if self._own else 0
        if self._idle.size:
            out[self._idle] = 0
        for row in self._visits.tolist():
            out[self._owner[row]] += self._value(row)
        return out

    def guests(self, month: int) -> list[tuple[int, Array]]:
        """The offer's row and the values of each group of guests; 0 while they are not there."""
        self._go_to(month)
        rows = range(self._offers, len(self._owner))
        return [(int(self._owner[row]), self._value(row) * (row in self._visits)) for row in rows]

    def _go_to(self, month: int) -> None:
        while self._month < month:
            self._month += 1
            for value, factor in self._moving:
                np.multiply(value, factor, out=value)
            if self._month in self._turns:
                self._turn(self._launch == self._month)

    def _turn(self, launched: NDArray[np.bool_]) -> None:
        """Begin a month in which something is launched, begins or is over; what is launched fades from here on."""
        if self._fades:
            for _value, factor in self._terms:
                factor[launched] *= self._fading[launched]
        live = (self._begins <= self._month) & (self._month <= self._ends)
        self._idle = np.flatnonzero(~live[: self._offers])
        self._visits = np.flatnonzero(live[self._offers :]) + self._offers

    def _value(self, row: int) -> Array:
        return np.asarray(sum((value[row] for value, _factor in self._terms), np.zeros(self._samples)))
