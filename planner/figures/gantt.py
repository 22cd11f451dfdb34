"""The roadmap in time: work and waiting of each milestone, by when it is done with which chance, and how full weeks are.

A solid bar is work if all goes as estimated, a hatched one waiting after it. Below them a line runs from the day that is
met five times in ten (diamond) to the one met eight times in ten. The strip at the foot holds the hours of each week,
filled as far as they are taken. The window shows the three parts apart, so that head and foot stay where lines scroll.
"""

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from planner.figures import text
from planner.figures.axes import SIZE, month_marks
from planner.figures.drawing import Drawing, Path, Rect, Sheet, Table, Text, line, moved, rectangle
from planner.figures.gantt_frame import INSET, MOST, GanttFrame, GanttOptions, GanttTest, days_of
from planner.figures.gantt_rows import GanttRows, chance_sign, due_mark, wait_bar
from planner.figures.key import Sign, draw_key, key_height, stroke, swatch
from planner.figures.nothing import nothing_yet
from planner.figures.week_strip import STRIP, WeekStrip
from planner.i18n import _, ngettext, separator
from planner.model.plan import Plan
from planner.model.values import Month

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import Timeline

__all__ = ["MOST", "GanttOptions", "GanttParts", "GanttTest", "days_of", "gantt", "gantt_parts"]
_AXIS = 24.0
_GAP = 8.0  # px above the strip


class GanttParts(NamedTuple):
    """The figure in three drawings of one width: key and months, the lines, the hours of the weeks (0 high without)."""

    head: Drawing
    body: Drawing
    foot: Drawing
    frame: GanttFrame


def gantt(timeline: "Timeline", plan: Plan, options: GanttOptions | None = None) -> Drawing:
    """The milestones of `timeline` in their order; names come from `plan`."""
    options = options or GanttOptions()
    title = _("Roadmap")
    if not timeline.rows and not options.tests:
        words = (_("No open milestones"), _("Add a milestone with its effort: when it will be done is drawn here."))
        return nothing_yet(options.width, 180, title, words)
    parts = gantt_parts(timeline, plan, options)
    top, placed = 0.0, []
    for part in parts[:3]:
        placed.append(moved(part, 0, top))
        top += part.height
    frame, sheet = parts.frame, Sheet()
    for part in placed:
        sheet.draw(*part.paths)
        sheet.write(*part.texts)
        sheet.feel(*part.hits)
    if frame.note:
        top += 18
        sheet.write(Text((0, top - 2), frame.note, 11, "t3", room=frame.width))
    return sheet.done(options.width, top + 4, _summary(frame), title, _table(frame))


def gantt_parts(timeline: "Timeline", plan: Plan, options: GanttOptions) -> GanttParts:
    """The three parts of the figure, each at home at (0, 0)."""
    frame = GanttFrame(timeline, plan, options)
    head, body, foot = Sheet(), Sheet(), Sheet()
    high = _draw_head(head, frame)
    _draw_days(body, frame, 0, frame.height)
    GanttRows(frame).draw(body)
    deep = STRIP + _GAP if timeline.weeks else 0.0
    if timeline.weeks:
        _draw_days(foot, frame, 0, deep)
        box = Rect(0, _GAP, frame.width, STRIP)
        WeekStrip(timeline, box, frame.across, frame.speech).draw(foot, frame.name)
    title, told = _("Roadmap"), _summary(frame)
    return GanttParts(
        head.done(frame.width, high, _("Months of the roadmap"), title),
        body.done(frame.width, frame.height, told, title, _table(frame)),
        foot.done(frame.width, deep, _("Hours of each week"), title),
        frame,
    )


def _draw_head(sheet: Sheet, frame: GanttFrame) -> float:
    """The key, and the months with the names of as many as find room; the height taken."""
    signs = _signs(frame)
    draw_key(sheet, signs, (INSET, 0), frame.width - INSET)
    high = key_height(signs, frame.width - INSET) + 6 + _AXIS
    _draw_days(sheet, frame, high - 6, high)
    first, last = _months(frame)
    pitch = 30.4 / (frame.across.stop - frame.across.start) * (frame.right - frame.left)
    words, today = _("Today"), frame.at(frame.timeline.today)
    edge = frame.left - 14.0
    if today is not None:
        edge = today + text.width(words, SIZE) + 8
        sheet.write(Text((today, high - 10), words, SIZE, "t2"))
    for at, said in month_marks(first, max(last - first + 1, 0), pitch, frame.speech) if last >= first else ():
        x, half = frame.held((first + at).first_day()), text.width(said, SIZE) / 2
        if x + half <= frame.width and (x - half >= edge or (today is not None and x + half < today - 8)):
            sheet.write(Text((x, high - 10), said, SIZE, "t3", anchor="middle"))
    return high


