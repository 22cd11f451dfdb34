"""The widgets: what they say, when they speak, and that they keep their size in both languages."""

import datetime as dt
import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from planner import i18n
from planner.paths import resource
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting
from planner.ui.widgets.banner import Banner, ProgressBar
from planner.ui.widgets.buttons import Button, LinkButton, ToolButton
from planner.ui.widgets.calendar import DayGrid, month_later
from planner.ui.widgets.choices import CheckBox, ChipChoice, Choice, Segmented
from planner.ui.widgets.consequence_strip import ConsequenceStrip
from planner.ui.widgets.dates import DateField, MonthField
from planner.ui.widgets.field import Field
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.header import SaveState, SearchBox
from planner.ui.widgets.labels import Label, SectionHead, keys_of
from planner.ui.widgets.line_edit import LineEdit, MoneyField
from planner.ui.widgets.marks import Chip, Monogram, Pill, initials
from planner.ui.widgets.navigation import NavItem, PlanSwitcher
from planner.ui.widgets.notes import Notes
from planner.ui.widgets.range_axis import axis, bell
from planner.ui.widgets.range_field import RangeField
from planner.ui.widgets.range_strip import RangeStrip, Spread
from planner.ui.widgets.speech import in_a_row
from planner.ui.widgets.texts import retranslate
from planner.ui.widgets.toast import Toast
from tests.ui import gallery

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def host(qtbot) -> QWidget:
    """A shown, active window to put widgets into, with something else that can take the focus."""
    window = QWidget()
    window.resize(600, 500)
    column = QVBoxLayout(window)
    window.other = QLineEdit()
    column.addWidget(window.other)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.other.setFocus()
    return window


def put(host: QWidget, widget: QWidget) -> QWidget:
    host.layout().addWidget(widget)
    widget.show()
    QApplication.processEvents()
    return widget


def heard(signal: object) -> list[object]:
    said: list[object] = []
    signal.connect(lambda *values: said.append(values[0] if values else None))
    return said


