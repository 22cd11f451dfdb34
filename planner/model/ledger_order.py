"""In which order entries are listed, and the answer: the numbers of the rows wanted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model.ledger_filter import LedgerFilter

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by, and whether the largest comes first; what is empty comes last either way.

    Columns: the fields of an entry. Equal ones stand the newest first.
    """

    column: str = "date"
    falling: bool = True


@dataclass(frozen=True, slots=True)
class Selection:
    """The row numbers wanted, in order (`Journal.window` gives their records), and how they were asked for.

    `months` says at which places another month begins, where the order is by date: (place, YYYY-MM).
    """

    wanted: LedgerFilter
    order: Order
    rowids: "array[int]"
    months: tuple[tuple[int, str], ...] = ()
