"""What one customer, one order and one hour are worth (Gupta & Lehmann 2003; Dantzig 1957).

Money in one currency, churn and discount per month, months counted in monthly payments. Infinite means that the limit
does not exist or that the month does not come; None that there is nothing to take a share of.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.analysis import bounds
from planner.i18n import _

NOBODY = 1e-15  # a share that no payment shows
HAIR = 1e-12  # relative: what rounding may add to a sum without making a month or an order more of it


def lifetime_value(
    net: float | None,
    churn: float | None,
    discount: float = 0,
    months: int | None = None,
    first_payment: str = "now",
) -> float:
    """Present value of the payments of one subscriber, `net` (may be negative) a month, for ever or for `months`.

    With r = (1 - churn)/(1 + discount): net (1 + r + r^2 + ...); a first payment "later" (in a month) shifts it by r.
    For ever `net (1 + d)/(1 + d - (1 - churn))`; infinite when nobody leaves and nothing is discounted.
    """
    each, leaving = bounds.number(net, "net"), bounds.rate(churn, "churn")
    rate = bounds.rate(discount, "discount")
    count = None if months is None else bounds.whole(months, "months", 1)
    bounds.one_of(first_payment, "first_payment", ("now", "later"))
    lost = (leaving + rate) / (1 + rate)  # 1 - r
    first = each * (1 if first_payment == "now" else (1 - leaving) / (1 + rate))
    if count is None:
        return first / lost if lost else _without_limit(first)
    if lost < NOBODY or lost == 1:
        return first * (1 if lost == 1 else count)
    return -first * math.expm1(count * math.log1p(-lost)) / lost


def _without_limit(payment: float) -> float:
    return math.copysign(math.inf, payment) if payment else 0.0


def payback(acquisition_cost: float | None, net: float | None, churn: float = 0) -> float:
    """Payments until a customer is paid back: smallest whole n with `net (1 - r^n)/(1 - r) >= cost`, r = 1 - churn.

    0 for a cost of 0; infinite when cost >= net/churn or net <= 0.
    """
    cost, each = bounds.not_negative(acquisition_cost, "acquisition_cost"), bounds.number(net, "net")
    leaving = bounds.rate(churn, "churn")
    if cost == 0:
        return 0
    if each <= 0 or cost * leaving >= each * (1 - HAIR):
        return math.inf
    wanted = cost / each * (1 - HAIR)
    if leaving < NOBODY:
        return _at_least_one(wanted)
    if leaving == 1:
        return 1
    return _at_least_one(math.log1p(-wanted * leaving) / math.log1p(-leaving))


def _at_least_one(count: float) -> float:
    """The next whole number, 1 or more."""
    return max(1, math.ceil(count)) if math.isfinite(count) else math.inf


@dataclass(frozen=True, slots=True)
class PaidTraffic:
    """What bought clicks cost and may cost: cost of a customer, value to cost, highest bid a click, break-even return.

    `value_to_cost` is None where both are 0.
    """

    acquisition_cost: float
    value_to_cost: float | None
    max_cost_per_click: float
    break_even_roas: float


def paid_traffic(
    cost_per_click: float | None,
    conversion: float | None,
    lifetime_value: float | None,
    margin_rate: float | None,
    target_ratio: float = 3,
) -> PaidTraffic:
    """Cost of a customer `cost_per_click/conversion`; highest bid `lifetime_value conversion/target_ratio`.

    Break-even return on advertising `1/margin_rate`, infinite when there is no margin; margin_rate at most 1.
    """
    click, buying = bounds.not_negative(cost_per_click, "cost_per_click"), bounds.rate(conversion, "conversion")
    value = bounds.not_negative(lifetime_value, "lifetime_value")
    margin = bounds.number(margin_rate, "margin_rate", high=1)
    target = bounds.positive(target_ratio, "target_ratio")
    cost = click / buying if buying else math.inf
    return PaidTraffic(
        acquisition_cost=cost,
        value_to_cost=value / cost if cost else _value_of_free(value),
        max_cost_per_click=value * buying / target,
        break_even_roas=1 / margin if margin > 0 else math.inf,
    )


def _value_of_free(value: float) -> float | None:
    return math.inf if value else None


def break_even(net: float | None, make_hours: float = 0, wage: float = 0, outlay: float = 0) -> float:
    """Orders that earn back what was put in: `ceil((make_hours wage + outlay)/net)`.

    0 when there is nothing to earn back, infinite when net <= 0.
    """
    each = bounds.number(net, "net")
    hours, hourly = bounds.not_negative(make_hours, "make_hours"), bounds.not_negative(wage, "wage")
    spent = hours * hourly + bounds.not_negative(outlay, "outlay")
    if spent == 0:
        return 0
    return _at_least_one(spent / each * (1 - HAIR)) if each > 0 else math.inf


@dataclass(frozen=True, slots=True)
class ValueOfHour:
    """Units of each offer, what they bring in all, and what one more hour would bring."""

    units: tuple[float, ...]
    total: float
    value_of_hour: float


def value_of_hour(hours: float | None, offers: Sequence[Mapping[str, Any]] | None) -> ValueOfHour:
    """The hours of a month filled with the offers that bring most per hour (fractional knapsack, Dantzig 1957).

    An offer has `contribution` and `hours` per unit and a `limit` in units. Offers that bring nothing get no hours,
    offers without hours are taken in full. One more hour brings the ratio of the first offer that does not fit: the
    dual price of the linear programme.
    """
    left = bounds.not_negative(hours, "hours")
    if offers is None:
        bounds.refuse(
            _("“{field}” is missing; enter what the hours may go to.").format(field="offers"), "offers", "missing"
        )
    read = [_unit(offer, f"offers/{place}") for place, offer in enumerate(offers)]
    units = [limit if brings > 0 and not takes else 0.0 for brings, takes, limit in read]
    scarce = [place for place, (brings, takes, _limit) in enumerate(read) if brings > 0 and takes > 0]
    worth = 0.0
    for place in sorted(scarce, key=lambda place: -read[place][0] / read[place][1]):
        brings, takes, limit = read[place]
        if left < limit * takes * (1 - HAIR):
            units[place], worth = left / takes, brings / takes
            break
        units[place] = limit
        left = max(0.0, left - limit * takes)
    total = math.fsum(count * brings for count, (brings, _takes, _limit) in zip(units, read, strict=True))
    return ValueOfHour(tuple(units), total, worth)


def _unit(offer: Mapping[str, Any], field: str) -> tuple[float, float, float]:
    brings = bounds.number(offer.get("contribution"), f"{field}/contribution")
    takes = bounds.not_negative(offer.get("hours"), f"{field}/hours")
    return brings, takes, bounds.not_negative(offer.get("limit"), f"{field}/limit")


def unbound_share(
    contributions: Sequence[float] | None, hours: Sequence[float] | None, wage: float | None
) -> float | None:
    """Share of the contributions that no hour was paid for: `1 - sum min(c_i, wage hours_i)/sum c_i`.

    Contributions below 0 count 0; None when nothing is above 0. It flatters well-paid hours: never show it alone.
    """
    brought = [max(0.0, amount) for amount in bounds.numbers(contributions, "contributions")]
    worked, hourly = bounds.numbers(hours, "hours", 0), bounds.not_negative(wage, "wage")
    bounds.same_length(brought, worked, "hours")
    total = math.fsum(brought)
    if total == 0:
        return None
    bound = math.fsum(min(amount, hourly * spent) for amount, spent in zip(brought, worked, strict=True))
    return 1 - bound / total


def per_hour(amount: float, hours: float) -> float | None:
    """Money per hour; None without hours."""
    return amount / hours if hours else None
