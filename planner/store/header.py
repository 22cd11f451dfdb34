"""What a file says of itself before it is opened.

Its first bytes are read through SQLite's own file layer: closing a descriptor of any other would drop the locks of
a connection this process may have on the same file.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import apsw

from planner.errors import DamageError, FileError, VersionError
from planner.i18n import _
from planner.store.schema import APPLICATION_ID, VERSION

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True)
class Header:
    """The version of a plan file that may be opened."""

    version: int

    @property
    def old(self) -> bool:
        """Whether the file has to be migrated first."""
        return self.version < VERSION


def read_header(path: Path) -> Header:
    """The header of the plan at `path`.

    FileError for a missing, empty, foreign or unreadable file, VersionError for one written by a newer program.
    """
    head, size = _head(path)
    if not head:
        raise FileError(_("“{name}” is empty (0 bytes). Restore a backup, or delete it.").format(name=path.name))
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise FileError(_("“{name}” is not a Brightroad plan. Open another file.").format(name=path.name))
    version = struct.unpack(">I", head[60:64])[0]
    if not _is_ours(head):
        raise FileError(
            _("“{name}” is a database, but not a Brightroad plan. Open another file.").format(name=path.name)
        )
    if version > VERSION:
        message = _("“{name}” was made by a newer Brightroad. Update the program; the file was left as it is.")
        raise VersionError(message.format(name=path.name))
    if size < 512 or version < 1:
        message = _("“{name}” is damaged. Restore a backup, or recover what can be read.")
        raise DamageError(message.format(name=path.name))
    return Header(version)


def is_plan(path: Path) -> bool:
    """Whether the file at `path` says that it is a plan, whatever its name; one that cannot be read says nothing."""
    try:
        head, _size = _head(path)
    except FileError:
        return False
    return head.startswith(_MAGIC) and _is_ours(head)


def _is_ours(head: bytes) -> bool:
    return len(head) >= 100 and struct.unpack(">I", head[68:72])[0] == APPLICATION_ID


def _head(path: Path) -> tuple[bytes, int]:
    """The first 100 bytes and the size of a file."""
    if not path.exists():
        raise FileError(_("There is no file “{path}”. Check the name, or open another plan.").format(path=path))
    if not path.is_file():
        raise FileError(_("“{path}” is a folder, not a plan. Open a file.").format(path=path))
    flags = apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY
    try:
        stream = apsw.VFSFile("", str(path.absolute()), [flags, 0])
        try:
            size = stream.xFileSize()
            return (stream.xRead(min(size, 100), 0) if size else b""), size
        finally:
            stream.xClose()
    except apsw.Error:
        message = _("“{path}” cannot be read. Check that the file is there and may be read.")
        raise FileError(message.format(path=path)) from None
