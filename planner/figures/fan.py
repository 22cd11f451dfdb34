"""The fan: what may be left to live from each month, in bands, beside what came in and what living costs.

Bands are the true P10 to P90 and P25 to P75 of the samples; the line in the middle is the median. What was earned is
drawn as it was, straight from month to month.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.analysis.forecast_results import Bands, Forecast
from planner.figures import text
from planner.figures.axes import Scale, axis_room, clipped, draw_grid, draw_months, reach, ticks
from planner.figures.curves import band, smooth
from planner.figures.drawing import (
    NOWHERE,
    Drawing,
    Hit,
    Path,
    Point,
    Rect,
    Sheet,
    Step,
    Table,
    Target,
    Text,
    circle,
    line,
    rounded,
)
from planner.figures.forecast_words import lacking
from planner.figures.labels import End, Room, around, beside, clear_place, room_for, write_ends, written
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.values import Month

HISTORY = 12  # months before the start that are shown at most
_AIR = 6.0  # px between the rule of today and words


@dataclass(frozen=True, slots=True)
class FanOptions:
    """Room in pixels, how many months of the forecast, and what else is drawn.

    `actuals` is what was left to live from, by month; `base` the median to compare with; `living` the record that
    holds the living costs, opened by a click on their line.
    """

    width: float = 720.0
    height: float = 300.0
    months: int = 24
    actuals: tuple[tuple[Month, float], ...] = ()
    base: tuple[float, ...] = ()
    today: date | None = None
    living: Target = NOWHERE
    speech: Speech = field(default_factory=Speech)


def fan(forecast: Forecast, options: FanOptions | None = None) -> Drawing:
    """The fan of net income by month."""
    options = options or FanOptions()
    title = _("Net income by month")
    count = min(options.months, len(forecast.earnings.p50))
    if not count or not forecast.listings:
        how = _("Put a product on a platform: what it may earn is drawn here.")
        if lacking(forecast):
            how = _("Enter what the listings lack: what they may earn is drawn here.")
        words = (_("No forecast yet"), how)
        return nothing_yet(options.width, options.height, title, words)
    chart = _Chart(forecast, options, count)
    sheet = Sheet()
    chart.draw_ground(sheet)
    chart.draw_bands(sheet)
    chart.draw_lines(sheet)
    write_ends(sheet, chart.ends, chart.plot, chart.down)
    chart.label_lines(sheet)
    chart.feel(sheet)
    return sheet.done(options.width, options.height, chart.summary(), title, chart.table())


class _Chart:
    """The scales of one fan and what is drawn on them."""

    def __init__(self, forecast: Forecast, options: FanOptions, count: int) -> None:
        self.forecast, self.options, self.count, self.speech = forecast, options, count, options.speech
        self.bands = _cut(forecast.earnings, count)
        self.living = forecast.living_costs.p50[:count] if forecast.living_costs else ()
        self.base = options.base[:count]
        earliest, latest = forecast.start + -HISTORY, forecast.start + (count - 1)
        self.actuals = tuple((month, sum_) for month, sum_ in sorted(options.actuals) if earliest <= month <= latest)
        self.first = min([forecast.start, *(month for month, _sum in self.actuals)])
        values = [*self.bands.p10, *self.bands.p90, *self.living, *self.base, *(sum_ for _m, sum_ in self.actuals)]
        low, high = reach(values, self.speech.one)
        self.marks = ticks(low, high, one=self.speech.one)
        self.words = self.speech.axis(self.marks)
        self.ends = self._ends()
        left = axis_room(self.words)
        right = room_for(self.ends)
        self.plot = Rect(left, 22, max(options.width - left - right, 60), max(options.height - 22 - 26, 40))
        self.shown = latest - self.first + 1
        self.across = Scale(0, max(self.shown - 1, 1), self.plot.x, self.plot.right)
        self.down = Scale(low, high, self.plot.bottom, self.plot.y)

    def _ends(self) -> list[End]:
        """High, median and low at the ends of their lines."""
        last, amount = self.bands.at(-1), self.speech.brief
        found = [
            End(_("high {amount}").format(amount=amount(last.p90)), last.p90, "t3"),
            End(_("median {amount}").format(amount=amount(last.p50)), last.p50, "accent"),
            End(_("low {amount}").format(amount=amount(last.p10)), last.p10, "t3"),
        ]
        if self.base:
            found.append(End(_("as it is {amount}").format(amount=amount(self.base[-1])), self.base[-1], "t2"))
        return found

    def x(self, month: Month) -> float:
        """The place of a month."""
        return self.across.at(month - self.first)

    def points(self, values: Sequence[float]) -> list[Point]:
        """The points of one value per month of the forecast."""
        start = self.forecast.start
        return [(self.x(start + at), self.down.at(value)) for at, value in enumerate(values)]

    def earned(self) -> list[Point]:
        """The points of what was earned."""
        return [(self.x(month), self.down.at(value)) for month, value in self.actuals]

    def draw_ground(self, sheet: Sheet) -> None:
        """Grid, months and the rule of today."""
        draw_grid(sheet, self.plot, self.down, list(zip(self.marks, self.words, strict=True)))
        draw_months(sheet, self.plot, self.across, self.first, self.speech)

    def draw_bands(self, sheet: Sheet) -> None:
        """The two bands."""
        for high, low, token in (
            (self.bands.p90, self.bands.p10, "band80"),
            (self.bands.p75, self.bands.p25, "band50"),
        ):
            sheet.draw(Path(band(self.points(high), self.points(low)), fill=token))

    def draw_lines(self, sheet: Sheet) -> None:
        """Living costs, today, the median to compare with, the median, and what was earned."""
        if self.living:
            sheet.draw(Path(_level(self.points(self.living), self.plot), stroke="neg", width=1.5, dash=(6, 3)))
        self._draw_today(sheet)
        if self.base:
            sheet.draw(Path(smooth(self.points(self.base)), stroke="t3", width=1.5))
        median = self.points(self.bands.p50)
        sheet.draw(Path(smooth(median), stroke="accent", width=2.25))
        if len(median) == 1:
            sheet.draw(Path(circle(median[0], 4.5), fill="accent", stroke="surface", width=1.5))
        earned = self.earned()
        if len(earned) > 1:
            sheet.draw(Path(line(*earned), stroke="t1", width=2))
        if earned:
            sheet.draw(Path(circle(earned[-1], 4.5), fill="t1", stroke="surface", width=1.5))
        crossing = self.crossing()
        if crossing is not None:
            sheet.draw(Path(circle(crossing, 4.5), fill="surface", stroke="accent", width=2))

    def _today(self) -> float | None:
        """The place of today; None where it is not drawn."""
        today = self.options.today
        if today is None:
            return None
        part = (today.day - 1) / monthrange(today.year, today.month)[1] - 0.5
        x = round(self.across.at(Month.of(today) - self.first + part)) + 0.5
        return x if self.plot.x <= x <= self.plot.right else None

    def _draw_today(self, sheet: Sheet) -> None:
        x = self._today()
        if x is None:
            return
        sheet.draw(Path(line((x, self.plot.y - 6), (x, self.plot.bottom)), stroke="ctl_soft"))
        words = _("Today")
        half = text.width(words, 12) / 2
        at = min(max(x, self.plot.x + half), self.plot.right - half)
        sheet.write(Text((at, self.plot.y - 11), words, 12, "t2", anchor="middle"))

    def crossing(self) -> Point | None:
        """Where the median stands in the first month from which living costs are covered surely enough."""
        cover = self.forecast.cover
        if cover is None or cover.month is None or cover.month >= self.count or not self.living:
            return None
        return self.points(self.bands.p50)[cover.month]

    def curves(self, edges: int = 4) -> list[list[Point]]:
        """Every line that words should keep off, of the bands only so many `edges`, the inner ones first."""
        bands = self.bands
        values = [self.bands.p50, self.base, *(bands.p25, bands.p75, bands.p10, bands.p90)[:edges]]
        today = self._today()
        beside_today = (today - _AIR, today + _AIR) if today is not None else ()
        rule = [[(x, self.plot.y), (x, self.plot.bottom)] for x in beside_today]
        zero = self.down.at(0)
        ground = [[(self.plot.x, zero), (self.plot.right, zero)]] if self.down.start < 0 else []
        return [*(self.points(line) for line in values if line), self.earned(), *rule, *ground]

    def label_lines(self, sheet: Sheet) -> None:
        """Name the line of living costs on itself, and the month from which they are covered."""
        room = Room(self.plot, self.curves())
        if self.living:
            room.area = self.points(self.bands.p75), self.points(self.bands.p25)
            self._label_living(sheet, room)
            room.area = (), ()
        crossing, cover = self.crossing(), self.forecast.cover
        if crossing is None or cover is None or cover.month is None:
            return
        month = self.speech.month(self.forecast.start + cover.month)
        words = written(_("covered from {month}").format(month=month), "t2")
        for edges in (4, 2):
            room.curves = [*self.curves(edges), self.points(self.living)]
            place = room.write(sheet, words, around(words, crossing))
            if place is not None:
                break
        if place is not None and place.y > crossing[1] + 12:
            sheet.draw(Path(line((crossing[0], crossing[1] + 5), (crossing[0], place.y)), stroke="t3"))

    def _label_living(self, sheet: Sheet, room: Room) -> None:
        """Above or below the dashed line where no other line runs, else on a plate of its own."""
        amount = self.speech.amount(self.living[0])
        words = written(_("Living costs {amount}").format(amount=amount), "neg", 600)
        spots = beside(words, _full(self.points(self.living), self.plot), self.plot)
        place = room.write(sheet, words, spots)
        if place is None:
            free = (clear_place(spots, self.plot, self.curves(edges)) for edges in (4, 2, 0))
            place = next((one for one in free if one is not None), spots[-1])
            sheet.draw(Path(rounded(Rect(place.x - 3, place.y - 1, place.width + 6, 16), 4), fill="surface"))
            Room(self.plot, ()).write(sheet, words, [place])
            room.taken.append(place)
        if self.options.living != NOWHERE:
            area = Rect(place.x - 4, place.y - 3, place.width + 8, 20)
            sheet.feel(Hit(area, _("Living costs: change them"), self.options.living, field="living_costs"))

    def feel(self, sheet: Sheet) -> None:
        """One area per month, from the first on."""
        pitch = self.plot.width / max(self.across.stop, 1)
        for at in range(self.shown):
            month = self.first + at
            x = self.x(month)
            area = clipped(x, pitch, Rect(0, self.plot.y - 6, self.options.width, self.plot.height + 6))
            rows = [f"{said}\t{self.speech.money(value)}" for said, value in self.month(month)]
            words = "\n".join([self.speech.month(month), *rows])
            sheet.feel(Hit(area, words, group=f"month:{month}", marks=self._cross(month)))

    def _cross(self, month: Month) -> tuple[Path, ...]:
        """The rule through a month, with a dot on each line."""
        x = self.x(month)
        sharp = round(x) + 0.5
        rule = Path(line((sharp, self.plot.y - 6), (sharp, self.plot.bottom)), stroke="t3")
        at, marks = month - self.forecast.start, [rule]
        if 0 <= at < self.count:
            ends = [(x, self.down.at(values[at])) for values in (self.bands.p10, self.bands.p90)]
            marks += [Path(circle(end, 3), fill="surface", stroke="t3", width=1.5) for end in ends]
            marks.append(
                Path(circle((x, self.down.at(self.bands.p50[at])), 4.5), fill="accent", stroke="surface", width=1.5)
            )
        earned = dict(self.actuals).get(month)
        if earned is not None:
            marks.append(Path(circle((x, self.down.at(earned)), 4.5), fill="t1", stroke="surface", width=1.5))
        return tuple(marks)

    def month(self, month: Month) -> list[tuple[str, float]]:
        """What is known of one month: words and amounts, the highest first where they are ordered."""
        at, found = month - self.forecast.start, []
        earned = dict(self.actuals).get(month)
        if earned is not None:
            found.append((_("earned"), earned))
        if 0 <= at < self.count:
            found += [
                (_("high"), self.bands.p90[at]),
                (_("median"), self.bands.p50[at]),
                (_("low"), self.bands.p10[at]),
            ]
            if self.base:
                found.append((_("as it is"), self.base[at]))
            if self.living:
                found.append((_("living costs"), self.living[at]))
        return found

    def summary(self) -> str:
        """The figure in words."""
        last, start = self.bands.at(-1), self.forecast.start
        parts = [
            _("Net income by month from {start} to {end}: the median goes from {first} to {last}, at the end between "
              "{low} and {high}.").format(
                start=self.speech.month(start), end=self.speech.month(start + (self.count - 1)),
                first=self.speech.money(self.bands.p50[0]), last=self.speech.money(last.p50),
                low=self.speech.money(last.p10), high=self.speech.money(last.p90),
            )
        ]  # fmt: skip
        if self.living:
            parts.append(_("Living costs are {amount} a month.").format(amount=self.speech.money(self.living[0])))
        if self.actuals:
            month, earned = self.actuals[-1]
            told = _("In {month} {amount} was earned.")
            parts.append(told.format(month=self.speech.month(month), amount=self.speech.money(earned)))
        return " ".join(parts)

    def table(self) -> Table:
        """Every month with its bands."""
        header = (
            _("Month"), _("Low (P10)"), "P25", _("Median"), "P75", _("High (P90)"), _("Living costs"), _("Earned"),
        )  # fmt: skip
        return Table(header, tuple(self._row(self.first + at) for at in range(self.shown)))

    def _row(self, month: Month) -> tuple[str, ...]:
        at, amount = month - self.forecast.start, self.speech.money
        earned = dict(self.actuals).get(month)
        inside = 0 <= at < self.count
        bands = self.bands
        lines = (bands.p10, bands.p25, bands.p50, bands.p75, bands.p90, self.living)
        cells = [amount(values[at]) if inside and values else "" for values in lines]
        return (self.speech.month(month), *cells, amount(earned) if earned is not None else "")


def _cut(bands: Bands, count: int) -> Bands:
    return Bands(*(line[:count] for line in (bands.mean, bands.p10, bands.p25, bands.p50, bands.p75, bands.p90)))


def _full(points: list[Point], plot: Rect) -> list[Point]:
    """The line carried on to both edges of the plot."""
    return [(plot.x, points[0][1]), *points, (plot.right, points[-1][1])]


def _level(points: list[Point], plot: Rect) -> tuple[Step, ...]:
    return line(*_full(points, plot))
