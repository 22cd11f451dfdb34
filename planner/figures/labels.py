"""Where words in a chart stand: at the ends of lines without covering each other, and inside where no line runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import Point, Rect, Sheet, Text

Curve = Sequence[Point]
HEIGHT = 14.0  # of a line of words
_DOWN = 11.0  # from its top to its baseline
_PITCH = 16.0  # between two labels at the ends of lines


@dataclass
class Room:
    """The plot of a chart with its lines (points by rising x), and what was written between them.

    `area` are two lines with a ground between them on which words would be hard to read.
    """

    within: Rect
    curves: Sequence[Curve]
    area: tuple[Curve, Curve] = ((), ())
    taken: list[Rect] = field(default_factory=list)

    def write(self, sheet: Sheet, words: Text, spots: Iterable[Rect]) -> Rect | None:
        """Write `words` at the first of `spots` on which there is nothing, else not at all."""
        pale = (spot for spot in spots if not covered(spot, *self.area))
        place = clear_place(pale, self.within, self.curves, self.taken)
        if place is not None:
            self.taken.append(place)
            sheet.write(replace(words, at=(place.x, place.y + _DOWN)))
        return place


def written(words: str, ink: str, weight: int = 400) -> Text:
    """Words of a chart that are still to find their place."""
    return Text((0, 0), words, 12, ink, weight)


def beside(words: Text, curve: Curve, within: Rect) -> list[Rect]:
    """Places above and below a line, from left to right."""
    wide = text.width(words.text, words.size, words.weight)
    steps = [within.x + 6 + at * (within.width - wide - 12) / 8 for at in range(9)]
    return [Rect(x, _top(curve, x, x + wide) + lift, wide, HEIGHT) for x in steps for lift in (-19, 5)]


def around(words: Text, spot: Point) -> list[Rect]:
    """Places around a point: below it, above it, then farther off."""
    (x, y), wide = spot, text.width(words.text, words.size, words.weight)
    tops, lefts = (y + 9, y + 26, y - 24, y + 44, y - 42, y + 62, y - 60), (x - 4, x - wide / 2, x - wide + 4, x + 8)
    return [Rect(left, top, wide, HEIGHT) for top in tops for left in lefts]


def _top(curve: Curve, left: float, right: float) -> float:
    """The highest point of a line between two places."""
    return min(_within(curve, Rect(left, 0, right - left, 0)), default=curve[0][1])


@dataclass(frozen=True, slots=True)
class End:
    """What stands at the right end of a line: words, the value at which it ends, ink."""

    words: str
    value: float
    ink: str


def room_for(ends: Sequence[End]) -> float:
    """The width that `ends` take at the right of a plot."""
    return max((text.width(end.words, 12, 600) for end in ends), default=0.0) + 14


def write_ends(sheet: Sheet, ends: Sequence[End], plot: Rect, down: Scale) -> None:
    """Write `ends` beside `plot`, each as near to its value as the others let it."""
    ordered = sorted(ends, key=lambda end: -end.value)
    places = spread([down.at(end.value) for end in ordered], _PITCH, plot.y, plot.bottom - 4)
    for end, y in zip(ordered, places, strict=True):
        sheet.write(Text((plot.right + 8, y + 4), end.words, 12, end.ink, 600, room=room_for(ends) - 9))


def spread(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Places as near to `wanted` (rising) as `pitch` between any two and the bounds `low` to `high` let them."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + pitch if placed else low))
    limit = high
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - pitch
    return placed


def clear_place(
    places: Iterable[Rect], within: Rect, curves: Sequence[Curve], taken: Sequence[Rect] = ()
) -> Rect | None:
    """The first of `places` inside `within` that no curve (points by rising x) runs through and nothing else takes."""
    for place in places:
        inside = place.x >= within.x and place.right <= within.right
        inside = inside and place.y >= within.y and place.bottom <= within.bottom
        free = inside and not any(place.touches(other) for other in taken)
        if free and not any(_crosses(curve, place) for curve in curves):
            return place
    return None


def covered(place: Rect, upper: Curve, lower: Curve) -> bool:
    """Whether `place` lies on the area between two lines over the same x, wholly or in part."""
    both = zip(_within(upper, place), _within(lower, place), strict=True)
    return any(high < place.bottom and low > place.y for high, low in both)


def _crosses(curve: Curve, place: Rect) -> bool:
    heights = _within(curve, place)
    return bool(heights) and min(heights) <= place.bottom and max(heights) >= place.y


def _within(curve: Curve, place: Rect) -> list[float]:
    """The heights of `curve` at its points within the width of `place` and at both edges."""
    edges = [
        above + (below - above) * (edge - left) / (right - left)
        for (left, above), (right, below) in pairwise(curve)
        for edge in (place.x, place.right)
        if left <= edge <= right and right > left
    ]
    return [*(y for x, y in curve if place.x <= x <= place.right), *edges]
