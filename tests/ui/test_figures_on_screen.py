"""Every figure alive: it is painted in both themes, walked through by keys, said aloud, and saved as a picture."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.figures.drawing import Drawing
from planner.ui.figures.chart import FigureCard
from planner.ui.figures.files import png_bytes, svg_bytes
from planner.ui.figures.offers import FigureOffers
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.tokens import DARK, LIGHT
from tests.figures.exhibits import EXHIBITS, hard, sample, speech_of

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    made = FigureView(LIGHT.as_dict(), fonts.families())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(name: str, width: float = 560.0) -> Drawing:
    return EXHIBITS[name](sample("en"), width, speech_of("en"))


@pytest.mark.parametrize("name", EXHIBITS)
def test_keys_walk_through_it_and_say_each_mark(name: str, view: FigureView, qtbot: QtBot) -> None:
    drawing = drawn(name)
    view.set_drawing(drawing)
    view.resize(view.sizeHint())
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.text(QAccessible.Text.Name) == (drawing.title or drawing.alt)
    assert spoken.text(QAccessible.Text.Description) == (drawing.alt if drawing.title else "")
    view.setFocus()
    for hit in drawing.hits[:5]:
        qtbot.keyClick(view, Qt.Key.Key_Right)
        said = spoken.text(QAccessible.Text.Value)
        assert said.split(", ")[0] in hit.tooltip.replace("\t", " ")
    light = view.grab().toImage()
    view.set_colours(DARK.as_dict())
    assert view.grab().toImage() != light


@pytest.mark.parametrize("name", EXHIBITS)
def test_it_is_saved_as_a_picture(name: str) -> None:
    drawing = drawn(name)
    assert b"<svg" in svg_bytes(drawing)
    picture = QImage.fromData(png_bytes(drawing), "PNG")
    assert picture.width() == round(drawing.width * 2)


@pytest.mark.parametrize("name", EXHIBITS)
def test_numbers_of_endless_names_stay_readable_beside_the_pointer(name: str, view: FigureView) -> None:
    drawing = EXHIBITS[name](hard(), 560.0, speech_of("en"))
    view.set_drawing(drawing)
    view.resize(view.sizeHint())
    for at in range(min(len(drawing.hits), 3)):
        view._point_at(at)
        assert not view.grab().isNull()


def test_a_right_click_offers_the_table_and_the_pictures(qtbot: QtBot, qapp: QApplication) -> None:
    bridge: Any = None
    card = FigureCard(bridge, lambda width, _height: drawn("waterfall", width), 300)
    qtbot.addWidget(card)
    card.resize(600, 400)
    card.show()
    qtbot.waitExposed(card)
    place = QPoint(200, 200)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, card.chart.mapToGlobal(place))
    qapp.sendEvent(card.chart, asked)
    assert card.menu.isVisible()
    table, svg, png = card.menu.actions()
    assert "SVG" in svg.text() and "PNG" in png.text()
    card.menu.close()
    table.trigger()
    assert card.as_table and card.table.rowCount() == len(drawn("waterfall").table.rows)


def test_the_key_turns_a_card_and_the_keyboard_goes_along(qtbot: QtBot) -> None:
    bridge: Any = None
    card = FigureCard(bridge, lambda width, _height: drawn("waterfall", width), 300)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitExposed(card)
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.chart.setFocus()
    for shown in (True, False):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, CTRL_SHIFT)
        assert card.as_table == shown
        assert card.stack.currentWidget().hasFocus()


def test_a_figure_without_a_card_has_the_same_menu_and_a_table_of_its_own(
    view: FigureView, qtbot: QtBot, qapp: QApplication
) -> None:
    bridge: Any = None
    view.set_drawing(drawn("waterfall"))
    offers = FigureOffers(view, bridge)
    place = QPoint(20, 20)
    qapp.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place)))
    assert offers.menu.isVisible()
    table, svg, png = offers.menu.actions()
    assert "SVG" in svg.text() and "PNG" in png.text()
    offers.menu.close()
    table.trigger()
    assert offers.window is not None and offers.window.isVisible()
    assert offers.window.table.rowCount() == len(view.drawing().table.rows)
    qtbot.keyClick(offers.window.table, Qt.Key.Key_Escape)
    assert not offers.window.isVisible()
