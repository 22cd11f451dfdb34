"""The month by definition, slowly: one listing, one month, one sample at a time, in closed forms and without NumPy.

A second opinion on `planner.analysis.listings.months`, written from the specification's list of steps alone.
"""

import math
from dataclasses import dataclass, field, fields
from typing import Any

from planner.analysis.listings.offers import Offer


@dataclass
class Month:
    """What one listing does in one month."""

    reach: float = 0.0
    clicks: float = 0.0
    orders: float = 0.0
    gross: float = 0.0
    income: float = 0.0
    ad_spend: float = 0.0
    hours: float = 0.0
    fraction: float = 1.0
    active: float = 0.0
    net: float = 0.0
    idle_income: float = 0.0
    guests: list[float] = field(default_factory=list)


def bought(chance: float, times: float) -> float:
    """1 - (1 - chance)^times without cancellation, for a chance below 1."""
    return -math.expm1(times * math.log1p(-chance)) if times else 0.0


class PlainListing:
    """One sample of one offer, with the subscribers and buyers it has so far."""

    def __init__(self, offer: Offer, sample: int, counts_making: bool) -> None:
        self.offer, self.sample, self.counts_making = offer, sample, counts_making
        for entry in fields(offer):
            setattr(self, entry.name, self.number(getattr(offer, entry.name)))
        self.active = self.idle_active = self.active_before
        self.buyers = self.idle_buyers = 0.0
        self.idle = False

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def number(self, value: Any) -> Any:
        return float(value[self.sample]) if hasattr(value, "shape") and value.shape else value

    def live(self, t: int) -> bool:
        return self.start <= t and (self.end is None or t <= self.end)

    def guests_at(self, t: int) -> list[float]:
        found = []
        for some in self.offer.guests:
            there = some.start <= t and (some.end is None or t <= some.end)
            found.append(self.number(some.audience) if there else 0.0)
        return found

    def people(self, t: int) -> float:
        return self.audience * (1 + max(self.growth, -1)) ** t + sum(self.guests_at(t))

    def opening(self, t: int) -> float:
        if self.open_half_life_months is None:
            return self.open_rate
        floor = min(self.open_floor, self.open_rate)
        return floor + (self.open_rate - floor) * 2 ** (-t / self.open_half_life_months)

    def converting(self, t: int) -> float:
        if self.half_life_months is None:
            return self.conversion
        return self.conversion * 2 ** (-(t - self.start) / self.half_life_months)

    def base_hours(self, t: int) -> float:
        hours = 0.0
        if self.live(t):
            hours += self.publications_per_month * self.hours_per_publication
            hours += self.upkeep_hours if self.counts_making else 0.0
        first = self.start if self.make_start is None else self.make_start
        if first <= t <= self.start and self.counts_making:
            hours += self.make_hours / (self.start - first + 1)
        return hours

    def bought_clicks(self) -> float:
        return self.ad_budget / self.cost_per_click if self.ad_budget > 0 else 0.0

    def orders_of(self, t: int, f: float, buyers: float) -> float:
        """Orders when the fraction f of the month is done."""
        if not self.live(t):
            return 0.0
        paid = f * self.bought_clicks() * self.converting(t)
        publications = f * self.publications_per_month
        per_publication = self.opening(t) * self.click_rate * self.converting(t)
        if self.once_per_person:
            pool = max(0.0, self.people(t) - buyers)
            sure = per_publication == 1 and publications > 0
            return pool * (1 if sure else bought(per_publication, publications)) + paid
        return self.people(t) * publications * per_publication + paid

    def per_sale(self) -> float:
        return 0.0 if self.pricing in ("advertising", "commission") else self.hours_per_sale or 0.0

    def month(self, t: int, left: float) -> Month:
        base, each = self.base_hours(t), self.per_sale()
        full = self.orders_of(t, 1.0, self.buyers)
        f, orders = 1.0, full
        if self.pricing == "hourly":
            if base > left:
                f = left / base
            served = min(full * each, max(0.0, left - base)) if left < math.inf else full * each
            orders = served / each
        elif base + full * each > left:
            f = self.cut(t, base, each, left)
            orders = self.orders_of(t, f, self.buyers)
        # what is cut takes all that is left, to the last digit: nothing remains for who comes later
        hours = min(base + full * each, left)
        done = Month(fraction=f, orders=orders, hours=hours, net=self.net())
        if self.live(t):
            done.reach = self.people(t) * self.publications_per_month * f * self.opening(t)
            done.clicks = done.reach * self.click_rate + f * self.bought_clicks()
            done.ad_spend = f * self.ad_budget
            done.guests = [some * self.publications_per_month * f * self.opening(t) for some in self.guests_at(t)]
        else:
            done.guests = [0.0 for _some in self.offer.guests]
        self.buyers += orders
        if self.pricing == "subscription":
            self.active = self.active * (1 - self.churn) + orders
            done.active = self.active
        done.income, done.gross = self.earned(done.reach, orders, self.active)
        done.idle_income = self.idle_month(t) if self.idle else 0.0
        return done

    def cut(self, t: int, base: float, each: float, left: float) -> float:
        if not self.once_per_person:
            return left / (base + self.orders_of(t, 1.0, 0.0) * each)
        low, high = 0.0, 1.0
        for _halving in range(200):
            middle = (low + high) / 2
            if middle in (low, high):  # no number lies between them
                break
            if middle * base + each * self.orders_of(t, middle, self.buyers) > left:
                high = middle
            else:
                low = middle
        return low

    def net(self) -> float:
        if self.fee_kept_on_refund:
            return self.price * (1 - self.refund_rate) - self.fee_rate * self.price - self.fixed_fee - self.unit_cost
        return self.price * (1 - self.refund_rate) * (1 - self.fee_rate) - self.fixed_fee - self.unit_cost

    def earned(self, reach: float, orders: float, active: float) -> tuple[float, float]:
        kept = self.price * (1 - self.refund_rate)
        if self.pricing == "one_off":
            return orders * self.net(), orders * kept
        if self.pricing == "subscription":
            return active * self.net(), active * kept
        if self.pricing == "hourly":
            served = orders * self.hours_per_sale
            costs = orders * (self.fixed_fee + self.unit_cost)
            return served * kept * (1 - self.fee_rate) - costs, served * kept
        if self.pricing == "advertising":
            return reach / 1000 * self.rpm, reach / 1000 * self.rpm
        share = orders * self.price * self.commission_rate
        return share, share

    def stop_working(self) -> None:
        self.idle, self.idle_active, self.idle_buyers = True, self.active, self.buyers

    def idle_month(self, t: int) -> float:
        """Income without an hour worked; to be asked after the buyers of the plan have been counted."""
        share = 0.0 if self.pricing == "hourly" else self.evergreen_share
        orders = share * self.orders_of(t, 1.0, self.idle_buyers)
        self.idle_buyers += orders
        self.idle_active = self.idle_active * (1 - self.churn) + orders
        reach = self.people(t) * self.publications_per_month * self.opening(t) if self.live(t) else 0.0
        return self.earned(share * reach, orders, self.idle_active)[0]


def plain_months(
    offers: list[Offer], months: int, capacity: list[float] | None, sample: int = 0, idle_from: int | None = None
) -> list[list[Month]]:
    """By month, then by offer as given."""
    order = sorted(range(len(offers)), key=lambda k: (k if offers[k].priority is None else offers[k].priority, k))
    listings, seen = {}, set()
    for place in order:
        key = offers[place].key
        listings[place] = PlainListing(offers[place], sample, not key or key not in seen)
        seen.add(key)
    found = []
    for t in range(months):
        if t == idle_from:
            for listing in listings.values():
                listing.stop_working()
        left = math.inf if capacity is None else capacity[t]
        row = [Month() for _offer in offers]
        for place in order:
            row[place] = listings[place].month(t, left)
            left = max(0.0, left - row[place].hours)
        found.append(row)
    return found
