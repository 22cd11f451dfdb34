"""What each alliance of the open plan is worth, reckoned beside the window after each forecast and kept till the plan changes."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from planner.analysis.alliances.balances import Balance
    from planner.analysis.alliances.prospects import AllianceProspect
    from planner.analysis.alliances.terms import AllianceTerms
    from planner.analysis.facts.actuals import Actuals
    from planner.model.changes import ChangeSet
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
PAUSE: Final = 120  # ms of rest after a change or a forecast
FOLLOWS: Final = frozenset({"alliance", "exchange", "partner", "listing", "product", "platform", "plan", "rate"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """One alliance: what passes each way, and its terms (None once it has ended)."""

    balance: "Balance"
    terms: "AllianceTerms | None"


class Agreements(QObject):
    """The newest of each alliance in `latest`; `told` follows. `prospect` is of the one that was asked for last."""

    told = Signal()
    prospected = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.latest: Mapping[str, Agreement] = {}
        self.prospect: AllianceProspect | None = None
        self._about = ""
        self._jobs: dict[str, Job] = {}
        self._asked: dict[str, tuple[object, ...]] = {}
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.settle)
        bridge.changed.connect(self._on_changed)
        bridge.prospects.follow(self._soon.start)
        self._soon.start()

    @property
    def working(self) -> bool:
        """Whether something newer is on its way."""
        return self._soon.isActive() or bool(self._jobs)

    def settle(self) -> None:
        """Reckon all alliances now, and the one that is looked at with and without it."""
        self._soon.stop()
        bridge = self._bridge
        if bridge.closed or bridge.worker is None or not bridge.plan.records("alliance"):
            return
        plan, about = bridge.plan, self._about
        facts = bridge.outlook.facts if bridge.prospects.latest is not None else None
        if self._is_news("terms", plan, facts):
            self._ask("terms", lambda _job: agreements_of(plan, facts), self._take)
        if plan.find("alliance", about) is not None and self._is_news("prospect", plan, facts, about):
            self._ask("prospect", lambda job: _prospect(plan, about, facts, job), self._take_prospect)

    def _is_news(self, key: str, *asked: object) -> bool:
        """Whether this was not asked for already: every forecast of one plan calls for the same."""
        before = self._asked.get(key, ())
        self._asked[key] = asked
        return len(before) != len(asked) or any(one is not other for one, other in zip(before, asked, strict=True))

    def look_at(self, alliance: str) -> None:
        """Ask for the year with and without this alliance."""
        if alliance != self._about:
            self._about, self.prospect = alliance, None
            self._soon.start()

    def close(self) -> None:
        """Ask no more: the plan is being closed."""
        self._soon.stop()
        self.blockSignals(True)

    def _ask(self, key: str, work: "Callable[[Job], Any]", take: Callable[[Any], None]) -> None:
        job = self._bridge.reader.submit(work, f"agreements {key}")
        self._jobs[key] = job

        def done(found: Any) -> None:
            self._jobs.pop(key, None)
            take(found)

        job.done.connect(done)
        job.failed.connect(lambda error: self._on_failed(key, error))

    def _on_failed(self, key: str, error: Exception) -> None:
        self._jobs.pop(key, None)
        _log.warning("an alliance could not be reckoned: %s", error)

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & FOLLOWS:
            self._soon.start()

    def _take(self, found: Mapping[str, Agreement]) -> None:
        self.latest = found
        self.told.emit()

    def _take_prospect(self, found: "AllianceProspect | None") -> None:
        if found is None or found.id == self._about:
            self.prospect = found
            self.prospected.emit()


def agreements_of(plan: "Plan", facts: "Actuals | None") -> dict[str, Agreement]:
    """Balance and terms of every alliance; for a thread of its own."""
    from planner.analysis.alliances.balances import balances  # noqa: PLC0415 - NumPy, when wanted
    from planner.analysis.alliances.terms import alliance_terms  # noqa: PLC0415
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415

    known = known_of(plan, facts, calibrate=True)
    terms = {one.id: one for one in alliance_terms(plan, known)}
    return {one.id: Agreement(one, terms.get(one.id)) for one in balances(plan, known)}


def _prospect(plan: "Plan", alliance: str, facts: "Actuals | None", job: "Job") -> "AllianceProspect | None":
    from planner.analysis.alliances.prospects import Stopped, alliance_prospect  # noqa: PLC0415 - NumPy, when wanted

    try:
        return alliance_prospect(plan, alliance, facts, stop=lambda: job.cancelled)
    except Stopped:
        return None
