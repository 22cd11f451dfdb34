"""Experiments with real keys and a clock of our own: the board, the lock, the change with a reason, the verdict by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.commands import records
from planner.commands.settings import edit_plan
from planner.model.catalogue import Experiment
from planner.model.experiments import noted
from planner.model.values import Money, Range
from planner.paths import resource
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.experiments.proposal_cards import ProposalState
from planner.ui.experiments.tab import ExperimentsTab
from planner.ui.experiments.watch import ExperimentWatch
from planner.ui.look.theme import Theme
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory, new_bridge, new_session

KEY = Qt.Key
NIGHT = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
PAID = {"amount": Money(Decimal(399), "CNY"), "currency": "CNY", "product": "p1", "platform": "f1", "sort": "sale"}


class Clock:
    """The time, as it is set."""

    def __init__(self) -> None:
        self.now = NIGHT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "a.brightroad")
    with session.edit("Clock") as tx:
        edit_plan(tx, time_zone="Asia/Shanghai")
    yield session
    session.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bridge(session: Session, qapp: QApplication, clock: Clock) -> Iterator[Bridge]:
    bridge = new_bridge(session)
    bridge.__dict__["experiments"] = ExperimentWatch(bridge, clock)
    yield bridge
    bridge.close()


@pytest.fixture
def page(qtbot: Any, bridge: Bridge, look: Theme) -> ExperimentsTab:
    shown = ExperimentsTab(bridge, look)
    bridge.changed.connect(shown.refresh)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.editor  # noqa: B018 - else it comes piece by piece
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def only(bridge: Bridge) -> Experiment:
    return bridge.plan.of(Experiment)[0]


def add(bridge: Bridge, **fields: Any) -> str:
    known = {"hypothesis": "Ten messages tonight, three pay", "listing": "l1", "measure": "sales", "sample": 10,
             "threshold": Decimal(3), "stop_at": SUNDAY, "state": "idea"}  # fmt: skip
    made = bridge.run("Add", lambda tx: records.create(tx, "experiment", **(known | fields)))
    assert made is not None
    return made.id


def sell(bridge: Bridge, day: int, **fields: Any) -> None:
    bridge.run("Sell", lambda tx: records.create(tx, "entry", date=date(2026, 11, day), **(PAID | fields)))
    bridge.experiments.settle()


def test_ten_messages_tonight_close_themselves_from_the_ledger(
    page: ExperimentsTab, qtbot: Any, bridge: Bridge, clock: Clock
) -> None:
    told: list[str] = []
    bridge.toasted.connect(lambda text, _undo, _details: told.append(text))
    add(bridge)
    sell(bridge, 27)  # this morning
    sheet = page.board.sheet
    page.focus_first()
    assert sheet.hasFocus()
    qtbot.keyClick(sheet, KEY.Key_Right)
    assert (only(bridge).state, only(bridge).start) == ("running", NIGHT)
    sell(bridge, 27)
    clock.now = NIGHT + timedelta(hours=20)
    sell(bridge, 28)
    sell(bridge, 28, amount=Money(Decimal(0), "CNY"))
    assert only(bridge).state == "running"
    assert page.strip.says.text() == "2 of 3 sales"
    clock.now = SUNDAY - timedelta(hours=1)
    sell(bridge, 29)
    assert only(bridge).state == "done"
    assert told[-1] == "“Ten messages tonight, three pay” has passed: 3 of 3 sales"
    assert bridge.session.undo_label == "Close “Ten messages tonight, three pay”: passed"
    bridge.experiments.settle()
    assert page.strip.pill.text() == "passed"
    bridge.undo()
    bridge.experiments.settle()
    assert only(bridge).state == "running"  # opened again by hand, it stays so
    sell(bridge, 29)
    assert only(bridge).state == "done"


def test_the_end_is_typed_and_shown_on_the_clock_of_the_plan(page: ExperimentsTab, bridge: Bridge) -> None:
    """A plan of Shanghai opened on a computer that is elsewhere."""
    page.show_record("experiment", add(bridge))
    line = page.editor.fields.editors["stop_at"].focus_widget
    assert line.text() == "2026-11-29 20:00"  # type: ignore[attr-defined]
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(line, "2026-12-06 21:30")
    QTest.keyClick(line, KEY.Key_Return)
    assert only(bridge).stop_at == datetime(2026, 12, 6, 13, 30, tzinfo=UTC)


def test_without_sales_the_clock_alone_closes_it(bridge: Bridge, clock: Clock, qtbot: Any) -> None:
    add(bridge, state="running", start=NIGHT)
    bridge.experiments.settle()
    assert only(bridge).state == "running"
    clock.now = SUNDAY
    bridge.experiments._on_clock()
    assert only(bridge).state == "done"
    assert bridge.session.undo_label.endswith("failed")


def test_a_read_only_plan_is_left_alone(bridge: Bridge, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    add(bridge, state="running", start=NIGHT)
    monkeypatch.setattr(Bridge, "read_only", property(lambda _self: True))
    clock.now = SUNDAY
    bridge.experiments.settle()
    assert only(bridge).state == "running"


def test_the_start_locks_the_form_and_a_change_needs_a_reason(page: ExperimentsTab, qtbot: Any, bridge: Bridge) -> None:
    add(bridge)
    fields = page.editor.fields.editors
    mark = fields["threshold"].focus_widget
    assert not mark.isReadOnly()  # type: ignore[attr-defined]
    page.strip.act("start")
    assert mark.isReadOnly()  # type: ignore[attr-defined]
    assert not fields["measure"].focus_widget.isEnabled()
    assert not fields["notes"].focus_widget.isReadOnly()  # type: ignore[attr-defined]
    page.strip.act("change")
    form = page.strip.mark
    typed = form.editors["threshold"].focus_widget
    assert typed.hasFocus()
    typed.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(typed, "2")
    qtbot.keyClick(typed, KEY.Key_Tab)
    form.give()
    assert form.field.hint.severity == "error"
    assert only(bridge).threshold == 3
    qtbot.keyClicks(form.reason, "Two pay the evening")
    qtbot.keyClick(form.reason, KEY.Key_Return)
    assert only(bridge).threshold == 2
    assert [(note.before, note.after, note.reason) for note in noted(only(bridge).changes)] == [
        ("3", "2", "Two pay the evening")
    ]
    assert "changed from 3 to 2. Two pay the evening" in page.strip.log.text()
    assert form.isHidden()
    add(bridge, hypothesis="Another")
    page.show_record("experiment", bridge.plan.of(Experiment)[1].id)
    assert not mark.isReadOnly()  # type: ignore[attr-defined]


def test_cards_move_by_arrows_and_by_mouse_and_each_move_is_undone(
    page: ExperimentsTab, qtbot: Any, bridge: Bridge
) -> None:
    add(bridge)
    sheet = page.board.sheet
    page.focus_first()
    refused: list[str] = []
    bridge.toasted.connect(lambda text, _undo, _details: refused.append(text))
    qtbot.keyClick(sheet, KEY.Key_X)
    assert only(bridge).state == "dropped"
    qtbot.keyClick(sheet, KEY.Key_Left)
    assert only(bridge).state == "idea"
    card = sheet.rect_of(0, 0).center().toPoint()
    target = sheet.rect_of(1, 0).center().toPoint()
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=card)
    QTest.mouseMove(sheet, card + QPoint(40, 4))
    QTest.mouseMove(sheet, target)
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=target)
    assert only(bridge).state == "running"
    bridge.undo()
    assert only(bridge).state == "idea"
    bridge.redo()
    qtbot.keyClick(sheet, KEY.Key_Left)
    assert only(bridge).state == "running"
    assert "does not become an idea again" in refused[-1]
    qtbot.keyClick(sheet, KEY.Key_Right)
    assert only(bridge).state == "done"
    qtbot.keyClick(sheet, KEY.Key_R)
    assert [one.state for one in bridge.plan.of(Experiment)] == ["done", "idea"]


def test_what_is_lacking_for_a_start_gets_the_keyboard(page: ExperimentsTab, bridge: Bridge) -> None:
    told: list[str] = []
    bridge.refused.connect(told.append)
    add(bridge, stop_at=None)
    page.show_record("experiment", only(bridge).id)
    page.strip.act("start")
    assert told == ["“Stop at” is needed before the experiment can begin."]
    assert page.editor.fields.editors["stop_at"].focus_widget.hasFocus()


def test_decisiveness_is_told_before_the_day_is_spent(page: ExperimentsTab, bridge: Bridge) -> None:
    bridge.run("Guess", lambda tx: records.edit(tx, "listing", "l1", conversion=Range.between("0.01", "0.05")))
    add(bridge, measure="conversion", threshold=Decimal("0.02"), sample=100)
    bridge.experiments.settle()
    assert page.strip.says.text() == "Ends undecided with a chance of 71%; 210 visitors would decide it"
    assert page.editor.fields.editors["threshold"].focus_widget.text() == "2%"  # type: ignore[attr-defined]
    page.strip.act("keep")
    bridge.run("More", lambda tx: records.edit(tx, "experiment", only(bridge).id, sample=1000))
    bridge.experiments.settle()
    assert page.strip.says.text().startswith("Decides with a chance of")


def test_replies_are_typed_and_close_it(page: ExperimentsTab, qtbot: Any, bridge: Bridge) -> None:
    add(bridge, measure="replies", listing=None, threshold=Decimal(2))
    page.strip.act("start")
    qtbot.keyClicks(page.strip.replies, "1")
    qtbot.keyClick(page.strip.replies, KEY.Key_Return)
    bridge.experiments.settle()
    assert page.strip.says.text() == "1 of 2 replies"
    page.strip.replies.selectAll()
    qtbot.keyClicks(page.strip.replies, "2")
    page.strip.note.click()
    bridge.experiments.settle()
    assert only(bridge).state == "done"
    page.strip.act("keep")
    assert only(bridge).decision == "keep"


def test_an_empty_page_proposes_and_one_click_makes_the_idea(page: ExperimentsTab, qtbot: Any, bridge: Bridge) -> None:
    assert isinstance(page.empty, ProposalState)
    assert page.stack.currentWidget() is page.empty
    shown = [card for card in page.empty.cards if card.isVisible()]
    assert [card.proposal.fields["listing"] for card in shown if card.proposal] == ["l1", "l2"]
    qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    made = only(bridge)
    assert (made.state, made.listing, made.threshold, made.measure) == ("idea", "l1", 1, "sales")
    assert made.stop_at == datetime(2026, 12, 4, 12, tzinfo=UTC)  # eight in the evening in Shanghai
    assert page.editor.fields.editors["hypothesis"].focus_widget.hasFocus()
    page.strip.act("start")
    assert only(bridge).state == "running"


def test_without_anything_to_propose_no_proposals_are_announced(page: ExperimentsTab, bridge: Bridge) -> None:
    assert isinstance(page.empty, ProposalState)
    assert page.empty.lead.isVisibleTo(page.empty)
    bridge.run("Delete", lambda tx: records.delete(tx, "product", ["p1", "p2"]))
    assert not page.empty.lead.isVisibleTo(page.empty)


def test_no_button_is_cut_where_it_is_narrow(page: ExperimentsTab, bridge: Bridge) -> None:
    add(bridge)
    page.resize(964, 592)
    QTest.qWait(10)
    bar = page.table.bar
    for button in (bar.status, bar.new):
        assert button.width() >= button.sizeHint().width()
    assert bar.status.accessibleName() == "State: All"


def test_ctrl_n_makes_an_idea_to_be_typed_over(page: ExperimentsTab, qtbot: Any, bridge: Bridge) -> None:
    page.primary()
    line = page.editor.fields.editors["hypothesis"].focus_widget
    assert line.hasFocus()
    qtbot.keyClicks(line, "Somebody pays")
    qtbot.keyClick(line, KEY.Key_Return)
    assert only(bridge).hypothesis == "Somebody pays"


def test_the_page_speaks_the_language_in_use_at_once(page: ExperimentsTab, bridge: Bridge, dress: Any) -> None:
    add(bridge)
    i18n.use("zh", resource("translations"))
    try:
        dress("light", 100, "zh")
        page.retranslate()
        assert page.editor.fields.editors["measure"].field.label.text() == "指标"
        assert page.switch.value() == "board"
    finally:
        i18n.use("en")


def test_it_is_counted_and_closed_in_the_background(
    session: Session, qapp: QApplication, clock: Clock, qtbot: Any
) -> None:
    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    try:
        add(bridge, state="running", start=NIGHT)
        watch = bridge.__dict__["experiments"] = ExperimentWatch(bridge, clock)
        for day in (27, 28, 29):
            bridge.run("Sell", lambda tx, day=day: records.create(tx, "entry", date=date(2026, 11, day), **PAID))
        qtbot.waitUntil(lambda: only(bridge).state == "done")
        qtbot.waitUntil(lambda: watch.latest[only(bridge).id].state == "done")
        assert watch.latest[only(bridge).id].verdict.verdict == "go"  # type: ignore[union-attr]
    finally:
        bridge.close()
        worker.close()
