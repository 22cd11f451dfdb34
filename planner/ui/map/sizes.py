"""How large the nodes of the map are: where the width is short they stand closer together, so that texts stay readable."""

from typing import Final

from planner.figures.map_layout import MapSize

SIZES: Final = {
    "wide": MapSize(node_height=68, gap=104, pitch=92),
    "close": MapSize(node_width=156, node_height=68, gap=86, pitch=92, margin=12),
    "narrow": MapSize(node_width=136, node_height=68, gap=88, pitch=92, margin=14, tile=False, head=52),
}
"""From wide to narrow; a map that does not fit even the narrowest is shown smaller."""


def size_for(width: float, *, domains: bool) -> str:
    """The name of the widest of SIZES whose columns fit into `width` pixels: four of them where there are `domains`."""
    columns = 4 if domains else 3
    for name, size in SIZES.items():
        if columns * size.node_width + (columns - 1) * size.gap + 2 * size.margin <= width:
            return name
    return next(reversed(SIZES))