def compose(editor: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_line_commits_on_enter_and_only_what_differs(host, qtbot) -> None:
    edit = put(host, LineEdit())
    edit.set_value("ten")
    said = heard(edit.committed)
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert said == []
    edit.selectAll()
    qtbot.keyClicks(edit, "twelve")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert said == ["twelve"]
    assert edit.value == "twelve"


def test_a_line_commits_when_left(host, qtbot) -> None:
    edit = put(host, LineEdit())
    said = heard(edit.committed)
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    host.other.setFocus()
    assert said == ["abc"]


def test_a_menu_over_a_line_does_not_commit_it(host, qtbot) -> None:
    edit = put(host, LineEdit())
    said = heard(edit.committed)
    edit.setFocus()
    qtbot.keyClicks(edit, "abc")
    QApplication.sendEvent(edit, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert said == []


def test_escape_restores_the_value_and_then_belongs_to_the_owner(host, qtbot) -> None:
    edit = put(host, LineEdit())
    edit.set_value("before")
    said, gone = heard(edit.committed), heard(edit.cancelled)
    edit.setFocus()
    qtbot.keyClicks(edit, "x")
    first = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    edit.keyPressEvent(first)
    assert (edit.text(), len(gone), first.isAccepted()) == ("before", 1, True)
    second = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    edit.keyPressEvent(second)
    host.other.setFocus()
    assert not second.isAccepted()
    assert said == []


def test_enter_while_composing_never_commits(host, qtbot) -> None:
    edit = put(host, LineEdit())
    said = heard(edit.committed)
    edit.setFocus()
    compose(edit, "xiao hong")
    assert edit.composing
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert said == []
    compose(edit, "", "小红书")
    assert not edit.composing
    assert said == []
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert said == ["小红书"]


def test_composed_text_survives_leaving_the_line(host, qtbot) -> None:
    edit = put(host, LineEdit())
    said = heard(edit.committed)
    edit.setFocus()
    compose(edit, "", "知识")
    compose(edit, "xing")
    host.other.setFocus()
    assert said == ["知识"]


def test_a_line_at_rest_is_looked_at_but_not_while_composing(host, qtbot) -> None:
    edit = put(host, LineEdit())
    edit._rest.setInterval(20)
    rested = heard(edit.text_edited_idle)
    edit.setFocus()
    qtbot.keyClicks(edit, "2-5")
    compose(edit, "b")
    qtbot.wait(60)
    assert rested == []
    compose(edit, "", "%")
    qtbot.waitUntil(lambda: rested == ["2-5%"])


def test_a_value_from_outside_does_not_wipe_what_is_being_typed(host, qtbot) -> None:
    edit = put(host, LineEdit())
    edit.set_value("old")
    edit.setFocus()
    qtbot.keyClicks(edit, "x")
    typed = edit.text()
    edit.set_value("new")
    assert edit.text() == typed
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "new"


def test_undo_is_the_line_s_own_until_the_commit(host, qtbot) -> None:
    edit = put(host, LineEdit())
    edit.setFocus()

    def wants_undo() -> bool:
        key = QKeySequence(QKeySequence.StandardKey.Undo)[0]
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key.key(), key.keyboardModifiers())
        event.ignore()
        QApplication.sendEvent(edit, event)
        return event.isAccepted()

    assert not wants_undo()
    qtbot.keyClicks(edit, "abc")
    assert wants_undo()
    edit.commit()
    assert not wants_undo()
    assert not edit.isUndoAvailable()


def test_up_and_down_ask_the_owner_for_the_step(host, qtbot) -> None:
    field = put(host, RangeField("Conversion"))
    field.set_value("2-5")
    asked: list[tuple[str, int, int]] = []

    def step(text: str, caret: int, way: int) -> tuple[str, int]:
        asked.append((text, caret, way))
        return f"{2 + way}-5", 1

    field.set_step(step)
    field.edit.setFocus()
    field.edit.setCursorPosition(1)
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [("2-5", 1, 1), ("3-5", 1, -10)]
    assert field.edit.text() == "-8-5"
    field.edit.undo()
    assert field.edit.text() == "3-5"


# --- notes ------------------------------------------------------------------------------------------------------------


def test_notes_keep_raw_markdown_and_commit_when_left(host, qtbot) -> None:
    notes = put(host, Notes())
    said = heard(notes.committed)
    notes.set_value("a | b\n--|--\n1 | 2")
    notes.setFocus()
    qtbot.keyClicks(notes, "**x** ")
    qtbot.keyClick(notes, Qt.Key.Key_Tab)
    assert not notes.hasFocus()
    assert said == ["**x** a | b\n--|--\n1 | 2"]


def test_notes_keep_no_break_spaces_and_take_no_rich_text(host, qtbot) -> None:
    notes = put(host, Notes())
    said = heard(notes.committed)
    notes.setFocus()
    rich = QMimeData()
    rich.setHtml("<b>5\u00a0h</b> and <i>more</i>")
    rich.setText("5\u00a0h and more")
    notes.insertFromMimeData(rich)
    notes.commit()
    assert said == ["5\u00a0h and more"]
    assert not notes.currentCharFormat().fontItalic()


def test_keys_of_the_input_method_leave_notes_alone(host, qtbot) -> None:
    notes = put(host, Notes())
    notes._rest.setInterval(10)
    said, rested = heard(notes.committed), heard(notes.text_edited_idle)
    notes.setFocus()
    compose(notes, "zhou er")
    qtbot.keyClick(notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(notes, Qt.Key.Key_Escape)
    assert said == []
    compose(notes, "", "周二")
    qtbot.waitUntil(lambda: rested == ["周二"])
    qtbot.keyClick(notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == ["周二"]
    assert notes.value == "周二"


def test_notes_from_outside_do_not_wipe_what_is_being_typed(host, qtbot) -> None:
    notes = put(host, Notes())
    notes.setFocus()
    qtbot.keyClicks(notes, "mine")
    notes.set_value("theirs")
    assert notes.text() == "mine"
    said = heard(notes.committed)
    host.other.setFocus()
    assert said == ["mine"]


def test_notes_show_that_they_are_wrong(host) -> None:
    notes = put(host, Notes())
    before = notes.cursorRect().topLeft() + notes.viewport().pos()
    notes.set_state("error")
    QApplication.processEvents()
    assert notes.grab().toImage().pixelColor(notes.width() // 2, 1) == theme().color("neg")
    assert notes.cursorRect().topLeft() + notes.viewport().pos() == before


def test_lines_of_notes_are_as_high_in_chinese_as_in_english(host) -> None:
    notes = put(host, Notes())
    heights = []
    for text in ("one\n" * 12, "骨门直\n" * 12, "a 骨\n" * 12):
        notes.set_value(text)
        heights.append(notes.document().size().height())
    assert len(set(heights)) == 1


def test_escape_in_notes_loses_nothing(host, qtbot) -> None:
    notes = put(host, Notes())
    said = heard(notes.committed)
    notes.setFocus()
    qtbot.keyClicks(notes, "long text")
    qtbot.keyClick(notes, Qt.Key.Key_Escape)
    assert said == ["long text"]


def test_notes_grow_with_their_text_within_bounds(host) -> None:
    notes = put(host, Notes())
    least = notes.height()
    notes.set_value("\n".join("line" for _ in range(8)))
    more = notes.height()
    notes.set_value("\n".join("line" for _ in range(400)))
    assert least == Size.NOTES_MIN < more < notes.height() == Size.NOTES_MAX


# --- fields -----------------------------------------------------------------------------------------------------------


def test_a_field_names_and_describes_its_editor(host) -> None:
    edit = LineEdit()
    field = put(host, Field("Platform fee", edit))
    field.set_message("error", "Low 8% is above high 5%", "Swap to 5–8%")
    assert edit.accessibleName() == "Platform fee"
    assert edit.accessibleDescription() == "Low 8% is above high 5%"
    assert field.label.buddy() is edit
    assert edit.property("state") == "error"
    field.clear_message()
    assert edit.property("state") == ""
    assert not field.hint.isVisible()


def test_the_fix_of_a_message_is_one_click(host, qtbot) -> None:
    field = put(host, Field("Fee", LineEdit()))
    field.set_message("error", "Low 8% is above high 5%", "Swap to 5–8%")
    asked = heard(field.fix_requested)
    qtbot.mouseClick(field.hint.fix, Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_a_long_hint_wraps_and_is_not_cut(host) -> None:
    text = "Peers charge 3–10%, so a fee of nothing at all is worth a second look before the plan leans on it"
    field = put(host, Field("Fee", LineEdit()))
    field.setFixedWidth(200)
    field.set_message("warning", text, "Set to 10%")
    QApplication.processEvents()
    lines = field.hint._lines
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert field.hint.height() % Size.HINT == 0
    assert field.hint.fix.geometry().bottom() <= field.hint.height()
    assert field.hint.fix.geometry().right() <= 200


def test_an_error_moves_no_text_in_the_line(host) -> None:
    edit = put(host, LineEdit())
    edit.set_value("8% to 5%")
    before = (edit.height(), edit.cursorRect().left())
    edit.set_state("error")
    QApplication.processEvents()
    assert (edit.height(), edit.cursorRect().left()) == before
    edit.setFocus()
    assert (edit.height(), edit.cursorRect().left()) == before


# --- choices ----------------------------------------------------------------------------------------------------------


def test_a_choice_tells_only_what_the_user_chose(host, qtbot) -> None:
    choice = put(host, Choice([("rented", "Rented"), ("owned", "Owned"), ("shared", "Shared")]))
    said = heard(choice.chosen)
    choice.set_value("owned")
    assert (choice.value(), said) == ("owned", [])
    choice.setFocus()
    qtbot.keyClicks(choice, "s")
    assert (choice.value(), said) == ("shared", ["shared"])
    choice.set_options([("owned", "自有"), ("shared", "共有")])
    assert (choice.value(), choice.currentText(), said) == ("shared", "共有", ["shared"])


def test_an_open_list_marks_the_value_and_has_room_for_every_row(host, qtbot) -> None:
    choice = put(host, Choice([("a", "Rented"), ("b", "Owned"), ("c", "Shared")]))
    choice.set_value("b")
    choice.showPopup()
    view = choice.view()
    rows = [view.visualRect(view.model().index(row, 0)) for row in range(3)]
    assert all(rect.height() == Size.CONTROL for rect in rows)
    assert view.viewport().rect().contains(rows[-1])
    assert view.window().grab().height() >= 3 * Size.CONTROL
    pictures = [view.viewport().grab(rect).toImage() for rect in rows]
    ink = theme().color("acc_text").rgb()
    marked = [any(picture.pixel(x, y) == ink for x in range(picture.width()) for y in range(picture.height()))
              for picture in pictures]  # fmt: skip
    assert marked == [False, True, False]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert choice.value() == "c"


def test_a_choice_shows_that_it_is_wrong(host) -> None:
    choice = put(host, Choice([("a", "A")]))
    field = put(host, Field("Type", choice))
    field.set_message("error", "Choose one")
    edge = choice.grab().toImage().pixelColor(choice.width() // 2, 1)
    assert edge == theme().color("neg")


def test_the_wheel_changes_no_choice(host) -> None:
    choice = put(host, Choice([("a", "A"), ("b", "B")]))
    choice.set_value("a")
    choice.setFocus()
    middle = QPointF(choice.rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, event)
    assert choice.value() == "a"


def test_several_are_chosen_as_chips_by_keyboard(host, qtbot) -> None:
    media = put(host, ChipChoice([("text", "Text"), ("video", "Video"), ("audio", "Audio")]))
    media.set_values(["audio"])
    said = heard(media.changed)
    media._chips["text"].setFocus()
    qtbot.keyClick(media._chips["text"], Qt.Key.Key_Space)
    assert said == [("text", "audio")]
    media.set_options([("text", "文字"), ("video", "视频"), ("audio", "音频")])
    assert media.values() == ("text", "audio")


def test_segments_are_one_choice(host, qtbot) -> None:
    control = put(host, Segmented([("week", "Week"), ("month", "Month")]))
    control.set_value("week")
    said = heard(control.chosen)
    qtbot.mouseClick(control._segments["month"], Qt.MouseButton.LeftButton)
    assert (control.value(), said) == ("month", ["month"])
    assert control.height() == Size.CONTROL


def test_a_check_box_toggles_by_its_words_too(host, qtbot) -> None:
    box = put(host, CheckBox("Hands-off income"))
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 3, box.height() // 2))
    assert box.isChecked()
    assert box.height() == Size.CHECK


def test_a_day_is_typed_or_picked(host, qtbot) -> None:
    field = put(host, DateField())
    field.set_value("2026-11-20")
    said = heard(field.committed)
    field.pick()
    days = field.calendar.days
    assert days.day == dt.date(2026, 11, 20)
    field._popover.hide()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field._popover.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(days, key)
    assert said == ["2026-12-28"]
    field.pick()
    qtbot.mouseClick(days, Qt.MouseButton.LeftButton, pos=days._cell(1, 1).center().toPoint())
    assert said == ["2026-12-28", "2026-12-01"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-01-15", -1, "2025-12-15"),
     ("9999-12-31", 1, "9999-12-31"), ("0001-01-01", -1, "0001-01-01")],
)  # fmt: skip
def test_a_month_later_is_a_day_of_that_month(day: str, months: int, later: str) -> None:
    assert month_later(dt.date.fromisoformat(day), months).isoformat() == later


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-01", "2024-02-29"])
def test_the_calendar_holds_its_month_at_the_ends_of_time(day: str, qtbot) -> None:
    grid = DayGrid()
    qtbot.addWidget(grid)
    grid.set_day(dt.date.fromisoformat(day))
    shown = {date for week in grid.weeks() for date in week}
    assert grid.day in shown
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown):
        qtbot.keyClick(grid, key)
    grid.grab()


def test_a_month_is_picked_from_twelve(host, qtbot) -> None:
    field = put(host, MonthField())
    field.set_value("2026-11")
    said = heard(field.committed)
    field.pick()
    field.grid._later.click()
    field.grid._buttons[1].click()
    assert said == ["2027-02"]


# --- what tells -------------------------------------------------------------------------------------------------------


def test_saving_is_said_only_after_a_while(host, qtbot) -> None:
    state = put(host, SaveState())
    state.show_saving()
    assert state.state == "saved"
    state.show_saved()
    assert not state._patience.isActive()
    state._patience.setInterval(10)
    state.show_saving()
    qtbot.waitUntil(lambda: state.state == "saving")


def test_not_saved_stays_and_gives_details(host, qtbot) -> None:
    state = put(host, SaveState())
    asked = heard(state.details_requested)
    qtbot.mouseClick(state, Qt.MouseButton.LeftButton)
    assert asked == []
    state.show_failed()
    state.show_saving()
    assert state.state == "failed"
    assert state.focusPolicy() == Qt.FocusPolicy.StrongFocus
    qtbot.mouseClick(state, Qt.MouseButton.LeftButton)
    assert len(asked) == 1


def test_a_toast_stands_in_its_pane_and_goes_after_its_time(host, qtbot) -> None:
    pane = put(host, QWidget())
    pane.setMinimumSize(500, 300)
    toast = Toast(pane)
    toast.clock.setInterval(30)
    gone = heard(toast.closed)
    toast.say("Deleted “Medium” and its 4 listings", "Undo", "Ctrl+Z")
    assert toast.isVisible()
    assert pane.rect().contains(toast.geometry())
    assert toast.geometry().bottom() < pane.height() - Size.FOOTER
    qtbot.waitUntil(lambda: len(gone) == 1)
    assert not toast.isVisible()


def test_a_toast_rises_into_its_place_unless_motion_is_reduced(host, look, monkeypatch, qtbot) -> None:
    pane = put(host, QWidget())
    pane.setMinimumSize(500, 300)
    toast = Toast(pane)
    tops = []
    toast._rise.valueChanged.connect(lambda _value: tops.append(toast.y()))
    toast.say("Deleted")
    qtbot.waitUntil(lambda: toast._rise.state() != toast._rise.State.Running)
    assert tops[0] > toast.y() or len(tops) == 1
    assert tops == sorted(tops, reverse=True)
    place = toast.geometry()
    monkeypatch.setattr(look, "still", True)
    toast.close_now()
    toast.say("Deleted")
    assert toast.geometry() == place


def test_a_toast_waits_while_its_link_has_the_focus(host, qtbot) -> None:
    pane = put(host, QWidget())
    pane.setMinimumSize(500, 300)
    toast = Toast(pane)
    toast.say("Deleted", "Undo", "Ctrl+Z")
    toast.action.setFocus()
    assert not toast.clock.isActive()
    host.other.setFocus()
    assert toast.clock.isActive()
    undone = heard(toast.acted)
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert len(undone) == 1
    assert not toast.isVisible()


def test_a_long_toast_stays_inside_a_narrow_pane(host) -> None:
    pane = put(host, QWidget())
    pane.setFixedSize(300, 200)
    toast = Toast(pane)
    toast.say("Deleted “A platform with a remarkably long name” and its 4 listings", "Undo", "Ctrl+Z")
    QApplication.processEvents()
    assert pane.rect().contains(toast.geometry())
    assert toast.action.width() == toast.action.sizeHint().width()
    assert toast.shortcut.width() == toast.shortcut.sizeHint().width()
    assert " ".join(toast.text.lines()) == toast.text.text()
    assert len(toast.text.lines()) > 1
    assert toast.text.height() <= toast.height()


def test_a_toast_goes_when_the_language_changes(host) -> None:
    pane = put(host, QWidget())
    pane.setMinimumSize(500, 300)
    toast = Toast(pane)
    toast.say("Deleted", "Undo", "Ctrl+Z")
    retranslate(host)
    assert not toast.isVisible()


def test_a_banner_tells_which_action_was_taken(host, qtbot) -> None:
    banner = put(host, Banner("error", closable=True))
    banner.say("The disk is full", "Save a copy…", "Try again")
    taken, away = heard(banner.acted), heard(banner.dismissed)
    qtbot.mouseClick(banner.links[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(banner.cross, Qt.MouseButton.LeftButton)
    assert taken == [1]
    assert len(away) == 1


def test_progress_without_a_share_runs_until_it_is_finished(host) -> None:
    bar = put(host, ProgressBar())
    bar.set_share(None)
    assert bar._beat.isActive()
    bar.finish()
    assert not bar._beat.isActive()
    assert bar.height() == Size.PROGRESS


# --- navigation and marks ---------------------------------------------------------------------------------------------


def test_an_item_says_its_numbers_and_the_rail_tells_them(host) -> None:
    item = put(host, NavItem("send", "Distribution"))
    item.set_count(6)
    assert (item.accessibleName(), item.toolTip()) == ("Distribution, 6 records", "")
    item.set_problems(2)
    item.set_rail(rail=True)
    assert item.accessibleName() == item.toolTip() == "Distribution, 2 problems"
    item.set_problems(1)
    assert item.toolTip() == "Distribution, 1 problem"


def test_the_mouse_lights_no_ring_the_keyboard_does(host, qtbot) -> None:
    button = put(host, Button("Save a copy"))
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason))
    assert not button.ringed
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert button.ringed
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason))
    assert button.ringed


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_chip_is_removed_by_key_and_by_cross(host, qtbot, key: Qt.Key) -> None:
    chip = put(host, Chip("AI Writing Course", "package", removable=True))
    gone, clicked = heard(chip.removed), heard(chip.clicked)
    chip.setFocus()
    qtbot.keyClick(chip, key)
    qtbot.mouseClick(chip._cross, Qt.MouseButton.LeftButton)
    assert (len(gone), len(clicked)) == (2, 0)
    assert chip._cross.accessibleName() == "Remove “AI Writing Course”"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert len(clicked) == 1


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Knowledge Planet", "KP"), ("Bilibili", "Bi"), ("小红书", "小红"), ("X", "X"), ("B 站", "B"), ("", "?"),
     ("“Quoted” name", "QN"), ("— ", "?"), ("微信 Official", "微信")],
)  # fmt: skip
def test_monograms_take_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("shortcut", "keys"), [("Ctrl+K", ["Ctrl", "K"]), ("Ctrl+Shift+Z", ["Ctrl", "Shift", "Z"]), ("F1", ["F1"]), ("", []),
                           ("Ctrl++", ["Ctrl", "+"]), ("Ctrl+,", ["Ctrl", ","])],
)  # fmt: skip
def test_shortcuts_are_split_into_keys(shortcut: str, keys: list[str]) -> None:
    assert keys_of(shortcut) == keys


