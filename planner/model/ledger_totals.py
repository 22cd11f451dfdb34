"""What many entries add up to: in, out and fees by currency, and all of it in the plan's base currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from planner.model.rates import Rates
from planner.model.values import Money, Month

WAYS: Final = {"sale": 1, "salary": 1, "refund": -1, "fee": -1, "cost": -1, "ad_spend": -1, "tax": -1}
"""Whether a sort of entry brings money in (1) or takes it out (-1); payouts and transfers only move it."""


@dataclass(frozen=True, slots=True)
class MonthSums:
    """One month and currency of the entries added up, in smallest units; a refund counts as what was paid back."""

    month: Month
    currency: str
    brought: int
    taken: int
    fees: int


@dataclass(frozen=True, slots=True)
class Total:
    """What came in, what went out and what was charged as fees on lines of any sort."""

    brought: Money
    taken: Money
    fees: Money

    @property
    def net(self) -> Money:
        """What is left."""
        return self.brought - self.taken - self.fees


@dataclass(frozen=True, slots=True)
class Totals:
    """`by_currency` in the order of the codes, the base currency first; `in_base` is None where a rate is missing.

    `unknown` are the currencies without a rate.
    """

    count: int = 0
    by_currency: tuple[Total, ...] = ()
    in_base: Total | None = None
    unknown: tuple[str, ...] = ()


def totals(count: int, sums: Iterable[MonthSums], rates: Rates, base: str) -> Totals:
    """The totals of `count` entries behind `sums`; each month is worth what the rate of its end says."""
    found: dict[str, list[int]] = {}
    worth = [Decimal(0)] * 3
    for one in sums:
        parts = (one.brought, one.taken, one.fees)
        held = found.setdefault(one.currency, [0, 0, 0])
        found[one.currency] = [was + more for was, more in zip(held, parts, strict=True)]
        if one.currency in rates:
            worth = [was + rates.in_base(part, one.currency, one.month) for was, part in zip(worth, parts, strict=True)]
    order = sorted(found, key=lambda code: (code != base, code))
    unknown = tuple(code for code in order if code not in rates)
    return Totals(
        count,
        tuple(Total(*(Money.of_minor(part, code) for part in found[code])) for code in order),
        None if unknown else Total(*(Money.rounded(part, base) for part in worth)),
        unknown,
    )
