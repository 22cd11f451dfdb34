"""The timeline in the place of the list: key and months above, the lines scrolling between, the hours of the weeks below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.figures.drawing import NOWHERE, Target
from planner.figures.gantt import GanttOptions, GanttTest, days_of, gantt_parts
from planner.i18n import _
from planner.model.catalogue import Experiment
from planner.model.clock import day_at
from planner.ui.figures.lines import LinesArea
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.roadmap.lines import GanttCanvas, GanttLines
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from planner.model.plan import Plan
    from planner.ui.roadmap.course import Course

_STEP: Final = 1.5  # by which zooming in shows fewer days
_FEWEST: Final = 14  # days shown at least
_MOST: Final = 500  # milestones


def running_tests(plan: "Plan", today: date) -> tuple[GanttTest, ...]:
    """The experiments that run, with the days until which they do."""
    found = []
    for one in plan.of(Experiment):
        if one.state == "running" and one.stop_at is not None:
            start = day_at(one.start, plan.settings) if one.start is not None else today
            found.append(GanttTest(one.id, one.hypothesis, start, day_at(one.stop_at, plan.settings)))
    return tuple(sorted(found, key=lambda test: test.stop))


class TimelineChart(QWidget):
    """Shows a course; zoom and the first day shown are kept while the plan is open."""

    def __init__(self, *, locked: bool) -> None:
        super().__init__()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.redraw)
        self.head, self.lines, self.weeks = GanttCanvas(), GanttLines(locked=locked), GanttCanvas()
        self.lines.setObjectName("timeline")
        self.area = LinesArea(self.lines)
        self.area.resized.connect(self._later.start)
        self.column = QVBoxLayout(self)
        for part in (self.head, self.area, self.weeks):
            self.column.addWidget(part, 1000 * (part is self.area))
        self.column.addStretch(1)
        for still in (self.head, self.weeks):  # the lines take the keyboard
            still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.lines)
        self.days, self.first = 0, 0  # 0: all there are
        self._course: Course | None = None
        self._listed: frozenset[str] = frozenset()
        self._drawn: tuple[object, ...] = ()  # what the picture was made of
        self._current: Target = NOWHERE
        for part in (self.head, self.lines, self.weeks):
            part.zoomed_by.connect(self.zoom)
            part.panned.connect(self.pan)
        follow(self._restyle)

    @property
    def course(self) -> "Course | None":
        """What is shown."""
        return self._course

    def show_course(self, course: "Course", listed: Sequence[str]) -> None:
        """Show a course, of the milestones that are listed."""
        self._course, self._listed = course, frozenset(listed)
        self.update()
        self.redraw()

    def redraw(self) -> None:
        """Draw anew for the room there is; a hidden chart does so when it is shown."""
        course = self._course
        if course is None or course.timeline is None or not self.isVisible():
            return
        rows = tuple(row for row in course.timeline.rows if row.outlook.id in self._listed)
        shown = replace(course.timeline, rows=rows)
        tests = running_tests(course.plan, shown.today)
        before = min(shown.today.weekday(), 3) or 2
        whole = before + days_of(shown, tests)
        days = min(self.days, whole) or whole
        first = min(max(self.first - before, -before), whole - before - days)
        self.first, self.days = first + before, days if days < whole else 0
        wide, speech = self.area.viewport().width(), speech_of(Scene.of(course.plan))
        made_of = (course, self._listed, wide, theme().scale, first, days, tests, speech)
        if made_of == self._drawn:
            return
        self._drawn = made_of
        options = GanttOptions(self.lines.room(wide), _MOST, speech, lanes=True, first=first, days=days, tests=tests)
        parts = gantt_parts(shown, course.plan, options)
        self.lines.show_parts(parts)
        for part, drawing in ((self.head, parts.head), (self.weeks, parts.foot)):
            part.setFixedWidth(wide)
            part.show_lines(drawing)
        self.area.setMaximumHeight(max(self.lines.height(), 1))  # the weeks follow the last line
        self.weeks.setVisible(parts.foot.height > 0)
        self.area.show_current(self._current)

    def zoom(self, steps: int) -> None:
        """Show fewer days (1), more (-1), or all (0)."""
        course = self._course
        if course is None or course.timeline is None:
            return
        if not steps:
            self.days = self.first = 0
        else:
            every = days_of(course.timeline, running_tests(course.plan, course.timeline.today))
            now = self.days or every
            self.days = max(_FEWEST, round(now / _STEP)) if steps > 0 else round(now * _STEP)
            self.days = 0 if self.days >= every else self.days
        self.redraw()

    def pan(self, pixels: float) -> None:
        """Show later days, or earlier ones."""
        frame = self.lines.frame
        if frame is not None and self.days:
            days = pixels / (frame.right - frame.left) * (frame.across.stop - frame.across.start)
            self.first = max(0, self.first + (round(days) or (1 if days > 0 else -1)))
            self.redraw()

    def show_current(self, target: Target) -> None:
        """Put the keyboard at a line and bring it into view."""
        self._current = target
        self.area.show_current(target)

    def retranslate(self) -> None:
        self.head.setAccessibleName(_("Months of the roadmap"))
        if not self._drawn:  # the figure names itself
            self.lines.setAccessibleName(_("Timeline"))
        self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme().color("surface"))
        if self._course is None:
            painter.setFont(theme().font(Type.BODY))
            painting.line(painter, self.rect(), _("On its way…"), "t3", painting.CENTRE)

    def _restyle(self) -> None:
        look = theme()
        self.column.setContentsMargins(look.px(16), look.px(4), look.px(6), 0)
        self.column.setSpacing(0)
        self._later.start()
