"""What facts say about guesses: the numbers of the calibration, whom they convince, and whom they leave alone."""

from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats

from planner.analysis.facts import evidence as proofs
from planner.analysis.facts.calibration import coverage, robust
from planner.analysis.facts.observed_ranges import Honesty, Observed, calibrated, honesty, observed, proposed
from planner.analysis.facts.priors import CountPrior, Events, RatePrior, Trials, rate_prior
from planner.analysis.facts.robust_counts import robust_count
from planner.analysis.facts.surprise import surprise_rate
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.errors import InputError
from planner.model.catalogue import Listing, Platform, Product, Record
from planner.model.values import Range
from tests.analysis.facts import COURSE, LIST, Writer, between, facts, listing, platform, product, sample


def seen(records: list[Record]) -> dict[str, Observed]:
    """By field."""
    return {one.field: one for one in observed(*facts(records))}


def clicked(guess: Range | None, *months: tuple[int, int]) -> list[Record]:
    """A listing whose publications brought (clicks, views) in the months up to November."""
    written = Writer()
    for place, (clicks, views) in enumerate(reversed(months)):
        if views:
            written.publish(f"2026-{11 - place:02}-03", COURSE, LIST, views=views, clicks=clicks)
    return [product(COURSE), platform(LIST), listing(1, COURSE, LIST, click_rate=guess), *written.records]


def test_a_rate_beside_its_facts() -> None:
    one = seen(clicked(between("0.1", "0.3"), (4, 100), (0, 0), (6, 100)))["click_rate"]
    prior, data = rate_prior({"low": 0.1, "high": 0.3}), Trials(6 + 4 * 0.81, 100 + 100 * 0.81)
    after, surprise = robust(prior, data), surprise_rate(prior, data)
    assert (one.hits, one.of, one.prior) == (10, 200, Spread(low=0.1, high=0.3))
    assert (one.prior_low, one.prior_high) == pytest.approx((0.1, 0.3))
    assert (one.probability_off, one.bits, one.word) == pytest.approx(
        (after.probability_off, surprise.bits, surprise.word)
    )
    assert (one.low, one.high, one.mean) == pytest.approx((after.p05, after.p95, after.mean))
    assert one.held is False
    assert one.bits > 4.32


@pytest.mark.parametrize(
    ("guess", "months", "held"),
    [
        (between("0.1", "0.3"), ((40, 200),), True),
        (between("0.1", "0.3"), ((4, 200),), False),
        (between("0.1", "0.3"), ((2, 10),), None),  # too few to tell
        (between("0.19", "0.21"), ((40, 200),), None),
        (between("0.05", "0.5"), ((10, 100),), True),
        (Range.observed(20, 100), ((300, 1000),), False),
    ],
)
def test_a_range_is_resolved_when_facts_alone_are_surer(
    guess: Range, months: tuple[tuple[int, int], ...], held: bool | None
) -> None:
    assert seen(clicked(guess, *months))["click_rate"].held is held


def test_a_number_is_worth_2000_trials_and_neither_holds_nor_fails() -> None:
    assert seen(clicked(Range.exact(1), (3, 100))) == {}  # 100 % promises too much to be weighed
    (found,) = seen(clicked(between("0.02", "0.02"), (30, 400))).values()
    prior = RatePrior(40, 1960)
    assert (found.prior, found.held) == (Spread(value=0.02), None)
    assert found.bits == pytest.approx(surprise_rate(prior, Trials(30, 400)).bits)
    assert found.low == pytest.approx(robust(prior, Trials(30, 400)).p05)
    assert found.prior_low == found.prior_high == 0.02


def test_ends_that_no_family_reaches_are_read_as_the_forecast_reads_them() -> None:
    one = seen(clicked(between("0", "0.1"), (30, 400)))["click_rate"]
    assert one.prior == Spread(low=0, likely=0.05, high=0.1)
    assert 0 < one.prior_low < one.prior_high < 0.1
    assert one.held is True


def published(guess: Range, *counts: int) -> list[Record]:
    """A listing with so many publications in the months up to October."""
    written = Writer()
    for place, count in enumerate(reversed(counts)):
        for day in range(count):
            written.publish(f"2026-{10 - place:02}-{day + 1:02}", COURSE, LIST)
    return [product(COURSE), platform(LIST), listing(1, COURSE, LIST, publications_per_month=guess), *written.records]


