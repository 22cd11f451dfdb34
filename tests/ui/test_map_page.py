"""The map page: select, look at neighbours only, link with undo, open, the table, the empty map, pictures."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from planner.commands.records import delete
from planner.figures.drawing import NOWHERE
from planner.model.catalogue import Alliance, Domain, Listing, Need, Platform, Product
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme
from planner.ui.map.menus import link_menu
from planner.ui.views import BY_ID
from planner.ui.views.map import MapPage
from tests.ui.invented import empty_session, fill


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = empty_session(tmp_path)
    yield made
    made.close()


def shown(bridge: Bridge, look: Theme, qtbot: Any, size: tuple[int, int] = (1064, 700)) -> MapPage:
    page = MapPage(bridge, look)
    page.__class__.spec = BY_ID["map"]
    bridge.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(session: Session, bridge: Bridge, look: Theme, qtbot: Any) -> MapPage:
    fill(session, "en")
    return shown(bridge, look, qtbot)


def target_of(page: MapPage, record: Any) -> tuple[str, str]:
    return (page.bridge.plan.of(record)[0].__class__.__name__.lower(), page.bridge.plan.of(record)[0].id)


def test_a_click_selects_and_a_second_one_opens(page: MapPage, qtbot: Any) -> None:
    went: list[tuple[str, ...]] = []
    page.bridge.navigate.connect(lambda *place: went.append(place))
    product = target_of(page, Product)
    assert page.panel.isHidden()
    for _click in range(2):
        area = page.view.drawing().hit_of(product).area
        zoom = page.view.zoom()
        spot = (page.view._offset.x() + area.middle[0] * zoom, page.view._offset.y() + area.middle[1] * zoom)
        qtbot.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, spot)))
        assert page.selected == product
        assert page.panel.isVisible()
    assert went == [("products", *product, "")]


def test_the_panel_tells_what_leads_in_and_out(page: MapPage) -> None:
    listing = page.bridge.plan.of(Listing)[0]
    page.select(("product", listing.product))
    incoming, outgoing = page.panel.neighbours()
    assert ("platform", listing.platform) in [one.target for one in outgoing]
    wanted = {need.domain for need in page.bridge.plan.of(Need) if need.product == listing.product}
    assert {one.target[1] for one in incoming} == wanted
    assert page.panel.title.text() == page.bridge.plan.label("product", listing.product)
    page.panel.chosen.emit("platform", listing.platform)
    assert page.selected == ("platform", listing.platform)


def test_f_shows_neighbours_only_and_escape_selects_nothing(page: MapPage, qtbot: Any) -> None:
    every = len(page.view.drawing().hits)
    page.select(target_of(page, Product))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F)
    assert 0 < len(page.view.drawing().hits) < every
    qtbot.keyClick(page.view, Qt.Key.Key_F)
    assert len(page.view.drawing().hits) == every
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.selected == NOWHERE
    assert page.panel.isHidden()


def test_linking_offers_only_what_is_possible_and_can_be_undone(page: MapPage) -> None:
    plan = page.bridge.plan
    product = plan.of(Product)[0]
    page.select(("product", product.id))
    menu = link_menu(page, page.selected, page.link_ends)
    names = [action.text().replace("&&", "&") for action in menu.actions()]
    taken = {listing.platform for listing in plan.of(Listing) if listing.product == product.id}
    free = [platform for platform in plan.of(Platform) if platform.id not in taken]
    for platform in plan.of(Platform):
        assert (platform.name in names) == (platform in free)
    for alliance in plan.of(Alliance):
        assert alliance.name not in names
    if not free:
        pytest.skip("everything is linked in the invented plan")
    before = len(plan.of(Listing))
    next(action for action in menu.actions() if action.text().replace("&&", "&") == free[0].name).trigger()
    assert len(page.bridge.plan.of(Listing)) == before + 1
    page.bridge.undo()
    assert len(page.bridge.plan.of(Listing)) == before


def test_with_nothing_selected_all_that_can_be_linked_is_offered(page: MapPage) -> None:
    menu = link_menu(page, NOWHERE, page.link_ends)
    offered = {action.text().replace("&&", "&") for action in menu.actions()}
    plan = page.bridge.plan
    for product in plan.of(Product):
        assert (product.name in offered) == bool(page.offers(("product", product.id)))
    below = menu.actions()[-1].menu()
    assert below is not None
    below.aboutToShow.emit()
    before = len(plan.of(Listing)) + len(plan.of(Need))
    below.actions()[0].trigger()
    assert len(page.bridge.plan.of(Listing)) + len(page.bridge.plan.of(Need)) == before + 1


def test_the_table_is_the_twin(page: MapPage, qtbot: Any) -> None:
    qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.pictures.currentWidget() is page.table
    rows = page.view.drawing().table.rows
    assert page.table.rowCount() == len(rows) > 0
    assert page.table.item(0, 0).text() == rows[0][0]
    went: list[str] = []
    page.bridge.navigate.connect(lambda view, *_rest: went.append(view))
    if page.table.hit(0) is not None:
        page.table.setFocus()
        page.table.setCurrentCell(0, 0)
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        assert went


def test_zoom_keys_and_buttons(page: MapPage, qtbot: Any) -> None:
    fitted = page.view.zoom()
    page.bar.tools["in"].click()
    assert page.view.zoom() > fitted
    assert page.bar.whole.text() == f"{round(page.view.zoom() * 100)}%"
    page.bar.whole.click()
    assert page.view.zoom() == 1.0
    page.bar.tools["fit"].click()
    assert page.view.zoom() <= 1.0


def test_a_deleted_record_is_no_longer_selected(page: MapPage) -> None:
    domain = page.bridge.plan.of(Domain)[0]
    page.select(("domain", domain.id))
    page.bridge.run("Delete", lambda tx: delete(tx, "domain", [domain.id]))
    assert page.selected == NOWHERE
    assert page.panel.isHidden()


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_pictures_are_saved_whole(page: MapPage, ending: str, tmp_path: Path, dialogs: Any) -> None:
    out = tmp_path / "pictures" / f"map.{ending}"
    out.parent.mkdir()
    dialogs.announce((str(out), ""))
    page.bar.saved.emit(ending)
    if ending == "svg":
        assert page.bridge.plan.of(Product)[0].name.split()[0] in out.read_text("utf-8")
    else:
        assert QImage(str(out)).width() == round(page.view.drawing().width * 2)
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_picture_that_cannot_be_written_is_told(page: MapPage, tmp_path: Path, dialogs: Any) -> None:
    told: list[str] = []
    page.bridge.refused.connect(told.append)
    dialogs.announce((str(tmp_path / "nowhere" / "map.svg"), ""))
    page.bar.saved.emit("svg")
    assert "nowhere" in told[0]


def test_the_empty_map_shows_where_to_begin(bridge: Bridge, look: Theme, qtbot: Any) -> None:
    page = shown(bridge, look, qtbot)
    went: list[str] = []
    bridge.navigate.connect(lambda view, *_rest: went.append(view))
    assert page.stack.currentWidget() is page.empty
    for name, button in page.empty.buttons.items():
        assert button.isVisible()
        assert page.empty.rect().contains(button.geometry())
        button.click()
        assert went[-1] == name
