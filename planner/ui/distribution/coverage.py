"""The works that are missing somewhere, reckoned in the background: the best next publications and what is usual on a platform."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.analysis.distribution.gaps import Gap
    from planner.analysis.distribution.results import Typical
    from planner.analysis.facts.actuals import Actuals
    from planner.model.plan import Plan
    from planner.session import Session
    from planner.ui.bridge import Bridge
    from planner.ui.forecast.outlook import Outlook
    from planner.ui.worker import Job

REST: Final = 400  # ms after the last change


@dataclass(frozen=True, slots=True)
class Covered:
    """The best next publications, and what is usual on each platform."""

    gaps: "tuple[Gap, ...]" = ()
    typical: "Mapping[str, Typical]" = field(default_factory=dict)


def reckoned(plan: "Plan", session: "Session", facts: "Actuals | None", stop: "Job | None") -> Covered | None:
    """What the journal and the plan say; None once the job is cancelled. For a thread of its own."""
    from planner.analysis.distribution.gaps import gaps  # noqa: PLC0415 - NumPy, not before the first paint
    from planner.analysis.distribution.results import typical  # noqa: PLC0415
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415

    placements = session.aside(lambda journal: journal.publications.placements(), lambda: bool(stop and stop.cancelled))
    if placements is None:
        return None
    return Covered(gaps(plan, placements, known_of(plan, facts, calibrate=True)), typical(placements))


class Coverage(QObject):
    """What is known by now, `known` once anything is; `told` follows each change. Nothing is reckoned before `ask` is first called."""

    told = Signal()

    def __init__(self, bridge: "Bridge", page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._page = bridge, page
        self._facts: Actuals | None = None  # by which was last reckoned
        self.latest, self.known = Covered(), False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._begin)
        self._outlook: Outlook | None = None

    def ask(self) -> None:
        """Reckon anew once nothing has changed for a moment."""
        self._rest.start()

    def _begin(self) -> None:
        bridge = self._bridge
        if bridge.closed or bridge.worker is None:
            return
        if self._outlook is None:
            self._outlook = bridge.outlook
            self._outlook.told.connect(self._on_forecast)
        plan, session, facts = bridge.plan, bridge.session, bridge.outlook.facts
        self._facts = facts
        job = bridge.worker.submit(lambda job: reckoned(plan, session, facts, job), "coverage")
        job.done.connect(self._on_done)

    def _on_forecast(self) -> None:
        """Reckon anew by what the journal says now; a page that is out of sight asks when it is shown."""
        if self._bridge.outlook.facts is not self._facts and self._page.isVisible():
            self.ask()

    def _on_done(self, found: Covered | None) -> None:
        if found is not None and (found != self.latest or not self.known):
            self.latest, self.known = found, True
            self.told.emit()
