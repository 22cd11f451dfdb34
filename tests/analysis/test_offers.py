"""What an offer may hold: every bound, and the kind of error that says which was broken."""

from typing import Any

import numpy as np
import pytest

from planner.analysis.listings.offers import Guests, Offer, checked, checked_one, in_priority_order, matrix
from planner.errors import InputError

AMOUNTS = (
    "audience", "publications_per_month", "price", "fixed_fee", "unit_cost", "active_before", "hours_per_publication",
    "hours_per_sale", "upkeep_hours", "make_hours", "rpm", "ad_budget", "cost_per_click",
)  # fmt: skip
RATES = (
    "open_rate", "open_floor", "click_rate", "conversion", "fee_rate", "refund_rate", "churn", "commission_rate",
    "evergreen_share",
)  # fmt: skip


def refused(**fields: Any) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        checked([{"id": "a", **fields}])
    assert caught.value.message
    return caught.value.kind, caught.value.field


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("bad", [-0.01, float("nan"), float("inf"), "1", True, np.array([1.0, -1.0])])
def test_amounts_are_numbers_of_0_or_more(name: str, bad: Any) -> None:
    assert refused(**{name: bad}) == ("out_of_range", f"listing/a/{name}")


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("bad", [-0.01, 1.01, float("nan"), "much", np.array([0.5, np.nan])])
def test_rates_lie_between_0_and_1(name: str, bad: Any) -> None:
    assert refused(**{name: bad}) == ("out_of_range", f"listing/a/{name}")


@pytest.mark.parametrize("name", ["half_life_months", "open_half_life_months"])
@pytest.mark.parametrize("bad", [0, -1, float("nan"), "inf", np.array([2.0, 0.0])])
def test_half_lives_are_above_0(name: str, bad: Any) -> None:
    assert refused(**{name: bad}) == ("out_of_range", f"listing/a/{name}")


def test_a_half_life_may_be_infinite() -> None:
    (offer,) = checked([{"id": "a", "half_life_months": float("inf"), "open_half_life_months": None}])
    assert offer.open_half_life_months is None


@pytest.mark.parametrize("bad", [-1.01, 11, "fast"])
def test_growth_has_bounds(bad: Any) -> None:
    assert refused(growth=bad) == ("out_of_range", "listing/a/growth")


def test_a_drawn_growth_below_its_bound_is_cut_when_used_not_refused() -> None:
    assert checked_one(Offer(growth=np.array([-1.5, 0.1])))
    with pytest.raises(InputError):
        checked_one(Offer(growth=np.array([np.nan, 0.1])))


@pytest.mark.parametrize("name", ["start", "end", "make_start"])
@pytest.mark.parametrize("bad", [0.5, "now", -5000])
def test_months_are_whole(name: str, bad: Any) -> None:
    assert refused(**{name: bad}) == ("out_of_range", f"listing/a/{name}")


@pytest.mark.parametrize(
    ("fields", "kind", "field"),
    [
        ({"pricing": "gift"}, "unknown", "pricing"),
        ({"pricing": "subscription", "once_per_person": True}, "unknown", "once_per_person"),
        ({"once_per_person": 1}, "unknown", "once_per_person"),
        ({"fee_kept_on_refund": "yes"}, "unknown", "fee_kept_on_refund"),
        ({"pricing": "hourly"}, "missing", "hours_per_sale"),
        ({"pricing": "hourly", "hours_per_sale": 0}, "out_of_range", "hours_per_sale"),
        ({"ad_budget": 10}, "missing", "cost_per_click"),
        ({"ad_budget": 10, "cost_per_click": 0}, "out_of_range", "cost_per_click"),
        ({"make_start": 1}, "bad_order", "make_start"),
        ({"start": 3, "end": 2}, "bad_order", "end"),
        ({"open_rate": 0.2, "open_floor": 0.3}, "bad_order", "open_floor"),
        ({"start": 3, "end": 2, "price": -1}, "out_of_range", "price"),
        ({"priority": "first"}, "out_of_range", "priority"),
        ({"guests": (Guests("x", -1.0),)}, "out_of_range", "guests/x"),
    ],
)
def test_what_does_not_go_together_is_refused(fields: dict[str, Any], kind: str, field: str) -> None:
    assert refused(**fields) == (kind, f"listing/a/{field}")


def test_ids_are_there_and_differ() -> None:
    for listings, kind in (([{"price": 1}], "missing"), ([{"id": "a"}, {"id": "a"}], "unknown"), (None, "missing")):
        with pytest.raises(InputError) as caught:
            checked(listings)
        assert caught.value.kind == kind
        assert caught.value.field


def test_null_is_not_given_and_other_names_are_left_alone() -> None:
    offer = checked_one({"price": None, "title": "Course", "end": None})
    assert (offer.price, offer.end, offer.id) == (0.0, None, "")


def test_a_floor_above_a_drawn_open_rate_is_no_error() -> None:
    assert checked_one(Offer(open_rate=np.array([0.1, 0.3]), open_floor=0.2, open_half_life_months=3.0))


def test_priority_then_position() -> None:
    offers = [Offer(priority=2), Offer(), Offer(priority=1), Offer(priority=-3)]
    assert in_priority_order(offers) == [3, 1, 2, 0]


def test_a_matrix_holds_the_samples_of_a_part() -> None:
    drawn = np.arange(6.0)
    assert matrix([2.0, None, drawn], slice(2, 4)).tolist() == [[2, 2], [0, 0], [2, 3]]
    assert matrix([], slice(0, 3)).shape == (0, 3)
