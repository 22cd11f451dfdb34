"""From people to orders: the rates between audience, reach, clicks and orders, as series by month.

Matrices are (offer, sample), offers in priority order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.listings.offers import Array, Offer, column, slim
from planner.analysis.listings.series import Rows, Source, kept_a_month


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """What is the same in every month: who opens one publication (guests too), and what follows from an open.

    `fading` is what a month leaves of the conversion, `bought` the clicks that the advertising money of a month buys (of
    one column where samples do not differ).
    """

    opened: Source
    publications: Array
    click_rate: Array
    conversion: Array
    fading: Array
    bought: Array

    @classmethod
    def of(cls, offers: Sequence[Offer], part: slice) -> "Funnel":
        """The funnels of the offers, for the samples of `part`."""
        budget, cost = slim(column(offers, "ad_budget", part)), slim(column(offers, "cost_per_click", part))
        bought = np.divide(budget, cost, out=np.zeros(np.broadcast_shapes(budget.shape, cost.shape)), where=budget > 0)
        return cls(
            Source.opened(offers, part).with_guests(offers, part),
            column(offers, "publications_per_month", part),
            column(offers, "click_rate", part),
            column(offers, "conversion", part),
            kept_a_month([offer.half_life_months for offer in offers], part),
            bought,
        )

    def reach(self) -> Source:
        """Opens or views of all publications of a month."""
        return self.opened.times(self.publications)

    def units(self, viewed: Rows) -> Source:
        """Orders that follow from the reach of a month; its views where these are what is paid for."""
        per_open, fading = self.publications * self.click_rate, np.array(slim(self.fading))
        per_open *= self.conversion
        per_open[viewed], fading[viewed] = self.publications[viewed], 1
        return self.opened.times(per_open, np.broadcast_to(fading, per_open.shape))

    def orders(self, rows: Rows) -> Source:
        """Orders that follow from the reach of a month, for some offers."""
        per_open = self.publications[rows] * self.click_rate[rows]
        per_open *= self.conversion[rows]
        return self.opened.of_offers(rows).times(per_open, self.fading[rows])

    def paid(self, rows: Rows) -> Source:
        """Orders that follow from the clicks bought in a month, for some offers."""
        alone = self.opened.of_offers(rows, guests=False).unopened()
        return alone.steady(self.bought[rows]).times(self.conversion[rows], self.fading[rows])

    def of_one(self, rows: Rows) -> Source:
        """The chance that one publication sells to a person, for some offers at any time."""
        alone = self.opened.of_offers(rows, guests=False).at_any_time()
        return alone.steady(self.click_rate[rows]).times(self.conversion[rows], self.fading[rows])
