"""What an exchange is worth to each side, and which terms leave both better off than without it.

Money in one currency. Each side values what it gives and gets for itself (Gordijn & Akkermans 2001).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.rounding import hair
from planner.i18n import _

MOST_ITEMS = 16  # 65,536 subsets
DIRECTIONS = ("give", "get")
Samples = float | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part; `own`: value made less cost borne outside the exchanges (may be below 0)."""

    id: str
    own: float = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """Something that passes from one actor to another, valued (0 or more) by each of them."""

    giver: str | None
    receiver: str | None
    value_to_giver: float | None
    value_to_receiver: float | None


@dataclass(frozen=True, slots=True)
class NetValues:
    """Net value by actor, and the actors whose net is not above 0, in the actors' order."""

    net: dict[str, float]
    unsustainable: tuple[str, ...]


def net_values(actors: Sequence[Actor], exchanges: Sequence[Transfer]) -> NetValues:
    """Net value of each actor: own + values received - values given.

    Unknown when an exchange names an actor who is not there or an id stands twice.
    """
    bounds.some(actors, "actors")
    bounds.distinct([bounds.named(actor.id, "actors/id") for actor in actors], "actors")
    net = {actor.id: bounds.number(actor.own, f"actors/{actor.id}/own") for actor in actors}
    largest = [abs(own) for own in net.values()]
    for index, transfer in enumerate(exchanges):
        field = f"exchanges/{index}"
        giver = bounds.one_of(bounds.named(transfer.giver, f"{field}/giver"), f"{field}/giver", net)
        receiver = bounds.one_of(bounds.named(transfer.receiver, f"{field}/receiver"), f"{field}/receiver", net)
        given = bounds.not_negative(transfer.value_to_giver, f"{field}/value_to_giver")
        received = bounds.not_negative(transfer.value_to_receiver, f"{field}/value_to_receiver")
        net[giver] -= given
        net[receiver] += received
        largest += [given, received]
    return NetValues(net, tuple(actor for actor, value in net.items() if value <= hair(largest)))


@dataclass(frozen=True, slots=True)
class Side:
    """What a side puts in (`cost`, hours x wage included) and what it would have otherwise (`alternative`), 0 or more."""

    cost: float = 0
    alternative: float = 0

    def need(self, field: str) -> float:
        """What the side must get at the least: cost + alternative."""
        cost = bounds.not_negative(self.cost, f"{field}_cost")
        return cost + bounds.not_negative(self.alternative, f"{field}_alternative")


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """Our share of the revenue that suits both (`low` to `high`), and the Nash split; None where no share does."""

    possible: bool
    low: float | None = None
    high: float | None = None
    nash_share: float | None = None
    our_net: float | None = None
    their_net: float | None = None


def share_interval(revenue: float | None, ours: Side, theirs: Side, power: float = 0.5) -> ShareInterval:
    """Individually rational shares: (our cost + our alternative)/R to 1 - (their cost + their alternative)/R.

    With our bargaining power b, our net is our alternative + b x surplus (Nash 1950). One point counts as an interval.
    """
    whole = bounds.positive(revenue, "revenue")
    our_need, their_need = ours.need("our"), theirs.need("their")
    weight = bounds.rate(power, "power")
    surplus = whole - our_need - their_need
    if surplus < -hair(whole):
        return ShareInterval(possible=False)
    surplus = max(0.0, surplus)
    gain = weight * surplus
    return ShareInterval(
        possible=True,
        low=our_need / whole,
        high=(our_need + surplus) / whole,
        nash_share=(our_need + gain) / whole,
        our_net=ours.alternative + gain,
        their_net=theirs.alternative + surplus - gain,
    )


@dataclass(frozen=True, slots=True)
class SampledSide:
    """Cost and alternative of a side as samples (or one number for all)."""

    cost: Samples = 0.0
    alternative: Samples = 0.0


@dataclass(frozen=True, slots=True)
class ShareChances:
    """For our share of 0, 1, ... 100 %: the chance that both gain; and the share with the largest product of mean gains.

    `best_share` is None when no share lets both gain on average; `best_chance` belongs to it.
    """

    shares: tuple[float, ...]
    both_gain: tuple[float, ...]
    best_share: float | None
    best_chance: float | None


