"""The guide: every chapter in both languages, every link and every example in it true."""

import re

import pytest

from planner.guide import FIRST, IDS, chapter, title
from planner.model import parsing
from planner.model.parsing import Context
from planner.paths import resource
from planner.ui.actions import ACTIONS
from planner.ui.views import VIEWS

LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
LANGUAGES = ("zh", "en")


def test_every_file_is_a_chapter_and_every_chapter_a_file() -> None:
    for folder in ("en", "zh_CN"):
        assert {file.stem for file in resource("guide", folder).glob("*.md")} == set(IDS)
    assert FIRST in IDS


def test_every_page_has_its_chapter() -> None:
    assert {view.under or view.id for view in VIEWS} - {"experiments"} <= set(IDS)


@pytest.mark.parametrize("id_", IDS)
def test_a_chapter_is_the_same_in_both_languages(id_: str) -> None:
    """As many headings, points and rows, and links to the same chapters: nobody reads less."""
    shapes = []
    for language in LANGUAGES:
        text = chapter(id_, language)
        lines = text.splitlines()
        assert lines[0].startswith("# ") and title(id_, language)
        assert set(LINK.findall(text)) <= set(IDS)
        starts = [re.match(r"(#+ |- |\d\. |\|)", line) for line in lines]
        shapes.append(([start.group() for start in starts if start], sorted(LINK.findall(text))))
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_range_in_the_table_can_be_typed(language: str) -> None:
    kinds = {"%": "range.rate", "月": "range.months", "months": "range.months", "中": "range.rate", "of": "range.rate"}
    for row in chapter("ranges", language).splitlines():
        if not row.startswith("| `"):
            continue
        for typed in re.findall(r"`([^`]+)`", row.split("|")[1]):
            kind = next((kind for sign, kind in kinds.items() if sign in typed), "range.money")
            assert parsing.parse(kind, typed, Context(language)).value is not None, typed


def test_the_keys_that_are_named_do_something() -> None:
    """Every Ctrl and function key of the text is one of the window or of a list."""
    known = {key for action in ACTIONS for key in action.shortcuts}
    known |= {"Ctrl+Up", "Ctrl+Down", "Ctrl+Enter", "Ctrl+0", "Ctrl++", "Ctrl+-", "Ctrl+Shift+T"}
    for id_ in IDS:
        for language in LANGUAGES:
            named = set(re.findall(r"\*\*((?:Ctrl|Alt|F\d)[^*]*)\*\*", chapter(id_, language)))
            assert named <= known, id_
