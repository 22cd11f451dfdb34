"""How long the store takes, beside bare operations of SQLite in the same run: the ratios matter, not the seconds.

python -m tests.benchmarks.bench_store [records] [entries]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw

from planner.commands import records
from planner.session import Session, quick_check
from planner.store.database import PRAGMAS
from planner.store.verify import verify
from tests.store.plans import entries, made


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, float]:
    """Median seconds by the clock and of this process's CPU."""
    clocks, cpus = [], []
    for _again in range(times):
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        clocks.append(time.perf_counter() - clock)
        cpus.append(time.process_time() - cpu)
    return statistics.median(clocks), statistics.median(cpus)


def say(what: str, measured: tuple[float, float], bare: tuple[float, float] | None = None, target: str = "") -> None:
    """One line: clock, CPU, ratio of the CPU to that of the bare operation, and what is wanted."""
    ratio = f"{measured[1] / max(bare[1], 1e-9):8.1f} x bare" if bare else ""
    print(f"{what:44} {measured[0] * 1000:10.1f} ms  {measured[1] * 1000:10.2f} ms CPU {ratio:16} {target}", flush=True)


def bare_connection(path: Path) -> apsw.Connection:
    """A connection with the same settings and nothing of ours."""
    connection = apsw.Connection(str(path))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def bare_read(path: Path) -> None:
    """Read every row of every table."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        connection.execute(f'SELECT * FROM "{table}"').fetchall()
    connection.close()


def small_kinds(folder: Path, count: int) -> Session:
    """Opening, editing and undoing with many records of small kinds."""
    path = folder / "small.brightroad"
    made(path, count).close()
    opened: list[Session] = []
    say(
        f"open, {count} records",
        timed(lambda: opened.append(Session.open(path)), 5),
        timed(lambda: bare_read(path), 5),
        "wanted < 1500 ms",
    )
    session = opened[0]
    for other in opened[1:]:
        other.close()
    ids = [record.id for record in session.plan.records("product")]
    numbers = iter(range(10**6))
    bare = bare_connection(folder / "bare.brightroad")
    bare.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)")
    bare.execute("INSERT INTO t VALUES (1, '')")

    def plain() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE t SET name = ?", (f"Name {next(numbers)}",))
        bare.execute("COMMIT")

    def edit() -> None:
        number = next(numbers)
        with session.edit("Rename") as tx:
            records.edit(tx, "product", ids[number % len(ids)], name=f"Name {number}")

    base = timed(plain, 50)
    say("a bare commit", base)
    edit()
    say("edit", timed(edit, 100), base, "wanted < 5 ms CPU")
    say("undo", timed(session.undo, 50), base)
    say("redo", timed(session.redo, 50), base)
    say("what the menus ask", timed(lambda: (session.can_undo, session.undo_label, session.redo_label), 100))
    say("poll, nothing new", timed(session.poll, 100))
    say("backup", timed(session.backup, 3))
    say("quick check", timed(lambda: quick_check(path), 3))
    return session


def import_(folder: Path, count: int) -> None:
    """One large import as one step, taken back and brought again."""
    session = made(folder / "ledger.brightroad", 80)
    records_ = entries(count, products=10)
    bare = bare_connection(folder / "bare_ledger.brightroad")
    bare.execute("CREATE TABLE t (id BLOB PRIMARY KEY, day TEXT, amount INTEGER, currency TEXT, payee TEXT)")

    def plain() -> None:
        bare.execute("BEGIN IMMEDIATE")
        rows = [(entry.id.encode(), str(entry.date), entry.amount.minor, "CNY", "Nobody") for entry in records_]
        bare.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", rows)
        bare.execute("COMMIT")

    def take_in() -> None:
        with session.edit("Import") as tx:
            for entry in records_:
                tx.insert(entry)

    base = timed(plain)
    say(f"{count} bare rows", base)
    say(f"import of {count} entries", timed(take_in), base)
    size = session._database.rows("SELECT max(length(changes)) FROM step")[0][0]
    print(f"{'its step in the history':44} {size / 1e6:10.1f} MB, {session.path.stat().st_size / 1e6:.0f} MB of file")
    say("undo it", timed(session.undo), base, "wanted < 10 s")
    say("redo it", timed(session.redo), base)
    say("sums by month", timed(session.journal.money_by_month))
    numbers = session.journal.rowids("entry")
    say("a window of 50", timed(lambda: session.journal.window("entry", numbers[1000:1050]), 20))
    say("backup", timed(session.backup))
    say("quick check", timed(lambda: quick_check(session.path)))
    session.close()
    say("verify", timed(lambda: verify(session.path)))
    say("open", timed(lambda: Session.open(session.path).close()))


def main() -> None:
    """Print everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    ledger = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIGHTROAD_HOME"] = name
        small_kinds(Path(name), count).close()
        import_(Path(name), ledger)


if __name__ == "__main__":
    main()
