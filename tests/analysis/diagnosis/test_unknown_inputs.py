"""The rule about empty fields: each record that lacks something is named, with the field to enter."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from planner.analysis import diagnosis  # noqa: F401 - registers the rules
from planner.analysis.forecast import ForecastOptions, forecast
from planner.model.catalogue import Alliance, Cost
from planner.model.checks import Problem, Surroundings, examine
from planner.model.plan import Plan
from tests.analysis.diagnosis.scenes import TODAY
from tests.analysis.one_listing import LISTING, plan_with

RULE = "forecast.input_missing"


def found(plan: Plan) -> list[Problem]:
    around = Surroundings(plan, TODAY, results={"forecast": forecast(plan, None, ForecastOptions(samples=64))})
    return [one for one in examine(around).problems if one.rule == RULE]


def test_an_empty_conversion_is_told_at_its_field() -> None:
    (problem,) = found(plan_with(listing={"conversion": None}))
    assert (problem.kind, problem.id, problem.field, problem.severity) == ("listing", "sold", "conversion", "warning")
    assert problem.message == "What “Course · Letter” brings in cannot be told: enter Conversion."
    assert found(plan_with()) == []


def test_a_field_of_the_product_leads_to_the_product_and_names_the_listing() -> None:
    (problem,) = found(plan_with(product={"pricing": "hourly"}, listing={"click_rate": None}))
    assert (problem.kind, problem.id, problem.field) == ("listing", "sold", "click_rate")
    assert problem.message.endswith("enter Click rate, Hours per sale.")
    (problem,) = found(plan_with(product={"price": None}))
    assert (problem.kind, problem.id, problem.also) == ("product", "course", (("listing", "sold"),))


def test_costs_and_alliances_without_what_they_need_are_told() -> None:
    more: list[Any] = [Cost(id="c", name="Server"), Alliance(id="a", name="Qin", stage="active", share=Decimal("0.3"))]
    told = {(one.kind, one.id): one.message for one in found(plan_with(*more))}
    assert told["cost", "c"] == "“Server” is reckoned as nothing: enter Amount."
    assert "none of its lines says of which listing" in told["alliance", "a"]


def test_one_listing_without_and_one_with_everything() -> None:
    dark = replace(LISTING, id="dark", click_rate=None)
    assert [one.id for one in found(plan_with(dark))] == ["dark"]


def test_an_id_may_hold_slashes_of_its_own() -> None:
    dark = replace(LISTING, id="a/b/c", click_rate=None)
    (problem,) = found(plan_with(dark))
    assert (problem.kind, problem.id, problem.field) == ("listing", "a/b/c", "click_rate")
