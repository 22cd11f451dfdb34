"""Names that go on as typed, and the last entry of a payee."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from planner.model.catalogue import Entry
from planner.model.values import Money
from planner.session import Session
from tests.store.plans import made

AMOUNT = Money(Decimal(5), "CNY")


def _entry(number: int, payee: str, day: int) -> Entry:
    return Entry(id=f"e{number}", date=dt.date(2026, 11, day), payee=payee, amount=AMOUNT, currency="CNY")


def _filled(path: Path, *entries: Entry) -> Session:
    session = made(path, 0)
    with session.edit("Import") as tx:
        for entry in entries:
            tx.insert(entry)
    return session


def test_names_that_begin_with_the_text_come_first_then_the_latest(tmp_path: Path) -> None:
    session = _filled(
        tmp_path / "a.brightroad",
        _entry(1, "知识星球", 1),
        _entry(2, "小知识", 2),
        _entry(3, "知乎", 3),
        _entry(4, "知识星球", 4),
        _entry(5, "50%_off", 5),
    )
    assert session.journal.payees("知") == ["知识星球", "知乎", "小知识"]
    assert session.journal.payees("%") == ["50%_off"]
    assert session.journal.payees("nobody") == []
    assert "" not in session.journal.payees("")
    session.close()


def test_a_name_of_long_ago_is_found_by_its_beginning(tmp_path: Path) -> None:
    late = [_entry(number, "every day", 1 + number % 28) for number in range(2, 2200)]
    session = _filled(tmp_path / "a.brightroad", _entry(1, "Old friend", 1), *late)
    assert session.journal.payees("Old") == ["Old friend"]
    assert session.journal.payees("every") == ["every day"]
    session.close()


def test_the_last_entry_of_a_payee_is_that_of_the_latest_day(tmp_path: Path) -> None:
    session = _filled(tmp_path / "a.brightroad", _entry(1, "Lin", 9), _entry(2, "Lin", 3), _entry(3, "Lina", 20))
    last = session.journal.last_like("Lin")
    assert last is not None
    assert last.id == "e1"
    assert session.journal.last_like("Li") is None
    assert session.journal.rowid_of("entry", "e2") is not None
    assert session.journal.rowid_of("entry", "gone") is None
    session.close()
