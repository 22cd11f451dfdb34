"""Widths, cuts and line breaks."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from planner.figures import text


def test_widths_come_from_the_bundled_face() -> None:
    assert text.width("明路", 13) == 26
    assert text.width("iii", 10) < text.width("mmm", 10)
    assert text.width("Words", 13, 600) > text.width("Words", 13)
    assert text.width("", 13) == 0


@given(st.text(max_size=80), st.floats(0, 300), st.sampled_from((400, 600)))
def test_a_cut_text_fits_and_begins_like_the_whole(words: str, limit: float, weight: int) -> None:
    cut = text.ellipsis(words, limit, 13, weight)
    assert text.width(cut, 13, weight) <= limit
    assert cut == text.plain(words) or not cut or text.plain(words).startswith(cut.removesuffix("…").rstrip())


@given(st.text(max_size=120), st.floats(30, 300))
def test_wrapping_loses_nothing_but_blanks(words: str, limit: float) -> None:
    rows = text.wrap(words, limit, 13)
    assert "".join(rows).replace(" ", "") == text.plain(words).replace(" ", "")
    for row in rows:
        assert text.width(row, 13) <= limit or len(text.clusters(row)) == 1


@given(st.text(max_size=120), st.floats(40, 200), st.integers(1, 3))
def test_no_more_lines_than_wished(words: str, limit: float, lines: int) -> None:
    rows = text.wrap(words, limit, 13, lines=lines)
    assert len(rows) <= lines
    assert all(text.width(row, 13) <= limit or len(text.clusters(row)) == 1 for row in rows)


def test_latin_words_stay_whole_among_han() -> None:
    rows = text.wrap("用 Raspberry Pi 做一个嵌入式网关，从零开始", 110, 13)
    assert any("Raspberry" in row for row in rows)
    assert not any(row[0] in text.NO_START or row[-1] in text.NO_END for row in rows)


def test_a_cut_title_goes_on_where_the_line_broke() -> None:
    assert text.wrap("Template pack for embedded projects", 100, 13, 600, lines=2) == ("Template pack", "for embedde…")


def test_joined_signs_are_never_torn() -> None:
    family = "👩‍👩‍👧"
    assert text.clusters(family + "e\u0301") == [family, "e\u0301"]
    assert text.clusters("🇨🇳🇫🇷") == ["🇨🇳", "🇫🇷"]


@given(st.text())
def test_plain_text_is_one_visible_line(words: str) -> None:
    line = text.plain(words)
    assert text.plain(line) == line
    assert not [
        sign for sign in line if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in "\u202e\u2066"
    ]
    line.encode("utf-8")


def test_a_text_is_cut_in_its_middle_where_both_ends_matter() -> None:
    assert text.middle("Board review hour", 400, 12) == "Board review hour"
    cut = text.middle("Board review hour", 70, 12)
    assert cut.startswith("Boa") and cut.endswith("our") and text.width(cut, 12) <= 70
    assert text.middle("Board", 3, 12) == ""


@given(st.text(max_size=120), st.floats(10, 600))
def test_balanced_lines_are_as_many_and_lose_nothing(words: str, limit: float) -> None:
    rows, full = text.balanced(words, limit, 13), text.wrap(words, limit, 13)
    assert len(rows) == len(full)
    assert "".join(rows).replace(" ", "") == "".join(full).replace(" ", "")
    assert max((text.width(row, 13) for row in rows), default=0) <= max(
        limit, *(text.width(row, 13) for row in full), 0
    )
