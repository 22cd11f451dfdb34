"""The process that writes a report: ``python -m planner.report.typst_job``, alive for one report only.

Typst keeps what it has once compiled in memory, so it must not live in the window's process; and cancelling is
ending this one. A pickled `Job` comes on stdin from the program that started it; lines of JSON go to stdout: progress,
then what was done or why not.
"""

import datetime as dt
import gc
import json
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planner import i18n
from planner.errors import PlannerError
from planner.i18n import _
from planner.model.checks import Problem
from planner.model.kinds import Record
from planner.model.plan import Plan
from planner.paths import resource
from planner.report.content import Content, content_of, values_of
from planner.report.journal import JournalFacts
from planner.report.material import Material
from planner.report.notes_page import as_markdown
from planner.report.options import Replaced, ReportOptions, ReportResult
from planner.report.reckoned import Reckoned
from planner.report.web_page import as_web_page

STANDARDS = ["a-2a", "ua-1"]
_TEMPLATES = ("report.typ", "pages.typ", "cover.typ", "figure.typ")
Tell = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Job:
    """What is to be written: the records of the plan by kind and id, its facts and results as of a day, how, and where.

    `form` is the ending of the file: .pdf, .html or .md.
    """

    tables: dict[str, dict[str, Record]]
    facts: JournalFacts
    reckoned: Reckoned
    day: dt.date
    options: ReportOptions
    part: Path
    form: str = ".pdf"
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def material(self) -> Material:
        """What the report is made of."""
        return Material(Plan(self.tables), self.facts, self.reckoned, self.day, self.problems)


def speak(language: str) -> None:
    """Speak the report's language; without its catalogue of texts, English words."""
    try:
        i18n.use(language, resource("translations"))
    except FileNotFoundError:
        i18n.use(language)


def run(job: Job, tell: Tell) -> ReportResult:
    """Write the report of `job` to its file. PlannerError when it cannot be."""
    speak(job.options.language)
    tell({"share": 0.1, "text": _("Collecting the pages")})
    content = content_of(job.material, job.options, speak)
    if job.form != ".pdf":
        write = as_web_page if job.form == ".html" else as_markdown
        tell({"share": 0.9, "text": _("Writing the file")})
        job.part.write_text(write(content), "utf-8", newline="\n")
        return ReportResult(0, left_out=content.left_out)
    return _set(job, content, tell)


def _set(job: Job, content: Content, tell: Tell) -> ReportResult:
    values = values_of(content)
    tell({"share": 0.3, "text": _("Setting the pages")})
    pdf, strict = compiled(values.values, job.day)
    tell({"share": 0.9, "text": _("Writing the file")})
    job.part.write_bytes(pdf)
    return ReportResult(_pages(pdf), values.replaced, content.left_out, _warnings(values.replaced, strict), strict)


def _warnings(replaced: tuple[Replaced, ...], strict: bool) -> tuple[str, ...]:
    found = []
    if not strict:
        found.append(_("The PDF was written without its archival profile, because a text in it does not allow it."))
    if replaced:
        found.append(_replaced_words([one.character for one in replaced]))
    return tuple(found)


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

    gc.disable()  # it ends with the report: to look for what could be freed takes longer than to keep it
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
