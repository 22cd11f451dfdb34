"""What the entries of a ledger add up to, some ten thousand rows at a time: SQLite sorts rows in order to group them, and
while it sorts no edit of the same file can end.

Parts are added up here. Between two of them an edit may come; whoever keeps the answer hears of it and asks again.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add
from sys import intern
from typing import Any, Final

from planner.model.field_types import id_of, key_of
from planner.model.proof import Proof
from planner.model.tallies import MonthSum
from planner.store.database import Database
from planner.store.rows import form_of

_SPAN: Final = 8_000
_MONTHS: Final = """SELECT substr("date", 1, 7), sort, currency, product, platform, partner,
    sum(CASE sort WHEN 'refund' THEN abs(amount) ELSE amount END), sum(coalesce(fee, 0)), count(*),
    sum(CASE amount WHEN 0 THEN 0 ELSE max(1, CAST(round(abs(coalesce(quantity, 1))) AS INTEGER)) END),
    sum(amount <> 0 AND quantity IS NULL)
    FROM entry WHERE rowid BETWEEN ? AND ? AND NOT archived GROUP BY 1, 2, 3, 4, 5, 6"""
# Sales that were wholly paid back; statements sign a refund either way.
_PAID_BACK: Final = """SELECT sale.rowid FROM entry AS refund JOIN entry AS sale ON sale.id = refund.refund_of
    WHERE refund.refund_of IS NOT NULL AND refund.sort = 'refund' AND NOT refund.archived
    AND refund.currency = sale.currency GROUP BY refund.refund_of HAVING sum(abs(refund.amount)) >= sale.amount"""
_SALES: Final = """SELECT product, count(*), count(partner), min("date" || printf('%020d', rowid)), rowid FROM entry
    WHERE {rows} AND sort = 'sale' AND NOT archived AND +amount > 0 AND rowid NOT IN ({gone}) GROUP BY +product"""


def month_sums(database: Database) -> list[MonthSum]:
    """Amounts and fees by month, sort, currency, product, platform and partner."""
    found: dict[tuple[str, str, str, str, str, str], Sequence[int]] = {}
    for span in spans(database):
        for month, sort, currency, product, platform, partner, *sums in database.rows(_MONTHS, span):
            key = (intern(month), intern(sort or ""), intern(currency), _id(product), _id(platform), _id(partner))
            found[key] = tuple(map(add, found[key], sums)) if key in found else sums
    return [
        MonthSum(month, sort, currency, product or None, platform or None, partner or None, *sums)
        for (month, sort, currency, product, platform, partner), sums in sorted(found.items())
    ]


def proofs(database: Database, product: str | None = None) -> dict[str, Proof]:
    """What the ledger proves of every product that was sold, or of one.

    Nothing is proven by what was given away, nor by a sale of which the refunds that name it paid all back.
    """
    if product is not None:
        asked = database.rows(_SALES.format(rows="product = ?", gone=_PAID_BACK), (key_of(product),))
    else:
        asked = list(_sales(database))
    counts: dict[Any, tuple[int, int]] = {}
    first: dict[Any, tuple[str, int]] = {}
    for key, sales, through_partners, day, rowid in asked:
        before = counts.get(key, (0, 0))
        counts[key] = before[0] + sales, before[1] + through_partners
        first[key] = min((day, rowid), first.get(key, (day, rowid)))  # the rowid is that of the row of the smallest day
    entries = _entries(database, [rowid for _day, rowid in first.values()])
    return {id_of(key): Proof(entries[rowid], *counts[key]) for key, (_day, rowid) in first.items() if rowid in entries}


def _sales(database: Database) -> Iterator[tuple[Any, ...]]:
    """The sales of all products, part by part."""
    gone = sorted(row[0] for row in database.rows(_PAID_BACK))
    for low, high in spans(database):
        here = [rowid for rowid in gone if low <= rowid <= high]
        # the plus keeps SQLite from walking an index where it has to read every row anyway
        rows = "rowid BETWEEN ? AND ? AND +product IS NOT NULL"
        yield from database.rows(_SALES.format(rows=rows, gone=", ".join("?" * len(here))), (low, high, *here))


def spans(database: Database) -> Iterator[tuple[int, int]]:
    """The first and the last row number of each part of the ledger."""
    low, high = database.rows("SELECT (SELECT min(rowid) FROM entry), (SELECT max(rowid) FROM entry)")[0]
    while low is not None and low <= high:
        yield low, low + _SPAN - 1
        low += _SPAN


def _entries(database: Database, rowids: list[int]) -> dict[int, Any]:
    form = form_of("entry")
    columns = form.select.replace("SELECT ", "SELECT rowid, ", 1)
    marks = ", ".join("?" * len(rowids))
    return {row[0]: form.record(row[1:], {}) for row in database.rows(f"{columns} WHERE rowid IN ({marks})", rowids)}


@lru_cache(4096)  # sums name the same few records again and again
def _id(key: Any) -> str:
    return "" if key is None else id_of(key)
