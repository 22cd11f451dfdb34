"""What the page of domains chooses from: hours within limits, pairs of domains, how late one came to a platform."""

import math
from dataclasses import replace

import pytest

from planner.analysis.skills.arrivals import arrivals
from planner.analysis.skills.hour_gains import joint_gain, single_gains
from planner.analysis.skills.learning import score_after
from planner.analysis.skills.pairs import pairs, strongest_unused
from planner.analysis.skills.portfolio import Limits, Skills, learner, skills
from planner.model.catalogue import Domain, Platform
from planner.model.values import Month
from tests.analysis.test_hour_gains import WIDE, plan, told
from tests.analysis.test_plan_skills import domain, need, taught
from tests.strategies import plan_from


def spent(found: Skills) -> dict[str, float]:
    return {one.id: one.next_hours for one in found.domains}


def test_a_limit_that_changes_nothing_changes_nothing() -> None:
    of, forecast = taught(domain("math", 50), domain("art", 20), need("math"), need("art", role="boost"))
    free = skills(of, forecast, 100)
    first = spent(free)["math"]
    assert 0 < first < 100
    held = skills(of, forecast, 100, Limits({"math": first / 2}))
    assert spent(held)["math"] == pytest.approx(first, abs=0.5)
    assert held.income_then == pytest.approx(free.income_then, rel=1e-5)
    assert held.income_now == pytest.approx(free.income_now)


def test_what_is_settled_is_spent_and_costs_some_gain() -> None:
    of, forecast = taught(domain("math", 50), domain("art", 20), domain("law", 30), need("math"), need("art"))
    free = skills(of, forecast, 100)
    held = skills(of, forecast, 100, Limits({"law": 40}, frozenset({"art"})))
    assert spent(held) == pytest.approx({"math": 60, "art": 0, "law": 40})
    assert free.income_now < held.income_then < free.income_then
    (law,) = [one for one in held.domains if one.id == "law"]
    assert law.score_then == pytest.approx(score_after(learner(of.find("domain", "law")), [40])[0])


def test_more_settled_than_there_is_is_shared_out() -> None:
    of, forecast = taught(domain("math", 50), domain("art", 20), need("math"))
    assert spent(skills(of, forecast, 30, Limits({"math": 20, "art": 40}))) == pytest.approx({"math": 10, "art": 20})
    assert spent(skills(of, forecast, 30, Limits(closed=frozenset({"math", "gone"})))) == {"math": 0, "art": 0}


def test_hours_in_one_domain_alone_gain_by_its_ratio() -> None:
    of, forecast = plan(), told(replace(WIDE, p10=12000, p25=12000, p50=12000, p75=12000, p90=12000))
    teaching, selling = single_gains(of, forecast, 100)
    then = score_after(learner(of.find("domain", "d")), [100])[0]
    assert teaching.hours == selling.hours == 100
    assert teaching.low == pytest.approx(1000 * (then / 40 - 1)) == pytest.approx(teaching.high)
    assert 0 < selling.middle < teaching.middle


def test_together_hours_multiply() -> None:
    of, forecast = plan(), told(replace(WIDE, p10=12000, p25=12000, p50=12000, p75=12000, p90=12000))
    found = skills(of, forecast, 200, Limits({"d": 100, "e": 100}))
    one, other = single_gains(of, forecast, 100)
    ratio = (1 + one.middle / 1000) * (1 + other.middle / 1000)
    assert joint_gain(of, forecast, found).middle == pytest.approx(1000 * (ratio - 1))
    assert joint_gain(of, forecast, skills(of, forecast, 0)).high == pytest.approx(0)


def test_pairs_know_their_products_and_the_strongest_without_one() -> None:
    of, _forecast = taught(
        domain("math", 50), domain("art", 20), domain("law", 90), domain("new", None), need("math"), need("art")
    )
    found = pairs(of)
    assert len(found) == math.comb(4, 2)
    assert [(one.first, one.second) for one in found if one.products] == [("art", "math")]
    best = strongest_unused(of, found)
    assert best is not None and {best.first, best.second} == {"math", "law"}
    assert strongest_unused(of, ()) is None


def test_years_late_are_whole_and_never_below_none() -> None:
    named = [
        Platform(id="a", name="A", launched_year=2012, joined=Month(2024, 3), wave="mobile", position="a"),
        Platform(id="b", name="B", launched_year=2005, joined=Month(2004, 1), position="b"),
        Platform(id="c", name="C", launched_year=2020, position="c"),
        Domain(id="d", name="D"),
    ]
    of, _forecast = taught()
    found = arrivals(plan_from([of.settings, *named]))
    assert [(one.platform, one.wave, one.late) for one in found.known] == [("b", "", 0), ("a", "mobile", 12)]
    assert found.unknown == ("c",)
    assert found.usual == 6
    assert arrivals(plan_from([of.settings])).usual is None
