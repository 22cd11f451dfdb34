"""The small marks of the map: what a record of each layer looks like and how a status differs by shape, never by colour alone."""

from planner.figures.drawing import Path, Point, Rect, Step, arc, circle, line, polygon, rounded
from planner.i18n import N_

LAYER_COLOURS = ("s2", "s3", "s1", "s4")

STATUSES = {
    "": "",
    "idea": N_("Idea"),
    "trial": N_("In preparation or trial"),
    "active": N_("Active"),
    "paused": N_("Paused"),
    "ended": N_("Ended"),
}
"""The five states a mark can show, with their words."""

DASHES: dict[str, tuple[float, ...]] = {"idea": (2, 6), "trial": (9, 5), "paused": (9, 4, 2, 4), "ended": (1.5, 10)}
"""How a link's line shows its status; active ones are solid."""

_STATUS_COLOURS = {"active": "pos", "trial": "info"}


def status_mark(status: str, centre: Point, group: str, dim: bool) -> tuple[Path, ...]:
    """The sign of `status` within 10 pixels: dashed ring, half disc, full disc, two bars, struck ring; none for ""."""
    x, y = centre
    ink = "t3" if dim else _STATUS_COLOURS.get(status, "t3")
    ring = circle(centre, 4.25)
    if status == "idea":
        gaps = [arc(centre, 4.25, start, start + 52) for start in range(0, 360, 90)]
        return tuple(Path(steps, stroke=ink, width=1.5, group=group) for steps in gaps)
    if status == "trial":
        half = (*arc(centre, 4.25, 90, 270), *polygon((x, y - 4.25), (x, y + 4.25))[1:])
        return (Path(ring, stroke=ink, width=1.5, group=group), Path(half, fill=ink, group=group))
    if status == "active":
        return (Path(circle(centre, 5), fill=ink, group=group),)
    if status == "paused":
        bars = [rounded(Rect(x + dx, y - 5, 3, 10), 1) for dx in (-4.5, 1.5)]
        return tuple(Path(bar, fill=ink, group=group) for bar in bars)
    if status == "ended":
        strike = line((x - 4.5, y + 4.5), (x + 4.5, y - 4.5))
        return tuple(Path(steps, stroke=ink, width=1.5, group=group) for steps in (ring, strike))
    return ()


def layer_mark(layer: int, centre: Point, group: str, dim: bool) -> tuple[Path, ...]:
    """The tile of 28 pixels with the sign of the layer 0..3: target, parcel, shop front, two rings."""
    x, y = centre
    tile = Path(rounded(Rect(x - 14, y - 14, 28, 28), 7), fill="hover", group=group)
    ink = "t3" if dim else LAYER_COLOURS[layer]
    return (tile, *(Path(steps, stroke=ink, width=1.5, group=group) for steps in _SIGNS[layer](x, y)))


def _target(x: float, y: float) -> tuple[tuple[Step, ...], ...]:
    return (arc((x, y), 6.5, -60, 240), arc((x, y), 3, -60, 200), line((x, y), (x + 5, y - 5)))


def _parcel(x: float, y: float) -> tuple[tuple[Step, ...], ...]:
    box = polygon(
        (x, y - 7), (x + 6.25, y - 3.5), (x + 6.25, y + 3.5), (x, y + 7), (x - 6.25, y + 3.5), (x - 6.25, y - 3.5)
    )
    return (box, line((x - 6.25, y - 3.5), (x, y), (x + 6.25, y - 3.5)), line((x, y), (x, y + 7)))


def _shop(x: float, y: float) -> tuple[tuple[Step, ...], ...]:
    awning = polygon((x - 5, y - 6.5), (x + 5, y - 6.5), (x + 7, y - 1.5), (x - 7, y - 1.5))
    walls = line((x - 5.25, y - 1.5), (x - 5.25, y + 6.5), (x + 5.25, y + 6.5), (x + 5.25, y - 1.5))
    return (awning, walls, line((x - 1.75, y + 6.5), (x - 1.75, y + 2), (x + 1.75, y + 2), (x + 1.75, y + 6.5)))


def _rings(x: float, y: float) -> tuple[tuple[Step, ...], ...]:
    return (circle((x - 2.75, y), 4.5), circle((x + 2.75, y), 4.5))


_SIGNS = (_target, _parcel, _shop, _rings)
