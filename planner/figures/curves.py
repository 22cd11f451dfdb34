"""Smooth lines through points that never swing beyond them: a band shows no value that was not computed."""

from collections.abc import Sequence
from itertools import pairwise

from planner.figures.drawing import Close, Cubic, Line, Move, Point, Step


def smooth(points: Sequence[Point]) -> tuple[Step, ...]:
    """A curve through `points`, x strictly rising or falling, monotone between any two (Fritsch and Carlson, 1980)."""
    if len(points) < 3:
        return (Move(points[0]), *(Line(point) for point in points[1:]))
    slopes = _slopes(points)
    steps: list[Step] = [Move(points[0])]
    for (start, end), (first, second) in zip(pairwise(points), pairwise(slopes), strict=True):
        third = (end[0] - start[0]) / 3
        steps.append(
            Cubic((start[0] + third, start[1] + third * first), (end[0] - third, end[1] - third * second), end)
        )
    return tuple(steps)


def band(upper: Sequence[Point], lower: Sequence[Point]) -> tuple[Step, ...]:
    """The closed area between two smooth lines over the same x."""
    back = smooth(tuple(reversed(lower)))
    return (*smooth(upper), Line(lower[-1]), *back[1:], Close())


def _slopes(points: Sequence[Point]) -> list[float]:
    """The slope at each point: none at a turn, else the weighted harmonic mean of both sides."""
    steps = [end[0] - start[0] for start, end in pairwise(points)]
    rises = [(end[1] - start[1]) / step for (start, end), step in zip(pairwise(points), steps, strict=True)]
    inner = []
    for (before, after), (left, right) in zip(pairwise(rises), pairwise(steps), strict=True):
        if before * after <= 0:
            inner.append(0.0)
            continue
        near, far = 2 * right + left, right + 2 * left
        inner.append((near + far) / (near / before + far / after))
    return [rises[0], *inner, rises[-1]]
