"""The month in review: four steps, forth and back, interrupted and resumed; nothing is written that one does not confirm."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.analysis.facts.actuals import actuals
from planner.analysis.facts.track_record import MonthOutcome, TrackRecord
from planner.commands import records
from planner.model.catalogue import Listing, Milestone, Recurring
from planner.model.values import Money, Month, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.editors import field_facts
from planner.ui.editors.field_facts import Fact
from planner.ui.forecast.outlook import Outlook
from planner.ui.look.theme import Theme
from planner.ui.review import offers, reading
from planner.ui.review.kept import Kept, recalled, remember
from planner.ui.review.offers import Offer
from planner.ui.views import BY_ID
from planner.ui.views.review import ReviewPage
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory
from tests.ui.reckoner import TODAY, Reckoner, forecast_session
from tests.ui.shell import wait, write

KEY = Qt.Key
THIS = Month.of(date.today())
LAST = THIS + -1


def cny(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = forecast_session(tmp_path / "a.brightroad")
    with made.edit("Ledger") as tx:
        for month, amount in ((LAST, 900), (LAST + -1, 400)):
            records.create(
                tx,
                "entry",
                date=month.first_day(),
                payee="Reader",
                sort="sale",
                amount=cny(amount),
                currency="CNY",
                product="p0",
                platform="f0",
            )
        records.edit(tx, "listing", "l0", conversion=Range.between(Decimal("0.05"), Decimal("0.09")))
    yield made
    made.close()


@pytest.fixture
def bridge(session: Session, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bridge]:
    def read(plan: Any, tallies: Any, today: date) -> Any:
        return actuals(plan, tallies, today), TrackRecord((MonthOutcome(LAST, 900.0, 1000.0, 1500.0, 2000.0),))

    monkeypatch.setattr(reading.MonthReading.__init__, "__defaults__", (read,))
    monkeypatch.setattr(field_facts, "looked", lambda *_asked: field_facts.NOTHING)
    worker = Worker()
    made = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    made.__dict__["outlook"] = Outlook(made, Reckoner(), lambda: TODAY)
    yield made
    made.close()
    worker.close()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Offer]:
    """What facts are said to offer: a conversion that they contradict, one that they bear out, one to be decided."""
    found = [
        Offer("listing", "l0", "conversion", "Conversion of “A”", "3 of 400", "Take 1% to 2%", Range.between(Decimal("0.01"), Decimal("0.02")), off=True),
        Offer("listing", "l1", "publications_per_month", "Publications of “B”", "1 in 3 months", "", None, off=True),
        Offer("listing", "l1", "click_rate", "Click rate of “B”", "in line", "Take 3% to 4%", Range.between(Decimal("0.03"), Decimal("0.04")), off=False),
    ]  # fmt: skip
    monkeypatch.setattr("planner.ui.review.offers.offers", lambda _bridge: list(found))
    return found


def opened(bridge: Bridge, look: Theme, qtbot: Any) -> ReviewPage:
    ReviewPage.spec = BY_ID["review"]
    page = ReviewPage(bridge, look)
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1064, 748)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    wait(lambda: page.reading.of(LAST) is not None and not page.busy)
    return page


@pytest.fixture
def page(bridge: Bridge, look: Theme, qtbot: Any) -> ReviewPage:
    return opened(bridge, look, qtbot)


def steps_taken(bridge: Bridge) -> int:
    return len(bridge.session.history())


def test_it_begins_with_what_the_last_month_brought_beside_what_was_expected(page: ReviewPage) -> None:
    step = page.came_in
    assert page.stack.currentWidget() is step
    assert step.headline.text().endswith("¥900 came in, less than expected: ¥1,000 to ¥2,000")
    assert step.line.text().startswith(f"{step.speech.month(LAST + -1)}: ¥400")
    rows = step.cards["product"].rows
    assert [row.accessibleName() for row in rows] == ["Writing course ¥900 ¥400"]
    went: list[tuple[str, ...]] = []
    page.bridge.navigate.connect(lambda *place: went.append(place))
    rows[0].click()
    step.rows_link.click()
    assert went == [
        ("ledger", "filter", f'product:"Writing course" {LAST}..{LAST}', ""), ("ledger", "filter", f"{LAST}..{LAST}", ""),
    ]  # fmt: skip


def test_keys_go_forth_and_back_and_write_nothing(page: ReviewPage, offered: list[Offer]) -> None:
    before, steps = page.bridge.plan, steps_taken(page.bridge)
    seen = [page.count.text()]
    for key in (KEY.Key_PageDown, KEY.Key_PageDown, KEY.Key_PageDown, KEY.Key_PageUp):
        QTest.keyClick(page, key)
        seen.append(page.count.text())
    assert seen == [f"Step {number} of 4" for number in (1, 2, 3, 4, 3)]
    QTest.keyClick(page.forth, KEY.Key_Return)
    assert (page.forth.text(), page.primary_label()) == ("Finish the review", "Finish the review")
    page.switch.chosen.emit("0")
    assert not page.back.isEnabled()
    assert page.bridge.plan == before
    assert steps_taken(page.bridge) == steps


def test_what_facts_contradict_is_offered_and_taken_only_when_ticked(page: ReviewPage, offered: list[Offer]) -> None:
    page.go_to(1)
    page.refresh(None)
    assert page.ranges.headline.text() == "Facts contradict 2 of 3 values"
    assert [not row.pill.isHidden() for row in page.ranges.rows] == [True, True, False]
    page.go_to(2)
    assert [row.offer.field for row in page.changes.rows] == ["conversion"]
    assert not page.changes.button.isEnabled()
    page.changes.more.click()
    assert [row.offer.field for row in page.changes.rows] == ["conversion", "click_rate"]
    steps = steps_taken(page.bridge)
    page.changes.rows[0].box.click()
    assert page.changes.button.text() == "Take 1 value"
    assert steps_taken(page.bridge) == steps
    before = page.bridge.plan.get(Listing, "l0").conversion
    page.changes.button.click()
    assert page.bridge.plan.get(Listing, "l0").conversion == offered[0].value
    assert page.bridge.plan.get(Listing, "l1").click_rate is None
    assert steps_taken(page.bridge) == steps + 1
    page.bridge.undo()
    assert page.bridge.plan.get(Listing, "l0").conversion == before


def test_it_goes_on_where_it_was_left(page: ReviewPage, offered: list[Offer], look: Theme, qtbot: Any) -> None:
    page.go_to(2)
    page.refresh(None)
    page.changes.rows[0].box.click()
    again = opened(page.bridge, look, qtbot)
    assert again.count.text() == "Step 3 of 4"
    assert again.changes.rows[0].box.isChecked()
    again.turn_month(-1)
    assert again.count.text() == "Step 1 of 4"
    assert again.month.text() == again.came_in.speech.month(LAST + -1)
    assert not recalled(page.bridge).ticked


def test_months_that_have_not_begun_are_out_of_reach_and_silent_ones_say_so(page: ReviewPage) -> None:
    page.turn_month(1)
    assert not page.after.isEnabled()
    page.turn_month(1)
    assert page.kept.month == THIS
    page.turn_month(-5)
    assert page.came_in.headline.text().startswith("Ledger and time log say nothing of ")
    assert page.came_in.cards["product"].isHidden()


def test_the_coming_month_takes_a_milestone_by_enter(page: ReviewPage) -> None:
    page.go_to(3)
    assert page.ahead.headline.text() == f"Nothing is planned for {page.came_in.speech.month(THIS)} yet"
    page.ahead.edit.setFocus()
    write("Record lessons")
    QTest.keyClick(page.ahead.edit, KEY.Key_Return)
    (made,) = page.bridge.plan.of(Milestone)
    assert (made.name, Month.of(made.due)) == ("Record lessons", THIS)
    assert [row.said.title for row in page.ahead.actions_card.rows] == ["Record lessons"]
    assert page.ahead.edit.text() == ""
    page.bridge.undo()
    assert not page.bridge.plan.of(Milestone)


def test_what_recurs_is_offered_and_written_only_when_asked(page: ReviewPage) -> None:
    with page.bridge.session.edit("Rent") as tx:
        tx.insert(Recurring(id="r", payee="Rent", amount=cny(800), currency="CNY", next_on=date.today()))
    page.refresh(None)
    assert not page.came_in.due.isHidden()
    assert page.bridge.session.journal.count("entry") == 2
    page.came_in.due.record()
    assert page.bridge.session.journal.count("entry") == 3
    wait(lambda: not page.busy)
    assert page.came_in.due.isHidden()


def test_finishing_notes_the_month_and_leads_to_the_overview(page: ReviewPage) -> None:
    went: list[str] = []
    page.bridge.navigate.connect(lambda view, *_place: went.append(view))
    page.go_to(3)
    page.ahead.export.click()
    page.primary()
    assert went == ["export", "overview"]
    kept = recalled(page.bridge)
    assert kept.done == {str(LAST)}
    assert not kept.under_way
    QTest.keyClick(page, KEY.Key_Escape)
    assert went[-1] == "overview"


def test_a_plan_that_can_only_be_read_can_be_looked_back_on(
    session: Session, bridge: Bridge, offered: list[Offer], look: Theme, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Bridge, "read_only", property(lambda _bridge: True))
    page = opened(bridge, look, qtbot)
    page.go_to(2)
    assert not page.changes.rows[0].box.isEnabled()
    assert not page.ahead.edit.isEnabled()
    assert page.came_in.import_link.isHidden()


@pytest.mark.parametrize(
    "form", [None, 3, {"month": "2026-13", "step": "x"}, {"month": "nonsense", "step": 99, "done": ["2026-10"]}]
)
def test_what_was_kept_by_something_else_counts_as_nothing(bridge: Bridge, form: object) -> None:
    bridge.remember("review.plan", form)
    kept = recalled(bridge)
    assert kept.month is None
    assert 0 <= kept.step < 4
    remember(bridge, Kept(LAST, 2, {"a"}, {"2026-01"}))
    assert recalled(bridge) == Kept(LAST, 2, {"a"}, {"2026-01"})


def test_offers_are_what_fields_say(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = Fact("6 sales with fees: 5%", "Take 5%", Decimal("0.05"), off=True)
    monkeypatch.setattr(bridge.field_facts, "latest", SimpleNamespace(observed={}, fees={"f0": None}))
    monkeypatch.setattr(type(bridge.field_facts), "of", lambda _self, _record, _field: fact)
    (one,) = offers.offers(bridge)
    assert (one.key, one.name, one.value) == ("platform/f0/fee_rate", "Fee of “Riverbank”", Decimal("0.05"))
    assert offers.take(bridge, [one], None)
    assert bridge.plan.find("platform", "f0").fee_rate == Decimal("0.05")
