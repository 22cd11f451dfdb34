"""A plan of an older version comes to the newest after a backup, wholly or not at all."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import pytest

from planner.commands import records
from planner.errors import FileError, VersionError
from planner.model.catalogue import KINDS, Product
from planner.session import Session
from planner.store import backups, database, header, migrations
from planner.store.schema import VERSION
from planner.store.verify import verify
from tests.store import killing
from tests.store.plans import made, record_id

RELEASED = Path(__file__).parent / "files"


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Release a version after the newest, made by the given migration."""

    def release(migration: Any) -> None:
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, migration))
        monkeypatch.setattr(header, "VERSION", VERSION + 1)

    return release


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A plan of the newest version with some history."""
    session = made(tmp_path / "a.brightroad", 24, ledger=50)
    with session.edit("Create") as tx:
        records.create(tx, "product", name="By hand")
    session.close()
    return tmp_path / "a.brightroad"


def rows(path: Path, query: str) -> list[Any]:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process is writing the plan."""
    program = "import apsw, sys; c = apsw.Connection(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); print('held', flush=True); input()"
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n")


@pytest.mark.parametrize("name", ["v1.brightroad"])
def test_every_released_version_still_opens(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(RELEASED / name, path)
    session = Session.open(path)
    assert session.plan.settings.title == "Test"
    counts = {kind: len(session.plan.records(kind, archived=True)) for kind in KINDS if not KINDS[kind].journal}
    assert (counts["product"], counts["listing"], counts["alliance"], counts["partner"]) == (3, 3, 3, 3)
    assert session.journal.count("entry") == 30
    product = session.plan.get(Product, record_id("product", 1))
    assert (product.name, str(product.price.amount)) == ("product 1 名称", "199.00")  # type: ignore[union-attr]
    with session.edit("Create") as tx:
        records.create(tx, "product", name="By hand")
    session.undo()
    session.close()
    assert verify(path).ok


def test_an_old_plan_is_carried_over_after_a_backup(old: Path, next_version: Callable[[Any], None]) -> None:
    session = Session.open(old)
    plan, plan_id, entries = session.plan, session.plan_id, session.journal.all("entry")
    session.close()
    made_before = {backup.path for backup in backups.listing(plan_id)}
    next_version(killing.later)
    session = Session.open(old)
    assert session.plan == plan
    assert session.journal.all("entry") == entries
    assert session.history() == ()
    assert not session.can_undo
    with session.edit("Create") as tx:
        records.create(tx, "product", name="After")
    session.undo()
    session.close()
    assert rows(old, "PRAGMA user_version") == [(VERSION + 1,)]
    assert rows(old, "SELECT DISTINCT strict FROM pragma_table_list WHERE name = 'entry'") == [(1,)]
    (backup,) = [backup for backup in backups.listing(plan_id) if backup.path not in made_before]
    assert backup.version == VERSION
    assert backups.sound(backup.path)
    assert rows(backup.path, "PRAGMA user_version") == [(VERSION,)]
    assert len(rows(backup.path, "SELECT number FROM step")) == 1
    assert verify(old).ok


def test_once_is_enough(old: Path, next_version: Callable[[Any], None]) -> None:
    next_version(killing.later)
    Session.open(old).close()
    content = old.read_bytes()
    Session.open(old).close()
    migrations.bring_up_to_date(old)
    assert old.read_bytes() == content


def _fails(found: Any) -> None:
    killing.later(found)
    found.execute("INSERT INTO nowhere VALUES (1)")


def _breaks_links(found: Any) -> None:
    found.execute("DELETE FROM platform")


def _has_a_bug(found: Any) -> None:
    killing.later(found)
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("migration", "error", "told"),
    [
        (_fails, FileError, "left as it was"),
        (_breaks_links, FileError, "lead nowhere"),
        (_has_a_bug, ZeroDivisionError, ""),
    ],
)
def test_a_migration_that_fails_leaves_the_old_plan(
    old: Path, next_version: Callable[[Any], None], migration: Any, error: type[Exception], told: str
) -> None:
    before = killing._digest(apsw.Connection(str(old)), ["entry", "product", "step", "sqlite_schema"])
    next_version(migration)
    with pytest.raises(error, match=told or None):
        Session.open(old)
    assert rows(old, "PRAGMA user_version") == [(VERSION,)]
    assert killing._digest(apsw.Connection(str(old)), ["entry", "product", "step", "sqlite_schema"]) == before


def test_what_transform_drops_is_known(old: Path, next_version: Callable[[Any], None]) -> None:
    """`transform()` loses triggers and the clauses of references: a migration makes them again."""

    found: list[str] = []

    def careless(old_plan: Any) -> None:
        old_plan.execute("CREATE TRIGGER noted AFTER UPDATE ON listing BEGIN SELECT 1; END")
        old_plan["listing"].transform(rename={"url": "link"})
        found.extend(row[0] for row in old_plan.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
        found.append(old_plan["listing"].schema)

    next_version(careless)
    with pytest.raises(FileError, match="damaged"):
        Session.open(old)  # the declarations do not fit such a version: it is told, not read wrongly
    assert "noted" not in found
    assert "DEFERRABLE" not in found[-1]


def test_an_old_plan_is_shown_read_only_without_being_touched(old: Path, next_version: Callable[[Any], None]) -> None:
    session = Session.open(old)
    plan = session.plan
    session.close()
    before = old.read_bytes()
    next_version(killing.later)
    session = Session.open(old, read_only=True)
    assert session.read_only
    assert session.path == old
    assert session.plan == plan
    assert session.journal.count("entry") == 50
    with pytest.raises(FileError), session.edit("Create") as tx:
        records.create(tx, "domain", name="New")
    stand_in = session._database._stand_in
    assert stand_in is not None
    assert stand_in.exists()
    session.close()
    assert not stand_in.parent.exists()
    assert old.read_bytes() == before
    assert verify(old).version == VERSION


def test_an_old_plan_that_may_not_be_written_is_shown(
    old: Path, next_version: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(killing.later)
    for module in (database, __import__("planner.session", fromlist=["session"])):
        monkeypatch.setattr(module, "writable", lambda _path: False)
    session = Session.open(old)
    assert session.read_only
    session.close()
    assert rows(old, "PRAGMA user_version") == [(VERSION,)]


def test_a_program_of_before_refuses_what_was_carried_over(
    old: Path, next_version: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(killing.later)
    Session.open(old).close()
    content = old.read_bytes()
    monkeypatch.undo()
    with pytest.raises(VersionError):
        Session.open(old)
    with pytest.raises(VersionError):
        verify(old)
    assert old.read_bytes() == content


def test_a_held_file_is_told(old: Path, next_version: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch) -> None:
    next_version(killing.later)
    monkeypatch.setattr(migrations, "_BUSY_SECONDS", 0.05)
    with held(old), pytest.raises(FileError, match="left as it was"):
        Session.open(old)
    Session.open(old).close()
