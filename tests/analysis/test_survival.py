"""Runway, ruin, cover, quitting, tax and dips: known numbers, counting by hand, and laws."""

import math
from collections.abc import Callable
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.money.month_paths import by_month, paths, read, series
from planner.analysis.money.survival import (
    FIRMS_ALIVE,
    Reserve,
    between_month_ends,
    cover_month,
    first_sale,
    quit_month,
    ruin,
    runway,
    set_aside,
    set_aside_paths,
)
from planner.errors import InputError

whole_money = st.integers(-2000, 2000)
flows = st.integers(1, 14).flatmap(
    lambda months: st.lists(st.lists(whole_money, min_size=months, max_size=months), min_size=1, max_size=8)
)


def kind_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def ruined(room: float, path: list[float]) -> bool:
    return any(room + so_far < 0 for so_far in accumulate(path))


def test_runway() -> None:
    assert runway(Reserve(18000), 2500, 700) == 10
    assert runway(Reserve(1000, 500), 300) == 5
    assert runway(Reserve(100), 1000, 1000) == math.inf
    assert runway(Reserve(100), 1000, 1500) == math.inf
    assert runway(Reserve(0), 1000) == runway(Reserve(-300, 200), 1000) == 0
    assert kind_of(lambda: runway(Reserve(100), None)) == "missing"
    assert kind_of(lambda: runway(Reserve(None), 1000)) == "missing"
    for bad in (-1, math.nan, math.inf, "5"):
        assert kind_of(lambda bad=bad: runway(Reserve(100), bad)) == "out_of_range"
        assert kind_of(lambda bad=bad: runway(Reserve(100, bad), 1)) == "out_of_range"
        assert kind_of(lambda bad=bad: runway(Reserve(100), 1, bad)) == "out_of_range"


def test_ruin_of_five_paths() -> None:
    paths_of_four = [
        [-300, -300, -300, -300],
        [-600, -700, 900, 100],
        [100, -200, 300, 0],
        [-1300, 500, 500, 500],
        [-200, -200, -200, -200],
    ]
    found = ruin(Reserve(1000, 200), paths_of_four)
    assert found.ruin == (0.2, 0.4, 0.4, 0.4)
    assert (found.runway.p10, found.runway.p50, found.runway.p90) == (1, math.inf, math.inf)
    assert ruin(Reserve(1000, 200), np.array(paths_of_four)) == found


def test_a_quantile_is_the_first_month_whose_share_reaches_it() -> None:
    falls_in = [[-1 if month == fall else 0 for month in range(1, 11)] for fall in range(1, 11)]
    runway_of_ten = ruin(Reserve(0), falls_in).runway
    assert (runway_of_ten.p10, runway_of_ten.p50, runway_of_ten.p90) == (1, 5, 9)


def test_exactly_at_the_limit_is_not_ruin() -> None:
    assert ruin(Reserve(100, 50), [[-150, 0, -0.01]]).ruin == (0, 0, 1)
    assert ruin(Reserve(0.3), [[-0.1, -0.1, -0.1]]).ruin == (0, 0, 0)  # floats leave -5e-17
    assert ruin(Reserve(3_000_000.3), [[-1_000_000.1] * 3 + [-0.01]]).ruin == (0, 0, 0, 1)


@given(flows, st.integers(0, 3000), st.integers(0, 500))
def test_ruin_never_falls_with_time_and_is_what_counting_finds(
    months: list[list[float]], cash: float, limit: float
) -> None:
    shares = ruin(Reserve(cash, limit), months).ruin
    assert list(shares) == sorted(shares)
    for end, share in enumerate(shares, 1):
        assert share == sum(ruined(cash + limit, path[:end]) for path in months) / len(months)


def test_cover_month() -> None:
    income = [
        [800, 900, 1000, 1100, 1200, 1300],
        [500, 700, 900, 1100, 1300, 1500],
        [200, 300, 400, 500, 600, 700],
        [1000] * 6,
    ]
    found = cover_month(income, 1000, 0.5)
    assert (found.probability, found.month) == ((0.25, 0.5, 0.75, 0.75), 2)
    assert cover_month(np.array(income), [1000] * 6, 0.5) == found
    assert cover_month(income, np.full((4, 6), 1000.0), 0.5) == found
    never = cover_month([[1, 1, 1, 1]], 1000)
    assert (never.probability, never.month) == ((0, 0), None)
    assert cover_month([[0.1, 0.1, 0.1]], 0.1).month == 1
    assert cover_month([[10, 10, 10]], [30, 0, 0]).month == 1
    assert cover_month([[10, 20]], [15, 15], hold=1).month == 2
    for hold in (3, 4, 9):
        short = cover_month([[9, 9]], 1, hold=hold)
        assert (short.probability, short.month) == ((), None)


