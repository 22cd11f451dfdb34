"""Where everything on the map stands: columns, rows, the tray for loose records, and the lines between the nodes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from planner.figures.drawing import Cubic, Move, Rect, Step, Target
from planner.figures.layers import ordered
from planner.figures.map_records import LAYERS, MapLink, MapNode, Picture


@dataclass(frozen=True, slots=True)
class MapSize:
    """The measures of a map in pixels: of nodes, of the space between them, of its edges."""

    node_width: float = 184
    node_height: float = 52
    gap: float = 96
    widest_gap: float = 200
    pitch: float = 88
    widest_pitch: float = 112
    margin: float = 32
    head: float = 76
    tile: bool = True
    title_lines: int = 1


SCREEN = MapSize()
PRINT = MapSize(
    node_width=140,
    node_height=64,
    gap=52,
    widest_gap=52,
    pitch=78,
    widest_pitch=78,
    margin=1,
    head=44,
    tile=False,
    title_lines=2,
)
"""Narrow enough that a title is 9 points high on a page."""

NOTHING_HELD: Mapping[Target, float] = MappingProxyType({})
LINE = 2.0
WIDEST = 10.0
_TRAY_HEAD = 34.0
_TRAY_GAP = 12.0
_APART = 8.0  # between a node that was moved and those that make way
MOST_SEATS = 40_000
"""Columns are spread only while rows squared stay below this; beyond it nobody sees the whole."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A laid-out map: columns (layer, left edge, nodes in order), boxes of nodes, lines of links, tray, lower end."""

    columns: tuple[tuple[int, float, tuple[MapNode, ...]], ...]
    boxes: dict[Target, Rect]
    lines: tuple[tuple[MapLink, tuple[Step, ...], float], ...]
    loose: tuple[MapNode, ...]
    tray: Rect | None
    bottom: float
    width: float
    gap: float
    size: MapSize = field(default=SCREEN)


def place(
    whole: Picture, size: MapSize, width: float, height: float, held: Mapping[Target, float] = NOTHING_HELD
) -> Placed:
    """`whole` laid out within `width` x `height` pixels where it fits, else as large as it needs to be.

    Linked nodes that are `held` stand with their upper edge there, the last first; others make way downwards.
    """
    linked = {end for link in whole.links for end in (link.source, link.target)}
    loose = tuple(node for node in whole.nodes if node.key not in linked) if linked else ()
    layers = _shown_layers(whole)
    order = _ordered_nodes(whole, layers, {node.key for node in loose})
    gap, left = _across(size, len(layers), width)
    pitch = _down(size, order, loose, height)
    step = size.node_width + gap
    columns = tuple(
        (layer, left + at * step, nodes) for at, (layer, nodes) in enumerate(zip(layers, order, strict=True))
    )
    boxes = {
        node.key: Rect(x, size.head + row * pitch, size.node_width, size.node_height)
        for (_layer, x, nodes), rows in zip(columns, seats(order, whole), strict=True)
        for row, node in zip(rows, nodes, strict=True)
    }
    if held:
        for _layer, _x, nodes in columns:
            _make_way(nodes, boxes, held, size)
    right = left + step * len(layers) - gap
    bottom = max((box.bottom for box in boxes.values()), default=size.head)
    tray = None
    if loose:
        tray = _tray(loose, boxes, Rect(left, bottom + 28, right - left, 0), size)
        bottom = tray.bottom
    lines = _lines(whole, boxes)
    return Placed(columns, boxes, lines, loose, tray, bottom, max(width, right + size.margin), gap, size)


def _make_way(
    nodes: tuple[MapNode, ...], boxes: dict[Target, Rect], held: Mapping[Target, float], size: MapSize
) -> None:
    """Put the nodes of a column that are `held` where they are wanted and the others where there is room."""
    here = {node.key for node in nodes}
    order = [key for key in reversed(tuple(held)) if key in here]
    order += [node.key for node in nodes if node.key not in held]
    taken: list[float] = []
    step = size.node_height + _APART
    for key in order:
        y = max(size.head, held.get(key, boxes[key].y))
        for other in sorted(taken):
            if abs(other - y) < step:
                y = other + step
        taken.append(y)
        boxes[key] = Rect(boxes[key].x, y, size.node_width, size.node_height)


