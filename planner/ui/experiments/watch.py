"""What the tests of the open plan have counted and say; a test that has nothing to wait for any more is closed here.

Counted anew after every change of ledger, publications or tests, and when the time of a test is over, in the background.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.commands import experiments
from planner.figures.experiment_words import counted_words
from planner.i18n import N_, _
from planner.model.catalogue import Experiment
from planner.model.experiments import windows
from planner.ui.tables.cell_text import Scene

if TYPE_CHECKING:
    from planner.analysis.facts.experiment_outlooks import ExperimentOutlook
    from planner.model.changes import ChangeSet
    from planner.model.experiments import Count
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 60  # ms of rest after a change
LOOK: Final = 30_000  # ms at most until the clock is looked at again: it may have been set, or the machine have slept
DEPENDS: Final = frozenset({"experiment", "entry", "publication", "work", "listing", "product", "platform", "plan"})
_CLOSE: Final[Mapping[str, str]] = {
    "go": N_("Close “{name}”: passed"),
    "stop": N_("Close “{name}”: failed"),
    "undecided": N_("Close “{name}”: undecided"),
}
_TOLD: Final[Mapping[str, str]] = {
    "go": N_("“{name}” has passed: {counted}"),
    "stop": N_("“{name}” has failed: {counted}"),
    "undecided": N_("“{name}” ends undecided: {counted}"),
}
Outlooks = Mapping[str, "ExperimentOutlook"]


def looked(plan: "Plan", counts: "Mapping[str, Count]", now: datetime) -> Outlooks:
    """What every test of the plan may decide and says, by its id; for a thread of its own."""
    if not plan.records("experiment"):
        return {}
    from planner.analysis.facts.experiment_outlooks import (  # noqa: PLC0415 - SciPy, not before the first paint
        counted_trials,
        experiment_outlooks,
    )

    return {one.id: one for one in experiment_outlooks(plan, None, counted_trials(plan, counts), now)}


class ExperimentWatch(QObject):
    """The newest outlook of each test in `latest`; `told` follows every look. `now` tells the time in UTC."""

    told = Signal()

    def __init__(self, bridge: "Bridge", now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(bridge)
        self._bridge, self.now = bridge, now
        self.latest: Outlooks = {}
        self._closed: dict[str, Any] = {}  # what was closed, as it was then: one that is opened again stays so
        self._job: Job | None = None
        self._aside = bridge.worker is not None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.settle)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._on_clock)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)
        self._later()

    def settle(self) -> None:
        """Count now."""
        self._soon.stop()
        if self._bridge.closed:  # a form may still have been made
            return
        session, plan, now = self._bridge.session, self._bridge.plan, self.now()
        wanted = windows(plan)

        def work(stop: Callable[[], bool]) -> Outlooks | None:
            counts = session.aside(lambda journal: journal.counts(wanted), stop) if wanted else {}
            return None if counts is None else looked(plan, counts, now)

        if not self._aside:
            self._take(plan, work(lambda: False))
            return
        self._job = self._bridge.worker.submit(lambda job: work(lambda: job.cancelled), "experiments")
        self._job.done.connect(lambda found: self._take(plan, found))
        self._job.failed.connect(lambda error: _log.warning("the tests could not be counted: %s", error))

    def close(self) -> None:
        """Count no more: the plan is being closed."""
        self._soon.stop()
        self._clock.stop()
        self.blockSignals(True)

    def _later(self, rest: int = PAUSE) -> None:
        """Look after so many ms; only where there is a lane to do it in."""
        if self._aside:
            self._soon.start(rest)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & DEPENDS:
            self._later()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a ledger being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._job.cancel()
            self._job = None
            self._later()

    def _take(self, plan: "Plan", found: Outlooks | None) -> None:
        self._job = None
        if found is None or plan is not self._bridge.plan:
            self._later()
            return
        self.latest = found
        self.told.emit()
        for outlook in found.values():
            if outlook.over and not self._bridge.read_only:
                self._close_one(outlook)
        self._wait()

    def _close_one(self, outlook: "ExperimentOutlook") -> None:
        """Close a test as a step of its own, and say so; not again what was opened again and counts the same."""
        plan = self._bridge.plan
        one = plan.get(Experiment, outlook.id)
        seen = (one, outlook.counted)
        if outlook.verdict is None or self._closed.get(one.id) == seen:
            return
        self._closed[one.id] = seen
        verdict, name = outlook.verdict.verdict, one.hypothesis
        label = _CLOSE[verdict]
        if self._bridge.run(label, lambda tx: experiments.close(tx, one.id), origin=self, name=name) is not None:
            counted = counted_words(one, outlook, Scene.of(plan).context)
            self._bridge.toast(_(_TOLD[verdict]).format(name=name, counted=counted))

    def _wait(self) -> None:
        """Look at the clock when the next test is over."""
        left = self._left()
        if left is not None and self._aside:
            self._clock.start(min(max(int(left.total_seconds() * 1000), 0) + 1, LOOK))

    def _left(self) -> timedelta | None:
        """How long until the next end that is still to come; None when none is."""
        now = self.now()
        ends = [one.stop_at for one in self._bridge.plan.of(Experiment) if one.state == "running" and one.stop_at]
        waiting = [end - now for end in ends if end > now]
        return min(waiting, default=None)

    def _on_clock(self) -> None:
        if any(self._just_over(one) for one in self._bridge.plan.of(Experiment)):
            self.settle()
        else:
            self._wait()

    def _just_over(self, one: Experiment) -> bool:
        """Whether the test is past its end and was still running at the last look."""
        known = self.latest.get(one.id)
        past = one.state == "running" and one.stop_at is not None and one.stop_at <= self.now()
        return past and known is not None and not known.over
