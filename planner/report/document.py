"""Exports a plan as a document: hands it to a process of its own, follows its progress, and lets the file appear whole."""

import contextlib
import importlib.util
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from planner.errors import FileError, InputError, PlannerError
from planner.i18n import _, language
from planner.model.checks import Problem
from planner.model.discretion import amounts_hidden
from planner.report.examined import problems_of
from planner.report.material import Material
from planner.report.options import Replaced, ReportOptions, ReportResult
from planner.report.sections import chosen
from planner.report.typst_job import Job

__all__ = ["Cancelled", "Replaced", "ReportOptions", "ReportResult", "available", "export_report"]

Progress = Callable[[float, str], None]
JOB_FLAG = "--set-report"
"""What a frozen program is started with to become the process that sets the pages."""


class Cancelled(PlannerError):  # noqa: N818 - it is what the user asked for
    """The export was cancelled; the file that was there before is untouched."""


def available() -> bool:
    """Whether pages can be set on this machine: Typst is not made for every processor."""
    return importlib.util.find_spec("typst") is not None


FORMS = (".pdf", ".html", ".md")


def export_report(
    material: Material,
    out: Path,
    options: ReportOptions,
    follow: "Follow | None" = None,
) -> ReportResult:
    """Write the plan to `out` in the form its ending says; what is there is replaced only by a complete file.

    InputError for unknown sections, FileError when it cannot be written or set, Cancelled when `follow` said so.
    """
    chosen(options.sections)
    form = out.suffix.casefold() if out.suffix.casefold() in FORMS else ".pdf"
    if form == ".pdf" and not available():
        raise FileError(
            _("PDF cannot be made on this machine, because Typst is not available for it; export .html or .json.")
        )
    follow = follow or Follow()
    out = out.absolute()
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        result = _in_child(lambda: _job(material, options, part, form), out, follow)
        if follow.cancelled():
            raise Cancelled(_("The export was cancelled."))
        os.replace(part, out)
    except OSError as error:
        raise _unwritable(out, error.strerror or str(error)) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return result


def _job(material: Material, options: ReportOptions, part: Path, form: str) -> Job:
    tables = {kind: dict(records) for kind, records in material.plan.tables().items()}
    said = _said_here(material, options)
    return Job(tables, material.facts, material.reckoned, material.day, options, part, form, said)


def _said_here(material: Material, options: ReportOptions) -> dict[str, tuple[Problem, ...]]:
    """The findings in the language in use, if it is the report's: here the analysis is there already."""
    if options.language != language() or amounts_hidden() or options.preset == "partner":
        return {}
    return {options.language: problems_of(material.plan, material.day, material.reckoned)}


class Follow:
    """How an export is followed and stopped from another thread: `cancel` may be called at any time."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._cancelled = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def listen(self, progress: Progress) -> None:
        """Tell `progress` from now on how far it is."""
        self._progress = progress

    def cancel(self) -> None:
        """Stop: the process that sets the pages is ended, the old file stays."""
        self._cancelled.set()
        child = self._child
        if child is not None:
            with contextlib.suppress(OSError):
                child.kill()

    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled.is_set()

    def tell(self, share: float, text: str) -> None:
        """Pass on how far it is, 0 to 1, and what is being done."""
        if self._progress is not None and not self.cancelled():
            self._progress(share, text)

    def holds(self, child: "subprocess.Popen[bytes]") -> None:
        """Know the process to be ended on `cancel`."""
        self._child = child
        if self.cancelled():
            self.cancel()


def _unwritable(out: Path, reason: str) -> FileError:
    message = _("“{path}” cannot be written: {reason}. Close it where it is open, or choose another name.")
    return FileError(message.format(path=out, reason=reason))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, JOB_FLAG]
    return [sys.executable, "-m", "planner.report.typst_job"]


def _environment() -> dict[str, str]:
    """The environment of the child: where this package is found, whatever the working folder is."""
    source = str(Path(__file__).resolve().parents[2])
    found = os.environ.get("PYTHONPATH", "")
    return os.environ | {
        "PYTHONPATH": os.pathsep.join((source, found)) if found else source,
        "PYTHONIOENCODING": "utf-8",
    }


def _in_child(job: Callable[[], Job], out: Path, follow: Follow) -> ReportResult:
    """Run the job, made while the process starts that does it; its last word is the result."""
    child = subprocess.Popen(
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    follow.holds(child)
    errors: list[bytes] = []
    with child:
        assert child.stdin and child.stdout and child.stderr  # noqa: S101, PT018 - all three are pipes
        drain = threading.Thread(target=lambda: errors.append(child.stderr.read()), daemon=True)  # type: ignore[union-attr]
        drain.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                pickle.dump(job(), child.stdin)
                child.stdin.close()
            result = _listen(child, out, follow)
        except BaseException:
            child.kill()
            raise
        drain.join(timeout=5)
    if follow.cancelled():
        raise Cancelled(_("The export was cancelled."))
    if result is None:
        reason = b"".join(errors).decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise FileError(_("The pages could not be set: {reason}").format(reason=reason or child.returncode))
    return result


def _listen(child: "subprocess.Popen[bytes]", out: Path, follow: Follow) -> ReportResult | None:
    """Follow the child line by line; None when it ended without a result."""
    assert child.stdout is not None  # noqa: S101 - it is a pipe
    for line in child.stdout:
        told = json.loads(line)
        if "share" in told:
            follow.tell(told["share"], told["text"])
        elif "refused" in told:
            raise InputError(told["refused"])
        elif "unwritable" in told:
            raise _unwritable(out, told["unwritable"])
        elif "done" in told:
            result: ReportResult = pickle.load(child.stdout)  # noqa: S301 - from our own process
            return result
    return None
