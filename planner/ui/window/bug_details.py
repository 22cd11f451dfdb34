"""What helps to find a bug: versions, system, look and sizes. Never a path, a name, a text or an amount of the user's."""

import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from planner import __version__, paths
from planner.errors import FileError
from planner.model.catalogue import KINDS
from planner.session import ENGINE

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow

LINKS: Final = 8  # of a chain of errors
_ROOT: Final = Path(__file__).resolve().parents[3]


def versions() -> tuple[tuple[str, str], ...]:
    """What the program is made of, by name and version."""
    return (
        ("Brightroad", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide6", PySide6.__version__),
        ("SQLite", ENGINE),
    )


def details(window: "MainWindow") -> str:
    """The details as lines of text, in English whatever the language: they are for who mends it."""
    kept = window.preferences.settings
    screen = window.screen()
    lines = [
        ", ".join(f"{name} {version}" for name, version in versions()),
        f"System: {platform.system()} {platform.release()}, {platform.machine()}"
        + (", bundle" if getattr(sys, "frozen", False) else ""),
        f"Display: {QGuiApplication.platformName()}, {screen.size().width()}x{screen.size().height()}",
        f"Window: {window.width()}x{window.height()}, ratio {screen.devicePixelRatio():g}",
        f"Look: {window.preferences.language}, {kept.theme}, {kept.scale} %, {kept.density}, motion {kept.motion}",
        *_plan_lines(window),
    ]
    return "\n".join(lines + (["", window.last_report] if window.last_report else []))


def _plan_lines(window: "MainWindow") -> Iterator[str]:
    """How large the plan is, and nothing of what is in it."""
    space, bridge = window.workspace, window.bridge
    if bridge is None or space is None:
        yield "Plan: none is open"
        return
    try:
        listed = [(name, bridge.session.journal.count(name)) for name, kind in KINDS.items() if kind.journal]
    except FileError as error:
        listed = []
        yield f"Plan file: {type(error).__name__}"
    held = ((name, len(bridge.plan.records(name))) for name, kind in KINDS.items() if not kind.journal)
    yield "Plan: " + ", ".join(f"{name} {count}" for name, count in (*held, *listed) if count)
    yield f"Page: {space.view}{', read-only' if bridge.read_only else ''}"


def report_of(error: BaseException) -> str:
    """What kind of error it was and where in the program; its message stays in the log, for it may quote the user."""
    chain: list[str] = []
    at: BaseException | None = error
    while at is not None and len(chain) < LINKS:
        places = [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(at.__traceback__)
        ]
        chain.append("\n".join([*places, type(at).__name__]))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n\n".join(chain)


def _place(filename: str) -> str:
    """A file of the program by its place in it, any other by its name alone."""
    path = Path(filename)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT / "planner") else path.name


def log_folder() -> Path:
    """Where the log is, made if there is none yet."""
    folder = paths.log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
