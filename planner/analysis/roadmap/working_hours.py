"""The hours one person has on each calendar day: a week that repeats, and days off without any."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NoReturn

from planner.analysis import bounds
from planner.i18n import _

HAIR = 1e-7
"""Hours so few that they count as none: sums of floats miss by less."""


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Hours per weekday, Monday first, and days off; made by `working_hours`, which checks them."""

    week: tuple[float, ...]
    days_off: frozenset[dt.date]

    def on(self, day: dt.date) -> float:
        """The hours of a day."""
        return 0.0 if day in self.days_off else self.week[day.weekday()]

    def between(self, first: dt.date, last: dt.date) -> float:
        """The hours of the days from `first` to `last`, both included; 0 when `last` lies before."""
        days = (last - first).days + 1
        if days <= 0:
            return 0.0
        weeks, rest = divmod(days, 7)
        off = sum(self.week[day.weekday()] for day in self.days_off if first <= day <= last)
        return weeks * sum(self.week) + sum(self.week[(first.weekday() + day) % 7] for day in range(rest)) - off

    def finish(self, hours: float, start: dt.date) -> dt.date:
        """The day on which so many hours from `start` on are done, `start` itself for none.

        InputError: it lies after the year 9999: out_of_range.
        """
        days = range(start.toordinal(), dt.date.max.toordinal() + 1)
        done = bisect_left(days, hours - HAIR, key=lambda day: self.between(start, dt.date.fromordinal(day)))
        if done == len(days):
            refuse_endless()
        return dt.date.fromordinal(days[done]) if hours > HAIR else start


def working_hours(hours_per_week: Sequence[float] | None, days_off: Collection[dt.date | str] = ()) -> WorkingHours:
    """The checked week and days off (also as text like 2026-11-30).

    InputError: not seven weekdays: mismatch; hours below 0, a week without hours, a day off that is no day:
    out_of_range; none: missing.
    """
    week = bounds.numbers(hours_per_week, "hours_per_week", 0)
    if len(week) != 7:
        message = _("“hours_per_week” must hold the hours of seven days, Monday first.")
        bounds.refuse(message, "hours_per_week", "mismatch")
    if not any(week):
        message = _("The week has no hours; enter some for at least one weekday.")
        bounds.refuse(message, "hours_per_week", "out_of_range")
    off = frozenset(bounds.day(day, f"days_off/{position}") for position, day in enumerate(days_off))
    return WorkingHours(tuple(week), off)


def refuse_endless() -> NoReturn:
    """Refuse work that ends after the year 9999."""
    message = _("This work ends after the year 9999; enter less effort or more hours per week.")
    bounds.refuse(message, "hours", "out_of_range")
