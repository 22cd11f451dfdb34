"""What is left when something disappears: a platform, a partner, a skill, or two of them at once.

A listing lives while every need keeps one living alternative (an AND of ORs). Money in one currency.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from planner.analysis import bounds
from planner.i18n import _

MOST_PAIRS = 2000
STRONGEST = 63  # 63 nodes make 1953 pairs
Node = Hashable


@dataclass(frozen=True, slots=True)
class Dependent:
    """A listing: its `income` (0 or more), and for each of its `needs` the nodes any one of which will do."""

    income: float | None
    needs: Sequence[Sequence[Node]]


@dataclass(frozen=True, slots=True)
class Removal:
    """Income in all, what is left after each removal, and the share that is lost (0 where there was no income)."""

    total: float
    left: tuple[float, ...]
    lost_share: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost without these nodes: income left, and the share of all income that is lost."""

    nodes: tuple[Node, ...]
    left: float
    lost_share: float


@dataclass(frozen=True, slots=True)
class Fragility:
    """Losses without one node and without two, the worst first, ties in the order of the nodes."""

    total: float
    single: tuple[Loss, ...]
    pairs: tuple[Loss, ...]


def removal(listings: Sequence[Dependent], remove: Iterable[Sequence[Node]]) -> Removal:
    """Income left when each of the sets of nodes in `remove` is gone. A node that nobody needs takes nothing.

    Missing when a need has no alternative at all; a listing without needs always lives.
    """
    web = _Web.of(listings)
    losses = [web.loss(tuple(nodes)) for nodes in remove]
    return Removal(web.total, tuple(loss.left for loss in losses), tuple(loss.lost_share for loss in losses))


def fragility(listings: Sequence[Dependent]) -> Fragility:
    """Each node removed alone, then pairs, up to 2000 of them.

    First the pairs that are the only two alternatives of some need, then pairs of the 63 nodes that matter most alone.
    """
    web = _Web.of(listings)
    nodes = sorted({node for need in web.fatal for node in need}, key=_place)
    single = _worst_first([web.loss((node,)) for node in nodes])
    strongest = sorted((loss.nodes[0] for loss in single[:STRONGEST]), key=_place)
    alternatives = [tuple(sorted(need, key=_place)) for need in web.fatal if len(need) == 2]
    pairs = list(dict.fromkeys([*alternatives, *combinations(strongest, 2)]))[:MOST_PAIRS]
    return Fragility(web.total, single, _worst_first([web.loss(pair) for pair in pairs]))


@dataclass(frozen=True, slots=True)
class _Web:
    """The incomes, for each set of nodes that would end a need the listings that die of it, and its sets by node."""

    incomes: tuple[float, ...]
    total: float
    fatal: dict[frozenset[Node], set[int]]
    needing: dict[Node, list[frozenset[Node]]]

    @classmethod
    def of(cls, listings: Sequence[Dependent]) -> "_Web":
        incomes = tuple(
            bounds.not_negative(listing.income, f"listings/{index}/income") for index, listing in enumerate(listings)
        )
        fatal: dict[frozenset[Node], set[int]] = {}
        for index, listing in enumerate(listings):
            for place, need in enumerate(listing.needs):
                bounds.some(need, f"listings/{index}/needs/{place}")
                fatal.setdefault(frozenset(need), set()).add(index)
        needing: dict[Node, list[frozenset[Node]]] = {}
        for ways in fatal:
            for node in ways:
                needing.setdefault(node, []).append(ways)
        return cls(incomes, sum(incomes), fatal, needing)

    def loss(self, nodes: tuple[Node, ...]) -> Loss:
        gone = set(nodes)
        ended = {ways for node in gone for ways in self.needing.get(node, ()) if ways <= gone}
        dead = {index for ways in ended for index in self.fatal[ways]}
        lost = sum(self.incomes[index] for index in sorted(dead))  # in the order of the total, so never above it
        return Loss(nodes, self.total - lost, lost / self.total if self.total > 0 else 0.0)


def cut_vertices(edges: Iterable[Sequence[Any]]) -> tuple[Any, ...]:
    """Nodes without which a connected part of the graph falls apart, sorted (Tarjan 1972), without recursion.

    Mismatch for an edge that does not join two nodes. A loop joins nothing; double edges count once.
    """
    neighbours: dict[Any, list[Any]] = {}
    for index, edge in enumerate(edges):
        if len(edge) != 2:
            message = _("“{field}” must join two nodes; it names {count}.")
            field = f"edges/{index}"
            bounds.refuse(message.format(field=field, count=len(edge)), field, "mismatch")
        for one, other in (edge, edge[::-1]):
            neighbours.setdefault(one, []).append(other)
    order: dict[Any, int] = {}
    cuts: set[Any] = set()
    for root in neighbours:
        if root not in order:
            cuts |= _cuts_from(root, neighbours, order)
    return tuple(sorted(cuts, key=_place))


def _cuts_from(root: Any, neighbours: dict[Any, list[Any]], order: dict[Any, int]) -> set[Any]:
    """The cut vertices of the part around `root`; `order` counts the nodes as they are first seen."""
    order[root] = len(order)
    lowest = {root: order[root]}  # the earliest node that a node's subtree reaches past its parent
    walks = [(root, iter(neighbours[root]))]
    branches, cuts = 0, set()
    while walks:
        node, ahead = walks[-1]
        for other in ahead:
            if other not in order:
                order[other] = lowest[other] = len(order)
                walks.append((other, iter(neighbours[other])))
                break
            lowest[node] = min(lowest[node], order[other])
        else:
            walks.pop()
            if len(walks) == 1:
                branches += 1
            elif walks:
                parent = walks[-1][0]
                lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] >= order[parent]:
                    cuts.add(parent)
    return cuts | ({root} if branches > 1 else set())


def _worst_first(losses: list[Loss]) -> tuple[Loss, ...]:
    return tuple(sorted(losses, key=lambda loss: -loss.lost_share))


def _place(node: Any) -> tuple[str, Any]:
    return type(node).__name__, node
