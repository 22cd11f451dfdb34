"""How large the nodes of the map are: where the width is short they stand closer together, so that texts stay readable."""

from typing import Final

from planner.figures.map_layout import MapSize

SIZES: Final = {
    "wide": MapSize(node_height=68, gap=104, pitch=80),
    "close": MapSize(node_width=156, node_height=68, gap=86, pitch=80, margin=12),
    "narrow": MapSize(node_width=136, node_height=68, gap=88, pitch=80, margin=14, tile=False, head=52),
}
"""From wide to narrow; a map that does not fit even the narrowest is shown smaller."""


def size_for(width: float, height: float, *, domains: bool) -> tuple[MapSize, tuple[float, float]]:
    """The widest of SIZES whose columns (four of them where there are `domains`) fit into `width` pixels, and the room
    that `width` x `height` pixels are for it: more than they are where the map has to be shown smaller."""
    columns = 4 if domains else 3
    for size in SIZES.values():
        needed = columns * size.node_width + (columns - 1) * size.gap + 2 * size.margin
        if needed <= width:
            return size, (width, height)
    return size, (needed, height * needed / max(width, 1.0))
