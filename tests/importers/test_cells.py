"""Text and money in cells: what packing is taken off, and that no amount is ever read wrongly instead of refused."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.importers.cells import (
    LARGEST_MINOR,
    DecimalSign,
    clean,
    clean_texts,
    currency_of,
    header_currency,
    money,
    number,
    text_of,
)
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

PLACES = st.sampled_from((0, 2, 3))
MARKS = st.sampled_from(("", "¥", "￥", "£", "$", "€", "CA$", "US$", "USD ", "¥ "))


def grouped(digits: str, sign: str) -> str:
    head = len(digits) % 3 or 3
    return sign.join([digits[:head], *(digits[at : at + 3] for at in range(head, len(digits), 3))])


@st.composite
def written(draw: st.DrawFn, decimal_sign: str) -> tuple[str, int, int]:
    """An amount as an export may write it, its smallest units and the places of its currency."""
    minor, places = draw(st.integers(-(10**12), 10**12)), draw(PLACES)
    digits = str(abs(minor)).rjust(places + 1, "0")
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
    thousands = draw(st.sampled_from(("", "." if decimal_sign == "," else ",", " ", "\u00a0", "'")))
    text = grouped(whole, thousands) + (decimal_sign + fraction if places else "")
    mark = draw(MARKS)
    if minor >= 0:
        text = draw(st.sampled_from((f"{mark}{text}", f"+{mark}{text}", f"{text}元", f"{text} EUR")))
    else:
        minus = draw(st.sampled_from("-−－"))
        text = draw(
            st.sampled_from((f"{minus}{mark}{text}", f"{mark}{minus}{text}", f"({mark}{text})", f"（{mark}{text}）"))
        )
    return (
        draw(st.sampled_from(("", "`", " ", "\u00a0"))) + text + draw(st.sampled_from(("", "\t", " "))),
        minor,
        places,
    )


@given(written("."))
def test_an_amount_is_read_as_it_is_written(amount: tuple[str, int, int]) -> None:
    text, minor, places = amount
    assert money(text, places) == minor


@given(written(","))
def test_an_amount_with_a_decimal_comma_too(amount: tuple[str, int, int]) -> None:
    text, minor, places = amount
    assert money(text, places, ",") == minor


@given(st.text(alphabet="0123456789.,-+()¥$€'万亿 %eE/ab−", max_size=50), st.sampled_from(".,"))
def test_whatever_stands_there_is_an_amount_nothing_or_told(text: str, sign: str) -> None:
    try:
        found = money(text, 2, sign)
    except BadCell as refused:
        told = refused
        assert (told.reason, told.message.strip()) > ("bad_amount", "")
    else:
        assert found is None if clean(text) == "" else isinstance(found, int) and abs(found) <= LARGEST_MINOR


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("¥28.16", 2816),
        ("¥50.0", 5000),
        ("-£1.61", -161),
        ("1,435.11", 143511),
        ("-1,000.00", -100000),
        ("12,34,567.00", 123456700),
        ("0.23400", 23),
        ("0.125", 12),
        ("0.135", 14),
        ("-0.125", -12),
        (".5", 50),
        ("5.", 500),
        ("1.2万", 1_200_000),
        ("3亿", 30_000_000_000),
        ("12.00-", -1200),
        ("'-5.00", -500),
        ("CHF12.50", 1250),
        ("-0.0", 0),
    ],
)
def test_amounts_of_real_shapes(text: str, minor: int) -> None:
    assert money(text) == minor


@pytest.mark.parametrize(
    "text", ["12,34", "1,2345", "1.2.3", "--5", "-(5)", "(-5)", "5 5", "1e5", "abc", "¥", "12/5", "٣", "9" * 39]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        money(text)


@pytest.mark.parametrize("text", ["", " ", "/", "-", "--", "`", "\t", "\ufeff", "`--\t", "\u00a0/\u00a0"])
def test_empty_is_not_nought(text: str) -> None:
    assert money(text) is None
    assert text_of(text) == ""


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_of_a_workbook_loses_no_cent(value: Decimal) -> None:
    assert money(float(value)) == int(value * 100)
    assert money(float(value) + float(value) * 1e-15) == int(value * 100)


@pytest.mark.parametrize(
    ("value", "minor"), [(0.125, 12), (0.135, 14), (2.675, 268), (1e20, None), (float("nan"), None), (True, None)]
)
def test_floats_are_rounded_half_to_even_as_they_are_written(value: float, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(BadCell):
            money(value)
    else:
        assert money(value) == minor
    with pytest.raises(BadCell):
        money(date(2026, 8, 1))


def test_counts_are_numbers_without_a_currency() -> None:
    assert number("24,000") == 24_000
    assert number("1.2万") == 12_000
    assert number(1350.0) == 1350
    assert number("1.234,5", ",") == Decimal("1234.5")


@given(st.text(max_size=30))
def test_cleaning_twice_is_cleaning_once_and_numbers_are_left_alone(text: str) -> None:
    once = clean(text)
    assert clean(text_of(text)) == once or once.startswith("'")
    assert once == once.strip(" \t\r\n`\ufeff\u00a0\u3000")


@given(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(("/", " -", "'=1", "`a\t", None, 1.5)))))
def test_many_texts_are_cleaned_like_one(cells: list[Cell]) -> None:
    assert clean_texts(cells) == [clean(cell) if isinstance(cell, str) else cell for cell in cells]


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-draft-", "@ann", "＝1", "'=1", "''@x"])
def test_the_apostrophe_of_our_own_export_is_taken_off(text: str) -> None:
    assert clean("'" + text) == text


def test_other_apostrophes_stay() -> None:
    assert clean("'tis so") == "'tis so"
    assert clean("rock 'n' roll") == "rock 'n' roll"


@given(st.integers(0, 2**53))
def test_ids_from_workbooks_stay_ids(value: int) -> None:
    assert text_of(float(value)) == str(value) == text_of(Decimal(value))


def test_ids_in_text_are_never_numbers() -> None:
    assert text_of("1800000000000000001\t") == "1800000000000000001"
    assert text_of("00012") == "00012"
    assert text_of(1e18) == "1000000000000000000"
    assert text_of(True) == "TRUE"
    assert text_of(None) == ""
    assert text_of(float("inf")) == ""
    assert text_of(date(2026, 8, 1)) == "2026-08-01"
    assert text_of(datetime(2026, 8, 1, 9, 15)) == "2026-08-01 09:15:00"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usd", "USD"),
        ("CNY\t", "CNY"),
        ("Euro - EUR", "EUR"),
        ("-£1.61", "GBP"),
        ("CA$12", "CAD"),
        ("US$3", "USD"),
        ("12.50 €", "EUR"),
        ("EUR 12", "EUR"),
        ("12 EUR", "EUR"),
        ("¥5", "CNY"),
        ("12", ""),
        ("", ""),
        ("paid", ""),
    ],
)
def test_the_currency_of_a_cell(text: str, code: str) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Amount (EUR)", "EUR"),
        ("Sale Price ($)", "USD"),
        ("金额(元)", "CNY"),
        ("订单金额（元）", "CNY"),
        ("Amount ()", ""),
        ("Created (UTC)", ""),
        ("Fee (JPY)", "JPY"),
        ("Duration (h)", ""),
        ("Amount (Buyer Currency)", ""),
        ("Amount", ""),
    ],
)
def test_the_currency_of_a_header(name: str, code: str) -> None:
    assert header_currency(name) == code


def decided(*texts: str, places: int = 2) -> DecimalSign:
    column = DecimalSign(places)
    for text in texts:
        column.see(text)
    return column


@given(st.lists(st.integers(0, 10**9), min_size=1), st.sampled_from(".,"))
def test_a_column_says_which_sign_is_the_decimal_one(cents: list[int], sign: str) -> None:
    other = "," if sign == "." else "."
    column = decided(*(f"{grouped(str(value // 100), other)}{sign}{value % 100:02d}" for value in cents))
    assert (column.sign, column.samples) == (sign, ())


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (("1,234",), "."),
        (("1.234",), ","),
        (("1,234", "12.5"), "."),
        (("1.234.567",), ","),
        (("0.234",), "."),
        (("0.23400",), "."),
        (("-44,89 €",), ","),
        (("12", "", "--"), ""),
        (("1,234", "1.234"), ""),
    ],
)
def test_what_follows_the_last_sign_decides(texts: tuple[str, ...], sign: str) -> None:
    assert decided(*texts).sign == sign


def test_contradiction_is_asked_with_one_number_for_each_reading() -> None:
    assert decided("12.50", "12,50", "7.00").samples == ("12.50", "12,50")
    assert decided("1.234", places=3).sign == ""  # of three places nothing can be told
    column = DecimalSign()
    column.see(12.5)
    assert (column.sign, column.samples) == ("", ())


def test_a_refusal_names_the_text() -> None:
    with pytest.raises(InputError, match="12,34"):
        money("12,34")
