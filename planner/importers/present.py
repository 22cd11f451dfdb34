"""The plan that an import comes into, as it is asked for: what is there, and what earlier imports have brought."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from planner.model.catalogue import KINDS
from planner.model.imported import Stored
from planner.model.kinds import Record
from planner.model.plan import Plan


class ImportedLines(Protocol):
    """What the journal tells of earlier imports."""

    def entries(self, sources: Sequence[str], numbers: Iterable[str]) -> dict[str, Stored]:
        """The entries with these numbers outside from one of the formats."""

    def known(self, kind: str, sources: Sequence[str], numbers: Iterable[str]) -> set[str]:
        """Which of these numbers outside records of a journal kind have."""

    def entries_of(self, sources: Sequence[str]) -> Iterator[Stored]:
        """Every entry from one of the formats."""

    def payees_like(self, sources: Sequence[str], beginning: str) -> int:
        """How many entries from one of the formats have a payee that begins so."""

    def publications_on(self, platform: str) -> list[Record]:
        """Every publication on a platform."""


class PresentJournal(Protocol):
    """The journal of an open plan."""

    def records(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """The records of a journal kind with these ids, as far as they are there."""

    def last_place(self, kind: str) -> str:
        """The position of the last record of a journal kind."""

    @property
    def imported(self) -> ImportedLines:
        """What earlier imports have brought."""


@dataclass(frozen=True, slots=True)
class Present:
    """A plan with its journal."""

    plan: Plan
    journal: PresentJournal

    @property
    def imported(self) -> ImportedLines:
        """What earlier imports have brought."""
        return self.journal.imported

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record of that kind and id, of a journal kind too."""
        if KINDS[kind].journal:
            return next(iter(self.journal.records(kind, [record_id])), None)
        found: Record | None = self.plan.find(kind, record_id)
        return found

    def last_place(self, kind: str) -> str:
        """The position of the last record of that kind."""
        if KINDS[kind].journal:
            return self.journal.last_place(kind)
        there = self.plan.records(kind, archived=True)
        return there[-1].position if there else ""

    def named(self, kind: str) -> list[tuple[str, str]]:
        """Name and id of the records of a kind that is held in the plan."""
        if KINDS[kind].journal:
            return []
        return [(self.plan.label(kind, record.id), record.id) for record in self.plan.records(kind)]
