"""The roadmap in time: work and waiting of each milestone, by when it is done with which chance, and how full weeks are.

A solid bar is work if all goes as estimated, a dashed one waiting after it. Below them a line runs from the day that is
met five times in ten (ring) to the one met eight times in ten (diamond). The strip at the foot holds the hours of each
week, filled as far as they are taken.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import SIZE, Scale, month_marks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line, polygon, rounded
from planner.figures.key import Mark, Sign, draw_key, key_height, stroke, swatch
from planner.figures.nothing import nothing_yet
from planner.figures.score_bars import diamond
from planner.figures.speech import Speech
from planner.figures.week_strip import STRIP, WeekStrip
from planner.i18n import _, ngettext, separator
from planner.model.plan import Plan
from planner.model.values import Month

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import Timeline, TimelineRow

ROW = 38.0
MOST = 24
_AXIS = 24.0
_SHORTEST = 21  # days that are shown at least
_LONGEST = 3 * 366  # days ahead beyond which nothing is drawn
_LATE = 0.5  # chance of being late from which a due day is marked


@dataclass(frozen=True, slots=True)
class GanttOptions:
    """Room in pixels (the height is as needed), how many milestones at most, and how days are said."""

    width: float = 760.0
    most: int = MOST
    speech: Speech = field(default_factory=Speech)


def gantt(timeline: "Timeline", plan: Plan, options: GanttOptions | None = None) -> Drawing:
    """The milestones of `timeline` in their order; names come from `plan`."""
    options = options or GanttOptions()
    title = _("Roadmap")
    if not timeline.rows:
        words = (_("No open milestones"), _("Add a milestone with its effort: when it will be done is drawn here."))
        return nothing_yet(options.width, 180, title, words)
    chart = _Chart(timeline, plan, options)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, chart.height, chart.summary(), title, chart.table())


class _Chart:
    """The rows of one roadmap over its days."""

    def __init__(self, timeline: "Timeline", plan: Plan, options: GanttOptions) -> None:
        self.timeline, self.plan, self.speech, self.width = timeline, plan, options.speech, options.width
        self.rows = timeline.rows[: options.most]
        self.names = [plan.label("milestone", row.outlook.id) for row in self.rows]
        self.captions = [self._caption(row) for row in self.rows]
        longest = max(text.width(words, 12, 600) for words in (*self.names, *self.captions))
        self.label = max(min(longest, options.width * 0.36, 260.0), 84.0)
        self.signs = self._signs()
        self.top = key_height(self.signs, options.width) + 6 + _AXIS
        self.bottom = self.top + ROW * len(self.rows)
        self.plot = Rect(self.label + 14, self.top, max(options.width - self.label - 26, 60), self.bottom - self.top)
        self.across = Scale(0, self._days(), self.plot.x, self.plot.right)
        left_out = len(timeline.rows) - len(self.rows)
        told = ngettext("and {count} later milestone", "and {count} later milestones", left_out)
        self.note = told.format(count=left_out) if left_out else ""
        self.strip = WeekStrip(timeline, Rect(0, self.bottom + 8, options.width, STRIP), self.across, self.speech)
        foot = STRIP + 8 if timeline.weeks else 0.0
        self.height = self.bottom + foot + (18 if self.note else 0) + 4

    def _caption(self, row: "TimelineRow") -> str:
        """What stands under a name: the hours left, and how surely it will be late."""
        one = row.outlook
        if row.blocked:
            return _("waits in a circle")
        parts = [self.speech.hours(one.hours)]
        if one.late is not None:
            parts.append(_("late: {chance}").format(chance=self.speech.chance(one.late)))
        return " · ".join(parts)

    def _signs(self) -> list[Sign]:
        shown = [row.outlook for row in self.rows]
        found = []
        if any(one.finish for one in shown):
            found.append(Sign(_("At work"), swatch("band50")))
        if any(one.finish and one.ready and one.ready > one.finish for one in shown):
            found.append(Sign(_("Waiting"), swatch("subtle", "ctl", (2, 2))))
        if any(one.p50 for one in shown):
            found.append(Sign(_("done at 50% to 80%"), _span_mark))
        if any(one.due for one in shown):
            found.append(Sign(_("Due"), _due_mark("t2")))
        if self.timeline.weeks:
            found.append(Sign(_("Hours of a week"), stroke("ctl", 1)))
        return found

    def _days(self) -> int:
        """How many days from today are shown: all that is known of the rows, within reason."""
        ends = [
            day
            for row in self.rows
            for one in [row.outlook]
            for day in (one.finish, one.ready, one.p50, one.p80, one.due)
            if day is not None
        ]
        far = max(((day - self.timeline.today).days for day in ends), default=0)
        return min(max(far + max(far // 30, 1), _SHORTEST), _LONGEST)

    def x(self, day: dt.date, after: int = 0) -> float:
        """The place of the beginning of a day (or `after` days later), held within the plot."""
        days = (day - self.timeline.today).days + after
        return self.across.at(min(max(days, 0), self.across.stop))

    def draw(self, sheet: Sheet) -> None:
        """Key, months, rows, weeks and the note."""
        draw_key(sheet, self.signs, (0, 0), self.width)
        self._draw_months(sheet)
        for at, row in enumerate(self.rows):
            self._draw_row(sheet, at, row)
        self._rule(sheet, self.bottom)
        if self.timeline.weeks:
            self.strip.draw(sheet, self._name)
        if self.note:
            sheet.write(Text((0, self.height - 6), self.note, 11, "t3", room=self.width))

    def _name(self, milestone: str) -> str:
        return self.plan.label("milestone", milestone)

    def _draw_months(self, sheet: Sheet) -> None:
        """A line where each month begins, with the names of as many as find room; today at the left edge."""
        today, foot = self.timeline.today, self.bottom + (STRIP + 8 if self.timeline.weeks else 0)
        first = Month.of(today) + 1
        last = Month.of(today + dt.timedelta(self.across.stop))
        pitch = 30.4 / self.across.stop * self.plot.width
        named = dict(month_marks(first, max(last - first + 1, 0), pitch, self.speech)) if last >= first else {}
        words = _("Today")
        edge = self.plot.x + text.width(words, SIZE) + 8
        sheet.draw(Path(line((self.plot.x, self.top - 6), (self.plot.x, foot)), stroke="t3"))
        sheet.write(Text((self.plot.x, self.top - 10), words, SIZE, "t2"))
        for at in range(last - first + 1):
            x = round(self.x((first + at).first_day())) + 0.5
            sheet.draw(Path(line((x, self.top - 4), (x, foot)), stroke="grid"))
            said = named.get(at, "")
            half = text.width(said, SIZE) / 2
            if x - half >= edge and x + half <= self.width:
                sheet.write(Text((x, self.top - 10), said, SIZE, "t3", anchor="middle"))

    def _rule(self, sheet: Sheet, y: float) -> None:
        sheet.draw(Path(line((0, round(y) + 0.5), (self.width, round(y) + 0.5)), stroke="hair"))

    def _draw_row(self, sheet: Sheet, at: int, row: "TimelineRow") -> None:
        top = self.top + ROW * at
        self._rule(sheet, top)
        one = row.outlook
        name = text.ellipsis(self.names[at], self.label, 12, 600)
        caption = text.ellipsis(self.captions[at], self.label, 11)
        sheet.write(
            Text((0, top + 16), name, 12, "t1", 600, room=self.label),
            Text((0, top + 31), caption, 11, "neg" if self._is_late(row) else "t3", room=self.label),
        )
        marks = [*self._bars(row, top), *self._chances(row, top + 27)]
        if one.due is not None:
            marks += _due_mark("neg" if self._is_late(row) else "t2")((self.x(one.due, 1), top + ROW / 2))
        sheet.draw(*marks)
        self._write_day(sheet, row, top)
        frame = Rect(self.plot.x - 7, top + 1.5, self.width - self.plot.x + 6, ROW - 3)
        mark = Path(rounded(frame, 5), stroke="accent", width=1.5)
        area = Rect(0, top, self.width, ROW)
        sheet.feel(Hit(area, self._told(at, row), ("milestone", one.id), f"milestone:{one.id}", marks=(mark,)))

    def _is_late(self, row: "TimelineRow") -> bool:
        return row.outlook.late is not None and row.outlook.late >= _LATE

    def _bars(self, row: "TimelineRow", top: float) -> list[Path]:
        """Work, and the waiting after it."""
        one = row.outlook
        if row.start is None or one.finish is None:
            return []
        left, right = self.x(row.start), self.x(one.finish, 1)
        bars = [Path(rounded(Rect(left, top + 6, max(right - left, 3), 13), 3), fill="band50")]
        if one.ready is not None and one.ready > one.finish:
            box = Rect(right + 1, top + 6.5, max(self.x(one.ready, 1) - right - 1, 3), 12)
            bars.append(Path(rounded(box, 3), fill="subtle", stroke="ctl", dash=(3, 2)))
        return bars

    def _chances(self, row: "TimelineRow", y: float) -> list[Path]:
        """From the day met five times in ten to the one met eight times in ten."""
        one = row.outlook
        if one.p50 is None:
            return []
        left = self.x(one.p50, 1)
        right = self.x(one.p80, 1) if one.p80 is not None else self.plot.right
        return _span(left, right, y, ended=one.p80 is not None)

    def _write_day(self, sheet: Sheet, row: "TimelineRow", top: float) -> None:
        """The day that is met eight times in ten, beside its sign where there is room."""
        day = row.outlook.p80
        if day is None or day > self.timeline.today + dt.timedelta(self.across.stop):
            return
        words, x = self.speech.day(day), self.x(day, 1)
        wide = text.width(words, SIZE)
        due = row.outlook.due
        taken = None if due is None else self.x(due, 1)
        fits = x + 9 + wide <= self.width and not (
            taken is not None and x + 4 < taken + 7 and taken - 4 < x + 12 + wide
        )
        if fits:
            sheet.write(Text((x + 9, top + 31), words, SIZE, "t2"))

    def _told(self, at: int, row: "TimelineRow") -> str:
        """The readout of a row."""
        one = row.outlook
        rows = [self.names[at], "\t".join((_("hours left"), self.speech.hours(one.hours)))]
        rows += [f"{said}\t{self.speech.day(day)}" for said, day in self._dated(row) if day is not None]
        if one.late is not None:
            rows.append("\t".join((_("late with"), self.speech.chance(one.late))))
        if row.after:
            rows.append("\t".join((_("after"), separator().join(map(self._name, row.after)))))
        return "\n".join(rows)

    def _dated(self, row: "TimelineRow") -> list[tuple[str, dt.date | None]]:
        one = row.outlook
        waits = one.ready is not None and one.finish is not None and one.ready > one.finish
        return [
            (_("begins"), row.start), (_("finished"), one.finish), (_("ready"), one.ready if waits else None),
            (_("50% by"), one.p50), (_("80% by"), one.p80), (_("due"), one.due),
        ]  # fmt: skip

    def summary(self) -> str:
        """The figure in words."""
        count = len(self.timeline.rows)
        told = ngettext("The roadmap of {count} open milestone.", "The roadmap of {count} open milestones.", count)
        parts = [told.format(count=count)]
        last = [row.outlook.p80 for row in self.timeline.rows]
        days = [day for day in last if day is not None]
        if days and len(days) == len(last):
            words = _("All are done by {day} with a chance of 80%.")
            parts.append(words.format(day=self.speech.day(max(days))))
        late = [self.names[at] for at, row in enumerate(self.rows) if self._is_late(row)]
        if late:
            parts.append(_("Probably late: {names}.").format(names=separator().join(late)))
        return " ".join(parts)

    def table(self) -> Table:
        """Every row in days."""
        header = (
            _("Milestone"), _("Hours left"), _("Begins"), _("Finished"), _("Ready"), _("50% by"), _("80% by"),
            _("Due"), _("Late with"),
        )  # fmt: skip
        rows = []
        for at, row in enumerate(self.rows):
            one = row.outlook
            days = (row.start, one.finish, one.ready, one.p50, one.p80, one.due)
            said = ["" if day is None else self.speech.day(day) for day in days]
            late = "" if one.late is None else self.speech.chance(one.late)
            rows.append((self.names[at], self.speech.hours(one.hours), *said, late))
        return Table(header, tuple(rows))


def _span(left: float, right: float, y: float, *, ended: bool = True) -> list[Path]:
    marks = [Path(line((left, y), (right, y)), stroke="t2", width=1.5)]
    if ended:
        marks.append(Path(diamond((right, y)), fill="t2", stroke="surface"))
    return [*marks, Path(circle((left, y), 3.25), fill="surface", stroke="t2", width=1.5)]


def _span_mark(at: tuple[float, float]) -> tuple[Path, ...]:
    return tuple(_span(at[0] - 6, at[0] + 4, at[1]))


def _due_mark(ink: str) -> Mark:
    """A little flag."""

    def mark(at: tuple[float, float]) -> tuple[Path, ...]:
        x, y = at[0], at[1]
        pole = line((x, y - 8), (x, y + 8))
        flag = ((x, y - 8), (x + 7, y - 5), (x, y - 2))
        return (Path(pole, stroke=ink, width=1.5), Path(polygon(*flag), fill=ink))

    return mark
