"""From any page: an entry by Ctrl+E, and amounts hidden by Ctrl+Shift+H, in the whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner import settings
from planner.model.catalogue import Entry
from planner.model.discretion import amounts_hidden, hide_amounts
from planner.ui.window.main import MainWindow
from planner.ui.window.quick_entry import QuickEntry
from tests.ui.shell import opened, page_shown, press, wait, write

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[MainWindow]:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    with opened(tmp_path) as made:
        made.files.open_sample()
        wait(lambda: made.workspace is not None and made.workspace.page is not None)
        yield made
    hide_amounts(hidden=False)


def frame(window: MainWindow) -> QuickEntry:
    found = window.workspace.findChild(QuickEntry)
    assert isinstance(found, QuickEntry)
    return found


def newest(window: MainWindow, before: set[str]) -> Entry:
    found = [entry for entry in window.bridge.session.journal.all("entry") if entry.id not in before]
    assert len(found) == 1
    assert isinstance(found[0], Entry)
    return found[0]


def test_an_entry_is_written_down_over_any_page(window: MainWindow) -> None:
    window.workspace.show_page("platforms")
    page_shown(window, "platforms")
    before = {entry.id for entry in window.bridge.session.journal.all("entry")}
    kept = QApplication.focusWidget()
    press(window, KEY.Key_E, CTRL)
    assert frame(window).isVisible()
    write("t")
    press(window, KEY.Key_Tab)
    write("A new friend")
    frame(window).row.focus_field("amount")
    write("-12*3")
    press(window, KEY.Key_Return)
    made = newest(window, before)
    assert (made.payee, made.sort) == ("A new friend", "cost")
    assert made.amount is not None
    assert made.amount.amount == 36
    assert frame(window).isVisible()
    assert frame(window).row.lines["date"].hasFocus()
    toasted = [label.text() for label in window.workspace.page.findChildren(QLabel)]
    assert any("A new friend" in text for text in toasted)
    frame(window).row.focus_field("memo")
    write("half a")
    press(window, KEY.Key_Escape)  # what was not committed goes first
    press(window, KEY.Key_Escape)
    assert not frame(window).isVisible()
    assert QApplication.focusWidget() is kept
    window.board["undo"].trigger()
    assert {entry.id for entry in window.bridge.session.journal.all("entry")} == before


def test_what_was_typed_is_there_when_the_frame_opens_again(window: MainWindow) -> None:
    press(window, KEY.Key_E, CTRL)
    frame(window).row.focus_field("payee")
    write("Somebody")
    press(window, KEY.Key_Tab)
    press(window, KEY.Key_E, CTRL)
    assert not frame(window).isVisible()
    window.workspace.show_page("ledger")
    page_shown(window, "ledger")
    press(window, KEY.Key_E, CTRL)
    assert frame(window).row.texts()["payee"] == "Somebody"


def test_amounts_are_hidden_at_once_and_stay_so(window: MainWindow) -> None:
    window.workspace.show_page("products")
    page_shown(window, "products")
    table = window.workspace.page.table
    prices = table.model.column_of("price")
    assert "$" in table.model.cell(0, prices).text
    press(window, KEY.Key_H, CTRL | SHIFT)
    assert amounts_hidden()
    assert table.model.cell(0, prices).text == "•••"
    assert window.workspace.header.eye.isChecked()
    assert settings.load().hide_amounts
    price = window.workspace.page.editor.fields.editors["price"].focus_widget
    assert price.displayText() == ""
    price.setFocus()
    assert price.displayText() == price.text() != ""
    press(window, KEY.Key_H, CTRL | SHIFT)
    assert not amounts_hidden()
    assert "$" in table.model.cell(0, prices).text
