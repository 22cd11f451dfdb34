"""The form: every type of field with real keys, drafts that outlive a restart, offers, composing, and the ways around."""

import gettext
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from planner import i18n
from planner.commands import drafts, records
from planner.errors import FileError
from planner.model.catalogue import KINDS
from planner.model.parsing import Offer
from planner.model.values import Hours, Money, Month, Range
from planner.paths import resource
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.editors.fields import Desk, FieldEditor
from planner.ui.editors.form import RecordEditor
from planner.ui.editors.number_steps import stepped
from planner.ui.editors.record_fields import RecordFields, editor_for
from planner.ui.look.theme import Theme, theme
from planner.ui.widgets.labels import Label
from planner.ui.window.tab_order import stops
from tests.ui.form_plan import TODAY, new_bridge

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def form(qtbot: Any, look: Theme, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> Callable[..., RecordEditor]:
    """Open the form of a record in a window that has the focus."""
    opened: list[RecordEditor] = []

    def open_form(kind: str, record_id: str) -> RecordEditor:
        editor = RecordEditor(kind, bridge, look)
        editor.fields.desk = Desk(bridge, lambda: TODAY)
        for field in editor.fields.editors.values():
            field.desk = editor.fields.desk
        qtbot.addWidget(editor)
        opened.append(editor)
        bridge.changed.connect(editor.refresh)
        editor.resize(500, 900)
        editor.show()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        editor.show_record(record_id)
        return editor

    return open_form


def enter(qtbot: Any, editor: RecordEditor, field: str, text: str, *, commit: bool = True) -> FieldEditor:
    """Type `text` into the field as a person does, over what stands there, and press Enter."""
    found = editor.fields.editors[field]
    edit = found.focus_widget
    edit.setFocus()
    qtbot.keyClick(edit, KEY.Key_A, CTRL)
    qtbot.keyClick(edit, KEY.Key_Delete)
    if text.isascii():
        qtbot.keyClicks(edit, text)
    else:
        compose(edit, text)
    if commit:
        qtbot.keyClick(edit, KEY.Key_Return)
    return found


def compose(edit: QWidget, text: str) -> None:
    """Let an input method put `text` into the field."""
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(edit, done)


def value(bridge: Bridge, kind: str, record_id: str, field: str) -> Any:
    return getattr(bridge.plan.find(kind, record_id), field)


# every type of field


@pytest.mark.parametrize(
    ("kind", "record_id", "field", "typed", "wanted", "shown"),
    [
        ("product", "p1", "name", "Big course", "Big course", "Big course"),
        ("product", "p1", "price", "1.2k", Money(Decimal(1200), "CNY"), "1,200"),
        ("product", "p1", "price", "usd 20", Money(Decimal(20), "USD"), "20"),
        ("platform", "f1", "fee_rate", "12.5%", Decimal("0.125"), "12.5%"),
        ("domain", "d1", "score", "65", 65, "65"),
        ("domain", "d1", "started_year", "2015", 2015, "2015"),
        ("domain", "d1", "hours_to_80", "90min", Hours(90), "1h30m"),
        ("product", "p1", "churn", "2-5%", Range.between(Decimal("0.02"), Decimal("0.05")), "2% to 5%"),
        ("platform", "f1", "open_rate", "3 of 400", Range.observed(3, 400), "3 of 400"),
        ("platform", "f1", "growth", "-2% to 3%", Range.between(Decimal("-0.02"), Decimal("0.03")), "-2% to 3%"),
        ("alliance", "a1", "next_on", "+3", date(2026, 11, 23), "2026-11-23"),
        ("listing", "l1", "start_month", "2027-Q1", Month(2027, 1), "2027-01"),
        ("listing", "l1", "price", "", None, ""),
    ],
)
def test_a_line_reads_what_is_typed_and_shows_its_normal_form(
    qtbot: Any, form: Any, bridge: Bridge, kind: str, record_id: str, field: str, typed: str, wanted: Any, shown: str
) -> None:
    editor = form(kind, record_id)
    found = enter(qtbot, editor, field, typed)
    assert value(bridge, kind, record_id, field) == wanted
    assert found.focus_widget.text() == shown
    assert found.error is None


def test_a_range_in_chinese_is_shown_in_the_form_of_chinese(
    qtbot: Any, dress: Any, form: Any, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n._speech, "language", "zh")
    dress("light", 100, "zh")
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "audience", "1.2万到2万")
    assert value(bridge, "platform", "f1", "audience") == Range.between(12000, 20000)
    assert found.focus_widget.text() == "1.2 万到 2 万"


