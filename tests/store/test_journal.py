"""The large kinds: windows and sums say what the records one by one say."""

import datetime as dt
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.errors import FileError
from planner.model.catalogue import Entry, Milestone, Publication, TimeEntry, Work
from planner.model.proof import Proof
from planner.model.tallies import PublicationSum, Tallies
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


def test_refunds_and_copies_are_counted_as_they_were(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    with session.edit("Enter") as tx:
        for number, sort, minor, quantity in (
            (1, "sale", 300, "3"), (2, "sale", 100, None), (3, "sale", 150, "1.5"), (4, "sale", 0, "50"),
            (5, "sale", 100, "0"), (6, "refund", 100, None), (7, "refund", -100, "-2"),
        ):  # fmt: skip
            tx.insert(entry(number, sort, minor, quantity=Decimal(quantity) if quantity else None))
    found = {one.sort: one for one in session.journal.money_by_month()}
    session.close()
    assert (found["sale"].amount, found["sale"].count, found["sale"].copies) == (650, 5, 3 + 1 + 2 + 0 + 1)
    assert (found["refund"].amount, found["refund"].count, found["refund"].copies) == (200, 2, 3)
    assert (found["sale"].uncounted, found["refund"].uncounted) == (1, 1)


def test_minutes_by_month(session: Session, entries_: list[Any]) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for entry in entries_:
        if isinstance(entry, TimeEntry):
            day = entry.date or entry.start
            expected[str(day)[:7], str(entry.activity)] += entry.minutes.minutes  # type: ignore[union-attr]
    found = session.journal.minutes_by_month()
    assert {(one.month, str(one.activity)): one.minutes for one in found} == dict(expected)


def entry(number: int, sort: str, minor: int, **fields: Any) -> Entry:
    known = {
        "date": dt.date(2026, 1, 1) + dt.timedelta(days=number),
        "currency": "CNY",
        "product": record_id("product", 2),
    }
    fields = known | {"amount": Money.of_minor(minor, "CNY")} | fields
    return Entry(id=record_id("entry", 1000 + number), sort=sort, **fields)


def refund(number: int, of: int, minor: int, **fields: Any) -> Entry:
    return entry(number, "refund", minor, refund_of=record_id("entry", 1000 + of), **fields)


@pytest.mark.parametrize(
    ("lines", "state", "first"),
    [
        ([], "unproven", None),
        ([entry(1, "sale", 100)], "first_sale", 1),
        ([entry(1, "sale", 100), entry(2, "sale", 100)], "repeat", 1),
        ([entry(1, "sale", 100), entry(2, "sale", 100, partner=record_id("partner", 0))], "partner_sold", 1),
        ([entry(1, "sale", 0)], "unproven", None),  # given away
        ([entry(1, "sale", 0), entry(2, "sale", 100)], "first_sale", 2),
        ([entry(1, "sale", 100), refund(2, 1, 99)], "first_sale", 1),  # a part of it came back
        ([entry(1, "sale", 100), refund(2, 1, 100)], "unproven", None),
        ([entry(1, "sale", 100), refund(2, 1, -100)], "unproven", None),  # however the statement signs it
        ([entry(1, "sale", 100), refund(2, 1, 50), refund(3, 1, 50)], "unproven", None),
        ([entry(1, "sale", 100), refund(2, 1, 100), entry(3, "sale", 100)], "first_sale", 3),
        ([entry(1, "sale", 100), refund(2, 1, 100, archived=True)], "first_sale", 1),
        ([entry(1, "sale", 100), entry(2, "refund", 100)], "first_sale", 1),  # nobody knows of which sale
        (
            [entry(1, "sale", 100, partner=record_id("partner", 0)), refund(2, 1, 100), entry(3, "sale", 9)],
            "first_sale",
            3,
        ),
        ([entry(1, "sale", 100, archived=True)], "unproven", None),
        ([entry(1, "cost", 100)], "unproven", None),
    ],
)
def test_what_the_ledger_proves(tmp_path: Path, lines: list[Entry], state: str, first: int | None) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    with session.edit("Enter") as tx:
        for line in lines:
            tx.insert(line)
    product = record_id("product", 2)
    for proofs in (session.journal.proofs(), session.journal.proofs(product)):
        proof = proofs.get(product, Proof())
        assert proof.state == state
        assert (proof.first and proof.first.id) == (first and record_id("entry", 1000 + first))
    session.close()


def _logged(chance: random.Random, number: int) -> TimeEntry:
    at = dt.datetime(2026, 2, 20, 22, tzinfo=dt.UTC) + dt.timedelta(days=chance.randrange(40))
    when: dict[str, Any] = {"start": at} if number % 2 else {"date": at.date()}
    return TimeEntry(
        id=record_id("time_entry", 5000 + number),
        minutes=Hours(chance.randrange(1, 300)),
        activity=chance.choice(("making", "employed", None)),
        domain=chance.choice((None, record_id("domain", 0), record_id("domain", 1))),
        milestone=chance.choice((None, record_id("milestone", 0))),
        archived=chance.random() < 0.2,
        **when,
    )


def test_hours_by_week_milestone_and_domain(tmp_path: Path) -> None:
    chance = random.Random(7)
    log = [_logged(chance, number) for number in range(200)]
    session = made(tmp_path / "a.brightroad", 24)
    with session.edit("Enter") as tx:
        tx.insert(Milestone(id=record_id("milestone", 0), name="One"))
        for one in log:
            tx.insert(one)
    found = session.journal.tallies()
    session.close()
    weeks: Counter[str] = Counter()
    milestones: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    for one in log:
        if not one.archived:
            assert one.minutes is not None
            day = one.date or one.start.date()  # type: ignore[union-attr]
            if one.activity != "employed":
                weeks[dt.date.fromisocalendar(*day.isocalendar()[:2], 1).isoformat()] += one.minutes.minutes
            milestones[one.milestone or ""] += one.minutes.minutes
            domains[one.domain or ""] += one.minutes.minutes
    assert found.weeks == weeks
    assert found.milestones == {key: value for key, value in milestones.items() if key}
    assert found.domains == {key: value for key, value in domains.items() if key}


def test_publications_add_up_and_set_hits_against_their_own_trials(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    works, platforms = [record_id("work", number) for number in range(2)], [record_id("platform", n) for n in (0, 1)]
    product = record_id("product", 1)

    def published(number: int, at: str, platform: int, **fields: Any) -> Publication:
        known: dict[str, Any] = {"work": works[0], "status": "published"}
        moment = dt.datetime.fromisoformat(at + "T10:00:00+00:00") if at else None
        return Publication(
            id=record_id("publication", number), platform=platforms[platform], at=moment, **(known | fields)
        )

    with session.edit("Enter") as tx:
        tx.insert(Work(id=works[0], title="One", product=product))
        tx.insert(Work(id=works[1], title="Two"))
        for one in (
            published(1, "2026-03-02", 0, views=100, clicks=10, orders=1),
            published(2, "2026-03-28", 0, views=200),
            published(3, "2026-03-09", 0, clicks=5, orders=2),
            published(4, "2026-03-20", 1, views=50, orders=4),
            published(5, "2026-04-01", 0, status="failed"),
            published(6, "2026-04-02", 0, views=7, archived=True),
            published(7, "", 0, status="draft"),
            published(8, "2026-05-01", 1, work=works[1], views=9),
        ):
            tx.insert(one)
    found = session.journal.tallies()
    session.close()
    assert set(found.publications) == {
        PublicationSum("2026-03", platforms[0], product, "published", 3, 300, 2, 10, 100, 3, 15),
        PublicationSum("2026-03", platforms[1], product, "published", 1, 50, 1),
        PublicationSum("2026-04", platforms[0], product, "failed", 1),
        PublicationSum("", platforms[0], product, "draft", 1),
        PublicationSum("2026-05", platforms[1], None, "published", 1, 9, 1),
    }
    assert found.published_on == {product: dt.date(2026, 3, 28)}


def test_the_tallies_hold_all_sums_of_the_journal(session: Session) -> None:
    found = session.journal.tallies()
    assert list(found.money) == session.journal.money_by_month()
    assert list(found.minutes) == session.journal.minutes_by_month()
    assert found.proofs == session.journal.proofs() != {}
    assert sum(found.weeks.values()) == sum(one.minutes for one in found.minutes)


def test_an_empty_journal_adds_up_to_nothing(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    assert session.journal.tallies() == Tallies()
    session.close()


def test_a_row_that_cannot_be_read_is_told_as_damage(session: Session) -> None:
    path = session.path
    session.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE entry SET currency = 'x'")
        connection.commit()
    damaged = Session.open(path)
    with pytest.raises(FileError, match="damaged"):
        damaged.journal.all("entry")
    with pytest.raises(FileError, match="damaged"):
        damaged.journal.window("entry", damaged.journal.rowids("entry"))
    damaged.close()


def test_the_last_place_of_a_journal_kind(session: Session) -> None:
    assert session.journal.last_place("publication") == ""
    with session.edit("Place") as tx:
        for number, position in ((2000, "5V"), (2001, "7V"), (2002, "6V")):
            tx.insert(entry(number, "sale", 1, position=position))
    assert session.journal.last_place("entry") == "7V"


def test_a_filter_by_what_is_no_field_is_refused(session: Session) -> None:
    with pytest.raises(KeyError):
        session.journal.rowids("entry", Wanted(equal={"1=1; --": 1}))
    with pytest.raises(KeyError):
        session.journal.rowids("entry", Wanted(order="rowid; DROP TABLE entry"))
