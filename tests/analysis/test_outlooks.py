"""What a forecast says of single records by the month: sums over listings sample by sample, chances of a first sale."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecast_results import Forecast, Missing
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.outlooks import outlooks_of
from planner.analysis.forecasting.paths import simulated
from planner.analysis.forecasting.reading import read
from planner.analysis.forecasting.summaries import band
from planner.model.catalogue import Listing, PlanSettings, Platform, Product
from planner.model.plan import Plan, plan_of
from planner.model.values import Money, Month, Range
from tests.figures.forecasts import a_forecast

START = Month(2026, 12)
SAMPLES = 400


def a_plan() -> Plan:
    """Two products, the first on two platforms, the second on one of them and without a conversion there."""
    cny = {"currency": "CNY"}
    rates = {"publications_per_month": Range.between(2, 6), "click_rate": Range.between("0.01", "0.03")}
    on_sale = {"status": "active", "conversion": Range.between("0.01", "0.05"), **rates}
    return plan_of(
        [
            PlanSettings(id="plan", start_month=START, horizon_months=24),
            Product(id="p0", name="Course", stage="live", price=Money(Decimal(399), **cny), position="a"),
            Product(id="p1", name="Handbook", stage="live", price=Money(Decimal(49), **cny), position="b"),
            Platform(id="f0", name="Shop", audience=Range.between(12000, 20000), position="a"),
            Platform(
                id="f1", name="Stall", audience=Range.between(800, 9000), position="b",
                hours_per_publication=Range.between(2, 3),
            ),
            Listing(id="l0", product="p0", platform="f0", position="a", **on_sale),
            Listing(id="l1", product="p0", platform="f1", position="b", **on_sale),
            Listing(id="l2", product="p1", platform="f1", position="c", status="active", **rates),
            Listing(id="l3", product="p1", platform="f0", position="d", status="paused", **rates),
        ]
    )  # fmt: skip


def forecast_of(plan: Plan) -> Forecast:
    return forecast(plan, options=ForecastOptions(samples=SAMPLES, seed=1, drivers=False))


def test_ranges_of_a_product_are_those_of_the_sums_in_each_sample() -> None:
    plan = a_plan()
    found = {node.id: node for node in forecast_of(plan).products}
    reading = read(plan, 24)
    paths = simulated(reading, Draws(1, SAMPLES, 0.3))
    own = [row for row, part in enumerate(reading.parts) if part.product.id == "p0"]
    assert len(own) == 2
    assert found["p0"].net == band(paths.net[own].sum(axis=0))
    assert found["p0"].hours == band(paths.worked[own].sum(axis=0))
    ends = [float(np.quantile(paths.net[row], 0.1)) for row in own]
    assert found["p0"].net.p10 > sum(ends)  # luck on one platform makes up for bad luck on the other


def test_means_add_up_over_listings_products_and_platforms() -> None:
    found = forecast_of(a_plan())
    total = sum(one.net.mean for one in found.listings)
    assert found.together is not None
    assert found.together.net.mean == pytest.approx(total)
    for nodes in (found.products, found.platforms):
        assert sum(node.net.mean for node in nodes) == pytest.approx(total)
        assert sum(node.share or 0 for node in nodes) == pytest.approx(1)
        shares = {source.id: source.share for source in found.concentration[_kind(nodes[0].id)].sources}
        assert {node.id: node.share for node in nodes if node.share} == shares


def _kind(node: str) -> str:
    return "product" if node.startswith("p") else "platform"


def test_a_month_is_a_twelfth_of_the_year() -> None:
    found = forecast_of(a_plan())
    outlooks = outlooks_of(found)
    course, listing = outlooks.of("product", "p0"), outlooks.of("listing", "l1")
    assert course is not None and listing is not None and outlooks.together is not None
    assert course.net.p90 * 12 == pytest.approx(found.products[0].net.p90)
    assert course.per_hour == found.products[0].per_hour
    assert listing.net_per_order == next(one for one in found.listings if one.id == "l1").net_per_order
    assert outlooks.together.net.mean * 12 == pytest.approx(sum(one.net.mean for one in found.listings))


def test_what_is_missing_and_left_out_is_told_by_listing() -> None:
    outlooks = outlooks_of(forecast_of(a_plan()))
    assert outlooks.lacking == {"l2": ("listing/l2/conversion",)}
    assert outlooks.left_out == {"l3": "paused"}
    assert outlooks.of("product", "p9") is None
    only_others = replace(a_forecast(), missing=(Missing("cover", ("plan/plan/living_costs",)),))
    assert outlooks_of(only_others).lacking == {}


def test_no_offers_bring_nothing() -> None:
    empty = forecast_of(plan_of([PlanSettings(id="plan", start_month=START)]))
    assert (empty.products, empty.platforms, empty.together) == ((), (), None)
    assert outlooks_of(empty).together is None


@pytest.mark.parametrize(
    ("now", "chance"),
    [
        (START + -2, 0.5),  # the plan has not begun: from its start
        (START, 0.5),
        (START + 1, (0.6 - 0.2) / 0.8),  # nothing was sold in the first month
        (START + 3, (0.6 - 0.5) / 0.5),
        (START + 4, None),  # past the last month nothing is known
    ],
)
def test_a_first_sale_is_expected_within_three_months_from_now(now: Month, chance: float | None) -> None:
    outlooks = outlooks_of(a_forecast(first_sale={"p0": (0.2, 0.4, 0.5, 0.6)}))
    assert outlooks.first_sale("p0", now) == pytest.approx(chance)
    assert outlooks.first_sale("p1", now) is None


def test_a_sale_that_is_certain_stays_so() -> None:
    assert outlooks_of(a_forecast(first_sale={"p0": (1.0, 1.0)})).first_sale("p0", START + 1) == 1.0
