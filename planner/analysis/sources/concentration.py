"""On how few sources an income rests: effective numbers, shares of the sources, outlets of the products.

Amounts are money of one currency over the same time.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.analysis import bounds
from planner.i18n import _

ORDERS = (0, 1, 2, math.inf)
LARGE_SHARE = 0.10  # a customer or partner above this share is named; a judgement for one person, not for a market


@dataclass(frozen=True, slots=True)
class EffectiveNumber:
    """As many equal sources would be as concentrated; `hhi` (0 to 1) and `top_share` are None without income."""

    effective: float
    hhi: float | None
    top_share: float | None


def effective_number(amounts: Sequence[float] | None, order: float = 2) -> EffectiveNumber:
    """Hill's number (Hill 1973) of the shares s: order 0 counts the sources, 1 is exp(-sum s ln s), 2 is 1/sum s^2,
    infinite order is 1/largest share. HHI is sum s^2.

    Amounts are 0 or more; without income the number is 0. Unknown for another order.
    """
    incomes = bounds.numbers(amounts, "amounts", 0)
    if order not in ORDERS:
        message = _("“{field}” must be one of {known}.").format(field="order", known="0, 1, 2, inf")
        bounds.refuse(message, "order", "unknown")
    largest = max(incomes, default=0)
    if largest == 0:
        return EffectiveNumber(0, None, None)
    total = math.fsum(income / largest for income in incomes)  # the largest first: no sum overflows, none vanishes
    shares = [income / largest / total for income in incomes if income / largest > 0]
    hhi = math.fsum(share**2 for share in shares)
    numbers = (len(shares), math.exp(-math.fsum(share * math.log(share) for share in shares)), 1 / hhi, total)
    return EffectiveNumber(numbers[ORDERS.index(order)], hhi, 1 / total)


@dataclass(frozen=True, slots=True)
class Part:
    """One source: its amount, and its share of all amounts that are not losses (None without income)."""

    id: str
    amount: float
    share: float | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The sources from the largest down (ties by id), their effective number of order 2, and the losses apart."""

    parts: tuple[Part, ...]
    number: EffectiveNumber
    losses: tuple[Part, ...]

    @property
    def large(self) -> tuple[Part, ...]:
        """The sources above a tenth of the income."""
        return tuple(part for part in self.parts if (part.share or 0) > LARGE_SHARE)


def breakdown(amounts: Mapping[str, float]) -> Breakdown:
    """What each source brings; a source that loses money has no share and stands under `losses`."""
    read = {one: bounds.number(amount, f"amounts/{one}") for one, amount in amounts.items()}
    ordered = sorted(read.items(), key=lambda source: (-source[1], source[0]))
    incomes = {one: amount for one, amount in ordered if amount >= 0}
    total = math.fsum(incomes.values())
    return Breakdown(
        tuple(Part(one, amount, amount / total if total > 0 else None) for one, amount in incomes.items()),
        effective_number(list(incomes.values())),
        tuple(Part(one, amount, None) for one, amount in reversed(ordered) if amount < 0),
    )


@dataclass(frozen=True, slots=True)
class Outlets:
    """How many outlets one product has, and the share of its income from the second largest (None without income)."""

    product: str
    count: int
    second_share: float | None


def outlets(incomes: Mapping[str, Sequence[float]]) -> tuple[Outlets, ...]:
    """The outlets of each product, whose incomes (0 or more) are listed by product; 0 for the second of one outlet."""
    found = []
    for product, amounts in incomes.items():
        by_size = sorted((bounds.not_negative(amount, f"incomes/{product}") for amount in amounts), reverse=True)
        total = math.fsum(by_size)
        second = by_size[1] if len(by_size) > 1 else 0.0
        found.append(Outlets(product, len(by_size), second / total if total > 0 else None))
    return tuple(found)
