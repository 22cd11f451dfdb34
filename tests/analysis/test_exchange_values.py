"""Terms of an exchange: known numbers, trying every choice, and laws."""

import math
from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.alliances.exchange_values import (
    Actor,
    Item,
    SampledSide,
    Side,
    Transfer,
    best_exchange,
    commission_interval,
    net_values,
    share_chances,
    share_interval,
)
from planner.errors import InputError

money = st.integers(0, 1000)


def kind_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def test_writer_platform_and_reader() -> None:
    found = net_values(
        [Actor("writer", -250), Actor("platform", -450), Actor("reader")],
        [
            Transfer("reader", "platform", 1000, 1000),
            Transfer("platform", "reader", 0, 1400),
            Transfer("platform", "writer", 600, 600),
        ],
    )
    assert found.net == {"writer": 350, "platform": -50, "reader": 400}
    assert found.unsustainable == ("platform",)


def test_a_net_of_nothing_is_not_sustainable() -> None:
    assert net_values([Actor("b", 1), Actor("a")], []).unsustainable == ("a",)
    one, other = Transfer("a", "b", 0, 0.1), Transfer("a", "b", 0, 0.2)
    assert net_values([Actor("a", 1), Actor("b", -0.3)], [one, other]).unsustainable == ("b",)  # floats leave 5e-17


def test_net_values_refuse() -> None:
    a = Actor("a")
    assert kind_of(lambda: net_values([], [])) == "missing"
    assert kind_of(lambda: net_values([a, a], [])) == "unknown"
    assert kind_of(lambda: net_values([a], [Transfer("a", "b", 1, 1)])) == "unknown"
    assert kind_of(lambda: net_values([a], [Transfer("b", "a", 1, 1)])) == "unknown"
    assert kind_of(lambda: net_values([a], [Transfer("a", "a", None, 1)])) == "missing"
    assert kind_of(lambda: net_values([a], [Transfer(None, "a", 1, 1)])) == "missing"
    assert kind_of(lambda: net_values([a], [Transfer("a", "a", 1, -1)])) == "out_of_range"
    assert kind_of(lambda: net_values([Actor("a", math.nan)], [])) == "out_of_range"


def test_share_interval() -> None:
    found = share_interval(10000, Side(1000, 3000), Side(2500, 1500))
    assert found.possible
    assert (found.low, found.high, found.nash_share) == pytest.approx((0.4, 0.6, 0.5))
    assert (found.our_net, found.their_net) == (4000, 2500)
    strong = share_interval(6500, Side(alternative=3000), Side(alternative=1500), 0.6)
    assert (strong.low, strong.high, strong.nash_share) == pytest.approx((3000 / 6500, 5000 / 6500, 4200 / 6500))
    assert (strong.our_net, strong.their_net) == pytest.approx((4200, 2300))


def test_no_share_suits_both() -> None:
    none = share_interval(4000, Side(1000, 1500), Side(1000, 1000))
    assert (none.possible, none.low, none.high, none.nash_share, none.our_net, none.their_net) == (False, *[None] * 5)
    assert not share_interval(1000, Side(1200), Side()).possible
    point = share_interval(1, Side(0.1, 0.2), Side(0.7))
    assert point.possible and point.low == pytest.approx(0.3) and point.high == pytest.approx(0.3)


def test_share_interval_refuses() -> None:
    for revenue in (0, -1, math.inf):
        assert kind_of(lambda revenue=revenue: share_interval(revenue, Side(), Side())) == "out_of_range"
    assert kind_of(lambda: share_interval(None, Side(), Side())) == "missing"
    assert kind_of(lambda: share_interval(1, Side(-1), Side())) == "out_of_range"
    assert kind_of(lambda: share_interval(1, Side(), Side(0, -1))) == "out_of_range"
    assert kind_of(lambda: share_interval(1, Side(), Side(), 1.1)) == "out_of_range"


@given(st.integers(1, 5000), money, money, money, money, st.floats(0, 1))
def test_the_nash_split_lies_in_the_interval_and_hands_out_everything(
    revenue: float, cost: float, alternative: float, their_cost: float, their_alternative: float, power: float
) -> None:
    found = share_interval(revenue, Side(cost, alternative), Side(their_cost, their_alternative), power)
    assert found.possible == (cost + alternative + their_cost + their_alternative <= revenue)
    if found.possible:
        assert 0 <= found.low <= found.nash_share + 1e-12 <= found.high + 2e-12 <= 1 + 3e-12
        assert found.our_net + found.their_net == pytest.approx(revenue - cost - their_cost)
        assert found.our_net == pytest.approx(found.nash_share * revenue - cost, abs=1e-9)
        assert found.our_net >= alternative and found.their_net >= their_alternative - 1e-9


