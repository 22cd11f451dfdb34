"""A plan simulated: the month engine walked once, its flows added up to the paths that everything else is read from.

Arrays are (months, samples) or (listings, samples); never one over listings, months and samples at once.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecasting.alliance_flows import AllianceFlows
from planner.analysis.forecasting.cast import Part, money
from planner.analysis.forecasting.draws import Value
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import Input
from planner.analysis.forecasting.reading import Reading
from planner.analysis.listings.months import MonthFlow, parts, walk

Array = NDArray[np.float64]
_G = TypeVar("_G", bound=Hashable)
DAYS_A_MONTH = 30
HANDS_OFF_FROM = 12


class Stopped(Exception):  # noqa: N818 - it is no error: somebody no longer wants the answer
    """The simulation was asked to end."""


class Values(Protocol):
    """Where the values of guesses come from: `Draws` or `Columns`."""

    @property
    def samples(self) -> int:
        """How many values an array holds."""

    def of(self, read: Input) -> Value:
        """The values of one guess."""


@dataclass(frozen=True)
class Paths:
    """What the months bring.

    Shape (months, samples): `income` of listings and alliances, `unbound` (what of it is not paid for by hours at the
    wage), `ad_spend`, `hours`, `arrived` (income after payout delays), `variance` of the sales noise. Shape
    (listings, samples): `worth` of one order, and over the 12 months from the start `net` (income less advertising),
    `worked` (hours) and `orders`.
    Shape (listings, months): mean `monthly` income and `spent` on advertising. `fitted`: the mean part of each
    listing's work that its hours allow. `sold`: the chance of a first sale by product, for each month. `planned`,
    `idle` (samples): income of the 12 months from month 12, and what is left of it when no hour is worked. `brought`:
    mean income of the 12 months from the start through each alliance.
    """

    income: Array
    unbound: Array
    ad_spend: Array
    hours: Array
    arrived: Array
    variance: Array
    net: Array
    worked: Array
    orders: Array
    worth: Array
    monthly: Array
    spent: Array
    fitted: Array
    sold: dict[str, Array]
    planned: Array
    idle: Array
    brought: dict[str, float]


def simulated(
    reading: Reading, values: Values, stop: Callable[[], bool] | None = None, *, limited: bool = True, idle: bool = False
) -> Paths:
    """The paths of a plan for the values of its guesses.

    `limited`: hours set a limit; `idle` also reckons what goes on when no hour is worked, where the horizon allows.
    Raises Stopped when `stop()` says so between two parts of the samples.
    """
    offers = reading.offering(values.of).offers(reading.parts)
    alliances = AllianceFlows(reading, values.of)
    capacity = _capacity(reading, alliances) if limited else None
    sums = _Sums(reading, alliances, values.samples)
    idle_from = HANDS_OFF_FROM if idle and reading.months >= HANDS_OFF_FROM + YEAR else None
    for part in parts(values.samples, len(offers)):
        if stop is not None and stop():
            raise Stopped
        sums.begin(part)
        for flow in walk(offers, reading.months, capacity, part, idle_from):
            sums.add(flow, idle=idle_from is not None)
    return sums.means()


def _capacity(reading: Reading, alliances: AllianceFlows) -> list[Value] | None:
    """Hours left for listings by month: the free ones less those of milestones and alliances."""
    if reading.free is None:
        return None
    left = reading.free - reading.busy
    return [np.maximum(0.0, left[month] - alliances.hours(month)) for month in range(reading.months)]


class _Sums:
    """The arrays of `Paths` while they fill, one part of the samples after the other."""

    def __init__(self, reading: Reading, alliances: AllianceFlows, samples: int) -> None:
        self._reading, self._alliances, self._samples = reading, alliances, samples
        self._wage = money(reading.plan, reading.plan.settings.wage)
        self._delays = _Groups([_delay(part) for part in reading.parts])
        self._products = _Groups([part.product.id for part in reading.parts])
        self._advertised = any(part.listing.ad_budget for part in reading.parts)
        self._part = slice(0, 0)
        self._expected, self._squared = np.zeros((0, 0)), np.zeros((0, 0))
        self.paths = _nothing(reading.months, len(reading.parts), samples, self._products.names)

    def begin(self, part: slice) -> None:
        """Start at the first month of the samples of `part`."""
        self._part = part
        self._alliances.begin(part)
        self._expected = np.zeros((len(self._products.names), part.stop - part.start))

    def add(self, flow: MonthFlow, *, idle: bool) -> None:
        """Take in one month."""
        paths, part, month = self.paths, self._part, flow.month
        income, hours, orders = flow.income, flow.hours, flow.orders
        left = self._advertise(flow, income)
        paths.monthly[:, month] += income.sum(axis=1)
        paths.fitted[:] += flow.fraction.sum(axis=1)
        paths.hours[month, part] = hours.sum(axis=0)
        if month == 0:
            paths.worth[:, part] = flow.net
            self._squared = flow.worth**2
        paths.variance[month, part] = np.einsum("ls,ls->s", self._squared, orders)
        if month < YEAR:
            paths.net[:, part] += left
            paths.worked[:, part] += hours
            paths.orders[:, part] += orders
        paths.unbound[month, part] = self._unbound(left, hours)
        self._settle(flow, income)
        self._sell(month, orders)
        if idle and HANDS_OFF_FROM <= month < HANDS_OFF_FROM + YEAR:
            paths.planned[part] += income.sum(axis=0)
            paths.idle[part] += flow.idle_income.sum(axis=0)

    def _advertise(self, flow: MonthFlow, income: Array) -> Array:
        """Income less what was spent on advertising."""
        if not self._advertised:
            return income
        spent = flow.ad_spend
        self.paths.spent[:, flow.month] += spent.sum(axis=1)
        self.paths.ad_spend[flow.month, self._part] = spent.sum(axis=0)
        return income - spent

    def _settle(self, flow: MonthFlow, income: Array) -> None:
        """Alliances settle in the month itself; income reaches the account after its platform's payout delay."""
        shared, incomes = self._alliances.net(flow), self._delays.sums(income)
        self.paths.income[flow.month, self._part] = incomes.sum(axis=0) + shared
        self.paths.arrived[flow.month, self._part] += shared
        for delay, arriving in zip(self._delays.names, incomes, strict=True):
            if flow.month + delay < self._reading.months:
                self.paths.arrived[flow.month + delay, self._part] += arriving

    def _unbound(self, contribution: Array, hours: Array) -> Array:
        """Contribution above what its hours sell for; without a wage, that of listings which take no hours."""
        above = np.where(hours > 0, 0.0, contribution) if self._wage is None else contribution - self._wage * hours
        np.maximum(above, 0.0, out=above)
        unbound: Array = above.sum(axis=0)
        return unbound

    def _sell(self, month: int, orders: Array) -> None:
        """The chance of a first sale: 1 - exp(-expected orders so far), mean over the samples."""
        self._expected += self._products.sums(orders)
        for product, chances in zip(self._products.names, -np.expm1(-self._expected).sum(axis=1), strict=True):
            self.paths.sold[product][month] += chances

    def means(self) -> Paths:
        """The paths, with what was summed over samples divided by their number and the hours of all else added."""
        paths, samples = self.paths, self._samples
        for summed in (paths.monthly, paths.spent, *paths.sold.values()):
            np.divide(summed, samples, out=summed)
        np.divide(paths.fitted, samples * max(1, self._reading.months), out=paths.fitted)
        for month in range(self._reading.months):
            paths.hours[month] += self._reading.busy[month] + self._alliances.hours(month)
        paths.brought.update(self._alliances.brought(samples))
        return paths


