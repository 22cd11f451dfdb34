"""Changes worth trying: each a plan with one thing done otherwise, and what it asks in hours.

What a guess becomes by a move is drawn from streams of the move's own, so no other draw moves. The ranges here are
judgement and are said wherever moves are shown.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any

import numpy as np

from planner.analysis.forecast_results import Forecast, parts_of
from planner.analysis.forecasting.cast import COUNTED, Part, span
from planner.analysis.forecasting.draws import Draws, Value, ends
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.forecasting.reading import Reading
from planner.analysis.skills.learning import score_after
from planner.analysis.skills.portfolio import learner, learning_gains, need_of, needs_of
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.analysis.uncertainty.streams import scores
from planner.model.catalogue import Alliance, Domain, Exchange, Listing, Platform, Product, Record, kind_of
from planner.model.changes import Change, ChangeSet
from planner.model.plan import Plan
from planner.model.values import Money, Range

PRICE, PUBLICATION, PLATFORM, CONVERSION = "price", "publication", "platform", "conversion"
LEARNING, ALLY, DROP, NO_ADS = "learning", "ally", "drop", "no_ads"
DEARER = Decimal("1.1")
USUAL_ELASTICITY = (-2.0, -0.5)
"""By how many per cent fewer buy when a price rises by one; without it a higher price always wins."""
BETTER_CONVERSION = (1.02, 1.3)
"""What some hours of work on words, pictures and the way to pay make of a conversion."""
NEW_CLICK_RATE, NEW_CONVERSION = (
    Range.between(Decimal("0.01"), Decimal("0.05")),
    Range.between(Decimal("0.005"), Decimal("0.04")),
)
"""What is believed of a place where the product was never offered."""
CONVERSION_HOURS, LEARNING_HOURS = 10.0, 20.0
_EACH = 6
"""So many candidates of one sort at most; of learning, allies and dropping half of it."""

Alter = Callable[[Value], Value]


@dataclass(frozen=True)
class Candidate:
    """One change: its sort and record, the plan with it, what becomes of guesses by key, and the hours it asks of a year.

    `place` is the platform of a new listing, `counted` the alliances that take part where that is the change. `hours` are
    asked beside those that the listings `touched` take more than before. `fields` are what to write into the record to
    make the move.
    """

    sort: str
    kind: str
    id: str
    plan: Plan
    hours: float = 0.0
    touched: tuple[str, ...] = ()
    place: str = ""
    altered: Mapping[str, Alter] = field(default_factory=dict)
    counted: frozenset[str] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return "/".join(filter(None, (self.sort, self.kind, self.id, self.place)))


@dataclass(frozen=True)
class Scene:
    """What candidates are made of: the plan as read, its draws, the mean net of each part, and a forecast if there is one."""

    reading: Reading
    draws: Draws
    nets: tuple[float, ...]
    forecast: Forecast | None
    elasticity: tuple[float, float]

    @property
    def plan(self) -> Plan:
        """The plan as it is."""
        return self.reading.plan

    def largest(self) -> list[Part]:
        """The parts that bring most first."""
        parts = self.reading.parts
        return [
            parts[row] for row in sorted(range(len(parts)), key=lambda row: (-self.nets[row], parts[row].listing.id))
        ]


def candidates(scene: Scene) -> list[Candidate]:
    """All that is tried, at most about forty."""
    sorts = (_prices, _publications, _places, _conversions)
    few = (_learning, _allies, _drops, _ads)
    found = [one for make in sorts for one in islice(make(scene), _EACH)]
    return found + [one for make in few for one in islice(make(scene), _EACH // 2)]


def _changed(plan: Plan, *records: Record) -> Plan:
    changes = (Change(kind_of(one).name, one.id, plan.find(kind_of(one).name, one.id), one) for one in records)
    return plan.apply(ChangeSet(tuple(changes)))


def _times(factor: Value) -> Alter:
    return lambda value: np.minimum(1.0, value * factor)


def _conversions_of(reading: Reading, product: str) -> list[str]:
    keys = (f"listing/{part.listing.id}/conversion" for part in reading.parts if part.product.id == product)
    return [key for key in keys if key in reading.inputs]


def _dearer(amount: Money | None) -> Money | None:
    return None if amount is None else amount * DEARER


def _prices(scene: Scene) -> Iterator[Candidate]:
    """Each product a tenth dearer wherever it is sold; fewer buy by the elasticity of demand."""
    seen = set()
    for part in scene.largest():
        product, keys = part.product, _conversions_of(scene.reading, part.product.id)
        if product.id in seen or product.pricing in ("advertising", "commission") or not keys:
            continue
        seen.add(product.id)
        listings = [one.listing for one in scene.reading.parts if one.product.id == product.id and one.listing.price]
        dearer = replace(product, price=_dearer(product.price))
        plan = _changed(scene.plan, dearer, *(replace(one, price=_dearer(one.price)) for one in listings))
        low, high = scene.elasticity
        spread = Spread(value=low) if low == high else Spread(low=low, high=high)
        drawn = fit("signed", spread).at(scores(scene.draws.seed, f"move/{product.id}/elasticity", scene.draws.samples))
        fewer = float(DEARER) ** np.minimum(0.0, drawn)
        fields: dict[str, Any] = {"price": dearer.price} if product.price is not None and not listings else {}
        yield Candidate(PRICE, "product", product.id, plan, altered=dict.fromkeys(keys, _times(fewer)), fields=fields)


def _publications(scene: Scene) -> Iterator[Candidate]:
    """One more publication a month on each listing that publishes."""
    for part in scene.largest():
        listing = part.listing
        key = f"listing/{listing.id}/publications_per_month"
        if key not in scene.reading.inputs or listing.publications_per_month is None:
            continue
        more = _plus_one(listing.publications_per_month)
        fields: dict[str, Any] = {} if more is None else {"publications_per_month": more}
        altered: dict[str, Alter] = {key: lambda value: value + 1.0}
        yield Candidate(
            PUBLICATION, "listing", listing.id, scene.plan, touched=(listing.id,), altered=altered, fields=fields
        )


def _plus_one(value: Range) -> Range | None:
    if value.low is None or value.high is None:
        return None
    return Range(value.low + 1, value.high + 1, None if value.likely is None else value.likely + 1)


def _places(scene: Scene) -> Iterator[Candidate]:
    """Each product on a platform where it is not offered yet, that carries its medium and already reaches people."""
    offered = {(one.product, one.platform) for one in scene.plan.of(Listing)}
    used = dict.fromkeys(part.platform for part in scene.largest())
    seen: set[str] = set()
    for part in scene.largest():
        product = part.product
        if product.id in seen or product.pricing in ("advertising", "hourly"):
            continue
        seen.add(product.id)
        for place in used:
            suits = not place.media or product.medium is None or product.medium in place.media
            if suits and place.audience is not None and (product.id, place.id) not in offered:
                listing = _new_listing(product, place)
                plan = _changed(scene.plan, listing)
                yield Candidate(PLATFORM, "product", product.id, plan, touched=(listing.id,), place=place.id)
                break


def _new_listing(product: Product, place: Platform) -> Listing:
    fields: dict[str, Any] = {
        "product": product.id, "platform": place.id, "status": "active", "position": "~",
        "publications_per_month": Range.exact(1), "click_rate": NEW_CLICK_RATE, "conversion": NEW_CONVERSION,
    }  # fmt: skip
    return Listing(id=f"move/{product.id}/{place.id}", **fields)


def _conversions(scene: Scene) -> Iterator[Candidate]:
    """Some hours of work on the conversion of each listing."""
    for part in scene.largest():
        key = f"listing/{part.listing.id}/conversion"
        if key in scene.reading.inputs and not part.lacking:
            low, high = BETTER_CONVERSION
            stream = f"move/{part.listing.id}/conversion"
            better = fit("people", Spread(low=low, high=high)).at(scores(scene.draws.seed, stream, scene.draws.samples))
            listing, altered = part.listing.id, {key: _times(better)}
            yield Candidate(CONVERSION, "listing", listing, scene.plan, CONVERSION_HOURS, (listing,), altered=altered)


def _learning(scene: Scene) -> Iterator[Candidate]:
    """The next hours in the domains that gain most: what a product is worth more, more people buy."""
    domains = learning_gains(scene.plan, scene.forecast).domains
    for one in sorted(domains, key=lambda domain: (-domain.gain, domain.id)):
        curve = learner(scene.plan.get(Domain, one.id))
        before, (after,) = curve.score or 0.0, score_after(curve, [LEARNING_HOURS])
        altered: dict[str, Alter] = {}
        for part in scene.reading.parts:
            for need in needs_of(scene.plan, part.product.id):
                if need.domain == one.id:
                    factors = need_of(need).factor(np.array([before, after]))
                    if factors[0] > 0:
                        keys = _conversions_of(scene.reading, part.product.id)
                        altered |= dict.fromkeys(keys, _times(float(factors[1] / factors[0])))
        if altered:
            touched = tuple(parts_of(key)[1] for key in altered)
            yield Candidate(LEARNING, "domain", one.id, scene.plan, LEARNING_HOURS, touched, altered=altered)


def _allies(scene: Scene) -> Iterator[Candidate]:
    """Each alliance that is talked about, as if it were agreed on."""
    running = {one.id for one in scene.plan.of(Alliance) if one.stage in COUNTED}
    for one in scene.plan.of(Alliance):
        lines = [line for line in scene.plan.naming("exchange", "alliance", one.id) if isinstance(line, Exchange)]
        if one.id in running or one.stage == "ended" or not lines:
            continue
        inputs = inputs_of(lines, {})
        monthly = sum(ends(read)[1] for read in inputs.values() if read.field == "hours")
        first, last = span(scene.plan, one)
        months = max(0, min(YEAR, YEAR if last is None else last + 1) - max(0, first))
        touched = tuple(dict.fromkeys(line.listing for line in lines if line.listing))
        yield Candidate(
            ALLY, "alliance", one.id, scene.plan, monthly * months, touched,
            counted=frozenset(running | {one.id}), fields={"stage": "agreed"},
        )  # fmt: skip


def _drops(scene: Scene) -> Iterator[Candidate]:
    """The listings that bring least given up: their hours may be worth more elsewhere."""
    for part in reversed(scene.largest()):
        plan = _changed(scene.plan, replace(part.listing, status="paused"))
        yield Candidate(DROP, "listing", part.listing.id, plan, fields={"status": "paused"})


def _ads(scene: Scene) -> Iterator[Candidate]:
    """Each listing without its advertising."""
    for part in scene.largest():
        if part.listing.ad_budget:
            nothing = Money(Decimal(0), part.listing.ad_budget.currency)
            plan = _changed(scene.plan, replace(part.listing, ad_budget=nothing))
            yield Candidate(NO_ADS, "listing", part.listing.id, plan, fields={"ad_budget": nothing})
