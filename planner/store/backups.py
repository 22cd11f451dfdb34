"""Copies of a plan that can be trusted: whole, checked, durable before they bear their name.

A killed VACUUM INTO leaves a bad file, so a copy is written under another name, checked, synced and only then
renamed. Kept are all of two days, then one per day (12), week (10) and month (9).
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw

from planner.errors import FileError
from planner.i18n import _
from planner.model.field_types import id_of
from planner.paths import backups_folder
from planner.store.database import BUSY_MILLISECONDS, STEPS, never, settled_header, sound_rows
from planner.store.failures import telling
from planner.store.files import discard, remove_journals, remove_side_files, sync_folder
from planner.store.header import read_header

_FORM = "%Y-%m-%dT%H-%M-%S-%f"
_ID = re.compile(r"[0-9a-f-]{36}|unknown")
EVERY = timedelta(minutes=30)  # of activity, between two backups
_UNFINISHED = 3600  # seconds after which nobody writes to a copy any more


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
    with _written(target):
        try:
            remove_side_files(part)
            _copy(connection, part, target, with_history=with_history)
            remove_journals(target)
            os.replace(part, target)
            sync_folder(target.parent)
        finally:
            discard(part)


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Turn what the system refuses inside into a FileError about `target`."""
    try:
        yield
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        raise FileError(message.format(path=target, reason=error.strerror or error)) from error


def _copy(connection: apsw.Connection, part: Path, target: Path, *, with_history: bool) -> None:
    """A complete, checked and durable copy under the name `part`."""
    with telling(target):
        connection.execute("VACUUM INTO ?", (str(part),))
        _settle(part, with_history)
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())


def _settle(part: Path, with_history: bool) -> None:
    """Check the copy; take the history out of one that leaves this machine, for it holds what was deleted."""
    copy = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        copy.execute("PRAGMA synchronous = off").fetchall()  # it is synced as a whole afterwards
        if not with_history:
            copy.execute("DELETE FROM step")
            copy.execute("VACUUM")
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise apsw.CorruptError
    finally:
        copy.close()


def keep(connection: apsw.Connection, path: Path, plan_id: str) -> Path:
    """Put a checked copy of the open plan among its backups, its SHA-256 beside it; the oldest ones go."""
    folder = _folder(plan_id)
    with telling(path):
        version = connection.execute("PRAGMA user_version").fetchall()[0][0]
    target = folder / f"{datetime.now(UTC).strftime(_FORM)}_v{version}.brightroad"
    part = target.with_name(target.name + ".part")
    beside = target.with_suffix(".sha256")
    with _written(target):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _copy(connection, part, target, with_history=True)
            with beside.open("w", encoding="utf-8") as stream:
                stream.write(digest(part) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, target)  # last: what bears the name of a backup is whole and has its sum
            sync_folder(folder)
        finally:
            discard(part)
            if not target.exists():
                beside.unlink(missing_ok=True)
    _prune(plan_id)
    return target


def _folder(plan_id: str) -> Path:
    """Where the backups of a plan are; an id that came from elsewhere need not be a name a folder can have."""
    fit = _ID.fullmatch(plan_id)
    return backups_folder(plan_id if fit else hashlib.sha256(plan_id.encode()).hexdigest()[:32])


def make(path: Path) -> Path:
    """Back up the plan at `path`, through a connection of its own; FileError when it cannot be read."""
    settled_header(path)
    with _reading(path) as connection:
        with sound_rows(path):
            plan_id = plan_id_of(connection)
        return keep(connection, path, plan_id)


def make_if_due(
    path: Path, plan_id: str, now: datetime, rest: timedelta = EVERY, stop: Callable[[], bool] = never
) -> Path | None:
    """Back up the plan at `path` if it has changed since its newest backup and that is `rest` old, or none is.

    None also once `stop()` turned true while the plan was read, which lets a waiting edit through.
    """
    newest = next(iter(listing(plan_id)), None)
    if newest is not None:
        try:
            changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            changed = now  # moved or deleted: making the backup tells it
        if changed <= newest.at or now - newest.at < rest:
            return None
    with _reading(path) as connection:
        connection.set_progress_handler(stop, STEPS)
        try:
            return keep(connection, path, plan_id)
        except apsw.InterruptError:
            return None


