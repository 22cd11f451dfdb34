"""The radar of the domains: where each of three to eight stands now and where it is to go; bars for fewer and more."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures import text
from planner.figures.drawing import Drawing, Hit, Path, Point, Sheet, Text, Thick, circle, line, polygon
from planner.figures.key import Sign, draw_key, key_height, stroke
from planner.figures.score_bars import Score, diamond, held, no_scores, score_bars, table, told
from planner.i18n import _

FEWEST, MOST = 3, 8
_RINGS = (25, 50, 75, 100)
NARROW = 340.0  # px below which names find no room around a radar
_OFF = 14.0  # px from the end of an axis to its words
_LINE = 15.0
_ROOMY = 6  # axes up to which the words of the topmost one have their line to themselves
_CLOSE = 14.0  # px between the number of a ring and a score on the same axis
_SPOKE = 26.0  # px within which an axis is felt


@dataclass(frozen=True, slots=True)
class RadarOptions:
    """Room in pixels; bars take the height they need."""

    width: float = 560.0
    height: float = 360.0


def radar(scores: Sequence[Score], options: RadarOptions | None = None) -> Drawing:
    """The scores of the domains, now and as they are to be; without any a sentence."""
    options = options or RadarOptions()
    if not scores:
        return no_scores(options.width)
    if not FEWEST <= len(scores) <= MOST or options.width < NARROW:
        return score_bars(scores, options.width)
    chart = _Chart(scores, options)
    sheet = Sheet()
    chart.draw_ground(sheet)
    chart.draw_scores(sheet)
    chart.write_names(sheet)
    chart.write_rings(sheet)
    chart.feel(sheet)
    return sheet.done(options.width, chart.height, told(scores), _("Scores"), table(scores))


class _Chart:
    """The circle of one radar."""

    def __init__(self, scores: Sequence[Score], options: RadarOptions) -> None:
        self.scores, self.width = scores, options.width
        self.aims = any(score.target is not None for score in scores)
        self.signs = [Sign(_("Now"), stroke("accent", 2.25))]
        if self.aims:
            self.signs.append(Sign(_("Target"), stroke("t2", 1.5, (4, 3))))
        key = key_height(self.signs, options.width)
        self.height = max(options.height, 260.0)
        above = key + 2 * _LINE + _OFF + 8  # name and score of the topmost axis
        below = 2 * _LINE + _OFF + 8
        turn = 360 / len(scores)
        self.angles = [math.radians(at * turn - 90) for at in range(len(scores))]
        deep = 1 + max(math.sin(angle) for angle in self.angles)  # how high the figure is, in radii
        room = self.height - above - below
        self.radius = min(room / deep, options.width * 0.22)
        self.centre = (options.width / 2, above + self.radius + (room - deep * self.radius) / 2)

    def at(self, axis: int, score: float) -> Point:
        """The place of a score on an axis."""
        far = self.radius * score / 100
        return (self.centre[0] + far * math.cos(self.angles[axis]), self.centre[1] + far * math.sin(self.angles[axis]))

    def ring(self, values: Sequence[float]) -> tuple[Point, ...]:
        """The corners through a score on each axis."""
        return tuple(self.at(axis, value) for axis, value in enumerate(values))

    def draw_ground(self, sheet: Sheet) -> None:
        """Key, area of what is, rings, axes."""
        draw_key(sheet, self.signs, (0, 0), self.width)
        now = [held(score.now or 0) for score in self.scores]
        sheet.draw(Path(polygon(*self.ring(now)), fill="band80"))
        for ring in _RINGS:
            ink = "ctl_soft" if ring == 100 else "hair"
            sheet.draw(Path(polygon(*self.ring([ring] * len(self.scores))), stroke=ink))
        for axis in range(len(self.scores)):
            sheet.draw(Path(line(self.centre, self.at(axis, 100)), stroke="hair"))

    def draw_scores(self, sheet: Sheet) -> None:
        """Targets dashed with a diamond each, then what is with a dot each."""
        if self.aims:
            aims = [held(score.target if score.target is not None else score.now or 0) for score in self.scores]
            sheet.draw(Path(polygon(*self.ring(aims)), stroke="t2", width=1.5, dash=(4, 3)))
        now = self.ring([held(score.now or 0) for score in self.scores])
        sheet.draw(Path(polygon(*now), stroke="accent", width=2.25))
        for axis, score in enumerate(self.scores):
            if score.target is not None and score.target != score.now:
                at = self.at(axis, held(score.target))
                sheet.draw(Path(diamond(at), fill="surface", stroke="t2", width=1.5))
            if score.now is not None:
                sheet.draw(Path(circle(now[axis], 3.5), fill="accent", stroke="surface", width=1.5))

    def write_names(self, sheet: Sheet) -> None:
        """Name and score at the end of each axis, away from the middle."""
        for axis, score in enumerate(self.scores):
            x, y = self.at(axis, 100)
            side, up = math.cos(self.angles[axis]), math.sin(self.angles[axis])
            level = abs(side) < 0.2
            anchor = "middle" if level else "start" if side > 0 else "end"
            x += side * _OFF
            room = self._level_room() if level else (self.width - x if side > 0 else x) - 2
            names = text.wrap(score.name, room, 12, 600, 1 if level else 2) or ("–",)
            rows = [*((name, "t1", 600) for name in names), (score.words, "t2", 400)]
            first = y + up * _OFF + 4 - _LINE * (len(rows) - 1) * (1 - up) / 2 + (4 if up > 0.9 else 0)
            for at, (words, ink, weight) in enumerate(rows):
                place = (x, first + at * _LINE)
                sheet.write(Text(place, words, 12, ink, weight, anchor, room=room))  # type: ignore[arg-type]

    def write_rings(self, sheet: Sheet) -> None:
        """The numbers of the rings up the first axis, where none of its scores is near."""
        top = self.scores[0]
        used = [held(known) for known in (top.now, top.target) if known is not None]
        for ring in _RINGS[:-1]:
            if all(abs(ring - known) * self.radius / 100 > _CLOSE for known in used):
                x, y = self.at(0, ring)
                sheet.write(Text((x + 5, y + 4), str(ring), 10, "t3"))

    def _level_room(self) -> float:
        """The width of words right above or below the middle, between those of their neighbours where these are near."""
        return self.width * 0.6 if len(self.scores) <= _ROOMY else 1.1 * self.radius

    def feel(self, sheet: Sheet) -> None:
        """One area per axis."""
        for axis, score in enumerate(self.scores):
            start, stop = self.at(axis, 18), self.at(axis, 112)
            marks = [Path(line(self.centre, self.at(axis, 100)), stroke="t3")]
            if score.target is not None:
                marks.append(Path(diamond(self.at(axis, held(score.target))), fill="t2"))
            if score.now is not None:
                marks.append(Path(circle(self.at(axis, held(score.now)), 4.5), fill="accent", stroke="surface"))
            area = Thick(line(start, stop), _SPOKE)
            sheet.feel(Hit(area, score.tooltip, score.record, f"axis:{axis}", "score", tuple(marks)))
