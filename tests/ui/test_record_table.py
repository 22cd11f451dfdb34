"""The table of records with real keys: type, edit, filter, sort, select, delete, duplicate, copy and paste."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.commands import records
from planner.errors import FileError
from planner.i18n import N_
from planner.model.catalogue import Listing, Platform
from planner.model.values import Money, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.tables.records import RecordTable
from planner.ui.widgets.choices import Choice
from tests.ui.invented import empty_session, fill
from tests.ui.table_kit import cell, editor, go, names, opened

KEY = Qt.Key
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    yield made
    made.close()


@pytest.fixture(params=["en", "zh"])
def table(
    request: Any, qtbot: Any, look: Theme, dress: Any, session: Session, bridge: Bridge, monkeypatch: Any
) -> RecordTable:
    """The platforms of the invented plan in a window, in both languages."""
    monkeypatch.setattr(i18n._speech, "language", request.param)
    dress("light", 100, request.param)
    fill(session, request.param)
    return opened(qtbot, bridge, look)


def test_a_name_typed_in_the_last_row_makes_a_record_and_the_row_stays_for_the_next(
    qtbot: Any, table: RecordTable
) -> None:
    before = len(table.model.records)
    go(table, before)
    for name in ("First new", "Second new"):
        if table.view.state() != table.view.State.EditingState:
            qtbot.keyClick(table.view, KEY.Key_Return)
        qtbot.keyClicks(editor(table), name)
        qtbot.keyClick(editor(table), KEY.Key_Return)
        qtbot.waitUntil(lambda: table.view.state() == table.view.State.EditingState)
    qtbot.keyClick(editor(table), KEY.Key_Escape)
    assert names(table)[before:] == ["First new", "Second new"]
    assert names(table)[table.view.currentIndex().row()] == "Second new"
    assert table.view.hasFocus()
    assert [one.name for one in table.bridge.plan.of(Platform)][before:] == ["First new", "Second new"]


def test_giving_up_a_new_row_returns_to_the_one_left(qtbot: Any, table: RecordTable) -> None:
    go(table, 1)
    table.new()
    qtbot.keyClick(editor(table), KEY.Key_Escape)
    assert table.view.currentIndex().row() == 1
    assert table.view.selected_rows() == [1]


def test_typing_over_a_cell_replaces_it_and_enter_goes_down(qtbot: Any, table: RecordTable) -> None:
    go(table, 1, "fee_rate")
    qtbot.keyClick(table.view, KEY.Key_2)
    qtbot.keyClicks(editor(table), "5%")
    qtbot.keyClick(editor(table), KEY.Key_Return)
    qtbot.waitUntil(lambda: table.view.currentIndex().row() == 2)
    assert table.model.records[1].fee_rate == Decimal("0.25")
    assert cell(table, 1, "fee_rate").text == "25%"
    assert table.view.hasFocus()


def test_tab_opens_the_next_cell_that_can_be_edited(qtbot: Any, table: RecordTable) -> None:
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_F2)
    qtbot.keyClick(editor(table), KEY.Key_Tab)
    qtbot.waitUntil(lambda: table.view.currentIndex().column() == table.model.column_of("fee_rate"))
    assert editor(table).text() == "20%"


def test_esc_leaves_the_cell_as_it_was(qtbot: Any, table: RecordTable) -> None:
    go(table, 1, "fee_rate")
    qtbot.keyClick(table.view, KEY.Key_F2)
    qtbot.keyClicks(editor(table), "99%")
    qtbot.keyClick(editor(table), KEY.Key_Escape)
    assert table.model.records[1].fee_rate == Decimal("0.2")
    assert table.view.state() != table.view.State.EditingState


def test_text_that_cannot_be_read_is_kept_shown_and_offered_a_way_out(qtbot: Any, table: RecordTable) -> None:
    go(table, 1, "audience")
    qtbot.keyClick(table.view, KEY.Key_F2)
    editor(table).selectAll()
    qtbot.keyClicks(editor(table), "900 to 5")
    qtbot.keyClick(editor(table), KEY.Key_Return)
    shown = cell(table, 1, "audience")
    assert shown.text == "900 to 5"
    assert shown.problem
    assert table.model.records[1].audience == Range.between(2000, 4000)
    go(table, 1, "audience")
    offers = [action for action in table.menu.menu().actions() if "5" in action.text() and "900" in action.text()]
    offers[0].trigger()
    assert table.model.records[1].audience == Range.between(5, 900)
    assert not cell(table, 1, "audience").problem


def test_an_empty_name_is_refused_and_the_old_one_stays(qtbot: Any, table: RecordTable, bridge: Bridge) -> None:
    old = names(table)[1]
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_F2)
    editor(table).clear()
    with qtbot.waitSignal(bridge.refused):
        qtbot.keyClick(editor(table), KEY.Key_Return)
    assert names(table)[1] == old


def test_what_the_disk_has_no_room_for_stays_in_its_cell(
    qtbot: Any, table: RecordTable, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_names: object) -> None:
        raise FileError("The disk is full.")

    before, last = names(table), len(table.model.records)
    with monkeypatch.context() as patch:
        patch.setattr(bridge.session, "edit", full)
        for row in (1, last):
            go(table, row)
            qtbot.keyClick(table.view, KEY.Key_F2)
            editor(table).selectAll()
            qtbot.keyClicks(editor(table), "A new name")
            for key in (KEY.Key_Return, KEY.Key_Tab):
                qtbot.keyClick(editor(table), key)
                assert editor(table).text() == "A new name"
                assert table.view.currentIndex().row() == row
            qtbot.keyClick(editor(table), KEY.Key_Escape)
            assert table.view.state() != table.view.State.EditingState
        assert names(table) == before
        go(table, 1)
        qtbot.keyClick(table.view, KEY.Key_F2)
        open_one = editor(table)
        open_one.setText("A new name")
        table.bar.query.setFocus()
        assert open_one.isVisible()
        assert open_one.text() == "A new name"
    open_one.setFocus()
    qtbot.keyClick(open_one, KEY.Key_Return)
    assert names(table)[1] == "A new name"


def test_enter_while_composing_commits_nothing(qtbot: Any, table: RecordTable) -> None:
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_F2)
    edit = editor(table)
    edit.selectAll()
    QApplication.sendEvent(edit, QInputMethodEvent("xinming", []))
    qtbot.keyClick(edit, KEY.Key_Return)
    assert table.view.state() == table.view.State.EditingState
    done = QInputMethodEvent("", [])
    done.setCommitString("新名")
    QApplication.sendEvent(edit, done)
    qtbot.keyClick(edit, KEY.Key_Return)
    assert names(table)[1] == "新名"


@pytest.mark.parametrize(("query", "left"), [("stage", 1), ("台", 1), ("ＳＨＯＰ", 1), ("10%", 1), ("market", 1)])
def test_the_filter_finds_any_visible_column(
    qtbot: Any, session: Session, bridge: Bridge, look: Theme, query: str, left: int
) -> None:
    fill(session)
    with session.edit(N_("x")) as tx:
        records.create(tx, "platform", name="台子")
    table = opened(qtbot, bridge, look)
    table.find()
    table.bar.query.setText(query)
    table.bar.query.textEdited.emit(query)
    rows = [name for name in names(table) if name]
    assert rows
    assert len(rows) >= left
    assert len(rows) < 9


def test_no_results_names_the_query_clears_it_or_makes_the_record(qtbot: Any, table: RecordTable) -> None:
    table.find()
    qtbot.keyClicks(table.bar.query, "zzz new")
    assert table.stack.currentWidget() is table.nothing
    assert "zzz new" in table.nothing.title.text()
    table.nothing.secondary_button.click()
    assert "zzz new" in names(table)
    assert not table.bar.filter.query
    table.find()
    qtbot.keyClicks(table.bar.query, "nothing such")
    table.nothing.primary_button.click()
    assert table.stack.currentWidget() is table.view


def test_a_click_on_the_header_sorts_up_down_and_back(qtbot: Any, table: RecordTable) -> None:
    own = names(table)
    column = table.model.column_of("fee_rate")
    for order in (False, True):
        table.view.head.sectionClicked.emit(column)
        fees = [record.fee_rate for record in table.model.records]
        assert fees == sorted(fees, reverse=order)
    table.view.head.sectionClicked.emit(column)
    assert names(table) == own


def test_the_selection_stays_with_the_record_when_the_order_changes(qtbot: Any, table: RecordTable) -> None:
    go(table, 1)
    chosen = table.current_id()
    table.view.head.sectionClicked.emit(table.model.column_of("fee_rate"))
    assert table.current_id() == chosen
    assert [record.id for record in table.selected()] == [chosen]


def test_several_are_deleted_as_one_step_and_come_back(
    qtbot: Any, table: RecordTable, session: Session, bridge: Bridge
) -> None:
    before, listings = names(table), len(bridge.plan.of(Listing))
    go(table, 1)
    qtbot.keyClick(table.view, KEY.Key_Down, SHIFT)
    said: list[Any] = []
    bridge.toasted.connect(lambda *told: said.append(told))
    table.delete()
    assert len(names(table)) == len(before) - 2
    assert len(bridge.plan.of(Listing)) < listings
    assert said[0][1]
    session.undo()
    assert names(table) == before
    assert len(bridge.plan.of(Listing)) == listings
    assert table.view.selected_rows() == [1, 2]
    assert table.view.cells.flashing


def test_deleting_says_what_went_along(qtbot: Any, session: Session, bridge: Bridge, look: Theme) -> None:
    fill(session)
    table = opened(qtbot, bridge, look)
    go(table, 3)
    with qtbot.waitSignal(bridge.toasted) as told:
        table.delete()
    assert told.args[0] == "Deleted “Letterbox” and its 2 listings"
    assert len(told.args[2]) == 2


def test_ctrl_a_selects_records_only_and_duplicate_copies_them(qtbot: Any, table: RecordTable) -> None:
    go(table, 0)
    qtbot.keyClick(table.view, KEY.Key_A, CTRL)
    count = len(table.model.records)
    assert table.view.selected_rows() == list(range(count))
    go(table, 1)
    name = names(table)[1]
    table.duplicate()
    assert len(table.model.records) == count + 1
    assert name in names(table)[2]
    assert table.view.selected_rows() == [2]


def test_alt_and_arrows_change_the_own_order(qtbot: Any, table: RecordTable) -> None:
    own = names(table)
    go(table, 0)
    qtbot.keyClick(table.view, KEY.Key_Down, ALT)
    assert names(table)[:2] == [own[1], own[0]]
    qtbot.keyClick(table.view, KEY.Key_Up, ALT)
    assert names(table) == own


def test_archived_records_are_listed_only_when_asked_for(qtbot: Any, table: RecordTable) -> None:
    go(table, 2)
    name = names(table)[2]
    table.archive()
    assert name not in names(table)
    table.bar.ask(archived=True)
    assert name in names(table)
    go(table, names(table).index(name))
    table.archive()
    table.bar.ask(archived=False)
    assert name in names(table)


def test_a_choice_is_edited_by_a_list_and_set_for_a_whole_selection(
    qtbot: Any, session: Session, bridge: Bridge, look: Theme
) -> None:
    fill(session)
    table = opened(qtbot, bridge, look, "listing")
    go(table, 0, "status")
    table.view.edit_current()
    combo = QApplication.focusWidget()
    assert isinstance(combo, Choice)
    combo.hidePopup()
    combo.set_value("paused")
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: table.model.records[0].status == "paused")
    table.view.select_rows([1, 2, 3])
    steps = len(session.history())
    table.set_choice("status", "ended")
    assert {record.status for record in table.model.records[1:4]} == {"ended"}
    assert len(session.history()) == steps + 1


def test_an_empty_price_shows_the_one_of_the_product(qtbot: Any, session: Session, bridge: Bridge, look: Theme) -> None:
    fill(session)
    table = opened(qtbot, bridge, look, "listing")
    assert cell(table, 0, "price").text == "¥399"
    assert cell(table, 0, "price").faint
    go(table, 0, "price")
    qtbot.keyClicks(table.view, "1")
    qtbot.keyClicks(editor(table), "29")
    qtbot.keyClick(editor(table), KEY.Key_Return)
    assert table.model.records[0].price == Money(Decimal(129), "CNY")


def test_an_archived_record_named_in_a_cell_stays_chosen(
    qtbot: Any, session: Session, bridge: Bridge, look: Theme
) -> None:
    fill(session, "en")
    made = opened(qtbot, bridge, look, "listing")
    listing = made.model.records[0]
    with session.edit("Archive") as tx:
        records.archive(tx, "platform", [listing.platform])
    refusals: list[str] = []
    bridge.refused.connect(refusals.append)
    go(made, 0, "platform")
    made.view.edit_current()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().close()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    assert refusals == []
    assert made.model.records[0].platform == listing.platform


def test_observed_rates_of_several_listings_are_shown_together(
    qtbot: Any, session: Session, bridge: Bridge, look: Theme
) -> None:
    fill(session, "en")
    made = opened(qtbot, bridge, look)
    two = [one for one in bridge.plan.of(Listing) if one.platform == bridge.plan.of(Listing)[3].platform][:1]
    with session.edit("Observe") as tx:
        records.edit(tx, "listing", two[0].id, conversion=Range.observed(1, 3))
        records.create(tx, "listing", product=bridge.plan.of(Listing)[8].product, platform=two[0].platform,
                       conversion=Range.observed(2, 7))  # fmt: skip
    row = made.model.row_of(two[0].platform)
    assert cell(made, row, "conversion").text == "28.57–33.33%"


def test_f8_goes_to_the_cell_in_error(qtbot: Any, table: RecordTable) -> None:
    go(table, 3)
    assert table.next_problem()
    at = table.view.currentIndex()
    assert (at.row(), at.column()) == (0, table.model.column_of("fee_rate"))


def test_columns_fit_the_room_and_bars_go_first(qtbot: Any, table: RecordTable) -> None:
    table.resize(1200, 600)
    assert table.view.cells.bars
    table.resize(560, 600)
    assert not table.view.cells.bars
    assert table.view.columnWidth(0) >= 224
    shown = [at for at in range(len(table.model.columns)) if not table.view.isColumnHidden(at)]
    assert sum(table.view.columnWidth(at) for at in shown) <= table.view.viewport().width()


def test_thousands_of_rows_can_be_sorted_filtered_and_edited(
    qtbot: Any, session: Session, bridge: Bridge, look: Theme
) -> None:
    with session.edit(N_("x")) as tx:
        for number in range(2_000):
            tx.insert(
                Platform(
                    id=f"p{number}",
                    position=f"{number:05d}V",
                    name=f"Platform {number}",
                    fee_rate=Decimal(number % 100) / 100,
                )
            )
    table = opened(qtbot, bridge, look)
    assert len(table.model.records) == 2_000
    table.view.head.sectionClicked.emit(table.model.column_of("fee_rate"))
    assert table.model.records[-1].fee_rate == Decimal("0.99")
    table.find()
    qtbot.keyClicks(table.bar.query, "1999")
    assert names(table) == ["Platform 1999"]
    table.bar.clear()
    table.view.setFocus()
    go(table, 1000, "fee_rate")
    qtbot.keyClicks(table.view, "7")
    qtbot.keyClicks(editor(table), "%")
    qtbot.keyClick(editor(table), KEY.Key_Return)
    assert Decimal("0.07") in {record.fee_rate for record in table.model.records}
