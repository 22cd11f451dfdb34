"""Days: finish dates, the serial schedule, and the hours in each week and month."""

import datetime as dt
import math
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.roadmap.milestones import Milestone
from planner.analysis.roadmap.schedule import finish_date, hours_by_month, hours_by_week, schedule
from planner.analysis.roadmap.working_hours import working_hours
from planner.errors import InputError
from planner.model.values import Month
from tests.analysis.test_priorities import plans

MONDAY = dt.date(2026, 3, 2)
WEEK = (3, 3, 3, 3, 3, 0, 0)
weeks = st.lists(st.integers(0, 8), min_size=7, max_size=7).filter(any)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(number)


@given(st.integers(0, 300), days, weeks, st.sets(days, max_size=40))
def test_a_finish_is_found_as_by_counting_days(hours: int, start: dt.date, week: list[int], off: set[dt.date]) -> None:
    now, left = start, hours
    while left > 0:
        left -= 0 if now in off else week[now.weekday()]
        now += dt.timedelta(left > 0)
    assert finish_date(hours, start, week, off) == now


@given(days, days, weeks, st.sets(days, max_size=40))
def test_hours_between_days_are_their_sum(first: dt.date, last: dt.date, week: list[int], off: set[dt.date]) -> None:
    calendar = working_hours(week, off)
    span = range((last - first).days + 1)
    assert calendar.between(first, last) == sum(calendar.on(first + dt.timedelta(number)) for number in span)


def test_no_hours_end_at_the_start_even_on_a_day_off() -> None:
    assert finish_date(0, MONDAY, WEEK, [MONDAY]) == MONDAY
    assert finish_date(1, MONDAY, WEEK, [MONDAY]) == day(1)
    assert finish_date(1, "2026-03-07", WEEK) == day(7)


def test_small_parts_add_up() -> None:
    assert finish_date(0.3, MONDAY, [0.1] * 7) == day(2)
    assert finish_date(70 * 0.1, MONDAY, [0.1] * 7) == day(69)
    found = schedule([Milestone("a", 0.3)], MONDAY, [0.1] * 7)
    assert found.finish["a"] == day(2)


def test_what_never_ends_is_refused_at_once() -> None:
    for ask in (lambda: finish_date(1e9, MONDAY, WEEK), lambda: schedule([Milestone("a", 1e9)], MONDAY, WEEK)):
        with pytest.raises(InputError, match="9999"):
            ask()
    with pytest.raises(InputError, match="9999"):
        schedule([Milestone("a", 1, wait_days=3_600_000)], MONDAY, WEEK)


