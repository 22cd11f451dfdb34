"""Facts meet the plan in the whole window: bills imported, a first paying customer, and hours that tell the truth.

Scenarios 4, 5 and 9 of what is tried in the first hour; 6 stands with the page of works. Real keys, real files.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner import cli, i18n
from planner.commands import records
from planner.model.catalogue import (
    Entry,
    Experiment,
    ImportRule,
    Listing,
    Milestone,
    PlanSettings,
    Platform,
    Product,
    Publication,
    TimeEntry,
    Work,
)
from planner.model.clock import here, working_day
from planner.model.values import Hours, Money, Month, Range
from planner.session import Session
from planner.settings import Settings
from planner.ui.experiments.tab import ExperimentsTab
from planner.ui.hours import time_words
from planner.ui.views.importing import ImportPage
from planner.ui.views.ledger import LedgerPage
from planner.ui.window.main import MainWindow
from tests.ui.shell import file_dialogs, opened, page_shown, press, wait, write

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = date.today()
ALIPAY = """------------------------------------------------------------------------------------
导出信息：
姓名：某某某
支付宝账户：made-up@example.com
起始时间：[2026-08-01 00:00:00]    终止时间：[2026-08-31 23:59:59]
共4笔记录
收入：1笔 199.00元
支出：1笔 88.00元
不计收支：2笔 130.00元