def test_cover_month_refuses() -> None:
    assert kind_of(lambda: cover_month([[1, 1]], None)) == "missing"
    assert kind_of(lambda: cover_month([[1, 1, 1]], [1, 1])) == "mismatch"
    assert kind_of(lambda: cover_month([[1, 1, 1]], -1)) == "out_of_range"
    assert kind_of(lambda: cover_month([[1, 1, 1]], 1, probability=1.1)) == "out_of_range"
    assert kind_of(lambda: cover_month([[1, 1, 1]], 1, hold=0)) == "out_of_range"
    assert kind_of(lambda: cover_month([[1, 1, 1]], 1, hold=1.5)) == "out_of_range"  # type: ignore[arg-type]


@given(flows, st.integers(0, 1500), st.integers(1, 4))
def test_cover_is_what_counting_finds(income: list[list[float]], costs: float, hold: int) -> None:
    found = cover_month(income, costs, 0.5, hold)
    for start, share in enumerate(found.probability):
        assert share == sum(sum(path[start : start + hold]) >= costs * hold for path in income) / len(income)
    assert all(share < 0.5 for share in found.probability[: (found.month or 99) - 1])
    assert found.month is None or found.probability[found.month - 1] >= 0.5


def test_quit_month() -> None:
    growing = [[-1500, -1500, -1500, -1200, -900, -600, -300, 0, 200, 400]]
    assert quit_month(Reserve(3000), growing, 1500, 0, None) == 3
    assert quit_month(Reserve(50000), [[-100] * 12], 1500) is None  # two years do not fit
    assert quit_month(Reserve(50000), [[-100] * 24], 1500) == 0
    assert quit_month(Reserve(0), [[-100] * 12], 50, window=None) is None
    assert quit_month(Reserve(0), [[-100] * 12], 200, window=None) == 6
    assert quit_month(Reserve(0), [[-100] * 12], 200, window=6) == 6
    assert quit_month(Reserve(0), [[-100] * 11], 200, window=6) is None
    assert quit_month(Reserve(50), [[-100, -100, 500]], 90, window=1) == 2
    assert quit_month(Reserve(0), [[-100] * 3], [100, 300, 0], window=1) == 2


def test_one_path_of_twenty_may_be_ruined() -> None:
    twenty = [[-1, 0]] + [[0, 0]] * 19
    assert quit_month(Reserve(0), twenty, 1, window=1) == 0
    assert quit_month(Reserve(0), twenty, 1, max_ruin=0.049, window=1) == 1


def test_quit_month_refuses() -> None:
    assert kind_of(lambda: quit_month(Reserve(1), [[1, 1]], None)) == "missing"
    assert kind_of(lambda: quit_month(Reserve(1), [[1, 1]], [1])) == "mismatch"
    assert kind_of(lambda: quit_month(Reserve(1), [[1, 1]], -1)) == "out_of_range"
    assert kind_of(lambda: quit_month(Reserve(1), [[1, 1]], 1, 1.5)) == "out_of_range"
    assert kind_of(lambda: quit_month(Reserve(1), [[1, 1]], 1, window=0)) == "out_of_range"


@given(flows, st.integers(0, 2000), st.integers(0, 1500), st.integers(1, 15) | st.none())
def test_quit_month_is_what_trying_finds(
    months: list[list[float]], cash: float, job: float, window: int | None
) -> None:
    def first() -> int | None:
        for worked in range(len(months[0]) + 1):
            end = len(months[0]) if window is None else worked + window
            if end > len(months[0]):
                return None
            with_job = [[flow + job * (month < worked) for month, flow in enumerate(path)][:end] for path in months]
            if sum(ruined(cash, path) for path in with_job) / len(months) <= 0.25:
                return worked
        return None

    found = quit_month(Reserve(cash), months, job, 0.25, window)
    assert found == first()
    richer = quit_month(Reserve(cash + 500), months, job, 0.25, window)
    assert found is None or (richer is not None and richer <= found)


def test_set_aside() -> None:
    found = set_aside([1000, -400, 600, 0], 0.25)
    assert (found.by_month, found.total) == ((250, -100, 150, 0), 300)
    assert set_aside([-500, 400, 300], 0.25).by_month == (0, 0, 50)
    assert set_aside([1000, -2000, 1000, 1000], 0.25, 12).by_month == (250, 0, 0, 0)
    assert set_aside([1000, 1000, -1000], 0.1, 11).by_month == (100, 100, 0)
    assert set_aside([100] * 3, 0).total == 0
    for month in (0, 13, 1.5):
        assert kind_of(lambda month=month: set_aside([1], 0.1, month)) == "out_of_range"
    assert kind_of(lambda: set_aside([], 0.1)) == kind_of(lambda: set_aside([1], None)) == "missing"
    assert kind_of(lambda: set_aside([1], 1.1)) == "out_of_range"
    assert kind_of(lambda: set_aside([[1]], 0.1)) == "mismatch"  # type: ignore[list-item]


