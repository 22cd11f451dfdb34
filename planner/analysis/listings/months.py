"""The month engine: what a set of listings brings in and takes, month by month, under a limit of hours.

All offers of a month together, as matrices (offer, sample) of a part of the samples, of which two fit into memory; never a
month more than is being looked at. The order of the steps is that of the specification: demand, hours
in priority order, what is served, income. (Theory of constraints; terms after Gupta & Lehmann 2003.)
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.analysis.listings.demand import Demand
from planner.analysis.listings.hours_limit import BaseHours, HoursLimit
from planner.analysis.listings.offers import Array, Offer, Value, column, in_priority_order, matrix
from planner.analysis.listings.pool import Cut
from planner.analysis.listings.takings import Takings

_T = TypeVar("_T")
Capacity = Value | Sequence[Value] | None
HANDS_OFF_MONTHS = 12
ABREAST, CELLS = 2, 600_000
FIRST = slice(0, 1)


def parts(samples: int, offers: int) -> Iterator[slice]:
    """`samples` in equal parts with at most `CELLS` numbers in a matrix of so many offers; one, or as many as go abreast.

    As few as fit into memory: threads that hand over to each other at every step are slower than one alone when steps
    are short.
    """
    cells = samples * max(offers, 1)
    count = 1 if cells <= CELLS else min(samples, ABREAST * -(-cells // (ABREAST * CELLS)))
    ends = [samples * place // count for place in range(count + 1)]
    return (slice(start, stop) for start, stop in pairwise(ends))


def abreast(work: Callable[[slice], _T], some: Iterable[slice]) -> Iterator[_T]:
    """What `work` makes of each part, in their order; two at a time, for NumPy leaves the interpreter to others."""
    first, *others = some
    if not others:
        yield work(first)
        return
    begun = deque([_threads().submit(work, first)])
    for part in others:
        begun.append(_threads().submit(work, part))
        if len(begun) == ABREAST:
            yield begun.popleft().result()
    yield from (one.result() for one in begun)


@cache
def _threads() -> ThreadPoolExecutor:
    """The same from first to last: each thread has a store of memory of its own, which is used again."""
    return ThreadPoolExecutor(ABREAST, thread_name_prefix="brightroad-forecast")


def walk(
    offers: Sequence[Offer],
    months: int,
    capacity: Capacity = None,
    part: slice = FIRST,
    idle_from: int | None = None,
) -> Iterator["MonthFlow"]:
    """The months 0, 1, ... of checked `offers`, for the samples of `part`.

    `capacity`: hours a month, a number or one per sample, or a list of these by month; None is no limit. `idle_from`
    asks for `MonthFlow.idle_income` in the 12 months from that one. A flow is to be read before the next is asked for.
    """
    engine = _Engine(offers, part)
    for month in range(months):
        if month == idle_from:
            engine.part_ways()
        engine.come(month, _limit(capacity, month, part))
        yield MonthFlow(month, engine)
        if idle_from is not None and month == idle_from + HANDS_OFF_MONTHS - 1:
            engine.idle = None


def _limit(capacity: Capacity, month: int, part: slice) -> Value | None:
    limit = capacity[month] if isinstance(capacity, Sequence) else capacity
    return limit[part] if isinstance(limit, np.ndarray) else limit


@dataclass(frozen=True, slots=True)
class GuestShare:
    """The share of the people reached by an offer (its position) who are guests of an alliance, by sample."""

    offer: int
    alliance: str
    share: Array


class _Idle:
    """The same offers from now on if no hour is worked: their subscribers and buyers, kept apart from the plan's."""

    def __init__(self, engine: "_Engine") -> None:
        self.active = engine.takings.active.copy()
        self.buyers = engine.demand.pool.buyers.copy()
        self.income = np.empty_like(engine.income)

    def come(self, engine: "_Engine") -> None:
        """Reckon the month from its full demand, before hours set a limit."""
        evergreen, pool = engine.evergreen, engine.demand.pool
        units = engine.demand.units * evergreen
        if pool.rows.size:
            sold = pool.orders(self.buyers) * evergreen[pool.rows]
            self.buyers += sold
            units[pool.rows] = sold
        engine.takings.month(units, self.active, self.income)


