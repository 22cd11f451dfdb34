"""Pictures of every page in both languages and themes: ``python -m tests.ui.screenshots [FOLDER] [WIDTHxHEIGHT ...]``.

With ``--all`` also of an empty and a large plan, at three sizes. Without arguments the set shown in the README and the metainfo is made anew under resources/screenshots.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from planner import settings
from planner.ui.preferences.kept import Preferences
from planner.ui.tables.record_page import RecordPage
from planner.ui.views import VIEWS
from planner.ui.window.main import MainWindow
from planner.ui.window.sheet import Sheet
from planner.ui.window.view_state import ViewState
from tests.ui.large_plan import written

SHOWN = Path(__file__).resolve().parents[2] / "resources" / "screenshots"


def wait(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(condition) -> None:
    """Let the window work until `condition()` holds, a minute at most."""
    for _ in range(600):
        if condition():
            return
        wait(100)


PLANS: Final = ("sample", "empty", "large")
SLOW_ROWS: Final = ("products", "platforms", "listings")  # what records bring comes a moment after the page

READY: Final = {  # what a page waits for itself
    "domains": lambda page: page.watch.latest is not None or not page.bridge.plan.records("domain"),
    "ledger": lambda page: page.tab.table.known,
    "roadmap": lambda page: (
        page.tab.course.latest is not None and (page.tab.table.model.rowCount() < 2 or page.tab.editor.isVisible())
    ),
    "review": lambda page: not page.busy,
}


def begun(window: MainWindow, plan: str, language: str, home: Path) -> None:
    """Open the plan that is asked for, and wait until all is reckoned that will be."""
    if plan == "sample":
        window.files.open_sample()
    elif plan == "empty":
        window.files.create(home / "plans" / "empty.brightroad", {"zh": "我的规划", "en": "My plan"}[language])
    else:
        window.files.open(written(home, language))
    until(lambda: window.workspace is not None and window.workspace.page is not None)
    wait(300)
    bridge = window.bridge
    bridge.examination.listen()
    until(lambda: bridge.examination.complete and not bridge.outlook.refining)


def pictures(folder: Path, language: str, mode: str, size: tuple[int, int], plan: str = "sample") -> None:
    """One picture per page, the first screen, the palette and the guide."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIGHTROAD_HOME"] = home
        kept = settings.load(Path(home) / "config")
        preferences = Preferences(app, kept)
        preferences.change(language=language, theme=mode)
        window = MainWindow(preferences, ViewState(Path(home) / "view.json"))
        window.resize(*size)
        window.show()
        window.show_start()
        wait(450)
        ending = f"{mode}_{language}.png"
        if plan == "sample":
            window.grab().save(str(folder / f"start_{ending}"))
        begun(window, plan, language, Path(home))
        for view in VIEWS:
            window.workspace.show_page(view.id)
            wait(450)
            settle(window, view.id)
            window.grab().save(str(folder / f"{view.id}_{ending}"))
        if plan == "sample":
            sheets(window, folder, ending)
        window.close()


def settle(window: MainWindow, view: str) -> None:
    """Wait for what comes to a page from the background."""
    bridge = window.bridge
    if view in SLOW_ROWS and bridge.plan.records("listing"):
        until(lambda: bridge.prospects.latest is not None)
        wait(300)
    until(lambda: not bridge.outlook.refining and not bridge.outlook.working)
    page = window.workspace.page
    if isinstance(page, RecordPage) and bridge.plan.records(page.KIND):
        until(page.editor.isVisible)  # asking for the form ends its making
        wait(300)
    if view in READY:
        until(lambda: READY[view](page))
        wait(300)
    if view == "export":
        until(lambda: window.workspace.page.preview.count and window.workspace.page.preview.ready())


def sheets(window: MainWindow, folder: Path, ending: str) -> None:
    """What opens over a page."""
    window.workspace.show_page("platforms")
    for action in ("palette", "guide", "keys"):
        window.board[action].trigger()
        wait(300)
        window.grab().save(str(folder / f"{action}_{ending}"))
        for sheet in window.findChildren(Sheet):
            sheet.close_now()


def main(arguments: list[str]) -> None:
    """Render what was asked for."""
    everything = "--all" in arguments
    plain = [argument for argument in arguments if argument != "--all"]
    sizes = [tuple(map(int, size.split("x"))) for size in plain[1:]]
    sizes = sizes or ([(1024, 680), (1280, 800), (1440, 900)] if everything else [(1280, 800)])
    folder = Path(plain[0]) if plain else SHOWN
    for plan in PLANS if everything else PLANS[:1]:
        for size in sizes:
            into = folder / plan / f"{size[0]}x{size[1]}" if everything or len(sizes) > 1 else folder
            into.mkdir(parents=True, exist_ok=True)
            for language in ("zh", "en"):
                for mode in ("light", "dark"):
                    pictures(into, language, mode, size, plan)


if __name__ == "__main__":
    main(sys.argv[1:])
