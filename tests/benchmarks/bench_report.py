"""How long a report takes: `python -m tests.benchmarks.bench_report`, and with `large` one of 200 products.

The whole export as the program does it, with a process of its own for the pages; beside it, in the same run, what Typst
takes for the bare pages in a process of its own, and LibreOffice for a document of the same words where it is installed.
"""

import datetime as dt
import re
import resource
import shutil
import subprocess
import sys
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
from planner.report.web_page import as_web_page
from tests.report.reports import DAY, Read, large, material, sample
from tests.report.reports import bare as bare_words

ROWS, RUNS = 2_000, 5
SHORT = ("cover", "contents", "summary", "domains", "products", "forecast", "survival")
OFFICE = ("soffice", "libreoffice")
BARE = """
import sys, time, datetime
from planner.report.typst_job import Press
values = sys.stdin.buffer.read()
press, began = Press(), time.perf_counter()
press.print(values, datetime.date.fromisoformat(sys.argv[1]))
print(time.perf_counter() - began)
"""


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


def bare(known: Material, options: ReportOptions) -> float:
    """Seconds that Typst takes for the pages alone."""
    values = values_of(content_of(known, options)).json
    command = [sys.executable, "-c", BARE, DAY.isoformat()]
    return float(subprocess.run(command, input=values, check=True, capture_output=True).stdout)


def office(known: Material, options: ReportOptions, folder: Path) -> float | None:
    """Seconds that LibreOffice takes for the same words; None where it is not installed."""
    program = next((found for found in map(shutil.which, OFFICE) if found), None)
    if program is None:
        return None
    page = folder / "report.html"
    page.write_text(as_web_page(content_of(known, options)), "utf-8")
    command = [program, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder), str(page)]
    return timed(lambda: subprocess.run(command, check=False, capture_output=True))


def told(name: str, known: Material, options: ReportOptions, folder: Path) -> None:
    """A line: pages, the whole export, the bare pages, what LibreOffice takes; the least of some runs in turn."""
    out = folder / "report.pdf"
    pages = export_report(known, out, options).pages
    gathered = min(timed(lambda: values_of(content_of(known, options))) for _run in range(RUNS))
    wholes, bares = [], []
    for _run in range(RUNS):
        wholes.append(timed(lambda: export_report(known, out, options)))
        bares.append(bare(known, options))
    print(
        f"{name}: {pages} pages, export {min(wholes):.2f} s; of it gathering {gathered:.2f} s, bare Typst {min(bares):.2f} s"
    )
    beside = office(known, options, folder)
    if beside is None:
        print("    LibreOffice is not installed here")
    else:
        print(f"    LibreOffice for the same words: {beside:.2f} s, ratio of ours {min(wholes) / beside:.2f}")


def told_large(folder: Path) -> None:
    """Everything about 200 products with 5,000 entries: strict, and each entry is on its pages."""
    began = perf_counter()
    known = material(large("zh"))
    reckoned = perf_counter() - began
    out = folder / "large.pdf"
    result = export_report(known, out, ReportOptions("zh"))
    taken = perf_counter() - began - reckoned
    read = Read(out)
    rows = sum(len(re.findall(r"^20\d\d-\d\d-\d\d", page, re.MULTILINE)) for page in read.pages)
    missing = [one.name for one in known.plan.of(Product) if bare_words(one.name) not in read.text]
    print(
        f"200 products: {result.pages} pages, strict {result.strict}, {rows} of {known.facts.ledger.count} entries,"
        f" products missing {len(missing)}; reckoning {reckoned:.0f} s, export {taken:.1f} s"
    )


def main() -> None:
    """Print the times and the most memory that the process of the pages took."""
    short = ReportOptions("zh", sections=SHORT)
    known, ledger = material(sample("zh")), material(long_ledger())
    print(f"reckoning: {timed(lambda: material_of(known.plan, known.facts, DAY)):.2f} s")
    with tempfile.TemporaryDirectory() as name:
        told("without ledger", known, short, Path(name))
        told(f"with {ROWS} rows", ledger, replace(short, sections=(*SHORT, "ledger")), Path(name))
        if "large" in sys.argv[1:]:
            told_large(Path(name))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"most memory of a process of pages: {most / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
