"""The key of a chart: what each of its marks stands for, in rows that break where the room ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.figures import text
from planner.figures.drawing import Path, Point, Rect, Sheet, Text, line, rounded

ROW = 18.0
SIZE = 11.0
_MARK, _GAP = 18.0, 18.0  # from the left of a mark to its words, and between two entries
Mark = Callable[[Point], tuple[Path, ...]]
"""Draws a mark within 12 pixels around a point."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark and its words."""

    words: str
    mark: Mark


def swatch(token: str, edge: str = "", dash: tuple[float, ...] = ()) -> Mark:
    """A small square of a colour, perhaps with an edge."""

    def mark(at: Point) -> tuple[Path, ...]:
        return (Path(rounded(Rect(at[0] - 5, at[1] - 5, 10, 10), 2), fill=token, stroke=edge, dash=dash),)

    return mark


def stroke(token: str, width: float = 2.0, dash: tuple[float, ...] = ()) -> Mark:
    """A short level line."""

    def mark(at: Point) -> tuple[Path, ...]:
        return (Path(line((at[0] - 6, at[1]), (at[0] + 6, at[1])), stroke=token, width=width, dash=dash),)

    return mark


def key_height(signs: Sequence[Sign], width: float) -> float:
    """The height that `signs` take within `width`; none without any."""
    placed = _placed(signs, width)
    return (placed[-1][2] + 1) * ROW if placed else 0.0


def draw_key(sheet: Sheet, signs: Sequence[Sign], corner: Point, width: float) -> None:
    """Write `signs` from the upper left `corner` on."""
    for sign, x, row in _placed(signs, width):
        left, y = corner[0] + x, corner[1] + row * ROW + ROW / 2
        sheet.draw(*sign.mark((left + 6, y)))
        room = width - x - _MARK
        sheet.write(Text((left + _MARK, y + 4), text.ellipsis(sign.words, room, SIZE), SIZE, "t2", room=room))


def _placed(signs: Sequence[Sign], width: float) -> list[tuple[Sign, float, int]]:
    """Each sign with its place from the left and its row."""
    placed: list[tuple[Sign, float, int]] = []
    x, row = 0.0, 0
    for sign in signs:
        wide = min(_MARK + text.width(sign.words, SIZE), width)
        if x and x + wide > width:
            x, row = 0.0, row + 1
        placed.append((sign, x, row))
        x += wide + _GAP
    return placed
