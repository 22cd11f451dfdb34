"""Copies that can be trusted: whole, checked, kept for as long as the rule says."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import apsw
import pytest

from planner.commands import records
from planner.errors import FileError
from planner.model.catalogue import PlanSettings
from planner.model.values import Month
from planner.paths import backups_folder
from planner.session import Session, backups_of, restore
from planner.store import backups
from planner.store.backups import Backup, kept, listing_of, sound
from planner.store.schema import VERSION
from planner.store.verify import verify
from tests.store.plans import made


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path / "home"))


def rename(session: Session, name: str) -> None:
    with session.edit("Rename") as tx:
        records.edit(tx, "product", session.plan.records("product")[0].id, name=name)


def touch_later(path: Path, when: datetime) -> None:
    os.utime(path, (when.timestamp(), when.timestamp()))


def test_a_backup_is_the_whole_plan_with_its_history(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24, ledger=30)
    rename(session, "One")
    path = session.backup()
    (backup,) = session.backups()
    assert (backup.path, backup.version, backup.size) == (path, VERSION, path.stat().st_size)
    assert abs(backup.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert sound(backup.path)
    copy = Session.open(path, read_only=True)
    assert copy.plan == session.plan
    assert [step.label for step in copy.history()] == ["Rename"]
    assert copy.journal.all("entry") == session.journal.all("entry")
    copy.close()
    session.close()
    assert backups_of(session.plan_id) == (backup,)
    assert sorted(entry.suffix for entry in path.parent.iterdir()) == [".brightroad", ".sha256"]


def test_one_changed_bit_is_noticed(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    path = session.backup()
    (backup,) = session.backups()
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    assert not sound(backup.path)
    path.with_suffix(".sha256").unlink()
    assert not sound(backup.path)
    session.close()


def test_restoring_makes_a_new_file_and_keeps_the_old_one(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    before = session.plan
    backup = session.backup()
    rename(session, "Later")
    later = session.plan
    session.close()
    made_ = {restore(tmp_path / "a.brightroad", backup) for _again in range(3)}
    assert len(made_) == 3
    for path in made_:
        assert path.parent == tmp_path
        restored = Session.open(path)
        assert restored.plan == before
        restored.close()
    session = Session.open(tmp_path / "a.brightroad")
    assert session.plan == later
    session.close()
    content = bytearray(backup.read_bytes())
    content[-1] ^= 1  # a bit that no check of SQLite would miss
    backup.write_bytes(content)
    with pytest.raises(FileError, match="damaged"):
        restore(tmp_path / "a.brightroad", backup)
    assert set(tmp_path.glob("*.brightroad")) == {*made_, tmp_path / "a.brightroad"}
    backup.with_suffix(".sha256").unlink()
    assert restore(tmp_path / "a.brightroad", backup).exists()  # a copy from elsewhere has no sum beside it
    backup.write_bytes(b"not a plan at all, alas")
    with pytest.raises(FileError):
        restore(tmp_path / "a.brightroad", backup)


def test_the_rule_of_keeping() -> None:
    """All of two days, then the newest of 12 days, of 10 weeks, of 9 months."""
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    ages = [timedelta(hours=6 * number) for number in range(4 * 900)]
    every = tuple(Backup(Path(f"{number}"), now - age, 1, 1) for number, age in enumerate(ages))
    stay = kept(every, now)
    young = {backup.path for backup in every if now - backup.at <= timedelta(days=2)}
    assert young <= stay
    older = [backup for backup in every if backup.path in stay and backup.path not in young]
    assert len(older) == 12 + 10 + 9
    days = [backup.at.date() for backup in older]
    assert len(set(days)) == len(days)
    daily, weekly, monthly = older[:12], older[12:22], older[22:]
    assert [(one.at.date() - two.at.date()).days for one, two in pairwise(daily)] == [1] * 11
    assert len({backup.at.isocalendar()[:2] for backup in weekly}) == 10
    assert len({(backup.at.year, backup.at.month) for backup in monthly}) == 9
    assert daily[-1].at > weekly[0].at > weekly[-1].at > monthly[0].at
    assert kept((), now) == set()
    assert kept(every[:1], now + timedelta(days=3000)) == {every[0].path}


def test_keeping_again_and_again_goes_on_rightly() -> None:
    """The rule applied every few hours for two years leaves about as many as when applied once."""
    now = datetime(2025, 1, 1, tzinfo=UTC)
    there: list[Backup] = []
    for number in range(2 * 365):
        at = now + timedelta(days=number)
        there.insert(0, Backup(Path(str(number)), at, 1, 1))
        stay = kept(tuple(there), at)
        there = [backup for backup in there if backup.path in stay]
    assert 2 + 12 + 10 + 6 <= len(there) <= 3 + 12 + 10 + 9
    assert (now + timedelta(days=729) - there[-1].at).days > 200


def test_old_backups_go_with_their_sums(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 8)
    folder = session.backup().parent
    for number in range(40):
        at = datetime.now(UTC) - timedelta(days=3, hours=number)
        path = folder / f"{at.strftime(backups._FORM)}_v1.brightroad"
        path.write_bytes(b"old")
        path.with_suffix(".sha256").write_text("0")
    (folder / "notes.txt").write_text("the user's own")
    session.backup()
    left = [backup for backup in session.backups() if backup.size == 3]
    assert 2 <= len(left) <= 6
    assert len(list(folder.glob("*.sha256"))) == len(session.backups())
    assert (folder / "notes.txt").exists()
    session.close()


def test_a_backup_is_due_at_opening_and_after_half_an_hour_of_activity(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    now = datetime.now(UTC)
    assert session.backup_if_due(now) is not None  # there is none yet
    assert session.backup_if_due(now + timedelta(days=9)) is None  # nothing changed since
    rename(session, "One")
    later = datetime.now(UTC)
    assert session.backup_if_due(later + timedelta(minutes=29)) is None
    assert session.backup_if_due(later + timedelta(minutes=31)) is not None
    assert len(session.backups()) == 2
    rename(session, "Two")
    assert session.backup_if_due(datetime.now(UTC), opening=True) is not None
    assert session.backup_if_due(datetime.now(UTC), opening=True) is None  # nothing changed since
    session.close()
    reader = Session.open(session.path, read_only=True)
    assert reader.backup_if_due(now + timedelta(days=99)) is None
    reader.close()


def test_a_backup_makes_way_for_an_edit_and_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(backups, "STEPS", 1)
    session = made(tmp_path / "a.brightroad", 24)
    looks = count()
    assert session.backup_if_due(datetime.now(UTC), stop=lambda: next(looks) > 50) is None
    assert next(looks) > 50
    assert not [*backups_folder(session.plan_id).iterdir()]
    rename(session, "Meanwhile")
    kept = session.backup_if_due(datetime.now(UTC))
    assert kept is not None
    assert verify(kept).ok
    session.close()


def test_copies_that_were_never_finished_go(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 8)
    folder = session.backup().parent
    old, fresh = folder / "1.brightroad.part", folder / "2.brightroad.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    old.with_name(old.name + "-journal").write_bytes(b"")
    session.backup()
    assert {*folder.glob("*.part*")} == {fresh}  # another window may be at it
    session.close()


def test_ids_from_elsewhere_never_name_a_folder_elsewhere(tmp_path: Path) -> None:
    for number, plan_id in enumerate(("../../escape", "a/b", "nul", "..", "x" * 199, "/absolute")):
        settings = PlanSettings(id=plan_id, title="Test", start_month=Month(2026, 12))  # type: ignore[call-arg]
        session = Session.create(tmp_path / f"{number}.brightroad", settings)
        path = session.backup()
        assert path.resolve().parent.parent == backups_folder("-").parent.resolve()
        assert session.backups()[0].path == path
        session.close()


def test_a_plan_that_is_damaged_makes_no_backup(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 200)
    first = session.backup()
    session.close()
    content = bytearray((tmp_path / "a.brightroad").read_bytes())
    for page in range(30, 60):
        content[page * 4096 : page * 4096 + 200] = bytes(range(200))
    (tmp_path / "a.brightroad").write_bytes(content)
    with pytest.raises(FileError, match="damaged"):
        backups.make(tmp_path / "a.brightroad")
    assert list(first.parent.glob("*.part")) == []
    assert [backup.path for backup in backups_of(session.plan_id)] == [first]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 8)
    backups_folder("-").parent.parent.mkdir(parents=True, exist_ok=True)
    backups_folder("-").parent.write_text("a file where the folder should be")
    with pytest.raises(FileError, match="cannot be written"):
        session.backup()
    session.close()


def test_backing_up_beside_a_writer_gives_a_whole_plan(tmp_path: Path) -> None:
    session = made(tmp_path / "a.brightroad", 24)
    for number in range(5):
        rename(session, f"Name {number}")
        path = backups.make_if_due(session.path, session.plan_id, datetime.now(UTC) + timedelta(hours=number + 1))
        assert path is not None
        copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        assert copy.execute("SELECT count(*) FROM step").fetchall() == [(number + 1,)]
        copy.close()
    session.close()


def test_the_backups_of_a_plan_that_can_no_longer_be_opened_are_found(tmp_path: Path) -> None:
    """Whoever needs them most has a file that is damaged."""
    session = made(tmp_path / "a.brightroad", 24)
    backup = session.backup()
    session.close()
    with closing(sqlite3.connect(tmp_path / "a.brightroad")) as connection:
        connection.execute("UPDATE product SET price = 1, price_currency = 'x'")
        connection.commit()
    with pytest.raises(FileError, match="damaged"):
        Session.open(tmp_path / "a.brightroad")
    assert [found.path for found in listing_of(tmp_path / "a.brightroad")] == [backup]
    (tmp_path / "a.brightroad").write_bytes(b"")
    with pytest.raises(FileError, match="empty"):
        listing_of(tmp_path / "a.brightroad")
