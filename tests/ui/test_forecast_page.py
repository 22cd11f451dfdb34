"""The Forecast page: the conclusion, what is shown while and after reckoning, scenarios, settings, keys, links."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.commands import records
from planner.errors import InputError
from planner.figures.tornado import strongest
from planner.model.catalogue import Override, Scenario
from planner.model.changes import Change
from planner.model.values import Money, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.forecast.outlook import COARSE, Outlook
from planner.ui.look.theme import Theme
from planner.ui.views import BY_ID
from planner.ui.views.forecast import ForecastPage
from planner.ui.window.page_letters import LETTERS
from planner.ui.window.tab_order import stops
from planner.ui.worker import Worker
from tests.figures.forecasts import missing
from tests.ui.form_plan import Memory
from tests.ui.reckoner import TODAY, Reckoner, forecast_session
from tests.ui.shell import wait

KEY = Qt.Key


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = forecast_session(tmp_path / "a.brightroad")
    yield made
    made.close()


@pytest.fixture
def reckoner() -> Iterator[Reckoner]:
    made = Reckoner()
    yield made
    made.gate.set()


@pytest.fixture
def held(reckoner: Reckoner) -> Reckoner:
    """A reckoner that waits from the start; named before `bridge`, whose first job may begin before the test does."""
    reckoner.gate.clear()
    return reckoner


@pytest.fixture
def bridge(session: Session, reckoner: Reckoner, qtbot: Any) -> Iterator[Bridge]:
    worker = Worker()
    made = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    made.__dict__["outlook"] = Outlook(made, reckoner, lambda: TODAY)
    yield made
    reckoner.gate.set()
    made.close()
    worker.close()


def opened(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1224, 848)) -> ForecastPage:
    ForecastPage.spec = BY_ID["forecast"]
    page = ForecastPage(bridge, look)
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page


def settled(page: ForecastPage) -> None:
    wait(lambda: not page.outlook.working)


@pytest.fixture
def page(bridge: Bridge, look: Theme, qtbot: Any) -> ForecastPage:
    made = opened(bridge, look, qtbot)
    settled(made)
    return made


def words(page: ForecastPage) -> set[str]:
    return {text.text for card in page.cards for text in card.chart.drawing().texts}


def visits(bridge: Bridge) -> list[tuple[str, ...]]:
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    return went


# the conclusion and the results


def test_the_conclusion_comes_first_and_agrees_with_the_figures(page: ForecastPage) -> None:
    assert page.head.headline.text().startswith("Income will probably cover living costs from Feb 2028 (8")
    assert "80% range" in page.head.line.text()
    assert "covered from Feb 2028" in words(page)
    assert "Living costs 15k" in words(page)
    assert page.head.status.words.text() == "8,192 runs"
    assert page.head.status.link.isHidden()


def test_a_preview_comes_at_once_and_the_old_fan_stays_until_it_is_replaced(
    held: Reckoner, bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner
) -> None:
    page = opened(bridge, look, qtbot)
    assert page.head.headline.text() == "The forecast is on its way"
    assert words(page) == {"On its way…"}
    reckoner.gate.set()
    settled(page)
    before = page.fan.chart.drawing()
    reckoner.gate.clear()
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=5))
    assert page.fan.chart.drawing() == before
    assert "refining" in page.head.status.words.text()
    rows = page.tornado.chart.drawing().hits
    reckoner.gate.set()
    wait(lambda: len(reckoner.asked) == 6)
    assert page.tornado.chart.drawing().hits == rows  # a preview tells no drivers: those known stay
    settled(page)


def test_stopping_leaves_the_preview_and_says_so(page: ForecastPage, reckoner: Reckoner, qtbot: Any) -> None:
    page.outlook.told.connect(lambda _found, _coarse: page.outlook.cancel())
    page.rerun()
    settled(page)
    assert page.head.status.words.text() == f"Preview only ({COARSE} runs)"
    assert page.head.status.link.text() == "Recalculate"
    page.outlook.told.disconnect()
    page.outlook.told.connect(page._on_told)
    page.head.status.link.click()
    settled(page)
    assert page.head.status.words.text() == "8,192 runs"


def test_a_result_that_is_older_than_the_plan_is_told(page: ForecastPage, reckoner: Reckoner, bridge: Bridge) -> None:
    reckoner.gate.clear()
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=5))
    page.outlook.cancel()
    assert page.head.status.words.text() == "Results from just now"
    assert page.head.status.link.text() == "Recalculate"


def test_a_refusal_is_told_and_what_was_known_stays(page: ForecastPage, reckoner: Reckoner) -> None:
    reckoner.errors[""] = InputError("“samples” must be at least 2.", "samples")
    page.rerun()
    settled(page)
    assert page.head.status.words.text() == "“samples” must be at least 2."
    assert page.head.status.link.text() == "Try again"
    assert "covered from Feb 2028" in words(page)


def test_what_was_earned_is_drawn_up_to_last_month(page: ForecastPage) -> None:
    rows = {row[0]: row[-1] for row in page.fan.chart.drawing().table.rows}
    assert rows["Nov 2026"] == "¥6,000"  # income less costs
    assert rows["Dec 2026"] == ""


def test_missing_and_left_out_are_listed_with_links(
    bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner
) -> None:
    reckoner.changes = {"missing": missing(), "left_out": (("l1", "paused"),)}
    page = opened(bridge, look, qtbot)
    settled(page)
    went = visits(bridge)
    texts = [link.text() for link in page.gaps.links]
    assert page.gaps.caption.text() == "Without 1 listing that lacks numbers:"
    assert texts == [
        "Conversion of “Prompt handbook · Gumroad”", "Audience of “Gumroad”", "Living costs",
        "Prompt handbook · Gumroad (paused)",
    ]  # fmt: skip
    for link in page.gaps.links:
        link.click()
    assert went == [
        ("listings", "listing", "l1", "conversion"), ("platforms", "platform", "f1", "audience"),
        ("settings", "plan", "plan", "living_costs"), ("listings", "listing", "l1", "status"),
    ]  # fmt: skip


def test_many_gaps_are_folded(page: ForecastPage, reckoner: Reckoner) -> None:
    reckoner.changes = {"left_out": (("l1", "idea"),) * 9}
    page.rerun()
    settled(page)
    assert page.gaps.links[-1].text() == "and 4 more"
    page.gaps.links[-1].click()
    assert len(page.gaps.links) == 9


def test_without_anything_on_offer_the_page_says_what_is_needed(
    bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner
) -> None:
    reckoner.changes = {"listings": (), "drivers": ()}
    for kind, ids in (("listing", ["l0", "l1"]), ("product", ["p0", "p1"])):
        bridge.run("Delete", lambda tx, kind=kind, ids=ids: records.delete(tx, kind, ids))
    page = opened(bridge, look, qtbot)
    settled(page)
    assert page.stack.currentWidget() is page.empty
    assert page.empty.count.text() == "2 of 5 ready"
    assert page.empty.button.text() == "Enter a product"
    assert page.empty.button.hasFocus()
    went = visits(bridge)
    page.empty.button.click()
    page.empty.rows[3].link.click()
    assert went == [("products", "", "", ""), ("listings", "", "", "")]


# the figures


def test_a_click_on_a_bar_goes_to_its_field(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    went = visits(bridge)
    qtbot.mouseClick(page.tornado.chart, Qt.MouseButton.LeftButton, pos=QPoint(60, 35))
    assert went == [("listings", "listing", "l0", "conversion")]


def test_the_line_of_living_costs_leads_to_settings(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    went = visits(bridge)
    hit = page.fan.chart.drawing().hit_of(("plan", "plan"))
    assert hit is not None
    x, y = hit.area.middle  # type: ignore[union-attr]
    qtbot.mouseClick(page.fan.chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert went == [("settings", "plan", "plan", "living_costs")]


def test_tab_leaves_a_figure_and_arrows_walk_through_it(page: ForecastPage, qtbot: Any) -> None:
    chart = page.tornado.chart
    chart.setFocus()
    qtbot.keyClick(chart, KEY.Key_Down)
    qtbot.keyClick(chart, KEY.Key_Down)
    assert chart._current == 1
    qtbot.keyClick(chart, KEY.Key_Tab)
    assert not chart.hasFocus()


def test_months_by_the_switch_and_by_keys(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    def shown() -> int:
        return sum(bool(row[1]) for row in page.fan.chart.drawing().table.rows)

    assert shown() == 24
    for key, months in ((KEY.Key_BracketRight, 36), (KEY.Key_BracketRight, 36), (KEY.Key_BracketLeft, 24)):
        qtbot.keyClick(page.fan.chart, key)
        assert shown() == months
        assert page.spans.value() == str(months)
    assert bridge.recall("forecast.months") == 24


def test_months_beyond_the_horizon_cannot_be_chosen(
    bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner
) -> None:
    reckoner.changes = {"months": 20}
    page = opened(bridge, look, qtbot)
    settled(page)
    segments = page.spans._segments
    assert [span for span, segment in segments.items() if segment.isEnabled()] == ["12", "0"]
    assert page.spans.value() == "0" and page.spans.months == 20  # two years were wanted
    assert segments["0"].text() == "all"
    qtbot.keyClick(page.fan.chart, KEY.Key_BracketLeft)
    assert page.spans.value() == "12"
    qtbot.keyClick(page.fan.chart, KEY.Key_BracketRight)
    assert page.spans.value() == "0"


def test_where_every_listing_lacks_numbers_the_page_says_what_is_needed(
    bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner
) -> None:
    reckoner.changes = {"listings": (), "missing": missing(), "cover": None, "survival": None, "drivers": ()}
    page = opened(bridge, look, qtbot)
    settled(page)
    assert page.stack.currentWidget() is page.empty
    assert page.empty.count.text() == "4 of 5 ready"
    asked = len(reckoner.asked)
    for key in (KEY.Key_R, KEY.Key_T, KEY.Key_B, KEY.Key_G):
        qtbot.keyClick(page.empty.button, key)
    assert len(reckoner.asked) == asked and not page.fan.as_table and page.scenarios.compare.isChecked()


def test_the_first_result_moves_no_card(bridge: Bridge, look: Theme, qtbot: Any, reckoner: Reckoner) -> None:
    reckoner.changes = {"missing": missing()}
    reckoner.gate.clear()
    page = opened(bridge, look, qtbot)
    QTest.qWait(20)
    before = [(card.mapTo(page, QPoint()), card.size()) for card in (*page.cards, page.scenarios, page.settings)]
    reckoner.gate.set()
    settled(page)
    QTest.qWait(20)
    assert [(card.mapTo(page, QPoint()), card.size()) for card in page.cards] == before[:3]
    assert page.scenarios.mapTo(page, QPoint()) == before[3][0]


def test_what_stands_beside_the_fan_leaves_its_height(page: ForecastPage, qtbot: Any) -> None:
    before = page.fan.height()
    page.scenarios.choose("s1")
    page.scenarios.rows["s1"].chips[0].click()
    settled(page)
    QTest.qWait(20)
    assert page.fan.height() == before


def test_t_turns_the_figures_into_tables_and_back(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    qtbot.keyClick(page.fan.chart, KEY.Key_T)
    assert all(card.as_table for card in page.cards)
    assert page.fan.table.rowCount() == 6 + 24
    assert page.fan.table.item(6, 3).text() == "¥9,000"
    went = visits(bridge)
    page.tornado.table.setFocus()
    page.tornado.table.setCurrentCell(0, 0)
    qtbot.keyClick(page.tornado.table, KEY.Key_Return)
    assert went == [("listings", "listing", "l0", "conversion")]
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.tornado.table, KEY.Key_T, modifiers)
    assert not any(card.as_table for card in page.cards)


def test_t_leads_back_from_wherever_the_keyboard_is(page: ForecastPage, qtbot: Any) -> None:
    qtbot.keyClick(page.fan.chart, KEY.Key_T)
    page.fan.table.setFocus()
    qtbot.keyClick(page.fan.table, KEY.Key_T)
    assert not any(card.as_table for card in page.cards)
    segment = page.spans._segments["24"]
    segment.setFocus()
    qtbot.keyClick(segment, KEY.Key_T)
    assert all(card.as_table for card in page.cards)
    qtbot.keyClick(segment, KEY.Key_Right)
    assert page.spans.value() == "36" and page.spans.months == 36


def test_r_reckons_again_and_g_goes_to_the_strongest_guess(
    page: ForecastPage, bridge: Bridge, reckoner: Reckoner, qtbot: Any
) -> None:
    went, before = visits(bridge), len(reckoner.asked)
    qtbot.keyClick(page.fan.chart, KEY.Key_R)
    settled(page)
    assert reckoner.wanted[before:] == [("", COARSE), ("", 8192), ("s1", COARSE), ("s2", COARSE)]
    qtbot.keyClick(page.fan.chart, KEY.Key_G)
    top = strongest(page.forecast, 1)[0]  # type: ignore[arg-type]
    assert went == [("listings", top.kind, top.id, top.field)]


def test_every_letter_of_the_page_does_something() -> None:
    assert all(callable(getattr(ForecastPage, letter.act)) for letter in LETTERS["forecast"])


def test_letters_typed_into_a_field_are_text(page: ForecastPage, reckoner: Reckoner, qtbot: Any) -> None:
    before = len(reckoner.asked)
    page.scenarios.choose("s1")
    settled(page)
    page.scenarios.name.setFocus()
    page.scenarios.name.selectAll()
    qtbot.keyClicks(page.scenarios.name, "Rtbg")
    qtbot.keyClick(page.scenarios.name, KEY.Key_Return)
    assert page.bridge.plan.get(Scenario, "s1").name == "Rtbg"
    assert not any(card.as_table for card in page.cards)
    settled(page)
    assert len(reckoner.asked) > before


# scenarios


def chips(page: ForecastPage, scenario: str) -> list[str]:
    return [chip.text() for chip in page.scenarios.rows[scenario].chips]


def test_scenarios_show_what_they_change(page: ForecastPage) -> None:
    assert list(page.scenarios.rows) == ["", "s1", "s2"]
    assert chips(page, "s1") == ["Price +10% · Writing course", "Status: Paused · Writing course · Riverbank"]
    assert chips(page, "s2") == ["End: Feb 2027 · Office"]
    assert page.scenarios.rows["s1"].chips[0].toolTip() == "Writing course · Price: ¥399 → ¥438.90"


def test_choosing_a_scenario_shows_it_beside_the_plan(page: ForecastPage, reckoner: Reckoner) -> None:
    page.scenarios.rows["s1"].button.click()
    settled(page)
    assert reckoner.wanted == [("", COARSE), ("", 8192), ("s1", COARSE), ("s2", COARSE), ("s1", 8192)]
    assert page.forecast is not None and page.forecast.scenario == "s1"
    assert any(text.startswith("as it is ") for text in words(page))
    assert "Feb 2028" not in page.head.headline.text()
    assert page.scenarios.rows["s1"].button.accessibleName().startswith("Dearer, covered from")


def test_every_scenario_says_what_it_comes_to_from_equally_many_runs(page: ForecastPage) -> None:
    said = {scenario: row.button.accessibleName() for scenario, row in page.scenarios.rows.items()}
    assert said[""] == "The plan as it is, covered from Feb 2028 (84%)"
    assert said["s1"].startswith("Dearer, covered from") and said["s2"].startswith("Quit, covered from")
    assert page.scenarios.runs.text() == f"{COARSE} runs each"


def test_b_takes_the_comparison_away_and_back(page: ForecastPage, qtbot: Any) -> None:
    page.scenarios.choose("s1")
    settled(page)
    qtbot.keyClick(page.fan.chart, KEY.Key_B)
    assert not any(text.startswith("as it is ") for text in words(page))
    page.scenarios.compare.click()
    assert any(text.startswith("as it is ") for text in words(page))


def test_a_new_scenario_is_made_named_and_undone(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    page.primary()
    edit = QApplication.focusWidget()
    assert edit is page.scenarios.name and edit.text() == "Scenario 1"
    qtbot.keyClicks(edit, "Two courses")
    qtbot.keyClick(edit, KEY.Key_Return)
    made = bridge.plan.of(Scenario)[-1]
    assert made.name == "Two courses" and page.scenarios.current == made.id
    bridge.undo()
    bridge.undo()
    assert len(bridge.plan.of(Scenario)) == 2
    assert page.scenarios.current == ""


def test_a_copy_takes_along_what_it_changes(page: ForecastPage, bridge: Bridge) -> None:
    page.scenarios.choose("s1")
    page.scenarios.copy.click()
    made = bridge.plan.of(Scenario)[-1]
    assert chips(page, made.id) == chips(page, "s1")
    assert made.name == "Dearer (copy 1)"


def test_deleting_a_scenario_offers_undo_and_shows_the_plan(page: ForecastPage, bridge: Bridge) -> None:
    told: list[str] = []
    bridge.toasted.connect(lambda text, _undo, _details: told.append(text))
    page.scenarios.choose("s1")
    page.scenarios.delete.click()
    assert told == ["Deleted the scenario “Dearer”"]
    assert page.scenarios.current == "" and bridge.plan.naming("override", "scenario", "s1") == ()
    settled(page)
    assert page.forecast is not None and page.forecast.scenario == ""


def test_a_value_is_changed_in_the_scenario_and_not_in_the_plan(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    page.scenarios.choose("s2")
    page.scenarios.add.click()
    picker = page.scenarios.picker
    assert picker.shown()[0].value == ("listing", "l0", "conversion")  # what moves income most comes first
    qtbot.keyClicks(picker.search, "course price")
    qtbot.keyClick(picker.search, KEY.Key_Return)
    editor = page.scenarios.editor
    assert editor.editor is not None and "as it is: ¥399" in editor.name.text()
    field = QApplication.focusWidget()
    qtbot.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "450")
    qtbot.keyClick(field, KEY.Key_Return)
    assert editor.isHidden() and page.scenarios.add.hasFocus()
    assert bridge.plan.find("product", "p0").price == Money.of_minor(39900, "CNY")
    assert chips(page, "s2") == ["End: Feb 2027 · Office", "Price +13% · Writing course"]
    bridge.undo()
    assert chips(page, "s2") == ["End: Feb 2027 · Office"]


def test_a_text_that_cannot_be_read_stays_with_its_reason(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    page.scenarios.choose("s1")
    page.scenarios.rows["s1"].chips[0].click()
    field = QApplication.focusWidget()
    qtbot.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, "dear")
    qtbot.keyClick(field, KEY.Key_Return)
    editor = page.scenarios.editor.editor
    assert editor is not None and editor.error is not None
    assert len(bridge.plan.of(Override)) == 3
    page.scenarios.choose("s2")
    assert page.scenarios.editor.isHidden()
    page.scenarios.choose("s1")
    editor = page.scenarios.editor.editor
    assert editor is not None and editor.error is not None and editor.focus_widget.text() == "dear"
    page.scenarios.editor.cross.click()
    assert page.scenarios.editor.isHidden()
    page.scenarios.choose("s2")
    page.scenarios.choose("s1")
    assert page.scenarios.editor.isHidden()


def test_a_change_of_what_is_gone_can_be_taken_out(page: ForecastPage, bridge: Bridge) -> None:
    page.scenarios.choose("s2")
    gone = Override(id="o9", scenario="s2", kind="job", record="j9", field="end", value='"2027-02"', position="b")
    fields = {name: getattr(gone, name) for name in ("scenario", "kind", "record", "field", "value")}
    bridge.run("Add", lambda tx: records.create(tx, "override", **fields))
    assert chips(page, "s2")[-1] == "What it changes is no longer there"
    page.scenarios.rows["s2"].chips[-1].click()
    assert page.scenarios.add.isVisible() and page.scenarios.editor.isHidden()
    deed = page.scenarios.leftover.actions()[0]
    assert deed.text() == "Take it out of the scenario"
    deed.trigger()
    assert chips(page, "s2") == ["End: Feb 2027 · Office"]
    page.scenarios.leftover.close()


def test_undoing_a_new_scenario_leads_to_the_plan_as_it_is(page: ForecastPage, bridge: Bridge) -> None:
    page.primary()
    assert page.scenarios.name.hasFocus()
    bridge.undo()
    assert page.scenarios.rows[""].button.hasFocus()


def test_a_new_scenario_is_in_view_on_a_small_screen(bridge: Bridge, look: Theme, qtbot: Any) -> None:
    page = opened(bridge, look, qtbot, (964, 592))
    settled(page)
    page.primary()
    QTest.qWait(20)
    name, area = page.scenarios.name, page.area.viewport()
    assert area.rect().contains(name.mapTo(area, name.rect().center()))


def test_undoing_a_setting_made_here_stays_here(page: ForecastPage, bridge: Bridge) -> None:
    one = Change("plan", "plan", None, None)
    assert page.sees(one, "seed") and not page.sees(one, "title")
    assert page.sees(Change("product", "p", None, None), "price") is None
    bridge.run("Edit", lambda tx: records.edit(tx, "plan", "plan", seed=5))
    page.show_record("plan", "plan", "seed")
    assert page.settings.fields.editors["seed"].focus_widget.hasFocus()
    went = visits(bridge)
    bridge.seen_at = lambda change, field: ("forecast", *page.sees(change, field))  # as the window says it
    bridge.undo()
    assert went == [("forecast", "plan", "plan", "seed")]


def test_a_chip_can_be_edited_and_removed(page: ForecastPage, bridge: Bridge, qtbot: Any) -> None:
    page.scenarios.rows["s1"].chips[1].click()
    assert page.scenarios.current == "s1"
    editor = page.scenarios.editor.editor
    assert editor is not None and editor.value == "paused"
    page.scenarios.rows["s1"].chips[0].removed.emit()
    assert chips(page, "s1") == ["Status: Paused · Writing course · Riverbank"]
    bridge.undo()
    assert len(chips(page, "s1")) == 2


def test_undoing_a_change_of_a_scenario_leads_to_it(page: ForecastPage, bridge: Bridge) -> None:
    went = visits(bridge)
    bridge.run("Delete", lambda tx: records.delete(tx, "override", ["o3"]))
    bridge.undo()
    assert went == [("forecast", "override", "o3", "")]
    page.show_record("override", "o3")
    assert page.scenarios.current == "s2"


# settings


def test_the_settings_are_the_plans_own_and_can_be_undone(
    page: ForecastPage, bridge: Bridge, reckoner: Reckoner, qtbot: Any
) -> None:
    editors = page.settings.fields.editors
    for name, typed, value in (("seed", "77", 77), ("horizon_months", "48", 48), ("living_costs", "9000-11000", None)):
        field = editors[name].focus_widget
        field.setFocus()
        qtbot.keyClick(field, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, KEY.Key_Return)
        assert getattr(bridge.plan.settings, name) == (value or Range.between(9000, 11000))
    settled(page)
    assert reckoner.asked[-1].plan.settings.seed == 77
    for _step in range(3):
        bridge.undo()
    assert bridge.plan.settings.seed == 1
    assert editors["seed"].focus_widget.text() == "1"


def test_runs_are_this_computers_and_remembered(page: ForecastPage, bridge: Bridge, reckoner: Reckoner) -> None:
    before = bridge.plan
    page.settings.runs.chosen.emit("32768")
    settled(page)
    assert reckoner.wanted[-1] == ("", 32768)  # the scenarios were glanced at before
    assert page.head.status.words.text() == "32,768 runs"
    assert bridge.plan == before and bridge.recall("forecast.samples") == 32768


# the page in the window


@pytest.mark.parametrize("size", [(1224, 848), (1064, 748), (964, 628), (700, 628)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_wider_than_the_page(
    bridge: Bridge, look: Theme, qtbot: Any, dress: Any, size: tuple[int, int], language: str
) -> None:
    dress("light", 100, language)
    page = opened(bridge, look, qtbot, size)
    settled(page)
    page.scenarios.choose("s1")
    settled(page)
    assert page.size().toTuple() == size
    assert page.ground.width() <= size[0]
    one_column = page.right.y() > page.left.y()
    assert one_column == (size[0] < 1060)
    for part in (page.fan, page.chance, page.tornado, page.scenarios, page.settings):
        right = part.mapTo(page, QPoint(part.width(), 0)).x()
        assert right <= size[0] - 24


def test_what_is_left_out_is_a_stop_of_tab(page: ForecastPage, reckoner: Reckoner) -> None:
    reckoner.changes = {"left_out": (("l1", "idea"),)}
    page.scenarios.choose("s1")
    settled(page)
    wait(lambda: page.gaps.links[0] in stops(page))


def test_f6_goes_to_the_scenarios_and_leaves_the_page(page: ForecastPage) -> None:
    assert page.next_pane()
    assert page.scenarios.rows[""].button.hasFocus()
    assert not page.next_pane()


def test_a_change_of_language_reaches_the_figures(page: ForecastPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n._speech, "language", "zh")
    page.retranslate()
    assert "2027 年 1 月" in words(page)


def test_a_read_only_plan_can_be_looked_at(bridge: Bridge, look: Theme, qtbot: Any, session: Session) -> None:
    session._database.read_only = True
    page = opened(bridge, look, qtbot)
    settled(page)
    page.scenarios.choose("s1")
    assert not page.enabled("primary") and not page.head.button.isEnabled()
    assert not page.scenarios.add.isVisible() and not page.scenarios.delete.isVisible()
    QTest.qWait(1)
