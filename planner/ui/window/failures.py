"""How many publications failed, counted in the background: the badge beside their page, whether it was opened or not."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.model.placements import StatusCounts
    from planner.ui.bridge import Bridge

REST: Final = 400  # ms after a change
_KINDS: Final = frozenset({"publication", "work"})


class Failures(QObject):
    """The number for the open plan; `told` follows each count."""

    told = Signal(int)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._begin)
        bridge.changed.connect(self._on_changed)
        self._rest.start()

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & _KINDS:
            self._rest.start()

    def _begin(self) -> None:
        bridge, now = self._bridge, datetime.now(UTC)
        if bridge.closed:
            return
        session = bridge.session
        job = bridge.worker.submit(
            lambda job: session.aside(lambda journal: journal.publications.counts(now), lambda: job.cancelled),
            "failures",
        )
        job.done.connect(self._on_done)

    def _on_done(self, counts: "StatusCounts | None") -> None:
        if counts is not None:
            self.told.emit(counts.by_status.get("failed", 0))