@given(st.lists(whole_money, min_size=1, max_size=40), st.integers(1, 12))
def test_what_is_set_aside_is_the_rate_on_the_profit_of_each_year(profits: list[float], start: int) -> None:
    by_year: dict[int, float] = {}
    for index, profit in enumerate(profits):
        year = (start - 1 + index) // 12
        by_year[year] = by_year.get(year, 0) + profit
    found = set_aside(profits, 0.25, start)
    assert found.total == sum(0.25 * max(0, profit) for profit in by_year.values())
    both = set_aside_paths(np.array([profits, profits[::-1]]), 0.25, start)
    assert tuple(both[0]) == found.by_month
    assert tuple(both[1]) == set_aside(profits[::-1], 0.25, start).by_month


def test_first_sale() -> None:
    found = first_sale([[0.1, 0.2, 0.4], [1, 1, 1]])
    assert found == pytest.approx((0.3636415703962991, 0.5619232480408347, 0.7268138139203633), rel=1e-12)
    assert first_sale([[0, 0]]) == (0, 0)
    assert kind_of(lambda: first_sale([[-0.1]])) == "out_of_range"


def test_between_month_ends() -> None:
    found = between_month_ends(12, 0.4, 2.5, 36)
    assert found.any_time == pytest.approx(0.16050463547722724, rel=1e-9)
    assert found.month_ends == pytest.approx(0.12544373313669216, rel=1e-9)
    assert found.ever == pytest.approx(0.2152403431705176, rel=1e-9)
    example = between_month_ends(10, 0.5, 3, 60)
    assert (round(example.any_time, 2), round(example.month_ends, 2)) == (0.31, 0.25)
    assert between_month_ends(10, 0, 1, 12).ever == between_month_ends(10, -1, 1, 12).ever == 1
    assert between_month_ends(0, 1, 1, 12).any_time == pytest.approx(1)
    assert between_month_ends(1e6, -1e5, 1, 100).any_time == pytest.approx(1)  # the exponential alone overflows
    for bad in ((10, 1, 0, 12), (10, 1, -1, 12), (-1, 1, 1, 12), (10, 1, 1, 0), (10, math.nan, 1, 12), (10, 1, 1, 1.5)):
        assert kind_of(lambda bad=bad: between_month_ends(*bad)) == "out_of_range"
    assert kind_of(lambda: between_month_ends(10, None, 1, 12)) == "missing"


@given(st.floats(0, 50), st.floats(-3, 3), st.floats(0.1, 10), st.integers(1, 119))
def test_dips_are_chances_that_grow_with_time(cash: float, drift: float, sd: float, months: int) -> None:
    now, later = between_month_ends(cash, drift, sd, months), between_month_ends(cash, drift, sd, months + 1)
    assert 0 <= now.month_ends <= now.any_time + 1e-12 <= now.ever + 2e-12 <= 1 + 1e-11
    assert now.any_time <= later.any_time + 1e-12


def test_month_ends_agree_with_a_walk() -> None:
    steps = np.random.default_rng(5).normal(0.5, 3, (20_000, 60))
    assert ruin(Reserve(10), steps).ruin[-1] == pytest.approx(between_month_ends(10, 0.5, 3, 60).month_ends, abs=0.015)


@pytest.mark.parametrize("question", [lambda f: ruin(Reserve(1), f), lambda f: cover_month(f, 1), first_sale])
def test_paths_are_refused_by_name(question: Callable[[object], object]) -> None:
    for none in (None, [], [[], []], np.empty((0, 3)), np.empty((3, 0)), [[None]]):
        assert kind_of(lambda none=none: question(none)) == "missing"
    for uneven in ([[1, 2], [1]], [1, 2], [[1], 2], 5, np.ones(3), np.ones((2, 2, 2))):
        assert kind_of(lambda uneven=uneven: question(uneven)) == "mismatch"
    for bad in ([[math.nan]], [["1"]], [[1, math.inf]], np.array([[1, np.nan]]), "12", [[True]]):
        assert kind_of(lambda bad=bad: question(bad)) == "out_of_range"


def test_reading_keeps_the_dimensions() -> None:
    assert read(5, "x").shape == ()
    assert series([1, 2], "x").shape == (2,)
    assert paths([[1, 2], [3, 4], [5, 6]], "x").shape == (3, 2)
    like = np.zeros((3, 2))
    assert by_month(5, like, "x").tolist() == [5, 5]
    assert by_month([1, 2], like, "x").tolist() == [1, 2]
    assert by_month(like + 1, like, "x").shape == (3, 2)
    assert kind_of(lambda: by_month([1, 2, 3], like, "x")) == "mismatch"
    assert kind_of(lambda: by_month([1, -2], like, "x", 0)) == "out_of_range"


def test_the_base_rate_of_firms() -> None:
    assert dict(FIRMS_ALIVE) == {24: 0.66, 48: 0.44}
