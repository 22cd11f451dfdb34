"""What a forecast says of one record by the month: of a listing, a product, a platform, or of all listings together.

Plain arithmetic over a finished `Forecast`, for pages that show many records: no simulation, no NumPy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from planner.analysis.forecast_results import Band, Forecast, ListingOutlook, NodeOutlook
from planner.model.values import Month

YEAR = 12
SOON = 3
"""Months within which a first sale is asked for."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """What a record brings in a month, as the mean of the 12 months from the start.

    `net` is money less advertising, `hours` working time; `per_hour` None without hours; `share` of all mean income,
    None where there is none. `orders` and `net_per_order` are those of a listing.
    """

    net: Band
    hours: Band
    per_hour: float | None
    share: float | None
    orders: Band | None = None
    net_per_order: Band | None = None


@dataclass(frozen=True, slots=True)
class Outlooks:
    """A forecast looked up by record; made by `outlooks_of`.

    `lacking` holds the fields to enter for each listing that lacks some, `left_out` why a listing takes no part.
    """

    forecast: Forecast
    lacking: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, str]
    _monthly: Mapping[tuple[str, str], Monthly] = field(repr=False)

    def of(self, kind: str, record_id: str) -> Monthly | None:
        """What a listing, product or platform brings; None where nothing of it takes part."""
        return self._monthly.get((kind, record_id))

    @property
    def together(self) -> Monthly | None:
        """What all listings bring; None where none takes part."""
        found = self.forecast.together
        return _node(found) if found else None

    def first_sale(self, product: str, now: Month, months: int = SOON) -> float | None:
        """The chance that a product without a sale so far has its first within `months`, the month `now` included.

        Of the chances by month F from the start: (F(end) - F(before now)) / (1 - F(before now)), as far as the forecast
        goes. None for a product that is not on offer, and past the last month.
        """
        chances = self.forecast.first_sale.get(product, ())
        passed = max(0, now - self.forecast.start)
        if passed >= len(chances):
            return None
        before = chances[passed - 1] if passed else 0.0
        until = chances[min(passed + months, len(chances)) - 1]
        return (until - before) / (1 - before) if before < 1 else 1.0


def outlooks_of(forecast: Forecast) -> Outlooks:
    """`forecast`, ready to be asked for single records."""
    found = {("listing", one.id): _listing(one) for one in forecast.listings}
    found |= _nodes("product", forecast.products) | _nodes("platform", forecast.platforms)
    lacking: dict[str, tuple[str, ...]] = {}
    for missing in forecast.missing:
        if missing.analysis == "forecast" and missing.subject is not None:
            kind, record_id = missing.subject
            if kind == "listing":
                lacking[record_id] = missing.fields
    return Outlooks(forecast, lacking, dict(forecast.left_out), found)


def _nodes(kind: str, nodes: Iterable[NodeOutlook]) -> dict[tuple[str, str], Monthly]:
    return {(kind, node.id): _node(node) for node in nodes}


def _node(node: NodeOutlook) -> Monthly:
    return Monthly(_by_month(node.net), _by_month(node.hours), node.per_hour, node.share)


def _listing(one: ListingOutlook) -> Monthly:
    net, hours = _by_month(one.net), _by_month(one.hours)
    return Monthly(net, hours, one.per_hour, one.share, _by_month(one.orders), one.net_per_order)


def _by_month(year: Band) -> Band:
    return Band(year.mean / YEAR, year.p10 / YEAR, year.p25 / YEAR, year.p50 / YEAR, year.p75 / YEAR, year.p90 / YEAR)
