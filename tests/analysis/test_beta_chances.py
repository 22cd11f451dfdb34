"""Chances among beta rates: against exact fractions, symmetries, and up to 100 million trials."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from planner.analysis.uncertainty.beta_chances import at_least, at_most, below, log_exactly

WHOLE = st.integers(1, 60)
PARAMETER = st.floats(0.05, 1e6)


def beta(first: int, second: int) -> Fraction:
    return Fraction(math.factorial(first - 1) * math.factorial(second - 1), math.factorial(first + second - 1))


def exactly(alpha: int, other: int, hits: int, trials: int) -> Fraction:
    return math.comb(trials, hits) * beta(alpha + hits, other + trials - hits) / beta(alpha, other)


@given(WHOLE, WHOLE, st.integers(0, 80), st.integers(0, 80))
def test_tails_agree_with_exact_sums(alpha: int, other: int, hits: int, misses: int) -> None:
    trials = hits + misses
    few = sum(exactly(alpha, other, count, trials) for count in range(hits + 1))
    many = sum(exactly(alpha, other, count, trials) for count in range(hits, trials + 1))
    assert at_most((alpha, other), hits, trials) == pytest.approx(float(few), rel=1e-9)
    assert at_least((alpha, other), hits, trials) == pytest.approx(float(many), rel=1e-9)
    one = float(exactly(alpha, other, hits, trials))
    assert math.exp(log_exactly((alpha, other), hits, trials)) == pytest.approx(one, rel=1e-12)


@given(WHOLE, WHOLE, WHOLE, WHOLE)
def test_order_of_two_rates_agrees_with_the_exact_sum(a: int, b: int, c: int, d: int) -> None:
    """Miller 2015, for whole parameters of the second rate."""
    exact = sum(beta(a + i, b + d) / ((d + i) * beta(1 + i, d) * beta(a, b)) for i in range(c))
    assert below((a, b), (c, d)) == pytest.approx(float(exact), rel=1e-9)


@given(PARAMETER, PARAMETER, PARAMETER, PARAMETER)
def test_one_of_two_rates_is_the_lower(a: float, b: float, c: float, d: float) -> None:
    assert below((a, b), (c, d)) + below((c, d), (a, b)) == pytest.approx(1, abs=1e-9)
    assert below((a, b), (c, d)) == pytest.approx(below((d, c), (b, a)), rel=1e-7, abs=1e-12)


@pytest.mark.parametrize("alpha", [0.01, 0.5, 1, 4.485, 1e5, 1e8, 1e10])
def test_a_rate_is_as_often_below_its_like_as_above(alpha: float) -> None:
    assert below((alpha, alpha), (alpha, alpha)) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize("trials", [10, 10**5, 10**8])
def test_every_count_is_as_likely_under_the_uniform(trials: int) -> None:
    for hits in (0, 3, trials // 2, trials - 1):
        assert at_most((1, 1), hits, trials) == pytest.approx((hits + 1) / (trials + 1), rel=1e-8)
        assert math.exp(log_exactly((1, 1), hits, trials)) == pytest.approx(1 / (trials + 1), rel=1e-12)
    assert at_most((1, 1), trials, trials) == at_least((1, 1), 0, trials) == 1
    assert at_most((1, 1), -1, trials) == at_least((1, 1), trials + 1, trials) == 0


def test_tails_keep_their_relative_precision() -> None:
    assert at_most((5, 2), 1, 300) == pytest.approx(1.6593396574895889e-09, rel=1e-10)
    assert at_most((400, 2), 3, 100) == pytest.approx(4.160058078879889e-99, rel=1e-10)
    assert at_least((4.485, 162.78), 99_999, 10**5) < 1e-300


def test_many_trials_show_the_rate_itself() -> None:
    assert at_most((4.485, 162.78), 3e6, 1e8) == pytest.approx(stats.beta.cdf(0.03, 4.485, 162.78), rel=1e-5)


def test_sums_of_single_counts() -> None:
    rate, trials = (4.485, 162.78), 100_000
    total = math.fsum(math.exp(log_exactly(rate, hits, trials)) for hits in range(401))
    assert at_most(rate, 400, trials) == pytest.approx(total, rel=1e-9)