------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-08-03 10:00:00 ,商业服务 ,一家印刷厂 ,abc***@example.com ,讲义印刷 ,支出 ,88.00 ,余额 ,交易成功 ,2026080322000000000001\t,T1\t, ,
2026-08-04 09:00:00 ,退款 ,一家印刷厂 ,abc***@example.com ,退款-讲义印刷 ,不计收支 ,30.00 ,余额 ,退款成功 ,2026080322000000000001_R1\t,T1\t, ,
2026-08-05 09:30:00 ,教育培训 ,*某 ,136******00 ,视频课 ,收入 ,199.00 ,余额 ,交易成功 ,2026080522000000000002\t,T2\t, ,
2026-08-06 09:00:00 ,投资理财 ,某基金 , ,余额宝-单次转入 ,不计收支 ,100.00 ,余额 ,交易成功 ,2026080622000000000003\t, \t, ,
"""
WECHAT = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
WECHAT_ROWS = (
    ("2026-08-02 09:00:00", "二维码收款", "甲", "收款方备注:二维码收款", "收入", "¥199.00", "零钱", "已收钱", "100001", "/", "/"),
    ("2026-08-03 21:00:00", "二维码收款", "乙", "收款方备注:二维码收款", "收入", "¥199.00", "零钱", "已收钱", "100002", "/", "/"),
    ("2026-08-04 09:00:00", "商户消费", "一家文具店", "纸", "支出", "¥28.16", "零钱", "支付成功", "100003", "T3", "/"),
    ("2026-08-06 09:00:00", "零钱提现", "某银行", "/", "/", "¥100.10", "银行", "提现已到账", "100004", "T4", "服务费¥0.10"),
)  # fmt: skip


@pytest.fixture
def home(qtbot: Any, look: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    yield tmp_path
    i18n.use("en")


@contextmanager
def plan_of(home: Path, *made: Any, language: str = "en", **settings: Any) -> Iterator[MainWindow]:
    """The window with a plan of these records; days are those of China."""
    path = home / "own.brightroad"
    given = {"start_month": Month(TODAY.year, TODAY.month), "time_zone": "Asia/Shanghai"} | settings
    Session.create(path, PlanSettings(id="plan", title="Own", **given), made).close()
    with opened(home, Settings(language=language, theme="light")) as window:
        window.files.open(path)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        yield window


def typed(text: str) -> None:
    """Type over what stands in the field that has the keyboard."""
    QApplication.focusWidget().selectAll()  # type: ignore[attr-defined]
    write(text)


def of(window: MainWindow, record: type[Any]) -> list[Any]:
    """The records of a kind with very many rows, oldest first."""
    kind = {Entry: "entry", TimeEntry: "time_entry"}[record]
    return sorted(window.bridge.session.journal.all(kind), key=lambda one: one.id)


def clicked(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# 4. bills


def alipay_bill(home: Path) -> Path:
    path = home / "支付宝账单.csv"
    path.write_bytes(ALIPAY.replace("\n", "\r\n").encode("gb18030"))
    return path


def wechat_bill(home: Path) -> Path:
    """A workbook as it has been since 2026: amounts are numbers, lines above the header."""
    path = home / "微信支付账单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        money = book.add_format({"num_format": "¥#,##0.00"})
        for place, line in enumerate(("微信支付账单明细", "起始时间：[2026-08-01 00:00:00]", "", "共4笔记录", "")):
            sheet.merge_range(place, 0, place, 10, line)
        sheet.write_row(5, 0, WECHAT.split(","))
        for place, cells in enumerate(WECHAT_ROWS, start=6):
            sheet.write_row(place, 0, cells)
            sheet.write_number(place, 5, float(cells[5].strip("¥")), money)
    return path


@pytest.fixture
def dialogs_asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    return file_dialogs(monkeypatch)


def chosen(window: MainWindow, asked: list[Any], path: Path) -> ImportPage:
    """Ctrl+I, Ctrl+N, the file; the page once it has read it."""
    press(window, KEY.Key_I, CTRL)
    page_shown(window, "import")
    page = window.workspace.page
    assert isinstance(page, ImportPage)
    press(window, KEY.Key_N, CTRL)
    asked[-1].filesSelected.emit([str(path)])
    wait(lambda: page.stack.isEnabled() and page.stack.currentWidget() is page.preview, 20_000)
    return page


def row_with(page: ImportPage, text: str) -> int:
    """The first row of the preview that has the text."""
    model = page.preview.rows.plain
    return next(
        row
        for row in range(model.rowCount())
        if any(text in str(model.index(row, column).data() or "") for column in range(model.columnCount()))
    )


def ruled(page: ImportPage, text: str, **belongs: str) -> None:
    """Choose a row and say where all like it belong."""
    rows = page.preview.rows
    rows.setFocus()
    rows.selectRow(row_with(page, text))
    form = page.preview.assign
    for name, value in belongs.items():
        getattr(form, name).set_value(value)
    form.text.setFocus()
    typed(text)
    before = page.work.result
    clicked(form.make)
    wait(lambda: page.work.result is not before and page.stack.isEnabled(), 20_000)


def taken(window: MainWindow, page: ImportPage) -> None:
    clicked(page.preview.take)
    wait(lambda: page.stack.currentWidget() is page.start and page.stack.isEnabled(), 20_000)
    wait(lambda: not page.work.writing)


def test_bills_are_imported_mapped_linked_and_taken_back(home: Path, dialogs_asked: list[Any]) -> None:
    course = Product(id="course", name="视频课", price=Money(Decimal(199), "CNY"))
    with plan_of(home, course, Platform(id="pay", name="收款码"), language="zh") as window:
        page = chosen(window, dialogs_asked, alipay_bill(home))
        assert page.preview.rows.plain.rowCount() == 4
        assert of(window, Entry) == []
        ruled(page, "教育培训", sort="sale", product="course", platform="pay")
        taken(window, page)
        bought, back, sale, moved = sorted(of(window, Entry), key=lambda one: one.date)
        assert (bought.sort, bought.amount) == ("cost", Money(Decimal(88), "CNY"))
        assert (back.refund_of, back.amount) == (bought.id, Money(Decimal(-30), "CNY"))
        assert (sale.sort, sale.product, sale.platform) == ("sale", "course", "pay")
        assert moved.sort in ("transfer", "payout")
        after_alipay = of(window, Entry)

        page = chosen(window, dialogs_asked, wechat_bill(home))
        ruled(page, "二维码收款", product="course", platform="pay")
        taken(window, page)
        sales = [one for one in of(window, Entry) if one.sort == "sale"]
        assert [(one.product, one.amount) for one in sales] == [("course", Money(Decimal(199), "CNY"))] * 3
        assert len(window.bridge.plan.of(ImportRule)) == 2
        whole = of(window, Entry)
        said = json.dumps([one.payee for one in whole], ensure_ascii=False)
        assert not any(name in said for name in ("甲", "乙", "*某"))  # who bought stays out

        for path in (alipay_bill(home), wechat_bill(home)):
            page = chosen(window, dialogs_asked, path)
            assert page.preview.head.text() == i18n._("Nothing in this file is new.")
            assert not page.preview.take.isEnabled()
            page.give_up()
        assert of(window, Entry) == whole

        press(window, KEY.Key_Z, CTRL)
        wait(lambda: of(window, Entry) == after_alipay)
        press(window, KEY.Key_Z, CTRL)
        wait(lambda: of(window, Entry) == [])
        assert window.bridge.plan.of(ImportRule) == ()
        press(window, KEY.Key_Z, CTRL | SHIFT)
        press(window, KEY.Key_Z, CTRL | SHIFT)
        wait(lambda: of(window, Entry) == whole)


# 5. the first paying customer


def sold(window: MainWindow, payee: str) -> None:
    """A sale by Ctrl+E from wherever one is."""
    press(window, KEY.Key_E, CTRL)
    for text in ("t", payee, "sale", "Letters", "Workshop", "99"):
        if text:
            write(text)
        press(window, KEY.Key_Tab)
    press(window, KEY.Key_Return)
    press(window, KEY.Key_Escape)


def silent_plan() -> list[Any]:
    """A workshop that four months of readers have looked at and nobody has bought."""
    begun = TODAY - timedelta(days=125)
    place = {"work": "w", "platform": "mail", "status": "published", "views": 9000, "clicks": 4000}
    return [
        Product(id="course", name="Workshop", stage="live", price=Money(Decimal(99), "CNY"), launch_month=Month(begun.year, begun.month)),
        Platform(id="mail", name="Letters", audience=Range.exact(3200)),
        Listing(id="l", product="course", platform="mail", status="active", conversion=Range.between(Decimal("0.01"), Decimal("0.03"))),
        Work(id="w", title="Why", product="course"),
        Publication(id="out", at=time_words.now() - timedelta(days=30), **place),
    ]  # fmt: skip


def findings(window: MainWindow) -> set[str]:
    return {problem.rule for problem in window.bridge.examination.latest.problems}


def test_an_experiment_closes_itself_and_the_product_is_proven(home: Path) -> None:
    with plan_of(home, *silent_plan()) as window:
        bridge = window.bridge
        bridge.examination.listen()
        bridge.attend()
        wait(lambda: "PR01" in findings(window), 60_000)
        wait(lambda: bridge.proofs._known is not None, 20_000)
        press(window, KEY.Key_2, CTRL | SHIFT)
        page_shown(window, "roadmap")
        window.workspace.page.show_tab("experiments")
        page = window.workspace.page.tab
        assert isinstance(page, ExperimentsTab)
        press(window, KEY.Key_N, CTRL)
        write("10 messages tonight, three pay by then")
        fields = page.editor.fields.editors
        for name, text in (("threshold", "3"), ("sample", "10"), ("stop_at", "+2 20:00")):
            fields[name].focus_widget.setFocus()
            typed(text)
            press(window, KEY.Key_Tab)
        (idea,) = bridge.plan.of(Experiment)
        end = here(idea.stop_at, bridge.plan.settings)
        assert (idea.measure, idea.threshold, idea.sample, idea.listing) == ("sales", Decimal(3), 10, "l")
        assert (end.date() - here(time_words.now(), bridge.plan.settings).date(), end.hour) == (timedelta(days=2), 20)
        page.table.focus()
        press(window, KEY.Key_Right)
        assert bridge.plan.of(Experiment)[0].state == "running"

        toasts: list[str] = []
        bridge.toasted.connect(lambda text, _undo, _details: toasts.append(text))
        for payee in ("One", "Two", "Three"):
            assert bridge.plan.of(Experiment)[0].state == "running"
            sold(window, payee)
        assert [one.product for one in of(window, Entry)] == ["course"] * 3
        wait(lambda: bridge.plan.of(Experiment)[0].state == "done", 30_000)
        assert any("has passed: 3 of 3 sales" in text for text in toasts)
        assert page.strip.pill.text() == "passed"

        wait(lambda: bridge.proofs.of("course").first is not None, 20_000)
        assert any(text.startswith("First sale of “Workshop”") for text in toasts)
        press(window, KEY.Key_3, CTRL)
        page_shown(window, "products")
        products = window.workspace.page
        wait(products.editor.isVisible)
        wait(lambda: "first: " in products.editor.head.caption.text())
        press(window, KEY.Key_6, CTRL)
        page_shown(window, "map")
        wait(lambda: "first: " in _said(window.workspace.page.view.drawing(), "course"), 5000)
        wait(lambda: "PR01" not in findings(window), 60_000)

        for _step in range(4):  # three sales and the closing
            press(window, KEY.Key_Z, CTRL)
        assert of(window, Entry) == []
        assert bridge.plan.of(Experiment)[0].state == "running"


def _said(drawing: Any, record: str) -> str:
    """What the map says of a record to who hears it."""
    return " ".join(hit.tooltip for hit in drawing.hits if hit.target and hit.target[1] == record)


# 9. hours


def test_hours_tell_the_truth(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    week = tuple(Hours.of(hours) for hours in (4, 4, 4, 4, 4, 0, 0))  # 20 h
    made = [
        Product(id="course", name="Course", price=Money(Decimal(199), "CNY")),
        Product(id="advice", name="Advice", pricing="hourly", medium="service", price=Money(Decimal(300), "CNY")),
        Platform(id="mail", name="Letters"),
        *(
            Milestone(id=f"m{at}", name=f"Chapter {at}", effort=Range.exact(31), due=TODAY + timedelta(days=7 * at), product="course")
            for at in range(1, 5)
        ),
    ]  # fmt: skip
    with plan_of(home, *made, hours_per_week=week) as window:
        press(window, KEY.Key_9, CTRL)
        page_shown(window, "ledger")
        page = window.workspace.page
        assert isinstance(page, LedgerPage)
        page.show_tab("time")
        page.focus_first()
        for text in ("2h30m Course recording", "1:30 Course", "45min Course", "2h Advice"):
            write(text)
            press(window, KEY.Key_Return)
        assert [one.minutes.minutes for one in of(window, TimeEntry)] == [150, 90, 45, 120]
        assert [one.product for one in of(window, TimeEntry)] == ["course"] * 3 + ["advice"]
        log: Any = page.tab
        assert log.worked.text() == "6h45m of 20h a week"

        day = working_day(time_words.now(), window.bridge.plan.settings)
        for product, amount in (("course", 570), ("advice", 600)):
            money = {"amount": Money(Decimal(amount), "CNY"), "currency": "CNY"}
            window.bridge.run(
                "Sell",
                lambda tx, product=product, money=money: records.create(
                    tx, "entry", date=day, sort="sale", product=product, platform="mail", **money
                ),
            )
        wait(lambda: len([row for row in log.hourly.rows if row.isVisible() and row.figure != "¥0"]) == 2, 30_000)
        told = {row.name: row.figure for row in log.hourly.rows if row.isVisible()}
        assert told == {"Course": "¥120", "Advice": "¥300"}

        bridge = window.bridge
        bridge.examination.listen()
        wait(lambda: "RM02" in findings(window), 60_000)
        late = [one for one in bridge.examination.latest.problems if one.rule == "RM02"]
        assert [bridge.plan.label("milestone", one.id) for one in late] == [f"Chapter {at}" for at in range(1, 5)]
        assert all(one.fix is not None and one.fix.label.startswith("Move to") for one in late)
        path = bridge.session.path
    assert cli.main(["analyze", str(path), "actuals", "--json"]) == 0
    month = json.loads(capsys.readouterr().out)["months"][-1]
    assert month["income_by_kind"]["hours"] == 600
    assert month["income_by_kind"]["products"] == 570
