"""Entries that come again and again: which are due, and writing them as entries of the ledger."""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from planner.commands import records
from planner.model.catalogue import Entry, Record, Recurring
from planner.model.plan import Plan
from planner.store.transaction import Transaction

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_MOST: Final = 120  # entries written at once for one that was long forgotten
_COPIED: Final = ("payee", "sort", "amount", "currency", "product", "platform", "partner", "memo")


def following(day: date, every: str | None, times: int = 1, of_month: int | None = None) -> date:
    """The day `times` periods after `day`; in a shorter month its last day.

    `of_month` is the day of the month it really falls on, where a shorter month has cut that of `day`.
    """
    if every == "week":
        return day + timedelta(weeks=times)
    year, month = divmod(day.year * 12 + day.month - 1 + _MONTHS[every or "month"] * times, 12)
    return date(year, month + 1, min(of_month or day.day, calendar.monthrange(year, month + 1)[1]))


def _day_of_month(recurring: Recurring, start: date) -> int:
    """The day of the month on which it falls: that kept, as long as only a shorter month stands before it."""
    kept, last = recurring.day_of_month or 0, calendar.monthrange(start.year, start.month)[1]
    return kept if start.day == last < kept else start.day


def days_due(recurring: Recurring, today: date) -> tuple[date, ...]:
    """The days up to `today` for which no entry was written yet."""
    return tuple(_days(recurring, today))


def _days(recurring: Recurring, today: date) -> Iterator[date]:
    if recurring.next_on is None:
        return
    of_month = _day_of_month(recurring, recurring.next_on)
    last = min(today, recurring.until) if recurring.until is not None else today
    for times in range(_MOST):
        day = following(recurring.next_on, recurring.every, times, of_month) if times else recurring.next_on
        if day > last:
            return
        yield day


def due(plan: Plan, today: date) -> tuple[Recurring, ...]:
    """The recurring entries that are due, in their order."""
    return tuple(one for one in plan.of(Recurring) if days_due(one, today))


def of_entry(tx: Transaction, entry: Entry, today: date) -> Record:
    """A recurring entry like this one, every month from the first such day after `today`; InputError without a payee."""
    start = entry.date or today
    behind = max((today.year - start.year) * 12 + today.month - start.month, 0)
    days = (following(start, "month", times) for times in range(max(behind, 1), behind + 3))
    fields = {name: getattr(entry, name) for name in _COPIED} | {"every": "month", "day_of_month": start.day}
    return records.create(tx, "recurring", next_on=next(day for day in days if day > today), **fields)


def record(tx: Transaction, ids: Iterable[str], today: date) -> list[Entry]:
    """Write what is due of these recurring entries, a line for every day; the next days follow."""
    made: list[Entry] = []
    for record_id in ids:
        recurring = tx.plan.find("recurring", record_id)
        if not isinstance(recurring, Recurring) or recurring.next_on is None:
            continue
        days = days_due(recurring, today)
        fields = {name: getattr(recurring, name) for name in _COPIED}
        for day in days:
            entry = records.create(tx, "entry", date=day, **fields)
            assert isinstance(entry, Entry)  # noqa: S101 - of that kind
            made.append(entry)
        if days:
            of_month = _day_of_month(recurring, recurring.next_on)
            after = following(recurring.next_on, recurring.every, len(days), of_month)
            records.edit(tx, "recurring", record_id, next_on=after, day_of_month=of_month)
    return made