def test_what_was_typed_stays_beside_a_range(qtbot: Any, form: Any, bridge: Bridge) -> None:
    enter(qtbot, form("platform", "f1"), "audience", "3.5k±500")
    assert value(bridge, "platform", "f1", "audience").typed == "3.5k±500"


def test_an_edit_is_one_step_named_after_field_and_record(qtbot: Any, form: Any, session: Session) -> None:
    before = len(session.history())
    enter(qtbot, form("product", "p1"), "price", "420")
    assert len(session.history()) == before + 1
    assert session.undo_label == "Edit Price of “Course”"


def test_leaving_the_field_commits(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("domain", "d1")
    enter(qtbot, editor, "score", "66", commit=False)
    assert value(bridge, "domain", "d1", "score") == 70
    qtbot.keyClick(editor.fields.editors["score"].focus_widget, KEY.Key_Tab)
    assert value(bridge, "domain", "d1", "score") == 66


def test_showing_another_record_commits_into_the_one_left(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    enter(qtbot, editor, "name", "Renamed", commit=False)
    editor.show_record("p2")
    assert value(bridge, "product", "p1", "name") == "Renamed"
    assert value(bridge, "product", "p2", "name") == "Handbook"
    assert editor.fields.editors["name"].focus_widget.text() == "Handbook"


def test_notes_are_kept_raw_and_saved_after_a_rest(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    notes = editor.fields.editors["notes"]
    notes.focus_widget.setFocus()
    qtbot.keyClicks(notes.focus_widget, "**Avoid** raw links ")
    assert value(bridge, "product", "p1", "notes") == ""
    notes._rest.setInterval(1)
    qtbot.keyClicks(notes.focus_widget, "!")
    qtbot.waitUntil(lambda: value(bridge, "product", "p1", "notes") != "")
    assert value(bridge, "product", "p1", "notes") == "**Avoid** raw links !"
    assert notes.focus_widget.hasFocus()


def test_a_choice_is_taken_by_keys_and_can_be_taken_back(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    medium = editor.fields.editors["medium"]
    medium.focus_widget.setFocus()
    qtbot.keyClick(medium.focus_widget, KEY.Key_Down)
    first = value(bridge, "product", "p1", "medium")
    assert first in dict(medium.spec.type.choices)
    qtbot.keyClick(medium.focus_widget, KEY.Key_Home)
    assert value(bridge, "product", "p1", "medium") is None


def test_chips_choose_several(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("platform", "f1")
    text, image = editor.fields.editors["media"].widgets[:2]
    qtbot.mouseClick(image, Qt.MouseButton.LeftButton)
    qtbot.keyClick(text, KEY.Key_Space)
    assert value(bridge, "platform", "f1", "media") == ("text", "image")


def test_a_flag_is_turned_by_space(qtbot: Any, form: Any, bridge: Bridge) -> None:
    box = form("product", "p1").fields.editors["once_per_person"].focus_widget
    qtbot.keyClick(box, KEY.Key_Space)
    assert value(bridge, "product", "p1", "once_per_person") is True


def test_a_week_is_seven_fields(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("plan", "plan")
    week = editor.fields.editors["hours_per_week"]
    for number, typed in ((0, "1:30"), (6, "")):
        edit = week.widgets[number]
        edit.setFocus()
        qtbot.keyClick(edit, KEY.Key_A, CTRL)
        qtbot.keyClick(edit, KEY.Key_Delete)
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, KEY.Key_Return)
    hours = value(bridge, "plan", "plan", "hours_per_week")
    assert hours == (Hours(90), *(Hours.of(3),) * 5, Hours(0))
    assert [edit.text() for edit in week.widgets] == ["1.5", "3", "3", "3", "3", "3", ""]


def test_days_are_added_by_typing_and_taken_away(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("plan", "plan")
    enter(qtbot, editor, "days_off", "2026-12-25")
    enter(qtbot, editor, "days_off", "t")
    assert value(bridge, "plan", "plan", "days_off") == (TODAY, date(2026, 12, 25))
    chip = editor.fields.editors["days_off"].widgets[1]
    qtbot.keyClick(chip, KEY.Key_Delete)
    assert value(bridge, "plan", "plan", "days_off") == (date(2026, 12, 25),)


def test_every_type_of_every_kind_has_an_editor(look: Theme, bridge: Bridge, qtbot: Any) -> None:
    desk = Desk(bridge, lambda: TODAY)
    for kind in KINDS.values():
        blank = kind.record(id="new")
        for spec in kind.specs:
            made = editor_for(kind.name, spec, desk)
            qtbot.addWidget(made.field)
            made.show(blank)
            made.retranslate()
            named = made.focus_widget.accessibleName() or made.field.editor.accessibleName()
            assert named, f"{kind.name}.{spec.name}"


def test_up_and_down_change_the_end_under_the_caret(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("platform", "f1")
    edit = editor.fields.editors["audience"].focus_widget
    edit.setFocus()
    edit.setCursorPosition(len(edit.text()))
    qtbot.keyClick(edit, KEY.Key_Up)
    edit.setCursorPosition(0)
    qtbot.keyClick(edit, KEY.Key_Down, SHIFT)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert value(bridge, "platform", "f1", "audience") == Range.between(2000, 21000)


@pytest.mark.parametrize(
    ("text", "caret", "steps", "wanted"),
    [
        ("2% to 5%", 0, 1, ("3% to 5%", 1)),
        ("2% to 5%", 8, 10, ("2% to 15%", 8)),
        ("1.2 万到 2 万", 1, -1, ("1.1 万到 2 万", 3)),
        ("12k to 20k", 9, 1, ("12k to 21k", 9)),
        ("3,000", 2, 1, ("3,100", 5)),
        ("3", 0, -10, ("0", 1)),
        ("free", 0, 1, None),
    ],
)
def test_a_step_is_one_of_the_last_digit_that_counts(
    text: str, caret: int, steps: int, wanted: tuple[str, int] | None
) -> None:
    assert stepped(text, caret, steps) == wanted


def test_a_signed_number_steps_through_nought() -> None:
    assert stepped("-1", 2, 2, Decimal(-10)) == ("1", 1)
    assert stepped("1", 1, -3, None) == ("-2", 2)


def test_a_value_taken_as_certain_has_no_strip(qtbot: Any, form: Any) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "audience", "4")
    assert found.strip_field.strip.isHidden()
    enter(qtbot, editor, "audience", "4 to 6")
    assert not found.strip_field.strip.isHidden()


def test_control_signs_pasted_into_a_name_are_blanks(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    found = editor.fields.editors["name"]
    found.take("One\ttwo\x00three\u2028four")
    assert value(bridge, "product", "p1", "name") == "One two three four"
    assert found.error is None


def test_a_range_is_spoken_as_low_and_high(qtbot: Any, form: Any) -> None:
    edit = form("platform", "f1").fields.editors["audience"].focus_widget
    assert edit.accessibleDescription() == "low 12k, high 20k"


# what cannot be read


def test_bad_input_is_kept_beside_the_last_good_value_and_outlives_a_restart(
    qtbot: Any, form: Any, bridge: Bridge, session: Session, look: Theme
) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "audience", "many people")
    assert value(bridge, "platform", "f1", "audience") == Range.between(12000, 20000)
    assert found.error is not None
    assert found.focus_widget.property("state") == "error"
    assert "many people" in found.focus_widget.accessibleDescription()
    session.close()
    with_again = Session.open(session.path)
    other = new_bridge(with_again)
    assert drafts.draft_of(other.plan, "platform", "f1", "audience") == "many people"
    again = RecordEditor("platform", other, look)
    qtbot.addWidget(again)
    again.show_record("f1")
    reopened = again.fields.editors["audience"]
    assert reopened.focus_widget.text() == "many people"
    assert reopened.error is not None
    assert again.head.errors.text() == "1 error"
    other.close()
    with_again.close()


def test_an_offer_is_taken_by_one_click(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "open_rate", "8% to 5%")
    assert "5% to 8%" in found.field.hint.fix.text()
    assert not found.field.strip.isHidden()  # drawn the wrong way round
    qtbot.mouseClick(found.field.hint.fix, Qt.MouseButton.LeftButton)
    assert value(bridge, "platform", "f1", "open_rate") == Range.between(Decimal("0.05"), Decimal("0.08"))
    assert found.error is None
    assert drafts.draft_of(bridge.plan, "platform", "f1", "open_rate") is None


@pytest.mark.parametrize(
    ("kind", "record_id", "field", "typed", "wanted"),
    [
        ("domain", "d1", "score", "120", 100),
        ("platform", "f1", "fee_rate", "150%", Decimal(1)),
        ("platform", "f1", "open_rate", "80% to 120%", Range.between(Decimal("0.8"), Decimal(1))),
        ("product", "p1", "make_hours", "-3 to 5", Range.between(0, 5)),
        ("domain", "d1", "started_year", "20250", 2200),
    ],
)
def test_beyond_a_bound_the_nearest_value_is_offered(
    qtbot: Any, form: Any, bridge: Bridge, kind: str, record_id: str, field: str, typed: str, wanted: Any
) -> None:
    found = enter(qtbot, form(kind, record_id), field, typed)
    assert found.error is not None
    qtbot.mouseClick(found.field.hint.fix, Qt.MouseButton.LeftButton)
    assert found.error is None
    assert value(bridge, kind, record_id, field) == wanted


def test_a_plan_that_cannot_be_written_is_read_only_in_the_form(qtbot: Any, look: Theme, session: Session) -> None:
    session.close()
    locked = Session.open(session.path, read_only=True)
    bridge = new_bridge(locked)
    editor = RecordEditor("product", bridge, look)
    qtbot.addWidget(editor)
    editor.show_record("p1")
    for name, found in editor.fields.editors.items():
        for widget in found.widgets:
            assert not widget.isEnabled() or widget.isReadOnly(), name
    bridge.close()
    locked.close()


def test_every_reading_of_a_doubtful_text_is_offered(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "fee_rate", "0.05")
    assert len(found.offers.links) >= 1
    qtbot.mouseClick(found.offers.links[0], Qt.MouseButton.LeftButton)
    assert found.error is None
    assert value(bridge, "platform", "f1", "fee_rate") in (Decimal("0.05"), Decimal("0.0005"))


def test_an_error_goes_while_typing_as_soon_as_the_text_is_right(qtbot: Any, form: Any) -> None:
    editor = form("domain", "d1")
    found = enter(qtbot, editor, "score", "120")
    assert found.error is not None
    qtbot.keyClick(found.focus_widget, KEY.Key_Backspace)
    assert found.error is None
    assert found.focus_widget.property("state") == ""


@pytest.mark.parametrize(
    ("kind", "field", "first", "second", "said", "then"),
    [
        ("product", "price", "USD 2", "USD 100", "¥14.20", "¥710"),
        ("platform", "open_rate", "20% to 40%", "30%", "9 times in 10 inside", "certain"),
    ],
)
def test_what_is_said_below_a_field_is_never_of_an_earlier_text(
    qtbot: Any, form: Any, kind: str, field: str, first: str, second: str, said: str, then: str
) -> None:
    found = enter(qtbot, form(kind, "p1" if kind == "product" else "f1"), field, first)
    assert said in found.field.hint.text
    height = found.field.hint.height()
    found.edit._rest.setInterval(50)
    qtbot.keyClick(found.edit, KEY.Key_A, CTRL)
    qtbot.keyClicks(found.edit, second)
    assert found.field.hint.text == ""
    assert (found.field.hint.height(), found.field.hint.isVisible()) == (height, True)
    qtbot.waitUntil(lambda: then in found.field.hint.text)
    qtbot.keyClick(found.edit, KEY.Key_Escape)
    assert said in found.field.hint.text


def test_typing_is_not_reformatted_and_read_only_after_a_rest(qtbot: Any, form: Any) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "audience", "3000-5000", commit=False)
    assert found.echo == ""
    found.edit._rest.setInterval(1)
    qtbot.keyClicks(found.focus_widget, "0")
    qtbot.waitUntil(lambda: "9 times in 10" in found.field.hint.text)
    assert found.focus_widget.text() == "3000-50000"


def test_a_name_that_is_needed_is_offered_back(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    found = enter(qtbot, editor, "name", "")
    assert value(bridge, "product", "p1", "name") == "Course"
    assert "Course" in found.field.hint.fix.text()
    qtbot.mouseClick(found.field.hint.fix, Qt.MouseButton.LeftButton)
    assert (found.error, found.focus_widget.text()) == (None, "Course")


def test_nothing_is_lost_when_the_file_refuses(
    qtbot: Any, form: Any, bridge: Bridge, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = form("domain", "d1")

    def full(*_args: Any, **_names: Any) -> Any:
        raise FileError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(session, "edit", full)
        found = enter(qtbot, editor, "score", "66")
        assert found.focus_widget.text() == "66"
        assert found.error is not None
    qtbot.keyClick(found.focus_widget, KEY.Key_Return)
    assert value(bridge, "domain", "d1", "score") == 66
    assert found.error is None


def test_composing_commits_nothing(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    edit = editor.fields.editors["name"].focus_widget
    edit.setFocus()
    QApplication.sendEvent(edit, QInputMethodEvent("kecheng", []))
    qtbot.keyClick(edit, KEY.Key_Return)
    qtbot.keyClick(edit, KEY.Key_Escape)
    assert edit.hasFocus()
    assert value(bridge, "product", "p1", "name") == "Course"
    compose(edit, "课程")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert "课程" in value(bridge, "product", "p1", "name")


def test_undo_is_local_until_the_commit_and_the_plans_after_it(
    qtbot: Any, form: Any, bridge: Bridge, session: Session
) -> None:
    editor = form("product", "p1")
    found = enter(qtbot, editor, "name", "Other", commit=False)
    steps = len(session.history())
    qtbot.keyClick(found.focus_widget, KEY.Key_Z, CTRL)
    assert found.focus_widget.text() != "Other"
    assert len(session.history()) == steps
    enter(qtbot, editor, "name", "Other")
    session.undo()
    assert found.focus_widget.text() == "Course"


# rules


def test_a_rule_speaks_in_its_field_and_its_fix_is_one_click(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("domain", "d1")
    found = enter(qtbot, editor, "target", "60")
    assert found.field.hint.severity == "warning"
    assert editor.head.warnings.text() == "1 warning"
    qtbot.mouseClick(found.field.hint.fix, Qt.MouseButton.LeftButton)
    assert value(bridge, "domain", "d1", "target") == 70
    assert editor.head.warnings.isHidden()


def test_f8_goes_from_problem_to_problem(qtbot: Any, form: Any) -> None:
    editor = form("domain", "d1")
    enter(qtbot, editor, "score", "lots")
    enter(qtbot, editor, "target", "60")
    score, target = (editor.fields.editors[name].focus_widget for name in ("score", "target"))
    for wanted in (score, target, score):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_F8)
        assert QApplication.focusWidget() is wanted
    qtbot.mouseClick(editor.head.warnings, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is target


# the ways around


def test_escape_restores_the_text_and_leaves_then_asks_to_go(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    found = enter(qtbot, editor, "name", "Nonsense", commit=False)
    with qtbot.assertNotEmitted(editor.escaped):
        qtbot.keyClick(found.focus_widget, KEY.Key_Escape)
    assert found.focus_widget.text() == "Course"
    assert editor.hasFocus()
    with qtbot.waitSignal(editor.escaped):
        qtbot.keyClick(editor, KEY.Key_Escape)
    qtbot.keyClick(editor, KEY.Key_F2)
    assert found.focus_widget.hasFocus()
    assert value(bridge, "product", "p1", "name") == "Course"


@pytest.mark.parametrize("field", ["name", "price", "churn", "stage", "notes", "backed_by"])
def test_control_and_arrows_step_through_the_records_from_any_field(qtbot: Any, form: Any, field: str) -> None:
    editor = form("product", "p1")
    widget = editor.fields.editors[field].focus_widget
    widget.setFocus()
    for key, signal in ((KEY.Key_Down, editor.next), (KEY.Key_Up, editor.previous)):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(widget, key, CTRL)


def test_control_and_arrows_step_once_from_anywhere_in_the_form(qtbot: Any, form: Any) -> None:
    editor = form("product", "p1")
    steps: list[str] = []
    editor.next.connect(lambda: steps.append("next"))
    places = [editor, *stops(editor)]
    for place in places:
        place.setFocus()
        qtbot.keyClick(place, KEY.Key_Down, CTRL)
    assert steps == ["next"] * len(places)


def test_a_field_asked_for_is_focused_seen_and_lit(qtbot: Any, form: Any) -> None:
    editor = form("product", "p1")
    editor.show_field("notes")
    notes = editor.fields.editors["notes"]
    qtbot.waitUntil(lambda: not editor._flash.isHidden())
    assert notes.focus_widget.hasFocus()
    corner = notes.focus_widget.mapTo(editor.view.viewport(), notes.focus_widget.rect().center())
    assert editor.view.viewport().rect().contains(corner)
    assert editor._flash._clock.interval() == 1200


def test_the_light_stays_around_its_field_when_the_form_above_grows(qtbot: Any, form: Any) -> None:
    editor = form("product", "p1")
    editor.show_field("notes")
    notes = editor.fields.editors["notes"].field
    qtbot.waitUntil(lambda: not editor._flash.isHidden())
    before = notes.mapTo(editor.body, QPoint())
    next(iter(editor.fields.editors.values()))._offer([Offer("Use it", "it")] * 4)
    qtbot.waitUntil(lambda: notes.mapTo(editor.body, QPoint()) != before)
    assert editor._flash.geometry().contains(QRect(notes.mapTo(editor.body, QPoint()), notes.size()))


def test_one_is_led_to_the_links_of_a_record(qtbot: Any, form: Any) -> None:
    editor = form("platform", "f1")
    editor.show_field("listing")
    panel = next(panel for panel in editor.panels if panel.kind == "listing")
    qtbot.waitUntil(lambda: not editor._flash.isHidden())
    assert panel.add.hasFocus()
    assert editor._flash.geometry().contains(QRect(panel.mapTo(editor.body, QPoint()), panel.size()))


@pytest.mark.parametrize("kind", ["domain", "product", "platform", "listing", "partner", "alliance"])
def test_tab_goes_as_the_eye_does(qtbot: Any, form: Any, bridge: Bridge, kind: str) -> None:
    editor = form(kind, bridge.plan.records(kind)[0].id)
    editor.resize(500, 3000)
    seen: list[QWidget] = []
    qtbot.keyClick(editor, KEY.Key_Tab)
    while (at := QApplication.focusWidget()) is not None and at not in seen and editor.isAncestorOf(at):
        seen.append(at)
        qtbot.keyClick(at, KEY.Key_Tab)
    wanted = {
        widget for found in editor.fields.editors.values() for widget in found.widgets if widget.isVisibleTo(editor)
    }
    assert wanted <= set(seen)
    if kind != "alliance":  # its two columns are read one after the other
        tops = [at.mapTo(editor, at.rect().center()).y() for at in seen]
        assert [(one, two) for one, two in pairwise(tops) if two + 20 < one] == []
    last = seen[-1]
    last.setFocus()
    qtbot.keyClick(last, KEY.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is seen[-2]


def test_every_place_for_the_focus_has_a_name_without_keys(qtbot: Any, form: Any, bridge: Bridge) -> None:
    for kind in ("domain", "product", "platform", "listing", "partner", "alliance", "plan"):
        editor = form(kind, bridge.plan.records(kind)[0].id)
        for widget in editor.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(editor):
                name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert name, (kind, widget)
                assert "Ctrl" not in name
                assert name == name.strip()


def test_the_menu_duplicates_archives_deletes_and_copies_a_link(
    qtbot: Any, form: Any, bridge: Bridge, session: Session
) -> None:
    editor = form("product", "p1")
    said: list[str] = []
    bridge.toasted.connect(lambda text, *_more: said.append(text))
    actions = {action.objectName(): action for action in editor.head.menu.actions()}
    with qtbot.waitSignal(editor.shown) as copied:
        actions["duplicate"].trigger()
    assert bridge.plan.label(*copied.args) == "Course (copy)"
    actions["copy_link"].trigger()
    assert QGuiApplication.clipboard().text() == "brightroad:product/p1"
    actions["archive"].trigger()
    assert value(bridge, "product", "p1", "archived") is True
    session.undo()
    actions["delete"].trigger()
    assert bridge.plan.find("product", "p1") is None
    assert not editor.nothing.isHidden()
    assert len(said) == 3


def test_a_change_from_elsewhere_is_shown_but_not_over_what_is_being_typed(
    qtbot: Any, form: Any, session: Session
) -> None:
    editor = form("domain", "d1")
    found = enter(qtbot, editor, "name", "Half a wo", commit=False)
    with session.edit("Elsewhere") as tx:
        records.edit(tx, "domain", "d1", name="Elsewhere", score=33)
    assert found.focus_widget.text() == "Half a wo"
    assert editor.fields.editors["score"].focus_widget.text() == "33"


# languages


def test_a_change_of_language_keeps_what_is_typed(
    qtbot: Any, form: Any, dress: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = form("platform", "f1")
    found = enter(qtbot, editor, "name", "Half a wo", commit=False)
    monkeypatch.setattr(i18n._speech, "language", "zh")
    dress("light", 100, "zh")
    editor.retranslate()
    assert found.focus_widget.text() == "Half a wo"
    assert editor.fields.editors["audience"].focus_widget.text() == "1.2 万到 2 万"


def test_an_error_speaks_the_language_changed_to_while_its_text_is_being_typed(
    qtbot: Any, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = form("domain", "d1")
    found = enter(qtbot, editor, "score", "10 to 5 to")
    qtbot.keyClicks(found.focus_widget, "!")
    said = found.message()[1]
    i18n_texts = gettext.NullTranslations()
    monkeypatch.setattr(i18n_texts, "gettext", lambda text: "译：" + text)
    monkeypatch.setattr(i18n._speech, "texts", i18n_texts)
    editor.retranslate()
    assert said
    assert found.message()[1].startswith("译：")
    assert found.focus_widget.text().endswith("!")


def short(text: str) -> str:
    """A text about as long as its Chinese."""
    kept = "{" + text.partition("{")[2].rpartition("}")[0] + "}" if "{" in text else ""
    return "译" * max(ceil(len(text) / 4), 1) + kept


@pytest.mark.parametrize("kind", ["domain", "product", "platform", "listing", "partner", "alliance"])
def test_both_languages_lay_out_alike(
    qtbot: Any, form: Any, dress: Any, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def places(language: str) -> dict[str, int]:
        monkeypatch.setattr(i18n._speech, "language", language)
        if language == "zh":
            monkeypatch.setattr(i18n._speech.texts, "gettext", short, raising=False)
        dress("light", 100, language)
        editor = form(kind, bridge.plan.records(kind)[1 if kind in ("domain", "partner") else 0].id)
        QApplication.processEvents()
        return {
            name: found.field.mapTo(editor, found.field.rect().topLeft()).y()
            for name, found in editor.fields.editors.items()
        }

    english = places("en")
    assert places("zh") == english


def test_a_form_of_some_sections_shows_only_these(qtbot: Any, look: Theme, bridge: Bridge) -> None:
    editor = RecordEditor("product", bridge, look, ["Economics"])
    qtbot.addWidget(editor)
    editor.show_record("p1")
    shown = {name for name, found in editor.fields.editors.items() if found.field.isVisibleTo(editor)}
    assert shown == {spec.name for spec in KINDS["product"].specs if spec.section == "Economics"}


def test_an_empty_price_shows_whose_price_holds(qtbot: Any, form: Any) -> None:
    price = form("listing", "l1").fields.editors["price"].focus_widget
    assert isinstance(price, QLineEdit)
    assert (price.text(), price.placeholderText()) == ("", "399")


def test_a_bare_number_takes_the_currency_of_the_platform(qtbot: Any, form: Any, bridge: Bridge) -> None:
    found = enter(qtbot, form("listing", "l2"), "price", "59")
    assert value(bridge, "listing", "l2", "price") == Money(Decimal(59), "USD")
    assert "¥" in found.field.hint.text  # about how much that is in the plan's own money


def test_fields_of_a_record_can_stand_without_a_form(qtbot: Any, look: Theme, bridge: Bridge) -> None:
    fields = RecordFields("listing", Desk(bridge, lambda: TODAY), ("price", "status"))
    for found in fields.editors.values():
        qtbot.addWidget(found.field)
    fields.show("l1")
    assert set(fields.editors) == {"price", "status"}
    assert theme() is look


@pytest.mark.parametrize(("width", "scale", "language"), [(400, 100, "en"), (400, 100, "zh"), (520, 130, "en")])
def test_no_form_is_wider_than_its_pane(
    qtbot: Any, form: Any, dress: Any, bridge: Bridge, width: int, scale: int, language: str
) -> None:
    i18n.use(language, resource("translations"))
    try:
        dress("light", scale, language)
        for kind in ("domain", "product", "platform", "listing", "partner", "alliance", "plan"):
            editor = form(kind, bridge.plan.records(kind)[0].id)
            editor.resize(width, 700)
            QApplication.processEvents()
            assert editor.width() == width, kind
            assert editor.body.width() <= editor.view.viewport().width(), kind
            cut = [
                label.text()
                for label in editor.findChildren(Label)
                if label.isVisibleTo(editor) and label.toolTip() and label is not editor.head.title
            ]
            assert cut == [], kind
    finally:
        i18n.use("en")
