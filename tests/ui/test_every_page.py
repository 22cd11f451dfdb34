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
SHOW = QEvent.Type.Show


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


def cut_at_last(page: QWidget, own: set[str]) -> list[str]:
    """What is still cut once that which has just come is laid out."""
    for _again in range(20):
        if not cut(page, own):
            break
        QTest.qWait(20)
    return cut(page, own)


def tops_of(page: QWidget) -> list[tuple[str, int]]:
    """The parts of a page and how high each stands."""
    parts = page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [(type(part).__name__, part.y()) for part in parts if part.isVisible()]


class Windows(QObject):
    """Notes every widget that shows itself as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == SHOW and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {getattr(watched, 'text', str)()!r}")
        return False


def faults_of_making(window: MainWindow, view: str) -> Iterator[str]:
    """A part shown before it has a parent flashes on screen as a window and takes the keyboard away."""
    windows, app = Windows(), QApplication.instance()
    app.installEventFilter(windows)
    shown(window, view)
    app.removeEventFilter(windows)
    yield from (f"{part} was a window of its own" for part in windows.seen)
    if QApplication.activeWindow() is not window:
        yield "the window has lost the keyboard"


def faults_of_keys(window: MainWindow, page: QWidget, *, back: bool) -> Iterator[str]:
    """Names without keys or blanks in them; Tab goes round as the eye does and passes nothing by, and back again."""
    for part in page.findChildren(QWidget):
        if part.isVisible() and takes_tab(part):
            name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
            if not name or name != name.strip() or "Ctrl" in name:
                yield f"{type(part).__name__} {part.objectName()} is called {name!r}"
    window.workspace.sidebar.switcher.setFocus()
    seen = walk()
    yield from (*passed_by(window, seen), *jumps(window, seen))
    if back and (other := walk(Qt.Key.Key_Backtab)) != [seen[0], *reversed(seen[1:])]:
        yield f"Shift+Tab goes {[called(stop) for stop in other]}"


@pytest.mark.slow
def test_every_page_at_every_size_in_both_languages(window: MainWindow) -> None:
    """All in one window, for pages are costly to make; whatever is wrong anywhere is told.

    Nothing static is cut, the window keeps its size, and where nothing wraps the parts of a page stand at the same
    height in both languages.
    """
    own, tops, found = users_own(window), {}, []
    for view in VIEWS:
        found += [f"{view.id}: {fault}" for fault in faults_of_making(window, view.id)]
        faults = faults_of_keys(window, window.workspace.page, back=view is VIEWS[0])
        found += [f"{view.id}: {fault}" for fault in faults]
    for size, language in looks(window):
        for view in VIEWS:
            page, where = shown(window, view.id), f"{view.id} {size[0]} {language}"
            found += [f"{where}: {text}" for text in cut_at_last(page, own)]
            if (window.width(), window.height()) != size:
                found.append(f"{where}: the window grew to {window.width()}x{window.height()}")
            if size == SIZES[-1]:
                tops[view.id, language] = tops_of(page)
    for view in VIEWS:
        english, chinese = (tops[view.id, language] for language in LANGUAGES)
        if english != chinese:
            found.append(f"{view.id}: stands as {english} in English, as {chinese} in Chinese")
    assert not found, "\n".join(found)
