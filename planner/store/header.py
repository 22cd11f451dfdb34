"""What a file says of itself before it is opened: read by bytes, never while a plan is open."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from planner.errors import FileError, VersionError
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
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        raise FileError(_("There is no file “{path}”. Check the name, or open another plan.").format(path=path)) from None
    except OSError as error:
        raise FileError(_("“{path}” cannot be read: {reason}.").format(path=path, reason=error.strerror)) from None
    if not head:
        raise FileError(_("“{name}” is empty (0 bytes). Restore a backup, or delete it.").format(name=path.name))
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise FileError(_("“{name}” is no Brightroad plan. Open another file.").format(name=path.name))
    version, application = struct.unpack(">I", head[60:64])[0], struct.unpack(">I", head[68:72])[0]
    if application != APPLICATION_ID:
        raise FileError(_("“{name}” is a database, but no Brightroad plan. Open another file.").format(name=path.name))
    if version > VERSION:
        message = _("“{name}” was made by a newer Brightroad. Update the program; the file was left as it is.")
        raise VersionError(message.format(name=path.name))
    if size < 512 or version < 1:
        raise FileError(_("“{name}” is damaged. Restore a backup, or recover what can be read.").format(name=path.name))
    return Header(version)
