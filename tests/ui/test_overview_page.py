"""The Overview: the answer, the figures and where they come from, what to do next, the first steps, keys and widths."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.analysis.forecast_results import Missing
from planner.commands import records
from planner.errors import InputError
from planner.model import discretion
from planner.model.catalogue import Experiment, Listing, Milestone, Platform, Product
from planner.model.values import Hours, Money, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.forecast.outlook import Outlook
from planner.ui.look.theme import Theme
from planner.ui.overview.journal import OverviewJournal
from planner.ui.views import BY_ID
from planner.ui.views.overview import OverviewPage
from planner.ui.window.page_letters import LETTERS
from planner.ui.window.plan_opening import empty
from planner.ui.worker import Worker
from tests.figures.forecasts import flat
from tests.ui import shell
from tests.ui.form_plan import Memory
from tests.ui.reckoner import TODAY, Reckoner, forecast_session
from tests.ui.shell import begin_on, wait

KEY = Qt.Key
NOW = date.today()  # the page reads the clock of the plan


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = forecast_session(tmp_path / "a.brightroad")
    yield made
    made.close()


@pytest.fixture
def reckoner() -> Iterator[Reckoner]:
    made = Reckoner()
    made.changes = {"coming": {3: flat(30000.0), 12: flat(168000.0)}}
    yield made
    made.gate.set()


@pytest.fixture
def bridge_to(reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Session], Bridge]]:
    monkeypatch.setattr("planner.ui.overview.hours_card.gains_of", lambda _plan, _forecast: ((), ()))
    made: list[tuple[Bridge, Worker]] = []

    def open_bridge(session: Session) -> Bridge:
        worker = Worker()
        bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
        bridge.__dict__["outlook"] = Outlook(bridge, reckoner, lambda: TODAY)
        made.append((bridge, worker))
        return bridge

    yield open_bridge
    reckoner.gate.set()
    for bridge, worker in made:
        bridge.close()
        worker.close()


@pytest.fixture
def bridge(session: Session, bridge_to: Callable[[Session], Bridge], qtbot: Any) -> Bridge:
    return bridge_to(session)


def opened(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1224, 848)) -> OverviewPage:
    OverviewPage.spec = BY_ID["overview"]
    page = OverviewPage(bridge, look)
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    wait(lambda: not page.outlook.working and not page.hours.working)
    return page


@pytest.fixture
def page(bridge: Bridge, look: Theme, qtbot: Any) -> OverviewPage:
    return opened(bridge, look, qtbot)


def visits(bridge: Bridge) -> list[tuple[str, ...]]:
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    return went


def numbers(page: OverviewPage) -> list[tuple[str, str]]:
    return [(card.number.title, card.number.gap or card.number.value) for card in page.keys.cards]


def add(bridge: Bridge, kind: str, **fields: Any) -> Any:
    return bridge.run("Add", lambda tx: records.create(tx, kind, **fields))


def titles(page: OverviewPage) -> list[str]:
    return [row.said.title for row in page.next.rows]


# the answer and the figures


def test_the_answer_comes_first_with_its_year_and_its_chance(page: OverviewPage) -> None:
    assert page.head.headline.text().startswith("Income will probably cover living costs from Feb 2028 (8")
    assert page.head.line.text().startswith("Net income of 12 months from Dec 2026: ")
    assert page.head.status.words.text() == "8,192 runs"
    assert "covered from Feb 2028" in {text.text for text in page.fan.chart.drawing().texts}


def test_figures_are_ranges_and_follow_the_period(page: OverviewPage) -> None:
    month, chance, runway, hours = numbers(page)
    assert month[0] == "Net income this month"
    assert "–" in month[1]
    assert chance == ("Chance of covering living costs", "9%")
    assert runway == ("Cash runway", "Enter your cash")
    currency = page.bridge.plan.settings.currency
    page.bridge.run("Cash", lambda tx: records.edit(tx, "plan", "plan", cash=Money(Decimal(60000), currency)))
    wait(lambda: numbers(page)[2][1] == "9 or more")
    assert page.keys.cards[2].number.note == "80% range · ¥60k now"
    assert hours == ("Hours this week", "0")
    page.head.periods.chosen.emit("3")
    assert numbers(page)[0] == ("Net income, next 3 months", "¥21k – 44k")
    page.head.periods.chosen.emit("12")
    assert numbers(page)[0] == ("Net income, next 12 months", "¥120k – 240k")
    assert numbers(page)[1][1] != "9%"
    assert page.bridge.recall("overview.period") == 12
    assert page.keys.cards[0].number.note.startswith("the 12 months before: ¥")


def test_every_figure_leads_to_where_it_comes_from(page: OverviewPage) -> None:
    went = visits(page.bridge)
    for card in page.keys.cards:
        card.click()
    page.to_forecast.click()
    page.hours.why.click()
    assert [place[0] for place in went] == ["forecast", "forecast", "settings", "ledger", "forecast", "domains"]
    assert went[2][3] == "cash"  # which the plan lacks, though the made-up forecast tells a runway
    assert went[3][1] == "time_entry"
    assert all(card.accessibleName() for card in page.keys.cards)


def test_the_small_figures_are_told_in_words_and_shown_as_tables(page: OverviewPage) -> None:
    card = next(card for card in page.keys.cards if len(card.number.trend) > 1)
    first, last = card.number.trend[0], card.number.trend[-1]
    assert f"from {first.said} in {first.when} to {last.said} in {last.when}" in card.accessibleName()
    card.resize(260, 116)
    card.show_table()
    assert card.table is not None
    assert card.table.table.rowCount() == len(card.number.trend)
    card.table.close()


def test_what_is_missing_is_asked_for_in_the_place_of_the_figure(page: OverviewPage, reckoner: Reckoner) -> None:
    plan = page.bridge.plan.settings.id
    reckoner.changes = {"survival": None, "missing": (Missing("survival", (f"plan/{plan}/cash",)),)}
    page.bridge.run("No costs", lambda tx: records.edit(tx, "plan", plan, living_costs=None))
    wait(lambda: not page.outlook.working)
    assert (
        numbers(page)[1][1] == numbers(page)[2][1] == "Enter living costs" or numbers(page)[2][1] == "Enter your cash"
    )
    went = visits(page.bridge)
    page.keys.cards[1].click()
    assert went == [("settings", "plan", plan, "living_costs")]


def test_hours_of_the_week_and_what_took_the_most(page: OverviewPage) -> None:
    monday = NOW - timedelta(days=NOW.weekday())
    for day, minutes, product in ((0, 90, "p0"), (0, 60, "p1"), (1, 120, "p0")):
        add(
            page.bridge,
            "time_entry",
            date=monday + timedelta(days=day),
            minutes=Hours(minutes),
            activity="making",
            product=product,
        )
    add(page.bridge, "time_entry", date=monday, minutes=Hours(480), activity="employed")
    wait(lambda: numbers(page)[3][1] == "4.5")
    assert page.keys.cards[3].number.bars[:2] == (150.0, 120.0)
    assert page.keys.cards[3].number.note == "Most: Writing course 3.5 h"


def test_hidden_amounts_are_dots(page: OverviewPage) -> None:
    discretion.hide_amounts(True)
    try:
        page.retranslate()
        shown = " ".join(part for card in page.keys.cards for part in (card.number.value, card.number.note))
        assert "¥21" not in shown
        assert "•••" in shown
    finally:
        discretion.hide_amounts(False)


# on its way, refused, stopped


def test_the_page_stands_before_the_forecast_and_says_so(
    session: Session, bridge_to: Callable[[Session], Bridge], reckoner: Reckoner, look: Theme, qtbot: Any
) -> None:
    reckoner.gate.clear()
    bridge = bridge_to(session)
    page = OverviewPage(bridge, look)
    qtbot.addWidget(page)
    page.resize(1224, 848)
    page.show()
    assert page.head.headline.text() == "The forecast is on its way"
    assert numbers(page)[0][1] == "–"
    reckoner.gate.set()
    wait(lambda: not page.outlook.working)
    assert numbers(page)[0][1] != "–"


def test_a_forecast_that_cannot_be_made_says_why_and_can_be_tried_again(page: OverviewPage, reckoner: Reckoner) -> None:
    reckoner.errors[""] = InputError("“samples” must be at least 2.")
    page.outlook.rerun()
    wait(lambda: not page.outlook.working)
    assert page.head.status.words.text() == "“samples” must be at least 2."
    reckoner.errors.clear()
    page.head.status.link.click()
    wait(lambda: page.head.status.words.text() == "8,192 runs")


def test_a_hidden_page_waits_until_it_is_shown(page: OverviewPage) -> None:
    page.hide()
    add(page.bridge, "milestone", name="Chapter", due=NOW)
    page.refresh(None)
    assert titles(page) == []
    page.show()
    assert titles(page) == ["Chapter"]


# what to do next


def test_late_moves_to_today_and_a_tick_is_taken_back(page: OverviewPage) -> None:
    toasts: list[str] = []
    page.bridge.toasted.connect(lambda text, _undo, _details: toasts.append(text))
    late = add(page.bridge, "milestone", name="Chapter two", due=NOW - timedelta(days=3), product="p0")
    add(page.bridge, "milestone", name="Chapter one", due=NOW + timedelta(days=1))
    first = page.next.rows[0].said
    assert (first.title, first.when, first.late) == ("Chapter two", "Today", "3 days late")
    assert first.place == "Milestone · Writing course"
    assert page.next.rows[1].said.when == "Tomorrow"
    QTest.keyClick(page, KEY.Key_T)
    assert QApplication.focusWidget() is page.next.rows[0]
    QTest.keyClick(page.next.rows[0], KEY.Key_Space)
    assert titles(page) == ["Chapter one"]
    assert page.bridge.plan.get(Milestone, late.id).done_on == NOW
    assert toasts == ["Done: Chapter two"]
    assert QApplication.focusWidget() is page.next.rows[0]
    page.bridge.undo()
    assert titles(page) == ["Chapter two", "Chapter one"]


def test_what_was_ticked_off_is_taken_back_where_it_stands(home, qtbot, look) -> None:
    with shell.opened(home) as window:
        window.files.open_sample()
        begin_on(window, "overview")
        shown = window.workspace.page
        shown.next.turn()
        wait(lambda: any(row.action.kind == "publication" for row in shown.next.rows))
        ticked = [row.action for row in shown.next.rows if row.action.sort != "verdict"]
        assert {"publication", "milestone", "alliance"} <= {action.kind for action in ticked}
        for action in ticked:
            before = [row.action for row in shown.next.rows]
            shown.next._do(action, "it")
            wait(lambda: action not in [row.action for row in shown.next.rows])  # noqa: B023 - waited for at once
            window.bridge.undo()
            wait(lambda: before == [row.action for row in shown.next.rows])  # noqa: B023
            assert window.workspace.view == "overview"


def test_enter_goes_there_the_arrows_walk_and_the_box_ticks(page: OverviewPage) -> None:
    for name in ("One", "Two"):
        add(page.bridge, "milestone", name=name, due=NOW)
    went, opened_records = visits(page.bridge), []
    page.next.opened.connect(lambda *place: opened_records.append(place))
    page.to_actions()
    QTest.keyClick(page.next.rows[0], KEY.Key_Down)
    assert QApplication.focusWidget() is page.next.rows[1]
    QTest.keyClick(page.next.rows[1], KEY.Key_Return)
    assert opened_records == [("milestone", page.next.rows[1].action.id)]
    QTest.mouseClick(page.next.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(120, 20))
    assert opened_records[1:] == [("milestone", page.next.rows[0].action.id)]
    assert [place[0] for place in went] in ([], ["roadmap", "roadmap"])
    QTest.mouseClick(page.next.rows[0], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert titles(page) == ["Two"]


def test_five_are_shown_and_all_on_demand(page: OverviewPage) -> None:
    for number in range(7):
        add(page.bridge, "milestone", name=f"Chapter {number}", due=NOW + timedelta(days=number))
    assert len(page.next.rows) == 5
    assert page.next.more.text() == "All 7"
    page.next.more.click()
    assert len(page.next.rows) == 7
    page.next.more.click()
    assert len(page.next.rows) == 5


def test_a_test_that_is_over_asks_what_one_makes_of_it(page: OverviewPage) -> None:
    with page.bridge.session.edit("Over") as tx:
        made = tx.insert(Experiment(id="x", hypothesis="They pay", threshold=Decimal(3), state="done"))
    page.refresh(None)
    assert page.next.rows[0].said.place == "Experiment · over: keep, stop or repeat"
    page.next.decide(made.id, "keep")
    assert page.bridge.plan.get(Experiment, "x").decision == "keep"
    assert titles(page) == []
    assert not page.next.nothing.isHidden()


def test_publications_wait_in_the_list_with_their_next_step(page: OverviewPage) -> None:
    work = add(page.bridge, "work", title="Essay")
    made = add(
        page.bridge,
        "publication",
        work=work.id,
        platform="f0",
        status="failed",
        reason="cover too small → make a larger one",
    )
    wait(lambda: titles(page) == ["make a larger one"])
    assert page.next.rows[0].said.place == "Distribution · Riverbank · Essay · failed: cover too small"
    page.next.tick(page.next.rows[0])
    wait(lambda: titles(page) == [])
    assert page.bridge.session.journal.records("publication", [made.id])[0].status == "published"


# findings


def test_findings_weigh_by_what_is_broken_and_what_it_costs(page: OverviewPage, qtbot: Any) -> None:
    add(page.bridge, "domain", name="Writing", score=70, target=60)
    page.bridge.examination.settle()
    page.findings.refresh()
    line = page.findings.lines[0]
    assert not line.isHidden()
    assert not page.findings.more.isHidden()
    with qtbot.waitSignal(page.bridge.navigate):
        page.findings.ways[0].click()
    shown = next(
        at
        for at, one in enumerate(page.findings.lines)
        if one.row is not None and one.row.problem.kind == "domain" and one.row.act
    )
    page.findings.fixes[shown].click()
    assert page.bridge.plan.records("domain")[0].target == 70


# the first steps


@pytest.fixture
def beginning(
    tmp_path: Path, bridge_to: Callable[[Session], Bridge], reckoner: Reckoner, look: Theme, qtbot: Any
) -> Iterator[OverviewPage]:
    reckoner.changes = {"listings": (), "products": (), "cover": None}
    made = empty(tmp_path / "new.brightroad", "New")
    yield opened(bridge_to(made), look, qtbot)
    made.close()


def test_the_first_steps_tick_themselves_and_make_way_for_the_figures(
    beginning: OverviewPage, reckoner: Reckoner
) -> None:
    bridge, steps = beginning.bridge, beginning.checklist
    assert beginning.keys.isHidden()
    assert (steps.count.text(), steps.button.text()) == ("0 of 5 ready", "Enter a product")
    went = visits(bridge)
    steps.button.click()
    assert went == [("products", "", "", "")]
    currency = bridge.plan.settings.currency
    add(bridge, "product", id="p", name="Course", price=Money(Decimal(199), currency))
    add(bridge, "platform", id="f", name="Letters", audience=Range.exact(3200))
    wait(lambda: steps.count.text() == "2 of 5 ready")
    assert steps.button.text() == "List the product"
    product, platform = bridge.plan.of(Product)[0], bridge.plan.of(Platform)[0]
    reckoner.changes = {}
    add(bridge, "listing", product=product.id, platform=platform.id, status="active")
    wait(lambda: not beginning.outlook.working)
    assert steps.isHidden()
    assert not beginning.keys.isHidden()
    assert bridge.plan.of(Listing)


def test_the_list_of_first_steps_can_be_put_away(beginning: OverviewPage) -> None:
    beginning.checklist.hide_link.click()
    assert beginning.checklist.isHidden()
    assert not beginning.keys.isHidden()
    beginning.refresh(None)
    assert beginning.checklist.isHidden()
    assert "No forecast yet" in {text.text for text in beginning.fan.chart.drawing().texts}
    assert not beginning.next.nothing.isHidden()


# widths, keys, read only


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("width", "columns"), [(1119, 2), (1224, 4)])
def test_the_page_fits_its_window(
    bridge: Bridge, look: Theme, qtbot: Any, dress: Any, language: str, width: int, columns: int
) -> None:
    dress("light", 100, language)
    page = opened(bridge, look, qtbot, (width, 700))
    assert page.keys.grid.columnCount() >= columns
    assert page.keys.cards[columns - 1].y() == page.keys.cards[0].y()
    assert page.area.horizontalScrollBar().maximum() == 0
    assert page.ground.width() <= width
    still = [page.fan.title, page.next.title, page.findings.title, page.hours.title, page.checklist.title]
    assert not [label.text() for label in still if label.isVisible() and label.toolTip()]
    assert (page.next.y() == page.fan.y()) is (columns == 4)


def test_a_plan_that_can_only_be_read_is_shown_and_not_ticked(
    session: Session, bridge_to: Callable[[Session], Bridge], look: Theme, qtbot: Any
) -> None:
    with session.edit("Add") as tx:
        tx.insert(Milestone(id="m", name="Chapter"))
    path = session.path
    read = Session.open(path, read_only=True)
    page = opened(bridge_to(read), look, qtbot)
    page.next.tick(page.next.rows[0])
    assert page.bridge.plan.get(Milestone, "m").done_on is None
    assert not page.head.button.isEnabled()
    assert not page.enabled("primary")
    read.close()


def test_the_letters_of_the_page_are_declared_with_what_they_run(page: OverviewPage) -> None:
    assert all(callable(getattr(page, letter.act)) for letter in LETTERS["overview"])
    went, asked = visits(page.bridge), []
    page.bridge.entry_asked.connect(lambda: asked.append(True))
    page.primary()
    page.head.review.clicked.emit()
    assert (went, asked) == ([("review", "", "", "")], [True])


def test_every_part_that_takes_the_keyboard_has_a_name(page: OverviewPage) -> None:
    add(page.bridge, "milestone", name="Chapter", due=NOW)
    parts = [*page.keys.cards, *page.next.rows, page.head.periods, page.head.button]
    assert all(part.accessibleName() or part.text() for part in parts)


def test_the_overview_and_the_review_both_get_their_answer(bridge: Bridge) -> None:
    both = OverviewJournal(bridge), OverviewJournal(bridge)
    for one in both:
        one.listen()
    fields = {"date": both[0].today, "minutes": Hours(90), "memo": "Filming"}
    wait(lambda: all(one._job is None and not one._soon.isActive() for one in both))
    add(bridge, "time_entry", **fields)
    wait(lambda: all(sum(one.week().minutes) == 90 for one in both), 5000)
