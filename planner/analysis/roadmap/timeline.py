"""The roadmap day by day: when each milestone is worked on and waited for, how full the weeks are, and what slips.

It follows the order and the hours of a `Roadmap`, so its finishes are those of the roadmap.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.analysis.roadmap.dates import MilestoneOutlook, Roadmap, typed_hours
from planner.analysis.roadmap.milestones import Milestone as Piece
from planner.analysis.roadmap.schedule import Schedule, Stint, schedule
from planner.analysis.roadmap.working_hours import WorkingHours
from planner.model.catalogue import Milestone
from planner.model.plan import Plan

_WEEK = dt.timedelta(7)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One milestone: its outlook, the first day of work if all goes as estimated, and what it waits for.

    `start` is None where no hours are typed, where it does not end within ten years, or where it is `blocked`: in a
    circle, or behind one. A wait is critical where without it everything would be ready some days earlier: `wait_costs`.
    """

    outlook: MilestoneOutlook
    start: dt.date | None
    after: tuple[str, ...] = ()
    blocked: bool = False
    wait_costs: int = 0

    @property
    def slips(self) -> int:
        """The days by which it is as likely as not finished after it is due; where no chance is known, if all goes as
        estimated. 0 where it is not.
        """
        one = self.outlook
        likely = one.p50 or one.finish
        return max(0, (likely - one.due).days) if likely is not None and one.due is not None else 0


@dataclass(frozen=True, slots=True)
class TimelineWeek:
    """One week by its Monday: the hours there are, and those that each milestone (its id) takes of them.

    `over` are the hours of what is due in this week that find room only in later ones; what was due before today is due in
    the first week.
    """

    monday: dt.date
    capacity: float
    hours: tuple[tuple[str, float], ...]
    over: tuple[tuple[str, float], ...] = ()

    @property
    def used(self) -> float:
        """The hours that are taken."""
        return sum(hours for _id, hours in self.hours)

    @property
    def needed(self) -> float:
        """The hours that are taken and those that find no room."""
        return self.used + sum(hours for _id, hours in self.over)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The open milestones in their order as of `today`, and the weeks until the last work; no weeks without typed hours."""

    today: dt.date
    rows: tuple[TimelineRow, ...]
    weeks: tuple[TimelineWeek, ...]

    @property
    def slipping(self) -> tuple[TimelineRow, ...]:
        """What will rather be finished after it is due than not, in order."""
        return tuple(row for row in self.rows if row.slips)

    @property
    def fullest(self) -> TimelineWeek | None:
        """The week that needs most hours more than it has, the first of equals; None where none does."""
        over = [week for week in self.weeks if week.over]
        return max(over, key=lambda week: week.needed - week.used, default=None)


def timeline(plan: Plan, found: Roadmap, today: dt.date) -> Timeline:
    """The roadmap `found` of `plan` as of `today`, laid out in time."""
    milestones = {one.id: one for one in plan.of(Milestone)}
    open_ids = {one.id for one in found.milestones}
    after = {key: tuple(one for one in milestones[key].after if one in open_ids) for key in open_ids}
    calendar = typed_hours(plan)
    dated = [one for one in found.milestones if one.finish is not None]
    pieces = [Piece(one.id, one.hours, None, milestones[one.id].wait_days or 0, after[one.id]) for one in dated]
    laid = _laid(pieces, calendar, today)
    starts: dict[str, dt.date] = {}
    for stint in laid.stints if laid else ():
        starts.setdefault(stint.milestone, stint.day)
    costs = _wait_costs(pieces, laid, calendar, today)
    rows = tuple(
        TimelineRow(one, starts.get(one.id, one.finish), after[one.id], one.id in found.blocked, costs.get(one.id, 0))
        for one in found.milestones
    )
    dues = {one.id: one.due for one in dated if one.due is not None}
    return Timeline(today, rows, _weeks(laid.stints, calendar, today, dues) if laid and calendar else ())


def _laid(pieces: Sequence[Piece], calendar: WorkingHours | None, today: dt.date) -> Schedule | None:
    if calendar is None or not pieces:
        return None
    return schedule(pieces, today, calendar.week, calendar.days_off)


def _wait_costs(
    pieces: Sequence[Piece], laid: Schedule | None, calendar: WorkingHours | None, today: dt.date
) -> dict[str, int]:
    """By how many days each wait puts off the day on which everything is ready."""
    found: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        if laid is None or not piece.wait_days:
            continue
        hasty = _laid([*pieces[:place], replace(piece, wait_days=0), *pieces[place + 1 :]], calendar, today)
        assert hasty is not None  # noqa: S101 - it is shorter than the other
        found[piece.id] = max(0, (max(laid.ready.values()) - max(hasty.ready.values())).days)
    return found


def _weeks(
    stints: Sequence[Stint], calendar: WorkingHours, today: dt.date, dues: Mapping[str, dt.date]
) -> tuple[TimelineWeek, ...]:
    if not stints:
        return ()
    taken: dict[dt.date, dict[str, float]] = {}
    over: dict[dt.date, dict[str, float]] = {}
    for stint in stints:
        _add(taken, _monday(stint.day), stint)
        due = dues.get(stint.milestone)
        if due is not None and _monday(stint.day) > (week := _monday(max(due, today))):
            _add(over, week, stint)
    weeks, monday = [], _monday(today)
    while monday <= max(taken):
        capacity = calendar.between(max(monday, today), monday + _WEEK - dt.timedelta(1))
        found = (tuple(hours.get(monday, {}).items()) for hours in (taken, over))
        weeks.append(TimelineWeek(monday, capacity, *found))
        monday += _WEEK
    return tuple(weeks)


def _add(weeks: dict[dt.date, dict[str, float]], monday: dt.date, stint: Stint) -> None:
    week = weeks.setdefault(monday, {})
    week[stint.milestone] = week.get(stint.milestone, 0.0) + stint.hours


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())
