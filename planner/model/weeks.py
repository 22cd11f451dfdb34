"""The weeks of the time log: which day a week begins on, and what each product took and brought in one."""

from dataclasses import dataclass
from datetime import date, timedelta

from planner.i18n import N_

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
"""Marked texts, Monday first."""


def monday_of(day: date) -> date:
    """The first day of the week of a day."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class WeekOfProduct:
    """One week of one product: minutes worked, and net income in smallest units of one currency.

    `product` None is what names none. Minutes stand under the empty currency.
    """

    monday: date
    product: str | None
    minutes: int = 0
    currency: str = ""
    net: int = 0
