"""What platforms charged on sales, added up by platform and currency."""

from planner.model.field_types import id_of
from planner.model.tallies import FeeSum
from planner.store.database import Database, sound_rows
from planner.store.failures import telling

_FEES = """SELECT platform, currency, count(*), sum(amount), sum(fee) FROM entry
           WHERE +platform IS NOT NULL AND sort = 'sale' AND NOT archived AND +amount > 0 AND fee > 0
           GROUP BY +platform, currency"""


def fee_sums(database: Database) -> list[FeeSum]:
    """The sales with fees of each platform, by currency; FileError as any reading."""
    with telling(database.path), sound_rows(database.path):
        return [FeeSum(id_of(platform), *rest) for platform, *rest in database.rows(_FEES)]
