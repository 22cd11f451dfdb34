"""Dividing what partners are worth together: known games, every order of joining, and laws."""

from collections.abc import Callable
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.alliances.games import Game, Group, in_core, largest_violation, shapley, superadditive, values
from planner.errors import InputError


def kind_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def game(partners: str, **worth: float) -> Game:
    """The game in which each named coalition has that value and all others 0."""
    return Game(list(partners), coalitions=[Group(list(members), value) for members, value in worth.items()])


@st.composite
def games(draw: st.DrawFn, most: int = 5, least: int = 1) -> Game:
    """Games with every sort of value, also below 0."""
    partners = "abcdefgh"[: draw(st.integers(least, most))]
    worth = st.integers(-50, 100)
    sizes = st.lists(st.sampled_from(partners), min_size=1, unique=True)
    pairs = list(combinations(partners, 2))
    bonuses = draw(st.lists(st.tuples(st.sampled_from(pairs), worth), max_size=4)) if pairs else []
    return Game(
        list(partners),
        draw(st.dictionaries(st.sampled_from(partners), worth)),
        [Group(pair, value) for pair, value in bonuses],
        [Group(members, value) for members, value in draw(st.lists(st.tuples(sizes, worth), max_size=12))],
    )


def test_values_of_coalitions() -> None:
    whole = Game(
        ["a", "b", "c"],
        {"a": 1, "c": 4},
        [Group(["a", "b"], 10), Group(["b", "a"], 5), Group(["b", "c"], 100)],
        [Group(["c", "a"], 7), Group(["c"], 3)],
    )
    assert values(whole).tolist() == [0, 1, 0, 16, 3, 7, 104, 120]


def test_gloves() -> None:
    found = shapley(Game(["l1", "l2", "r"], coalitions=[
        Group(["l1", "r"], 1), Group(["l2", "r"], 1), Group(["l1", "l2", "r"], 1),
    ]))  # fmt: skip
    assert found.shares == pytest.approx({"l1": 1 / 6, "l2": 1 / 6, "r": 2 / 3})
    assert (found.total, found.in_core, found.superadditive) == (1, False, True)
    assert found.largest_violation == pytest.approx(1 / 6)


def test_a_common_tool() -> None:
    tool = game("abc", a=8, b=11, c=13, ab=11, ac=13, bc=13, abc=13)
    found = shapley(tool)
    assert found.shares == pytest.approx({"a": 8 / 3, "b": 25 / 6, "c": 37 / 6})
    assert (found.total, found.in_core, found.superadditive) == (13, False, False)
    assert found.largest_violation == pytest.approx(41 / 6)
    assert largest_violation(tool, found.shares).amount == found.largest_violation


def test_half_of_each_bonus() -> None:
    found = shapley(Game(["x", "y", "z"], {"x": 100, "y": 150, "z": 0}, [Group(["x", "y"], 60), Group(["y", "z"], 40)]))
    assert found.shares == pytest.approx({"x": 130, "y": 200, "z": 20})
    assert (found.total, found.in_core, found.largest_violation, found.superadditive) == (350, True, 0, True)


def test_one_partner() -> None:
    found = shapley(Game(["a"], {"a": 5}))
    assert (found.shares, found.in_core, found.largest_violation, found.superadditive) == ({"a": 5}, True, 0, True)


def test_who_would_leave_a_given_split() -> None:
    pair = game("abc", ab=10, abc=12)
    violation = largest_violation(pair, {"a": 4, "b": 4, "c": 4})
    assert (violation.amount, violation.members) == (2, ("a", "b"))
    assert largest_violation(pair, {"a": 5, "b": 5, "c": 2}).members == ()
    assert in_core(pair, {"a": 5, "b": 5, "c": 2})
    assert not in_core(pair, {"a": 5, "b": 5, "c": 3})  # more than there is
    assert kind_of(lambda: largest_violation(pair, {"a": 5, "b": 5})) == "missing"


def test_a_game_is_refused_by_name() -> None:
    two = ["a", "b"]
    assert kind_of(lambda: Game([])) == "missing"
    assert kind_of(lambda: Game([str(number) for number in range(11)])) == "too_many"
    assert len(values(Game([str(number) for number in range(10)]))) == 1024
    assert kind_of(lambda: Game(["a", "a"])) == "unknown"
    assert kind_of(lambda: Game(two, {"c": 1})) == "unknown"
    assert kind_of(lambda: Game(two, {"a": float("nan")})) == "out_of_range"
    assert kind_of(lambda: Game(two, {"a": None})) == "missing"  # type: ignore[dict-item]
    for members in (["a"], ["a", "a"], ["a", "b", "a"]):
        assert kind_of(lambda members=members: Game(two, {}, [Group(members, 1)])) == "mismatch"
    assert kind_of(lambda: Game(["a", "b", "c"], {}, [Group(["a", "b", "c"], 1)])) == "mismatch"
    assert kind_of(lambda: Game(two, {}, [Group(["a", "c"], 1)])) == "unknown"
    assert kind_of(lambda: Game(two, {}, [Group(["a", "b"], None)])) == "missing"
    assert kind_of(lambda: Game(two, {}, (), [Group(["a", "c"], 1)])) == "unknown"
    assert kind_of(lambda: Game(two, {}, (), [Group(["a", "a"], 1)])) == "unknown"
    assert kind_of(lambda: Game(two, {}, (), [Group([], 1)])) == "missing"
    assert kind_of(lambda: Game(two, {}, (), [Group(["a"], float("inf"))])) == "out_of_range"


@settings(max_examples=40)
@given(games(most=4))
def test_shapley_is_the_mean_over_all_orders_of_joining(whole: Game) -> None:
    worth = values(whole)
    orders = list(permutations(range(len(whole.partners))))
    means = dict.fromkeys(whole.partners, 0.0)
    for order in orders:
        joined = 0
        for place in order:
            means[whole.partners[place]] += (worth[joined | 1 << place] - worth[joined]) / len(orders)
            joined |= 1 << place
    assert shapley(whole).shares == pytest.approx(means, abs=1e-9)


@settings(max_examples=40)
@given(games())
def test_shapley_hands_out_everything_and_names_what_leaves(whole: Game) -> None:
    found = shapley(whole)
    assert sum(found.shares.values()) == pytest.approx(found.total, abs=1e-9)
    worst = max(
        value - sum(found.shares[member] for member in whole.members(mask))
        for mask, value in enumerate(values(whole).tolist())
    )
    assert found.largest_violation == pytest.approx(worst, abs=1e-9)
    assert found.in_core == (worst < 1e-9) == in_core(whole, found.shares)


@settings(max_examples=40)
@given(games())
def test_superadditive_is_what_trying_finds(whole: Game) -> None:
    worth = values(whole).tolist()
    pairs = [(one, other) for one in range(len(worth)) for other in range(len(worth)) if not one & other]
    assert superadditive(whole) == all(worth[one | other] >= worth[one] + worth[other] for one, other in pairs)


@given(st.integers(2, 6), st.integers(0, 100), st.integers(0, 100))
def test_partners_alike_get_alike(count: int, alone: int, bonus: int) -> None:
    partners = [str(number) for number in range(count)]
    bonuses = [Group(pair, bonus) for pair in combinations(partners, 2)]
    found = shapley(Game(partners, dict.fromkeys(partners, alone), bonuses))
    assert list(found.shares.values()) == pytest.approx([alone + bonus * (count - 1) / 2] * count)
    assert found.in_core and found.superadditive and found.largest_violation == 0