class _Engine:
    """The state of the offers between months; rows are in priority order."""

    def __init__(self, offers: Sequence[Offer], part: slice) -> None:
        order = in_priority_order(offers)
        ordered = [offers[place] for place in order]
        self.given: NDArray[np.intp] | None = None if order == sorted(order) else np.argsort(order)
        self.order = order
        self.alliances = [guests.id for offer in ordered for guests in offer.guests]
        self.demand = Demand(ordered, part)
        self.base = BaseHours(ordered, part)
        self.takings = Takings(ordered, part)
        self.limit = HoursLimit(self.base, self.takings.per_sale)
        self.income = np.empty_like(self.demand.units)
        self.ad_budget = column(ordered, "ad_budget", part)
        works_alone = [0.0 if offer.pricing == "hourly" else offer.evergreen_share for offer in ordered]
        self.evergreen = matrix(works_alone, part)
        self.idle: _Idle | None = None

    def part_ways(self) -> None:
        """From here on also reckon what comes in when no hour is worked."""
        self.idle = _Idle(self)

    def come(self, month: int, limit: Value | None) -> None:
        """Go on to this month: called for 0, 1, 2, ... in turn."""
        demand, takings = self.demand, self.takings
        demand.come(month)
        self.base.come(month, demand.live)
        if self.idle:
            self.idle.come(self)
        if self.limit.fit(limit, demand.units):
            self._cut(self.limit.first)
        if demand.pool.rows.size:
            demand.pool.buyers += demand.units[demand.pool.rows]
        takings.month(demand.units, takings.active, self.income)

    def _cut(self, first: int) -> None:
        """Cut the orders of the rows from `first` on to what the hours allow."""
        hourly = self.takings.hourly[self.takings.hourly >= first]
        wanted = self.demand.units[hourly]
        self.demand.units[first:] *= self.limit.fraction[first:]
        if hourly.size:
            self._serve(hourly, wanted)
        if self.demand.pool.rows.size:
            self._cut_pool()

    def _serve(self, rows: NDArray[np.intp], wanted: Array) -> None:
        """Services: the base hours first, then as many orders as the rest allows."""
        base, left = self.base.hours[rows], self.limit.left(rows)
        with np.errstate(divide="ignore", invalid="ignore"):
            self.limit.fraction[rows] = np.fmin(left / base, 1)
        self.demand.units[rows] = np.minimum(wanted, np.maximum(left - base, 0) / self.takings.per_sale[rows])

    def _cut_pool(self) -> None:
        """Bought once per person: fewer publications sell more of what is left of the pool than their share."""
        pool, limit = self.demand.pool, self.limit
        some = slice(*np.searchsorted(pool.rows, (limit.first, limit.last)))
        fraction = limit.fraction[pool.rows[some]]
        row, sample = np.nonzero((fraction > 0) & (fraction < 1))
        if not row.size:
            return
        row += some.start
        here, cell = (row, sample), (pool.rows[row], sample)
        cut = Cut(
            hours=limit.left(cell),
            base=self.base.hours[cell],
            per_sale=self.takings.per_sale[cell],
            people=np.maximum(pool.people[here] - pool.buyers[here], 0),
            missed=pool.missed(here),
            paid=pool.paid[here],
        )
        limit.fraction[cell] = part = cut.fraction(limit.fraction[cell])
        self.demand.units[cell] = cut.orders(part)


@dataclass(frozen=True, slots=True, eq=False)
class MonthFlow:
    """One month of all offers: matrices (offer, sample) in the order of the offers given.

    They are views or made when asked for, and hold until the next month is asked for.
    """

    month: int
    _engine: _Engine

    def _given(self, rows: Array) -> Array:
        return rows if self._engine.given is None else rows[self._engine.given]

    @property
    def fraction(self) -> Array:
        """The part of the month's work the hours allow: 1 when all fits. Of services: of their base hours."""
        return self._given(self._engine.limit.fraction)

    @property
    def reach(self) -> Array:
        """Opens or views of all publications."""
        return self._given(self._engine.demand.reach() * self._engine.limit.fraction)

    @property
    def clicks(self) -> Array:
        """Clicks, own and bought."""
        return self._given(self._engine.demand.clicks() * self._engine.limit.fraction)

    @property
    def orders(self) -> Array:
        """Orders served; of a subscription its new subscribers."""
        return self._given(self._engine.demand.orders(self._engine.limit.fraction))

    @property
    def income(self) -> Array:
        """Income after refunds, fees and costs of sales; advertising money is not taken off."""
        return self._given(self._engine.income)

    @property
    def gross(self) -> Array:
        """Income before fees and costs, after refunds."""
        takings = self._engine.takings
        gross = self._engine.demand.units * takings.gross
        gross[takings.subscribed] = takings.active * takings.gross[takings.subscribed]
        return self._given(gross)

    @property
    def ad_spend(self) -> Array:
        """Advertising money spent."""
        engine = self._engine
        return self._given(engine.ad_budget * engine.limit.fraction * engine.demand.live[:, None])

    @property
    def hours(self) -> Array:
        """Hours worked."""
        engine = self._engine
        worked = self._engine.limit.fraction * engine.base.hours
        worked += engine.demand.units * engine.takings.per_sale
        return self._given(worked)

    @property
    def active(self) -> Array:
        """Subscribers at the end of the month; 0 for other kinds of pricing."""
        takings = self._engine.takings
        active = np.zeros_like(self._engine.income)
        active[takings.subscribed] = takings.active
        return self._given(active)

    @property
    def net(self) -> Array:
        """Net of an order by its definition; the same in every month."""
        return self._given(self._engine.takings.net())

    @property
    def worth(self) -> Array:
        """What one more order would bring in this month; 0 for advertising. The same in every month."""
        return self._given(self._engine.takings.worth)

    @property
    def guest_shares(self) -> list[GuestShare]:
        """Which share of the reach is of guests of an alliance, for every visit of guests to an offer."""
        demand, found = self._engine.demand, []
        reach, visits = demand.reach(), demand.guests()
        for (row, guests), alliance in zip(visits, self._engine.alliances, strict=True):
            share = np.divide(guests, reach[row], out=np.zeros_like(guests), where=reach[row] > 0)
            found.append(GuestShare(self._engine.order[row], alliance, share))
        return found

    @property
    def idle_income(self) -> Array:
        """Income if no hour had been worked since `idle_from`; asked for outside its 12 months it is a bug."""
        idle = self._engine.idle
        if idle is None:
            raise ValueError("the months without work were not asked for")
        return self._given(idle.income)
