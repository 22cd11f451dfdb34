"""The lines of a roadmap: work and waiting of each milestone, the days on which it may be done, and what waits for what."""

import datetime as dt
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import SIZE
from planner.figures.drawing import Hit, Line, Move, Path, Point, Rect, Sheet, Step, Text, line, polygon, rounded
from planner.figures.gantt_frame import INSET, GanttFrame
from planner.figures.gantt_frame import Line as FrameLine
from planner.figures.key import Mark
from planner.figures.score_bars import diamond
from planner.i18n import _, ngettext, separator

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import TimelineRow

_HATCH = 5.0  # px between the lines of a hatch
_BAR = 13.0
_TURN = 6.0  # px after which an elbow turns


class GanttRows:
    """Draws the lines of a frame, at their heights."""

    def __init__(self, frame: GanttFrame) -> None:
        self.frame, self.speech = frame, frame.speech
        self.places = {line.row.outlook.id: line for line in frame.lines if line.row is not None}

    def draw(self, sheet: Sheet) -> None:
        """What waits for what lies below the bars."""
        for one in self.frame.lines:
            self._rule(sheet, one.top)
        for one in self.frame.lines:
            if one.row is not None:
                for before in one.row.after:
                    self._draw_link(sheet, before, one)
        for one in self.frame.lines:
            if one.row is not None:
                self._draw_row(sheet, one, one.row)
            elif one.test is not None:
                self._draw_test(sheet, one)
            else:
                words = text.ellipsis(one.name, self.frame.width, 11, 600)
                sheet.write(Text((INSET, one.top + 17), words, 11, "t2", 600, room=self.frame.width))
        self._rule(sheet, self.frame.height)

    def _rule(self, sheet: Sheet, y: float) -> None:
        sheet.draw(Path(line((0, round(y) + 0.5), (self.frame.width, round(y) + 0.5)), stroke="hair"))

    # a milestone

    def _draw_row(self, sheet: Sheet, at: FrameLine, row: "TimelineRow") -> None:
        frame, top, one = self.frame, at.top, row.outlook
        late = frame.late(row)
        name, caption = text.ellipsis(at.name, frame.label, 12, 600), text.ellipsis(at.caption, frame.label, 11)
        sheet.write(
            Text((INSET, top + 16), name, 12, "t1", 600, room=frame.label),
            Text((INSET, top + 31), caption, 11, "neg" if late else "t3", room=frame.label),
        )
        marks = [*self._bars(row, top), *self._chances(row, top + 27)]
        if one.due is not None and (x := frame.at(max(one.due, frame.timeline.today), 1)) is not None:
            marks += due_mark("neg" if late else "t2")((x, top + at.height / 2))
        sheet.draw(*marks)
        self._write_day(sheet, row, top)
        box = Rect(frame.left - 7, top + 1.5, frame.width - frame.left + 6, at.height - 3)
        mark = Path(rounded(box, 5), stroke="accent", width=1.5)
        area = Rect(0, top, frame.width, at.height)
        sheet.feel(Hit(area, self._told(at, row), ("milestone", one.id), f"milestone:{one.id}", marks=(mark,)))

    def _bars(self, row: "TimelineRow", top: float) -> list[Path]:
        """Work, and the waiting after it."""
        frame, one = self.frame, row.outlook
        if row.start is None or one.finish is None:
            return []
        left, right = frame.held(row.start), frame.held(one.finish, 1)
        bars = []
        if frame.seen(row.start, one.finish):
            box = Rect(left, top + 6, max(right - left, 3), _BAR)
            bars.append(Path(rounded(box, 3), fill="band50", group=f"bar:{one.id}"))
        if one.ready is not None and one.ready > one.finish and frame.seen(one.finish + dt.timedelta(1), one.ready):
            box = Rect(right + 1, top + 6.5, max(frame.held(one.ready, 1) - right - 1, 3), _BAR - 1)
            bars += wait_bar(box, critical=row.wait_costs > 0)
        return bars

    def _chances(self, row: "TimelineRow", y: float) -> list[Path]:
        """From the day met five times in ten to the one met eight times in ten."""
        frame, one = self.frame, row.outlook
        if one.p50 is None:
            return []
        ends = frame.at(one.p50, 1), None if one.p80 is None else frame.at(one.p80, 1)
        last = one.p80 or dt.date.max - dt.timedelta(1)
        if last < frame.timeline.today + dt.timedelta(frame.across.start) or not frame.seen(one.p50, last):
            return []
        left = frame.held(one.p50, 1)
        right = frame.held(one.p80, 1) if one.p80 is not None else frame.right
        return chance_marks(left, right, y, begun=ends[0] is not None, ended=ends[1] is not None)

    def _write_day(self, sheet: Sheet, row: "TimelineRow", top: float) -> None:
        """The day that is met eight times in ten, beside its sign where there is room."""
        frame, day = self.frame, row.outlook.p80
        x = None if day is None else frame.at(day, 1)
        if day is None or x is None:
            return
        words = self.speech.day(day)
        wide = text.width(words, SIZE)
        due = None if row.outlook.due is None else frame.at(max(row.outlook.due, frame.timeline.today), 1)
        for crossing in self._crossings(top + 27):
            if x + 5 < crossing < x + 12 + wide:
                x = crossing - 4
        if x + 9 + wide <= frame.width and not (due is not None and x + 4 < due + 7 and due - 4 < x + 12 + wide):
            sheet.write(Text((x + 9, top + 31), words, SIZE, "t2"))

    def _crossings(self, y: float) -> list[float]:
        """The places, from the left, where what waits for what goes up or down through the height `y`."""
        found = []
        for at in self.places.values():
            for before in () if at.row is None else at.row.after:
                ends = self._ends(before, at)
                if ends is not None and min(ends[0][1], ends[1][1]) < y < max(ends[0][1], ends[1][1]):
                    found.append(ends[0][0] + _TURN)
        return sorted(found)

    # a test

    def _draw_test(self, sheet: Sheet, at: FrameLine) -> None:
        """A thin bar until the end, where the verdict falls."""
        frame, test, middle = self.frame, at.test, at.top + at.height / 2
        assert test is not None  # noqa: S101 - asked for by the caller
        name = text.ellipsis(at.name, frame.label, 12)
        sheet.write(Text((INSET, middle + 4), name, 12, "t1", room=frame.label))
        if frame.seen(test.start, test.stop):
            left, right = frame.held(test.start), frame.held(test.stop, 1)
            sheet.draw(Path(rounded(Rect(left, middle - 2, max(right - left, 3), 4), 2), fill="info"))
            if frame.at(test.stop, 1) is not None:
                sheet.draw(Path(diamond((right, middle)), fill="info", stroke="surface"))
        told = "\n".join((test.name, "\t".join((_("until"), self.speech.day(test.stop)))))
        box = Rect(frame.left - 7, at.top + 1.5, frame.width - frame.left + 6, at.height - 3)
        mark = Path(rounded(box, 5), stroke="accent", width=1.5)
        area = Rect(0, at.top, frame.width, at.height)
        sheet.feel(Hit(area, told, ("experiment", test.id), f"experiment:{test.id}", marks=(mark,)))

    # what waits for what

    def _draw_link(self, sheet: Sheet, before: str, at: FrameLine) -> None:
        """An elbow from where the one is ready to where the other begins."""
        ends = self._ends(before, at)
        if ends is None or at.row is None:
            return
        (start, here), (stop, there) = ends
        turn = start + _TURN
        points = [(start, here), (turn, here)]
        if stop >= turn + 8:
            points += [(turn, there), (stop - 2, there)]
        else:  # it begins where the other ends: around the corner
            between = at.top + 1 if there > here else at.bottom - 1
            points += [(turn, between), (stop - 8, between), (stop - 8, there), (stop - 2, there)]
        head = polygon((stop - 1, there), (stop - 6, there - 3.5), (stop - 6, there + 3.5))
        group = f"link:{before}:{at.row.outlook.id}"
        sheet.draw(Path(line(*points), stroke="ctl_soft", width=1.25, group=group), Path(head, fill="ctl", group=group))

    def _ends(self, before: str, at: FrameLine) -> tuple[Point, Point] | None:
        """Where the one is ready and where the other, on the line `at`, begins; None where one is not in view."""
        source = self.places.get(before)
        if source is None or source.row is None or at.row is None or at.row.start is None:
            return None
        ready = source.row.outlook.ready or source.row.outlook.finish
        start, stop = None if ready is None else self.frame.at(ready, 1), self.frame.at(at.row.start)
        if start is None or stop is None:
            return None
        return (start, source.top + 6 + _BAR / 2), (stop, at.top + 6 + _BAR / 2)

    # words

    def _told(self, at: FrameLine, row: "TimelineRow") -> str:
        """The readout of a row."""
        one, frame = row.outlook, self.frame
        rows = [at.name, "\t".join((_("hours left"), self.speech.hours(one.hours)))]
        rows += [f"{said}\t{self.speech.day(day)}" for said, day in dated(row) if day is not None]
        if one.late is not None:
            rows.append("\t".join((_("late with"), self.speech.chance(one.late))))
        if row.wait_costs:
            told = ngettext("{count} day", "{count} days", row.wait_costs).format(count=row.wait_costs)
            rows.append("\t".join((_("its wait costs"), told)))
        if row.after:
            rows.append("\t".join((_("after"), separator().join(map(frame.name, row.after)))))
        return "\n".join(rows)


