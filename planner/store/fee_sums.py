"""What platforms charged on sales, added up by platform and currency."""

from operator import add
from typing import Any

from planner.model.field_types import id_of
from planner.model.tallies import FeeSum
from planner.store.database import Database, sound_rows
from planner.store.entry_sums import spans
from planner.store.failures import telling

_FEES = """SELECT platform, currency, count(*), sum(amount), sum(fee) FROM entry
           WHERE rowid BETWEEN ? AND ? AND +platform IS NOT NULL AND sort = 'sale' AND NOT archived AND +amount > 0 AND fee > 0
           GROUP BY +platform, currency"""


def fee_sums(database: Database) -> list[FeeSum]:
    """The sales with fees of each platform, by currency; FileError as any reading."""
    found: dict[tuple[Any, str], tuple[int, ...]] = {}
    with telling(database.path), sound_rows(database.path):
        for span in spans(database):
            for platform, currency, *sums in database.rows(_FEES, span):
                key = platform, currency
                found[key] = tuple(map(add, found[key], sums)) if key in found else tuple(sums)
    made = [FeeSum(id_of(platform), currency, *sums) for (platform, currency), sums in found.items()]
    return sorted(made, key=lambda one: (one.platform, one.currency))
