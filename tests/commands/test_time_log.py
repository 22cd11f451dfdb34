"""The time log in a real plan: typed lines, one timer that survives, cells of a week, and what an hour brought."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from planner.analysis.facts.hourly_trend import POINTS, first_monday, hourly_trends
from planner.commands import records, time_log
from planner.errors import InputError
from planner.model.catalogue import Milestone, PlanSettings, Product, TimeEntry
from planner.model.reading import Context
from planner.model.time_line import TimeLine, read_task, read_time_line
from planner.model.values import Hours, Money, Month
from planner.session import Session

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai, a Friday


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    settings = PlanSettings(id="plan", title="Test", start_month=Month(2026, 12), time_zone="Asia/Shanghai")
    made = [Product(id="course", name="课程"), Product(id="kit", name="套件")]
    opened = Session.create(
        tmp_path / "a.brightroad", settings, [*made, Milestone(id="third", name="录完第三章", product="course")]
    )
    yield opened
    opened.close()


def logged(session: Session, text: str, now: datetime = NOW) -> TimeEntry:
    line = read_time_line(text, session.plan, Context(language="zh", today=date(2026, 11, 20)))
    with session.edit("Log") as tx:
        return time_log.log(tx, line, now)


def test_a_line_becomes_an_entry_of_today(session: Session) -> None:
    entry = logged(session, "2h30m 课程 录制")
    assert (entry.date, entry.minutes, entry.product, entry.activity, entry.memo) == (
        date(2026, 11, 20), Hours(150), "course", "making", "录制",
    )  # fmt: skip
    assert session.journal.time_log.between(date(2026, 11, 20), date(2026, 11, 20)) == [entry]
    session.undo()
    assert session.journal.count("time_entry") == 0


def test_work_at_two_in_the_night_is_of_the_day_before(session: Session) -> None:
    late = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)  # half past two on the 21st in Shanghai
    assert logged(session, "1h 课程", late).date == date(2026, 11, 20)
    span = logged(session, "01:30-02:30 课程", late)
    assert (span.date, span.start) == (date(2026, 11, 20), datetime(2026, 11, 20, 17, 30, tzinfo=UTC))


def test_a_milestone_brings_its_product(session: Session) -> None:
    entry = logged(session, "1h 录完第三章")
    assert (entry.milestone, entry.product) == ("third", "course")


def test_a_timer_survives_and_becomes_an_entry(session: Session) -> None:
    with session.edit("Start") as tx:
        time_log.start_timer(tx, read_task("课程 写作", session.plan), NOW)
    path = session.path
    session.close()
    again = Session.open(path)
    timer = time_log.running(again.plan)
    assert timer is not None
    assert time_log.elapsed(timer, NOW + timedelta(minutes=52)) == timedelta(minutes=52)
    with again.edit("Stop") as tx:
        entry = time_log.stop_timer(tx, NOW + timedelta(minutes=52, seconds=40))
    assert (entry.minutes, entry.product, entry.memo, entry.start) == (Hours(53), "course", "写作", NOW)
    assert time_log.running(again.plan) is None
    again.undo()
    assert time_log.running(again.plan) == timer
    again.close()


def test_a_second_timer_stops_the_first(session: Session) -> None:
    with session.edit("Start") as tx:
        time_log.start_timer(tx, read_task("课程", session.plan), NOW)
    with session.edit("Start") as tx:
        time_log.start_timer(tx, read_task("套件", session.plan), NOW + timedelta(minutes=30))
    timer = time_log.running(session.plan)
    assert timer is not None
    assert timer.product == "kit"
    (first,) = session.journal.all("time_entry")
    assert isinstance(first, TimeEntry)
    assert (first.product, first.minutes) == ("course", Hours(30))


@pytest.mark.parametrize(
    ("later", "minutes"), [(timedelta(seconds=2), 1), (timedelta(days=3), 1440), (-timedelta(1), 1)]
)
def test_a_forgotten_timer_and_a_clock_set_back(session: Session, later: timedelta, minutes: int) -> None:
    with session.edit("Start") as tx:
        time_log.start_timer(tx, TimeLine(Hours(0)), NOW)
    with session.edit("Stop") as tx:
        assert time_log.stop_timer(tx, NOW + later).minutes == Hours(minutes)
    with pytest.raises(InputError, match="No timer"), session.edit("Stop") as tx:
        time_log.stop_timer(tx, NOW)


def test_a_cell_of_the_week(session: Session) -> None:
    day = date(2026, 11, 18)
    like = TimeEntry(id="like", product="course", activity="making", memo="录制", date=day, minutes=Hours(1))

    def put(minutes: int) -> list[int]:
        there = session.journal.time_log.between(day, day)
        with session.edit("Cell") as tx:
            time_log.put(tx, there, like, day, Hours(minutes))
        return [entry.minutes.minutes for entry in session.journal.time_log.between(day, day) if entry.minutes]

    assert put(90) == [90]
    assert put(60) == [60]
    logged(session, "11-18 30min 课程 录制")
    assert put(120) == [60, 60]
    assert put(60) == [60]
    logged(session, "11-18 30min 课程 录制")
    with pytest.raises(InputError, match="Several entries"):
        put(20)
    assert put(60) == [60]
    assert put(0) == []


def test_what_came_last_is_offered(session: Session) -> None:
    for text in ("1h 课程 录制", "2h 套件 焊接", "30min 课程 录制"):
        logged(session, text)
    latest = session.journal.time_log.latest(5)
    assert [(entry.product, entry.memo) for entry in latest] == [("course", "录制"), ("kit", "焊接")]
    assert session.journal.time_log.usual_activity("product", "kit") == "making"
    assert session.journal.time_log.usual_activity("product", "none") is None


def test_income_per_hour_of_four_weeks(session: Session) -> None:
    with session.edit("Fill") as tx:
        for week in range(8):
            day = date(2026, 9, 28) + timedelta(weeks=week)
            records.create(tx, "time_entry", date=day, minutes=Hours(120), product="course")
            records.create(
                tx, "entry", date=day, sort="sale", amount=Money(Decimal(100 + week), "CNY"), currency="CNY",
                fee=Money(Decimal(4), "CNY"), product="course",
            )  # fmt: skip
        records.create(tx, "time_entry", date=date(2026, 11, 16), minutes=Hours(600), activity="employed")
        records.create(
            tx, "entry", date=date(2026, 11, 18), sort="refund", amount=Money(Decimal(107), "CNY"), currency="CNY",
            product="course",
        )  # fmt: skip
    today = date(2026, 11, 20)
    weeks = session.journal.time_log.weeks(first_monday(today))
    (trend,) = hourly_trends(session.plan, weeks, today)
    assert trend.product == "course"
    assert len(trend.points) == POINTS
    assert trend.hours == 8
    assert trend.income == pytest.approx(104 + 105 + 106 + 107 - 4 * 4 - 107)
    assert trend.hourly == pytest.approx(trend.income / 8)
    assert trend.points[0] == pytest.approx(96 / 2)  # one week of two hours so far
    assert trend.before == pytest.approx((100 + 101 + 102 + 103 - 4 * 4) / 8)
