"""How long the ledger takes at any size, each beside a bare operation of SQLite in the same run: the ratios matter.

python -m tests.benchmarks.bench_ledger [entries]
"""

import datetime as dt
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import apsw

from planner.commands import ledger, records
from planner.model.ledger_filter_reading import read_filter
from planner.model.ledger_order import Order
from planner.model.values import Money
from planner.session import Session
from tests.benchmarks.bench_store import bare_connection, say, timed
from tests.benchmarks.ledger_file import make

COLUMNS = (
    "date", "payee", "sort", "platform", "product", "partner", "amount", "fee", "currency", "memo", "external_id",
    "source", "checked",
)  # fmt: skip
FILTERS = {
    "one Han": "路", "two Han": "电路", "Latin": "course", "one letter": "e", "mixed": "课程 order", "not": "-路",
    "structured": 'platform:"platform 3" >500 2024..', "all of it": "路 sort:sale <900 checked:yes -source:alipay",
}  # fmt: skip


def resident() -> float:
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def highest() -> float:
    """The most megabytes this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def opening(path: Path) -> Session:
    """Until the first window of rows is there."""
    bare = timed(lambda: bare_connection(path).execute("SELECT count(*) FROM entry WHERE NOT archived").fetchall())
    say("bare: count all rows", bare)
    opened: list[Session] = []

    def first_window() -> None:
        opened.append(Session.open(path))
        found = opened[0].ledger.select()
        assert found is not None
        opened[0].journal.window("entry", found.rowids[:128])

    say("open to the first window of rows", timed(first_window), bare, "wanted < 1 s")
    session = opened[0]
    print(f"{'memory after opening':44} {resident():10.0f} MB")
    say("read the columns, in the background", timed(session.ledger.warm), bare)
    print(f"{'memory with the columns':44} {resident():10.0f} MB, at most {highest():.0f} MB", flush=True)
    return session


def questions(session: Session) -> None:
    """Every order, filters letter by letter, totals and duplicates."""
    with closing(apsw.Connection(str(session.path), flags=apsw.SQLITE_OPEN_READONLY)) as bare:
        index = timed(lambda: bare.execute("SELECT rowid FROM entry ORDER BY amount").fetchall())
        like = timed(lambda: bare.execute("SELECT count(*) FROM entry WHERE memo LIKE '%路%'").fetchall())
        added = timed(lambda: bare.execute("SELECT currency, sum(amount) FROM entry GROUP BY 1").fetchall())
    say("bare: row numbers by an index", index)
    for column in COLUMNS:
        order = Order(column, falling=False)
        say(
            f"order by {column}",
            timed(lambda order=order: session.ledger.select(order=order)),
            index,
            "wanted < 500 ms",
        )
    say("bare: LIKE over the memos", like)
    for name, text in FILTERS.items():
        wanted = read_filter(text, session.plan).filter
        say(f"filter: {name}", timed(lambda wanted=wanted: session.ledger.select(wanted), 3), like, "wanted < 150 ms")
    say("bare: sums by currency", added)
    say("totals of everything", timed(session.ledger.totals, 3), added)
    some = session.ledger.select().rowids[:100_000]  # type: ignore[union-attr]
    say("totals of 100,000 selected", timed(lambda: session.ledger.totals(some), 3), added)
    say("duplicates", timed(session.ledger.duplicates), index)
    numbers = session.ledger.select().rowids  # type: ignore[union-attr]
    middle = len(numbers) // 2
    say("a page of 128 rows", timed(lambda: session.journal.window("entry", numbers[middle : middle + 128]), 20))
    for text in ("北岸", "南湖课", "Northgate c", "zz"):
        say(f"payees for “{text}”", timed(lambda text=text: session.journal.payees(text), 5), target="wanted < 5 ms")
    payee = session.journal.payees("北")[0]
    say("the last entry of a payee", timed(lambda: session.journal.last_like(payee), 5), target="wanted < 5 ms")
    for text in ("电路", "course", "zzz"):
        say(f"search everything for “{text}”", timed(lambda text=text: session.search(text), 3), like)


def edits(session: Session) -> None:
    """Adding one, a field of 10,000, taking both back; what has to be asked anew after each."""
    bare = bare_connection(session.path.with_name("bare.brightroad"))
    bare.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)")

    def plain() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO t (name) VALUES ('x')")
        bare.execute("COMMIT")

    def add() -> None:
        with session.edit("Add") as tx:
            records.create(
                tx, "entry", date=dt.date(2026, 11, 28), payee="新人", amount=Money(Decimal(5), "CNY"), currency="CNY"
            )  # fmt: skip

    def again(what: str, then: Callable[[], Any]) -> None:
        then()
        say(f"the rows after {what}", timed(session.ledger.select))

    base = timed(plain, 20)
    say("bare: insert and commit", base)
    say("add one entry", timed(add, 10), base, "wanted < 20 ms")
    again("an entry was added", add)
    say("undo it", timed(session.undo), base)
    again("it was taken back", session.undo)
    numbers = session.ledger.select().rowids[: min(10_000, session.journal.count("entry"))]  # type: ignore[union-attr]
    ids = [
        entry.id
        for at in range(0, len(numbers), 500)
        for entry in session.journal.window("entry", numbers[at : at + 500])
    ]

    def change() -> None:
        with session.edit("Change") as tx:
            ledger.set_fields(tx, ids, sort="tax")

    say(f"a field of {len(ids)} entries", timed(change), base)
    again("that", lambda: None)
    say("undo it", timed(session.undo), base)
    say("what the journal adds up to, in the background", timed(session.tallies))


def main() -> None:
    """Print everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        os.environ["BRIGHTROAD_HOME"] = name
        path = Path(name) / "ledger.brightroad"
        ready = Path(sys.argv[2]) if len(sys.argv) > 2 else None
        if ready is None:
            make(path, count)
        else:
            shutil.copy(ready, path)
        session = opening(path)
        questions(session)
        edits(session)
        print(f"{'memory at the end':44} {resident():10.0f} MB, at most {highest():.0f} MB (wanted < 500 MB)")
        session.close()


if __name__ == "__main__":
    main()
