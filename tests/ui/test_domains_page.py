"""The page of domains: reckoned columns, where the next hours go, pairs that begin a product, rarity, waves."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from planner.analysis.forecast_results import Band, NodeOutlook
from planner.commands import records
from planner.errors import InputError
from planner.model.catalogue import Domain, Need, Platform, Product, TimeEntry
from planner.model.values import Hours, Month
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.domains import learning
from planner.ui.domains.arrivals_part import ArrivalsPart
from planner.ui.domains.hours_part import HoursPart
from planner.ui.domains.insights import HOURS, PAIRS, RARITY, WAVES
from planner.ui.domains.learning import LearningWatch
from planner.ui.domains.pairs_part import PairsPart
from planner.ui.domains.rarity_part import RarityPart
from planner.ui.forecast.outlook import Outlook
from planner.ui.hours.wall_clock import WallClock
from planner.ui.look.theme import Theme
from planner.ui.views import BY_ID
from planner.ui.views.domains import DomainsPage
from planner.ui.worker import Worker
from tests.figures.forecasts import a_forecast, outlook
from tests.ui.form_plan import Memory
from tests.ui.reckoner import Reckoner
from tests.ui.shell import wait

KEY = Qt.Key
Open = Callable[..., Any]
NET = Band(12000, 6000, 9000, 12000, 15000, 18000)


@pytest.fixture
def page(qtbot: Any, look: Theme, bridge: Bridge) -> Open:
    """Open the page over the plan for forms."""

    def open_page(tab: str = HOURS) -> DomainsPage:
        bridge.remember("domains.tab", tab)
        DomainsPage.spec = BY_ID["domains"]
        made = DomainsPage(bridge, look)
        bridge.changed.connect(made.refresh)
        qtbot.addWidget(made)
        made.resize(1224, 848)
        made.show()
        made.editor  # noqa: B018 - else it comes piece by piece
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.focus_first()
        qtbot.waitUntil(lambda: made.insights.part is not None and made.watch.latest is not None)
        return made

    return open_page


@pytest.fixture
def foretold(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    """The course brings 12,000 a year."""
    made = a_forecast(listings=(replace(outlook("l1", "p1", "f1"), net=NET),))
    made = replace(made, products=(NodeOutlook("p1", NET, NET, None, 1.0),))
    monkeypatch.setattr(bridge.outlook, "latest", lambda *_asked: made)


def add(bridge: Bridge, *made: Any) -> None:
    bridge.run("Add", lambda tx: [tx.insert(one) for one in made])


def cell(shown: DomainsPage, column: str, row: int = 0) -> Any:
    places = [one.id for one in shown.table.model.columns]
    return shown.table.model.cell(row, places.index(column))


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(qtbot: Any, words: str) -> None:
    """Choose an entry of the open menu as the keyboard does."""
    menu = popup()
    menu.setActiveAction(next(one for one in menu.actions() if one.text().startswith(words)))
    qtbot.keyClick(menu, KEY.Key_Return)


# the list


@pytest.mark.usefixtures("foretold")
def test_a_row_says_hours_to_the_target_hours_lately_and_the_gain(page: Open, bridge: Bridge, qtbot: Any) -> None:
    today = WallClock(bridge.plan).today()
    entry = {"minutes": Hours(90), "domain": "d1"}
    add(
        bridge,
        TimeEntry(id="t1", date=today, **entry),
        TimeEntry(id="t2", date=today - timedelta(days=29), **entry),
        TimeEntry(id="t3", date=today - timedelta(days=30), **entry),
        TimeEntry(id="t4", date=today, minutes=Hours(60)),
    )
    shown = page()
    assert cell(shown, "lately").text == "3 h"
    assert (cell(shown, "target").text, cell(shown, "target").caption) == ("80", "289 h")
    assert cell(shown, "gain").text.startswith("+¥") and cell(shown, "gain").caption == "a month"
    assert cell(shown, "lately", 1).text == cell(shown, "target", 1).caption == ""
    assert cell(shown, "gain", 1).tip == "No product needs this domain yet."
    bridge.undo()
    qtbot.waitUntil(lambda: cell(shown, "lately").text == "")


@pytest.mark.usefixtures("foretold")
def test_the_footer_of_domains_tells_no_income(page: Open) -> None:
    shown = page()
    assert shown.table.footer.findChildren(type(shown.insights.part.sentence))[0].text() == "2 domains"


def test_a_target_below_the_score_is_mended_by_one_click(page: Open, bridge: Bridge, qtbot: Any) -> None:
    shown = page()
    bridge.run("Edit", lambda tx: records.edit(tx, "domain", "d1", target=60))
    qtbot.waitUntil(lambda: shown.editor.record_id == "d1")
    hint = next(
        one for one in shown.editor.fields.editors["target"].field.findChildren(object) if hasattr(one, "fix_requested")
    )
    assert hint.fix.text() == "Set target to now (70)"
    qtbot.mouseClick(hint.fix, Qt.MouseButton.LeftButton)
    assert bridge.plan.get(Domain, "d1").target == 70


# the figure over the form


def test_few_domains_are_bars_three_a_star_and_of_many_the_farthest_are_shown(page: Open, bridge: Bridge) -> None:
    shown = page()
    assert shown.editor.record_id
    rows = lambda: shown.scores.chart.drawing().table.rows  # noqa: E731 - read anew each time
    assert [row[0] for row in rows()] == ["Writing"]
    low = shown.scores.chart.height()
    add(
        bridge,
        *(Domain(id=f"e{at}", name=f"Field {at}", score=40, target=50 + at, position=f"c{at}") for at in range(3)),
    )
    assert len(rows()) == 4 and shown.scores.chart.height() > low
    assert not shown.scores.note.text()
    add(bridge, *(Domain(id=f"g{at}", name=f"Many {at}", score=40, position=f"d{at}") for at in range(6)))
    assert len(rows()) == 6 and shown.scores.note.text() == "6 of 10"
    assert {"Field 0", "Field 1", "Field 2", "Writing"} <= {row[0] for row in rows()}


def test_figures_turn_into_tables_and_back(page: Open, qtbot: Any) -> None:
    shown = page(WAVES)
    assert shown.editor and shown.insights.card is not None
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for as_table in (True, False):
        qtbot.keyClick(shown.table.view, KEY.Key_T, both)
        qtbot.waitUntil(lambda as_table=as_table: shown.scores.as_table == as_table)
        assert shown.insights.card.as_table == as_table
    shown.insights.show_tab(PAIRS)
    assert shown.insights.card is None
    shown.turn_tables()


# the next hours


def test_the_key_of_tables_waits_for_figures(qtbot: Any, look: Theme, bridge: Bridge) -> None:
    made = DomainsPage(bridge, look)
    qtbot.addWidget(made)
    assert made._form is None
    made.turn_tables()


@pytest.mark.usefixtures("foretold")
def test_the_slider_shares_out_other_hours(page: Open, bridge: Bridge, qtbot: Any) -> None:
    shown = page()
    part = shown.insights.part
    assert isinstance(part, HoursPart)
    assert part.sentence.text().startswith("The next 100 hours gain most in Writing: probably ¥")
    part.slider.setFocus()
    qtbot.keyClick(part.slider, KEY.Key_Right)
    assert part.count.text() == part.slider.accessibleDescription() == "110 h"
    qtbot.waitUntil(lambda: part.sentence.text().startswith("The next 110 hours"))
    qtbot.waitUntil(lambda: part.card.chart.drawing().title == "Your next 110 hours")
    qtbot.mouseClick(part.slider, Qt.MouseButton.LeftButton, pos=part.slider.rect().center())
    assert part.slider.value() == 210
    again = LearningWatch(bridge)
    assert again.hours == 210


@pytest.mark.usefixtures("foretold")
def test_p_pins_the_hours_of_the_current_domain(page: Open, bridge: Bridge, qtbot: Any) -> None:
    add(bridge, Need(id="n2", product="p1", domain="d2"))
    shown = page()
    part = shown.insights.part
    assert isinstance(part, HoursPart) and part.pins.isHidden()
    qtbot.keyClick(shown.table.view, KEY.Key_P)
    choose(qtbot, "At least 25 h")
    chip = part.pins.chips["d1"]
    assert chip.text() == "Writing: at least 25 h"
    qtbot.waitUntil(lambda: part.sentence.text().startswith("With your pins the next 100 hours go to"))
    qtbot.keyClick(shown.table.view, KEY.Key_P)
    choose(qtbot, "No hours")
    qtbot.waitUntil(lambda: "Writing" not in part.sentence.text())
    assert LearningWatch(bridge).pins == {"d1": 0}
    chip.setFocus()
    qtbot.keyClick(chip, KEY.Key_Delete)
    assert not shown.watch.pins and part.pins.isHidden()
    assert shown.focusWidget() is part.pins.add
    qtbot.waitUntil(lambda: part.sentence.text().startswith("The next 100 hours gain most"))


@pytest.mark.usefixtures("foretold")
def test_a_pin_can_be_asked_for_by_name(page: Open, qtbot: Any) -> None:
    part = page().insights.part
    part.pins.add.setFocus()
    qtbot.keyClick(part.pins.add, KEY.Key_Return)
    choose(qtbot, "Drawing")
    qtbot.waitUntil(lambda: popup().actions()[0].text().startswith("At least"))
    choose(qtbot, "At least 50 h")
    assert part.pins.chips["d2"].text() == "Drawing: at least 50 h"


def test_without_a_forecast_nothing_is_promised(page: Open) -> None:
    part = page().insights.part
    assert part.sentence.text() == "The forecast is on its way"
    assert not part.card.isHidden()


@pytest.mark.usefixtures("foretold")
def test_what_cannot_be_shared_out_is_told_in_the_place_of_the_answer(page: Open) -> None:
    shown = page()
    part = shown.insights.part
    assert not part.card.isHidden()
    shown.watch._on_failed(InputError("The hours of “Drawing” are no number."))
    assert part.sentence.text() == "The hours of “Drawing” are no number."
    assert part.card.isHidden()
    shown.watch.settle()
    assert part.sentence.text().startswith("The next 100 hours gain most")
    assert not part.card.isHidden()


def test_what_the_window_remembers_is_not_trusted(bridge: Bridge) -> None:
    for hours, pins in ((7, {"d1": -3}), ("many", ["d1"]), (9999, {"d1": "x"})):
        bridge.remember("domains.plan.hours", hours)
        bridge.remember("domains.plan.pins", pins)
        made = LearningWatch(bridge)
        assert 20 <= made.hours <= 400 and made.pins == {}


# pairs


def test_an_empty_cell_begins_a_product_of_both_and_one_undo_takes_it_back(
    page: Open, bridge: Bridge, qtbot: Any
) -> None:
    shown = page(PAIRS)
    part = shown.insights.part
    assert isinstance(part, PairsPart)
    assert part.sentence.text() == "0 of 1 pair has a product."
    part.grid.setFocus()
    assert part.grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Writing and Drawing: no product yet; Enter makes one"
    )
    with qtbot.waitSignal(bridge.navigate) as went:
        qtbot.keyClick(part.grid, KEY.Key_Return)
    view, kind, made, field = went.args
    assert (view, kind, field) == ("products", "product", "name")
    assert bridge.plan.get(Product, made).name == "Writing × Drawing"
    assert {one.domain for one in bridge.plan.naming("need", "product", made)} == {"d1", "d2"}
    assert part.sentence.text() == "1 of 1 pair has a product."
    assert part.grid.pairs.index(0, 1).data() == "Writing × Drawing"
    bridge.undo()
    assert bridge.plan.find("product", made) is None
    assert part.sentence.text() == "0 of 1 pair has a product."


def test_a_filled_cell_leads_to_its_product_or_begins_one_more(page: Open, bridge: Bridge, qtbot: Any) -> None:
    add(bridge, Need(id="n2", product="p1", domain="d2"))
    shown = page(PAIRS)
    grid = shown.insights.part.grid
    grid.setFocus()
    qtbot.keyClick(grid, KEY.Key_Space)
    with qtbot.waitSignal(bridge.navigate) as went:
        choose(qtbot, "Course")
    assert went.args[:3] == ["products", "product", "p1"]
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.pairs.index(0, 1)).center())
    choose(qtbot, "One more product")
    assert grid.pairs.index(0, 1).data() == "2 products"


def test_the_keyboard_stays_in_the_half_that_has_pairs(page: Open, bridge: Bridge, qtbot: Any) -> None:
    add(bridge, *(Domain(id=f"e{at}", name=f"Field {at}", score=50, position=f"c{at}") for at in range(2)))
    part = page(PAIRS).insights.part
    assert part.sentence.text().endswith("The strongest without one: Writing and Field 0.")
    grid = part.grid
    grid.setFocus()
    seen = []
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Up, KEY.Key_Up):
        qtbot.keyClick(grid, key)
        index = grid.currentIndex()
        pair = grid.pairs.pair(index.row(), index.column())
        assert pair is not None
        seen.append((pair.first, pair.second))
    assert seen[4] == ("e0", "e1")
    for _again in range(4):
        qtbot.keyClick(grid, KEY.Key_Left)
    assert grid.currentIndex().column() == 1


# rarity and waves


def test_rarity_is_told_as_skills_usually_are_with_what_it_takes_for_granted(
    page: Open, bridge: Bridge, qtbot: Any
) -> None:
    bridge.run("Edit", lambda tx: records.edit(tx, "domain", "d2", score=80))
    bridge.run("Edit", lambda tx: records.edit(tx, "domain", "d1", score=80))
    part = page(RARITY).insights.part
    assert isinstance(part, RarityPart)
    qtbot.waitUntil(lambda: "About" in part.sentence.text())
    assert part.sentence.text() == "About 1 person in 15 is at least as good in Writing, Drawing."
    assert "correlation 0.3" in part.basis.text() and "1 in 25" in part.basis.text()
    assert part.rivals.text().startswith("Among 1,000 people that is about 66.")
    chip = part.chosen._chips["d2"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert part.sentence.text() == "About 1 person in 5 is at least as good in Writing."
    assert "correlation" not in part.basis.text()
    qtbot.mouseClick(part.chosen._chips["d1"], Qt.MouseButton.LeftButton)
    assert part.sentence.text() == "Choose domains, and it shows how rare they are together."
    assert part.basis.isHidden()


def test_waves_say_how_late_one_came_and_ask_for_missing_years(page: Open, bridge: Bridge, qtbot: Any) -> None:
    part = page(WAVES).insights.part
    assert isinstance(part, ArrivalsPart)
    assert part.card.isHidden() and part.missing.text() == "Enter the missing years of 2 platforms"
    with qtbot.waitSignal(bridge.navigate) as went:
        qtbot.mouseClick(part.missing, Qt.MouseButton.LeftButton)
    assert went.args == ["platforms", "platform", "f1", "launched_year"]
    known = {"launched_year": 2012, "joined": Month(2024, 5), "wave": "mobile"}
    bridge.run("Edit", lambda tx: records.edit(tx, "platform", "f1", **known))
    assert part.sentence.text() == "You usually come to a platform 12 years after it began."
    bridge.run("Edit", lambda tx: records.edit(tx, "platform", "f2", launched_year=2020, joined=Month(2026, 5)))
    assert part.sentence.text() == "You usually come to a platform 9 years after it began. Soonest: Stall, 6 years."
    assert part.missing.isHidden()
    assert part.card.chart.drawing().table.rows[0] == ("Shop", "Mobile", "2012", "2024", "12")
    assert bridge.plan.get(Platform, "f1").wave == "mobile"


# the pane


def test_the_parts_fold_away_and_stay_so(page: Open, bridge: Bridge, qtbot: Any) -> None:
    shown = page()
    open_height = shown.insights.height()
    qtbot.mouseClick(shown.insights.fold, Qt.MouseButton.LeftButton)
    assert shown.insights.height() < open_height / 3 and shown.insights.part is None
    assert shown.insights.fold.accessibleName() == "Unfold"
    assert bridge.recall("domains.open") is False
    shown.insights.show_tab(RARITY)
    assert shown.insights.height() == open_height
    assert bridge.recall("domains.tab") == RARITY


def test_a_plan_that_cannot_be_written_begins_no_product(
    page: Open, bridge: Bridge, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bridge), "read_only", property(lambda _self: True))
    part = page(PAIRS).insights.part
    part.grid.setFocus()
    qtbot.keyClick(part.grid, KEY.Key_Return)
    assert not [one for one in bridge.plan.of(Product) if "×" in one.name]


def test_an_undo_while_hours_are_shared_out_is_not_missed(
    qtbot: Any, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, learned = threading.Event(), threading.Event(), learning.learned

    def learn_slowly(*asked: Any) -> Any:
        begun.set()
        go_on.wait(10)
        return learned(*asked)

    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    bridge.__dict__["outlook"] = Outlook(bridge, Reckoner())
    watch = LearningWatch(bridge)
    watch.listen()

    def idle() -> bool:
        return not bridge.outlook.working and not watch.working

    def minutes() -> set[int]:
        assert watch.latest is not None
        return {one.minutes for one in watch.latest.standings.values()}

    try:
        today = WallClock(bridge.plan).today()
        wait(idle)
        add(bridge, TimeEntry(id="t", domain="d1", date=today, minutes=Hours(90)))
        wait(lambda: idle() and 90 in minutes())
        monkeypatch.setattr(learning, "learned", learn_slowly)
        watch.settle()
        wait(begun.is_set)
        bridge.undo()
        go_on.set()
        time.sleep(0.2)  # what was reckoned is there before the next look begins
        wait(idle)
        assert minutes() == {0}
    finally:
        bridge.close()
        worker.close()
