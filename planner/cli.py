"""The command line: names the commands, reads their arguments, and turns every error into one line and a number.

Exit status: 0 done, 1 findings of severity error (check only), 2 wrong use or bad input, 3 the file cannot be used.
"""

import _thread
import argparse
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

if __name__ == "__main__":  # Ctrl+C while the rest is being loaded ends quietly
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from planner import __version__
from planner.cli_commands import analyses, checking, exports, forecasting, plans, rescue
from planner.cli_commands.sections import SECTIONS
from planner.cli_commands.speech import language_of, say, speak
from planner.errors import FileError, PlannerError
from planner.i18n import LANGUAGES, N_, _
from planner.paths import log_folder
from planner.report.options import PAPERS, PRESETS

PROGRAM = "brightroad-cli"
DONE, WRONG, UNUSABLE, INTERRUPTED = 0, 2, 3, 130
PAGES_FLAG = "--set-report"
"""With this a frozen program is started by itself to set the pages of a PDF; see `planner.report.document`."""


@dataclass(frozen=True)
class Argument:
    """One argument of a command: its name or flag, what it is, and how argparse is to read it."""

    name: str
    help: str
    reading: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Command:
    """One command: its name, what it does, its arguments and the function that does it."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    run: Callable[[argparse.Namespace], int]


def _named(text: str) -> Path:
    """The path `text`; an empty one is no path at all, and one that is no text names no plan (ValueError)."""
    if not text:
        raise ValueError(text)
    text.encode()
    return Path(text)


_PATH = (("type", _named),)
_NUMBER = (("metavar", "N"),)
_YES = (("action", "store_true"),)
_FILE = Argument("file", N_("the plan"), _PATH)
_JSON = Argument("--json", N_("print the answer as one JSON document"), _YES)
_LANGUAGE = Argument(
    "--language", N_("language of messages and of what is made"), (("choices", LANGUAGES), ("default", ""))
)

_TEXT = (("default", ""),)
_ANSWERS = (
    Argument("--currency", N_("the currency, where the file does not say it"), _TEXT),
    Argument("--zone", N_("the time zone, where the file does not say it"), _TEXT),
    Argument("--date-order", N_("what comes first in its dates"), (("choices", ("dmy", "mdy")), ("default", ""))),
    Argument(
        "--decimal", N_("the sign before its decimals"), (("choices", (".", ",")), ("default", ""), ("metavar", "SIGN"))
    ),
    Argument("--password", N_("the password of the archive"), _TEXT),
    Argument("--entry", N_("which file inside the archive"), _TEXT),
)

COMMANDS = (
    Command(
        "new",
        N_("make a plan"),
        (_FILE, Argument("--sample", N_("fill it with the sample business"), _YES)),
        plans.new,
    ),
    Command(
        "import",
        N_("bring records into a plan"),
        (
            _FILE,
            Argument(
                "source",
                N_("a plan or tables that were exported, or a statement of a platform or payment service"),
                _PATH,
            ),
            Argument(
                "--format",
                N_("which known export it is; found out when left out"),
                (("metavar", "ID"), ("default", "")),
            ),
            Argument("--rules", N_("rules in JSON or CSV that say where rows belong"), (*_PATH, ("metavar", "FILE"))),
            *_ANSWERS,
            Argument("--dry-run", N_("only say what would be imported"), _YES),
            _JSON,
        ),
        plans.bring_in,
    ),
    Command(
        "export",
        N_("write a plan as .pdf, .html, .md, .json, .xlsx, .csv (a folder), .zip (of CSV) or .svg (its map)"),
        (
            _FILE,
            Argument("out", N_("the file to write"), _PATH),
            Argument("--hide-amounts", N_("put dots where amounts would stand"), _YES),
            Argument(
                "--index-amounts", N_("hide amounts, but say each as a part of the highest price, which is 100"), _YES
            ),
            Argument(
                "--bom", N_("begin each CSV file with a byte order mark, which Excel needs to read Chinese"), _YES
            ),
            Argument("--sections", N_("the sections of the document"), (("nargs", "+"), ("default", ()))),
            Argument(
                "--preset",
                N_("a full plan, one page, or a partner’s copy"),
                (("choices", tuple(PRESETS)), ("default", "")),
            ),
            Argument(
                "--alliance",
                N_("the alliance that a partner’s copy is about, by name or id"),
                (("metavar", "NAME"), ("default", "")),
            ),
            Argument("--bilingual", N_("print it in Chinese, with English beside each heading"), _YES),
            Argument("--paper", N_("the size of the pages"), (("choices", PAPERS), ("default", ""))),
        ),
        exports.export,
    ),
    Command("check", N_("say what may be wrong with the plan"), (_FILE, _JSON), checking.check),
    Command(
        "forecast",
        N_("say what the plan leads to, month by month"),
        (
            _FILE,
            Argument("--samples", N_("how many times the plan is lived through"), _NUMBER),
            Argument("--seed", N_("which draws of chance are taken"), _NUMBER),
            Argument("--months", N_("how many months are forecast"), _NUMBER),
            Argument("--scenario", N_("the scenario to forecast, by its name"), (("metavar", "NAME"),)),
            _JSON,
        ),
        forecasting.forecast,
    ),
    Command(
        "analyze",
        N_("look at one side of the plan"),
        (_FILE, Argument("section", N_("what to look at"), (("choices", tuple(SECTIONS)),)), _JSON),
        analyses.analyze,
    ),
    Command("verify", N_("check that the file is sound"), (_FILE, _JSON), rescue.verify),
    Command("backup", N_("keep a copy of the plan"), (_FILE, _JSON), rescue.backup),
    Command("backups", N_("list the copies kept"), (_FILE, _JSON), rescue.backups),
    Command(
        "restore",
        N_("make a new plan from a backup"),
        (_FILE, Argument("backup", N_("the backup, as “backups” lists it"), _PATH), _JSON),
        rescue.restore,
    ),
    Command(
        "recover",
        N_("save what can be read of a damaged plan"),
        (Argument("broken", N_("the damaged plan"), _PATH), Argument("new", N_("the plan to make"), _PATH), _JSON),
        rescue.recover,
    ),
    Command("schema", N_("print the JSON Schema of the .json form"), (_JSON,), exports.schema),
)

# What argparse says, and how it is said here; what is not listed is passed on as it is.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.+)", N_("{names} is missing")),
    (r"unrecognized arguments: (?P<names>.+)", N_("“{names}” is not known")),
    (
        r"argument (?P<names>.+?): invalid choice: (?P<value>'.*'|\S+) \(choose from (?P<known>.+)\)",
        N_("{value} does not fit {names}; there are {known}"),
    ),
    (r"argument (?P<names>.+?): expected .+", N_("{names} needs a value")),
    (r"argument (?P<names>.+?): invalid \S+ value: ''", N_("{names} is missing")),
    (r"argument (?P<names>.+?): invalid \S+ value: (?P<value>.+)", N_("{value} does not fit {names}")),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in one line, in the language spoken."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to find out what fits, and leave with status 2."""
        reason = message
        for pattern, text in _COMPLAINTS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                reason = _(text).format(**found.groupdict())
                break
        say(_("{reason}; “{program} --help” shows what fits.").format(reason=reason, program=self.prog))
        self.exit(WRONG)


