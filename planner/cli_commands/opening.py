"""Opens plans and other files for the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import FileError
from planner.i18n import _
from planner.model.catalogue import KINDS, Record
from planner.model.plan import Plan
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


class OpenPlan:
    """An open plan as an import sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._session.plan

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record of that kind and id, of a journal kind too."""
        if KINDS[kind].journal:
            return next(iter(self._session.journal.records(kind, [record_id])), None)
        found: Record | None = self.plan.find(kind, record_id)
        return found

    def last_place(self, kind: str) -> str:
        """The position of the last record of that kind."""
        if KINDS[kind].journal:
            return self._session.journal.last_place(kind)
        there = self.plan.records(kind, archived=True)
        return there[-1].position if there else ""

    def named(self, kind: str) -> list[tuple[str, str]]:
        """Name and id of the records of a kind that is held in the plan."""
        if KINDS[kind].journal:
            return []
        return [(self.plan.label(kind, record.id), record.id) for record in self.plan.records(kind)]
