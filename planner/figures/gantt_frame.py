"""Where everything of a roadmap stands: which lines one above the other, in which lanes, and which days across.

The parts of the figure (`planner.figures.gantt`) are drawn on one frame each, so what stands above what agrees.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.catalogue import Milestone
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import Timeline, TimelineRow

ROW, LANE, TEST = 38.0, 26.0, 28.0
MOST = 24
SHORTEST = 21  # days that are shown at least
LONGEST = 3 * 366  # days ahead beyond which nothing is drawn
LATE = 0.5  # chance of being late from which a due day is marked
INSET = 8.0  # px before names, so that what frames a line leaves them air
_RIGHT = 12.0  # px beside the plot


@dataclass(frozen=True, slots=True)
class GanttTest:
    """A test that runs: the id of its experiment, what it asks, and the days from which and until which it counts."""

    id: str
    name: str
    start: dt.date
    stop: dt.date


@dataclass(frozen=True, slots=True)
class GanttOptions:
    """Room in pixels (the height is as needed), how many milestones at most, and how days are said.

    `lanes` gathers the milestones of each product. Days are shown from `first` days after today on; `days` of them, or as
    many as are needed. `tests` stand below in a lane of their own.
    """

    width: float = 760.0
    most: int = MOST
    speech: Speech = field(default_factory=Speech)
    lanes: bool = False
    first: int = 0
    days: int = 0
    tests: tuple[GanttTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the figure, at its height: the head of a lane, a milestone, or a test."""

    top: float
    height: float
    name: str
    caption: str = ""
    row: "TimelineRow | None" = None
    test: GanttTest | None = None

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.top + self.height


class GanttFrame:
    """The lines of one roadmap and its days."""

    def __init__(self, timeline: "Timeline", plan: Plan, options: GanttOptions) -> None:
        self.timeline, self.plan, self.speech, self.width = timeline, plan, options.speech, options.width
        self.rows = timeline.rows[: options.most]
        self.lines = self._lines(options)
        longest = max(
            (text.width(said, 12, 600) for line in self.lines for said in (line.name, line.caption)), default=0
        )
        self.label = max(min(longest, options.width * 0.36, 260.0), 84.0)
        self.left = INSET + self.label + 14
        self.right = max(options.width - _RIGHT, self.left + 60)
        days = options.days or days_of(timeline, options.tests)
        self.across = Scale(options.first, options.first + days, self.left, self.right)
        left_out = len(timeline.rows) - len(self.rows)
        told = ngettext("and {count} later milestone", "and {count} later milestones", left_out)
        self.note = told.format(count=left_out) if left_out else ""
        self.height = self.lines[-1].bottom if self.lines else 0.0

    def at(self, day: dt.date, after: int = 0) -> float | None:
        """The place of the beginning of a day (or `after` days later); None where it is not in view."""
        days = (day - self.timeline.today).days + after
        return self.across.at(days) if self.across.start <= days <= self.across.stop else None

    def held(self, day: dt.date, after: int = 0) -> float:
        """As `at`, but held at the edges of the view."""
        days = (day - self.timeline.today).days + after
        return self.across.at(min(max(days, self.across.start), self.across.stop))

    def seen(self, first: dt.date, last: dt.date) -> bool:
        """Whether any of the days from `first` to `last` is in view."""
        start, stop = ((day - self.timeline.today).days for day in (first, last))
        return start <= self.across.stop and stop + 1 >= self.across.start

    def name(self, milestone: str) -> str:
        """What a milestone is called."""
        return self.plan.label("milestone", milestone)

    def late(self, row: "TimelineRow") -> bool:
        """Whether it will rather be late than not; what is overdue already says so quietly."""
        one = row.outlook
        overdue = one.due is not None and one.due < self.timeline.today
        return not overdue and one.late is not None and one.late >= LATE

    def _lines(self, options: GanttOptions) -> list[Line]:
        found: list[Line] = []

        def add(height: float, name: str, **more: object) -> None:
            found.append(Line(found[-1].bottom if found else 0.0, height, name, **more))  # type: ignore[arg-type]

        lanes: dict[str, list[TimelineRow]] = {}
        for row in self.rows:
            lanes.setdefault(self._lane(row) if options.lanes else "", []).append(row)
        for lane, rows in lanes.items():
            if lane or len(lanes) > 1:
                add(LANE, lane or _("Without a product"))
            for row in rows:
                add(ROW, self.name(row.outlook.id), caption=self._caption(row), row=row)
        if options.tests:
            add(LANE, _("Experiments that run"))
            for test in options.tests:
                add(TEST, test.name, test=test)
        return found

    def _lane(self, row: "TimelineRow") -> str:
        """The name of the product it belongs to; empty for none."""
        one = self.plan.find("milestone", row.outlook.id)
        return self.plan.label("product", one.product) if isinstance(one, Milestone) and one.product else ""

    def _caption(self, row: "TimelineRow") -> str:
        """What stands under a name: the hours left, by how much it slips, and how surely it will be late."""
        one = row.outlook
        if row.blocked:
            return _("waits in a circle")
        parts = [self.speech.hours(one.hours)] if one.hours else []
        if one.due is not None and one.due < self.timeline.today:
            days = (self.timeline.today - one.due).days
            parts.append(ngettext("{count} day late", "{count} days late", days).format(count=days))
        elif one.late is not None:
            parts.append(_("late: {chance}").format(chance=self.speech.chance(one.late)))
        return " · ".join(parts)


def days_of(timeline: "Timeline", tests: tuple[GanttTest, ...] = ()) -> int:
    """How many days from today there is something to show on, within reason."""
    ends = [
        day
        for row in timeline.rows
        for one in [row.outlook]
        for day in (one.finish, one.ready, one.p50, one.p80, one.due)
        if day is not None
    ] + [test.stop for test in tests]
    far = max(((day - timeline.today).days for day in ends), default=0)
    return min(max(far + max(far // 30, 1), SHORTEST), LONGEST)