class _Layout(argparse.HelpFormatter):
    """Help whose own words are in the language spoken too."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how the command is written."""
        super().add_usage(usage, actions, groups, _("Use:") + " " if prefix is None else prefix)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line, in the language spoken."""
    about = _("Brightroad on the command line: plans for people who live from what they make.")
    whole = _Parser(prog=PROGRAM, description=about, add_help=False, allow_abbrev=False, formatter_class=_Layout)
    options = whole.add_argument_group(_("Options"))
    options.add_argument("-h", "--help", action="help", help=_("show this help"))
    options.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}", help=_("show the version"))
    chosen = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, title=_("Commands"))
    for command in COMMANDS:
        told = _(command.help)
        one = chosen.add_parser(
            command.name, help=told, description=told, add_help=False, allow_abbrev=False, formatter_class=_Layout
        )
        one.set_defaults(run=command.run)
        _add_arguments(one, command)
    return whole


def _add_arguments(one: argparse.ArgumentParser, command: Command) -> None:
    needed = one.add_argument_group(_("Arguments"))
    options = one.add_argument_group(_("Options"))
    options.add_argument("-h", "--help", action="help", help=_("show this help"))
    for argument in (*command.arguments, _LANGUAGE):
        group = options if argument.name.startswith("-") else needed
        group.add_argument(argument.name, help=_(argument.help), **dict(argument.reading))


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit status. Never raises but for argparse's own SystemExit."""
    words = sys.argv[1:] if words is None else words
    if words and words[0] == PAGES_FLAG:
        from planner.report.typst_job import main as set_pages  # noqa: PLC0415 - only the child of an export needs it

        return set_pages()
    _prepare_streams()
    speak(language_of(words))
    try:
        with _every_interrupt_heard():
            arguments = parser().parse_args(words)
            status: int = arguments.run(arguments)
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _unheard(error)
    except PlannerError as error:
        say(_one_line(str(error)))
        return UNUSABLE if isinstance(error, FileError) else WRONG
    except Exception as error:  # noqa: BLE001 - the outermost edge: a bug becomes one line and a trace in the log
        return _unexpected(error)
    return status