def share_chances(revenue: NDArray[np.float64], ours: SampledSide, theirs: SampledSide) -> ShareChances:
    """P(s R > our cost + alternative and (1 - s) R > theirs) for each share s, from equally long samples.

    The best share has the largest product of the two mean gains (Nash 1950 on expectations), the smallest among equals.
    """
    shares = np.arange(101) / 100
    our_need = ours.cost + ours.alternative + np.zeros_like(revenue)
    their_need = theirs.cost + theirs.alternative + np.zeros_like(revenue)
    chances = tuple(
        float(np.mean((share * revenue > our_need) & ((1 - share) * revenue > their_need))) for share in shares
    )
    our_gain = shares * revenue.mean() - our_need.mean()
    their_gain = (1 - shares) * revenue.mean() - their_need.mean()
    product = np.where((our_gain > 0) & (their_gain > 0), our_gain * their_gain, 0)
    best = int(product.argmax())
    if product[best] <= 0:
        return ShareChances(tuple(shares.tolist()), chances, None, None)
    return ShareChances(tuple(shares.tolist()), chances, float(shares[best]), chances[best])


@dataclass(frozen=True, slots=True)
class CommissionInterval:
    """Commission for one sale that suits both: what they need at the least, what we can pay at the most."""

    low: float
    high: float
    possible: bool


def commission_interval(
    margin: float | None, conversion: float | None, their_alternative_per_click: float | None
) -> CommissionInterval:
    """Commission per sale from their alternative per click / conversion up to our margin per sale (which may be a loss).

    Infinite low end when no click ever buys.
    """
    high = bounds.number(margin, "margin")
    bought = bounds.rate(conversion, "conversion")
    elsewhere = bounds.not_negative(their_alternative_per_click, "their_alternative_per_click")
    low = elsewhere / bought if bought > 0 else math.inf
    return CommissionInterval(low, high, low <= high + hair(high))


@dataclass(frozen=True, slots=True)
class Item:
    """A line on the table: what we would `give` or `get`, valued (0 or more) by both sides."""

    id: str
    direction: str | None
    value_to_us: float | None
    value_to_them: float | None


@dataclass(frozen=True, slots=True)
class BestExchange:
    """The lines to keep, what each side gains by them, and the product of the gains."""

    chosen: tuple[str, ...]
    our_gain: float
    their_gain: float
    product: float


def best_exchange(items: Sequence[Item]) -> BestExchange:
    """Of all subsets that leave neither side worse, the one with the largest product of gains (Nash 1950).

    Giving costs us our value and brings them theirs; getting the reverse. Equal products go to the subset that comes
    first when counted up in binary, item 1 being 1, item 2 being 2, item 3 being 4. Up to 16 lines, else too_many.
    """
    if len(items) > MOST_ITEMS:
        message = _("{count} lines are too many to try every choice; leave at most {most}.")
        bounds.refuse(message.format(count=len(items), most=MOST_ITEMS), "items", "too_many")
    bounds.distinct([bounds.named(item.id, "items/id") for item in items], "items")
    ours, theirs = np.zeros(1), np.zeros(1)
    for item in items:
        path = f"items/{item.id}/direction"
        direction = bounds.one_of(bounds.named(item.direction, path), path, DIRECTIONS)
        to_us = bounds.not_negative(item.value_to_us, f"items/{item.id}/value_to_us")
        to_them = bounds.not_negative(item.value_to_them, f"items/{item.id}/value_to_them")
        sign = 1 if direction == "get" else -1
        ours = np.concatenate((ours, ours + sign * to_us))
        theirs = np.concatenate((theirs, theirs - sign * to_them))
    our_gains, their_gains = _unless_dust(ours), _unless_dust(theirs)
    products = np.where((our_gains >= 0) & (their_gains >= 0), our_gains * their_gains, -1)
    best = int(np.argmax(products >= products.max() - hair(products.max())))
    chosen = tuple(item.id for position, item in enumerate(items) if best >> position & 1)
    return BestExchange(chosen, float(our_gains[best]), float(their_gains[best]), float(products[best]))


def _unless_dust(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(gains) <= hair(gains), 0, gains)
