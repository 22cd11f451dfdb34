"""What set-up has done already, kept in a stamp inside .venv, so that a later start costs nothing.

Readable by Python 3.7; imports only what the quick way needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt"}
PLATFORM_LIBRARIES = {"offscreen": "libqoffscreen.so", "xcb": "libqxcb.so", "wayland": "libqwayland.so"}


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


def digest(path: str) -> str:
    """The SHA-256 of a file, or nothing when it is not there; line ends do not count."""
    try:
        with open(path, "rb") as stream:
            return hashlib.sha256(stream.read().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return ""


def wanted_platforms(purpose: str, environment: Mapping[str, str], system: str) -> list[str]:
    """Which Qt platform plugins have to load here; only Linux lacks libraries for them."""
    if not system.startswith("linux"):
        return []
    if purpose == "test":
        return ["offscreen"]
    named = environment.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0].split("-")[0]
    if named:
        return [named if named in PLATFORM_LIBRARIES else "offscreen"]
    wanted = ["wayland"] if environment.get("WAYLAND_DISPLAY") else []
    if environment.get("DISPLAY") or not wanted:
        wanted.append("xcb")
    return wanted


def stamp_file(root: str) -> str:
    """Where the stamp is kept."""
    return os.path.join(venv(root), "brightroad-setup.json")


def read_stamp(root: str) -> dict[str, Any]:
    """What was done; empty when nothing was, or the stamp cannot be read, or Python was exchanged below it."""
    try:
        with open(stamp_file(root), encoding="utf-8") as stream:
            stamp = json.load(stream)
    except (OSError, ValueError):
        return {}
    interpreter = venv_python(root)
    alive = os.path.exists(interpreter) and isinstance(stamp, dict)
    return stamp if alive and stamp.get("interpreter") == os.path.realpath(interpreter) else {}


def write_stamp(root: str, purpose: str, platforms: list[str], libraries: list[str]) -> None:
    """Notes that a purpose is installed and platforms were found to load, with extra library folders if need be."""
    stamp = read_stamp(root)
    locks = dict(stamp.get("locks", {}))
    for name in LOCKS if purpose == "test" else [purpose]:
        locks[name] = digest(lock_file(root, name))
    done = {
        "interpreter": os.path.realpath(venv_python(root)),
        "locks": locks,
        "platforms": sorted(set(stamp.get("platforms", [])) | set(platforms)),
        "libraries": [os.path.relpath(folder, venv(root)) for folder in libraries],
    }
    beside = stamp_file(root) + ".new"
    with open(beside, "w", encoding="utf-8") as stream:
        json.dump(done, stream, indent=1)
    os.replace(beside, stamp_file(root))


def is_ready(root: str, purpose: str, platforms: list[str]) -> bool:
    """Whether nothing is left to be set up."""
    stamp = read_stamp(root)
    installed = stamp.get("locks", {}).get(purpose, "")
    return (
        bool(installed) and installed == digest(lock_file(root, purpose)) and set(platforms) <= set(stamp["platforms"])
    )


def environment_for(root: str, purpose: str, environment: dict[str, str]) -> dict[str, str]:
    """The environment the program is started in."""
    environment.pop("PYTHONHOME", None)
    libraries = [os.path.join(venv(root), folder) for folder in read_stamp(root).get("libraries", [])]
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
    if purpose == "test":
        if sys.platform.startswith("linux"):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        return environment
    former = environment.get("PYTHONPATH", "")
    environment["PYTHONPATH"] = os.pathsep.join([root] + ([former] if former else []))
    return environment
