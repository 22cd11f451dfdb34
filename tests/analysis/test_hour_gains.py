"""What the next hours bring, as ranges: they follow the incomes and the scores, and add nothing where nothing is earned."""

from dataclasses import replace
from decimal import Decimal

from planner.analysis.forecast_results import Band, Forecast, NodeOutlook
from planner.analysis.skills.hour_gains import HourGain, hour_gains
from planner.analysis.skills.portfolio import skills
from planner.model.catalogue import Domain, Need, PlanSettings, Product
from planner.model.plan import Plan, plan_of
from planner.model.values import Month, Range
from tests.figures.forecasts import a_forecast, outlook

WIDE = Band(12000, 6000, 9000, 12000, 15000, 18000)


def plan(score: int = 40, multiplier: Range | None = None) -> Plan:
    return plan_of(
        [
            PlanSettings(id="plan", title="P", start_month=Month(2026, 12)),
            Domain(id="d", name="Teaching", score=score),
            Domain(id="e", name="Selling", score=90),
            Product(id="p", name="Course"),
            Need(id="n", product="p", domain="d", weight=Decimal(1)),
            Need(id="m", product="p", domain="e", role="boost", multiplier=multiplier),
        ]
    )


def told(net: Band = WIDE) -> Forecast:
    one = replace(outlook("l", "p", "f"), net=net)
    return a_forecast(listings=(one,), products=(NodeOutlook("p", net, net, None, 1.0),))


def gains(of: Plan, forecast: Forecast) -> dict[str, HourGain]:
    return {one.domain: one for one in hour_gains(of, forecast, skills(of, forecast, 100.0))}


def test_the_gain_is_a_range_that_rises_with_the_income() -> None:
    teaching = gains(plan(), told())["d"]
    assert 0 < teaching.low < teaching.middle < teaching.high
    richer = gains(plan(), told(Band(*(2 * end for end in (12000, 6000, 9000, 12000, 15000, 18000)))))["d"]
    assert abs(richer.high - 2 * teaching.high) < 1e-6 * richer.high


def test_one_required_domain_gains_by_the_exact_ratio_of_its_scores() -> None:
    of, forecast = plan(), told(Band(*(12000.0,) * 6))
    (found,) = [one for one in skills(of, forecast, 100.0).domains if one.id == "d"]
    wanted = 12000 / 12 * (found.score_then / found.score - 1)
    one = gains(of, forecast)["d"]
    assert abs(one.low - wanted) < 1e-6 * wanted > abs(one.high - wanted)


def test_the_range_of_a_boost_widens_the_gain() -> None:
    forecast = told(Band(*(12000.0,) * 6))
    of = plan(100, Range.between(2, 5))
    boost = gains(of, forecast)["e"]
    assert 0 < boost.low < boost.high


def test_nothing_earned_gains_nothing_and_equal_asks_give_equal_answers() -> None:
    nothing = gains(plan(), told(Band(*(0.0,) * 6)))
    assert all(one.high == 0 for one in nothing.values())
    assert gains(plan(), told()) == gains(plan(), told())


def test_hours_that_no_forecast_knows_gain_nothing() -> None:
    assert all(one.high == 0 for one in gains(plan(), a_forecast(listings=(), products=())).values())
