"""The Import page with real files and real plans: read, asked, shown, unticked, taken in, undone."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.cli import main
from planner.commands import records
from planner.model.catalogue import Batch, ColumnMapping, Entry, ImportRule, PlanSettings, Platform
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session
from planner.ui.imports import steps
from planner.ui.look.theme import Theme
from planner.ui.views.importing import ImportPage
from planner.ui.window.main import MainWindow
from tests.importers.test_questions import paypal
from tests.ui.shell import opened, press, wait

FILES = Path(__file__).parents[1] / "importers" / "files"
GUMROAD = FILES / "gumroad" / "made-sales-2025-header.csv"


@pytest.fixture
def window(qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    path = tmp_path / "a.brightroad"
    settings = PlanSettings(id="plan", title="Test", start_month=Month(2026, 12), time_zone="Asia/Shanghai")
    session = Session.create(path, settings)
    with session.edit("Fill") as tx:
        records.create(tx, "product", name="Course")
    session.close()
    with opened(tmp_path) as made:
        made.files.open(path)
        wait(lambda: made.workspace is not None and made.workspace.page is not None)
        made.workspace.show_page("import")
        yield made
    i18n.use("en")


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    shown = window.workspace.page
    assert isinstance(shown, ImportPage)
    return shown


def shown(page: ImportPage, path: Path) -> None:
    """Read the file at `path` until the page shows something of it."""
    page.begin(path)
    wait(page.stack.isEnabled, 10000)


def taken(page: ImportPage) -> None:
    QTest.mouseClick(page.preview.take, Qt.MouseButton.LeftButton)
    wait(lambda: page.stack.currentWidget() is page.start and page.stack.isEnabled(), 10000)


def entries(window: MainWindow) -> list[Entry]:
    return [one for one in window.bridge.session.journal.all("entry") if isinstance(one, Entry)]


def test_a_statement_is_shown_before_anything_is_written(window: MainWindow, page: ImportPage) -> None:
    shown(page, GUMROAD)
    assert page.stack.currentWidget() is page.preview
    assert page.preview.head.text() == "5 rows will be imported into the ledger"
    assert page.preview.sums.text() == "Gross $96 · refunds $34 · fees $17.40 · net $44.60"
    assert page.preview.account.text() == "6 rows · 5 new · 1 of totals"
    assert page.preview.checks[0].severity == "echo"
    assert {row.belongs for row in page.preview.rows.plain.rows} == {"Gumroad (new)"}
    assert entries(window) == []


def test_it_is_one_step_and_the_same_file_twice_adds_nothing(
    window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    shown(page, GUMROAD)
    taken(page)
    count = len(entries(window))
    assert count >= 5
    assert [one.name for one in window.bridge.plan.of(Platform)] == ["Gumroad"]
    assert [one.file for one in window.bridge.plan.of(Batch)] == [GUMROAD.name]
    assert page.start.history.plain.rowCount() == 1
    again = tmp_path / "renamed.txt"
    shutil.copy(GUMROAD, again)
    shown(page, again)
    assert page.preview.head.text() == "Nothing in this file is new."
    assert not page.preview.take.isEnabled()
    page.give_up()
    window.board["undo"].trigger()
    assert entries(window) == []
    assert window.bridge.plan.of(Platform) == window.bridge.plan.of(Batch) == ()
    assert window.workspace.view == "import"  # where imports are, though a platform went too
    window.board["redo"].trigger()
    assert len(entries(window)) == count


def test_a_row_can_be_unticked_by_key_and_mouse(window: MainWindow, page: ImportPage) -> None:
    shown(page, GUMROAD)
    table = page.preview.rows
    table.selectRow(1)
    table.setFocus()
    press(window, Qt.Key.Key_Space)
    assert page.preview.take.text() == "Import 4 rows"
    where = table.visualRect(table.plain.index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.preview.take.text() == "Import 3 rows"
    assert page.preview.account.text().endswith("2 left out by you")
    left = {table.plain.rows[at].draft.number for at in table.plain.left_out}
    taken(page)
    (batch,) = window.bridge.plan.of(Batch)
    assert batch.rejected.startswith("excluded")
    assert left == {3, 4}


def test_the_sums_follow_what_is_ticked(page: ImportPage) -> None:
    shown(page, GUMROAD)
    assert page.preview.remark.text == ""
    page.preview.rows.plain.tick(range(len(page.preview.rows.plain.rows)), on=False)
    page.preview._tell()
    assert page.preview.sums.text() == "USD: no money moves"
    page.preview.rows.plain.tick([0], on=True)
    assert page.preview.sums.text().startswith("Gross $24 ·")


def test_days_are_those_of_the_plan(window: MainWindow, page: ImportPage) -> None:
    shown(page, FILES / "kofi" / "made-transactions.csv")  # its first row is still the 9th in UTC
    assert page.preview.source.text().endswith(" · 10 Aug 2026")
    taken(page)
    assert window.bridge.session.history()[0].label.endswith(", 2026-08-10")


def test_fees_that_no_file_tells_are_said_to_be_unknown(page: ImportPage) -> None:
    shown(page, FILES / "kofi" / "made-transactions.csv")
    assert page.preview.remark.text == "The file does not tell the fees: they are unknown, not zero."
    assert page.preview.sums.text() == "Gross $16 · before fees $16 · spent $3"
    shown(page, FILES / "apple" / "made-sales-daily.txt")
    assert page.preview.remark.text.startswith("Gross here is after the store’s share")
    shown(page, FILES / "alipay" / "made-acclog.csv")
    assert page.preview.remark.text == ""


def test_other_money_that_a_rule_calls_a_sale_is_gross(window: MainWindow, page: ImportPage) -> None:
    shown(page, FILES / "alipay" / "made-acclog.csv")
    assert page.preview.sums.text() == "other money in ¥570"
    page.preview.assign.text.setText("0")
    page.preview.assign.sort.set_value("sale")
    page.preview.assign._look()
    page.preview.rows.selectRow(0)
    QTest.mouseClick(page.preview.assign.make, Qt.MouseButton.LeftButton)
    wait(lambda: page.preview.remark.text != "")
    assert page.preview.sums.text().startswith("Gross ")


def test_a_rule_holds_at_once_and_is_kept(window: MainWindow, page: ImportPage) -> None:
    shown(page, GUMROAD)
    page.preview.rows.selectRow(0)
    assert page.preview.assign.text.text() == "Course"
    (course,) = window.bridge.plan.records("product")
    page.preview.assign.product.set_value(course.id)
    page.preview.assign._look()
    QTest.mouseClick(page.preview.assign.make, Qt.MouseButton.LeftButton)
    wait(lambda: {row.belongs for row in page.preview.rows.plain.rows} == {"Course · Gumroad (new)"})
    taken(page)
    (rule,) = window.bridge.plan.of(ImportRule)
    assert (rule.contains, rule.product) == ("Course", course.id)
    assert {one.product for one in entries(window) if one.sort == "sale"} == {course.id}


def test_a_dropped_file_is_read(page: ImportPage) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(FILES / "kofi" / "made-transactions.csv"))])
    place = page.start.place
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    place.dropEvent(drop)
    wait(lambda: page.stack.currentWidget() is page.preview, 10000)
    assert page.preview.head.text() == "3 rows will be imported into the ledger"


def dropped(page: ImportPage, *paths: Path) -> None:
    """Let the files go over the place for them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.start.place.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, *buttons))


