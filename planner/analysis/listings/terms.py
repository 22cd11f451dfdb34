"""What an order, a customer and an hour bring on each listing of a plan: the numbers that have a closed form.

Every guess stands at its median; money in the base currency (Gupta & Lehmann 2003).
"""

import math
from dataclasses import dataclass

from planner.analysis.forecasting.cast import Part
from planner.analysis.forecasting.draws import Columns
from planner.analysis.forecasting.reading import read
from planner.analysis.listings.offers import Offer
from planner.analysis.listings.unit_economics import lifetime_value, paid_traffic, payback
from planner.analysis.newest import newest
from planner.model.plan import Plan

ALONE = Columns({})
"""Every guess at its median."""
UNORDERED = ("advertising",)
"""Pricings of which nothing is ever ordered."""


@dataclass(frozen=True, slots=True)
class PaidClicks:
    """Bought clicks: what a customer costs, the value they bring for it (None: both are 0), the months until they are
    paid back, the highest bid for a click, and the return on advertising that breaks even."""

    acquisition_cost: float
    value_to_cost: float | None
    payback_months: float
    highest_bid: float
    break_even_return: float


@dataclass(frozen=True, slots=True)
class ListingTerms:
    """One listing that takes part.

    `net` is what an order leaves (of a service with all its hours, of a subscription in a month), None where nothing is
    ordered: the part of its price that is kept less what it costs. `customer_value` is what a customer leaves in all,
    `hours_per_sale` what an order takes, `churn` the share of subscribers who leave in a month, `publications` those of
    a month. `paid` is None without advertising. `lacking` are the fields without which nothing is sold.
    """

    id: str
    product: str
    platform: str
    pricing: str
    net: float | None
    kept_of_price: float
    costs_of_order: float
    customer_value: float | None
    hours_per_sale: float
    churn: float
    publications: float
    paid: PaidClicks | None
    lacking: tuple[str, ...]


@newest
def listing_terms(plan: Plan) -> tuple[ListingTerms, ...]:
    """The terms of every listing that takes part in the plan's horizon, in the order in which they get hours.

    InputError as `read` and `ranges.fit`, naming the field of a range that cannot be used.
    """
    reading = read(plan, plan.settings.horizon_months)
    offers = reading.offering(ALONE.of).offers(reading.parts)
    return tuple(_terms(part, offer) for part, offer in zip(reading.parts, offers, strict=True))


def _terms(part: Part, offer: Offer) -> ListingTerms:
    kept, costs = _per_order(offer)
    priced = offer.pricing not in UNORDERED and not any(path.endswith("/price") for path in part.lacking)
    net = kept * float(offer.price) - costs if priced else None
    value = None if net is None else _customer_value(offer, net)
    paid = None
    if (
        offer.cost_per_click is not None
        and net is not None
        and value is not None
        and not (part.lacking or part.unpriced)
    ):
        paid = _paid(offer, net, value)
    return ListingTerms(
        part.listing.id, part.product.id, part.platform.id, offer.pricing, net, kept, costs, value,
        float(offer.hours_per_sale or 0.0), float(offer.churn), float(offer.publications_per_month), paid,
        tuple(dict.fromkeys((*part.unpriced, *part.lacking))),
    )  # fmt: skip


def _per_order(offer: Offer) -> tuple[float, float]:
    """What is kept of the price after refunds and fees, of a service for all its hours, and what an order costs."""
    if offer.pricing == "commission":
        return float(offer.commission_rate), 0.0
    hours = float(offer.hours_per_sale or 0.0) if offer.pricing == "hourly" else 1.0
    kept = (1 - float(offer.refund_rate)) * (1 - float(offer.fee_rate))
    return hours * kept, float(offer.fixed_fee) + float(offer.unit_cost)


def _customer_value(offer: Offer, net: float) -> float:
    return lifetime_value(net, float(offer.churn)) if offer.pricing == "subscription" else net


def _paid(offer: Offer, net: float, value: float) -> PaidClicks:
    """One order is all that a customer brings, but for subscriptions."""
    leaving = float(offer.churn) if offer.pricing == "subscription" else 1.0
    hours = float(offer.hours_per_sale or 0.0) if offer.pricing == "hourly" else 1.0
    price, worth = float(offer.price) * hours, max(0.0, value)
    margin = min(1.0, net / price) if price > 0 else 0.0
    endless = math.isinf(worth)  # nobody ever leaves
    bought = paid_traffic(
        float(offer.cost_per_click or 0.0), float(offer.conversion), 0.0 if endless else worth, margin
    )
    cost = bought.acquisition_cost
    return PaidClicks(
        cost,
        math.inf if endless and cost < math.inf else bought.value_to_cost,
        payback(cost, net, leaving) if cost < math.inf else math.inf,
        math.inf if endless and cost < math.inf else bought.max_cost_per_click,
        bought.break_even_roas,
    )