def test_a_flow_breaks_its_lines_and_tells_its_height(host) -> None:
    ground = QWidget()
    flow = FlowLayout(ground, gap=8)
    for number in range(12):
        flow.addWidget(Chip(f"Product {number}"))
    assert flow.heightForWidth(5000) == Size.CHIP
    assert flow.heightForWidth(300) > 3 * Size.CHIP
    put(host, ground)
    assert all(flow.itemAt(number).geometry().right() <= ground.width() for number in range(12))


def test_a_cut_label_tells_the_whole_in_its_tooltip(host) -> None:
    label = put(host, Label("A name that goes on for longer than there is room"))
    label.setFixedWidth(80)
    QApplication.processEvents()
    assert label.toolTip() == label.text()
    label.setText("Short")
    assert label.toolTip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "The next 100 hours gain most in Teaching on camera: probably $640 – 940 a month.",
        "6 个月内，你的收入有 64% 来自「知识星球：嵌入式夜校」（账目：12 条）。",
        "接下来的时间用在「教学与视频」收获最大；眼下有 84% 排在收获不到它三分之一的地方。",
    ],
)
def test_no_last_line_looks_lost(host, text: str) -> None:
    label = put(host, Label(text).set_wrap())
    longest = painting.width(text, label.font())
    for room in range(int(longest / 2), int(longest), 3):
        lines = painting.wrapped(text, label.font(), room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert painting.width(lines[-1], label.font()) > room / 7
        assert all(painting.width(line, label.font()) <= room for line in lines)


def test_a_headline_parts_in_even_lines(host) -> None:
    label = put(host, Label("Income will probably not cover living costs within 36 months (under 1% at best)", 20))
    label.set_wrap().setFixedWidth(690)
    wide = [painting.width(line, label.font()) for line in label.lines()]
    assert len(wide) == 2 and min(wide) > 0.7 * max(wide)


# --- ranges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "peers"),
    [(0.02, 0.05, None), (0.08, 0.05, 0.032), (12_000, 20_000, None), (0, 0, None), (5, 5, None), (-30, 80, 120),
     (0.0005, 0.9, None), (1e-9, 1e9, 3.0), (1e6, 1.001e6, None), (0, 1e12, 5)],
)  # fmt: skip
def test_an_axis_holds_all_it_has_to_show(low: float, high: float, peers: float | None) -> None:
    scale = axis(low, high, peers)
    for number in filter(lambda value: value is not None, (low, high, peers)):
        assert scale.low <= number <= scale.high
        assert scale.number_at(scale.at(number)) == pytest.approx(number, abs=(scale.high - scale.low) * 1e-9)
    assert 2 <= len(scale.ticks) <= 6
    assert all(math.isfinite(tick) for tick in scale.ticks)
    assert list(scale.ticks) == sorted(scale.ticks)