def _shown_layers(whole: Picture) -> list[int]:
    """The layers that get a column: always the three of the chain, the domains where there are any."""
    used = {node.layer for node in whole.nodes}
    return [layer for layer in range(len(LAYERS)) if layer > 0 or 0 in used]


def _ordered_nodes(whole: Picture, layers: list[int], loose: set[Target]) -> list[tuple[MapNode, ...]]:
    rows = tuple(
        tuple(node.key for node in whole.nodes if node.layer == layer and node.key not in loose) for layer in layers
    )
    order = _order(rows, tuple((link.source, link.target) for link in whole.links))
    return [tuple(whole.by_key[key] for key in row) for row in order]


@lru_cache(maxsize=8)
def _order(
    rows: tuple[tuple[Target, ...], ...], links: tuple[tuple[Target, Target], ...]
) -> tuple[tuple[Target, ...], ...]:
    """Kept, for selecting and moving a node changes nothing of it."""
    found = ordered(rows, links)
    return tuple(tuple(key for key in row if isinstance(key, tuple)) for row in found)


def _across(size: MapSize, columns: int, width: float) -> tuple[float, float]:
    """The gap between columns and the left edge of the first one; what is too much stands at both sides."""
    need = size.node_width * columns
    gaps = max(columns - 1, 1)
    gap = min(size.widest_gap, max(size.gap, (width - 2 * size.margin - need) / gaps))
    spare = width - 2 * size.margin - need - gap * gaps
    return gap, size.margin + max(0.0, spare / 2)


def _down(size: MapSize, order: list[tuple[MapNode, ...]], loose: tuple[MapNode, ...], height: float) -> float:
    """The distance from node to node: more where the height allows, never under the least."""
    rows = max((len(nodes) for nodes in order), default=0)
    if rows < 2:
        return size.pitch
    below = 40 + (_TRAY_HEAD + size.node_height + 2 * _TRAY_GAP + 28 if loose else 0)
    room = (height - size.head - size.node_height - below) / (rows - 1)
    return min(size.widest_pitch, max(size.pitch, room))


def seats(order: list[tuple[MapNode, ...]], whole: Picture) -> list[list[int]]:
    """The row of each node: shorter columns are spread over the rows of the longest, near what they are linked with."""
    rows = max((len(nodes) for nodes in order), default=0)
    taken: list[list[int]] = [list(range(len(nodes))) for nodes in order]
    if rows == 0 or rows * rows > MOST_SEATS:
        return taken
    beside: dict[Target, list[Target]] = {}
    for link in whole.links:
        beside.setdefault(link.source, []).append(link.target)
        beside.setdefault(link.target, []).append(link.source)
    longest = next(at for at, nodes in enumerate(order) if len(nodes) == rows)
    row_of = {node.key: row for row, node in enumerate(order[longest])}
    for at in (*range(longest + 1, len(order)), *range(longest - 1, -1, -1)):
        known = [[row_of[key] for key in beside.get(node.key, ()) if key in row_of] for node in order[at]]
        wanted = [sum(places) / len(places) if places else row for row, places in enumerate(known)]
        taken[at] = _seated(wanted, rows)
        row_of |= {node.key: row for node, row in zip(order[at], taken[at], strict=True)}
    return taken


def _seated(wanted: list[float], rows: int) -> list[int]:
    """Rising rows below `rows`, one for each wish, with the least sum of squared distances to the wishes."""
    count = len(wanted)
    best = [[0.0] * (rows + 1) for _ in range(count + 1)]
    for at in range(1, count + 1):
        best[at][at - 1] = float("inf")
        for row in range(at, rows + 1):
            best[at][row] = min(best[at][row - 1], best[at - 1][row - 1] + (row - 1 - wanted[at - 1]) ** 2)
    seated: list[int] = []
    row = rows
    for at in range(count, 0, -1):
        while row > at and best[at][row] == best[at][row - 1]:
            row -= 1
        row -= 1
        seated.append(row)
    return seated[::-1]


