"""Scales for charts: round numbers for few grid lines, months with their year at January, labels that do not collide."""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures import text
from planner.figures.drawing import Path, Rect, Sheet, Text, line
from planner.figures.speech import Speech
from planner.model.values import Month

GRID_LINES = 5
SIZE = 11.0  # of the words on an axis
_STRIDES = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True, slots=True)
class Scale:
    """From the values `start` to `stop` on the places `near` to `far` in pixels."""

    start: float
    stop: float
    near: float
    far: float

    def at(self, value: float) -> float:
        """The place of `value`."""
        if self.stop == self.start:
            return self.near
        return self.near + (value - self.start) / (self.stop - self.start) * (self.far - self.near)


def ticks(low: float, high: float, most: int = GRID_LINES, one: float = 1.0) -> tuple[float, ...]:
    """At most `most` multiples of a round step (1, 2, 2.5 or 5 times a power of ten) within `low` to `high`.

    Round is what is a round number of `one`, the value that is said as 1.
    """
    between = (high - low) / one / most
    if not between > sys.float_info.min:
        return (low,)
    power = 10.0 ** math.floor(math.log10(between))
    for factor in (1, 2, 2.5, 5, 10, 20, 25):
        step = factor * power
        first, last = math.ceil(low / one / step - 1e-9), math.floor(high / one / step + 1e-9)
        if last - first < most:
            return tuple(at * step * one for at in range(first, last + 1))
    return (low, high)


def reach(values: Sequence[float], one: float = 1.0) -> tuple[float, float]:
    """The ends of an axis that holds nought and `values`: with a little air, up to the next round number if near.

    Round as for `ticks`.
    """
    low, high = min(0.0, *values), max(0.0, *values)
    air = (high - low) * 0.05 or 1.0
    low, high = (low - air if low < 0 else 0.0), (high + air if high > 0 or low == 0 else 0.0)
    round_ = ticks(low, high, one=one)
    step = round_[1] - round_[0] if len(round_) > 1 else 0.0
    if len(round_) < GRID_LINES and 0 < round_[-1] + step - high < 1.5 * air:
        high = round_[-1] + step
    return low, high


def axis_room(words: Sequence[str]) -> float:
    """The width that `words` take at the left of a plot."""
    return max((text.width(word, SIZE) for word in words), default=0.0) + 12


def clipped(middle: float, pitch: float, room: Rect) -> Rect:
    """The upright area of a month around `middle`, as high as `room` and never beyond it."""
    left, right = max(middle - pitch / 2, room.x), min(middle + pitch / 2, room.right)
    return Rect(left, room.y, right - left, room.height)


def draw_grid(sheet: Sheet, plot: Rect, scale: Scale, marks: Sequence[tuple[float, str]]) -> None:
    """Grid lines across `plot` at the values of `marks`, their words to the left; nought is a little stronger."""
    for value, words in marks:
        y = round(scale.at(value)) + 0.5
        sheet.draw(Path(line((plot.x, y), (plot.right, y)), stroke="ctl_soft" if value == 0 else "grid"))
        sheet.write(Text((plot.x - 8, y + 4), words, SIZE, "t3", anchor="end", room=plot.x - 8))


def draw_months(sheet: Sheet, plot: Rect, across: Scale, first: Month, speech: Speech) -> None:
    """Month names under `plot`, `across` counted in months from `first`; the year stands at January only."""
    count = round(across.stop) + 1
    for index, words in month_marks(first, count, plot.width / max(count - 1, 1), speech):
        x = round(across.at(index)) + 0.5
        sheet.draw(Path(line((x, plot.bottom), (x, plot.bottom + 4)), stroke="ctl_soft"))
        half = text.width(words, SIZE) / 2
        at = min(max(x, half), plot.right + 14 - half)
        sheet.write(Text((at, plot.bottom + 18), words, SIZE, "t3", anchor="middle"))


def month_marks(first: Month, count: int, pitch: float, speech: Speech) -> list[tuple[int, str]]:
    """Which of `count` months from `first`, `pitch` pixels apart, are named, and how: as many as find room.

    Januaries bear their year; where there is none, the first name does.
    """
    yearless = all((first + index).number != 1 for index in range(count))
    for stride in _STRIDES:
        for name in (speech.month, _year) if stride >= 12 else (speech.month,):
            named = [
                (index, name(month) if month.number == 1 else speech.month_alone(month))
                for index in range(count)
                for month in [first + index]
                if (month.year * 12 + month.number - 1) % stride == 0
            ]
            if named and yearless:
                named[0] = (named[0][0], speech.month(first + named[0][0]))
            if named and _apart(named, pitch):
                return named
    return []


def _year(month: Month) -> str:
    return str(month.year)


def _apart(named: Sequence[tuple[int, str]], pitch: float) -> bool:
    """Whether the words of every two neighbours find room between them."""
    widths = [text.width(words, SIZE) + 16 for _index, words in named]
    pairs = zip(named, named[1:], widths, widths[1:], strict=False)
    return all((later[0] - earlier[0]) * pitch >= (one + other) / 2 for earlier, later, one, other in pairs)
