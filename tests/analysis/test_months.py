"""The month engine: against a plain loop, and the laws it must keep."""

import math
from dataclasses import replace
from random import Random
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.listings.months import (
    ABREAST,
    CELLS,
    HANDS_OFF_MONTHS,
    MonthFlow,
    abreast,
    parts,
    walk,
)
from planner.analysis.listings.offers import Guests, Offer
from planner.analysis.listings.pool import Buying
from tests.analysis import random_offers
from tests.analysis.plain_months import plain_months
from tests.analysis.random_offers import SAMPLES
from tests.examples import examples

MATRICES = ("reach", "clicks", "orders", "gross", "income", "ad_spend", "hours", "fraction", "active", "net")
ALL = slice(0, SAMPLES)
seeds = st.integers(0, 2**32 - 1)


def assert_same(got: np.ndarray, expected: object, what: str = "") -> None:
    wanted = np.asarray(expected)
    alike = got.shape == wanted.shape and (abs(got - wanted) <= 1e-9 + 1e-9 * abs(wanted)).all()
    if not alike:  # NumPy says where; to ask it each time takes longer than the engine
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-9, err_msg=what)


def told(offers: list[Offer], months: int, capacity: object, name: str = "income", part: slice = ALL) -> np.ndarray:
    """One matrix of every month: (month, offer, sample)."""
    return np.array([getattr(flow, name).copy() for flow in walk(offers, months, capacity, part)])


@settings(max_examples=examples(200), deadline=None)
@given(seeds)
def test_the_engine_equals_a_plain_loop(seed: int) -> None:
    offers, months, capacity = random_offers.plan(Random(seed))
    slow = [plain_months(offers, months, capacity, sample, 1) for sample in range(SAMPLES)]
    for flow in walk(offers, months, capacity, ALL, idle_from=1):
        rows = [[slow[sample][flow.month][row] for sample in range(SAMPLES)] for row in range(len(offers))]
        names = (*MATRICES, "idle_income") if 1 <= flow.month <= HANDS_OFF_MONTHS else MATRICES
        for name in names:
            assert_same(getattr(flow, name), [[getattr(one, name) for one in row] for row in rows], name)
        assert_same_guests(flow, offers, rows)


def assert_same_guests(flow: MonthFlow, offers: list[Offer], rows: list) -> None:
    found: dict[tuple[int, str], np.ndarray] = {}
    for visit in flow.guest_shares:
        found[visit.offer, visit.alliance] = found.get((visit.offer, visit.alliance), 0) + visit.share
    expected: dict[tuple[int, str], np.ndarray] = {}
    for place, offer in enumerate(offers):
        for number, guests in enumerate(offer.guests):
            share = [one.guests[number] / one.reach if one.reach and one.fraction else 0.0 for one in rows[place]]
            expected[place, guests.id] = expected.get((place, guests.id), 0) + np.array(share)
    assert found.keys() == expected.keys()
    for key, share in found.items():
        worked = [bool(one.fraction) for one in rows[key[0]]]
        assert_same(share[worked], expected[key][worked], str(key))


@pytest.mark.parametrize("seed", range(6))
def test_so_does_it_with_many_offers(seed: int) -> None:
    """Hours are summed up by blocks of offers: some that fit, some where they run out, some for which none are left."""
    random = Random(seed)
    offers = [random_offers.offer(random, place) for place in range(70)]
    capacity = [0.0, *np.linspace(1, 4000, 5).tolist()]
    slow = [plain_months(offers, 6, capacity, sample) for sample in range(SAMPLES)]
    for flow in walk(offers, 6, capacity, ALL):
        for name in MATRICES:
            expected = [[getattr(slow[k][flow.month][row], name) for k in range(SAMPLES)] for row in range(70)]
            assert_same(getattr(flow, name), expected, name)


def law(seed: int) -> tuple[list[Offer], int, list[float] | None]:
    return random_offers.plan(Random(seed))


@settings(max_examples=examples(15), deadline=None)
@given(seeds)
def test_twice_the_price_is_twice_the_income_where_nothing_else_costs(seed: int) -> None:
    offers, months, capacity = law(seed)
    free = [replace(offer, fixed_fee=0.0, unit_cost=0.0, rpm=0.0) for offer in offers]
    dearer = [replace(offer, price=2 * offer.price) for offer in free]
    assert_same(told(dearer, months, capacity), 2 * told(free, months, capacity))


@settings(max_examples=examples(15), deadline=None)
@given(seeds)
def test_the_order_of_the_list_does_not_matter_where_priorities_are_set(seed: int) -> None:
    offers, months, capacity = law(seed)
    ranked = [replace(offer, priority=place) for place, offer in enumerate(offers)]
    order = list(range(len(ranked)))
    Random(seed).shuffle(order)
    shuffled = [ranked[place] for place in order]
    for name in MATRICES:
        assert_same(told(shuffled, months, capacity, name), told(ranked, months, capacity, name)[:, order], name)


