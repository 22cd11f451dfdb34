"""What the Overview asks of the journal: open publications, and the hours of this week. Read beside the window."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.analysis.roadmap.next_actions import NextAction, next_actions
from planner.model.weeks import monday_of
from planner.ui.hours.wall_clock import WallClock
from planner.ui.hours.week_model import task_rows

if TYPE_CHECKING:
    from planner.model.catalogue import TimeEntry
    from planner.model.changes import ChangeSet
    from planner.model.placements import Placement
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 60  # ms of rest after a change
KINDS: Final = frozenset({"publication", "work", "time_entry"})
_EMPLOYED: Final = "employed"


@dataclass(frozen=True, slots=True)
class Week:
    """Minutes by day of the week that runs, and what took the most of them: its words and minutes."""

    minutes: tuple[int, ...] = (0,) * 7
    most: tuple[str, int] = ("", 0)
    newest: str = ""  # the id of the newest entry


class OverviewJournal(QObject):
    """The newest answers; `told` follows each. Nothing is asked before `listen`, and no more once the plan is closed."""

    told = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._placed: list[Placement] = []
        self._entries: list[TimeEntry] = []
        self._job: Job | None = None
        self._listening = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._ask)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)

    @property
    def today(self) -> date:
        """The day on the plan's clock."""
        return WallClock(self._bridge.plan).today()

    def listen(self) -> None:
        """Ask now, and after every change of the journal from now on."""
        if not self._listening:
            self._listening = True
            self._soon.start(0)

    def actions(self) -> tuple[NextAction, ...]:
        """Everything that is to be done next."""
        return next_actions(self._bridge.plan, self._placed, self.today)

    def week(self) -> Week:
        """The hours of this week."""
        return week_of(self._bridge.plan, monday_of(self.today), self._entries)

    def _ask(self) -> None:
        bridge, monday = self._bridge, monday_of(self.today)
        if bridge.closed:
            return
        session = bridge.session

        def work(job: "Job") -> "tuple[list[Placement], list[TimeEntry]] | None":
            return session.aside(
                lambda journal: (
                    journal.publications.open_ones(),
                    journal.time_log.between(monday, monday + timedelta(days=6)),
                ),
                lambda: job.cancelled,
            )

        self._job = bridge.reader.submit(work, f"overview {id(self)}")  # the review asks its own at the same moment
        self._job.done.connect(self._take)
        self._job.failed.connect(lambda error: _log.warning("the journal could not be read: %s", error))

    def _take(self, answer: "tuple[list[Placement], list[TimeEntry]] | None") -> None:
        self._job = None
        if answer is None:
            self._soon.start()
            return
        self._placed, self._entries = answer
        self.told.emit()

    def _on_changed(self, changes: "ChangeSet") -> None:
        if self._listening and changes.kinds & KINDS:
            self._soon.start()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a journal being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._job.cancel()
            self._job = None
            self._soon.start()


def week_of(plan: "Plan", monday: date, entries: "list[TimeEntry]") -> Week:
    """The hours of a week by day, employed time left out."""
    own = [entry for entry in entries if entry.activity != _EMPLOYED]
    rows = task_rows(plan, monday, own, ())
    minutes = tuple(sum(row.minutes(day) for row in rows) for day in range(7))
    most = (rows[0].words, rows[0].total) if rows else ("", 0)
    return Week(minutes, most, own[-1].id if own else "")
