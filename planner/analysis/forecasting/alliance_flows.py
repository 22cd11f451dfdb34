"""What the alliances that count take and bring in a simulated month: hours, fixed sums of money, and the shared income.

A share is taken of all that the listings sell which the alliance's lines of money given name. Where none does, it is
taken of those that its other lines name: of a listing to which it adds an audience the part sold to those guests.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Missing
from planner.analysis.forecasting.cast import money, span
from planner.analysis.forecasting.draws import Value
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import Input
from planner.analysis.forecasting.reading import Reading
from planner.analysis.listings.months import MonthFlow
from planner.model.catalogue import Alliance, Exchange

Array = NDArray[np.float64]


@dataclass
class _Terms:
    """One alliance: the months (indices) it holds, what it takes, and what has been paid so far under its cap."""

    id: str
    first: int
    last: int | None
    share: float
    gross: bool
    cap: float
    named: tuple[tuple[int, bool], ...]  # row of a listing it names, and whether only its guests' part counts
    rows: tuple[tuple[int, bool], ...]  # those of which a share is taken
    hours: Value
    fixed: Value
    paid: Array = field(default_factory=lambda: np.zeros(0))
    brought: float = 0.0

    def holds(self, month: int) -> bool:
        """Whether the alliance is in force."""
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True, slots=True)
class Passing:
    """What one alliance moves in a month: `through` the part of each listing it names (by row) that comes through it,
    `paid` what it is given of each, `fixed` the sum it brings (below 0: takes)."""

    id: str
    through: dict[int, Value]
    paid: dict[int, Value]
    fixed: Value


class AllianceFlows:
    """The alliances of a reading, for the values that `draw` gives to its guesses."""

    def __init__(self, terms: Sequence[_Terms], part: slice) -> None:
        self._terms, self._part = terms, part

    @classmethod
    def of(cls, reading: Reading, draw: Callable[[Input], Value]) -> "AllianceFlows":
        """Those of all samples; `begun` gives those of a part, by which money can be reckoned."""
        return cls([_terms(reading, alliance, draw) for alliance in reading.alliances], slice(0, 0))

    def begun(self, part: slice) -> "AllianceFlows":
        """The same at the first month, nothing paid as yet, for the samples of `part`."""
        unpaid = np.zeros(part.stop - part.start)
        return AllianceFlows([replace(terms, paid=unpaid.copy(), brought=0.0) for terms in self._terms], part)

    def hours(self, month: int) -> Value:
        """Hours that all alliances take in a month, for every sample."""
        return sum((terms.hours for terms in self._terms if terms.holds(month)), 0.0)

    def net(self, flow: MonthFlow) -> Value:
        """Money they bring in less what is shared with them, for the samples begun with; shape (samples of the part,)."""
        total: Value = 0.0
        for terms in self._terms:
            if terms.holds(flow.month):
                fixed, paid = _cut(terms.fixed, self._part), self._share(terms, flow)
                total = total + fixed - paid
                if flow.month < YEAR:
                    income = _concerned(terms.named, flow.income, flow, terms.id) + np.maximum(fixed, 0.0)
                    terms.brought += float(np.sum(np.broadcast_to(income, terms.paid.shape)))
        return total

    def passing(self, flow: MonthFlow) -> Iterator[Passing]:
        """What each alliance in force moves; in place of `net`, for the share paid counts towards its cap here too."""
        for terms in self._terms:
            if terms.holds(flow.month):
                incomes = flow.gross if terms.gross else flow.income
                shares = {row: _concerned((one,), incomes, flow, terms.id) for one in terms.rows for row in one[:1]}
                whole = sum(shares.values(), 0.0)
                due = np.asarray(self._share(terms, flow))
                part = np.divide(due, whole, out=np.zeros(np.shape(whole)), where=np.asarray(whole) > 0)
                yield Passing(
                    terms.id, _through(terms, flow), {row: part * share for row, share in shares.items()},
                    _cut(terms.fixed, self._part),
                )  # fmt: skip

    def brought(self) -> dict[str, float]:
        """Income of the 12 months from the start that came through each alliance, of all samples together: what its
        listings bring (of those to which it adds an audience its guests' part), and the money it gives."""
        return {terms.id: terms.brought for terms in self._terms}

    def _share(self, terms: _Terms, flow: MonthFlow) -> Value:
        """What is paid out: the share of the income concerned, never below 0, until the cap is reached."""
        if not terms.share or not terms.rows:
            return 0.0
        concerned = _concerned(terms.rows, flow.gross if terms.gross else flow.income, flow, terms.id)
        due: Array = np.minimum(terms.share * concerned, terms.cap - terms.paid)
        terms.paid += due
        return due


def _concerned(rows: tuple[tuple[int, bool], ...], incomes: Array, flow: MonthFlow, alliance: str) -> Value:
    """The positive income of the rows, of those marked only the part of the guests of the alliance."""
    guests = {one.offer: one.share for one in flow.guest_shares if one.alliance == alliance}
    return sum((np.maximum(incomes[row], 0.0) * (guests.get(row, 0.0) if partly else 1.0) for row, partly in rows), 0.0)


def _through(terms: _Terms, flow: MonthFlow) -> dict[int, Value]:
    """The part of each listing the alliance names that comes through it: all of it, or that of its guests."""
    guests = {one.offer: one.share for one in flow.guest_shares if one.alliance == terms.id}
    return {row: guests.get(row, 0.0) if partly else 1.0 for row, partly in terms.named}


def shares_of_nothing(reading: Reading) -> tuple[Missing, ...]:
    """The alliances with a share of which no line says of what: none of it can be reckoned."""
    named = {line.alliance for line in reading.exchanges if line.listing}
    return tuple(
        Missing("alliance", (f"alliance/{one.id}/share",), ("alliance", one.id))
        for one in reading.alliances
        if one.share and one.id not in named
    )


def _cut(value: Value, part: slice) -> Value:
    return value[part] if isinstance(value, np.ndarray) else value


def _terms(reading: Reading, alliance: Alliance, draw: Callable[[Input], Value]) -> _Terms:
    lines = [line for line in reading.exchanges if line.alliance == alliance.id]
    first, last = span(reading.plan, alliance)
    share = float(alliance.share or 0)
    cap = money(reading.plan, alliance.cap)
    paying = [line for line in lines if line.sort == "money" and line.direction == "give"]
    named = _rows(reading, lines, lines)
    return _Terms(
        alliance.id, first, last, share, alliance.share_basis != "profit", np.inf if cap is None else cap,
        named, tuple((row, False) for row, _partly in _rows(reading, paying, lines)) or named,
        sum((reading.value(draw, f"exchange/{line.id}/hours") for line in lines), 0.0),
        sum((_fixed(reading, line, draw, shared=share > 0) for line in lines if line.sort == "money"), 0.0),
    )  # fmt: skip


def _rows(reading: Reading, naming: list[Exchange], lines: list[Exchange]) -> tuple[tuple[int, bool], ...]:
    """The listings that the lines `naming` name; those to which any of `lines` adds an audience are marked."""
    named = {line.listing for line in naming if line.listing}
    guests = {line.listing for line in lines if line.extra_audience is not None}
    return tuple((row, part.listing.id in guests) for row, part in enumerate(reading.parts) if part.listing.id in named)


def _fixed(reading: Reading, line: Exchange, draw: Callable[[Input], Value], *, shared: bool) -> Value:
    """Money a month: what they give as we value it; what we give as they do, unless it is the share itself."""
    if line.direction == "get":
        return reading.value(draw, f"exchange/{line.id}/value_to_us")
    return 0.0 if shared else -reading.value(draw, f"exchange/{line.id}/value_to_them")
