"""What the journal adds up to: the sums that analysis needs of entries, time log and publications, in whole units.

The store fills these in one pass of SQL each; analysis never sees a single line of a million. Money is in minor units
of its own currency, time in minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from planner.model.proof import Proof

_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month (YYYY-MM), sort and currency of entries for one product, platform and partner.

    A refund counts as what was paid back, however its line is signed. `count` are the lines, `copies` the pieces in
    them: a line without a quantity is at least one, one without money none. `uncounted` are the lines with money and
    without quantity.
    """

    month: str
    sort: str
    currency: str
    product: str | None
    platform: str | None
    partner: str | None
    amount: int
    fee: int
    count: int
    copies: int
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class MonthMinutes:
    """The minutes of one month for one activity and product."""

    month: str
    activity: str | None
    product: str | None
    minutes: int


@dataclass(frozen=True, slots=True)
class FeeSum:
    """The sales of one platform in one currency that were charged fees: how many, what was paid, what was kept."""

    platform: str
    currency: str
    count: int
    amount: int
    fee: int


@dataclass(frozen=True, slots=True)
class PublicationSum:
    """The publications of one month on one platform for one product (that of their work) in one status.

    Hits are only ever set against the trials they belong to: `clicks` of `clicks_of` views are those of publications
    of which both are known, and so are `orders` of `orders_of` clicks.
    """

    month: str
    platform: str
    product: str | None
    status: str
    count: int
    views: int = 0
    counted: int = 0  # publications whose views are known
    clicks: int = 0
    clicks_of: int = 0
    orders: int = 0
    orders_of: int = 0


@dataclass(frozen=True, slots=True)
class Tallies:
    """Everything the journal adds up to. `weeks` maps the Monday of a week (ISO day) to the minutes worked in it.

    `milestones` and `domains` map ids to minutes; `employed` time is left out of `weeks`. `published_on` holds the last
    day on which a work of the product was published, by product; `publishing` the minutes spent on publishing by month
    and platform.
    """

    money: tuple[MonthSum, ...] = ()
    minutes: tuple[MonthMinutes, ...] = ()
    publications: tuple[PublicationSum, ...] = ()
    weeks: Mapping[str, int] = field(default_factory=lambda: _NONE)
    milestones: Mapping[str, int] = field(default_factory=lambda: _NONE)
    domains: Mapping[str, int] = field(default_factory=lambda: _NONE)
    proofs: Mapping[str, Proof] = field(default_factory=lambda: MappingProxyType({}))
    published_on: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    publishing: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