def test_chances_of_each_share() -> None:
    revenue = np.array([1000.0, 2000.0, 3000.0, 4000.0])
    found = share_chances(revenue, SampledSide(100, 500), SampledSide(np.array([300.0, 300, 300, 300])))
    assert found.shares[:3] == (0, 0.01, 0.02) and len(found.shares) == len(found.both_gain) == 101
    for share, chance in zip(found.shares, found.both_gain, strict=True):
        assert chance == np.mean([share * one > 600 and (1 - share) * one > 300 for one in revenue])
    assert found.best_share == 0.56  # (2500 s - 600)(2200 - 2500 s) peaks there
    assert found.best_chance == found.both_gain[56]
    hopeless = share_chances(revenue, SampledSide(2000), SampledSide(alternative=2000))
    assert (hopeless.best_share, hopeless.best_chance) == (None, None)


def test_chances_of_certain_numbers_are_the_interval() -> None:
    certain = share_chances(np.full(8, 10000.0), SampledSide(1000, 3000), SampledSide(2500, 1500))
    inside = [share for share, chance in zip(certain.shares, certain.both_gain, strict=True) if chance == 1]
    assert (inside[0], inside[-1], certain.best_share) == (0.41, 0.59, 0.5)


def test_commission_interval() -> None:
    found = commission_interval(25, 0.02, 0.3)
    assert (found.low, found.high, found.possible) == (15, 25, True)
    assert commission_interval(15, 0.02, 0.3).possible
    assert not commission_interval(14, 0.02, 0.3).possible
    none = commission_interval(25, 0, 0)
    assert (none.low, none.possible) == (math.inf, False)
    assert not commission_interval(-1, 0.02, 0.3).possible
    assert kind_of(lambda: commission_interval(None, 0.02, 0.3)) == "missing"
    assert kind_of(lambda: commission_interval(25, 1.02, 0.3)) == "out_of_range"
    assert kind_of(lambda: commission_interval(25, 0.02, -0.3)) == "out_of_range"


def test_four_lines_on_the_table() -> None:
    found = best_exchange(
        [
            Item("my list", "give", 2, 7),
            Item("my text", "give", 5, 4),
            Item("their app", "get", 8, 3),
            Item("their stall", "get", 1, 4),
        ]
    )
    assert found.chosen == ("my list", "their app")
    assert (found.our_gain, found.their_gain, found.product) == (6, 4, 24)


def test_nothing_to_exchange() -> None:
    for items in ([], [Item("a", "give", 5, 1)]):
        found = best_exchange(items)
        assert (found.chosen, found.our_gain, found.their_gain, found.product) == ((), 0, 0, 0)


def test_equal_products_go_to_the_first_subset() -> None:
    twins = [Item("a", "give", 1, 3), Item("b", "give", 1, 3), Item("c", "get", 4, 1)]
    assert best_exchange(twins).chosen == ("a", "b", "c")  # 2 x 5 against 3 x 2
    assert best_exchange([*twins[:2], Item("c", "get", 2, 1)]).chosen == ("a", "c")
    thirds = [
        Item("a", "give", 0.1, 0.3),
        Item("b", "get", 0.3, 0.1),
        Item("c", "give", 0.2, 0.2),
        Item("d", "get", 0.2, 0.2),
    ]
    assert best_exchange(thirds).chosen == ("a", "b")  # c and d add nothing but rounding


def test_best_exchange_refuses() -> None:
    many = [Item(str(number), "give", 1, 1) for number in range(17)]
    assert kind_of(lambda: best_exchange(many)) == "too_many"
    assert best_exchange(many[:16]).chosen == ()
    assert kind_of(lambda: best_exchange([many[0], many[0]])) == "unknown"
    assert kind_of(lambda: best_exchange([Item("a", "lend", 1, 1)])) == "unknown"
    assert kind_of(lambda: best_exchange([Item("a", "get", None, 1)])) == "missing"
    assert kind_of(lambda: best_exchange([Item("a", None, 1, 1)])) == "missing"
    assert kind_of(lambda: best_exchange([Item("a", "get", 1, -1)])) == "out_of_range"


lines = st.tuples(st.sampled_from(("give", "get")), st.integers(0, 9), st.integers(0, 9))


@given(st.lists(lines, max_size=7))
def test_best_exchange_is_what_trying_finds(drawn: list[tuple[str, int, int]]) -> None:
    items = [Item(str(place), *line) for place, line in enumerate(drawn)]
    best = (-1, 0, 0, ())
    for bits in product((False, True), repeat=len(items)):  # the last item counts least here, so read it backwards
        chosen = [item for item, taken in zip(items, bits[::-1], strict=True) if taken]
        signs = [1 if item.direction == "get" else -1 for item in chosen]
        ours = sum(sign * item.value_to_us for sign, item in zip(signs, chosen, strict=True))
        theirs = -sum(sign * item.value_to_them for sign, item in zip(signs, chosen, strict=True))
        if ours >= 0 and theirs >= 0 and ours * theirs > best[0]:
            best = (ours * theirs, ours, theirs, tuple(item.id for item in chosen))
    found = best_exchange(items)
    assert (found.product, found.our_gain, found.their_gain, found.chosen) == best
