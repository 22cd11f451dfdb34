"""The ledger with real keys on real plan files: new entries, filter, bulk edits, undo, refunds, recurring, nothing lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.model.discretion import hide_amounts
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.tables.completion import CompletedEdit
from planner.ui.views.ledger import LedgerPage
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window.tab_order import stops
from tests.ui.form_plan import Memory, new_session
from tests.ui.ledger_kit import (
    CTRL,
    FIRST,
    KEY,
    SHIFT,
    TODAY,
    cells,
    entries,
    entry,
    newest,
    opened,
    press,
    put,
    recurring,
    settled,
    tab,
    type_row,
    working_bridge,
    write,
)

Open = Callable[..., LedgerPage]


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def bridge(session: Session, memory: Memory) -> Iterator[Bridge]:
    made = working_bridge(session, memory)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: Any, look: Theme, session: Session, bridge: Bridge) -> Open:
    """Open the page over so many entries and what else is given."""

    def open_page(count: int = 10, *more: Any) -> LedgerPage:
        put(session, [*(entry(number) for number in range(count)), *more])
        return opened(qtbot, bridge, look)

    return open_page


@pytest.fixture
def said(bridge: Bridge) -> list[str]:
    texts: list[str] = []
    bridge.toasted.connect(lambda text, _undo, _details: texts.append(text))
    return texts


# new entries


def test_a_row_typed_by_keys_is_an_entry_and_the_next_begins(page: Open, session: Session) -> None:
    shown = page(0)
    shown.focus_first()
    type_row("t", "Lin", "sal", "sho", "cour", "12*3", "two seats")
    press(KEY.Key_Return)
    made = newest(session)
    assert (made.date, made.payee, made.sort, made.platform, made.product) == (TODAY, "Lin", "sale", "f1", "p1")
    assert made.amount is not None
    assert (made.amount.amount, made.amount.currency, made.memo) == (Decimal(36), "CNY", "two seats")
    row = tab(shown).entry
    assert row.empty
    assert row.lines["date"].hasFocus()
    assert row.lines["date"].text() == TODAY.isoformat()


def test_a_payee_fills_the_rest_from_the_last_time(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(3)
    before = [found.id for found in entries(session)]
    shown.focus_first()
    type_row("", "Lin")
    press(KEY.Key_Tab)
    row = tab(shown).entry
    assert row.texts()["platform"] == "Shop"
    assert row.texts()["amount"] == "100"
    row.focus_field("amount")
    write("+250")
    press(KEY.Key_Return)
    made = newest(session, before)
    assert (made.payee, made.product, made.memo) == ("Lin", "p1", "note 0")
    assert made.amount is not None
    assert made.amount.amount == 250
    settled(qtbot, shown)
    assert len(tab(shown).table.model.ids) == 4
    assert tab(shown).table.current().id == made.id


def test_what_was_typed_is_not_filled_over(page: Open) -> None:
    shown = page(3)
    row = tab(shown).entry
    row.focus_field("amount")
    write("7")
    row.focus_field("payee")
    write("Lin")
    press(KEY.Key_Tab)
    assert row.texts()["amount"] == "7"
    row.focus_field("payee")
    write("Somebody new")
    press(KEY.Key_Tab)
    assert row.texts()["amount"] == "7"
    assert row.texts()["platform"] == ""


@pytest.mark.parametrize(
    ("typed", "sort", "stored", "currency"),
    [
        ("38", "", Decimal(38), "CNY"),
        ("-38", "", Decimal(38), "CNY"),
        ("1.2万", "", Decimal(12000), "CNY"),
        ("usd 20", "cost", Decimal(20), "USD"),
        ("+38", "cost", Decimal(-38), "CNY"),
        ("-12+3", "refund", Decimal(9), "CNY"),
    ],
)
def test_a_sign_says_which_way_the_money_went(
    page: Open, session: Session, typed: str, sort: str, stored: Decimal, currency: str
) -> None:
    shown = page(0)
    row = tab(shown).entry
    row.focus_field("payee")
    type_row("X", sort, "", "", typed)
    press(KEY.Key_Return)
    made = newest(session)
    assert made.amount is not None
    assert (made.amount.amount, made.currency) == (stored, currency)
    assert made.sort == (sort or ("cost" if typed.startswith("-") else "sale"))


@pytest.mark.parametrize(
    ("typed", "days"),
    [("t", 0), ("Today", 0), ("tomorrow", 1), ("tt", 0), ("t-", -1), ("昨天", -1), ("-", -1), ("--", -2), ("+", 1)],
)
def test_days_by_keys(page: Open, session: Session, typed: str, days: int) -> None:
    shown = page(0)
    row = tab(shown).entry
    row.focus_field("date")
    write(typed)
    type_row("", "X", "", "", "", "5")
    press(KEY.Key_Return)
    assert newest(session).date == TODAY + timedelta(days=days)


def test_a_number_alone_is_the_last_such_day(page: Open, session: Session) -> None:
    yesterday = TODAY - timedelta(days=1)
    shown = page(0)
    row = tab(shown).entry
    row.focus_field("date")
    write(str(yesterday.day))
    type_row("", "X", "", "", "", "5")
    press(KEY.Key_Return)
    assert newest(session).date == yesterday


def test_what_cannot_be_read_stays_and_says_why(page: Open, session: Session) -> None:
    shown = page(0)
    row = tab(shown).entry
    row.focus_field("payee")
    type_row("X", "", "", "", "100/3")
    press(KEY.Key_Return)
    assert entries(session) == []
    assert row.note.severity == "error"
    assert row.lines["amount"].hasFocus()
    assert row.texts()["amount"] == "100/3"
    row.note.fix.click()
    assert row.texts()["amount"] == "33.33"
    press(KEY.Key_Return)
    assert newest(session).amount.amount == Decimal("33.33")  # type: ignore[union-attr]


def test_nothing_is_committed_while_an_input_method_composes(page: Open, session: Session) -> None:
    shown = page(0)
    row = tab(shown).entry
    type_row_fields(row, payee="X", amount="5")
    line = row.lines["memo"]
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("bei", []))
    press(KEY.Key_Return)
    assert entries(session) == []
    done = QInputMethodEvent()
    done.setCommitString("备注")
    QApplication.sendEvent(line, done)
    assert entries(session) == []
    press(KEY.Key_Return)
    assert newest(session).memo == "备注"


def type_row_fields(row: Any, **texts: str) -> None:
    for name, text in texts.items():
        row.focus_field(name)
        write(text)


def test_what_is_typed_survives_a_restart_and_a_change_of_language(
    qtbot: Any, look: Theme, page: Open, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(0)
    row = tab(shown).entry
    type_row_fields(row, payee="Lin", sort="ref", amount="12*3")
    press(KEY.Key_Tab)
    monkeypatch.setattr(i18n._speech, "language", "zh")
    shown.retranslate()
    assert row.texts()["payee"] == "Lin"
    assert row.texts()["amount"] == "12*3"
    again = opened(qtbot, bridge, look)
    assert tab(again).entry.texts()["payee"] == "Lin"
    assert tab(again).entry.texts()["amount"] == "12*3"


def test_shift_enter_goes_to_the_row_before_and_back(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(2)
    row = tab(shown).entry
    type_row_fields(row, payee="New", amount="5")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    row.focus_field("payee")
    press(KEY.Key_Return, SHIFT)
    edit = QApplication.focusWidget()
    assert isinstance(edit, LineEdit)
    assert edit.text() == "New"
    write("Newer")
    press(KEY.Key_Return, SHIFT)
    assert row.lines["payee"].hasFocus()
    assert "Newer" in {found.payee for found in entries(session)}


# the table


def test_rows_are_listed_newest_first_with_signs(page: Open) -> None:
    shown = page(3, entry(7, sort="cost", amount=Decimal(40)), entry(8, sort="refund", amount=Decimal(30)))
    assert cells(shown, "date")[0] == FIRST.isoformat()
    assert cells(shown, "amount") == ["¥100", "¥101", "¥102", "−¥40", "−¥30"]
    assert tab(shown).table.footer.whole.text().startswith("5 entries")
    assert "¥233" in tab(shown).table.footer.whole.text()


def test_a_cell_is_edited_in_place_and_tab_goes_on(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(2)
    table = tab(shown).table
    table.focus()
    table.view.go_to(0, table.model.column_of("payee"))
    press(KEY.Key_F2)
    write("Someone")
    press(KEY.Key_Tab)
    write("cost")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    changed = next(found for found in entries(session) if found.id == "e0")
    assert (changed.payee, changed.sort) == ("Someone", "cost")
    assert cells(shown, "amount")[0] == "−¥100"


def test_an_amount_that_cannot_be_read_is_kept_beside_the_last_good_one(
    qtbot: Any, page: Open, session: Session
) -> None:
    shown = page(1)
    table = tab(shown).table
    table.focus()
    table.view.go_to(0, table.model.column_of("amount"))
    press(KEY.Key_F2)
    write("a lot")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert entries(session)[0].amount.amount == 100  # type: ignore[union-attr]
    assert cells(shown, "amount") == ["a lot"]
    assert table.model.row(0).cells[table.model.column_of("amount")].problem  # type: ignore[union-attr]
    table.view.go_to(0, table.model.column_of("amount"))
    press(KEY.Key_F2)
    write("usd 5")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert entries(session)[0].currency == "USD"
    assert session.plan.records("draft") == ()


def test_a_cell_is_not_left_while_an_input_method_composes(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(2)
    table = tab(shown).table
    table.focus()
    table.view.go_to(0, table.model.column_of("payee"))
    press(KEY.Key_F2)
    line = QApplication.focusWidget()
    QApplication.sendEvent(line, QInputMethodEvent("shu", []))
    press(KEY.Key_Return)
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is line
    done = QInputMethodEvent()
    done.setCommitString("书店")
    QApplication.sendEvent(line, done)
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert next(found for found in entries(session) if found.id == "e0").payee == "书店"


def test_sorting_keeps_the_selection_by_its_entries(qtbot: Any, page: Open) -> None:
    shown = page(10)
    table = tab(shown).table
    table.view.select_rows([1, 2])
    chosen = [found.id for found in table.selected()]
    table.view.head.sectionClicked.emit(table.model.column_of("amount"))
    settled(qtbot, shown)
    assert cells(shown, "amount")[0] == "¥109"
    assert sorted(found.id for found in table.selected()) == chosen
    table.view.head.sectionClicked.emit(table.model.column_of("amount"))
    settled(qtbot, shown)
    assert cells(shown, "amount")[0] == "¥100"


def test_the_entry_that_was_current_is_current_at_the_next_start(
    qtbot: Any, look: Theme, page: Open, bridge: Bridge
) -> None:
    first = tab(page(10)).table
    first.view.select_rows([4])
    held = first.current()
    assert held is not None
    qtbot.waitUntil(lambda: bool(bridge.recall("ledger.place")))
    again = tab(opened(qtbot, bridge, look)).table
    assert [found.id for found in again.selected()] == [held.id]


def test_tokens_filter_and_the_footer_sums_what_is_listed(qtbot: Any, page: Open) -> None:
    shown = page(10, entry(20, platform="f2", amount=Decimal(5), currency="USD"))
    tab(shown).find()
    write("platform:st")
    line = tab(shown).table.bar.query
    assert isinstance(line, CompletedEdit)
    assert [pick.title for pick in line.offered] == ["platform: Stall"]
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert cells(shown, "amount") == ["US$5"]
    assert "US$5" in tab(shown).table.footer.whole.text()
    press(KEY.Key_Escape)
    settled(qtbot, shown)
    assert len(tab(shown).table.model.ids) == 11
    assert "¥1,080.50" in tab(shown).table.footer.whole.text()
    write(f">107 {FIRST - timedelta(days=60)}..")
    qtbot.waitUntil(lambda: len(tab(shown).table.model.ids) == 2)


def test_a_token_that_says_nothing_is_told_and_the_rest_works(qtbot: Any, page: Open) -> None:
    shown = page(3)
    tab(shown).find()
    write("nothing:x Lin")
    settled(qtbot, shown)
    qtbot.waitUntil(lambda: len(tab(shown).table.model.ids) == 1)
    assert tab(shown).table.bar.problem.text
    write(" zzz")
    qtbot.waitUntil(lambda: tab(shown).table.stack.currentWidget() is tab(shown).table.nothing)
    assert "zzz" in tab(shown).table.nothing.title.text()
    tab(shown).table.nothing.primary_button.click()
    settled(qtbot, shown)
    assert len(tab(shown).table.model.ids) == 3


def test_periods_and_saved_views(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(3, entry(70, date=TODAY))
    table = tab(shown).table
    table.bar.set_period("month")
    settled(qtbot, shown)
    assert cells(shown, "date") == [TODAY.isoformat()]
    table.saved.save("Now")
    table.bar.clear()
    settled(qtbot, shown)
    (view,) = table.saved.views()
    table.saved.take(view)
    settled(qtbot, shown)
    assert table.bar.period == "month"
    table.saved.rename(view, "This one")
    assert [found.name for found in table.saved.views()] == ["This one"]
    table.saved.delete(table.saved.views()[0])
    assert table.saved.views() == []


def test_bulk_edit_is_one_step(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(10)
    table = tab(shown).table
    table.focus()
    press(KEY.Key_A, CTRL)
    assert table.view.selected_count() == 10
    press(KEY.Key_P)
    write("Stall")
    press(KEY.Key_Return)
    assert {found.platform for found in entries(session)} == {"f2"}
    settled(qtbot, shown)
    assert table.view.selected_count() == 10
    shown.bridge.undo()
    settled(qtbot, shown)
    assert {found.platform for found in entries(session)} == {"f1"}


def test_space_checks_and_d_duplicates(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(2)
    table = tab(shown).table
    table.focus()
    table.view.go_to(0, 2)
    press(KEY.Key_Space)
    assert [found.checked for found in entries(session)].count(True) == 1
    settled(qtbot, shown)
    press(KEY.Key_D)
    settled(qtbot, shown)
    assert len(entries(session)) == 3
    copy = newest(session, ["e0", "e1"])
    assert not copy.checked
    assert table.current().id == copy.id  # type: ignore[union-attr]


def test_deleting_says_so_and_comes_back(qtbot: Any, page: Open, session: Session, said: list[str]) -> None:
    shown = page(5)
    table = tab(shown).table
    table.focus()
    table.view.select_rows([0, 1])
    tab(shown).delete()
    settled(qtbot, shown)
    assert len(entries(session)) == 3
    assert said == ["Deleted 2 entries"]
    assert [found.id for found in table.selected()] == ["e2"]  # the row below
    shown.bridge.undo()
    settled(qtbot, shown)
    assert len(tab(shown).table.model.ids) == 5


def test_entries_that_look_alike_are_marked_and_can_be_listed(qtbot: Any, page: Open) -> None:
    twin = entry(30, date=FIRST, payee="Lin", amount=Decimal(100))
    shown = page(3, twin)
    model = tab(shown).table.model
    qtbot.waitUntil(lambda: bool(tab(shown).table.rows.duplicates))
    shapes = [model.row(row).cells[model.column_of("payee")].shape for row in range(4)]  # type: ignore[union-attr]
    assert shapes.count("copy") == 2
    qtbot.waitUntil(tab(shown).table.footer.alike.isVisible)
    tab(shown).table.footer.alike.click()
    qtbot.waitUntil(lambda: len(model.ids) == 2)
    assert "duplicate:yes" in tab(shown).table.bar.text


def test_a_refund_is_linked_to_its_sale_and_unlinked(qtbot: Any, page: Open, session: Session) -> None:
    refund = entry(40, sort="refund", amount=Decimal(101), payee="Workshop", date=FIRST + timedelta(days=3))
    shown = page(5, refund)
    table = tab(shown).table
    assert cells(shown, "amount")[0] == "−¥101"
    table.focus()
    table.view.go_to(0, 3)
    press(KEY.Key_L)
    qtbot.waitUntil(lambda: tab(shown).assign.list is not None and tab(shown).assign.list.isVisible())
    press(KEY.Key_Return)
    linked = next(found for found in entries(session) if found.id == "e40")
    assert linked.refund_of == "e1"
    settled(qtbot, shown)
    assert "Workshop" in cells(shown, "memo")[0]
    table.edits.link(linked, None)
    assert next(found for found in entries(session) if found.id == "e40").refund_of is None


def test_hints_for_days_to_come_and_unknown_currencies(page: Open) -> None:
    shown = page(0, entry(1, date=TODAY + timedelta(days=9)), entry(2, currency="EUR", amount=Decimal(3)))
    model = tab(shown).table.model
    assert model.row(0).cells[model.column_of("date")].severity == "hint"  # type: ignore[union-attr]
    assert model.row(1).cells[model.column_of("amount")].severity == "warning"  # type: ignore[union-attr]
    assert "EUR" in tab(shown).table.footer.rates.text()


def test_copied_rows_are_safe_and_paste_as_new_entries(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(2, entry(9, payee="=HYPERLINK(1)", sort="cost"))
    table = tab(shown).table
    table.view.selectAll()
    tab(shown).copy()
    text = QGuiApplication.clipboard().text()
    assert "'=HYPERLINK(1)" in text
    assert "\t-109\t" in text
    QGuiApplication.clipboard().setText("日期\t对方\t金额\n2026-11-05\t新书店\t-20\nsoon\tX\t5\n")
    tab(shown).paste()
    preview = tab(shown).preview
    assert preview is not None
    assert (preview.paste.created, len(preview.paste.rows)) == (1, 2)
    preview.take.click()
    made = next(found for found in entries(session) if found.payee == "新书店")
    assert (made.sort, made.amount.amount) == ("cost", 20)  # type: ignore[union-attr]


def test_the_empty_ledger_offers_ways_to_begin(qtbot: Any, page: Open) -> None:
    shown = page(0)
    stack = tab(shown).table.stack
    assert stack.currentWidget() is tab(shown).empty
    tab(shown).empty.primary_button.click()
    assert tab(shown).entry.lines["date"].hasFocus()
    type_row("", "Lin", "", "", "", "5")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert stack.currentWidget() is tab(shown).table.view


# recurring


def test_what_is_due_is_offered_and_recorded_as_one_step(
    qtbot: Any, page: Open, session: Session, said: list[str]
) -> None:
    shown = page(0, recurring("r1x", "Hosting", TODAY - timedelta(days=40)), recurring("r2x", "Rent", TODAY))
    banner = tab(shown).due
    assert banner.isVisible()
    assert banner.text.text() == "2 recurring entries are due"
    banner.links[0].click()
    settled(qtbot, shown)
    made = entries(session)
    assert sorted(found.payee for found in made) == ["Hosting", "Hosting", "Rent"]
    assert not banner.isVisible()
    assert all(found.next_on > TODAY for found in session.plan.records("recurring"))  # type: ignore[attr-defined]
    assert said == ["Recorded 3 entries"]
    shown.bridge.undo()
    assert entries(session) == []
    assert banner.isVisible()


def test_an_entry_is_made_to_come_again(page: Open, session: Session) -> None:
    shown = page(1)
    tab(shown).table.view.go_to(0, 2)
    tab(shown).make_recurring()
    (made,) = session.plan.records("recurring")
    assert (made.payee, made.sort) == ("Lin", "sale")  # type: ignore[attr-defined]
    assert not tab(shown).due.isVisible()


def test_what_a_filter_hides_of_the_new_is_told(qtbot: Any, page: Open, said: list[str]) -> None:
    shown = page(3)
    tab(shown).table.bar.ask("Workshop", "all")
    settled(qtbot, shown)
    type_row_fields(tab(shown).entry, payee="Someone", amount="5")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert said == ["The filter hides what was added."]


def test_a_recurring_entry_is_made_on_its_tab(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(0)
    shown.show_tab("recurring")
    shown.primary()
    type_row("Hosting", "65")
    press(KEY.Key_Return)
    (made,) = session.plan.records("recurring")
    assert (made.payee, made.sort, made.every) == ("Hosting", "cost", "month")  # type: ignore[attr-defined]
    shown.show_record("recurring", made.id)
    assert shown.tab is shown.tabs["recurring"]


# amounts, access, size


def test_tab_goes_as_the_eye_does(page: Open) -> None:
    shown = page(3, recurring("r1x", "Rent", TODAY))
    before: tuple[int, int] = (-1, -1)
    seen = list(stops(shown))
    assert tab(shown).due.links[0] in seen
    for widget in seen:
        corner = widget.mapTo(shown, widget.rect().topLeft())
        assert (corner.y() // 40, corner.x()) > before or corner.y() // 40 > before[0]
        before = (corner.y() // 40, corner.x())


def test_hidden_amounts_are_dots_everywhere_on_the_page(
    qtbot: Any, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(3, entry(5, currency="USD", amount=Decimal(7)))
    try:
        hide_amounts(hidden=True)
        shown.retranslate()
        settled(qtbot, shown)
        assert set(cells(shown, "amount")) == {"•••"}
        assert "100" not in tab(shown).table.footer.whole.text()
        assert "•••" in tab(shown).table.footer.whole.text()
        row = tab(shown).entry
        type_row_fields(row, amount="123")
        row.focus_field("memo")
        assert row.lines["amount"].displayText() != "123"
    finally:
        hide_amounts(hidden=False)
    shown.retranslate()
    assert cells(shown, "amount")[0] == "¥100"


def test_a_plan_that_cannot_be_written_is_shown_and_not_changed(qtbot: Any, look: Theme, tmp_path: Path) -> None:
    path = tmp_path / "b.brightroad"
    first = new_session(path)
    put(first, [entry(1), recurring("r1x", "Rent", TODAY)])
    first.close()
    session = Session.open(path, read_only=True)
    bridge = working_bridge(session)
    shown = opened(qtbot, bridge, look)
    assert cells(shown, "payee") == ["Workshop"]
    assert tab(shown).entry.lines["payee"].isReadOnly()
    assert not tab(shown).due.isVisible()
    assert not shown.enabled("delete")
    tab(shown).table.focus()
    press(KEY.Key_Space)
    press(KEY.Key_F2)
    assert not tab(shown).table.editing
    bridge.close()
    session.close()


def test_five_thousand_rows_scroll_select_and_filter(qtbot: Any, page: Open) -> None:
    shown = page(5000)
    table = tab(shown).table
    assert len(table.model.ids) == 5000
    table.focus()
    press(KEY.Key_End, CTRL)
    assert table.view.currentIndex().row() == 4999
    press(KEY.Key_A, CTRL)
    assert table.view.selected_count() == 5000
    qtbot.waitUntil(lambda: "5,000 selected" in table.footer.selection.text())
    tab(shown).find()
    write("书店")
    qtbot.waitUntil(lambda: len(table.model.ids) == 1666)


def test_an_undone_entry_is_shown_again(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(3)
    led: list[tuple[str, str]] = []
    shown.bridge.navigate.connect(lambda view, kind, record_id, _field: led.append((view, record_id)))
    table = tab(shown).table
    table.view.select_rows([1])
    tab(shown).delete()
    shown.bridge.undo()
    assert led == [("ledger", "e1")]
    shown.show_record("entry", "e1")
    settled(qtbot, shown)
    assert table.current().id == "e1"  # type: ignore[union-attr]


def test_text_typed_in_a_cell_survives_rows_that_arrive_meanwhile(qtbot: Any, page: Open, session: Session) -> None:
    shown = page(3)
    table = tab(shown).table
    table.focus()
    table.view.go_to(1, table.model.column_of("memo"))
    press(KEY.Key_F2)
    write("half a se")
    put(session, [entry(90, date=TODAY)])
    settled(qtbot, shown)
    qtbot.wait(50)
    line = QApplication.focusWidget()
    assert isinstance(line, LineEdit)
    assert line.text() == "half a se"
    QTest.keyClicks(line, "ntence")
    press(KEY.Key_Return)
    settled(qtbot, shown)
    assert next(found for found in entries(session) if found.id == "e1").memo == "half a sentence"
    assert len(table.model.ids) == 4


def test_in_a_narrow_window_nothing_is_out_of_sight_and_no_amount_lacks_its_end(qtbot: Any, page: Open) -> None:
    shown = page(50)
    put(shown.bridge.session, [entry(90, date=TODAY, amount=Decimal("123456789.12"))])
    shown.resize(964, 592)
    settled(qtbot, shown)
    view = tab(shown).table.view
    assert view.horizontalScrollBar().maximum() == 0
    amounts = tab(shown).table.model.column_of("amount")
    room = view.columnWidth(amounts) - 24
    view.cells._font(2)
    assert view.cells._fitted("¥123,456,789.12", room, 2)[0] == "¥123,456,789.12"


def test_what_was_selected_under_a_filter_grows_with_no_wider_one(qtbot: Any, page: Open) -> None:
    shown = page(300)
    table = tab(shown).table
    tab(shown).find()
    write("Workshop")
    qtbot.waitUntil(lambda: len(table.model.ids) == 100)
    table.focus()
    press(KEY.Key_A, CTRL)
    qtbot.waitUntil(lambda: "100 selected" in table.footer.selection.text())
    table.bar.clear()
    qtbot.waitUntil(lambda: len(table.model.ids) == 300)
    assert table.view.selected_count() <= 100


def test_no_selection_is_told_of_rows_that_are_gone(qtbot: Any, page: Open) -> None:
    shown = page(5)
    table = tab(shown).table
    table.focus()
    press(KEY.Key_A, CTRL)
    qtbot.waitUntil(lambda: "5 selected" in table.footer.selection.text())
    tab(shown).delete()
    qtbot.waitUntil(lambda: not table.model.ids)
    qtbot.waitUntil(lambda: not table.footer.selection.text())


def test_a_sum_that_comes_late_is_not_told_of_other_rows(qtbot: Any, page: Open) -> None:
    table = tab(page(9)).table
    qtbot.waitUntil(lambda: table.known)
    free, ended = threading.Event(), []
    table.bridge.reader.submit(lambda _job: free.wait(10))  # such as a long ledger that is read
    for rows in ([0, 1, 2], [4]):
        table.view.select_rows(rows, rows[0])
        qtbot.waitUntil(lambda: not table._counting.isActive())
    free.set()
    table.bridge.reader.submit(lambda _job: None).done.connect(ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert table.footer.selection.text() == ""
