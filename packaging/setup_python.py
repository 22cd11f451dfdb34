"""Finds a Python this program runs on. Readable by Python 3.7, which may be all that ``python3`` is."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from setup_say import either

if TYPE_CHECKING:
    from collections.abc import Sequence

LOWEST = (3, 11)
ABOVE = (3, 15)
PREFERRED = ((3, 13), (3, 12), (3, 14), (3, 11))
ASK = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"


def supported(version: Sequence[int]) -> bool:
    """Whether the program runs on this version of Python."""
    return LOWEST <= tuple(version[:2]) < ABOVE


def candidates(system: str) -> list[list[str]]:
    """Commands that may start a Python, best first."""
    named = [f"{major}.{minor}" for major, minor in PREFERRED]
    if system == "win32":
        return [["py", "-" + version] for version in named] + [["python"], ["python3"]]
    commands = [["python" + version] for version in named] + [["python3"], ["python"]]
    folders = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
    return commands + [[folder + "/python" + version] for folder in folders for version in named]


def read_answer(text: str) -> tuple[tuple[int, ...], str]:
    """Version and path out of what ``ASK`` printed; (0,) and nothing when that makes no sense."""
    lines = text.split("\n")
    numbers = lines[0].strip().split(".")
    if len(lines) < 2 or not all(number.isdigit() for number in numbers):
        return (0,), ""
    return tuple(int(number) for number in numbers), lines[1].strip()


def choose(answers: list[tuple[tuple[int, ...], str]]) -> str:
    """The path of the best of several interpreters, or nothing."""
    fit = {version: path for version, path in reversed(answers) if path and supported(version)}
    for version in PREFERRED:
        if version in fit:
            return fit[version]
    return ""


def ask(command: list[str]) -> tuple[tuple[int, ...], str]:
    """What a command says about itself; stand-ins that only look like a Python answer nothing."""
    try:
        done = subprocess.run(
            [*command, "-c", ASK],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return (0,), ""
    return read_answer(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else ((0,), "")


def find() -> str:
    """The path of a Python that will do, or nothing."""
    return choose([ask(command) for command in candidates(sys.platform)])


def become(python: str, arguments: list[str]) -> int:
    """Goes on in another Python (on Windows: waits for it)."""
    if os.name == "nt":
        return subprocess.call([python, *arguments])
    os.execv(python, [python, *arguments])
    raise AssertionError("execv came back")


def advice() -> str:
    """What to do when there is no Python that will do."""
    here = "{}.{}".format(*sys.version_info[:2])
    return either(
        f"Brightroad needs Python 3.11 to 3.14, and this is {here}. Install a newer one beside it "
        "(for example python3.12 from your distribution, or from python.org) and start again.",
        f"明路需要 Python 3.11 到 3.14，而这里是 {here}。请另外安装一个较新的版本（例如发行版自带的 python3.12，"
        "或从 python.org 下载），然后重新启动。",
    )
