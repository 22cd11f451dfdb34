"""Listings month by month without uncertainty, and what goes on when no hour is worked."""

from random import Random
from typing import Any

import numpy as np
import pytest

from planner.analysis.listings.offers import Offer
from planner.analysis.listings.simulate import hands_off, idle_income, month, simulate
from planner.errors import InputError
from tests.analysis import random_offers
from tests.analysis.plain_months import plain_months
from tests.analysis.random_offers import SAMPLES

SHOP = {
    "id": "shop", "audience": 900, "publications_per_month": 3, "open_rate": 0.4, "click_rate": 0.05, "conversion": 0.05,
    "price": 25, "unit_cost": 6, "hours_per_publication": 2, "hours_per_sale": 0.5,
}  # fmt: skip
HELP = {
    "id": "help", "pricing": "hourly", "audience": 200, "publications_per_month": 1, "open_rate": 0.5, "click_rate": 0.2,
    "conversion": 0.3, "price": 60, "fee_rate": 0.1, "hours_per_publication": 1, "hours_per_sale": 5,
}  # fmt: skip
CLUB = {
    "id": "club", "pricing": "subscription", "audience": 100, "publications_per_month": 1, "click_rate": 1, "conversion": 0.1,
    "price": 5, "churn": 0.5, "hours_per_publication": 2, "evergreen_share": 0.5,
}  # fmt: skip


def kind_of(call: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(InputError) as caught:
        call(*given, **named)
    assert caught.value.field
    return caught.value.kind


def test_one_month_of_a_service() -> None:
    found = month(HELP)
    assert (found.reach, found.clicks, found.orders, found.hours) == pytest.approx((100, 20, 6, 31))
    assert found.income == pytest.approx(30 * 60 * 0.9)
    assert found.net_per_order == 54
    assert found.income_per_hour == pytest.approx(30 * 54 / 31)


def test_one_month_without_hours_has_no_income_per_hour() -> None:
    found = month({"audience": 100, "publications_per_month": 1, "click_rate": 0.5, "conversion": 0.5, "price": 2})
    assert (found.income, found.hours, found.income_per_hour) == (50, 0, None)


def test_one_month_of_making_alone() -> None:
    found = month({**SHOP, "start": 2, "make_start": 0, "make_hours": 9, "active_before": 4})
    assert (found.reach, found.orders, found.income, found.hours, found.income_per_hour) == (0, 0, 0, 3, 0)


def test_bought_clicks_are_spent_beside_income() -> None:
    found = month({**SHOP, "publications_per_month": 0, "ad_budget": 100, "cost_per_click": 0.5})
    assert (found.reach, found.clicks, found.orders, found.ad_spend) == pytest.approx((0, 200, 10, 100))
    assert found.income == pytest.approx(190)
    assert found.income_per_hour == pytest.approx(90 / 5)


def test_a_month_refuses_what_does_not_go_together() -> None:
    assert kind_of(month, {**SHOP, "ad_budget": 100}) == "missing"
    assert kind_of(month, {**HELP, "hours_per_sale": None}) == "missing"
    assert kind_of(month, {**SHOP, "price": -1}) == "out_of_range"


def test_totals_add_up() -> None:
    found = simulate([SHOP, HELP, CLUB], 5, [30, 30, 10, 0, 40], 20)
    assert sum(found.income) == pytest.approx(found.total_income)
    assert sum(total.income for total in found.by_listing.values()) == pytest.approx(found.total_income)
    assert sum(total.hours for total in found.by_listing.values()) == pytest.approx(found.total_hours)
    assert list(found.hours) == pytest.approx([30, 30, 10, 0, 40])
    assert found.income_per_hour == pytest.approx(found.total_income / 110)


def test_advertising_counts_against_income_per_hour_and_unbound_share() -> None:
    paid = {**SHOP, "ad_budget": 10, "cost_per_click": 1}
    found = simulate([paid], 2, wage=1)
    total = found.by_listing["shop"]
    net = total.income - 20
    assert total.ad_spend == 20
    assert found.income_per_hour == pytest.approx(net / total.hours)
    assert found.unbound_share == pytest.approx(1 - total.hours / net)


def test_the_last_fraction_and_the_subscribers_at_the_end() -> None:
    found = simulate([CLUB], 2, [2, 1]).by_listing["club"]
    assert (found.last_fraction, found.active_end, found.orders) == (0.5, 10, 15)
    assert simulate([SHOP], 1, [0]).by_listing["shop"].last_fraction == 0
    assert simulate([{"id": "a"}], 1, [0]).by_listing["a"].last_fraction == 1


def test_nothing_on_offer() -> None:
    found = simulate([], 3)
    assert (found.income, found.total_hours, found.income_per_hour, found.unbound_share) == ((0, 0, 0), 0, None, None)
    assert hands_off([]).share is None


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        ({"months": 0}, "out_of_range"),
        ({"months": 121}, "out_of_range"),
        ({"months": 1.5}, "out_of_range"),
        ({"months": None}, "missing"),
        ({"hours_per_month": -1}, "out_of_range"),
        ({"hours_per_month": [10, -1, 10]}, "out_of_range"),
        ({"hours_per_month": float("inf")}, "out_of_range"),
        ({"hours_per_month": "many"}, "out_of_range"),
        ({"hours_per_month": [10, 10]}, "mismatch"),
        ({"wage": -1}, "out_of_range"),
        ({"listings": None}, "missing"),
        ({"listings": [SHOP, SHOP]}, "unknown"),
        ({"listings": [{**SHOP, "make_start": 1}]}, "bad_order"),
        ({"listings": [{**SHOP, "start": 1, "end": 0}]}, "bad_order"),
    ],
)
def test_simulate_refuses(named: dict[str, Any], kind: str) -> None:
    assert kind_of(simulate, **{"listings": [SHOP], "months": 3, **named}) == kind