@settings(max_examples=examples(15), deadline=None)
@given(seeds)
def test_an_offer_that_nobody_sees_and_no_hour_goes_to_changes_nothing(seed: int) -> None:
    offers, months, capacity = law(seed)
    ranked = [replace(offer, priority=place) for place, offer in enumerate(offers)]
    silent = Offer(id="silent", publications_per_month=4.0, price=10.0, conversion=0.1, click_rate=0.1, priority=-1)
    assert_same(told([*ranked, silent], months, capacity)[:, :-1], told(ranked, months, capacity))
    assert not told([*ranked, silent], months, capacity)[:, -1].any()


@settings(max_examples=examples(15), deadline=None)
@given(seeds)
def test_ten_times_the_people_and_hours_are_ten_times_the_income(seed: int) -> None:
    offers, months, capacity = law(seed)
    larger = [
        replace(
            offer,
            **{
                name: 10 * getattr(offer, name)
                for name in ("audience", "hours_per_publication", "upkeep_hours", "make_hours", "ad_budget", "active_before")
            },
            guests=tuple(replace(some, audience=10 * some.audience) for some in offer.guests),
        )
        for offer in offers
    ]  # fmt: skip
    more = None if capacity is None else [10 * hours for hours in capacity]
    assert_same(told(larger, months, more), 10 * told(offers, months, capacity))
    assert_same(told(larger, months, more, "hours"), 10 * told(offers, months, capacity, "hours"))


@settings(max_examples=examples(20), deadline=None)
@given(seeds)
def test_no_month_takes_more_hours_than_there_are_and_none_is_left_while_something_is_cut(seed: int) -> None:
    offers, months, capacity = law(seed)
    limits = capacity or [0.0] * months
    for flow in walk(offers, months, limits, ALL):
        worked = flow.hours.sum(axis=0)
        assert (worked <= limits[flow.month] + 1e-9).all()
        assert_same(worked[(flow.fraction < 1).any(axis=0)], limits[flow.month])
        assert ((flow.fraction >= 0) & (flow.fraction <= 1)).all()


def test_a_sample_is_what_it_is_alone() -> None:
    offers, months, _capacity = law(7)
    hours = [np.linspace(0, 300, SAMPLES) * (month + 1) for month in range(months)]
    together = told(offers, months, hours)
    for sample in range(SAMPLES):
        assert_same(told(offers, months, hours, part=slice(sample, sample + 1))[..., 0], together[..., sample])


def alone(offer: Offer, months: int, name: str, capacity: object = None) -> list[float]:
    return told([offer], months, capacity, name, slice(0, 1))[:, 0, 0].tolist()


def test_launched_before_the_plan_nothing_is_left_to_make_and_conversion_has_faded() -> None:
    offer = Offer(
        id="a", audience=100.0, publications_per_month=1.0, click_rate=1.0, conversion=0.8, price=1.0, half_life_months=2.0,
        make_hours=60.0, make_start=-8, start=-4,
    )  # fmt: skip
    assert alone(offer, 3, "hours") == [0, 0, 0]
    assert alone(offer, 3, "orders") == pytest.approx([20, 20 * 2**-0.5, 10])


def test_making_begun_before_the_plan_leaves_the_hours_of_the_months_to_come() -> None:
    offer = Offer(id="a", make_hours=60.0, make_start=-2, start=2)
    assert alone(offer, 4, "hours") == pytest.approx([12, 12, 12, 0])


def test_hours_to_make_and_upkeep_count_once_a_product_and_for_the_first_in_priority() -> None:
    first = Offer(
        id="a", key="p", upkeep_hours=3.0, make_hours=8.0, hours_per_publication=1.0, publications_per_month=2.0
    )
    second = replace(first, id="b", priority=-1)
    assert told([first, second], 2, None, "hours", slice(0, 1))[..., 0].tolist() == [[2, 13], [2, 5]]
    apart = [replace(first, key=""), replace(second, key="")]
    assert told(apart, 1, None, "hours", slice(0, 1))[..., 0].tolist() == [[13, 13]]


def test_subscribers_stay_and_pay_after_the_end() -> None:
    offer = Offer(
        id="a", pricing="subscription", audience=100.0, publications_per_month=1.0, click_rate=1.0, conversion=0.1, price=5.0,
        churn=0.5, end=0, upkeep_hours=2.0,
    )  # fmt: skip
    assert alone(offer, 3, "income") == pytest.approx([50, 25, 12.5])
    assert alone(offer, 3, "hours") == [2, 0, 0]
    assert alone(offer, 3, "reach") == [100, 0, 0]


