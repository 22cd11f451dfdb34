"""Columns for tables that follow one another and are to look alike: as wide in each, and in as few lines as can be.

Widths are points of a dense table on A4, measured by the table of the bundled font; on other paper they are in proportion.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from operator import mul

from planner.figures.text import width, wrap
from planner.report.blocks import Cell, Column
from planner.report.table_shape import head_of

_PAGE, _GAP, _SIZE, _HEAD_SIZE = 465.0, 14.0, 8.0, 7.2
_SLACK = 1.02  # of a text
_MOST = 90.0  # that a column without a share takes
_STEP, _LITTLE, _TURNS = 10.0, 2.0, 6  # between two widths that are tried at first, and in some turns after that
_WHOLE = 16  # letters of a Latin word that is not parted
_TRIED = 60  # different rows that are looked at, the most frequent ones

Rows = Sequence[tuple[Cell, ...]]


def alike(columns: Sequence[Column], rows: Rows) -> tuple[Column, ...]:
    """The columns with their widths as shares: those with a share give way to one another, the others take what they need."""
    shared = [at for at, column in enumerate(columns) if column.share]
    widths = {at: _needed(column, rows, at) for at, column in enumerate(columns) if not column.share}
    room = _PAGE - _GAP * (len(columns) - 1) - sum(widths.values())
    widths |= dict(zip(shared, _shared(rows, shared, room), strict=True))
    last = len(columns) - 1
    gaps = [(_GAP if 0 < at < last else _GAP / 2) for at in range(len(columns))]
    return tuple(replace(column, share=round(widths[at] + gaps[at], 1)) for at, column in enumerate(columns))


def _needed(column: Column, rows: Rows, at: int) -> float:
    texts = {row[at].text for row in rows}
    said = max((width(text, _SIZE) for text in texts), default=0.0)
    head = max(width(line, _HEAD_SIZE, 700) for line in head_of(column, texts).split("\n"))
    return min(max(said, head) * _SLACK, _MOST)


def _shared(rows: Rows, shared: Sequence[int], room: float) -> tuple[float, ...]:
    """How `room` is best shared: in the fewest lines, and among these the most evenly."""
    counted = Counter(tuple(row[at].text for at in shared) for row in rows).most_common(_TRIED)
    counts = [count for _texts, count in counted]
    tried = [_Tried(tuple(texts[at] for texts, _count in counted)) for at in range(len(shared))]

    narrow = room / (len(shared) + 2)

    def cost(widths: tuple[float, ...]) -> tuple[float, float]:
        lines = map(max, *(one.lines(own) for one, own in zip(tried, widths, strict=True)))
        pressed = sum(max(0.0, one.least - own, narrow - own) for one, own in zip(tried, widths, strict=True))
        return sum(map(mul, counts, lines)) + pressed * len(rows), max(widths) - min(widths)

    best = min(_splits(max(room, _STEP * len(shared)), len(shared)), key=cost)
    for _turn in range(_TURNS):
        best = min((best, *_near(best)), key=cost)
    return best


class _Tried:
    """The texts of one column: how many lines each takes in a width, and the width of the longest word among them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._widths = {text: width(text, _SIZE) for text in texts}
        self._lines: dict[float, list[int]] = {}
        words = (word for text in texts for word in text.split() if word.isascii() and len(word) <= _WHOLE)
        self.least = _SLACK * max((width(word, _SIZE) for word in words), default=0.0)

    def lines(self, own: float) -> list[int]:
        """The lines that each text takes, none for an empty one."""
        if own not in self._lines:
            taken = {text: self._taken(text, own / _SLACK) for text in set(self._texts)}
            self._lines[own] = [taken[text] for text in self._texts]
        return self._lines[own]

    def _taken(self, text: str, own: float) -> int:
        return bool(text) if self._widths[text] <= own else len(wrap(text, own, _SIZE))


def _near(widths: tuple[float, ...]) -> Iterator[tuple[float, ...]]:
    """The widths with a little of one given to another."""
    for giver, taker in permutations(range(len(widths)), 2):
        if widths[giver] > _STEP:
            yield tuple(own + _LITTLE * ((at == taker) - (at == giver)) for at, own in enumerate(widths))


def _splits(room: float, parts: int) -> Iterator[tuple[float, ...]]:
    """The ways to share `room` among some parts, in steps."""
    if parts == 1:
        yield (room,)
        return
    for at in range(1, int(room / _STEP) - parts + 2):
        for rest in _splits(room - at * _STEP, parts - 1):
            yield (at * _STEP, *rest)
