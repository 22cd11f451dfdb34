"""What the next hours of learning bring a month, as ranges: hours go where they gain most, and each share is told apart.

The income of a product is drawn from its range in the forecast, the worth of a boost from the range typed for it; what
an hour gains follows both, so the ends are quantiles of sums and never sums of ends.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from planner.analysis.forecast_results import Band, Forecast
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.skills.learning import score_after
from planner.analysis.skills.portfolio import USUAL_MULTIPLIER, DomainSkills, Skills, learner, needs_of
from planner.analysis.uncertainty.streams import Drive, driven_scores
from planner.model.catalogue import Domain, Need
from planner.model.plan import Plan

SAMPLES = 2048
_LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HourGain:
    """One domain: the hours that go there, and what they add to a month's income: its P10, P50 and P90."""

    domain: str
    hours: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class JointGain:
    """What all hours together add to a month's income: P10, P50 and P90."""

    low: float
    middle: float
    high: float


def hour_gains(plan: Plan, forecast: Forecast, found: Skills) -> tuple[HourGain, ...]:
    """The domains that get hours in `found`, the most hours first; a domain that adds nothing yet gains 0."""
    samples = _Samples.of(forecast)
    taught = sorted((one for one in found.domains if one.next_hours >= 1), key=lambda one: -one.next_hours)
    return tuple(_gain(plan, one, samples) for one in taught)


def single_gains(plan: Plan, forecast: Forecast, hours: float) -> tuple[HourGain, ...]:
    """What the same `hours` add in each domain if they all go there, in the order of the plan."""
    samples = _Samples.of(forecast)
    found = []
    for domain in plan.of(Domain):
        curve = learner(domain)
        then = score_after(curve, [hours])[0]
        one = DomainSkills(domain.id, float(domain.score or 0), 0.0, 0.0, hours, then)
        found.append(_gain(plan, one, samples))
    return tuple(found)


def best_first(plan: Plan, forecast: Forecast, hours: float) -> tuple[HourGain, ...]:
    """What the same `hours` add in each domain if they all go there, the most first."""
    return tuple(sorted(single_gains(plan, forecast, hours), key=lambda one: -one.middle))


def joint_gain(plan: Plan, forecast: Forecast, found: Skills) -> JointGain:
    """What the hours of `found` add together: where a product needs several of the domains, their ratios multiply."""
    samples, by_id = _Samples.of(forecast), {one.id: one for one in found.domains}
    total = np.zeros(SAMPLES)
    for product, income in samples.incomes.items():
        ratio: Vector | float = 1.0
        for need in needs_of(plan, product):
            if need.domain in by_id:
                ratio = ratio * _ratio(need, by_id[need.domain], samples.draws)
        total = total + income * (ratio - 1)
    return JointGain(*_monthly(total))


@dataclass(frozen=True, slots=True)
class _Samples:
    """The draws of one forecast, and of each product its income of a year."""

    draws: Draws
    incomes: dict[str, Vector]

    @classmethod
    def of(cls, forecast: Forecast) -> "_Samples":
        draws = Draws(forecast.seed, SAMPLES, forecast.correlation)
        return cls(draws, {one.id: _income(one.id, one.net, draws) for one in forecast.products})


def _gain(plan: Plan, domain: DomainSkills, samples: _Samples) -> HourGain:
    total = np.zeros(SAMPLES)
    for need in plan.naming("need", "domain", domain.id):
        if isinstance(need, Need) and need.product in samples.incomes:
            total = total + samples.incomes[str(need.product)] * (_ratio(need, domain, samples.draws) - 1)
    return HourGain(domain.id, domain.next_hours, *_monthly(total))


def _monthly(year: Vector) -> tuple[float, float, float]:
    """P10, P50 and P90 of a month where the samples are those of a year."""
    low, middle, high = (float(end) / YEAR for end in np.quantile(year, (0.1, 0.5, 0.9)))
    return low, middle, high


def _ratio(need: Need, domain: DomainSkills, draws: Draws) -> Vector | float:
    """How many times more the product is worth with the score that the hours lead to; 1 where it starts at nothing."""
    now, then = domain.score / 100, domain.score_then / 100
    if (need.role or "required") == "required":
        weight = float(need.weight if need.weight is not None else 1)
        return float((then / now) ** weight) if now > 0 else 1.0
    read = inputs_of([need], {}).get(f"need/{need.id}/multiplier")
    times = np.maximum(1.0, USUAL_MULTIPLIER if read is None else draws.of(read))
    return np.asarray((1 + (times - 1) * then) / (1 + (times - 1) * now), dtype=np.float64)


def _income(product: str, net: Band, draws: Draws) -> Vector:
    """Samples of a year's income that have the quantiles of `net`; losses count as nothing."""
    drive = Drive("driver/income", draws.correlation, 1)
    places = ndtr(driven_scores(draws.seed, f"income/{product}", draws.samples, drive))
    ends = (net.p10, net.p25, net.p50, net.p75, net.p90)
    return np.asarray(np.maximum(0.0, np.interp(places, _LEVELS, ends)), dtype=np.float64)
