"""What goes when a platform, a partner or a domain disappears."""

from dataclasses import replace

import pytest

from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.sources.fragility import Fragility, fragility, single_losses
from planner.model.catalogue import Record
from tests.analysis.diagnosis.scenes import (
    alliance,
    cny,
    domain,
    line,
    listing,
    need,
    partners,
    platform,
    product,
    settings,
)
from tests.strategies import plan_from

PLACES = [platform("list"), platform("shop"), platform("room", presence="offline")]
OFFERS = [listing("a", where="list"), listing("b", where="shop", price=cny(100))]


def broken(*records: Record) -> Fragility:
    plan = plan_from([settings(hours_per_week=None), product(), *PLACES, *records])
    return fragility(plan, forecast(plan, None, ForecastOptions(samples=16, drivers=False)))


def lost(found: Fragility) -> dict[str, float]:
    return {loss.nodes[0][1]: loss.lost_share for loss in found.single}


def test_a_platform_takes_its_own_sales_along() -> None:
    found = broken(*OFFERS)
    assert found.income == pytest.approx(36_000)
    assert lost(found) == {"list": pytest.approx(2 / 3), "shop": pytest.approx(1 / 3)}
    assert found.single[0].left == pytest.approx(12_000)
    assert [(one.nodes, one.lost_share) for one in found.pairs] == [((("platform", "list"), ("platform", "shop")), 1.0)]
    assert (found.outlets[0].count, found.outlets[0].second_share) == (2, pytest.approx(1 / 3))


def test_what_is_delivered_elsewhere_needs_both() -> None:
    found = broken(*(replace(one, fulfilled_by="room") for one in OFFERS))
    assert lost(found)["room"] == 1
    own = broken(*(replace(one, fulfilled_by=one.platform) for one in OFFERS))
    assert lost(own) == lost(broken(*OFFERS))


def test_partners_of_one_alliance_stand_in_for_each_other() -> None:
    stock = line("stock", "get", "logistics", listing="a")
    one = broken(*OFFERS, *partners("ann"), alliance("ann"), stock)
    assert lost(one)["ann"] == pytest.approx(2 / 3)
    two = broken(*OFFERS, *partners("ann", "bob"), alliance("ann", "bob"), stock)
    assert lost(two)["ann"] == 0
    assert next(
        loss for loss in two.pairs if {node[0] for node in loss.nodes} == {"partner"}
    ).lost_share == pytest.approx(2 / 3)
    talking = broken(*OFFERS, *partners("ann"), alliance("ann", stage="talking"), stock)
    mention = broken(*OFFERS, *partners("ann"), alliance("ann"), replace(stock, sort="audience"))
    assert "ann" not in lost(talking) and "ann" not in lost(mention)


def test_a_required_domain_carries_its_products_a_boost_does_not() -> None:
    found = broken(*OFFERS, domain("math", 50), domain("art", 50), need("math"), need("art", role="boost"))
    assert lost(found)["math"] == 1
    assert "art" not in lost(found)


def test_the_losses_without_skills() -> None:
    plan = plan_from([settings(), product(), *PLACES, *OFFERS, domain("math", 50), need("math")])
    told = single_losses(plan, forecast(plan, None, ForecastOptions(samples=16, drivers=False)))
    assert [one.nodes for one in told] == [(("platform", "list"),), (("platform", "shop"),)]


def test_nothing_earned_is_nothing_lost() -> None:
    found = broken()
    assert (found.income, found.single, found.pairs, found.outlets) == (0, (), (), ())
    losing = broken(listing("a", where="list", price=cny(0)))
    assert losing.single[0].lost_share == 0
