"""Experiments: what may come of them, what they say, whether they are worth a day."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from planner.analysis.facts import experiments as exp
from planner.analysis.facts.priors import RatePrior, Trials, rate_prior
from planner.errors import InputError

UNIFORM = RatePrior(1, 1)
ONE_TO_FIVE = rate_prior({"low": 0.01, "high": 0.05})
TEN_TO_THIRTY = rate_prior({"low": 0.1, "high": 0.3})


def test_plan_with_no_opinion() -> None:
    found = exp.plan(UNIFORM, 150, 0.02, 0.9)
    assert (found.go_from, found.stop_at) == (5, 0)
    chances = (found.p_go, found.p_stop, found.p_undecided, found.p_at_least_one)
    assert chances == pytest.approx((146 / 151, 1 / 151, 4 / 151, 150 / 151))


def test_a_test_that_can_never_say_stop() -> None:
    found = exp.plan(ONE_TO_FIVE, 100, 0.02)
    assert found.stop_at is None
    assert (found.p_stop, found.p_undecided) == (0, pytest.approx(0.71, abs=0.005))


def test_without_visitors_only_the_range_speaks() -> None:
    assert exp.plan(ONE_TO_FIVE, 0, 0.02) == exp.Prospect(None, None, 0, 0, 1, 0)
    assert exp.plan(ONE_TO_FIVE, 0, 0.001) == exp.Prospect(0, None, 1, 0, 0, 0)
    assert exp.plan(ONE_TO_FIVE, 0, 0.2) == exp.Prospect(None, 0, 0, 1, 0, 0)


@given(st.floats(0.2, 30), st.floats(0.2, 300), st.integers(0, 120), st.floats(0.01, 0.9), st.floats(0.51, 0.99))
def test_plan_agrees_with_every_count(alpha: float, beta: float, sample: int, mark: float, sure: float) -> None:
    found = exp.plan(RatePrior(alpha, beta), sample, mark, sure)
    above = [stats.beta.sf(mark, alpha + k, beta + sample - k) for k in range(sample + 1)]
    go = [k for k in range(sample + 1) if above[k] >= sure]
    stop = [k for k in range(sample + 1) if above[k] <= 1 - sure]
    assert (found.go_from, found.stop_at) == (min(go, default=None), max(stop, default=None))
    law = stats.betabinom(sample, alpha, beta)
    assert found.p_go == pytest.approx(sum(law.pmf(go)), abs=1e-9)
    assert found.p_stop == pytest.approx(sum(law.pmf(stop)), abs=1e-9)
    assert found.p_at_least_one == pytest.approx(1 - law.pmf(0), abs=1e-9)


def test_a_hundred_million_visitors() -> None:
    found = exp.plan(ONE_TO_FIVE, 10**8, 0.02)
    assert found.go_from is not None and found.stop_at is not None
    assert found.stop_at < 2_000_000 < found.go_from
    assert found.p_go == pytest.approx(stats.beta.sf(0.02, *ONE_TO_FIVE.pair), abs=1e-3)


def test_verdicts() -> None:
    ten = exp.verdict(UNIFORM, Trials(3, 10), 10, 0.1)
    assert (ten.p_above, ten.verdict) == (pytest.approx(0.9814652388), "go")
    assert exp.verdict(ONE_TO_FIVE, Trials(1, 60), 200, 0.02, 0.9).verdict == "running"
    assert exp.verdict(ONE_TO_FIVE, Trials(1, 60), 60, 0.02, 0.9).verdict == "undecided"
    assert exp.verdict(ONE_TO_FIVE, Trials(0, 500), 800, 0.02).verdict == "stop"


@pytest.mark.parametrize(
    ("rate", "confidence", "visitors", "needed", "chance"),
    [(0.02, 0.95, 50, 149, 0.635830319912883), (0.5, 0.875, 3, 3, 0.875), (1, 0.95, 0, 1, 0), (1, 0.95, 2, 1, 1)],
)
def test_rule_of_three(rate: float, confidence: float, visitors: int, needed: int, chance: float) -> None:
    found = exp.rule_of_three(rate, confidence, visitors)
    assert found == exp.RuleOfThree(needed, pytest.approx(chance))


def test_worth_of_a_test() -> None:
    found = exp.value(TEN_TO_THIRTY, 20, 300, 20, 1300)
    assert (found.value_now, found.value_of_test) == (0, pytest.approx(33.629827790815746, rel=1e-9))
    assert found.value_of_knowing == pytest.approx(87.02709965009893, rel=1e-9)
    assert exp.value(TEN_TO_THIRTY, 20, 300, 20, 6001) == exp.Worth(0, 0, 0)
    assert exp.value(TEN_TO_THIRTY, 20, 300, -20, 0) == exp.Worth(0, 0, 0)
    free = exp.value(TEN_TO_THIRTY, 20, 300, 20, 0)
    assert free == exp.Worth(pytest.approx(6000 * TEN_TO_THIRTY.mean), 0, 0)
    assert exp.value(TEN_TO_THIRTY, 0, 300, 20, 1000).value_of_test == 0


@given(st.floats(0.2, 30), st.floats(0.2, 100), st.integers(0, 80), st.floats(0.01, 1.2))
def test_worth_agrees_with_the_sum_over_outcomes(alpha: float, beta: float, sample: int, cost: float) -> None:
    found = exp.value(RatePrior(alpha, beta), sample, 10, 0.1, cost)
    law = stats.betabinom(sample, alpha, beta)
    outcomes = (law.pmf(k) * max(0, (alpha + k) / (alpha + beta + sample) - cost) for k in range(sample + 1))
    assert found.value_now + found.value_of_test == pytest.approx(math.fsum(outcomes), abs=1e-9)
    assert found.value_of_test <= found.value_of_knowing + 1e-12


def test_sample_size() -> None:
    assert exp.sample_size(0.5, 0.75, 0.05, 0.9) == 77
    assert exp.sample_size(0.2, 0.25) == exp.sample_size(0.25, 0.2) == 1094
    assert exp.sample_size(0.2, 0.2) == math.inf


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: exp.plan(UNIFORM, 10, 0), "threshold"),
        (lambda: exp.plan(UNIFORM, 10, 1), "threshold"),
        (lambda: exp.plan(UNIFORM, 10, 0.1, 0.5), "confidence"),
        (lambda: exp.plan(UNIFORM, 10, 0.1, 1), "confidence"),
        (lambda: exp.plan(UNIFORM, -1, 0.1), "sample"),
        (lambda: exp.plan(UNIFORM, 1.5, 0.1), "sample"),  # type: ignore[arg-type]
        (lambda: exp.verdict(UNIFORM, Trials(4, 3), 10, 0.1), "data/hits"),
        (lambda: exp.verdict(UNIFORM, Trials(1, 3), 10, 0), "threshold"),
        (lambda: exp.rule_of_three(0), "rate"),
        (lambda: exp.rule_of_three(1.1), "rate"),
        (lambda: exp.rule_of_three(0.1, 1), "confidence"),
        (lambda: exp.rule_of_three(0.1, 0.95, -1), "visitors"),
        (lambda: exp.value(UNIFORM, 10, -1, 20, 5), "audience"),
        (lambda: exp.value(UNIFORM, 10, 1, 20, -5), "cost"),
        (lambda: exp.value(UNIFORM, 10, 1e30, 1e30, 5), "net"),
        (lambda: exp.sample_size(0, 0.5), "rate_a"),
        (lambda: exp.sample_size(0.5, 1), "rate_b"),
        (lambda: exp.sample_size(0.5, 0.6, 0), "significance"),
        (lambda: exp.sample_size(0.5, 0.6, 0.05, 1), "power"),
    ],
)
def test_bad_experiments_are_refused(call: Any, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.kind, caught.value.field) == ("out_of_range", field)
