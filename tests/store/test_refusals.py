"""Whatever the disk refuses is told in one sentence, costs nothing, and works again once the reason is gone."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from planner.commands import records
from planner.errors import FileError, VersionError
from planner.session import Session
from planner.store import database
from tests.store import faults as faulty_disk
from tests.store.plans import made, small_records, start

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="the faults stand on SQLite's unix files")


def edit(session: Session, name: str = "New", notes: str = "") -> None:
    with session.edit("Create") as tx:
        records.create(tx, "product", name=name, notes=notes)


def memory_is_the_file(session: Session) -> None:
    other = Session.open(session.path, read_only=True)
    assert other.plan == session.plan
    other.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if not ROOT or sys.platform != "linux":
        pytest.skip("only root on Linux can make a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_costs_nothing(small_disk: Path) -> None:
    session = made(small_disk / "a.brightroad", 24)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            pass
    before, revision = session.plan, session.revision
    for _again in range(3):
        with pytest.raises(FileError, match="disk is full"):
            edit(session, notes="x" * 50_000)
    assert session.plan is before
    assert (session.revision, session.can_undo) == (revision, False)
    memory_is_the_file(session)
    with pytest.raises(FileError, match="full"):
        session.save_copy(small_disk / "b.brightroad")
    assert not list(small_disk.glob("b.*"))
    filler.unlink()
    edit(session, notes="x" * 50_000)
    memory_is_the_file(session)
    session.undo()
    assert session.plan == before
    session.close()


@UNIX
@pytest.mark.parametrize("call", ["write", "sync", "delete", "lock", "read"])
@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_an_error_of_the_disk_leaves_memory_and_file_alike(tmp_path: Path, call: str, after: int) -> None:
    with faulty_disk.faulty() as faults:
        session = made(tmp_path / "a.brightroad", 24)
        edit(session, "First")
        faults.call, faults.after = call, after
        told = ""
        try:
            edit(session, "Second", notes="x" * 20_000)
        except FileError as error:
            told = str(error)
        faults.call = ""
        assert not session._inside()
        session.poll()
        memory_is_the_file(session)
        names = {product.name for product in session.plan.records("product")}
        assert "First" in names
        assert "a.brightroad" in told or "Second" in names
        edit(session, "Third")
        session.undo()
        memory_is_the_file(session)
        session.close()


@UNIX
def test_a_disk_that_fills_up_anywhere_in_an_edit(tmp_path: Path) -> None:
    with faulty_disk.faulty() as faults:
        session = made(tmp_path / "a.brightroad", 24)
        before = session.plan
        told: list[str] = []
        for after in range(30):
            faults.call, faults.error, faults.after = "write", apsw.FullError, after
            try:
                edit(session, "Second", notes="x" * 20_000)
            except FileError as error:
                told.append(str(error))
                if session.plan != before:
                    pytest.fail("what was refused is shown as done")
            else:
                break
        faults.call = ""
        assert all("disk is full" in sentence for sentence in told)
        assert after > 3
        memory_is_the_file(session)
        session.close()


def test_a_file_that_may_not_be_written_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.brightroad"
    plan = (session := made(path, 24)).plan
    session.close()
    if ROOT:  # who may write everything anyway
        monkeypatch.setattr(database, "writable", lambda _path: False)
    else:
        path.chmod(0o444)
    session = Session.open(path)
    assert session.read_only
    assert session.plan == plan
    with pytest.raises(FileError, match="cannot be written"):
        edit(session)
    with pytest.raises(FileError, match="cannot be written"):
        session.undo()
    assert not session.can_undo
    session.save_copy(tmp_path / "copy.brightroad")
    session.close()


def test_asked_read_only_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.brightroad"
    (session := made(path, 24)).close()
    before = path.read_bytes()
    session = Session.open(path, read_only=True)
    with pytest.raises(FileError):
        edit(session)
    session.close()
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
@pytest.mark.parametrize("what", ["moved", "deleted", "replaced"])
def test_a_file_that_is_no_longer_there(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.brightroad"
    session = made(path, 24)
    other = made(tmp_path / "other.brightroad", 8)
    other.close()
    assert not session.moved()
    if what == "moved":
        path.rename(tmp_path / "b.brightroad")
    elif what == "deleted":
        path.unlink()
    else:
        os.replace(tmp_path / "other.brightroad", path)
    assert session.moved()
    before = session.plan
    with pytest.raises(FileError, match="moved or deleted"):
        edit(session)
    assert session.plan is before
    session.save_copy(tmp_path / "rescued.brightroad")
    session.close()
    rescued = Session.open(tmp_path / "rescued.brightroad")
    assert rescued.plan == before
    rescued.close()


def test_a_file_held_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    session = made(tmp_path / "a.brightroad", 24)
    other = apsw.Connection(str(session.path))
    other.execute("BEGIN EXCLUSIVE")
    before = session.plan
    with pytest.raises(FileError, match="Another program"):
        edit(session)
    with pytest.raises(FileError, match="Another program"):
        session.poll()
    other.execute("ROLLBACK")
    other.close()
    assert session.plan is before
    edit(session)
    memory_is_the_file(session)
    session.close()


def test_a_file_somebody_reads_for_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit is made, but cannot be written while the reader looks: it is taken back as a whole."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    session = made(tmp_path / "a.brightroad", 24)
    reader = apsw.Connection(str(session.path))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM product").fetchall()
    before = session.plan
    with pytest.raises(FileError, match="Another program"):
        edit(session)
    assert not session._inside()
    reader.execute("ROLLBACK")
    reader.close()
    session.poll()
    assert session.plan == before
    assert not session.can_undo
    edit(session)
    memory_is_the_file(session)
    session.close()


def test_a_crash_is_mended_for_a_reader_too(tmp_path: Path) -> None:
    path = tmp_path / "a.brightroad"
    plan = (session := made(path, 80)).plan
    session.close()
    writer = apsw.Connection(str(path))
    writer.execute("PRAGMA cache_size = 5")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE product SET name = 'half', notes = 'x'")
    writer.cache_flush()
    crashed = tmp_path / "b.brightroad"
    crashed.write_bytes(path.read_bytes())
    crashed.with_name("b.brightroad-journal").write_bytes(path.with_name("a.brightroad-journal").read_bytes())
    writer.execute("ROLLBACK")
    writer.close()
    assert b"half" in crashed.read_bytes()
    reader = Session.open(crashed, read_only=True)
    assert reader.plan == plan
    reader.close()


@UNIX
def test_a_folder_that_cannot_lock(tmp_path: Path) -> None:
    with faulty_disk.faulty() as faults:
        session = made(tmp_path / "a.brightroad", 24)
        faults.call, faults.error = "lock", apsw.IOError
        with pytest.raises(FileError, match="brightroad"):
            edit(session)
        faults.call = ""
        edit(session)
        session.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"# Notes\n" * 40, "not a Brightroad plan"),
        (b"SQLite format 3\0", "not a Brightroad plan"),
        (b"\0" * 4096, "not a Brightroad plan"),
    ],
)
def test_what_is_no_plan_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.brightroad"
    path.write_bytes(content)
    with pytest.raises(FileError, match=told):
        Session.open(path)
    assert path.read_bytes() == content


def test_other_databases_missing_files_and_folders(tmp_path: Path) -> None:
    connection = apsw.Connection(str(tmp_path / "b.brightroad"))
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(FileError, match="a database, but not a Brightroad plan"):
        Session.open(tmp_path / "b.brightroad")
    with pytest.raises(FileError, match="no file"):
        Session.open(tmp_path / "c.brightroad")
    with pytest.raises(FileError, match="folder"):
        Session.open(tmp_path)
    with pytest.raises(FileError, match="already"):
        Session.create(tmp_path / "b.brightroad", start())


def test_a_newer_version_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "a.brightroad"
    made(path, 8).close()
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(VersionError, match="newer"):
            Session.open(path, read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_never_crash_and_never_pass_as_another_error(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.brightroad"
    made(path, 80).close()
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _number in range(chance.choice((1, 20, 2000))):
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    told = "a.brightroad"
    try:
        session = Session.open(path)
    except FileError as error:
        told = str(error)
    else:
        try:
            edit(session)
            session.undo()
        except FileError as error:
            told = str(error)
        session.close()
    assert "a.brightroad" in told or "taken back" in told


def test_a_new_plan_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FileError, match="No plan can be made"):
        Session.create(tmp_path / "file" / "a.brightroad", start())
    records_ = small_records(16)
    path = tmp_path / "b.brightroad"
    with pytest.raises(Exception, match="not in this plan"):
        Session.create(path, start(), records_[8:])  # listings without their products
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file"]


def test_a_journal_left_by_a_file_now_gone_is_not_played_back(tmp_path: Path) -> None:
    """What a crash left beside a plan since deleted would destroy the new plan of that name."""
    path = tmp_path / "a.brightroad"
    made(path, 80).close()
    old = apsw.Connection(str(path))
    old.execute("PRAGMA cache_size = 5")
    old.execute("BEGIN IMMEDIATE")
    old.execute("UPDATE product SET notes = 'x'")
    old.cache_flush()
    left = path.with_name("a.brightroad-journal").read_bytes()
    old.execute("ROLLBACK")
    old.close()
    path.unlink()
    path.with_name("a.brightroad-journal").write_bytes(left)
    session = made(path, 8)
    plan = session.plan
    (tmp_path / "c.brightroad-journal").write_bytes(left)
    session.save_copy(tmp_path / "c.brightroad")
    session.close()
    other = Session.open(tmp_path / "c.brightroad")
    assert other.plan == plan
    other.close()
