"""How each domain of a plan stands: hours spent on it lately, hours to its target, and what more of them would add."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.analysis.forecast_results import Forecast
from planner.analysis.skills.hour_gains import HourGain, single_gains
from planner.analysis.skills.learning import hours_to
from planner.analysis.skills.portfolio import learner
from planner.model.catalogue import Domain
from planner.model.plan import Plan

MORE = 100.0
"""Hours of which the gain is told."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One domain: minutes logged on it lately, hours from its score to its target (0 without one, infinite to 100), and
    what `MORE` hours add if all go there; None before the first forecast."""

    minutes: int
    to_target: float
    gain: HourGain | None = None


def standings(plan: Plan, forecast: Forecast | None, minutes: Mapping[str, int]) -> dict[str, Standing]:
    """Every domain of the plan by its id; `minutes` are those logged lately."""
    gains = {one.domain: one for one in single_gains(plan, forecast, MORE)} if forecast is not None else {}
    return {
        domain.id: Standing(minutes.get(domain.id, 0), _to_target(domain), gains.get(domain.id))
        for domain in plan.of(Domain)
    }


def _to_target(domain: Domain) -> float:
    return 0.0 if domain.target is None else hours_to(learner(domain), [domain.target])[0]
