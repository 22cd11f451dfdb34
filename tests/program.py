"""The program as a process of its own, for tests that start, watch and kill it: a line on stdout for each thing done.

    python -m tests.program edit|walk [ARGUMENTS OF THE PROGRAM]

`edit` makes products in the plan that opens, `walk` goes through every page; both then close the window.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTimer

import planner
from planner import __main__, app
from planner.commands import records
from planner.ui.views import VIEWS

ROOT = Path(planner.__file__).resolve().parent.parent
SPEAKERS = ("ssl", "http.client", "urllib.request", "ftplib", "PySide6.QtNetwork")  # to networks
PAUSE = 30  # ms between one step and the next


def environment(home: Path) -> dict[str, str]:
    """What such a process runs in: a home of its own and no screen."""
    return os.environ | {"BRIGHTROAD_HOME": str(home), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def started(home: Path, *words: str, module: str = "tests.program", before: tuple[str, ...] = ()) -> subprocess.Popen:
    """The program, started with `words`; `before` is what it is run under."""
    command = [*before, sys.executable, "-m", module, *words]
    return subprocess.Popen(command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, text=True)


def say(word: str) -> None:
    """Tell whoever started this process what is done, and when."""
    print(word, time.monotonic(), flush=True)


class Used(app.Brightroad):
    """The program with a hand that uses it."""

    task = "walk"

    def start(self, request) -> None:
        say("started")
        self.net.caught.connect(lambda _report: os._exit(3))
        self.window.plan_opened.connect(lambda: QTimer.singleShot(0, self, self.use))
        super().start(request)

    def use(self) -> None:
        say("opened")
        self.steps = self.edit() if self.task == "edit" else self.walk()
        self.go_on()

    def go_on(self) -> None:
        if next(self.steps, None) is None:
            say("closing")
            self.window.close()
            say("loaded " + " ".join(name for name in SPEAKERS if name in sys.modules))
            say("closed")
        else:
            QTimer.singleShot(PAUSE, self, self.go_on)

    def edit(self) -> Iterator[str]:
        for number in range(3):
            name = f"Course {number} of {os.getpid()}"
            self.window.bridge.run("Add", lambda tx, name=name: records.create(tx, "product", name=name))
            say(f"kept {name.replace(' ', '_')}")
            yield name

    def walk(self) -> Iterator[str]:
        for view in VIEWS:
            self.window.workspace.show_page(view.id)
            say(f"page {view.id}")
            yield view.id


def main(task: str, words: list[str]) -> int:
    """Be the program with a hand that does `task`."""
    Used.task = task
    app.Brightroad = Used
    return __main__.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
