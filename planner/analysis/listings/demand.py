"""What a month would bring if there were hours for all of it: people reached, clicks and orders, all offers at once.

Matrices are (offer, sample), offers in priority order. What only some look at is made when it is asked for.
"""

from collections.abc import Sequence

import numpy as np

from planner.analysis.listings.funnel import Funnel
from planner.analysis.listings.offers import Array, Offer
from planner.analysis.listings.pool import Pool
from planner.analysis.listings.series import Series, rows_where


class Demand:
    """The demand of one month after the other; 0 while an offer is not live.

    `units` are what brings the money: orders, or views where advertising pays for them.
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        self._funnel = funnel = Funnel.of(offers, part)
        self._starts = np.array([offer.start for offer in offers])
        self._ends = np.array([np.inf if offer.end is None else offer.end for offer in offers])
        self.viewed = rows_where(offers, lambda offer: offer.pricing == "advertising")
        self._units = Series(funnel.units(self.viewed))
        bought = np.setdiff1d(np.flatnonzero(funnel.bought.any(axis=1)), self.viewed)
        self._bought = (
            bought,
            Series(funnel.converted(bought, funnel.bought[bought])),
            np.empty_like(funnel.conversion[bought]),
        )
        self.pool = Pool(offers, funnel)
        self.units = np.zeros_like(funnel.conversion)
        self.live = np.zeros(len(offers), dtype=bool)
        self._month = 0
        self._reach: Series | None = None
        sold_beside = self.viewed[funnel.conversion[self.viewed].any(axis=1)]
        self._beside = (sold_beside, Series(funnel.converted(sold_beside, np.ones_like(self.units[sold_beside]))))

    def come(self, month: int) -> None:
        """Go on to a month."""
        self._month = month
        self.live = (self._starts <= month) & (month <= self._ends)
        self._units.at(month, self.units)
        rows, series, orders = self._bought
        if rows.size:
            self.units[rows] += series.at(month, orders)
        if self.pool.rows.size:
            self.pool.come(month)
            self.units[self.pool.rows] = self.pool.orders(self.pool.buyers)

    def _reached(self) -> Series:
        if self._reach is None:
            self._reach = Series(self._funnel.reach())
        return self._reach

    def reach(self) -> Array:
        """Opens or views."""
        return self._reached().at(self._month, np.empty_like(self.units))

    def guests(self) -> list[tuple[int, Array]]:
        """Row of the offer and reach among the guests of each visit, in the order of the offers and their guests."""
        return self._reached().guests(self._month)

    def clicks(self) -> Array:
        """Clicks that follow from the reach, and bought ones."""
        return self.reach() * self._funnel.click_rate + self._funnel.bought * self.live[:, None]

    def orders(self, fraction: Array) -> Array:
        """Orders by `units` as they stand; of what is paid for its views, sales beside of a fraction of the month."""
        if not self.viewed.size:
            return self.units
        orders = self.units.copy()
        orders[self.viewed] = 0
        rows, conversion = self._beside
        if rows.size:
            orders[rows] = conversion.at(self._month, self.units[rows]) * self.clicks()[rows] * fraction[rows]
        return orders
