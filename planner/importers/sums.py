"""What the ledger lines of an import come to, per currency, so that the figure can be held against the statement's own."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from planner.model.money import Entry
from planner.model.values import minor_digits

_PLACES = {"sale": "gross", "refund": "refund", "fee": "fee"}


def sums(records: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Gross, fee, refund and net (gross - fee - refund) of the entries among `records` as decimal strings by currency.

    A refund counts as what was paid back, however it is signed; a fee given back is below 0. What is no business of a
    sale (salary, transfers, payouts, tax, costs) is left out.
    """
    found: dict[str, dict[str, Decimal]] = {}
    for entry in records:
        place = _PLACES.get(entry.sort or "") if isinstance(entry, Entry) else None
        if place is None or entry.amount is None:
            continue
        total = found.setdefault(entry.amount.currency, dict.fromkeys(("gross", "fee", "refund"), Decimal(0)))
        total[place] += abs(entry.amount.amount) if place == "refund" else entry.amount.amount
        total["fee"] += entry.fee.amount if entry.fee is not None else 0
    for total in found.values():
        total["net"] = total["gross"] - total["fee"] - total["refund"]
    return {
        currency: {name: f"{amount:.{minor_digits(currency)}f}" for name, amount in total.items()}
        for currency, total in sorted(found.items())
    }