def test_a_wide_range_gets_a_logarithmic_axis() -> None:
    assert axis(0.001, 0.2).log
    assert not axis(0.02, 0.2).log


def test_the_bell_has_a_tenth_of_its_mass_on_either_side() -> None:
    steps = [number / 1000 for number in range(-4000, 8001)]
    heights = [bell(1, 2, 3, step) for step in steps]
    below = sum(height for step, height in zip(steps, heights, strict=True) if step < 1) / sum(heights)
    assert below == pytest.approx(0.1, abs=0.002)
    assert bell(1, 2, 3, 2) == 1


def test_a_strip_speaks_its_numbers() -> None:
    strip = RangeStrip("{:.1%}".format)
    assert strip.accessibleName() == "Range: not set"
    strip.set_spread(Spread(0.02, 0.05, 0.032))
    assert strip.accessibleName() == "Low 2.0%, likely 3.2%, high 5.0%"
    strip.set_spread(Spread(0.08, 0.05))
    assert strip.accessibleName() == "Low 8.0% is above high 5.0%"


def test_a_strip_is_a_chart_to_screen_readers(host) -> None:
    field = put(host, RangeField("Conversion"))
    field.set_spread(Spread(0.02, 0.05, 0.032), "{:.1%}".format)
    told = QAccessible.queryAccessibleInterface(field.strip)
    assert told.role() == QAccessible.Role.Chart
    assert told.text(QAccessible.Text.Name) == "Low 2.0%, likely 3.2%, high 5.0%"


