"""The ledger as the report needs it: the newest entries, the first sale of each product, and sums by month.

Read once where the plan is open; the value may be used in any thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from planner.model.money import Entry
from planner.model.proof import Proof
from planner.model.tallies import MonthSum

MOST_ENTRIES = 5_000
"""So many entries are printed at most, the newest first: a longer ledger is a table for a spreadsheet."""
_AT_ONCE = 500


class JournalReader(Protocol):
    """What reads the large kinds of an open plan."""

    def rowids(self, kind: str) -> Sequence[int]:
        """All row numbers, newest day first."""

    def window(self, kind: str, rowids: Sequence[int]) -> list[Any]:
        """The records of some row numbers, in that order."""

    def proofs(self) -> Mapping[str, Proof]:
        """What the ledger proves of each product that was sold."""

    def money_by_month(self) -> Sequence[MonthSum]:
        """Sums by month, sort, currency and product."""


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """One month and currency: minor units that came from sales, what was paid back, fees and costs, and the entries."""

    month: str
    currency: str
    sales: int = 0
    refunds: int = 0
    fees: int = 0
    costs: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """The part of the ledger that is printed. `entries` are newest first, at most `MOST_ENTRIES` of `count`."""

    entries: tuple[Entry, ...] = ()
    count: int = 0
    first_sales: Mapping[str, Entry] = field(default_factory=dict)
    sales: Mapping[str, int] = field(default_factory=dict)
    months: tuple[MonthTotal, ...] = ()


def ledger_of(journal: JournalReader) -> Ledger:
    """The ledger behind an open plan's journal; reads at most what is printed, and the first sales."""
    rowids = journal.rowids("entry")
    newest = [entry for part in _parts(rowids[:MOST_ENTRIES]) for entry in journal.window("entry", part)]
    proofs = journal.proofs()
    first = {product: proof.first for product, proof in proofs.items() if proof.first is not None}
    sales = {product: proof.sales for product, proof in proofs.items()}
    return Ledger(tuple(newest), len(rowids), first, sales, _months(journal.money_by_month()))


def _parts(rowids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(rowids), _AT_ONCE):
        yield rowids[start : start + _AT_ONCE]


_PLACE = {"sale": "sales", "refund": "refunds", "fee": "fees", "cost": "costs", "ad_spend": "costs"}


def _months(sums: Sequence[MonthSum]) -> tuple[MonthTotal, ...]:
    """Totals by month and currency, newest first; salary, payouts, transfers and tax are no business of a product."""
    totals: dict[tuple[str, str], dict[str, int]] = {}
    for one in sums:
        total = totals.setdefault((one.month, one.currency), {})
        total["count"] = total.get("count", 0) + one.count
        total["fees"] = total.get("fees", 0) + one.fee
        place = _PLACE.get(one.sort)
        if place:
            total[place] = total.get(place, 0) + one.amount
    newest = sorted(totals.items(), key=lambda item: (item[0][0], item[0][1]), reverse=True)
    return tuple(MonthTotal(month, currency, **total) for (month, currency), total in newest)
