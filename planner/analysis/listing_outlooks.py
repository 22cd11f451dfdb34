"""What each listing brings over the 12 months from the start: money, hours, orders, and how much of it fits; and what
listings bring together, by product, by platform and in all."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from planner.analysis.draws import Draws
from planner.analysis.forecast_results import Band, Concentration, ListingOutlook, NodeOutlook
from planner.analysis.listing_numbers import Sale
from planner.analysis.offers import Offer
from planner.analysis.plan_calendar import YEAR
from planner.analysis.plan_paths import Paths
from planner.analysis.reading import Reading
from planner.analysis.summaries import band


def listing_outlooks(reading: Reading, draws: Draws, paths: Paths) -> tuple[ListingOutlook, ...]:
    """One outlook for each listing that takes part, in the plan's order."""
    offers = reading.offering(draws.of).offers(reading.parts)
    incomes = paths.monthly[:, :YEAR].sum(axis=1)
    total = float(np.maximum(incomes, 0.0).sum())
    found = []
    for row, (part, offer) in enumerate(zip(reading.parts, offers, strict=True)):
        net, hours = band(paths.net[row]), band(paths.worked[row])
        found.append(
            ListingOutlook(
                id=part.listing.id,
                product=part.product.id,
                platform=part.platform.id,
                net=net,
                ad_spend=float(paths.spent[row, :YEAR].sum()),
                hours=hours,
                per_hour=_per_hour(net, hours),
                share=max(0.0, float(incomes[row])) / total if total > 0 else None,
                orders=band(paths.orders[row]),
                net_per_order=None if offer.pricing in ("advertising", "commission") else band(_net(offer)),
                fitted=float(paths.fitted[row]),
                income_by_month=tuple(map(float, paths.monthly[row])),
            )
        )
    return tuple(found)


def node_outlooks(paths: Paths, nodes: Iterable[str], sources: Concentration) -> tuple[NodeOutlook, ...]:
    """What the listings of each node bring together; `nodes` names that of each listing, in the order of the paths.

    The nodes come in the order in which they are first named.
    """
    rows: dict[str, list[int]] = {}
    for row, node in enumerate(nodes):
        rows.setdefault(node, []).append(row)
    shares = {source.id: source.share for source in sources.sources}
    least = 0.0 if shares else None
    return tuple(_node(node, paths.net[own], paths.worked[own], shares.get(node, least)) for node, own in rows.items())


def together(paths: Paths, sources: Concentration) -> NodeOutlook | None:
    """What all listings bring together; None without any."""
    return _node("", paths.net, paths.worked, 1.0 if sources.sources else None) if len(paths.net) else None


def _node(node: str, net: NDArray[np.float64], worked: NDArray[np.float64], share: float | None) -> NodeOutlook:
    """The sums over listings, sample by sample; shapes (listings, samples)."""
    money, hours = band(net.sum(axis=0)), band(worked.sum(axis=0))
    return NodeOutlook(node, money, hours, _per_hour(money, hours), share)


def _per_hour(net: Band, hours: Band) -> float | None:
    return net.mean / hours.mean if hours.mean > 0 else None


def _net(offer: Offer) -> np.ndarray:
    """What an order leaves (for services: an hour of it), by sample."""
    sale = Sale(offer.price, offer.fee_rate, offer.fixed_fee, offer.refund_rate, offer.unit_cost)
    return np.atleast_1d(np.asarray(sale.net, dtype=np.float64))
