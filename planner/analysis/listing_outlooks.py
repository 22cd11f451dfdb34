"""What each listing brings over the 12 months from the start: money, hours, orders, and how much of it fits."""

import numpy as np

from planner.analysis.draws import Draws
from planner.analysis.forecast_results import ListingOutlook
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
                per_hour=net.mean / hours.mean if hours.mean > 0 else None,
                share=max(0.0, float(incomes[row])) / total if total > 0 else None,
                orders=band(paths.orders[row]),
                net_per_order=None if offer.pricing in ("advertising", "commission") else band(_net(offer)),
                fitted=float(paths.fitted[row]),
                income_by_month=tuple(map(float, paths.monthly[row])),
            )
        )
    return tuple(found)


def _net(offer: Offer) -> np.ndarray:
    """What an order leaves (for services: an hour of it), by sample."""
    sale = Sale(offer.price, offer.fee_rate, offer.fixed_fee, offer.refund_rate, offer.unit_cost)
    return np.atleast_1d(np.asarray(sale.net, dtype=np.float64))
