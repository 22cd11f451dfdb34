"""The strip of hours under a roadmap: what each week has, and how much of it is taken. Narrow weeks are drawn together."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import Hit, Path, Rect, Sheet, Text, line, rectangle
from planner.figures.gantt_frame import INSET
from planner.figures.speech import Speech
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import Timeline, TimelineWeek

STRIP = 54.0
_TOGETHER = (1, 2, 4, 13, 26)
_LEAST = 5.0  # px of a column
_HAIR = 0.05  # hours that count as none


class WeekStrip:
    """The weeks of `timeline` within `box`, on the days of `across`."""

    def __init__(self, timeline: "Timeline", box: Rect, across: Scale, speech: Speech) -> None:
        self.box, self.across, self.speech, self.today = box, across, speech, timeline.today
        week = across.at(7) - across.at(0)
        count = next((one for one in _TOGETHER if week * one >= _LEAST), _TOGETHER[-1])
        weeks = [
            one
            for one in timeline.weeks
            if across.start < self._day(one.monday) + 7 and self._day(one.monday) < across.stop
        ]
        self.columns: list[Sequence[TimelineWeek]] = [weeks[at : at + count] for at in range(0, len(weeks), count)]
        self.count = count
        self.most = max([1.0, *(max(_capacity(each), _needed(each)) for each in self.columns)])

    def _day(self, day: dt.date) -> int:
        return (day - self.today).days

    def draw(self, sheet: Sheet, name: Callable[[str], str]) -> None:
        """Caption, columns and their areas; `name` tells a milestone by its id."""
        self._write_caption(sheet)
        base = self.box.bottom - 6
        down = Scale(0, self.most, base, self.box.y + 6)
        for weeks in self.columns:
            box = self._column(weeks)
            self._draw_column(sheet, box, down, weeks)
            mark = Path(
                rectangle(Rect(box.x, self.box.y + 6, box.width, base - self.box.y - 6)), stroke="accent", width=1.5
            )
            area = Rect(box.x, self.box.y, box.width, self.box.height)
            sheet.feel(Hit(area, self._told(weeks, name), group=f"week:{weeks[0].monday}", marks=(mark,)))
        left, right = self.across.near, self.across.far
        sheet.draw(Path(line((left, round(base) + 0.5), (right, round(base) + 0.5)), stroke="ctl_soft"))

    def _write_caption(self, sheet: Sheet) -> None:
        room = self.across.near - 14 - INSET
        told = ngettext("Hours in {count} week", "Hours in {count} weeks", self.count)
        words = _("Hours a week") if self.count == 1 else told.format(count=self.count)
        most = _("up to {hours}").format(hours=self.speech.hours(self.most))
        y = self.box.y + self.box.height / 2
        sheet.write(
            Text((INSET, y), text.ellipsis(words, room, 12), 12, "t2", room=room),
            Text((INSET, y + 15), text.ellipsis(most, room, 11), 11, "t3", room=room),
        )

    def _column(self, weeks: "Sequence[TimelineWeek]") -> Rect:
        """From the first to the last day of some weeks, a pixel apart from the next."""
        start = max(self._day(weeks[0].monday), 0, self.across.start)
        stop = min(self._day(weeks[-1].monday) + 7, self.across.stop)
        left, right = self.across.at(start), self.across.at(max(stop, start))
        return Rect(left + 0.5, self.box.y, max(right - left - 1, 1), self.box.height)

    def _draw_column(self, sheet: Sheet, box: Rect, down: Scale, weeks: "Sequence[TimelineWeek]") -> None:
        capacity, used = _capacity(weeks), _used(weeks)
        base = down.near
        if capacity > _HAIR:
            sheet.draw(
                Path(rectangle(Rect(box.x, down.at(capacity), box.width, base - down.at(capacity))), fill="hover")
            )
        if used > _HAIR:
            sheet.draw(Path(rectangle(Rect(box.x, down.at(used), box.width, base - down.at(used))), fill="band50"))
        needed = _needed(weeks)
        if needed > used + _HAIR:  # what is due and finds no room, with an edge of its own
            high = down.at(used) - down.at(needed)
            sheet.draw(
                Path(
                    rectangle(Rect(box.x + 0.5, down.at(needed), max(box.width - 1, 1), high)),
                    fill="neg_soft",
                    stroke="neg",
                )
            )
        if capacity > _HAIR:
            y = round(down.at(capacity)) + 0.5
            sheet.draw(Path(line((box.x, y), (box.right, y)), stroke="ctl", width=1))

    def _told(self, weeks: "Sequence[TimelineWeek]", name: Callable[[str], str]) -> str:
        """Each milestone with its hours, and what is free."""
        monday = max(weeks[0].monday, self.today)
        rows = [_("from {day}").format(day=self.speech.day(monday))]
        sums: dict[str, float] = {}
        for week in weeks:
            for milestone, hours in week.hours:
                sums[milestone] = sums.get(milestone, 0.0) + hours
        rows += [f"{name(milestone)}\t{self.speech.hours(hours)}" for milestone, hours in sums.items()]
        rows += self._told_over(weeks, name)
        return "\n".join(rows)

    def _told_over(self, weeks: "Sequence[TimelineWeek]", name: Callable[[str], str]) -> list[str]:
        """What finds no room and how much is needed of what there is; else what is free."""
        over = [(_("{name}, no room").format(name=name(one)), hours) for week in weeks for one, hours in week.over]
        if over:
            whole = _("{needed} of {capacity}").format(
                needed=self.speech.hours(_needed(weeks)), capacity=self.speech.hours(_capacity(weeks))
            )
            return [*(f"{said}\t{self.speech.hours(hours)}" for said, hours in over), "\t".join((_("needed"), whole))]
        free = max(_capacity(weeks) - _used(weeks), 0.0)
        return ["\t".join((_("free"), self.speech.hours(free)))]


def _capacity(weeks: "Sequence[TimelineWeek]") -> float:
    return sum(week.capacity for week in weeks)


def _needed(weeks: "Sequence[TimelineWeek]") -> float:
    return sum(week.needed for week in weeks)


def _used(weeks: "Sequence[TimelineWeek]") -> float:
    return sum(week.used for week in weeks)
