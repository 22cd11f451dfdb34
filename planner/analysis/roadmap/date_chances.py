"""When work of uncertain effort ends: the day as a chance, not as a promise.

Efforts are samples of hours, summed in the order of the work and times one's own bias; waits of the calendar are not in
them. A day is counted from the start, which is day 0; infinite where the work does not end within the weeks drawn.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.roadmap.working_hours import HAIR, WorkingHours

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DateChances:
    """The days by which work is done with a chance of 50, 80 and 90%; None: not within the weeks drawn."""

    p50: dt.date | None
    p80: dt.date | None
    p90: dt.date | None


def drawn_weeks(logged: Sequence[float], uniforms: Vector) -> Vector:
    """Weeks of hours drawn from the logged ones with replacement, one for each number above 0 and below 1 given.

    InputError: no logged weeks: missing; hours below 0: out_of_range.
    """
    hours = np.array(bounds.numbers(logged, "weeks", 0))
    bounds.some(logged, "weeks")
    drawn: Vector = hours[(uniforms * len(hours)).astype(int)]
    return drawn


def days_of_weeks(efforts: Vector, weeks: Vector) -> Vector:
    """The day on which each effort is done, the hours of a week spread evenly over its days.

    efforts: shape (samples,); weeks: (samples, weeks). Returns (samples,).
    """
    sums = np.cumsum(weeks, axis=1)
    full = np.sum(sums < efforts[:, None] - HAIR, axis=1)
    rows = np.arange(len(efforts))
    last = np.minimum(full, weeks.shape[1] - 1)
    before = sums[rows, last] - weeks[rows, last]
    share = np.divide(efforts - before, weeks[rows, last], out=np.zeros(len(efforts)), where=weeks[rows, last] > 0)
    days = np.maximum(0, np.ceil(7 * (last + share) - HAIR) - 1)
    return np.where(full < weeks.shape[1], days, math.inf)


def days_of_calendar(efforts: Vector, start: dt.date, calendar: WorkingHours) -> Vector:
    """The day on which each effort is done in typed hours. Shape of `efforts`.

    InputError: an end after the year 9999: out_of_range.
    """
    last = calendar.finish(float(efforts.max(initial=0)), start)
    hours = [calendar.on(start + dt.timedelta(day)) for day in range((last - start).days + 1)]
    days = np.searchsorted(np.cumsum(hours), efforts - HAIR)
    return np.where(efforts > HAIR, days, 0).astype(float)


def date_chances(days: Vector, start: dt.date) -> DateChances:
    """The smallest day whose share of the samples reaches 50, 80 and 90%."""
    ordered = np.sort(days)
    p50, p80, p90 = (_on(start, ordered[math.ceil(share * len(days) - HAIR) - 1]) for share in (0.5, 0.8, 0.9))
    return DateChances(p50, p80, p90)


def chance_late(days: Vector, start: dt.date, due: dt.date) -> float:
    """Share of the samples that end after `due`."""
    return float(np.mean(days > (due - start).days))


def _on(start: dt.date, day: float) -> dt.date | None:
    return start + dt.timedelta(int(day)) if day < math.inf else None
