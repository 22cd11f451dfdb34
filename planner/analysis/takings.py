"""What the orders of a month bring in, by kind of pricing, all offers at once.

Matrices are (offer, sample), offers in priority order. Advertising money spent is a cost beside income, not inside it.
"""

from collections.abc import Sequence

import numpy as np

from planner.analysis.listing_numbers import Sale
from planner.analysis.offers import Array, Offer, column, matrix
from planner.analysis.series import rows_where

TERMS = ("price", "fee_rate", "fixed_fee", "refund_rate", "unit_cost")


class Takings:
    """Money of a unit (an order, a view, a subscriber's month): `worth` is what it brings in, `gross` the same before
    fees and costs, after refunds, and `net` what OPS-like definitions call the net of an order.

    They differ where an order is of several hours, or where the sale is somebody else's.
    """

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        terms = {name: column(offers, name, part) for name in TERMS}
        kept = matrix([float(offer.fee_kept_on_refund) for offer in offers], part)
        self.per_sale = matrix([offer.worked_per_sale for offer in offers], part)
        self.net = np.asarray(Sale(**terms, fee_kept_on_refund=kept).net)
        self.gross = np.asarray(Sale(**terms).kept)
        self.worth = self.net.copy()
        self.hourly = rows_where(offers, lambda offer: offer.pricing == "hourly")
        self.subscribed = rows_where(offers, lambda offer: offer.pricing == "subscription")
        self._set_hourly(terms)
        self._set_third_party(offers, part, terms["price"])
        self._paying = self.worth[self.subscribed]
        self._staying = 1 - column(offers, "churn", part)[self.subscribed]
        self.active = column(offers, "active_before", part)[self.subscribed]

    def _set_hourly(self, terms: dict[str, Array]) -> None:
        rows = self.hourly
        self.gross[rows] *= self.per_sale[rows]
        costs = terms["fixed_fee"][rows] + terms["unit_cost"][rows]
        self.worth[rows] = self.gross[rows] * (1 - terms["fee_rate"][rows]) - costs

    def _set_third_party(self, offers: Sequence[Offer], part: slice, price: Array) -> None:
        commission = rows_where(offers, lambda offer: offer.pricing == "commission")
        share = price * column(offers, "commission_rate", part)
        self.worth[commission] = self.gross[commission] = share[commission]
        viewed = rows_where(offers, lambda offer: offer.pricing == "advertising")
        per_view = column(offers, "rpm", part)[viewed] / 1000
        self.worth[viewed] = self.gross[viewed] = per_view

    def month(self, units: Array, active: Array, out: Array) -> Array:
        """Income of a month into `out`; `active` subscribers (rows of subscriptions only) go on by a month."""
        np.multiply(units, self.worth, out=out)
        if self.subscribed.size:
            active *= self._staying
            active += units[self.subscribed]
            out[self.subscribed] = active * self._paying
        return out
