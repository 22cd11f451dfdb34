"""The first screen: sample, empty, file; and every way a file can refuse, each with a way out."""

import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner import i18n, paths
from planner.commands import records
from planner.commands.settings import edit_plan
from planner.i18n import N_
from planner.instance import Request
from planner.session import Session
from planner.settings import Settings
from planner.ui.look.theme import theme
from planner.ui.window import backing_up
from planner.ui.window.plan_files import free_path
from tests.ui.shell import begin_on, file_dialogs, opened, page_shown, press, wait, write

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _clean(qtbot, look, home):
    yield
    i18n.use("en")


@pytest.fixture
def plan(home):
    """A sound plan file, closed."""
    with opened(home) as window:
        window.files.create(home / "plans" / "sound.brightroad", "Sound")
        begin_on(window, "domains")
        path = window.bridge.session.path
        window.bridge.session.backup()
    return path


def has_translations() -> bool:
    return paths.resource("translations", "zh_CN", "LC_MESSAGES", "brightroad.mo").is_file()


def test_from_first_screen_to_undo_by_keyboard(home):
    """Start, sample, language, theme, palette, page, edit and undo, with real keys only."""
    with opened(home) as window:
        assert QApplication.focusWidget() is window.first_run.sample_button
        press(window, Qt.Key.Key_Space)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        assert window.bridge.session.path.parent == paths.plans_folder()
        assert "sample" in window.workspace.alerts.shown
        assert window.bridge.plan.records("product")

        press(window, Qt.Key.Key_L, CTRL | SHIFT)
        assert theme().dark
        press(window, Qt.Key.Key_K, CTRL)
        assert window.palette_sheet.isVisible()
        write("platfo")
        press(window, Qt.Key.Key_Return)
        page_shown(window, "platforms")
        assert not window.palette_sheet.isVisible()

        before = window.bridge.plan.records("platform")
        press(window, Qt.Key.Key_Delete)
        assert len(window.bridge.plan.records("platform")) == len(before) - 1
        press(window, Qt.Key.Key_2, CTRL)
        page_shown(window, "domains")
        press(window, Qt.Key.Key_Z, CTRL)
        page_shown(window, "platforms")  # undo leads to what came back
        assert window.bridge.plan.records("platform") == before
        press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        page_shown(window, "domains")


def test_the_first_screen_switches_language_and_theme_in_place(home):
    with opened(home) as window:
        screen = window.first_run
        QTest.mouseClick(screen.theme_choice._segments["dark"], Qt.MouseButton.LeftButton)
        assert theme().dark
        QTest.mouseClick(screen.language_choice._segments["zh"], Qt.MouseButton.LeftButton)
        assert window.preferences.language == "zh"
        if has_translations():
            assert screen.sample_button.text() != "Open the sample plan"
        QTest.mouseClick(screen.language_choice._segments["en"], Qt.MouseButton.LeftButton)
        assert screen.sample_button.text() == "Open the sample plan"


def test_start_empty_asks_a_name_and_makes_the_plan(home):
    with opened(home) as window:
        window.first_run.empty_button.setFocus()
        press(window, Qt.Key.Key_Space)
        assert window.new_plan.isVisible()
        write("Tea: a shop?")
        press(window, Qt.Key.Key_Return)
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        assert window.bridge.plan.settings.title == "Tea: a shop?"
        assert window.bridge.session.path == paths.plans_folder() / "Tea a shop.brightroad"
        assert window.windowTitle().startswith("Tea: a shop?")
        assert not window.bridge.plan.records("product")


def test_the_last_plan_opens_by_itself(home, plan):
    kept = Settings(language="en", theme="light", last_plan=str(plan))
    with opened(home, kept) as window:
        wait(lambda: window.workspace is not None and window.workspace.page is not None)
        assert window.bridge.session.path == plan


def test_a_file_named_at_the_start_goes_first(home, plan):
    other = plan.with_name("其他 计划.brightroad")
    shutil.copy(plan, other)
    kept = Settings(language="en", theme="light", last_plan=str(plan))
    with opened(home, kept, Request((str(other),))) as window:
        assert window.bridge.session.path == other


def test_make_it_mine_keeps_structure_and_clears_amounts(home):
    with opened(home) as window:
        window.files.open_sample()
        wait(lambda: window.workspace is not None)
        names = [record.name for record in window.bridge.plan.records("product")]
        assert any(record.price for record in window.bridge.plan.records("product"))
        window.workspace.alerts._shown["sample"][1].links[0].click()
        assert [record.name for record in window.bridge.plan.records("product")] == names
        assert not any(record.price for record in window.bridge.plan.records("product"))
        assert "sample" not in window.workspace.alerts.shown
        window.bridge.undo()
        assert any(record.price for record in window.bridge.plan.records("product"))


