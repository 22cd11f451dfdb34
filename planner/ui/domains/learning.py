"""What the page of domains reckons: how each domain stands, and where the next hours go within what is settled.

Reckoned beside the window after each forecast and each change of what is asked. Hours and pins are no part of the plan:
they are a question, kept by the window.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from planner.errors import PlannerError
from planner.i18n import _
from planner.ui.hours.wall_clock import WallClock

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast
    from planner.analysis.skills.hour_gains import HourGain, JointGain
    from planner.analysis.skills.standings import Standing
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 60  # ms of rest after a change
FEWEST, MOST, STEP, USUAL = 20, 400, 10, 100  # hours
DAYS: Final = 30  # of which logged hours are told


@dataclass(frozen=True, slots=True)
class Asked:
    """What is reckoned with: the plan and its forecast, minutes logged lately by domain, hours, and pins by domain.

    A pin is the hours a domain gets at least; 0 means that it gets none.
    """

    plan: "Plan"
    forecast: "Forecast | None"
    minutes: Mapping[str, int]
    hours: int = USUAL
    pins: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Learned:
    """The answers: standings by domain; and once there is a forecast the split of the hours with what it adds.

    `instead` is what all of the hours would add in one domain each; nothing once some are settled by pins.
    """

    standings: "Mapping[str, Standing]"
    hours: int = USUAL
    pinned: bool = False
    gains: "tuple[HourGain, ...]" = ()
    instead: "tuple[HourGain, ...]" = ()
    joint: "JointGain | None" = None


def learned(asked: Asked) -> Learned:
    """The answers to what is asked; for a thread of its own."""
    from planner.analysis.skills.hour_gains import (  # noqa: PLC0415 - NumPy and SciPy, when wanted
        best_first,
        hour_gains,
        joint_gain,
    )
    from planner.analysis.skills.portfolio import Limits, skills  # noqa: PLC0415
    from planner.analysis.skills.standings import standings  # noqa: PLC0415

    plan, forecast = asked.plan, asked.forecast
    stand = standings(plan, forecast, asked.minutes)
    if forecast is None:
        return Learned(stand, asked.hours)
    least = {domain: hours for domain, hours in asked.pins.items() if hours > 0}
    limits = Limits(least, frozenset(asked.pins) - frozenset(least))
    found = skills(plan, forecast, asked.hours, limits)
    gains = hour_gains(plan, forecast, found)
    instead = () if asked.pins else best_first(plan, forecast, asked.hours)
    return Learned(stand, asked.hours, bool(asked.pins), gains, instead, joint_gain(plan, forecast, found))


class LearningWatch(QObject):
    """The newest answers in `latest`; `told` follows each, and `asked` each change of hours and pins.

    `trouble` says why the last question has no answer; empty where it has.
    """

    told = Signal()
    asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._aside = bridge.worker is not None
        self._listening = False
        self._minutes: Mapping[str, int] | None = None
        self._job: Job | None = None
        self.latest: Learned | None = None
        self.trouble = ""
        self.hours = self._kept_hours()
        self.pins: dict[str, float] = self._kept_pins()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        bridge.state.connect(self._on_state)

    @property
    def working(self) -> bool:
        """Whether newer answers are on their way."""
        return self._soon.isActive() or self._job is not None

    def listen(self) -> None:
        """Reckon now, and after every forecast from now on."""
        if not self._listening:
            self._listening = True
            self._bridge.prospects.follow(self.later)
            self._soon.start(0)

    def later(self) -> None:
        """Reckon after a moment of rest."""
        if self._listening:
            self._soon.start()

    # what is asked

    def set_hours(self, hours: int) -> None:
        """Share out so many hours."""
        if hours != self.hours:
            self.hours = hours
            self._bridge.remember(self._key("hours"), hours)
            self.asked.emit()
            self.later()

    def pin(self, domain: str, hours: float | None) -> None:
        """Give a domain at least so many hours; 0 gives it none, None lets it be free again."""
        self.pins.pop(domain, None)
        if hours is not None:
            self.pins[domain] = hours
        self._bridge.remember(self._key("pins"), self.pins)
        self.asked.emit()
        self.later()

    def shown_pins(self) -> dict[str, float]:
        """The pins of domains that are in the plan."""
        plan = self._bridge.plan
        return {domain.id: self.pins[domain.id] for domain in plan.records("domain") if domain.id in self.pins}

    def _kept_hours(self) -> int:
        kept = self._bridge.recall(self._key("hours"), USUAL)
        return min(max(kept, FEWEST), MOST) if isinstance(kept, int) else USUAL

    def _kept_pins(self) -> dict[str, float]:
        kept = self._bridge.recall(self._key("pins"), {})
        known = kept.items() if isinstance(kept, dict) else ()
        return {str(domain): float(hours) for domain, hours in known if isinstance(hours, int | float) and hours >= 0}

    def _key(self, what: str) -> str:
        """Under what it is remembered for this plan."""
        return f"domains.{self._bridge.plan.settings.id}.{what}"

    # how it goes on

    def settle(self) -> None:
        """Reckon with the forecast there is."""
        self._soon.stop()
        bridge = self._bridge
        if bridge.closed:
            return
        session, known = bridge.session, self._minutes
        plan, forecast, today = bridge.plan, bridge.outlook.latest(), WallClock(bridge.plan).today()
        hours, pins, first = self.hours, self.shown_pins(), today - timedelta(days=DAYS - 1)

        def work(stop: Callable[[], bool]) -> tuple[Learned, Mapping[str, int]] | None:
            minutes = known
            if minutes is None:
                minutes = session.aside(lambda journal: journal.time_log.domain_minutes(first, today), stop)
            if minutes is None:
                return None
            return learned(Asked(plan, forecast, minutes, hours, pins)), minutes

        if not self._aside:
            self._take(work(lambda: False))
            return
        self._job = bridge.worker.submit(lambda job: work(lambda: job.cancelled), "domains")
        self._job.done.connect(self._take)
        self._job.failed.connect(self._on_failed)

    def _take(self, answer: tuple[Learned, Mapping[str, int]] | None) -> None:
        self._job = None
        if answer is None:
            self._soon.start()
            return
        self.trouble = ""
        self.latest, self._minutes = answer
        self.told.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        _log.warning("the hours of learning could not be shared out: %s", error)
        untold = _("The hours could not be shared out; the log says why.")
        self.trouble = str(error) if isinstance(error, PlannerError) else untold
        self.told.emit()

    def _on_changed(self, changes: "ChangeSet") -> None:
        if "time_entry" in changes.kinds:
            self._drop()  # it would bring the minutes of before
            self._minutes = None
        if changes.kinds & {"time_entry", "domain"}:
            self.later()

    def _on_state(self, state: str) -> None:
        """Make way for an edit: a journal being read would keep it waiting."""
        if state == "saving" and self._job is not None:
            self._drop()
            self._soon.start()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