@pytest.mark.parametrize(
    ("hours", "start", "week", "off", "field", "kind"),
    [
        (-1, MONDAY, WEEK, [], "hours", "out_of_range"),
        (None, MONDAY, WEEK, [], "hours", "missing"),
        (1, None, WEEK, [], "start", "missing"),
        (1, "2026-02-30", WEEK, [], "start", "out_of_range"),
        (1, MONDAY, None, [], "hours_per_week", "missing"),
        (1, MONDAY, WEEK[:6], [], "hours_per_week", "mismatch"),
        (1, MONDAY, [0] * 7, [], "hours_per_week", "out_of_range"),
        (1, MONDAY, [-1, *WEEK[1:]], [], "hours_per_week/0", "out_of_range"),
        (1, MONDAY, [math.nan, *WEEK[1:]], [], "hours_per_week/0", "out_of_range"),
        (1, MONDAY, WEEK, ["never"], "days_off/0", "out_of_range"),
    ],
)
def test_what_is_no_calendar_is_refused(hours, start, week, off, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        finish_date(hours, start, week, off)
    assert (caught.value.field, caught.value.kind) == (field, kind)


def test_priority_decides_and_a_finished_part_lets_its_follower_begin_on_the_same_day() -> None:
    plan = [Milestone("b", 1, after=["a"]), Milestone("c", 4), Milestone("a", 1)]
    found = schedule(plan, MONDAY, WEEK)
    assert [(stint.milestone, stint.day, stint.hours) for stint in found.stints] == [
        ("c", day(0), 3),
        ("c", day(1), 1),
        ("a", day(1), 1),
        ("b", day(1), 1),
    ]
    assert list(found.finish) == ["b", "c", "a"]


def test_what_waits_lets_others_work_and_a_day_on_which_all_wait_is_lost() -> None:
    plan = [Milestone("apply", 3, wait_days=3), Milestone("open", 3, after=["apply"]), Milestone("write", 4)]
    found = schedule(plan, MONDAY, WEEK)
    assert found.finish == {"apply": day(0), "open": day(3), "write": day(2)}
    assert found.ready == {"apply": day(3), "open": day(3), "write": day(2)}


def test_no_effort_is_finished_on_the_first_day_it_is_open() -> None:
    sunday = MONDAY - dt.timedelta(1)
    plan = [
        Milestone("long", 9),
        Milestone("sign"),
        Milestone("permit", wait_days=2, after=["sign"]),
        Milestone("party", after=["permit"]),
        Milestone("end", after=["long"]),
    ]
    found = schedule(plan, sunday, WEEK, [MONDAY])
    assert found.finish == {"long": day(3), "sign": sunday, "permit": sunday, "party": day(1), "end": day(3)}


def test_no_milestones_still_need_a_week() -> None:
    assert schedule([], MONDAY, WEEK).finish == {}
    with pytest.raises(InputError):
        schedule([], MONDAY, [0] * 7)


@settings(deadline=None)
@given(plans(), weeks, st.lists(st.integers(0, 9), min_size=6, max_size=6), st.sets(days, max_size=10))
def test_laws_of_a_schedule(plan: list[Milestone], week: list[int], waits: list[int], off: set[dt.date]) -> None:
    waiting = [
        Milestone(one.id, one.effort, wait_days=wait, after=one.after) for one, wait in zip(plan, waits, strict=False)
    ]
    found = schedule(waiting, MONDAY, week, off)
    calendar = working_hours(week, off)
    done: dict[str, float] = defaultdict(float)
    spent: dict[dt.date, float] = defaultdict(float)
    for stint in found.stints:
        done[stint.milestone] += stint.hours
        spent[stint.day] += stint.hours
        (own,) = (one for one in waiting if one.id == stint.milestone)
        assert all(found.ready[earlier] <= stint.day for earlier in own.after)
        assert stint.day <= found.finish[stint.milestone]
    for one in waiting:
        assert done[one.id] == one.effort
        assert found.ready[one.id] - found.finish[one.id] == dt.timedelta(one.wait_days)
        assert all(found.ready[earlier] <= found.finish[one.id] for earlier in one.after)
    assert all(hours <= calendar.on(on) for on, hours in spent.items())
    assert [stint.day for stint in found.stints] == sorted(stint.day for stint in found.stints)
    if not any(waits) and found.finish:
        worked = [date for one, date in found.finish.items() if done[one]]
        assert max(worked, default=MONDAY) == finish_date(sum(done.values()), MONDAY, week, off)


def test_hours_by_week_and_month() -> None:
    start = dt.date(2026, 3, 30)
    found = schedule([Milestone("a", 7), Milestone("b", 10)], start, WEEK)
    march, april = Month(2026, 3), Month(2026, 4)
    assert hours_by_month(found.stints) == {"a": {march: 6, april: 1}, "b": {april: 10}}
    assert hours_by_week(found.stints) == {start: 15, start + dt.timedelta(7): 2}


def test_a_thousand_milestones_over_years_are_no_burden() -> None:
    plan = [
        Milestone(str(place), 5, wait_days=place % 3, after=[str(place - 1)] if place else []) for place in range(1000)
    ]
    assert len(schedule(plan, MONDAY, WEEK).finish) == 1000
