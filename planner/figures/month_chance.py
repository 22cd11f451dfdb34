"""The chance, for each month as a start, that income covers the living costs of three months, and how sure is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.analysis.forecast_results import Forecast
from planner.figures.axes import Scale, axis_room, clipped, draw_grid, draw_months
from planner.figures.curves import band, smooth
from planner.figures.drawing import Drawing, Hit, Path, Point, Rect, Sheet, Table, Text, circle, line
from planner.figures.labels import End, Room, around, beside, room_for, write_ends, written
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import _

_TOP = 30.0  # px above the plot
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class ChanceOptions:
    """Room in pixels, how many months, the chances to compare with, and how numbers are said."""

    width: float = 480.0
    height: float = 240.0
    months: int = 24
    base: tuple[float, ...] = ()
    speech: Speech = field(default_factory=Speech)


def month_chance(forecast: Forecast, options: ChanceOptions | None = None) -> Drawing:
    """The chance of covering living costs by month."""
    options = options or ChanceOptions()
    cover = forecast.cover
    if cover is None or not cover.probability:
        lacking = _("Enter living costs to see from when income covers them.")
        if forecast.living_costs is not None:
            lacking = _("Enter what the listings lack to see from when income covers living costs.")
        words = (_("Not known yet"), lacking)
        return nothing_yet(options.width, options.height, _title(), words)
    chart = _Chart(forecast, options, cover.probability[: options.months])
    sheet = Sheet()
    chart.draw(sheet)
    chart.label(sheet)
    chart.feel(sheet)
    return sheet.done(options.width, options.height, chart.summary(), _title(), chart.table())


def _title() -> str:
    return _("Chance of covering costs")


class _Chart:
    """The scales of one figure and what is drawn on them."""

    def __init__(self, forecast: Forecast, options: ChanceOptions, chances: Sequence[float]) -> None:
        self.forecast, self.options, self.speech, self.chances = forecast, options, options.speech, chances
        cover = forecast.cover
        self.wanted = cover.wanted if cover else 0.8
        month = cover.month if cover else None
        self.month = month if month is not None and month < len(chances) else None
        self.base = options.base[: len(chances)]
        free = forecast.cover_unbound
        self.free = free.probability[: len(chances)] if free and not self.base else ()
        self.ends = self._ends()
        right = room_for(self.ends)
        left = axis_room(["100%"])
        room, high = options.width - left - right, options.height - _TOP - 26
        self.plot = Rect(left, _TOP, max(room, 60), max(high, 40))
        self.across = Scale(0, max(len(chances) - 1, 1), self.plot.x, self.plot.right)
        self.down = Scale(0, 1, self.plot.bottom, self.plot.y)

    def _ends(self) -> list[End]:
        lines = ((self.chances, "accent"), (self.free, "t3"), (self.base, "t3"))
        return [End(self.speech.chance(line[-1]), line[-1], ink) for line, ink in lines if line]

    def points(self, chances: Sequence[float]) -> list[Point]:
        """The points of one chance per month."""
        return [(self.across.at(at), self.down.at(chance)) for at, chance in enumerate(chances)]

    def draw(self, sheet: Sheet) -> None:
        """What it is about, grid, months, the wanted chance and the lines."""
        sheet.write(Text((0, 11), _("Three months in a row"), 12, "t3"))
        draw_grid(sheet, self.plot, self.down, [(value, self.speech.share(value)) for value in _GRID])
        draw_months(sheet, self.plot, self.across, self.forecast.start, self.speech)
        points = self.points(self.chances)
        sheet.draw(Path(band(points, [(x, self.plot.bottom) for x, _y in points]), fill="band80"))
        y = round(self.down.at(self.wanted)) + 0.5
        sheet.draw(Path(line((self.plot.x, y), (self.plot.right, y)), stroke="t3", width=1.5, dash=(6, 3)))
        for other in (self.free, self.base):
            if other:
                sheet.draw(Path(smooth(self.points(other)), stroke="t3", width=1.5))
        sheet.draw(Path(smooth(points), stroke="accent", width=2.25))
        if len(points) == 1:
            sheet.draw(Path(circle(points[0], 4.5), fill="accent", stroke="surface", width=1.5))
        if self.month is not None:
            sheet.draw(Path(circle(points[self.month], 4.5), fill="surface", stroke="accent", width=2))

    def label(self, sheet: Sheet) -> None:
        """Name the ends of the lines, the lines themselves, and the month in which the wanted chance is reached."""
        write_ends(sheet, self.ends, self.plot, self.down)
        curves = [self.points(values) for values in (self.chances, self.free, self.base) if values]
        y = self.down.at(self.wanted)
        level = [(self.plot.x, y), (self.plot.right, y)]
        room = Room(self.plot, curves)
        words = written(_("Wanted {chance}").format(chance=self.speech.share(self.wanted)), "t2", 600)
        room.write(sheet, words, beside(words, level, self.plot))
        room.curves = [*curves, level]
        for other, name in ((self.free, _("without work")), (self.base, _("as it is"))):
            if other:
                words = written(name, "t3")
                room.write(sheet, words, reversed(beside(words, self.points(other), self.plot)))
        if self.month is not None:
            words = written(self.speech.month(self.forecast.start + self.month), "t2")
            room.write(sheet, words, around(words, self.points(self.chances)[self.month]))

    def feel(self, sheet: Sheet) -> None:
        """One area per month."""
        pitch = self.plot.width / max(self.across.stop, 1)
        for at, chance in enumerate(self.chances):
            x = self.across.at(at)
            rows = [f"{said}\t{self.speech.chance(value)}" for said, value in self._month(at)]
            words = "\n".join([self.speech.month(self.forecast.start + at), *rows])
            rule = Path(line((round(x) + 0.5, self.plot.y), (round(x) + 0.5, self.plot.bottom)), stroke="t3")
            dot = Path(circle((x, self.down.at(chance)), 4.5), fill="accent", stroke="surface", width=1.5)
            area = clipped(x, pitch, Rect(0, self.plot.y, self.options.width, self.plot.height))
            sheet.feel(Hit(area, words, group=f"month:{self.forecast.start + at}", marks=(rule, dot)))

    def _month(self, at: int) -> list[tuple[str, float]]:
        found = [(_("chance"), self.chances[at])]
        if self.free:
            found.append((_("without work"), self.free[at]))
        if self.base:
            found.append((_("as it is"), self.base[at]))
        return found

    def summary(self) -> str:
        """The figure in words."""
        best = max(range(len(self.chances)), key=self.chances.__getitem__)
        start, wanted = self.forecast.start, self.speech.share(self.wanted)
        if self.month is not None:
            told = _("Chance that three months of income cover living costs, by month: it reaches {wanted} in {month}.")
            return told.format(wanted=wanted, month=self.speech.month(start + self.month))
        told = _("Chance that three months of income cover living costs, by month: it stays below {wanted}; the best "
                 "is {chance} in {month}.")  # fmt: skip
        chance = self.speech.chance(self.chances[best])
        return told.format(wanted=wanted, chance=chance, month=self.speech.month(start + best))

    def table(self) -> Table:
        """Every month with its chance."""
        names = [said for said, _value in self._month(0)]
        rows = []
        for at in range(len(self.chances)):
            month = self.speech.month(self.forecast.start + at)
            rows.append((month, *(self.speech.chance(value) for _said, value in self._month(at))))
        return Table((_("Month"), *(_sentence(name) for name in names)), tuple(rows))


def _sentence(words: str) -> str:
    """The words with a capital letter at their head."""
    return words[:1].upper() + words[1:]
