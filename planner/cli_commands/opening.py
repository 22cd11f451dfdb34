"""Opens plans for the command line, and makes files that appear whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import FileError
from planner.i18n import _
from planner.session import Session


@contextmanager
def opened(path: Path, read_only: bool = False) -> Iterator[Session]:
    """The plan at `path`, closed afterwards; FileError when it cannot be used."""
    session = Session.open(path, read_only)
    try:
        yield session
    finally:
        session.close()


def content_of(path: Path) -> bytes:
    """The bytes of a file that is no plan; FileError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = _("“{path}” cannot be read: {reason}. Check the name.")
        raise FileError(message.format(path=path, reason=error.strerror or error)) from None


@contextmanager
def written_beside(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; once on the disk it takes the name of `out`, or goes when something fails."""
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(part, out)
    except OSError as error:
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        raise FileError(message.format(path=out, reason=error.strerror or error)) from None
    finally:
        part.unlink(missing_ok=True)
