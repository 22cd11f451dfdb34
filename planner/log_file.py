"""The log of the program: warnings and worse, in a file of bounded size in the user's state folder. It stays on this computer."""

import faulthandler
import logging
from pathlib import Path
from typing import IO

from planner import paths

SIZE = 1_000_000  # bytes; a longer log becomes the old one
FALLS = 64_000  # bytes of what a fall of the interpreter wrote
NAME, OLD, FALL = "brightroad.log", "brightroad.old.log", "brightroad.fall.log"


class BoundedFile(logging.FileHandler):
    """A log that is put aside when it grows too long: at most two files, the old one whole."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        super().__init__(folder / NAME, encoding="utf-8", delay=True)
        self._folder, self._size = folder, size

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; begin a new file before where this one is long enough."""
        try:
            path = self._folder / NAME
            if path.exists() and path.stat().st_size >= self._size:
                self.close()  # it is opened again by what is written next
                path.replace(self._folder / OLD)
            super().emit(record)
        except OSError:
            self.handleError(record)


def begin() -> None:
    """Log from now on, also what a fall of the interpreter itself has to say; a refusing folder costs the log only."""
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        kept = BoundedFile(folder)
        fall = _fall_file(folder)
    except OSError:
        return
    kept.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(kept)
    faulthandler.enable(fall)


def _fall_file(folder: Path) -> IO[str]:
    path = folder / FALL
    mode = "w" if path.exists() and path.stat().st_size > FALLS else "a"
    return path.open(mode, encoding="utf-8")
