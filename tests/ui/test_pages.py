"""The pages of the kinds with real keys: their own letters, empty states, both panes, selection kept, board and matrix."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from planner import i18n
from planner.cli import main
from planner.errors import FileError
from planner.model.catalogue import KINDS, Alliance, Contact, Domain, Exchange, Listing, Product
from planner.model.fields import FieldSpec
from planner.model.values import Money, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.editors.choices import ChoiceEditor, ChoicesEditor, FlagEditor
from planner.ui.editors.field_reading import counts_nothing, text_kind
from planner.ui.editors.fields import FieldEditor
from planner.ui.editors.platform_field import CatalogueEditor
from planner.ui.editors.references import ReferenceEditor, ReferencesEditor
from planner.ui.listings.matrix import ListingMatrix
from planner.ui.look.theme import Theme
from planner.ui.tables.paste_preview import PreviewLine
from planner.ui.tables.record_page import RecordPage
from planner.ui.views import BY_ID
from planner.ui.views.alliances import AlliancesPage
from planner.ui.views.listings import ListingsPage
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window.page_letters import LETTERS
from tests.ui.invented import empty_session, fill

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = ("domains", "products", "platforms", "partners", "alliances", "listings")
Open = Callable[..., RecordPage]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["en", "zh"])
def speech(request: Any, monkeypatch: pytest.MonkeyPatch, dress: Any) -> str:
    monkeypatch.setattr(i18n._speech, "language", request.param)
    dress("light", 100, request.param)
    return str(request.param)


@pytest.fixture
def page(qtbot: Any, look: Theme, session: Session, bridge: Bridge) -> Open:
    """Open a page over the invented plan, or over an empty one."""

    def open_page(
        view: str, language: str = "en", *, filled: bool = True, size: tuple[int, int] = (1224, 848)
    ) -> RecordPage:
        if filled:
            fill(session, language)
        found = BY_ID[view].load()
        found.spec = BY_ID[view]
        made = found(bridge, look)
        assert isinstance(made, RecordPage)
        bridge.changed.connect(made.refresh)
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        made.editor  # noqa: B018 - else it comes piece by piece
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.focus_first()
        return made

    return open_page


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


@pytest.mark.parametrize("view", PAGES)
def test_a_page_shows_its_records_and_the_form_of_the_current_one(
    page: Open, view: str, speech: str, qtbot: Any
) -> None:
    shown = page(view, speech)
    assert shown.stack.currentWidget() is shown.panes
    assert len(shown.table.model.records) == len(shown.bridge.plan.records(shown.KIND))
    qtbot.keyClick(shown.table.view, KEY.Key_Down)
    qtbot.waitUntil(lambda: shown.editor.record_id == shown.table.model.records[1].id)


@pytest.mark.parametrize("view", PAGES)
def test_an_empty_page_says_why_and_offers_a_first_step(page: Open, view: str, speech: str) -> None:
    shown = page(view, speech, filled=False)
    assert shown.stack.currentWidget() is shown.empty
    assert shown.empty.title.text()
    assert shown.empty.sentence.text()
    assert shown.empty.primary_button.hasFocus()
    assert shown.empty.shortcut.text()


@pytest.mark.parametrize("view", ["domains", "products", "platforms", "partners", "alliances"])
def test_from_empty_a_name_typed_makes_the_first_record(page: Open, view: str, qtbot: Any, speech: str) -> None:
    shown = page(view, speech, filled=False)
    qtbot.keyClick(shown.empty.primary_button, KEY.Key_Space)
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    qtbot.keyClicks(edit, "The first")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert [record.name for record in shown.table.model.records] == ["The first"]  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: shown.editor.record_id == shown.table.model.records[0].id)


@pytest.mark.parametrize("view", PAGES)
def test_the_selection_outlives_undo_and_a_fresh_look(page: Open, view: str, session: Session) -> None:
    shown = page(view)
    shown.table.view.select_rows([1])
    kept = shown.table.current_id()
    shown.duplicate()
    session.undo()
    shown.table.show_record(kept)
    shown.refresh(None)
    shown.retranslate()
    assert shown.table.current_id() == kept
    assert [record.id for record in shown.selected()] == [kept]


def test_the_form_and_the_cell_show_the_same_value(page: Open, qtbot: Any) -> None:
    shown = page("platforms")
    shown.table.view.go_to(1, shown.table.model.column_of("fee_rate"))
    qtbot.keyClicks(shown.table.view, "4")
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    qtbot.keyClicks(edit, "4%")
    qtbot.keyClick(edit, KEY.Key_Return)
    shown.table.step(-1)
    qtbot.waitUntil(lambda: shown.editor.record_id == shown.table.model.records[1].id)
    assert shown.editor.fields.editors["fee_rate"].focus_widget.text() == "44%"


def test_f6_goes_from_the_list_to_the_form_and_then_leaves_the_page(page: Open, qtbot: Any) -> None:
    shown = page("platforms")
    assert shown.next_pane()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert shown.editor.isAncestorOf(focus)
    assert not shown.next_pane()


def test_a_narrow_page_shows_the_list_then_the_record_with_a_way_back(page: Open, qtbot: Any) -> None:
    shown = page("platforms", size=(820, 600))
    assert shown.panes.one_pane
    assert not shown.panes.detail.isVisible()
    qtbot.keyClick(shown.table.view, KEY.Key_Return)
    assert shown.panes.detail.isVisible()
    assert not shown.table.isVisible()
    shown.panes.back.click()
    assert shown.table.isVisible()
    assert not shown.panes.detail.isVisible()


def test_at_the_least_window_nothing_is_wider_than_asked(page: Open) -> None:
    for_window = page("platforms", size=(964, 628))
    assert for_window.width() == 964
    assert for_window.panes.detail.width() >= 400
    assert for_window.table.width() + for_window.panes.detail.width() + 1 == 964


def test_the_line_between_the_panes_is_one_pixel_and_takes_the_mouse_on_eight(page: Open, qtbot: Any) -> None:
    shown = page("platforms")
    panes = shown.panes
    assert panes.splitter.handleWidth() == 1
    qtbot.waitUntil(lambda: panes.grip.width() == 8)
    before = panes.detail.width()
    qtbot.mousePress(panes.grip, Qt.MouseButton.LeftButton, pos=QPoint(4, 300))
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(-56, 300), panes.grip.mapToGlobal(QPointF(-56, 300)),
        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(panes.grip, moved)
    qtbot.mouseRelease(panes.grip, Qt.MouseButton.LeftButton, pos=QPoint(4, 300))
    assert panes.detail.width() > before


def test_plus_and_minus_score_a_domain_and_stop_at_the_ends(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("domains")
    scores = lambda: [record.score for record in bridge.plan.of(Domain)]  # noqa: E731
    qtbot.keyClicks(shown.table.view, "+")
    assert scores()[0] == 87
    for _press in range(4):
        qtbot.keyClicks(shown.table.view, "+")
    assert scores()[0] == 100
    shown.table.view.go_to(1, 0)
    qtbot.keyClicks(shown.table.view, "-")
    qtbot.keyClicks(shown.table.view, "_")
    assert scores()[1] == 58


def test_s_sets_the_stage_of_the_selection_and_l_lists_a_product(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("products")
    shown.table.view.select_rows([3, 4])
    qtbot.keyClicks(shown.table.view, "s")
    next(action for action in popup().actions() if action.data() == "live").trigger()
    popup().close()
    assert [record.stage for record in bridge.plan.of(Product)][3:5] == ["live", "live"]
    shown.table.view.select_rows([4])
    qtbot.keyClicks(shown.table.view, "l")
    popup().actions()[0].trigger()
    popup().close()
    product = bridge.plan.of(Product)[4]
    assert len(bridge.plan.naming("listing", "product", product.id)) == 1


def test_letters_are_text_while_a_cell_is_edited(page: Open, qtbot: Any) -> None:
    shown = page("products")
    qtbot.keyClick(shown.table.view, KEY.Key_F2)
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    edit.selectAll()
    qtbot.keyClicks(edit, "slvc")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert shown.table.model.records[0].name == "slvc"  # type: ignore[attr-defined]


def test_a_template_fills_the_empty_page_of_products(page: Open, bridge: Bridge) -> None:
    shown = page("products", filled=False)
    shown.empty.secondary_button.click()
    assert len(popup().actions()) == 3
    popup().actions()[2].trigger()
    popup().close()
    assert [product.pricing for product in bridge.plan.of(Product)] == ["hourly"]


def test_the_alliances_of_the_sample_come_without_its_amounts(page: Open, bridge: Bridge, speech: str) -> None:
    shown = page("alliances", speech, filled=False)
    shown.empty.secondary_button.click()
    alliances, lines = bridge.plan.of(Alliance), bridge.plan.of(Exchange)
    assert alliances
    assert lines
    assert all(one.partners and one.cap is None for one in alliances)
    assert all(line.value_to_us is None and line.listing is None for line in lines)


def test_on_the_board_arrows_move_an_alliance_a_stage_and_c_logs_a_contact(
    page: Open, qtbot: Any, bridge: Bridge
) -> None:
    shown = page("alliances")
    assert isinstance(shown, AlliancesPage)
    qtbot.keyClicks(shown.table.view, "v")
    sheet = shown.board.sheet
    assert sheet.isVisible()
    assert sheet.hasFocus()
    assert bridge.plan.of(Alliance)[0].stage == "talking"
    qtbot.keyClick(sheet, KEY.Key_Right)
    assert bridge.plan.of(Alliance)[0].stage == "agreed"
    qtbot.keyClick(sheet, KEY.Key_Left)
    qtbot.keyClick(sheet, KEY.Key_Left)
    assert bridge.plan.of(Alliance)[0].stage == "contacted"
    assert sheet.place() == (1, 0)
    count = len(bridge.plan.of(Contact))
    qtbot.keyClicks(sheet, "c")
    qtbot.keyClicks(shown.note.line, "asked for the date")
    qtbot.keyClick(shown.note.line, KEY.Key_Return)
    assert [contact.note for contact in bridge.plan.of(Contact)][count:] == ["asked for the date"]
    qtbot.keyClicks(sheet, "v")
    assert shown.table.view.isVisible()


def matrix_of(shown: RecordPage, qtbot: Any) -> ListingMatrix:
    assert isinstance(shown, ListingsPage)
    qtbot.keyClicks(shown.table.view, "v")
    assert shown.matrix.grid.hasFocus()
    return shown.matrix


def test_enter_on_an_empty_cell_of_the_matrix_lists_the_product_there(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("listings")
    matrix = matrix_of(shown, qtbot)
    matrix.grid.setCurrentIndex(matrix.model.index(4, 1))
    count = len(bridge.plan.of(Listing))
    qtbot.keyClick(matrix.grid, KEY.Key_Return)
    assert len(bridge.plan.of(Listing)) == count + 1
    made = matrix.model.listing(4, 1)
    assert made is not None
    qtbot.waitUntil(lambda: shown.editor.record_id == made.id)


def test_price_tab_conversion_enter_down_in_the_matrix(page: Open, qtbot: Any) -> None:
    shown = page("listings")
    matrix = matrix_of(shown, qtbot)
    matrix.grid.setCurrentIndex(matrix.model.index(0, 1))
    qtbot.keyClicks(matrix.grid, "2")
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    qtbot.keyClicks(edit, "99")
    qtbot.keyClick(edit, KEY.Key_Tab)
    qtbot.waitUntil(lambda: matrix.model.part == "conversion" and isinstance(QApplication.focusWidget(), LineEdit))
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    edit.selectAll()
    qtbot.keyClicks(edit, "2% to 4%")
    qtbot.keyClick(edit, KEY.Key_Return)
    qtbot.waitUntil(lambda: matrix.grid.currentIndex().row() == 1)
    listing = matrix.model.listing(0, 1)
    assert listing is not None
    assert listing.price == Money(Decimal(299), "CNY")
    assert listing.conversion == Range.between(Decimal("0.02"), Decimal("0.04"))


def test_a_price_the_disk_has_no_room_for_stays_in_its_cell(
    page: Open, qtbot: Any, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_names: object) -> None:
        raise FileError("The disk is full.")

    matrix = matrix_of(page("listings"), qtbot)
    with monkeypatch.context() as patch:
        patch.setattr(bridge.session, "edit", full)
        for row in (0, 4):  # a listing, and where there is none yet
            matrix.grid.setCurrentIndex(matrix.model.index(row, 1))
            qtbot.keyClicks(matrix.grid, "2")
            edit = QApplication.focusWidget()
            assert isinstance(edit, LineEdit)
            qtbot.keyClicks(edit, "99")
            qtbot.keyClick(edit, KEY.Key_Return)
            assert (edit.text(), edit.isVisible(), matrix.grid.currentIndex().row()) == ("299", True, row)
            if row == 0:
                qtbot.keyClick(edit, KEY.Key_Escape)
    qtbot.keyClick(edit, KEY.Key_Return)
    made = matrix.model.listing(4, 1)
    assert made is not None
    assert made.price == Money(Decimal(299), "CNY")


def test_a_block_of_prices_pastes_over_the_matrix_as_one_step(
    page: Open, qtbot: Any, session: Session, bridge: Bridge
) -> None:
    shown = page("listings")
    matrix = matrix_of(shown, qtbot)
    before = bridge.plan
    QGuiApplication.clipboard().setText("10\t20\n30\tmany\n")
    matrix.grid.setCurrentIndex(matrix.model.index(0, 1))
    qtbot.keyClick(matrix.grid, KEY.Key_V, CTRL)
    assert matrix.preview is not None
    assert (matrix.preview.paste.changed, matrix.preview.paste.created) == (2, 2)
    told = {line.where: line.what for line in matrix.preview.findChildren(PreviewLine)}
    product, (first, second) = matrix.model.products[0].name, matrix.model.platforms[:2]
    shown_as = [(where, what) for where, what in told.items() if where.startswith(product)]
    assert {where.removesuffix(" · Price") for where, _what in shown_as} == {
        f"{product} · {first.name}", f"{product} · {second.name}"
    }  # fmt: skip
    assert all(what.endswith(("10", "20")) for _where, what in shown_as)
    matrix.preview.take.click()
    prices = [[getattr(matrix.model.listing(row, column), "price", None) for column in (1, 2)] for row in (0, 1)]
    assert prices == [[Money(Decimal(10), "CNY"), Money(Decimal(20), "CNY")], [Money(Decimal(30), "CNY"), None]]
    session.undo()
    assert bridge.plan == before


def test_what_the_window_asks_for_is_done_in_the_matrix_and_not_in_the_list_behind_it(
    page: Open, qtbot: Any, bridge: Bridge
) -> None:
    shown = page("listings")
    matrix = matrix_of(shown, qtbot)
    listed = {(one.product, one.platform) for one in bridge.plan.of(Listing)}
    cells = [(row, column) for row in range(matrix.model.rowCount()) for column in range(1, matrix.model.columnCount())]
    empty = next(at for at in cells if matrix.model.listing(*at) is None)
    full = next(at for at in cells if matrix.model.listing(*at) is not None)
    QGuiApplication.clipboard().setText("10\t20\n30\t40\n")
    matrix.grid.setCurrentIndex(matrix.model.index(*empty))
    assert not shown.enabled("delete") and not shown.enabled("copy") and shown.enabled("paste")
    shown.delete()
    assert {(one.product, one.platform) for one in bridge.plan.of(Listing)} == listed
    shown.paste()
    assert matrix.preview is not None
    matrix.preview.close()
    shown.edit()
    assert matrix.model.listing(*empty) is not None
    matrix.grid.setCurrentIndex(matrix.model.index(*full))
    gone = matrix.model.listing(*full)
    assert gone is not None and shown.enabled("delete") and not shown.enabled("duplicate")
    shown.copy()
    assert QGuiApplication.clipboard().text().strip() == matrix.model.editable(gone, "price")
    shown.delete()
    assert gone.id not in bridge.plan.records("listing")


def test_s_gives_the_next_status_and_a_new_listing_asks_for_a_free_pair(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("listings")
    assert isinstance(shown, ListingsPage)
    assert bridge.plan.of(Listing)[0].status == "active"
    qtbot.keyClicks(shown.table.view, "s")
    assert bridge.plan.of(Listing)[0].status == "paused"
    count = len(bridge.plan.of(Listing))
    shown.primary()
    pair = (shown.asking.product.value(), shown.asking.platform.value())
    assert pair not in {(one.product, one.platform) for one in bridge.plan.of(Listing)}
    shown.asking.button.click()
    assert len(bridge.plan.of(Listing)) == count + 1
    assert shown.table.current_id() == bridge.plan.of(Listing)[-1].id


@pytest.mark.parametrize("view", PAGES)
def test_every_single_key_stands_in_the_context_menu(page: Open, view: str) -> None:
    shown = page(view)
    texts = [action.text() for action in shown.table.menu.menu().actions()]
    letters = LETTERS[shown.KIND]
    assert set(shown.table.view.keys) == {letter.key for letter in letters}
    assert all(i18n._(letter.text) in texts for letter in letters)


def test_m_shows_the_record_on_the_map(page: Open, qtbot: Any, bridge: Bridge) -> None:
    shown = page("platforms")
    with qtbot.waitSignal(bridge.navigate) as asked:
        qtbot.keyClicks(shown.table.view, "m")
    assert asked.args == ["map", "platform", shown.table.current_id(), ""]


def test_a_cell_shows_what_a_rule_finds_and_the_menu_mends_it(page: Open, bridge: Bridge) -> None:
    shown = page("products")
    product = bridge.plan.of(Product)[0]
    shown.table.edits.set_value([product], KINDS["product"].by_name["unit_cost"], Money(Decimal(500), "CNY"))
    column = next(at for at in range(6) if shown.table.model.cell(0, at).severity)
    cell = shown.table.model.cell(0, column)
    assert cell.severity in ("error", "warning")
    assert cell.tip
    shown.table.view.go_to(0, column)
    problem = shown.table.model.problem(0, column)
    assert problem is not None
    assert problem.fix is not None
    fix = next(action for action in shown.table.menu.menu().actions() if action.text() == problem.fix.label)
    fix.trigger()
    assert not shown.table.model.cell(0, column).severity


def test_a_record_edited_out_of_the_filter_stays_in_the_form(page: Open, qtbot: Any, bridge: Bridge) -> None:
    made = page("platforms")
    made.table.bar.ask(query="stage")
    qtbot.waitUntil(lambda: made.editor.record_id == made.table.current_id() != "")
    edited = made.editor.record_id
    name = made.editor.fields.editors["name"].focus_widget
    name.setFocus()
    qtbot.keyClick(name, KEY.Key_A, CTRL)
    qtbot.keyClicks(name, "Other")
    qtbot.keyClick(name, KEY.Key_Tab)
    qtbot.wait(10)
    assert made.table.model.row_of(edited) < 0
    assert made.editor.record_id == edited
    assert made.editor.isAncestorOf(QApplication.focusWidget())
    made.table.bar.clear()
    made.table.view.setFocus()
    made.table.view.select_rows([0])
    qtbot.waitUntil(lambda: made.editor.record_id == made.table.model.records[0].id)


def test_a_new_record_is_seen_whatever_was_filtered(page: Open, qtbot: Any) -> None:
    made = page("platforms")
    made.table.bar.query.setFocus()
    qtbot.keyClicks(made.table.bar.query, "zzz")
    made.primary()
    cell = QApplication.focusWidget()
    assert made.table.view.isAncestorOf(cell)
    assert cell.isVisible()
    qtbot.keyClicks(cell, "Fresh")
    qtbot.keyClick(cell, KEY.Key_Return)
    qtbot.waitUntil(lambda: any(record.name == "Fresh" for record in made.table.model.records))


def test_archived_records_leave_a_way_back_to_them(page: Open) -> None:
    made = page("platforms")
    made.table.view.selectAll()
    made.table.archive()
    assert made.table.model.records == []
    assert made.stack.currentWidget() is made.panes
    made.table.bar.ask(archived=True)
    assert len(made.table.model.records) == 8


def alter(qtbot: Any, editor: FieldEditor) -> None:
    """Give a field another value with real keys."""
    widget, spec = editor.focus_widget, editor.spec
    widget.setFocus()
    if isinstance(editor, ReferencesEditor):
        qtbot.mouseClick(editor.box.add, Qt.MouseButton.LeftButton)
    elif isinstance(editor, ReferenceEditor | CatalogueEditor):
        qtbot.keyClick(widget, KEY.Key_Down)
    if isinstance(editor, ReferencesEditor | ReferenceEditor | CatalogueEditor):
        qtbot.keyClick(editor.list.search, KEY.Key_PageDown)
        qtbot.keyClick(editor.list.search, KEY.Key_Return)
    elif isinstance(editor, ChoicesEditor):
        qtbot.keyClick(editor.widgets[-1], KEY.Key_Space)
    elif isinstance(editor, FlagEditor):
        qtbot.keyClick(widget, KEY.Key_Space)
    elif isinstance(editor, ChoiceEditor):
        before = editor.value
        qtbot.keyClick(widget, KEY.Key_End)
        if editor.value == before:
            qtbot.keyClick(widget, KEY.Key_Up)
    else:
        qtbot.keyClick(widget, KEY.Key_A, CTRL)
        qtbot.keyClicks(widget, typed_into(spec))
        qtbot.keyClick(widget, KEY.Key_Tab)


def typed_into(spec: FieldSpec) -> str:
    """A text that fits a field, and would do harm if it were taken for anything but text."""
    kind = text_kind(spec.type)
    if counts_nothing(spec.type):
        return "2019"
    plain = {"": '<b>&amp; {0} %s "q\' --', "money": "12.50", "hours": "2h30m", "day": "2026-12-24", "month": "2027-03",
             "whole": "7", "share": "7%", "number": "7", "range.hours": "2h to 5h"}  # fmt: skip
    return plain.get(kind) or ("2% to 6%" if kind in ("range.rate", "range.growth") else "3 to 8")


@pytest.mark.parametrize("view", PAGES)
def test_every_field_typed_survives_undo_redo_reopening_and_the_bundle(
    page: Open, view: str, qtbot: Any, session: Session, tmp_path: Path
) -> None:
    made = page(view)
    qtbot.waitUntil(lambda: made.editor.record_id is not None)
    made.table.duplicate()
    began, steps = session.plan, len(session.history())
    kind, record_id = made.KIND, made.table.current_id()
    made.show_record(kind, record_id)
    for name, editor in made.editor.fields.editors.items():
        if isinstance(editor, ReferenceEditor) and not editor._picks():
            continue
        before = getattr(session.plan.find(kind, record_id), name)
        alter(qtbot, editor)
        assert getattr(session.plan.find(kind, record_id), name) != before, name
        assert editor.error is None, name
    edited = session.plan
    count = len(session.history()) - steps
    assert count >= len(made.editor.fields.editors) - 1
    for _step in range(count):
        session.undo()
    assert session.plan == began
    while session.can_redo:
        session.redo()
    assert session.plan == edited
    path = session.path
    session.close()
    with closing(Session.open(path)) as again:
        assert again.plan == edited
    first, second, other = (tmp_path / name for name in ("a.json", "b.json", "other.brightroad"))
    for words in (("export", path, first), ("new", other), ("import", other, first), ("export", other, second)):
        assert main([str(word) for word in (*words, "--language", "en")]) == 0
    assert json.loads(second.read_text("utf-8")) == json.loads(first.read_text("utf-8"))
