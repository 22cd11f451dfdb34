"""What ledger and publications say about the guesses of a plan: hits of trials, or events, month by month.

A publication is an occasion for its product's listing on that platform, and for that of the backing product to which
the product is a way. Its clicks, and its orders, belong to the first of the two that has a guess of their rate.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.analysis.facts.actuals import Actuals, Reach
from planner.model.catalogue import Listing, Platform, Product, kind_of
from planner.model.checks_records import SELLING
from planner.model.plan import Plan
from planner.model.values import Month, Range

RATE_DISCOUNT = 0.9
"""What a month weighs beside the month after it: facts grow old."""
OPEN_RATE_DISCOUNT = 0.8
_SURE = 0.1  # an audience is known when its ends lie within so much of their middle

Pair = tuple[float, float]
"""Hits and trials; of a count events and months."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one guess: `data` are pairs by month, oldest first up to the newest month that counts.

    `discount` is what a month weighs beside the next, `weight` what a trial counts where trials come in clusters.
    """

    kind: str
    id: str
    field: str
    guess: Range
    data: tuple[Pair, ...]
    discount: float = RATE_DISCOUNT
    weight: float = 1.0

    @property
    def key(self) -> str:
        """The guess it speaks of: `kind/record id/field`."""
        return f"{self.kind}/{self.id}/{self.field}"


def evidence(plan: Plan, actuals: Actuals) -> tuple[Evidence, ...]:
    """Everything that facts say about click rates, conversions, publications, open rates and refund rates.

    Of churn nothing is said: the ledger does not tell who stayed.
    """
    found = (
        *_listing_rates(plan, actuals, "click_rate", lambda reach: (reach.clicks, reach.clicks_of)),
        *_listing_rates(plan, actuals, "conversion", lambda reach: (reach.orders, reach.orders_of)),
        *_publications(plan, actuals),
        *_open_rates(plan, actuals),
        *_refund_rates(plan, actuals),
    )
    return tuple(one for one in found if any(of > 0 for _hits, of in one.data))


def _listing_rates(
    plan: Plan, actuals: Actuals, field: str, read: Callable[[Reach], tuple[int, int]]
) -> Iterator[Evidence]:
    stating = _stating(plan, field)
    found: dict[str, dict[Month, Pair]] = {}
    for (month, platform, product), reach in actuals.reach.items():
        named = (stating.get((one, platform)) for one in _sellers(plan, product))
        listing = next((one for one in named if one is not None), None)
        if listing is not None:
            pairs = found.setdefault(listing.id, {})
            pairs[month] = _sum((pairs.get(month, (0, 0)), read(reach)))
    for listing_id, pairs in found.items():
        yield _evidence(plan.get(Listing, listing_id), field, _timeline(pairs, Month.of(actuals.today)))


def _stating(plan: Plan, field: str) -> dict[tuple[str | None, str | None], Listing]:
    """The listing with a guess of `field` of each product on each platform; one that sells goes before others."""
    listings = sorted(plan.of(Listing), key=lambda one: one.status in SELLING)
    return {(one.product, one.platform): one for one in listings if getattr(one, field) is not None}


def _sellers(plan: Plan, product_id: str | None) -> tuple[str, ...]:
    """The product of a publication and the one that stands behind it."""
    product = plan.find("product", product_id)
    return () if product is None else tuple(one for one in (product.id, product.backed_by) if one is not None)


def _publications(plan: Plan, actuals: Actuals) -> Iterator[Evidence]:
    """Publications by month, from the month the listing began or first published in; the month of today is not over."""
    published: dict[tuple[str, str], dict[Month, int]] = {}
    for (month, platform, product), reach in actuals.reach.items():
        for seller in _sellers(plan, product):
            counts = published.setdefault((seller, platform), {})
            counts[month] = counts.get(month, 0) + reach.count
    logged = min((month for month, _platform, _product in actuals.reach), default=None)
    for listing in _stating(plan, "publications_per_month").values():
        counts = published.get((str(listing.product), str(listing.platform)), {})
        began = listing.start_month or min(counts, default=None)
        if counts and logged is not None and began is not None and listing.status in SELLING:
            first = max(began, logged)
            last = min(actuals.months[-1], Month.of(actuals.today) + (-1), listing.end_month or actuals.months[-1])
            months = (first + index for index in range(last - first + 1))
            yield _evidence(listing, "publications_per_month", tuple((counts.get(month, 0), 1) for month in months))


def _open_rates(plan: Plan, actuals: Actuals) -> Iterator[Evidence]:
    """Views among audience x publications whose views are known, where the audience is known.

    Views of one publication stand or fall together, so they count less the further the months differ; one month alone
    cannot tell and says nothing.
    """
    viewed: dict[str, dict[Month, Pair]] = {}
    for (month, where, _product), reach in actuals.reach.items():
        views = viewed.setdefault(where, {})
        views[month] = _sum((views.get(month, (0, 0)), (reach.views, reach.counted)))
    for platform in plan.of(Platform):
        audience = _known_audience(platform)
        if audience is not None and platform.open_rate is not None:
            read = viewed.get(platform.id, {}).items()
            pairs = {month: (views, audience * counted) for month, (views, counted) in read}
            timeline = _timeline(pairs, Month.of(actuals.today))
            weight = _weight(timeline)
            if weight is not None:
                guess = platform.open_rate
                yield Evidence("platform", platform.id, "open_rate", guess, timeline, OPEN_RATE_DISCOUNT, weight)


def _weight(data: tuple[Pair, ...]) -> float | None:
    """One over the dispersion: Pearson's chi-squared of the months over one less than their number, at least 1.

    None with fewer than two months. McCullagh & Nelder 1989 (quasi-likelihood).
    """
    months = [pair for pair in data if pair[1] > 0]
    hits, of = _sum(months) if months else (0, 0)
    if len(months) < 2:
        return None
    rate = hits / of
    noise = rate * (1 - rate)
    if noise == 0:
        return 1.0
    return 1 / max(1.0, sum((hit - rate * n) ** 2 / (n * noise) for hit, n in months) / (len(months) - 1))


def _known_audience(platform: Platform) -> float | None:
    if platform.audience is None:
        return None
    low, high = (float(end) for end in platform.audience.ends())
    return (low + high) / 2 if high - low <= _SURE * (low + high) else None


def _refund_rates(plan: Plan, actuals: Actuals) -> Iterator[Evidence]:
    """Refunds of sales: a refund is set against the newest sales up to its month that are not paid back yet."""
    sold, paid_back = _by_product(actuals.sold), _by_product(actuals.paid_back)
    for product in plan.of(Product):
        if product.refund_rate is not None and product.id in sold:
            pairs = _matched(sold[product.id], paid_back.get(product.id, {}))
            yield _evidence(product, "refund_rate", _timeline(pairs, Month.of(actuals.today)))


def _by_product(pieces: Mapping[tuple[Month, str], int]) -> dict[str, dict[Month, int]]:
    found: dict[str, dict[Month, int]] = {}
    for (month, product), count in pieces.items():
        found.setdefault(product, {})[month] = count
    return found


def _matched(sold: Mapping[Month, int], paid_back: Mapping[Month, int]) -> dict[Month, Pair]:
    back = dict.fromkeys(sold, 0)
    for month, count in sorted(paid_back.items()):
        left = count
        for at in sorted((one for one in sold if one <= month), reverse=True):
            taken = min(left, sold[at] - back[at])
            back[at] += taken
            left -= taken
    return {month: (back[month], count) for month, count in sold.items()}


def _evidence(record: Listing | Product, field: str, data: tuple[Pair, ...]) -> Evidence:
    return Evidence(kind_of(record).name, record.id, field, getattr(record, field), data)


def _timeline(pairs: Mapping[Month, Pair], last: Month) -> tuple[Pair, ...]:
    """The pairs of every month up to `last`, oldest first; no more hits than trials."""
    if not pairs:
        return ()
    first = min(pairs)
    months = (pairs.get(first + index, (0, 0)) for index in range(last - first + 1))
    return tuple((min(hits, of), of) for hits, of in months)


def _sum(pairs: Iterable[Pair]) -> Pair:
    hits, of = map(sum, zip(*pairs, strict=True))
    return hits, of
