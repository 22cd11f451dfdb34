"""How long pages take to build, switch, sort, filter and edit, against a bare table of Qt in the same run.

python -m tests.benchmarks.bench_pages [records]

Two figures each, offscreen: until the window is painted, and until nothing waits any more (forms come after tables). The reference is a bare QTableView built, filled with as
many rows (at least 100) and painted: the ratios matter, not the milliseconds.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from planner import cli, settings
from planner.model.catalogue import KINDS, Listing, PlanSettings, Platform, Product
from planner.model.values import Month, Range
from planner.session import Session
from planner.ui.preferences.kept import Preferences
from planner.ui.tables.records import RecordTable
from planner.ui.views import VIEWS
from planner.ui.window.main import MainWindow
from planner.ui.window.view_state import ViewState


class BareRows(QAbstractTableModel):
    """Rows of plain text in five columns."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.texts = [[f"cell {row} {column}" for column in range(5)] for row in range(rows)]

    def rowCount(self, *_parent: Any) -> int:  # noqa: N802 - Qt’s name
        return len(self.texts)

    def columnCount(self, *_parent: Any) -> int:  # noqa: N802 - Qt’s name
        return 5

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def settled(app: QApplication) -> None:
    """Let everything that waits happen, painting too."""
    for _again in range(4):
        app.processEvents()


class Clock:
    """Times deeds to their painted end, and prints each beside the reference."""

    def __init__(self, app: QApplication, rows: int) -> None:
        self.app = app
        self.bare = statistics.median(self._bare(rows) for _again in range(5))
        print(f"{'a bare table of ' + str(rows) + ' rows':32} {self.bare * 1000:17.1f} ms")

    def _bare(self, rows: int) -> float:
        begun = time.perf_counter()
        model, view = BareRows(rows), QTableView()
        view.setModel(model)
        view.resize(1200, 800)
        view.show()
        settled(self.app)
        return time.perf_counter() - begun

    def say(self, what: str, deed: Callable[[], object], times: int = 1) -> None:
        """Print the median of `times` runs of `deed`, to its first painting and until nothing waits any more."""
        taken, seen = [], []
        for _again in range(times):
            begun = time.perf_counter()
            deed()
            QApplication.sendPostedEvents()  # layout and painting, but no timers
            seen.append(time.perf_counter() - begun)
            settled(self.app)
            taken.append(time.perf_counter() - begun)
            QTest.qWait(60)  # what runs in the background does so between deeds, as it does between keys
        first, whole = statistics.median(seen), statistics.median(taken)
        ratios = f"ratio {first / self.bare:5.1f} {whole / self.bare:5.1f}"
        print(f"{what:32} {first * 1000:8.1f} {whole * 1000:8.1f} ms  {ratios}", flush=True)


def many(folder: Path, count: int) -> Path:
    """A plan of `count` platforms, a hundred products and a thousand listings between them."""
    path = folder / "many.brightroad"
    audience = Range(Decimal(100), Decimal(300))
    products = [Product(id=f"p{at}", position=_position(at), name=f"Product {at}") for at in range(100)]
    platforms = [
        Platform(id=f"f{at}", position=_position(at), name=f"Platform {at * 7919 % count}", audience=audience)
        for at in range(count)
    ]
    listings = [
        Listing(id=f"l{at}", position=_position(at), product=f"p{at % 100}", platform=f"f{at}")
        for at in range(min(count, 1000))
    ]
    start = PlanSettings(id="plan", title="Many", start_month=Month(2026, 12))
    Session.create(path, start, [*products, *platforms, *listings]).close()
    return path


def _position(at: int) -> str:
    return f"{at:07d}V"


def walk(clock: Clock, window: MainWindow, path: Path) -> None:
    """Open the plan, walk through the pages twice, then sort, filter and edit the platforms."""
    clock.say("open, to the first page", lambda: (window.open_plan(path), settled(clock.app), _first(window)))
    workspace = window.workspace
    assert workspace is not None
    for view in VIEWS:
        clock.say(f"first build: {view.id}", lambda view=view: workspace.show_page(view.id))
    for view in VIEWS:
        clock.say(f"switch: {view.id}", lambda view=view: workspace.show_page(view.id))
    workspace.show_page("platforms")
    settled(clock.app)
    page = workspace.page
    table: RecordTable = page.table
    QTest.qWait(400)
    clock.say("sort by name", lambda: table.bar.ask(sort="name", descending=False))
    clock.say("sort by audience", lambda: table.bar.ask(sort="audience", descending=False))
    table.bar.ask(sort="")
    table.find()
    for keys in ("f", "fo", "for", ""):
        clock.say(f"filter “{keys}”", lambda keys=keys: table.bar.ask(query=keys))
    numbers = iter(range(1000))
    spec = KINDS["platform"].by_name["fee_rate"]
    first = table.model.records[0]
    clock.say("one cell edit", lambda: table.edits.set_text(first, spec, f"{next(numbers) % 50 + 1}"), 5)
    clock.say("undo", window.bridge.undo, 3)
    window.palette_sheet.warm()
    QTest.qWait(2000)
    clock.say("palette: open", window.palette_sheet.ask)
    clock.say("palette: key", lambda: _type(window.palette_sheet, "pl"))
    window.close_plan()


def _type(palette: Any, text: str) -> None:
    palette.query.setText(text)


def _first(window: MainWindow) -> None:
    assert window.workspace is not None
    while window.workspace.page is None:
        QApplication.processEvents()


def main(arguments: Iterable[str]) -> None:
    """Measure the sample, then a plan of many records."""
    count = int(next(iter(arguments), "10000"))
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIGHTROAD_HOME"] = name
        folder = Path(name)
        app = QApplication([])
        preferences = Preferences(app, settings.Settings(language="en"))
        sample = folder / "sample.brightroad"
        cli.main(["new", str(sample), "--sample"])
        for title, path, rows in (("sample", sample, 100), (f"{count} records", many(folder, count), count)):
            print(f"\n{title}")
            window = MainWindow(preferences, ViewState(folder / f"{rows}.json"))
            window.resize(1440, 900)
            window.show()
            settled(app)
            walk(Clock(app, rows), window, path)
            window.close()


if __name__ == "__main__":
    main(sys.argv[1:])
