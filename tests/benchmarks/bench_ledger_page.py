"""How the page of the ledger stands up to very many entries: open, sort, filter, scroll, add, edit and delete in bulk.

python -m tests.benchmarks.bench_ledger_page [entries]

Offscreen. Times are from the deed until what was asked is listed and painted; an entry added is timed on the thread of the
window alone, beside a bare insert and commit of SQLite into the same file, for the disk has its share in it.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from planner import settings
from planner.ui.ledger.transactions import TransactionsTab
from planner.ui.preferences.kept import Preferences
from planner.ui.views.ledger import LedgerPage
from planner.ui.window.main import MainWindow
from planner.ui.window.view_state import ViewState
from tests.benchmarks.ledger_file import make

FRAMES = 60


def until(app: QApplication, condition: Callable[[], bool], seconds: float = 120) -> None:
    """Let the window work until `condition()` holds."""
    end = time.perf_counter() + seconds
    while not condition() and time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)
    app.processEvents()


class Clock:
    """Times deeds on one open page."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self.app, self.window = app, window

    @property
    def tab(self) -> TransactionsTab:
        """The entries."""
        page = self.window.workspace.page if self.window.workspace else None
        assert isinstance(page, LedgerPage)
        tab = page.tabs["transactions"]
        assert isinstance(tab, TransactionsTab)
        return tab

    def listed(self) -> None:
        """Wait until rows and sums stand there."""
        until(self.app, lambda: not self.tab.table.query.waiting)

    def say(self, what: str, deed: Callable[[], object], times: int = 3, limit: str = "") -> None:
        """Print the median of some runs until the rows are there."""
        taken = []
        for _again in range(times):
            begun = time.perf_counter()
            deed()
            self.app.processEvents()
            self.listed()
            taken.append(time.perf_counter() - begun)
            rest(self.app, 0.5)
        print(f"{what:44} {statistics.median(taken) * 1000:9.1f} ms   {limit}")


def rest(app: QApplication, seconds: float) -> None:
    """Do nothing, and let the other threads work: the event loop of a test holds Python's lock."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.002)


def typed(clock: Clock, text: str) -> list[float]:
    """Seconds from each key of a word in the filter until its rows are listed, at the pace of somebody who types well."""
    clock.tab.table.bar.clear()
    clock.listed()
    rest(clock.app, 0.5)
    taken = []
    for letter in text:
        begun = time.perf_counter()
        QTest.keyClicks(clock.tab.table.bar.query, letter)
        clock.app.processEvents()
        clock.listed()
        taken.append(time.perf_counter() - begun)
        rest(clock.app, 0.12)
    return taken


def frame_of(view: QTableView, step: int) -> float:
    """Seconds of the processor that a frame takes while a list scrolls by `step` px, all of it painted anew."""
    bar = view.verticalScrollBar()
    begun = time.thread_time()
    for frame in range(FRAMES):
        bar.setValue(step * frame)
        view.viewport().repaint()
    return (time.thread_time() - begun) / FRAMES


def bare_view() -> QTableView:
    """A plain table of Qt with as many rows and columns in view."""
    model = QStandardItemModel(2000, 9)
    for row in range(2000):
        for column in range(9):
            model.setItem(row, column, QStandardItem(f"cell {row} {column}"))
    view = QTableView()
    model.setParent(view)
    view.setModel(model)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.resize(1064, 560)
    view.show()
    QApplication.processEvents()
    return view


def added(clock: Clock, times: int = 10) -> tuple[float, float, float]:
    """Seconds from Enter until the row is free again, of the processor in that, and of the least commit there is."""
    row, session = clock.tab.entry, clock.window.bridge.session  # type: ignore[union-attr]
    database = session._database
    version = database.rows("PRAGMA user_version")[0][0]
    whole, worked, commits = [], [], []
    for number in range(times):
        row.set_text("payee", f"Bench {number}")
        row.set_text("amount", "12*3")
        begun, busy = time.perf_counter(), time.thread_time()
        QTest.keyClick(row.lines["memo"], Qt.Key.Key_Return)
        whole.append(time.perf_counter() - begun)
        worked.append(time.thread_time() - busy)
        begun = time.perf_counter()
        database.connection.execute(f"PRAGMA user_version = {version}")
        commits.append(time.perf_counter() - begun)
        clock.listed()
    return statistics.median(whole), statistics.median(worked), statistics.median(commits)


def main(count: int) -> None:
    """Make the file, open it and print."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as home:
        os.environ["BRIGHTROAD_HOME"] = home
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(home) / "large.brightroad"
        if not path.exists():
            make(path, count)
        state = ViewState(Path(home) / "view.json")
        state.remember("page", "ledger")
        window = MainWindow(Preferences(app, settings.load(Path(home) / "config")), state)
        window.resize(1280, 800)
        window.show()
        app.processEvents()
        begun = time.perf_counter()
        window.open_plan(path)
        clock = Clock(app, window)
        until(app, lambda: window.workspace is not None and isinstance(window.workspace.page, LedgerPage))
        until(app, lambda: len(clock.tab.table.model.ids) > 0)
        print(f"{'file to a usable page':44} {(time.perf_counter() - begun) * 1000:9.1f} ms   < 1000")
        until(app, lambda: clock.tab.table.totals.count > 0)
        print(f"{'and the sums of all':44} {(time.perf_counter() - begun) * 1000:9.1f} ms")
        rest(app, 8)
        measure(clock)
        print(f"{'memory at most':44} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.1f} MB   < 500")
        window.close()


def measure(clock: Clock) -> None:
    """Everything that is done with the open page."""
    view, table = clock.tab.table.view, clock.tab.table
    for name in ("amount", "payee", "memo", "date"):
        at = table.model.column_of(name)
        clock.say(f"sort by {name}", partial(view.head.sectionClicked.emit, at), limit="< 500")
    for text in (">500", "platform:1", "sample", "sort:refund"):
        taken = [seconds * 1000 for seconds in typed(clock, text)]
        what = f"filter key of “{text}”, the rows of it"
        print(f"{what:44} {statistics.median(taken):9.1f} ms   < 150; the slowest {max(taken):.1f}")
    clock.say("clear the filter", table.bar.clear)
    plain = bare_view()
    bare = frame_of(plain, 40) * 1000
    plain.close()
    far = view.verticalScrollBar().maximum() // FRAMES
    print(f"{'bare table of Qt: a frame, all painted':44} {bare:9.1f} ms")
    print(
        f"{'a frame while scrolling, all painted':44} {frame_of(view, 40) * 1000:9.1f} ms   < 16.7 or twice the bare one"
    )
    print(f"{'a frame while leaping through the list':44} {frame_of(view, far) * 1000:9.1f} ms")
    begun = time.perf_counter()
    view.selectAll()
    clock.app.processEvents()
    print(f"{'Ctrl+A':44} {(time.perf_counter() - begun) * 1000:9.1f} ms   < 50")
    view.go_to(0, 1)
    whole, worked, commit = (seconds * 1000 for seconds in added(clock))
    print(f"{'an entry added':44} {whole:9.1f} ms   < 20; {worked:.1f} of the processor, the least commit {commit:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
