"""Bias of estimates, weeks that differ, and days as chances."""

import datetime as dt
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.roadmap.date_chances import (
    chance_late,
    date_chances,
    days_of_calendar,
    days_of_weeks,
    drawn_weeks,
)
from planner.analysis.roadmap.schedule import finish_date
from planner.analysis.roadmap.throughput import bias, throughput
from planner.analysis.roadmap.working_hours import working_hours
from planner.errors import InputError

MONDAY = dt.date(2026, 3, 2)
amounts = st.floats(0.01, 1000)


def test_bias_is_drawn_towards_one() -> None:
    found = bias([2, 4, 8], [3, 5, 16])
    assert found.factor == pytest.approx((1.5 * 1.25 * 2) ** (1 / 3))
    assert 1 < found.shrunk_factor < found.factor
    assert (bias([], []).factor, bias([], []).shrunk_factor) == (1, 1)


@given(st.lists(st.tuples(amounts, amounts), max_size=8))
def test_bias_turns_over_with_its_lists(pairs: list[tuple[float, float]]) -> None:
    guesses, facts = [one for one, _other in pairs], [other for _one, other in pairs]
    found, reverse = bias(guesses, facts), bias(facts, guesses)
    assert found.factor * reverse.factor == pytest.approx(1)
    assert found.shrunk_factor * reverse.shrunk_factor == pytest.approx(1)


@pytest.mark.parametrize(
    ("estimated", "logged", "field", "kind"),
    [
        ([1, 0], [1, 1], "estimated/1", "out_of_range"),
        ([1], [-1], "logged/0", "out_of_range"),
        ([1, 2], [1], "logged", "mismatch"),
        (None, [1], "estimated", "missing"),
    ],
)
def test_estimates_are_above_zero_and_paired(estimated, logged, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        bias(estimated, logged)
    assert (caught.value.field, caught.value.kind) == (field, kind)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 50).map(lambda tenths: tenths / 10), min_size=1, max_size=4),
    st.integers(0, 200).map(lambda tenths: tenths / 10),
    st.integers(0, 4),
)
def test_every_sum_of_weeks_is_counted(weeks: list[float], hours: float, within: int) -> None:
    sums = [sum(drawn) for drawn in product(weeks, repeat=within)]
    share = sum(total >= hours - 1e-9 for total in sums) / len(sums)
    found = throughput(weeks, hours, within)
    assert found.probability == pytest.approx(share, abs=1e-9)
    assert found.mean_week == pytest.approx(sum(weeks) / len(weeks))


def test_hours_that_are_no_whole_minutes_still_reach_their_sum() -> None:
    assert throughput([3.337], 33.37, 10).probability == pytest.approx(1)
    assert throughput([3.337], 33.5, 10).probability == pytest.approx(0)


def test_many_weeks_agree_with_the_normal_law() -> None:
    weeks = [0, 0, 4, 8, 10, 12.5, 6, 7, 20, 3, 9, 10]
    spread = math.sqrt(np.var(weeks) * 520)
    found = throughput(weeks, 520 * float(np.mean(weeks)) + spread, 520)
    assert found.probability == pytest.approx(0.1587, abs=0.005)


def test_no_hours_are_always_done_and_no_weeks_do_nothing() -> None:
    assert throughput([0, 0], 0, 3).probability == 1
    assert throughput([5], 0, 0).probability == 1
    assert throughput([5], 1, 0).probability == 0
    assert throughput([0], 1, 50).probability == 0


@pytest.mark.parametrize(
    ("weeks", "hours", "within", "field", "kind"),
    [
        ([], 1, 1, "weeks", "missing"),
        (None, 1, 1, "weeks", "missing"),
        ([-1], 1, 1, "weeks/0", "out_of_range"),
        ([1], -1, 1, "hours", "out_of_range"),
        ([1], 1, -1, "within", "out_of_range"),
        ([1], 1, 1.5, "within", "out_of_range"),
    ],
)
def test_weeks_have_bounds(weeks, hours, within, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        throughput(weeks, hours, within)
    assert (caught.value.field, caught.value.kind) == (field, kind)


def test_days_of_typed_hours_are_finish_dates() -> None:
    week, off = [2, 2, 2, 2, 2, 4, 0], [MONDAY + dt.timedelta(5)]
    efforts = np.array([0, 0.5, 2, 25, 60])
    found = days_of_calendar(efforts, MONDAY, working_hours(week, off))
    assert [MONDAY + dt.timedelta(int(day)) for day in found] == [
        finish_date(float(effort), MONDAY, week, off) for effort in efforts
    ]


def test_days_of_drawn_weeks() -> None:
    weeks = np.array([[7.0, 0, 14], [7, 0, 14], [7, 0, 14], [7, 0, 14], [7, 0, 14]])
    found = days_of_weeks(np.array([0, 1, 7, 8, 22]), weeks)
    assert found.tolist() == [0, 0, 6, 14, math.inf]


def test_weeks_are_drawn_evenly_with_their_zeros() -> None:
    drawn = drawn_weeks([4, 8, 0], np.array([[0.01, 0.5], [0.99, 0.33]]))
    assert drawn.tolist() == [[4, 8], [0, 4]]
    with pytest.raises(InputError):
        drawn_weeks([], np.array([[0.5]]))


def test_a_date_is_the_smallest_that_reaches_its_chance() -> None:
    days = np.array([9, 1, 2, 3, 4, 5, 6, 7, 8, math.inf])
    found = date_chances(days, MONDAY)
    assert [found.p50, found.p80, found.p90] == [MONDAY + dt.timedelta(number) for number in (5, 8, 9)]
    assert date_chances(np.array([1, math.inf]), MONDAY).p80 is None
    assert chance_late(days, MONDAY, MONDAY + dt.timedelta(7)) == pytest.approx(0.3)


def test_drawn_weeks_agree_with_the_chance_of_throughput() -> None:
    random = np.random.default_rng(1)
    logged, hours = [4, 8, 0, 6, 5], 30.0
    days = days_of_weeks(np.full(20_000, hours), drawn_weeks(logged, random.random((20_000, 40))))
    chance = throughput(logged, hours, 6).probability
    assert float(np.mean(days < 42)) == pytest.approx(chance, abs=0.015)
