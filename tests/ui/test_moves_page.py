"""What next: moves tried on a real plan, in groups; each becomes a milestone or an experiment, and old ones say so."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.commands import records
from planner.figures.move_bars import MoveBarOptions, move_bars, move_groups
from planner.model.values import Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.moves import reckoning
from planner.ui.moves.tab import MovesTab
from planner.ui.worker import Worker
from tests.ui.form_plan import new_bridge, new_session

KEY = Qt.Key
RATES = {
    "conversion": Range.between(Decimal("0.01"), Decimal("0.05")), "click_rate": Range.between(Decimal("0.02"), Decimal("0.06")),
    "publications_per_month": Range.between(1, 3),
}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "a.brightroad")
    with session.edit("Sell") as tx:
        records.edit(tx, "listing", "l1", **RATES)
        records.edit(
            tx,
            "platform",
            "f1",
            open_rate=Range.between(Decimal("0.2"), Decimal("0.4")),
            hours_per_publication=Range.exact(2),
        )
        records.edit(tx, "product", "p1", hours_per_sale=Range.exact(0))
    yield session
    session.close()


@pytest.fixture
def bridge(session: Session, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bridge]:
    monkeypatch.setattr(
        reckoning.MoveWatch.__init__, "__defaults__", (64, *reckoning.MoveWatch.__init__.__defaults__[1:])
    )
    bridge = new_bridge(session)
    yield bridge
    bridge.close()


def shown(qtbot: Any, bridge: Bridge, look: Theme) -> MovesTab:
    tab = MovesTab(bridge, look)
    bridge.changed.connect(tab.refresh)
    qtbot.addWidget(tab)
    tab.resize(1240, 800)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


@pytest.fixture
def tab(qtbot: Any, bridge: Bridge, look: Theme) -> MovesTab:
    tab = shown(qtbot, bridge, look)
    qtbot.waitUntil(lambda: tab.watch.latest is not None and tab.current is not None)
    return tab


def test_the_best_move_is_said_first_with_its_range(tab: MovesTab) -> None:
    best = move_groups(tab.watch.latest)[0].moves[0]
    assert tab.current == best
    assert " more over 12 months" in tab.head.headline.text()
    assert tab.detail.title.text() in tab.head.headline.text()
    assert tab.lines.current_field() == best.gain.id


def test_groups_part_what_differs_from_what_is_noise(tab: MovesTab) -> None:
    for group in move_groups(tab.watch.latest):
        for move in group.moves:
            assert move.gain.gain > 0
            assert move.gain.p10 <= move.gain.median <= move.gain.p90
            if group.id == "best":
                assert move.gain.tied_with_best
            if group.id == "noise":
                assert not move.gain.told_from_none
    drawing = move_bars(tab.watch.latest, tab.bridge.plan, MoveBarOptions(700))
    assert (
        len(drawing.table.rows) == len(drawing.hits) == sum(len(group.moves) for group in move_groups(tab.watch.latest))
    )
    assert len({hit.field for hit in drawing.hits}) == len(drawing.hits)


def test_up_and_down_walk_and_the_panel_follows(tab: MovesTab) -> None:
    tab.focus_first()
    first = tab.current
    QTest.keyClick(tab.lines, KEY.Key_Down)
    assert tab.current != first
    assert tab.detail.title.text() == tab.lines.drawing().hits[1].tooltip.split("\n")[0]


def test_the_move_one_was_at_is_found_again(qtbot: Any, tab: MovesTab, bridge: Bridge, look: Theme) -> None:
    tab.focus_first()
    for _step in range(2):
        QTest.keyClick(tab.lines, KEY.Key_Down)
    left, best = tab.current.gain.id, move_groups(tab.watch.latest)[0].moves[0]
    assert left != best.gain.id
    again = shown(qtbot, bridge, look)
    qtbot.waitUntil(lambda: again.current is not None)
    assert (again.current.gain.id, again.lines.current_field()) == (left, left)
    bridge.remember("moves.place", ["of another plan", left])
    other = shown(qtbot, bridge, look)
    qtbot.waitUntil(lambda: other.current is not None)
    assert other.current == best


def test_one_click_makes_a_milestone_of_it_and_goes_there(tab: MovesTab, bridge: Bridge) -> None:
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    move = tab.current
    QTest.mouseClick(tab.detail.buttons["milestone"], Qt.MouseButton.LeftButton)
    (made,) = bridge.plan.records("milestone")
    assert made.name == tab.detail.title.text()
    assert (made.effort is not None) is bool(move.hours)
    assert went == [("roadmap", "milestone", made.id, "due")]
    assert not tab.watch.stale  # a milestone makes no move older
    bridge.undo()
    assert bridge.plan.records("milestone") == ()


def test_a_key_makes_an_experiment_of_it(tab: MovesTab, bridge: Bridge) -> None:
    tab.focus_first()
    QTest.keyClick(tab.lines, KEY.Key_E)
    (made,) = bridge.plan.records("experiment")
    assert tab.detail.title.text() in made.hypothesis
    assert made.state == "idea" and made.threshold and made.stop_at is not None
    assert made.budget_hours.minutes <= 8 * 60


def test_enter_goes_to_the_record(tab: MovesTab, bridge: Bridge) -> None:
    went: list[tuple[str, ...]] = []
    bridge.navigate.connect(lambda *place: went.append(place))
    tab.focus_first()
    QTest.keyClick(tab.lines, KEY.Key_Return)
    assert went[0][1:3] == (tab.current.kind, tab.current.id)


def test_a_changed_plan_says_that_the_moves_are_of_before(tab: MovesTab, bridge: Bridge) -> None:
    bridge.run("Change", lambda tx: records.edit(tx, "listing", "l1", publications_per_month=Range.exact(4)))
    assert tab.watch.stale
    assert "The plan has changed since" in tab.head.line.text()
    before = tab.watch.latest
    tab.focus_first()
    QTest.keyClick(tab.lines, KEY.Key_R)
    assert tab.watch.latest is not before and not tab.watch.stale
    assert "The plan has changed since" not in tab.head.line.text()


def test_t_shows_the_same_as_a_table(tab: MovesTab) -> None:
    tab.focus_first()
    QTest.keyClick(tab.lines, KEY.Key_T)
    assert tab.table.isVisible()
    tab.turn_table()
    assert tab.lines.isVisible()


def test_the_work_is_done_beside_the_window_and_can_be_stopped(
    qtbot: Any, session: Session, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[float] = []

    def slow(_asked: object, _tallies: object, stop: Any, tell: Any) -> None:
        while not stop():
            begun.append(0.5)
            tell(0.5)
            QTest.qSleep(5)

    monkeypatch.setattr(reckoning, "tried", slow)
    worker = Worker()
    bridge = Bridge(session, worker, new_bridge(session)._view_state, None)
    tab = shown(qtbot, bridge, look)
    qtbot.waitUntil(lambda: bool(begun) and "50% of the moves tried" in tab.head.line.text())
    assert tab.head.button.text() == "Stop"
    QTest.mouseClick(tab.head.button, Qt.MouseButton.LeftButton)
    assert not tab.watch.working
    assert tab.head.button.text() == "Reckon again"
    bridge.close()
    worker.close()


def test_with_nothing_on_offer_the_way_is_shown(qtbot: Any, bridge: Bridge, look: Theme) -> None:
    bridge.run("Drop", lambda tx: records.delete(tx, "listing", ["l1", "l2"]))
    tab = shown(qtbot, bridge, look)
    assert tab.stack.currentWidget() is tab.empty
    assert tab.watch.latest is None
