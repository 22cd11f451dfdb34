"""What flows on the map, and what goes with one record: reckoned beside the window whenever a forecast is newer."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.figures.drawing import Target

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecasting.flows import MapFlows
    from planner.analysis.sources.disappearance import Disappearance
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)


class FlowWatch(QObject):
    """The newest flows of the open plan. `told` follows each, `lost(kind, id)` each answer to what goes with a record."""

    told = Signal()
    lost = Signal(str, str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._asked: tuple[Plan, Actuals | None] | None = None
        self._losses: dict[Target, Disappearance] = {}
        self._following = False
        self.latest: MapFlows | None = None

    def settle(self) -> None:
        """See to it that the flows are those of the plan as it is now; called while the map is looked at."""
        if not self._following:
            self._following = True
            self._bridge.prospects.follow(self.settle)
        prospects, now = self._bridge.prospects, (self._bridge.plan, self._bridge.outlook.facts)
        if self._bridge.closed or self._bridge.worker is None or prospects.latest is None or now == self._asked:
            return
        self._asked = now
        self._losses.clear()
        job = self._bridge.worker.submit(lambda job: _flows(*now, job), "map flows")
        job.done.connect(self._on_flows)
        job.failed.connect(lambda error: _log.warning("no flows: %s", error))

    def loss(self, node: Target) -> "Disappearance | None":
        """What goes with `node`; None while it is being reckoned, or before there is any forecast."""
        found = self._losses.get(node)
        if found is None and self._asked is not None and not self._bridge.closed:
            now = self._asked
            job = self._bridge.worker.submit(lambda job: _loss(*now, node, job), "disappearance")
            job.done.connect(lambda loss: self._on_loss(now, node, loss))
            job.failed.connect(lambda error: _log.warning("what goes with a record is not known: %s", error))
        return found

    def _on_flows(self, flows: "MapFlows | None") -> None:
        if flows is not None:
            self.latest = flows
            self.told.emit()

    def _on_loss(self, asked: "tuple[Plan, Actuals | None]", node: Target, loss: "Disappearance | None") -> None:
        if loss is not None and asked == self._asked:
            self._losses[node] = loss
            self.lost.emit(*node)


def _flows(plan: "Plan", facts: "Actuals | None", job: "Job") -> "MapFlows | None":
    from planner.analysis.forecasting.map_flows import Stopped, map_flows  # noqa: PLC0415 - NumPy, in the worker's thread

    try:
        return map_flows(plan, facts, stop=lambda: job.cancelled)
    except Stopped:
        return None


def _loss(plan: "Plan", facts: "Actuals | None", node: Target, job: "Job") -> "Disappearance | None":
    from planner.analysis.sources.disappearance import Stopped, disappearance  # noqa: PLC0415

    try:
        return disappearance(plan, node, facts, stop=lambda: job.cancelled)
    except Stopped:
        return None
