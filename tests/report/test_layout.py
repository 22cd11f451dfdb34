"""How pages are laid out before anybody sets them: columns that look alike, rows that head others, what keeps together."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planner.figures.text import width
from planner.model.catalogue import Platform, Product
from planner.report.blank_texts import without_blank_texts
from planner.report.blocks import Block, Bullets, Cell, Column, Facts, Figure, Heading, Paragraph, Table, plain
from planner.report.column_widths import alike
from planner.report.keeping import kept
from planner.report.notes_page import as_markdown
from planner.report.web_page import as_web_page
from tests.report.reports import planned, sample, sample_material
from tests.report.test_documents import content, section

NAMES = st.text("abc 一二三", max_size=40)
COLUMNS = (Column("Date"), Column("Payee", share=1), Column("Product", share=1), Column("Fee charged", "right"))


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(map(Cell, texts))


@given(st.lists(st.tuples(NAMES, NAMES), max_size=30))
def test_columns_share_the_line_and_none_is_lost(names: list[tuple[str, str]]) -> None:
    made = alike(COLUMNS, [cells("2026-11-20", one, other, "−$2") for one, other in names])
    assert [column.label for column in made] == [column.label for column in COLUMNS]
    assert abs(sum(column.share for column in made) - 465) < 1
    assert all(column.share > 10 for column in made)
    assert made[0].share >= (width("2026-11-20", 8) if names else width("Date", 7.2, 700))


def test_the_column_with_more_to_say_is_wider() -> None:
    rows = [cells("2026-11-20", "a payee whose name takes two lines " * 3, "kit", "")] * 5
    _day, payee, product, _fee = alike(COLUMNS, rows)
    assert payee.share > 1.5 * product.share
    assert product.share > 80


def test_a_row_of_one_cell_heads_the_rows_after_it() -> None:
    made = content(sections=("ranges",))
    table = next(block for block in section(made, "ranges") if isinstance(block, Table))
    heads = [row[0].text for row in table.rows if table.heads(row)]
    assert len(heads) > 10
    assert len(heads) == len(set(heads))
    assert len(table.full_rows) + len(heads) == len(table.rows)
    assert '<th scope="colgroup" colspan="4">' in as_web_page(made)
    assert f"| **{heads[-1]}** |  |  |  |" in as_markdown(made)


FACTS, SHORT, LONG = Facts((("Fee", "5%"),)), Paragraph(plain("short")), Paragraph(plain("long " * 400))
TABLE = Table((Column("Name"),), (cells("a"),))


def record(*blocks: Block) -> list[bool]:
    return kept((Heading("One", 2, target=("product", "a")), *blocks, Heading("Two", 2)))[1:-1]


def test_what_is_told_of_a_record_keeps_together_but_where_it_is_much() -> None:
    assert record(FACTS, SHORT, TABLE) == [True, True, False]
    assert record(FACTS, SHORT, TABLE, TABLE, FACTS) == [False, True, False, True, False]
    assert record(FACTS, SHORT, SHORT) == [True, True, False]
    assert record(FACTS, LONG, TABLE) == [False, True, False]
    assert record(SHORT, Bullets((plain("a"),))) == [True, False]


def test_a_word_before_a_table_or_between_two_headings_keeps_to_what_follows() -> None:
    assert kept((Heading("A"), SHORT, SHORT, TABLE)) == [False, False, True, False]
    assert kept((Heading("A"), SHORT, Heading("B"), SHORT)) == [False, True, False, False]
    drawing = next(block for block in section(content(), "map") if isinstance(block, Figure))
    assert kept((SHORT, drawing, SHORT)) == [True, False, False]


def test_a_plan_without_blank_texts_is_left_alone() -> None:
    plan = sample_material("en").plan
    assert without_blank_texts(plan) is plan


def test_blank_names_say_so_and_other_blank_texts_are_empty() -> None:
    records = [
        replace(one, name="\u00ad\u2028", notes="\u200b \t") if isinstance(one, Product | Platform) else one
        for one in sample("en")
    ]
    plan = without_blank_texts(planned(records))
    assert {one.name for one in plan.of(Product)} == {"(no name)"}
    assert {one.notes for one in plan.of(Platform)} == {""}
    assert plan.label("product", plan.of(Product)[0].id) == "(no name)"
