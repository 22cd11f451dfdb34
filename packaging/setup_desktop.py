"""Puts the program, started from its source folder, into this user's menu, and makes a double click open a plan."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup_failure import SetupFailure
from setup_say import either, say

TYPE = "application/x-brightroad"


def main(root: str, task: str) -> int:
    """Does ``install-desktop`` or ``remove-desktop``; the result is an exit code."""
    if not sys.platform.startswith("linux"):
        raise SetupFailure(
            either(
                "Menu entries are made on Linux only; on Windows and macOS drag a shortcut to packaging/run.py.",
                "菜单项仅在 Linux 上建立；在 Windows 和 macOS 上请为 packaging/run.py 建立快捷方式。",
            )
        )
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    files = targets(Path(root), data)
    if task == "remove-desktop":
        for target in files:
            target.unlink(missing_ok=True)
    else:
        interpreter = shutil.which("python3") or sys.executable
        for target, content in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        entry = data / "applications" / "brightroad.desktop"
        entry.write_text(
            with_command(entry.read_text(encoding="utf-8"), [interpreter, str(Path(root, "packaging", "run.py"))]),
            encoding="utf-8",
        )
    refresh(data, task == "install-desktop")
    if task == "remove-desktop":
        say("Brightroad is out of the menu.", "明路已从菜单中移除。")
    else:
        say("Brightroad is in the menu now; a double click opens a plan.", "明路已加入菜单；双击即可打开规划文件。")
    return 0


def targets(root: Path, data: Path) -> dict[Path, bytes]:
    """Every file that is put under the user's data folder, and what it holds."""
    linux, icons = root / "packaging" / "linux", root / "resources" / "icons"
    scalable = data / "icons" / "hicolor" / "scalable"
    return {
        data / "applications" / "brightroad.desktop": (linux / "brightroad.desktop").read_bytes(),
        data / "mime" / "packages" / "brightroad.xml": (linux / "brightroad-mime.xml").read_bytes(),
        scalable / "apps" / "brightroad.svg": (icons / "brightroad.svg").read_bytes(),
        scalable / "mimetypes" / "application-x-brightroad.svg": (icons / "brightroad-plan.svg").read_bytes(),
    }


def quoted(argument: str) -> str:
    """An argument as the Exec line of a desktop entry wants it: quoted, and escaped once for each of its two readers."""
    inner = "".join("\\" + sign if sign in '"`$\\' else sign for sign in argument).replace("%", "%%")
    return '"' + inner.replace("\\", "\\\\") + '"'


def with_command(entry: str, command: list[str]) -> str:
    """A desktop entry that starts another command than the one it names."""
    line = " ".join([*map(quoted, command), "%F"])
    return "".join(f"Exec={line}\n" if old.startswith("Exec=") else old for old in entry.splitlines(keepends=True))


def refresh(data: Path, installed: bool) -> None:
    """Tells the desktop, with whatever of its tools are here."""
    if (data / "icons" / "hicolor").is_dir():
        (data / "icons" / "hicolor").touch()  # what makes a desktop look for new icons
    commands = [
        ["update-mime-database", str(data / "mime")],
        ["update-desktop-database", str(data / "applications")],
    ]
    if installed:
        commands.append(["xdg-mime", "default", "brightroad.desktop", TYPE])
    for command in commands:
        if shutil.which(command[0]):
            subprocess.run(
                command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
