"""What is left of the year's income when a platform, a partner or a domain disappears, and how it is spread over outlets.

A listing lives while every need of it keeps one living alternative: its platform, the place that delivers it, the
partner who gives what it cannot go on without, each domain its product requires. Money in the base currency.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.analysis.forecast_results import Forecast, ListingOutlook
from planner.analysis.forecasting.cast import COUNTED
from planner.analysis.sources.concentration import Outlets, outlets
from planner.analysis.sources.removal import Dependent, Loss, removal
from planner.analysis.sources.removal import fragility as fragility_of
from planner.model.catalogue import Alliance, Exchange, Listing, Need
from planner.model.plan import Plan

CARRYING = ("logistics", "product", "technology")
"""Sorts of what a partner gives without which the listing that it names could not go on."""


@dataclass(frozen=True, slots=True)
class NodeLoss:
    """What goes when these nodes, each (kind, id), disappear: income left, and the share that is lost."""

    nodes: tuple[tuple[str, str], ...]
    left: float
    lost_share: float


@dataclass(frozen=True, slots=True)
class Fragility:
    """The year's income of listings; losses without one node and without two, the worst first; outlets by product."""

    income: float
    single: tuple[NodeLoss, ...]
    pairs: tuple[NodeLoss, ...]
    outlets: tuple[Outlets, ...]


def fragility(plan: Plan, forecast: Forecast) -> Fragility:
    """The losses of the 12 months from the start; listings that lose money count 0."""
    found = fragility_of([Dependent(_income(one), _needs(plan, one, skills=True)) for one in forecast.listings])
    by_product: dict[str, list[float]] = {}
    for one in forecast.listings:
        by_product.setdefault(one.product, []).append(_income(one))
    single, pairs = (tuple(map(_loss, losses)) for losses in (found.single, found.pairs))
    return Fragility(found.total, single, pairs, outlets(by_product))


def single_losses(plan: Plan, forecast: Forecast) -> tuple[NodeLoss, ...]:
    """The losses without one platform or partner, in the order of the listings: a skill is not closed by others."""
    dependents = [Dependent(_income(one), _needs(plan, one, skills=False)) for one in forecast.listings]
    nodes = list(dict.fromkeys(node for one in dependents for need in one.needs for node in need))
    found = removal(dependents, [(node,) for node in nodes])
    return tuple(
        _loss(Loss((node,), left, share)) for node, left, share in zip(nodes, found.left, found.lost_share, strict=True)
    )


def ended_without(plan: Plan, node: tuple[str, str]) -> tuple[Listing, ...]:
    """The listings that cannot go on without a domain, product, platform or alliance, in the order of the plan."""
    kind, record_id = node
    return tuple(one for one in plan.of(Listing) if _ends(plan, one, kind, record_id))


def _ends(plan: Plan, listing: Listing, kind: str, record_id: str) -> bool:
    if kind == "product":
        return listing.product == record_id
    if kind == "alliance":
        return any(line.alliance == record_id for line in _carrying(plan, listing.id))
    return [f"{kind}/{record_id}"] in _needs(plan, listing, skills=True)


def _income(outlook: ListingOutlook) -> float:
    return max(0.0, outlook.net.mean)


def _loss(loss: Loss) -> NodeLoss:
    parts = (str(node).partition("/") for node in loss.nodes)
    return NodeLoss(tuple((kind, record_id) for kind, _slash, record_id in parts), loss.left, loss.lost_share)


def _needs(plan: Plan, offered: ListingOutlook | Listing, *, skills: bool) -> list[list[str]]:
    """For each need of the listing the nodes, as kind/id, any one of which will do."""
    needs = [[f"platform/{offered.platform}"], *_partners(plan, offered.id)]
    listing = plan.find("listing", offered.id)
    if isinstance(listing, Listing) and listing.fulfilled_by not in (None, offered.platform):
        needs.append([f"platform/{listing.fulfilled_by}"])
    if skills:
        needs += [[f"domain/{domain}"] for domain in _required(plan, str(offered.product))]
    return needs


def _partners(plan: Plan, listing: str) -> Iterator[list[str]]:
    """The partners of each alliance in force that gives the listing what it cannot go on without."""
    for line in _carrying(plan, listing):
        alliance = plan.find("alliance", line.alliance)
        if alliance.partners:
            yield [f"partner/{partner}" for partner in alliance.partners]


def _carrying(plan: Plan, listing: str) -> Iterator[Exchange]:
    """The lines of alliances in force that give the listing what it cannot go on without."""
    for line in plan.naming("exchange", "listing", listing):
        if isinstance(line, Exchange) and line.direction == "get" and line.sort in CARRYING:
            alliance = plan.find("alliance", line.alliance)
            if isinstance(alliance, Alliance) and not alliance.archived and alliance.stage in COUNTED:
                yield line


def _required(plan: Plan, product: str) -> list[str]:
    needs = [need for need in plan.naming("need", "product", product) if isinstance(need, Need)]
    return list(dict.fromkeys(need.domain for need in needs if need.role != "boost" and need.domain))