def test_several_files_are_taken_one_after_the_other(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"%PDF-1.7 nothing")
    kofi, time_log = FILES / "kofi" / "made-transactions.csv", min((FILES / "timewarrior").iterdir())
    dropped(page, GUMROAD, bad, kofi, time_log)
    wait(lambda: page.stack.currentWidget() is page.preview and page.stack.isEnabled(), 10000)
    assert page.preview.source.text().split(" · ")[1] == GUMROAD.name
    assert page.waiting.text.text() == "3 more files wait, the next is “bad.csv”."
    QTest.mouseClick(page.preview.take, Qt.MouseButton.LeftButton)
    wait(lambda: not page.banner.isHidden(), 10000)  # the next one, and why it is none
    assert len(entries(window)) >= 5
    assert page.waiting.text.text() == f"2 more files wait, the next is “{kofi.name}”."
    QTest.mouseClick(page.waiting.links[0], Qt.MouseButton.LeftButton)
    wait(lambda: page.preview.source.text().split(" · ")[1] == kofi.name, 10000)
    assert page.waiting.text.text() == f"One more file waits: “{time_log.name}”."
    QTest.mouseClick(page.preview.cancel, Qt.MouseButton.LeftButton)
    wait(lambda: page.preview.source.text().split(" · ")[1] == time_log.name, 10000)
    assert page.waiting.isHidden()
    taken(page)
    assert [one.file for one in window.bridge.plan.of(Batch)] == [GUMROAD.name, time_log.name]


