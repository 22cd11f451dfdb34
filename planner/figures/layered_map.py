"""The map of a business in layers: domains, products, platforms, alliances, and what flows between them.

A pure function from plain nodes and links to a `Drawing`. Selecting (`focus`) dims the rest by colour, never by
opacity. Titles end in dots where they do not fit; the tooltip and the table keep them whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.figures import text
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Step, Target, Text, Thick, along, rounded
from planner.figures.map_layout import NOTHING_HELD, SCREEN, MapSize, Placed, place
from planner.figures.map_marks import DASHES, STATUSES, layer_mark, status_mark
from planner.figures.map_records import (
    LAYERS,
    MOST_NODES,
    MapLink,
    MapNode,
    Picture,
    by_type,
    link_table,
    link_tooltip,
    neighbours,
    only_near,
    picture,
    status_words,
    summary,
    tooltip_of,
)
from planner.figures.nothing import nothing_yet
from planner.i18n import _

__all__ = ["MapLink", "MapNode", "MapOptions", "layered_map"]

_ROW = 18.0
_LEAST_LABEL = 64.0  # narrower room shows a label whole or not at all: half an amount misleads


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How to draw: room in pixels (0 = as needed), the selected record, how much of it, and the measures.

    `held` are the upper edges of nodes that were moved; while there are `offered` ones, a link from the selected record
    is being drawn, and they alone stand out.
    """

    width: float = 0.0
    height: float = 0.0
    focus: Target | None = None
    only_neighbours: bool = False
    show_all: bool = False
    size: MapSize = SCREEN
    held: Mapping[Target, float] = field(default_factory=lambda: NOTHING_HELD)
    offered: frozenset[Target] = frozenset()


def layered_map(nodes: Sequence[MapNode], links: Sequence[MapLink], options: MapOptions | None = None) -> Drawing:
    """The map of `nodes` and `links`; more than 300 nodes are drawn by type unless `options.show_all`."""
    options = options or MapOptions()
    whole = picture(nodes, links)
    if not whole.nodes:
        words = (_("Nothing to draw yet"), _("Add a product and list it on a platform: the map draws itself."))
        return nothing_yet(max(options.width, 480.0), max(options.height, 200.0), _("Map"), words)
    whole = _part(whole, options)
    placed = place(whole, options.size, options.width, options.height, options.held)
    light = _Light(whole, options.focus, options.offered)
    sheet = Sheet()
    _draw_heads(sheet, whole, placed)
    _draw_tray(sheet, placed)
    _draw_links(sheet, placed, light)
    for column in placed.columns:
        for node in column[2]:
            _draw_node(sheet, node, placed, light)
    for node in placed.loose:
        _draw_node(sheet, node, placed, light)
    _feel_links(sheet, whole, placed)
    bottom = _draw_foot(sheet, whole, placed)
    height = max(options.height, bottom + max(8, options.size.margin * 0.75))
    return sheet.done(
        placed.width, height, summary(whole, len(placed.loose), options.focus), _("Map"), link_table(whole)
    )


def _part(whole: Picture, options: MapOptions) -> Picture:
    """What of `whole` is drawn: the neighbours of the selected record, and by type where it is too much."""
    focus = options.focus if options.only_neighbours else None
    if focus is not None:
        whole = only_near(whole, focus)
    if len(whole.nodes) > MOST_NODES and not options.show_all:
        whole = by_type(whole)
        return whole if focus is None else only_near(whole, focus)
    return whole


class _Light:
    """What stands out and what steps back when something is selected, or a link is drawn from it to one `offered`."""

    def __init__(self, whole: Picture, focus: Target | None, offered: frozenset[Target]) -> None:
        focus = whole.stands.get(focus, focus) if focus is not None else None
        known = focus is not None and (focus in whole.by_key or any(link.record == focus for link in whole.links))
        self.focus = focus if known else None
        self.offered = offered
        near = neighbours(whole, self.focus) if self.focus else frozenset()
        self.near = offered | {focus} if offered else near

    def dims(self, node: MapNode) -> bool:
        """Whether `node` steps back."""
        return self.focus is not None and node.key not in self.near

    def picks(self, link: MapLink) -> bool:
        """Whether `link` stands out."""
        return not self.offered and self.focus is not None and self.focus in {link.source, link.target, link.record}

    def line_colour(self, link: MapLink) -> str:
        """The token for the line of `link`."""
        if self.focus is None:
            return "ctl_soft"
        return "accent" if self.picks(link) else "hair"


def _draw_heads(sheet: Sheet, whole: Picture, placed: Placed) -> None:
    y = placed.size.head - (42 if placed.size.tile else 18)
    for layer, x, _nodes in placed.columns:
        head = _(LAYERS[layer])
        sheet.write(Text((x, y), head, 13, "t1", 600))
        count = str(whole.counts[layer])
        sheet.write(Text((x + text.width(head, 13, 600) + 10, y), count, 12, "t3"))


def _draw_tray(sheet: Sheet, placed: Placed) -> None:
    tray = placed.tray
    if tray is None:
        return
    sheet.draw(Path(rounded(tray, 10), fill="subtle", stroke="ctl_soft", dash=(4, 4)))
    head = _("Not connected")
    sheet.write(Text((tray.x + 12, tray.y + 22), head, 12, "t2", 600))
    count = str(len(placed.loose))
    sheet.write(Text((tray.x + 12 + text.width(head, 12, 600) + 10, tray.y + 22), count, 12, "t3"))