def test_a_count_beside_its_facts() -> None:
    one = seen(published(between("6", "8"), 2, 1, 1))["publications_per_month"]
    assert (one.hits, one.of) == (4, 3)
    prior = CountPrior(**fit("count", Spread(low=6, high=8)).parameters)
    after = robust_count(prior, Events(1 + 0.9 + 2 * 0.81, 1 + 0.9 + 0.81))
    assert (one.low, one.high, one.mean) == pytest.approx((after.p05, after.p95, after.mean))
    assert (one.word, one.held) == ("strongly", None)
    assert seen(published(between("6", "8"), *(1,) * 9))["publications_per_month"].held is False
    assert one.probability_off > 0.9
    likely = seen(published(Range.pert(1, 2, 6), 2, 2, 3))["publications_per_month"]
    assert likely.word == "as_planned" and 1 < likely.prior_low < likely.prior_high < 6
    exact = seen(published(Range.exact(2), 2, 2, 3))["publications_per_month"]
    assert (exact.word, exact.held) == ("as_planned", None)
    assert seen(published(Range.exact(0), 2, 2, 3)) == {}


def test_the_proposed_range_of_a_count_against_its_integral() -> None:
    prior, data = CountPrior(8, 2), Events(3, 2.5)
    vague = CountPrior(0.5, 0.125)

    def density(x: Any) -> Any:
        parts = zip((0.9, 0.1), (prior, vague), strict=True)
        mixed = sum(weight * stats.gamma.pdf(x, part.shape, scale=1 / part.rate) for weight, part in parts)
        return mixed * stats.poisson.pmf(3, 2.5 * x)

    whole = integrate.quad(density, 0, 40, points=[2])[0]
    after = robust_count(prior, data)
    for level, point in ((0.05, after.p05), (0.5, after.p50), (0.95, after.p95)):
        assert integrate.quad(density, 0, point)[0] / whole == pytest.approx(level, abs=1e-7)
    assert integrate.quad(lambda x: x * density(x), 0, 40, points=[2])[0] / whole == pytest.approx(after.mean)
    wrong = 0.1 * stats.nbinom.pmf(3, vague.shape, vague.rate / (vague.rate + 2.5))
    right = 0.9 * stats.nbinom.pmf(3, prior.shape, prior.rate / (prior.rate + 2.5))
    assert after.probability_off == pytest.approx(wrong / (wrong + right))


def test_a_count_that_no_one_doubts_is_updated_alone() -> None:
    after = robust_count(CountPrior(8, 2), Events(3, 1), vague_weight=0)
    assert (after.mean, after.probability_off) == pytest.approx((11 / 3, 0))
    assert after.p05 == pytest.approx(stats.gamma.ppf(0.05, 11, scale=1 / 3))
    for wrong in (Events(-1, 1), Events(1, -1), Events(1, None)):
        with pytest.raises(InputError):
            robust_count(CountPrior(8, 2), wrong)
    with pytest.raises(InputError):
        robust_count(CountPrior(8, 2), Events(1, 1), vague_weight=2)


def test_what_facts_propose_takes_the_place_of_the_guess() -> None:
    records = clicked(between("0.1", "0.3"), (4, 100), (6, 100))
    plan, found = facts(records)
    (one,) = observed(plan, found)
    ranges = calibrated(plan, found)
    assert ranges == proposed([one]) == {one.key: Spread(low=one.low, high=one.high)}
    read = inputs_of(plan.of(Listing), ranges)
    assert read[one.key].calibrated
    taken = between(f"{one.low:.4f}", f"{one.high:.4f}")
    (again,) = observed(*facts(clicked(taken, (4, 100), (6, 100))))
    assert again.word == "as_planned"  # who takes the proposed range is not told again


def test_honesty_counts_what_is_resolved() -> None:
    def one(held: bool | None) -> Observed:
        return Observed("listing", "a", "click_rate", 1, 2, Spread(value=1), 0, 1, 0, 0, "", 0, 1, 0.5, held)

    found = honesty([one(True)] * 7 + [one(False)] * 3 + [one(None)] * 5)
    assert found == Honesty(7, 10, 0.7, coverage(7, 10).tail)
    assert honesty([one(None)]) == Honesty(0, 0, None, 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_samples(language: str) -> None:
    _records, plan, found = sample(language)
    seen_ = observed(plan, found)
    assert {one.field for one in seen_} == {
        "click_rate",
        "conversion",
        "publications_per_month",
        "open_rate",
        "refund_rate",
    }
    assert (
        len({one.key for one in seen_}) == len(seen_) == len(proofs.evidence(plan, found)) - 1
    )  # refunds of advice: exactly 0
    for one in seen_:
        assert 0 <= one.low < one.mean < one.high
        assert one.prior_low <= one.prior_high
        assert 0 <= one.probability_off <= 1 and one.bits >= 0
        assert np.isfinite([one.low, one.mean, one.high, one.prior_low, one.prior_high]).all()
    assert {one.word for one in seen_} > {"as_planned", "strongly"}
    ranges = calibrated(plan, found)
    assert ranges.keys() == {one.key for one in seen_ if one.field != "publications_per_month"}
    records = [*plan.of(Listing), *plan.of(Platform), *plan.of(Product)]
    assert {key for key, one in inputs_of(records, ranges).items() if one.calibrated} == ranges.keys()
    told = honesty(seen_)
    assert 0 < told.held < told.resolved <= len(seen_)
