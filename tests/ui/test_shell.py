"""The window around the pages: keys, undo, alerts, language, what survives, and what a start must not load."""

import itertools
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFileOpenEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import planner
from planner import i18n, paths, settings
from planner.app import Brightroad
from planner.commands import records
from planner.errors import FileError
from planner.instance import Instance, Request
from planner.model.catalogue import KINDS
from planner.session import Session
from planner.settings import Settings
from planner.ui import views
from planner.ui.actions import ACTIONS, GROUPS
from planner.ui.look.tokens import Size
from planner.ui.page import VERBS, Page
from planner.ui.preferences.kept import Preferences
from planner.ui.views import HOME_OF, VIEWS
from planner.ui.widgets.banner import Banner
from planner.ui.window import plan_opening, workspace
from planner.ui.window.main import MainWindow
from planner.ui.window.safety_net import SafetyNet
from planner.ui.window.sheet import Sheet
from planner.ui.window.view_state import ViewState
from planner.ui.worker import Worker
from tests.ui.shell import begin_on, file_dialogs, opened, page_shown, press, wait, write

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture
def window(qtbot, look, home):
    """A window with an empty plan, on Domains."""
    with opened(home) as made:
        made.files.create(home / "plans" / "a.brightroad", "A plan")
        begin_on(made, "domains")
        yield made
    i18n.use("en")


@pytest.fixture
def sample(qtbot, look, home):
    """A window with the sample plan, on Domains."""
    with opened(home) as made:
        made.files.open_sample()
        begin_on(made, "domains")
        yield made
    i18n.use("en")


def add(window, kind="domain", name="Boards"):
    return window.bridge.run("Add", lambda tx: records.create(tx, kind, name=name))


# the registers


def test_every_page_declared_can_be_loaded():
    for view in VIEWS:
        assert issubclass(view.load(), Page), view.id
        assert paths.resource("icons", f"{view.icon}.svg").is_file(), view.icon
        assert view.watches <= set(KINDS), view.id
    assert len({view.id for view in VIEWS}) == len(VIEWS)
    assert set(HOME_OF.values()) <= {view.id for view in VIEWS}
    assert set(HOME_OF) <= set(KINDS)


def test_actions_are_whole_and_no_key_means_two_things():
    ids = [action.id for action in ACTIONS]
    assert len(set(ids)) == len(ids)
    keys = [QKeySequence(keys).toString() for action in ACTIONS for keys in action.shortcuts]
    assert len(set(keys)) == len(keys)
    assert all(keys)
    for action in ACTIONS:
        assert action.text
        assert action.group in GROUPS
        assert paths.resource("icons", f"{action.icon}.svg").is_file(), action.icon
        assert not action.when.startswith("page:") or action.when[5:] in VERBS


def test_every_action_does_something_and_has_its_keys_on_the_sheet(window):
    for action in ACTIONS:
        assert window.board[action.id].receivers("2triggered(bool)") > 0, action.id
    press(window, Qt.Key.Key_F1, CTRL)
    shown = {keys for _text, keys in window.keys.rows_shown}
    assert shown >= {action.shortcuts[0] for action in ACTIONS if action.shortcuts}
    press(window, Qt.Key.Key_Escape)
    assert not window.keys.isVisible()


# going about


def test_number_keys_lead_to_the_pages_in_the_order_of_the_sidebar(sample):
    for view in VIEWS:
        sequence = QKeySequence(view.shortcut)[0]
        press(sample, sequence.key(), sequence.keyboardModifiers())
        page_shown(sample, view.id)
        assert sample.workspace.sidebar.item(view.id).isChecked()
        assert sample.workspace.header.title.text() == sample.workspace.page.title() != ""


def test_pages_are_built_when_first_shown_and_kept(window):
    assert set(window.workspace.pages) == {"overview", "domains"}
    first = window.workspace.page
    press(window, Qt.Key.Key_3, CTRL)
    press(window, Qt.Key.Key_2, CTRL)
    assert window.workspace.page is first
    assert set(window.workspace.pages) == {"overview", "domains", "products"}


