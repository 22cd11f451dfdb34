"""The map as a web to walk through: which node stands above which, and which lines lead from one to another.

Everything is read off the drawing: a line begins at the right side of one node and ends at the left side of another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.figures.drawing import NOWHERE, Drawing, Hit, Move, Rect, Target, Thick

_NEAR = 1.5  # px: how far an end of a line may be off the side of its node


@dataclass(frozen=True, slots=True)
class Strand:
    """A line: its place among the hits, and those of the nodes at its ends."""

    hit: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Walk:
    """The columns of nodes from left to right, each from top to bottom, the `tray` below them in its order, and the
    lines, all as places among the hits."""

    hits: Sequence[Hit]
    columns: tuple[tuple[int, ...], ...]
    tray: tuple[int, ...]
    strands: tuple[Strand, ...]

    def at(self, target: Target) -> int:
        """The place of the node of a record; -1 where it is not drawn."""
        nodes = (*self.tray, *(at for column in self.columns for at in column))
        return next((at for at in nodes if self.hits[at].target == target), -1)

    def step(self, at: int, across: int, down: int) -> int:
        """Where an arrow key leads from the node `at`: along its column or its row of the tray; along a line to the
        nearest node it leads to, or to the nearest of the next column where no line leads on."""
        if at in self.tray:
            return self._step_in_tray(at, across, down)
        column = next((column for column in self.columns if at in column), ())
        if not column:
            return next((one[0] for one in self.columns if one), -1)
        return self._step_down(at, down, column) if down else self._step_across(at, across, column)

    def touching(self, at: int) -> tuple[Strand, ...]:
        """The lines of the node `at`."""
        return tuple(one for one in self.strands if at in (one.source, one.target))

    def _step_down(self, at: int, down: int, column: tuple[int, ...]) -> int:
        to = column.index(at) + down
        if to == len(column) and self.tray:
            return min(self.tray, key=lambda one: (_box(self.hits[one]).y, abs(self._left(one) - self._left(at))))
        return column[to] if 0 <= to < len(column) else at

    def _step_across(self, at: int, across: int, column: tuple[int, ...]) -> int:
        ends = [one.target if across > 0 else one.source for one in self.strands if at in (one.source, one.target)]
        linked = [one for one in ends if one != at]
        beside = self.columns.index(column) + across
        free = self.columns[beside] if 0 <= beside < len(self.columns) else ()
        middle = _box(self.hits[at]).middle[1]
        return min(linked or free, key=lambda one: abs(_box(self.hits[one]).middle[1] - middle), default=at)

    def _step_in_tray(self, at: int, across: int, down: int) -> int:
        if down < 0:
            lasts = [column[-1] for column in self.columns if column]
            return min(lasts, key=lambda one: abs(self._left(one) - self._left(at)), default=at)
        to = self.tray.index(at) + across
        return self.tray[to] if across and 0 <= to < len(self.tray) else at

    def _left(self, at: int) -> float:
        return _box(self.hits[at]).x


def walk_of(drawing: Drawing) -> Walk:
    """The web of a map."""
    hits = drawing.hits
    by_left: dict[float, list[int]] = {}
    by_right: dict[float, list[int]] = {}
    for at, hit in enumerate(hits):
        if isinstance(hit.area, Rect) and hit.target != NOWHERE:
            by_left.setdefault(round(hit.area.x), []).append(at)
            by_right.setdefault(round(hit.area.right), []).append(at)
    strands = []
    for at, hit in enumerate(hits):
        if isinstance(hit.area, Thick):
            source = _beside(hits, by_right, _start(hit.area))
            target = _beside(hits, by_left, _end(hit.area))
            if source >= 0 and target >= 0:
                strands.append(Strand(at, source, target))
    linked = {end for one in strands for end in (one.source, one.target)}
    columns = [
        tuple(sorted(nodes, key=lambda at: _box(hits[at]).y))
        for _x, nodes in sorted(by_left.items())
        if not linked or linked & set(nodes)
    ]
    if linked:  # a node of the tray may happen to stand below a column
        columns = [tuple(at for at in column if at in linked) for column in columns]
    placed = {at for column in columns for at in column}
    tray = tuple(at for nodes in by_left.values() for at in nodes if at not in placed)
    return Walk(hits, tuple(columns), tuple(sorted(tray)), tuple(strands))


def _beside(hits: Sequence[Hit], sides: dict[float, list[int]], point: tuple[float, float]) -> int:
    for at in sides.get(round(point[0]), ()):
        area = hits[at].area
        if isinstance(area, Rect) and area.y - _NEAR <= point[1] <= area.bottom + _NEAR:
            return at
    return -1


def _start(area: Thick) -> tuple[float, float]:
    first = area.steps[0]
    return first.to if isinstance(first, Move) else (0.0, 0.0)


def _end(area: Thick) -> tuple[float, float]:
    last = area.steps[-1]
    return getattr(last, "to", (0.0, 0.0))


def _box(hit: Hit) -> Rect:
    return hit.area if isinstance(hit.area, Rect) else Rect(0, 0, 0, 0)
