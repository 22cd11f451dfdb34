"""What the rows of a file come to: how many of each kind and reason, the money per currency, the first and the last day."""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from planner.importers.hours import stamp
from planner.importers.outcomes import Outcome, Rejected, Row

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


@dataclass(slots=True)
class Sums:
    """The money of one currency in smallest units. Only `gross`, `refunds` and `fees` are income or what it cost."""

    gross: int = 0
    refunds: int = 0
    fees: int = 0
    other_in: int = 0
    spent: int = 0
    spent_back: int = 0
    moved: int = 0
    tax: int = 0

    @property
    def net(self) -> int:
        """What is left of the sales: gross less refunds less fees."""
        return self.gross - self.refunds - self.fees

    def add(self, row: Row) -> None:
        """Take in the money of a row."""
        if row.gross:
            self.gross += row.gross
        if row.fee:
            self.fees += row.fee
        if row.tax:
            self.tax += row.tax
        amount, refund = row.amount or 0, row.refund or 0
        match row.kind:
            case "other_in":
                self.other_in += amount
            case "spend":
                self.spent += amount
                self.spent_back += refund
            case "spend_refund":
                self.spent_back += amount
            case "move":
                self.moved += amount
            case "audience" | "order_line":
                pass
            case _:
                self.refunds += refund

    def named(self, name: str) -> int | None:
        """The sum of that name, if there is one."""
        return getattr(self, name) if name == "net" or name in _NAMES else None


_NAMES = frozenset(one.name for one in fields(Sums))


class Tally:
    """Adds up outcomes as they come."""

    def __init__(self) -> None:
        self.accepted = 0
        self.rejected: list[Rejected] = []
        self.totals = 0
        self.kinds: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.money: defaultdict[str, Sums] = defaultdict(Sums)
        self.figures: dict[str, int | Decimal] = {}
        self.pledged: Counter[str] = Counter()
        self.seconds = 0
        self._instants: tuple[datetime, datetime] | None = None
        self._days: tuple[date, date] | None = None

    @property
    def rows(self) -> int:
        """How many rows of data there were."""
        return self.accepted + len(self.rejected) + self.totals

    def add(self, outcome: Outcome) -> None:
        """Take one outcome in."""
        if isinstance(outcome, Row):
            self._add_row(outcome)
        elif isinstance(outcome, Rejected):
            self.rejected.append(outcome)
            self.reasons[outcome.reason] += 1
        else:
            self.totals += 1

    def _add_row(self, row: Row) -> None:
        self.accepted += 1
        self.kinds[row.kind] += 1
        if row.kind == "audience":
            self.pledged[row.currency] += row.amount or 0
        elif row.currency:
            self.money[row.currency].add(row)
        if row.figures:
            for name, figure in row.figures.items():
                self.figures[name] = self.figures.get(name, 0) + figure
        if row.seconds:
            self.seconds += row.seconds
        at = row.at
        if at is not None:
            if self._instants is None:
                self._instants = at, at
            first, last = self._instants
            if not first <= at <= last:
                self._instants = min(first, at), max(last, at)
        elif row.day is not None:
            begin, end = self._days or (row.day, row.day)
            self._days = min(begin, row.day), max(end, row.day)

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last time: a day, or an instant in UTC ending in Z; empty where there is none."""
        texts = [stamp(at) for at in self._instants or ()]
        texts += [day.isoformat() for day in self._days or ()]
        return (min(texts), max(texts)) if texts else ("", "")

    def of(self, name: str, currency: str) -> int:
        """What is called so: a sum of the currency, ``rows``, or how many rows there are of a kind; ``-`` turns the sign."""
        if name.startswith("-"):
            return -self.of(name[1:], currency)
        if name == "rows":
            return self.rows
        value = self.money.get(currency, Sums()).named(name)
        return self.kinds[name] if value is None else value
