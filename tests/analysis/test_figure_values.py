"""What figures are made of: the shape of samples, the flow of money, coverage as a table, the roadmap in time."""

import datetime as dt
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.distribution.coverage import coverage
from planner.analysis.facts.actuals import Actuals, Line
from planner.analysis.facts.money_flow import FlowStep, money_flow
from planner.analysis.forecasting.summaries import shape
from planner.analysis.roadmap.dates import roadmap
from planner.analysis.roadmap.timeline import timeline
from planner.model.catalogue import Milestone, PlanSettings, Platform, Work
from planner.model.placements import Placement
from planner.model.plan import Plan, plan_of
from planner.model.tallies import Tallies
from planner.model.values import Hours, Month, Range

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
NOVEMBER = Month(2026, 11)


# how samples lie


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=200))
def test_every_sample_is_in_one_step_or_beyond_the_edges(values: list[float]) -> None:
    found = shape(np.array(values))
    if found is None:
        return
    assert isclose(sum(found.shares) + found.below + found.above, 1.0)
    assert len(found.edges) == len(found.shares) + 1 <= 26
    assert list(found.edges) == sorted(set(found.edges))


def test_no_step_reaches_from_gain_into_loss() -> None:
    samples = np.exp(np.linspace(0, 9, 999))
    found = shape(samples)
    assert found is not None and found.edges[0] >= 0
    mixed = shape(np.linspace(-30, 70, 999))
    assert mixed is not None and 0.0 in mixed.edges


def test_samples_that_are_all_the_same_have_no_shape() -> None:
    assert shape(np.full(64, 3.5)) is None
    assert shape(np.array([0.0, 5e-324])) is None
    assert shape(np.array([1e9, 1e9 + 1e-6])) is None
    assert shape(np.array([0.0, 0.0])) is None


# the flow of money


def line(sort: str, amount: float, fee: float = 0.0, month: Month = NOVEMBER) -> Line:
    return Line(month, sort, "products", None, None, None, amount, fee, 1, 1, 0)


def facts(*lines: Line) -> Actuals:
    return Actuals(TODAY, lines, (), (), {}, Tallies())


def test_the_flow_leads_from_sales_to_what_was_left() -> None:
    flow = money_flow(
        facts(line("sale", 1000, 30), line("refund", 100), line("fee", 20), line("salary", 500), line("cost", 200),
              line("tax", 50), line("payout", 900), line("transfer", -300))
    )  # fmt: skip
    assert flow is not None
    assert flow.to_net == (FlowStep("refund", -100), FlowStep("fee", -50))
    assert (flow.sales, flow.net, flow.left) == (1000, 850, 1100)
    assert [step.sort for step in flow.to_left] == ["salary", "cost", "tax"]


def test_the_net_income_of_the_flow_is_that_of_the_facts() -> None:
    known = facts(line("sale", 1000, 30), line("refund", 1200), line("cost", 70, 5))
    flow = money_flow(known)
    assert flow is not None and isclose(flow.net, sum(known.income.values()))


def test_only_the_months_asked_for_count() -> None:
    known = facts(line("sale", 10, month=Month(2020, 1)), line("sale", 5))
    assert money_flow(known).sales == 5  # type: ignore[union-attr]
    assert money_flow(known, [Month(2020, 1)]).sales == 10  # type: ignore[union-attr]
    assert money_flow(known, [Month(2019, 1)]) is None
    assert money_flow(facts(line("payout", 5))) is None


# coverage


def works() -> Plan:
    return plan_of(
        [
            PlanSettings(id="plan"),
            *(Work(id=f"w{at}", title=f"W{at}", medium="text", made_on=dt.date(2026, 1, 1 + at)) for at in range(5)),
            Platform(id="takes", name="Takes", media=("text",), position="a"),
            Platform(id="other", name="Other", media=("video",), position="b"),
            Platform(id="had", name="Had", position="c"),
        ]
    )


def placed(work: str, platform: str, status: str, at: dt.datetime | None = NOW) -> Placement:
    return Placement(work, platform, "p", status, at)


def test_the_table_holds_what_went_out_and_what_is_missing() -> None:
    early = NOW - dt.timedelta(3)
    there = [
        placed("w4", "takes", "published"),
        placed("w3", "takes", "scheduled", early),
        placed("w2", "had", "failed"),
    ]
    found = coverage(works(), there, NOW, most=3)
    assert found.works == ("w4", "w3", "w2") and found.left_out == 2
    assert found.platforms == ("takes", "had")
    states = {key: cell.state for key, cell in found.cells.items()}
    assert states[("w4", "takes")] == "published" and states[("w3", "takes")] == "overdue"
    assert states[("w2", "takes")] == "gap" and states[("w2", "had")] == "failed"
    assert [cell.out for cell in found.cells.values()].count(True) == 1


def test_a_platform_that_takes_none_of_the_works_is_left_out() -> None:
    assert "other" not in coverage(works(), [], NOW).platforms
    assert coverage(plan_of([PlanSettings(id="plan")]), [], NOW).works == ()


# the roadmap in time


def milestones(week: tuple[int, ...] | None = (2, 2, 2, 2, 2, 0, 0)) -> Plan:
    typed = None if week is None else tuple(Hours(60 * hours) for hours in week)
    return plan_of(
        [
            PlanSettings(id="plan", hours_per_week=typed),
            Milestone(id="a", name="A", effort=Range.exact(8), wait_days=7, position="a"),
            Milestone(id="b", name="B", effort=Range.exact(6), after=("a",), position="b"),
            Milestone(id="c", name="C", effort=Range.exact(4), position="c"),
            Milestone(id="x", name="X", after=("y",), position="x"),
            Milestone(id="y", name="Y", after=("x",), position="y"),
        ]
    )


def test_the_timeline_ends_when_the_roadmap_does() -> None:
    plan = milestones()
    found = timeline(plan, roadmap(plan, TODAY), TODAY)
    assert [row.outlook for row in found.rows] == list(roadmap(plan, TODAY).milestones)
    by_id = {row.outlook.id: row for row in found.rows}
    assert by_id["a"].start == TODAY
    first = by_id["a"].outlook.ready
    assert first is not None and by_id["b"].start is not None and by_id["b"].start >= first
    assert by_id["x"].blocked and by_id["x"].start is None
    assert by_id["b"].after == ("a",)


def test_the_hours_of_the_weeks_are_those_of_the_milestones() -> None:
    plan = milestones()
    found = timeline(plan, roadmap(plan, TODAY), TODAY)
    taken: dict[str, float] = {}
    for week in found.weeks:
        assert week.used <= week.capacity + 1e-6
        for one, hours in week.hours:
            taken[one] = taken.get(one, 0.0) + hours
    assert taken == pytest.approx({"a": 8, "b": 6, "c": 4})
    mondays = [week.monday for week in found.weeks]
    assert mondays == [mondays[0] + dt.timedelta(7 * at) for at in range(len(mondays))]
    assert mondays[0] <= TODAY < mondays[0] + dt.timedelta(7)


def test_without_typed_hours_there_are_no_weeks() -> None:
    plan = milestones(None)
    found = timeline(plan, roadmap(plan, TODAY), TODAY)
    assert found.weeks == () and all(row.start is None for row in found.rows)
    assert timeline(works(), roadmap(works(), TODAY), TODAY).rows == ()
