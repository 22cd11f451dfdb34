"""When one person finishes what, day by day: the serial schedule, and the hours it puts into each day, week and month."""

import datetime as dt
import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planner.analysis import bounds
from planner.analysis.roadmap.milestones import Milestone, checked
from planner.analysis.roadmap.precedence import Before, followers
from planner.analysis.roadmap.working_hours import HAIR, refuse_endless, working_hours
from planner.model.values import Month


@dataclass(frozen=True, slots=True)
class Stint:
    """The hours that a milestone (its id) takes on one day."""

    milestone: str
    day: dt.date
    hours: float


@dataclass(frozen=True, slots=True)
class Schedule:
    """By id the day on which each milestone is finished and `ready` (wait_days later); the work in order of time."""

    finish: Mapping[str, dt.date]
    ready: Mapping[str, dt.date]
    stints: tuple[Stint, ...]


class _Desk:
    """What is open, what waits and what is finished, while one day follows another. Positions stand for milestones."""

    def __init__(self, milestones: Sequence[Milestone], waits: Before) -> None:
        self.milestones = milestones
        self.later = followers(waits)
        self.missing = [len(earlier) for earlier in waits]
        self.left = [float(milestone.effort) for milestone in milestones]
        self.open: list[int] = []  # a heap, the first in priority on top
        self.waiting: list[tuple[dt.date, int]] = []  # a heap of finished ones by the day on which they are ready
        self.finish: dict[int, dt.date] = {}
        self.ready: dict[int, dt.date] = {}
        self.stints: list[Stint] = []

    def begin(self, day: dt.date) -> None:
        """Open what waits for nothing."""
        for place, missing in enumerate(self.missing):
            if not missing:
                self._open(place, day)

    def work(self, day: dt.date, hours: float) -> None:
        """Spend the hours of a day on the first open milestone, and on the next ones while hours are left."""
        self._release(day)
        while self.open and hours > HAIR:
            place = self.open[0]
            spent = min(hours, self.left[place])
            self.stints.append(Stint(self.milestones[place].id, day, spent))
            hours -= spent
            self.left[place] -= spent
            if self.left[place] <= HAIR:
                heapq.heappop(self.open)
                self._finish(place, day)
                self._release(day)

    def _release(self, day: dt.date) -> None:
        """Open what waited for milestones that are ready by `day`."""
        while self.waiting and self.waiting[0][0] <= day:
            _ready, place = heapq.heappop(self.waiting)
            for later in self.later[place]:
                self.missing[later] -= 1
                if not self.missing[later]:
                    self._open(later, day)

    def _open(self, place: int, day: dt.date) -> None:
        if self.left[place] > HAIR:
            heapq.heappush(self.open, place)
        else:
            self._finish(place, day)

    def _finish(self, place: int, day: dt.date) -> None:
        wait = int(self.milestones[place].wait_days)
        if day.toordinal() + wait > dt.date.max.toordinal():
            refuse_endless()
        self.finish[place] = day
        self.ready[place] = day + dt.timedelta(wait)
        heapq.heappush(self.waiting, (self.ready[place], place))


def finish_date(
    hours: float,
    start: dt.date | str | None,
    hours_per_week: Sequence[float] | None,
    days_off: Collection[dt.date | str] = (),
) -> dt.date:
    """The day on which so many hours of work from `start` on are done; the start itself for 0 hours.

    InputError: hours below 0, or an end after the year 9999: out_of_range; start and week as in `schedule`.
    """
    effort = bounds.not_negative(hours, "hours")
    first = bounds.day(start, "start")
    return working_hours(hours_per_week, days_off).finish(effort, first)


def schedule(
    milestones: Sequence[Milestone],
    start: dt.date | str | None,
    hours_per_week: Sequence[float] | None,
    days_off: Collection[dt.date | str] = (),
) -> Schedule:
    """The serial schedule of milestones in order of priority (Kelley 1963).

    Each day goes to the first open milestone; hours it leaves go to the next. A milestone is ready `wait_days` calendar
    days after its finish, and what comes after it may begin on that day. Without effort it is finished on the first
    day it is open. Hours of a day on which everything waits are lost.
    InputError: start missing; no day, or an end after the year 9999: out_of_range; milestones as in `checked`, week and
    days off as in `working_hours`.
    """
    waits = checked(milestones)
    day = bounds.day(start, "start")
    calendar = working_hours(hours_per_week, days_off)
    calendar.finish(sum(milestone.effort for milestone in milestones), day)  # refuses what never ends
    desk = _Desk(milestones, waits)
    desk.begin(day)
    while True:
        desk.work(day, calendar.on(day))
        if len(desk.finish) == len(milestones):
            break
        if day == dt.date.max:
            refuse_endless()
        day += dt.timedelta(1)
    finish, ready = (
        {milestone.id: days[place] for place, milestone in enumerate(milestones)} for days in (desk.finish, desk.ready)
    )
    return Schedule(finish, ready, tuple(desk.stints))


def hours_by_week(stints: Sequence[Stint]) -> dict[dt.date, float]:
    """The hours of work in each week, by its Monday, in order of time; weeks without any are left out."""
    found: dict[dt.date, float] = {}
    for stint in stints:
        monday = stint.day - dt.timedelta(stint.day.weekday())
        found[monday] = found.get(monday, 0.0) + stint.hours
    return found


def hours_by_month(stints: Sequence[Stint]) -> dict[str, dict[Month, float]]:
    """The hours that each milestone (its id) takes in each calendar month, in order of time; others are left out."""
    found: dict[str, dict[Month, float]] = {}
    for stint in stints:
        months = found.setdefault(stint.milestone, {})
        month = Month.of(stint.day)
        months[month] = months.get(month, 0.0) + stint.hours
    return found
