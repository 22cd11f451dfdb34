"""Coverage gaps: what is missing where, what one publication would bring, and what is honestly not known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.distribution.gaps import AUDIENCE, VIEWS, fitting, gaps
from planner.analysis.distribution.results import typical
from planner.model.catalogue import Listing, PlanSettings, Platform, Product, Record, Work
from planner.model.placements import Placements, Results
from planner.model.plan import Plan, plan_of
from planner.model.values import Money, Month, Range

ONE = Range.exact


def money(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


def records(**changed: Any) -> list[Record]:
    course: dict[str, Any] = {"stage": "live", "price": money(200), "refund_rate": ONE(Decimal("0.05"))}
    letter: dict[str, Any] = {
        "media": ("text",), "audience": ONE(1000), "open_rate": ONE(Decimal("0.4")), "fee_rate": Decimal("0.1"),
    }  # fmt: skip
    sold: dict[str, Any] = {
        "status": "active", "publications_per_month": ONE(2), "click_rate": ONE(Decimal("0.05")),
        "conversion": ONE(Decimal("0.02")),
    }  # fmt: skip
    return [
        PlanSettings(id="plan", title="Test", start_month=Month(2026, 12)),
        Product(id="course", name="Course", position="a", **course),
        Product(id="column", name="Column", stage="live", pricing="advertising", backed_by="course", position="b"),
        Platform(id="letter", name="Letter", position="a", **letter),
        Platform(id="video", name="Video", media=("video",), audience=ONE(500), position="b"),
        Platform(id="forum", name="Forum", media=("text",), position="c"),
        Listing(id="there", product="course", platform="letter", **sold | changed.get("there", {})),
        Work(id="old", title="Old", medium="text", product="course", made_on=date(2026, 1, 1), position="a"),
        Work(id="new", title="New", medium="text", product="column", made_on=date(2026, 11, 1), position="b"),
        Work(id="odd", title="Odd", position="c"),
    ]


def plan(**changed: Any) -> Plan:
    return plan_of(records(**changed))


def test_one_publication_brings_reach_times_clicks_times_orders_times_net() -> None:
    found = gaps(plan(), Placements())
    assert [(gap.work, gap.platform) for gap in found[:2]] == [("new", "letter"), ("old", "letter")]
    first = found[0]
    assert first.reach is not None
    assert first.reach.mean == pytest.approx(1000 * 0.4)
    assert first.gain is not None
    assert first.gain.mean == pytest.approx(1000 * 0.4 * 0.05 * 0.02 * 200 * 0.95 * 0.9)
    assert (first.basis, first.listing, first.missing) == (AUDIENCE, "there", ())


def test_where_nothing_is_sold_or_known_no_gain_is_told() -> None:
    found = {(gap.work, gap.platform): gap for gap in gaps(plan(), Placements(), most=9)}
    assert set(found) == {("new", "letter"), ("old", "letter"), ("new", "forum"), ("old", "forum")}
    forum = found["old", "forum"]
    assert (forum.gain, forum.reach, forum.basis, forum.listing) == (None, None, "", "")


def test_what_a_listing_lacks_is_named_instead_of_a_number() -> None:
    lacking = plan(there={"conversion": None})
    gap = next(gap for gap in gaps(lacking, Placements()) if gap.work == "old")
    assert gap.gain is None
    assert gap.missing == ("listing/there/conversion",)
    assert gap.reach is not None


def test_a_pair_with_a_publication_is_no_gap_even_when_skipped() -> None:
    taken = frozenset({("new", "letter"), ("old", "forum")})
    found = {(gap.work, gap.platform) for gap in gaps(plan(), Placements(taken))}
    assert found == {("old", "letter"), ("new", "forum")}


def test_three_publications_with_views_are_believed_rather_than_the_audience() -> None:
    few = gaps(plan(), Placements(results={"letter": Results(views=(10, 20))}))[0]
    assert few.basis == AUDIENCE
    enough = gaps(plan(), Placements(results={"letter": Results(views=(100, 200, 300))}))[0]
    assert enough.basis == VIEWS
    assert enough.reach is not None
    assert (enough.reach.p50, enough.reach.mean) == pytest.approx((200, 200), rel=0.02)
    assert enough.reach.p10 == pytest.approx(120, rel=0.02)


def test_the_same_plan_gives_the_same_numbers() -> None:
    wide = plan(there={"conversion": Range.between(Decimal("0.01"), Decimal("0.05"))})
    assert gaps(wide, Placements()) == gaps(wide, Placements())
    gain = gaps(wide, Placements())[0].gain
    assert gain is not None
    assert gain.p10 < gain.p50 < gain.p90


def test_a_platform_takes_the_media_it_names_or_has_had() -> None:
    assert fitting(plan(), frozenset()) == {"text": {"letter", "forum"}, "video": {"video"}}
    silent = plan_of([*records(), Platform(id="new", name="New")])
    had = fitting(silent, frozenset({("old", "new"), ("old", "video"), ("gone", "letter")}))
    assert had == {"text": {"letter", "forum", "new"}, "video": {"video"}}


def test_no_platform_fills_the_list_alone() -> None:
    more = [Work(id=f"w{number}", title="W", medium="text", product="course") for number in range(6)]
    found = gaps(plan_of([*records(), *more]), Placements())
    assert [gap.platform for gap in found] == ["letter", "letter", "forum", "forum"]


def test_subscriptions_commissions_and_advertising_are_paid_in_their_own_ways() -> None:
    def brought(product: dict[str, Any], listing: dict[str, Any]) -> float:
        changed = [
            replace(one, **product) if one.id == "course" else replace(one, **listing) if one.id == "there" else one
            for one in records()
        ]
        gain = next(gap for gap in gaps(plan_of(changed), Placements()) if gap.work == "old").gain
        assert gain is not None
        return gain.mean

    orders = 400 * 0.05 * 0.02
    assert brought({"pricing": "subscription", "churn": ONE(Decimal("0.1"))}, {}) == pytest.approx(
        orders * 200 * 0.95 * 0.9
    )
    assert brought({"pricing": "commission"}, {"commission_rate": Decimal("0.3")}) == pytest.approx(orders * 200 * 0.3)
    assert brought({"pricing": "advertising"}, {"rpm": ONE(30)}) == pytest.approx(400 / 1000 * 30)
    assert brought({"pricing": "hourly", "hours_per_sale": ONE(2)}, {}) == pytest.approx(orders * 2 * 200 * 0.95 * 0.9)


def test_what_is_usual_is_the_middle_and_unknown_is_not_nought() -> None:
    found = typical(Placements(results={"letter": Results(views=(10, 20, 900), clicks=(1, 4))}))["letter"]
    assert (found.views, found.clicks, found.orders, found.counted) == (20, 2.5, None, 3)
    assert typical(Placements()) == {}
