"""The roadmap of the open plan, reckoned beside the window after every change of what it is made of."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError

if TYPE_CHECKING:
    from planner.analysis.roadmap.dates import Roadmap
    from planner.analysis.roadmap.timeline import Timeline
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.model.tallies import Tallies
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 20  # ms of rest after a change
FACTS: Final = frozenset({"entry", "time_entry", "publication"})
DEPENDS: Final = FACTS | {"milestone", "plan", "product", "platform", "alliance", "rate"}


@dataclass(frozen=True, slots=True)
class Course:
    """One roadmap laid out in time; `trouble` says why there is none."""

    plan: "Plan"
    roadmap: "Roadmap | None" = None
    timeline: "Timeline | None" = None
    trouble: str = ""


def laid_out(plan: "Plan", tallies: "Tallies", today: date) -> Course:
    """The roadmap of `plan` as of `today`; for a thread of its own."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - NumPy, not before the first paint
    from planner.analysis.roadmap.dates import roadmap  # noqa: PLC0415
    from planner.analysis.roadmap.timeline import timeline  # noqa: PLC0415

    try:
        found = roadmap(plan, today, actuals(plan, tallies, today))
        return Course(plan, found, timeline(plan, found, today))
    except PlannerError as error:
        return Course(plan, trouble=str(error))


class CourseWatch(QObject):
    """The newest roadmap in `latest`; `told` follows each."""

    told = Signal()

    def __init__(self, bridge: "Bridge", today: Callable[[], date] = date.today) -> None:
        super().__init__(bridge)
        self._bridge, self.today = bridge, today
        self.latest: Course | None = None
        self._tallies: Tallies | None = None
        self._job: Job | None = None
        self._aside = bridge.worker is not None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)
        self._soon.start(0)

    def settle(self) -> None:
        """Reckon now."""
        self._soon.stop()
        if self._bridge.closed:
            return
        session, plan, known, today = self._bridge.session, self._bridge.plan, self._tallies, self.today()

        def work(stop: Callable[[], bool]) -> "tuple[Course, Tallies] | None":
            tallies = session.tallies(stop) if known is None else known
            return None if tallies is None else (laid_out(plan, tallies, today), tallies)

        if not self._aside:
            self._take(work(lambda: False))
            return
        self._job = self._bridge.reader.submit(lambda job: work(lambda: job.cancelled), "roadmap")
        self._job.done.connect(self._take)
        self._job.failed.connect(lambda error: _log.warning("no roadmap: %s", error))

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & FACTS:
            self._drop()  # it would bring the sums of before
            self._tallies = None
        if changes.kinds & DEPENDS:
            self._soon.start()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a journal being read would keep it waiting."""
        if state == "saving" and self._job is not None and self._tallies is None:
            self._drop()
            self._soon.start()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, found: "tuple[Course, Tallies] | None") -> None:
        self._job = None
        if found is None:
            return
        self.latest, self._tallies = found
        if self.latest.plan is not self._bridge.plan and not self._soon.isActive():
            self._soon.start()
        self.told.emit()
