"""Choosing from lists: search, creating, the catalogue of platforms, and links inside the form."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner import i18n
from planner.model.values import Money
from planner.session import Session
from planner.ui.alliances.contact_log import ContactsPanel
from planner.ui.alliances.exchange_lines import ExchangesPanel
from planner.ui.bridge import Bridge
from planner.ui.editors import platform_picker
from planner.ui.editors.form import RecordEditor
from planner.ui.editors.linked_records import ChipsPanel, TablePanel
from planner.ui.editors.platform_picker import PlatformPicker
from planner.ui.editors.reference_picker import Pick, PickList, ranked
from planner.ui.look.theme import Theme

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def form(qtbot: Any, look: Theme, bridge: Bridge) -> Callable[[str, str], RecordEditor]:
    opened: list[RecordEditor] = []

    def open_form(kind: str, record_id: str) -> RecordEditor:
        editor = RecordEditor(kind, bridge, look)
        opened.append(editor)
        qtbot.addWidget(editor)
        bridge.changed.connect(editor.refresh)
        editor.resize(500, 2000)
        editor.show()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        editor.show_record(record_id)
        return editor

    return open_form


def titles(picker: PickList) -> list[str]:
    return [pick.title for pick in picker.shown()]


def compose(edit: QWidget, text: str) -> None:
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(edit, done)


# searching


def test_better_matches_come_first_and_ties_stay_as_given() -> None:
    picks = [Pick(name, name) for name in ("Plain shop", "The shopping", "Workshop", "Shop", "Shop two")]
    assert [pick.title for pick in ranked("shop", picks)] == [
        "Shop",
        "Shop two",
        "Plain shop",
        "The shopping",
        "Workshop",
    ]
    assert ranked("", picks) == picks
    assert ranked("zzz", picks) == []


def test_every_name_finds_its_pick_in_any_language() -> None:
    pick = Pick("x", "Xiaohongshu", names=("小红书", "Xiaohongshu"))
    for query in ("小红", "红书", "xiao", "HONG", " 小红书 "):
        assert ranked(query, [pick]) == [pick]


def test_the_list_is_worked_by_keys_alone(qtbot: Any, look: Theme) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    picker = PickList(lambda: [Pick(str(n), f"Row {n}") for n in range(30)], anchor)
    picker.ask(anchor)
    qtbot.keyClick(picker.search, KEY.Key_Down)
    qtbot.keyClick(picker.search, KEY.Key_PageDown)
    qtbot.keyClick(picker.search, KEY.Key_Up)
    with qtbot.waitSignal(picker.picked) as chosen:
        qtbot.keyClick(picker.search, KEY.Key_Return)
    assert chosen.args == ["8"]
    assert picker.isHidden()
    picker.ask(anchor, "row 2")
    assert titles(picker)[0] == "Row 2"
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(picker.search, KEY.Key_Escape)
    assert picker.isHidden()


def test_enter_while_composing_chooses_nothing(qtbot: Any, look: Theme) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    picker = PickList(lambda: [Pick("a", "小店")], anchor)
    picker.ask(anchor)
    QApplication.sendEvent(picker.search, QInputMethodEvent("xiaodian", []))
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(picker.search, KEY.Key_Return)
    compose(picker.search, "小")
    assert titles(picker) == ["小店"]


def test_a_list_without_matches_names_what_was_typed(qtbot: Any, look: Theme) -> None:
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    picker = PickList(lambda: [Pick("a", "Shop")], anchor)
    picker.ask(anchor, "zebra")
    assert picker.shown() == []
    assert "zebra" in picker.nothing.text()
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(picker.search, KEY.Key_Return)
    picker.creates = True
    picker.ask(anchor, "shop")
    assert titles(picker) == ["Shop"]  # it is there: nothing to create


# references


def test_a_reference_opens_on_a_letter_and_offers_only_what_is_legal(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    backing = editor.fields.editors["backed_by"]
    backing.box.setFocus()
    qtbot.keyClick(backing.box, KEY.Key_Down)
    assert titles(backing.list) == ["Handbook"]  # not itself
    qtbot.keyClick(backing.list.search, KEY.Key_Return)
    assert bridge.plan.find("product", "p1").backed_by == "p2"
    other = form("product", "p2").fields.editors["backed_by"]
    assert other._picks() == []  # p1 is backed by it: a circle is not offered
    fulfilled = form("listing", "l1").fields.editors["fulfilled_by"]
    assert [pick.title for pick in fulfilled._picks()] == ["Stall"]  # only an offline one can deliver


def test_a_reference_is_taken_back_and_followed(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("product", "p1")
    backing = editor.fields.editors["backed_by"]
    qtbot.keyClick(backing.box, "h")
    assert backing.list.search.text() == "h"
    qtbot.keyClick(backing.list.search, KEY.Key_Return)
    with qtbot.waitSignal(bridge.navigate) as going:
        qtbot.mouseClick(backing.place.goto, LEFT)
    assert going.args[1:3] == ["product", "p2"]
    qtbot.keyClick(backing.box, KEY.Key_Delete)
    assert bridge.plan.find("product", "p1").backed_by is None


def test_a_reference_that_is_needed_cannot_be_emptied(qtbot: Any, form: Any, bridge: Bridge) -> None:
    product = form("listing", "l1").fields.editors["product"]
    qtbot.keyClick(product.box, KEY.Key_Delete)
    assert bridge.plan.find("listing", "l1").product == "p1"
    assert [pick.title for pick in product._picks()] == ["Course", "Handbook"]


def test_a_record_is_made_on_the_way_in_one_step(qtbot: Any, form: Any, bridge: Bridge, session: Session) -> None:
    editor = form("product", "p1")
    backing = editor.fields.editors["backed_by"]
    steps = len(session.history())
    qtbot.keyClick(backing.box, "Z")
    qtbot.keyClicks(backing.list.search, "ine")
    assert titles(backing.list)[-1] == "Create “Zine”"
    qtbot.keyClick(backing.list.search, KEY.Key_Return)
    made = bridge.plan.find("product", "p1").backed_by
    assert bridge.plan.label("product", made) == "Zine"
    assert len(session.history()) == steps + 1
    session.undo()
    assert bridge.plan.find("product", made) is None


def test_partners_are_chips(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("alliance", "a1")
    partners = editor.fields.editors["partners"]
    qtbot.mouseClick(partners.box.add, LEFT)
    assert titles(partners.list) == ["周老师"]
    qtbot.keyClick(partners.list.search, KEY.Key_Return)
    assert bridge.plan.find("alliance", "a1").partners == ("q1", "q2")
    with qtbot.waitSignal(bridge.navigate) as going:
        qtbot.keyClick(partners.box.chips["q2"], KEY.Key_Space)
    assert going.args[1:3] == ["partner", "q2"]
    qtbot.keyClick(partners.box.chips["q1"], KEY.Key_Backspace)
    assert bridge.plan.find("alliance", "a1").partners == ("q2",)


# the catalogue of platforms


def test_the_languages_region_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert platform_picker.ordered("zh")[0].region == "CN"
    assert platform_picker.ordered("en")[0].region == "global"
    assert len(platform_picker.ordered("zh")) == len(platform_picker.catalogue()) >= 30


@pytest.mark.parametrize(
    ("language", "query", "wanted"), [("en", "小红书", "Xiaohongshu"), ("zh", "gumroad", "Gumroad")]
)
def test_the_catalogue_is_searched_in_both_languages(
    qtbot: Any, look: Theme, monkeypatch: pytest.MonkeyPatch, language: str, query: str, wanted: str
) -> None:
    monkeypatch.setattr(i18n._speech, "language", language)
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    picker = PlatformPicker(anchor)
    picker.ask(anchor, query)
    assert wanted in titles(picker)[0]


def test_every_fee_says_its_date_and_source_and_weak_ones_are_marked() -> None:
    for row in platform_picker.catalogue().values():
        pick = platform_picker.pick_of_platform(row)
        if row.has_fee:
            assert platform_picker.fee_text(row) in pick.detail
            assert (row.date or "?") in pick.detail
            assert (platform_picker.short_source(row.source) or "no source") in pick.detail
            assert bool(pick.note) == row.weak
        else:
            assert pick.note == ""


def test_choosing_a_platform_fills_what_is_empty_and_only_offers_the_fee(
    qtbot: Any, form: Any, bridge: Bridge, session: Session
) -> None:
    row = next(row for row in platform_picker.catalogue().values() if row.fee_rate and not row.fixed_fee)
    editor = form("platform", "f2")
    entry = editor.fields.editors["catalogue_key"]
    qtbot.keyClick(entry.box.box, KEY.Key_Down)
    compose(entry.list.search, row.name_en)
    qtbot.keyClick(entry.list.search, KEY.Key_Return)
    platform = bridge.plan.find("platform", "f2")
    assert (platform.catalogue_key, platform.name, platform.fee_rate) == (row.key, "Stall", None)
    assert (platform.presence, platform.form) == (row.presence, row.form)
    assert row.date in entry.box.fee.text()
    qtbot.mouseClick(entry.box.fee, LEFT)
    assert bridge.plan.find("platform", "f2").fee_rate == row.fee_rate
    assert entry.box.fee.isHidden()


# links inside the form


def panel(editor: RecordEditor, kind: type, at: int = 0) -> Any:
    return [found for found in editor.panels if isinstance(found, kind)][at]


def test_listings_are_a_table_that_is_edited_in_place(qtbot: Any, form: Any, bridge: Bridge) -> None:
    listings = panel(form("product", "p1"), TablePanel, 1)
    assert list(listings.rows) == ["l1", "l2"]
    price = listings.rows["l1"].fields.editors["price"].focus_widget
    price.setFocus()
    qtbot.keyClicks(price, "450")
    qtbot.keyClick(price, KEY.Key_Return)
    assert bridge.plan.find("listing", "l1").price == Money(Decimal(450), "CNY")
    qtbot.keyClicks(price, "x")
    qtbot.keyClick(price, KEY.Key_Return)
    assert listings.rows["l1"].hint.severity == "error"
    assert bridge.plan.find("listing", "l1").price == Money(Decimal(450), "CNY")


def test_a_listing_is_added_removed_and_gone_to(qtbot: Any, form: Any, bridge: Bridge, session: Session) -> None:
    listings = panel(form("product", "p2"), TablePanel, 1)
    said: list[str] = []
    bridge.toasted.connect(lambda text, *_more: said.append(text))
    qtbot.mouseClick(listings.add, LEFT)
    assert titles(listings.list) == ["Shop", "Stall"]
    qtbot.keyClick(listings.list.search, KEY.Key_Return)
    (made,) = bridge.plan.naming("listing", "product", "p2")
    assert made.platform == "f1"
    assert [pick.title for pick in listings._picks()] == ["Stall"]  # no second link to the same
    with qtbot.waitSignal(bridge.navigate) as going:
        qtbot.mouseClick(listings.rows[made.id].name, LEFT)
    assert going.args[1:3] == ["platform", "f1"]
    qtbot.mouseClick(listings.rows[made.id].cross, LEFT)
    assert bridge.plan.naming("listing", "product", "p2") == ()
    assert said
    session.undo()
    assert list(listings.rows) == [made.id]


def test_a_platform_is_made_and_linked_in_one_step(qtbot: Any, form: Any, bridge: Bridge, session: Session) -> None:
    listings = panel(form("product", "p2"), TablePanel, 1)
    steps = len(session.history())
    listings.list.ask(listings.add, "Fair")
    qtbot.keyClick(listings.list.search, KEY.Key_Return)
    (made,) = bridge.plan.naming("listing", "product", "p2")
    assert bridge.plan.label("platform", made.platform) == "Fair"
    assert len(session.history()) == steps + 1


def test_needs_show_role_weight_and_multiplier(qtbot: Any, form: Any, bridge: Bridge) -> None:
    needs = panel(form("product", "p1"), TablePanel, 0)
    fields = needs.rows["n1"].fields.editors
    qtbot.keyClick(fields["weight"].focus_widget, KEY.Key_Down)
    assert bridge.plan.find("need", "n1").weight == Decimal("1.5")
    edit = fields["multiplier"].focus_widget
    edit.setFocus()
    qtbot.keyClicks(edit, "1.2-2")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert edit.text() == "1.2 to 2"


def test_a_domain_shows_its_products_as_chips(qtbot: Any, form: Any, bridge: Bridge) -> None:
    products = panel(form("domain", "d1"), ChipsPanel)
    assert list(products.chips.chips) == ["p1"]
    qtbot.mouseClick(products.add, LEFT)
    assert titles(products.list) == ["Handbook"]
    qtbot.keyClick(products.list.search, KEY.Key_Return)
    assert list(products.chips.chips) == ["p1", "p2"]
    qtbot.keyClick(products.chips.chips["p1"], KEY.Key_Delete)
    assert list(products.chips.chips) == ["p2"]
    assert [need.product for need in bridge.plan.naming("need", "domain", "d1")] == ["p2"]


def test_a_partner_shows_alliances_and_a_log(qtbot: Any, form: Any, bridge: Bridge) -> None:
    editor = form("partner", "q1")
    assert list(panel(editor, ChipsPanel).chips.chips) == ["a1"]
    log = panel(editor, ContactsPanel)
    qtbot.keyClicks(log.line, "Sent the outline")
    qtbot.keyClick(log.line, KEY.Key_Return)
    notes = [contact.note for contact in bridge.plan.naming("contact", "partner", "q1")]
    assert notes == ["First call", "Sent the outline"]
    newest = log.body.itemAt(1).widget()
    assert newest.fields.record.note == "Sent the outline"
    assert log.line.text() == ""
    qtbot.mouseClick(log.rows["c1"].cross, LEFT)
    assert bridge.plan.find("contact", "c1") is None


def exchanges(bridge: Bridge, direction: str) -> list[str]:
    lines = bridge.plan.naming("exchange", "alliance", "a1")
    return [line.what for line in lines if line.direction == direction]


def test_both_sides_of_an_alliance_are_edited(qtbot: Any, form: Any, bridge: Bridge) -> None:
    both = panel(form("alliance", "a1"), ExchangesPanel)
    line = both.sides["give"].line
    qtbot.keyClicks(line, "A review")
    qtbot.keyClick(line, KEY.Key_Return)
    assert exchanges(bridge, "give") == ["Lessons", "A review"]
    qtbot.mouseClick(both.cards["e2"].tools["down"], LEFT)
    assert exchanges(bridge, "get") == ["A mention", "A post"]
    qtbot.mouseClick(both.cards["e2"].tools["up"], LEFT)
    assert exchanges(bridge, "get") == ["A post", "A mention"]
    assert not both.cards["e2"].tools["up"].isEnabled()
    qtbot.mouseClick(both.cards["e3"].tools["across"], LEFT)
    assert exchanges(bridge, "get") == ["A post"]
    worth = both.cards["e2"].fields.editors["value_to_us"].focus_widget
    worth.setFocus()
    qtbot.keyClicks(worth, "800-3000")
    qtbot.keyClick(worth, KEY.Key_Return)
    assert worth.text() == "800 to 3,000"


def test_a_side_that_gives_nothing_is_said_plainly_and_nothing_where_both_give(
    qtbot: Any, form: Any, bridge: Bridge
) -> None:
    both = panel(form("alliance", "a1"), ExchangesPanel)
    assert both.balance.text == ""  # what both are worth stands above the form
    qtbot.mouseClick(both.cards["e1"].tools["remove"], LEFT)
    assert exchanges(bridge, "give") == []
    assert both.balance.severity == "hint"
    assert "Only they give" in both.balance.text
