"""Sees to the safety of the open plan beside the window: looks once whether it is sound, and keeps backups.

Reading the whole file would keep an edit waiting, for seconds where it is large; so the work makes way for edits. It has
a lane of its own: to check the copy of a large plan takes longer than anybody waits for a forecast.
"""

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from planner.errors import DamageError
from planner.session import check
from planner.ui.bridge import SAVING
from planner.ui.worker import Worker

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

_log = logging.getLogger(__name__)
FIRST: Final = 3000  # ms after a plan is on screen
LOOK: Final = 5 * 60 * 1000  # ms between looks: looking at the backups' own interval would miss every other
REST: Final = 5000  # ms without an edit until work that made way is begun again
PATIENCE: Final = 20  # times it makes way; then it goes through


class BackingUp(QObject):
    """Of one plan, until `close`."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._lane = Worker(self)
        self._job: Job | None = None
        self._made_way = 0
        self._checked = False
        self._soon = QTimer(self, singleShot=True, interval=FIRST)
        self._soon.timeout.connect(self.look)
        self._soon.start()
        self._every = QTimer(self, interval=LOOK)
        self._every.timeout.connect(self.look)
        self._every.start()
        bridge.state.connect(self._on_state)

    def look(self) -> None:
        """Look whether the file is sound, the first time, and keep a backup when one is due."""
        session, path, first = self._bridge.session, self._bridge.session.path, not self._checked

        def work(job: "Job") -> None:
            def stop() -> bool:
                return job.cancelled

            if first:
                check(path, stop)
            if not stop():
                session.backup_if_due(datetime.now(UTC), opening=first, stop=stop)

        self._job = self._lane.submit(work, "backup")
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)

    def close(self) -> None:
        """Look no more; a copy that is being made is given up, or made to its end."""
        self._soon.stop()
        self._every.stop()
        self._job = None
        self._lane.close()

    def _on_state(self, state: str) -> None:
        if state == SAVING and self._job is not None and self._made_way < PATIENCE:
            self._job.cancel()
            self._job = None
            self._made_way += 1
            self._soon.start(REST)

    def _on_done(self) -> None:
        self._job, self._made_way, self._checked = None, 0, True

    def _on_failed(self, error: Exception) -> None:
        self._on_done()
        _log.warning("no backup was made: %s", error)
        if isinstance(error, DamageError):
            self._bridge.damaged.emit(error)