# --- all of them ------------------------------------------------------------------------------------------------------

MAKERS: dict[str, Callable[[str], QWidget]] = {
    "line": lambda _text: LineEdit(),
    "money": lambda _text: MoneyField("¥"),
    "day": lambda _text: DateField(),
    "choice": lambda text: Choice([("a", text)]),
    "button": lambda text: Button(text, "primary", "plus"),
    "link": LinkButton,
    "tool": lambda text: ToolButton("plus", text),
    "check": CheckBox,
    "segments": lambda text: Segmented([("a", text)]),
    "chip": Chip,
    "pill": Pill,
    "item": lambda text: NavItem("send", text),
    "field": lambda text: Field(text, LineEdit()),
    "label": Label,
    "section": SectionHead,
    "strip": lambda _text: RangeStrip(),
    "consequence": lambda _text: ConsequenceStrip(),
    "search": lambda _text: SearchBox(),
    "state": lambda _text: SaveState(),
    "monogram": Monogram,
    "switcher": lambda _text: PlanSwitcher(),
    "banner": lambda _text: Banner(),
}


@pytest.mark.parametrize("scale", [90, 100, 130])
def test_widgets_are_as_high_in_chinese_as_in_english(dress, qtbot, scale: int) -> None:
    heights: list[dict[str, int]] = []
    for language, text in (("en", "Platform"), ("zh", "平台骨门直")):
        dress("light", scale, language)
        heights.append({name: drawn_height(qtbot, MAKERS[name](text), text) for name in MAKERS})
    assert heights[0] == heights[1]


