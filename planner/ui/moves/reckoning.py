"""The moves that are tried on the open plan: reckoned when they are looked at, beside the window, and dropped by a change."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from planner.errors import PlannerError
from planner.i18n import _
from planner.ui.forecast.outlook import DEPENDS

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecast_results import Forecast
    from planner.analysis.forecasting.moves import PlanMoves
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.model.tallies import Tallies
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
SAMPLES: Final = 1024


@dataclass(frozen=True, slots=True)
class Tried:
    """The plan on which moves are to be tried, and what is known of it."""

    plan: "Plan"
    today: date
    forecast: "Forecast | None"
    samples: int


def tried(
    asked: Tried, tallies: "Tallies", stop: Callable[[], bool], tell: Callable[[float], object]
) -> "PlanMoves | None":
    """The moves, or None once `stop()` turns true; for a thread of its own."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - NumPy, not before it is wanted
    from planner.analysis.forecasting.moves import MoveOptions, Stopped, plan_moves  # noqa: PLC0415

    facts: Actuals = actuals(asked.plan, tallies, asked.today)
    try:
        return plan_moves(asked.plan, facts, asked.forecast, MoveOptions(asked.samples, tell=tell), stop)
    except Stopped:
        return None


class MoveWatch(QObject):
    """The moves last tried in `latest`, of the plan `of`; a milestone more makes them no older. `told` follows every change of what there is to say."""

    told = Signal()

    def __init__(self, bridge: "Bridge", samples: int = SAMPLES, today: Callable[[], date] = date.today) -> None:
        super().__init__(bridge)
        self._bridge, self._samples, self._today = bridge, samples, today
        self._aside = bridge.worker is not None
        self._job: Job | None = None
        self.latest: PlanMoves | None = None
        self.of: Plan | None = None
        self.share = 0.0  # of the moves tried, while at it
        self.trouble = ""
        self.stale = True  # whether the plan has changed since
        bridge.changed.connect(self._on_changed)

    @property
    def working(self) -> bool:
        """Whether moves are being tried."""
        return self._job is not None

    def run(self) -> None:
        """Try all moves on the plan as it is now."""
        bridge, session = self._bridge, self._bridge.session
        asked = Tried(bridge.plan, self._today(), bridge.outlook.latest(), self._samples)
        self._drop()
        self.share, self.trouble, self.stale = 0.0, "", False

        def work(stop: Callable[[], bool], tell: Callable[[float], object]) -> "PlanMoves | None":
            tallies = session.tallies(stop)
            return None if tallies is None else tried(asked, tallies, stop, tell)

        if not self._aside:
            try:
                self._take(asked.plan, work(lambda: False, lambda _share: None))
            except PlannerError as error:
                self._fail(error)
            return
        self._job = bridge.worker.submit(lambda job: work(lambda: job.cancelled, job.progress), "moves")
        self._job.progressed.connect(self._on_progress)
        self._job.done.connect(lambda found: self._take(asked.plan, found))
        self._job.failed.connect(self._fail)
        self.told.emit()

    def cancel(self) -> None:
        """Stop; what was tried before stays."""
        self._drop()
        self.stale = True
        self.told.emit()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & (DEPENDS - {"milestone", "scenario", "override"}):
            self._drop()
            self.stale = True
            self.told.emit()

    def _on_progress(self, share: float, _text: str) -> None:
        self.share = share
        self.told.emit()

    def _take(self, plan: "Plan", found: "PlanMoves | None") -> None:
        self._job = None
        if found is not None:
            self.latest, self.of = found, plan
        self.told.emit()

    def _fail(self, error: Exception) -> None:
        self._job = None
        _log.warning("no moves: %s", error)
        self.trouble = (
            str(error) if isinstance(error, PlannerError) else _("The moves could not be tried; the log says why.")
        )
        self.told.emit()
