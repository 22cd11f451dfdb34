"""The shares at which both sides of an alliance gain: a band on the axis of our share, the chance of it as a hill above.

What is agreed and the Nash split stand on it as marks with their names, the one solid, the other hollow.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures.axes import Scale, clipped
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line, polygon, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import width
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.alliances.exchange_values import ShareChances, ShareInterval

_SIDE = 16.0
_BAND = 6.0
_FOOT = 22.0
_LABELS = 36.0  # px above the hill, for two lines of names


@dataclass(frozen=True, slots=True)
class ShareIntervalOptions:
    """Room in pixels, our share as agreed (None: not yet), and how numbers are said."""

    width: float = 420.0
    height: float = 132.0
    agreed: float | None = None
    speech: Speech = field(default_factory=Speech)


def share_interval_figure(
    interval: "ShareInterval | None", chances: "ShareChances | None", options: ShareIntervalOptions | None = None
) -> Drawing:
    """`interval` at the medians, `chances` under all ranges; a sentence where neither is known."""
    options = options or ShareIntervalOptions()
    title = _("Our share, and whether both gain")
    if interval is None and chances is None:
        how = _("It takes a share, and a line that names the listing whose income is shared.")
        return nothing_yet(options.width, max(options.height, 110), title, (_("No share to judge yet"), how))
    chart = _Chart(options, interval, chances)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, options.height, chart.spoken(), title, chart.table())


class _Chart:
    """One figure."""

    def __init__(
        self, options: ShareIntervalOptions, interval: "ShareInterval | None", chances: "ShareChances | None"
    ) -> None:
        self.options, self.interval, self.chances = options, interval, chances
        self.speech = options.speech
        self.bottom = options.height - _FOOT
        self.across = Scale(0.0, 1.0, _SIDE, options.width - _SIDE)
        self.up = Scale(0.0, 1.0, self.bottom - _BAND, _LABELS)

    @property
    def suits(self) -> tuple[float, float] | None:
        """From which to which share of ours both gain at the medians."""
        found = self.interval
        return None if found is None or found.low is None or found.high is None else (found.low, found.high)

    def marks(self) -> list[tuple[float, str, bool]]:
        """Share, words and whether it is agreed."""
        found: list[tuple[float, str, bool]] = []
        if self.options.agreed is not None:
            found.append((self.options.agreed, _("Agreed {share}"), True))
        if self.interval is not None and self.interval.nash_share is not None:
            found.append((self.interval.nash_share, _("Even split of the gain {share}"), False))
        return [(share, words.format(share=self.speech.share(share)), agreed) for share, words, agreed in found]

    def draw(self, sheet: Sheet) -> None:
        """The hill, the band, the marks with their names, and the axis."""
        if self.chances is not None:
            self._hill(sheet, self.chances)
        y = self.bottom - _BAND / 2
        sheet.draw(Path(line((_SIDE, y), (self.options.width - _SIDE, y)), stroke="hair", width=2))
        if self.suits is not None:
            left, right = (self.across.at(end) for end in self.suits)
            sheet.draw(Path(rounded(Rect(left, y - _BAND / 2, max(right - left, 3), _BAND), 3), fill="band50"))
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = self.across.at(part)
            sheet.draw(Path(line((x, self.bottom), (x, self.bottom + 4)), stroke="ctl_soft"))
            sheet.write(Text((x, self.bottom + 18), self.speech.share(part), 11, "t3", anchor="middle"))
        for place, mark in enumerate(self.marks()):
            self._mark(sheet, mark, place)

    def _hill(self, sheet: Sheet, chances: "ShareChances") -> None:
        points = [
            (self.across.at(share), self.up.at(chance))
            for share, chance in zip(chances.shares, chances.both_gain, strict=True)
        ]
        floor = self.bottom - _BAND
        sheet.draw(Path(polygon((points[0][0], floor), *points, (points[-1][0], floor)), fill="band80"))
        sheet.draw(Path(line(*points), stroke="accent", width=1.5))
        step = points[1][0] - points[0][0]
        for (x, _y), share, chance in zip(points[::5], chances.shares[::5], chances.both_gain[::5], strict=True):
            told = "\t".join((_("both gain"), self.speech.chance(chance)))
            area = clipped(x, 5 * step, Rect(0, _LABELS, self.options.width, floor - _LABELS))
            rule = Path(line((x, _LABELS), (x, floor)), stroke="t3")
            head = _("Our share {share}").format(share=self.speech.share(share))
            sheet.feel(Hit(area, f"{head}\n{told}", group=f"share:{share:g}", marks=(rule,)))

    def _mark(self, sheet: Sheet, mark: tuple[float, str, bool], place: int) -> None:
        share, words, agreed = mark
        x, y = self.across.at(share), self.bottom - _BAND / 2
        top = 16.0 + 15 * place
        sheet.draw(Path(line((x, top + 4), (x, y)), stroke="t1" if agreed else "t3", dash=() if agreed else (3, 3)))
        sheet.draw(Path(circle((x, y), 4.5), fill="accent" if agreed else "surface", stroke="accent", width=1.5))
        weight = 600 if agreed else 400
        wide = width(words, 12, weight)
        left = min(max(x - wide / 2, 0.0), self.options.width - wide)
        if place and self.options.agreed is not None:
            left = self._beside(left, wide, self.across.at(self.options.agreed), x)
        sheet.write(Text((left, top), words, 12, "t1" if agreed else "t2", weight, room=wide + 2))

    def _beside(self, left: float, wide: float, rule: float, x: float) -> float:
        """Where words of that width begin so that the rule of the agreed share does not cross them."""
        if not left - 6 < rule < left + wide + 6:
            return left
        before, after = rule - 8 - wide, rule + 8
        fits = (before >= 0, after + wide <= self.options.width)
        if x <= rule:
            return before if fits[0] else after
        return after if fits[1] else before

    def spoken(self) -> str:
        """The figure in words."""
        parts = [words for _share, words, _agreed in self.marks()]
        if self.suits is not None:
            low, high = (self.speech.share(end) for end in self.suits)
            parts.insert(0, _("Both gain from {low} to {high}").format(low=low, high=high))
        elif self.interval is not None:
            parts.insert(0, _("No share suits both"))
        if self.chances is not None:
            best = max(self.chances.both_gain)
            parts.append(_("the chance that both gain is {chance} at best").format(chance=self.speech.chance(best)))
        return "; ".join(parts) + "."

    def table(self) -> Table:
        """The chances by share, else the ends of the interval."""
        if self.chances is not None:
            pairs = zip(self.chances.shares[::5], self.chances.both_gain[::5], strict=True)
            rows = tuple((self.speech.share(share), self.speech.chance(chance)) for share, chance in pairs)
            return Table((_("Our share"), _("Both gain")), rows)
        ends = self.suits or ()
        return Table(
            (_("Our share"), _("Both gain")), tuple((self.speech.share(end), _("from here on")) for end in ends)
        )
