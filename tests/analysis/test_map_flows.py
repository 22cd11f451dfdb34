"""What flows along the links of a plan, and what is lost without one of its records."""

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecasting.flows import MEASURES
from planner.analysis.forecasting.map_flows import Stopped, map_flows
from planner.analysis.sources.disappearance import disappearance, plan_without
from planner.model.catalogue import Record
from planner.model.plan import Plan
from tests.analysis.diagnosis.scenes import (
    alliance,
    between,
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
OFFERS = [
    listing("a", where="list", conversion=between("0.01", "0.04")),
    listing("b", where="shop", price=cny(100)),
]
SKILLS = [domain("code", 60), domain("talk", 60), need("code"), need("talk")]


def made(*records: Record) -> Plan:
    return plan_from([settings(hours_per_week=None), product(), *PLACES, *OFFERS, *SKILLS, *records])


def test_listings_carry_what_the_forecast_says_of_them() -> None:
    plan = made()
    flows = map_flows(plan, samples=256)
    said = forecast(plan, None, ForecastOptions(samples=256, drivers=False))
    for one in said.listings:
        flow = flows.links["listing", one.id]
        assert flow.money.p10 == pytest.approx(one.net.p10 / 12)
        assert flow.hours.mean == pytest.approx(one.hours.mean / 12)
        assert flow.reach.mean > 0
    for node in said.products:
        station = flows.stations["product", node.id]
        assert station.into.money.p90 == pytest.approx(node.net.p90 / 12)
        assert station.share == pytest.approx(node.share)


def test_a_product_rests_evenly_on_the_domains_it_requires() -> None:
    plan = made()
    flows = map_flows(plan, samples=64)
    whole = next(station for (kind, _id), station in flows.stations.items() if kind == "product").into
    for name in ("code", "talk"):
        for measure in MEASURES:
            half = flows.stations["domain", name].into.of(measure)
            assert half.mean == pytest.approx(whole.of(measure).mean / 2)
    needed = [flow for (kind, _id), flow in flows.links.items() if kind == "need"]
    assert [flow.money.p50 for flow in needed] == [pytest.approx(whole.money.p50 / 2)] * 2


def test_a_share_goes_out_at_the_place_where_it_is_earned() -> None:
    deal = replace(alliance("ann"), share=Decimal("0.25"), share_basis="gross")
    plan = made(*partners("ann"), deal, line("pay", "give", "money", listing="a"))
    flows = map_flows(plan, samples=64)
    there, elsewhere = flows.stations["platform", "list"], flows.stations["platform", "shop"]
    assert elsewhere.out.mean == 0
    assert there.out.mean > 0
    assert there.kept.mean == pytest.approx(there.into.money.mean - there.out.mean)
    assert flows.reaches["list", deal.id].money.mean == pytest.approx(flows.links["listing", "a"].money.mean)
    assert flows.stations["alliance", deal.id].out.mean == pytest.approx(there.out.mean)
    assert flows.of_link(("platform", "list"), ("alliance", deal.id), ("exchange", "pay")) is not None
    assert flows.of_link(("platform", "shop"), ("alliance", deal.id), ("exchange", "pay")) is None


def test_the_charge_of_a_place_goes_out() -> None:
    plan = plan_from([settings(hours_per_week=None), product(), platform("list", monthly_cost=cny(30)), OFFERS[0]])
    assert map_flows(plan, samples=16).stations["platform", "list"].out.mean == pytest.approx(30)


def test_what_lacks_something_carries_nothing_known() -> None:
    plan = plan_from([settings(), product(), PLACES[0], replace(OFFERS[0], conversion=None)])
    flows = map_flows(plan, samples=16)
    assert not flows.links
    assert not flows.stations


def test_the_work_can_be_stopped() -> None:
    with pytest.raises(Stopped):
        map_flows(made(), samples=16, stop=lambda: True)
    with pytest.raises(Stopped):
        disappearance(made(), ("platform", "list"), samples=16, stop=lambda: True)
    answers = iter([False, True])  # asked once a month
    with pytest.raises(Stopped):
        map_flows(made(), samples=16, stop=lambda: next(answers))


def test_without_a_platform_its_part_is_lost_as_a_range() -> None:
    plan = made()
    found = disappearance(plan, ("platform", "list"), samples=256)
    flow = map_flows(plan, samples=256).links["listing", "a"].money
    assert found.listings == ("a",)
    assert (found.lost.p10, found.lost.p90) == (pytest.approx(flow.p10), pytest.approx(flow.p90))
    assert found.lost.p10 < found.lost.p90
    assert found.before.mean - found.after.mean == pytest.approx(found.lost.mean)
    assert found.share == pytest.approx(found.lost.mean / found.before.mean)


@pytest.mark.parametrize(("kind", "record_id"), [("domain", "code"), ("product", None)])
def test_without_what_all_rests_on_all_is_lost(kind: str, record_id: str | None) -> None:
    plan = made()
    found = disappearance(plan, (kind, record_id or plan.records("product")[0].id), samples=16)
    assert set(found.listings) == {"a", "b"}
    assert found.share == pytest.approx(1)
    assert found.after.mean == 0


def test_without_living_costs_there_is_no_chance_of_covering_them() -> None:
    poor, rich = (settings(hours_per_week=None, living_costs=costs) for costs in (None, between(100, 4000)))
    found = disappearance(plan_from([poor, product(), *PLACES, *OFFERS]), ("platform", "list"), samples=16)
    assert found.covered is None
    found = disappearance(plan_from([rich, product(), *PLACES, *OFFERS]), ("platform", "list"), samples=64)
    assert found.month is not None
    assert found.covered is not None
    assert found.covered[0] > found.covered[1]


def test_an_alliance_that_carries_a_listing_takes_it_along() -> None:
    deal = alliance("ann")
    plan = made(*partners("ann"), deal, line("stock", "get", "logistics", listing="a"))
    without, gone = plan_without(plan, ("alliance", deal.id))
    assert gone == ("a",)
    assert without.find("alliance", deal.id).stage == "ended"
    assert plan.find("alliance", deal.id).stage != "ended"
