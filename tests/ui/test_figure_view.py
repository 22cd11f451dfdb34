"""A figure answers to pointer, keyboard and assistive technology."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.figures.drawing import Cubic, Drawing, Hit, Move, Path, Rect, Sheet, Text, Thick, line, rounded
from planner.ui.figures.view import FigureView

COLOURS = {"surface": "#ffffff", "hair": "#dddddd", "accent": "#4150cf", "t1": "#111111"}
DARK = {"surface": "#000000", "hair": "#333333", "accent": "#8a98ff", "t1": "#eeeeee"}


def two_boxes(first: str = "One") -> Drawing:
    sheet = Sheet()
    curve = (Move((110, 40)), Cubic((150, 40), (150, 140), (190, 140)))
    sheet.draw(Path(curve, stroke="hair", width=4, group="link"))
    for at, (name, box) in enumerate(((first, Rect(10, 10, 100, 60)), ("<b>Two</b>", Rect(190, 110, 100, 60)))):
        sheet.draw(Path(rounded(box, 10), fill="surface", stroke="hair", group=name))
        sheet.write(Text((box.x + 10, box.y + 35), name, room=80, group=name))
        sheet.feel(Hit(box, name, ("product", str(at)), name))
    sheet.feel(Hit(Thick(curve, 12), "One → Two", ("listing", "l"), "link"))
    return sheet.done(300, 180, "Two boxes", "Boxes")


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    made = FigureView(COLOURS, ["Brightroad Sans"])
    qtbot.addWidget(made)
    made.resize(300, 180)
    made.set_drawing(two_boxes())
    made.show()
    qtbot.waitExposed(made)
    return made


def picture(view: FigureView) -> QImage:
    return view.grab().toImage()


def test_it_paints_tokens_in_the_theme_given(view: FigureView) -> None:
    assert picture(view).pixelColor(60, 20) == QColor("#ffffff")
    view.set_colours(DARK)
    assert picture(view).pixelColor(60, 20) == QColor("#000000")


def test_click_opens_a_box_or_a_line_and_nothing_elsewhere(view: FigureView, qtbot: QtBot) -> None:
    opened: list[tuple[str, str]] = []
    view.activated.connect(lambda kind, found: opened.append((kind, found)))
    for place in (QPoint(60, 40), QPoint(150, 90), QPoint(20, 150)):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert opened == [("product", "0"), ("listing", "l")]


def test_pointing_lights_up(view: FigureView, qtbot: QtBot) -> None:
    seen: list[str] = []
    view.hovered.connect(lambda _kind, found: seen.append(found))
    before = picture(view)
    qtbot.mouseMove(view, QPoint(60, 40))
    qtbot.waitUntil(lambda: seen == ["0"])
    assert picture(view) != before
    qtbot.mouseMove(view, QPoint(20, 150))
    qtbot.waitUntil(lambda: seen == ["0", ""])
    assert picture(view) == before


def test_keys_walk_through_the_marks_and_enter_opens(view: FigureView, qtbot: QtBot) -> None:
    view.setFocus()
    opened: list[str] = []
    view.activated.connect(lambda _kind, found: opened.append(found))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
    assert opened == ["0", "1"]
    assert view.current_target() == ("listing", "l")
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_target() == ("product", "1")
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.current_target() == ("", "")


def test_tab_goes_through_and_leaves_at_the_end(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    before, view, after = QLineEdit(), FigureView(COLOURS, ["Brightroad Sans"]), QLineEdit()
    for widget in (before, view, after):
        rows.addWidget(widget)
    view.set_drawing(two_boxes())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    before.setFocus()
    found = []
    for _press in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(view.current_target()[1] if view.hasFocus() else "out")
    assert found == ["0", "1", "l", "out"]


def test_the_keyboard_stays_at_its_record_in_a_new_drawing(view: FigureView) -> None:
    assert view.set_current(("product", "1"))
    view.set_drawing(two_boxes("Uno"))
    assert view.current_target() == ("product", "1")
    assert not view.set_current(("product", "gone"))


def test_it_is_a_chart_named_by_its_title_and_told_by_its_summary(view: FigureView) -> None:
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken.role() == QAccessible.Role.Chart
    assert spoken.text(QAccessible.Text.Name) == "Boxes"
    assert spoken.text(QAccessible.Text.Description) == "Two boxes"
    view.set_current(("product", "1"))
    assert spoken.text(QAccessible.Text.Value) == "<b>Two</b>"


def wheel(view: FigureView, turn: int, modifiers: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        QPointF(60, 40), QPointF(60, 40), QPoint(0, 0), QPoint(0, turn), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def test_a_figure_without_zoom_leaves_the_wheel_to_the_page(view: FigureView) -> None:
    assert not wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 1


def test_zoom_keeps_the_place_under_the_pointer_and_pans_within_reach(qtbot: QtBot) -> None:
    view = FigureView(COLOURS, ["Brightroad Sans"], zoomable=True)
    qtbot.addWidget(view)
    view.resize(300, 180)
    view.set_drawing(two_boxes())
    view.show()
    qtbot.waitExposed(view)
    opened: list[str] = []
    view.activated.connect(lambda _kind, found: opened.append(found))
    for _turn in range(4):
        assert wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == pytest.approx(1.2**4)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert opened == ["0"]
    view.setFocus()
    view.set_current(("product", "1"))  # out of sight until brought into view
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 120))
    assert opened == ["0", "1"]
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == 1


def a_chart() -> Drawing:
    """Three months that open nothing, each with a rule of its own, and a label that opens a field."""
    sheet = Sheet()
    sheet.feel(Hit(Rect(0, 0, 40, 20), "Costs", ("plan", "plan"), field="living_costs"))
    for at, name in enumerate(("Jan", "Feb", "Mar")):
        rule = Path(line((100 * at + 50.5, 30), (100 * at + 50.5, 180)), stroke="accent")
        sheet.feel(Hit(Rect(100 * at, 30, 100, 150), f"{name}\thigh\nmedian\t7", group=name, marks=(rule,)))
    return sheet.done(300, 180, "A chart", "Chart")


def test_a_cross_hair_follows_pointer_and_keys_with_its_numbers_beside_it(view: FigureView, qtbot: QtBot) -> None:
    view.set_colours(COLOURS | {"tip": "#204060", "tip_t": "#ffffff"})
    view.set_drawing(a_chart())
    still = picture(view)
    qtbot.mouseMove(view, QPoint(150, 100))
    qtbot.waitUntil(lambda: view._over == 2)
    pointed = picture(view)
    assert pointed.pixelColor(150, 170) == QColor(COLOURS["accent"]) != still.pixelColor(150, 170)
    tip = [x for x in range(300) if pointed.pixelColor(x, 45) == QColor("#204060")]
    assert tip and (min(tip) > 150 or max(tip) < 150)
    qtbot.mouseMove(view, QPoint(150, 25))
    qtbot.waitUntil(lambda: view._over == -1)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert picture(view).pixelColor(250, 170) == QColor(COLOURS["accent"])
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Value) == "Mar high, median 7"
    view.set_drawing(a_chart())
    assert view._current == 3  # the same month in a new drawing


def test_tab_stops_only_where_something_opens_and_the_field_is_told(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    view, after = FigureView(COLOURS | {"tip": "#204060", "tip_t": "#ffffff"}, ["Brightroad Sans"]), QLineEdit()
    rows.addWidget(view)
    rows.addWidget(after)
    view.set_drawing(a_chart())
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    opened: list[tuple[str, ...]] = []
    view.activated.connect(lambda *place: opened.append(place))
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [("plan", "plan", "living_costs")]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_wider_font_is_narrowed_to_the_room(qtbot: QtBot) -> None:
    sheet = Sheet()
    sheet.write(Text((10, 30), "WWWWWWWWWWWWWWWW", 20, "t1", 600, room=60))
    view = FigureView(COLOURS, ["Brightroad Sans"])
    qtbot.addWidget(view)
    view.resize(300, 60)
    view.set_drawing(sheet.done(300, 60, "W", "W"))
    view.setAutoFillBackground(True)
    image = picture(view)
    back = image.pixelColor(299, 5)
    inked = [x for x in range(300) if any(image.pixelColor(x, y) != back for y in range(60))]
    assert inked
    assert max(inked) <= 71
