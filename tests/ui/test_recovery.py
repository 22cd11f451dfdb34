"""After a kill: what was committed is there, what was being typed is offered back, and an orderly end is none to tell of."""

import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands import records
from planner.model.values import Hours
from planner.session import Session
from planner.settings import Settings, read_json
from planner.ui.alliances.contact_note import ContactNote
from planner.ui.distribution.publication_asks import AskReason
from planner.ui.findings.mute_form import MuteForm
from planner.ui.window.later import made
from planner.ui.window.recovery import Typed, TypingWatch
from tests.ui.shell import begin_on, opened, press, wait, write

ROOT = Path(__file__).resolve().parents[2]
CTRL = Qt.KeyboardModifier.ControlModifier
RUN = """
import sys
from PySide6.QtCore import QTimer
from planner import app, paths
from planner.instance import Request, claim
start = app.Brightroad.start
def begun(self, request):
    start(self, request)
    def tell():
        shown = self.window.workspace is not None and self.window.workspace.page is not None
        print("ready", flush=True) if shown else QTimer.singleShot(20, self, tell)
    tell()
app.Brightroad.start = begun
sys.exit(app.run(claim(paths.config_folder(), Request()), Request((sys.argv[1],))))
"""


@contextmanager
def living(home, page="products"):
    """A window with the new plan “Life”, at a page."""
    with opened(home) as window:
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, page)
        yield window


def in_the_form(window, product):
    window.bridge.open_record("product", product, "name")


def in_the_table(window, product):
    window.workspace.page.table.show_record(product, "name")
    window.workspace.page.edit()


def in_the_last_row(window, _product):
    window.workspace.page.table.new()


def in_another_life(home, text="1,2", place=in_the_form):
    """A window that was killed while `text` was being typed: what is left of it, as the next start finds it."""
    with living(home) as window:
        made_one = window.bridge.run("Add", lambda tx: records.create(tx, "product", name="Course"))
        place(window, made_one.id)
        watch = TypingWatch(window.bridge, window.view_state)
        press(window, Qt.Key.Key_A, CTRL)
        write(text)
        watch.look()
        window.view_state.flush()
        left = (home / "config" / "view.json").read_bytes()
        press(window, Qt.Key.Key_Escape)
        path = window.bridge.session.path
    (home / "config" / "view.json").write_bytes(left)
    return path


def in_a_frame_that_asks(window, _product):
    partner = window.bridge.run("Add", lambda tx: records.create(tx, "partner", name="Lin"))
    note = ContactNote(window.bridge, [partner.id], window)
    note.open_below(window.workspace.page)
    note.line.setFocus()
    return note


def in_two_lines_of_a_frame(window, _product):
    asking = AskReason(window.workspace.page, "Failed", "What went wrong", stepped=True, needed=True)
    asking.open_at(window.pos())
    write("Cut off, ")
    asking.step.setFocus()
    return asking


def in_a_form_that_was_tabbed_on(window, _product):
    window.workspace.show_page("diagnosis")
    form = MuteForm()
    window.workspace.page.layout().addWidget(form)
    form.ask(one_record=True)
    return form


def in_a_sheet(window, _product):
    window.new_plan.ask()
    return window.new_plan


def in_the_week(window, product):
    window.workspace.show_page("ledger")
    window.workspace.page.show_tab("time")
    log = window.workspace.page.tab
    day = {"product": product, "date": log._today(), "minutes": Hours(60)}
    window.bridge.run("Add", lambda tx: records.create(tx, "time_entry", **day))
    log.grid.setFocus()
    log.grid.setCurrentIndex(log.grid.week.index(0, log._today().weekday() + 1))
    press(window, Qt.Key.Key_F2)


@pytest.mark.parametrize(
    ("place", "where", "texts"),
    [
        (in_a_frame_that_asks, "What was said with Lin today?", ["2:15"]),
        (in_two_lines_of_a_frame, "What went wrong", ["Cut off, ", "2:15"]),
        (in_a_form_that_was_tabbed_on, "Why does this not matter to you?", ["2:15"]),
        (in_a_sheet, "Name", ["2:15"]),
        (in_the_week, "Course, ", ["2:15"]),
    ],
)
def test_what_is_typed_anywhere_is_known_with_its_place(qtbot, look, home, place, where, texts):
    with living(home) as window:
        course = window.bridge.run("Add", lambda tx: records.create(tx, "product", name="Course"))
        frame = place(window, course.id)
        watch = TypingWatch(window.bridge, window.view_state)
        watch.look()
        assert len(texts) > 1 or window.view_state.recall("typed") is None
        press(window, Qt.Key.Key_A, CTRL)
        write("2:15")
        for _look in range(2):
            watch.look()
            typed = Typed.of(window.view_state.recall("typed"))
            assert typed.text.split("\n") == texts
            assert typed.where.startswith(where)
            if frame is None:
                break
            press(window, Qt.Key.Key_Tab)  # it is as much lost from beside it
        if frame is not None:
            frame.hide()
            watch.look()
            assert window.view_state.recall("typed") is None


