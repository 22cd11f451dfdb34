"""What an order leaves of its price, when the making is earned back, and where a product is best tried first."""

import math
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.listings.empty_cells import best_pairs
from planner.analysis.listings.order_steps import price_to_earn, sales_to_earn_back, spread, steps_of
from planner.analysis.listings.terms import listing_terms
from planner.model.catalogue import Listing, PlanSettings, Platform, Product
from planner.model.plan import Plan, plan_of
from planner.model.values import Money, Month, Range


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def a_plan(listing: dict[str, Any] | None = None, product: dict[str, Any] | None = None) -> Plan:
    sold = {"price": cny("200"), "unit_cost": cny("20"), "refund_rate": Range.exact(Decimal("0.1")), "stage": "live"}
    return plan_of(
        [
            PlanSettings(id="plan", title="x", currency="CNY", start_month=Month(2026, 12), wage=cny("100")),
            Product(id="p", name="Course", make_hours=Range.exact(30), **(sold | (product or {}))),
            Platform(
                id="f", name="Shop", fee_rate=Decimal("0.05"), fixed_fee=cny("1"), audience=Range.between(1000, 2000)
            ),
            Platform(id="g", name="Stall", media=("goods",)),
            Listing(id="l", product="p", platform="f", status="active", **(listing or {})),
        ]
    )


def test_the_steps_lead_from_the_price_to_what_is_left_as_the_terms_of_the_listing_say() -> None:
    plan = a_plan()
    steps = steps_of(plan, plan.get(Listing, "l"))
    assert steps is not None
    assert (steps.price, steps.refunds, steps.fee, steps.fixed_fee, steps.unit_cost) == pytest.approx(
        (200, 20, 9, 1, 20)
    )
    assert steps.net == pytest.approx(150)
    assert steps.net == pytest.approx(listing_terms(plan)[0].net)
    assert steps.margin == pytest.approx(0.75)


def test_a_listing_keeps_its_own_price_and_fees() -> None:
    plan = a_plan({"price": cny("100"), "fee_rate": Decimal(0), "fixed_fee": cny("0")})
    steps = steps_of(plan, plan.get(Listing, "l"))
    assert steps is not None
    assert (steps.price, steps.fee) == (100, 0)


@pytest.mark.parametrize("product", [{"price": None}, {"pricing": "advertising"}, {"price": Money(Decimal(9), "USD")}])
def test_nothing_is_told_where_nobody_pays_a_price_that_can_be_counted(product: dict[str, Any]) -> None:
    plan = a_plan(product=product)
    assert steps_of(plan, plan.get(Listing, "l")) is None


@pytest.mark.parametrize(("price", "wanted"), [("20", "25"), ("1", "25"), ("25", "25")])
def test_the_price_to_earn_is_the_next_that_leaves_something(price: str, wanted: str) -> None:
    plan = a_plan({"price": cny(price)})
    steps = steps_of(plan, plan.get(Listing, "l"))
    assert steps is not None
    found = price_to_earn(plan, steps)
    assert found == cny(wanted)
    mended = a_plan({"price": found})
    after = steps_of(mended, mended.get(Listing, "l"))
    assert after is not None
    assert after.net > 0


def test_the_making_is_earned_back_after_whole_sales_or_never() -> None:
    plan = a_plan()
    product, steps = plan.get(Product, "p"), steps_of(plan, plan.get(Listing, "l"))
    assert steps is not None
    assert sales_to_earn_back(plan, product, steps) == (20, 30)  # 30 h x 100 / 150
    poor = a_plan({"price": cny("10")})
    lost = steps_of(poor, poor.get(Listing, "l"))
    assert lost is not None
    assert sales_to_earn_back(poor, product, lost) == (math.inf, 30)


def test_prices_are_apart_only_between_listings_on_offer() -> None:
    plan = a_plan()
    one = plan.get(Listing, "l")
    near, far, idea = (
        Listing(id=name, product="p", platform="g", status=status, price=cny(price))
        for name, status, price in (("n", "trial", "250"), ("m", "active", "270"), ("i", "idea", "900"))
    )
    assert spread(plan, [one, near, idea]) is None
    assert spread(plan, [one, far]) == (200, 270)


def test_the_best_places_fit_reach_many_and_are_free() -> None:
    plan = plan_of(
        [
            PlanSettings(id="plan", title="x", currency="CNY"),
            Product(id="p", name="Film", medium="video", stage="live", price=cny("50")),
            Product(id="q", name="Old", medium="video", stage="retired", price=cny("500")),
            Product(id="r", name="Thought", medium="video", stage="idea", price=cny("50")),
            Platform(id="f", name="Screen", media=("video",), audience=Range.between(100, 200)),
            Platform(id="g", name="Stall", media=("goods",), audience=Range.between(150, 200)),
            Platform(id="h", name="Hall", media=("video",), audience=Range.between(10000, 20000)),
            Listing(id="l", product="p", platform="h"),
        ]
    )
    assert best_pairs(plan) == [("r", "h"), ("p", "f"), ("r", "f")]
