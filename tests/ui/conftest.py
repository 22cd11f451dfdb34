"""What holds for every test of the interface: no dialog opens unannounced, the look is set back, a plan is at hand."""

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.look.theme import Theme, theme
from tests.ui.form_plan import new_bridge, new_session
from tests.ui.shell import PATIENCE

_STATIC = (
    *((QMessageBox, name) for name in ("about", "critical", "information", "question", "warning")),
    *(
        (QFileDialog, name)
        for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory")
    ),
    *((QInputDialog, name) for name in ("getText", "getItem", "getInt", "getDouble", "getMultiLineText")),
)
_BLOCKING = (QDialog, QMessageBox, QFileDialog, QInputDialog, QMenu)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count against a test what the offscreen platform says it cannot do (raise, grab the keyboard, ...)."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Dialogs:
    """The answers a test has announced, in the order in which the dialogs will open."""

    def __init__(self) -> None:
        self.answers: deque[object] = deque()
        self.opened: list[str] = []

    def announce(self, answer: object) -> None:
        """Let the next modal dialog return `answer`; a callable gets the dialog's arguments and returns it."""
        self.answers.append(answer)

    def open(self, name: str, *arguments: object, **named: object) -> object:
        """Answer the dialog `name`, or fail."""
        if not self.answers:
            pytest.fail(f"{name} opened a modal dialog that the test did not announce")
        self.opened.append(name)
        answer = self.answers.popleft()
        return answer(*arguments, **named) if callable(answer) else answer


@pytest.fixture(autouse=True)
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    """Fail the test when a modal dialog opens that it has not announced with `dialogs.announce(answer)`."""
    announced = Dialogs()

    def opener(name: str) -> Callable[..., object]:
        return lambda *arguments, **named: announced.open(name, *arguments, **named)

    for kind in _BLOCKING:
        monkeypatch.setattr(kind, "exec", opener(f"{kind.__name__}.exec"))
    for kind, name in _STATIC:
        monkeypatch.setattr(kind, name, staticmethod(opener(f"{kind.__name__}.{name}")))
    return announced


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the program's own for one test."""
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    return tmp_path


class PatientBot(QtBot):
    """A qtbot that waits as long as the rest of the tests do, and dresses what it is given as the window is dressed."""

    def addWidget(self, widget: QWidget, **options: Any) -> None:  # noqa: N802 - its own name
        """Keep `widget` until the test ends, in the style sheet of the program."""
        theme().dress(widget)
        super().addWidget(widget, **options)

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = PATIENCE) -> None:  # noqa: N802 - its own name
        """Wait until `callback()` is neither False nor an AssertionError."""
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The bot of pytest-qt, but patient."""
    return PatientBot(request)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The plan for forms, open in a file of the test's own; where a test needs another plan, it says so."""
    made = new_session(tmp_path / "a.brightroad")
    yield made
    made.close()


@pytest.fixture
def bridge(session: Session) -> Iterator[Bridge]:
    """What pages get of `session`; nothing runs beside the window."""
    made = new_bridge(session)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _let_go(qapp: QApplication) -> Iterator[None]:
    """Delete at once what a test has closed, else the next ones restyle and translate it too."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """The theme, light at 100 % in English; set back to that afterwards."""
    theme().apply(qapp, "light", 100, "en")
    yield theme()
    theme().apply(qapp, "light", 100, "en")


@pytest.fixture
def dress(qapp: QApplication, look: Theme) -> Callable[..., Theme]:
    """Change the look: ``dress("dark", 130, "zh")``."""

    def apply(mode: str = "light", scale: int = 100, language: str = "en") -> Theme:
        look.apply(qapp, mode, scale, language)
        return look

    return apply