def test_a_list_of_hours_may_be_longer_than_the_months() -> None:
    assert simulate([SHOP], 1, [6, 0, 0]).total_hours == pytest.approx(6)


def test_without_work_subscribers_leave_and_services_end() -> None:
    found = hands_off([CLUB, HELP], from_month=0)
    assert found.planned == pytest.approx(sum(simulate([CLUB, HELP], 12).income))
    active, income = 0.0, 0.0
    for _month in range(12):
        active = active * 0.5 + 5
        income += active * 5
    assert found.hands_off == pytest.approx(income)
    assert found.share == pytest.approx(income / found.planned)


def test_it_starts_from_the_subscribers_the_plan_has_by_then() -> None:
    club = {**CLUB, "evergreen_share": 0, "churn": 0}
    assert hands_off([club], from_month=3).hands_off == pytest.approx(12 * 30 * 5)
    cut = hands_off([club], [2, 0, 0] + [2] * 12, from_month=3)
    assert cut.hands_off == pytest.approx(12 * 10 * 5)


def test_what_hours_cut_off_is_not_cut_off_without_work() -> None:
    """The evergreen share is one of the full income, and hours a sale takes are ignored."""
    shop = {**SHOP, "evergreen_share": 0.25}
    found = hands_off([shop], 0, 0)
    assert found.planned == 0
    assert found.share is None
    assert found.hands_off == pytest.approx(12 * 0.25 * 2.7 * 19)


def test_the_pool_shrinks_by_the_sales_that_still_happen() -> None:
    book = {**SHOP, "once_per_person": True, "open_rate": 1, "click_rate": 1, "conversion": 0.5, "evergreen_share": 0.5}
    buyers = 900 * 0.875
    income = 0.0
    for _month in range(12):
        sold = 0.5 * 0.875 * (900 - buyers)
        buyers += sold
        income += sold * 19
    assert hands_off([book], from_month=1).hands_off == pytest.approx(income)


def test_hands_off_refuses() -> None:
    assert kind_of(hands_off, [SHOP], [10] * 23) == "mismatch"
    assert kind_of(hands_off, [SHOP], None, -1) == "out_of_range"
    assert kind_of(hands_off, [SHOP], None, 109) == "out_of_range"
    assert kind_of(hands_off, None) == "missing"


@pytest.mark.parametrize("seed", range(12))
def test_samples_without_work_are_what_each_is_alone(seed: int) -> None:
    offers: list[Offer] = random_offers.plan(Random(seed))[0]
    hours = [80.0] * 20
    planned, idle = idle_income(offers, hours, 8, slice(0, SAMPLES))
    for sample in range(SAMPLES):
        slow = plain_months(offers, 20, hours, sample, 8)[8:]
        for row in range(len(offers)):
            alone = (sum(line[row].income for line in slow), sum(line[row].idle_income for line in slow))
            np.testing.assert_allclose((planned[row, sample], idle[row, sample]), alone, rtol=1e-9, atol=1e-9)