@contextmanager
def _reading(path: Path) -> Iterator[apsw.Connection]:
    with telling(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            connection.set_busy_timeout(BUSY_MILLISECONDS)
            yield connection
        finally:
            connection.close()


def plan_id_of(connection: apsw.Connection) -> str:
    """The id of the plan behind an open connection."""
    rows: list[tuple[Any, ...]] = connection.execute('SELECT id FROM "plan"').fetchall()
    return id_of(rows[0][0]) if rows else "unknown"


def listing(plan_id: str) -> tuple[Backup, ...]:
    """The backups of the plan with this id, newest first."""
    found = []
    for path in _folder(plan_id).glob("*.brightroad"):
        stamp, _line, version = path.stem.partition("_v")
        try:
            at = datetime.strptime(stamp, _FORM).replace(tzinfo=UTC)
            found.append(Backup(path, at, path.stat().st_size, int(version)))
        except (ValueError, OSError):
            continue  # not one of ours, or gone meanwhile
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def listing_of(path: Path) -> tuple[Backup, ...]:
    """The backups of the plan at `path`, newest first; of the plan itself no more than its id is read.

    FileError when even that cannot be read.
    """
    read_header(path)
    with _reading(path) as connection, sound_rows(path):
        plan_id = plan_id_of(connection)
    return listing(plan_id)


def digest(path: Path) -> str:
    """The SHA-256 of a closed file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sound(backup: Path) -> bool:
    """Whether the backup still is what was written; what has no sum beside it cannot be known to be."""
    beside = backup.with_suffix(".sha256")
    return beside.is_file() and beside.read_text("utf-8").strip() == digest(backup)


def kept(backups: tuple[Backup, ...], now: datetime) -> set[Path]:
    """Which of the backups (newest first) stay: all of two days, then 12 daily, 10 weekly, 9 monthly."""
    stay = {backup.path for backup in backups if now - backup.at <= timedelta(days=2)}
    older = [backup for backup in backups if backup.path not in stay]
    for form, count in (("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9)):
        periods: dict[str, Path] = {}
        for backup in older:
            periods.setdefault(backup.at.strftime(form), backup.path)
        chosen = dict(list(periods.items())[:count])
        stay.update(chosen.values())
        older = [backup for backup in older if backup.at.strftime(form) not in chosen]
    return stay


def _prune(plan_id: str) -> None:
    """Delete the backups that need not stay, and what the end of the program left unfinished."""
    for part in _folder(plan_id).glob("*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _UNFINISHED:
                discard(part)
    backups = listing(plan_id)
    stay = kept(backups, datetime.now(UTC))
    with suppress(OSError):  # what cannot go now goes the next time
        for backup in backups:
            if backup.path not in stay:
                backup.path.unlink(missing_ok=True)
                backup.path.with_suffix(".sha256").unlink(missing_ok=True)


def restore(path: Path, backup: Path) -> Path:
    """Make a new plan file beside `path` from a backup and leave the old one; the new file's path.

    FileError when that cannot be, or the backup is no longer what was written. A copy without a sum is taken as it is.
    """
    read_header(backup)
    if backup.with_suffix(".sha256").is_file() and not sound(backup):
        raise FileError(_("The backup “{path}” is damaged; choose another one.").format(path=backup))
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    target = path.with_name(f"{path.stem} ({stamp}){path.suffix}")
    number = 2
    while target.exists():
        target = path.with_name(f"{path.stem} ({stamp}, {number}){path.suffix}")
        number += 1
    with _reading(backup) as connection:
        copy_of(connection, target, with_history=True)
    return target
