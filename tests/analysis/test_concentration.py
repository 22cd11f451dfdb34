"""Effective numbers, shares, outlets: known numbers and laws."""

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.sources.concentration import breakdown, effective_number, outlets
from planner.errors import InputError

amounts = st.lists(st.floats(0, 1e9), min_size=1, max_size=12).filter(lambda drawn: max(drawn) > 0)


def kind_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def test_known_numbers() -> None:
    found = effective_number([30, 30, 20, 20])
    assert (found.effective, found.hhi, found.top_share) == pytest.approx((1 / 0.26, 0.26, 0.3))
    falling = [40, 30, 20, 10]
    assert effective_number(falling, 1).effective == pytest.approx(3.596115466624322)
    assert effective_number(falling, math.inf).effective == pytest.approx(2.5)
    assert effective_number([*falling, 0], 0).effective == 4
    assert effective_number(falling, 0).top_share == pytest.approx(0.4)


def test_no_income() -> None:
    for none in ([], [0], [0, 0]):
        for order in (0, 1, 2, math.inf):
            found = effective_number(none, order)
            assert (found.effective, found.hhi, found.top_share) == (0, None, None)


def test_what_is_refused() -> None:
    assert kind_of(lambda: effective_number([10, -1])) == "out_of_range"
    assert kind_of(lambda: effective_number([math.nan])) == "out_of_range"
    assert kind_of(lambda: effective_number([None])) == "missing"  # type: ignore[list-item]
    for order in (3, -1, 0.5):
        assert kind_of(lambda order=order: effective_number([1], order)) == "unknown"


@given(amounts)
def test_the_number_lies_between_one_and_the_count_and_falls_with_the_order(drawn: list[float]) -> None:
    numbers = [effective_number(drawn, order).effective for order in (0, 1, 2, math.inf)]
    assert numbers[0] <= len(drawn)
    assert numbers[-1] >= 1 - 1e-12
    assert all(low <= high * (1 + 1e-9) for high, low in pairwise(numbers))
    found = effective_number(drawn)
    assert found.hhi == pytest.approx(1 / found.effective)


@given(st.integers(1, 20), st.floats(0.01, 1e12))
def test_equal_sources_count_as_many_as_they_are(count: int, amount: float) -> None:
    for order in (0, 1, 2, math.inf):
        assert effective_number([amount] * count, order).effective == pytest.approx(count)


def test_breakdown() -> None:
    found = breakdown({"b": 300, "a": 300, "loss": -50, "c": 350, "tiny": 50, "worse": -70, "none": 0})
    assert [(part.id, part.share) for part in found.parts] == [
        ("c", 0.35), ("a", 0.3), ("b", 0.3), ("tiny", 0.05), ("none", 0)
    ]  # fmt: skip
    assert [part.id for part in found.large] == ["c", "a", "b"]
    assert [(part.id, part.amount, part.share) for part in found.losses] == [("worse", -70, None), ("loss", -50, None)]
    assert found.number == effective_number([300, 300, 350, 50])
    nothing = breakdown({"a": 0, "b": -1})
    assert (nothing.parts[0].share, nothing.large, nothing.number.effective) == (None, (), 0)
    assert kind_of(lambda: breakdown({"a": math.inf})) == "out_of_range"


def test_outlets() -> None:
    found = {
        row.product: (row.count, row.second_share)
        for row in outlets({"a": [10, 60, 30], "b": [5], "c": [0, 0], "d": []})
    }
    assert found == {"a": (3, 0.3), "b": (1, 0), "c": (2, None), "d": (0, None)}
    assert kind_of(lambda: outlets({"a": [-1]})) == "out_of_range"
