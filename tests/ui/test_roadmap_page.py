"""The roadmap with real keys and a real mouse: the timeline, its list, links, what slips, and the tabs of the page."""

import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from planner.commands import records
from planner.model.catalogue import Milestone
from planner.model.values import Hours, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.experiments.proposal_cards import ProposalState
from planner.ui.look.theme import Theme
from planner.ui.roadmap import course
from planner.ui.roadmap.course import CourseWatch
from planner.ui.roadmap.tab import TimelineTab
from planner.ui.views.roadmap import RoadmapPage
from planner.ui.window.tab_order import stops
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory, new_bridge, new_session
from tests.ui.shell import begin_on, opened, page_shown, press, wait

KEY, SHIFT, CTRL, ALT = (
    Qt.Key,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
TODAY = date.today()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "a.brightroad")
    with session.edit("Add") as tx:
        for name, fields in {
            "a": {"effort": Range.exact(12), "due": TODAY + timedelta(30), "product": "p1"},
            "b": {"effort": Range.between(6, 12), "after": ("a",), "wait_days": 9, "product": "p1"},
            "c": {"effort": Range.exact(4)},
        }.items():
            records.create(tx, "milestone", id=name, name=f"Milestone {name}", **fields)
    yield session
    session.close()


@pytest.fixture
def tab(qtbot: Any, bridge: Bridge, look: Theme) -> TimelineTab:
    return shown(qtbot, bridge, look)


def shown(qtbot: Any, bridge: Bridge, look: Theme) -> TimelineTab:
    tab = TimelineTab(bridge, look)
    bridge.changed.connect(tab.refresh)
    qtbot.addWidget(tab)
    tab.resize(1240, 800)
    tab.show()
    tab.editor  # noqa: B018 - else it comes piece by piece
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    settle(tab)
    return tab


def settle(tab: TimelineTab) -> None:
    """Let the dates be reckoned and drawn."""
    tab.course.settle()
    QTest.qWait(1)
    tab.chart.redraw()


def one(bridge: Bridge, name: str) -> Milestone:
    return bridge.plan.get(Milestone, name)


def stand(tab: TimelineTab, name: str) -> None:
    """Put the keyboard at a line."""
    tab.show_record("milestone", name)
    settle(tab)
    tab.table.focus()


def spot(tab: TimelineTab, name: str, x: float = 400.0) -> QPoint:
    """A place on the line of a milestone."""
    place = tab.chart.lines.place_of(("milestone", name))
    return QPoint(int(x), int(place.center().y()))


def drag(tab: TimelineTab, start: QPoint, stop: QPoint) -> None:
    lines = tab.chart.lines
    QTest.mousePress(lines, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.6, 1.0):
        way = QPoint(round((stop - start).x() * part), round((stop - start).y() * part))
        QTest.mouseMove(lines, start + way)
    QTest.mouseRelease(lines, Qt.MouseButton.LeftButton, pos=stop)


def test_the_conclusion_comes_first_with_its_odds(tab: TimelineTab) -> None:
    assert tab.head.headline.text().startswith("All 3 milestones are done by ")
    assert tab.head.headline.text().endswith("with a chance of 80%.")
    assert tab.head.line.text().startswith("As likely as not by ")
    assert not tab.head.button.isVisible()


def test_arrows_move_the_day_each_as_a_step_of_its_own(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "a")
    before = one(bridge, "a").due
    lines = tab.chart.lines
    QTest.keyClick(lines, KEY.Key_Right)
    QTest.keyClick(lines, KEY.Key_Right, SHIFT)
    QTest.keyClick(lines, KEY.Key_Left)
    assert one(bridge, "a").due == before + timedelta(7)
    for days in (8, 1, 0):
        bridge.undo()
        assert one(bridge, "a").due == before + timedelta(days)


def test_a_day_that_was_never_named_moves_from_the_one_that_holds(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "c")
    holds = tab._row("c").outlook.p80
    QTest.keyClick(tab.chart.lines, KEY.Key_Right)
    assert one(bridge, "c").due == holds + timedelta(1)


def test_plus_and_minus_change_the_effort_and_space_reaches(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "b")
    lines = tab.chart.lines
    QTest.keyClicks(lines, "++-")
    assert one(bridge, "b").effort == Range.between(7, 13)
    QTest.keyClick(lines, KEY.Key_Space)
    assert one(bridge, "b").done_on == tab.course.today()
    settle(tab)
    assert tab.chart.lines.place_of(("milestone", "b")).isEmpty()
    bridge.undo()
    assert one(bridge, "b").done_on is None


