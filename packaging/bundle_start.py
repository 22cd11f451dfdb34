"""Where a bundle begins: PyInstaller wants a file that is run, not a module.

A bundle has no interpreter of its own to start a child process with, so its program also answers to ``-m MODULE``.
"""

import multiprocessing
import runpy
import sys

from planner.__main__ import main


def asked_module(arguments: list[str]) -> str:
    """The module of the program a child process is to run; nothing for a start by a person."""
    if "-m" not in arguments[:4]:
        return ""
    name = arguments[arguments.index("-m") + 1 :][:1]
    return name[0] if name and name[0].split(".")[0] == "planner" else ""


def start() -> int:
    """Runs a child's module, or the program."""
    module = asked_module(sys.argv[1:])
    if not module:
        return main()
    sys.argv = [module, *sys.argv[sys.argv.index("-m") + 2 :]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(start())