def _tray(loose: tuple[MapNode, ...], boxes: dict[Target, Rect], frame: Rect, size: MapSize) -> Rect:
    """The frame of the tray around the loose nodes, whose boxes are put into `boxes`."""
    inner = frame.width - 2 * _TRAY_GAP
    across = max(1, int((inner + _TRAY_GAP) // (size.node_width + _TRAY_GAP)))
    for at, node in enumerate(loose):
        row, column = divmod(at, across)
        x = frame.x + _TRAY_GAP + column * (size.node_width + _TRAY_GAP)
        y = frame.y + _TRAY_HEAD + row * (size.node_height + _TRAY_GAP)
        boxes[node.key] = Rect(x, y, size.node_width, size.node_height)
    last = boxes[loose[-1].key]
    return Rect(frame.x, frame.y, frame.width, last.bottom + _TRAY_GAP - frame.y)


def _lines(whole: Picture, boxes: dict[Target, Rect]) -> tuple[tuple[MapLink, tuple[Step, ...], float], ...]:
    """Each link with its curve and width; at each node they fan out in the order of their other ends."""
    widths = _widths(whole, next(iter(boxes.values())).height - 8 if boxes else 0.0)
    starts = _ports(whole, boxes, widths, outgoing=True)
    ends = _ports(whole, boxes, widths, outgoing=False)
    lines = []
    for at, link in enumerate(whole.links):
        x1, x2 = boxes[link.source].right, boxes[link.target].x
        half = (x1 + x2) / 2
        curve = (Move((x1, starts[at])), Cubic((half, starts[at]), (half, ends[at]), (x2, ends[at])))
        lines.append((link, curve, widths[at]))
    return tuple(lines)


def _widths(whole: Picture, height: float) -> list[float]:
    """Widths in pixels: 2 for all without weights, else up to 10 in proportion, thinner where the `height` of a
    node has no room."""
    most = max((link.weight or 0.0 for link in whole.links), default=0.0)
    widths = [
        LINE + (WIDEST - LINE) * max(link.weight, 0.0) / most if link.weight is not None and most > 0 else LINE
        for link in whole.links
    ]
    sides: dict[tuple[Target, bool], float] = {}
    for link, width in zip(whole.links, widths, strict=True):
        for side in ((link.source, True), (link.target, False)):
            sides[side] = sides.get(side, 0.0) + width
    fullest = max(sides.values(), default=0.0)
    shrink = min(1.0, height / fullest) if fullest else 1.0
    return [max(0.5, width * shrink) for width in widths]


def _ports(whole: Picture, boxes: dict[Target, Rect], widths: list[float], outgoing: bool) -> list[float]:
    """The height at which each link leaves (or enters) its node, without two crossing at the node itself."""
    fans: dict[Target, list[int]] = {}
    for at, link in enumerate(whole.links):
        fans.setdefault(link.source if outgoing else link.target, []).append(at)
    heights = [0.0] * len(whole.links)
    for key, fan in fans.items():
        far = {at: boxes[whole.links[at].target if outgoing else whole.links[at].source] for at in fan}
        fan.sort(key=lambda at, far=far: (far[at].middle[1], far[at].x, at))  # type: ignore[misc]
        total = sum(widths[at] for at in fan)
        free = boxes[key].height - 12 - total
        apart = min(6.0, max(0.0, free / max(len(fan) - 1, 1)))
        y = boxes[key].middle[1] - (total + apart * (len(fan) - 1)) / 2 + widths[fan[0]] / 2
        heights[fan[0]] = y
        for before, after in pairwise(fan):
            y += (widths[before] + widths[after]) / 2 + apart
            heights[after] = y
    return heights