def _months(frame: GanttFrame) -> tuple[Month, Month]:
    """The first and the last month that begins in view."""
    today, across = frame.timeline.today, frame.across
    first = today + dt.timedelta(int(across.start))
    begins = Month.of(first) if first.day == 1 else Month.of(first) + 1
    return begins, Month.of(today + dt.timedelta(int(across.stop)))


def _draw_days(sheet: Sheet, frame: GanttFrame, top: float, bottom: float) -> None:
    """A line where each month begins, and the one of today; what is over lies in shade."""
    today = frame.at(frame.timeline.today)
    if today is not None and today > frame.left:
        sheet.draw(Path(rectangle(Rect(frame.left, top, today - frame.left, bottom - top)), fill="subtle"))
    first, last = _months(frame)
    for at in range(max(last - first + 1, 0)):
        x = round(frame.held((first + at).first_day())) + 0.5
        sheet.draw(Path(line((x, top), (x, bottom)), stroke="grid"))
    if today is not None:
        sheet.draw(Path(line((today, top), (today, bottom)), stroke="t3"))


def _signs(frame: GanttFrame) -> list[Sign]:
    shown = [row.outlook for row in frame.rows]
    found = []
    if any(one.finish for one in shown):
        found.append(Sign(_("At work"), swatch("band50")))
    if any(one.finish and one.ready and one.ready > one.finish for one in shown):
        found.append(Sign(_("Waiting"), lambda at: tuple(wait_bar(Rect(at[0] - 6, at[1] - 5, 12, 10), critical=False))))
    if any(row.wait_costs for row in frame.rows):
        mark = Sign(
            _("Waiting that holds all up"),
            lambda at: tuple(wait_bar(Rect(at[0] - 6, at[1] - 5, 12, 10), critical=True)),
        )
        found.append(mark)
    if any(one.p50 for one in shown):
        found.append(Sign(_("Done at 50% to 80%"), chance_sign))
    if any(one.due for one in shown):
        found.append(Sign(_("Due"), due_mark("t2")))
    if any(row.after for row in frame.rows):
        found.append(Sign(_("Waits for"), stroke("ctl", 1.25)))
    if any(week.over for week in frame.timeline.weeks):
        found.append(Sign(_("More than there is"), swatch("surface", "neg")))
    return found


def _summary(frame: GanttFrame) -> str:
    """The figure in words."""
    count = len(frame.timeline.rows)
    told = ngettext("The roadmap of {count} open milestone.", "The roadmap of {count} open milestones.", count)
    parts = [told.format(count=count)]
    last = [row.outlook.p80 for row in frame.timeline.rows]
    days = [day for day in last if day is not None]
    if days and len(days) == len(last):
        words = _("All are done by {day} with a chance of 80%.")
        parts.append(words.format(day=frame.speech.day(max(days))))
    late = [frame.name(row.outlook.id) for row in frame.rows if frame.late(row)]
    if late:
        parts.append(_("Probably late: {names}.").format(names=separator().join(late)))
    return " ".join(parts)


def _table(frame: GanttFrame) -> Table:
    """Every row in days."""
    header = (
        _("Milestone"), _("Hours left"), _("Begins"), _("Finished"), _("Ready"), _("50% by"), _("80% by"),
        _("Due"), _("Late with"),
    )  # fmt: skip
    rows = []
    for row in frame.rows:
        one = row.outlook
        days = (row.start, one.finish, one.ready, one.p50, one.p80, one.due)
        said = ["" if day is None else frame.speech.day(day) for day in days]
        late = "" if one.late is None else frame.speech.chance(one.late)
        rows.append((frame.name(one.id), frame.speech.hours(one.hours), *said, late))
    return Table(header, tuple(rows))
