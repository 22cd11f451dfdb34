"""Moves compared on the same draws: known numbers, ties, what is refused."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.uncertainty.paired_moves import Move, moves
from planner.errors import InputError

BASE = [100.0, 120.0, 90.0, 150.0]
POST = Move("post more", [130, 140, 118, 170], 4, 5)
RAISE = Move("raise price", [110, 118, 96, 165], 1)
DROP = Move("drop", [100, 120, 85, 150], 0)


def refused(kind: str, base: list[float], *candidates: Move) -> None:
    with pytest.raises(InputError) as caught:
        moves(base, candidates)
    assert caught.value.kind == kind


def test_three_moves_on_four_samples() -> None:
    found = moves(BASE, [POST, RAISE, DROP])
    best, second = found.ranked
    assert (best.id, best.gain, best.helps, best.median, best.per_hour) == ("raise price", 7.25, 0.75, 8.0, 7.25)
    assert best.standard_error == pytest.approx(3.5910769044025406)
    assert (second.id, second.gain, second.median, second.per_hour) == ("post more", 19.5, 19.0, 4.875)
    assert best.tied_with_best and second.tied_with_best
    (free,) = found.without_hours
    assert (free.id, free.gain, free.helps, free.per_hour, free.tied_with_best) == ("drop", -1.25, 0.0, None, False)


def test_a_move_clearly_behind_is_no_tie() -> None:
    base = np.linspace(0, 1, 100)
    found = moves(base, [Move("a", base + 1, 1), Move("b", base + 2, 1)])
    assert [(gain.id, gain.tied_with_best) for gain in found.ranked] == [("b", True), ("a", False)]


def test_the_same_gain_per_hour_is_a_tie_by_id() -> None:
    base = np.linspace(0, 1, 7)
    found = moves(base, [Move("b", base + 0.1, 1), Move("a", base + 0.3, 3), Move("c", base + 0.2, 2)])
    assert [(gain.id, gain.tied_with_best) for gain in found.ranked] == [("a", True), ("b", True), ("c", True)]


def test_a_move_that_costs_what_it_brings_helps_nobody() -> None:
    (only,) = moves([0.1, 0.2], [Move("a", [0.4, 0.5], 1, 0.3)]).ranked
    assert (only.gain, only.helps, only.standard_error) == (0, 0, 0)


def test_without_hours_by_gain_and_then_id() -> None:
    found = moves([1, 1], [Move("b", [2, 2], 0), Move("c", [3, 3], 0), Move("a", [2, 2], 0)])
    assert [gain.id for gain in found.without_hours] == ["c", "a", "b"]
    assert moves([1, 1], []).ranked == ()


def test_what_is_refused() -> None:
    refused("missing", [], POST)
    refused("missing", [1], Move("a", [1, 2], 1))
    refused("mismatch", [1, 2, 3], Move("a", [1, 2], 1))
    refused("out_of_range", BASE, Move("a", BASE, -1))
    refused("out_of_range", BASE, Move("a", BASE, 1, -1))
    refused("out_of_range", BASE, Move("a", [1, 2, 3, math.nan], 1))
    refused("out_of_range", BASE, Move("a", [1, 2, 3, 1e300], 1))
    refused("missing", BASE, Move("a", BASE, None))  # type: ignore[arg-type]
    refused("unknown", BASE, POST, POST)


def test_neither_base_nor_outcomes_are_changed() -> None:
    base = np.array(BASE)
    outcomes = base + 1
    moves(base, [Move("a", outcomes, 1)])
    assert base.tolist() == BASE
    assert outcomes.tolist() == [value + 1 for value in BASE]


@given(
    st.integers(2, 6).flatmap(
        lambda size: st.tuples(
            st.lists(st.integers(-100, 100), min_size=size, max_size=size),
            st.lists(
                st.tuples(st.lists(st.integers(-100, 100), min_size=size, max_size=size), st.integers(0, 3)), max_size=5
            ),
        )
    )
)
def test_every_move_is_listed_once_the_best_first(drawn: tuple[list[float], list[tuple[list[float], int]]]) -> None:
    base, rows = drawn
    found = moves(base, [Move(str(place), outcomes, hours) for place, (outcomes, hours) in enumerate(rows)])
    assert len(found.ranked) == sum(hours > 0 for _, hours in rows)
    assert len(found.ranked) + len(found.without_hours) == len(rows)
    per_hour = [gain.per_hour or 0 for gain in found.ranked]
    assert all(one >= other - 1e-9 for one, other in pairwise(per_hour))
    assert all(gain.tied_with_best for gain in found.ranked[:1])
