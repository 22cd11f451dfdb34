"""What happened: ledger, time log and publications month by month, in the plan's base currency and in hours.

Made once of a plan and the sums of its journal; each table is added up when it is first asked for. Nothing after the
month of `today` counts.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from planner.model.catalogue import Product
from planner.model.plan import Plan
from planner.model.proof import Proof
from planner.model.rates import Rates
from planner.model.tallies import MonthMinutes, MonthSum, PublicationSum, Tallies
from planner.model.values import Month

KINDS = ("hours", "products", "platforms", "alliances", "job", "other")
"""Kinds of income in the order in which a person moves: from selling hours to owning; then the job and what is neither."""
WEEKS = 12
EMPLOYED = "employed"

_SIGNS = {"sale": 1, "refund": -1, "fee": -1}  # what a sort adds to net income besides the fees of its lines
_OUT = ("published", "removed")  # what was taken down later had been read all the same
_PRICED = {"hourly": "hours", "advertising": "platforms", "commission": "platforms"}

_K = TypeVar("_K", bound=Hashable)
ByMonth = Mapping[Month, float]
ByMonthAnd = Mapping[tuple[Month, str | None], float]


@dataclass(frozen=True, slots=True)
class Line:
    """The entries of one month, sort and currency for one product, platform and partner, in the base currency.

    `amount` is positive for what was paid back; `sold` are pieces, of a product sold by the hour lines;
    `entries` are the lines, `uncounted` those that do not say how many were sold: each stands in `sold` as one.
    """

    month: Month
    sort: str
    kind: str
    product: str | None
    platform: str | None
    partner: str | None
    amount: float
    fee: float
    sold: int
    entries: int = 0
    uncounted: int = 0

    @property
    def earns(self) -> bool:
        """Whether it is part of net income: a sale, a refund, a fee, or anything that was charged a fee."""
        return self.sort in _SIGNS or self.fee != 0

    @property
    def income(self) -> float:
        """What it adds to net income: sales less refunds less fees, those that lines of any sort were charged too."""
        return _SIGNS.get(self.sort, 0) * self.amount - self.fee


@dataclass(frozen=True, slots=True)
class Reach:
    """The publications that went out in one month on one platform for one product; what came of them.

    `counted` are those whose views are known; `clicks` come of `clicks_of` views, `orders` of `orders_of` clicks.
    """

    count: int
    views: int
    counted: int
    clicks: int
    clicks_of: int
    orders: int
    orders_of: int


@dataclass(frozen=True)
class Actuals:
    """What the journal of a plan says as of `today`. Money is in the base currency; tables hold what is there, not noughts.

    `unconverted` are the currencies without any rate: their amounts are left out. Keys that end in a product, platform
    or partner hold None where a line names none, so that each table adds up to the whole.
    """

    today: date
    lines: tuple[Line, ...]
    unconverted: tuple[str, ...]
    minutes: tuple[tuple[Month, MonthMinutes], ...]
    reach: Mapping[tuple[Month, str, str | None], Reach]
    tallies: Tallies

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """From the first to the last month of which ledger, time log or publications say something, without gaps."""
        seen = (
            {line.month for line in self.lines}
            | {month for month, _one in self.minutes}
            | {key[0] for key in self.reach}
        )
        return tuple(min(seen) + index for index in range(max(seen) - min(seen) + 1)) if seen else ()

    @property
    def twelve_months(self) -> tuple[Month, ...]:
        """The 12 months that end with the month of `today`, oldest first."""
        last = Month.of(self.today)
        return tuple(last + index for index in range(-11, 1))

    def of_twelve_months(self, table: ByMonthAnd) -> dict[str | None, float]:
        """A table by month and something, added up over the last 12 months."""
        wanted = frozenset(self.twelve_months)
        return _added((key, value) for (month, key), value in table.items() if month in wanted)

    @cached_property
    def income(self) -> ByMonth:
        """Net income by month: sales less refunds less fees."""
        return _added((line.month, line.income) for line in self.lines if line.earns)

    @cached_property
    def income_by_product(self) -> ByMonthAnd:
        """Net income by month and product."""
        return _added(((line.month, line.product), line.income) for line in self.lines if line.earns)

    @cached_property
    def income_by_platform(self) -> ByMonthAnd:
        """Net income by month and platform."""
        return _added(((line.month, line.platform), line.income) for line in self.lines if line.earns)

    @cached_property
    def income_by_partner(self) -> ByMonthAnd:
        """Net income by month and partner."""
        return _added(((line.month, line.partner), line.income) for line in self.lines if line.earns)

    @cached_property
    def amounts(self) -> Mapping[tuple[Month, str], float]:
        """Amounts by month and sort of entry, signed as in the ledger, refunds as what was paid back.

        Fees that lines of any sort were charged stand under "fee": net income is sale - refund - fee.
        """
        plain = (((line.month, line.sort), line.amount) for line in self.lines)
        fees = (((line.month, "fee"), line.fee) for line in self.lines if line.fee)
        return _added((*plain, *fees))

    @cached_property
    def costs(self) -> ByMonth:
        """Costs by month, without advertising."""
        return self._amounts_of("cost")

    @cached_property
    def ad_spend(self) -> ByMonth:
        """What advertising cost by month."""
        return self._amounts_of("ad_spend")

    @cached_property
    def salary(self) -> ByMonth:
        """What the job paid by month."""
        return self._amounts_of("salary")

    def _amounts_of(self, sort: str) -> ByMonth:
        return {month: amount for (month, kind), amount in self.amounts.items() if kind == sort}

    @cached_property
    def ad_spend_by_listing(self) -> Mapping[tuple[str | None, str | None], float]:
        """What advertising cost in all, by product and platform."""
        return _added(((line.product, line.platform), line.amount) for line in self.lines if line.sort == "ad_spend")

    @cached_property
    def _by_kind(self) -> Mapping[tuple[Month, str], float]:
        earned = (((line.month, line.kind), line.income) for line in self.lines if line.earns)
        return _added((*earned, *(((month, "job"), amount) for month, amount in self.salary.items())))

    def income_by_kind(self, month: Month) -> dict[str, float]:
        """Net income of a month by each of `KINDS`, and the salary as "job".

        What came through a partner is of alliances, else the product's pricing decides; without a product it is of
        platforms where one is named and otherwise "other".
        """
        return {kind: self._by_kind.get((month, kind), 0.0) for kind in KINDS}

    @cached_property
    def hours(self) -> ByMonth:
        """Logged hours by month, without employed time."""
        return _added((month, one.minutes / 60) for month, one in self.minutes if one.activity != EMPLOYED)

    @cached_property
    def hours_by_activity(self) -> ByMonthAnd:
        """Logged hours by month and activity, employed time too."""
        return _added(((month, one.activity), one.minutes / 60) for month, one in self.minutes)

    @cached_property
    def hours_by_product(self) -> ByMonthAnd:
        """Logged hours by month and product, without employed time."""
        return _added(
            ((month, one.product), one.minutes / 60) for month, one in self.minutes if one.activity != EMPLOYED
        )

    @cached_property
    def making_hours(self) -> Mapping[str, float]:
        """Hours logged as making, by product."""
        made = ((one.product, one.minutes / 60) for _month, one in self.minutes if one.activity == "making")
        return _added((product, hours) for product, hours in made if product is not None)

    @cached_property
    def weeks(self) -> tuple[float, ...]:
        """Hours of the last 12 weeks between the first and the last one logged, oldest first, without employed time.

        Weeks of 0 hours between them stay in: illness and holidays are real. The week of `today` is not over and is
        left out.
        """
        this = self.today - timedelta(days=self.today.weekday())
        logged = sorted(monday for text in self.tallies.weeks if (monday := date.fromisoformat(text)) < this)
        if not logged:
            return ()
        count = (logged[-1] - logged[0]).days // 7 + 1
        mondays = (logged[-1] - timedelta(weeks=ago) for ago in reversed(range(min(count, WEEKS))))
        return tuple(self.tallies.weeks.get(monday.isoformat(), 0) / 60 for monday in mondays)

    @cached_property
    def milestone_hours(self) -> Mapping[str, float]:
        """Logged hours by milestone."""
        return {key: minutes / 60 for key, minutes in self.tallies.milestones.items()}

    @cached_property
    def domain_hours(self) -> Mapping[str, float]:
        """Logged hours by domain."""
        return {key: minutes / 60 for key, minutes in self.tallies.domains.items()}

    @cached_property
    def sold(self) -> Mapping[tuple[Month, str], int]:
        """Pieces sold by month and product; those given away do not count, an entry without quantity is one at least."""
        return self._pieces("sale")

    @cached_property
    def paid_back(self) -> Mapping[tuple[Month, str], int]:
        """Pieces refunded by month and product, in the month of the refund."""
        return self._pieces("refund")

    def _pieces(self, sort: str) -> dict[tuple[Month, str], int]:
        lines = (line for line in self.lines if line.sort == sort)
        return _added(((line.month, line.product), line.sold) for line in lines if line.product is not None)

    @cached_property
    def sales(self) -> Mapping[str, int]:
        """Pieces sold in all, by product; at least so many where the quantity of an entry is unknown."""
        return _added((product, count) for (_month, product), count in self.sold.items())

    @cached_property
    def sale_entries(self) -> Mapping[str, tuple[int, int]]:
        """Entries of sales by product, and how many of them do not say how many pieces were sold."""
        sales = [line for line in self.lines if line.sort == "sale" and line.product is not None]
        every = _added((str(line.product), line.entries) for line in sales)
        uncounted = _added((str(line.product), line.uncounted) for line in sales)
        return {product: (count, uncounted[product]) for product, count in every.items()}

    @cached_property
    def refunds(self) -> Mapping[str, int]:
        """Pieces refunded in all, by product."""
        return _added((product, count) for (_month, product), count in self.paid_back.items())

    @cached_property
    def orders(self) -> Mapping[tuple[str, str], int]:
        """Pieces sold in all, by product and platform."""
        sales = (line for line in self.lines if line.sort == "sale")
        named = ((line.product, line.platform, line.sold) for line in sales)
        return _added(((one, where), count) for one, where, count in named if one is not None and where is not None)

    @property
    def proofs(self) -> Mapping[str, Proof]:
        """What the ledger proves of each product that was sold."""
        return self.tallies.proofs

    @cached_property
    def first_sales(self) -> Mapping[str, date]:
        """The day of the first sale that was not wholly paid back, by product."""
        firsts = ((product, proof.first) for product, proof in self.proofs.items())
        return {product: first.date for product, first in firsts if first is not None and first.date is not None}

    @cached_property
    def silent_days(self) -> Mapping[str, int]:
        """Days since the last publication, by product."""
        return {product: max(0, (self.today - day).days) for product, day in self.tallies.published_on.items()}

    def effective_hourly(self, product: str, months: int | None = None) -> float | None:
        """Net income of the product over all its logged hours, making too; None without hours.

        With `months` only the last so many count, the month of `today` included: the trend.
        """
        first = None if months is None else Month.of(self.today) + (1 - months)

        def total(table: ByMonthAnd) -> float:
            return sum(value for (at, key), value in table.items() if key == product and (first is None or at >= first))

        hours = total(self.hours_by_product)
        return total(self.income_by_product) / hours if hours else None


def actuals(plan: Plan, tallies: Tallies, today: date) -> Actuals:
    """The facts behind `plan` as of `today`.

    Each sum is converted once from whole units, by the rate that held at the end of its month, else the newest.
    """
    last = Month.of(today)
    texts = {one.month for part in (tallies.money, tallies.minutes, tallies.publications) for one in part if one.month}
    months = {text: month for text in texts if (month := Month.parse(text)) <= last}
    rates = Rates(plan)
    money = [one for one in tallies.money if one.month in months]
    return Actuals(
        today=today,
        lines=tuple(_line(plan, one, months[one.month], rates) for one in money if one.currency in rates),
        unconverted=tuple(sorted({one.currency for one in money if one.currency not in rates})),
        minutes=tuple((months[one.month], one) for one in tallies.minutes if one.month in months),
        reach=_reach(tallies.publications, months),
        tallies=tallies,
    )


def _line(plan: Plan, one: MonthSum, month: Month, rates: Rates) -> Line:
    amount, fee = (float(rates.in_base(minor, one.currency, month)) for minor in (one.amount, one.fee))
    product = plan.find("product", one.product)
    hourly = product is not None and product.pricing == "hourly"
    sold, uncounted = (min(one.count, one.copies), 0) if hourly else (one.copies, one.uncounted)
    return Line(
        month, one.sort, _kind(one, product), one.product, one.platform, one.partner,
        amount, fee, sold, one.count, uncounted,
    )  # fmt: skip


def _kind(one: MonthSum, product: Product | None) -> str:
    if one.partner is not None:
        return "alliances"
    if product is not None:
        return _PRICED.get(product.pricing or "", "products")
    return "platforms" if one.platform is not None else "other"


def _reach(
    publications: Iterable[PublicationSum], months: Mapping[str, Month]
) -> dict[tuple[Month, str, str | None], Reach]:
    sums: dict[tuple[Month, str, str | None], tuple[int, ...]] = {}
    for one in publications:
        if one.status in _OUT and one.month in months:
            key = months[one.month], one.platform, one.product
            counts = (one.count, one.views, one.counted, one.clicks, one.clicks_of, one.orders, one.orders_of)
            sums[key] = tuple(map(sum, zip(sums.get(key, (0,) * len(counts)), counts, strict=True)))
    return {key: Reach(*counts) for key, counts in sums.items()}


_V = TypeVar("_V", int, float)


def _added(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, _V]:
    """The values of equal keys added up."""
    found: dict[_K, _V] = {}
    for key, value in pairs:
        found[key] = found[key] + value if key in found else value
    return found
