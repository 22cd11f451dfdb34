"""Very many records are looked at column by column: what is written, or refused, is what it is one by one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.model.catalogue import KINDS, Entry, Record
from planner.model.field_types import checked_key, checked_keys
from planner.model.values import Money
from planner.store.rows import form_of

FORM = form_of("entry")
IDS = st.sampled_from(["0198c0de-0000-7000-8000-000000000001", "bill 7", "", "\ud800"])
TEXTS = st.sampled_from(["", "早餐", "cafe\u0301", "e", "\u0301", "a\0b", "x" * 201, None, 7])
MONEY = st.sampled_from([Money(Decimal("1.50"), "CNY"), Money(Decimal(-3), "CNY"), Money(Decimal(2), "USD"), None, 5])


def one_by_one(records: list[Record]) -> list[tuple[Any, ...]] | str:
    try:
        return [FORM.row(KINDS["entry"].check(record)) for record in records]
    except InputError as error:
        return str(error.field)


def together(records: list[Record]) -> list[tuple[Any, ...]] | str:
    try:
        return FORM.rows(records)
    except InputError as error:
        return str(error.field)


ENTRIES = st.builds(
    Entry,
    id=IDS,
    date=st.sampled_from([date(2026, 8, 1), date(2026, 8, 2), datetime(2026, 8, 1), None]),
    sort=st.sampled_from(["sale", "cost", "none of them"]),
    amount=MONEY,
    currency=st.sampled_from(["CNY", "CNY", "cny"]),
    fee=MONEY,
    quantity=st.sampled_from([None, Decimal(3), Decimal("NaN")]),
    memo=TEXTS,
    payee=TEXTS,
    checked=st.booleans(),
)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_many_records_are_written_or_refused_as_each_of_them(records: list[Record]) -> None:
    assert together(records) == one_by_one(records)


SOUND = st.builds(
    Entry,
    id=IDS.filter(lambda text: len(text) > 4),
    date=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sort=st.sampled_from(["sale", "cost"]),
    amount=st.integers(-(10**9), 10**9).map(lambda minor: Money.of_minor(minor, "CNY")),
    currency=st.just("CNY"),
    fee=st.none() | st.integers(0, 99).map(lambda minor: Money.of_minor(minor, "CNY")),
    memo=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    payee=st.sampled_from(["", "cafe\u0301", "\u0301x", "北岸"]),
)


@given(st.lists(SOUND, min_size=1, max_size=6))
def test_sound_records_give_the_same_rows(records: list[Record]) -> None:
    assert FORM.rows(records) == one_by_one(records)


def test_the_record_that_does_not_fit_is_named() -> None:
    sound: dict[str, Any] = {"date": date(2026, 8, 1), "currency": "CNY", "amount": Money(Decimal(1), "CNY")}
    records = [Entry(id="one", **sound), Entry(id="two", **sound | {"amount": Money(Decimal(1), "USD")})]
    with pytest.raises(InputError, match="currency"):
        FORM.rows(records)
    with pytest.raises(InputError) as caught:
        FORM.rows([*records[:1], Entry(id="three", **sound | {"sort": "gift"})])
    assert caught.value.field == "entry/three/sort"


@given(st.lists(SOUND, min_size=1, max_size=4), st.sets(st.sampled_from(["fee", "memo", "payee", "sort"])))
def test_what_is_not_given_is_as_in_a_new_record(records: list[Entry], left_out: set[str]) -> None:
    fields = [
        name for name in ("id", "date", "sort", "amount", "currency", "fee", "memo", "payee") if name not in left_out
    ]
    lines = [tuple(getattr(record, name) for name in fields) for record in records]
    assert FORM.rows_of(fields, lines) == FORM.rows([Entry(**dict(zip(fields, line, strict=True))) for line in lines])


ANY_ID = IDS | st.uuids().map(str) | st.uuids().map(lambda one: str(one).upper()) | st.text(max_size=40) | st.none()


@given(st.lists(ANY_ID | st.uuids().map(str), max_size=5))
def test_keys_of_many_ids_are_those_of_each(ids: list[Any]) -> None:
    def keys() -> list[bytes | str] | None:
        try:
            return [checked_key(one) for one in ids]
        except InputError:
            return None

    if keys() is None:
        with pytest.raises(InputError):
            checked_keys(ids)
    else:
        assert checked_keys(ids) == keys()
