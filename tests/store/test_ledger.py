"""The ledger's filters, orders, totals and duplicates against plain Python over all records, through random edits."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.commands import records
from planner.model.catalogue import Entry, Partner, Platform, Product, Rate
from planner.model.ledger_filter import FLAGS, SORTS, LedgerFilter, Named, Span, Term
from planner.model.ledger_filter_reading import read_filter
from planner.model.ledger_order import Order
from planner.model.parsing_time import Period
from planner.model.values import Money
from planner.session import Session
from planner.store.ledger import Ledger
from tests.store import plain_ledger
from tests.store.plans import record_id, start

COLUMNS = (
    "date", "payee", "sort", "product", "platform", "partner", "amount", "fee", "currency", "memo", "checked", "source",
    "external_id", "refund_of",
)  # fmt: skip
NAMES = {
    "product": ("课程", "样机 Board", "Zebra"),
    "platform": ("B站", "微店 商城", "b站 直播"),
    "partner": ("北岸", "Anna", "anna b"),
}
TEXTS = ("", "", "北岸课程", "明路", "ＡＢＣ course", "abc", "Course 路 明", "样", "北岸", "ÉCLAIR éclair", "Straße")
WORDS = ("路", "明路", "课程", "c", "ab", "course", "ABC", "岸课", "é", "ss", "b站", "不", "0", " ")


def named(kind: str) -> list[str]:
    return [record_id(kind, at) for at in range(len(NAMES[kind]))]


def invented(chance: random.Random, number: int, known: list[str]) -> Entry:
    currency = chance.choice(("CNY", "CNY", "USD", "JPY", "KWD"))
    refs: dict[str, Any] = {kind: chance.choice((None, *named(kind))) for kind in NAMES}
    return Entry(
        id=record_id("entry", number),
        date=dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(5) * 17),
        sort=chance.choice((None, *SORTS)),
        amount=Money.of_minor(chance.choice((-500, 0, 99, 100, 12_345, 1_000_000, 2**55)), currency),
        currency=currency,
        fee=Money.of_minor(chance.choice((-5, 0, 7, 2**54)), currency) if chance.random() < 0.5 else None,
        payee=chance.choice(TEXTS),
        memo=chance.choice(TEXTS),
        external_id=chance.choice(("", "", "N1", "n1", "N2")),
        source=chance.choice(("", "alipay", "微信")),
        checked=chance.random() < 0.5,
        archived=chance.random() < 0.1,
        refund_of=chance.choice(known) if known and chance.random() < 0.2 else None,
        **refs,
    )


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    classes = {"product": Product, "platform": Platform, "partner": Partner}
    small = [classes[kind](id=record_id(kind, at), name=name) for kind in NAMES for at, name in enumerate(NAMES[kind])]
    small.append(Rate(id=record_id("rate", 0), on=dt.date(2026, 2, 1), currency="USD", rate=Decimal("7.1")))  # type: ignore[arg-type]
    opened = Session.create(tmp_path / "a.brightroad", start(), small)
    yield opened
    opened.close()


def fill(session: Session, count: int, seed: int = 1) -> None:
    chance = random.Random(seed)
    with session.edit("Fill") as tx:
        known: list[str] = []
        for number in range(count):
            known.append(tx.insert(invented(chance, number, known)).id)


def rows_of(session: Session) -> plain_ledger.Rows:
    found = []
    for entry in session.journal.all("entry"):
        rowid = session.journal.rowid_of("entry", entry.id)
        assert rowid is not None
        assert isinstance(entry, Entry)
        found.append((rowid, entry))
    return found


def terms() -> st.SearchStrategy[Term]:
    day = st.sampled_from([dt.date(2026, 1, 1) + dt.timedelta(days=at * 17) for at in range(-1, 6)])
    ends = st.none() | st.sampled_from(
        [Decimal(text) for text in ("-5", "0.99", "1", "100", "123.45", "1000000000000000000000")]
    )
    refs = [
        st.builds(
            Term, st.just(kind), st.lists(st.sampled_from(named(kind)), unique=True).map(lambda ids: Named("x", tuple(ids))), st.booleans()
        )
        for kind in NAMES
    ]  # fmt: skip
    return st.one_of(
        st.builds(
            Term, st.sampled_from(("text", "text", "payee", "memo", "source")), st.sampled_from(WORDS), st.booleans()
        ),
        st.builds(Term, st.just("sort"), st.sampled_from(SORTS), st.booleans()),
        st.builds(Term, st.just("currency"), st.sampled_from(("CNY", "JPY", "EUR")), st.booleans()),
        st.builds(Term, st.sampled_from(FLAGS), st.booleans(), st.booleans()),
        st.builds(Term, st.just("amount"), st.builds(Span, ends, ends, st.booleans()), st.booleans()),
        st.builds(Term, st.just("date"), st.builds(Period, st.none() | day, st.none() | day), st.booleans()),
        *refs,
    )


def check(session: Session, ledger: Ledger, wanted: LedgerFilter, order: Order) -> None:
    rows = plain_ledger.wanted_of(rows_of(session), wanted, session.plan)
    found = ledger.select(wanted, order)
    assert found is not None
    assert list(found.rowids) == plain_ledger.in_order(rows, order, session.plan)
    added = ledger.totals(wanted)
    assert added is not None
    assert added == ledger.totals(found.rowids)
    assert added.count == len(rows)
    parts = {one.brought.currency: [one.brought.amount, one.taken.amount, one.fees.amount] for one in added.by_currency}
    assert parts == plain_ledger.sums(entry for _rowid, entry in rows)


@pytest.fixture
def filled(session: Session) -> Session:
    fill(session, 150)
    session.ledger.warm()
    return session


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(terms(), max_size=3).map(tuple), st.builds(Order, st.sampled_from(COLUMNS), st.booleans())
)  # fmt: skip
def test_a_filter_and_an_order_give_what_plain_python_gives(
    filled: Session, wanted: tuple[Term, ...], order: Order
) -> None:
    check(filled, filled.ledger, LedgerFilter(wanted), order)


def test_everything_by_date_is_told_before_and_after_reading(session: Session) -> None:
    fill(session, 60)
    for falling in (True, False):
        order = Order("date", falling=falling)
        cold = Ledger(session._database, lambda: session.plan)
        before = cold.select(order=order)
        cold.warm()
        assert cold.select(order=order) == before
        assert before is not None
        assert list(before.rowids) == plain_ledger.in_order(
            [row for row in rows_of(session) if not row[1].archived], order, session.plan
        )
        entries = session.journal.window("entry", before.rowids)
        months = [str(entry.date)[:7] for entry in entries]  # type: ignore[attr-defined]
        begins = [(at, month) for at, month in enumerate(months) if at == 0 or months[at - 1] != month]
        assert list(before.months) == begins


def test_an_empty_ledger(session: Session) -> None:
    for _again in range(2):
        found = session.ledger.select()
        assert found is not None
        assert (list(found.rowids), found.months) == ([], ())
        assert session.ledger.warm()
    assert session.ledger.duplicates() == frozenset()
    assert session.ledger.select(read_filter("路 >5 checked:yes", session.plan).filter, Order("payee")) is not None
    totals = session.ledger.totals()
    assert totals is not None
    assert (totals.count, totals.by_currency) == (0, ())


def _edit(session: Session, chance: random.Random, number: int) -> None:
    """One random step."""
    ids = [entry.id for entry in session.journal.all("entry")]
    way = chance.choice(("add", "add", "change", "delete", "undo", "redo", "rename", "last"))
    if way in ("undo", "redo"):
        session.undo() if way == "undo" else session.redo()
        return
    with session.edit("Step") as tx:
        if way == "add":
            for at in range(chance.randrange(1, 4)):
                tx.insert(invented(chance, number * 10 + at, ids))
        elif way == "rename":
            kind = chance.choice(tuple(NAMES))
            records.edit(tx, kind, chance.choice(named(kind)), name=chance.choice(TEXTS) or "新")
        elif way == "change" and ids:
            for key in chance.sample(ids, min(3, len(ids))):
                tx.update(replace(invented(chance, 0, [key]), id=key))
        elif way == "delete" and ids:
            records.delete(tx, "entry", chance.sample(ids, min(4, len(ids))))
        elif ids:  # the row number of what is deleted last is given away again
            newest = max(ids, key=lambda key: session.journal.rowid_of("entry", key) or 0)
            records.delete(tx, "entry", [newest])


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_random_edits_equals_what_is_read_anew(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    fill(session, 40, seed)
    session.ledger.warm()
    for number in range(1000, 1040):
        _edit(session, chance, number)
        if chance.random() < 0.4:
            continue  # several edits between two questions
        wanted = read_filter(
            chance.choice(("", "路", "c -明", "平台:b站", "duplicate:yes", ">50 2026-02")), session.plan
        ).filter
        order = Order(chance.choice(COLUMNS), chance.random() < 0.5)
        check(session, session.ledger, wanted, order)
        anew = Ledger(session._database, lambda: session.plan)
        anew.warm()
        assert session.ledger.select(wanted, order) == anew.select(wanted, order)
        assert session.ledger.duplicates() == anew.duplicates() == plain_ledger.duplicates(rows_of(session))


def test_a_change_by_another_program_is_taken_in(session: Session) -> None:
    fill(session, 20)
    session.ledger.warm()
    other = Session.open(session.path)
    with other.edit("Elsewhere") as tx:
        tx.insert(invented(random.Random(5), 500, []))
    other.close()
    session.poll()
    check(session, session.ledger, LedgerFilter(), Order("amount"))


def test_reading_stops_when_asked_and_goes_on_later(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.ledger_columns._AT_ONCE", 10)
    fill(session, 95)
    asked = iter([False] * 4)
    assert session.ledger.warm(lambda: next(asked, True)) is False
    assert session.ledger.select(read_filter("路", session.plan).filter, stop=lambda: True) is None
    with session.edit("Add") as tx:
        tx.insert(invented(random.Random(3), 600, []))
    records_there = [entry.id for entry in session.journal.all("entry")][:3]
    with session.edit("Delete") as tx:
        records.delete(tx, "entry", records_there)
    check(session, session.ledger, LedgerFilter(), Order("memo", falling=False))


def test_texts_written_anew_again_and_again_are_read_anew(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.text_index.WEAR", 5)
    fill(session, 10)
    session.ledger.warm()
    key = session.journal.all("entry")[4].id
    for number in range(40):
        with session.edit("Change") as tx:
            records.edit(tx, "entry", key, memo=f"明路 {number}")
        session.ledger.warm()
        assert session.ledger._columns.texts._pieces <= 2 * 10 + 5 + 1
    check(session, session.ledger, read_filter("备注:39", session.plan).filter, Order("memo"))


def leave_a_hole(session: Session) -> None:
    """Let the ledger know a row whose number a later one passes over."""
    fill(session, 10)
    session.ledger.warm()
    first, second = invented(random.Random(1), 700, []), invented(random.Random(2), 701, [])
    with session.edit("Two") as tx:
        tx.insert(first)
        tx.insert(second)
    with session.edit("Not the first") as tx:
        tx.delete("entry", first.id)
    session.ledger.select()
    with session.edit("Nor the second") as tx:
        tx.delete("entry", second.id)
    with session.edit("Another") as tx:
        tx.insert(first)


def test_a_hole_in_the_row_numbers_is_read_anew(session: Session) -> None:
    leave_a_hole(session)
    check(session, session.ledger, LedgerFilter(), Order())


@pytest.mark.parametrize("way", ["edit and undo", "one step"])
def test_an_entry_that_is_back_under_another_row_number_counts_once(session: Session, way: str) -> None:
    fill(session, 10)
    session.ledger.warm()
    entry = next(entry for entry in session.journal.all("entry") if session.journal.rowid_of("entry", entry.id) == 4)
    with session.edit("Delete") as tx:
        tx.delete("entry", entry.id)
        if way == "one step":
            tx.insert(replace(entry, memo="anew"))
    if way == "edit and undo":  # before anybody has asked
        session.undo()
    assert session.journal.rowid_of("entry", entry.id) != 4
    check(session, session.ledger, LedgerFilter(), Order())
    assert session.ledger.duplicates() == plain_ledger.duplicates(rows_of(session))


def test_an_entry_deleted_and_back_while_the_ledger_is_read_counts_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.store.ledger_columns._AT_ONCE", 5)
    fill(session, 9)
    first = session.journal.window("entry", [1])[0]
    asked = iter(range(100))

    def stop() -> bool:
        if next(asked) == 1:  # between the first part and the second
            with session.edit("Delete") as tx:
                tx.delete("entry", first.id)
            session.undo()
        return False

    assert session.ledger.warm(stop)
    assert session.journal.rowid_of("entry", first.id) == 10
    check(session, session.ledger, LedgerFilter(), Order())


def test_reading_anew_stops_when_asked_too(session: Session) -> None:
    leave_a_hole(session)
    assert session.ledger.totals(stop=lambda: True) is None
    check(session, session.ledger, LedgerFilter(), Order())


def test_totals_in_the_base_currency_need_every_rate(session: Session) -> None:
    def sale(number: int, minor: int, currency: str, sort: str = "sale") -> Entry:
        money = Money.of_minor(minor, currency)
        return Entry(
            id=record_id("entry", number), date=dt.date(2026, 3, 1), sort=sort, amount=money, currency=currency, fee=money
        )  # fmt: skip

    with session.edit("Fill") as tx:
        for one in (
            sale(1, 10_000, "CNY"),
            sale(2, 1_000, "USD"),
            sale(3, -500, "CNY", "refund"),
            sale(4, 9, "CNY", "payout"),
        ):
            tx.insert(one)
    found = session.ledger.totals()
    assert found is not None
    assert found.in_base is not None
    assert (found.in_base.brought, found.in_base.taken) == (Money(Decimal(171), "CNY"), Money(Decimal(5), "CNY"))
    assert found.by_currency[0].net == Money(Decimal(100) - 5 - Decimal("95.09"), "CNY")
    with session.edit("Yen") as tx:
        tx.insert(sale(5, 100, "JPY"))
    found = session.ledger.totals()
    assert found is not None
    assert (found.in_base, found.unknown) == (None, ("JPY",))
