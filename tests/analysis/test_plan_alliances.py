"""Alliances of a plan: the sheet of both sides, the share that suits both, groups that could leave, notes that are read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.alliances.exchange_sheets import sheet_of
from planner.analysis.alliances.exchange_values import Side, share_interval
from planner.analysis.alliances.pair_bonuses import US, pair_bonuses
from planner.analysis.alliances.prospects import Stopped, alliance_prospect
from planner.analysis.alliances.terms import AllianceTerms, alliance_terms, shared_revenues
from planner.errors import InputError
from planner.model.catalogue import Alliance, Record
from planner.model.plan import Plan
from tests.analysis.diagnosis.scenes import alliance, between, cny, exact, line, partners, settings, shop
from tests.strategies import plan_from


def plan(*records: Record, **fields: Any) -> Plan:
    return plan_from([settings(**fields), *shop(), *partners("ann", "bob"), *records])


def terms(*records: Record, **fields: Any) -> AllianceTerms:
    (found,) = alliance_terms(plan(*records, **fields))
    return found


LESSONS = line("lessons", "give", hours=exact(2), value_to_us=exact(30), value_to_them=exact(200))
MENTIONS = line("mentions", "get", "audience", value_to_us=exact(300), value_to_them=exact(40))
MONEY = line("money", "give", "money", value_to_them=exact(60), listing="offer")


def test_each_side_counts_by_its_own_values() -> None:
    found = terms(alliance("ann"), LESSONS, MENTIONS)
    assert (found.ours, found.theirs) == (pytest.approx(300 - 30 - 2 * 50), pytest.approx(200 - 40))
    paid = terms(alliance("ann"), LESSONS, MENTIONS, MONEY)
    assert (paid.ours, paid.theirs) == (pytest.approx(110), pytest.approx(220))
    assert paid.lacking == ()


def test_a_share_that_stands_in_no_line_counts_too() -> None:
    share = alliance("ann", share=Decimal("0.1"), share_basis="gross")
    named = replace(MENTIONS, listing="offer")
    found = terms(share, LESSONS, named, hours_per_week=None)
    assert found.revenue == pytest.approx(2000)
    assert (found.ours, found.theirs) == (pytest.approx(170 - 200), pytest.approx(160 + 200))


def test_ranges_count_by_their_medians() -> None:
    found = terms(alliance("ann"), replace(LESSONS, hours=None), replace(MENTIONS, value_to_us=between(100, 400)))
    assert found.ours == pytest.approx(200 - 30)


def test_a_side_of_which_nothing_is_said_is_asked_about() -> None:
    found = terms(alliance("ann"), replace(LESSONS, value_to_them=None), MENTIONS)
    assert (found.theirs, found.lacking) == (None, ("exchange/lessons/value_to_them",))
    assert terms(alliance("ann", stage="talking"), LESSONS).ours is None
    assert terms(alliance("ann", stage="active"), LESSONS).ours == pytest.approx(-130)
    assert terms(alliance("ann")).ours is None
    no_wage = terms(alliance("ann"), LESSONS, MENTIONS, wage=None)
    assert (no_wage.ours, no_wage.lacking) == (None, ("plan/plan/wage",))


def revenues(of: Plan, *alliances: Alliance) -> dict[str, float]:
    return {key: float(revenue[0]) for key, revenue in shared_revenues(of, alliances).items()}


def test_the_shared_revenue_is_that_of_the_listings_named() -> None:
    ally = alliance("ann", share=Decimal("0.2"), share_basis="gross", cap=cny(5))
    assert revenues(plan(ally, MONEY), ally) == {"alliance": pytest.approx(2000)}
    short = replace(ally, end=date(2026, 12, 31))
    assert revenues(plan(short, MONEY), short) == {"alliance": pytest.approx(2000)}
    past = replace(ally, end=date(2025, 12, 31))
    assert revenues(plan(past, MONEY), past) == {}
    guests = replace(MENTIONS, listing="offer", extra_audience=exact(1000))
    assert revenues(plan(ally, MONEY, guests), ally) == {
        "alliance": pytest.approx(4000)
    }  # all of it, from 2,000 people
    assert revenues(plan(ally, guests), ally) == {"alliance": pytest.approx(2000)}  # without the line of money, theirs
    assert revenues(plan(ally), ally) == {"alliance": 0}
    assert revenues(plan()) == {}


def test_the_shares_that_suit_both() -> None:
    ally = alliance("ann", share=Decimal("0.3"), our_alternative=exact(500), their_alternative=exact(100))
    found = terms(
        ally, MONEY, replace(LESSONS, value_to_them=None), replace(MENTIONS, value_to_us=None), hours_per_week=None
    )
    assert found.interval == share_interval(found.revenue, Side(130, 500), Side(40, 100))
    assert found.share == pytest.approx(0.7)
    in_kind = terms(ally, MONEY, LESSONS, MENTIONS, hours_per_week=None)
    assert in_kind.interval is not None
    assert (in_kind.interval.low, in_kind.interval.high) == (pytest.approx((500 - 170) / 2000), pytest.approx(1))


def test_kind_beyond_the_costs_takes_the_place_of_the_alternative() -> None:
    sheet = sheet_of(plan(alliance("ann"), LESSONS, MENTIONS), alliance("ann"))
    assert sheet.side(ours=True, alternative=50) == Side(0, 0)
    assert sheet.side(ours=True, alternative=250) == Side(0, pytest.approx(80))
    assert sheet.net() == (pytest.approx(170), pytest.approx(160))


def test_partners_who_are_worth_more_by_themselves() -> None:
    ally = alliance("ann", "bob", pair_bonuses="Ann + Bob: 300", our_alternative=exact(10), their_alternative=exact(80))
    found = terms(ally, LESSONS, MENTIONS)
    assert found.division is not None
    assert found.division.has == {US: pytest.approx(170), "ann": pytest.approx(80), "bob": pytest.approx(80)}
    assert (found.division.violation.amount, found.division.violation.members) == (pytest.approx(220), ("ann", "bob"))
    assert sum(found.division.shapley.values()) == pytest.approx(330)
    assert terms(replace(ally, pair_bonuses=""), LESSONS, MENTIONS).division is None
    assert terms(replace(ally, partners=("ann",), pair_bonuses="We + Ann: 3"), LESSONS, MENTIONS).division is None


def test_more_partners_than_can_be_tried_have_no_division() -> None:
    many = tuple(f"p{one}" for one in range(12))
    ally = alliance(*many, pair_bonuses="P0 + P1: 5")
    assert terms(*partners(*many), ally, LESSONS, MENTIONS).division is None


def test_a_year_with_and_without() -> None:
    guests = line("mentions", "get", "audience", listing="offer", extra_audience=exact(1000))
    of = plan(alliance("ann", stage="talking"), replace(LESSONS, hours=exact(2)), guests, hours_per_week=None)
    told = alliance_prospect(of, "alliance", samples=32)
    assert (told.without.mean, told.with_it.mean, told.difference.p50) == pytest.approx((24_000, 48_000, 24_000))
    assert (told.helps, told.hours, told.shares is not None) == (1, pytest.approx(24), True)
    running = plan(alliance("ann"), guests, hours_per_week=None)
    assert alliance_prospect(running, "alliance", samples=32).without.mean == pytest.approx(24_000)
    with pytest.raises(InputError):
        alliance_prospect(of, "none")
    with pytest.raises(Stopped):
        alliance_prospect(of, "alliance", samples=32, stop=lambda: True)


def test_each_share_has_its_chance_to_suit_both() -> None:
    ally = alliance("ann", share=Decimal("0.3"), our_alternative=exact(1000), their_alternative=exact(500))
    unsure = plan_from(
        [settings(hours_per_week=None), *shop(conversion=between("0.03", "0.08")), *partners("ann"), ally, MONEY]
    )
    shares = alliance_prospect(unsure, "alliance", samples=512).shares
    assert shares is not None and shares.best_share is not None
    assert 0.5 < shares.best_share < 0.75
    assert 0.5 < (shares.best_chance or 0) < 1
    assert shares.both_gain[0] == shares.both_gain[100] == 0
    no_revenue = plan(alliance("ann"), LESSONS)
    assert alliance_prospect(no_revenue, "alliance", samples=16).shares is None
    over = plan(replace(ally, stage="ended"), MONEY)
    assert alliance_prospect(over, "alliance", samples=16).shares is None


def test_an_alliance_that_is_over_is_left_out() -> None:
    assert alliance_terms(plan(alliance("ann", stage="ended"), LESSONS)) == ()


@pytest.mark.parametrize(
    ("note", "members", "value"),
    [
        ("Ann + Bob: 500", ("ann", "bob"), 500),
        ("ann＋BOB：1,500", ("ann", "bob"), 1500),
        ("  We + Ann :  20.5 ", (US, "ann"), 20.5),
        ("Owner + Bob: 7", (US, "bob"), 7),
    ],
)
def test_pair_bonuses_are_read_as_people_write_them(note: str, members: tuple[str, str], value: float) -> None:
    of = plan(owner="Owner")
    ally = Alliance(id="x", name="X", partners=("ann", "bob"), pair_bonuses=f"\n{note}\n")
    (group,) = pair_bonuses(of, ally).groups
    assert (tuple(group.members), group.value) == (members, value)


@pytest.mark.parametrize(
    "note", ["Ann + Carl: 5", "Ann: 5", "Ann + Ann: 5", "Ann + Bob", "Ann + Bob: much", "Ann + Bob + We: 5"]
)
def test_a_line_that_cannot_be_read_is_told(note: str) -> None:
    found = terms(alliance("ann", "bob", pair_bonuses=note), LESSONS, MENTIONS)
    assert found.unread == (note,)
    assert found.division is None
