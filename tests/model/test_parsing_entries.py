"""What is typed into the ledger: signs as directions, and days of late."""

import contextlib
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.ledger_totals import WAYS
from planner.model.money import ENTRY_SORTS
from planner.model.parsing import ParseError
from planner.model.parsing_entries import amount_text, entry_amount, entry_day, flow
from planner.model.reading import Context
from planner.model.values import Money

CONTEXT = Context("en", "CNY", date(2026, 11, 20))
SORTS = [name for name, _label in ENTRY_SORTS]
CENTS = st.integers(-(10**11), 10**11).map(lambda cents: Decimal(cents).scaleb(-2))


@given(sort=st.sampled_from(SORTS), amount=CENTS, currency=st.sampled_from(("CNY", "USD")))
def test_the_text_of_an_amount_reads_back_to_it(sort: str, amount: Decimal, currency: str) -> None:
    kept = abs(amount) if sort == "refund" else amount  # a refund went out, however it is signed
    text = amount_text(Money(amount, currency), sort, CONTEXT)
    assert entry_amount(text, sort, CONTEXT).value == Money(kept, currency)


@given(sort=st.sampled_from(SORTS), amount=CENTS)
def test_flow_says_which_way_the_money_went(sort: str, amount: Decimal) -> None:
    moved = flow(sort, amount)
    assert abs(moved) == abs(amount)
    if amount > 0:
        assert (moved > 0) == (WAYS.get(sort, 1) > 0)


@pytest.mark.parametrize(
    ("text", "sort", "amount"),
    [
        ("38", "cost", "38"),
        ("-38", "cost", "38"),
        ("+38", "cost", "-38"),
        ("−38", "cost", "38"),
        ("＋１２＊３", "sale", "36"),
        ("-38", "sale", "-38"),
        ("-50", "refund", "50"),
        ("+50", "refund", "50"),
        ("-1.2万", "tax", "12000"),
    ],
)
def test_signs(text: str, sort: str, amount: str) -> None:
    assert entry_amount(text, sort, CONTEXT).value.amount == Decimal(amount)


@pytest.mark.parametrize("text", ["", "a lot", "100/3", "+", "--5", "1" * 300])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        entry_amount(text, "sale", CONTEXT)
    with pytest.raises(ParseError):
        entry_day(text, CONTEXT)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (lambda: entry_amount(text, "cost", CONTEXT), lambda: entry_day(text, CONTEXT)):
        with contextlib.suppress(ParseError):
            read()


@given(st.integers(1, 31))
def test_a_number_alone_is_the_last_such_day(number: int) -> None:
    found = entry_day(str(number), CONTEXT).value
    assert found.day == number
    assert timedelta(0) <= date(2026, 11, 20) - found < timedelta(62)


@pytest.mark.parametrize(
    ("text", "day"),
    [("t", (2026, 11, 20)), ("昨天", (2026, 11, 19)), ("11-19", (2026, 11, 19)), ("5日", (2026, 11, 5))],
)
def test_days_as_everywhere(text: str, day: tuple[int, int, int]) -> None:
    assert entry_day(text, CONTEXT).value == date(*day)
