"""What the orders of a month bring in, by kind of pricing, all offers at once.

Matrices are (offer, sample), offers in priority order. Advertising money spent is a cost beside income, not inside it.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from planner.analysis.listings.numbers import Sale
from planner.analysis.listings.offers import Array, Offer, Value, column, matrix, slim
from planner.analysis.listings.series import Rows, rows_where

_AT_ONCE = 32
TERMS = ("price", "fee_rate", "fixed_fee", "refund_rate", "unit_cost")


class Takings:
    """Money of one unit: an order, a view where advertising pays for them, a month of a subscriber.

    `worth` is what a unit brings in, `gross` the same before fees and costs, after refunds, `net` the net of an order by
    its definition, whatever the pricing. The price of a service is by the hour, an order of it takes `per_sale` hours.
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        self._offers, self._part = offers, part
        self.hourly, self.subscribed = self._priced("hourly"), self._priced("subscription")
        self.per_sale = matrix([offer.worked_per_sale for offer in offers], part)
        self.worth = self._worth()
        self._paying = self.worth[self.subscribed]
        self._staying = 1 - column(offers, "churn", part)[self.subscribed]
        self.active = column(offers, "active_before", part)[self.subscribed]

    def _priced(self, pricing: str) -> Rows:
        return rows_where(self._offers, lambda offer: offer.pricing == pricing)

    def _terms(self, offers: Sequence[Offer]) -> dict[str, Array]:
        return {name: slim(column(offers, name, self._part)) for name in TERMS}

    def _of_order(self, money: Callable[[Sale], Value]) -> Array:
        """What `money` says of an order of each offer; of some after the other, as much comes in between."""
        found = np.empty(self.per_sale.shape)
        for start in range(0, len(self._offers), _AT_ONCE):
            some = self._offers[start : start + _AT_ONCE]
            kept = matrix([float(offer.fee_kept_on_refund) for offer in some], self._part)
            found[start : start + _AT_ONCE] = money(Sale(**self._terms(some), fee_kept_on_refund=slim(kept)))
        return found

    def _worth(self) -> Array:
        """What one more order would bring in this month; of a service all its hours."""
        worth, terms = self._paid_by_others(self.net()), self._terms([self._offers[row] for row in self.hourly])
        hour = terms["price"] * (1 - terms["refund_rate"]) * (1 - terms["fee_rate"])
        worth[self.hourly] = self.per_sale[self.hourly] * hour - (terms["fixed_fee"] + terms["unit_cost"])
        return worth

    def _paid_by_others(self, money: Array) -> Array:
        """Put in what those pay for whom one advertises or sells."""
        viewed, commission = self._priced("advertising"), self._priced("commission")
        money[viewed] = matrix([self._offers[row].rpm for row in viewed], self._part) / 1000
        sellers = [self._offers[row] for row in commission]
        money[commission] = column(sellers, "price", self._part) * column(sellers, "commission_rate", self._part)
        return money

    def net(self) -> Array:
        """Net of an order, as in `listing_numbers`; reckoned anew whenever it is asked for."""
        return self._of_order(lambda sale: sale.net)

    @cached_property
    def gross(self) -> Array:
        """What a unit brings before fees and costs, after refunds."""
        gross = self._paid_by_others(self._of_order(lambda sale: sale.kept))
        gross[self.hourly] *= self.per_sale[self.hourly]
        return gross

    def month(self, units: Array, active: Array, out: Array) -> Array:
        """Income of a month into `out`; `active` subscribers (rows of subscriptions only) go on by a month."""
        np.multiply(units, self.worth, out=out)
        if self.subscribed.size:
            active *= self._staying
            active += units[self.subscribed]
            out[self.subscribed] = active * self._paying
        return out
