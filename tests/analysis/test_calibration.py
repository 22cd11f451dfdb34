"""Updates, robust mixtures, surprise, silence and honesty of ranges: known numbers, laws and refusals."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from planner.analysis.facts import calibration as cal
from planner.analysis.facts.priors import Events, RatePrior, Trials, count_prior, rate_prior, rate_prior_of
from planner.analysis.facts.surprise import surprise_count, surprise_rate
from planner.analysis.uncertainty.ranges import Spread
from planner.errors import InputError

UNIFORM = RatePrior(1, 1)
ONE_TO_FIVE = rate_prior({"low": 0.01, "high": 0.05})
TEN_TO_THIRTY = rate_prior({"low": 0.1, "high": 0.3})


def test_priors_in_all_forms() -> None:
    assert rate_prior({"hits": 3, "of": 40}) == RatePrior(3.5, 37.5)
    assert rate_prior({"alpha": 2, "beta": 5}) == RatePrior(2, 5)
    assert rate_prior({"low": 0.05, "high": 0.95, "hits": None}).pair == pytest.approx((1, 1))
    assert ONE_TO_FIVE.weight == pytest.approx(167.26878272350697)
    likely = rate_prior_of(Spread(low=0, likely=0.1, high=0.4))
    assert stats.beta.cdf(stats.beta.ppf(0.05, *likely.pair), *likely.pair) == pytest.approx(0.05)
    assert likely.mean == pytest.approx(0.133, abs=0.01)
    assert count_prior({"shape": 2, "rate": 1}) == cal.CountPrior(2, 1)
    assert count_prior({"low": 1, "high": 10}).shape == pytest.approx(2.437273370426049)


def test_update_of_a_rate() -> None:
    after = cal.update_rate(ONE_TO_FIVE, [Trials(3, 400)], threshold=0.02)
    assert (after.alpha, after.beta) == pytest.approx((7.484978056678544, 559.7838046668285))
    assert (after.p05, after.p50, after.p95) == pytest.approx(
        (0.006409022502675328, 0.012626841741726017, 0.02191946957381981)
    )
    assert after.p_above == pytest.approx(0.08877891234525181)
    assert cal.update_rate(UNIFORM, [Trials(437, 980)]).p_above is None


def test_old_data_is_forgotten() -> None:
    after = cal.update_rate(TEN_TO_THIRTY, [Trials(30, 100), Trials(20, 100), Trials(10, 100)], discount=0.9)
    assert (after.alpha, after.beta) == pytest.approx((60.01971340340162, 251.35064570655823))
    only_last = cal.update_rate(TEN_TO_THIRTY, [Trials(30, 100), Trials(10, 100)], discount=0)
    assert only_last == cal.update_rate(TEN_TO_THIRTY, [Trials(10, 100)])


def test_no_data_leaves_the_range() -> None:
    for data in ([], [Trials(0, 0)]):
        after = cal.update_rate(TEN_TO_THIRTY, data)
        assert (after.p05, after.p95) == pytest.approx((0.1, 0.3))


def test_a_narrow_range_counts_at_most_2000_visitors() -> None:
    after = cal.update_rate(rate_prior({"low": 0.0195, "high": 0.0205}), [Trials(60, 1000)])
    assert (after.prior_weight, after.alpha) == pytest.approx((2000, 99.99485305080724))


def test_update_of_a_count() -> None:
    after = cal.update_count(count_prior({"shape": 2, "rate": 1}), [Events(217, 111)])
    assert (after.shape, after.rate, after.mean) == pytest.approx((219, 112, 1.9553571428571428))
    assert (after.p05, after.p50, after.p95) == pytest.approx(
        (1.743214444631025, 1.952381759052058, 2.1776493743125185)
    )
    aged = cal.update_count(count_prior({"shape": 2, "rate": 1}), [Events(10, 1), Events(4, 1)], 0.5)
    assert (aged.shape, aged.rate) == (11, 2.5)


def test_robust_update() -> None:
    after = cal.robust(TEN_TO_THIRTY, Trials(4, 100))
    assert after.probability_off == pytest.approx(0.6570551425462147, rel=1e-9)
    expected = (0.055512464087357764, 0.017573805921516777, 0.05035327537939816, 0.1088499175698077)
    assert (after.mean, after.p05, after.p50, after.p95) == pytest.approx(expected, rel=1e-9)
    assert cal.robust(TEN_TO_THIRTY, Trials(0, 0)).probability_off == pytest.approx(0.1)
    sure = cal.robust(TEN_TO_THIRTY, Trials(4, 100), vague_weight=0)
    plain = cal.update_rate(TEN_TO_THIRTY, [Trials(4, 100)])
    assert (sure.probability_off, sure.p05, sure.p95) == pytest.approx((0, plain.p05, plain.p95))
    assert cal.robust(TEN_TO_THIRTY, Trials(4, 100), vague_weight=1).probability_off == 1


@given(st.floats(1, 1e8), st.floats(0, 1))
def test_points_of_a_mixture_are_points_of_its_distribution(of: float, share: float) -> None:
    hits = of * share
    after = cal.robust(TEN_TO_THIRTY, Trials(hits, of))
    for point, level in ((after.p05, 0.05), (after.p50, 0.5), (after.p95, 0.95)):
        reached = (1 - after.probability_off) * stats.beta.cdf(point, *TEN_TO_THIRTY.after(hits, of).pair)
        reached += after.probability_off * stats.beta.cdf(point, *cal.VAGUE.after(hits, of).pair)
        assert reached == pytest.approx(level, abs=1e-6)


def test_surprise_of_a_rate() -> None:
    ten = surprise_rate(UNIFORM, Trials(0, 10))
    assert (ten.probability, ten.bits, ten.word) == (
        pytest.approx(2 / 11),
        pytest.approx(2.4594316186372973),
        "as_planned",
    )
    assert surprise_rate(UNIFORM, Trials(5, 10)).bits == 0
    assert surprise_rate(UNIFORM, Trials(0, 0)).probability == 1
    assert surprise_rate(UNIFORM, Trials(0, 15)).word == "unusual"  # 2/16: exactly three bits
    assert surprise_rate(ONE_TO_FIVE, Trials(0, 210)).word == "disagree"
    assert surprise_rate(ONE_TO_FIVE, Trials(50, 100)).word == "strongly"
    narrow = rate_prior({"low": 0.0195, "high": 0.0205})
    assert surprise_rate(narrow, Trials(2200, 100_000)).word == "strongly"  # the prior is not capped


def test_surprise_of_a_count() -> None:
    prior = count_prior({"shape": 2, "rate": 1})
    six = surprise_count(prior, Events(6, 1))
    assert (six.probability, six.bits, six.word) == (pytest.approx(0.125), pytest.approx(3), "unusual")
    assert surprise_count(prior, Events(0, 1)).probability == pytest.approx(0.5)
    assert surprise_count(prior, Events(0, 0)).probability == 1
    impossible = surprise_count(prior, Events(1, 0))
    assert (impossible.probability, impossible.bits, impossible.word) == (0, math.inf, "strongly")


@given(st.integers(0, 40), st.floats(0.1, 100), st.floats(0.1, 50), st.floats(0.01, 50))
def test_surprise_of_a_count_is_that_of_the_negative_binomial(
    n: int, exposure: float, shape: float, rate: float
) -> None:
    found = surprise_count(cal.CountPrior(shape, rate), Events(n, exposure)).probability
    law = stats.nbinom(shape, rate / (rate + exposure))
    assert found == pytest.approx(min(1, 2 * min(law.cdf(n), law.sf(n - 1))), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    ("low", "high", "visitors"), [(0.01, 0.05, 210), (0.005, 0.02, 443), (0.05, 0.2, 43), (1e-9, 1e-8, math.inf)]
)
def test_silence(low: float, high: float, visitors: float) -> None:
    assert cal.silence(rate_prior({"low": low, "high": high})) == visitors


def test_silence_at_an_exact_number_of_bits() -> None:
    assert cal.silence(UNIFORM) == 39
    assert cal.silence(UNIFORM, bits=4) == 31  # 2/32


def test_compare() -> None:
    assert cal.compare(RatePrior(11, 91), RatePrior(16, 86)) == pytest.approx(0.8532837899339661, abs=1e-9)
    assert cal.compare(UNIFORM, RatePrior(2, 1)) == pytest.approx(2 / 3, abs=1e-9)


def test_falling_reach() -> None:
    fell = cal.falling(before=Trials(300, 3000), last=Trials(240, 3000))
    assert fell.drop == pytest.approx(0.2)
    assert fell.probability == pytest.approx(0.9964, abs=1e-3)
    assert cal.falling(Trials(0, 0), Trials(0, 0)) == cal.Falling(pytest.approx(0.5), None)
    assert cal.falling(Trials(3, 10), Trials(3, 10)).probability == pytest.approx(0.5)


def test_honesty_of_ranges() -> None:
    held = cal.coverage(14, 20)
    assert (held.tail, held.share) == pytest.approx((0.011253134164509, 0.7))
    assert cal.coverage(0, 0) == cal.Coverage(1, None)
    assert cal.coverage(20, 20).tail == 1
    assert cal.coverage(0, 5, 0.5).tail == pytest.approx(1 / 32)
    assert (cal.interval_score(10, 20, 15), cal.interval_score(10, 20, 25), cal.interval_score(10, 20, 8)) == (
        10,
        110,
        50,
    )


@pytest.mark.parametrize(
    ("call", "kind", "field"),
    [
        (lambda: cal.update_rate(UNIFORM, [Trials(1, 3), Trials(5, 3)]), "out_of_range", "data/1/hits"),
        (lambda: cal.update_rate(UNIFORM, [Trials(-1, 3)]), "out_of_range", "data/0/hits"),
        (lambda: cal.update_rate(UNIFORM, [Trials(1)]), "missing", "data/0/of"),
        (lambda: cal.update_rate(UNIFORM, [], discount=1.1), "out_of_range", "discount"),
        (lambda: cal.update_rate(UNIFORM, [], threshold=1.1), "out_of_range", "threshold"),
        (
            lambda: cal.update_count(count_prior({"low": 1, "high": 2}), [Events(-1, 3)]),
            "out_of_range",
            "data/0/events",
        ),
        (
            lambda: cal.update_count(count_prior({"low": 1, "high": 2}), [Events(1, -3)]),
            "out_of_range",
            "data/0/exposure",
        ),
        (lambda: cal.robust(UNIFORM, Trials(4, 3)), "out_of_range", "data/hits"),
        (lambda: cal.robust(UNIFORM, Trials(1, 3), 1.5), "out_of_range", "vague_weight"),
        (lambda: surprise_rate(UNIFORM, Trials(4, 3)), "out_of_range", "data/hits"),
        (lambda: cal.silence(UNIFORM, -1), "out_of_range", "bits"),
        (lambda: cal.coverage(3, 2), "out_of_range", "held"),
        (lambda: cal.coverage(1, 2, 1), "out_of_range", "mass"),
        (lambda: cal.interval_score(2, 2, 1), "bad_order", "low"),
        (lambda: cal.interval_score(1, 2, math.nan), "out_of_range", "outcome"),
        (lambda: rate_prior({}), "missing", "prior/value"),
        (lambda: rate_prior({"value": 0.1}), "unknown", "prior"),
        (lambda: rate_prior({"alpha": 1}), "missing", "prior/beta"),
        (lambda: rate_prior({"alpha": 0, "beta": 1}), "out_of_range", "prior/alpha"),
        (lambda: rate_prior({"alpha": 1, "beta": 1, "low": 0.1}), "unknown", "prior"),
        (lambda: rate_prior({"shape": 1, "rate": 1}), "unknown", "prior/shape"),
        (lambda: rate_prior({"low": 0.3, "high": 0.1}), "bad_order", "prior"),
        (lambda: rate_prior({"low": 0, "high": 0.1}), "out_of_range", "prior/low"),
        (lambda: rate_prior({"hits": 5, "of": 3}), "out_of_range", "prior/hits"),
        (lambda: count_prior({"hits": 1, "of": 3}), "unknown", "prior/hits"),
        (lambda: count_prior({"low": 1}), "missing", "prior/high"),
        (lambda: count_prior({"shape": 1, "rate": -1}), "out_of_range", "prior/rate"),
    ],
)
def test_bad_inputs_are_refused(call: Any, kind: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        call()
    assert (caught.value.kind, caught.value.field) == (kind, field)
    assert caught.value.message
