"""How fluently the map moves: ``python -m tests.benchmarks.bench_map``.

Prints the time of a panned frame, of a zoom step, of a selection and of drawing anew beside that of painting one
picture of the same size, which no figure can beat.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from planner.ui.look.theme import theme
from planner.ui.views import BY_ID
from planner.ui.views.map import MapPage
from tests.ui import map_plan
from tests.ui.form_plan import new_bridge
from tests.ui.invented import empty_session

NODES, FRAMES = 500, 60


class Bare(QWidget):
    """One picture, painted as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap(1280, 800)
        self.picture.fill(Qt.GlobalColor.white)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture)
        painter.end()


def timed(work: Callable[[int], object], count: int) -> float:
    """The median time of `work`, in ms."""
    times = []
    for at in range(count):
        began = perf_counter()
        work(at)
        times.append(perf_counter() - began)
    return 1000 * median(times)


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    theme().apply(app, "light", 100, "en")
    bare = Bare()
    bare.resize(1280, 800)
    bare.show()
    app.processEvents()
    floor = timed(lambda _at: bare.repaint(), FRAMES)
    print(f"one picture of 1280x800: {floor:.2f} ms")
    with tempfile.TemporaryDirectory() as folder:
        session = empty_session(Path(folder))
        map_plan.fill(session, NODES)
        bridge = new_bridge(session)
        MapPage.spec = BY_ID["map"]
        page = MapPage(bridge, theme())
        page.resize(1280, 800)
        page.show()
        app.processEvents()
        page.turn_every()
        view = page.view

        def pan(at: int) -> None:
            view._pan(QPointF(0, -17 if at < FRAMES // 2 else 17))  # what the wheel does
            view.repaint()

        def zoom(at: int) -> None:
            view.set_zoom(0.8 if at % 2 else 1.0)
            view.repaint()

        targets = [hit.target for hit in view.drawing().hits if hit.target[0] == "platform"]
        for name, work, count in (
            ("pan", pan, FRAMES),
            ("zoom", zoom, 10),
            ("select", lambda at: page.select(targets[at]), 10),
            ("draw anew", lambda _at: page.refresh(None), 5),
        ):
            took = timed(work, count)
            print(f"{NODES} nodes, {name}: {took:.1f} ms, {took / floor:.1f} pictures")
        bridge.close()
        session.close()


if __name__ == "__main__":
    main()
