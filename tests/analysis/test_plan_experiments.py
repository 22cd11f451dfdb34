"""Experiments of a plan: what they may decide, how many visitors it takes, what is said of what came."""

import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.facts.experiment_outlooks import (
    ExperimentOutlook,
    conversion_prior,
    conversion_test,
    experiment_outlooks,
)
from planner.analysis.facts.priors import Trials
from planner.analysis.forecast import ForecastOptions, forecast
from planner.errors import InputError
from planner.model.catalogue import Experiment
from planner.model.plan import Plan
from planner.model.values import Hours, Range
from tests.analysis.diagnosis.scenes import between, exact, settings, shop
from tests.strategies import plan_from

END = datetime(2026, 11, 23, 12, tzinfo=UTC)


def planned(conversion: Range | None = None, **fields: Any) -> tuple[Plan, Experiment]:
    known = {"hypothesis": "It sells", "listing": "offer", "threshold": Decimal("0.02"), "sample": 100, "stop_at": END}
    test = Experiment(id="test", **(known | fields))
    return plan_from([settings(), *shop(conversion=conversion), test]), test


def outlook(plan: Plan, *seen: float, now: datetime | None = None) -> ExperimentOutlook:
    counted = {"test": Trials(*seen)} if seen else None
    (found,) = experiment_outlooks(plan, None, counted, now)
    return found


def test_a_test_that_decides_nothing_says_so_before_the_day_is_spent() -> None:
    test = conversion_test(*planned(between("0.01", "0.05")))
    assert test.prospect.p_undecided == pytest.approx(0.7073, abs=1e-4)
    assert (test.silence, test.prospect.stop_at, test.needed) == (210, None, 210)
    assert test.prior.weight == pytest.approx(167.3, abs=0.1)


@pytest.mark.parametrize("conversion", [between("0.01", "0.05"), exact("0.02"), None, Range.observed(3, 60), exact(1)])
@pytest.mark.parametrize("threshold", ["0.02", "0.05"])
def test_the_sample_needed_decides(conversion: Range | None, threshold: str) -> None:
    plan, test = planned(conversion, threshold=Decimal(threshold))
    found = conversion_test(plan, test)
    if found.needed < math.inf:
        again = conversion_test(*planned(conversion, threshold=Decimal(threshold), sample=int(found.needed)))
        assert again.prospect.p_undecided <= 0.5
        assert again.needed == again.sample >= again.silence


def test_a_range_that_never_says_stop_needs_no_number() -> None:
    test = conversion_test(*planned(exact(0)))
    assert (test.silence, test.needed) == (math.inf, math.inf)


def test_no_opinion_about_a_conversion() -> None:
    nothing = conversion_prior(None)
    assert nothing.mean == pytest.approx(0.037, abs=0.01)
    assert conversion_prior(exact("0.02")).weight == pytest.approx(2000)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sample": None}, "experiment/test/sample"),
        ({"threshold": Decimal(0)}, "experiment/test/threshold"),
        ({"confidence": Decimal("0.5")}, "experiment/test/confidence"),
    ],
)
def test_a_test_that_is_not_set_is_refused(fields: dict[str, Any], field: str) -> None:
    plan, test = planned(between("0.01", "0.05"), **fields)
    with pytest.raises(InputError) as caught:
        conversion_test(plan, test)
    assert caught.value.field == field
    assert outlook(plan).lacking == (field,)


@pytest.mark.parametrize(
    ("seen", "verdict"), [((0, 400), "stop"), ((9, 100), "go"), ((1, 50), "running"), ((2, 100), "undecided")]
)
def test_data_gives_the_verdict_by_the_rule_set_before(seen: tuple[float, float], verdict: str) -> None:
    plan, _test = planned(between("0.01", "0.05"))
    found = outlook(plan, *seen)
    assert found.verdict is not None
    assert found.verdict.verdict == verdict
    assert outlook(plan).verdict is None


@pytest.mark.parametrize(
    ("paid", "when", "verdict"),
    [(3, END, "go"), (2, END - timedelta(hours=1), "running"), (2, END, "stop"), (4, None, "go"), (0, None, "running")],
)
def test_a_count_of_sales_passes_when_it_reaches_its_mark(paid: int, when: datetime | None, verdict: str) -> None:
    plan, _test = planned(measure="sales", threshold=Decimal(3), sample=10)
    found = outlook(plan, paid, 10, now=when)
    assert found.test is None
    assert found.verdict is not None
    assert found.verdict.verdict == verdict


def test_a_test_is_worth_no_more_than_knowing_and_costs_its_hours() -> None:
    plan, _test = planned(between("0.01", "0.05"), budget_hours=Hours.of(3))
    found = forecast(plan, None, ForecastOptions(samples=64))
    (told,) = experiment_outlooks(plan, found)
    assert told.worth is not None
    assert 0 <= told.worth.value_of_test <= told.worth.value_of_knowing
    assert told.cost == 3 * (found.value_of_hour or 0)
    assert outlook(plan).cost == 150  # at the wage, without a forecast