def _draw_links(sheet: Sheet, placed: Placed, light: _Light) -> None:
    """The lines, selected ones last and so on top, then the labels of the selected ones."""
    numbered = list(enumerate(placed.lines))
    for chosen in (False, True):
        for at, (link, curve, width) in numbered:
            if light.picks(link) == chosen:
                grown = min(max(1.0, width / 3), max(1.0, placed.gap / 60))
                dash = tuple(part * grown for part in DASHES.get(link.status, ()))
                sheet.draw(Path(curve, stroke=light.line_colour(link), width=width, dash=dash, group=f"link:{at}"))
    taken: list[Rect] = []
    for at, (link, curve, _width) in numbered:
        if light.picks(link):
            room = placed.boxes[link.target].x - placed.boxes[link.source].right - 16
            fits = text.width(text.plain(link.label), 11, 600) <= room
            label = text.ellipsis(link.label, room, 11, 600) if fits or room >= _LEAST_LABEL else ""
            _draw_label(sheet, label, curve, taken, f"link:{at}")


def _draw_label(sheet: Sheet, label: str, curve: tuple[Step, ...], taken: list[Rect], group: str) -> None:
    """`label` in a pill on the line, at the first free place along it."""
    if not label:
        return
    wide = text.width(label, 11, 600) + 12
    pills = []
    for part in (0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75):
        x, y = along(curve, part)
        start, end = along(curve, 0)[0] + 2, along(curve, 1)[0] - 2 - wide
        pills.append(Rect(min(max(x - wide / 2, start), max(start, end)), y - 9, wide, 18))
    pill = next((pill for pill in pills if not any(pill.touches(other) for other in taken)), pills[0])
    taken.append(pill)
    sheet.draw(Path(rounded(pill, 9), fill="surface", stroke="ctl_soft", group=group))
    sheet.write(Text((pill.middle[0], pill.y + 13), label, 11, "acc_text", 600, "middle", group, wide - 6))


def _draw_node(sheet: Sheet, node: MapNode, placed: Placed, light: _Light) -> None:
    box = placed.boxes[node.key]
    group = f"{node.kind}:{node.id}"
    dim, chosen = light.dims(node), node.key == light.focus
    edge = "accent" if chosen or node.key in light.offered else "hair" if dim else "ctl_soft"
    sheet.draw(Path(rounded(box, 10), fill="surface", stroke=edge, width=2 if chosen else 1, group=group))
    left = box.x + 12
    if placed.size.tile:
        sheet.draw(*layer_mark(node.layer, (box.x + 24, box.y + box.height / 2), group, dim))
        left = box.x + 46
    rows = _rows(node, box.right - 10 - left, placed.size, dim)
    first = box.y + box.height / 2 + 5 - _ROW * (len(rows) - 1) / 2
    for at, row in enumerate(rows):
        sheet.write(replace(row, at=(left, first + _ROW * at), group=group))
    mark_at = (box.right - 15, first + _ROW * (len(rows) - 1) - 4.5)
    sheet.draw(*status_mark(node.status, mark_at, group, dim))
    sheet.feel(Hit(box, tooltip_of(node), node.key, group))


def _rows(node: MapNode, width: float, size: MapSize, dim: bool) -> list[Text]:
    """Title, caption and value within `width`, the last row beside the status; what is not said leaves its row to the
    title."""
    ink, quiet = ("t2", "t3") if dim else ("t1", "t2")
    beside = width - (16 if STATUSES.get(node.status) else 0)
    said = [words for words in (node.caption, node.value) if words]
    lines = size.title_lines + (0 if said else 1)
    room = width if said else beside
    titles = text.wrap(node.title, room, 13, 600, lines) if lines > 1 else (text.ellipsis(node.title, room, 13, 600),)
    rows = [Text((0, 0), title, 13, ink, 600, room=room) for title in titles]
    for words in said:
        room = beside if words is said[-1] else width
        rows.append(Text((0, 0), text.ellipsis(words, room, 12), 12, quiet, room=room))
    return rows


def _feel_links(sheet: Sheet, whole: Picture, placed: Placed) -> None:
    for at, (link, curve, width) in enumerate(placed.lines):
        sheet.feel(Hit(Thick(curve, max(10.0, width + 4)), link_tooltip(whole, link), link.record, f"link:{at}"))


def _draw_foot(sheet: Sheet, whole: Picture, placed: Placed) -> float:
    """The key of the status marks in use and the note; returns the lower end of the drawing's marks."""
    left = placed.columns[0][1]
    y = placed.bottom
    used = {node.status for node in whole.nodes} | {link.status for link in whole.links}
    shown = [status for status in STATUSES if status and status in used]
    if shown:
        y += 34
        x = left
        for status in shown:
            sheet.draw(*status_mark(status, (x + 5, y - 4), "", dim=False))
            sheet.write(Text((x + 16, y), status_words(status), 11, "t3"))
            x += 16 + text.width(status_words(status), 11) + 20
    if whole.note:
        y += 30
        for row in text.wrap(whole.note, placed.width - left - placed.size.margin, 12):
            sheet.write(Text((left, y), row, 12, "t2"))
            y += 18
    return y
