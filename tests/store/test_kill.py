"""Killed without warning at any moment, a plan keeps every edit that was acknowledged.

BRIGHTROAD_KILLS sets how often (30 unless told otherwise). The same program with a careless file must lose
something, else the test would prove nothing.
"""

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw
import pytest

from planner.errors import PlannerError, VersionError
from planner.session import Session
from planner.store import header
from planner.store.database import settled_header
from planner.store.schema import VERSION
from planner.store.verify import verify
from tests.store import killing
from tests.store.plans import made

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LATER = VERSION + 1
KILLS = int(os.environ.get("BRIGHTROAD_KILLS", "30"))
_CONTEXT: Any = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
if hasattr(_CONTEXT, "set_forkserver_preload"):
    _CONTEXT.set_forkserver_preload(["tests.store.killing", "sqlite_utils"])


def killed_after(seconds: float, target: Callable[..., None], *arguments: Any) -> list[Any]:
    """Run `target` in a process of its own, kill it `seconds` after its first word; what it said."""
    here: Connection
    there: Connection
    here, there = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=target, args=(*arguments[:-1], there, arguments[-1]), daemon=True)
    child.start()
    there.close()
    said = []
    try:
        said.append(here.recv())
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and here.poll(left):
            said.append(here.recv())
        child.kill()
        while True:
            said.append(here.recv())
    except EOFError:
        pass
    finally:
        child.kill()
        child.join()
        failed = child.exitcode not in (0, -9, -15)
        child.close()
        here.close()
    assert not failed, "the child failed by itself"
    return said


def kept(path: Path, acknowledged: str) -> bool:
    """Whether the file is sound and is what was acknowledged, or one step further (the one that was being made)."""
    try:
        report = verify(path)
        if not report.ok:
            return False
        session = Session.open(path)
    except (PlannerError, apsw.Error):
        return False
    try:
        if killing.state_of(session) == acknowledged:
            return True
        for back, forth in ((session.undo, session.redo), (session.redo, session.undo)):
            if back() is not None:
                if killing.state_of(session) == acknowledged:
                    return True
                forth()
        return False  # noqa: TRY300
    except (PlannerError, apsw.Error):
        return False
    finally:
        session.close()


@pytest.mark.slow
def test_no_acknowledged_edit_is_lost(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    steps = 0
    for number in range(KILLS):
        path = tmp_path / f"{number // 10}.brightroad"
        if number % 10 == 0:
            with_records = made(path, 24)
            first = killing.state_of(with_records)
            with_records.close()
        said = killed_after(chance.uniform(0.0, 0.4), killing.work, path, number, False)
        steps += said[-1][0]
        assert kept(path, said[-1][1]), f"kill {number}: {said[-1]}"
        if number % 10 == 9 or number == KILLS - 1:
            session = Session.open(path)
            session.go_to(0)
            assert killing.state_of(session) == first
            session.close()
    assert steps > KILLS, "the children did next to nothing; the test proves little"


def test_a_careless_file_loses_something(tmp_path: Path) -> None:
    """The negative control: without a journal and with big transactions the same kills break the plan."""
    path = tmp_path / "a.brightroad"
    chance = random.Random(1)
    for number in range(max(KILLS, 50)):
        if not path.exists():
            made(path, 24).close()
        said = killed_after(chance.uniform(0.0, 0.4), killing.work, path, number, True)
        if not kept(path, said[-1][1]):
            return
    pytest.fail("nothing was lost without a journal: the kill test cannot see what it is made to see")


def how_long(path: Path, *, careless: bool) -> float:
    """Seconds a whole migration takes."""
    said = killed_after(60.0, killing.migrate, path, careless)
    assert said[0] == "begin"
    return float(said[-1])


def migrated(path: Path) -> int | None:
    """The version of the file when it is sound and wholly of that version, else None."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
        names = {row[1] for row in connection.execute("PRAGMA table_info(entry)")}
        indexes = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE tbl_name = 'entry'")}
        rows = connection.execute("SELECT count(*), count(id) FROM entry").fetchall()
        whole = rows == [(1500, 1500)] and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        new = {"weight" in names, "entry_by_weight" in indexes}
        return version if whole and new == {version == LATER} else None  # noqa: TRY300
    except apsw.Error:
        return None
    finally:
        connection.close()


@pytest.mark.slow
def test_a_migration_is_entirely_done_or_not_at_all(tmp_path: Path) -> None:
    source = tmp_path / "old.brightroad"
    made(source, 24, ledger=1500).close()
    path = tmp_path / "a.brightroad"
    shutil.copy(source, path)
    longest = how_long(path, careless=False)
    assert migrated(path) == LATER
    chance = random.Random(2)
    seen = set()
    for number in range(KILLS):
        shutil.copy(source, path)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        said = killed_after(chance.uniform(0.0, longest), killing.migrate, path, False)
        version = migrated(path)
        assert version is not None, f"kill {number} left neither the old plan nor the new one"
        assert version == LATER or said == ["begin"]
        seen.add(version)
        longest *= 0.97 if version == LATER else 1.05  # the machine may have more to do now than when it was measured
    assert seen == {VERSION, LATER} or KILLS < 20


def test_a_careless_migration_breaks_the_file(tmp_path: Path) -> None:
    source = tmp_path / "old.brightroad"
    made(source, 24, ledger=1500).close()
    path = tmp_path / "a.brightroad"
    chance = random.Random(3)
    shutil.copy(source, path)
    longest = how_long(path, careless=True)
    for _number in range(max(KILLS, 50)):
        shutil.copy(source, path)
        killed_after(chance.uniform(0.0, longest), killing.migrate, path, True)
        if migrated(path) is None:
            return
    pytest.fail("no careless migration broke the file: the kill test cannot see what it is made to see")


def test_a_header_is_read_after_a_crash_was_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version in the first bytes may be that of a migration that never ended."""
    source = tmp_path / "old.brightroad"
    made(source, 24, ledger=1500).close()
    connection = apsw.Connection(str(source))
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {LATER}")
    connection.execute("UPDATE entry SET payee = payee || 'x'")
    connection.cache_flush()
    torn = tmp_path / "b.brightroad"
    half = bytearray(source.read_bytes())
    half[60:64] = LATER.to_bytes(4)  # the first page is written last
    torn.write_bytes(half)
    torn.with_name("b.brightroad-journal").write_bytes(source.with_name("old.brightroad-journal").read_bytes())
    connection.execute("ROLLBACK")
    connection.close()
    with pytest.raises(VersionError):
        Session.open(torn)  # a newer program's business
    assert torn.with_name("b.brightroad-journal").exists()
    monkeypatch.setattr(header, "VERSION", LATER)
    assert header.read_header(torn).version == LATER
    assert settled_header(torn).version == VERSION
    assert not torn.with_name("b.brightroad-journal").exists()
