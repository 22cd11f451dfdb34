"""What a month would bring if there were hours for all of it: people reached, clicks and orders, all offers at once.

Matrices are (offer, sample), offers in priority order. What only some look at is made when it is asked for.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from planner.analysis.listings.funnel import Funnel
from planner.analysis.listings.offers import Array, Offer
from planner.analysis.listings.pool import Pool
from planner.analysis.listings.series import Rows, Series, Source, rows_where


class Demand:
    """The demand of one month after the other; 0 while an offer is not live.

    `units` are what brings the money: orders, or views where advertising pays for them.
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        self._funnel = funnel = Funnel(offers, part)
        self._starts = np.array([offer.start for offer in offers])
        self._ends = np.array([np.inf if offer.end is None else offer.end for offer in offers])
        self.viewed = rows_where(offers, lambda offer: offer.pricing == "advertising")
        self._units = Series(funnel.units(self.viewed))
        self._advertised = np.flatnonzero(funnel.bought.any(axis=1))
        self._bought = _SomeOrders(funnel, np.setdiff1d(self._advertised, self.viewed), Funnel.paid)
        self.pool = Pool(offers, funnel)
        self.units = np.zeros((len(offers), part.stop - part.start))
        self.live = np.zeros(len(offers), dtype=bool)
        self._month = 0

    @cached_property
    def _beside(self) -> tuple["_SomeOrders", ...]:
        """Orders of what is paid for its views."""
        funnel = self._funnel
        selling = self.viewed[funnel.some(self.viewed).column("conversion").any(axis=1)]
        advertised = np.intersect1d(selling, self._advertised)
        return _SomeOrders(funnel, selling, Funnel.orders), _SomeOrders(funnel, advertised, Funnel.paid)

    def come(self, month: int) -> None:
        """Go on to a month."""
        self._month = month
        self.live = (self._starts <= month) & (month <= self._ends)
        self._units.at(month, self.units)
        self._bought.add(month, self.units)
        if self.pool.rows.size:
            self.pool.come(month)
            self.units[self.pool.rows] = self.pool.orders(self.pool.buyers)

    @cached_property
    def _reach(self) -> Series:
        return Series(self._funnel.reach())

    @cached_property
    def _click_rate(self) -> Array:
        return self._funnel.column("click_rate")

    def reach(self) -> Array:
        """Opens or views."""
        return self._reach.at(self._month, np.empty_like(self.units))

    def guests(self) -> list[tuple[int, Array]]:
        """Row of the offer and reach among the guests of each visit, in the order of the offers and their guests."""
        return self._reach.guests(self._month)

    def clicks(self) -> Array:
        """Clicks that follow from the reach, and bought ones."""
        clicks = self.reach() * self._click_rate
        clicks += self._funnel.bought * self.live[:, None]
        return clicks

    def orders(self, fraction: Array) -> Array:
        """Orders by `units` as they stand; of what is paid for its views, sales beside of a fraction of the month."""
        if not self.viewed.size:
            return self.units
        orders = self.units.copy()
        orders[self.viewed] = 0
        for some in self._beside:
            some.add(self._month, orders)
        orders[self.viewed] *= fraction[self.viewed]
        return orders


class _SomeOrders:
    """Orders of some offers, to be added to those of all."""

    def __init__(self, funnel: Funnel, rows: Rows, source: Callable[[Funnel], Source]) -> None:
        self._rows, chosen = rows, source(funnel.some(rows))
        self._series, self._orders = Series(chosen), np.empty_like(chosen.floor[: rows.size])

    def add(self, month: int, orders: Array) -> None:
        """Add those of a month."""
        if self._rows.size:
            self._series.at(month, self._orders)
            orders[self._rows] += self._orders
