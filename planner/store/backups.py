"""Copies of a plan that can be trusted: whole, checked, durable before they bear their name.

A killed VACUUM INTO leaves a bad file, so a copy is written under another name, checked, synced and only then
renamed. Kept are all of two days, then one per day (12), week (10) and month (9).
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw

from planner.errors import FileError
from planner.i18n import _
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
