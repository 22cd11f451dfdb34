"""The entries in the order of a column. Equal ones stand the newest first; what is empty stands last either way."""

import numpy as np

from planner.model.ledger_filter import NAMED, SORTS, folded
from planner.model.plan import Plan
from planner.model.values import minor_digits
from planner.store.ledger_columns import NOTHING, TEXTS, Columns
from planner.store.text_index import Array


def newest_first(columns: Columns) -> Array:
    """All slots, the newest day first, of one day what was entered last."""
    both = columns["day"].astype(np.int64)  # far quicker than to sort along with places
    both <<= 32
    both |= np.arange(columns.rows)
    both.sort()
    return both[::-1].astype(np.int32)  # the lower half


def ordered(columns: Columns, newest: Array, column: str, plan: Plan, *, falling: bool) -> Array:
    """The slots, given newest first, by a field of the entry other than its date."""
    keys, filled = _keys(columns, column, plan)
    full = newest if filled is None else newest[filled[newest]]
    # lexsort is stable, so that equal ones stay newest first
    sorted_ = full[np.lexsort([-key[full] if falling else key[full] for key in keys])]
    return sorted_ if filled is None else np.concatenate([sorted_, newest[~filled[newest]]])


def _keys(columns: Columns, column: str, plan: Plan) -> tuple[list[Array], Array | None]:
    """Numbers to sort by, the most important last, and which slots have a value (None: all)."""
    if column in ("amount", "fee"):
        minor = columns[column]
        return _in_whole_units(columns, minor), None if column == "amount" else minor != NOTHING
    if column in ("checked", "refund_of"):
        return [columns["checked" if column == "checked" else "refunds"].astype(np.int64)], None
    if column in TEXTS:
        return [columns.texts.ranks(column)], columns.texts.filled(column)
    if column in NAMED:
        names = [folded(plan.label(column, key)) for key in columns.keys[column]]
        return [_places(names)[columns[column]]], columns[column] != 0
    if column == "currency":
        return [_places(columns.currencies)[columns["currency"]]], None
    return [columns["sort"].astype(np.int64)], columns["sort"] != len(SORTS)


def _places(names: list[str]) -> Array:
    """The place of each name in their order, equal names alike."""
    place = {name: at for at, name in enumerate(sorted(set(names)))}
    return np.array([place[name] for name in names], np.int64)


def _in_whole_units(columns: Columns, minor: Array) -> list[Array]:
    """Amounts of any currency as they compare: thousandths behind the point, whole units before it."""
    digits = {minor_digits(code) for code in columns.currencies}
    if len(digits) < 2:
        return [minor]
    units = np.array([10 ** minor_digits(code) for code in columns.currencies], np.int64)[columns["currency"]]
    whole = minor // units
    return [(minor - whole * units) * (1000 // units), whole]
