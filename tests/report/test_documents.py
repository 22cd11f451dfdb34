"""What the document says beside how it looks: totals, copies for others, both languages, HTML and Markdown."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planner import i18n
from planner.errors import InputError
from planner.model.catalogue import Alliance, Exchange, Partner, Product, kind_of
from planner.model.money import Job
from planner.model.values import Money, Range
from planner.report.blocks import Card, Figure, Heading, KeyFigures, Table
from planner.report.content import Content, content_of
from planner.report.document import export_report
from planner.report.hiding import HIDDEN
from planner.report.journal import JournalFacts
from planner.report.material import Material, material_of
from planner.report.notes_page import as_markdown
from planner.report.options import PRESETS, ReportOptions
from planner.report.sections import BY_ID, SECTIONS, left_out_words
from planner.report.web_page import as_web_page
from tests.report.reports import DAY, Read, bare, planned, sample, sample_material


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    i18n.use("en")


def content(language: str = "en", material: Material | None = None, **options: Any) -> Content:
    return content_of(material or sample_material("en"), ReportOptions(language, **options))


def section(made: Content, name: str) -> tuple[Any, ...]:
    return next(blocks for one, blocks in made.said if one.id == name)


def test_the_sample_has_something_to_say_in_every_section() -> None:
    assert content().left_out == ()
    assert [one.id for one, _blocks in content().said] == [one.id for one in SECTIONS]


def test_numbers_on_the_page_are_those_of_the_engine() -> None:
    made = content()
    found, speech = sample_material("en").reckoned.forecast, made.context.speech
    assert found is not None
    keys = next(block for block in section(made, "summary") if isinstance(block, KeyFigures))
    assert keys.items[0].value == speech.money(found.year.p50)
    months = next(block for block in section(made, "forecast") if isinstance(block, Table))
    assert months.rows[0][3].text == speech.amount(found.earnings.p50[0])
    assert found.survival is not None
    cash = next(block for block in section(made, "survival") if isinstance(block, Table))
    assert cash.rows[5][1].text == speech.amount(found.survival.cash.p50[5])


def test_the_ledger_adds_up_to_its_months() -> None:
    made, ledger = content(), sample_material("en").facts.ledger
    table = next(block for block in section(made, "ledger") if isinstance(block, Table))
    assert sum(int(row[-1].text) for row in table.rows) == ledger.count == len(ledger.entries)


def test_findings_lead_to_what_they_are_about() -> None:
    made = content()
    cards = [block for block in section(made, "findings") if isinstance(block, Card)]
    places = {block.target for _one, blocks in made.said for block in blocks if isinstance(block, Heading)}
    links = [run.target for card in cards for run in card.about if run.target[1]]
    assert cards
    assert all(card.text and (card.advice or card.tag == "Hint") for card in cards)
    assert links
    assert set(links) <= places


def test_every_figure_is_told_and_counted() -> None:
    figures = [block for _one, blocks in content().said for block in blocks if isinstance(block, Figure)]
    assert len(figures) > 8
    assert all(figure.caption and figure.drawing.alt for figure in figures)


def private() -> Material:
    """The sample with texts and numbers that no partner may read."""
    known = sample_material("en")
    records = []
    for record in (one for one in sample("en") if not kind_of(one).journal):
        match record:
            case Partner():
                records.append(replace(record, notes="SECRET of the partner"))
            case Alliance():
                records.append(replace(record, notes="SECRET of the alliance", our_alternative=Range.exact(7654321)))
            case Exchange():
                records.append(replace(record, value_to_us=Range.exact(7654321)))
            case Product():
                records.append(replace(record, notes="SECRET of the product"))
            case Job():
                records.append(replace(record, name="SECRET job"))
            case _:
                records.append(record)
    return replace(known, plan=planned(records))


def test_a_partner_sees_one_alliance_and_no_money(tmp_path: Path) -> None:
    material = private()
    mine, other = material.plan.of(Alliance)[:2]
    for form in (".pdf", ".html", ".md"):
        out = tmp_path / f"copy{form}"
        export_report(material, out, ReportOptions(preset="partner", alliance=mine.name))
        text = Read(out).text if form == ".pdf" else bare(out.read_text("utf-8"))
        assert bare(mine.name) in text
        for hidden in ("SECRET", "7,654,321", "7654321", other.name, "7.65M"):
            assert bare(hidden) not in text
    made = content(material=material, preset="partner", alliance=mine.id)
    assert {one.id for one, _blocks in made.said} <= set(PRESETS["partner"].sections)


def test_an_index_tells_parts_of_the_highest_price_and_no_amount() -> None:
    known = sample_material("zh")
    shown = content("zh", known, sections=("products", "forecast"))
    made = content("zh", known, sections=("products", "forecast"), index_amounts=True)
    highest = made.context.hundred
    assert highest is not None
    assert made.context.money(highest) == "100"
    assert made.context.money(Money(highest.amount / 8, highest.currency)) == "12.5"
    assert made.context.money(Money(Decimal(5), "USD" if highest.currency != "USD" else "EUR")) == HIDDEN
    income = [float(next(block for block in section(one, "forecast") if isinstance(block, Table)).rows[0][3].text.replace(",", "")) for one in (shown, made)]  # fmt: skip
    assert income[1] == pytest.approx(income[0] * 100 / float(highest.amount), rel=0.01)
    text = as_markdown(made)
    assert "¥" not in text
    assert "199" not in text


def test_a_partners_copy_may_tell_an_index(tmp_path: Path) -> None:
    known = sample_material("zh")
    alliance = known.plan.of(Alliance)[0]
    out = tmp_path / "index.pdf"
    export_report(known, out, ReportOptions("zh", preset="partner", alliance=alliance.id, index_amounts=True))
    text = Read(out).text
    assert "¥" not in text
    assert "100" in text
    assert "•••" in text  # the map says no price


def test_a_partners_copy_needs_to_know_for_whom() -> None:
    with pytest.raises(InputError) as refused:
        content(preset="partner")
    for alliance in sample_material("en").plan.of(Alliance):
        assert alliance.name in refused.value.message
    with pytest.raises(InputError, match="nobody"):
        content(preset="partner", alliance="nobody")


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_one_page_is_one_page(paper: Any, tmp_path: Path) -> None:
    out = tmp_path / "page.pdf"
    result = export_report(sample_material("en"), out, ReportOptions(preset="page", paper=paper))
    assert result.pages == 1
    assert result.strict


def test_both_languages_stand_in_the_headings(tmp_path: Path) -> None:
    made = content("both", sample_material("zh"))
    heads = [block for _one, blocks in made.said for block in blocks if isinstance(block, Heading)]
    assert sum(bool(head.second) for head in heads) > 12
    assert ("摘要", "Summary") in [(head.text, head.second) for head in heads]
    out = tmp_path / "both.pdf"
    assert export_report(sample_material("zh"), out, ReportOptions("both", sections=("summary", "path"))).strict
    assert bare("摘要Summary") in Read(out).text


class Page(HTMLParser):
    """Reads a page: its ids, links, what it would fetch, and whether what is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        if given.get("href", "").startswith("#"):
            self.links.append(given["href"][1:])
        elif "href" in given or "src" in given:
            self.fetched.append(given.get("href", given.get("src", "")))
        if tag not in ("meta", "br", "rect", "path", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            assert self.open.pop() == tag


def test_the_web_page_stands_alone() -> None:
    text = as_web_page(content())
    page = Page(text)
    assert page.open == []
    assert page.fetched == []
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert set(page.links) <= set(page.ids)
    assert "@media print" in text
    assert 'scope="col"' in text


def test_markup_stays_text_in_html_and_markdown() -> None:
    odd = '<b onclick="x">&amp; | `code` * # [a](b)'
    records = [
        replace(record, name=odd, notes=odd) if isinstance(record, Product) else record
        for record in sample("en")
        if not kind_of(record).journal
    ]
    made = content(material=material_of(planned(records), JournalFacts(), DAY), sections=("products", "summary"))
    page = as_web_page(made)
    assert "<b onclick" not in page
    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;amp; | `code`" in page
    notes = as_markdown(made)
    assert '\\<b onclick="x"\\>&amp; \\| \\`code\\` \\* \\# \\[a\\](b)' in notes
    for table in re.findall(r"(?:^\|.*\n)+", notes, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_same_plan_gives_the_same_text() -> None:
    assert as_web_page(content()) == as_web_page(content())
    assert as_markdown(content()) == as_markdown(content())


def test_what_is_left_out_is_named() -> None:
    words = left_out_words(("ledger", "map"))
    assert BY_ID["ledger"].label in words
    assert left_out_words(()) == ""
