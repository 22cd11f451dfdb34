"""The terms of listings: what an order, a customer and a click are worth, for each way to charge."""

import math
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.listings.terms import ListingTerms, listing_terms
from planner.analysis.newest import newest
from planner.model.catalogue import Record
from planner.model.values import Money
from tests.analysis.diagnosis.scenes import between, cny, exact, listing, platform, product, settings
from tests.strategies import plan_from


def terms(*records: Record, **fields: Any) -> ListingTerms:
    (found,) = listing_terms(plan_from([settings(), *records, listing(**fields)]))
    return found


def test_an_order_leaves_what_fees_refunds_and_costs_do_not_take() -> None:
    what = product(price=cny(100), unit_cost=cny(20), refund_rate=exact("0.1"))
    found = terms(what, platform(fee_rate=Decimal("0.2"), fixed_fee=cny(1)))
    assert found.net == pytest.approx(100 * 0.9 * 0.8 - 21)
    assert (found.kept_of_price, found.costs_of_order) == pytest.approx((0.72, 21))
    assert (found.customer_value, found.paid, found.lacking) == (pytest.approx(51), None, ())
    own = terms(what, platform(fee_rate=Decimal("0.2")), price=cny(50), fee_rate=Decimal(0))
    assert own.net == pytest.approx(50 * 0.9 - 20)


def test_an_hour_sold_counts_with_all_hours_of_the_order() -> None:
    found = terms(product(pricing="hourly", price=cny(80), unit_cost=cny(10), hours_per_sale=exact(2)), platform())
    assert (found.net, found.hours_per_sale) == (pytest.approx(150), 2)


def test_a_subscriber_pays_until_they_leave() -> None:
    monthly = product(pricing="subscription", price=cny(10), churn=exact("0.05"))
    bought = terms(monthly, platform(), ad_budget=cny(50), cost_per_click=exact(1))
    assert bought.customer_value == pytest.approx(200)
    assert bought.paid is not None
    assert (bought.paid.acquisition_cost, bought.paid.value_to_cost) == pytest.approx((20, 10))
    assert (bought.paid.payback_months, bought.paid.highest_bid) == (3, pytest.approx(200 * 0.05 / 3))
    for_good = terms(product(pricing="subscription", price=cny(10), churn=exact(0)), platform(), ad_budget=cny(50), cost_per_click=exact(1))  # fmt: skip
    assert for_good.paid is not None
    assert (for_good.customer_value, for_good.paid.value_to_cost) == (math.inf, math.inf)


@pytest.mark.parametrize(
    ("conversion", "cost", "ratio", "months"),
    [("0.05", "1", 10.0, 1.0), ("0.05", "20", 0.5, math.inf), ("0", "1", 0.0, math.inf)],
)
def test_a_customer_is_bought_at_a_price(conversion: str, cost: str, ratio: float, months: float) -> None:
    found = terms(product(), platform(), ad_budget=cny(50), cost_per_click=exact(cost), conversion=exact(conversion))
    assert found.paid is not None
    assert (found.paid.value_to_cost, found.paid.payback_months) == (pytest.approx(ratio), months)


def test_content_is_not_ordered_and_a_commission_is_a_part() -> None:
    looked_at = terms(product(pricing="advertising"), platform(), rpm=exact(2))
    assert (looked_at.net, looked_at.customer_value, looked_at.paid) == (None, None, None)
    part = terms(product(pricing="commission"), platform(), commission_rate=Decimal("0.3"))
    assert part.net == pytest.approx(60)


def test_what_is_missing_is_named() -> None:
    found = terms(product(price=None), platform(), conversion=None, ad_budget=cny(50))
    assert (found.net, found.paid) == (None, None)
    assert set(found.lacking) == {"product/course/price", "listing/offer/conversion", "listing/offer/cost_per_click"}
    abroad = terms(product(price=Money(Decimal(5), "USD")), platform())
    assert (abroad.net, abroad.lacking) == (None, ("product/course/price",))


def test_guesses_stand_at_their_medians() -> None:
    found = terms(product(hours_per_sale=between(1, 4)), platform())
    assert found.hours_per_sale == pytest.approx(2)  # of a lognormal range


def test_only_what_takes_part_has_terms() -> None:
    paused = listing("paused", status="paused")
    assert listing_terms(plan_from([settings(), product(), platform(), paused])) == ()
    assert listing_terms(plan_from([settings()])) == ()


def test_the_newest_answer_is_given_again_for_the_same_things_only() -> None:
    asked = []

    @newest
    def length(*things: list[int]) -> int:
        asked.append(things)
        return sum(map(len, things))

    one, twin = [1, 2], [1, 2]
    assert [length(one), length(one), length(twin), length(one), length(one, twin)] == [2, 2, 2, 2, 4]
    assert len(asked) == 4
