"""What the journal adds up to, read once and kept until an edit touches the journal: at a million entries it takes seconds."""

from collections.abc import Callable
from contextlib import closing

import apsw

from planner.model.changes import ChangeSet
from planner.model.tallies import Tallies
from planner.store.database import Database
from planner.store.journal import Journal


class KeptTallies:
    """The tallies of one open plan; any thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._edits = 0  # of the journal so far
        self._kept: tuple[int, Tallies] | None = None  # after how many edits, and what

    def note(self, changes: ChangeSet) -> None:
        """Hear of an edit. Works take part: publications are counted for the product of theirs."""
        if changes.journal or "work" in changes.kinds:
            self._edits += 1

    def read(self, stop: Callable[[], bool]) -> Tallies | None:
        """The tallies as the file stands; None once `stop()` turns true. FileError when it cannot be read."""
        kept, edits = self._kept, self._edits
        if kept is not None and kept[0] == edits:
            return kept[1]
        with closing(self._database.beside(stop)) as database:
            try:
                found = Journal(database).tallies()
            except apsw.InterruptError:
                return None
        self._kept = (edits, found)  # an edit meanwhile has made the number another
        return found
