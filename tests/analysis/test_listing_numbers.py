"""The closed-form numbers of a listing: known values, every edge, and laws."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.listings.numbers import Sale, net_per_order, once_per_person, open_rates, subscription
from planner.analysis.listings.unit_economics import (
    break_even,
    lifetime_value,
    paid_traffic,
    payback,
    unbound_share,
    value_of_hour,
)
from planner.errors import InputError

rates = st.floats(0, 1)


def kind_of(call: Callable[[], Any]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def test_net_of_an_order() -> None:
    terms = {"price": 49.0, "fee_rate": 0.1, "fixed_fee": 0.3, "refund_rate": 0.05, "unit_cost": 2.0}
    assert net_per_order(Sale(**terms)) == pytest.approx(49 * 0.95 * 0.9 - 0.3 - 2)
    assert net_per_order(Sale(**terms, fee_kept_on_refund=True)) == pytest.approx(49 * 0.95 - 4.9 - 2.3)
    assert net_per_order(Sale(1.0, unit_cost=3.0)) == -2
    assert net_per_order(Sale(0.0)) == 0


def test_net_of_an_order_refuses() -> None:
    assert kind_of(lambda: net_per_order(Sale())) == "missing"
    assert kind_of(lambda: net_per_order(Sale(-1.0))) == "out_of_range"
    assert kind_of(lambda: net_per_order(Sale(1.0, fee_rate=1.5))) == "out_of_range"
    assert kind_of(lambda: net_per_order(Sale(1.0, refund_rate=-0.1))) == "out_of_range"
    assert kind_of(lambda: net_per_order(Sale(1.0, fixed_fee=math.nan))) == "out_of_range"
    assert kind_of(lambda: net_per_order(Sale(1.0, fee_kept_on_refund="yes"))) == "unknown"


def test_bought_once_per_person() -> None:
    assert once_per_person(1000, 0.002, 52) == pytest.approx(1000 * (1 - 0.998**52))
    assert once_per_person(1000, 0.5, 0) == 0
    assert once_per_person(1000, 1, 0) == 0
    assert once_per_person(1000, 1, 0.5) == 1000
    assert once_per_person(0, 0.5, 4) == 0
    assert once_per_person(1e9, 1e-15, 1) == pytest.approx(1e-6)
    assert kind_of(lambda: once_per_person(1000, 1.1, 4)) == "out_of_range"
    assert kind_of(lambda: once_per_person(1000, 0.1, -4)) == "out_of_range"
    assert kind_of(lambda: once_per_person(None, 0.1, 4)) == "missing"


def test_open_rate_falls_to_its_floor() -> None:
    assert open_rates(0.3, [0, 12, 24], 0.1, 12) == pytest.approx((0.3, 0.2, 0.15))
    assert open_rates(0.3, [5000], 0.1, 0.01) == pytest.approx((0.1,))
    assert open_rates(0.42, [0, 36], 0.1) == (0.42, 0.42)
    assert open_rates(0.42, [7], 0.1, math.inf) == (0.42,)
    assert open_rates(0.2, [0, 9], 0.2, 3) == (0.2, 0.2)
    assert open_rates(0.2, []) == ()


def test_open_rate_refuses() -> None:
    assert kind_of(lambda: open_rates(0.3, [1], 0.4, 12)) == "bad_order"
    assert kind_of(lambda: open_rates(0.3, [1], 1.4, 12)) == "out_of_range"
    assert kind_of(lambda: open_rates(0.3, [-1])) == "out_of_range"
    assert kind_of(lambda: open_rates(0.3, [1], 0.1, 0)) == "out_of_range"
    assert kind_of(lambda: open_rates(0.3, None)) == "missing"
    assert kind_of(lambda: open_rates(None, [1])) == "missing"


def test_subscribers_pay_in_the_month_of_joining() -> None:
    found = subscription([10, 0, 5], 0.1, 9, 20)
    assert found.active == pytest.approx((28, 25.2, 27.68))
    assert found.paid_months == pytest.approx(80.88)
    assert found.income == pytest.approx(727.92)
    assert subscription([3, 4], 1).active == (3, 4)
    assert subscription([], 0.1).paid_months == 0
    assert kind_of(lambda: subscription([1, -1], 0.1)) == "out_of_range"
    assert kind_of(lambda: subscription([1], 1.1)) == "out_of_range"
    assert kind_of(lambda: subscription(None, 0.1)) == "missing"
    assert kind_of(lambda: subscription([1], None)) == "missing"


def test_lifetime_value() -> None:
    assert lifetime_value(10, 0.05) == pytest.approx(200)
    assert lifetime_value(10, 0.05, 0.01) == pytest.approx(10 * 1.01 / 0.06)
    assert lifetime_value(10, 0.05, 0.01, None, "later") == pytest.approx(9.5 / 0.06)
    assert lifetime_value(10, 0, 0) == math.inf
    assert lifetime_value(-10, 0, 0) == -math.inf
    assert lifetime_value(0, 0, 0) == 0
    assert lifetime_value(10, 0, 0, 24) == 240
    assert lifetime_value(10, 0, 0, 24, "later") == 240
    assert lifetime_value(10, 1) == lifetime_value(10, 1, 0.3, 7) == 10
    assert lifetime_value(10, 1, 0, None, "later") == lifetime_value(10, 1, 0, 4, "later") == 0
    assert lifetime_value(1, 1e-12, 0, 10) == pytest.approx(10)
    assert kind_of(lambda: lifetime_value(10, 0.1, 0, None, "never")) == "unknown"
    assert kind_of(lambda: lifetime_value(10, 0.1, 0, 1.5)) == "out_of_range"
    assert kind_of(lambda: lifetime_value(None, 0.1)) == "missing"


@given(st.floats(0.001, 1000), rates, rates, st.integers(1, 60))
def test_lifetime_value_is_the_sum_of_the_payments(net: float, churn: float, discount: float, months: int) -> None:
    kept = (1 - churn) / (1 + discount)
    payments = [net * kept**month for month in range(months + 1)]
    assert lifetime_value(net, churn, discount, months) == pytest.approx(math.fsum(payments[:-1]), rel=1e-9)
    later = lifetime_value(net, churn, discount, months, "later")
    assert later == pytest.approx(math.fsum(payments[1:]), rel=1e-9, abs=1e-12)


def test_payback() -> None:
    assert payback(60, 10, 0.05) == 7
    assert payback(250, 10, 0.05) == payback(200, 10, 0.05) == payback(10, 0) == payback(10, -1, 0.1) == math.inf
    assert payback(0, 10) == payback(0, -1) == 0
    assert payback(0.5, 0.1) == 5
    assert payback(50, 10) == 5
    assert payback(50.000001, 10) == 6
    assert payback(1, 10) == 1
    assert payback(17.5, 10, 0.5) == 3
    assert payback(9, 10, 1) == 1
    assert payback(10, 10, 1) == math.inf
    assert kind_of(lambda: payback(-1, 10)) == "out_of_range"
    assert kind_of(lambda: payback(1, None)) == "missing"


@given(st.integers(1, 60), st.floats(0.01, 1000), st.floats(0, 0.3))
def test_paying_back_exactly_n_payments_takes_n(months: int, net: float, churn: float) -> None:
    cost = math.fsum(net * (1 - churn) ** month for month in range(months))
    assert payback(cost, net, churn) == months
    assert payback(cost * 1.000001, net, churn) > months


def test_paid_traffic() -> None:
    found = paid_traffic(1.2, 0.02, 200, 0.4)
    assert found.acquisition_cost == pytest.approx(60)
    assert found.value_to_cost == pytest.approx(200 / 60)
    assert found.max_cost_per_click == pytest.approx(200 * 0.02 / 3)
    assert found.break_even_roas == 2.5
    nobody = paid_traffic(0, 0, 200, -0.1)
    assert (nobody.acquisition_cost, nobody.value_to_cost, nobody.break_even_roas) == (math.inf, 0, math.inf)
    assert paid_traffic(0, 0.1, 200, 0).value_to_cost == math.inf
    assert paid_traffic(0, 0.1, 0, 1).value_to_cost is None
    assert kind_of(lambda: paid_traffic(1, 0.1, 200, 1.1)) == "out_of_range"
    assert kind_of(lambda: paid_traffic(1, 0.1, 200, 0.4, 0)) == "out_of_range"
    assert kind_of(lambda: paid_traffic(1, 0.1, None, 0.4)) == "missing"


def test_break_even() -> None:
    assert break_even(39.595, 80, 30, 200) == 66
    assert break_even(10, 0, 0, 50) == 5
    assert break_even(0.1, 0, 0, 0.7) == 7
    assert break_even(10, 0, 0, 50.01) == 6
    assert break_even(10) == break_even(-1) == break_even(-1, 80, 0) == 0
    assert break_even(0, 80, 30) == break_even(-1, 0, 0, 5) == math.inf
    assert kind_of(lambda: break_even(None)) == "missing"
    assert kind_of(lambda: break_even(1, -1)) == "out_of_range"


def offer(contribution: float, hours: float, limit: float) -> dict[str, float]:
    return {"contribution": contribution, "hours": hours, "limit": limit}


def test_the_value_of_an_hour_is_what_the_offer_that_is_cut_brings() -> None:
    some = [offer(60, 1, 20), offer(45, 0.5, 30), offer(400, 10, 3)]
    found = value_of_hour(40, some)
    assert (found.units, found.total, found.value_of_hour) == ((20, 30, 0.5), 2750, 40)
    assert value_of_hour(15, some).value_of_hour == 60  # exactly full: the next hour goes to the next offer
    assert value_of_hour(65, some).value_of_hour == 0
    assert value_of_hour(0, some).value_of_hour == 90
    assert value_of_hour(0.3, [offer(1, 0.1, 3)]).units == (3,)  # 0.1 three times is a hair more than 0.3


def test_what_loses_gets_no_hour_and_what_needs_none_is_taken_in_full() -> None:
    found = value_of_hour(0, [offer(-1, 0, 5), offer(3, 0, 5), offer(0, 1, 5), offer(-2, 1, 5)])
    assert (found.units, found.total, found.value_of_hour) == ((0, 5, 0, 0), 15, 0)
    assert value_of_hour(5, []).units == ()
    assert kind_of(lambda: value_of_hour(-1, [])) == "out_of_range"
    assert kind_of(lambda: value_of_hour(1, None)) == "missing"
    assert kind_of(lambda: value_of_hour(1, [{"contribution": 1, "hours": 1}])) == "missing"


prices = st.integers(-5, 20)


@given(st.integers(0, 30), st.lists(st.tuples(prices, st.integers(0, 4), st.integers(0, 6)), max_size=5))
def test_one_hour_more_brings_its_value(hours: int, some: list[tuple[int, int, int]]) -> None:
    offers = [offer(*one) for one in some]
    now, more = value_of_hour(hours, offers), value_of_hour(hours + 1e-6, offers)
    assert more.total - now.total == pytest.approx(now.value_of_hour * 1e-6, abs=1e-10)
    assert math.fsum(units * one[1] for units, one in zip(now.units, some, strict=True)) <= hours + 1e-9


def test_unbound_share() -> None:
    assert unbound_share([300, 500, 200], [2, 1, 40], 20) == pytest.approx(0.74)
    assert unbound_share([300, -100], [0, 5], 20) == 1
    assert unbound_share([0, -1], [1, 1], 20) is None
    assert unbound_share([], [], 20) is None
    assert unbound_share([10], [10], 20) == 0
    assert kind_of(lambda: unbound_share([1], [1, 2], 20)) == "mismatch"
    assert kind_of(lambda: unbound_share([1], [-1], 20)) == "out_of_range"
    assert kind_of(lambda: unbound_share([1], [1], None)) == "missing"
