"""What the time log says about guesses of hours, and what platforms really keep."""

from typing import Any

import numpy as np
import pytest

from planner.analysis.facts.fee_rates import fee_rates
from planner.analysis.facts.observed_hours import _mixed, _ratio, observed_hours
from planner.analysis.facts.observed_ranges import Observed
from planner.model.catalogue import Record
from planner.model.tallies import FeeSum
from planner.model.values import Range
from tests.analysis.facts import COURSE, LIST, Writer, between, facts, platform, product


def seen(months: tuple[tuple[int, int], ...], activity: str = "delivering", **guesses: Any) -> dict[str, Observed]:
    """By field: hours and pieces sold in the months up to October."""
    written = Writer()
    for place, (hours, pieces) in enumerate(reversed(months)):
        month = f"2026-{10 - place:02}"
        if hours:
            written.log(f"{month}-05", hours, activity, product=COURSE)
        if pieces:
            written.entry(f"{month}-06", "sale", 100 * pieces, product=COURSE, quantity=pieces)
    records: list[Record] = [product(COURSE, **guesses), platform(LIST), *written.records]
    return {one.field: one for one in observed_hours(*facts(records))}


STEADY = ((4, 8), (5, 10), (6, 12), (3, 6))  # half an hour each


def test_hours_per_sale_come_from_delivering_over_pieces() -> None:
    one = seen(STEADY, hours_per_sale=between("1", "3"))["hours_per_sale"]
    assert (one.hits, one.of) == (18, 36)
    assert one.mean == pytest.approx(0.5, rel=0.1)
    assert one.low < 0.5 < one.high < 0.7
    assert (one.word, one.held) == ("strongly", False)
    assert one.probability_off > 0.9


def test_a_guess_that_fits_is_kept_and_narrowed() -> None:
    one = seen(STEADY, hours_per_sale=between("0.3", "0.8"))["hours_per_sale"]
    assert (one.word, one.held) == ("as_planned", True)
    assert one.probability_off < 0.1
    assert 0.3 < one.low < one.high < 0.8


@pytest.mark.parametrize(("months", "guess"), [
    (STEADY[:2], between("1", "3")),  # too few to know how far months differ
    (((0, 5), (0, 6), (0, 7)), between("1", "3")),  # nothing was logged
    (STEADY, Range.exact(0)),
    (STEADY, None),
])  # fmt: skip
def test_nothing_is_said_where_nothing_is_known(months: Any, guess: Range | None) -> None:
    assert seen(months, hours_per_sale=guess) == {}


def test_upkeep_counts_every_month_that_is_over() -> None:
    one = seen(((2, 1), (0, 1), (4, 1), (2, 1)), "admin", upkeep_hours=between("1", "4"))["upkeep_hours"]
    assert (one.hits, one.of) == (8, 4)
    assert one.held is None or one.held


def test_hours_per_publication_are_those_logged_for_the_platform() -> None:
    written = Writer()
    for month in ("2026-07", "2026-08", "2026-09", "2026-10"):
        for day in (3, 9):
            written.publish(f"{month}-{day:02}", COURSE, LIST)
        written.log(f"{month}-04", 3, "publishing", platform=LIST)
        written.log(f"{month}-05", 9, "publishing")  # for no platform
    guessed = platform(LIST, hours_per_publication=between("4", "6"))
    (one,) = observed_hours(*facts([product(COURSE), guessed, *written.records]))
    assert (one.kind, one.id, one.field, one.hits, one.of) == ("platform", LIST, "hours_per_publication", 12, 8)
    assert one.mean == pytest.approx(1.5, rel=0.1)
    assert one.held is False


@pytest.mark.parametrize(("stage", "hours", "told"), [("live", 90, True), ("live", 50, False), ("making", 90, False)])
def test_making_is_judged_when_it_took_longer_than_was_thought(stage: str, hours: int, told: bool) -> None:
    found = seen(((hours, 1),), "making", make_hours=between("40", "60"), stage=stage)
    assert ("make_hours" in found) is told
    if told:
        assert (found["make_hours"].low, found["make_hours"].high, found["make_hours"].held) == (90, 90, False)


def test_nine_of_ten_ranges_from_the_log_hold_what_is_true() -> None:
    """Coverage of the proposal on invented months, with a guess that knows nothing."""
    chance = np.random.default_rng(7)
    held = 0
    for _round in range(400):
        pieces = chance.integers(5, 30, 12)
        pairs = [(float(count * 0.5 * chance.lognormal(-0.02, 0.2)), float(count)) for count in pieces]
        ratio, error = _ratio(pairs)
        _off, (low, _middle, high) = _mixed((np.log(0.5), 1.4), (float(np.log(ratio)), error))
        held += low <= 0.5 <= high
    assert 0.82 <= held / 400 <= 0.97


def test_the_fee_is_told_from_five_sales_with_fees_on() -> None:
    sums = [
        FeeSum("five", "CNY", 5, 100_000, 6_800),
        FeeSum("four", "CNY", 4, 100_000, 6_800),
        FeeSum("two", "CNY", 6, 10_000, 500),
        FeeSum("two", "USD", 9, 10_000, 1_000),
        FeeSum("odd", "CNY", 9, 100, 500),
    ]
    found = fee_rates(sums)
    assert found["five"].rate == pytest.approx(0.068)
    assert "four" not in found
    assert (found["two"].sales, found["two"].rate) == (9, pytest.approx(0.1))
    assert found["odd"].rate == 1
