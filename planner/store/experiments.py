"""What experiments count: sales of a listing in the ledger, orders among clicks of publications.

A sale that was given away or wholly paid back does not count, and one line may stand for several copies.
"""

from collections.abc import Iterable

from planner.model.experiments import Count, Window, stamp
from planner.model.field_types import key_of
from planner.store.database import Database, sound_rows
from planner.store.failures import telling

_PAID_BACK = """SELECT sum(abs(refund.amount)) FROM entry AS refund WHERE refund.refund_of = sale.id
                AND refund.sort = 'refund' AND NOT refund.archived AND refund.currency = sale.currency"""
# the plus keeps SQLite on the index of days: a test lasts a few of them
_SALES = f"""SELECT coalesce(sum(max(1, CAST(round(abs(coalesce(quantity, 1))) AS INTEGER))), 0) FROM entry AS sale
             WHERE "date" >= ? AND "date" <= ? AND +product = ? AND +platform IS ? AND sort = 'sale' AND NOT archived
             AND +amount > 0 AND coalesce(({_PAID_BACK}), 0) < sale.amount"""  # noqa: S608 - fixed text
_CLICKS = """SELECT sum(min(coalesce(orders, 0), clicks)), sum(clicks) FROM publication JOIN work ON work.id = work
             WHERE publication.platform IS ? AND publication.status IN ('published', 'removed') AND clicks > 0
             AND NOT publication.archived AND "at" >= ? AND "at" <= ? AND work.product IN ({marks})"""
_LAST_DAY, _LAST_MOMENT = "9999-12-31", "9999-12-31T23:59:59Z"


def counts(database: Database, windows: Iterable[Window]) -> dict[str, Count]:
    """What each window counted, by experiment; one of a conversion without any click is left out."""
    with telling(database.path), sound_rows(database.path):
        found = {window.id: _count(database, window) for window in windows}
    return {name: count for name, count in found.items() if count is not None}


def _count(database: Database, window: Window) -> Count | None:
    if window.measure == "conversion":
        return _conversion(database, window)
    last = _LAST_DAY if window.last_day is None else window.last_day.isoformat()
    platform = None if window.platform is None else key_of(window.platform)
    values = (window.first_day.isoformat(), last, key_of(window.products[0]), platform)
    return Count(max(0, int(database.rows(_SALES, values)[0][0]) - window.before))


def _conversion(database: Database, window: Window) -> Count | None:
    """Orders of clicks of the publications that went out within the window and say how many clicks they brought."""
    sql = _CLICKS.format(marks=", ".join("?" * len(window.products)))
    platform = None if window.platform is None else key_of(window.platform)
    last = _LAST_MOMENT if window.until is None else stamp(window.until)
    orders, clicks = database.rows(sql, (platform, stamp(window.since), last, *map(key_of, window.products)))[0]
    return Count(int(orders), int(clicks)) if clicks else None
