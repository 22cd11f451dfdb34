"""Frees what holds itself in circles on the main thread alone.

Python looks for it in whichever thread makes things at the moment. An object of Qt that dies beside the main thread takes
a lock of Qt's and waits for the interpreter, while the main thread has the interpreter and may wait for that lock.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EACH: Final = 200  # ms between two looks
MOST: Final = (700, 10, 50)  # by generation: what is new, and how often the younger was freed since


class Garbage(QObject):
    """Looks after it while the event loop runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.freeze()
        self._timer = QTimer(self, interval=EACH)
        self._timer.timeout.connect(free)
        self._timer.start()


def free() -> None:
    """Free what is due, the oldest generation of it."""
    due = [generation for generation, count in enumerate(gc.get_count()) if count > MOST[generation]]
    if due:
        gc.collect(due[-1])
