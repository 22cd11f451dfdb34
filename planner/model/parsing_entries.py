"""What is typed into the ledger: days meant as lately, and amounts whose sign says which way the money went.

In the file most amounts are positive and the sort says what they are; a cost of 38 is money that went out. On screen
and under the fingers a sign means a direction: -38 went out, +38 came in, and 38 alone goes the usual way of its sort.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from planner.i18n import _
from planner.model import wording
from planner.model.ledger_totals import WAYS
from planner.model.parsing import parse
from planner.model.reading import Context, Doubt, Reading, normalised
from planner.model.values import Money

OUTGOING: Final = frozenset(sort for sort, way in WAYS.items() if way < 0)
"""Sorts whose amounts are money that went out."""
_EITHER: Final = "refund"  # signed either way by those who write statements; it always went out
_DAY_ALONE: Final = re.compile(r"(\d{1,2}) ?(?:日|号)?")
_STEPS: Final = 31  # days in which every number of a day occurs


def flow(sort: str | None, amount: Decimal) -> Decimal:
    """The amount as money that came in, negative for what went out."""
    if sort == _EITHER:
        return -abs(amount)
    return -amount if sort in OUTGOING else amount


def entry_day(text: str, context: Context) -> Reading:
    """A day of the ledger: as everywhere, and a number alone is the last such day up to today."""
    alone = _DAY_ALONE.fullmatch(_plain(text))
    found = _lately(int(alone[1]), context.today) if alone and context.today else None
    if found is None:
        return parse("day", text, context)
    shown = wording.day_words(found, replace(context, today=None))
    return Reading(found, _("Read as {value}").format(value=shown))


def _plain(text: str) -> str:
    """The text in half-width signs; empty for one that cannot be read anyway, which `parse` then tells."""
    try:
        return normalised(text)
    except Doubt:
        return ""


def _lately(number: int, today: date) -> date | None:
    days = (today - timedelta(days=back) for back in range(2 * _STEPS))
    return next((day for day in days if day.day == number), None)


def entry_amount(text: str, sort: str | None, context: Context) -> Reading:
    """The amount to be kept for an entry of that sort, a Money; ParseError with offers as everywhere."""
    plain = _plain(text)
    signed = plain[:1] in ("+", "-")
    reading = parse("money", plain[1:] if plain[:1] == "+" else text, replace(context, current=None))
    value: Money = reading.value
    if sort == _EITHER:
        return replace(reading, value=Money(abs(value.amount), value.currency))
    if signed and sort in OUTGOING:
        return replace(reading, value=Money(-value.amount, value.currency))
    return reading


def amount_text(amount: Money | None, sort: str | None, context: Context) -> str:
    """The amount with the sign of its direction, as text that `entry_amount` reads back; empty for none."""
    if amount is None:
        return ""
    moved = flow(sort, amount.amount)
    text = wording.editable_money(Money(abs(moved), amount.currency), context)
    if moved < 0:
        return f"-{text}"
    return f"+{text}" if sort in OUTGOING else text
