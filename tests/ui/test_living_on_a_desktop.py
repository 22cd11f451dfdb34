"""Lists of plans that went, bug reports that tell nothing of the user, licences, the log, tables found as they were left."""

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner import log_file, notices
from planner.commands import records
from planner.settings import Settings
from planner.ui.look.theme import theme
from planner.ui.preferences.backup_sheet import BackupSheet
from planner.ui.widgets.banner import ProgressBar
from planner.ui.window.bug_details import details, report_of
from planner.ui.window.plan_alerts import in_network
from tests.ui.shell import begin_on, opened, page_shown, wait, write

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, look, home):
    with opened(home) as made:
        made.files.create(home / "plans" / "Secret orchard.brightroad", "Secret orchard")
        begin_on(made, "products")
        yield made


def add(window, kind="product", **fields):
    return window.bridge.run("Add", lambda tx: records.create(tx, kind, **fields))


# plans that went


def test_a_plan_that_went_is_marked_in_the_menu_and_can_be_taken_off_the_list(window, home):
    window.files.create(home / "plans" / "Other.brightroad", "Other")
    begin_on(window, "products")
    (home / "plans" / "Secret orchard.brightroad").unlink()
    window.plan_menu._fill()
    entry = next(action for action in window.plan_menu.actions() if action.text() == "Secret orchard – not found")
    ways = {action.text(): action for action in entry.menu().actions()}
    ways["Remove from the list"].trigger()
    assert [title for _path, title, _there in window.files.known()] == ["Other"]


def test_a_file_that_is_there_again_is_told_and_the_red_line_goes(window):
    path = window.bridge.session.path
    aside = path.with_suffix(".aside")
    path.rename(aside)
    window.bridge.poll()
    assert "failed" in window.workspace.alerts.shown
    aside.rename(path)
    window.bridge.poll()
    assert "failed" not in window.workspace.alerts.shown
    assert add(window, name="Course") is not None


def test_a_local_folder_is_no_network(tmp_path):
    assert not in_network(tmp_path / "a.brightroad")


# what is told of the user


def test_details_for_a_bug_report_name_nothing_of_the_user(window, home):
    add(window, name="Golden quince", notes="costs 4711.13")
    try:
        try:
            raise ValueError("Golden quince costs 4711.13")
        except ValueError as error:
            raise OSError(2, "No such file", str(home / "Secret orchard")) from error
    except OSError as error:
        window.on_bug(report_of(error))
    said = details(window)
    assert "ValueError" in said
    assert "FileNotFoundError" in said
    assert "product 1" in said
    for secret in (
        str(home),
        home.name,
        "orchard",
        "quince",
        "4711",
        "brightroad.",
        QApplication.instance().arguments()[0],
    ):
        assert secret not in said.replace("Brightroad", "")
    window.board["bug_details"].trigger()
    assert QApplication.clipboard().text() == said


def test_the_log_is_bounded(tmp_path):
    handler = log_file.BoundedFile(tmp_path, size=2000)
    for number in range(500):
        handler.emit(logging.LogRecord("x", logging.WARNING, "", 0, "line %d", (number,), None))
    handler.close()
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 2
    assert sum(sizes) < 5000
    assert "line 499" in (tmp_path / log_file.NAME).read_text("utf-8")


# works of others


def test_every_work_has_a_licence_and_qt_the_text_of_its_own():
    works = {work.name.lower().replace("_", "-"): work for work in notices.works()}
    assert {name.lower() for name in notices.ROOTS} - {"tzdata"} <= set(works)
    assert all(work.licence for work in works.values()), [work for work in works.values() if not work.licence]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in works["pyside6-essentials"].text()
    for name, _licence, _texts in notices.CARRIED:
        assert works[name.lower()].text()


def test_the_roots_are_what_the_program_asks_for():
    project = (log_file.Path(notices.__file__).parents[1] / "pyproject.toml").read_text("utf-8")
    asked = project.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    names = {line.strip().strip('"').split(">=")[0] for line in asked.splitlines() if line.strip().startswith('"')}
    assert names == set(notices.ROOTS)


def test_about_shows_versions_and_the_licence_of_what_is_chosen(window):
    window.board["about"].trigger()
    sheet = window.about
    assert "MIT License" in sheet.text.toPlainText()
    at = next(row for row, work in enumerate(sheet.works) if work.name.lower().startswith("pyside6"))
    sheet.list.setCurrentIndex(sheet.names.index(at))
    assert "LESSER" in sheet.text.toPlainText()
    assert "Qt 6" in sheet.versions.text()


# settings


def test_what_a_backup_would_bring_back_is_told_in_words(window):
    made = add(window, name="Course")
    window.bridge.session.backup()
    window.bridge.run("Rename", lambda tx: records.edit(tx, "product", made.id, name="Course II"))
    add(window, "domain", name="Boards")
    window.workspace.show_page("settings")
    row = window.workspace.page.backups.rows[0]
    row.compare.click()
    sheet = window.findChild(BackupSheet)
    wait(lambda: sheet.list.found.rows)
    told = [(row.text, row.hint) for row in sheet.list.found.rows]
    assert told == [
        ("Domains", ""), ("Boards", "new since then"), ("Products", ""), ("Course II", "Name Course → Course II"),
    ]  # fmt: skip


def test_settings_are_found_from_the_palette(window):
    window.palette_sheet.ask()
    write("living costs")
    window.palette_sheet._on_enter()
    page = window.workspace.page
    assert page.plan.fields.editors["living_costs"].focus_widget.hasFocus()
    window.palette_sheet.ask()
    write("calendars")
    window.palette_sheet._on_enter()
    assert page.preferences.choices["week_starts"].isAncestorOf(QApplication.focusWidget())


def test_reduced_motion_stops_what_runs(window):
    window.preferences.change(motion="reduced")
    bar = ProgressBar(window)
    bar.set_share(None)
    assert theme().still
    assert not bar._beat.isActive()
    window.preferences.change(motion="full")


def test_a_table_is_found_in_the_order_and_place_it_was_left(qtbot, look, home):
    with opened(home) as window:
        window.files.create(home / "plans" / "Rows.brightroad", "Rows")
        begin_on(window, "domains")
        for name in ("A", "C", "B"):
            add(window, "domain", name=name)
        table = window.workspace.page.table
        table.bar.ask(sort="name", descending=True)
        wanted = next(record for record in window.bridge.plan.records("domain") if record.name == "B").id
        table.show_record(wanted)
        path = str(window.bridge.session.path)
    with opened(home, Settings(language="en", theme="light", last_plan=path)) as window:
        wait(
            lambda: (
                window.workspace is not None
                and window.workspace.view == "domains"
                and window.workspace.page is not None
            )
        )
        table = window.workspace.page.table
        assert [record.name for record in table.model.records] == ["C", "B", "A"]
        assert table.current_id() == wanted


def test_a_page_is_found_scrolled_as_it_was(qtbot, look, home):
    with opened(home) as window:
        window.files.create(home / "plans" / "Long.brightroad", "Long")
        begin_on(window, "settings")
        bar = window.workspace.page.area.verticalScrollBar()
        wait(lambda: bar.maximum() > 120)
        bar.setValue(120)
        path = str(window.bridge.session.path)
    with opened(home, Settings(language="en", theme="light", last_plan=path)) as window:
        page_shown(window, "settings")
        wait(lambda: window.workspace.page.area.verticalScrollBar().value() == 120)
