"""What set-up has done already, kept in a stamp inside .venv, so that a later start costs nothing.

Readable by Python 3.7. Imports next to nothing: json, hashlib and typing alone would take as long as Python itself.
"""

from __future__ import annotations

import os
import sys
import zlib

LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt", "build": "requirements-build.txt"}
PLATFORM_LIBRARIES = {"offscreen": "libqoffscreen.so", "xcb": "libqxcb.so", "wayland": "libqwayland.so"}
FIRST_LINE = "Brightroad set-up 1"


class Stamp:
    """What was set up: the interpreter below .venv, locks by purpose, platforms that load, folders of own libraries."""

    def __init__(self, interpreter: str = "") -> None:
        self.interpreter = interpreter
        self.locks: dict[str, str] = {}
        self.platforms: list[str] = []
        self.libraries: list[str] = []

    def text(self) -> str:
        """The stamp as it is written, a fact a line."""
        facts = [("interpreter", self.interpreter)]
        facts += [("lock." + purpose, self.locks[purpose]) for purpose in sorted(self.locks)]
        facts += [("platform", name) for name in self.platforms] + [("library", folder) for folder in self.libraries]
        return FIRST_LINE + "\n" + "".join(f"{name}={value}\n" for name, value in facts)


def parse(text: str) -> Stamp:
    """A stamp from its text; an empty one when the text is of another make."""
    stamp = Stamp()
    lines = text.split("\n")
    if lines[0] != FIRST_LINE:
        return stamp
    for line in lines[1:]:
        name, _, value = line.partition("=")
        if name == "interpreter":
            stamp.interpreter = value
        elif name.startswith("lock."):
            stamp.locks[name[5:]] = value
        elif name == "platform":
            stamp.platforms.append(value)
        elif name == "library":
            stamp.libraries.append(value)
    return stamp


def venv(root: str) -> str:
    """The folder of the virtual environment."""
    return os.path.join(root, ".venv")


def venv_python(root: str) -> str:
    """The interpreter inside the virtual environment; it need not exist."""
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(venv(root), *inside)


def lock_file(root: str, purpose: str) -> str:
    """The lock a purpose is installed from; that of the tests holds the program's too."""
    return os.path.join(root, "packaging", LOCKS[purpose])


def fingerprint(path: str) -> str:
    """What tells one state of a file from another, whatever its line ends; nothing when it is not there."""
    try:
        with open(path, "rb") as stream:
            content = stream.read().replace(b"\r\n", b"\n")
    except OSError:
        return ""
    return f"{len(content)}-{zlib.crc32(content):08x}"


def wanted_platforms(purpose: str, environment: dict[str, str], system: str) -> list[str]:
    """Which Qt platform plugins have to load here; only Linux lacks libraries for them."""
    if not system.startswith("linux"):
        return []
    if purpose == "build":  # to draw the icons
        return ["offscreen"]
    if purpose == "test":  # with an X server at hand some tests open real windows
        folders = environment.get("PATH", "").split(os.pathsep)
        served = any(folder and os.path.exists(os.path.join(folder, "Xvfb")) for folder in folders)
        return ["offscreen", "xcb"] if served else ["offscreen"]
    named = environment.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0].split("-")[0]
    if named:
        return [named if named in PLATFORM_LIBRARIES else "offscreen"]
    wanted = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
    if environment.get("DISPLAY") or not wanted:
        wanted.append("xcb")
    return wanted


def stamp_file(root: str) -> str:
    """Where the stamp is kept."""
    return os.path.join(venv(root), "brightroad-setup.txt")


def read_stamp(root: str) -> Stamp:
    """What was done; empty when nothing was, or the stamp cannot be read, or Python was exchanged below it."""
    try:
        with open(stamp_file(root), encoding="utf-8", errors="replace") as stream:
            stamp = parse(stream.read())
    except OSError:
        return Stamp()
    interpreter = venv_python(root)
    same = os.path.exists(interpreter) and stamp.interpreter == os.path.realpath(interpreter)
    return stamp if same else Stamp()


def write_stamp(root: str, purpose: str, platforms: list[str], libraries: list[str]) -> None:
    """Notes that a purpose is installed and platforms were found to load, with extra library folders if need be."""
    stamp = read_stamp(root)
    stamp.interpreter = os.path.realpath(venv_python(root))
    for name in {"run", purpose}:  # the locks of tests and of building hold the program's
        stamp.locks[name] = fingerprint(lock_file(root, name))
    stamp.platforms = sorted({*stamp.platforms, *platforms})
    stamp.libraries = [os.path.relpath(folder, venv(root)) for folder in libraries]
    beside = stamp_file(root) + ".new"
    with open(beside, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(stamp.text())
    os.replace(beside, stamp_file(root))


def is_installed(root: str, purpose: str) -> bool:
    """Whether what the lock of a purpose names now is installed."""
    installed = read_stamp(root).locks.get(purpose, "")
    return bool(installed) and installed == fingerprint(lock_file(root, purpose))


def is_ready(root: str, purpose: str, platforms: list[str]) -> bool:
    """Whether nothing is left to be set up."""
    return is_installed(root, purpose) and set(platforms) <= set(read_stamp(root).platforms)


def library_folders(root: str) -> list[str]:
    """The folders of libraries unpacked beside the program, as full paths."""
    return [os.path.join(venv(root), folder) for folder in read_stamp(root).libraries]


def environment_for(root: str, purpose: str, environment: dict[str, str]) -> dict[str, str]:
    """The environment the program is started in."""
    environment.pop("PYTHONHOME", None)
    libraries = library_folders(root)
    if libraries:
        former = environment.get("LD_LIBRARY_PATH", "")
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(libraries + ([former] if former else []))
        for name, at_home, unpacked in (
            ("FONTCONFIG_PATH", "/etc/fonts", "etc/fonts"),
            ("XKB_CONFIG_ROOT", "/usr/share/X11/xkb", "usr/share/X11/xkb"),
        ):
            own = os.path.join(venv(root), "syslibs", unpacked)
            if not os.path.isdir(at_home) and os.path.isdir(own):
                environment.setdefault(name, own)
    if purpose != "run":
        if sys.platform.startswith("linux"):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        return environment
    former = environment.get("PYTHONPATH", "")
    environment["PYTHONPATH"] = os.pathsep.join([root] + ([former] if former else []))
    return environment
