"""A damaged plan is told as such, and what can be read of it comes into a new one."""

import random
from pathlib import Path

import apsw
import pytest

from planner.errors import DamageError, FileError
from planner.model.catalogue import KINDS
from planner.session import Session, quick_check
from planner.store import database
from planner.store.salvage import recover
from planner.store.schema import VERSION
from planner.store.verify import verify
from tests.store.plans import made

PAGE = 4096


def written(path: Path, *statements: str) -> None:
    """Change the closed file behind the program's back."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def pages_of(path: Path, table: str) -> list[int]:
    """The numbers of the leaf pages of a table, by asking SQLite which pages it reads."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'"
    found = [row[0] for row in connection.execute(query, (table,))]
    connection.close()
    return found


def broken(path: Path, pages: list[int], seed: int = 1) -> None:
    """Overwrite whole pages with noise."""
    noise = random.Random(seed)
    with path.open("rb+") as stream:
        for page in pages:
            stream.seek((page - 1) * PAGE)
            stream.write(noise.randbytes(PAGE))


def test_a_sound_plan_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.brightroad"
    session = made(path, 80, ledger=300)
    counts = {kind: len(session.plan.records(kind, archived=True)) for kind in KINDS if not KINDS[kind].journal}
    session.close()
    report = verify(path)
    assert (report.ok, report.problems, report.version) == (True, (), VERSION)
    assert {kind: report.counts[kind] for kind in counts} == counts
    assert report.counts["entry"] == 300
    assert quick_check(path) == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE product SET price_currency = 'XX1' WHERE price IS NOT NULL", "product/"),
        ("UPDATE listing SET conversion = '[1]'", "listing"),
        ("UPDATE listing SET status = 'sleeping'", "listing/"),
        ("UPDATE domain SET score = 700", "domain/"),
        ("DELETE FROM platform", "platform"),
        ("DELETE FROM partner", "partner"),
        ("UPDATE alliance_partners SET target = 'nobody'", "alliance_partners"),
        ("DELETE FROM plan", "plan"),
    ],
)
def test_what_is_no_record_is_told(tmp_path: Path, statement: str, told: str) -> None:
    path = tmp_path / "a.brightroad"
    made(path, 40).close()
    written(path, "PRAGMA foreign_keys = off", statement)
    report = verify(path)
    assert not report.ok
    assert any(told in problem for problem in report.problems), report.problems


def test_a_sum_that_an_index_tells_otherwise_is_found(tmp_path: Path) -> None:
    """The journal is summed over an index; when that does not hold what the rows hold, the sums would lie."""
    path = tmp_path / "a.brightroad"
    made(path, 8, ledger=200).close()
    index = 'CREATE INDEX "entry_by_amount" ON "entry" ("amount")'
    schema = "UPDATE sqlite_schema SET sql = '{}' WHERE name = 'entry_by_amount'"
    partly = index + " WHERE amount <> 37"
    written(path, "PRAGMA writable_schema = on", schema.format(partly))
    written(path, "UPDATE entry SET amount = 38 WHERE amount = 37")  # the index keeps what it had
    written(path, "PRAGMA writable_schema = on", schema.format(index))
    report = verify(path)
    assert any("sum of amount" in problem for problem in report.problems), report.problems


def test_broken_pages_are_found_by_both_checks(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.brightroad"
    made(path, 400).close()
    broken(path, pages_of(path, "listing")[1:2])
    assert not verify(path).ok
    assert quick_check(path) != ()
    monkeypatch.setattr(database, "STEPS", 1)
    assert quick_check(path, lambda: True) == ()  # broken off before anything was looked at


def test_entries_numbered_beyond_reason_are_recovered_not_counted_through(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 8, ledger=20).close()
    written(path, "UPDATE entry SET rowid = 9000000000000000000 - rowid WHERE rowid > 15")
    with pytest.raises(DamageError):
        Session.open(path)
    assert not recover(path, new).lost
    session = Session.open(new)
    assert sum(one.count for one in session.tallies().money) == 20
    session.close()


def test_recovering_a_sound_plan_loses_nothing(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    session = made(path, 80, ledger=100)
    plan = session.plan
    session.close()
    found = recover(path, new)
    assert found.lost == ()
    saved = Session.open(new)
    assert saved.plan == plan
    assert saved.journal.count("entry") == found.counts["entry"] == 100
    assert not saved.can_undo
    saved.close()


@pytest.mark.parametrize("seed", range(3))
def test_broken_pages_in_the_middle_cost_only_what_they_held(tmp_path: Path, seed: int) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 400, ledger=6000).close()
    pages = pages_of(path, "entry")
    chosen = random.Random(seed).sample(pages, 5)
    broken(path, chosen, seed)
    before = path.read_bytes()
    found = recover(path, new)
    assert path.read_bytes() == before
    share = len(chosen) / len(pages)
    assert 6000 * (1 - 2 * share) < found.counts["entry"] < 6000
    assert found.lost
    assert verify(new).ok


def test_lost_records_take_along_or_empty_what_names_them(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 400, ledger=30).close()
    broken(path, pages_of(path, "product")[1:2])
    found = recover(path, new)
    assert found.counts["product"] < 50
    assert found.counts["listing"] < 50  # they cannot be without their product
    assert found.counts["entry"] == 30  # these can
    assert any("put aside" in line for line in found.lost)
    assert verify(new).ok
    Session.open(new).close()


def test_a_plan_whose_own_record_is_lost_gets_a_new_one(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 40).close()
    broken(path, pages_of(path, "plan"))
    found = recover(path, new)
    assert any("settings" in line for line in found.lost)
    saved = Session.open(new)
    assert saved.plan.settings.title == "a"
    saved.close()


def test_rows_that_are_no_records_are_put_aside(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 40).close()
    written(path, "UPDATE domain SET score = 700 WHERE rowid = 1", "UPDATE product SET name = '' WHERE rowid = 2")
    found = recover(path, new)
    assert (found.counts["domain"], found.counts["product"]) == (4, 4)
    assert verify(new).ok


def test_without_its_beginning_only_a_backup_helps(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 40).close()
    broken(path, [1])
    with pytest.raises(FileError, match="Restore a backup"):
        recover(path, new)
    assert not new.exists()
    assert list(tmp_path.glob("*.part")) == []


def test_an_existing_file_is_never_recovered_over(tmp_path: Path) -> None:
    path = tmp_path / "a.brightroad"
    made(path, 8).close()
    before = path.read_bytes()
    with pytest.raises(FileError, match="already"):
        recover(path, path)
    assert path.read_bytes() == before


def test_the_time_allowed_is_kept(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 80, ledger=2000).close()
    found = recover(path, new, seconds=0.0)
    assert any("time" in line for line in found.lost)
    assert verify(new).ok


def test_a_shortened_file_gives_what_is_left(tmp_path: Path) -> None:
    path, new = tmp_path / "a.brightroad", tmp_path / "b.brightroad"
    made(path, 80, ledger=3000).close()
    size = path.stat().st_size
    with path.open("rb+") as stream:
        stream.truncate(size - size // 4)
    assert not verify(path).ok
    found = recover(path, new, seconds=5.0)  # as many rows as pages might hold are tried one by one
    assert sum(found.counts.values()) > 0
    assert verify(new).ok
