"""The map of a plan follows its records."""

from decimal import Decimal

import pytest

from planner.figures.layered_map import MapOptions
from planner.figures.plan_map import map_links, map_nodes, map_of
from planner.model.alliances import Alliance, Exchange
from planner.model.discretion import HIDDEN
from planner.model.plan import Plan, plan_of
from planner.model.portfolio import Domain, Listing, Need, Platform, Product
from planner.model.settings import PlanSettings
from planner.model.values import Money, Month


@pytest.fixture
def plan() -> Plan:
    return plan_of(
        [
            PlanSettings(id="plan", title="Studio", start_month=Month(2026, 12)),
            Domain(id="d", name="嵌入式", score=70, target=80),
            Product(id="p", name="Course", stage="live", price=Money(Decimal(199), "CNY")),
            Product(id="q", name="Old", stage="retired", archived=True),
            Need(id="n", product="p", domain="d"),
            Platform(id="f", name="小红书"),
            Platform(id="g", name="Gumroad"),
            Listing(id="l", product="p", platform="f", status="active"),
            Listing(id="m", product="q", platform="f", status="ended"),
            Listing(id="o", product="p", platform="g", status="paused", price=Money(Decimal(9), "USD")),
            Alliance(id="a", name="青禾设计", stage="talking"),
            Alliance(id="b", name="Loose", stage="idea"),
            Exchange(id="x", alliance="a", what="Guest post", listing="l"),
            Exchange(id="y", alliance="a", what="Banner", listing="l"),
            Exchange(id="z", alliance="b", what="Advice"),
        ]
    )


def test_links_follow_needs_listings_and_exchanges(plan: Plan) -> None:
    drawing = map_of(plan)
    rows = {row[:3] for row in drawing.table.rows}
    assert rows == {
        ("嵌入式", "Course", "Required"),
        ("Course", "小红书", "¥199"),
        ("Course", "Gumroad", "US$9"),
        ("小红书", "青禾设计", "2 exchanges"),
        ("Loose", "not connected", "Idea"),
    }


def test_put_away_records_are_not_drawn(plan: Plan) -> None:
    assert ("product", "q") not in {node.key for node in map_nodes(plan)}
    assert map_of(plan).hit_of(("listing", "m")) is None


def test_captions_and_statuses(plan: Plan) -> None:
    nodes = {node.key: node for node in map_nodes(plan)}
    assert nodes["domain", "d"].caption == "Score 70, aim 80"
    assert nodes["product", "p"].caption == "Live · ¥199"
    assert nodes["product", "p"].status == "active"
    assert nodes["platform", "g"].status == "paused"
    assert nodes["alliance", "a"].status == "trial"


def test_amounts_can_be_hidden(plan: Plan) -> None:
    shown = [*(node.caption for node in map_nodes(plan, True)), *(link.label for link in map_links(plan, True))]
    assert not [words for words in shown if "¥" in words or "$" in words]
    assert any(HIDDEN in words for words in shown)


def test_clicks_open_the_records_behind(plan: Plan) -> None:
    targets = {hit.target for hit in map_of(plan, MapOptions(1000, 700)).hits}
    assert {("product", "p"), ("listing", "l"), ("need", "n"), ("alliance", "a")} <= targets
