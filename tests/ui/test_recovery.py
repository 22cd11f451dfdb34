"""After a kill: what was committed is there, what was being typed is offered back, and an orderly end is none to tell of."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands import records
from planner.session import Session
from planner.settings import Settings, read_json
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


def in_the_form(window, product):
    window.bridge.open_record("product", product, "name")


def in_the_table(window, product):
    window.workspace.page.table.show_record(product, "name")
    window.workspace.page.edit()


def in_the_last_row(window, _product):
    window.workspace.page.table.new()


def in_another_life(home, text="1,2", place=in_the_form):
    """A window that was killed while `text` was being typed: what is left of it, as the next start finds it."""
    with opened(home) as window:
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, "products")
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
    with opened(home) as window:
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, "listings")

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
    with opened(home) as window:
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, "products")
        TypingWatch(window.bridge, window.view_state)
        assert read_json(home / "config" / "view.json")["open"]
    assert not read_json(home / "config" / "view.json")["open"]
    with opened(home) as window:
        assert not window._unclosed


@pytest.mark.skipif(sys.platform == "win32", reason="the signal cannot be sent there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_by_the_system_to_end_it_ends_in_order(qtbot, look, home, number):
    with opened(home) as window:
        window.files.create(home / "plans" / "Life.brightroad", "Life")
        begin_on(window, "products")
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
