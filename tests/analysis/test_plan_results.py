"""Whatever a plan holds, what is reckoned of it is numbers: no NaN leaves, and the same plan gives the same answer."""

import datetime as dt
import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.analysis.alliances.prospects import alliance_prospect
from planner.analysis.alliances.terms import alliance_terms
from planner.analysis.facts.actuals import Actuals, actuals
from planner.analysis.facts.experiment_outlooks import experiment_outlooks
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecasting.moves import MoveOptions, plan_moves
from planner.analysis.listings.terms import listing_terms
from planner.analysis.roadmap.dates import roadmap
from planner.analysis.skills.portfolio import new_domain, skills
from planner.analysis.sources.fragility import fragility
from planner.errors import InputError
from planner.model.catalogue import Alliance
from planner.model.plan import Plan
from planner.model.tallies import Tallies
from tests.analysis.businesses import businesses, numbers_in
from tests.examples import examples

TODAY = dt.date(2026, 11, 20)
FEW = ForecastOptions(samples=8, drivers=False)
SECTIONS: dict[str, Callable[[Plan, Actuals], Any]] = {
    "skills": lambda plan, facts: skills(plan, forecast(plan, facts, FEW)),
    "new domain": lambda plan, _facts: new_domain(plan),
    "listings": lambda plan, _facts: listing_terms(plan),
    "experiments": lambda plan, facts: experiment_outlooks(plan, forecast(plan, facts, FEW)),
    "roadmap": lambda plan, facts: roadmap(plan, TODAY, facts),
    "alliances": lambda plan, _facts: alliance_terms(plan),
    "prospect": lambda plan, facts: tuple(alliance_prospect(plan, one.id, facts, 8) for one in plan.of(Alliance)[:1]),
    "fragility": lambda plan, facts: fragility(plan, forecast(plan, facts, FEW)),
    "moves": lambda plan, facts: plan_moves(plan, facts, options=MoveOptions(samples=8)),
}


@pytest.mark.parametrize("section", sorted(SECTIONS))
@settings(max_examples=examples(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_number_is_none(section: str, data: st.DataObject) -> None:
    plan = data.draw(businesses(2))
    facts = actuals(plan, Tallies(), TODAY)
    with suppress(InputError):  # a range that no distribution fits
        found = SECTIONS[section](plan, facts)
        numbers = list(numbers_in(found))
        assert not [path for path, number in numbers if math.isnan(number)]
        assert found == SECTIONS[section](plan, facts)
