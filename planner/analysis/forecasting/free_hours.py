"""Months of a plan as numbers: the hours free in each, and which months a period covers."""

import calendar
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from planner.model.catalogue import Milestone, PlanSettings
from planner.model.plan import Plan
from planner.model.values import Month

YEAR = 12
UNDATED_MONTHS = 12
"""A milestone without a due date is spread over so many months."""


def free_hours(settings: PlanSettings, months: int) -> NDArray[np.float64] | None:
    """The hours of each month: hours per week summed over its calendar days, days off left out; shape (months,).

    They are the hours beside a job, as typed. None where no hours were entered: there is no limit then.
    """
    week, start = settings.hours_per_week, settings.start_month
    if week is None or start is None:
        return None
    hours = [day.minutes / 60 for day in week]
    off = set(settings.days_off)
    found = []
    for index in range(months):
        month = start + index
        length = calendar.monthrange(month.year, month.number)[1]
        days = (date(month.year, month.number, day) for day in range(1, length + 1))
        found.append(sum(hours[day.weekday()] for day in days if day not in off))
    return np.array(found)


def covered(start: Month, months: int, first: Month | None, last: Month | None) -> NDArray[np.bool_]:
    """Which of the months from `start` on lie within first..last, both included and open where None."""
    low = 0 if first is None else first - start
    high = months if last is None else last - start
    indices = np.arange(months)
    covers: NDArray[np.bool_] = (indices >= low) & (indices <= high)
    return covers


def milestone_hours(plan: Plan, months: int, efforts: dict[str, float]) -> NDArray[np.float64]:
    """The hours that open milestones take in each month: spread evenly until they are due, or over a year.

    A milestone of a product whose hours to make are entered is part of these and takes no more. `efforts` are hours by
    milestone. Shape (months,).
    """
    taken = np.zeros(months)
    start = plan.settings.start_month
    for milestone in apart(plan, plan.of(Milestone)):
        last = UNDATED_MONTHS - 1
        if milestone.due is not None and start is not None:
            last = max(0, Month.of(milestone.due) - start)
        taken[: last + 1] += efforts.get(milestone.id, 0.0) / (last + 1)
    return taken


def apart(plan: Plan, milestones: Iterable[Milestone]) -> Iterable[Milestone]:
    """The open ones that take hours of their own: not those of a product whose hours to make are entered."""
    for milestone in milestones:
        product = plan.find("product", milestone.product)
        if milestone.done_on is None and (product is None or product.make_hours is None or product.stage == "live"):
            yield milestone
