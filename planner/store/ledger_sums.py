"""What entries add up to by month and currency, and which of them look entered twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from operator import add
from typing import Final

import numpy as np

from planner.model.ledger_filter import SORTS
from planner.model.ledger_totals import WAYS, MonthSums
from planner.model.values import Month
from planner.store.ledger_columns import NOTHING, Columns
from planner.store.text_index import Array, StoppedError

_WAY: Final = np.array([*(WAYS.get(name, 0) for name in SORTS), 0], np.int8)
_REFUND: Final = SORTS.index("refund")
_BLOCK: Final = 1 << 16  # rows added up or compared in one go: what is made of a million at once takes much memory
_MIXER: Final = 0x9E3779B97F4A7C1  # spreads an amount over all bits


def month_sums(columns: Columns, slots: Array, stop: Callable[[], bool]) -> list[MonthSums]:
    """The entries of some slots added up, exact to the smallest unit; StoppedError once `stop()` turns true."""
    sums: dict[tuple[int, int], list[int]] = {}
    for at in range(0, len(slots), _BLOCK):
        if stop():
            raise StoppedError
        for key, parts in _block_sums(columns, slots[at : at + _BLOCK]):
            sums[key] = list(map(add, sums[key], parts)) if key in sums else parts
    return [MonthSums(_month(month), columns.currencies[code], *parts) for (month, code), parts in sorted(sums.items())]


def _block_sums(columns: Columns, slots: Array) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """By month and currency what came, what went, and the fees: of so few rows that all of it stays in the cache."""
    different, month = np.unique(columns["day"][slots] // 100, return_inverse=True)
    codes = len(columns.currencies)
    size = len(different) * codes
    cell = month * codes + columns["currency"][slots]
    sort, amount, fee = columns["sort"][slots], columns["amount"][slots], columns["fee"][slots]
    amount = np.where(sort == _REFUND, np.abs(amount), amount)
    way, charged = _WAY[sort], fee != NOTHING
    parts = [_added(cell[chosen], values[chosen], size) for chosen, values in
             ((way > 0, amount), (way < 0, amount), (charged, fee))]  # fmt: skip
    for at in np.flatnonzero(np.bincount(cell, minlength=size)).tolist():
        yield (int(different[at // codes]), at % codes), [part[at] for part in parts]


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
    mixed = np.concatenate([_mixed(columns, block) for block in _blocks(columns)])
    mixed.sort()
    again = mixed[1:][mixed[1:] == mixed[:-1]]
    del mixed
    if not len(again):
        return np.zeros(0, np.int64)
    slots = np.concatenate([block[_among(again, _mixed(columns, block))] for block in _blocks(columns)])
    keys = [columns.texts.ranks_of("payee", slots), columns["amount"][slots], _kinds(columns, slots)]
    slots, groups = _repeated(slots, keys)
    return slots[_unproven(groups.tolist(), [columns.texts.text(slot, "external_id") for slot in slots.tolist()])]


def _blocks(columns: Columns) -> Iterator[Array]:
    """The slots that are alive, so many at a time that what is made of them stays in the cache."""
    alive = columns["alive"]
    for at in range(0, len(alive) or 1, _BLOCK):
        yield np.flatnonzero(alive[at : at + _BLOCK]) + at


def _kinds(columns: Columns, slots: Array) -> Array:
    """Day, currency and whether it is a refund, in one number."""
    kinds = (columns["day"][slots].astype(np.int64) << 32) + (columns["currency"][slots].astype(np.int64) << 1)
    return np.asarray(kinds + (columns["sort"][slots] == _REFUND))


def _mixed(columns: Columns, slots: Array) -> Array:
    """Amount and kind in one number, hardly ever alike by chance: of very many rows few are worth a closer look."""
    return np.asarray(columns["amount"][slots] * _MIXER + _kinds(columns, slots))


def _among(sought: Array, values: Array) -> Array:
    """Which values are among those sought, which are in order; as a mask."""
    return np.asarray(sought[np.minimum(np.searchsorted(sought, values), len(sought) - 1)] == values)


def _repeated(slots: Array, keys: list[Array]) -> tuple[Array, Array]:
    """Those slots whose keys are all equal to those of another, equal ones beside one another, and numbers of their groups."""
    order = np.lexsort(keys)
    fresh = np.zeros(len(order), bool)  # unlike the one before
    for key in keys:
        fresh[1:] |= key[order[1:]] != key[order[:-1]]
    group = np.cumsum(fresh)
    many = (np.bincount(group) > 1)[group] if len(group) else fresh
    return slots[order[many]], group[many]


def _unproven(groups: list[int], numbers: list[str]) -> list[bool]:
    """Which of like entries no number of an import tells from all the others of their group."""
    known = Counter(zip(groups, numbers, strict=True))
    return [
        not number or bool(known[group, ""]) or known[group, number] > 1
        for group, number in zip(groups, numbers, strict=True)
    ]