def drawn_height(qtbot, widget: QWidget, text: str) -> int:
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    column.addWidget(widget)
    column.addStretch()
    if isinstance(widget, LineEdit):
        widget.set_value(text)
    ground.resize(400, 300)
    assert ground.grab().height()
    return widget.height()


def test_a_line_of_text_stands_on_one_height_in_both_languages(dress, qtbot) -> None:
    tops = []
    for language in ("en", "zh"):
        dress("light", 100, language)
        area = QRectF(0, 0, 100, 20)
        tops.append(painting.baseline(area, dress("light", 100, language).font(13)))
    assert tops[0] == tops[1]


def rows_with_ink(widget: QWidget, left: int, right: int) -> list[int]:
    """The rows of `widget` that are darker than its ground between `left` and `right`."""
    picture = widget.grab().toImage()
    edge = 4 if widget.height() > 24 else 0  # borders
    inside = range(edge, widget.height() - edge)
    light = {y: min(picture.pixelColor(x, y).lightness() for x in range(left, right)) for y in inside}
    return [y for y, darkest in light.items() if darkest < max(light.values()) - 60]


@pytest.mark.parametrize("make", [LineEdit, lambda: Label(size=13), lambda: Button(kind="secondary")])
def test_han_beside_a_digit_moves_the_digit_nowhere(make: Callable[[], QWidget], host) -> None:
    widget = put(host, make())
    spans = []
    for text in ("8", "8 骨门直"):
        widget.setText(text)
        widget.resize(widget.sizeHint().expandedTo(QSize(120, 0)))
        left = {LineEdit: 12, Label: 0}.get(type(widget), 12)
        spans.append(rows_with_ink(widget, left, left + 8))
    assert spans[0]
    rounding = 1 if isinstance(widget, LineEdit) else 0  # Qt's own line edit rounds the ascent of the taller face
    assert abs(spans[0][0] - spans[1][0]) <= rounding
    assert len(spans[0]) == len(spans[1])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_widget_shows_in_every_look(dress, qtbot, mode: str, language: str) -> None:
    dress(mode, 100, language)
    page = gallery.page(language)
    qtbot.addWidget(page)
    page.resize(1500, 900)
    picture = page.grab().toImage()
    colours = {
        picture.pixelColor(x, y).rgb() for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    assert len(colours) > 20


def test_no_widget_carries_a_style_sheet_of_its_own(qtbot) -> None:
    page = gallery.page("en")
    qtbot.addWidget(page)
    children = page.findChildren(QWidget)
    assert len(children) > 100
    assert [child for child in children if child.styleSheet()] == []


def test_no_source_sets_a_style_sheet_but_the_theme() -> None:
    folder = resource().parent / "planner" / "ui"
    setters = {path.name for path in folder.rglob("*.py") if re.search(r"\.setStyleSheet\(", path.read_text("utf-8"))}
    assert setters <= {"theme.py"}


def test_no_widget_becomes_a_window_of_its_own(qtbot) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    page = gallery.page("en")
    qtbot.addWidget(page)
    assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (lambda: Button("Save"), QAccessible.Role.Button),
        (lambda: LinkButton("Swap"), QAccessible.Role.Button),
        (lambda: CheckBox("On"), QAccessible.Role.CheckBox),
        (lambda: Choice([("a", "A")]), QAccessible.Role.ComboBox),
        (LineEdit, QAccessible.Role.EditableText),
        (Notes, QAccessible.Role.EditableText),
        (lambda: Label("Text"), QAccessible.Role.StaticText),
        (lambda: NavItem("send", "Distribution"), QAccessible.Role.RadioButton),
    ],
)
def test_painted_controls_keep_their_roles(make: Callable[[], QWidget], role: QAccessible.Role, qtbot) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert QAccessible.queryAccessibleInterface(widget).role() == role


