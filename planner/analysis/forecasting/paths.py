"""A plan simulated: the month engine walked once, its flows added up to the paths that everything else is read from.

Arrays are (months, samples) or (listings, samples); never one over listings, months and samples at once.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecasting.alliance_flows import AllianceFlows
from planner.analysis.forecasting.cast import Part, money
from planner.analysis.forecasting.draws import Value
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import Input
from planner.analysis.forecasting.reading import Reading
from planner.analysis.listings.months import MonthFlow, abreast, parts, walk

Array = NDArray[np.float64]
_G = TypeVar("_G", bound=Hashable)
DAYS_A_MONTH = 30
HANDS_OFF_FROM = 12
BY_MONTH = ("income", "unbound", "ad_spend", "hours", "arrived", "variance")
BY_LISTING = ("net", "worked", "orders", "worth")
SURE = 40.0  # orders expected, from which on no float is nearer to the chance of a first one than 1


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
    reading: Reading,
    values: Values,
    stop: Callable[[], bool] | None = None,
    *,
    limited: bool = True,
    idle: bool = False,
) -> Paths:
    """The paths of a plan for the values of its guesses.

    `limited`: hours set a limit; `idle` also reckons what goes on when no hour is worked, where the horizon allows.
    Raises Stopped when `stop()` says so after a month of a part of the samples; it is asked in several threads.
    """
    offers = reading.offering(values.of).offers(reading.parts)
    alliances = AllianceFlows.of(reading, values.of)
    capacity = capacity_of(reading, alliances) if limited else None
    idle_from = HANDS_OFF_FROM if idle and reading.months >= HANDS_OFF_FROM + YEAR else None
    groups = _Grouped(reading)
    whole = _nothing(reading.months, len(reading.parts), values.samples, groups.products.names)

    def some(part: slice) -> Paths:
        sums = _Sums(reading, groups, alliances.begun(part), _within(whole, part))
        for flow in walk(offers, reading.months, capacity, part, idle_from):
            sums.add(flow, idle=idle_from is not None)
            if stop is not None and stop():
                raise Stopped
        return sums.ended()

    found = list(abreast(some, parts(values.samples, len(offers))))
    return _together(whole, found, [reading.busy[month] + alliances.hours(month) for month in range(reading.months)])


def capacity_of(reading: Reading, alliances: AllianceFlows) -> list[Value] | None:
    """Hours left for listings by month: the free ones less those of milestones and alliances."""
    if reading.free is None:
        return None
    left = reading.free - reading.busy
    return [np.maximum(0.0, left[month] - alliances.hours(month)) for month in range(reading.months)]


class _Grouped:
    """How the listings of a reading are added up: by payout delay and by product."""

    def __init__(self, reading: Reading) -> None:
        self.delays = _Groups.of([_delay(part) for part in reading.parts])
        self.products = _Groups.of([part.product.id for part in reading.parts])


class _Sums:
    """The arrays of `Paths` while a part of the samples fills its place in them."""

    def __init__(self, reading: Reading, groups: _Grouped, alliances: AllianceFlows, paths: Paths) -> None:
        self.paths = paths
        self._reading, self._groups, self._alliances = reading, groups, alliances
        self._wage = money(reading.plan, reading.plan.settings.wage)
        self._advertised = any(part.listing.ad_budget for part in reading.parts)
        self._samples = paths.planned.size
        self._unsure = groups.products
        self._expected = np.zeros((len(self._unsure.names), self._samples))
        self._squared = np.zeros((0, 0))

    def add(self, flow: MonthFlow, *, idle: bool) -> None:
        """Take in one month."""
        paths, month, income = self.paths, flow.month, flow.income
        paths.monthly[:, month] = income.sum(axis=1)
        paths.fitted[:] += flow.fraction.sum(axis=1)
        earned = self._settle(flow, income)
        if idle and HANDS_OFF_FROM <= month < HANDS_OFF_FROM + YEAR:
            paths.planned[:] += earned
            paths.idle[:] += flow.idle_income.sum(axis=0)
        if month == 0:
            paths.worth[:] = flow.net
            self._squared = flow.worth**2
        self._sell(month, flow.orders)
        self._work(month, self._advertise(flow, income), flow.hours)

    def _work(self, month: int, left: Array, hours: Array) -> None:
        """What is left of the income, and the hours it took."""
        paths = self.paths
        hours.sum(axis=0, out=paths.hours[month])
        if month < YEAR:
            paths.net[:] += left
            paths.worked[:] += hours
        paths.unbound[month] = self._unbound(left, hours)

    def _advertise(self, flow: MonthFlow, income: Array) -> Array:
        """Income less what was spent on advertising."""
        if not self._advertised:
            return income
        spent = flow.ad_spend
        self.paths.spent[:, flow.month] = spent.sum(axis=1)
        self.paths.ad_spend[flow.month] = spent.sum(axis=0)
        return np.subtract(income, spent, out=spent)

    def _settle(self, flow: MonthFlow, income: Array) -> Array:
        """Alliances settle in the month itself; income (given back) reaches the account after its platform's payout
        delay."""
        shared, incomes = self._alliances.net(flow), self._groups.delays.sums(income)
        earned: Array = incomes.sum(axis=0)
        self.paths.income[flow.month] = earned + shared
        self.paths.arrived[flow.month] += shared
        for delay, arriving in zip(self._groups.delays.names, incomes, strict=True):
            if flow.month + delay < self._reading.months:
                self.paths.arrived[flow.month + delay] += arriving
        return earned

    def _unbound(self, contribution: Array, hours: Array) -> Array:
        """Contribution above what its hours sell for; without a wage, that of listings which take no hours.

        `hours` are overwritten.
        """
        if self._wage is None:
            above = np.where(hours > 0, 0.0, contribution)
        else:
            above = np.multiply(hours, -self._wage, out=hours)
            above += contribution
        np.maximum(above, 0.0, out=above)
        unbound: Array = above.sum(axis=0)
        return unbound

    def _sell(self, month: int, orders: Array) -> None:
        """Sales, how they vary, and the chance of a first one: 1 - exp(-expected orders so far), added up over the samples.

        Orders of a product that has surely sold in every sample are no longer looked at.
        """
        np.einsum("ls,ls->s", self._squared, orders, out=self.paths.variance[month])
        if month < YEAR:
            self.paths.orders[:] += orders
        for chances in self.paths.sold.values():
            chances[month] = self._samples
        if not self._unsure.names:
            return
        self._expected += self._unsure.sums(orders)
        for product, chance in zip(self._unsure.names, -np.expm1(-self._expected).sum(axis=1), strict=True):
            self.paths.sold[product][month] = chance
        unsure = np.flatnonzero(self._expected.min(axis=1) < SURE)
        if unsure.size < len(self._unsure.names):
            self._unsure, self._expected = self._unsure.some(unsure), self._expected[unsure]

    def ended(self) -> Paths:
        """The paths of these samples; what is no array by sample is still summed up over them."""
        self.paths.brought.update(self._alliances.brought())
        return self.paths


def _together(whole: Paths, found: Sequence[Paths], busy: Sequence[Value]) -> Paths:
    """The paths of all samples, whose parts have been found, with the hours of all else by month added."""
    samples = whole.planned.size
    for hours, more in zip(whole.hours, busy, strict=True):
        np.add(hours, more, out=hours)
    return replace(
        whole,
        monthly=_mean([paths.monthly for paths in found], samples),
        spent=_mean([paths.spent for paths in found], samples),
        fitted=_mean([paths.fitted for paths in found], samples * max(1, len(busy))),
        sold={name: _mean([paths.sold[name] for paths in found], samples) for name in whole.sold},
        brought={name: sum(paths.brought[name] for paths in found) / samples for name in found[0].brought},
    )


def _mean(sums: Sequence[Array], samples: int) -> Array:
    return np.asarray(sum(sums[1:], sums[0]) / samples)


class _Groups(Generic[_G]):
    """Listings in groups, each with its rows."""

    def __init__(self, rows: Mapping[_G, Sequence[int]]) -> None:
        self.names = tuple(rows)
        self._rows = rows
        self._order = np.array([row for some in rows.values() for row in some], dtype=np.intp)
        self._starts = np.cumsum([0, *(len(some) for some in rows.values())])[:-1]

    @classmethod
    def of(cls, groups: Sequence[_G]) -> "_Groups[_G]":
        """From the group of each listing, in the order in which they first appear."""
        rows: dict[_G, list[int]] = {}
        for row, group in enumerate(groups):
            rows.setdefault(group, []).append(row)
        return cls(rows)

    def some(self, places: NDArray[np.intp]) -> "_Groups[_G]":
        """Only the groups at these places."""
        return _Groups({self.names[place]: self._rows[self.names[place]] for place in places})

    def sums(self, rows: Array) -> Array:
        """The rows (listings, samples) added up by group: (groups, samples)."""
        sums: Array
        if len(self.names) == 1 and len(self._order) == len(rows):
            sums = rows.sum(axis=0, keepdims=True)
        elif self.names:
            sums = np.add.reduceat(rows[self._order], self._starts, axis=0)
        else:
            sums = np.zeros((0, rows.shape[1]))
        return sums


def _delay(part: Part) -> int:
    """The payout delay of a listing's platform in whole months, rounded half up."""
    return (2 * (part.platform.payout_days or 0) + DAYS_A_MONTH) // (2 * DAYS_A_MONTH)


def _nothing(months: int, listings: int, samples: int, products: Iterable[str]) -> Paths:
    shapes = dict.fromkeys(BY_MONTH, (months, samples)) | dict.fromkeys(BY_LISTING, (listings, samples))
    return Paths(
        **{name: np.zeros(shape) for name, shape in shapes.items()},
        monthly=np.zeros((listings, months)), spent=np.zeros((listings, months)), fitted=np.zeros(listings),
        sold={product: np.zeros(months) for product in products}, planned=np.zeros(samples), idle=np.zeros(samples),
        brought={},
    )  # fmt: skip


def _within(whole: Paths, part: slice) -> Paths:
    """The place of some samples in the arrays of all, and sums of their own."""
    by_sample = (*BY_MONTH, *BY_LISTING, "planned", "idle")
    return replace(
        whole,
        **{name: getattr(whole, name)[..., part] for name in by_sample},
        **{name: np.zeros_like(getattr(whole, name)) for name in ("monthly", "spent", "fitted")},
        sold={product: np.zeros_like(chances) for product, chances in whole.sold.items()},
        brought={},
    )
