"""Blocks of cells as text: what a spreadsheet writes is read, what we write reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.ui.tables.clipboard import from_tsv, to_tsv

CELLS = st.text(
    alphabet=st.one_of(st.sampled_from('\t\n\r" a,，零'), st.characters(exclude_categories=["Cs"])), max_size=12
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6))
def test_a_block_reads_back_to_itself(rows: list[list[str]]) -> None:
    assert from_tsv(to_tsv(rows)) == rows


@given(st.text(max_size=60))
def test_any_text_is_read_and_reading_what_it_says_again_changes_nothing(text: str) -> None:
    block = from_tsv(text)
    assert from_tsv(to_tsv(block)) == block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\n", [["a", "b"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\rb", [["a"], ["b"]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ('"say ""hi"""\n', [['say "hi"']]),
        ('5" wide\tx', [['5" wide', "x"]]),
        ('"open\tend', [["open\tend"]]),
        ("a\t", [["a", ""]]),
        ("\n\n", [[""], [""]]),
        ("", []),
    ],
)
def test_reads_what_spreadsheets_write(text: str, block: list[list[str]]) -> None:
    assert from_tsv(text) == block
