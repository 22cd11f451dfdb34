"""Works that are missing on platforms that would take them, the most promising first (SCIENCE: reach, clicks, orders, net).

One publication reaches audience x open rate people, or as many as publications there were seen by; of these some click,
some of those buy, and an order leaves its net. Nobody else is counted: no followers, no later sales.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.analysis.forecast_results import Band
from planner.analysis.forecasting.cast import Part
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.inputs import CORRELATIONS, inputs_of
from planner.analysis.forecasting.reading import Known, read
from planner.analysis.forecasting.summaries import band
from planner.analysis.listings.offers import Offer
from planner.analysis.uncertainty.streams import uniforms
from planner.model.catalogue import Platform, Work
from planner.model.placements import Placements, Results
from planner.model.plan import Plan

SAMPLES = 1024
ENOUGH = 3
"""Publications with known views from which on a platform's own views are believed rather than audience x open rate."""
EACH = 2
"""Gaps told of one platform: the works that are missing there bring much the same."""
VIEWS, AUDIENCE = "views", "audience"


@dataclass(frozen=True, slots=True)
class Gap:
    """A work that is missing on a platform, and what one publication there would bring.

    `gain` is money in the base currency, None while the paths in `missing` are empty or nothing is sold there; `reach`
    are people, None where nothing is known; `basis` says what reach was taken from: views of the platform's own
    publications, or its audience and open rate.
    """

    work: str
    platform: str
    gain: Band | None
    reach: Band | None
    basis: str
    listing: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Worth:
    """What one publication of a product on a platform brings."""

    gain: Band | None
    listing: str
    missing: tuple[str, ...]