def test_back_and_forward_walk_over_pages_and_records(sample):
    platform = sample.bridge.plan.records("platform")[2]
    sample.bridge.open_record("platform", platform.id)
    press(sample, Qt.Key.Key_2, CTRL)
    press(sample, Qt.Key.Key_Left, ALT)
    page_shown(sample, "platforms")
    assert sample.workspace.trail.here.id == platform.id
    press(sample, Qt.Key.Key_Right, ALT)
    page_shown(sample, "domains")
    assert not sample.board["forward"].isEnabled()


def test_counts_follow_the_plan_and_the_rail_tells_them(sample):
    item = sample.workspace.sidebar.items["platforms"]
    count = len(sample.bridge.plan.records("platform"))
    assert str(count) in item.accessibleName()
    add(sample, "platform", "One more")
    assert str(count + 1) in item.accessibleName()
    sample.resize(1100, 700)
    QTest.qWait(10)
    assert sample.workspace.sidebar.width() == 60
    assert str(count + 1) in item.toolTip()
    sample.resize(1200, 700)
    QTest.qWait(10)
    assert sample.workspace.sidebar.width() == 216


def test_the_window_fits_1024_by_680(sample):
    sample.resize(1024, 680)
    for view in VIEWS:
        sample.workspace.show_page(view.id)
        QTest.qWait(5)
        assert sample.width() <= 1024, view.id
        assert sample.height() <= 680, view.id