class _Groups(Generic[_G]):
    """Listings in groups, named in the order in which they first appear."""

    def __init__(self, groups: Sequence[_G]) -> None:
        self.names = tuple(dict.fromkeys(groups))
        places = np.array([self.names.index(group) for group in groups], dtype=np.intp)
        self._order = np.argsort(places, kind="stable")
        self._starts = np.searchsorted(places[self._order], np.arange(len(self.names)))

    def sums(self, rows: Array) -> Array:
        """The rows (listings, samples) added up by group: (groups, samples)."""
        sums: Array
        if len(self.names) < 2:
            sums = rows.sum(axis=0, keepdims=True)[: len(self.names)]
        else:
            sums = np.add.reduceat(rows[self._order], self._starts, axis=0)
        return sums


def _delay(part: Part) -> int:
    """The payout delay of a listing's platform in whole months, rounded half up."""
    return (2 * (part.platform.payout_days or 0) + DAYS_A_MONTH) // (2 * DAYS_A_MONTH)


def _nothing(months: int, listings: int, samples: int, products: Iterable[str]) -> Paths:
    def by_month() -> Array:
        return np.zeros((months, samples))

    def by_listing() -> Array:
        return np.zeros((listings, samples))

    return Paths(
        income=by_month(), unbound=by_month(), ad_spend=by_month(), hours=by_month(), arrived=by_month(),
        variance=by_month(), net=by_listing(), worked=by_listing(), orders=by_listing(), worth=by_listing(),
        monthly=np.zeros((listings, months)), spent=np.zeros((listings, months)), fitted=np.zeros(listings),
        sold={product: np.zeros(months) for product in products}, planned=np.zeros(samples), idle=np.zeros(samples),
        brought={},
    )  # fmt: skip
