"""Pictures of every page in both languages and themes: ``python -m tests.ui.screenshots [FOLDER] [WIDTHxHEIGHT ...]``.

Without arguments the set shown in the README and the metainfo is made anew under resources/screenshots.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from planner import settings
from planner.ui.preferences.kept import Preferences
from planner.ui.views import VIEWS
from planner.ui.window.main import MainWindow
from planner.ui.window.view_state import ViewState

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


def pictures(folder: Path, language: str, mode: str, size: tuple[int, int]) -> None:
    """One picture per page, the first screen and the palette."""
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIGHTROAD_HOME"] = home
        kept = settings.load(Path(home) / "config")
        preferences = Preferences(app, kept)
        preferences.change(language=language, theme=mode)
        window = MainWindow(preferences, ViewState(Path(home) / "view.json"))
        window.resize(*size)
        window.show()
        wait(150)
        ending = f"{mode}_{language}.png"
        window.grab().save(str(folder / f"start_{ending}"))
        window.files.open_sample()
        wait(700)
        bridge = window.bridge
        bridge.examination.listen()
        until(lambda: bridge.examination.complete and not bridge.outlook.refining)
        for view in VIEWS:
            window.workspace.show_page(view.id)
            wait(450)
            if view.id in ("products", "platforms", "listings"):  # what they bring comes a moment after the page
                until(lambda: bridge.prospects.latest is not None)
                wait(300)
            until(lambda: not bridge.outlook.refining and not bridge.outlook.working)
            if view.id == "forecast":
                until(lambda: not window.bridge.outlook.working)
            if view.id == "export":
                until(lambda: window.workspace.page.preview.count and window.workspace.page.preview.ready())
            window.grab().save(str(folder / f"{view.id}_{ending}"))
        window.workspace.show_page("platforms")
        window.board["palette"].trigger()
        wait(300)
        window.grab().save(str(folder / f"palette_{ending}"))
        window.close()


def main(arguments: list[str]) -> None:
    """Render what was asked for."""
    sizes = [tuple(map(int, size.split("x"))) for size in arguments[1:]] or [(1280, 800)]
    folder = Path(arguments[0]) if arguments else SHOWN
    for size in sizes:
        into = folder if len(sizes) == 1 else folder / f"{size[0]}x{size[1]}"
        into.mkdir(parents=True, exist_ok=True)
        for language in ("zh", "en"):
            for mode in ("light", "dark"):
                pictures(into, language, mode, size)


if __name__ == "__main__":
    main(sys.argv[1:])
