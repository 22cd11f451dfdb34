"""The program: ``python -m planner [PLAN]``. Reads the command line, hands over to a running one, else opens the window."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from planner import __version__, paths
from planner.instance import Request, claim


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program with `arguments` (those of the command line by default); returns the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    files, new = _read(given) if given else ((), False)
    request = Request(files, new, os.environ.pop("XDG_ACTIVATION_TOKEN", ""))
    instance = claim(paths.config_folder(), request)
    if instance is None:
        return 0
    gc.disable()  # for good: see planner/ui/garbage.py, which begins after the first paint
    from planner.app import run  # noqa: PLC0415 - Qt is not loaded for a start that only hands over

    return run(instance, request)


def _read(given: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The plan files named, as absolute paths, and whether a new plan is asked for."""
    import argparse  # noqa: PLC0415 - most starts are without arguments, and faster without this

    parser = argparse.ArgumentParser(
        "brightroad", description="An offline planner for people who live from what they make."
    )
    parser.add_argument(
        "plan", nargs="*", metavar="PLAN", help="a plan file (NAME.brightroad) to open; of several the first is shown"
    )
    parser.add_argument("--new", action="store_true", help="begin a new plan")
    parser.add_argument("--version", action="version", version=f"Brightroad {__version__}")
    asked = parser.parse_args(given)
    return tuple(str(Path(name).absolute()) for name in asked.plan), asked.new


if __name__ == "__main__":
    sys.exit(main())
