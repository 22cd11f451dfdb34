"""Finds the tests that are worth most, beside the window: what each would decide takes a while to reckon."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from planner.ui.experiments.proposals import Proposal, evening, proposals
from planner.ui.tables.edits import RecordEdits

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_log = logging.getLogger(__name__)


class Proposer(QObject):
    """`told(proposals)` follows every `ask`, unless another one comes first."""

    told = Signal(object)

    def __init__(self, bridge: "Bridge", parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._aside = bridge.worker is not None

    def ask(self) -> None:
        """Look at the plan and its newest forecast."""
        plan, forecast = self._bridge.plan, self._bridge.outlook.latest()
        if not self._aside:
            self.told.emit(proposals(plan, forecast))
            return
        key = f"proposals {id(self)}"  # two tabs may ask at the same moment
        job = self._bridge.reader.submit(lambda _job: proposals(plan, forecast), key)
        job.done.connect(self.told)
        job.failed.connect(lambda error: _log.warning("no tests could be proposed: %s", error))

    def take(self, proposal: Proposal, origin: object) -> str:
        """Make the idea that is proposed; its id, or "" when refused."""
        stop = evening(self._bridge.plan, self._bridge.experiments.now())
        edits = RecordEdits("experiment", self._bridge, origin)
        return edits.create(**(proposal.fields | {"state": "idea", "stop_at": stop}))
