"""The large kinds: windows and sums say what the records one by one say."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.model.catalogue import Entry, TimeEntry
from planner.model.values import Hours, Money
from planner.session import Session
from planner.store.journal import Wanted
from tests.store.plans import made, record_id


def _some(count: int) -> list[Any]:
    chance = random.Random(5)
    found: list[Any] = []
    for number in range(count):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(400))
        currency = chance.choice(("CNY", "JPY"))
        fields: dict[str, Any] = {
            "id": record_id("entry", number),
            "date": day,
            "sort": chance.choice(("sale", "cost")),
            "currency": currency,
            "amount": Money.of_minor(chance.randrange(-(10**9), 10**12), currency),
            "fee": Money.of_minor(chance.randrange(100), currency) if chance.random() < 0.5 else None,
            "product": chance.choice((None, record_id("product", 0), record_id("product", 1))),
            "archived": chance.random() < 0.1,
        }
        found.append(Entry(**fields))
        at = dt.datetime(2025, 1, 1, 23, 30, tzinfo=dt.UTC) + dt.timedelta(days=chance.randrange(90))
        when: dict[str, Any] = {"start": at} if number % 2 else {"date": at.date()}
        fields = {"minutes": Hours(chance.randrange(1, 300)), "activity": chance.choice(("making", "selling"))}
        found.append(TimeEntry(id=record_id("time_entry", number), **when, **fields))
    return found


@pytest.fixture(scope="module")
def entries_() -> list[Any]:
    return _some(400)


@pytest.fixture
def session(tmp_path: Path, entries_: list[Any]) -> Iterator[Session]:
    opened = made(tmp_path / "a.brightroad", 24)
    with opened.edit("Import") as tx:
        for entry in entries_:
            tx.insert(entry)
    yield opened
    opened.close()


def ids(session: Session, wanted: Wanted | None = None) -> list[str]:
    numbers = session.journal.rowids("entry", wanted)
    found: list[str] = []
    for start in range(0, len(numbers), 50):
        found += [record.id for record in session.journal.window("entry", numbers[start : start + 50])]
    return found


def test_windows_give_every_record_once_in_order(session: Session, entries_: list[Any]) -> None:
    ledger = [entry for entry in entries_ if isinstance(entry, Entry) and not entry.archived]
    by_id = {entry.id: entry for entry in ledger}
    found = ids(session)
    assert sorted(found) == sorted(by_id)
    dates = [by_id[key].date for key in found]
    assert dates == sorted(dates, reverse=True)  # type: ignore[type-var]
    amounts = [by_id[key].amount.minor for key in ids(session, Wanted(order="amount", falling=False))]  # type: ignore[union-attr]
    assert amounts == sorted(amounts)
    assert session.journal.count("entry") == len(ledger)
    everything = Wanted(archived=True)
    assert len(ids(session, everything)) == session.journal.count("entry", everything) == 400


def test_windows_of_a_product_and_a_span_of_days(session: Session, entries_: list[Any]) -> None:
    product, since, until = record_id("product", 1), "2025-03-01", "2025-06-30"
    wanted = Wanted(equal={"product": product, "sort": "sale"}, since=since, until=until)
    expected = {
        entry.id
        for entry in entries_
        if isinstance(entry, Entry)
        and not entry.archived
        and (entry.product, entry.sort) == (product, "sale")
        and since <= str(entry.date) <= until
    }
    assert expected
    assert set(ids(session, wanted)) == expected
    nobody = Wanted(equal={"product": None})
    assert all(session.journal.records("entry", [key])[0].product is None for key in ids(session, nobody))  # type: ignore[attr-defined]


def test_what_was_deleted_meanwhile_is_left_out(session: Session) -> None:
    numbers = session.journal.rowids("entry")
    (gone,) = session.journal.window("entry", numbers[:1])
    with session.edit("Delete") as tx:
        tx.delete("entry", gone.id)
    assert len(session.journal.window("entry", numbers[:5])) == 4
    assert session.journal.records("entry", [gone.id]) == []


def test_monthly_sums_are_exact(session: Session, entries_: list[Any]) -> None:
    expected: Counter[tuple[Any, ...]] = Counter()
    fees: Counter[tuple[Any, ...]] = Counter()
    for entry in entries_:
        if isinstance(entry, Entry) and not entry.archived:
            key = (str(entry.date)[:7], entry.sort, entry.currency, entry.product)
            expected[key] += entry.amount.minor  # type: ignore[union-attr]
            fees[key] += entry.fee.minor if entry.fee else 0
    sums = session.journal.money_by_month()
    assert {(one.month, one.sort, one.currency, one.product): one.amount for one in sums} == dict(expected)
    assert sum(one.fee for one in sums) == sum(fees.values())
    assert sum(one.count for one in sums) == session.journal.count("entry")


def test_minutes_by_month(session: Session, entries_: list[Any]) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for entry in entries_:
        if isinstance(entry, TimeEntry):
            day = entry.date or entry.start
            expected[str(day)[:7], str(entry.activity)] += entry.minutes.minutes  # type: ignore[union-attr]
    found = session.journal.minutes_by_month()
    assert {(one.month, str(one.activity)): one.minutes for one in found} == dict(expected)


def test_a_filter_by_what_is_no_field_is_refused(session: Session) -> None:
    with pytest.raises(KeyError):
        session.journal.rowids("entry", Wanted(equal={"1=1; --": 1}))
    with pytest.raises(KeyError):
        session.journal.rowids("entry", Wanted(order="rowid; DROP TABLE entry"))
