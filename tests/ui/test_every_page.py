"""What holds for every page at every size: nothing is cut off, both languages lie alike, all has a name and an order."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from planner import i18n
from planner.ui.views import VIEWS
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.labels import Label
from planner.ui.window.main import MainWindow
from tests.ui.shell import begin_on, opened, wait
from tests.ui.tab_walk import called, jumps, passed_by, takes_tab, walk

SIZES = ((1024, 680), (1440, 900))
LANGUAGES = ("en", "zh")


@pytest.fixture
def window(qtbot, look, home) -> Iterator[MainWindow]:
    """A window with the sample plan."""
    with opened(home) as made:
        made.files.open_sample()
        begin_on(made, VIEWS[0].id)
        yield made
    i18n.use("en")


def shown(window: MainWindow, view: str) -> QWidget:
    """The page, laid out and with its numbers."""
    window.workspace.show_page(view)
    wait(lambda: window.workspace.view == view and not window.bridge.outlook.refining, 60_000)
    QTest.qWait(20)
    return window.workspace.page


def looks(window: MainWindow) -> Iterator[tuple[tuple[int, int], str]]:
    """The window at every size in every language."""
    for size in SIZES:
        window.resize(*size)
        for language in LANGUAGES:
            window.preferences.change(language=language)
            yield size, language


def users_own(window: MainWindow) -> set[str]:
    """What the user has written: only that may end in an ellipsis."""
    plan = window.bridge.plan
    return {
        str(value)
        for records in plan.tables().values()
        for record in records.values()
        for name in ("name", "title", "hypothesis", "notes", "what", "next_step", "contact", "owner")
        if (value := getattr(record, name, ""))
    }


def cut(page: QWidget, own: set[str]) -> list[str]:
    """Static texts that have too little room."""
    found = []
    for label in page.findChildren(Label):
        if not label.isVisible() or label._wrap or not label.text():
            continue
        text = label.lines()[0]
        if any(name in text for name in own) or "/" in text:  # their words, and where their files lie
            continue
        if painting.width(text, label.font()) > label.width() + 1:
            found.append(f"{text!r} needs {painting.width(text, label.font()):.0f}, has {label.width()}")
    for button in page.findChildren(PaintedButton):
        if button.isVisible() and button.text() not in own and button.width() < button.sizeHint().width() - 1:
            found.append(f"button {button.text()!r} needs {button.sizeHint().width()}, has {button.width()}")  # noqa: PERF401
    return found


def test_nothing_static_is_cut_and_the_window_keeps_its_width(window: MainWindow) -> None:
    own, found = users_own(window), []
    for size, language in looks(window):
        for view in VIEWS:
            page = shown(window, view.id)
            for _again in range(20):  # what has just come is laid out next
                if not cut(page, own):
                    break
                QTest.qWait(20)
            found += [f"{view.id} {size[0]} {language}: {text}" for text in cut(page, own)]
            if (window.width(), window.height()) != size:
                found.append(f"{view.id} {size[0]} {language}: the window grew to {window.width()}x{window.height()}")
    assert not found, "\n".join(found)


def test_both_languages_lie_alike(window: MainWindow) -> None:
    """What is left when nothing wraps: the parts of a page stand at the same height in both languages."""
    window.resize(*SIZES[-1])
    for view in VIEWS:
        tops = []
        for language in LANGUAGES:
            window.preferences.change(language=language)
            page = shown(window, view.id)
            fields = page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            tops.append([(type(part).__name__, part.y()) for part in fields if part.isVisible()])
        assert tops[0] == tops[1], view.id


def test_everything_that_takes_the_keyboard_has_a_name_and_its_turn(window: MainWindow) -> None:
    """Names without keys or blanks in them; Tab goes round as the eye does and passes nothing by, and back again."""
    found = []
    for view in VIEWS:
        page = shown(window, view.id)
        for part in page.findChildren(QWidget):
            if part.isVisible() and takes_tab(part):
                name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
                if not name or name != name.strip() or "Ctrl" in name:
                    found.append(f"{view.id}: {type(part).__name__} {part.objectName()} {name!r}")
        window.workspace.sidebar.switcher.setFocus()
        seen = walk()
        faults = [*passed_by(window, seen), *jumps(window, seen)]
        if view is VIEWS[0] and (back := walk(Qt.Key.Key_Backtab)) != [seen[0], *reversed(seen[1:])]:
            faults.append(f"Shift+Tab goes {[called(stop) for stop in back]}")
        found += [f"{view.id}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


class Windows(QObject):
    """Notes every widget that shows itself as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {getattr(watched, 'text', str)()!r}")
        return False


def test_no_part_of_a_page_is_a_window_while_it_is_made(window: MainWindow) -> None:
    """A part shown before it has a parent flashes on screen and takes the keyboard away."""
    windows, app = Windows(), QApplication.instance()
    app.installEventFilter(windows)
    try:
        for view in VIEWS:
            shown(window, view.id)
            assert windows.seen == [], view.id
            assert QApplication.activeWindow() is window, view.id
    finally:
        app.removeEventFilter(windows)
