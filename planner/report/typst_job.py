"""The process that sets the pages of a report: ``python -m planner.report.typst_job``, alive for one report only.

Typst keeps what it has once compiled in memory, so it must not live in the window's process; and cancelling is
ending this one. It knows nothing of plans. On stdin come the name of the file, the day, both in a line of JSON, and then
the values of the report (`planner.report.content`) as JSON; one line of JSON on stdout says what was done or why not.
"""

import datetime as dt
import gc
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from planner.paths import resource

STANDARDS = ["a-2a", "ua-1"]
_TEMPLATES = ("report.typ", "pages.typ", "cover.typ", "figure.typ")


class Press:
    """Typst with the bundled fonts, and nothing else it could read."""

    def __init__(self) -> None:
        import typst  # noqa: PLC0415 - 40 MB that only this process needs

        self._typst: Any = typst  # its types do not know of files held in memory
        self._fonts = typst.Fonts(False, False, [str(resource("fonts"))])

    def print(self, values: bytes, date: dt.date) -> tuple[bytes, bool]:
        """The PDF of these values as of a day, and whether it keeps the strict profiles: given up only when Typst refuses."""
        files = {_file(name): resource("report", name).read_bytes() for name in _TEMPLATES} | {"report.json": values}
        try:
            return self._compiled(files, date, STANDARDS), True
        except self._typst.TypstError as error:
            sys.stderr.write(f"{error}\n")
            return self._compiled(files, date, []), False

    def _compiled(self, files: dict[str, bytes], date: dt.date, standards: list[str]) -> bytes:
        noon = dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)
        with tempfile.TemporaryDirectory() as nothing:
            pdf, _warnings = self._typst.compile_with_warnings(
                files, format="pdf", root=nothing, font_paths=self._fonts, ignore_system_fonts=True,
                pdf_standards=standards, timestamp=noon,
            )  # fmt: skip
        return bytes(pdf)


def _file(name: str) -> str:
    return "main.typ" if name == "report.typ" else name


def main() -> int:
    """Set the pages asked for on stdin, tell of them on stdout; 0 when the file was written."""
    gc.disable()  # it ends with the report: to look for what could be freed takes longer than to keep it
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - as Typst, while the values are still made

    press = Press()
    wanted = json.loads(sys.stdin.buffer.readline())
    pdf, strict = press.print(sys.stdin.buffer.read(), dt.date.fromisoformat(wanted["date"]))
    try:
        Path(wanted["file"]).write_bytes(pdf)
    except OSError as error:
        return _told(3, unwritable=error.strerror or str(error))
    return _told(0, pages=len(pypdfium2.PdfDocument(pdf)), strict=strict)


def _told(status: int, **answer: Any) -> int:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
