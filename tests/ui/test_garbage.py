"""Objects of Qt in circles die on the main thread, whichever thread was at work."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from planner.ui import garbage
from planner.ui.garbage import Garbage
from tests.ui.shell import wait


class Circle(QObject):
    """Holds itself, and tells where it dies."""

    def __init__(self, died: list[threading.Thread]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: died.append(threading.current_thread()))


def test_circles_die_on_the_main_thread(qapp, monkeypatch) -> None:
    monkeypatch.setattr(garbage, "EACH", 5)
    assert not gc.isenabled()
    died: list[threading.Thread] = []
    keeper = Garbage(qapp)
    for _one in range(50):
        Circle(died)
    busy = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    busy.start()
    busy.join()
    assert not died
    kept = [[] for _ in range(2_000)]
    wait(lambda: len(died) == 50)
    assert set(died) == {threading.main_thread()}
    assert len(kept) == 2_000
    keeper.deleteLater()
