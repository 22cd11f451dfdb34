"""What is to be done next: which things count, in which order, and how late they are."""

import datetime as dt

from planner.analysis.roadmap.next_actions import next_actions
from planner.model.catalogue import Alliance, Experiment, Milestone, PlanSettings, Recurring
from planner.model.placements import Placement
from planner.model.plan import Plan, plan_of
from planner.model.values import Month

TODAY = dt.date(2026, 11, 20)
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def plan(*records: object) -> Plan:
    settings = PlanSettings(id="plan", title="P", start_month=Month(2026, 11), time_zone="UTC")
    return plan_of([settings, *records])  # type: ignore[list-item]


def day(ahead: int) -> dt.date:
    return TODAY + dt.timedelta(days=ahead)


def found(of: Plan, *placed: Placement) -> list[tuple[str, str]]:
    return [one.key for one in next_actions(of, placed, TODAY)]


def test_what_is_late_stands_under_today_the_latest_first_and_what_has_no_day_last() -> None:
    made = plan(
        Milestone(id="undated", name="A"),
        Milestone(id="soon", name="B", due=day(2)),
        Milestone(id="late", name="C", due=day(-1)),
        Milestone(id="later", name="D", due=day(-9)),
    )
    assert [name for _sort, name in found(made)] == ["later", "late", "soon", "undated"]
    first, *_rest, last = next_actions(made, (), TODAY)
    assert (first.when(TODAY), first.late(TODAY)) == (TODAY, 9)
    assert (last.when(TODAY), last.late(TODAY)) == (None, 0)


def test_a_milestone_waits_for_those_before_it_and_one_that_is_reached_is_gone() -> None:
    made = plan(
        Milestone(id="first", name="A"),
        Milestone(id="second", name="B", after=("first",)),
        Milestone(id="reached", name="C", done_on=day(-3)),
        Milestone(id="third", name="D", after=("reached",)),
    )
    assert found(made) == [("milestone", "first"), ("milestone", "third")]


def test_tests_that_run_or_wait_for_a_word_count_and_ideas_do_not() -> None:
    made = plan(
        Experiment(id="idea", hypothesis="A"),
        Experiment(id="runs", hypothesis="B", state="running", stop_at=NOON + dt.timedelta(days=3)),
        Experiment(id="over", hypothesis="C", state="done"),
        Experiment(id="told", hypothesis="D", state="done", decision="keep"),
    )
    assert found(made) == [("verdict", "over"), ("run", "runs")]


def test_publications_that_are_scheduled_or_failed() -> None:
    placed = (
        Placement("w", "a", "p1", "scheduled", NOON + dt.timedelta(days=1)),
        Placement("w", "b", "p2", "failed", NOON - dt.timedelta(days=30), reason="size → smaller"),
        Placement("w", "c", "p3", "published", NOON),
        Placement("w", "d", "p4", "draft", None),
    )
    assert found(plan(), *placed) == [("retry", "p2"), ("publish", "p1")]
    assert next_actions(plan(), placed, TODAY)[0].late(TODAY) == 0  # red is for broken, not for late


def test_steps_and_reviews_of_alliances_that_are_not_over() -> None:
    made = plan(
        Alliance(id="a", name="A", next_step="Send it", next_on=day(1), review_on=day(5)),
        Alliance(id="b", name="B", stage="ended", next_step="Nothing", review_on=day(1)),
        Alliance(id="c", name="C"),
    )
    assert found(made) == [("step", "a"), ("review", "a")]


def test_what_recurs_counts_once_it_is_due_and_not_after_its_end() -> None:
    made = plan(
        Recurring(id="due", payee="Rent", next_on=day(0)),
        Recurring(id="ahead", payee="Tax", next_on=day(1)),
        Recurring(id="over", payee="Gym", next_on=day(-5), until=day(-6)),
    )
    assert found(made) == [("record", "due")]