def test_files_that_wait_can_be_let_go(page: ImportPage) -> None:
    dropped(page, GUMROAD, FILES / "kofi" / "made-transactions.csv")
    wait(lambda: page.stack.currentWidget() is page.preview and page.stack.isEnabled(), 10000)
    QTest.mouseClick(page.waiting.cross, Qt.MouseButton.LeftButton)
    assert page.waiting.isHidden()
    taken(page)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\x03" * 50, b"%PDF-1.7 nothing", b"<html><table></table></html>"]
)
def test_a_file_that_is_no_table_is_told_in_a_sentence(page: ImportPage, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    shown(page, path)
    assert page.stack.currentWidget() is page.start
    assert not page.banner.isHidden()
    assert page.banner.text.text().endswith(".")


def test_what_the_file_does_not_say_is_asked(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "activity.csv"
    path.write_text(paypal(("03/04/2026", "PDT", "5.00"), ("05/05/2026", "PDT", "5.00")), "utf-8")
    shown(page, path)
    assert page.stack.currentWidget() is page.questions.parentWidget()
    assert list(page.questions.editors) == ["date_order"]
    page.questions.answer()
    assert page.stack.currentWidget() is page.questions.parentWidget(), "nothing is chosen yet"
    page.questions.editors["date_order"].set_value("dmy")
    page.questions.answer()
    wait(lambda: page.stack.currentWidget() is page.preview, 10000)
    assert [row.draft.day for row in page.preview.rows.plain.rows] == ["2026-04-04", "2026-05-06"], "in Shanghai"


def test_the_other_language_keeps_what_was_unticked(page: ImportPage) -> None:
    shown(page, GUMROAD)
    page.preview.rows.plain.tick([0], on=False)
    i18n.use("zh", resource("translations"))
    page.retranslate()
    assert page.preview.excluded == frozenset({2})


def test_what_is_being_done_is_said_in_the_language_in_use(page: ImportPage) -> None:
    page.begin(GUMROAD)
    assert page.doing.text() == "Reading the file…"
    i18n.use("zh", resource("translations"))
    page.retranslate()
    assert page.doing.text() == "正在读文件…"
    assert page.banner.cross.accessibleName() == page.waiting.cross.accessibleName() == "收起"
    wait(lambda: page.stack.currentWidget() is page.preview, 10000)
    page.retranslate()
    assert page.doing.text() == ""


def test_edits_wait_while_an_import_is_written(window: MainWindow, page: ImportPage) -> None:
    refused: list[str] = []
    window.bridge.refused.connect(refused.append)
    shown(page, GUMROAD)
    page.preview.take.click()
    assert window.bridge.run("Add", lambda tx: records.create(tx, "product", name="Kit")) is None
    assert len(refused) == 1
    wait(lambda: page.stack.currentWidget() is page.start and page.stack.isEnabled(), 10000)
    assert window.bridge.run("Add", lambda tx: records.create(tx, "product", name="Kit")) is not None


UNKNOWN = "我的收款表\n日期,客户,摘要,金额,手续费\n2026-08-01,甲,手册,199.00,1.99\n2026-08-02,乙,手册,199.00,1.99\n2026-08-03,丙,退回,-199.00,0\n"


def test_an_unknown_table_is_mapped_once_and_read_at_once_the_next_time(
    window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(UNKNOWN, "utf-8")
    shown(page, path)
    mapping = page.mapping
    assert page.stack.currentWidget() is mapping
    assert mapping.raw.plain.headerData(1, Qt.Orientation.Horizontal) == "日期"
    assert {name: mapping.editors[name].value() for name in ("day", "amount", "fee", "memo")} == {
        "day": "日期", "amount": "金额", "fee": "手续费", "memo": "摘要",
    }  # fmt: skip
    assert mapping.editors["money"].value() == "CNY"
    mapping.editors["negative"].set_value("refund")
    mapping._on_chosen()
    wait(lambda: mapping.trial.plain.rowCount() == 3)
    assert [mapping.trial.plain.data(mapping.trial.plain.index(at, 4)) for at in range(3)] == ["¥199", "¥199", "−¥199"]
    QTest.mouseClick(mapping.go_on, Qt.MouseButton.LeftButton)
    wait(lambda: page.stack.currentWidget() is page.preview, 10000)
    taken(page)
    assert sorted(str(one.sort) for one in entries(window)) == ["refund", "sale", "sale"]
    assert [one.name for one in window.bridge.plan.of(ColumnMapping)] == ["mine"]
    path.write_text(UNKNOWN + "2026-08-04,丁,手册,99.00,0.99\n", "utf-8")
    shown(page, path)
    assert page.stack.currentWidget() is page.preview
    assert page.preview.head.text() == "1 row will be imported into the ledger"


def stands_in(part: QWidget) -> bool:
    """Whether the keyboard is somewhere in `part` where it can be seen."""
    at = QApplication.focusWidget()
    return at is not None and part.isAncestorOf(at) and at.isVisible()


def test_the_keyboard_stands_in_what_is_asked_and_comes_back_there(
    window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    unknown, unsaid = tmp_path / "mine.csv", tmp_path / "activity.csv"
    unknown.write_text(UNKNOWN, "utf-8")
    unsaid.write_text(paypal(("03/04/2026", "PDT", "5.00"), ("05/05/2026", "PDT", "5.00")), "utf-8")
    for path in (unknown, unsaid):
        shown(page, path)
        asking = page.stack.currentWidget()
        for _again in range(2):
            wait(lambda asking=asking: stands_in(asking))
            press(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
            assert window.workspace.view == "products"
            window.workspace.show_page("import")


def test_a_mapping_without_its_amount_goes_nowhere(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(UNKNOWN, "utf-8")
    shown(page, path)
    page.mapping.editors["amount"].set_value("")
    page.mapping._on_chosen()
    assert not page.mapping.go_on.isEnabled()
    assert page.mapping.fields["amount"].hint.text == "Choose a column."


def test_changed_money_and_lone_refunds_are_offered_and_never_done_by_themselves(
    window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "kofi.csv"
    text = (FILES / "kofi" / "made-transactions.csv").read_bytes().decode()
    path.write_bytes(text.encode())
    shown(page, path)
    taken(page)
    before = sorted((one.external_id, one.amount) for one in entries(window))
    amount = next(one.amount.amount for one in entries(window) if one.sort == "sale" and one.amount)
    changed = text.replace(f",{amount},", f",{amount + 1},")
    assert changed != text
    path.write_bytes(changed.encode())
    shown(page, path)
    assert len(page.preview.changes.plain.rows) == 1
    assert page.preview.applied == frozenset()
    assert not page.preview.take.isEnabled()
    page.preview.changes.plain.tick([0], on=True)
    taken(page)
    assert sorted((one.external_id, one.amount) for one in entries(window)) != before


def test_money_told_elsewhere_is_offered_and_left_out_only_when_ticked(
    window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    shown(page, FILES / "kofi" / "made-transactions.csv")
    taken(page)
    path = tmp_path / "paypal.csv"
    head = (FILES / "paypal" / "made-activity-us.csv").read_text("utf-8-sig").splitlines()[0]
    for_sale = '"Website Payment","Completed","USD","{0}","0.00","{0}","l@example.com","me@example.com"'
    lines = [
        f'"08/13/2026","10:00:00","PDT","Lu",{for_sale.format(amount)},"{amount}","","12.00","Credit"'
        for amount in ("12.00", "13.00")
    ]
    path.write_text("\n".join([head, *lines]), "utf-8")
    shown(page, path)
    preview = page.preview
    assert preview.excluded == frozenset()
    assert len(preview.elsewhere.plain.rows) == 1
    assert preview.head.text() == "2 rows will be imported into the ledger"
    preview._on_tab("elsewhere")
    assert preview.reason.isVisible()
    preview.elsewhere.plain.tick([0], on=True)
    assert preview.head.text() == "1 row will be imported into the ledger"
    assert "13" in preview.sums.text() and "25" not in preview.sums.text()
    taken(page)
    received = [one for one in entries(window) if one.source == "paypal_activity"]
    assert [one.amount.minor for one in received if one.amount] == [1300]


@pytest.mark.parametrize("name", ["plan.json", "plan.xlsx", "plan.zip"])
def test_what_a_plan_was_exported_to_comes_back_as_records(
    window: MainWindow, page: ImportPage, tmp_path: Path, name: str
) -> None:
    made, out = tmp_path / "other.brightroad", tmp_path / name
    assert main(["new", str(made), "--sample", "--language", "en"]) == 0
    assert main(["export", str(made), str(out)]) == 0
    shown(page, out)
    assert page.stack.currentWidget() is page.records
    assert page.records.head.text().endswith("Nothing was written.")
    assert page.records.kinds.plain.rowCount() > 10
    assert entries(window) == []
    QTest.mouseClick(page.records.take, Qt.MouseButton.LeftButton)
    wait(lambda: page.stack.currentWidget() is page.start and page.stack.isEnabled(), 10000)
    assert len(entries(window)) > 5
    shown(page, out)
    assert not page.records.take.isEnabled()
    page.give_up()
    window.board["undo"].trigger()
    wait(lambda: entries(window) == [])
    assert len(window.bridge.plan.records("product")) == 1


def test_records_are_not_written_once_they_were_stopped(
    window: MainWindow, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, take_in = threading.Event(), threading.Event(), steps.take_records

    def take_slowly(*asked: Any) -> None:
        begun.set()
        go_on.wait(10)
        take_in(*asked)

    monkeypatch.setattr(steps, "take_records", take_slowly)
    made, out = tmp_path / "other.brightroad", tmp_path / "plan.json"
    assert main(["new", str(made), "--sample", "--language", "en"]) == 0
    assert main(["export", str(made), str(out)]) == 0
    shown(page, out)
    page.records.take.click()
    wait(begun.is_set)
    page.stop.click()
    go_on.set()
    ended: list[object] = []
    window.bridge.worker.submit(lambda _job: None).done.connect(ended.append)
    wait(lambda: bool(ended))
    window.bridge.poll()
    assert entries(window) == []
    assert len(window.bridge.plan.records("product")) == 1


def test_a_plan_that_does_not_fit_is_told_where(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text('{"format": "brightroad-plan", "version": 1, "records": {"domain": [{"id": "d"}]}}', "utf-8")
    shown(page, path)
    assert page.stack.currentWidget() is page.start
    assert "domain/d/name" in page.banner.text.text()


def test_the_headers_of_a_table_are_never_translated(page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Date,Who,Amount\n2026-08-01,Ann,5.00\n2026-08-02,Bob,6.00\n", "utf-8")
    i18n.use("zh", resource("translations"))
    shown(page, path)
    heads = [page.mapping.raw.plain.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert heads == ["#", "Date", "Who", "Amount"]
