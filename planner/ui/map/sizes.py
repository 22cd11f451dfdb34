"""How large the nodes of the map are: where the width is short they stand closer together, so that texts stay readable."""

from dataclasses import replace
from typing import Final

from planner.figures.map_layout import MapSize

SIZES: Final = {
    "wide": MapSize(node_width=204, node_height=68, gap=84, pitch=78, head=66),
    "close": MapSize(node_width=168, node_height=68, gap=72, pitch=78, margin=12, tile=False, head=46),
    "narrow": MapSize(node_width=134, node_height=68, gap=66, pitch=78, margin=12, tile=False, head=46),
}
"""From wide to narrow; a map that does not fit even the narrowest is shown smaller."""
WIDEST: Final = 260.0  # px that a node grows to where there is room for its name
READABLE: Final = 0.7  # smaller than that nobody reads a map
_FOOT: Final = 60.0  # px below the last node


def size_for(width: float, height: float, *, domains: bool, rows: int = 0) -> tuple[MapSize, tuple[float, float]]:
    """The widest of SIZES whose columns (four of them where there are `domains`) fit into `width` pixels, its nodes as
    wide as there is room, and that room: more than `width` x `height` where the map has to be shown smaller, be it for
    its width or for the `rows` of its tallest column."""
    columns = 4 if domains else 3
    for size in SIZES.values():
        tall = size.head + (rows - 1) * size.pitch + size.node_height + _FOOT
        zoom = min(height / tall, 1.0) if rows else 1.0
        zoom = zoom if zoom >= READABLE else 1.0
        room = width / zoom
        needed = columns * size.node_width + (columns - 1) * size.gap + 2 * size.margin
        if needed <= room:
            grown = min(size.node_width + (room - needed) * 0.8 // columns, WIDEST)
            return replace(size, node_width=grown), (room, height / zoom)
    return size, (needed, height * needed / max(width, 1.0))
