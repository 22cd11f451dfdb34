"""Which entries a filter wants: every term is a mask over the columns, and masks are joined."""

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

import numpy as np

from planner.model.ledger_filter import ALTERNATIVES, NAMED, SORTS, LedgerFilter, Named, Span, Term, folded
from planner.model.parsing_time import Period
from planner.model.plan import Plan
from planner.model.values import LARGEST_MINOR, minor_digits
from planner.store.ledger_columns import Columns
from planner.store.text_index import Array

_SOUGHT: Final = ("payee", "external_id")  # a plain word is sought from the first to the last of these


def mask_of(
    columns: Columns, wanted: LedgerFilter, plan: Plan, doubled: Array | None, stop: Callable[[], bool]
) -> Array | None:
    """Which slots the filter wants; None once `stop()` turns true. `doubled` marks what looks entered twice."""
    mask = columns["alive"].copy()
    for terms in _grouped(wanted.terms):
        found = np.zeros(columns.rows, bool)
        for term in terms:
            if stop():
                return None
            found |= _holds(columns, term, plan, doubled)
        mask &= ~found if terms[0].excluded else found
    return mask


def _grouped(terms: Iterable[Term]) -> list[list[Term]]:
    """Terms that are alternatives to one another together; every other one alone."""
    groups: dict[object, list[Term]] = {}
    for place, term in enumerate(terms):
        joined = term.field in ALTERNATIVES
        groups.setdefault((term.field, term.excluded) if joined else place, []).append(term)
    return list(groups.values())


def _holds(columns: Columns, term: Term, plan: Plan, doubled: Array | None) -> Array:
    """Which slots the term is true of, excluded or not."""
    field, value = term.field, term.value
    if isinstance(value, Span):
        return _within(columns, value)
    if isinstance(value, Period):
        return _during(columns, value)
    if isinstance(value, Named):
        return _naming(columns, field, value.ids or ("",))
    if isinstance(value, bool):
        marked = doubled if field == "duplicate" else columns["refunds" if field == "refund" else field]
        assert marked is not None  # noqa: S101 - whoever asks for duplicates brings them
        return np.asarray(marked == value)
    return _saying(columns, field, value, plan)


def _saying(columns: Columns, field: str, value: str, plan: Plan) -> Array:
    if field == "sort":
        return np.asarray(columns["sort"] == SORTS.index(value))
    if field == "currency":
        there = value in columns.currencies
        return np.asarray(columns["currency"] == (columns.currencies.index(value) if there else -1))
    return columns.texts.found(value, field) if field != "text" else _containing(columns, value, plan)


def _containing(columns: Columns, word: str, plan: Plan) -> Array:
    """Which slots show the word: in a text of their own or in the name of what they belong to."""
    found = columns.texts.found(word, *_SOUGHT)
    needle = folded(word)
    for field in NAMED:
        records = plan.records(field, archived=True)
        ids = tuple(record.id for record in records if needle in folded(plan.label(field, record.id)))
        if ids:
            found |= _naming(columns, field, ids)
    return found


def _naming(columns: Columns, field: str, ids: Iterable[str]) -> Array:
    chosen = np.zeros(len(columns.keys[field]), bool)
    for record_id in ids:
        code = columns.code(field, record_id) if record_id else 0
        if code >= 0:
            chosen[code] = True
    return chosen[columns[field]]


def _within(columns: Columns, span: Span) -> Array:
    """Amounts are compared in whole units, whatever the smallest unit of their currency is."""
    ends = [_minor_ends(span, code) for code in columns.currencies] or [(0, 0)]
    low, high = (np.array(column, np.int64)[columns["currency"]] for column in zip(*ends, strict=True))
    amount = columns["amount"]
    return np.asarray((amount >= low) & (amount <= high))


def _minor_ends(span: Span, currency: str) -> tuple[int, int]:
    """The least and the largest amount of the span in smallest units."""
    low, high = -LARGEST_MINOR, LARGEST_MINOR
    digits, step = minor_digits(currency), int(span.beyond)
    if span.low is not None:
        low = _whole(span.low, digits, ROUND_FLOOR if step else ROUND_CEILING) + step
    if span.high is not None:
        high = _whole(span.high, digits, ROUND_CEILING if step else ROUND_FLOOR) - step
    return min(low, LARGEST_MINOR), max(high, -LARGEST_MINOR)


def _whole(number: Decimal, digits: int, rounding: str) -> int:
    minor = int(number.scaleb(digits).to_integral_value(rounding))
    return max(-LARGEST_MINOR, min(LARGEST_MINOR, minor))


def _during(columns: Columns, period: Period) -> Array:
    days, mask = columns["day"], np.ones(columns.rows, bool)
    if period.first is not None:
        mask &= days >= int(f"{period.first:%Y%m%d}")
    if period.last is not None:
        mask &= days <= int(f"{period.last:%Y%m%d}")
    return mask
