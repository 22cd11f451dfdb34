"""The program: ``python -m planner [PLAN]``. Reads the command line, hands over to a running one, else opens the window."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from planner import __version__, paths
from planner.instance import Request, claim


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program with `arguments` (those of the command line by default); returns the exit status."""
    asked = _parser().parse_args(arguments)
    files = tuple(str(Path(name).absolute()) for name in asked.plan)
    request = Request(files, asked.new, os.environ.pop("XDG_ACTIVATION_TOKEN", ""))
    instance = claim(paths.config_folder(), request)
    if instance is None:
        return 0
    from planner.app import run  # noqa: PLC0415 - Qt is not loaded for a start that only hands over

    return run(instance, request)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("brightroad", description="An offline planner for people who live from what they make.")
    parser.add_argument("plan", nargs="*", metavar="PLAN", help="a plan file (NAME.brightroad) to open")
    parser.add_argument("--new", action="store_true", help="begin a new plan")
    parser.add_argument("--version", action="version", version=f"Brightroad {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
