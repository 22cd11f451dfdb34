"""The process that sets the pages: ``python -m planner.report.typst_job``, alive for one report only.

Typst keeps what it has once compiled in memory, so it must not live in the window's process; and cancelling is
ending this one. A pickled `Job` comes on stdin from the program that started it; lines of JSON go to stdout: progress,
then what was done or why not.
"""

import datetime as dt
import json
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner import i18n
from planner.errors import PlannerError
from planner.i18n import _
from planner.model.kinds import Record
from planner.model.plan import Plan
from planner.paths import resource
from planner.report.content import content_of
from planner.report.ledger import Ledger
from planner.report.options import ReportOptions, ReportResult

STANDARDS = ["a-2a", "ua-1"]
_TEMPLATES = ("report.typ", "pages.typ", "cover.typ", "figure.typ")
Tell = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Job:
    """What is to be set: the records of the plan by kind and id, the ledger, how, for which day, and the file to write."""

    tables: dict[str, dict[str, Record]]
    ledger: Ledger
    options: ReportOptions
    date: dt.date
    part: Path


def speak(language: str) -> None:
    """Speak the report's language; without its catalogue of texts, English words."""
    try:
        i18n.use(language, resource("translations"))
    except FileNotFoundError:
        i18n.use(language)


def run(job: Job, tell: Tell) -> ReportResult:
    """Set the report of `job` and write it to its file. PlannerError when it cannot be."""
    speak(job.options.language)
    tell({"share": 0.1, "text": _("Collecting the pages")})
    content = content_of(Plan(job.tables), job.ledger, job.options, job.date)
    tell({"share": 0.3, "text": _("Setting the pages")})
    pdf, strict = compiled(content.values, job.date)
    tell({"share": 0.9, "text": _("Writing the file")})
    job.part.write_bytes(pdf)
    warnings = []
    if not strict:
        warnings.append(_("The PDF was written without its archival profile, because a text in it does not allow it."))
    if content.replaced:
        warnings.append(_replaced_words([one.character for one in content.replaced]))
    return ReportResult(_pages(pdf), content.replaced, content.left_out, tuple(warnings), strict)


def _replaced_words(characters: list[str]) -> str:
    shown = " ".join(f"U+{ord(sign[-1]):04X}" for sign in characters[:8])
    text = i18n.ngettext(
        "{count} character is in no font of the report and prints as □: {codes}.",
        "{count} different characters are in no font of the report and print as □: {codes}.",
        len(characters),
    )
    return text.format(count=len(characters), codes=shown)


def compiled(values: dict[str, Any], date: dt.date) -> tuple[bytes, bool]:
    """The PDF, and whether it keeps the strict profiles; they are given up only when Typst refuses."""
    import typst  # noqa: PLC0415 - 40 MB that only this process needs

    compile_pages: Any = typst.compile_with_warnings  # its types do not know of files held in memory

    files = {"main.typ" if name == "report.typ" else name: resource("report", name).read_bytes() for name in _TEMPLATES}
    files["report.json"] = json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
    fonts = typst.Fonts(False, False, [str(resource("fonts"))])
    with tempfile.TemporaryDirectory() as nothing:

        def attempt(standards: list[str]) -> bytes:
            pdf, _warnings = compile_pages(
                files, format="pdf", root=nothing, font_paths=fonts, ignore_system_fonts=True, pdf_standards=standards,
                timestamp=dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC),
            )  # fmt: skip
            return bytes(pdf)

        try:
            return attempt(STANDARDS), True
        except typst.TypstError as error:
            sys.stderr.write(f"{error}\n")
            return attempt([]), False


def _pages(pdf: bytes) -> int:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - as above

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def main() -> int:
    """Read a job from stdin, do it, tell of it on stdout; 0 when the file was written."""

    def tell(form: Mapping[str, Any]) -> None:
        sys.stdout.buffer.write(json.dumps(form, ensure_ascii=True).encode() + b"\n")
        sys.stdout.buffer.flush()

    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the program that started this process
    try:
        result = run(job, tell)
    except PlannerError as error:
        tell({"refused": str(error)})
        return 2
    except OSError as error:
        tell({"unwritable": error.strerror or str(error)})
        return 3
    sys.stdout.buffer.write(b'{"done": true}\n' + pickle.dumps(result))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
