"""The works that are missing somewhere, reckoned in the background: the best next publications and what is usual on a platform."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from planner.analysis.distribution.gaps import Gap
    from planner.analysis.facts.actuals import Actuals
    from planner.model.plan import Plan
    from planner.session import Session
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

REST: Final = 400  # ms after the last change


def reckoned(plan: "Plan", session: "Session", facts: "Actuals | None", stop: "Job | None") -> "tuple[Gap, ...] | None":
    """The gaps of the plan; None once the job is cancelled. For a thread of its own."""
    from planner.analysis.distribution.gaps import gaps  # noqa: PLC0415 - NumPy, not before the first paint
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415

    placements = session.aside(lambda journal: journal.publications.placements(), lambda: bool(stop and stop.cancelled))
    return None if placements is None else gaps(plan, placements, known_of(plan, facts, calibrate=True))


class Coverage(QObject):
    """The newest gaps; `told` follows each. Nothing is reckoned before `ask` is first called."""

    told = Signal()

    def __init__(self, bridge: "Bridge", parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.gaps: tuple[Gap, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._begin)

    def ask(self) -> None:
        """Reckon anew once nothing has changed for a moment."""
        self._rest.start()

    def _begin(self) -> None:
        bridge = self._bridge
        if bridge.closed or bridge.worker is None:
            return
        plan, session, facts = bridge.plan, bridge.session, bridge.outlook.facts
        job = bridge.worker.submit(lambda job: reckoned(plan, session, facts, job), "coverage")
        job.done.connect(self._on_done)

    def _on_done(self, found: "tuple[Gap, ...] | None") -> None:
        if found is not None and found != self.gaps:
            self.gaps = found
            self.told.emit()
