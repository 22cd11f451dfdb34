"""Reality beside the plan: what facts say below a field, taken over with one click, and first sales told once."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from planner.commands import records
from planner.figures.plan_map import map_nodes
from planner.model.catalogue import Listing, Platform
from planner.model.values import Money, Range
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.editors import field_facts
from planner.ui.editors.field_facts import FieldFacts
from planner.ui.editors.form import RecordEditor
from planner.ui.forecast.outlook import Outlook
from planner.ui.look.theme import Theme
from planner.ui.views import BY_ID
from planner.ui.views.products import ProductsPage
from planner.ui.worker import Worker
from tests.ui.form_plan import Memory, new_bridge
from tests.ui.reckoner import Reckoner
from tests.ui.shell import wait

TODAY = date(2026, 11, 20)
GUESS = Range.between("0.01", "0.05")


@pytest.fixture
def bridge(session: Session, qapp: QApplication) -> Iterator[Bridge]:
    bridge = new_bridge(session)
    bridge.__dict__["field_facts"] = FieldFacts(bridge, lambda: TODAY)
    yield bridge
    bridge.close()


@pytest.fixture
def told(bridge: Bridge) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    bridge.toasted.connect(lambda text, _undo, details: found.append((text, details)))
    return found


def form(qtbot: Any, bridge: Bridge, look: Theme, kind: str, record_id: str) -> RecordEditor:
    made = RecordEditor(kind, bridge, look)
    bridge.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(500, 900)
    made.show_record(record_id)
    made.show()
    return made


def publish(bridge: Bridge, clicks: int, orders: int) -> None:
    def make(tx: Any) -> None:
        records.edit(tx, "listing", "l1", conversion=GUESS)
        work = records.create(tx, "work", title="Post", medium="text", product="p1")
        records.create(tx, "publication", work=work.id, platform="f1", status="published", clicks=clicks, views=9000,
                       orders=orders, at=datetime(2026, 11, 2, 9, tzinfo=UTC))  # fmt: skip

    bridge.run("Publish", make)
    bridge.field_facts.settle()


def sell(bridge: Bridge, count: int = 1, product: str = "p1", **fields: Any) -> list[str]:
    known = {
        "amount": Money(Decimal(399), "CNY"),
        "currency": "CNY",
        "product": product,
        "platform": "f1",
        "sort": "sale",
    }

    def make(tx: Any) -> list[str]:
        return [
            records.create(tx, "entry", date=date(2026, 11, 3 + one), **(known | fields)).id for one in range(count)
        ]

    return bridge.run("Sell", make) or []


def test_a_range_that_facts_doubt_is_taken_over_with_one_click(qtbot: Any, bridge: Bridge, look: Theme) -> None:
    shown = form(qtbot, bridge, look, "listing", "l1")
    publish(bridge, 412, 1)
    line = shown.fields.editors["conversion"].fact_line
    assert line is not None
    assert line.isVisible()
    assert line.fact.text.startswith("1 of 412: ")
    assert "; your range 1% to 5% was off with " in line.fact.text
    assert line.take.text() == line.fact.offer
    line.take.click()
    held = bridge.plan.get(Listing, "l1").conversion
    assert held is not None
    assert held.ends()[1] < Decimal("0.05")
    assert bridge.session.undo_label == "Take over Conversion of “Course · Shop” from the facts"
    bridge.undo()
    assert bridge.plan.get(Listing, "l1").conversion == GUESS


def test_an_undo_while_facts_are_looked_at_is_not_missed(
    qtbot: Any, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, looked = threading.Event(), threading.Event(), field_facts.looked

    def look_slowly(*asked: Any) -> Any:
        begun.set()
        go_on.wait(10)
        return looked(*asked)

    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    bridge.__dict__["outlook"] = Outlook(bridge, Reckoner())
    facts = FieldFacts(bridge, lambda: TODAY)
    bridge.__dict__["field_facts"] = facts

    def idle() -> bool:
        return not bridge.outlook.working and facts._job is None and not facts._soon.isActive()

    try:
        sell(bridge, 5, fee=Money(Decimal(20), "CNY"))
        wait(lambda: idle() and bool(facts.latest.fees))
        monkeypatch.setattr(field_facts, "looked", look_slowly)
        facts.settle()
        wait(begun.is_set)
        bridge.undo()
        go_on.set()
        wait(idle)
        assert not facts.latest.fees
    finally:
        bridge.close()
        worker.close()


def test_what_is_in_line_says_so_and_a_field_without_facts_says_nothing(
    qtbot: Any, bridge: Bridge, look: Theme
) -> None:
    shown = form(qtbot, bridge, look, "listing", "l1")
    publish(bridge, 300, 8)
    line = shown.fields.editors["conversion"].fact_line
    assert line is not None
    assert line.fact.text.endswith("in line with it")
    assert shown.fields.editors["price"].fact_line is None
    shown.show_record("l2")
    assert not line.isVisible()


def test_rows_behind_a_number_are_asked_for(qtbot: Any, bridge: Bridge, look: Theme) -> None:
    asked: list[tuple[str, str, str, str]] = []
    bridge.navigate.connect(lambda *place: asked.append(place))
    shown = form(qtbot, bridge, look, "platform", "f1")
    sell(bridge, 5, fee=Money(Decimal(20), "CNY"))
    bridge.field_facts.settle()
    line = shown.fields.editors["fee_rate"].fact_line
    assert line is not None
    line.rows.click()
    assert asked == [("ledger", "filter", 'platform:"Shop"', "")]


def test_the_fee_really_charged_is_offered_from_five_sales_on(qtbot: Any, bridge: Bridge, look: Theme) -> None:
    shown = form(qtbot, bridge, look, "platform", "f1")
    sell(bridge, 4, fee=Money(Decimal("19.95"), "CNY"))
    bridge.field_facts.settle()
    assert shown.fields.editors["fee_rate"].fact_line is None
    sell(bridge, 1, fee=Money(Decimal("19.95"), "CNY"))
    bridge.field_facts.settle()
    line = shown.fields.editors["fee_rate"].fact_line
    assert line is not None
    assert line.fact.text == "5 sales with fees: 5% of what was paid"
    line.take.click()
    assert bridge.plan.get(Platform, "f1").fee_rate == Decimal("0.05")
    assert line.take.isHidden()  # there is nothing left to take over


def test_a_form_of_a_plan_that_is_only_read_offers_nothing(
    qtbot: Any, bridge: Bridge, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(bridge, 412, 1)
    monkeypatch.setattr(Bridge, "read_only", property(lambda _self: True))
    shown = form(qtbot, bridge, look, "listing", "l1")
    line = shown.fields.editors["conversion"].fact_line
    assert line is not None
    assert line.take.isHidden()


def test_a_first_sale_is_told_once_and_shown_on_table_form_and_map(
    qtbot: Any, bridge: Bridge, look: Theme, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    page = ProductsPage(bridge, look)
    watched = BY_ID["products"].watches  # no sales: these are told by the proofs
    bridge.changed.connect(lambda changes: page.refresh(changes) if watched & changes.kinds else None)
    qtbot.addWidget(page)
    page.show()
    page.table.show_record("p1")
    page.editor.show_record("p1")
    bridge.proofs.settle()
    assert page.table.model.cell(0, page.table.model.column_of("stage")).caption == ""
    assert page.editor.head.caption.text() == "No paying customer yet"
    (sale,) = sell(bridge)
    bridge.proofs.settle()
    assert [text for text, _details in told] == ["First sale of “Course”: 3 Nov, ¥399, Shop"]
    assert page.table.model.cell(0, page.table.model.column_of("stage")).caption == "First sale 3 Nov"
    assert page.editor.head.caption.text() == "First sale: 3 Nov, ¥399, Shop"
    nodes = {node.id: node.caption for node in map_nodes(bridge.plan, proofs=bridge.proofs.latest)}
    assert nodes["p1"] == "First sale 3 Nov · ¥399"
    sell(bridge)
    bridge.proofs.settle()
    assert bridge.proofs.of("p1").state == "repeat"
    bridge.run("Give back", lambda tx: records.delete(tx, "entry", [sale]))
    bridge.proofs.settle()
    assert len(told) == 1
    bridge.undo()
    bridge.undo()
    bridge.undo()
    bridge.proofs.settle()
    assert page.editor.head.caption.text() == "No paying customer yet"


def test_several_first_sales_are_told_in_one_line(bridge: Bridge, told: list[tuple[str, tuple[str, ...]]]) -> None:
    bridge.proofs.settle()
    bridge.run("Import", lambda tx: [
        records.create(tx, "entry", date=TODAY, sort="sale", amount=Money(Decimal(1), "CNY"), currency="CNY", product=one)
        for one in ("p1", "p2")
    ])  # fmt: skip
    bridge.proofs.settle()
    assert told == [("2 products have their first sale", ("Course", "Handbook"))]


def test_what_was_sold_before_the_plan_was_opened_is_no_news(
    bridge: Bridge, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    sell(bridge)
    bridge.proofs.settle()
    assert told == []
