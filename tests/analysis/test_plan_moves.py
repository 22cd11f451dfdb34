"""Moves tried on a plan: each against what can be reckoned by hand, on the same draws as the plan itself."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecasting import move_candidates as sorts
from planner.analysis.forecasting.moves import MoveOptions, PlanMove, PlanMoves, Stopped, plan_moves
from planner.errors import InputError
from planner.model.catalogue import KINDS, Record
from planner.model.values import Range
from tests.analysis.diagnosis.scenes import (
    alliance,
    between,
    cny,
    domain,
    exact,
    line,
    listing,
    need,
    partners,
    platform,
    product,
    settings,
    shop,
)
from tests.strategies import plan_from

FEW = MoveOptions(samples=64)


def tried(*records: Record, options: MoveOptions = FEW, **fields: Any) -> PlanMoves:
    return plan_moves(plan_from([settings(**({"hours_per_week": None} | fields)), *records]), options=options)


def one(found: PlanMoves, sort: str, record: str = "") -> PlanMove:
    every = (*found.ranked, *found.without_hours, *found.hours_unknown)
    (move,) = [each for each in every if each.sort == sort and record in ("", each.id)]
    return move


def test_a_dearer_price_sells_less() -> None:
    found = tried(*shop(), options=replace(FEW, elasticity=(-1.0, -1.0)))
    assert found.base == pytest.approx(24_000)
    same = one(found, sorts.PRICE)
    assert same.gain.gain == pytest.approx(0, abs=1e-6)  # 1.1 times the price, 1/1.1 of the orders
    assert same.fields == {"price": cny(220)}
    stiff = one(tried(*shop(), options=replace(FEW, elasticity=(0.0, 0.0))), sorts.PRICE)
    assert stiff.gain.gain == pytest.approx(2400)
    usual = one(tried(*shop()), sorts.PRICE)
    assert -2400 < usual.gain.gain < 0 and 0.2 < usual.gain.helps < 0.5
    assert usual.hours == 0 and usual.gain.per_hour is None


def test_a_price_of_its_own_grows_too_and_takes_more_than_one_write() -> None:
    dear = [product(), platform(), platform("shop"), listing(price=cny(100)), listing("b", where="shop")]
    found = one(tried(*dear, options=replace(FEW, elasticity=(0.0, 0.0))), sorts.PRICE)
    assert found.gain.gain == pytest.approx(0.1 * (12_000 + 24_000))
    assert found.fields == {}


def test_one_more_publication_takes_its_hours_and_those_of_what_it_sells() -> None:
    records = [product(hours_per_sale=exact("0.5")), platform(hours_per_publication=exact(3)), listing()]
    found = one(tried(*records), sorts.PUBLICATION)
    assert found.gain.gain == pytest.approx(12_000)
    assert found.hours == pytest.approx(12 * 3 + 60 * 0.5)
    assert found.gain.per_hour == pytest.approx(12_000 / (12 * 3 + 60 * 0.5))
    assert found.fields == {"publications_per_month": Range.exact(3)}


def test_the_same_product_in_one_more_place() -> None:
    there = [
        platform("feed", audience=exact(5000), media=("video",)),
        listing("b", what="book", where="feed"),
        product("book"),
    ]
    found = one(tried(*shop(), *there), sorts.PLATFORM, "course")
    assert (found.kind, found.place) == ("product", "feed")
    assert found.gain.gain > 0 and found.hours is None
    assert found.enter == ("platform/feed/hours_per_publication", "product/course/hours_per_sale")
    wrong = [replace(product(), medium="text"), platform(), listing(), *there]
    assert not [each for each in tried(*wrong).hours_unknown if each.sort == sorts.PLATFORM and each.id == "course"]


def test_hours_that_were_never_entered_are_not_none() -> None:
    empty = tried(*shop())
    assert {each.sort for each in empty.hours_unknown} == {sorts.PUBLICATION, sorts.CONVERSION}
    assert {each.sort for each in empty.without_hours} == {sorts.PRICE, sorts.DROP}
    more = one(empty, sorts.PUBLICATION)
    assert (more.hours, more.gain.per_hour, more.gain.tied_with_best) == (None, None, False)
    assert more.enter == ("platform/list/hours_per_publication", "product/course/hours_per_sale")
    assert one(empty, sorts.CONVERSION).enter == ("product/course/hours_per_sale",)
    entered = tried(product(hours_per_sale=exact(0)), platform(hours_per_publication=exact(0)), listing())
    assert not entered.hours_unknown
    assert one(entered, sorts.PUBLICATION).hours == 0
    read = tried(product(pricing="advertising"), platform(hours_per_publication=exact(2)), listing(rpm=exact(900)))
    assert one(read, sorts.PUBLICATION).hours == 24


def test_work_on_the_conversion_and_on_skills() -> None:
    taught = [product(hours_per_sale=exact(0)), platform(), listing(), domain("math", 50), need("math")]
    found = tried(*taught)
    better = one(found, sorts.CONVERSION)
    assert better.hours == sorts.CONVERSION_HOURS
    assert 0.02 * 24_000 < better.gain.gain < 0.3 * 24_000
    learned = one(found, sorts.LEARNING)
    assert (learned.id, learned.hours) == ("math", sorts.LEARNING_HOURS)
    assert learned.gain.gain > 0


def test_a_new_ally_brings_readers_for_hours() -> None:
    lines = [
        line("talks", "give", hours=exact(2)),
        line("mentions", "get", "audience", listing="offer", extra_audience=exact(1000)),
    ]
    easy = [product(hours_per_sale=exact(0)), platform(), listing()]
    found = one(tried(*easy, *partners("ann"), alliance("ann", stage="talking"), *lines), sorts.ALLY)
    assert found.gain.gain == pytest.approx(24_000)
    assert found.hours == pytest.approx(24)
    assert found.fields == {"stage": "agreed"}
    running = tried(*shop(), *partners("ann"), alliance("ann"), *lines)
    assert not [each for each in running.ranked if each.sort == sorts.ALLY]


def test_a_listing_is_dropped_for_what_its_hours_bring_elsewhere() -> None:
    eager = [
        product("dull", price=cny(1), hours_per_sale=exact(2)), product(hours_per_sale=exact(2)), platform(), platform("shop"),
        listing("dull", what="dull", priority=Decimal(1)), listing(where="shop", priority=Decimal(2)),
    ]  # fmt: skip
    found = tried(*eager, hours_per_week=settings().hours_per_week)
    dropped = one(found, sorts.DROP, "dull")
    assert dropped.gain.gain > 0
    assert dropped.fields == {"status": "paused"}


def test_advertising_that_does_not_pay_is_stopped() -> None:
    bought = shop(ad_budget=cny(100), cost_per_click=exact(20))
    found = one(tried(*bought), sorts.NO_ADS)
    assert found.gain.gain == pytest.approx(12 * (100 - 5 * 0.05 * 200))


def test_moves_are_made_of_what_a_record_can_hold_and_are_told_once() -> None:
    many = [*shop(), *(part for key in range(9) for part in (product(f"p{key}"), listing(f"l{key}", what=f"p{key}")))]
    found = tried(*many, domain("math", 50), need("math"))
    every = (*found.ranked, *found.without_hours, *found.hours_unknown)
    assert len({(each.sort, each.kind, each.id, each.place) for each in every}) == len(every) <= 40
    for each in every:
        for name, value in each.fields.items():
            assert KINDS[each.kind].by_name[name].check(value) == value
    assert [each.gain.per_hour for each in found.ranked] == sorted(
        (each.gain.per_hour or 0 for each in found.ranked), reverse=True
    )


def test_the_same_seed_gives_the_same_moves() -> None:
    unsure = shop(conversion=between("0.01", "0.09"))
    first, again, other = tried(*unsure), tried(*unsure), tried(*unsure, options=replace(FEW, seed=2))
    assert first == again
    assert first.base != other.base
    plan = plan_from([settings(hours_per_week=None), *unsure])
    base = forecast(plan, None, ForecastOptions(samples=64, drivers=False)).year.mean
    assert first.base == pytest.approx(base)


def test_an_empty_plan_has_no_moves_and_a_stop_is_heeded() -> None:
    nothing = tried()
    assert (nothing.ranked, nothing.without_hours, nothing.hours_unknown, nothing.base) == ((), (), (), 0)
    with pytest.raises(Stopped):
        plan_moves(plan_from([settings(), *shop()]), stop=lambda: True)
    for wrong in ((-1.0, 0.5), (-0.5, -1.0)):
        with pytest.raises(InputError):
            tried(*shop(), options=replace(FEW, elasticity=wrong))
