"""The ledger in plain Python: filters, orders, totals and duplicates over records, as slow and as clear as can be."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import Any

from planner.model.ledger_filter import ALTERNATIVES, NAMED, SORTS, LedgerFilter, Named, Span, Term, folded
from planner.model.ledger_order import Order
from planner.model.ledger_totals import WAYS
from planner.model.money import Entry
from planner.model.parsing_time import Period
from planner.model.plan import Plan

Rows = list[tuple[int, Entry]]  # row numbers and entries


def holds(term: Term, entry: Entry, plan: Plan, doubled: bool) -> bool:
    """Whether a term is true of an entry, excluded or not."""
    value: Any = term.value
    if isinstance(value, Span):
        assert entry.amount is not None
        amount = entry.amount.amount
        over = value.low is None or (amount > value.low if value.beyond else amount >= value.low)
        return over and (value.high is None or (amount < value.high if value.beyond else amount <= value.high))
    if isinstance(value, Period):
        assert entry.date is not None
        return (value.first is None or entry.date >= value.first) and (value.last is None or entry.date <= value.last)
    if isinstance(value, Named):
        return getattr(entry, term.field) in (value.ids or (None,))
    if term.field == "text":
        names = [plan.label(name, getattr(entry, name)) for name in NAMED]
        return any(folded(value) in folded(text) for text in (entry.payee, entry.memo, entry.external_id, *names))
    if term.field in ("payee", "memo", "source"):
        return folded(value) in folded(getattr(entry, term.field))
    known = {"duplicate": doubled, "refund": entry.refund_of is not None}
    return bool(value == known.get(term.field, getattr(entry, term.field, None)))


def wanted_of(rows: Rows, wanted: LedgerFilter, plan: Plan) -> Rows:
    """The rows a filter wants."""
    doubled = duplicates(rows)
    groups: dict[Any, list[Term]] = {}
    for place, term in enumerate(wanted.terms):
        groups.setdefault((term.field, term.excluded) if term.field in ALTERNATIVES else place, []).append(term)
    return [
        (rowid, entry)
        for rowid, entry in rows
        if not entry.archived
        and all(
            any(holds(term, entry, plan, rowid in doubled) for term in terms) is not terms[0].excluded
            for terms in groups.values()
        )
    ]


def in_order(rows: Rows, order: Order, plan: Plan) -> list[int]:
    """The row numbers in order."""
    newest = sorted(rows, key=lambda row: (row[1].date, row[0]), reverse=True)
    if order.column == "date":
        return [rowid for rowid, _entry in (newest if order.falling else reversed(newest))]

    def key(entry: Entry) -> Any:
        value = getattr(entry, order.column)
        if order.column in ("amount", "fee"):
            return None if value is None else value.amount
        if order.column in NAMED:
            return None if value is None else folded(plan.label(order.column, value))
        if order.column == "sort":
            return None if value is None else SORTS.index(value)
        if order.column == "refund_of":
            return value is not None
        return (folded(value) or None) if isinstance(value, str) else value

    filled = sorted(
        (row for row in newest if key(row[1]) is not None), key=lambda row: key(row[1]), reverse=order.falling
    )
    return [rowid for rowid, _entry in [*filled, *(row for row in newest if key(row[1]) is None)]]


def duplicates(rows: Rows) -> set[int]:
    """The row numbers that look entered twice."""

    def like(one: Entry, other: Entry) -> bool:
        same = all(getattr(one, name) == getattr(other, name) for name in ("date", "amount", "currency"))
        same = same and folded(one.payee) == folded(other.payee) and (one.sort == "refund") == (other.sort == "refund")
        numbers = (folded(one.external_id), folded(other.external_id))
        return same and not (all(numbers) and numbers[0] != numbers[1])

    there = [(rowid, entry) for rowid, entry in rows if not entry.archived]
    days = groupby(sorted(there, key=lambda row: str(row[1].date)), key=lambda row: row[1].date)
    found = set()
    for _day, group in days:
        same_day = list(group)
        found |= {rowid for rowid, one in same_day if any(like(one, other) for at, other in same_day if at != rowid)}
    return found


def sums(entries: Iterable[Entry]) -> dict[str, list[Decimal]]:
    """In, out and fees by currency."""
    found: dict[str, list[Decimal]] = {}
    for entry in entries:
        assert entry.amount is not None
        held = found.setdefault(entry.amount.currency, [Decimal(0)] * 3)
        amount = abs(entry.amount.amount) if entry.sort == "refund" else entry.amount.amount
        way = WAYS.get(entry.sort or "", 0)
        held[0] += amount if way > 0 else 0
        held[1] += amount if way < 0 else 0
        held[2] += entry.fee.amount if entry.fee else 0
    return found
