"""The order of nodes within fixed layers that lets few links cross: barycentre sweeps (Sugiyama, Tagawa, Toda 1981).

Everything is deterministic: ties keep the order they came in.
"""

from bisect import bisect_right, insort
from collections.abc import Hashable, Iterable, Sequence

Order = list[list[Hashable]]
Pair = tuple[Hashable, Hashable]


def ordered(layers: Sequence[Sequence[Hashable]], links: Iterable[Pair], sweeps: int = 12) -> Order:
    """`layers` with their nodes rearranged, never moved to another layer; `links` run between any two layers."""
    links = list(links)
    beside = _neighbours(links)
    best: Order = [list(layer) for layer in layers]
    fewest = crossings(best, links)
    order = [list(layer) for layer in best]
    for sweep in range(sweeps):
        if fewest == 0:
            break
        along = range(1, len(order)) if sweep % 2 == 0 else range(len(order) - 2, -1, -1)
        for at in along:
            side = order[at - 1] if sweep % 2 == 0 else order[at + 1]
            order[at] = _by_barycentre(order[at], side, beside)
        count = crossings(order, links)
        if count < fewest:
            best, fewest = [list(layer) for layer in order], count
    return _switched(best, links, beside)


def crossings(layers: Sequence[Sequence[Hashable]], links: Iterable[Pair]) -> int:
    """How many pairs of links between neighbouring layers cross; O(n log n) by inversions."""
    place = {node: (depth, at) for depth, layer in enumerate(layers) for at, node in enumerate(layer)}
    between: dict[int, list[tuple[int, int]]] = {}
    for source, target in links:
        if source in place and target in place and place[source][0] + 1 == place[target][0]:
            between.setdefault(place[source][0], []).append((place[source][1], place[target][1]))
    return sum(_inversions([end for _start, end in sorted(ends)]) for ends in between.values())


def _inversions(ends: list[int]) -> int:
    seen: list[int] = []
    count = 0
    for end in ends:
        count += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return count


def _neighbours(links: Iterable[Pair]) -> dict[Hashable, list[Hashable]]:
    beside: dict[Hashable, list[Hashable]] = {}
    for source, target in links:
        beside.setdefault(source, []).append(target)
        beside.setdefault(target, []).append(source)
    return beside


def _by_barycentre(
    layer: list[Hashable], side: list[Hashable], beside: dict[Hashable, list[Hashable]]
) -> list[Hashable]:
    """`layer` sorted by the mean place of each node's neighbours in `side`; one without any keeps its own place."""
    place = {node: at for at, node in enumerate(side)}
    stretch = max(len(side) - 1, 1) / max(len(layer) - 1, 1)
    keys: dict[Hashable, float] = {}
    for at, node in enumerate(layer):
        places = [place[other] for other in beside.get(node, ()) if other in place]
        keys[node] = sum(places) / len(places) if places else at * stretch
    return sorted(layer, key=keys.__getitem__)


def _switched(order: Order, links: list[Pair], beside: dict[Hashable, list[Hashable]]) -> Order:
    """`order` after swapping neighbours while that helps; only for small pictures, where each crossing is seen."""
    if len(links) > 200:
        return order
    for layer in order:
        for _round in range(4):
            if not _switch_once(layer, order, beside):
                break
    return order


def _switch_once(layer: list[Hashable], order: Order, beside: dict[Hashable, list[Hashable]]) -> bool:
    depth = next(at for at, other in enumerate(order) if other is layer)
    places = [
        {node: at for at, node in enumerate(order[side])} for side in (depth - 1, depth + 1) if 0 <= side < len(order)
    ]
    helped = False
    for at in range(len(layer) - 1):
        upper, lower = layer[at], layer[at + 1]
        gain = sum(_gain(upper, lower, place, beside) for place in places)
        if gain > 0:
            layer[at], layer[at + 1] = lower, upper
            helped = True
    return helped


def _gain(upper: Hashable, lower: Hashable, place: dict[Hashable, int], beside: dict[Hashable, list[Hashable]]) -> int:
    """How many crossings with one side fewer there are once `lower` stands above `upper`."""
    ours = [place[node] for node in beside.get(upper, ()) if node in place]
    theirs = [place[node] for node in beside.get(lower, ()) if node in place]
    return sum((one > two) - (one < two) for one in ours for two in theirs)