def fitting(plan: Plan, taken: frozenset[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The platforms that take works of a medium, by medium: those that name it; one that names none, if it had some.

    `taken` are pairs of a work and a platform with a publication.
    """
    media = {work.id: work.medium for work in plan.of(Work, archived=True)}
    silent = {one.id for one in plan.of(Platform) if not one.media}
    named = {(medium, one.id) for one in plan.of(Platform) for medium in one.media}
    had = {(media.get(work), platform) for work, platform in taken if platform in silent}
    found: dict[str, set[str]] = {}
    for medium, platform in named | had:
        if medium:
            found.setdefault(medium, set()).add(platform)
    return {medium: frozenset(platforms) for medium, platforms in found.items()}


def gaps(plan: Plan, placements: Placements, known: Known | None = None, most: int = 5) -> tuple[Gap, ...]:
    """The `most` promising gaps: by mean gain, then by reach, then the newest work; works without a medium fit nowhere.

    No platform is named more than twice. `known` is what the ledger adds (see `Known`). A pair with a publication in any status, skipped ones too, is no gap.
    InputError as `read` and `ranges.fit`.
    """
    market = _Market(plan, placements, known)
    fits = fitting(plan, placements.taken)
    works = sorted(plan.of(Work), key=lambda work: (str(work.made_on or ""), work.position), reverse=True)
    found = [
        (market.rank(work.product, platform), -place, work, platform)
        for place, work in enumerate(works)
        for platform in sorted(fits.get(work.medium or "", ()))
        if (work.id, platform) not in placements.taken
    ]
    found.sort(key=lambda one: one[:2], reverse=True)
    each: Counter[str] = Counter()
    chosen = []
    for _rank, _place, work, platform in found:
        each[platform] += 1
        if each[platform] <= EACH:
            chosen.append((work, platform))
    return tuple(market.gap(work, platform) for work, platform in chosen[:most])


class _Market:
    """What publications bring by product and platform: each pair is reckoned once."""

    def __init__(self, plan: Plan, placements: Placements, known: Known | None) -> None:
        self._plan, self._results = plan, placements.results
        settings = plan.settings
        reading = read(plan, settings.horizon_months, known)
        self._draws = Draws(settings.seed, SAMPLES, CORRELATIONS[settings.correlation])
        self._inputs = {**inputs_of(plan.of(Platform), {}), **reading.inputs}
        offers = reading.offering(self._draws.of).offers(reading.parts)
        self._offers = {
            (part.product.id, part.platform.id): (part, offer)
            for part, offer in reversed(list(zip(reading.parts, offers, strict=True)))
        }
        self._reach: dict[str, tuple[Any, str]] = {}
        self._worth: dict[tuple[str, str], _Worth] = {}
        self._ranks: dict[tuple[str, str], tuple[float, float]] = {}

    def rank(self, product: str | None, platform: str) -> tuple[float, float]:
        """Mean gain and mean reach; nought where they cannot be told."""
        key = (product or "", platform)
        if key not in self._ranks:
            worth, (people, _basis) = self.worth(product, platform), self.reach(platform)
            reach = 0.0 if people is None else float(np.mean(people))
            self._ranks[key] = (worth.gain.mean if worth.gain else 0.0, reach)
        return self._ranks[key]

    def gap(self, work: Work, platform: str) -> Gap:
        """All that is told of a work missing on a platform."""
        people, basis = self.reach(platform)
        worth = self.worth(work.product, platform)
        return Gap(work.id, platform, worth.gain, _band(people), basis, worth.listing, worth.missing)

    def reach(self, platform: str) -> tuple[Any, str]:
        """How many see one publication (one number per sample, or one), and from what that is known."""
        if platform not in self._reach:
            self._reach[platform] = self._reached(platform)
        return self._reach[platform]

    def _reached(self, platform: str) -> tuple[Any, str]:
        views = self._results.get(platform, Results()).views
        if len(views) >= ENOUGH:
            shares = uniforms(self._draws.seed, f"platform/{platform}/views", SAMPLES)
            return np.quantile(np.array(views, dtype=np.float64), shares), VIEWS
        audience, opened = (self._inputs.get(f"platform/{platform}/{name}") for name in ("audience", "open_rate"))
        if audience is None:
            return None, ""
        return np.asarray(self._draws.of(audience)) * (self._draws.of(opened) if opened is not None else 1.0), AUDIENCE

    def worth(self, product: str | None, platform: str) -> _Worth:
        """What a publication brings for the product of a work, or for the one that stands behind it."""
        key = (product or "", platform)
        if key not in self._worth:
            self._worth[key] = self._reckoned(product, platform)
        return self._worth[key]

    def _reckoned(self, product: str | None, platform: str) -> _Worth:
        people, _basis = self.reach(platform)
        total: Any = None
        listings: list[str] = []
        missing: list[str] = []
        for part, offer in self._sellers(product, platform):
            listings.append(part.listing.id)
            missing += part.lacking
            brings = None if people is None or part.lacking else _per_person(offer)
            if brings is not None:
                total = (0.0 if total is None else total) + np.asarray(people * brings, dtype=np.float64)
        return _Worth(_band(total), listings[0] if listings else "", tuple(dict.fromkeys(missing)))

    def _sellers(self, product: str | None, platform: str) -> Iterator[tuple[Part, Offer]]:
        """The listings that gain by a publication: the product's own there, and that of the product behind it."""
        record = self._plan.find("product", product)
        for one in dict.fromkeys((product, record.backed_by if record else None)):
            found = self._offers.get((one or "", platform))
            if found is not None:
                yield found


def _per_person(offer: Offer) -> Any:
    """What one person who sees a publication brings: by views where these are paid for, else by clicks that buy.

    Of a subscription the first payment counts alone; of a service the hours of one order.
    """
    if offer.pricing == "advertising":
        return np.asarray(offer.rpm) / 1000
    buys = np.asarray(offer.click_rate) * np.asarray(offer.conversion)
    if offer.pricing == "commission":
        return buys * np.asarray(offer.price) * np.asarray(offer.commission_rate)
    hours = np.asarray(offer.hours_per_sale or 0.0) if offer.pricing == "hourly" else 1.0
    kept = np.asarray(offer.price) * hours * (1 - np.asarray(offer.refund_rate)) * (1 - np.asarray(offer.fee_rate))
    return buys * (kept - np.asarray(offer.fixed_fee) - np.asarray(offer.unit_cost))


def _band(samples: Any) -> Band | None:
    return None if samples is None else band(np.broadcast_to(np.asarray(samples, dtype=np.float64), (SAMPLES,)))
