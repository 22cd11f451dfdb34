"""Ranges as distributions: the ends stay where they were typed, bad ranges are refused by name."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaincinv, gammaincinv, ndtr

from planner.analysis.uncertainty.ranges import KINDS, Spread, beta_between, fit, gamma_between, points
from planner.errors import InputError

SCORES = np.linspace(-4, 4, 2001)


def between(low: float, high: float) -> Spread:
    return Spread(low=low, high=high)


def refused(kind: str, spread: Spread) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        fit(kind, spread, "listing/a/conversion")
    assert caught.value.message
    return caught.value.kind, caught.value.field


def test_one_to_ten_people() -> None:
    shown = points("people", between(1, 10))
    assert shown.family == "lognormal"
    assert dict(shown.parameters) == pytest.approx({"mu": 1.151292546497023, "sigma": 0.699936169171963}, rel=1e-12)
    expected = (4.040012826945726, 1, 1.2895434656177935, 3.1622776601683795, 7.754682386924591, 10)
    assert (shown.mean, shown.p05, shown.p10, shown.p50, shown.p90, shown.p95) == pytest.approx(expected, rel=1e-9)


def test_one_to_five_per_cent_counts_like_167_visitors() -> None:
    alpha, beta = beta_between(0.01, 0.05)
    assert (alpha, beta) == pytest.approx((4.485, 162.78), rel=1e-3)
    assert points("rate", between(0.01, 0.05)).p50 == pytest.approx(0.0249, abs=5e-5)


def test_five_to_ninety_five_per_cent_is_uniform() -> None:
    assert beta_between(0.05, 0.95) == pytest.approx((1, 1), rel=1e-12)


def test_gamma_of_one_to_ten() -> None:
    assert gamma_between(1, 10) == pytest.approx((2.437273370426049, 0.5437872948505826), rel=1e-10)


def test_pert_has_absolute_ends() -> None:
    fitted = fit("hours", Spread(low=2, likely=5, high=14))
    assert (fitted.family, fitted.mean) == ("pert", 6)
    assert dict(fitted.parameters) == {"alpha": 2, "beta": 4, "low": 2, "high": 14}
    assert (fitted.above(2), fitted.above(1), fitted.above(14), fitted.above(99)) == (1, 1, 0, 0)
    assert fitted.at(np.array([-9.0, 9.0])) == pytest.approx([2, 14], abs=0.06)


def test_likeliest_value_at_an_end_and_rates_from_nought_to_one() -> None:
    assert fit("hours", Spread(low=2, likely=2, high=14)).parameters["alpha"] == 1
    assert fit("rate", Spread(low=0, likely=0.5, high=1)).mean == 0.5
    assert fit("signed", Spread(low=-1, likely=0, high=1)).mean == 0


def test_a_number_is_a_point_and_is_not_drawn() -> None:
    point = fit("money", Spread(value=199))
    assert point.is_point
    assert (point.quantile(0.1), point.above(198), point.above(199)) == (199, 1, 0)
    assert point.at(SCORES).tolist() == [199] * len(SCORES)
    assert not fit("signed", between(-0.02, 0.05)).is_point


def test_hits_of_trials_are_jeffreys() -> None:
    assert dict(fit("rate", Spread(hits=3, of=40)).parameters) == {"alpha": 3.5, "beta": 37.5}
    assert 0 < fit("rate", Spread(hits=0, of=10**8)).quantile(0.05) < 1e-9


def test_probability_above() -> None:
    assert fit("money", between(1, 10)).above(10) == pytest.approx(0.05)
    assert fit("money", between(1, 10)).above(-1) == 1
    assert fit("rate", between(0.01, 0.05)).above(0.01) == pytest.approx(0.95)
    assert (fit("rate", between(0.01, 0.05)).above(2), fit("rate", between(0.01, 0.05)).above(-2)) == (0, 1)
    assert fit("count", between(1, 10)).above(1) == pytest.approx(0.95)
    assert (fit("count", between(1, 10)).above(-3), fit("count", between(1, 10)).above(0)) == (1, 1)
    assert fit("signed", between(-2, 5)).above(5) == pytest.approx(0.05)
    with pytest.raises(InputError):
        fit("money", between(1, 10)).above(math.nan)


@pytest.mark.parametrize(
    ("kind", "spread", "error", "end"),
    [
        ("money", between(50, 10), "bad_order", ""),
        ("money", between(10, 10), "bad_order", ""),
        ("people", between(0, 10), "out_of_range", "/low"),
        ("people", between(-5, -10), "out_of_range", "/low"),  # bounds before order
        ("count", between(0, 10), "out_of_range", "/low"),
        ("count", between(5, 3), "bad_order", ""),
        ("rate", between(0.2, 1), "out_of_range", "/high"),
        ("rate", between(0, 0.2), "out_of_range", "/low"),
        ("rate", between(1.5, 0.2), "out_of_range", "/low"),
        ("rate", between(0.3, 0.2), "bad_order", ""),
        ("signed", between(1, -1), "bad_order", ""),
        ("hours", Spread(low=2, likely=1, high=14), "bad_order", ""),
        ("hours", Spread(low=2, likely=15, high=14), "bad_order", ""),
        ("hours", Spread(low=14, likely=14, high=2), "bad_order", ""),
        ("hours", Spread(low=-2, likely=5, high=14), "out_of_range", "/low"),
        ("rate", Spread(low=0.1, likely=0.5, high=1.5), "out_of_range", "/high"),
        ("rate", Spread(hits=5, of=3), "out_of_range", "/hits"),
        ("rate", Spread(hits=-1, of=3), "out_of_range", "/hits"),
        ("rate", Spread(hits=0, of=0), "out_of_range", "/of"),
        ("money", Spread(hits=1, of=3), "unknown", "/kind"),
        ("size", Spread(value=1), "unknown", "/kind"),
        ("money", Spread(value=-1), "out_of_range", "/value"),
        ("rate", Spread(value=1.1), "out_of_range", "/value"),
        ("money", Spread(value=math.nan), "out_of_range", "/value"),
        ("money", between(1, math.inf), "out_of_range", "/high"),
        ("money", Spread(), "missing", "/value"),
        ("money", Spread(low=1), "missing", "/high"),
        ("money", Spread(low=1, likely=2), "missing", "/high"),
        ("rate", Spread(hits=1), "missing", "/of"),
        ("money", Spread(value=1, low=1, high=2), "unknown", ""),
        ("money", between(1e-300, 1e50), "out_of_range", ""),  # its mean is not finite
        ("rate", between(1e-300, 1e-100), "out_of_range", ""),  # no beta is like that
        ("count", between(1, 1 + 1e-9), "out_of_range", ""),
    ],
)
def test_bad_ranges_are_refused(kind: str, spread: Spread, error: str, end: str) -> None:
    assert refused(kind, spread) == (error, "listing/a/conversion" + end)


@pytest.mark.parametrize("chance", [0.0, 1.0, -0.1, math.nan])
def test_quantiles_lie_inside(chance: float) -> None:
    with pytest.raises(InputError):
        fit("money", between(1, 10)).quantile(chance)


def test_fits_are_values() -> None:
    assert fit("rate", between(0.01, 0.05)) == fit("rate", between(0.01, 0.05))
    assert len({fit("rate", between(0.01, 0.05)), fit("rate", between(0.01, 0.05))}) == 1


EXTREME = [
    (1e-6, 0.999),
    (0.0001, 0.0002),
    (0.98, 0.99),
    (1e-9, 1 - 1e-9),
    (0.5, 0.500001),
    (1e-300, 0.5),
    (0.999, 0.9999),
    (1e-12, 1e-9),
]


@pytest.mark.parametrize(("low", "high"), EXTREME)
def test_extreme_rates_keep_their_ends(low: float, high: float) -> None:
    fitted = fit("rate", between(low, high))
    assert fitted.above(low) == pytest.approx(0.95, rel=1e-7)
    assert fitted.above(high) == pytest.approx(0.05, rel=1e-7)
    drawn = fitted.at(np.linspace(-7, 7, 501))
    assert np.isfinite(drawn).all() and (np.diff(drawn) >= 0).all() and drawn[0] >= 0 and drawn[-1] <= 1


@given(st.floats(-25, 25), st.floats(0.001, 30))
def test_rates_keep_their_ends(place: float, width: float) -> None:
    low, high = 1 / (1 + math.exp(width - place)), 1 / (1 + math.exp(-width - place))
    assume(0 < low < high < 1)
    fitted = fit("rate", between(low, high))
    assert (fitted.above(low), fitted.above(high)) == pytest.approx((0.95, 0.05), rel=1e-7)


@given(st.floats(-100, 50), st.floats(0.001, 60))
def test_counts_keep_their_ends(place: float, width: float) -> None:
    low, high = math.exp(place), math.exp(place + width)
    fitted = fit("count", between(low, high))
    assert (fitted.above(low), fitted.above(high)) == pytest.approx((0.95, 0.05), rel=1e-7)


@pytest.mark.parametrize(("alpha", "beta"), [(4.485, 162.78), (1, 1), (0.5, 100.5), (0.1, 0.1), (3e4, 7e4), (5, 1)])
def test_tabulated_beta_agrees_with_the_inverse(alpha: float, beta: float) -> None:
    low, high = stats.beta.ppf([0.05, 0.95], alpha, beta)
    fitted = fit("rate", between(low, high))
    assert fitted.at(SCORES) == pytest.approx(betaincinv(alpha, beta, ndtr(SCORES)), rel=1e-5)


@pytest.mark.parametrize("shape", [0.1, 0.5, 2.4, 100, 1e6])
def test_tabulated_gamma_agrees_with_the_inverse(shape: float) -> None:
    low, high = stats.gamma.ppf([0.05, 0.95], shape, scale=7)
    fitted = fit("count", between(low, high))
    assert fitted.at(SCORES) == pytest.approx(7 * gammaincinv(shape, ndtr(SCORES)), rel=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_exact_inverse_and_draws_are_one(kind: str) -> None:
    fitted = fit(kind, between(0.1, 0.7))
    assert fitted.at(SCORES) == pytest.approx(fitted.quantile(ndtr(SCORES)), rel=1e-5)
    assert fitted.quantile(np.array([0.05, 0.95])) == pytest.approx([0.1, 0.7])
    assert fitted.mean == pytest.approx(np.mean(fitted.quantile((np.arange(20000) + 0.5) / 20000)), rel=1e-3)
    assert fitted.at(np.array([-99.0, 99.0])).tolist() == fitted.at(np.array([-6.0, 6.0])).tolist()
