"""Opens plans and other files for the command line."""

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
