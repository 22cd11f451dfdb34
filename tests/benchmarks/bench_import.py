"""How long a large statement takes to be read, taken in, found known, and undone, and how much memory that needs.

Run `python -m tests.benchmarks.bench_import [ROWS ...]`; the rows are invented.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from planner.commands.ids import IdRun
from planner.importers.batch import Asked, recognised, stage
from planner.importers.present import Present
from planner.importers.staged import Staged
from planner.importers.taking_in import Way, take_in
from planner.report.comma_tables import write_zip
from planner.report.tables import tables
from planner.report.workbook import write_workbook
from planner.session import Session
from tests.store.plans import start

_HEADER = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"


def statement(path: Path, rows: int) -> Path:
    """A bill of WeChat Pay with so many purchases."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"微信支付账单明细\n\n----------------------微信支付账单明细列表--------------------\n{_HEADER}")
        for number in range(rows):
            at = (
                f"2026-{1 + number % 9:02d}-{1 + number % 28:02d} {number % 24:02d}:{number % 60:02d}:{number % 59:02d}"
            )
            file.write(
                f"{at},商户消费,便利店{number % 500},早餐 {number},支出,¥{number % 9999 / 100 + 0.5:.2f},零钱,支付成功,"
                f"4200{number:024d}\t,1000{number:020d}\t,/\n"
            )
    return path


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took, on the clock and of the processor, and the most memory so far."""
    begun, used = time.perf_counter(), time.process_time()
    yield
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.perf_counter() - begun, time.process_time() - used
    print(f"  {what:<28}{spent[0]:8.2f} s {spent[1]:8.2f} s of the processor {memory:8.0f} MB")


def staged(session: Session, path: Path) -> Staged:
    """The file read for the plan."""
    asked = Asked()
    return stage(recognised(path, asked, session.plan), Present(session.plan, session.journal), asked)


def run(rows: int, folder: Path) -> None:
    """Measure one size."""
    path = statement(folder / "bill.csv", rows)
    print(f"{rows} rows, {path.stat().st_size / 1e6:.1f} MB")
    session = Session.create(folder / "plan.brightroad", start())
    with timed("read and judged"):
        found = staged(session, path)
    with timed("taken in, one step"), session.edit("Import") as transaction:
        way = Way(IdRun(), datetime.now(UTC), date(2026, 10, 1))
        take_in(transaction, found, session.journal.imported, way)
    with timed("the same file again"):
        assert staged(session, path).accepted == 0
    with timed("exported as CSV"):
        write_zip(tables(session.plan, session.journal.all), folder / "plan.zip")
    with timed("exported as workbook"):
        write_workbook(tables(session.plan, session.journal.all), folder / "plan.xlsx")
    with timed("undone"):
        session.undo()
    session.close()


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[10_000, 100_000])
    for rows in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as folder:
            run(rows, Path(folder))


if __name__ == "__main__":
    main()
