"""Where the window stood and what each page looked like: kept apart from the preferences and from the plan."""

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from planner.settings import read_json, write_json

_log = logging.getLogger(__name__)


class ViewState(QObject):
    """Plain JSON values by name in one file; writes are gathered for half a second."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values = read_json(path)
        self._rest = QTimer(self, singleShot=True, interval=500)
        self._rest.timeout.connect(self.flush)

    def recall(self, key: str, default: Any = None) -> Any:
        """What was kept under `key`."""
        return self._values.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Keep the plain JSON `value` under `key`."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._rest.start()

    def flush(self) -> None:
        """Write what is not yet written; a refusing folder costs the state, not the work."""
        self._rest.stop()
        try:
            write_json(self._path, self._values)
        except OSError as error:
            _log.warning("the view state was not kept: %s", error)
