"""From the records of a plan to what the month engine reckons with: which listings take part, and what each inherits.

A listing takes part while it is on trial or active, or is an idea with a month from which it is to start; its product
must not be retired, its platform and product not put away. What a listing lacks is told and counts as nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from planner.analysis.forecast_results import Missing
from planner.analysis.forecasting.draws import Value
from planner.analysis.forecasting.inputs import Input
from planner.analysis.listings.offers import Guests, Offer
from planner.model.catalogue import Alliance, Exchange, Listing, Platform, Product
from planner.model.checks_records import in_base
from planner.model.plan import Plan
from planner.model.values import Money, Month

COUNTED = ("agreed", "active")
"""Stages of an alliance that take part in the forecast."""
NEVER_BOUGHT = 1e15
"""A price at which no budget buys a click."""
Draw = Callable[[Input], Value]


@dataclass(frozen=True, slots=True)
class Part:
    """A listing that takes part, with its product and platform, the months (indices) between which it sells, and the
    fields it lacks: while there are any its sales count as nothing. While any of `unpriced` is empty, bought clicks do."""

    listing: Listing
    product: Product
    platform: Platform
    start: int
    end: int | None
    lacking: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: the listings in the order in which they get hours, and why the others do not (id and one of
    paused, ended, idea, retired, later)."""

    parts: tuple[Part, ...]
    left_out: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The fields to enter where nothing of what is on offer can be reckoned; empty where something can."""
        if not self.parts or not all(part.lacking for part in self.parts):
            return ()
        return tuple(dict.fromkeys(field for part in self.parts for field in part.lacking))


def cast_of(plan: Plan, months: int) -> Cast:
    """The listings that take part within the horizon of `months`."""
    parts: list[Part] = []
    left_out: list[tuple[str, str]] = []
    missing: list[Missing] = []
    for listing in plan.of(Listing):
        product, platform = plan.find("product", listing.product), plan.find("platform", listing.platform)
        if product is None or platform is None or product.archived or platform.archived:
            continue
        part = Part(listing, product, platform, _start(plan, listing, product), _index(plan, listing.end_month))
        reason = _absence(part, months)
        if reason:
            left_out.append((listing.id, reason))
            continue
        lacking, unpriced = _lacking(plan, part)
        parts.append(replace(part, lacking=lacking, unpriced=unpriced))
        told = tuple(dict.fromkeys((*unpriced, *lacking)))
        if told:
            missing.append(Missing("forecast", told, ("listing", listing.id)))
    return Cast(tuple(_by_priority(parts)), tuple(left_out), tuple(missing))


def _by_priority(parts: list[Part]) -> list[Part]:
    """By the listing's priority, its place among those that take part where it has none; equal ones as they stand."""

    def key(placed: tuple[int, Part]) -> float:
        place, part = placed
        return place if part.listing.priority is None else float(part.listing.priority)

    return [part for _place, part in sorted(enumerate(parts), key=key)]


def _index(plan: Plan, month: Month | None) -> int | None:
    start = plan.settings.start_month
    return None if month is None or start is None else month - start


def _start(plan: Plan, listing: Listing, product: Product) -> int:
    """The later of the listing's start and, while the product is not live, its launch; else the plan's first month."""
    named = [_index(plan, listing.start_month)]
    if product.stage != "live" or listing.start_month is None:
        named.append(_index(plan, product.launch_month))
    return max((index for index in named if index is not None), default=0)


def _absence(part: Part, months: int) -> str:
    listing, product = part.listing, part.product
    if listing.status in ("paused", "ended"):
        return str(listing.status)
    if product.stage == "retired":
        return "retired"
    if listing.status == "idea" and listing.start_month is None and product.launch_month is None:
        return "idea"
    if part.end is not None and (part.end < 0 or part.end < part.start):
        return "ended"
    return "later" if part.start >= months else ""