def test_one_of_several_items_is_active_and_arrows_walk_them(host, qtbot) -> None:
    first, second = put(host, NavItem("send", "Distribution")), put(host, NavItem("store", "Platforms"))
    first.setChecked(True)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert not first.isChecked()


def test_what_takes_the_focus_has_a_name_without_keys(qtbot) -> None:
    page = gallery.page("en")
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    named = [
        child
        for child in page.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(child, (QAbstractButton, QComboBox))
    ]
    assert len(named) > 30
    for child in named:
        spoken = QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
        if isinstance(child, ToolButton) and not child.text():
            continue  # the gallery's nameless ones
        assert "Ctrl" not in spoken
        assert spoken == spoken.strip()


def test_every_icon_named_in_the_sources_exists() -> None:
    folder = Path(painting.__file__).parent
    known = {path.stem for path in resource("icons").glob("*.svg")}
    named = set()
    for path in folder.glob("*.py"):
        named |= set(re.findall(r'icon\(painter, "([a-z0-9-]+)"', path.read_text("utf-8")))
    assert len(named) > 3
    assert named <= known


def test_a_change_of_language_reaches_every_widget_parents_first(qtbot) -> None:
    order: list[str] = []

    class Speaking(QWidget):
        def __init__(self, name: str, parent: QWidget | None = None) -> None:
            super().__init__(parent)
            self.name = name

        def retranslate(self) -> None:
            order.append(self.name)

    top = Speaking("top")
    qtbot.addWidget(top)
    middle = QWidget(top)
    Speaking("below", middle)
    Speaking("beside", top)
    retranslate(top)
    assert order[0] == "top"
    assert sorted(order) == ["below", "beside", "top"]


def test_a_dialog_that_was_announced_is_answered(dialogs) -> None:
    dialogs.announce(QMessageBox.StandardButton.Yes)
    assert QMessageBox.question(None, "title", "text") == QMessageBox.StandardButton.Yes


def test_a_dialog_that_was_not_announced_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception):
        QMessageBox.question(None, "title", "text")


@pytest.mark.parametrize(
    ("language", "mark", "parts", "said"),
    [
        ("en", ".", ("Error", "The end is early.", "", "Swap"), "Error. The end is early. Swap"),
        ("zh", ".", ("错误", "结束早于开始。", "对调"), "错误。结束早于开始。对调"),
        ("zh", ",", ("课程", "¥199"), "课程，¥199"),
        ("zh", ";", ("甲：1", "乙：2"), "甲：1；乙：2"),
        ("en", ":", ("Net", "5"), "Net: 5"),
    ],
)
def test_parts_in_a_row_are_parted_by_the_marks_of_the_language(monkeypatch, language, mark, parts, said) -> None:
    monkeypatch.setattr(i18n._speech, "language", language)
    assert in_a_row(parts, mark) == said
