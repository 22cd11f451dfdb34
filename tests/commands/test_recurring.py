"""What comes again: which days are due, and that they are written once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.commands import records, recurring
from planner.model.catalogue import Entry, Recurring
from planner.model.values import Money
from planner.session import Session
from tests.store.plans import made

TODAY = date(2026, 11, 20)


def _one(record_id: str, next_on: date, every: str = "month", until: date | None = None) -> Recurring:
    amount = Money(Decimal(65), "CNY")
    return Recurring(
        id=record_id, payee="Hosting", amount=amount, currency="CNY", next_on=next_on, every=every, until=until
    )


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = made(tmp_path / "a.brightroad", 0)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("every", "start", "expected"),
    [
        ("week", date(2026, 11, 6), [(11, 6), (11, 13), (11, 20)]),
        ("month", date(2026, 9, 30), [(9, 30), (10, 30)]),
        ("quarter", date(2026, 5, 20), [(5, 20), (8, 20), (11, 20)]),
        ("year", date(2026, 11, 21), []),
    ],
)
def test_days_up_to_today_are_due(every: str, start: date, expected: list[tuple[int, int]]) -> None:
    days = recurring.days_due(_one("r", start, every), TODAY)
    assert [(day.month, day.day) for day in days] == expected


def test_a_short_month_has_its_last_day() -> None:
    assert recurring.following(date(2027, 1, 31), "month") == date(2027, 2, 28)
    assert recurring.following(date(2028, 2, 29), "year") == date(2029, 2, 28)
    assert [recurring.following(date(2027, 1, 31), "month", times).day for times in (1, 2)] == [28, 31]


def test_what_has_ended_is_not_due() -> None:
    ended = _one("r", date(2026, 9, 1), until=date(2026, 10, 15))
    assert len(recurring.days_due(ended, TODAY)) == 2


def test_recording_writes_each_day_once(session: Session) -> None:
    with session.edit("Import") as tx:
        tx.insert(_one("r", date(2026, 9, 5)))
        tx.insert(_one("later", date(2026, 12, 5)))
    assert [one.id for one in recurring.due(session.plan, TODAY)] == ["r"]
    with session.edit("Record") as tx:
        written = recurring.record(tx, ["r", "later"], TODAY)
    assert [entry.date for entry in written] == [date(2026, 9, 5), date(2026, 10, 5), date(2026, 11, 5)]
    assert {(entry.payee, entry.sort) for entry in written} == {("Hosting", "cost")}
    assert session.plan.find("recurring", "r").next_on == date(2026, 12, 5)
    assert recurring.due(session.plan, TODAY) == ()
    session.undo()
    assert session.journal.count("entry") == 0
    assert session.plan.find("recurring", "r").next_on == date(2026, 9, 5)


def test_the_last_of_the_month_comes_back_after_a_shorter_one(session: Session) -> None:
    with session.edit("Import") as tx:
        tx.insert(_one("r", date(2027, 1, 31)))
    for today, days in ((date(2027, 2, 1), [31]), (date(2027, 3, 1), [28]), (date(2027, 4, 30), [31, 30])):
        with session.edit("Record") as tx:
            written = recurring.record(tx, ["r"], today)
        assert [entry.date.day for entry in written if entry.date] == days
    assert session.plan.find("recurring", "r").next_on == date(2027, 5, 31)
    with session.edit("Change") as tx:
        records.edit(tx, "recurring", "r", next_on=date(2027, 6, 15))
    with session.edit("Record") as tx:
        recurring.record(tx, ["r"], date(2027, 6, 20))
    assert session.plan.find("recurring", "r").next_on == date(2027, 7, 15)


def test_one_long_forgotten_is_written_bit_by_bit(session: Session) -> None:
    with session.edit("Import") as tx:
        tx.insert(_one("r", date(1990, 1, 1), "week"))
    with session.edit("Record") as tx:
        assert len(recurring.record(tx, ["r"], TODAY)) == 120
    assert recurring.due(session.plan, TODAY)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), date(2026, 12, 20)),
        (date(2026, 11, 25), date(2026, 12, 25)),
        (date(2025, 3, 31), date(2026, 11, 30)),
        (date(2026, 10, 20), date(2026, 12, 20)),
    ],
)
def test_an_entry_comes_again_from_the_next_such_day(session: Session, day: date, expected: date) -> None:
    amount = Money(Decimal(9), "CNY")
    entry = Entry(id="e", date=day, payee="Rent", sort="cost", amount=amount, currency="CNY", memo="desk")
    with session.edit("Recur") as tx:
        made_one = recurring.of_entry(tx, entry, TODAY)
    (kept,) = session.plan.of(Recurring)
    assert kept == made_one
    assert (kept.next_on, kept.payee, kept.sort, kept.memo) == (expected, "Rent", "cost", "desk")
    assert kept.day_of_month == day.day
