"""Tornado, rank shares and value of knowing: closed forms, ties, numbers without width, laws of the shares."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.uncertainty.ranges import Spread
from planner.analysis.uncertainty.sensitivity import (
    Input,
    Term,
    largest_first,
    rank_shares,
    rank_shares_of,
    tornado,
    tornado_of,
    value_of_knowing,
    value_of_knowing_of,
)
from planner.errors import InputError

PEOPLE = Input("people", "people", Spread(low=500, high=2000))
CONVERSION = Input("conversion", "people", Spread(low=0.01, high=0.04))
PRICE = Input("price", "money", Spread(low=10, high=40))
WIDE, NARROW = Input("a", "money", Spread(low=10, high=40)), Input("b", "money", Spread(low=10, high=20))


def normal_loss(mean: float, spread: float) -> float:
    """The unit normal loss: what may be gained by leaving a normal decision when it turns out below 0."""
    distance = abs(mean) / spread
    density = math.exp(-(distance**2) / 2) / math.sqrt(2 * math.pi)
    return spread * (density - distance * (1 - math.erf(distance / math.sqrt(2))) / 2)


def refused(kind: str, field: str, inputs: list[Input], terms: list[Term]) -> None:
    with pytest.raises(InputError) as caught:
        tornado(inputs, terms)
    assert (caught.value.kind, caught.value.field) == (kind, field)


def test_three_equal_bars_stand_by_id_and_share_alike() -> None:
    result = tornado([PEOPLE, CONVERSION, PRICE], [Term(("people", "conversion", "price"))])
    assert result.base == pytest.approx(400)
    assert [bar.id for bar in result.rows] == ["conversion", "people", "price"]
    for bar in result.rows:
        assert (bar.low, bar.high, bar.share) == pytest.approx((233.087553717837, 686.4373384504571, 1 / 3))


def test_a_number_has_no_bar() -> None:
    fixed = Input("b", "money", Spread(value=50))
    result = tornado([fixed, Input("a", "money", Spread(low=100, high=300))], [Term(("a",), 2), Term(("b",))])
    assert [(bar.id, bar.share) for bar in result.rows] == [("a", 1.0), ("b", 0.0)]
    assert result.rows[1].low == result.rows[1].high == result.base


def test_a_bar_may_point_down_and_only_its_length_counts() -> None:
    result = tornado([WIDE, NARROW], [Term(("a",), -1), Term(("b",))])
    assert result.rows[0].id == "a"
    assert result.rows[0].low > result.base > result.rows[0].high
    assert sum(bar.share for bar in result.rows) == pytest.approx(1)


@pytest.mark.parametrize("terms", [[Term((), 5)], [Term(("a",), 0)], [Term(("b",), 3)]])
def test_a_constant_outcome_has_no_shares(terms: list[Term]) -> None:
    fixed = Input("b", "money", Spread(value=2))
    assert {bar.share for bar in tornado([WIDE, fixed], terms).rows} == {0.0}
    assert set(rank_shares([WIDE, fixed], terms, 64, 1).shares.values()) == {0.0}
    assert set(rank_shares([WIDE, fixed], terms, 64, 1).correlations.values()) == {0.0}
    assert value_of_knowing([WIDE, fixed], terms, 64, 1, 4).values == pytest.approx({"a": 0, "b": 0})


def test_what_is_wrong_is_named() -> None:
    refused("missing", "inputs", [], [Term(("a",))])
    refused("missing", "terms", [WIDE], [])
    refused("unknown", "terms/1/factors", [WIDE], [Term(("a",)), Term(("aa",))])
    refused("unknown", "inputs/a", [WIDE, WIDE], [Term(("a",))])
    refused("out_of_range", "terms/0/coefficient", [WIDE], [Term(("a",), math.nan)])
    refused("bad_order", "inputs/a", [Input("a", "money", Spread(low=4, high=1))], [Term(("a",))])
    refused("unknown", "inputs/a/kind", [Input("a", "luck", Spread(low=1, high=4))], [Term(("a",))])


def test_an_outcome_beyond_reckoning_is_refused_and_a_large_one_is_not() -> None:
    vast = Input("a", "money", Spread(low=1e40, high=1e49))
    assert tornado([vast], [Term(("a",))]).rows[0].share == 1
    refused("out_of_range", "terms", [vast], [Term(("a",) * 8)])
    with pytest.raises(InputError, match="too large"):
        rank_shares([vast], [Term(("a",) * 8)], 64, 1)


@given(st.dictionaries(st.text("abc", min_size=1), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1))
def test_shares_add_to_one_and_fall(ends: dict[str, tuple[float, float]]) -> None:
    rows = tornado_of(
        1.0, {key: low for key, (low, _) in ends.items()}, {key: high for key, (_, high) in ends.items()}
    ).rows
    assert sorted(bar.id for bar in rows) == sorted(ends)
    total = sum(bar.share for bar in rows)
    assert total == pytest.approx(1) or total == 0
    assert all(one.share >= other.share - 1e-9 for one, other in pairwise(rows))


def test_sizes_that_differ_by_rounding_are_ties() -> None:
    assert largest_first({"b": 0.1 + 0.2, "a": 0.3, "c": 0.31}) == ["c", "a", "b"]
    assert largest_first({"b": -2.0, "a": -3.0, "c": 0.0}) == ["c", "b", "a"]
    assert largest_first({"b": 0.0, "a": 0.0}) == ["a", "b"]


def test_rank_shares_of_two_lognormals() -> None:
    found = rank_shares([WIDE, NARROW], [Term(("a", "b"))], 16384, 2)
    assert found.correlations == pytest.approx({"a": 0.8855017059025997, "b": 0.43069887938611884}, abs=0.01)
    assert found.shares == pytest.approx({"a": 0.8086853403059294, "b": 0.19131465969407055}, abs=0.01)


def test_equal_values_share_their_ranks() -> None:
    """By hand: ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4 correlate with 4.5/sqrt(4.5 x 5)."""
    values, outcome = np.array([0.0, 5.0, 5.0, 9.0]), np.array([1.0, 3.0, 2.0, 4.0])
    assert rank_shares_of({"x": values}, outcome).correlations["x"] == pytest.approx(4.5 / math.sqrt(22.5))


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=2, max_size=30))
def test_rank_correlation_stays_within_one_and_ignores_the_scale(pairs: list[tuple[int, int]]) -> None:
    values, outcome = np.array(pairs, dtype=np.float64).T
    found = rank_shares_of({"x": values}, outcome).correlations["x"]
    assert abs(found) <= 1 + 1e-12
    assert rank_shares_of({"x": np.exp(values)}, 3 * outcome).correlations["x"] == pytest.approx(found)
    assert rank_shares_of({"x": -values}, outcome).correlations["x"] == pytest.approx(-found)
    assert rank_shares_of({"x": outcome}, outcome).correlations["x"] == pytest.approx(1 if len(set(outcome)) > 1 else 0)


@pytest.mark.parametrize(("mean", "cost"), [(100.0, 0.0), (100.0, 150.0), (-40.0, 0.0)])
def test_knowing_a_normal_decision_is_worth_the_unit_normal_loss(mean: float, cost: float) -> None:
    half = 200 * 1.6448536269514722
    inputs = [Input("x", "signed", Spread(low=mean - half, high=mean + half)), WIDE]
    found = value_of_knowing(inputs, [Term(("x",))], 16384, 4, cost)
    assert found.value_now == pytest.approx(max(0.0, mean - cost), abs=0.5)
    assert found.values["x"] == pytest.approx(normal_loss(mean - cost, 200), rel=0.02)
    assert found.values["a"] < 0.1 * found.values["x"]


def test_a_decision_that_stands_is_worth_no_question() -> None:
    drawn = np.linspace(1, 2, 500)
    assert value_of_knowing_of({"x": drawn, "fixed": np.ones(500)}, drawn).values == {"x": 0.0, "fixed": 0.0}
    assert value_of_knowing_of({"x": drawn}, -drawn).values == {"x": 0.0}


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=1, max_size=200))
def test_knowing_one_input_is_worth_at_most_knowing_all(pairs: list[tuple[float, float]]) -> None:
    values, outcome = np.array(pairs).T
    found = value_of_knowing_of({"x": values}, outcome)
    assert -1e-9 <= found.values["x"] <= np.maximum(outcome, 0).mean() - found.value_now + 1e-9


def test_samples_must_be_as_many_as_outcomes() -> None:
    for ask in (rank_shares_of, value_of_knowing_of):
        with pytest.raises(InputError) as caught:
            ask({"x": np.ones(3)}, np.ones(4))
        assert caught.value.kind == "mismatch"


def test_a_cost_below_zero_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        value_of_knowing([WIDE], [Term(("a",))], 64, 1, -1)
    assert (caught.value.kind, caught.value.field) == ("out_of_range", "cost")
