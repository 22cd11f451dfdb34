"""What the domains of a plan make of its products, where hours of learning are planned, and where the next ones go.

An hour in a domain gains what it adds to the year's income of the products that need the domain, one as good as another
where none earns yet. Money in the base currency, hours from now on.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.free_hours import YEAR, free_hours
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.skills.hours import allocate_hours, gains_per_hour
from planner.analysis.skills.learning import Domain as Learner
from planner.analysis.skills.learning import hours_to, score_after
from planner.analysis.skills.products import DomainNeed, SkilledProduct, allocate_products, worth_after
from planner.analysis.skills.rarity import Rarity, rarity
from planner.analysis.skills.value import Need as SkillNeed
from planner.analysis.skills.value import skill_value
from planner.model.catalogue import Domain, Need, Product
from planner.model.plan import Plan

USUAL_HOURS_TO_80 = 500.0
USUAL_MULTIPLIER = 2.0
MOST_HOURS = 2000.0
"""Hours of a year in which nothing else limits them."""


@dataclass(frozen=True, slots=True)
class ProductSkills:
    """One product: the factor its domains make, and the required ones without a score, which make it 0.

    `worth` is the year's income it would bring with every factor at 1; `rarity` how rare its scored domains are
    together when a score is read as the share of people who are worse; None without any.
    """

    id: str
    factor: float
    missing: tuple[str, ...]
    worth: float
    rarity: Rarity | None


@dataclass(frozen=True, slots=True)
class DomainSkills:
    """One domain: hours planned (from its score to its target), and what its next hour adds to the year's income.

    The gain is infinite where a required domain stands at 0. `next_hours` is its part of the hours to come, `score_then`
    where they lead.
    """

    id: str
    score: float
    planned_hours: float
    gain: float
    next_hours: float = 0.0
    score_then: float = 0.0


@dataclass(frozen=True, slots=True)
class Skills:
    """Products and domains, `hours` to come, and the year's income at present scores and after these hours."""

    products: tuple[ProductSkills, ...]
    domains: tuple[DomainSkills, ...]
    hours: float = 0.0
    income_now: float = 0.0
    income_then: float = 0.0


def learner(domain: Domain | None) -> Learner:
    """A domain as its learning curve; without a record, put away or without a score it stands at 0."""
    if domain is None or domain.archived:
        return Learner(0.0)
    hours = domain.hours_to_80.minutes / 60 if domain.hours_to_80 else USUAL_HOURS_TO_80
    return Learner(float(domain.score or 0), hours, domain.curve or "power")


def learning_gains(plan: Plan, forecast: Forecast | None) -> Skills:
    """Products and domains as they stand; no hours are handed out."""
    products = _products(plan, _incomes(forecast))
    weights = {one.id: one.worth * one.factor or one.worth for one in products}
    gains = _gains(plan, weights)
    most = _hours_of_a_year(plan)
    domains = (
        DomainSkills(domain.id, float(domain.score or 0), min(_to_target(domain), most), gains.get(domain.id, 0.0))
        for domain in plan.of(Domain)
    )
    return Skills(tuple(products), tuple(domains))


@dataclass(frozen=True, slots=True)
class Limits:
    """What is settled before hours are handed out: hours that a domain gets at `least`, and the `closed` ones that get none.

    Where all of `least` is more than the hours there are, each gets its part of them.
    """

    least: Mapping[str, float] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


def skills(plan: Plan, forecast: Forecast | None = None, hours: float = 100.0, limits: Limits | None = None) -> Skills:
    """The same with the next `hours` of learning handed out within `limits` so that the year's income becomes largest.

    Hours lie along one curve: what is settled raises the scores first, and the rest is handed out from there.
    """
    now, limits = learning_gains(plan, forecast), limits or Limits()
    places = {domain.id: place for place, domain in enumerate(plan.of(Domain))}
    offers = _offers(plan, now.products, places)
    learners = [learner(domain) for domain in plan.of(Domain)]
    settled = _settled(limits, places, hours)
    begun = [replace(one, score=score_after(one, [spent])[0]) for one, spent in zip(learners, settled, strict=True)]
    left = max(0.0, hours - math.fsum(settled))
    split = allocate_products(begun, offers, left, [places[one] for one in limits.closed if one in places])
    domains = (
        replace(one, next_hours=first + more, score_then=score)
        for one, first, more, score in zip(now.domains, settled, split.hours, split.scores, strict=True)
    )
    before = worth_after(learners, offers, [0.0] * len(learners))
    return Skills(now.products, tuple(domains), hours, before, split.value)


def _offers(plan: Plan, products: Iterable[ProductSkills], places: dict[str, int]) -> list[SkilledProduct]:
    """What the products need, by the places of the domains; left out where one that is required is put away."""
    return [
        SkilledProduct(
            product.worth,
            [
                DomainNeed(*_skill_need(need), domain=places[need.domain])
                for need in needs_of(plan, product.id)
                if need.domain in places
            ],
        )
        for product in products
        if not any(domain not in places for domain in product.missing)
    ]


