"""Exports a plan as a document: gathers what it says, has the pages set, and lets the file appear whole."""

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from planner.errors import FileError, PlannerError
from planner.i18n import _, ngettext
from planner.report.content import Content, content_of, passes, values_of
from planner.report.material import Material
from planner.report.notes_page import as_markdown
from planner.report.options import Replaced, ReportOptions, ReportResult
from planner.report.sections import Section, chosen
from planner.report.web_page import as_web_page

__all__ = ["Cancelled", "Replaced", "ReportOptions", "ReportResult", "available", "export_report"]

Progress = Callable[[float, str], None]
JOB_FLAG = "--set-report"
"""What a frozen program is started with to become the process that sets the pages."""
_GATHERED = 0.3  # of the whole, when all sections have been asked


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
        if form == ".pdf":
            result = _print(material, options, part, follow)
        else:
            result = _write(material, options, part, follow, as_web_page if form == ".html" else as_markdown)
        follow.go_on()
        os.replace(part, out)
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Close it where it is open, or choose another name.")
        raise FileError(message.format(path=out, reason=error.strerror or error)) from None
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return result


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

    def go_on(self) -> None:
        """Cancelled if `cancel` was called."""
        if self.cancelled():
            raise Cancelled(_("The export was cancelled."))

    def tell(self, share: float, text: str) -> None:
        """Pass on how far it is, 0 to 1, and what is being done; Cancelled as `go_on`."""
        if self._progress is not None and not self.cancelled():
            self._progress(share, text)
        self.go_on()

    def holds(self, child: "subprocess.Popen[bytes]") -> None:
        """Know the process to be ended on `cancel`."""
        self._child = child
        if self.cancelled():
            self.cancel()


def _gathered(material: Material, options: ReportOptions, follow: Follow) -> Content:
    """What the report says; told section by section."""
    sections = chosen(options.sections)
    names = {section.id: _(section.label) for section in sections}
    count, begun = len(sections) * passes(options), 0

    def begin(section: Section) -> None:
        nonlocal begun
        follow.tell(_GATHERED * begun / count, names[section.id])
        begun += 1

    return content_of(material, options, begin)


def _write(
    material: Material, options: ReportOptions, part: Path, follow: Follow, write: Callable[[Content], str]
) -> ReportResult:
    content = _gathered(material, options, follow)
    follow.tell(0.9, _("Writing the file"))
    part.write_text(write(content), "utf-8", newline="\n")
    return ReportResult(0, left_out=content.left_out)


def _print(material: Material, options: ReportOptions, part: Path, follow: Follow) -> ReportResult:
    """Have the pages set by a process of its own, which starts while what it sets is gathered."""
    with _press(follow) as ask:
        content = _gathered(material, options, follow)
        values = values_of(content)
        follow.tell(_GATHERED, _("Setting the pages"))
        answer = ask({"file": str(part), "date": material.day.isoformat()}, values.json)
    if "unwritable" in answer:
        raise OSError(answer["unwritable"])
    follow.tell(0.95, _("Writing the file"))
    strict = answer["strict"]
    return ReportResult(answer["pages"], values.replaced, content.left_out, _warnings(values.replaced, strict), strict)


def _warnings(replaced: tuple[Replaced, ...], strict: bool) -> tuple[str, ...]:
    found = []
    if not strict:
        found.append(_("The PDF was written without its archival profile, because a text in it does not allow it."))
    if replaced:
        found.append(_replaced_words([one.character for one in replaced]))
    return tuple(found)


def _replaced_words(characters: list[str]) -> str:
    shown = " ".join(f"U+{ord(sign[-1]):04X}" for sign in characters[:8])
    text = ngettext(
        "{count} character is in no font of the report and prints as □: {codes}.",
        "{count} different characters are in no font of the report and print as □: {codes}.",
        len(characters),
    )
    return text.format(count=len(characters), codes=shown)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, JOB_FLAG]
    return [sys.executable, "-m", "planner.report.typst_job"]


def _environment() -> dict[str, str]:
    """The environment of the child: where this package is found, whatever the working folder is."""
    source = str(Path(__file__).resolve().parents[2])
    found = os.environ.get("PYTHONPATH", "")
    return os.environ | {"PYTHONPATH": os.pathsep.join((source, found)) if found else source}


_Ask = Callable[[dict[str, str], bytes], dict[str, Any]]


@contextlib.contextmanager
def _press(follow: Follow) -> Iterator[_Ask]:
    """A process that sets the pages; what is yielded hands it what it needs and waits for its answer."""
    child = subprocess.Popen(
        _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    follow.holds(child)

    def ask(wanted: dict[str, str], values: bytes) -> dict[str, Any]:
        told, errors = child.communicate(json.dumps(wanted).encode() + b"\n" + values)
        follow.go_on()
        if not told:
            reason = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise FileError(_("The pages could not be set: {reason}").format(reason=reason or child.returncode))
        answer: dict[str, Any] = json.loads(told)
        return answer

    with child:
        try:
            yield ask
        except BaseException:
            child.kill()
            raise
