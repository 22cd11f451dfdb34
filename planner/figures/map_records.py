"""What the map is drawn from, and what it says in words: plain nodes and links, their summary and their table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.figures.drawing import NOWHERE, Table, Target
from planner.figures.map_marks import STATUSES
from planner.i18n import N_, _, ngettext

LAYERS = (N_("Domains"), N_("Products"), N_("Platforms"), N_("Alliances"))
"""The heads of the four columns, from left to right."""

MOST_NODES = 300
"""A map with more nodes is drawn by type."""

MOST_TYPES = 24
"""So many types are told apart in one layer; the smallest ones beyond share one node."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """One record on the map. `layer` 0..3 as in LAYERS, `status` one of map_marks.STATUSES, `sort` its type in words.

    `value` is a row of its own below the caption; `told` is said only when it is pointed at.
    """

    kind: str
    id: str
    title: str
    caption: str = ""
    layer: int = 0
    status: str = ""
    sort: str = ""
    told: str = ""
    value: str = ""

    @property
    def key(self) -> Target:
        """What links and clicks call this node."""
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class MapLink:
    """A line from `source` to `target`, both (kind, id). `weight` in any one unit gives its width; `record` opens it."""

    source: Target
    target: Target
    weight: float | None = None
    label: str = ""
    status: str = ""
    record: Target = NOWHERE


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and links that are ready to be laid out: known ends, left to right, and a note on what was left out.

    `counts` holds the records of each layer, then the listings, then all links: drawn by type, more than the nodes.
    `stands` then names the node that stands for each record.
    """

    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    note: str = ""
    by_key: dict[Target, MapNode] = field(default_factory=dict)
    counts: tuple[int, int, int, int, int, int] = (0, 0, 0, 0, 0, 0)
    stands: dict[Target, Target] = field(default_factory=dict)


def picture(nodes: Sequence[MapNode], links: Sequence[MapLink]) -> Picture:
    """`nodes` without doubles, `links` between them turned left to right; links within a layer are left out."""
    by_key = {node.key: node for node in nodes}
    kept: list[MapLink] = []
    for link in links:
        if link.source not in by_key or link.target not in by_key:
            continue
        left, right = by_key[link.source].layer, by_key[link.target].layer
        if left != right:
            kept.append(link if left < right else replace(link, source=link.target, target=link.source))
    note = ""
    if by_key and not kept:
        note = _("Nothing is linked yet. List a product on a platform to draw the first line.")
    at = Counter(node.layer for node in by_key.values())
    listings = sum(1 for link in kept if by_key[link.source].layer == 1)
    counts = (at[0], at[1], at[2], at[3], listings, len(kept))
    return Picture(tuple(by_key.values()), tuple(kept), note, by_key, counts)


def neighbours(whole: Picture, focus: Target) -> frozenset[Target]:
    """`focus` and what it is linked with directly; for a link's record, the link's two ends."""
    near = {focus}
    for link in whole.links:
        if focus in {link.source, link.target, link.record}:
            near |= {link.source, link.target}
    return frozenset(near)


def only_near(whole: Picture, focus: Target) -> Picture:
    """The part of `whole` around `focus`; the whole where nothing is known of `focus`."""
    near = neighbours(whole, focus) & whole.by_key.keys()
    if not near:
        return whole
    touching = [link for link in whole.links if focus in {link.source, link.target, link.record}]
    return picture([node for node in whole.nodes if node.key in near], touching)


