"""From people to orders: the rates between audience, reach, clicks and orders, as series by month.

Matrices are (offer, sample), offers in priority order.
"""

from collections.abc import Sequence

import numpy as np

from planner.analysis.listings.offers import Array, Offer, column, slim
from planner.analysis.listings.series import Rows, Source, kept_a_month


class Funnel:
    """What is the same in every month of some offers, for the samples of `part`; matrices are made when asked for.

    `bought` are the clicks that the advertising money of a month buys (one column where samples do not differ).
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        self._offers, self._part = offers, part
        budget, cost = slim(self.column("ad_budget")), slim(self.column("cost_per_click"))
        shape = np.broadcast_shapes(budget.shape, cost.shape)
        self.bought = np.divide(budget, cost, out=np.zeros(shape), where=budget > 0)

    def some(self, rows: Rows) -> "Funnel":
        """The funnel of some of the offers."""
        return Funnel([self._offers[row] for row in rows.tolist()], self._part)

    def column(self, name: str) -> Array:
        """One field of the offers."""
        return column(self._offers, name, self._part)

    def people(self) -> Source:
        """The audience, guests too."""
        return self._opened().unopened()

    def reach(self) -> Source:
        """Opens or views of all publications of a month."""
        return self._opened().times(self.column("publications_per_month"))

    def units(self, viewed: Rows) -> Source:
        """Orders that follow from the reach of a month; its views where these are what is paid for."""
        publications, fading = self.column("publications_per_month"), np.array(slim(self._fading()))
        per_open = self._sold(publications)
        per_open[viewed], fading[viewed] = publications[viewed], 1
        return self._opened().times(per_open, np.broadcast_to(fading, per_open.shape))

    def orders(self) -> Source:
        """Orders that follow from the reach of a month."""
        return self._opened().times(self._sold(self.column("publications_per_month")), self._fading())

    def paid(self) -> Source:
        """Orders that follow from the clicks bought in a month."""
        return self._alone().unopened().steady(self.bought).times(self.column("conversion"), self._fading())

    def of_one(self) -> Source:
        """The chance that one publication sells to a person, at any time."""
        alone = self._alone().at_any_time().steady(self.column("click_rate"))
        return alone.times(self.column("conversion"), self._fading())

    def _opened(self) -> Source:
        """Who opens one publication, guests too."""
        return self._alone().with_guests(self._offers, self._part)

    def _alone(self) -> Source:
        return Source.opened(self._offers, self._part)

    def _sold(self, publications: Array) -> Array:
        """Orders that follow from an open, times publications."""
        sold = publications * self.column("click_rate")
        sold *= self.column("conversion")
        return sold

    def _fading(self) -> Array:
        """What a month leaves of the conversion."""
        return kept_a_month([offer.half_life_months for offer in self._offers], self._part)
