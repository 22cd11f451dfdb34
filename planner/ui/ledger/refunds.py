"""Finding the sale that a refund pays back: of the same currency, not smaller, in the months before, the likeliest first."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from planner.model.catalogue import Entry
from planner.model.ledger_filter import LedgerFilter, Span, Term
from planner.model.ledger_order import Order
from planner.model.parsing_time import Period
from planner.ui.ledger.rows import EntryRows

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

DAYS: Final = 180
_MOST: Final = 400  # sales looked at, the latest first
_SHOWN: Final = 60


def ask_sale(bridge: "Bridge", refund: Entry, take: Callable[[list[Entry]], object]) -> None:
    """Look for sales in the background and hand them to `take`."""
    if refund.amount is None or refund.date is None:
        take([])
        return
    wanted = LedgerFilter(
        (
            Term("sort", "sale"),
            Term("currency", refund.amount.currency),
            Term("date", Period(refund.date - timedelta(days=DAYS), refund.date)),
            Term("amount", Span(abs(refund.amount.amount), None)),
        )
    )

    def look(job: "Job") -> list[int] | None:
        found = bridge.session.ledger.select(wanted, Order(), lambda: job.cancelled)
        return list(found.rowids[:_MOST]) if found is not None else None

    rows = EntryRows(bridge)
    job = bridge.reader.submit(look, "ledger.sales")
    job.done.connect(lambda found: take(likeliest(refund, [entry for _rowid, entry in rows.entries(found or [])])))


def likeliest(refund: Entry, sales: list[Entry]) -> list[Entry]:
    """The sales in the order in which they may be meant: the same payee, amount, platform and product count."""

    def unlike(sale: Entry) -> tuple[int, int]:
        same = (
            4 * bool(refund.payee and sale.payee == refund.payee)
            + 3 * bool(refund.amount and sale.amount and sale.amount.amount == abs(refund.amount.amount))
            + 2 * bool(refund.product and sale.product == refund.product)
            + bool(refund.platform and sale.platform == refund.platform)
        )
        away = (refund.date - sale.date).days if refund.date and sale.date else DAYS
        return -same, away

    return sorted(sales, key=unlike)[:_SHOWN]