def by_type(whole: Picture) -> Picture:
    """`whole` with one node for each type of each layer and one link for all between two types."""
    named: dict[Target, Target] = {}
    members: Counter[Target] = Counter()
    titles: dict[Target, tuple[str, int, str]] = {}
    counts = Counter((node.layer, node.sort) for node in whole.nodes)
    kept = {kind for layer in range(len(LAYERS)) for kind in _largest(counts, layer)}
    for node in whole.nodes:
        sort = node.sort if (node.layer, node.sort) in kept else _("Other")
        key = ("type", f"{node.layer}:{sort}")
        named[node.key] = key
        members[key] += 1
        titles[key] = (sort or _("No type"), node.layer, node.kind)
    nodes = [
        MapNode(
            *key, title, ngettext("{count} record", "{count} records", members[key]).format(count=members[key]), layer
        )
        for key, (title, layer, _kind) in titles.items()
    ]
    joined = Counter((named[link.source], named[link.target]) for link in whole.links)
    weights: Counter[tuple[Target, Target]] = Counter()
    for link in whole.links:
        weights[named[link.source], named[link.target]] += link.weight or 0.0  # type: ignore[assignment]
    weighed = any(link.weight for link in whole.links)
    links = [
        MapLink(
            *ends,
            weights[ends] if weighed else float(count),
            ngettext("{count} link", "{count} links", count).format(count=count),
        )
        for ends, count in joined.items()
    ]
    note = _("{count} records are drawn by type. “Show all” draws each of them.").format(count=len(whole.nodes))
    return replace(picture(nodes, links), note=note, counts=whole.counts, stands=named)


def _largest(counts: Counter[tuple[int, str]], layer: int) -> list[tuple[int, str]]:
    here = [(-count, key) for key, count in counts.items() if key[0] == layer]
    return [key for _count, key in sorted(here)[:MOST_TYPES]]


def summary(whole: Picture, loose: int, focus: Target | None) -> str:
    """The map in one or two spoken sentences."""
    domains, products, platforms, alliances, listings, links = whole.counts
    text = _("Map: {domains}, {products}, {platforms}, {alliances}; {listings}, {links} in all.").format(
        domains=ngettext("{count} domain", "{count} domains", domains).format(count=domains),
        products=ngettext("{count} product", "{count} products", products).format(count=products),
        platforms=ngettext("{count} platform", "{count} platforms", platforms).format(count=platforms),
        alliances=ngettext("{count} alliance", "{count} alliances", alliances).format(count=alliances),
        listings=ngettext("{count} listing", "{count} listings", listings).format(count=listings),
        links=ngettext("{count} link", "{count} links", links).format(count=links),
    )
    said = [text]
    if loose and sum(whole.counts[:4]) == len(whole.nodes):
        said.append(ngettext("{count} is not connected.", "{count} are not connected.", loose).format(count=loose))
    if focus in whole.by_key:
        ends = len(neighbours(whole, focus)) - 1
        chosen = ngettext("Selected: {name}, linked with {count}.", "Selected: {name}, linked with {count}.", ends)
        said.append(chosen.format(name=whole.by_key[focus].title, count=ends))
    if whole.note:
        said.append(whole.note)
    return " ".join(said)


def link_table(whole: Picture) -> Table:
    """Every link as a row; a record without any stands in a row of its own."""
    rows = [
        (
            whole.by_key[link.source].title,
            whole.by_key[link.target].title,
            link.label,
            status_words(link.status),
        )
        for link in whole.links
    ]
    linked = {end for link in whole.links for end in (link.source, link.target)}
    loose = [node for node in whole.nodes if node.key not in linked]
    rows += [(node.title, _("not connected"), node.caption, status_words(node.status)) for node in loose]
    targets = (*(link.record for link in whole.links), *(node.key for node in loose))
    return Table((_("From"), _("To"), _("What"), _("Status")), tuple(rows), targets)


def status_words(status: str) -> str:
    """The word for `status` in the language in use, "" for none."""
    return _(STATUSES.get(status, ""))


def tooltip_of(node: MapNode) -> str:
    """What a node says when pointed at: its whole title, its caption or else its status, and what is told only here."""
    said = (node.title, node.caption or status_words(node.status), node.value, node.told)
    return "\n".join(part for part in said if part)


def link_tooltip(whole: Picture, link: MapLink) -> str:
    """What a link says when pointed at."""
    ends = _("{source} → {target}").format(
        source=whole.by_key[link.source].title, target=whole.by_key[link.target].title
    )
    return "\n".join(part for part in (ends, link.label, status_words(link.status)) if part)
