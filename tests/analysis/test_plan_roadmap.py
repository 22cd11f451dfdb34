"""The roadmap of a plan: order, days, chances, one's own bias, and how full the next weeks are."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.analysis.facts.actuals import Actuals, actuals
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.roadmap.dates import MilestoneOutlook, Roadmap, next_four_weeks, own_bias, roadmap
from planner.analysis.roadmap.timeline import Timeline, timeline
from planner.model.catalogue import PlanSettings, Record
from planner.model.plan import Plan
from planner.model.tallies import Tallies
from planner.model.values import Hours
from tests.analysis.diagnosis.scenes import TODAY, between, cny, exact, milestone, settings, shop
from tests.strategies import plan_from

DAY = dt.timedelta(1)


def plan(*records: Record, hours: float | None = 1) -> Plan:
    week = None if hours is None else (Hours.of(Decimal(str(hours))),) * 7
    return plan_from([settings(hours_per_week=week), *records])


def facts(of: Plan, weeks: list[float] | None = None, **logged: float) -> Actuals:
    """Weeks that end before the one of today, and hours by milestone."""
    last = dt.date(2026, 11, 9)
    mondays = [(last - dt.timedelta(weeks=ago)).isoformat() for ago in reversed(range(len(weeks or [])))]
    minutes = {key: round(60 * hours) for key, hours in logged.items()}
    tallies = Tallies(
        weeks=dict(zip(mondays, (round(60 * week) for week in weeks or []), strict=True)), milestones=minutes
    )
    return actuals(of, tallies, TODAY)


def by_id(found: Roadmap) -> dict[str, MilestoneOutlook]:
    return {one.id: one for one in found.milestones}


def test_one_after_the_other_by_due_date() -> None:
    of = plan(
        milestone("b", effort=exact(5), due=dt.date(2026, 12, 31)),
        milestone("a", effort=exact(10), due=TODAY + 20 * DAY),
    )
    found = roadmap(of, TODAY)
    assert (found.rule, [one.id for one in found.milestones]) == ("due", ["a", "b"])
    first, second = found.milestones
    assert (first.finish, first.p50, first.p90) == (TODAY + 9 * DAY,) * 3
    assert (second.finish, second.p80, second.late) == (TODAY + 14 * DAY, TODAY + 14 * DAY, 0.0)
    assert found.lacking == ()


def test_what_costs_most_to_delay_comes_first_where_nothing_is_due() -> None:
    of = plan(
        milestone("a", effort=exact(10), cost_of_delay=cny(10)), milestone("b", effort=exact(1), cost_of_delay=cny(5))
    )
    found = roadmap(of, TODAY)
    assert (found.rule, [one.id for one in found.milestones]) == ("value", ["b", "a"])
    many = plan(*[milestone(f"m{one}", effort=exact(1), cost_of_delay=cny(one)) for one in range(20)])
    assert (roadmap(many, TODAY).rule, roadmap(many, TODAY).milestones[0].id) == ("ratio", "m19")


def test_waiting_puts_off_what_comes_after() -> None:
    first = milestone("a", effort=exact(2), wait_days=10)
    later = milestone("b", effort=exact(3), after=("a",), due=TODAY + 9 * DAY)
    found = by_id(roadmap(plan(first, later), TODAY))
    assert (found["a"].finish, found["a"].ready) == (TODAY + DAY, TODAY + 11 * DAY)
    assert found["b"].finish == found["b"].p50 == TODAY + 13 * DAY
    assert found["b"].late == 1


def test_an_uncertain_effort_makes_a_day_uncertain() -> None:
    found = by_id(roadmap(plan(milestone("a", effort=between(5, 20), due=TODAY + 9 * DAY)), TODAY))["a"]
    assert found.p50 is not None and found.p80 is not None and found.p90 is not None
    assert found.p50 < found.p80 < found.p90
    assert found.late == pytest.approx(0.5, abs=0.06)  # the median is 10 hours, and so are the hours until then
    assert found.hours == pytest.approx(10)


def test_logged_weeks_count_where_there_are_enough() -> None:
    of = plan(milestone("a", effort=exact(14)), hours=8)
    assert roadmap(of, TODAY, facts(of, [7, 7, 7])).milestones[0].p50 == TODAY + DAY
    found = roadmap(of, TODAY, facts(of, [7, 7, 7, 7]))
    assert found.weekly == (7, 7, 7, 7)
    assert found.milestones[0].p50 == TODAY + 13 * DAY
    assert roadmap(of, TODAY, facts(of, [0, 0, 0, 0])).weekly == ()
    without = plan(milestone("a", effort=exact(14)), hours=None)
    assert roadmap(without, TODAY, facts(without, [7, 7, 7, 7])).milestones[0].p80 == TODAY + 13 * DAY


def test_ones_own_bias_and_what_is_done_already() -> None:
    done = [milestone(f"d{one}", effort=exact(10), done_on=TODAY) for one in range(5)]
    of = plan(*done, milestone("a", effort=exact(10)))
    logged = facts(of, None, **dict.fromkeys((one.id for one in done), 20), a=4)
    bias, finished = own_bias(of, logged)
    assert (bias.factor, bias.shrunk_factor, finished) == (pytest.approx(2), pytest.approx(2**0.5), 5)
    assert roadmap(of, TODAY, logged).milestones[0].hours == pytest.approx(10 * 2**0.5 - 4)
    assert own_bias(of, None)[1] == 0


def test_a_circle_allows_no_date_to_what_it_holds_up() -> None:
    found = roadmap(
        plan(milestone("a", after=("b",)), milestone("b", after=("a",)), milestone("c", effort=exact(1))), TODAY
    )
    assert (found.rule, found.circle, found.blocked) == ("value", ("a", "b"), ("a", "b"))
    assert [one.p80 for one in found.milestones] == [TODAY, None, None]
    behind = milestone("c", effort=exact(1), after=("b", "d"))
    ahead = milestone("d", effort=exact(3), due=TODAY + DAY)
    found = roadmap(plan(milestone("a", after=("b",)), milestone("b", after=("a",)), behind, ahead), TODAY)
    assert (found.rule, found.blocked) == ("due", ("a", "b", "c"))
    assert (found.milestones[0].p80, found.milestones[0].late) == (TODAY + 2 * DAY, 1.0)
    alone = roadmap(plan(milestone("a", after=("b",)), milestone("b", after=("a",))), TODAY)
    assert (alone.rule, len(alone.milestones)) == ("circle", 2)
    over = roadmap(plan(milestone("a", after=("b",)), milestone("b", after=("a",), done_on=TODAY)), TODAY)
    assert over.circle == ()


@pytest.mark.parametrize("effort", [10_000_000, 9_000])
def test_what_takes_more_than_ten_years_has_no_day(effort: int) -> None:
    found = roadmap(plan(milestone("a", effort=exact(effort), due=TODAY)), TODAY).milestones[0]
    assert (found.finish, found.p50, found.late) == (None, None, 1.0)


def test_without_hours_there_are_no_days() -> None:
    found = roadmap(plan(milestone("a", effort=exact(1)), milestone("b"), hours=None), TODAY)
    assert found.lacking == ("milestone/b/effort", "plan/plan/hours_per_week")
    assert found.milestones[0].p50 is None
    assert roadmap(plan(), TODAY).milestones == ()


def test_a_week_of_noughts_ends_nothing_and_lacks_nothing() -> None:
    found = roadmap(
        plan(milestone("a", effort=exact(1), due=TODAY + 90 * DAY), milestone("b", effort=exact(0)), hours=0), TODAY
    )
    assert found.lacking == ()
    first, second = found.milestones
    assert (first.p80, first.late, second.p80) == (None, 1.0, None)


def test_the_next_four_weeks() -> None:
    of = plan(*shop(), hours=2)
    found = replace(forecast(of, None, ForecastOptions(samples=16)), needed=(31.0, 62.0, *(0.0,) * 22))
    told = next_four_weeks(of, found, TODAY)
    assert told is not None
    assert (told.planned, told.capacity) == (pytest.approx(28), 56)  # November is before the start: as December
    across = next_four_weeks(of, found, dt.date(2026, 12, 25))
    assert across is not None and across.planned == pytest.approx(7 + 21 * 2)
    off = PlanSettings(id="plan", title="T", start_month=of.settings.start_month, hours_per_week=of.settings.hours_per_week, days_off=(TODAY,))  # fmt: skip
    some = next_four_weeks(plan_from([off]), found, TODAY)
    assert some is not None and some.capacity == 54
    assert next_four_weeks(plan(hours=None), found, TODAY) is None


def test_milestones_count_in_the_next_four_weeks_by_when_they_are_due() -> None:
    soon, later = TODAY + 9 * DAY, TODAY + 55 * DAY
    of = plan(milestone("a", effort=exact(31), due=soon), milestone("b", effort=exact(56), due=later), hours=2)
    found = next_four_weeks(of, forecast(of, None, ForecastOptions(samples=16)), TODAY)
    assert found is not None
    assert found.planned == pytest.approx(31 + 28)  # all of what is due within, half of what is due in eight weeks
    logged = facts(of, [10.0] * 4, a=21)
    told = next_four_weeks(of, forecast(of, logged, ForecastOptions(samples=16)), TODAY, logged)
    assert told is not None and told.planned == pytest.approx(10 + 28)


def laid(*records: Record, hours: float = 20 / 7) -> Timeline:
    of = plan(*records, hours=hours)
    return timeline(of, roadmap(of, TODAY), TODAY)


def test_a_plan_that_needs_31_hours_in_a_week_of_20_says_what_slips() -> None:
    monday = TODAY + DAY * (7 - TODAY.weekday())
    of = plan(
        milestone("a", effort=exact(12), due=monday + 3 * DAY),
        milestone("b", effort=exact(19), due=monday + 6 * DAY),
        hours=20 / 7,
    )
    found = timeline(of, roadmap(of, monday), monday)
    assert [(row.outlook.id, row.slips) for row in found.slipping] == [("a", 1), ("b", 4)]
    week = found.fullest
    assert week is not None and week.monday == monday
    assert (week.capacity, week.needed) == (pytest.approx(20, abs=0.3), pytest.approx(31))


def test_a_wait_is_critical_where_everything_would_be_ready_earlier_without_it() -> None:
    found = laid(
        milestone("a", effort=exact(2), wait_days=30), milestone("b", effort=exact(2), after=("a",)),
        milestone("c", effort=exact(2), wait_days=3),
    )  # fmt: skip
    assert {row.outlook.id: row.wait_costs for row in found.rows} == {
        "a": 25,
        "b": 0,
        "c": 0,
    }  # the other wait ends five days from now
    assert found.fullest is None and found.slipping == ()
