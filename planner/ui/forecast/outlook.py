"""The forecast of the open plan, always on its way to being up to date: a coarse one soon after a change, then a fine one.

One job at a time runs on the worker lane; a change of the plan stops it and begins anew. Until a new result arrives the
last one stays. Nothing of the analysis is imported before the first job runs.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecast_results import Forecast
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.model.tallies import Tallies
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
COARSE: Final = 512  # runs of a preview
SAMPLES: Final = 8192  # runs of a forecast, unless asked otherwise
PAUSE: Final = 40  # ms of rest after a change
AS_IT_IS: Final = ""  # the scenario that changes nothing
FACTS: Final = frozenset({"entry", "time_entry", "publication"})
DEPENDS: Final = FACTS | {
    "plan", "domain", "product", "need", "platform", "listing", "alliance", "exchange", "job", "cost", "rate", "work",
    "milestone", "scenario", "override",
}  # fmt: skip
"""The kinds whose changes a forecast follows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One forecast wanted: of which plan and scenario, with how many runs, and what is known of the facts already."""

    plan: "Plan"
    scenario: str
    samples: int
    today: date
    facts: "Actuals | None"


@dataclass(frozen=True, slots=True)
class Answer:
    """A forecast, with the facts it was made from."""

    forecast: "Forecast"
    facts: "Actuals"


Reckon = Callable[[Asked, "Tallies", Callable[[], bool]], Answer | None]


def reckoned(asked: Asked, tallies: "Tallies", stop: Callable[[], bool]) -> Answer | None:
    """The answer to what is asked, or None once `stop()` turns true; for a thread of its own."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - NumPy and SciPy, not before the first paint
    from planner.analysis.forecast import ForecastOptions, Stopped, forecast  # noqa: PLC0415

    facts = asked.facts or actuals(asked.plan, tallies, asked.today)
    options = ForecastOptions(samples=asked.samples, scenario=asked.scenario, drivers=asked.samples > COARSE)
    try:
        return Answer(forecast(asked.plan, facts, options, stop), facts)
    except Stopped:
        return None


