"""How long a report takes: `python -m tests.benchmarks.bench_report`.

The whole export as the program does it, in a process of its own; beside it, in the same run, what Typst takes for the
bare pages in this process, and LibreOffice for a document of the same words where it is installed.
"""

import datetime as dt
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from planner.model.catalogue import Entry, Product, Record
from planner.model.values import Money
from planner.report.content import content_of, values_of
from planner.report.document import export_report
from planner.report.material import Material, material_of
from planner.report.options import ReportOptions
from planner.report.typst_job import compiled, speak
from planner.report.web_page import as_web_page
from tests.report.reports import DAY, material, sample

ROWS = 2_000
SHORT = ("cover", "contents", "summary", "path", "domains", "products", "forecast", "survival", "roadmap", "findings")
OFFICE = ("soffice", "libreoffice")


def timed(do: Callable[[], object]) -> float:
    """Seconds on the wall."""
    began = perf_counter()
    do()
    return perf_counter() - began


def long_ledger() -> list[Record]:
    """The sample with so many entries."""
    records = [record for record in sample("zh") if not isinstance(record, Entry)]
    product = next(record for record in records if isinstance(record, Product))
    return records + [
        Entry(
            id=f"e{at}", date=DAY - dt.timedelta(days=at % 700), sort="sale", currency="CNY", payee=f"买家 {at}",
            amount=Money(Decimal(199) + at % 50, "CNY"), product=product.id,
        )
        for at in range(ROWS)
    ]  # fmt: skip


def told(name: str, known: Material, options: ReportOptions, folder: Path) -> None:
    """One line: pages, the whole export, the bare pages, and their ratio."""
    out = folder / "report.pdf"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = perf_counter()
    pages = export_report(known, out, options).pages
    whole, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    values = values_of(content_of(known, options, speak)).values
    bare = timed(lambda: compiled(values, DAY))
    print(
        f"{name}: {pages} pages, export {whole:.2f} s ({work:.2f} s of a processor), bare Typst {bare:.2f} s, ratio {whole / bare:.2f}"
    )
    office = next((found for found in map(shutil.which, OFFICE) if found), None)
    if office:
        page = folder / "report.html"
        page.write_text(as_web_page(content_of(known, options, speak)), "utf-8")
        command = [
            office,
            "--headless",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
            str(folder),
            str(page),
        ]
        taken = timed(lambda: subprocess.run(command, check=False, capture_output=True))
        print(f"    LibreOffice for the same words: {taken:.2f} s, ratio of ours {whole / taken:.2f}")


def main() -> None:
    """Print the times and the most memory that the process of the pages took."""
    speak("zh")
    short = ReportOptions("zh", sections=SHORT)
    known, ledger = material(sample("zh")), material(long_ledger())
    print(f"reckoning: {timed(lambda: material_of(known.plan, known.facts, DAY)):.2f} s")
    with tempfile.TemporaryDirectory() as name:
        told("without ledger", known, short, Path(name))
        told(f"with {ROWS} rows", ledger, replace(short, sections=(*SHORT, "ledger")), Path(name))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"most memory of a process of pages: {most / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
