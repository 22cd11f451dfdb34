"""Skills of a plan: what domains make of products, what the next hour adds, where the next hours go."""

import math
from dataclasses import replace
from typing import Any

import pytest

from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecast_results import Forecast
from planner.analysis.skills.learning import hours_to, score_after
from planner.analysis.skills.portfolio import MOST_HOURS, learner, learning_gains, new_domain, share_below_third, skills
from planner.model.catalogue import Record
from planner.model.plan import Plan
from planner.model.values import Hours
from tests.analysis.diagnosis.scenes import domain, exact, listing, need, platform, product, settings, shop
from tests.strategies import plan_from


def taught(*records: Record, **fields: Any) -> tuple[Plan, Forecast]:
    """The shop with domains and needs, and its forecast: 24,000 a year."""
    plan = plan_from([settings(**fields), *shop(), *records])
    return plan, forecast(plan, None, ForecastOptions(samples=64, drivers=False))


def test_an_hour_is_worth_what_it_adds_to_the_income_of_a_year() -> None:
    plan, found = taught(domain("math", 50), domain("art", 20), need("math"), need("art", role="boost"))
    told = learning_gains(plan, found)
    income = found.listings[0].net.mean
    assert income == pytest.approx(24_000)
    for one in told.domains:
        before = plan.find("domain", one.id)
        (after,) = score_after(learner(before), [0.001])
        factor = after / one.score if one.id == "math" else (1 + after / 100) / (1 + one.score / 100)
        assert one.gain == pytest.approx(income * (factor - 1) / 0.001, rel=1e-3)
    (course,) = told.products
    assert course.factor == pytest.approx(0.5 * 1.2)
    assert course.worth == pytest.approx(income / 0.6)
    assert course.rarity is not None and course.rarity.independent == pytest.approx(0.5 * 0.8)


def test_hours_go_where_they_bring_most() -> None:
    plan, found = taught(domain("math", 50), domain("art", 20), need("math"), need("art", role="boost"))
    told = skills(plan, found, 100)
    assert sum(one.next_hours for one in told.domains) == pytest.approx(100)
    assert told.income_now == pytest.approx(24_000)
    assert told.income_then > told.income_now
    assert all(one.score_then >= one.score for one in told.domains)
    assert skills(plan, found, 0).income_then == pytest.approx(24_000)


def test_planned_hours_lead_from_score_to_target_within_a_year() -> None:
    plan, found = taught(domain("math", 50, target=60), domain("art", 90, target=100), domain("law", 70, target=60))
    by_id = {one.id: one for one in learning_gains(plan, found).domains}
    assert by_id["math"].planned_hours == pytest.approx(hours_to(learner(plan.find("domain", "math")), [60])[0])
    assert by_id["art"].planned_hours == pytest.approx(365)  # one hour a day
    assert by_id["law"].planned_hours == 0
    endless, found = taught(domain("art", 90, target=100), hours_per_week=None)
    assert learning_gains(endless, found).domains[0].planned_hours == MOST_HOURS


def test_a_domain_at_nought_that_is_required_comes_first() -> None:
    plan, found = taught(domain("math", 0), domain("art", 50, target=90), need("math"), need("art"))
    told = learning_gains(plan, found)
    assert told.products[0].missing == ("math",)
    assert told.products[0].factor == 0
    assert {one.id: math.isinf(one.gain) for one in told.domains} == {"math": True, "art": False}
    assert share_below_third(told.domains) == 1
    then = skills(plan, found, 50)
    assert then.domains[1].next_hours > 0 and then.income_then > then.income_now == 0


def test_what_cannot_be_had_is_left_out() -> None:
    plan, found = taught(domain("math", 80, archived=True), need("math"))
    told = skills(plan, found, 10)
    assert told.products[0].missing == ("math",)
    assert told.domains == ()
    assert told.income_then == 0


def test_products_without_income_count_alike_while_none_earns() -> None:
    plan = plan_from([settings(), product(), product("book"), domain("math", 40), need("math"), need("math", "book")])
    told = learning_gains(plan, None)
    assert [one.worth for one in told.products] == pytest.approx([1 / 0.4, 1 / 0.4])
    assert told.domains[0].gain > 0
    sold = plan_from([settings(), *shop(), product("book"), domain("math", 40), need("math", "book")])
    assert learning_gains(sold, forecast(sold, None, ForecastOptions(samples=16))).domains[0].gain == 0


def test_retired_products_and_those_without_needs_say_nothing() -> None:
    old = replace(product("old"), stage="retired")
    plan = plan_from([settings(), old, product(), platform(), listing(), domain("math", 40), need("math", "old")])
    assert learning_gains(plan, None).products == ()


def test_hours_to_eighty_that_are_none_count_as_usual() -> None:
    assert learner(domain("math", 10, hours_to_80=Hours.of(0))).hours_to_80 == 500
    assert learner(None).score == 0
    assert share_below_third([]) is None


def test_a_multiplier_is_taken_at_its_median() -> None:
    boosted = replace(need("math", role="boost"), multiplier=exact(3))
    plan, found = taught(domain("math", 50), boosted)
    assert learning_gains(plan, found).products[0].factor == pytest.approx(2)


def test_a_new_domain_takes_hours_where_it_adds_more() -> None:
    plan, _found = taught(domain("math", 90), need("math"))
    (told,) = new_domain(plan, 100, multiplier=3)
    assert told.product == "course"
    assert 0.9 < told.without < told.with_it
    (dull,) = new_domain(plan, 100, multiplier=1)
    assert dull.with_it == pytest.approx(dull.without)
    assert new_domain(plan_from([settings(), product()])) == ()
