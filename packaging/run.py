"""Starts Brightroad from its source folder, or passes its tests, on a machine that may have nothing but Python.

    python3 packaging/run.py [arguments of the program]
    python3 packaging/run.py test [arguments of pytest]
    python3 packaging/run.py build dir|deb       (a folder that needs no Python, or a Debian package of it, in dist)
    python3 packaging/run.py install-desktop     (menu entry, file type and icon for this user; remove-desktop undoes it)

The first start makes .venv and installs into it; later ones go straight on. This file, setup_state.py, setup_say.py
and setup_python.py keep to what Python 3.7 can read, so that an old one can find and start a newer one.
"""

from __future__ import annotations

import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(FOLDER)
sys.path.insert(0, FOLDER)

import setup_state  # noqa: E402 - stands beside this file

DESKTOP = ("install-desktop", "remove-desktop")
BUILD = {"dir": "build_bundle.py", "deb": "build_deb.py"}


def start(purpose: str, arguments: list[str]) -> int:
    """Becomes the program, its tests or its build (on Windows: waits for it); the result is its exit code."""
    python = setup_state.venv_python(ROOT)
    environment = setup_state.environment_for(ROOT, purpose, dict(os.environ))
    if purpose == "test":
        os.chdir(ROOT)
        command = [python, "-m", "pytest", *arguments]
    elif purpose == "build":
        command = [python, os.path.join(FOLDER, BUILD[arguments[0]]), *arguments[1:]]
    else:  # -P: nothing in the folder one happens to stand in is taken for a part of the program
        command = [python, "-P", "-m", "planner", *arguments]
    sys.stdout.flush()
    if os.name == "nt":
        import subprocess

        return subprocess.call(command, env=environment)
    os.execve(python, command, environment)
    raise AssertionError("execve came back")


def lacks_screen(arguments: list[str], environment: dict[str, str], system: str) -> bool:
    """Whether a window is wanted where there is no screen to show it on; Qt would only abort."""
    if not system.startswith("linux") or {"-h", "--help", "--version"} & set(arguments):
        return False
    return not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def main(arguments: list[str]) -> int:
    """Sets up what is not yet there, then starts what was asked for."""
    purpose = arguments[0] if arguments[:1] in (["test"], ["build"]) else "run"
    if purpose == "build" and (len(arguments) < 2 or arguments[1] not in BUILD):
        sys.stderr.write(f"run.py build {'|'.join(BUILD)}\n")
        return 2
    wanted = setup_state.wanted_platforms(purpose, dict(os.environ), sys.platform)
    ready = setup_state.is_ready(ROOT, purpose, wanted)
    if not ready or purpose == "build" or arguments[:1] in ([name] for name in DESKTOP):
        import setup_python

        if not setup_python.supported(sys.version_info[:2]):
            newer = setup_python.find()
            if not newer:
                sys.stderr.write(setup_python.advice() + "\n")
                return 1
            return setup_python.become(newer, [os.path.abspath(__file__), *arguments])
        import setup_failure

        try:
            if arguments[:1] in ([name] for name in DESKTOP):
                import setup_desktop

                return setup_desktop.main(ROOT, arguments[0])
            import setup_venv

            setup_venv.prepare(ROOT, purpose, wanted)
            if purpose == "build":
                import setup_build

                setup_build.cure()
        except KeyboardInterrupt:
            return 130
        except setup_failure.SetupFailure as failure:
            sys.stderr.write(f"\n{failure}\n")
            return 1
    if purpose == "run" and lacks_screen(arguments, dict(os.environ), sys.platform):
        import setup_say

        setup_say.say(
            "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "这里没有可用的屏幕：DISPLAY 和 WAYLAND_DISPLAY 都未设置。",
        )
        return 1
    return start(purpose, arguments if purpose == "run" else arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
