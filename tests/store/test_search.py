"""Looking for words in a whole plan: everything that holds them is found, the best first, in Chinese and English."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.catalogue import Entry, Platform, Product, Publication, TimeEntry, Work
from planner.model.ledger_filter import folded
from planner.model.search import BEGINNING, EXACT, INSIDE, NOTES, WORD, span_in, tier_of, words_of
from planner.model.values import Hours, Money
from planner.session import Session
from tests.store.plans import record_id, start


def _entry(number: int, payee: str, memo: str = "", **fields: Any) -> Entry:
    known: dict[str, Any] = {
        "date": dt.date(2026, 1, 1) + dt.timedelta(days=number), "amount": Money(Decimal(5), "CNY"), "currency": "CNY",
    }  # fmt: skip
    return Entry(id=record_id("entry", number), payee=payee, memo=memo, **(known | fields))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    work, platform = record_id("work", 0), record_id("platform", 0)
    opened = Session.create(
        tmp_path / "a.brightroad",
        start(),
        [
            Product(id=record_id("product", 0), name="录制课程"),
            Product(id=record_id("product", 1), name="课程"),
            Product(id=record_id("product", 2), name="样机", notes="和课程一起卖\nＢｏａｒｄ two"),
            Product(id=record_id("product", 3), name="课程（旧）", archived=True),
            Platform(id=platform, name="Courseware Coast"),
            Work(id=work, title="第三课 录制", text="讲电路"),
            Publication(id=record_id("publication", 0), work=work, platform=platform, reason="封面太小 100%"),
            TimeEntry(id=record_id("time_entry", 0), date=dt.date(2026, 1, 1), minutes=Hours(5), memo="录制 课程"),
            _entry(0, "课程"),
            *(_entry(number, f"北岸 {number}", "退了课程") for number in range(1, 40)),
            _entry(50, "南湖", external_id="N100%_x"),
            _entry(51, "Éclair GmbH"),
            _entry(52, "课程 gone", archived=True),
        ],
    )
    yield opened
    opened.close()


def found(session: Session, text: str, most: int = 20) -> dict[str, list[str]]:
    groups = session.search(text, most)
    assert groups is not None
    return {group.kind: [hit.name for hit in group.hits] for group in groups}


@pytest.mark.parametrize("warm", [False, True])
def test_hits_by_kind_the_best_first(session: Session, warm: bool) -> None:
    if warm:
        session.ledger.warm()
    assert found(session, "课程", 3) == {
        "product": ["课程", "录制课程", "样机"],
        "entry": ["课程", "北岸 39", "北岸 38"],
        "time_entry": ["录制 课程"],
    }
    assert found(session, "课")["work"] == ["第三课 录制"]


@pytest.mark.parametrize(
    ("text", "kind", "name", "field"),
    [
        ("岸", "entry", "北岸 39", "payee"),
        ("电路", "work", "第三课 录制", "text"),
        ("board", "product", "样机", "notes"),
        ("COURSE", "platform", "Courseware Coast", "name"),
        ("coast ware", "platform", "Courseware Coast", "name"),
        ("样机 two", "product", "样机", "name"),
        ("éclair", "entry", "Éclair GmbH", "payee"),
        ("100%_", "entry", "南湖", "external_id"),
        ("0%", "publication", "第三课 录制", "reason"),
        ("39 退了", "entry", "北岸 39", "payee"),
    ],
)
def test_where_words_are_found(session: Session, text: str, kind: str, name: str, field: str) -> None:
    groups = session.search(text)
    assert groups is not None
    hit = next(hit for group in groups if group.kind == kind for hit in group.hits)
    assert (hit.name, hit.field) == (name, field)
    assert any(folded(hit.text[hit.start : hit.end]) == word for word in (*words_of(text), " ".join(words_of(text))))


def test_nothing_is_found_for_nothing(session: Session) -> None:
    assert session.search("  ") == ()
    assert session.search("电路 zzz") == ()
    assert session.search("课程", stop=lambda: True) is None


def test_what_was_changed_is_found_as_it_is_now(session: Session) -> None:
    assert "新名" not in str(found(session, "新名"))
    with session.edit("Rename") as tx:
        tx.update(Product(id=record_id("product", 1), name="新名"))
        tx.insert(_entry(60, "新名"))
    assert found(session, "新名") == {"product": ["新名"], "entry": ["新名"]}


@pytest.mark.parametrize(
    ("query", "text", "tier"),
    [
        ("课程", "课程", EXACT),
        ("课", "课程", BEGINNING),
        ("程", "课程", WORD),
        ("two", "one two", WORD),
        ("wo", "one two", INSIDE),
        ("wo two", "two wo", INSIDE),
        ("o t", "one two", INSIDE),
        ("x", "one", None),
    ],
)
def test_tiers(query: str, text: str, tier: int | None) -> None:
    assert tier_of(words_of(query), text) == tier
    assert NOTES > INSIDE


@given(st.text(max_size=12), st.integers(0, 11), st.integers(1, 4))
def test_the_span_shows_what_was_sought(text: str, at: int, size: int) -> None:
    words = words_of(text[at : at + size])
    if words:
        start_, end = span_in(text, words)
        assert (start_, end) == (0, 0) or any(word in folded(text[start_:end]) for word in words)
