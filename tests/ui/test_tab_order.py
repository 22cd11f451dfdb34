"""Where Tab goes outside the pages: through the first screen, and through each sheet without leaving it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import Segmented
from planner.ui.window.main import MainWindow
from planner.ui.window.tab_order import go_on, read_in_order, stops
from tests.ui.shell import begin_on, opened
from tests.ui.tab_walk import jumps, passed_by, walk


@pytest.fixture
def window(qtbot, look, home) -> Iterator[MainWindow]:
    with opened(home) as made:
        yield made


def test_the_first_screen(window: MainWindow) -> None:
    next(stops(window)).setFocus()
    seen = walk()
    assert len(seen) > 3
    assert not [*passed_by(window, seen), *jumps(window, seen)]


SHEETS: dict[str, Callable[[MainWindow], QWidget]] = {
    "guide": lambda window: window.guide,
    "keys": lambda window: window.keys,
    "history": lambda window: window.history,
    "about": lambda window: window.about,
    "new plan": lambda window: window.new_plan,
}


def test_sheets_hold_the_keyboard_and_are_gone_round_as_they_are_read(window: MainWindow) -> None:
    window.files.open_sample()
    begin_on(window, "domains")
    window.workspace.page.show_record("domain", window.bridge.plan.records("domain")[0].id)
    found = []
    for name, made in SHEETS.items():
        sheet = made(window)
        sheet.open()
        seen = walk()
        if not all(sheet.card.isAncestorOf(stop) for stop in seen):
            found.append(f"{name}: Tab leaves the sheet")
        found += [f"{name}: {fault}" for fault in (*passed_by(sheet.card, seen), *jumps(sheet.card, seen))]
        sheet.close_now()
    assert not found, "\n".join(found)


def test_of_several_the_chosen_one_is_the_stop_and_what_comes_later_has_its_turn(qtbot, look) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    rows = QVBoxLayout(host)
    last, few = Button("Last"), Segmented([("a", "A"), ("b", "B")])
    few.set_value("b")
    for part in (last, few):
        rows.insertWidget(0, part)
    assert list(stops(host)) == [few.parts[1], last]
    first = Button("First")
    rows.insertWidget(0, first)
    host.show()
    QTest.qWaitForWindowExposed(host)
    first.setFocus()
    for stop in (few.parts[1], last, first):
        assert go_on(host, forward=True)
        assert QApplication.focusWidget() is stop
    assert go_on(host, forward=False)
    assert QApplication.focusWidget() is last


def test_a_screen_reader_has_the_list_before_the_form_and_what_came_later_in_its_place(qtbot, look) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    rows = QVBoxLayout(host)
    last, first, panes = Button("Last"), Button("First"), QSplitter()
    listed, form = Button("List"), Button("Form")
    for pane in (listed, form):
        panes.addWidget(pane)
    rows.addWidget(panes)
    rows.addWidget(last)
    rows.insertWidget(0, first)
    host.show()
    QAccessible.setActive(True)
    try:
        read_in_order(host)
    finally:
        QAccessible.setActive(False)
    heard = [QAccessible.queryAccessibleInterface(host).child(at).object() for at in range(3)]
    assert heard == [first, panes, last]
    assert [pane for pane in panes.children() if isinstance(pane, Button)] == [listed, form]