def test_up_and_down_walk_and_delete_deletes_with_undo(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "a")
    QTest.keyClick(tab.chart.lines, KEY.Key_Down)
    assert tab.table.current_id() == "b"
    assert tab.editor.record_id in ("a", "b")
    QTest.keyClick(tab.chart.lines, KEY.Key_Delete)
    assert bridge.plan.find("milestone", "b") is None
    bridge.undo()
    assert one(bridge, "b").after == ("a",)


def test_dragging_a_line_moves_its_day(tab: TimelineTab, bridge: Bridge) -> None:
    before, frame = one(bridge, "a").due, tab.chart.lines.frame
    pitch = (frame.right - frame.left) / (frame.across.stop - frame.across.start)
    start = spot(tab, "a", frame.left + 200)
    drag(tab, start, start + QPoint(round(5 * pitch), 2))
    assert one(bridge, "a").due == before + timedelta(5)


def test_dragging_from_the_end_of_a_bar_links_and_a_circle_is_refused_with_its_path(
    tab: TimelineTab, bridge: Bridge
) -> None:
    told: list[str] = []
    bridge.refused.connect(told.append)

    def pull(source: str, target: str) -> None:
        stand(tab, source)
        end = tab.chart.lines._end_of(tab.chart.lines._line(("milestone", source)))
        drag(tab, end.toPoint(), spot(tab, target))

    pull("c", "a")
    assert one(bridge, "a").after == ("c",)
    settle(tab)
    pull("b", "c")
    assert one(bridge, "c").after == ()
    assert "Milestone c → Milestone b → Milestone a → Milestone c" in told[-1]


def test_l_offers_what_it_can_wait_for_and_to_end_a_wait(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "b")
    QTest.keyClick(tab.chart.lines, KEY.Key_L)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "No longer wait for “Milestone a”",
        "Wait for “Milestone c”",
    ]
    menu.actions()[1].trigger()
    menu.close()
    assert one(bridge, "b").after == ("a", "c")


def test_names_are_dragged_up_and_down_where_no_day_decides(tab: TimelineTab, bridge: Bridge) -> None:
    with bridge.session.edit("Free") as tx:
        for name in ("a", "b", "c"):
            records.edit(tx, "milestone", name, due=None, after=(), product=None)
    settle(tab)
    assert [row.outlook.id for row in tab._lined()] == ["a", "b", "c"]
    drag(tab, spot(tab, "c", 30), spot(tab, "a", 30) - QPoint(0, 12))
    settle(tab)
    assert [row.outlook.id for row in tab._lined()] == ["c", "a", "b"]
    stand(tab, "c")
    QTest.keyClick(tab.chart.lines, KEY.Key_Down, ALT)
    settle(tab)
    assert [row.outlook.id for row in tab._lined()] == ["a", "c", "b"]


def test_what_slips_is_said_and_pushed_in_one_step(tab: TimelineTab, bridge: Bridge) -> None:
    with bridge.session.edit("Tight") as tx:
        records.edit(tx, "milestone", "a", due=tab.course.today(), effort=Range.exact(31))
    settle(tab)
    said = tab.head.headline.text()
    assert said.startswith("This week still needs ") and "“Milestone a” slips by" in said
    days = tab._row("a").slips
    assert tab.head.button.text() == f"Push by {days} days"
    QTest.mouseClick(tab.head.button, Qt.MouseButton.LeftButton)
    assert one(bridge, "a").due == tab.course.today() + timedelta(days)
    settle(tab)
    assert not tab.head.button.isVisible()
    bridge.undo()
    assert one(bridge, "a").due == tab.course.today()


def test_the_list_is_the_twin_of_the_timeline(tab: TimelineTab, bridge: Bridge) -> None:
    stand(tab, "a")
    QTest.keyClick(tab.chart.lines, KEY.Key_V)
    assert tab.table.view.isVisible()
    assert bridge.recall("milestone.timeline") is False
    model = tab.table.model
    told = [model.cell(model.row_of("a"), model.column_of(name)).text for name in ("p80", "late")]
    assert all(told)
    QTest.keyClick(tab.table.view, KEY.Key_V)
    assert tab.chart.isVisible() and tab.chart.lines.hasFocus()


def test_zooming_shows_fewer_days_and_nought_all_of_them(tab: TimelineTab) -> None:
    lines = tab.chart.lines
    stand(tab, "a")
    whole = lines.frame.across.stop - lines.frame.across.start
    QTest.keyClick(lines, KEY.Key_Plus, CTRL)
    fewer = lines.frame.across.stop - lines.frame.across.start
    assert fewer < whole
    QTest.keyClick(lines, KEY.Key_Right, CTRL)
    assert lines.frame.across.start > -7
    QTest.keyClick(lines, KEY.Key_0, CTRL)
    assert lines.frame.across.stop - lines.frame.across.start == whole


