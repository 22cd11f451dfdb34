"""What tests of the window share: one made in a home of its own, and keys sent to whatever has the focus."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from planner.instance import Request
from planner.settings import Settings
from planner.ui.preferences.kept import Preferences
from planner.ui.window.main import MainWindow
from planner.ui.window.view_state import ViewState

PATIENCE = 60_000  # ms until what a test waits for must have come, on a machine that is busy with other things


def window_in(home: Path, kept: Settings, request: Request | None = None) -> MainWindow:
    """A window on screen as a start of the program makes it."""
    app = QApplication.instance()
    window = MainWindow(Preferences(app, kept), ViewState(home / "config" / "view.json"))
    window.begin(request or Request())
    window.resize(1280, 800)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    wait(
        lambda: (
            window.screens.currentWidget() is not None and type(window.screens.currentWidget()).__name__ != "Curtain"
        )
    )
    return window


@contextmanager
def opened(home: Path, kept: Settings | None = None, request: Request | None = None) -> Iterator[MainWindow]:
    """The window while it lasts; English and light unless asked otherwise."""
    window = window_in(home, kept or Settings(language="en", theme="light"), request)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QTest.qWait(1)


def wait(condition, timeout: int = PATIENCE) -> None:
    """Run the event loop until `condition()` holds."""
    until = time.monotonic() + timeout / 1000
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        QTest.qWait(5)


def press(window: MainWindow, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QTest.qWait(1)


def write(text: str) -> None:
    """Type `text` where the keyboard is: Latin signs by keys, all others as an input method commits them."""
    for latin, run in groupby(text, str.isascii):
        typed = "".join(run)
        if latin:
            QTest.keyClicks(QApplication.focusWidget(), typed)
            continue
        composing = QInputMethodEvent("x", [])
        QApplication.sendEvent(QApplication.focusWidget(), composing)
        commit = QInputMethodEvent("", [])
        commit.setCommitString(typed)
        QApplication.sendEvent(QApplication.focusWidget(), commit)
    QTest.qWait(1)


def file_dialogs(monkeypatch: pytest.MonkeyPatch) -> list[QFileDialog]:
    """The file dialogs asked for from now on, none of which opens."""
    asked: list[QFileDialog] = []

    def keep(dialog: QFileDialog) -> None:
        asked.append(dialog)

    monkeypatch.setattr(QFileDialog, "open", keep)
    return asked


def page_shown(window: MainWindow, view: str) -> None:
    """Wait until the page `view` is on screen."""
    wait(lambda: window.workspace is not None and window.workspace.page is not None and window.workspace.view == view)


def begin_on(window: MainWindow, view: str) -> None:
    """Wait until the plan that is being opened is on screen, and go to the page `view`."""
    wait(lambda: window.workspace is not None and window.workspace.page is not None)
    window.workspace.show_page(view)
    page_shown(window, view)
