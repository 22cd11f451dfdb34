"""Copies of a plan that can be trusted: whole, checked, durable before they bear their name.

A killed VACUUM INTO leaves a bad file, so a copy is written under another name, checked, synced and only then
renamed. Kept are all of two days, then one per day (12), week (10) and month (9).
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from planner.errors import FileError
from planner.i18n import _
from planner.model.field_types import id_of
from planner.paths import backups_folder
from planner.store.failures import telling
from planner.store.files import remove_side_files, sync_folder
from planner.store.header import read_header
from planner.store.schema import VERSION

_FORM = "%Y-%m-%dT%H-%M-%S-%f"


@dataclass(frozen=True)
class Backup:
    """One backup: where it is, when it was made (UTC), its size in bytes and the version of its schema."""

    path: Path
    at: datetime
    size: int
    version: int


def copy_of(connection: apsw.Connection, target: Path, *, with_history: bool) -> None:
    """Write a checked copy of the open plan to `target`, replacing it whole or leaving it as it is."""
    part = target.with_name(target.name + ".part")
    remove_side_files(part)
    try:
        with telling(target):
            connection.execute("VACUUM INTO ?", (str(part),))
            _settle(part, with_history)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        raise FileError(message.format(path=target, reason=error.strerror or error)) from error
    finally:
        remove_side_files(part)


def _settle(part: Path, with_history: bool) -> None:
    """Check the copy; take the history out of one that leaves this machine, for it holds what was deleted."""
    copy = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        if not with_history:
            copy.execute("DELETE FROM step")
            copy.execute("VACUUM")
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise apsw.CorruptError
    finally:
        copy.close()


def keep(connection: apsw.Connection, path: Path, plan_id: str) -> Path:
    """Put a checked copy of the open plan among its backups, its SHA-256 beside it; the oldest ones go."""
    folder = backups_folder(plan_id)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("Backups cannot be kept in “{path}”: {reason}.")
        raise FileError(message.format(path=folder, reason=error.strerror or error)) from error
    target = folder / f"{datetime.now(UTC).strftime(_FORM)}_v{VERSION}.brightroad"
    with telling(path):
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
    target = target.with_name(target.name.replace(f"_v{VERSION}.", f"_v{version}."))
    copy_of(connection, target, with_history=True)
    target.with_suffix(".sha256").write_text(digest(target) + "\n", "utf-8")
    _prune(listing(plan_id))
    return target


def make(path: Path) -> Path:
    """Back up the closed plan at `path`; FileError when it cannot be read."""
    read_header(path)
    with telling(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            return keep(connection, path, plan_id_of(connection))
        finally:
            connection.close()


def plan_id_of(connection: apsw.Connection) -> str:
    """The id of the plan behind an open connection."""


    rows: list[tuple[Any, ...]] = connection.execute('SELECT id FROM "plan"').fetchall()
    return id_of(rows[0][0]) if rows else "unknown"


def listing(plan_id: str) -> tuple[Backup, ...]:
    """The backups of the plan with this id, newest first."""
    found = []
    for path in backups_folder(plan_id).glob("*.brightroad"):
        stamp, _line, version = path.stem.partition("_v")
        try:
            at = datetime.strptime(stamp, _FORM).replace(tzinfo=UTC)
            found.append(Backup(path, at, path.stat().st_size, int(version)))
        except (ValueError, OSError):
            continue  # not one of ours, or gone meanwhile
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def digest(path: Path) -> str:
    """The SHA-256 of a closed file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sound(backup: Backup) -> bool:
    """Whether the backup still is what was written."""
    beside = backup.path.with_suffix(".sha256")
    return beside.is_file() and beside.read_text("utf-8").strip() == digest(backup.path)


def kept(backups: tuple[Backup, ...], now: datetime) -> set[Path]:
    """Which of the backups (newest first) stay: all of two days, then 12 daily, 10 weekly, 9 monthly."""
    stay = {backup.path for backup in backups if now - backup.at <= timedelta(days=2)}
    older = [backup for backup in backups if backup.path not in stay]
    for form, count in (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9)):
        periods: dict[str, Path] = {}
        for backup in older:
            periods.setdefault(backup.at.strftime(form), backup.path)
        chosen = list(periods.values())[:count]
        stay.update(chosen)
        older = [backup for backup in older if backup.path not in stay]
    return stay


def _prune(backups: tuple[Backup, ...]) -> None:
    stay = kept(backups, datetime.now(UTC))
    for backup in backups:
        if backup.path not in stay:
            backup.path.unlink(missing_ok=True)
            backup.path.with_suffix(".sha256").unlink(missing_ok=True)


def restore(path: Path, backup: Path) -> Path:
    """Make a new plan file beside `path` from a backup and leave the old one; the new file's path."""
    read_header(backup)
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    target = path.with_name(f"{path.stem} ({stamp}){path.suffix}")
    with telling(backup):
        connection = apsw.Connection(str(backup), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            copy_of(connection, target, with_history=True)
        finally:
            connection.close()
    return target
