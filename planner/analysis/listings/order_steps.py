"""What becomes of the price of one order: refunds, fee, fixed fee and unit cost, down to what is left of it.

Of any listing, on offer or not, with its guesses at their medians; money in the base currency.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.listings.unit_economics import break_even
from planner.model.catalogue import Listing, Platform, Product
from planner.model.plan import Plan
from planner.model.values import Money, minor_digits

ORDERED = ("one_off", "subscription", "hourly")
"""Pricings at which the buyer pays the price."""
APART = 1.3
"""Prices of one product of which the highest is more than so many times the lowest are far apart."""


@dataclass(frozen=True, slots=True)
class OrderSteps:
    """One order, of a service one hour of it: its price and what is taken from it, each 0 or more."""

    price: float
    refunds: float
    fee: float
    fixed_fee: float
    unit_cost: float

    @property
    def net(self) -> float:
        """What is left."""
        return self.price - self.refunds - self.fee - self.fixed_fee - self.unit_cost

    @property
    def margin(self) -> float | None:
        """The part of the price that is left; None where nothing is asked."""
        return self.net / self.price if self.price > 0 else None


def refund_rate(product: Product) -> float:
    """The median of the product's refund rate, 0 where none is entered."""
    read = inputs_of([product], {}).get(f"product/{product.id}/refund_rate") if product.refund_rate else None
    return 0.0 if read is None else ends(read)[1]


def steps_of(plan: Plan, listing: Listing, refunded: float | None = None) -> OrderSteps | None:
    """The steps of an order; None where nobody pays a price, or an amount has no rate. `refunded` spares asking anew."""
    product, platform = plan.find("product", listing.product), plan.find("platform", listing.platform)
    if not isinstance(product, Product) or not isinstance(platform, Platform) or product.pricing not in ORDERED:
        return None
    amounts = (listing.price or product.price, listing.fixed_fee or platform.fixed_fee, product.unit_cost)
    price, fixed, cost = (money(plan, amount) for amount in amounts)
    if amounts[0] is None or any(
        given is not None and read is None for given, read in zip(amounts, (price, fixed, cost), strict=True)
    ):
        return None
    rate = listing.fee_rate if listing.fee_rate is not None else platform.fee_rate
    back = refund_rate(product) if refunded is None else refunded
    asked = price or 0.0
    refunds = asked * back
    return OrderSteps(asked, refunds, (asked - refunds) * float(rate or 0), fixed or 0.0, cost or 0.0)


def price_to_earn(plan: Plan, steps: OrderSteps) -> Money | None:
    """The next price in the base currency at which an order leaves something; None where fees take all of any price."""
    kept = 1 - (steps.refunds + steps.fee) / steps.price if steps.price > 0 else 0.0
    if kept <= 0:
        return None
    currency = plan.settings.currency
    needed = (steps.fixed_fee + steps.unit_cost) / kept
    step = Decimal(1) if needed >= 10 else Decimal(1).scaleb(-minor_digits(currency))
    price = Decimal(needed).quantize(step, ROUND_CEILING)
    if kept * float(price) <= steps.fixed_fee + steps.unit_cost:
        price += step
    return Money.rounded(price, currency)


def sales_to_earn_back(plan: Plan, product: Product, steps: OrderSteps) -> tuple[float, float] | None:
    """Orders until the hours of making are paid at the wage (infinite: never), and those hours; None without either."""
    read = inputs_of([product], {}).get(f"product/{product.id}/make_hours")
    wage = money(plan, plan.settings.wage)
    hours = ends(read)[1] if read else 0.0
    return (break_even(steps.net, hours, wage), hours) if hours > 0 and wage else None


def spread(plan: Plan, listings: Sequence[Listing]) -> tuple[float, float] | None:
    """The lowest and the highest price at which one product stands on offer, where these are far apart."""
    prices = [
        found.price for one in listings if one.status in ("trial", "active") if (found := steps_of(plan, one, 0.0))
    ]
    paid = [price for price in prices if price > 0 and math.isfinite(price)]
    return (min(paid), max(paid)) if len(paid) > 1 and max(paid) > APART * min(paid) else None
