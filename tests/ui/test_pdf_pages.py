"""The pages of the preview: text is found where it stands, across the ends of lines, in both languages."""

from pathlib import Path

import pytest

from planner.report.document import ReportOptions, export_report
from planner.ui.document.pdf_pages import PdfPages
from tests.report.reports import Read, sample_material


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pages") / "en.pdf"
    export_report(sample_material("en"), out, ReportOptions("en", sections=("summary", "fragility")))
    return out


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pages") / "zh.pdf"
    export_report(sample_material("zh"), out, ReportOptions("zh", sections=("summary", "platforms")))
    return out


def test_words_are_found_whatever_their_case_and_blanks(english: Path) -> None:
    pages = PdfPages(english.read_bytes())
    assert pages.find("SUMMARY")
    assert pages.find("  to be   seen to first ")
    assert pages.find("") == pages.find("   ") == pages.find("no such words anywhere") == ()


def test_a_sentence_is_found_across_the_end_of_a_line(english: Path) -> None:
    pages = PdfPages(english.read_bytes())
    first = Read(english).pages[0]
    above, below = next(
        (above, below)
        for above, below in zip(first.splitlines(), first.splitlines()[1:], strict=False)
        if above.startswith("This plan builds")
    )
    (found,) = pages.find(f"{above.split()[-1]} {below.split()[0]} {below.split()[1]}")
    assert found.page == 0
    assert len({round(box.top()) for box in found.boxes}) == 2


def test_chinese_is_found_across_lines_and_without_its_blanks(chinese: Path) -> None:
    pages = PdfPages(chinese.read_bytes())
    spaced, tight = pages.find("7 个产品中 5 个有人付费"), pages.find("7个产品中5个有人付费")
    assert spaced
    assert spaced == tight


def test_an_address_that_was_parted_is_found_whole(chinese: Path) -> None:
    (found,) = PdfPages(chinese.read_bytes()).find("https://keng.example/letter")
    assert len({round(box.top()) for box in found.boxes}) == 2