def test_f6_goes_round_the_panes(sample):
    press(sample, Qt.Key.Key_4, CTRL)
    page_shown(sample, "platforms")
    sidebar = sample.workspace.sidebar
    seen = []
    for _press in range(4):
        press(sample, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append("sidebar" if sidebar.isAncestorOf(focus) else "page")
        assert focus is not None
    assert "sidebar" in seen
    assert seen.count("page") >= 2


def test_what_is_being_typed_is_committed_on_leaving_and_on_ctrl_s(window):
    add(window)
    press(window, Qt.Key.Key_Comma, CTRL)
    page_shown(window, "settings")
    title = window.workspace.page.plan.fields.editors["title"].focus_widget
    title.selectAll()
    write("By Ctrl+S")
    press(window, Qt.Key.Key_S, CTRL)
    assert window.bridge.plan.settings.title == "By Ctrl+S"
    title.selectAll()
    write("By leaving")
    press(window, Qt.Key.Key_1, CTRL)
    assert window.bridge.plan.settings.title == "By leaving"
    window.workspace.show_page("settings")
    title.setFocus()
    title.selectAll()
    write("By closing")
    path = window.bridge.session.path
    window.close_plan()
    window.show_start()
    with_again = Session.open(path)
    assert with_again.plan.settings.title == "By closing"
    with_again.close()


# undo


def test_a_key_that_leads_to_a_page_puts_away_what_lies_above_it(window):
    for opener in ("palette", "guide", "keys"):
        window.board[opener].trigger()
        assert any(sheet.isVisible() for sheet in window.findChildren(Sheet))
        press(window, Qt.Key.Key_3, CTRL)
        assert window.workspace.view == "products"
        assert not any(sheet.isVisible() for sheet in window.findChildren(Sheet))
        window.workspace.show_page("overview")


def test_undo_and_redo_are_named_and_lead_back(sample):
    board = sample.board
    assert not board["undo"].isEnabled()
    platform = sample.bridge.plan.records("platform")[1]
    sample.bridge.run("Drop “{name}”", lambda tx: records.delete(tx, "platform", [platform.id]), name="that one")
    assert board["undo"].toolTip() == "Undo: Drop “that one” (Ctrl+Z)"
    assert sample.workspace.header.undo.accessibleName() == "Undo: Drop “that one”"
    press(sample, Qt.Key.Key_Z, CTRL)
    page_shown(sample, "platforms")
    assert sample.workspace.trail.here.id == platform.id
    press(sample, Qt.Key.Key_Z, CTRL | SHIFT)
    assert sample.bridge.plan.find("platform", platform.id) is None
    assert not board["redo"].isEnabled()


def test_undo_of_a_changed_field_names_the_field(sample):
    product = sample.bridge.plan.records("product")[0]
    sample.bridge.run("Edit", lambda tx: records.edit(tx, "product", product.id, name="Another name"))
    sample.board["undo"].trigger()
    here = sample.workspace.trail.here
    assert (here.view, here.id, here.field) == ("products", product.id, "name")


def test_undo_stays_on_the_page_that_shows_what_changed(sample, qtbot):
    space, plan = sample.workspace, sample.bridge.plan
    product = plan.records("product")[0]
    taken = {listing.platform for listing in plan.records("listing") if listing.product == product.id}
    platform = next(one for one in plan.records("platform") if one.id not in taken)
    space.show_page("map")
    space.page.link_ends(("product", product.id), ("platform", platform.id))
    for keys in (CTRL, CTRL | SHIFT, CTRL):
        press(sample, Qt.Key.Key_Z, keys)
        assert space.view == "map"
    press(sample, Qt.Key.Key_Z, CTRL | SHIFT)
    assert space.page.selected == ("product", product.id)  # the link that came back is lit

    sample.bridge.open_record("product", product.id)
    qtbot.waitUntil(lambda: space.page._form is not None, timeout=20_000)
    press(sample, Qt.Key.Key_Z, CTRL)
    assert space.view == "products"
    assert space.trail.here.id == product.id
    sample.bridge.open_record("product", next(one.id for one in plan.records("product") if one.id != product.id))
    press(sample, Qt.Key.Key_Z, CTRL | SHIFT)
    page_shown(sample, "listings")  # it is another product's


def test_the_history_goes_to_any_step(window):
    for name in ("One", "Two", "Three"):
        add(window, name=name)
    window.board["history"].trigger()
    steps = window.history._model
    assert steps.rowCount() == 4
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert [record.name for record in window.bridge.plan.records("domain")] == ["One"]
    window.board["history"].trigger()
    assert [window.history._model.undone(row) for row in range(4)] == [True, True, False, False]


def test_the_toast_undoes_only_while_its_step_is_the_last(window):
    domain = add(window)
    window.bridge.run("Delete", lambda tx: records.delete(tx, "domain", [domain.id]))
    window.bridge.toast("Deleted “Boards”", details=("a", "b"))
    toast = window.workspace._toast
    assert toast.isVisible()
    window.workspace.toast_asked.emit()
    assert window.details.lines.stringList() == ["a", "b"]
    window.details.close_now()
    toast.action.click()
    assert window.bridge.plan.find("domain", domain.id) is not None
    window.bridge.toast("Deleted something")
    add(window, name="Later")
    assert window.workspace._toast is None


# what can go wrong


def test_a_refused_edit_is_told_and_the_next_good_one_settles_it(window, monkeypatch):
    def refuse(*_arguments, **_names):
        raise FileError("The disk is full; free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "edit", refuse)
        assert add(window) is None
        assert window.workspace.header.save_state.state == "failed"
        assert "disk is full" in window.workspace.alerts.text("failed")
    assert add(window) is not None
    assert window.workspace.header.save_state.state == "saved"
    assert "failed" not in window.workspace.alerts.shown


@pytest.mark.skipif(os.name == "nt", reason="permissions of this sort are POSIX's")
def test_a_plan_that_can_only_be_read_says_so_and_can_be_copied(qtbot, look, home, monkeypatch):
    path = home / "plans" / "read only.brightroad"
    with opened(home) as window:
        window.files.create(path, "Mine")
        begin_on(window, "domains")
    real = Session.open.__func__
    monkeypatch.setattr(
        Session, "open", classmethod(lambda cls, path, read_only=False: real(cls, path, "read" in path.name))
    )
    chosen = file_dialogs(monkeypatch)
    with opened(home) as window:
        window.open_plan(path)
        wait(lambda: window.workspace.page is not None)
        assert "only be read" in window.workspace.alerts.text("read_only")
        assert not window.board["undo"].isEnabled()
        assert add(window) is None
        window.workspace.alerts._shown["read_only"][1].links[0].click()
        chosen[0].fileSelected.emit(str(home / "copy.brightroad"))
        wait(lambda: window.bridge.session.path.name == "copy.brightroad")
        assert add(window) is not None
        chosen[0].deleteLater()


def test_a_plan_that_can_only_be_read_offers_nothing_that_writes(qtbot, look, home, monkeypatch):
    with opened(home) as window:
        window.files.open_sample()
        wait(lambda: window.workspace is not None)
        path = window.bridge.session.path
    monkeypatch.setattr(plan_opening, "opened", lambda path: Session.open(path, read_only=True))
    with opened(home, request=Request((str(path),))) as window:
        for view in ("domains", "products", "platforms", "partners", "alliances", "listings", "settings"):
            window.workspace.show_page(view)
            page_shown(window, view)
            page = window.workspace.page
            wait(lambda page=page: not hasattr(page, "table") or "editor" in page.__dict__)
            QTest.qWait(50)
            names = {
                button.accessibleName() or button.text()
                for button in page.findChildren(QAbstractButton)
                if button.isVisible() and button.isEnabled()
            }
            writing = ("Add", "Remove", "Move", "New ", "Delete", "Open calendar")
            assert not {name for name in names if name.startswith(writing)}, view
            if view != "settings":
                assert page.enabled("copy")
                assert not page.enabled("primary")
                assert not page.enabled("delete")
                assert page.table.model.rowCount() == len(page.table.model.records)


def test_what_another_program_writes_appears(window):
    with_other = Session.open(window.bridge.session.path)
    with with_other.edit("Elsewhere") as tx:
        records.create(tx, "domain", name="From elsewhere")
    with_other.close()
    window._on_poll()
    assert [record.name for record in window.bridge.plan.records("domain")] == ["From elsewhere"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")
def test_a_file_moved_away_is_told_and_a_copy_saves_the_work(window, home):
    path = window.bridge.session.path
    add(window, name="Before")
    path.rename(home / "elsewhere.brightroad")
    window._on_poll()
    assert "moved or deleted" in window.workspace.alerts.text("failed")
    assert window.workspace.header.save_state.state == "failed"


def test_a_bug_is_told_calmly_and_the_program_goes_on(window):
    try:
        raise ZeroDivisionError("division of nothing")
    except ZeroDivisionError as error:
        net = SafetyNet(window)
        net.caught.connect(window.on_bug)
        net.catch(type(error), error, error.__traceback__)
    assert "nothing is lost" in window.workspace.alerts.text("bug")
    window.workspace.alerts._shown["bug"][1].links[0].click()
    assert "ZeroDivisionError" in QApplication.clipboard().text()
    assert "division of nothing" not in QApplication.clipboard().text()
    assert add(window) is not None


def test_a_page_that_cannot_be_built_leaves_the_others_working(window, monkeypatch):
    class Broken(Page):
        def __init__(self, *_arguments):
            raise RuntimeError("no such luck")

    with monkeypatch.context() as patch:
        patch.setattr(views.ViewSpec, "load", lambda _view: Broken)
        with pytest.raises(RuntimeError):
            window.workspace.show_page("products")
        window.on_bug("details of it")
    failed = window.workspace.stack.currentWidget()
    assert "Products" in failed.title.text()
    assert window.workspace.header.title.text() == "Products"
    failed.secondary_button.click()
    assert QApplication.clipboard().text().endswith("details of it")
    press(window, Qt.Key.Key_2, CTRL)
    page_shown(window, "domains")
    press(window, Qt.Key.Key_3, CTRL)
    page_shown(window, "products")  # it can be built now


# language, look, what is kept


def test_language_changes_in_place_and_nothing_is_lost(sample):
    if not paths.resource("translations", "zh_CN", "LC_MESSAGES", "brightroad.mo").is_file():
        pytest.skip("the Chinese catalogue is not compiled here")
    sample.workspace.show_page("products")
    page, plan = sample.workspace.page, sample.bridge.plan
    sample.preferences.change(language="zh")
    assert sample.workspace.page is page
    assert sample.bridge.plan is plan
    assert sample.workspace.header.title.text() == page.title() != "Products"
    assert sample.board.text("find") != "Filter this page"
    sample.preferences.change(language="en")
    assert sample.workspace.header.title.text() == "Products"
    assert sample.board.text("find") == "Filter this page"


@pytest.fixture(params=[0, 600_000])
def examined_after(request, monkeypatch):
    """Amounts may be hidden before and after the sidebar tells the number of findings."""
    monkeypatch.setattr(workspace, "EXAMINED", request.param)


def test_findings_are_worded_anew_when_amounts_are_hidden(qtbot, examined_after, sample):
    sample.workspace.show_page("overview")
    examiner, card = sample.bridge.examination, sample.workspace.page.findings
    examiner.listen()

    def told(part: str) -> bool:
        return any(part in found.message for found in examiner.latest.problems)

    qtbot.waitUntil(lambda: told("spends $"))
    sample.preferences.change(hide_amounts=True)
    assert not told("spends $1")
    qtbot.waitUntil(lambda: told("•••"))
    assert not any("$1" in line.accessibleName() for line in card.lines)
    sample.preferences.change(hide_amounts=False)


@pytest.mark.parametrize(
    ("scale", "size"), [(130, (1440, 870)), (130, (1500, 870)), (130, (1024, 680)), (100, (1280, 680))]
)
def test_the_sidebar_has_room_for_every_page_at_every_scale(window, scale, size):
    side = window.workspace.sidebar
    window.resize(*size)
    window.preferences.change(scale=scale)
    QApplication.processEvents()
    rail = size[0] < Size.NARROW_WINDOW * scale / 100
    assert side.width() == round((Size.RAIL if rail else Size.SIDEBAR) * scale / 100)
    parts = sorted((part.geometry() for part in (side.switcher, *side.items.values())), key=lambda part: part.top())
    assert all(one.bottom() < next_one.top() for one, next_one in itertools.pairwise(parts))
    assert parts[-1].bottom() < side.height()
    window.preferences.change(scale=100)


def test_preferences_are_kept_and_scale_moves_everything(window):
    window.preferences.change(scale=130, theme="dark")
    assert window.workspace.sidebar.width() in (round(216 * 1.3), round(60 * 1.3))
    assert settings.load().scale == 130
    assert settings.load().theme == "dark"
    window.preferences.change(scale=100)
    assert window.workspace.sidebar.width() == 216


def test_size_place_and_page_are_found_again(qtbot, look, home):
    with opened(home) as window:
        window.files.create(home / "plans" / "a.brightroad", "A plan")
        begin_on(window, "domains")
        press(window, Qt.Key.Key_4, CTRL)
        window.resize(1040, 700)
        window.move(30, 20)
        QTest.qWait(20)
        kept = settings.load()
    again = MainWindow(Preferences(QApplication.instance(), kept), ViewState(home / "config" / "view.json"))
    assert again.size() == QSize(1040, 700).boundedTo(again.screen().availableVirtualSize())
    assert again.pos() == QPoint(30, 20)
    again.begin(Request())
    again.show()
    try:
        page_shown(again, "platforms")
    finally:
        again.close()
        again.deleteLater()


@pytest.mark.parametrize("kept", [{"window.place": [90000, -50]}, {"window.size": "wide", "window.place": ["a", 1]}])
def test_a_window_whose_place_is_gone_or_nonsense_comes_where_it_can_be_seen(qtbot, look, home, kept):
    state = ViewState(home / "config" / "view.json")
    for key, value in kept.items():
        state.remember(key, value)
    window = MainWindow(Preferences(QApplication.instance(), Settings()), state)
    assert window.screen().availableGeometry().intersects(window.geometry())
    assert window.width() >= window.minimumWidth()
    window.close()
    window.deleteLater()


def test_recent_plans_stand_in_the_menu(window, home):
    window.files.create(home / "plans" / "b.brightroad", "Another plan")
    wait(lambda: window.bridge.plan.settings.title == "Another plan")
    window.plan_menu.aboutToShow.emit()
    entries = [action.text() for action in window.plan_menu.actions()]
    assert entries[0] == "A plan"
    assert "New plan…" in entries
    assert "Save a copy…" in entries
    window.plan_menu.actions()[0].trigger()
    wait(lambda: window.bridge.plan.settings.title == "A plan")


def dragged(window, *paths):
    """Drag files over the window and drop them; whether it took them."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    hand = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(5, 5), *hand)
    entering.ignore()
    window.dragEnterEvent(entering)
    window.dropEvent(QDropEvent(QPointF(5, 5), *hand))
    return entering.isAccepted()


@pytest.mark.parametrize("name", ["Dropped 计划.brightroad", "Dropped 计划", "Dropped.db"])
def test_a_plan_dropped_on_the_window_opens(window, home, name):
    other = home / name
    window.bridge.session.save_copy(other)
    assert dragged(window, home / "config" / "view.json", other)
    wait(lambda: window.bridge.session.path == other)


def test_what_is_no_plan_cannot_be_dropped(window, home):
    text, database, cut = home / "notes", home / "other.db", home / "cut"
    text.write_text("SQLite format 3", "utf-8")
    with closing(sqlite3.connect(database)) as made:
        made.execute("CREATE TABLE one (a)")
    cut.write_bytes(window.bridge.session.path.read_bytes()[:90])
    assert not dragged(window, text, database, cut, home, home / "nowhere")


def test_of_several_plans_one_opens_and_the_others_are_a_click_away(window, home):
    others = [home / f"{name}.brightroad" for name in ("Second", "Third", "Fourth")]
    for other in others:
        window.bridge.session.save_copy(other)
    window.take(Request((*map(str, others), str(home / "gone.brightroad"), str(home / "config" / "view.json"))))
    assert window.bridge.session.path == others[0]
    alerts = window.workspace.alerts
    assert alerts.text("others") == "One plan is open at a time; 2 more are on the list of plans."
    assert [Path(path) for path, _title in window.files.recent()[:3]] == others
    window.findChild(Banner, "alert.others").acted.emit(0)
    assert window.bridge.session.path == others[1]
    alerts = window.workspace.alerts
    assert alerts.text("others") == "One plan is open at a time; “Fourth” is on the list of plans."
    window.take(Request((str(others[0]),)))
    assert "others" not in window.workspace.alerts.shown


def test_a_file_the_system_asks_to_open_opens(qtbot, look, home):
    with opened(home) as window:
        window.files.create(home / "plans" / "a.brightroad", "A plan")
        path = window.bridge.session.path
        other = home / "b.brightroad"
        window.bridge.session.save_copy(other)
    program = Brightroad(QApplication.instance(), Instance())
    program.window.show()
    try:
        QApplication.sendEvent(QApplication.instance(), QFileOpenEvent(QUrl.fromLocalFile(str(other))))
        wait(lambda: program.window.bridge is not None)
        assert program.window.bridge.session.path == other != path
    finally:
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        QTest.qWait(1)


# settings


def test_plan_settings_are_edited_in_place(window):
    press(window, Qt.Key.Key_Comma, CTRL)
    page_shown(window, "settings")
    page = window.workspace.page
    title = page.plan.fields.editors["title"].focus_widget
    assert title.hasFocus()
    title.selectAll()
    write("Renamed")
    press(window, Qt.Key.Key_Return)
    assert window.bridge.plan.settings.title == "Renamed"
    assert window.windowTitle().startswith("Renamed")
    press(window, Qt.Key.Key_Z, CTRL)
    assert window.bridge.plan.settings.title == "A plan"
    assert title.text() == "A plan"


def test_rates_are_added_and_deleted(window):
    window.workspace.show_page("settings")
    rates = window.workspace.page.rates
    rates.currency.set_value("EUR")
    rates.worth.setFocus()
    write("nonsense")
    press(window, Qt.Key.Key_Return)
    assert window.bridge.plan.rates() == ()
    assert rates.hint.text
    rates.worth.selectAll()
    write("1.09")
    press(window, Qt.Key.Key_Return)
    (rate,) = window.bridge.plan.rates()
    assert (rate.currency, str(rate.rate)) == ("EUR", "1.09")
    rates.rows[0].remove.click()
    assert window.bridge.plan.rates() == ()
    window.bridge.undo()
    assert len(window.bridge.plan.rates()) == 1


def test_a_backup_opens_beside_the_plan(window):
    add(window)
    window.workspace.show_page("settings")
    card = window.workspace.page.backups
    card.make.click()
    domain = window.bridge.plan.records("domain")[0]
    window.bridge.run("Delete", lambda tx: records.delete(tx, "domain", [domain.id]))
    path = window.bridge.session.path
    card.rows[0].open.click()
    wait(lambda: window.bridge.session.path != path)
    assert window.bridge.plan.records("domain")
    assert path.is_file()


# speaking to everyone


def test_everything_that_takes_the_keyboard_has_a_name(sample):
    sample.workspace.show_page("settings")
    for open_sheet in (
        sample.keys.open,
        sample.new_plan.ask,
        sample.palette_sheet.ask,
        lambda: sample.history.ask(sample.bridge),
    ):
        open_sheet()
    nameless = []
    for widget in sample.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        name = widget.accessibleName() or getattr(widget, "text", lambda: "")() or widget.toolTip()
        if not name or name != name.strip() or "Ctrl" in name:
            nameless.append((type(widget).__name__, widget.objectName(), name))
    assert nameless == []


# background work


def test_work_comes_back_on_the_main_thread(qtbot):
    worker = Worker()
    threads, results = [], []
    job = worker.submit(lambda _job: threads.append(threading.current_thread()) or 42)
    job.done.connect(lambda result: results.append((result, threading.current_thread())))
    wait(lambda: results)
    assert results == [(42, threading.main_thread())]
    assert threads[0] is not threading.main_thread()
    worker.close()


def test_only_the_newest_of_a_key_arrives_and_the_cancelled_never(qtbot):
    worker = Worker()
    gate, arrived = threading.Event(), []
    jobs = [worker.submit(lambda _job, n=n: gate.wait(5) and n, "same") for n in range(4)]
    other = worker.submit(lambda _job: "other")
    for job in (*jobs, other):
        job.done.connect(arrived.append)
    gate.set()
    wait(lambda: "other" in arrived)
    assert arrived == [3, "other"]
    worker.close()


def test_a_failure_of_the_work_arrives_and_the_lane_goes_on(qtbot, caplog):
    worker = Worker()
    failures, results = [], []
    bad = worker.submit(lambda _job: 1 // 0)
    bad.failed.connect(failures.append)
    good = worker.submit(lambda _job: "fine")
    good.done.connect(results.append)
    wait(lambda: results)
    assert isinstance(failures[0], ZeroDivisionError)
    assert "background work failed" in caplog.text
    worker.close()


# the start

START = """
import sys
from PySide6.QtCore import QTimer
import planner.app as app
from planner.instance import Request, claim
from planner import paths
from planner.ui.window.curtain import Curtain
heavy = ("numpy", "sqlite_utils", "typst", "babel", "pypdfium2")
def report(self):
    print("first paint:", *[name for name in heavy if name in sys.modules], flush=True)
    self.window.close()
    QTimer.singleShot(0, app.QApplication.quit)
def start(self, request):
    self.window.plan_opened.connect(lambda: QTimer.singleShot(1, self, lambda: page(self)))
    self.window.begin(request)
    self.window.show()
def page(self):
    if self.window.workspace.page is None:
        QTimer.singleShot(1, self, lambda: page(self))
    else:
        report(self)
app.Brightroad.start = start
sys.exit(app.run(claim(paths.config_folder(), Request()), Request((sys.argv[1],))))
"""


def test_nothing_heavy_is_loaded_before_the_first_page_stands(qtbot, look, home):
    with opened(home) as window:
        window.files.open_sample()
        begin_on(window, "domains")
        path = window.bridge.session.path
    environment = os.environ | {
        "BRIGHTROAD_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(planner.__file__).parent.parent),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", START, str(path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "first paint:", done.stdout + done.stderr
