"""What holds for whoever hears the pages or writes with an input method: heads, names, figures that speak, calm editors."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from planner.ui.figures.canvas import FigureCanvas
from planner.ui.figures.view import FigureView
from planner.ui.views import VIEWS
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.notes import Notes
from planner.ui.window.main import MainWindow
from tests.ui.shell import begin_on, opened, press, wait

ROLE = QAccessible.Role
FITTING = {
    ROLE.Button, ROLE.PushButton, ROLE.ButtonMenu, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.EditableText,
    ROLE.Table, ROLE.Tree, ROLE.List, ROLE.Chart, ROLE.Slider, ROLE.SpinBox, ROLE.Link, ROLE.PageTab, ROLE.PageTabList,
    ROLE.ListItem, ROLE.Grouping, ROLE.StaticText, ROLE.Document, ROLE.MenuItem, ROLE.Pane, ROLE.Canvas, ROLE.Row,
    ROLE.Cell, ROLE.Graphic,
}  # fmt: skip


@pytest.fixture
def window(qtbot, look, home) -> Iterator[MainWindow]:
    """A window with the sample plan."""
    with opened(home) as made:
        made.files.open_sample()
        begin_on(made, VIEWS[0].id)
        yield made


def pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every page, laid out and with its numbers."""
    for view in VIEWS:
        window.workspace.show_page(view.id)
        wait(lambda view=view: window.workspace.view == view.id and not window.bridge.outlook.refining, 60_000)
        QTest.qWait(20)
        yield view.id, window.workspace.page


def heard(part: QWidget, sort: QAccessible.Text = QAccessible.Text.Name) -> str:
    return QAccessible.queryAccessibleInterface(part).text(sort)


def labels(part: QWidget) -> list[object]:
    """What labels the part: its name on screens that are read."""
    return QAccessible.queryAccessibleInterface(part).relations(QAccessible.RelationFlag.Label)


def unfit(page: QWidget) -> Iterator[str]:
    """What takes the keyboard without a fitting role, and tables without heads."""
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not part.focusPolicy() & Qt.FocusPolicy.TabFocus or part.focusProxy():
            continue
        role = QAccessible.queryAccessibleInterface(part).role()
        scrolls = isinstance(part, QAbstractScrollArea) and not isinstance(part, QAbstractItemView)
        if role not in FITTING and not scrolls:
            yield f"{type(part).__name__} {heard(part)!r} is a {role.name}"
        if isinstance(part, QComboBox) and not labels(part):  # its value is told as its name: a label says what of
            yield f"{type(part).__name__} {part.accessibleName()!r} ({heard(part)}) has no label"
        if isinstance(part, QTableView) and part.model() is not None:
            model, seen = part.model(), (lambda column, part=part: not part.isColumnHidden(column))
            heads = [
                model.headerData(one, Qt.Orientation.Horizontal) for one in filter(seen, range(model.columnCount()))
            ]
            if not all(heads):
                yield f"the table {heard(part)!r} lacks a head: {heads}"


def mute(page: QWidget, seen: Counter[str]) -> Iterator[str]:
    """Figures that are no chart with a name and a summary, or whose marks the arrow keys do not tell as its value."""
    for figure in page.findChildren(FigureCanvas):
        if not figure.isVisible() or not figure.drawing().alt:
            continue
        seen["figures"] += 1
        spoken = QAccessible.queryAccessibleInterface(figure)
        said = (heard(figure), heard(figure, QAccessible.Text.Description))
        if spoken.role() != ROLE.Chart or not said[0] or figure.drawing().alt not in said:
            yield f"{type(figure).__name__} says {said}"
        stops = figure.focusPolicy() & Qt.FocusPolicy.TabFocus
        if isinstance(figure, FigureView) and stops and figure.drawing().hits:
            QTest.keyClick(figure, Qt.Key.Key_Home)
            if not spoken.text(QAccessible.Text.Value):
                yield f"no mark of {said[0]!r} is told"


def compose(editor: QWidget, held: str, commit: str = "") -> None:
    event = QInputMethodEvent(held, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def unmoved_by_keys(window: MainWindow, editor: QLineEdit | QTextEdit) -> list[str]:
    """What went wrong while an input method composed in `editor`."""
    bridge, words = window.bridge, lambda: editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    editor.setFocus()
    if not editor.hasFocus():
        return []  # it opens by a key of its own
    before, view, plan = words(), window.workspace.view, bridge.plan
    compose(editor, "kecheng")
    wrong = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Enter):
        QTest.keyClick(editor, key)
        if not editor.hasFocus() or not editor.isVisible():
            wrong.append(f"{key.name} left it")
            break
    if bridge.plan is not plan or window.workspace.view != view:
        wrong.append("something was done")
    if words() != before:
        wrong.append(f"{before!r} became {words()!r}")
    compose(editor, "")
    return wrong


def restless(window: MainWindow, page: QWidget, seen: Counter[str]) -> Iterator[str]:
    """Editors in which a key of an input method does something."""
    for editor in (*page.findChildren(QLineEdit), *page.findChildren(QTextEdit)):
        if not editor.isVisible() or not editor.isEnabled() or editor.isReadOnly():
            continue
        if not isinstance(editor, LineEdit | Notes):
            yield f"{type(editor).__name__} knows nothing of composing"
            continue
        seen["editors"] += 1
        name = editor.accessibleName() or heard(editor)
        for wrong in unmoved_by_keys(window, editor):
            yield f"{type(editor).__name__} {name!r}: {wrong}"


def taken(window: MainWindow, page: QWidget) -> Iterator[str]:
    """Letters typed in a field that the page took for its own."""
    editor = next((one for one in page.findChildren(LineEdit) if one.isVisible() and not one.isReadOnly()), None)
    if editor is None or not editor.isEnabled():
        return
    editor.setFocus()
    if not editor.hasFocus():
        return
    plan, view, before = window.bridge.plan, window.workspace.view, editor.text()
    QTest.keyClicks(editor, "tv")
    if window.bridge.plan is not plan or window.workspace.view != view or not editor.hasFocus():
        yield "letters typed in a field did something"
    editor.setText(before)


def test_every_page_speaks_and_leaves_the_input_method_alone(window: MainWindow) -> None:
    found, seen = [], Counter[str]()
    for view, page in pages(window):
        faults = chain(unfit(page), mute(page, seen), restless(window, page, seen), taken(window, page))
        found += [f"{view}: {fault}" for fault in faults]
    assert seen["figures"] > 4
    assert seen["editors"] > 20
    assert not found, "\n".join(found)


def test_the_palette_and_the_sheet_of_keys_wait_for_the_input_method(window: MainWindow) -> None:
    for keys in (
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier),
    ):
        press(window, *keys)
        editor = QApplication.focusWidget()
        assert isinstance(editor, LineEdit)
        assert unmoved_by_keys(window, editor) == []
        press(window, Qt.Key.Key_Escape)
