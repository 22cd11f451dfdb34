"""The time log on screen: a typed line, the timer in the head of the window, the week as a grid."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.commands import records, time_log
from planner.i18n import use
from planner.model.catalogue import PlanSettings, TimeEntry
from planner.model.values import Hours, Money, Month
from planner.paths import resource
from planner.session import Session
from planner.ui.hours.log import TimeLog
from planner.ui.look.theme import Theme, theme
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window.main import MainWindow
from tests.ui.shell import opened, press, wait, write


@pytest.fixture
def window(qtbot: QtBot, look: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    path = tmp_path / "a.brightroad"
    session = Session.create(path, PlanSettings(id="plan", title="Test", start_month=Month(2026, 12)))
    with session.edit("Fill") as tx:
        records.create(tx, "product", name="Course")
        records.create(tx, "product", name="Kit")
    session.close()
    with opened(tmp_path) as made:
        made.files.open(path)
        wait(lambda: made.workspace is not None and made.workspace.page is not None)
        yield made


@pytest.fixture
def log(window: MainWindow) -> TimeLog:
    made = TimeLog(window.bridge, theme())
    window.workspace.stack.addWidget(made)
    window.workspace.stack.setCurrentWidget(made)
    window.bridge.changed.connect(made.refresh)
    made.focus_first()
    return made


def entries(window: MainWindow) -> list[TimeEntry]:
    return [one for one in window.bridge.session.journal.all("time_entry") if isinstance(one, TimeEntry)]


def test_a_typed_line_is_read_as_it_is_typed_and_logged_by_enter(window: MainWindow, log: TimeLog) -> None:
    write("2h30m course recording")
    assert log.line.echo.text == "2h30m · Course · Making · today · recording"
    press(window, Qt.Key.Key_Return)
    (entry,) = entries(window)
    assert (entry.minutes, entry.memo, entry.date) == (Hours(150), "recording", log._today())
    assert log.line.field.text() == ""
    assert log.line.field.hasFocus()
    assert log.grid.week.rows[0].words == "Course · recording"
    assert log.grid.week.minutes(0, 8) == 150
    window.board["undo"].trigger()
    assert entries(window) == []


def test_the_week_names_employed_time_beside_the_sum_that_counts_it(window: MainWindow, log: TimeLog) -> None:
    for text in ("2h30m course", "45min employed"):
        write(text)
        press(window, Qt.Key.Key_Return)
    assert log.worked.text() == "2h30m, 45min employed besides"
    assert log.grid.week.minutes(log.grid.week.rowCount() - 1, 8) == 195  # the sum of the grid


def test_a_line_without_time_stays_and_says_what_is_missing(window: MainWindow, log: TimeLog) -> None:
    write("course")
    press(window, Qt.Key.Key_Return)
    assert entries(window) == []
    assert (log.line.field.text(), log.line.echo.severity) == ("course", "error")
    again = TimeLog(window.bridge, theme())
    assert again.line.field.text() == "course"
    again.deleteLater()


def test_enter_while_composing_logs_nothing(window: MainWindow, log: TimeLog) -> None:
    write("1h ")
    QApplication.sendEvent(log.line.field, QInputMethodEvent("kecheng", []))
    press(window, Qt.Key.Key_Return)
    assert entries(window) == []
    done = QInputMethodEvent("", [])
    done.setCommitString("课程")
    QApplication.sendEvent(log.line.field, done)
    press(window, Qt.Key.Key_Return)
    assert [entry.memo for entry in entries(window)] == ["课程"]


def test_a_cell_is_typed_and_emptied(window: MainWindow, log: TimeLog) -> None:
    write("1h course")
    press(window, Qt.Key.Key_Return)
    day = (log._today() - log.monday).days + 1
    log.grid.setFocus()
    log.grid.setCurrentIndex(log.grid.week.index(0, day))
    press(window, Qt.Key.Key_F2)
    write("45min")
    press(window, Qt.Key.Key_Return)
    wait(lambda: log.grid.week.minutes(0, day) == 45)
    press(window, Qt.Key.Key_F2)
    write("much")
    press(window, Qt.Key.Key_Return)
    assert log.grid.week.minutes(0, day) == 45
    log.grid.setCurrentIndex(log.grid.week.index(0, day))
    log.grid.setFocus()
    press(window, Qt.Key.Key_Delete)
    assert entries(window) == []


def test_another_week_and_its_entries(window: MainWindow, log: TimeLog) -> None:
    last = log.monday - timedelta(days=3)
    with window.bridge.session.edit("Fill") as tx:
        records.create(tx, "time_entry", date=last, minutes=Hours(90), memo="Old")
    assert log.list.entries.rowCount() == 0
    QTest.mouseClick(log.before, Qt.MouseButton.LeftButton)
    assert [one.entry.memo for one in log.list.entries.rows] == ["Old"]
    log.list.setFocus()
    log.list.selectRow(0)
    assert log.enabled("delete")
    log.delete()
    assert entries(window) == []
    QTest.mouseClick(log.this_week, Qt.MouseButton.LeftButton)
    assert not log.this_week.isEnabled()


def test_what_is_no_time_stays_in_the_cell_of_the_list(window: MainWindow, log: TimeLog) -> None:
    refused: list[str] = []
    window.bridge.refused.connect(refused.append)
    write("1h course")
    press(window, Qt.Key.Key_Return)
    log.list.setFocus()
    log.list.setCurrentIndex(log.list.entries.index(0, 2))
    press(window, Qt.Key.Key_F2)
    write("much")
    press(window, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineEdit)
    assert (editor.text(), len(refused)) == ("much", 1)
    press(window, Qt.Key.Key_Escape)
    assert entries(window)[0].minutes == Hours(60)


def test_an_entry_is_edited_in_the_list(window: MainWindow, log: TimeLog) -> None:
    write("1h course")
    press(window, Qt.Key.Key_Return)
    log.list.setFocus()
    log.list.setCurrentIndex(log.list.entries.index(0, 2))
    press(window, Qt.Key.Key_F2)
    write("1:45")
    press(window, Qt.Key.Key_Return)
    wait(lambda: entries(window)[0].minutes == Hours(105))


def test_the_timer_starts_from_the_head_and_stops_into_an_entry(window: MainWindow, log: TimeLog) -> None:
    pill = window.workspace.timer
    window.board["timer"].trigger()
    assert pill.asking is not None
    wait(pill.asking.field.hasFocus)
    QTest.keyClicks(pill.asking.field, "kit soldering")
    QTest.keyClick(pill.asking.field, Qt.Key.Key_Return)
    timer = time_log.running(window.bridge.plan)
    assert timer is not None
    assert timer.memo == "soldering"
    assert pill.text() == "0:00  Kit · soldering"
    window.board["timer"].trigger()
    assert time_log.running(window.bridge.plan) is None
    assert pill.text() == ""
    assert [(one.memo, one.minutes) for one in entries(window)] == [("soldering", Hours(1))]
    window.board["undo"].trigger()
    assert pill.text() == "0:00  Kit · soldering"
    pill.discard()
    assert time_log.running(window.bridge.plan) is None
    assert entries(window) == []


def test_what_an_hour_brings_is_said(window: MainWindow, log: TimeLog) -> None:
    (course, _kit) = window.bridge.plan.records("product")
    today = log._today()
    with window.bridge.session.edit("Fill") as tx:
        records.create(tx, "time_entry", date=today, minutes=Hours(120), product=course.id)
        records.create(
            tx, "entry", date=today, sort="sale", amount=Money(Decimal(199), "CNY"), currency="CNY", product=course.id
        )
    wait(log.hourly.rows[0].isVisible)
    assert log.hourly.rows[0].accessibleName() == "Course: ¥99.50 an hour, 2 h in 4 weeks"


def test_it_speaks_the_other_language_and_keeps_what_was_typed(window: MainWindow, log: TimeLog) -> None:
    write("2h course")
    use("zh", resource("translations"))
    try:
        log.retranslate()
        assert log.line.field.text() == "2h course"
    finally:
        use("en")
        log.retranslate()


def test_nothing_is_cut_in_a_narrow_window(window: MainWindow, log: TimeLog) -> None:
    window.resize(1024, 680)
    QTest.qWait(20)
    assert log.hourly.mapTo(window, QPoint(log.hourly.width(), 0)).x() <= window.width()


@pytest.mark.parametrize("scale", [100, 130])
def test_a_narrow_window_scrolls_and_cuts_no_row(window: MainWindow, log: TimeLog, scale: int) -> None:
    window.preferences.change(scale=scale)
    window.resize(1024, 680)
    with window.bridge.session.edit("Fill") as tx:
        for number in range(8):
            records.create(
                tx, "time_entry", date=log._today(), minutes=Hours(30), activity="making", memo=f"Part {number}"
            )
    QTest.qWait(20)
    grid = log.grid
    assert grid.viewport().height() >= grid.rowHeight(0) * grid.week.rowCount()
    assert log.area.widget().width() == log.area.viewport().width()
    assert grid.columnWidth(0) > grid.columnWidth(1)


def test_a_week_without_entries_says_so(window: MainWindow, log: TimeLog) -> None:
    assert log.nothing.isVisibleTo(log)
    write("30min course")
    press(window, Qt.Key.Key_Return)
    assert not log.nothing.isVisibleTo(log)


def test_a_cell_keeps_what_is_no_time(window: MainWindow, log: TimeLog) -> None:
    write("2h course")
    press(window, Qt.Key.Key_Return)
    grid = log.grid
    grid.setFocus()
    press(window, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    write("soon")
    press(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is editor
    assert editor.text() == "soon"
    assert entries(window)[0].minutes == Hours(120)
    editor.selectAll()
    write("45min")
    press(window, Qt.Key.Key_Return)
    assert entries(window)[0].minutes == Hours(45)


def test_tab_goes_through_the_log_and_on(window: MainWindow) -> None:
    window.workspace.show_page("ledger")
    page = window.workspace.page
    page.show_tab("time")
    page.focus_first()
    seen = [QApplication.focusWidget()]
    for _stop in range(30):
        press(window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen.index(page.tab.list) > seen.index(page.tab.grid) > seen.index(page.tab.line.log)
    assert seen.count(page.tab.line.field) < 3
    head = window.workspace.header
    assert window.workspace.sidebar.isAncestorOf(seen[seen.index(page.tab.list) + 1])
    order = [one for one in seen if head.isAncestorOf(one)]
    assert order.index(window.workspace.timer) < order.index(head.eye)
