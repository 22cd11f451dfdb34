"""Makes files and folders that appear whole or not at all: written beside their place and renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import FileError, InputError
from planner.i18n import _


@contextmanager
def written_beside(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; once on the disk it takes the name of `out`, or goes when something fails.

    FileError when the place refuses.
    """
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    with _telling(out):
        try:
            yield part
            with part.open("rb+") as stream:
                os.fsync(stream.fileno())
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def folder_beside(out: Path, ending: str) -> Iterator[Path]:
    """As `written_beside`, for a folder of files with that ending; InputError when `out` holds anything else."""
    if out.exists() and (not out.is_dir() or any(one.suffix != ending for one in out.iterdir())):
        message = _("“{path}” is there already and holds something else; choose another name.")
        raise InputError(message.format(path=out), "out", "unknown")
    part, old = (out.with_name(f"{out.name}.{os.getpid()}.{sort}") for sort in ("part", "old"))
    with _telling(out):
        try:
            part.mkdir()
            yield part
            if out.exists():
                os.replace(out, old)
            os.replace(part, out)
        finally:
            _remove(part)
            _remove(old)


@contextmanager
def _telling(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        raise FileError(message.format(path=out, reason=error.strerror or error)) from None


def _remove(folder: Path) -> None:
    """Take a folder of files away, if there is one; what cannot go stays."""
    with suppress(OSError):
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()
