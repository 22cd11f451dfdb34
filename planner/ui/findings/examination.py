"""What is wrong with the plan right now: looked at after every change, in the background where that takes long.

Rules that need the analysis are judged in the background, anew whenever a forecast arrives; until then what they found
last stays, as long as the record it is about stays as it was.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.i18n import language
from planner.model import checks, checks_records  # noqa: F401 - the second registers the rules
from planner.model.checks import Examination, Problem, Surroundings, examine, missing, muted, ranked
from planner.model.discretion import amounts_hidden
from planner.model.plan import Plan
from planner.ui.editors.platform_picker import catalogue

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.ui.bridge import Bridge
    from planner.ui.forecast.outlook import Outlook

_log = logging.getLogger(__name__)
LIMIT: Final = 0.02  # s a look may take in the main thread
FEW: Final = 1000  # records that are looked at within LIMIT
SOON: Final = 30  # ms after a change, so that a burst of changes is looked at once
LISTEN: Final = 2500  # ms after the first look until a forecast is asked for: a start needs none
AGAIN: Final = 150  # ms after a change until the rules that need the analysis judge, unless a forecast is on its way


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
        self._asked: tuple[Plan, date, tuple[str, bool]] | None = (
            None  # plan, day and speech of the last look, or of that under way
        )
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.settle)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._on_rest)
        self._late = QTimer(self, singleShot=True, interval=LISTEN)
        self._late.timeout.connect(self.listen)
        self._outlook: Outlook | None = None
        self._firing: frozenset[tuple[str, str]] = frozenset()  # some rules let go later than they take hold
        bridge.changed.connect(self._on_changed)
        if bridge.worker is not None:
            self._late.start()
        self.settle()

    @property
    def complete(self) -> bool:
        """Whether all rules have judged, those that need the analysis too: until then nothing can be said to be fine."""
        return self._whole is not None or self._bridge.worker is None

    def settle(self) -> None:
        """Look now, if the plan has changed since the last look, or the day, or how findings are told."""
        wanted = (self._bridge.plan, _today(), _speech())
        if self._asked is not None and self._asked[0] is wanted[0] and self._asked[1:] == wanted[1:]:
            return
        if self._asked is not None and self._asked[2] != wanted[2]:
            self._whole = None
            self._again.start()
            if self._slow:
                self._say(self._bridge.plan, Examination())  # nothing, sooner than amounts that are to be hidden
        self._asked = wanted
        self._soon.stop()
        self._look()

    def listen(self) -> None:
        """Judge with the analysis from now on, whenever it has something to say."""
        self._late.stop()
        if self._outlook is None:
            self._outlook = self._bridge.outlook
            self._outlook.told.connect(self._on_forecast)
            self._outlook.failed.connect(self._judge)
            self._again.start()

    def close(self) -> None:
        """Look no more: the plan is being closed."""
        for timer in (self._soon, self._again, self._late):
            timer.stop()
        self._outlook = None
        self.blockSignals(True)

    def _on_changed(self) -> None:
        self._soon.start()
        self._again.start()

    def _on_forecast(self, forecast: "Forecast", coarse: bool) -> None:
        """Judge by a fine forecast of the plan as it stands; by a coarse one only if there was none."""
        if not forecast.scenario and not (coarse and self._whole):
            self._again.stop()
            self._judge()

    def _on_rest(self) -> None:
        if self._outlook is not None and not self._outlook.refining:
            self._judge()

    def _around(self, plan: Plan, results: Mapping[str, Any]) -> Surroundings:
        return Surroundings(plan, _today(), catalogue(), results, self._firing)

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

    def _judge(self) -> None:
        """Let every rule judge in the background, with what the analysis has said last."""
        outlook = self._outlook
        if outlook is None:
            return
        known = {"forecast": outlook.latest(), "actuals": outlook.facts}
        around = self._around(self._bridge.plan, {name: result for name, result in known.items() if result is not None})
        job, speech = self._bridge.worker.submit(lambda _job: judged(around), "diagnosis"), _speech()
        job.done.connect(lambda found: self._take_whole(around.plan, found) if speech == _speech() else None)
        job.failed.connect(lambda error: self._on_broken(around.plan, error))

    def _take_whole(self, plan: Plan, found: Examination) -> None:
        self._whole = (plan, found)
        self._firing = frozenset(problem.key for problem in (*found.problems, *found.muted))
        if plan is self._bridge.plan:
            self._say(plan, found)
        else:
            self._asked = None
            self.settle()

    def _on_broken(self, plan: Plan, error: Exception) -> None:
        """Nothing better is to be expected than what has been found already."""
        _log.warning("the rules that need the analysis could not judge: %s", error)
        self._take_whole(plan, self.latest)

    def _say(self, plan: Plan, found: Examination) -> None:
        self.plan, self.latest, self.at = plan, found, datetime.now().astimezone()
        self.told.emit(found)


def judged(around: Surroundings) -> Examination:
    """What every rule finds, those that need the analysis too; for a thread of its own."""
    import planner.analysis.diagnosis  # noqa: F401, PLC0415 - registers the rules; NumPy comes with it

    return examine(around)


def carried(now: Examination, before: tuple[Plan, Examination], around: Surroundings) -> Examination:
    """`now`, made without the analysis, with what the rules that need it found `before`, in that plan.

    A finding about a record that has changed or gone since is left out: it will be judged anew.
    """
    plan, last = before
    waiting = {rule for rule, _lacking in now.skipped if missing(checks.RULES[rule], around)}
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


def _speech() -> tuple[str, bool]:
    """How findings are told: those told otherwise, under way while that changed, are dropped and asked for again."""
    return language(), amounts_hidden()


def _today() -> date:
    return datetime.now().astimezone().date()
