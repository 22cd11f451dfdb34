"""Least core and nucleolus: known games, closed forms, and laws."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.analysis.alliances.core import least_core, nucleolus
from planner.analysis.alliances.games import Game, Group, in_core, shapley, values
from planner.errors import InputError
from tests.analysis.test_games import game, games


def excesses(whole: Game, shares: dict[str, float]) -> list[float]:
    """What each proper coalition would gain by leaving, from the most down."""
    worth = values(whole)
    gains = [
        float(worth[mask]) - sum(shares[member] for member in whole.members(mask)) for mask in range(1, len(worth) - 1)
    ]
    return sorted(gains, reverse=True)


def test_any_two_of_three() -> None:
    found = least_core(game("abc", ab=1, ac=1, bc=1, abc=1))
    assert found.epsilon == pytest.approx(1 / 3)
    assert found.core_empty
    assert nucleolus(game("abc", ab=1, ac=1, bc=1, abc=1)).shares == pytest.approx(dict.fromkeys("abc", 1 / 3))


def test_one_and_two_partners() -> None:
    assert least_core(game("a", a=5)).epsilon == -math.inf
    assert not least_core(game("a", a=5)).core_empty
    assert nucleolus(game("a", a=5)).shares == {"a": 5}
    two = game("ab", a=10, b=20, ab=50)
    assert least_core(two).epsilon == pytest.approx(-10)
    assert nucleolus(two).shares == pytest.approx({"a": 20, "b": 30})


def test_a_core_of_one_point_is_not_empty() -> None:
    gloves = game("lmr", lr=1, mr=1, lmr=1)
    found = least_core(gloves)
    assert (found.epsilon, found.core_empty) == (0, False)
    assert nucleolus(gloves).shares == pytest.approx({"l": 0, "m": 0, "r": 1}, abs=1e-9)
    nothing = Game(["a", "b", "c"], {"a": 3, "b": 5})
    assert (least_core(nothing).epsilon, least_core(nothing).core_empty) == (0, False)
    assert nucleolus(nothing).shares == pytest.approx({"a": 3, "b": 5, "c": 0}, abs=1e-9)


@pytest.mark.parametrize(
    ("estate", "shares"),
    [(100, (100 / 3, 100 / 3, 100 / 3)), (200, (50, 75, 75)), (300, (50, 100, 150)), (250, (50, 100, 100))],
)
def test_claims_of_the_talmud(estate: float, shares: tuple[float, ...]) -> None:
    claims = {"a": 100, "b": 200, "c": 300}
    worth = {
        members: max(0, estate - sum(claim for one, claim in claims.items() if one not in members))
        for members in ("a", "b", "c", "ab", "ac", "bc", "abc")
    }
    assert tuple(nucleolus(game("abc", **worth)).shares.values()) == pytest.approx(shares)


def test_an_airport() -> None:
    """Planes that need runways of 1, 2, 3 and 4, as losses; nucleolus by the rule of Littlechild (1974)."""
    lengths = {"a": 1, "b": 2, "c": 3, "d": 4}
    worth = {}
    for mask in range(1, 16):
        members = "".join(one for place, one in enumerate("abcd") if mask >> place & 1)
        worth[members] = -max(lengths[one] for one in members)
    shares = nucleolus(game("abcd", **worth)).shares
    assert shares == pytest.approx({"a": -0.5, "b": -0.75, "c": -0.875, "d": -1.875})


def test_scale_and_place_do_not_matter() -> None:
    small = game("abcd", ab=1, cd=2, abc=3, abcd=4)
    large = Game(
        small.partners,
        dict.fromkeys("abcd", 1e6),
        coalitions=[Group(group.members, 1e6 * len(group.members) + 1e7 * group.value) for group in small.coalitions],
    )
    assert least_core(large).epsilon == pytest.approx(1e7 * least_core(small).epsilon)
    expected = {one: 1e6 + 1e7 * share for one, share in nucleolus(small).shares.items()}
    assert nucleolus(large).shares == pytest.approx(expected)


def test_how_many_partners() -> None:
    nine = Game([str(number) for number in range(9)])
    assert least_core(nine).epsilon == 0
    with pytest.raises(InputError) as caught:
        nucleolus(nine)
    assert (caught.value.kind, caught.value.field) == ("too_many", "partners")


@settings(max_examples=40)
@given(games(least=2))
def test_the_nucleolus_lies_in_the_least_core(whole: Game) -> None:
    found, shares = least_core(whole), nucleolus(whole).shares
    assert sum(shares.values()) == pytest.approx(values(whole)[-1], abs=1e-6)
    assert excesses(whole, shares)[0] == pytest.approx(found.epsilon, abs=1e-6)
    assert excesses(whole, shapley(whole).shares)[0] >= found.epsilon - 1e-6
    if found.core_empty:
        assert not in_core(whole, shares)


@settings(max_examples=40)
@given(games(least=2, most=4), st.data())
def test_no_other_division_has_smaller_excesses(whole: Game, data: st.DataObject) -> None:
    best = nucleolus(whole).shares
    way = data.draw(st.lists(st.integers(-3, 3), min_size=len(best), max_size=len(best)).filter(any))
    step = data.draw(st.sampled_from((0.01, 0.5, 7)))
    level = sum(way) / len(way)
    worse = {one: best[one] + step * (go - level) for one, go in zip(best, way, strict=True)}
    assume(worse != pytest.approx(best, abs=1e-3))
    for mine, theirs in zip(excesses(whole, best), excesses(whole, worse), strict=True):
        if abs(mine - theirs) > 1e-6:
            assert mine < theirs
            return
    pytest.fail("two divisions with the same excesses")


@settings(max_examples=20)
@given(st.lists(st.integers(0, 60), min_size=6, max_size=6))
def test_with_bonuses_only_the_nucleolus_is_half_of_each(bonuses: list[int]) -> None:
    """Of partners who only gain in pairs, pre-nucleolus and Shapley value agree (Deng & Papadimitriou 1994)."""
    pairs = ("ab", "ac", "ad", "bc", "bd", "cd")
    whole = Game(list("abcd"), {}, [Group(pair, bonus) for pair, bonus in zip(pairs, bonuses, strict=True)])
    assert nucleolus(whole).shares == pytest.approx(shapley(whole).shares, abs=1e-6)
    assert not least_core(whole).core_empty
