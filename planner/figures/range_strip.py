"""A range as a tiny bar on a common axis, for table cells: how low, how high, where most likely.

An exact value is a tick alone. The axis is given by the table, the same for all its rows, because a bar without a
scale says nothing; `log_axis` for values that span more than thirty times.
"""

import math
from dataclasses import dataclass

from planner.figures.drawing import Drawing, Path, Rect, Sheet, circle, line, rounded

_INSET = 3.0


@dataclass(frozen=True, slots=True)
class Axis:
    """From `start` to `stop` in the unit of the values; logarithmic only where both are above zero."""

    start: float
    stop: float
    log: bool = False

    def part(self, value: float) -> float:
        """Where `value` lies, 0 at the start and 1 at the stop, held within."""
        start, stop = self.start, self.stop
        if self.log:
            value, start, stop = math.log(max(value, self.start)), math.log(start), math.log(stop)
        return min(1.0, max(0.0, (value - start) / (stop - start))) if stop > start else 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """The range to draw: two ends, perhaps the most likely value, in any unit."""

    low: float
    high: float
    likely: float | None = None


def axis_for(spans: list[Span]) -> Axis:
    """One axis for all rows: logarithmic when the positive values span more than thirty times, else from zero."""
    values = [value for span in spans for value in (span.low, span.high)]
    if not values:
        return Axis(0, 1)
    low, high = min(values), max(values)
    if low > 0 and high / low > 30:
        return Axis(low, high, log=True)
    return Axis(min(low, 0.0), high if high > min(low, 0.0) else min(low, 0.0) + 1)


def range_strip(span: Span, axis: Axis, words: str, size: tuple[float, float] = (96, 16)) -> Drawing:
    """`span` on `axis`; `words` says it aloud, such as "low 2 %, likely 3.2 %, high 5 %"; `size` in pixels."""
    width, height = size
    middle = height / 2
    reach = width - 2 * _INSET

    def x(value: float) -> float:
        return _INSET + reach * axis.part(value)

    sheet = Sheet()
    sheet.draw(Path(line((_INSET, middle), (width - _INSET, middle)), stroke="hair", width=1))
    thick = min(6.0, height / 2)
    left, right = x(min(span.low, span.high)), x(max(span.low, span.high))
    if right > left:
        box = Rect(min(left, width - _INSET - 2), middle - thick / 2, max(right - left, 2), thick)
        sheet.draw(Path(rounded(box, thick / 2), fill="band50"))
    tick = span.low if span.low == span.high else span.likely
    if tick is not None:
        sheet.draw(Path(circle((x(tick), middle), thick / 2 + 0.5), fill="accent", stroke="surface", width=1))
    return sheet.done(width, height, words, words)
