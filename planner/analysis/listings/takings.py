"""What the orders of a month bring in, by kind of pricing, all offers at once.

Matrices are (offer, sample), offers in priority order. Advertising money spent is a cost beside income, not inside it.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from planner.analysis.listings.numbers import Sale
from planner.analysis.listings.offers import Array, Offer, Value, column, matrix, slim
from planner.analysis.listings.series import Rows, rows_where

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

    def _terms(self) -> dict[str, Array]:
        return {name: slim(column(self._offers, name, self._part)) for name in TERMS}

    def _worth(self) -> Array:
        """What one more order would bring in this month; of a service all its hours."""
        terms = self._terms()
        worth = self._paid_by_others(self._wide(self._sale(terms).net), terms["price"])
        price, fee_rate, fixed_fee, refund_rate, unit_cost = (terms[name][self.hourly] for name in TERMS)
        hour = price * (1 - refund_rate) * (1 - fee_rate)
        worth[self.hourly] = self.per_sale[self.hourly] * hour - (fixed_fee + unit_cost)
        return worth

    def _sale(self, terms: dict[str, Array]) -> Sale:
        kept = matrix([float(offer.fee_kept_on_refund) for offer in self._offers], self._part)
        return Sale(**terms, fee_kept_on_refund=slim(kept))

    def _paid_by_others(self, money: Array, price: Array) -> Array:
        """Put in what those pay for whom one advertises or sells."""
        viewed, commission = self._priced("advertising"), self._priced("commission")
        money[viewed] = matrix([self._offers[row].rpm for row in viewed], self._part) / 1000
        share = matrix([self._offers[row].commission_rate for row in commission], self._part)
        money[commission] = price[commission] * share
        return money

    def net(self) -> Array:
        """Net of an order, as in `listing_numbers`; reckoned anew whenever it is asked for."""
        return self._wide(self._sale(self._terms()).net)

    def _wide(self, money: Value) -> Array:
        shape = self.per_sale.shape
        return money if isinstance(money, np.ndarray) and money.shape == shape else np.broadcast_to(money, shape).copy()

    @cached_property
    def gross(self) -> Array:
        """What a unit brings before fees and costs, after refunds."""
        terms = self._terms()
        gross = self._paid_by_others(self._wide(Sale(**terms).kept), terms["price"])
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