def _lacking(plan: Plan, part: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields without which the income of a listing cannot be told, and those without which only bought clicks
    cannot."""
    listing, product = part.listing, part.product
    needed = [] if _pays_alone(listing) else _organic(part)
    pricing = product.pricing or "one_off"
    if pricing == "advertising":
        needed += [] if product.backed_by else [(listing.rpm, listing, "rpm")]
    else:
        price = product.price if listing.price is None else listing.price
        needed += [(listing.conversion, listing, "conversion"), (price, product, "price")]
    special: dict[str, tuple[Any, Any, str]] = {
        "hourly": (product.hours_per_sale, product, "hours_per_sale"),
        "subscription": (product.churn, product, "churn"),
        "commission": (listing.commission_rate, listing, "commission_rate"),
    }
    needed += [special[pricing]] if pricing in special else []
    bought = [(listing.cost_per_click, listing, "cost_per_click")] if listing.ad_budget else []
    paid = _empty(bought)
    blocking = (*_empty(needed), *(paid if _pays_alone(listing) else ()), *_unconverted(plan, part))
    return tuple(dict.fromkeys(blocking)), paid


def _pays_alone(listing: Listing) -> bool:
    """Whether all its visitors are bought: nothing is published there."""
    return bool(listing.ad_budget) and listing.publications_per_month is None


def _organic(part: Part) -> list[tuple[Any, Any, str]]:
    """What those who come unpaid depend on."""
    listing, platform = part.listing, part.platform
    found = [
        (platform.audience, platform, "audience"),
        (listing.publications_per_month, listing, "publications_per_month"),
    ]
    return found if part.product.pricing == "advertising" else [*found, (listing.click_rate, listing, "click_rate")]


def _empty(needed: Iterable[tuple[Any, Any, str]]) -> tuple[str, ...]:
    return tuple(f"{_kind(record)}/{record.id}/{name}" for value, record, name in needed if value is None)


def _kind(record: Any) -> str:
    return type(record).__name__.lower()


def _unconverted(plan: Plan, part: Part) -> list[str]:
    """Amounts in a currency for which the plan has no rate."""
    found = []
    for record in (part.listing, part.product, part.platform):
        for name in ("price", "unit_cost", "fixed_fee", "ad_budget", "monthly_cost"):
            amount = getattr(record, name, None)
            if isinstance(amount, Money) and in_base(amount, plan) is None:
                found.append(f"{_kind(record)}/{record.id}/{name}")
    return found


def money(plan: Plan, amount: Money | None) -> float | None:
    """An exact amount in the plan's base currency; None where it is empty or has no rate."""
    exact = None if amount is None else in_base(amount, plan)
    return None if exact is None else float(exact)


@dataclass(frozen=True)
class Offering:
    """Makes offers of the parts of a cast from the values of the guesses.

    `made` are the hours already spent on making a product, `subscribers` those a listing has at the start; `guests` the
    exchanges of the alliances that count.
    """

    plan: Plan
    inputs: Mapping[str, Input]
    draw: Draw
    made: Mapping[str, float] = field(default_factory=dict)
    subscribers: Mapping[tuple[str, str], float] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()

    def value(self, kind: str, record_id: str, name: str, default: float = 0.0) -> Value:
        """The value of a guess; `default` where nothing was entered."""
        read = self.inputs.get(f"{kind}/{record_id}/{name}")
        return default if read is None else self.draw(read)

    def offers(self, parts: tuple[Part, ...]) -> tuple[Offer, ...]:
        """One offer a part, in the same order."""
        return tuple(self._offer(part, place) for place, part in enumerate(parts))

    def _offer(self, part: Part, place: int) -> Offer:
        pricing = part.product.pricing or "one_off"
        return Offer(
            id=part.listing.id, key=part.product.id, pricing=pricing, start=part.start, end=part.end,
            priority=float(place),
            once_per_person=bool(part.product.once_per_person and pricing == "one_off"),
            **self._reach(part), **self._effort(part), **self._money(part), **self._paid(part),
        )  # fmt: skip

    def _reach(self, part: Part) -> dict[str, Any]:
        platform, listing, product = part.platform.id, part.listing.id, part.product.id
        open_rate = self.value("platform", platform, "open_rate", 1.0)
        floor = float(part.platform.open_floor or 0)
        return {
            "audience": self.value("platform", platform, "audience"),
            "growth": self.value("platform", platform, "growth"),
            "open_rate": open_rate,
            "open_floor": np.minimum(floor, open_rate) if isinstance(open_rate, np.ndarray) else min(floor, open_rate),
            "open_half_life_months": self._half_life("platform", platform, "open_half_life_months"),
            "publications_per_month": self.value("listing", listing, "publications_per_month"),
            "click_rate": self.value("listing", listing, "click_rate"),
            "conversion": 0.0 if part.lacking else self.value("listing", listing, "conversion"),
            "half_life_months": self._half_life("product", product, "half_life_months"),
            "guests": self._guests(part),
        }

    def _half_life(self, kind: str, record_id: str, name: str) -> Value | None:
        value = self.value(kind, record_id, name)
        if isinstance(value, np.ndarray):
            return np.maximum(value, 1e-6)
        return value or None

    def _guests(self, part: Part) -> tuple[Guests, ...]:
        found = []
        for exchange in self.exchanges:
            if exchange.listing != part.listing.id or exchange.extra_audience is None:
                continue
            first, last = span(self.plan, self.plan.find("alliance", exchange.alliance))
            audience = self.value("exchange", exchange.id, "extra_audience")
            if last is None or last >= max(first, 0):
                found.append(Guests(str(exchange.alliance), audience, first, last))
        return tuple(found)

    def _effort(self, part: Part) -> dict[str, Any]:
        product, making = part.product.id, part.product.stage in ("idea", "making")
        to_make = self.value("product", product, "make_hours") if making else 0.0
        left = np.maximum(0.0, to_make - self.made.get(product, 0.0))
        evergreen = self.value("product", product, "evergreen_share")
        return {
            "hours_per_publication": self.value("platform", part.platform.id, "hours_per_publication"),
            "hours_per_sale": self._hours_per_sale(part),
            "upkeep_hours": self.value("product", product, "upkeep_hours"),
            "make_hours": left if isinstance(left, np.ndarray) and left.ndim else float(left),
            "make_start": min(0, part.start),
            "evergreen_share": evergreen,
        }

    def _hours_per_sale(self, part: Part) -> Value:
        hours = self.value("product", part.product.id, "hours_per_sale")
        if part.product.pricing == "hourly" and part.product.hours_per_sale is None:
            return 1.0  # any number will do: nothing is sold while it is missing
        return hours

    def _money(self, part: Part) -> dict[str, Any]:
        listing, product, platform = part.listing, part.product, part.platform
        fee = platform.fee_rate if listing.fee_rate is None else listing.fee_rate
        fixed = platform.fixed_fee if listing.fixed_fee is None else listing.fixed_fee
        price = money(self.plan, product.price if listing.price is None else listing.price)
        return {
            "price": price or 0.0,
            "fee_rate": float(fee or 0),
            "fixed_fee": money(self.plan, fixed) or 0.0,
            "unit_cost": money(self.plan, product.unit_cost) or 0.0,
            "refund_rate": self.value("product", product.id, "refund_rate"),
            "churn": self.value("product", product.id, "churn"),
            "active_before": self.subscribers.get((product.id, platform.id), 0.0),
            "rpm": self.value("listing", listing.id, "rpm"),
            "commission_rate": float(listing.commission_rate or 0),
        }

    def _paid(self, part: Part) -> dict[str, Any]:
        """Bought clicks; without a price per click the budget is spent all the same, and buys none that can be told."""
        cost = self.value("listing", part.listing.id, "cost_per_click")
        priced = isinstance(cost, np.ndarray) or cost > 0
        budget = money(self.plan, part.listing.ad_budget)
        return {"ad_budget": budget, "cost_per_click": cost if priced else NEVER_BOUGHT} if budget else {}


def span(plan: Plan, alliance: Alliance | None) -> tuple[int, int | None]:
    """The months (indices) between which an alliance holds: from the plan's start and without end where not said."""
    if alliance is None:
        return 0, None
    first = None if alliance.start is None else _index(plan, Month.of(alliance.start))
    last = None if alliance.end is None else _index(plan, Month.of(alliance.end))
    return first or 0, last
