"""What a screen reader is given: the program on a screen and a bus of its own, read and worked from another process."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from tests.program import ROOT, environment
from tests.ui.assistive import TREE, Bus, Refused, Thing

LIMIT = 120  # s; a busy machine takes its time
NAMED = {"push button", "button menu", "check box", "radio button", "text", "table", "list", "chart", "slider", "tree"}
LAUNCHER = next(
    filter(os.path.exists, ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")), ""
)

Found = TypeVar("Found")

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not (LAUNCHER and shutil.which("Xvfb") and shutil.which("dbus-daemon")),
        reason="at-spi2-core, dbus-daemon or Xvfb is not installed",
    ),
]


@contextmanager
def running(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """The process, ended at the end."""
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Thing]:
    """The program as the accessibility bus has it."""
    with ExitStack() as stack:
        room = stack.enter_context(
            tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True)
        )  # sockets: short
        told, said = os.pipe()
        screen = ["Xvfb", "-displayfd", str(said), "-screen", "0", "1400x900x24", "-noreset"]
        stack.enter_context(running(subprocess.Popen(screen, pass_fds=[said], stderr=subprocess.DEVNULL)))
        os.close(said)
        with os.fdopen(told) as line:
            monkeypatch.setenv("DISPLAY", ":" + line.readline().strip())
        monkeypatch.setenv("XDG_RUNTIME_DIR", room)
        daemon = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        session = subprocess.Popen(daemon, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = stack.enter_context(running(session)).stdout.readline().strip()
        asked = Bus(address)
        stack.callback(asked.close)
        bus = Bus(asked.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0])
        stack.callback(bus.close)
        for name, value in (("DBUS_SESSION_BUS_ADDRESS", address), ("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")):
            monkeypatch.setenv(name, value)
        settings = tmp_path / "config" / "settings.json"
        settings.parent.mkdir()
        settings.write_text('{"language": "en", "theme": "light"}', encoding="utf-8")
        on_screen = environment(tmp_path) | {"QT_QPA_PLATFORM": "xcb"}
        stack.enter_context(running(subprocess.Popen([sys.executable, "-m", "planner"], env=on_screen, cwd=ROOT)))
        registry = Thing(bus, "org.a11y.atspi.Registry", TREE)
        yield until(lambda: registry.find("application", "Brightroad"))


def until(look: Callable[[], Found]) -> Found:
    """What `look` finds once it finds something; what goes away meanwhile is no failure."""
    end = time.monotonic() + LIMIT
    while True:
        try:
            if found := look():
                return found
        except (StopIteration, Refused):
            pass
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


def press(thing: Thing) -> None:
    assert thing.ask("Action", "DoAction", 0)


def page(program: Thing, name: str) -> Thing:
    """Go to the page as a screen reader does, and give it once its title is read."""
    press(until(lambda: program.find("radio button", name)))
    return until(lambda: program.find("panel", name))


def unnamed(place: Thing) -> list[str]:
    """What can be worked and says not what it is."""
    found = []
    for thing in place.below():
        if thing.role in NAMED and (not thing.name.strip() or "Ctrl" in thing.name):
            found.append(f"{thing.role} {thing.name!r}")
        if thing.role == "combo box" and not thing.labels:
            found.append(f"combo box {thing.name!r} without a label")
    return found


def test_the_program_is_read_and_worked_by_a_screen_reader(program: Thing) -> None:
    assert unnamed(program) == []
    press(until(lambda: program.find("push button", "Open the sample plan")))

    overview = until(lambda: program.find("panel", "Overview"))
    chart = until(lambda: overview.find("chart", "Net income by month"))
    until(lambda: chart.told("Description").startswith("Net income by month from"))  # the forecast has come
    assert unnamed(program) == []

    products = page(program, "Products")
    table = until(lambda: products.find("table", "Products"))
    assert table.told("NRows", "Table") >= 7
    assert table.ask("Table", "GetColumnDescription", 0) == "Product"
    first = Thing(program.bus, *table.ask("Table", "GetAccessibleAt", 0, 0))
    assert first.told("Name").startswith("Zephyr from Scratch")
    name = until(lambda: products.find("text", "Name"))
    assert name.ask("Text", "GetText", 0, -1) == "Zephyr from Scratch"
    stage = next(one for one in products.below() if one.role == "combo box" and one.name == "Live")
    assert stage.labels == ["Stage"]
    assert unnamed(products) == []
