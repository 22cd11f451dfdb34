"""Files made whole or not at all, and what SQLite may leave beside them."""

import os
from contextlib import suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; systems without such a call need none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_side_files(path: Path) -> None:
    """Remove an unfinished file and its journal."""
    path.unlink(missing_ok=True)
    remove_journals(path)


def discard(path: Path) -> None:
    """Remove an unfinished file after something went wrong; what cannot go stays."""
    with suppress(OSError):
        remove_side_files(path)


def remove_journals(path: Path) -> None:
    """Remove what a file now gone has left beside its name: it would be played back into the next one there."""
    for ending in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
