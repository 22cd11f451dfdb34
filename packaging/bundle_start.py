"""Where a bundle begins: PyInstaller wants a file that is run, not a module.

One program file is the window, the command line when it is started by that name, and, as a bundle has no interpreter
to start a child process with, the process that sets a report.
"""

import multiprocessing
import sys
from pathlib import Path

SET_REPORT = "--set-report"
COMMAND_LINE = "brightroad-cli"


def start(arguments: list[str]) -> int:
    """Sets the pages of a report for the program that started this one, or is the command line, or the window."""
    if arguments[1:2] == [SET_REPORT]:
        from planner.report.typst_job import main as set_report

        return set_report()
    if Path(arguments[0]).stem == COMMAND_LINE:
        from planner.cli import main as command_line

        return command_line()
    from planner.__main__ import main as window

    return window()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(start(sys.argv))
