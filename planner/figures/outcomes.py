"""How a number may come out: a histogram of its samples over a strip of its quantiles.

Bars rather than a smooth curve: no mass is drawn where no sample lies. The strip shows the true P10 to P90, P25 to P75
and the median; without the samples it stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.analysis.forecast_results import Band, Shape
from planner.figures import text
from planner.figures.axes import SIZE, Scale, ticks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, line, rectangle, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import _

_HEAD, _NO_HEAD, _AXIS, _STRIP = 22.0, 6.0, 22.0, 12.0
_BELOW = 24.0  # px of the words under the strip
_EDGE = 12.0


@dataclass(frozen=True, slots=True)
class OutcomesOptions:
    """Room in pixels, the title, a value to compare with and its name, and how numbers are said."""

    width: float = 560.0
    height: float = 200.0
    title: str = ""
    level: float | None = None
    level_words: str = ""
    speech: Speech = field(default_factory=Speech)


def outcomes(band: Band | None, shape: Shape | None = None, options: OutcomesOptions | None = None) -> Drawing:
    """The outcomes of one amount of money; a `shape` of the same samples as `band` adds the bars."""
    options = options or OutcomesOptions()
    title = options.title or _("How the year may come out")
    if band is None:
        words = (_("No forecast yet"), _("Put a product on a platform: what it may earn is drawn here."))
        return nothing_yet(options.width, options.height, title, words)
    chart = _Chart(band, shape, options)
    sheet = Sheet()
    if shape is not None:
        chart.draw_bars(sheet, shape)
    chart.draw_axis(sheet)
    chart.draw_strip(sheet)
    chart.write_heads(sheet)
    chart.feel(sheet)
    return sheet.done(options.width, chart.height, chart.summary(title), title, chart.table())


class _Chart:
    """The scale of one figure and what is drawn on it."""

    def __init__(self, band: Band, shape: Shape | None, options: OutcomesOptions) -> None:
        self.band, self.shape, self.options, self.speech = band, shape, options, options.speech
        foot = _AXIS + _STRIP + _BELOW
        head = _NO_HEAD if options.level is None else _HEAD
        least = head + foot + (60 if shape else 2)
        self.height = max(options.height, least) if shape else least
        self.plot = Rect(_EDGE, head, max(options.width - 2 * _EDGE, 60), self.height - head - foot)
        edges = shape.edges if shape else ()
        held = [*edges[:1], *edges[-1:], band.p10, band.p90]
        if options.level is not None:
            held.append(options.level)
        low, high = min(held), max(held)
        air = (high - low) * 0.04 or abs(high) * 0.1 or 1.0
        self.across = Scale(low - air, high + air, self.plot.x, self.plot.right)
        self.strip = Rect(self.plot.x, self.plot.bottom + _AXIS, self.plot.width, _STRIP)

    def draw_bars(self, sheet: Sheet, shape: Shape) -> None:
        """One bar per step of the shape; the part within P10 to P90 is told by the strip, not by colour."""
        down = Scale(0, max(shape.shares) or 1, self.plot.bottom, self.plot.y + 2)
        for box in self._boxes(shape, down):
            if box.height > 0:
                sheet.draw(Path(rectangle(box), fill="band50"))

    def _boxes(self, shape: Shape, down: Scale) -> list[Rect]:
        found = []
        for low, high, share in zip(shape.edges, shape.edges[1:], shape.shares, strict=False):
            left, right = self.across.at(low), self.across.at(high)
            gap = 1.0 if right - left > 4 else 0.0
            high_up = max(self.plot.bottom - down.at(share), 1.0 if share else 0.0)
            found.append(Rect(left + gap / 2, self.plot.bottom - high_up, right - left - gap, high_up))
        return found

    def draw_axis(self, sheet: Sheet) -> None:
        """The line under the bars with round amounts."""
        y = round(self.plot.bottom) + 0.5
        sheet.draw(Path(line((self.plot.x, y), (self.plot.right, y)), stroke="ctl_soft"))
        values, words = self._marks()
        for value, said in zip(values, words, strict=True):
            x = round(self.across.at(value)) + 0.5
            sheet.draw(Path(line((x, y), (x, y + 4)), stroke="ctl_soft"))
            half = text.width(said, SIZE) / 2
            level = None if self.options.level is None else self.across.at(self.options.level)
            if level is None or abs(x - level) > half + 4:
                at = min(max(x, half), self.options.width - half)
                sheet.write(Text((at, y + 15), said, SIZE, "t3", anchor="middle"))

    def _marks(self) -> tuple[Sequence[float], Sequence[str]]:
        """As many round amounts as find room."""
        for most in (6, 5, 4, 3, 2):
            values = ticks(self.across.start, self.across.stop, most, self.speech.one)
            words = self.speech.axis(values)
            widest = max(text.width(said, SIZE) for said in words) + 14
            if len(values) < 2 or self.across.at(values[1]) - self.across.at(values[0]) >= widest:
                return values, words
        return (), ()

    def draw_strip(self, sheet: Sheet) -> None:
        """P10 to P90, P25 to P75 and the median, with their amounts below."""
        band, middle = self.band, self.strip.y + _STRIP / 2
        for low, high, token in ((band.p10, band.p90, "band80"), (band.p25, band.p75, "band50")):
            left, right = self.across.at(low), self.across.at(high)
            edge = "ctl_soft" if token == "band80" else ""  # noqa: S105 - a colour
            box = Rect(left, self.strip.y, max(right - left, 2), _STRIP)
            sheet.draw(Path(rounded(box, 3), fill=token, stroke=edge))
        x = self.across.at(band.p50)
        sheet.draw(Path(line((x, middle - 9), (x, middle + 9)), stroke="accent", width=2.5))
        named = [
            (_("low {amount}"), band.p10, "t2", 400),
            (_("median {amount}"), band.p50, "accent", 600),
            (_("high {amount}"), band.p90, "t2", 400),
        ]
        self._write_row(sheet, self.strip.bottom + 18, [
            (said.format(amount=self.speech.money(value)), value, ink, weight) for said, value, ink, weight in named
        ])  # fmt: skip

    def _write_row(self, sheet: Sheet, y: float, named: list[tuple[str, float, str, int]]) -> None:
        """Words beside each other, each as near under its value as the others let it; without a range the middle alone."""
        if self.band.p10 == self.band.p90:
            named = named[1:2]
        widths = [text.width(words, 12, weight) for words, _value, _ink, weight in named]
        wanted = [self.across.at(value) - wide / 2 for (_w, value, _i, _g), wide in zip(named, widths, strict=True)]
        lefts = _apart(wanted, widths, self.options.width)
        for (words, _value, ink, weight), left, wide in zip(named, lefts, widths, strict=True):
            sheet.write(Text((left, y), words, 12, ink, weight, room=wide + 1))

    def write_heads(self, sheet: Sheet) -> None:
        """The level to compare with, as a line with its words above."""
        level = self.options.level
        if level is None:
            return
        x = round(self.across.at(level)) + 0.5
        sheet.draw(Path(line((x, _HEAD - 4), (x, self.strip.bottom)), stroke="neg", width=1.5, dash=(6, 3)))
        words = self.options.level_words or self.speech.money(level)
        half = text.width(words, 12) / 2
        at = min(max(x, half), self.options.width - half)
        sheet.write(Text((at, _HEAD - 9), words, 12, "neg", anchor="middle", room=self.options.width))

    def feel(self, sheet: Sheet) -> None:
        """One area per bar, or the strip."""
        if self.shape is None:
            rows = "\n".join("\t".join(row) for row in self._quantiles())
            sheet.feel(Hit(self.strip, rows, group="strip"))
            return
        down = Scale(0, max(self.shape.shares) or 1, self.plot.bottom, self.plot.y + 2)
        for at, box in enumerate(self._boxes(self.shape, down)):
            low, high = self.shape.edges[at : at + 2]
            share = self.shape.shares[at]
            chance = "\t".join((_("chance"), self.speech.chance(share)))
            words = f"{self.speech.span(low, high)}\n{chance}"
            area = Rect(box.x, self.plot.y, box.width, self.plot.height)
            sheet.feel(Hit(area, words, group=f"bar:{at}", marks=(Path(rectangle(box), fill="accent"),)))

    def _quantiles(self) -> list[tuple[str, str]]:
        band, money = self.band, self.speech.money
        return [
            (_("Low (P10)"), money(band.p10)), ("P25", money(band.p25)), (_("Median"), money(band.p50)),
            ("P75", money(band.p75)), (_("High (P90)"), money(band.p90)),
        ]  # fmt: skip

    def summary(self, title: str) -> str:
        """The figure in words."""
        band, money = self.band, self.speech.money
        if band.p10 == band.p90:
            return _("{title}: {amount}, without a range.").format(title=title, amount=money(band.p50))
        told = _("{title}: eight times in ten between {low} and {high}, in the middle {median}.")
        return told.format(title=title, low=money(band.p10), high=money(band.p90), median=money(band.p50))

    def table(self) -> Table:
        """Quantiles, or every bar with its share."""
        if self.shape is None:
            return Table((_("Quantile"), _("Amount")), tuple(self._quantiles()))
        edges, money = self.shape.edges, self.speech.money
        rows = [
            (self.speech.span(low, high), self.speech.chance(share))
            for low, high, share in zip(edges, edges[1:], self.shape.shares, strict=False)
        ]
        if self.shape.below:
            rows.insert(0, (_("below {amount}").format(amount=money(edges[0])), self.speech.chance(self.shape.below)))
        if self.shape.above:
            rows.append((_("above {amount}").format(amount=money(edges[-1])), self.speech.chance(self.shape.above)))
        return Table((_("Range"), _("Chance")), tuple(rows))


def _apart(wanted: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """Left ends as near to `wanted` as widths, 10 pixels between any two and the room let them."""
    placed: list[float] = []
    edge = 0.0
    for left, wide in zip(wanted, widths, strict=True):
        placed.append(max(left, edge))
        edge = placed[-1] + wide + 10
    limit = room
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit - widths[at])
        limit = placed[at] - 10
    return placed
