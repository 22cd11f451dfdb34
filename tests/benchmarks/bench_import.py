"""How long a large import takes to read and interpret, and what it holds in memory: python -m tests.benchmarks.bench_import.

A CSV of 100 MB, beside a bare `csv.reader` over the same file; and a workbook of 100,000 rows, beside openpyxl if it is
there. Each part runs in a process of its own, so that the memory printed is its own.
"""

import contextlib
import csv
import importlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from planner.importers.containers import open_file
from planner.importers.content import LARGEST
from planner.importers.formats import formats
from planner.importers.interpret import Interpretation
from planner.importers.outcomes import Answers
from planner.importers.recognise import open_known

HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"


def write_bill(path: Path) -> None:
    """A bill of WeChat Pay as large as is read, with invented rows."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.write("微信支付账单明细,,,,,,,,,,\r\n" * 16 + HEADER + "\r\n")
        number = 0
        while stream.tell() < LARGEST - 1_000:
            for _row in range(1_000):
                number += 1
                way = ("二维码收款", "小李", "收入") if number % 3 else ("商户消费", "某店", "支出")
                second = number % 86_400
                clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
                stream.write(
                    f"2026-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d} {clock},{way[0]},{way[1]},商品,{way[2]},"
                    f'¥{number % 900}.{number % 100:02d},零钱,已收钱,"420000{number:022d}\t","1000107{number:018d}\t",/\r\n'
                )
                if stream.tell() >= LARGEST - 1_000:
                    break


def write_book(path: Path) -> None:
    """A workbook of 100,000 rows and 6 columns."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["时间", "类型", "金额", "单号", "备注", "数量"])
        for row in range(1, 100_001):
            sheet.write_row(row, 0, [f"2026-08-01 09:15:{row % 60:02d}", "收款", row / 100, f"{row:020d}", "稿费", row])


def bare(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _row in csv.reader(stream))


def opening(path: Path) -> int:
    opened, found = open_known(path, formats())
    return len(opened.sheets) if found else 0


def reading(path: Path) -> int:
    return sum(1 for _row in open_file(path).sheets[0].rows())


def interpreting(path: Path) -> int:
    _opened, found = open_known(path, formats())
    assert found is not None
    return sum(1 for _outcome in Interpretation(found, Answers(secret=b"0" * 32)).outcomes())


def with_openpyxl(path: Path) -> int:
    openpyxl = importlib.import_module("openpyxl")
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    return sum(1 for _row in sheet.iter_rows(values_only=True))


PARTS: dict[str, Callable[[Path], int]] = {
    "bare csv.reader": bare,
    "open and recognise": opening,
    "read the rows": reading,
    "open, recognise, interpret": interpreting,
    "with openpyxl": with_openpyxl,
}


def part(name: str, path: Path) -> None:
    """Print seconds, rows and memory of one part."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, worked = time.perf_counter(), time.process_time()
    count = PARTS[name](path)
    seconds, work = time.perf_counter() - begun, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"  {name:28s} {seconds:7.2f} s ({work:6.2f} of work)  {count:8d}  {peak / 1024:6.0f} MB (begun with {before / 1024:.0f})",
        flush=True,
    )


def main() -> None:
    """Write the files and time each part on them."""
    with tempfile.TemporaryDirectory() as folder:
        bill, book = Path(folder) / "bill.csv", Path(folder) / "book.xlsx"
        write_bill(bill)
        write_book(book)
        parts = [(bill, list(PARTS)[:4]), (book, ["read the rows"])]
        with contextlib.suppress(ImportError):  # not one of ours
            importlib.import_module("openpyxl")
            parts[1][1].append("with openpyxl")
        for path, names in parts:
            print(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB")
            for name in names:
                subprocess.run([sys.executable, "-m", "tests.benchmarks.bench_import", name, str(path)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        part(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
