"""The keys of actions can be changed: conflicts are named, everything that shows keys follows, and all can be reset."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from planner.settings import load
from planner.ui import keys
from planner.ui.actions import ACTIONS, BY_ID
from planner.ui.window.palette_search import Entry
from tests.ui.shell import begin_on, opened, press, write

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def declared():
    keys.use({})
    yield
    keys.use({})


@pytest.fixture
def window(qtbot, look, home):
    with opened(home) as made:
        made.files.create(home / "plans" / "Keys.brightroad", "Keys")
        begin_on(made, "products")
        yield made


@pytest.mark.parametrize("name", ["S", "Shift+A", "7", "Space", "Return", "Ctrl+Return", "Ctrl+K, Ctrl+P", "", "Up"])
def test_keys_that_are_for_typing_or_for_lists_are_refused(name):
    assert keys.refusal(name)


@pytest.mark.parametrize("name", ["Ctrl+J", "F7", "Alt+1", "Ctrl+Shift+F12", "Del", "Meta+X"])
def test_other_keys_are_not(name):
    assert not keys.refusal(name)


def test_taking_keys_leaves_their_holder_its_others_and_resetting_gives_all_back():
    keys.use(keys.given(BY_ID["history"], "Ctrl+Y", ACTIONS))
    assert keys.keys_of(BY_ID["history"]) == ("Ctrl+Y",)
    assert keys.keys_of(BY_ID["redo"]) == ("Ctrl+Shift+Z",)
    keys.use(keys.given(BY_ID["timer"], "Ctrl+Shift+Z", ACTIONS))
    assert keys.keys_of(BY_ID["redo"]) == ()
    keys.use(keys.returned(BY_ID["redo"], ACTIONS))
    assert [keys.keys_of(BY_ID[name]) for name in ("redo", "history", "timer")] == [
        BY_ID[name].shortcuts for name in ("redo", "history", "timer")
    ]


def test_no_key_ever_means_two_things():
    for action, wanted in (
        ("theme", "Ctrl+E"),
        ("quick_entry", "Ctrl+1"),
        ("guide", "F2"),
        ("edit", "F1"),
        ("undo", ""),
    ):
        keys.use(keys.given(BY_ID[action], wanted, ACTIONS))
        shown = [QKeySequence(known).toString() for entry in ACTIONS for known in keys.keys_of(entry)]
        assert len(set(shown)) == len(shown)


def test_its_own_keys_again_are_no_change():
    keys.use(keys.given(BY_ID["theme"], "Ctrl+J", ACTIONS))
    keys.use(keys.given(BY_ID["theme"], "Ctrl+Shift+L", ACTIONS))
    assert not keys.changed(BY_ID["theme"])


def test_a_key_is_changed_by_pressing_it_and_everything_follows(window, home):
    press(window, Qt.Key.Key_F1, CTRL)
    sheet = window.keys
    sheet.buttons["history"].click()
    assert sheet.buttons["history"].listening
    QTest.keyClick(sheet.buttons["history"], Qt.Key.Key_H, ALT)
    assert load(home / "config").keys == {"history": "Alt+H"}
    assert window.board["history"].shortcut() == QKeySequence("Alt+H")
    assert "Alt+H" in window.board["history"].toolTip()
    found = {item.target: item for item in window.palette_sheet._actions() if isinstance(item, Entry)}
    assert found["history"].keys == "Alt+H"
    assert ("History…", "Alt+H") in sheet.rows_shown
    sheet.close_now()
    press(window, Qt.Key.Key_H, ALT)
    assert window.history.isVisible()


def test_a_conflict_is_named_and_can_be_settled(window):
    window.keys.open()
    sheet = window.keys
    sheet.buttons["timer"].click()
    QTest.keyClick(sheet.buttons["timer"], Qt.Key.Key_E, CTRL)
    assert sheet.hint.text == "“Quick entry” has these keys."
    assert keys.keys_of(BY_ID["timer"]) == BY_ID["timer"].shortcuts
    sheet.hint.fix.click()
    assert keys.keys_of(BY_ID["timer"]) == ("Ctrl+E",)
    assert keys.keys_of(BY_ID["quick_entry"]) == ()
    assert window.board["quick_entry"].shortcuts() == []
    sheet.reset.click()
    assert keys.keys_of(BY_ID["quick_entry"]) == BY_ID["quick_entry"].shortcuts
    assert not sheet.reset.isVisible()


def test_while_keys_are_asked_for_none_runs_and_esc_gives_up(window):
    window.keys.open()
    button = window.keys.buttons["theme"]
    button.click()
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert not button.listening
    assert window.keys.isVisible()
    button.click()
    QTest.keyClick(button, Qt.Key.Key_S)
    assert window.keys.hint.severity == "error"
    button.click()
    QTest.keyClick(button, Qt.Key.Key_Backspace)
    assert keys.keys_of(BY_ID["theme"]) == ()


def test_the_keys_of_the_page_stand_first_and_words_and_keys_are_sought(window):
    window.keys.open()
    sheet = window.keys
    assert sheet.rows_shown[0] == ("Set the stage…", "S")
    write("redo")
    assert sheet.rows_shown == [("Redo", "Ctrl+Shift+Z")]
    press(window, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    write("ctrl+k")
    assert sheet.rows_shown == [("Search or run a command", "Ctrl+K")]
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
