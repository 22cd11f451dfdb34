"""How long the page of works takes with 5,000 works and 100,000 publications, beside one bare walk over them in SQLite.

python -m tests.benchmarks.bench_distribution [works] [publications for each]
"""

import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.model.catalogue import Platform, Publication, Record, Work
from planner.session import Session
from planner.ui.distribution.coverage import reckoned
from planner.ui.look.theme import theme
from planner.ui.views import BY_ID
from planner.ui.views.distribution import DistributionPage
from tests.store.plans import record_id, start
from tests.ui.form_plan import new_bridge

NOW = dt.datetime.now(dt.UTC)
PLATFORMS = 20
STATUSES = (*["published"] * 16, "failed", "scheduled", "draft", "skipped")


def invented(works: int, each: int) -> Iterator[Record]:
    """Works and publications spread over some years."""
    chance = random.Random(1)
    for number in range(PLATFORMS):
        yield Platform(id=record_id("platform", number), name=f"Platform {number}", media=("text", "video"))
    for number in range(works):
        made = dt.date(2022, 1, 1) + dt.timedelta(number // 3)
        medium = chance.choice(("text", "video"))
        yield Work(id=record_id("work", number), title=f"Work {number}", medium=medium, made_on=made)
    for number in range(works * each):
        yield Publication(
            id=record_id("publication", number),
            work=record_id("work", number % works),
            platform=record_id("platform", chance.randrange(PLATFORMS)),
            status=chance.choice(STATUSES),
            at=NOW - dt.timedelta(minutes=chance.randrange(2_980_000) - 20_000),
            version="text " * 60,
            views=chance.randrange(9999),
        )


def timed(name: str, deed: Callable[[], object], times: int = 5) -> None:
    """Print the fastest of some runs in milliseconds."""
    taken = []
    for _again in range(times):
        begun = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - begun)
    print(f"{name:<44}{min(taken) * 1000:>9.1f} ms")


def questions(session: Session, works: int) -> None:
    """What the page asks of the file."""
    asked = session.journal.publications
    window = [record_id("work", number) for number in range(min(64, works))]
    timed("bare walk over the publications", lambda: session.journal.count("publication"))
    timed("a window of 64 works", lambda: asked.cells(window))
    timed("two weeks of the calendar", lambda: asked.span(NOW - dt.timedelta(1), NOW + dt.timedelta(13)))
    timed("counts by status", lambda: asked.counts(NOW))
    timed("works with a failure", lambda: asked.works_with(("failed",)))
    timed("best next publications (in the background)", lambda: reckoned(session.plan, session, None, None), 2)


def page_deeds(app: QApplication, page: DistributionPage) -> None:
    """What one does on the page."""

    def key(code: Qt.Key) -> None:
        QTest.keyClick(page.grid.grid, code)
        app.processEvents()

    timed("refresh", lambda: (page.refresh(None), app.processEvents()))
    timed("arrow key", lambda: key(Qt.Key.Key_Down))
    timed(
        "to the end and back",
        lambda: (page.grid.grid.scrollToBottom(), page.grid.repaint(), page.grid.grid.scrollToTop()),
    )
    timed(
        "filter and all again", lambda: (page.bar.query.textEdited.emit("99"), page.bar.ask_all(), app.processEvents())
    )
    timed(
        "month and two weeks", lambda: (page.calendar.turn("month"), page.calendar.turn("weeks"), app.processEvents())
    )


def main(arguments: list[str]) -> None:
    """Print all of it."""
    works, each = (int(one) for one in (*arguments, *("5000", "20")[len(arguments) :]))
    app = QApplication.instance() or QApplication([])
    theme().apply(app, "light", 100, "en")
    with tempfile.TemporaryDirectory() as folder:
        session = Session.create(Path(folder) / "many.brightroad", start(), invented(works, each))
        print(f"{works:,} works, {works * each:,} publications")
        questions(session, works)
        bridge = new_bridge(session)
        DistributionPage.spec = BY_ID["distribution"]
        begun = time.perf_counter()
        page = DistributionPage(bridge, theme())
        page.resize(1224, 848)
        page.show()
        page.repaint()
        print(f"{'page built and painted':<44}{(time.perf_counter() - begun) * 1000:>9.1f} ms")
        page_deeds(app, page)
        page.close()
        bridge.close()
        session.close()


if __name__ == "__main__":
    main(sys.argv[1:])
