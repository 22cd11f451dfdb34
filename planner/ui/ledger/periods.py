"""Which days the ledger shows: a few usual periods that move with the calendar, or one that is typed."""

from datetime import date, timedelta
from typing import Final

from planner.i18n import N_, _
from planner.model.ledger_filter import month_end
from planner.model.parsing import Context, parse
from planner.model.parsing_time import Period

ALL: Final = "all"
USUAL: Final = {
    ALL: N_("All time"),
    "month": N_("This month"),
    "last_month": N_("Last month"),
    "year": N_("This year"),
    "last_year": N_("Last year"),
}


def days_of(period: str, context: Context) -> Period | None:
    """The days of a usual period, or of one typed such as ``2026-10..``; None for all. ParseError where it says none."""
    today = context.day()
    first = today.replace(day=1)
    if period in ("", ALL):
        return None
    if period == "month":
        return Period(first, month_end(today))
    if period == "last_month":
        last = first - timedelta(days=1)
        return Period(last.replace(day=1), last)
    if period in ("year", "last_year"):
        year = today.year - (period == "last_year")
        return Period(date(year, 1, 1), date(year, 12, 31))
    found: Period = parse("period", period, context).value
    return found


def period_words(period: str) -> str:
    """What a period is called; one that was typed is called as it was typed."""
    return _(USUAL[period]) if period in USUAL else period or _(USUAL[ALL])