def test_the_lines_speak_and_follow_the_language(tab: TimelineTab, dress: Any) -> None:
    stand(tab, "a")
    spoken = tab.chart.lines.accessibleDescription() or tab.chart.lines.accessibleName()
    assert spoken.startswith("The roadmap of 3 open milestones.")
    assert "Milestone a" in tab.chart.lines.mark_words()
    order = list(stops(tab))
    assert order.index(tab.table.bar.query) < order.index(tab.chart.lines)


def test_a_plan_that_is_only_read_can_be_looked_at(qtbot: Any, session: Session, look: Theme) -> None:
    session.close()
    read = Session.open(session.path, read_only=True)
    bridge = new_bridge(read)
    tab = shown(qtbot, bridge, look)
    before = one(bridge, "a")
    stand(tab, "a")
    for key in (KEY.Key_Right, KEY.Key_Plus, KEY.Key_Space, KEY.Key_L):
        QTest.keyClick(tab.chart.lines, key)
    start = spot(tab, "a")
    drag(tab, start, start + QPoint(90, 0))
    assert one(bridge, "a") == before
    bridge.close()
    read.close()


def test_nothing_yet_offers_a_milestone_and_tests(qtbot: Any, tmp_path: Path, look: Theme) -> None:
    session = new_session(tmp_path / "b.brightroad")
    bridge = new_bridge(session)
    tab = shown(qtbot, bridge, look)
    assert tab.stack.currentWidget() is tab.empty
    assert isinstance(tab.empty, ProposalState)
    assert tab.empty.cards[0].isVisible()
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    QTest.mouseClick(tab.empty.cards[0], Qt.MouseButton.LeftButton)
    (made,) = bridge.plan.records("experiment")
    assert went == [("roadmap", "experiment", made.id, "hypothesis")]
    QTest.mouseClick(tab.empty.primary_button, Qt.MouseButton.LeftButton)
    assert len(bridge.plan.records("milestone")) == 1
    assert tab.stack.currentWidget() is tab.panes
    bridge.close()
    session.close()


def test_the_page_opens_the_tab_of_a_record_and_keeps_it(qtbot: Any, bridge: Bridge, look: Theme) -> None:
    page = RoadmapPage(bridge, look)
    qtbot.addWidget(page)
    page.show()
    assert page.primary_label() == "New milestone"
    page.show_tab("experiments")
    assert page.primary_label() == "New experiment"
    page.show_record("milestone", "c")
    assert bridge.recall("roadmap.tab") == "timeline"
    assert page.tab.table.current_id() == "c"


def test_a_new_milestone_is_a_key_away_from_everywhere(home: Path) -> None:
    with opened(home) as window:
        window.files.create(home / "plans" / "mine.brightroad", "Mine")
        begin_on(window, "products")
        press(window, KEY.Key_N, CTRL | SHIFT)
        page_shown(window, "roadmap")
        (made,) = window.bridge.plan.records("milestone")
        editor = window.workspace.page.tab.editor.fields.editors["name"]
        wait(editor.focus_widget.hasFocus)
        QTest.keyClicks(QApplication.focusWidget(), "Course 2 live")
        press(window, KEY.Key_Tab)
        assert window.bridge.plan.find("milestone", made.id).name == "Course 2 live"


def test_time_logged_while_the_roadmap_is_reckoned_is_not_missed(
    qtbot: Any, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, laid_out = threading.Event(), threading.Event(), course.laid_out

    def lay_out_slowly(*asked: Any) -> Any:
        begun.set()
        go_on.wait(10)
        return laid_out(*asked)

    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    watch = CourseWatch(bridge, lambda: TODAY)

    def idle() -> bool:
        return watch._job is None and not watch._soon.isActive()

    try:
        wait(lambda: idle() and watch.latest is not None)
        monkeypatch.setattr(course, "laid_out", lay_out_slowly)
        watch.settle()
        wait(begun.is_set)
        fields = {"milestone": "a", "date": TODAY, "minutes": Hours(300)}
        bridge.run("Log", lambda tx: records.create(tx, "time_entry", **fields))
        go_on.set()
        time.sleep(0.2)  # what was reckoned is there before the next look begins
        wait(idle)
        tallies = session.tallies()
        assert tallies is not None and tallies.milestones == {"a": 300}
        assert watch.latest == laid_out(bridge.plan, tallies, TODAY)
    finally:
        bridge.close()
        worker.close()