def test_hours_half_typed_in_the_week_are_kept_on_closing(qtbot, look, home):
    with living(home) as window:
        in_the_week(window, window.bridge.run("Add", lambda tx: records.create(tx, "product", name="Course")).id)
        path = window.bridge.session.path
        press(window, Qt.Key.Key_A, CTRL)
        write("2:15")
    with closing(Session.open(path)) as session:
        assert [one.minutes for one in session.journal.all("time_entry")] == [Hours(135)]


def test_the_watch_of_a_plan_closed_before_takes_nothing_away(qtbot, look, home):
    with opened(home) as window:
        window.files.create(home / "plans" / "Other.brightroad", "Other")
        begin_on(window, "products")
        before = TypingWatch(window.bridge, window.view_state)
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, "products")
        watch = TypingWatch(window.bridge, window.view_state)
        window.new_plan.ask()
        write("Orchard")
        watch.look()
        before.look()
        assert Typed.of(window.view_state.recall("typed")).text == "Orchard"


def test_what_is_typed_is_kept_while_another_program_is_in_front(qtbot, look, home, monkeypatch):
    with living(home) as window:
        watch = TypingWatch(window.bridge, window.view_state)
        window.new_plan.ask()
        write("Orchard")
        watch.look()
        monkeypatch.setattr(QApplication, "focusWidget", lambda: None)
        watch.look()
        assert Typed.of(window.view_state.recall("typed")).text == "Orchard"
        window.new_plan.close_now()
        watch.look()
        assert window.view_state.recall("typed") is None


def test_what_looks_for_something_is_nothing_to_lose(qtbot, look, home):
    with living(home) as window:
        watch = TypingWatch(window.bridge, window.view_state)
        window.palette_sheet.ask()
        write("course")
        watch.look()
        assert window.view_state.recall("typed") is None


@pytest.mark.parametrize("place", [in_the_form, in_the_table])
def test_a_text_being_typed_when_the_program_fell_is_offered_back(qtbot, look, home, place):
    path = in_another_life(home, "Course for makers", place)
    kept = Settings(language="en", theme="light", last_plan=str(path))
    with opened(home, kept) as window:
        wait(lambda: made(window, "recovery") is not None and window.recovery.isVisible())
        sheet = window.recovery
        shown = [(row.text, row.hint) for row in sheet.list.found.rows]
        assert ("Course for makers", "Name of “Course”") in shown
        assert any(text == "Add" for text, _when in shown)
        sheet.back.click()
        wait(lambda: window.bridge.plan.records("product")[0].name == "Course for makers")
        assert not sheet.isVisible()


def test_the_name_of_one_not_yet_made_is_offered_to_the_clipboard(qtbot, look, home):
    path = in_another_life(home, "Course for makers", in_the_last_row)
    kept = Settings(language="en", theme="light", last_plan=str(path))
    with opened(home, kept) as window:
        wait(lambda: made(window, "recovery") is not None and window.recovery.isVisible())
        assert window.recovery.back.text() == "Copy the text"
        window.recovery.back.click()
        assert QApplication.clipboard().text() == "Course for makers"
        assert [product.name for product in window.bridge.plan.records("product")] == ["Course"]


def test_without_a_text_there_is_only_to_go_on(qtbot, look, home):
    path = in_another_life(home)
    state = read_json(home / "config" / "view.json")
    assert Typed.of(state["typed"]).text == "1,2"
    (home / "config" / "view.json").write_text('{"open": "x", "typed": {"plan": 1}}', "utf-8")
    with opened(home, Settings(language="en", theme="light", last_plan=str(path))) as window:
        wait(lambda: made(window, "recovery") is not None and window.recovery.isVisible())
        assert not window.recovery.back.isVisible()
        assert window.recovery.go_on.hasFocus()
        QTest.keyClick(window.recovery.go_on, Qt.Key.Key_Return)
        assert not window.recovery.isVisible()


def test_a_price_half_typed_in_the_matrix_is_kept_on_closing_and_known_before(qtbot, look, home):
    with living(home, "listings") as window:

        def sell(tx):
            product, platform = (records.create(tx, kind, name="One").id for kind in ("product", "platform"))
            return records.create(tx, "listing", product=product, platform=platform).id

        listing, path = window.bridge.run("Add", sell), window.bridge.session.path
        page = window.workspace.page
        page.turn()
        window.bridge.open_record("listing", listing, "price")
        assert page.editor.fields.editors["price"].focus_widget.hasFocus()
        page.matrix.grid.setFocus()
        press(window, Qt.Key.Key_4)
        write("99")
        watch = TypingWatch(window.bridge, window.view_state)
        watch.look()
        assert Typed.of(window.view_state.recall("typed")).text == "499"
    with closing(Session.open(path)) as session:
        assert session.plan.find("listing", listing).price.amount == 499


def test_after_an_orderly_end_nothing_is_told(qtbot, look, home):
    with living(home) as window:
        TypingWatch(window.bridge, window.view_state)
        assert read_json(home / "config" / "view.json")["open"]
    assert not read_json(home / "config" / "view.json")["open"]
    with opened(home) as window:
        assert not window._unclosed


@pytest.mark.skipif(sys.platform == "win32", reason="the signal cannot be sent there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_by_the_system_to_end_it_ends_in_order(qtbot, look, home, number):
    with living(home) as window:
        path = window.bridge.session.path
    environment = os.environ | {"BRIGHTROAD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(path)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    _out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert not read_json(home / "config" / "view.json").get("open")
