"""Listings month by month without uncertainty, and what becomes of their income when no hour is worked.

Deterministic answers come from the same engine as the forecast, with one sample.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.analysis import bounds
from planner.analysis.listings.months import FIRST, HANDS_OFF_MONTHS, Capacity, walk
from planner.analysis.listings.offers import Array, Offer, checked, checked_one
from planner.analysis.listings.unit_economics import per_hour, unbound_share

MOST_MONTHS = 120

Listings = Iterable[Offer | Mapping[str, Any]]
Hours = float | Sequence[float] | None


@dataclass(frozen=True, slots=True)
class ListingMonth:
    """One month of one listing; `income_per_hour` is (income - ad_spend)/hours, None without hours."""

    reach: float
    clicks: float
    orders: float
    net_per_order: float
    income: float
    ad_spend: float
    hours: float
    income_per_hour: float | None


def month(listing: Offer | Mapping[str, Any]) -> ListingMonth:
    """The first month (index 0) of a listing without a limit of hours; errors as in `checked_one`."""
    (flow,) = walk([checked_one(listing)], 1)
    matrices = (flow.reach, flow.clicks, flow.orders, flow.net, flow.income, flow.ad_spend, flow.hours)
    reach, clicks, orders, net, income, spend, hours = (float(matrix[0, 0]) for matrix in matrices)
    return ListingMonth(reach, clicks, orders, net, income, spend, hours, per_hour(income - spend, hours))


@dataclass(frozen=True, slots=True)
class ListingTotals:
    """One listing over all months; `active_end` subscribers after the last, `last_fraction` as in `MonthFlow`."""

    income: float
    hours: float
    orders: float
    ad_spend: float
    active_end: float
    last_fraction: float


@dataclass(frozen=True, slots=True)
class Simulation:
    """Income and hours by month and in all; income per hour and unbound share are of income less advertising."""

    income: tuple[float, ...]
    hours: tuple[float, ...]
    by_listing: dict[str, ListingTotals]
    total_income: float
    total_hours: float
    income_per_hour: float | None
    unbound_share: float | None


def simulate(
    listings: Listings | None, months: int | None, hours_per_month: Hours = None, wage: float = 0
) -> Simulation:
    """All listings for 1 to 120 months within `hours_per_month` (number, list by month; None: no limit).

    Errors as in `checked`; mismatch when the list of hours is shorter than the months.
    """
    offers = checked(listings)
    count = bounds.whole(months, "months", 1, MOST_MONTHS)
    capacity = _capacity(hours_per_month, count)
    hourly = bounds.not_negative(wage, "wage")
    sums, by_month = np.zeros((4, len(offers))), []
    for flow in walk(offers, count, capacity):
        now = np.array([flow.income, flow.hours, flow.orders, flow.ad_spend])[..., 0]
        sums += now
        by_month.append(now[:2].sum(axis=1))
    last = np.array([flow.active, flow.fraction])[..., 0]
    totals = [ListingTotals(*line) for line in np.vstack([sums, last]).T.tolist()]
    income, hours = np.transpose(by_month).tolist()
    net = [total.income - total.ad_spend for total in totals]
    return Simulation(
        tuple(income),
        tuple(hours),
        {offer.id: total for offer, total in zip(offers, totals, strict=True)},
        math.fsum(income),
        math.fsum(hours),
        per_hour(math.fsum(net), math.fsum(hours)),
        unbound_share(net, [total.hours for total in totals], hourly),
    )


def _capacity(hours_per_month: Hours, months: int) -> Capacity:
    if hours_per_month is None:
        return None
    if not isinstance(hours_per_month, list | tuple):
        return bounds.not_negative(hours_per_month, "hours_per_month")
    read = bounds.numbers(hours_per_month, "hours_per_month", 0)
    if len(read) < months:
        bounds.same_length(range(months), read, "hours_per_month")
    return read


@dataclass(frozen=True, slots=True)
class HandsOff:
    """Income of 12 months as planned and if no hour is worked; `share` is None when nothing is planned."""

    planned: float
    hands_off: float
    share: float | None


def hands_off(listings: Listings | None, hours_per_month: Hours = None, from_month: int = 12) -> HandsOff:
    """Income of the 12 months from index `from_month` on, as planned and if no hour is worked from then on.

    Errors as in `simulate`, over from_month + 12 months.
    """
    offers = checked(listings)
    first = bounds.whole(from_month, "from_month", 0, MOST_MONTHS - HANDS_OFF_MONTHS)
    planned, idle = idle_income(offers, _capacity(hours_per_month, first + HANDS_OFF_MONTHS), first)
    total, left = math.fsum(planned[:, 0]), math.fsum(idle[:, 0])
    return HandsOff(total, left, left / total if total > 0 else None)


def idle_income(
    offers: Sequence[Offer], capacity: Capacity, from_month: int = 12, part: slice = FIRST
) -> tuple[Array, Array]:
    """Income (offer, sample) of the 12 months from `from_month` on: as planned within `capacity`, and without work.

    Without work publications and services bring nothing; subscribers go on leaving, with `evergreen_share` of the new
    ones the full month would bring; what is one-off, advertising and commission keep that share of their full income.
    It starts from the subscribers and buyers the plan has by then; hours are not asked for.
    """
    shape = (len(offers), part.stop - part.start)
    planned, idle = np.zeros(shape), np.zeros(shape)
    for flow in walk(offers, from_month + HANDS_OFF_MONTHS, capacity, part, from_month):
        if flow.month >= from_month:
            planned += flow.income
            idle += flow.idle_income
    return planned, idle
