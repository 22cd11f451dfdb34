"""The map under the hand: links drawn by dragging, nodes moved up and down, walks by the arrow keys, what flows and is lost."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu

from planner.analysis.forecasting.map_flows import map_flows
from planner.analysis.sources.disappearance import disappearance
from planner.commands.records import create
from planner.figures.drawing import NOWHERE, Target
from planner.figures.map_layout import MapSize
from planner.model.catalogue import Listing, Milestone, Need, Platform, Product
from planner.model.values import Money
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.map.kept import KeptMap
from planner.ui.map.sizes import SIZES, WIDEST, size_for
from planner.ui.map.walk import walk_of
from planner.ui.views import BY_ID
from planner.ui.views.map import MapPage
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.worker import Worker
from tests.ui import map_plan
from tests.ui.form_plan import new_bridge
from tests.ui.invented import empty_session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    map_plan.fill(made, 24)
    yield made
    made.close()


def shown(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1240, 1200)) -> MapPage:
    page = MapPage(bridge, look)
    page.__class__.spec = BY_ID["map"]
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(bridge: Bridge, look: Theme, qtbot: Any) -> MapPage:
    return shown(bridge, look, qtbot)


def box(page: MapPage, target: Target) -> Any:
    return page.view.drawing().hit_of(target).area


def spot(page: MapPage, x: float, y: float) -> QPoint:
    """The place in the widget of a place in the drawing."""
    return (QPointF(x, y) * page.view.zoom() + page.view._offset).toPoint()


def drag(qtbot: Any, page: MapPage, start: QPoint, end: QPoint) -> None:
    qtbot.mouseMove(page.view, start)
    qtbot.mousePress(page.view, LEFT, pos=start)
    middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
    for place in (middle, end):
        qtbot.mouseMove(page.view, place)
    qtbot.mouseRelease(page.view, LEFT, pos=end)


def edge(page: MapPage, target: Target) -> QPoint:
    area = box(page, target)
    return spot(page, area.right - 4, area.middle[1])


def middle(page: MapPage, target: Target) -> QPoint:
    return spot(page, *box(page, target).middle)


# linking


def test_a_drag_from_the_right_edge_links_and_can_be_undone(page: MapPage, qtbot: Any) -> None:
    product = ("product", "p0")
    free = next(node for node in page.offers(product) if node[0] == "platform")
    before = len(page.bridge.plan.of(Listing))
    drag(qtbot, page, edge(page, product), middle(page, free))
    made = [one for one in page.bridge.plan.of(Listing) if (one.product, one.platform) == ("p0", free[1])]
    assert len(made) == 1
    page.bridge.undo()
    assert len(page.bridge.plan.of(Listing)) == before


def test_a_domain_is_linked_by_a_need(page: MapPage, qtbot: Any) -> None:
    free = next(node for node in page.offers(("domain", "d0")) if node[0] == "product")
    drag(qtbot, page, edge(page, ("domain", "d0")), middle(page, free))
    assert any((one.domain, one.product) == ("d0", free[1]) for one in page.bridge.plan.of(Need))


def test_while_a_link_is_drawn_only_what_it_may_lead_to_lights_up(page: MapPage, qtbot: Any) -> None:
    product = ("product", "p0")
    start = edge(page, product)
    qtbot.mousePress(page.view, LEFT, pos=start)
    groups = {f"{kind}:{name}" for kind, name in page.offers(product)}
    lit = {path.group for path in page.view.drawing().paths if path.stroke == "accent" and ":" in path.group}
    assert groups <= lit
    assert lit - groups == {"product:p0"}
    dim = {row.group: row.colour for row in page.view.drawing().texts if row.weight == 600 and row.group}
    assert {dim[group] for group in groups} == {"t1"}
    assert dim["platform:f0"] == "t2"
    qtbot.mouseRelease(page.view, LEFT, pos=start)
    assert {row.colour for row in page.view.drawing().texts if row.weight == 600 and row.group} == {"t1"}


@pytest.mark.parametrize("target", [("platform", "f0"), ("alliance", "a0"), ("product", "p1"), None])
def test_nothing_happens_where_no_link_is_possible(page: MapPage, qtbot: Any, target: Target | None) -> None:
    plan = page.bridge.plan
    end = middle(page, target) if target else spot(page, box(page, ("product", "p0")).right + 30, 8)
    drag(qtbot, page, edge(page, ("product", "p0")), end)
    assert page.bridge.plan is plan
    assert page._reaching == NOWHERE


def test_escape_lets_go_of_a_link_that_is_being_drawn(page: MapPage, qtbot: Any) -> None:
    plan, free = page.bridge.plan, next(node for node in page.offers(("product", "p0")) if node[0] == "platform")
    qtbot.mousePress(page.view, LEFT, pos=edge(page, ("product", "p0")))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(page.view, LEFT, pos=middle(page, free))
    assert page.bridge.plan is plan


# places


def test_a_node_dragged_down_stays_there_until_reset(page: MapPage, qtbot: Any) -> None:
    node = ("platform", "f1")
    before = box(page, node)
    assert page.bar.tools["reset"].isHidden()
    start = middle(page, node) - QPoint(30, 0)
    drag(qtbot, page, start, start + QPoint(20, 90))
    after = box(page, node)
    assert (after.x, round(after.y)) == (before.x, round(before.y + 90 / page.view.zoom()))
    assert page.selected == NOWHERE
    page.refresh(None)
    assert box(page, node) == after
    assert KeptMap(page.bridge).heights[node] == pytest.approx(after.y, abs=0.1)
    page.bar.tools["reset"].click()
    assert box(page, node) == before
    assert KeptMap(page.bridge).heights == {}
    assert page.bar.tools["reset"].isHidden()


def test_a_press_without_a_drag_selects(page: MapPage, qtbot: Any) -> None:
    qtbot.mouseClick(page.view, LEFT, pos=middle(page, ("platform", "f1")))
    assert page.selected == ("platform", "f1")


def test_beside_the_nodes_a_drag_moves_the_map(page: MapPage, qtbot: Any) -> None:
    page.resize(900, 420)
    page.view.set_zoom(1.4)
    qtbot.wait(20)
    before = QPointF(page.view._offset)
    beside = spot(page, box(page, ("domain", "d0")).right + 30, 0).x()
    drag(qtbot, page, QPoint(beside, 200), QPoint(beside, 100))
    assert page.view._offset.y() < before.y()


# keys


def test_arrows_walk_along_columns_and_lines(page: MapPage, qtbot: Any) -> None:
    view, walk = page.view, walk_of(page.view.drawing())
    view.setFocus()
    view.set_current(("product", "p0"))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current_target() in {
        ("platform", one.platform) for one in page.bridge.plan.of(Listing) if one.product == "p0"
    }
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current_target()[0] == "product"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.current_target()[0] == "domain"
    column = [walk.hits[at].target for at in walk.columns[0]]
    here = column.index(view.current_target())
    qtbot.keyClick(view, Qt.Key.Key_Down if here == 0 else Qt.Key.Key_Up)
    assert view.current_target() == column[here + (1 if here == 0 else -1)]
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert page.selected == view.current_target()


def test_every_node_is_reached_by_arrows(page: MapPage, session: Session) -> None:
    with session.edit("Add") as tx:
        create(tx, "platform", name="Alone")
        create(tx, "product", name="Alone too")
    walk = walk_of(page.view.drawing())
    assert len(walk.tray) == 2
    nodes = {at for column in walk.columns for at in column} | set(walk.tray)
    seen, ahead = set(), [walk.columns[0][0]]
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += [walk.step(at, *way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    assert seen == nodes
    assert walk.step(-1, 0, 1) == walk.columns[0][0]


def test_zoom_keys(page: MapPage, qtbot: Any) -> None:
    page.view.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    fitted = page.view.zoom()
    qtbot.keyClick(page.view, Qt.Key.Key_Plus, control)
    assert page.view.zoom() > fitted
    page.resize(page.width() - 60, page.height())
    assert page.view.zoom() > fitted
    qtbot.keyClick(page.view, Qt.Key.Key_0, control)
    assert page.view.zoom() == pytest.approx(fitted, rel=0.2)
    qtbot.keyClick(page.view, Qt.Key.Key_Minus, control)
    assert page.view.zoom() < fitted


# what flows, and what is lost


@pytest.fixture
def flowing(page: MapPage) -> MapPage:
    page.flows.latest = map_flows(page.bridge.plan, samples=64)
    page.flows.told.emit()
    return page


def test_lines_say_ranges_of_what_is_chosen(flowing: MapPage) -> None:
    page = flowing
    page.select(("platform", "f0"))

    def labels() -> set[str]:
        return {row.text for row in page.view.drawing().texts if row.anchor == "middle"}

    def widths() -> list[float]:
        return [path.width for path in page.view.drawing().paths if path.group.startswith("link:") and not path.fill]

    money, wide = labels(), widths()
    assert any("¥" in words and "–" in words for words in money)
    page.bar.measure.parts[2].click()
    assert labels() != money
    assert not any("¥" in words for words in labels())
    assert widths() != wide
    assert KeptMap(page.bridge).measure == "reach"
    assert "opens or views" in page.bar.measure.toolTip()


def texts(page: MapPage) -> str:
    rows = (page.panel._rows.itemAt(at).widget() for at in range(page.panel._rows.count()))
    labels = (label for row in rows if row is not None for label in (row, *row.findChildren(Label)))
    return "\n".join(label.text() for label in labels if isinstance(label, Label))


def test_the_panel_tells_in_out_and_share(flowing: MapPage) -> None:
    flowing.select(("platform", "f0"))
    said = texts(flowing)
    for words in ("In (from products)", "Reach", "Share of all income", "If it disappeared", "Being reckoned…"):
        assert words in said
    flowing.select(("domain", "d0"))
    assert "Income that rests on it" in texts(flowing)


def test_what_is_lost_is_said_as_a_range_and_becomes_a_milestone(flowing: MapPage) -> None:
    page = flowing
    node = next(
        ("platform", one.platform)
        for one in page.bridge.plan.of(Listing)
        if ("listing", one.id) in page.flows.latest.links and page.flows.latest.links["listing", one.id].money.p10 > 1
    )
    page.flows._losses[node] = disappearance(page.bridge.plan, node, samples=64)
    page.select(node)
    said = texts(page)
    assert "Net a month: ¥" in said
    assert "→" in said
    assert "Lost: ¥" in said
    assert "with it." in said
    assert page.panel.milestone_button is not None
    page.panel.milestone_button.click()
    made = page.bridge.plan.of(Milestone)
    assert [one.platform for one in made] == [node[1]]
    assert page.bridge.plan.label(*node) in made[0].name
    page.bridge.undo()
    assert not page.bridge.plan.of(Milestone)


def test_findings_of_a_node_lead_to_their_field(page: MapPage, session: Session) -> None:
    page.select(("product", "p0"))
    with session.edit("Cost") as tx:
        tx.update(replace(tx.plan.get(Product, "p0"), unit_cost=Money(Decimal(500), "CNY")))
    page.bridge.examination.settle()
    problem = next(one for one in page.bridge.examination.latest.problems if one.id == "p0")
    assert problem.message in texts(page)
    went: list[tuple[str, ...]] = []
    page.bridge.navigate.connect(lambda *place: went.append(place))
    next(link for link in page.panel.body.findChildren(LinkButton) if link.text() == "Go to").click()
    assert went
    assert went[0][1:3] in {(one.kind, one.id) for one in page.panel.findings()}


def test_flows_and_losses_are_reckoned_beside_the_window(session: Session, look: Theme, qtbot: Any) -> None:
    made = new_bridge(session)
    made.worker = Worker()
    page = shown(made, look, qtbot)
    made.prospects.listen()
    qtbot.waitUntil(lambda: page.flows.latest is not None, timeout=60_000)
    first = page.flows.latest
    page.select(("product", "p0"))
    qtbot.waitUntil(lambda: "Being reckoned" not in texts(page), timeout=60_000)
    assert page.flows.loss(("product", "p0")) is not None
    with session.edit("Price") as tx:
        tx.update(replace_price(tx.plan.get(Product, "p0")))
    qtbot.waitUntil(lambda: page.flows.latest is not first, timeout=60_000)
    made.close()
    made.worker.close()


def replace_price(product: Product) -> Product:
    return replace(product, price=None)


# many, and the menus


def test_many_nodes_are_drawn_by_type_until_all_are_asked_for(tmp_path: Path, look: Theme, qtbot: Any) -> None:
    session = empty_session(tmp_path / "many") if (tmp_path / "many").mkdir() is None else None
    assert session is not None
    map_plan.fill(session, 330)
    bridge = new_bridge(session)
    page = shown(bridge, look, qtbot)
    assert {hit.target[0] for hit in page.view.drawing().hits} <= {"type", ""}
    assert page.bar.every.isVisible()
    page.select(("platform", "f1"))  # its type is shown in its place
    assert any(path.stroke == "accent" for path in page.view.drawing().paths)
    page.bar.every.click()
    assert ("platform", "f1") in {hit.target for hit in page.view.drawing().hits}
    assert page.view.zoom() >= 0.5
    page.bar.every.click()
    node = next(hit.target for hit in page.view.drawing().hits if hit.target[0] == "type")
    page.select(node)
    assert page.panel.isHidden()
    page._on_activated(*node)
    assert page.every
    bridge.close()
    session.close()


def test_a_right_click_offers_pictures_and_what_can_be_done(page: MapPage) -> None:
    asked: list[Any] = []
    page.view.menu_asked.disconnect()
    page.view.menu_asked.connect(asked.append)
    place = middle(page, ("platform", "f1"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, page.view.mapToGlobal(place))
    QApplication.sendEvent(page.view, event)
    assert asked[0][0] == ("platform", "f1")
    page.menu_of(*asked[0])
    menu = next(child for child in page.findChildren(QMenu) if child.isVisible())
    words = [action.text() for action in menu.actions()]
    for wanted in ("Open", "Link to…", "Only neighbours", "Save as SVG…", "Save as PNG…"):
        assert wanted in words
    menu.close()


def test_the_picture_saved_is_the_map_in_view(flowing: MapPage, tmp_path: Path, dialogs: Any) -> None:
    for ending in ("svg", "png"):
        out = tmp_path / f"map.{ending}"
        dialogs.announce((str(out), ""))
        flowing.save(ending)
    assert "¥" in (tmp_path / "map.svg").read_text("utf-8")
    assert not QImage(str(tmp_path / "map.png")).isNull()


def test_the_list_stands_for_every_line_and_every_loose_node(page: MapPage, session: Session, qtbot: Any) -> None:
    with session.edit("Add") as tx:
        alone = create(tx, "platform", name="Alone")
    page.turn()
    assert page.table.rowCount() == len(page.view.drawing().table.rows)
    last = page.table.rowCount() - 1
    assert page.table.item(last, 0).text() == "Alone"
    page.table.setCurrentCell(last, 0)
    page.table._choose(last)
    assert page.selected == ("platform", alone.id)
    went: list[tuple[str, ...]] = []
    page.bridge.navigate.connect(lambda *place: went.append(place))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert went[-1][:3] == ("platforms", "platform", alone.id)


def test_a_plan_that_can_only_be_read_offers_no_links(page: MapPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(page.bridge), "read_only", property(lambda _self: True))
    page.refresh(None)
    assert page.offers(("product", "p0")) == frozenset()
    assert not page.enabled("primary")


def test_the_map_speaks_as_a_chart(page: MapPage) -> None:
    speech = QAccessible.queryAccessibleInterface(page.view)
    assert speech.role() == QAccessible.Role.Chart
    said = [speech.text(sort) for sort in (QAccessible.Text.Name, QAccessible.Text.Description)]
    assert all(said) or page.view.drawing().title == ""
    assert page.view.drawing().alt in said


def test_columns_stand_closer_where_the_width_is_short() -> None:
    assert size_for(1132, 700, domains=True) == (SIZES["wide"], (1132, 700))
    assert size_for(844, 700, domains=False)[0] == SIZES["wide"]
    assert size_for(760, 700, domains=True)[0] == SIZES["narrow"]


def test_nodes_grow_with_the_room_there_is_for_names() -> None:
    least, (wide, tall) = SIZES["wide"].node_width, (1300, 700)
    assert least < size_for(wide, tall, domains=True)[0].node_width < size_for(1800, tall, domains=True)[0].node_width
    assert size_for(9000, tall, domains=True)[0].node_width == WIDEST
    size, room = size_for(wide, tall, domains=True, rows=10)  # shown smaller for its height: wider nodes fill the width
    assert room[0] > wide and room[1] / room[0] == pytest.approx(tall / wide)
    assert size.node_width > size_for(wide, tall, domains=True)[0].node_width
    assert size_for(wide, tall, domains=True, rows=80)[1] == (wide, tall)


def test_a_width_without_room_shows_the_map_smaller() -> None:
    size, room = size_for(400, 300, domains=True)
    assert isinstance(size, MapSize)
    assert room[0] > 400
    assert room[1] / room[0] == pytest.approx(300 / 400)


def test_places_that_make_no_sense_are_forgotten(bridge: Bridge) -> None:
    bridge.remember("map.places.plan", {"platform/f1": 120, "platform/f2": "high"})
    bridge.remember("map.measure", "love")
    kept = KeptMap(bridge)
    assert kept.heights == {("platform", "f1"): 120.0}
    assert kept.measure == "money"
    assert bridge.plan.get(Platform, "f1") is not None


def test_what_was_selected_is_selected_at_the_next_start(bridge: Bridge, look: Theme, qtbot: Any) -> None:
    node = ("product", bridge.plan.records("product")[0].id)
    shown(bridge, look, qtbot).select(node)
    again = shown(bridge, look, qtbot)
    assert again.selected == node
    again.select(NOWHERE)
    assert shown(bridge, look, qtbot).selected == NOWHERE