def damage(path: Path, how: str) -> None:
    """Do to the file what the world does to files."""
    if how == "empty":
        path.write_bytes(b"")
    elif how == "foreign":
        path.write_text("Dear diary, this was never a plan.\n" * 20, "utf-8")
    elif how == "database":
        path.unlink()
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE t (x)")
        other.close()
    elif how == "newer":
        content = bytearray(path.read_bytes())
        content[60:64] = (9999).to_bytes(4, "big")
        path.write_bytes(content)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:1500])
    elif how == "missing":
        path.unlink()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("empty", "0 bytes"),
        ("foreign", "Open another file"),
        ("database", "Open another file"),
        ("cut", "damaged"),
        ("missing", "no file"),
    ],
)
def test_a_file_that_does_not_open_is_explained_and_its_backup_offered(home, plan, how, said):
    damage(plan, how)
    left = plan.read_bytes() if plan.exists() else None
    with opened(home, request=Request((str(plan),))) as window:
        assert window.screens.currentWidget() is window.problem
        assert said in window.problem.sentence.text()
        assert window.problem.restore_button.isVisible()
        window.problem.restore_button.click()
        wait(lambda: window.workspace is not None)
        assert window.bridge.plan.settings.title == "Sound"
        assert window.bridge.session.path != plan
    assert (plan.read_bytes() if plan.exists() else None) == left  # what was there is as it was


def test_a_plan_of_a_newer_program_is_only_explained(home, plan):
    damage(plan, "newer")
    with opened(home, request=Request((str(plan),))) as window:
        problem = window.problem
        assert "newer Brightroad" in problem.sentence.text()
        hidden = (problem.restore_button, problem.earlier_button, problem.recover_button, problem.again_button)
        assert not any(button.isVisible() for button in hidden)
        assert problem.open_button.isVisible()


def test_what_can_be_read_of_a_damaged_plan_is_recovered(home, plan):
    with opened(home, request=Request((str(plan),))) as window:
        wait(lambda: window.workspace is not None)
        window.bridge.run(N_("Add"), lambda tx: records.create(tx, "product", name="Kept"))
    before = damage_middle(plan)
    with opened(home, request=Request((str(plan),))) as window:
        problem = window.problem
        assert window.screens.currentWidget() is problem
        assert problem.recover_button.isVisible()
        problem.recover_button.click()
        assert not problem.open_button.isEnabled()
        wait(lambda: window.workspace is not None, 60_000)  # tens of thousands of looks beside a busy window
        assert window.bridge.session.path.name == "sound (recovered).brightroad"
        assert [record.name for record in window.bridge.plan.records("product")] == ["Kept"]
        assert window.details.isVisible()
    assert plan.read_bytes() == before


def damage_middle(plan: Path) -> bytes:
    """Spoil the page a table without rows of the small kinds begins at; the content of the file then."""
    with sqlite3.connect(plan) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'partner'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    file.close()
    content = bytearray(plan.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    plan.write_bytes(content)
    return bytes(content)


def test_damage_found_after_opening_is_told_with_the_ways_out(home, plan):
    with sqlite3.connect(plan) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
    file.close()
    content = bytearray(plan.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    plan.write_bytes(content)
    with opened(home, request=Request((str(plan),))) as window:
        wait(lambda: window.workspace is not None)
        window.backing_up.look()
        wait(lambda: "damaged" in window.workspace.alerts.shown)
        window.workspace.alerts._shown["damaged"][1].links[0].click()
        assert window.screens.currentWidget() is window.problem
        assert window.problem.recover_button.isVisible()
        window.problem.leave_button.click()
        assert window.screens.currentWidget() is window.workspace


def test_a_backup_makes_way_for_an_edit_and_is_made_when_there_is_rest(home, plan, monkeypatch):
    begun, made = [], []

    def backup(_session, _now, *, opening, stop):
        begun.append(opening)
        while not stop():
            if len(begun) > 1:
                made.append(opening)
                return
            time.sleep(0.001)

    monkeypatch.setattr(backing_up, "REST", 50)
    monkeypatch.setattr(Session, "backup_if_due", backup)
    with opened(home, request=Request((str(plan),))) as window:
        wait(lambda: window.workspace is not None)
        window.backing_up.look()
        wait(lambda: begun)
        window.bridge.run("Rename", lambda tx: edit_plan(tx, title="Renamed"))
        assert window.bridge.plan.settings.title == "Renamed"
        wait(lambda: made)
        assert begun == [True, True]  # what was broken off still is the first of the day


@pytest.mark.parametrize(
    "title", ["文" * 200, "🦉" * 200, "../../etc/passwd", "...", ".hidden", "\u202egnp.exe", "CON", "a\nb"]
)
def test_any_title_gives_a_file_name_every_system_takes(home, title):
    path = free_path(title)
    assert path.parent == paths.plans_folder()
    assert len(path.name.encode()) < 160
    assert not path.name.startswith(".")
    assert path.stem != "CON"
    assert "\u202e" not in path.name
    with opened(home) as window:
        window.files.create(path, title)
        assert window.workspace is not None


def test_a_problem_leads_back_to_the_start(home):
    with opened(home, request=Request((str(home / "nowhere.brightroad"),))) as window:
        assert not window.problem.restore_button.isVisible()
        window.problem.leave_button.click()
        assert window.screens.currentWidget() is window.first_run


def test_a_refused_file_leaves_the_open_plan_on_screen(home, plan):
    with opened(home, request=Request((str(plan),))) as window:
        wait(lambda: window.workspace.page is not None)
        window.open_plan(home / "nowhere.brightroad")
        assert window.bridge.session.path == plan
        assert "no file" in window.workspace.alerts.text("refused")


def test_open_chooses_a_file(home, plan, monkeypatch):
    chosen = file_dialogs(monkeypatch)
    with opened(home) as window:
        press(window, Qt.Key.Key_O, CTRL)
        (dialog,) = chosen
        dialog.fileSelected.emit(str(plan))
        wait(lambda: window.workspace is not None)
        assert window.bridge.session.path == plan
        dialog.deleteLater()
