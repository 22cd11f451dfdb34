"""What the journal says of past months, and what had been forecast for them without it. Reckoned beside the window."""

import logging
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.analysis.facts.month_review import MonthReview, month_review
from planner.ui.hours.wall_clock import WallClock

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.facts.track_record import TrackRecord
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.model.tallies import Tallies
    from planner.model.values import Month
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 60  # ms after a change
SAMPLES: Final = 2048
DEPENDS: Final = frozenset({"entry", "time_entry", "plan", "product", "platform", "rate"})
Read = Callable[["Plan", "Tallies", date], "tuple[Actuals, TrackRecord | None]"]


def read(plan: "Plan", tallies: "Tallies", today: date) -> "tuple[Actuals, TrackRecord | None]":
    """The facts, and the forecast made without them; for a thread of its own."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - NumPy and SciPy, when they are wanted
    from planner.analysis.facts.track_record import track_record  # noqa: PLC0415
    from planner.analysis.forecast import ForecastOptions, forecast  # noqa: PLC0415
    from planner.errors import InputError  # noqa: PLC0415

    facts = actuals(plan, tallies, today)
    options = ForecastOptions(samples=SAMPLES, calibrated=False, drivers=False)
    try:
        return facts, track_record(forecast(plan, facts, options), facts)
    except InputError:  # the plan cannot be forecast; what came in is told all the same
        return facts, None


class MonthReading(QObject):
    """The newest reading; `told` follows each. Nothing is read before `listen`."""

    told = Signal()

    def __init__(self, bridge: "Bridge", read: Read = read) -> None:
        super().__init__(bridge)
        self._bridge, self._read = bridge, read
        self._known: tuple[Actuals, TrackRecord | None] | None = None
        self._job: Job | None = None
        self._listening = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._begin)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)

    @property
    def working(self) -> bool:
        """Whether a newer reading is on its way."""
        return self._job is not None or self._soon.isActive()

    @property
    def today(self) -> date:
        """The day on the plan's clock."""
        return WallClock(self._bridge.plan).today()

    def of(self, month: "Month") -> MonthReview | None:
        """What is known of a month; None before the first reading."""
        return None if self._known is None else month_review(*self._known, month)

    def listen(self) -> None:
        """Read now, and after every change from now on."""
        if not self._listening:
            self._listening = True
            self._soon.start(0)

    def _begin(self) -> None:
        bridge = self._bridge
        if bridge.closed or bridge.worker is None:
            return
        session, plan, today, reading = bridge.session, bridge.plan, self.today, self._read

        def work(job: "Job") -> "tuple[Actuals, TrackRecord | None] | None":
            tallies = session.tallies(lambda: job.cancelled)
            return None if tallies is None else reading(plan, tallies, today)

        self._job = bridge.worker.submit(work, "review")
        self._job.done.connect(self._take)
        self._job.failed.connect(self._on_failed)

    def _take(self, answer: "tuple[Actuals, TrackRecord | None] | None") -> None:
        self._job = None
        if answer is None:
            self._soon.start()
            return
        self._known = answer
        self.told.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        _log.warning("the month could not be looked back on: %s", error)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if self._listening and changes.kinds & DEPENDS:
            self._soon.start()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a journal being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._job.cancel()
            self._job = None
            self._soon.start()
