"""What each listing brings over the 12 months from the start: money, hours, orders, and how much of it fits; and what
listings bring together, by product, by platform and in all."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Band, Concentration, ListingOutlook, NodeOutlook
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.paths import Paths
from planner.analysis.forecasting.reading import Reading
from planner.analysis.forecasting.summaries import band, bands


def listing_outlooks(reading: Reading, paths: Paths) -> tuple[ListingOutlook, ...]:
    """One outlook for each listing of which enough is entered, in the order in which they get hours."""
    incomes = paths.monthly[:, :YEAR].sum(axis=1)
    total = float(np.maximum(incomes, 0.0).sum())
    nets, hours, orders, worth = (bands(one) for one in (paths.net, paths.worked, paths.orders, paths.worth))
    return tuple(
        ListingOutlook(
            id=part.listing.id,
            product=part.product.id,
            platform=part.platform.id,
            net=nets.at(row),
            ad_spend=float(paths.spent[row, :YEAR].sum()),
            hours=hours.at(row),
            per_hour=_per_hour(nets.at(row), hours.at(row)),
            share=max(0.0, float(incomes[row])) / total if total > 0 else None,
            orders=orders.at(row),
            net_per_order=None if part.product.pricing in ("advertising", "commission") else worth.at(row),
            fitted=float(paths.fitted[row]),
            income_by_month=tuple(map(float, paths.monthly[row])),
        )
        for row, part in enumerate(reading.parts)
        if not part.lacking
    )


def node_outlooks(paths: Paths, nodes: Iterable[str | None], sources: Concentration) -> tuple[NodeOutlook, ...]:
    """What the listings of each node bring together; `nodes` names that of each listing, in the order of the paths
    (None: it cannot be reckoned).

    The nodes come in the order in which they are first named.
    """
    rows: dict[str, list[int]] = {}
    for row, node in enumerate(nodes):
        if node is not None:
            rows.setdefault(node, []).append(row)
    shares = {source.id: source.share for source in sources.sources}
    least = 0.0 if shares else None
    return tuple(_node(node, paths.net[own], paths.worked[own], shares.get(node, least)) for node, own in rows.items())


def together(reading: Reading, paths: Paths, sources: Concentration) -> NodeOutlook | None:
    """What all listings bring together; None where there is none, or none that can be reckoned."""
    known = any(not part.lacking for part in reading.parts)
    return _node("", paths.net, paths.worked, 1.0 if sources.sources else None) if known else None


def _node(node: str, net: NDArray[np.float64], worked: NDArray[np.float64], share: float | None) -> NodeOutlook:
    """The sums over listings, sample by sample; shapes (listings, samples)."""
    money, hours = band(net.sum(axis=0)), band(worked.sum(axis=0))
    return NodeOutlook(node, money, hours, _per_hour(money, hours), share)


def _per_hour(net: Band, hours: Band) -> float | None:
    return net.mean / hours.mean if hours.mean > 0 else None
