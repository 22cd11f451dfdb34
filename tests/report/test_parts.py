"""The parts of the report without a PDF: amounts in words, printable text, notes, the ledger that is printed."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.model.catalogue import Entry
from planner.model.values import Money
from planner.report.block_values import anchor
from planner.report.blocks import Bullets, Cell, Column, Paragraph, Table
from planner.report.cleaning import BOX, BREAK, Cleaner
from planner.report.hiding import HIDDEN, without_amounts, without_numbers
from planner.report.ledger import MOST_ENTRIES, ledger_of
from planner.report.markdown import notes
from planner.report.table_shape import heads_of, stays_whole
from tests.report.reports import Book


@pytest.mark.parametrize(
    "text",
    [
        "¥199",
        "￥ 1,299.00",
        "199元",
        "3000-5000 元",
        "US$9.5",
        "HK$ 88",
        "1.2万元",
        "RMB 500",
        "20 dollars",
        "€5–10",
        "300块",
    ],
)
def test_amounts_in_words_are_found(text: str) -> None:
    assert without_amounts(f"卖 {text}，好") == f"卖 {HIDDEN}，好"


@pytest.mark.parametrize("text", ["3 of 400", "2026-11-20", "第 3 章", "20 000 人", "5%", "H7", "12 月", "3 万人"])
def test_other_numbers_stay(text: str) -> None:
    assert without_amounts(text) == text


def test_free_amounts_lose_every_digit() -> None:
    assert without_numbers("A + B: 1,500.50") == f"A + B: {HIDDEN}"


def test_text_is_made_printable_and_what_was_lost_is_counted() -> None:
    cleaner = Cleaner()
    assert cleaner.line("e\u0301⼀\u202e\u0007a\tb\ufe0f") == "é一a b"
    assert cleaner.line("中\U000f0000文\U000f0000") == f"中{BOX}文{BOX}"
    (lost,) = cleaner.replaced()
    assert (lost.character, lost.count) == ("\U000f0000", 2)
    assert lost.where.startswith("中")


def test_long_words_can_break_and_addresses_break_where_they_part() -> None:
    cleaner = Cleaner()
    assert BREAK not in cleaner.words("w" * 29)
    assert cleaner.words("w" * 30).replace(BREAK, "") == "w" * 30
    assert {len(piece) for piece in cleaner.words("w" * 203).split(BREAK)} == {4, 7}
    assert cleaner.words("https://shop.example.com/a-long-path").split(BREAK)[:3] == ["https://", "shop.", "example."]


def test_notes_know_paragraphs_lists_and_bold_only() -> None:
    first, second, third = notes("One **two** _three_\n\n- a\n- b\n\n# not a heading")
    assert isinstance(first, Paragraph)
    assert [(run.text, run.bold) for run in first.runs] == [("One ", False), ("two", True), (" _three_", False)]
    assert isinstance(second, Bullets)
    assert len(second.items) == 2
    assert isinstance(third, Paragraph)
    assert third.runs[0].text == "# not a heading"
    assert notes("  \n\n ") == ()


def table(rows: int, words: str, *, dense: bool = False) -> Table:
    columns = (Column("Name", share=1), Column("Would bring a month", "right"))
    return Table(columns, ((Cell(words), Cell("1,234")),) * rows, dense=dense)


@pytest.mark.parametrize(
    ("made", "whole"),
    [
        (table(20, "short"), True),
        (table(40, "short"), False),
        (table(3, "w" * 1200), False),
        (table(24, "short", dense=True), True),
        (table(25, "short", dense=True), False),
        (replace(table(12, "short", dense=True), runs_on=True), True),
        (replace(table(13, "short", dense=True), runs_on=True), False),
    ],
)
def test_only_a_low_table_is_kept_on_one_page(made: Table, whole: bool) -> None:
    heads = heads_of(enumerate(made.columns), made.rows)
    assert stays_whole(made, heads, range(2)) is whole


def test_a_head_wider_than_its_column_takes_two_lines() -> None:
    made = table(2, "w")
    assert [head.label for head in heads_of(enumerate(made.columns), made.rows)] == ["Name", "Would bring\na month"]


def test_odd_ids_become_sound_anchors() -> None:
    assert anchor(("product", "019a-7f")) == "product-019a-7f"
    odd = anchor(("product", "a b\u202e<x>"))
    assert odd.isascii()
    assert odd != anchor(("product", "a b<x>"))


def entry(at: int, sort: str = "sale", product: str | None = "p") -> Entry:
    day = dt.date(2026, 1, 1) + dt.timedelta(days=at % 300)
    return Entry(id=str(at), date=day, sort=sort, amount=Money(Decimal(10), "CNY"), currency="CNY", product=product)


def test_a_long_ledger_is_cut_but_its_first_sale_is_known() -> None:
    every = sorted((entry(at) for at in range(MOST_ENTRIES + 700)), key=lambda one: (one.date, one.id), reverse=True)
    book = ledger_of(Book(every))
    assert len(book.entries) == MOST_ENTRIES
    assert book.count == MOST_ENTRIES + 700
    assert book.entries[0] == every[0]
    assert book.first_sales["p"] == every[-1]
    assert book.sales == {"p": MOST_ENTRIES + 700}


def test_months_add_up_what_a_product_earns() -> None:
    book = ledger_of(Book([entry(3, "refund"), entry(2, "cost"), entry(1, "salary", None), entry(0)]))
    (month,) = book.months
    assert (month.month, month.sales, month.refunds, month.costs, month.count) == ("2026-01", 1000, 1000, 1000, 4)
    assert set(book.first_sales) == {"p"}
