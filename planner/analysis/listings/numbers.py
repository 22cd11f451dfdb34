"""The numbers of one listing that have a closed form: what an order leaves, who buys, who opens, who stays.

Money in one currency, rates and shares 0..1. A number that is missing or outside its bounds raises InputError.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.analysis import bounds
from planner.analysis.listings.offers import Value


@dataclass(frozen=True, slots=True, eq=False)
class Sale:
    """The terms of one order; each a number, or one per sample."""

    price: Value | None = None
    fee_rate: Value = 0.0
    fixed_fee: Value = 0.0
    refund_rate: Value = 0.0
    unit_cost: Value = 0.0
    fee_kept_on_refund: Value = False

    @property
    def kept(self) -> Value:
        """What stays of the price after refunds, before fees and costs."""
        return self._price * (1 - self.refund_rate)

    @property
    def net(self) -> Value:
        """What stays after refunds, fees and costs; the fixed fee and the unit cost are lost on a refund."""
        returned = self.refund_rate * (1 - self.fee_kept_on_refund)  # share of the fee that comes back
        return self.kept - self._price * self.fee_rate * (1 - returned) - self.fixed_fee - self.unit_cost

    @property
    def _price(self) -> Value:
        return 0.0 if self.price is None else self.price


def net_per_order(sale: Sale) -> float:
    """`price (1 - refund_rate)(1 - fee_rate) - fixed_fee - unit_cost`; may be negative. Missing without a price.

    Where the platform keeps its fee on refunds `price (1 - refund_rate) - fee_rate price - fixed_fee - unit_cost`.
    """
    for name in ("price", "fixed_fee", "unit_cost"):
        bounds.not_negative(getattr(sale, name), name)
    for name in ("fee_rate", "refund_rate"):
        bounds.rate(getattr(sale, name), name)
    bounds.flag(sale.fee_kept_on_refund, "fee_kept_on_refund")
    return float(sale.net)


def once_per_person(audience: float | None, probability: float | None, exposures: float | None) -> float:
    """Buyers among `audience` people who each buy at most once: `audience (1 - (1 - probability)^exposures)`."""
    people = bounds.not_negative(audience, "audience")
    chance = bounds.rate(probability, "probability")
    times = bounds.not_negative(exposures, "exposures")
    if chance == 1:
        return people if times > 0 else 0.0
    return -people * math.expm1(times * math.log1p(-chance))


def open_rates(
    open_rate: float | None,
    months: Sequence[float] | None,
    open_floor: float = 0,
    open_half_life_months: float | None = None,
) -> tuple[float, ...]:
    """Open rate after so many months: `floor + (rate - floor) 2^(-t/half-life)`; without half-life constant.

    bad_order when the floor lies above the rate.
    """
    rate, floor = bounds.rate(open_rate, "open_rate"), bounds.rate(open_floor, "open_floor")
    half_life = bounds.half_life(open_half_life_months, "open_half_life_months")
    times = bounds.numbers(months, "months", 0)
    bounds.in_order(floor, rate, "open_floor", equal=True)
    falls = rate - floor if half_life < math.inf else 0.0
    return tuple(rate - falls * (1 - 2 ** (-time / half_life)) for time in times)


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Paying subscribers at the end of each month, the months paid in all, and the income of these."""

    active: tuple[float, ...]
    paid_months: float
    income: float


def subscription(
    new: Sequence[float] | None, churn: float | None, net: float = 1, active_before: float = 0
) -> Subscribers:
    """`active_t = active_(t-1) (1 - churn) + new_t`; income `active_t net`: a new one pays in the month of joining."""
    joining = bounds.numbers(new, "new", 0)
    staying = 1 - bounds.rate(churn, "churn")
    each = bounds.number(net, "net")
    now = bounds.not_negative(active_before, "active_before")
    active = []
    for joined in joining:
        now = now * staying + joined
        active.append(now)
    paid = math.fsum(active)
    return Subscribers(tuple(active), paid, paid * each)
