"""The exported PDF, read back: fonts, text, outline, links, tags, the same bytes, hidden amounts, hostile texts."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings

from planner.errors import FileError, InputError
from planner.model.catalogue import Domain, Entry, Listing, Platform, Product, Record, kind_of
from planner.model.field_types import Text
from planner.model.values import Money
from planner.report import document
from planner.report.document import Cancelled, Follow, ReportOptions, ReportResult, export_report
from planner.report.journal import JournalFacts
from planner.report.material import material_of
from planner.report.sections import BY_ID, SECTIONS
from tests.report.reports import DAY, Read, bare, made, material, planned, sample, sample_material
from tests.strategies import plans

HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
MARKUP = '#import "x": * $x^2$ *b* _i_ `c` @ref <b> \\ // {{7*7}} #{1+1} [x](y) = H'
HOSTILE = (
    MARKUP,
    "שלום עולם مرحبا بالعالم \u202eoverride\u202c",
    "👩‍🚀🏳️‍🌈 e\u0301 a\u0335\u0336 ⺀⽇ \ufeff\u0007x \U000f0000 한국어 𠮷",
    "w" * 200,
    "\u2028\u2029\t\r\n \u3000 \u00ad",
)


@pytest.fixture(scope="module", params=["zh", "en"])
def printed(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, ReportResult, Read]:
    out = tmp_path_factory.mktemp("pdf") / f"{request.param}.pdf"
    result = export_report(sample_material(request.param), out, ReportOptions(request.param))
    return request.param, out, result, Read(out)


def test_the_sample_is_strict_and_complete(printed: tuple[str, Path, ReportResult, Read]) -> None:
    _language, _out, result, read = printed
    assert result.strict
    assert result.replaced == ()
    assert result.left_out == ()
    assert result.warnings == ()
    assert result.pages == len(read.pages) > 10
    assert read.tagged


def test_every_word_of_the_plan_is_given_back(printed: tuple[str, Path, ReportResult, Read]) -> None:
    language, _out, _result, read = printed
    shown = ("domain", "product", "platform", "alliance", "partner", "exchange", "plan", "cost", "job")
    for record in sample(language):
        kind = kind_of(record)
        if kind.name in shown:
            assert bare(kind.name_of(record)) in read.text
    for record in planned(sample(language)).of(Product):
        for field in (record.problem, record.promise, record.notes):
            assert bare(field.replace("**", "")) in read.text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_chinese_comes_back_character_by_character(printed: tuple[str, Path, ReportResult, Read]) -> None:
    language, out, _result, _read = printed
    text = bare(
        subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, check=True).stdout.decode()
    )
    if language == "zh":
        names = {name for record in planned(sample("zh")).of(Product) for name in HAN.findall(record.name)}
        names |= {name for record in planned(sample("zh")).of(Platform) for name in HAN.findall(record.name)}
        assert names
        assert [name for name in names if name not in text] == []
    assert not re.search("[\u2e80-\u2fdf]", text)


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="pdffonts is not on this machine")
def test_all_fonts_are_embedded(printed: tuple[str, Path, ReportResult, Read]) -> None:
    listing = subprocess.run(["pdffonts", str(printed[1])], capture_output=True, check=True).stdout.decode()
    rows = listing.splitlines()[2:]
    assert rows
    for row in rows:
        assert "Brightroad" in row
        assert re.search(r"\byes\s+yes\s+yes\s", row), row


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not on this machine")
def test_the_file_is_sound(printed: tuple[str, Path, ReportResult, Read]) -> None:
    assert subprocess.run(["qpdf", "--check", str(printed[1])], capture_output=True, check=False).returncode == 0


def test_outline_links_and_spoken_figures(printed: tuple[str, Path, ReportResult, Read]) -> None:
    language, _out, _result, read = printed
    titles = [bare(title) for _level, title in read.outline]
    for record in planned(sample(language)).of(Product):
        assert any(title.endswith(bare(record.name)) for title in titles)
    assert {level for level, _title in read.outline} >= {0, 1}
    assert read.links[1] > 10  # the contents
    assert read.links[2] >= 4  # the summary leads to what is next
    domain = planned(sample(language)).of(Domain)[0]
    assert any(domain.name in alt for alt in read.alts)
    assert len(read.alts) > 8


def test_heads_of_tables_say_of_what(printed: tuple[str, Path, ReportResult, Read]) -> None:
    scopes = printed[3].scopes
    assert len(scopes) > 50
    assert set(scopes) == {"Column"}


def test_no_page_is_nearly_empty(printed: tuple[str, Path, ReportResult, Read]) -> None:
    for number, page in enumerate(printed[3].pages[1:], 2):
        assert len(page.splitlines()) > 9, f"page {number} holds little more than its head and foot"


def test_no_row_of_the_ledger_goes_on_alone(printed: tuple[str, Path, ReportResult, Read]) -> None:
    seen = 0
    for page in printed[3].pages[-4:]:
        tables = re.split(r"^(?:Date|日期)\b.*$", page, flags=re.MULTILINE)[1:]
        for table in tables:
            rows = len(re.findall(r"^20\d\d-\d\d-\d\d", table, re.MULTILINE))
            seen += rows
            assert rows > 2, table
    assert seen > 50


def test_the_same_plan_gives_the_same_bytes_anywhere(
    printed: tuple[str, Path, ReportResult, Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language, first, _result, _read = printed
    second = tmp_path / "again.pdf"
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.chdir(tmp_path)
    export_report(sample_material(language), second, ReportOptions(language))
    assert first.read_bytes() == second.read_bytes()


def priced(records: list[Record]) -> list[Record]:
    """The records with amounts that cannot be met by chance, also inside a note and a name."""
    changed: list[Record] = []
    for record in records:
        match record:
            case Product():
                changed.append(
                    replace(record, price=Money.of_minor(7654321, "CNY"), notes="原价 ¥76543.21，约 7.6万元，US$ 76543")
                )
            case Listing():
                changed.append(replace(record, price=Money.of_minor(7654399, "CNY")))
            case Entry() if record.amount and record.currency:
                changed.append(replace(record, amount=Money.of_minor(7654355, record.currency), fee=None, memo="76543"))
            case _:
                changed.append(record)
    return changed


def test_hidden_amounts_leave_no_digit_of_a_price(tmp_path: Path) -> None:
    known = material(priced(sample("zh")))
    shown, hidden = tmp_path / "shown.pdf", tmp_path / "hidden.pdf"
    export_report(known, shown, ReportOptions("zh", sections=("products",)))
    export_report(known, hidden, ReportOptions("zh", hide_amounts=True))
    assert "76,543" in Read(shown).text
    read = Read(hidden)
    spoken = bare("".join(read.alts))
    for digits in ("76543", "76,543", "7.6万", "86,000", "9,000", "11,500", "9000", "19,500"):
        assert digits not in read.text
        assert digits not in spoken
    assert "•••" in read.text
    assert "•••" in spoken or "¥" not in spoken


def test_an_empty_plan_says_so(tmp_path: Path) -> None:
    records = [record for record in sample("en") if kind_of(record).name == "plan"]
    bare_settings = replace(records[0], living_costs=None)
    result = made([bare_settings], tmp_path / "e.pdf")
    assert result.strict
    said = {"cover", "contents", "findings", "method", "glossary"}
    assert set(result.left_out) == {section.id for section in SECTIONS} - said
    assert bare("This plan has just begun") in Read(tmp_path / "e.pdf").text


def hostile(records: list[Record]) -> list[Record]:
    """The records with every text replaced by something hostile, in turn."""
    changed: list[Record] = []
    for at, record in enumerate(records):
        texts: dict[str, str] = {}
        for number, spec in enumerate(kind_of(record).specs):
            if isinstance(spec.type, Text):
                texts[spec.name] = HOSTILE[(at + number) % len(HOSTILE)][: spec.type.longest] or "x"
        changed.append(replace(record, **texts))
    return changed


def test_hostile_texts_print_as_typed(tmp_path: Path) -> None:
    records = hostile(sample("zh"))
    first = next(at for at, record in enumerate(records) if isinstance(record, Product))
    records[first] = replace(records[first], name=MARKUP, notes=f"{MARKUP}\n\n" + "很长的备注。Long note. " * 2500)
    result = made(records, tmp_path / "h.pdf", language="zh")
    assert result.strict
    assert any(one.character == "\U000f0000" for one in result.replaced)
    assert result.warnings
    read = Read(tmp_path / "h.pdf")
    assert bare(MARKUP) in read.text
    assert "□" in read.text
    assert 2500 - result.pages <= read.text.count("Longnote.") <= 2500  # a page may end inside one
    assert read.text.count("w" * 200) > 3
    assert "「」" not in read.text
    assert read.text.count("（未命名）") > 20  # wherever a name is blank, not in its heading only
    assert "\n备注\n被哪些产品需要" not in "".join(read.pages)  # a blank note has no label


@settings(
    max_examples=int(os.environ.get("BRIGHTROAD_PLANS", "2")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(plan=plans())
def test_any_plan_can_be_printed(plan: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("any") / "any.pdf"
    result = export_report(material_of(plan, JournalFacts(), DAY), out, ReportOptions("zh"))
    assert result.strict
    assert result.pages == len(Read(out).pages) > 0


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_sections_and_paper_are_as_asked(paper: Any, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    result = export_report(sample_material("en"), out, ReportOptions(sections=("glossary", "summary"), paper=paper))
    read = Read(out)
    assert [title for level, title in read.outline if level == 0] == ["1 Summary", "A Words"]
    assert result.pages <= 2
    file = pypdfium2.PdfDocument(out)
    assert round(file[0].get_width()) == (595 if paper == "a4" else 612)
    file.close()


def test_an_unknown_section_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        made(sample("en"), tmp_path / "u.pdf", sections=("summary", "horoscope"))
    assert "horoscope" in refused.value.message
    for section in SECTIONS:
        assert section.id in refused.value.message
    assert list(tmp_path.iterdir()) == []
    assert "horoscope" not in BY_ID


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "old.pdf"
    out.write_bytes(b"the old one")
    following = Follow()
    following.listen(lambda share, _text: following.cancel() if share >= 0.1 else None)
    with pytest.raises(Cancelled):
        export_report(sample_material("en"), out, ReportOptions(), following)
    assert out.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["old.pdf"]


def test_a_file_that_cannot_be_replaced_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "open.pdf"
    out.write_bytes(b"open elsewhere")

    def refuse(*_paths: Any) -> None:
        raise PermissionError(13, "Permission denied")

    whole = sample_material("en")
    monkeypatch.setattr(document.os, "replace", refuse)
    with pytest.raises(FileError, match=re.escape("open.pdf")):
        export_report(whole, out, ReportOptions(sections=("cover",)))
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["open.pdf"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nowhere"):
        made(sample("en")[:1], tmp_path / "nowhere" / "x.pdf", sections=("cover",))


def test_no_typst_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "available", lambda: False)
    with pytest.raises(FileError, match="Typst"):
        made(sample("en"), tmp_path / "x.pdf")


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    told: list[float] = []
    follow = Follow(lambda share, text: told.append(share if text else -1.0))
    export_report(sample_material("en"), tmp_path / "p.pdf", ReportOptions(preset="page"), follow)
    assert told == sorted(told)
    assert len(told) >= 3
    assert os.path.getsize(tmp_path / "p.pdf") > 10_000
