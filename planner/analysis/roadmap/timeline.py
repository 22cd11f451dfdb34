"""The roadmap day by day: when each milestone is worked on and waited for, and how full the weeks are.

It follows the order and the hours of a `Roadmap`, so its finishes are those of the roadmap.
"""

import datetime as dt
from dataclasses import dataclass

from planner.analysis.roadmap.dates import MilestoneOutlook, Roadmap, typed_hours
from planner.analysis.roadmap.milestones import Milestone as Piece
from planner.analysis.roadmap.schedule import Stint, schedule
from planner.analysis.roadmap.working_hours import WorkingHours
from planner.model.catalogue import Milestone
from planner.model.plan import Plan

_WEEK = dt.timedelta(7)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One milestone: its outlook, the first day of work if all goes as estimated, and what it waits for.

    `start` is None where no hours are typed, where it does not end within ten years, or where it is `blocked`: in a
    circle, or behind one.
    """

    outlook: MilestoneOutlook
    start: dt.date | None
    after: tuple[str, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class TimelineWeek:
    """One week by its Monday: the hours there are, and those that each milestone (its id) takes of them."""

    monday: dt.date
    capacity: float
    hours: tuple[tuple[str, float], ...]

    @property
    def used(self) -> float:
        """The hours that are taken."""
        return sum(hours for _id, hours in self.hours)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The open milestones in their order as of `today`, and the weeks until the last work; no weeks without typed hours."""

    today: dt.date
    rows: tuple[TimelineRow, ...]
    weeks: tuple[TimelineWeek, ...]


def timeline(plan: Plan, found: Roadmap, today: dt.date) -> Timeline:
    """The roadmap `found` of `plan` as of `today`, laid out in time."""
    milestones = {one.id: one for one in plan.of(Milestone)}
    open_ids = {one.id for one in found.milestones}
    after = {key: tuple(one for one in milestones[key].after if one in open_ids) for key in open_ids}
    stints = _stints(milestones, found, after, today, typed_hours(plan))
    starts: dict[str, dt.date] = {}
    for stint in stints:
        starts.setdefault(stint.milestone, stint.day)
    rows = tuple(
        TimelineRow(one, starts.get(one.id, one.finish), after[one.id], one.id in found.blocked)
        for one in found.milestones
    )
    return Timeline(today, rows, _weeks(stints, typed_hours(plan), today))


def _stints(
    milestones: dict[str, Milestone],
    found: Roadmap,
    after: dict[str, tuple[str, ...]],
    today: dt.date,
    calendar: WorkingHours | None,
) -> tuple[Stint, ...]:
    dated = [one for one in found.milestones if one.finish is not None]
    if calendar is None or not dated:
        return ()
    pieces = [Piece(one.id, one.hours, None, milestones[one.id].wait_days or 0, after[one.id]) for one in dated]
    return schedule(pieces, today, calendar.week, calendar.days_off).stints


def _weeks(stints: tuple[Stint, ...], calendar: WorkingHours | None, today: dt.date) -> tuple[TimelineWeek, ...]:
    if calendar is None or not stints:
        return ()
    taken: dict[dt.date, dict[str, float]] = {}
    for stint in stints:
        week = taken.setdefault(_monday(stint.day), {})
        week[stint.milestone] = week.get(stint.milestone, 0.0) + stint.hours
    weeks, monday = [], _monday(today)
    while monday <= max(taken):
        capacity = calendar.between(max(monday, today), monday + _WEEK - dt.timedelta(1))
        weeks.append(TimelineWeek(monday, capacity, tuple(taken.get(monday, {}).items())))
        monday += _WEEK
    return tuple(weeks)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())
