"""Refunds that two files of one seller tell without a number in common: held against each other by money and day.

One file says on the sale that it was paid back, the other has a row for the money and not for whom. Each is taken for one
of the other, once; so the same refund counts once, in whichever order the files come.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from planner.importers.packed_rows import Draft
from planner.model.imported import Stored

DAYS = 180


class LooseRefunds:
    """Refunds in the plan from other files of the seller that wait for their other half."""

    def __init__(self) -> None:
        self._mentioned: defaultdict[tuple[str, int], list[Stored]] = defaultdict(list)
        self._rows: defaultdict[tuple[str, int], list[Stored]] = defaultdict(list)

    def see(self, stored: Stored) -> None:
        """Take in a line of another file."""
        key = stored.currency, abs(stored.amount)
        if stored.is_flagged:
            self._mentioned[key].append(stored)
        elif stored.sort == "refund" and stored.refund_of is None:
            self._rows[key].append(stored)

    def mentioned_for(self, row: Draft) -> Stored | None:
        """The refund a sale has mentioned that this row may be; it is then taken."""
        there = self._mentioned.get((row.currency, abs(row.refund or 0)), [])
        return _taken(there, lambda one: _follows(one.day, row.day))

    def row_for(self, sale: Draft, amount: int) -> Stored | None:
        """The line without a sale that a refund mentioned on this sale may be; it is then taken."""
        there = self._rows.get((sale.currency, amount), [])
        return _taken(there, lambda one: _follows(sale.day, one.day))


def _taken(there: list[Stored], fits: Callable[[Stored], bool]) -> Stored | None:
    found = next((one for one in there if fits(one)), None)
    if found is not None:
        there.remove(found)
    return found


def _follows(sale: str, refund: str) -> bool:
    """Whether a refund of one day may pay back a sale of another."""
    return bool(sale) and bool(refund) and 0 <= (date.fromisoformat(refund) - date.fromisoformat(sale)).days <= DAYS
