"""The month in review as a section: the month before the report, what missed, what comes next; nothing where nothing was."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from planner import i18n
from planner.model.values import Month
from planner.report.blocks import Block, Heading, Paragraph, Table
from planner.report.context import ReportContext
from planner.report.material import Material
from planner.report.options import PRESETS, ReportOptions
from planner.report.sections import BY_ID, empty_sections
from planner.report.sections.month import month
from tests.report.reports import DAY, sample_material


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


def context(made: Material, day: dt.date = DAY, **changes: Any) -> ReportContext:
    return ReportContext(made.plan, made.facts, made.reckoned, i18n.language(), day, **changes)


def words(blocks: tuple[Block, ...]) -> str:
    return repr(blocks)


def test_the_month_before_is_told_with_its_parts_and_what_comes_next() -> None:
    made = sample_material("en")
    blocks = month(made.plan, context(made))
    headings = [block for block in blocks if isinstance(block, Heading)]
    assert headings[0].text == "Month in review: Oct 2026"
    lead = next(block for block in blocks if isinstance(block, Paragraph))
    assert "came in" in words((lead,))
    tables = [block for block in blocks if isinstance(block, Table)]
    assert len(tables) >= 2
    amounts = made.reckoned.actuals.income_by_product
    named = {name for at, name in amounts if at == Month(2026, 10) and name}
    assert all(made.plan.label("product", name) in words(tuple(tables)) for name in named)
    assert any(heading.text == "Next in Nov 2026" for heading in headings)


def test_amounts_are_dots_where_they_are_hidden() -> None:
    made = sample_material("en")
    hidden = words(month(made.plan, context(made, hide_amounts=True)))
    assert "•••" in hidden
    assert "$" not in hidden


def test_a_month_without_facts_leaves_itself_out() -> None:
    made = sample_material("en")
    assert month(made.plan, context(made, dt.date(2020, 5, 1))) == ()
    silent = replace(made.reckoned, record=None)
    assert month(made.plan, replace(context(made), reckoned=silent)) != ()


def test_it_is_declared_as_the_others_and_has_a_copy_of_its_own() -> None:
    made = sample_material("en")
    assert BY_ID["month"].make is month
    assert "month" in empty_sections(made.plan, lambda _kind: 0)
    assert ReportOptions(preset="month").wanted == PRESETS["month"].sections == ("month",)
    assert "month" not in PRESETS["partner"].sections


def test_both_languages_tell_the_same_blocks() -> None:
    shapes = []
    for language in ("en", "zh"):
        i18n.use(language)
        made = sample_material("en")
        shapes.append([type(block).__name__ for block in month(made.plan, context(made))])
    assert shapes[0] == shapes[1]
