"""How long each page of the sidebar takes at the first visit, at later ones, and per frame while it is scrolled or panned.

python -m tests.benchmarks.bench_visits [rounds] [sample|large ...] [page ...]

Each round is a process of its own, so that a first visit pays for its modules too; of all rounds the least counts.
A visit is timed until the page is painted, then until nothing waits any more (what a page leaves for later), and the
longest piece of that in which the window could not answer. A frame is painted twice: as it is scrolled (what comes into
view) and all anew. Beside them stand, in the same process, a bare page of 30 labels, as first and later visit, and the
frames of a bare table of Qt: the ratios matter, not the milliseconds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QPointF
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QTableView, QVBoxLayout, QWidget

from planner import settings
from planner.ui.preferences.kept import Preferences
from planner.ui.views import VIEWS
from planner.ui.window.main import MainWindow
from planner.ui.window.view_state import ViewState
from tests.ui.large_plan import written

LATER, FRAMES, STEP = 5, 40, 40
SIZE = (1280, 800)
BARE = "bare page, bare table"


class Pieces:
    """The longest piece of work between two moments at which the event loop looks for events."""

    def __init__(self) -> None:
        self.longest, self._since = 0.0, time.thread_time()
        loop = QAbstractEventDispatcher.instance()
        loop.awake.connect(self._begin)
        loop.aboutToBlock.connect(self._end)

    def _begin(self) -> None:
        self._end()

    def _end(self) -> None:
        now = time.thread_time()
        self.longest, self._since = max(self.longest, now - self._since), now

    def restart(self) -> None:
        """Count from now on."""
        self.longest, self._since = 0.0, time.thread_time()


def visited(pieces: Pieces, go: Callable[[], object]) -> tuple[float, float, float]:
    """Seconds until the page is painted, until nothing waits, and of the longest piece after the painting."""
    begun = time.thread_time()
    go()
    QApplication.sendPostedEvents()  # layout and painting, but no timers
    seen = time.thread_time() - begun
    pieces.restart()
    for _again in range(6):
        QApplication.processEvents()
    whole = time.thread_time() - begun
    QTest.qWait(120)  # what the background brings
    return seen, whole, pieces.longest


def scrolled(area: QAbstractScrollArea) -> tuple[float, float]:
    """Seconds of the processor for a frame while the area scrolls: what comes into view, and all painted anew."""
    bar = area.verticalScrollBar() if area.verticalScrollBar().maximum() else area.horizontalScrollBar()
    far = max(bar.maximum(), 1)

    def frames(paint: Callable[[], object]) -> float:
        begun = time.thread_time()
        for at in range(FRAMES):
            place = at * STEP % (2 * far)
            bar.setValue(place if place <= far else 2 * far - place)
            paint()
        return (time.thread_time() - begun) / FRAMES

    return frames(QApplication.processEvents), frames(area.viewport().repaint)


def panned(view: Any) -> tuple[float, float]:
    """The same for the map."""
    view.set_zoom(1.5)

    def frames(paint: Callable[[], object]) -> float:
        begun = time.thread_time()
        for at in range(FRAMES):
            view._pan(QPointF(0, -17 if at < FRAMES // 2 else 17))  # what the wheel does
            paint()
        return (time.thread_time() - begun) / FRAMES

    def anew() -> None:
        view._renew()
        view.repaint()

    return frames(QApplication.processEvents), frames(anew)


def frames_of(page: QWidget, view: str) -> dict[str, tuple[float, float]]:
    """What a frame takes in each part of the page that scrolls, by the class of the part."""
    if view == "map":
        return {"pan": panned(page.view)}  # type: ignore[attr-defined]
    found: dict[str, tuple[float, float]] = {}
    for area in page.findChildren(QAbstractScrollArea):
        long = area.verticalScrollBar().maximum() or area.horizontalScrollBar().maximum()
        if long and area.isVisible() and area.height() > 100:
            name = type(area).__name__
            frames = scrolled(area)
            found[name] = max(found.get(name, frames), frames)
    return found


def bare_page() -> QWidget:
    """Thirty labels below one another."""
    page = QWidget()
    rows = QVBoxLayout(page)
    for at in range(30):
        rows.addWidget(QLabel(f"label {at}"))
    return page


def bare_table() -> QTableView:
    """A plain table of Qt."""
    view = QTableView()
    model = QStandardItemModel(2000, 9, view)
    for row in range(2000):
        for column in range(9):
            model.setItem(row, column, QStandardItem(f"cell {row} {column}"))
    view.setModel(model)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.resize(SIZE[0] - 216, 560)
    view.show()
    return view


def reference(pieces: Pieces, window: MainWindow) -> dict[str, Any]:
    """A bare page put into the same stack, and the frames of a bare table."""
    stack = window.workspace.stack  # type: ignore[union-attr]
    here = stack.currentWidget()

    def first() -> None:
        page = bare_page()
        stack.addWidget(page)
        stack.setCurrentWidget(page)

    told = {"first": visited(pieces, first)}
    bare = stack.currentWidget()
    later = []
    for _again in range(LATER):
        stack.setCurrentWidget(here)
        QApplication.sendPostedEvents()
        later.append(visited(pieces, lambda: stack.setCurrentWidget(bare)))
    stack.setCurrentWidget(here)
    stack.removeWidget(bare)
    bare.deleteLater()
    table = bare_table()
    QApplication.processEvents()
    told |= {"later": min(later), "frames": {"QTableView": scrolled(table)}}  # type: ignore[dict-item]
    table.close()
    return told


def one_round(plan: str, wanted: list[str]) -> dict[str, Any]:
    """Every page of one window."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIGHTROAD_HOME"] = home
        path = written(Path(home), "zh", 12 if plan == "large" else 1)
        state = ViewState(Path(home) / "view.json")
        state.remember("page", "settings" if "overview" in wanted else "overview")
        window = MainWindow(Preferences(app, settings.Settings(language="zh", theme="light")), state)
        window.resize(*SIZE)
        window.show()
        window.open_plan(path)
        while window.workspace is None or window.workspace.page is None:
            app.processEvents()
        QTest.qWait(3500)  # what follows a start in the background
        pieces = Pieces()
        told = {BARE: reference(pieces, window)}
        shown = window.workspace.show_page
        for view in wanted:
            told[view] = {"first": visited(pieces, lambda view=view: shown(view))}  # type: ignore[misc]
        for view in wanted:
            shown("settings" if view != "settings" else "overview")
            QTest.qWait(50)
            later = []
            for _again in range(LATER):
                later.append(visited(pieces, lambda view=view: shown(view)))  # type: ignore[misc]
                shown("settings" if view != "settings" else "overview")
                QTest.qWait(20)
            shown(view)
            QTest.qWait(150)
            page = window.workspace.page
            told[view] |= {"later": min(later), "frames": frames_of(page, view) if page else {}}
        window.close()
    return told


