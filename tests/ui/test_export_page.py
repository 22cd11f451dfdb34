"""The export page: pages as they will be, search, export with its failures, and what is left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from planner.commands import records
from planner.errors import FileError
from planner.report.document import Cancelled, ReportResult
from planner.report.options import PRESETS, ReportOptions
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.document.export_options import Wish
from planner.ui.look.theme import Theme
from planner.ui.views import export as view
from planner.ui.views.export import ExportPage
from planner.ui.worker import Worker
from tests.ui.form_plan import new_bridge
from tests.ui.invented import empty_session, fill

SOON = 120_000


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bridge(session: Session) -> Iterator[Bridge]:
    made = new_bridge(session)
    made.worker = Worker(made)
    yield made
    made.worker.close()
    made.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(found.append(url.toLocalFile())) or True)
    return found


@pytest.fixture
def page(session: Session, bridge: Bridge, look: Theme, qtbot: Any, opened: list[str]) -> Iterator[ExportPage]:
    fill(session, "en")
    made = shown(bridge, look, qtbot)
    yield made
    made.leave()


def shown(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1064, 700)) -> ExportPage:
    page = ExportPage(bridge, look)
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_the_pages_appear_and_can_be_searched(page: ExportPage, qtbot: Any) -> None:
    qtbot.waitUntil(page.preview.ready, timeout=SOON)
    assert page.preview.count > 4
    assert str(page.preview.count) in page.page_words.text()
    page.search.setText("Summary")
    qtbot.waitUntil(lambda: page.hits.text() not in ("", "nothing found"), timeout=SOON)
    before = page.preview._at
    page.after.click()
    assert page.preview._at != before
    page.search.setText("no such words anywhere")
    qtbot.waitUntil(lambda: page.hits.text() == "nothing found", timeout=SOON)
    page.preview.setFocus()
    qtbot.keyClick(page.preview, Qt.Key.Key_End)
    assert page.preview.page == page.preview.count


def test_fewer_sections_make_fewer_pages(page: ExportPage, qtbot: Any) -> None:
    qtbot.waitUntil(page.preview.ready, timeout=SOON)
    many = page.preview.count
    page.options.none.click()
    assert page.options.options().sections == ("summary",)
    qtbot.waitUntil(lambda: 0 < page.preview.count < many, timeout=SOON)
    assert Wish.of(page.bridge.recall("export")) == page.options.wish()


def test_export_writes_what_the_preview_shows(
    page: ExportPage, qtbot: Any, tmp_path: Path, dialogs: Any, opened: list[str]
) -> None:
    out = tmp_path / "out" / "plan.pdf"
    out.parent.mkdir()
    told: list[str] = []
    page.bridge.toasted.connect(lambda text, *_rest: told.append(text))
    page.options.none.click()
    dialogs.announce((str(out.with_suffix("")), ""))
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    file = pypdfium2.PdfDocument(out)
    assert len(file) >= 1
    file.close()
    assert "plan.pdf" in told[0]
    assert opened == [str(out)]
    assert page.name.text() == "plan.pdf"
    assert [path.name for path in out.parent.iterdir()] == ["plan.pdf"]


def test_a_file_open_elsewhere_offers_another_name(
    page: ExportPage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"open elsewhere")
    written: list[Path] = []

    def refuse_once(_material: Any, path: Path, *_more: Any) -> ReportResult:
        written.append(path)
        if path == out:
            raise FileError("“plan.pdf” cannot be written")
        return ReportResult(3)

    monkeypatch.setattr(view, "export_report", refuse_once)
    page.write(out)
    qtbot.waitUntil(page.banner.isVisible, timeout=SOON)
    assert "plan.pdf" in page.banner.text.text()
    assert "plan (2).pdf" in page.banner.links[0].text()
    page.banner.links[0].click()
    qtbot.waitUntil(lambda: tmp_path / "plan (2).pdf" in written, timeout=SOON)
    qtbot.waitUntil(page.export_button.isEnabled, timeout=SOON)
    assert out.read_bytes() == b"open elsewhere"


def test_cancel_keeps_the_old_file(
    page: ExportPage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "old.pdf"
    out.write_bytes(b"old")

    def slow(_material: Any, _path: Path, _options: ReportOptions, following: Any) -> ReportResult:
        following.tell(0.3, "Setting the pages")
        assert following._cancelled.wait(10)
        raise Cancelled("The export was cancelled.")

    told: list[str] = []
    page.bridge.toasted.connect(lambda text, *_rest: told.append(text))
    monkeypatch.setattr(view, "export_report", slow)
    page.write(out)
    qtbot.waitUntil(lambda: "30" in page.doing.text(), timeout=SOON)
    assert page.stop.isVisible()
    page.stop.click()
    qtbot.waitUntil(lambda: bool(told), timeout=SOON)
    assert "cancelled" in told[0]
    assert out.read_bytes() == b"old"
    assert page.stop.isHidden()


def test_an_export_begun_while_the_preview_is_set_is_its_own(page: ExportPage, qtbot: Any, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: page._following is not None, timeout=SOON)
    out = tmp_path / "early.pdf"
    page.open_after.setChecked(False)
    page.write(out)
    following = page._following
    qtbot.wait(400)  # the preview that was stopped has come back by now
    assert not page._exporting or page._following is following  # Cancel still reaches the export
    qtbot.waitUntil(lambda: not page._exporting, timeout=SOON)
    assert out.read_bytes().startswith(b"%PDF")
    assert "cancelled" not in page.banner.text.text()


def test_missing_characters_are_told(
    page: ExportPage, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        view, "export_report", lambda *_all: ReportResult(2, warnings=("1 character prints as □: U+20BB7.",))
    )
    page.write(tmp_path / "x.pdf")
    qtbot.waitUntil(page.banner.isVisible, timeout=SOON)
    assert "U+20BB7" in page.banner.text.text()


def test_without_typst_other_ways_are_offered(
    session: Session,
    bridge: Bridge,
    look: Theme,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    dialogs: Any,
) -> None:
    fill(session, "en")
    monkeypatch.setattr(view, "available", lambda: False)
    page = shown(bridge, look, qtbot)
    assert "Typst" in page.banner.text.text()
    out = tmp_path / "plan.json"
    dialogs.announce((str(out), ""))
    page.banner.links[0].click()
    assert '"brightroad-plan"' in out.read_text("utf-8")


def test_empty_sections_are_unticked_and_named(bridge: Bridge, look: Theme, qtbot: Any, opened: list[str]) -> None:
    page = shown(bridge, look, qtbot)
    box = page.options.boxes["products"]
    assert not box.isChecked()
    assert not box.isEnabled()
    assert "nothing yet" in box.text()
    assert "products" not in page.options.options().sections
    page.leave()


def test_a_partners_copy_offers_only_what_concerns_one_alliance(page: ExportPage, qtbot: Any) -> None:
    qtbot.waitUntil(page.preview.ready, timeout=SOON)
    page.options.preset.set_value("partner")
    page.options.preset.chosen.emit("partner")
    options = page.options.options()
    assert options.preset == "partner"
    assert page.bridge.plan.find("alliance", options.alliance) is not None
    assert not page.options.alliance.isHidden()
    assert not page.options.boxes["domains"].isEnabled()
    assert set(options.sections) <= set(PRESETS["partner"].sections)
    assert Wish.of(page.bridge.recall("export")) == page.options.wish()
    page.options.preset.set_value("full")
    page.options.preset.chosen.emit("full")
    assert page.options.alliance.isHidden()
    assert page.options.boxes["domains"].isEnabled()


@pytest.mark.parametrize(("form", "start"), [(".html", "<!DOCTYPE html>"), (".md", "#")])
def test_the_ending_of_the_name_says_the_form(
    page: ExportPage, qtbot: Any, tmp_path: Path, dialogs: Any, opened: list[str], form: str, start: str
) -> None:
    out = tmp_path / f"plan{form}"
    dialogs.announce((str(out), ""))
    page.export()
    qtbot.waitUntil(lambda: opened == [str(out)], timeout=SOON)
    assert out.read_text("utf-8").startswith(start)


def test_odd_memories_are_ignored() -> None:
    assert Wish.of(None) == Wish()
    assert Wish.of({"without": "x", "paper": "a0", "hide_amounts": 1, "notes": None}) == Wish()
    kept = Wish(
        ("ledger",), "us-letter", hide_amounts=True, notes=False, preset="partner", alliance="a", bilingual=True
    )
    assert Wish.of(kept.form()) == kept


def test_the_name_of_the_file_follows_the_plan_until_another_is_typed(page: ExportPage) -> None:
    def call(title: str) -> None:
        page.bridge.run("Rename", lambda tx: records.edit(tx, "plan", "plan", title=title))

    call("Two kits")
    assert page.name.value == "Two kits"
    call("Three kits")
    assert page.name.value == "Three kits"
    page.name.set_value("For the bank")
    call("Four kits")
    assert page.name.value == "For the bank"
