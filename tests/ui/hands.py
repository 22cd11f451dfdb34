"""Real keys and a real mouse: an X server, a window manager, and the program as a process on it, moved by xdotool.

What is waited for is read from the plan file or told by the program (`tests.ui.telling`); nothing sleeps as proof.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.program import ROOT

TOOLS = ("Xvfb", "openbox", "xdotool", "xprop")
MISSING = [tool for tool in TOOLS if not shutil.which(tool)]
PATIENCE = 60.0  # seconds
_PAUSE = 0.03  # between two looks


@contextmanager
def x_server(folder: Path) -> Iterator[dict[str, str]]:
    """An X server with a window manager; what its programs run in, who keep their compiled modules in `folder`."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-noreset", "-nolisten", "tcp"],
        pass_fds=(writing,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    environment = os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    keeper = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        asked = ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"]
        until(lambda: b"#" in subprocess.run(asked, env=environment, capture_output=True, check=False).stdout)
        yield environment
    finally:
        for process in (keeper, server):
            process.terminate()
            process.wait()


def until(condition: Callable[[], Any], what: str = "") -> Any:
    """Look again until `condition()` holds; returns what it gave."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, what or "it did not come to pass"
        time.sleep(_PAUSE)
    return found


class Running:
    """The program on an X server, under keys and mouse."""

    def __init__(self, server: dict[str, str], home: Path, *words: str) -> None:
        self.home = home
        self._server = server | {"BRIGHTROAD_HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}
        command = [sys.executable, "-m", "tests.ui.telling", *words]
        self.process = subprocess.Popen(
            command, env=self._server, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.sees(lambda now: now["active"], "no window came")

    # eyes

    def ask(self, question: str) -> Any:
        """The answer of the program to `question`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the program has ended with {self.process.wait()}"
        return json.loads(answer)

    def sees(self, condition: Callable[[dict[str, Any]], Any], what: str = "") -> dict[str, Any]:
        """Wait until what is in front fits; fails with a picture of the screen."""
        end = time.monotonic() + PATIENCE
        while not condition(now := self.ask("look")):
            if time.monotonic() > end:
                raise AssertionError(f"{what or 'not seen'}; {now}; picture: {self.picture('failed')}")
            time.sleep(_PAUSE)
        return now

    def page(self, view: str) -> None:
        """Wait for the page."""
        self.sees(lambda now: now["page"] == view, f"the page {view} is not shown")

    def reads(self, words: str) -> str:
        """Wait until a text with these words can be read; the whole text."""
        now = self.sees(lambda now: any(words in text for text in now["texts"]), f"“{words}” cannot be read")
        return next(text for text in now["texts"] if words in text)

    def picture(self, name: str) -> Path:
        """Keep the screen as a picture beside the plans."""
        path = self.home / f"{name}.png"
        self.ask(f"picture {path}")
        return path

    def place(self, name: str) -> tuple[int, int, int, int]:
        """Wait until something called `name` is on the screen; its x, y, width and height."""
        found: list[tuple[int, int, int, int]] = []

        def there(_now: dict[str, Any]) -> bool:
            found[:] = [tuple(area) for area in self.ask(f"find {name}")]
            return bool(found)

        self.sees(there, f"“{name}” is not on the screen")
        return found[0]

    # hands

    def _move(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._server, check=True)

    def press(self, *keys: str) -> None:
        """Press keys as xdotool names them: ``ctrl+n``, ``Return``."""
        self._move("key", "--delay", "5", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._move("type", "--delay", "5", text)

    def click(self, name: str) -> None:
        """Click into the middle of what is called `name`."""
        x, y, width, height = self.place(name)
        self._move("mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def drag(self, name: str, onto: str) -> None:
        """Draw from the right edge of one thing onto another."""
        x, y, width, height = self.place(name)
        to_x, to_y, to_width, to_height = self.place(onto)
        begin, end = (x + width - 4, y + height // 2), (to_x + to_width // 2, to_y + to_height // 2)
        middle = tuple((one + other) // 2 for one, other in zip(begin, end, strict=True))
        words = ["mousemove", *map(str, begin), "mousedown", "1"]
        for spot in (middle, end):
            words += ["mousemove", "--sync", *map(str, spot)]
        self._move(*words, "mouseup", "1")

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Press Tab (or another key) until the field of that name has the keyboard."""
        seen: list[str] = [self.ask("focus")]
        while seen[-1] != name:
            assert len(seen) < 60, f"{key} never reaches {name}; it went {seen}; picture: {self.picture('failed')}"
            self.press(key)
            seen.append(
                until(lambda: (now := self.ask("focus")) != seen[-1] and now, f"{key} leads on from {seen[-1]}")
            )

    def end(self) -> None:
        """Close the window as users do; the program must end by itself, and well."""
        self.press("ctrl+q")
        assert self.process.wait(PATIENCE) == 0

    def stop(self) -> None:
        """Leave no process behind."""
        self.process.kill()
        self.process.communicate()


def rows(path: Path, question: str) -> list[tuple[Any, ...]]:
    """What stands in a plan file while the program has it open; nothing while it is being written or is not there."""
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)) as file,
    ):
        return file.execute(question).fetchall()
    return []