def _settled(limits: Limits, places: Mapping[str, int], hours: float) -> list[float]:
    """The hours settled for each domain, in all no more than `hours`."""
    wanted = [0.0 if one in limits.closed else max(0.0, limits.least.get(one, 0.0)) for one in places]
    total = math.fsum(wanted)
    return [some * hours / total for some in wanted] if total > hours else wanted


@dataclass(frozen=True, slots=True)
class NewDomain:
    """What one more boosting domain, begun at 0, would make of a product: its factor after the hours to come, with the
    domain and without it."""

    product: str
    without: float
    with_it: float


def new_domain(plan: Plan, hours: float = 100.0, multiplier: float = USUAL_MULTIPLIER) -> tuple[NewDomain, ...]:
    """For each product with needs: the best use of the hours with a new domain and without, each product by itself."""
    found = []
    for product in plan.of(Product):
        needs = needs_of(plan, product.id)
        if needs and product.stage != "retired":
            learners = [learner(plan.find("domain", need.domain)) for need in needs]
            skilled = [need_of(need) for need in needs]
            boost = SkillNeed("boost", 1, multiplier)
            without = allocate_hours(learners, skilled, hours).value_after
            with_it = allocate_hours([*learners, Learner(0.0)], [*skilled, boost], hours).value_after
            found.append(NewDomain(product.id, without, with_it))
    return tuple(found)


def needs_of(plan: Plan, product: str) -> tuple[Need, ...]:
    """The needs of a product."""
    return tuple(need for need in plan.naming("need", "product", product) if isinstance(need, Need))


def need_of(need: Need) -> SkillNeed:
    """A need with its multiplier at the median."""
    return SkillNeed(*_skill_need(need))


def _skill_need(need: Need) -> tuple[str, float, float]:
    """Role, weight and multiplier."""
    read = inputs_of([need], {}).get(f"need/{need.id}/multiplier")
    multiplier = USUAL_MULTIPLIER if read is None else max(1.0, ends(read)[1])
    return need.role or "required", float(need.weight if need.weight is not None else 1), multiplier


def _products(plan: Plan, incomes: Mapping[str, float]) -> list[ProductSkills]:
    """Every product that is not retired and needs a domain."""
    found = []
    for product in plan.of(Product):
        needs = needs_of(plan, product.id)
        if product.stage == "retired" or not needs:
            continue
        scores = [learner(plan.find("domain", need.domain)).score or 0.0 for need in needs]
        value = skill_value([need_of(need) for need in needs], scores)
        missing = tuple(str(needs[place].domain) for place in value.missing)
        income = incomes.get(product.id, 0.0) if any(incomes.values()) else 1.0
        worth = income / value.value if value.value > 0 else income
        scored = [score / 100 for score in scores if score > 0]
        found.append(ProductSkills(product.id, value.value, missing, worth, rarity(scored) if scored else None))
    return found


def _incomes(forecast: Forecast | None) -> dict[str, float]:
    """The year's income by product, losses left out."""
    found: dict[str, float] = {}
    for outlook in () if forecast is None else forecast.listings:
        found[outlook.product] = found.get(outlook.product, 0.0) + max(0.0, outlook.net.mean)
    return found


def _gains(plan: Plan, weights: Mapping[str, float]) -> dict[str, float]:
    """Income that the next hour in each domain adds: sum over products of income x gain of the logarithm."""
    found: dict[str, float] = {}
    for product, weight in weights.items():
        needs = needs_of(plan, product)
        learners = [learner(plan.find("domain", need.domain)) for need in needs]
        gains = gains_per_hour(learners, [need_of(need) for need in needs])
        for need, gain in zip(needs, gains, strict=True):
            if need.domain is not None and weight > 0:
                found[need.domain] = found.get(need.domain, 0.0) + weight * gain
    return found


def _to_target(domain: Domain) -> float:
    return 0.0 if domain.target is None else hours_to(learner(domain), [domain.target])[0]


def _hours_of_a_year(plan: Plan) -> float:
    free = free_hours(plan.settings, YEAR)
    return MOST_HOURS if free is None else min(MOST_HOURS, float(np.sum(free)))


def share_below_third(domains: Iterable[DomainSkills]) -> float | None:
    """The share of planned hours whose gain lies below a third of the best domain's; None without hours or gains."""
    listed = list(domains)
    best = max((one.gain for one in listed), default=0.0)
    planned = math.fsum(one.planned_hours for one in listed)
    if best <= 0 or planned <= 0:
        return None
    return min(1.0, math.fsum(one.planned_hours for one in listed if one.gain < best / 3) / planned)