def test_an_offer_that_needs_no_hours_runs_in_full_when_none_are_left() -> None:
    busy = Offer(id="a", upkeep_hours=5.0)
    views = Offer(id="b", pricing="advertising", audience=1000.0, publications_per_month=1.0, rpm=2.0)
    assert told([busy, views], 1, 5.0, "income", slice(0, 1))[0, :, 0].tolist() == [0, 2]
    assert told([busy, views], 1, 0.0, "fraction", slice(0, 1))[0, :, 0].tolist() == [0, 1]


@pytest.mark.parametrize("publications", [1.0, 0.5])
def test_everybody_buys_at_once_where_the_chance_is_certain(publications: float) -> None:
    offer = Offer(
        id="a", audience=40.0, publications_per_month=publications, click_rate=1.0, conversion=1.0, price=1.0,
        once_per_person=True, hours_per_sale=0.5,
    )  # fmt: skip
    assert alone(offer, 2, "orders") == pytest.approx([40, 0])
    assert alone(offer, 3, "orders", 8.0) == pytest.approx([16, 16, 8])
    assert alone(offer, 3, "hours", 8.0) == pytest.approx([8, 8, 4])


def test_guests_come_and_go() -> None:
    visits = (Guests("x", 50.0, 1, 1), Guests("y", 25.0, 1), Guests("y", 25.0, 2, 2))
    offer = Offer(id="a", pricing="advertising", audience=100.0, publications_per_month=2.0, rpm=1000.0, guests=visits)
    assert alone(offer, 4, "income") == pytest.approx([200, 350, 300, 250])
    flows = {
        flow.month: [(visit.alliance, round(float(visit.share[0]), 9)) for visit in flow.guest_shares]
        for flow in walk([offer], 4)
    }
    assert flows[0] == [("x", 0), ("y", 0), ("y", 0)]
    assert flows[1] == [("x", round(100 / 350, 9)), ("y", round(50 / 350, 9)), ("y", 0)]


def test_months_may_be_left_out_by_who_reads() -> None:
    offers, _months, _capacity = law(11)
    reaches = told(offers, 9, None, "reach")
    late = [flow.reach.copy() for flow in walk(offers, 9, None, ALL) if flow.month == 8]
    assert_same(late[0], reaches[8])


def test_nothing_on_offer_brings_nothing() -> None:
    for flow in walk([], 2, 10.0, ALL):
        assert flow.income.shape == flow.hours.shape == (0, SAMPLES)


@pytest.mark.parametrize(("samples", "offers"), [(1, 1), (2048, 12), (8192, 40), (10_000, 200), (32_768, 1000), (7, 0)])
def test_parts_hold_every_sample_once_and_stay_small(samples: int, offers: int) -> None:
    found = list(parts(samples, offers))
    assert [part.start for part in found] == [0, *(part.stop for part in found[:-1])]
    assert found[-1].stop == samples
    sizes = [part.stop - part.start for part in found]
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == 1 or len(sizes) % ABREAST == 0  # none is left to be worked on alone
    assert max(sizes) * offers <= CELLS


def test_parts_are_worked_on_abreast_and_answered_in_order() -> None:
    meeting = Barrier(2, timeout=30)  # broken unless two are at work at once

    def work(part: slice) -> int:
        meeting.wait()
        return part.start

    assert list(abreast(work, [slice(start, start + 1) for start in range(6)])) == list(range(6))
    assert list(abreast(lambda part: part.stop, [slice(0, 3)])) == [3]
    with pytest.raises(ZeroDivisionError):
        list(abreast(lambda part: 1 // part.start, [slice(1, 2), slice(0, 1), slice(2, 3)]))


@settings(max_examples=examples(100), deadline=None)
@given(st.floats(0, 1), st.one_of(st.floats(0.1, 40), st.integers(0, 40).map(float)))
def test_the_chance_to_buy_is_exact_for_small_and_large_chances(chance: float, exposures: float) -> None:
    of_one, out = np.array([[chance, chance / 1000, chance / 1e9]]), np.empty((1, 3))
    for few in (of_one, of_one[:, 1:], of_one[:, 2:]):
        Buying(np.full_like(few, exposures)).chance(few, out[:, : few.shape[1]])
        expected = [-math.expm1(exposures * math.log1p(-q)) if q < 1 else float(exposures > 0) for q in few[0]]
        np.testing.assert_allclose(out[0, : few.shape[1]], expected, rtol=1e-12, atol=1e-300)


def test_work_that_was_not_asked_to_stop_is_no_answer() -> None:
    (flow,) = walk([Offer(id="a")], 1)
    with pytest.raises(ValueError, match="asked for"):
        _ = flow.idle_income
