"""Where a bundle begins: PyInstaller wants a file that is run, not a module.

A bundle has no interpreter to start a child process with, so its program also answers to the flag the report's own
process is started by.
"""

import multiprocessing
import sys

SET_REPORT = "--set-report"


def start(arguments: list[str]) -> int:
    """Sets the pages of a report for the program that started this one, or is the program."""
    if arguments[:1] == [SET_REPORT]:
        from planner.report.typst_job import main as set_report

        return set_report()
    from planner.__main__ import main

    return main()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(start(sys.argv[1:]))
