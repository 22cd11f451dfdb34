"""A table of records in a window of its own, and short ways to its rows and cells."""

from typing import Any

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.tables.records import RecordTable
from planner.ui.views.listings import ListingsPage
from planner.ui.views.platforms import PlatformsPage
from planner.ui.widgets.line_edit import LineEdit


def opened(qtbot: Any, bridge: Bridge, look: Theme, kind: str = "platform") -> RecordTable:
    page = PlatformsPage if kind == "platform" else ListingsPage
    made = RecordTable(kind, page.COLUMNS, bridge, look)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    bridge.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.view.setFocus()
    return made


def names(table: RecordTable) -> list[str]:
    return [table.model.cell(row, 0).text for row in range(len(table.model.records))]


def go(table: RecordTable, row: int, field: str = "name") -> None:
    table.view.go_to(row, table.model.column_of(field))


def editor(table: RecordTable) -> LineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, LineEdit)
    assert table.view.isAncestorOf(found)
    return found


def cell(table: RecordTable, row: int, field: str) -> Any:
    return table.model.cell(row, table.model.column_of(field))