@contextmanager
def _every_interrupt_heard() -> Iterator[None]:
    """Ctrl+C at the one moment where Python drops it, in a callback of its own while modules are loaded, is repeated."""
    before = sys.unraisablehook

    def repeat(dropped: "sys.UnraisableHookArgs") -> None:
        if dropped.exc_type is not KeyboardInterrupt:
            before(dropped)
            return
        again = threading.Timer(0.01, _interrupt)  # not from in here, where it would be dropped again
        again.daemon = True
        again.start()

    sys.unraisablehook = repeat
    try:
        yield
    finally:
        sys.unraisablehook = before


def _interrupt() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)  # which also ends a wait


def _unexpected(error: Exception) -> int:
    if isinstance(error.__cause__, KeyboardInterrupt):  # as Python 3.11 tells one that comes while a class is made
        return INTERRUPTED
    say(_("Something unexpected happened ({error}); the details are in “{log}”.").format(
        error=type(error).__name__, log=_noted(error)))  # fmt: skip
    return UNUSABLE


def _unheard(error: OSError) -> int:
    """The status when a path cannot be used or an answer be written; a reader that has gone is nobody to be told."""
    if error.filename:
        path, reason = os.fsdecode(error.filename), error.strerror
        say(_("“{path}” cannot be used: {reason}. Choose another name.").format(path=path, reason=reason))
        return UNUSABLE
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is to complain about the rest at the end
    if isinstance(error, BrokenPipeError):
        return DONE
    say(_("The answer could not be written: {reason}.").format(reason=error.strerror or error))
    return UNUSABLE


def _prepare_streams() -> None:
    """Chinese is printed whatever the system's code page; a file name that is no text is printed escaped.

    A stream that was closed by whoever started this leads nowhere.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_password(words: Sequence[str]) -> list[str]:
    """The words of a command with dots for a password, which is kept nowhere."""
    before = ["", *words]
    return [
        "•••" if last == "--password" else re.sub(r"(?s)^(--password=).*", r"\1•••", word)
        for last, word in zip(before, words, strict=False)
    ]


def _noted(error: Exception) -> Path:
    """The log with the trace of `error` at its end; where it cannot be written, its path all the same."""
    log = log_folder() / "cli.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(f"{datetime.now(UTC).isoformat()} {' '.join(_without_password(sys.argv))}\n")
            traceback.print_exception(error, file=stream)
    except OSError:
        pass
    return log


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
