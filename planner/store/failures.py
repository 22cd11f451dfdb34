"""What SQLite refuses, told to a person: what happened, where, and the way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from planner.errors import DamageError, FileError
from planner.i18n import N_, _

_TOLD: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.FullError, N_("The disk is full; “{name}” could not be saved. Free some space and try again.")),
    (apsw.ReadOnlyError, N_("“{name}” cannot be written: the file or its folder is read-only, moved or deleted. Save a copy.")),
    (apsw.BusyError, N_("Another program holds “{name}”. Wait a moment and try again.")),
    (apsw.LockedError, N_("Another program holds “{name}”. Wait a moment and try again.")),
    (apsw.CorruptError, N_("“{name}” is damaged. Restore a backup, or recover what can be read.")),
    (apsw.NotADBError, N_("“{name}” is not a Brightroad plan. Open another file.")),
    (apsw.CantOpenError, N_("“{name}” cannot be opened. Check that the file is there and may be read.")),
    (apsw.PermissionsError, N_("“{name}” may not be read or written. Check its permissions, or save a copy.")),
    (apsw.IOError, N_("The disk under “{name}” reports an error. Save a copy somewhere else.")),
)  # fmt: skip


def told(error: apsw.Error, path: Path) -> FileError:
    """The sentence for an error of SQLite on the file at `path`; a bug of ours is raised as it is."""
    for kind, text in _TOLD:
        if isinstance(error, kind):
            told_as = DamageError if kind is apsw.CorruptError else FileError
            return told_as(_(text).format(name=path.name))
    raise error


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses inside into a FileError."""
    try:
        yield
    except apsw.Error as error:
        raise told(error, path) from error
