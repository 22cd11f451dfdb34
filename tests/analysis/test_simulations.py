"""Simulations against their closed forms."""

import math
from typing import Any

import numpy as np
import pytest

from planner.analysis.uncertainty.ranges import Spread
from planner.analysis.uncertainty.simulations import correlated_sum, product, relative_error
from planner.errors import InputError

PEOPLE = ("people", Spread(low=500, high=2000))
TURNOUT = ("people", Spread(low=0.01, high=0.04))
PRICE = ("money", Spread(low=10, high=40))
SOURCE = ("money", Spread(low=50, high=400))


def test_a_product_of_lognormals() -> None:
    outcome = product([PEOPLE, TURNOUT, PRICE], 16384, 1)
    expected = (522.0879146973806, 156.97237283977432, 400, 1019.2876434588655)
    assert (outcome.mean, outcome.p10, outcome.p50, outcome.p90) == pytest.approx(expected, rel=0.04)
    assert outcome == product([PEOPLE, TURNOUT, PRICE], 16384, 1)
    assert outcome != product([PEOPLE, TURNOUT, PRICE], 16384, 2)


def test_numbers_alone_have_no_spread() -> None:
    outcome = product([("money", Spread(value=3)), ("rate", Spread(value=0.5))], 16, 1)
    assert (outcome.mean, outcome.p10, outcome.p90) == (1.5, 1.5, 1.5)


def test_a_shared_driver_widens_a_sum() -> None:
    """Twenty equal sources with correlation .3 spread about 2.4 times as wide as independent ones."""
    bound, free = (correlated_sum([SOURCE] * 20, rho, 8192, 3).coefficient_of_variation for rho in (0.3, 0))
    assert bound is not None and free is not None
    sigma2 = (math.log(8) / (2 * 1.6448536269514722)) ** 2
    pair = math.expm1(0.3 * sigma2) / math.expm1(sigma2)
    assert bound / free == pytest.approx(math.sqrt(1 + 19 * pair), rel=0.05)
    assert free == pytest.approx(math.sqrt(math.expm1(sigma2) / 20), rel=0.05)


def test_a_sum_around_nought_has_no_relative_spread() -> None:
    nought = ("signed", Spread(value=0))
    assert correlated_sum([nought, nought], 0.3, 64, 1).coefficient_of_variation is None


def test_relative_error_of_a_quantile() -> None:
    found = relative_error(1, 10000, 0.9)
    assert found.relative_error == pytest.approx(0.017094179568351013, rel=1e-12)
    assert found.samples_needed == 29222
    assert relative_error(1, 8192, 0.5).relative_error == pytest.approx(1.2533 / math.sqrt(8192), rel=1e-4)
    assert relative_error(0, 8192, 0.5).relative_error == 0


def test_relative_error_is_what_samples_show() -> None:
    draws = np.exp(np.random.default_rng(1).standard_normal((2000, 400)))
    seen = np.log(np.quantile(draws, 0.9, axis=1)).std()
    assert relative_error(1, 400, 0.9).relative_error == pytest.approx(seen, rel=0.1)


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda: product([], 64, 1), "missing"),
        (lambda: correlated_sum([], 0.3, 64, 1), "missing"),
        (lambda: correlated_sum([SOURCE], 1, 64, 1), "out_of_range"),
        (lambda: product([PEOPLE], 0, 1), "out_of_range"),
        (lambda: product([("size", Spread(value=1))], 8, 1), "unknown"),
        (lambda: product([("money", Spread(value=1e50))] * 7, 8, 1), "out_of_range"),
        (lambda: relative_error(-1, 64, 0.5), "out_of_range"),
        (lambda: relative_error(1, 0, 0.5), "out_of_range"),
        (lambda: relative_error(1, 64, 1), "out_of_range"),
        (lambda: relative_error(1, 64, 0.5, 0), "out_of_range"),
        (lambda: relative_error(1e50, 64, 0.5, 1e-200), "out_of_range"),
        (lambda: relative_error(math.nan, 64, 0.5), "out_of_range"),
    ],
)
def test_bad_simulations_are_refused(call: Any, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.kind == kind
