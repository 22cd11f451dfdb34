"""What is wrong with the plan right now: looked at after every change, in the background where that takes long.

Rules that need the analysis are judged anew when a forecast arrives; until then what they found last stays, as long as
the record it is about stays as it was.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.model import checks, checks_records  # noqa: F401 - the second registers the rules
from planner.model.checks import RULES, Examination, Problem, Surroundings, examine, missing, muted, ranked
from planner.model.plan import Plan
from planner.ui.platform_picker import catalogue

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_log = logging.getLogger(__name__)
LIMIT: Final = 0.02  # s a look may take in the main thread
FEW: Final = 1000  # records that are looked at within LIMIT
SOON: Final = 30  # ms after a change, so that a burst of changes is looked at once


class Examiner(QObject):
    """The findings of one open plan. `told(Examination)` follows every look; `latest` is of `plan`, made `at`."""

    told = Signal(object)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.plan: Plan = bridge.plan
        self.latest = Examination()
        self.at = datetime.now().astimezone()
        self._whole: tuple[Plan, Examination] | None = None  # the last look with the analysis at hand
        self._slow = bridge.worker is not None and _size(bridge.plan) > FEW
        self._asked: tuple[Plan, date] | None = None  # the plan last looked at, or being looked at, and the day
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        self.settle()

    @property
    def firing(self) -> frozenset[tuple[str, str]]:
        """The keys of what was found last, heard or not: some rules let go later than they take hold."""
        return frozenset(problem.key for problem in (*self.latest.problems, *self.latest.muted))

    def settle(self) -> None:
        """Look now, if something changed since the last look or another day has begun."""
        plan, today = self._bridge.plan, _today()
        if self._asked is None or self._asked[0] is not plan or self._asked[1] != today:
            self._asked = (plan, today)
            self._soon.stop()
            self._look()

    def look_again(self) -> None:
        """Look at everything anew: what was found speaks another language than the one in use."""
        self._whole = None
        self._asked = None
        self.settle()

    def close(self) -> None:
        """Look no more: the plan is being closed."""
        self._soon.stop()
        self.blockSignals(True)

    def _on_changed(self) -> None:
        self._soon.start()

    def _around(self, plan: Plan, results: Mapping[str, Any]) -> Surroundings:
        return Surroundings(plan, _today(), catalogue(), results, self.firing)

    def _look(self) -> None:
        around = self._around(self._bridge.plan, {})
        if self._slow:
            job = self._bridge.worker.submit(lambda _job: _timed(around), "examination")
            job.done.connect(lambda found: self._take(around, *found))
            job.failed.connect(lambda error: _log.warning("the plan could not be examined: %s", error))
        else:
            self._take(around, *_timed(around))

    def _take(self, around: Surroundings, found: Examination, seconds: float) -> None:
        """Show what was found, with what the analysis said last."""
        self._slow = self._bridge.worker is not None and seconds > LIMIT
        self._say(around.plan, carried(found, self._whole, around) if self._whole else found)

    def _say(self, plan: Plan, found: Examination) -> None:
        self.plan, self.latest, self.at = plan, found, datetime.now().astimezone()
        self.told.emit(found)


def carried(now: Examination, before: tuple[Plan, Examination], around: Surroundings) -> Examination:
    """`now`, made without the analysis, with what the rules that need it found `before`, in that plan.

    A finding about a record that has changed or gone since is left out: it will be judged anew.
    """
    plan, last = before
    waiting = {rule for rule, _lacking in now.skipped if rule in RULES and missing(RULES[rule], around)}
    kept = [problem for problem in (*last.problems, *last.muted) if problem.rule in waiting]
    kept = [problem for problem in kept if _stands(problem, plan, around.plan)]
    every = ranked((*now.problems, *now.muted, *kept))
    skipped = [entry for entry in now.skipped if entry[0] not in waiting]
    return replace(
        now,
        problems=tuple(problem for problem in every if not muted(problem, around)),
        muted=tuple(problem for problem in every if muted(problem, around)),
        skipped=(*skipped, *(entry for entry in last.skipped if entry[0] in waiting)),
        failed=(*now.failed, *(entry for entry in last.failed if entry[0] in waiting)),
    )


def _stands(problem: Problem, before: Plan, now: Plan) -> bool:
    """Whether the record the problem is about, if it is about one, is still the same."""
    return not problem.kind or before.find(problem.kind, problem.id) is now.find(problem.kind, problem.id)


def _timed(around: Surroundings) -> tuple[Examination, float]:
    began = perf_counter()
    return examine(around), perf_counter() - began


def _size(plan: Plan) -> int:
    return sum(len(table) for table in plan.tables().values())


def _today() -> date:
    return datetime.now().astimezone().date()