class Outlook(QObject):
    """The newest forecast of the plan as it stands, of one scenario beside it, and coarse ones of the other scenarios.

    `told(forecast, coarse)` follows each result, `failed(text)` each that could not be; `glanced` a coarse one of a
    scenario that is not looked at; `moved` every change of `working`. What is known is kept until the plan changes.
    """

    told = Signal(object, bool)
    failed = Signal(str)
    glanced = Signal()
    moved = Signal()

    def __init__(self, bridge: "Bridge", reckon: Reckon = reckoned, today: Callable[[], date] = date.today) -> None:
        super().__init__(bridge)
        self._bridge, self._reckon, self._today = bridge, reckon, today
        self._results: dict[tuple[str, int], Forecast] = {}  # the newest by scenario and number of runs
        self._newest: dict[str, Forecast] = {}
        self._fresh: set[tuple[str, int]] = set()  # those of the plan as it is now
        self._at: datetime | None = None
        self._facts: Actuals | None = None
        self._known = False  # whether these are the facts of the plan as it is now
        self._tallies: Tallies | None = None
        self._steps: deque[tuple[str, int]] = deque()
        self._job: Job | None = None
        self._asked = AS_IT_IS  # the scenario that the job is about
        self._old = True  # whether the newest result is of an earlier plan
        self.scenario = AS_IT_IS
        self.samples = SAMPLES
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.rerun)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)
        self._pause.start(0)

    # what is known

    def latest(self, scenario: str = AS_IT_IS, samples: int = 0) -> "Forecast | None":
        """The newest forecast of the plan as it stands or of a scenario, if wanted that of so many runs; None before."""
        return self._results.get((scenario, samples)) if samples else self._newest.get(scenario)

    @property
    def facts(self) -> "Actuals | None":
        """What the journal says, in the terms of a forecast; None before the first forecast."""
        return self._facts

    @property
    def tallies(self) -> "Tallies | None":
        """What the journal adds up to now; None while it is still to be read."""
        return self._tallies

    @property
    def at(self) -> datetime | None:
        """When the newest result arrived."""
        return self._at

    @property
    def working(self) -> bool:
        """Whether a result is on its way."""
        return self._job is not None or self._pause.isActive()

    @property
    def refining(self) -> bool:
        """Whether a better result of what is looked at is on its way."""
        return self.working and (self._job is None or self._asked in (self.scenario, AS_IT_IS))

    @property
    def stale(self) -> bool:
        """Whether the plan has changed since the newest result, and nothing is on its way."""
        return self._old and not self.working

    @property
    def today(self) -> date:
        """The day on the user's wall."""
        return self._today()

    # what is wanted

    def set_scenario(self, scenario: str) -> None:
        """Look at a scenario beside the plan as it stands ("": at none)."""
        if scenario != self.scenario:
            self.scenario = scenario
            self._begin()

    def set_samples(self, samples: int) -> None:
        """Live through the plan `samples` times from now on."""
        if samples != self.samples:
            self.samples = samples
            self._begin()

    def rerun(self) -> None:
        """Begin anew with the plan as it is now."""
        self._fresh.clear()
        self._begin()

    def _begin(self) -> None:
        """Ask for what is not known yet: coarse first, then fine, what is looked at first; then a glance at the rest."""
        self._stop()
        if self._bridge.closed:
            return
        scenarios = [one.id for one in self._bridge.plan.records("scenario")]
        if self.scenario not in scenarios:
            self.scenario = AS_IT_IS
        wanted = [self.scenario, AS_IT_IS] if self.scenario else [AS_IT_IS]
        rounds = (COARSE, self.samples) if self.samples > COARSE else (self.samples,)
        steps = [(scenario, samples) for samples in rounds for scenario in wanted]
        steps += [(scenario, COARSE) for scenario in scenarios if scenario not in wanted]
        self._steps = deque(step for step in steps if step not in self._fresh)
        for step in steps:
            if step in self._fresh:
                self._newest[step[0]] = self._results[step]
        self._next()

    def cancel(self) -> None:
        """Stop; the newest result stays."""
        self._stop()
        self.moved.emit()

    def close(self) -> None:
        """Ask for nothing more: the plan is being closed."""
        self._stop()
        self.blockSignals(True)

    # how it goes on

    def _stop(self) -> None:
        self._pause.stop()
        self._steps.clear()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a journal being read would keep it waiting."""
        if state == "saving" and self._job is not None and self._tallies is None:
            self._stop()
            self._pause.start()

    def _on_changed(self, changes: "ChangeSet") -> None:
        if not changes.kinds & DEPENDS:
            return
        self._stop()
        self._known, self._old = False, True
        self._fresh.clear()
        if changes.kinds & FACTS:
            self._tallies = None
        self._pause.start()
        self.moved.emit()

    def _next(self) -> None:
        """Ask for the next result that is wanted, if any."""
        if not self._steps or self._bridge.worker is None:
            self._job = None
            self.moved.emit()
            return
        scenario, samples = self._steps.popleft()
        self._asked = scenario
        asked = Asked(self._bridge.plan, scenario, samples, self._today(), self._facts if self._known else None)
        known, session, reckon = self._tallies, self._bridge.session, self._reckon

        def work(job: "Job") -> "tuple[Answer | None, Tallies | None]":  # in the worker's thread
            tallies = session.tallies(lambda: job.cancelled) if known is None else known
            return reckon(asked, tallies, lambda: job.cancelled) if tallies is not None else None, tallies

        self._job = self._bridge.worker.submit(work, "outlook")
        self._job.done.connect(lambda result: self._on_done(result[0], result[1], asked))
        self._job.failed.connect(lambda error: self._on_failed(error, scenario))
        self.moved.emit()

    def _on_done(self, answer: Answer | None, tallies: "Tallies | None", asked: Asked) -> None:
        self._tallies = tallies
        if answer is None:
            return
        self._facts, self._known = answer.facts, True
        step = (asked.scenario, asked.samples)
        self._results[step] = self._newest[asked.scenario] = answer.forecast
        self._fresh.add(step)
        self._at, self._old = datetime.now().astimezone(), False
        self._job = None
        if asked.scenario in (self.scenario, AS_IT_IS):
            self.told.emit(answer.forecast, asked.samples < self.samples)
        else:
            self.glanced.emit()
        if self._job is None:  # whoever was told may have asked anew
            self._next()

    def _on_failed(self, error: Exception, scenario: str) -> None:
        """Say why, and go on with what else is wanted."""
        _log.warning("no forecast: %s", error)
        told = str(error) if isinstance(error, PlannerError) else _("The forecast could not be made; the log says why.")
        if scenario in (self.scenario, AS_IT_IS):
            self.failed.emit(told)
        self._steps = deque(step for step in self._steps if step[0] != scenario)
        self._next()
