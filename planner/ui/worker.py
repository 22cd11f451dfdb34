"""One lane for work that would hold up the window: done in a thread of its own, its result handed to the main thread."""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from planner.errors import PlannerError

_log = logging.getLogger(__name__)


class Job(QObject):
    """A piece of work asked for. `work` gets the job itself, to tell `progress` and to see that it is `cancelled`.

    `done(result)`, `failed(error)` and `progressed(share 0..1, text)` arrive on the main thread, and never after
    `cancel`. A failure that is no PlannerError is a bug: it is logged and still arrives as `failed`.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(float, str)
    _came = Signal(object, object)
    _moved = Signal(float, str)

    def __init__(self, work: "Callable[[Job], Any]", key: str, parent: QObject) -> None:
        super().__init__(parent)
        self.work = work
        self.key = key
        self.cancelled = False
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; nothing of it arrives any more."""
        self.cancelled = True

    def progress(self, share: float, text: str = "") -> None:
        """Called by the work: how far it is (0 to 1) and what it does, a text already translated."""
        self._moved.emit(share, text)

    def run(self) -> None:
        """Do the work, in whatever thread this is called."""
        result: Any = None
        error: Exception | None = None
        try:
            result = None if self.cancelled else self.work(self)
        except PlannerError as refused:
            error = refused
        except Exception as bug:  # noqa: BLE001 - one of the three: work must always come to an end
            _log.exception("background work failed")
            error = bug
        with contextlib.suppress(RuntimeError):  # the window, and this job with it, may be gone by now
            self._came.emit(result, error)

    def _on_came(self, result: object, error: Exception | None) -> None:
        if not self.cancelled:
            if error is None:
                self.done.emit(result)
            else:
                self.failed.emit(error)
        self.deleteLater()

    def _on_moved(self, share: float, text: str) -> None:
        if not self.cancelled:
            self.progressed.emit(share, text)


class Worker(QObject):
    """The lane. Of the jobs with one key only the newest matters: an older one is cancelled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._newest: dict[str, Job] = {}
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[Job], Any], key: str = "") -> Job:
        """Do `work(job)` after what was asked before; with a `key`, an older job of that key is cancelled."""
        job = Job(work, key, self)
        if key:
            if key in self._newest:
                self._newest[key].cancel()
            self._newest[key] = job
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="brightroad-worker", daemon=True)
            self._thread.start()
        self._waiting.put(job)
        return job

    def close(self) -> None:
        """Cancel everything and end the thread after the work it is in."""
        for job in self.findChildren(Job):
            job.cancel()
        self._newest.clear()
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=2.0)
            self._thread = None

    def _serve(self) -> None:
        while (job := self._waiting.get()) is not None:
            job.run()
