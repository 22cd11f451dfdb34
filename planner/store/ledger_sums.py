"""What entries add up to by month and currency, and which of them look entered twice."""

from collections import Counter
from typing import Final

import numpy as np

from planner.model.ledger_filter import SORTS
from planner.model.ledger_totals import WAYS, MonthSums
from planner.model.values import Month
from planner.store.ledger_columns import NOTHING, Columns
from planner.store.text_index import Array

_WAY: Final = np.array([*(WAYS.get(name, 0) for name in SORTS), 0], np.int8)
_REFUND: Final = SORTS.index("refund")


def month_sums(columns: Columns, slots: Array) -> list[MonthSums]:
    """The entries of some slots added up, exact to the smallest unit."""
    months = columns["day"][slots] // 100
    different, month = np.unique(months, return_inverse=True)
    size = len(different) * len(columns.currencies)
    cell = month * len(columns.currencies) + columns["currency"][slots]
    sort, amount, fee = columns["sort"][slots], columns["amount"][slots], columns["fee"][slots]
    amount = np.where(sort == _REFUND, np.abs(amount), amount)
    way, charged = _WAY[sort], fee != NOTHING
    parts = [_added(cell[chosen], values[chosen], size) for chosen, values in
             ((way > 0, amount), (way < 0, amount), (charged, fee))]  # fmt: skip
    there = np.flatnonzero(np.bincount(cell, minlength=size))
    return [
        MonthSums(_month(int(different[at // len(columns.currencies)])), columns.currencies[at % len(columns.currencies)],
                  *(part[at] for part in parts))
        for at in there.tolist()
    ]  # fmt: skip


def _added(cell: Array, values: Array, size: int) -> list[int]:
    """The exact sum of the values of each cell: in two halves, so that no sum of 64 bits can overflow."""
    high, low = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(high, cell, values >> 32)
    np.add.at(low, cell, values & 0xFFFFFFFF)
    return [(one << 32) + other for one, other in zip(high.tolist(), low.tolist(), strict=True)]


def _month(number: int) -> Month:
    return Month(number // 100, number % 100)


def duplicates_of(columns: Columns) -> Array:
    """The slots that have a like one: of one day, amount, currency and payee, and both are refunds or neither is.

    Two that bear different numbers of an import are not alike.
    """
    slots = np.flatnonzero(columns["alive"])
    kind = (columns["day"].astype(np.int64) << 32) + (columns["currency"].astype(np.int64) << 1)
    kind += columns["sort"] == _REFUND
    keys = [columns["amount"], kind]
    slots, _groups = _repeated(slots, keys)  # few are left, for which the payees need to be looked at
    if len(slots):
        slots, groups = _repeated(slots, [columns.texts.ranks("payee"), *keys])
        slots = slots[_unproven(groups.tolist(), [columns.texts.text(slot, "external_id") for slot in slots.tolist()])]
    return slots


def _repeated(slots: Array, keys: list[Array]) -> tuple[Array, Array]:
    """Those slots whose keys are all equal to those of another, equal ones beside one another, and numbers of their groups."""
    order = slots[np.lexsort([key[slots] for key in keys])]
    fresh = np.zeros(len(order), bool)  # unlike the one before
    for key in keys:
        fresh[1:] |= key[order[1:]] != key[order[:-1]]
    group = np.cumsum(fresh)
    many = (np.bincount(group) > 1)[group] if len(group) else fresh
    return order[many], group[many]


def _unproven(groups: list[int], numbers: list[str]) -> list[bool]:
    """Which of like entries no number of an import tells from all the others of their group."""
    known = Counter(zip(groups, numbers, strict=True))
    return [
        not number or bool(known[group, ""]) or known[group, number] > 1
        for group, number in zip(groups, numbers, strict=True)
    ]
