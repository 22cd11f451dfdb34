"""What the ledger lines of an import come to, per currency, so that the figure can be held against the statement's own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from planner.importers.ledger_lines import Line
from planner.model.money import Entry
from planner.model.values import minor_digits

_PLACES = {"sale": "gross", "fee": "fee", "refund": "refund"}


class Sums:
    """Adds up entries as they come, in smallest units."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, int]] = {}

    def see(self, currency: str) -> None:
        """Name a currency, though nothing of it may be a sale."""
        if currency not in self._found:
            self._found[currency] = dict.fromkeys(_PLACES.values(), 0)

    def add(self, entry: Entry | Line, times: int = 1) -> None:
        """Take an entry in; with -1, take it out again."""
        if entry.amount is None:
            return
        place = _PLACES.get(entry.sort or "")
        if place is None:
            return
        self.see(entry.amount.currency)
        total = self._found[entry.amount.currency]
        total[place] += times * (abs(entry.amount.minor) if place == "refund" else entry.amount.minor)
        total["fee"] += times * (entry.fee.minor if entry.fee is not None else 0)

    def told(self) -> dict[str, dict[str, str]]:
        """Gross, fee, refund and net (gross - fee - refund) as decimal strings by currency."""
        return {currency: _told(currency, total) for currency, total in sorted(self._found.items())}


def _told(currency: str, total: dict[str, int]) -> dict[str, str]:
    total = total | {"net": total["gross"] - total["fee"] - total["refund"]}
    digits = minor_digits(currency)
    return {name: f"{Decimal(amount).scaleb(-digits):.{digits}f}" for name, amount in total.items()}


def sums(records: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Gross, fee, refund and net of the entries among `records` as decimal strings by currency.

    A refund counts as what was paid back, however it is signed; a fee given back is below 0. What is no business of a
    sale (salary, transfers, payouts, tax, costs) is left out.
    """
    found = Sums()
    for record in records:
        if isinstance(record, Entry):
            found.add(record)
    return found.told()