def dated(row: "TimelineRow") -> list[tuple[str, dt.date | None]]:
    """The days of a row with their names, in order of time."""
    one = row.outlook
    waits = one.ready is not None and one.finish is not None and one.ready > one.finish
    return [
        (_("begins"), row.start), (_("finished"), one.finish), (_("ready"), one.ready if waits else None),
        (_("50% by"), one.p50), (_("80% by"), one.p80), (_("due"), one.due),
    ]  # fmt: skip


def wait_bar(box: Rect, *, critical: bool) -> list[Path]:
    """A hatched bar; of a wait that holds everything up the edge is whole and dark."""
    edge = (
        Path(rounded(box, 3), fill="surface", stroke="t1", width=1.25)
        if critical
        else Path(rounded(box, 3), fill="surface", stroke="ctl", dash=(3, 2))
    )
    return [edge, Path(_hatch(box), stroke="t3" if critical else "ctl_soft", width=1)]


def _hatch(box: Rect) -> tuple[Step, ...]:
    """Lines that rise to the right, within a box."""
    steps: list[Step] = []
    x = box.x + _HATCH / 2 - box.height
    while x < box.right:
        low = (max(x, box.x + 1), box.bottom - max(box.x + 1 - x, 1))
        rise = min(x + box.height, box.right - 1)
        high = (rise, box.bottom - (rise - x) + (1 if rise < box.right - 1 else 0))
        if high[0] > low[0]:
            steps += (Move(low), Line(high))
        x += _HATCH
    return tuple(steps) or line((box.x, box.bottom), (box.right, box.y))


def chance_marks(left: float, right: float, y: float, *, begun: bool = True, ended: bool = True) -> list[Path]:
    """A diamond on the day met five times in ten, and a line with an end to the one met eight times in ten."""
    marks = [Path(line((left, y), (right, y)), stroke="t2", width=1.5)]
    if ended:
        marks.append(Path(line((right, y - 4), (right, y + 4)), stroke="t2", width=1.5))
    return [*marks, Path(diamond((left, y)), fill="t1", stroke="surface")] if begun else marks


def chance_sign(at: Point) -> tuple[Path, ...]:
    """The sign of the days on which something may be done, for the key."""
    return tuple(chance_marks(at[0] - 4, at[0] + 6, at[1]))


def due_mark(ink: str) -> Mark:
    """A little flag."""

    def mark(at: Point) -> tuple[Path, ...]:
        x, y = at[0], at[1]
        pole = line((x, y - 8), (x, y + 8))
        flag = ((x, y - 8), (x + 7, y - 5), (x, y - 2))
        return (Path(pole, stroke=ink, width=1.5), Path(polygon(*flag), fill=ink))

    return mark