def least(rounds: list[dict[str, Any]], view: str) -> dict[str, Any]:
    """The least of all rounds."""
    of = [told[view] for told in rounds]
    names = {name for told in of for name in told["frames"]}
    return {
        "first": [min(told["first"][at] for told in of) for at in range(3)],
        "later": [min(told["later"][at] for told in of) for at in range(3)],
        "frames": {
            name: [min(told["frames"][name][at] for told in of if name in told["frames"]) for at in range(2)]
            for name in names
        },
    }


def report(rounds: list[dict[str, Any]]) -> None:
    """One line a page: milliseconds, and in brackets how often the bare one."""
    bare = least(rounds, BARE)
    frame = bare["frames"]["QTableView"]
    head = ("page", "first: painted", "settled", "longest", "later: painted", "settled", "frames: into view, all anew")
    print("{:22} {:>16} {:>9} {:>9} {:>16} {:>9}   {}".format(*head))
    for view in rounds[0]:
        told = least(rounds, view)
        first, later = told["first"], told["later"]
        frames = "  ".join(
            f"{name} {one[0] * 1000:.1f} ({one[0] / frame[0]:.1f}) {one[1] * 1000:.1f} ({one[1] / frame[1]:.1f})"
            for name, one in sorted(told["frames"].items())
        )
        print(
            f"{view:22} {first[0] * 1000:8.0f} ({first[0] / bare['first'][0]:5.1f}) {first[1] * 1000:9.0f} {first[2] * 1000:9.0f}"
            f" {later[0] * 1000:8.1f} ({later[0] / bare['later'][0]:5.1f}) {later[1] * 1000:9.0f}   {frames}",
            flush=True,
        )


def main(words: list[str]) -> None:
    """Measure and print, or be one round of it."""
    plans = [word for word in words if word in ("sample", "large")] or ["sample", "large"]
    wanted = [view.id for view in VIEWS if view.id in words] or [view.id for view in VIEWS]
    if "round" in words:
        print(json.dumps(one_round(plans[0], wanted)))
        return
    count = next((int(word) for word in words if word.isdigit()), 3)
    for plan in plans:
        command = [sys.executable, "-m", __spec__.name, "round", plan, *wanted]
        rounds = [
            json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.splitlines()[-1])
            for _again in range(count)
        ]
        print(f"\n{plan}: least of {count} rounds, in ms (and times the bare one)")
        report(rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
