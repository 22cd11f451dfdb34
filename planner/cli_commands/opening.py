"""Opens plans and other files for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import FileError
from planner.i18n import _
from planner.importers.present import Present
from planner.session import Session


@contextmanager
def opened(path: Path, read_only: bool = False) -> Iterator[Session]:
    """The plan at `path`, closed afterwards; FileError when it cannot be used."""
    session = Session.open(path, read_only)
    try:
        yield session
    finally:
        session.close()


def content_of(path: Path, most: int = -1) -> bytes:
    """The bytes of a file that is no plan, or its first `most`; FileError when it cannot be read."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        message = _("“{path}” is no file; save what it gives as one, and choose that.")
        raise FileError(message.format(path=path))
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        message = _("“{path}” cannot be read: {reason}. Check the name.")
        raise FileError(message.format(path=path, reason=error.strerror or error)) from None


def present_in(session: Session) -> Present:
    """An open plan as an import sees it."""
    return Present(session.plan, session.journal)
