"""What the report needs of the journal: the ledger that is printed, the sums, and where works went. Read once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planner.model.catalogue import Work
from planner.model.experiments import Count, Window, windows
from planner.model.placements import Placement, Placements, StatusCounts
from planner.model.plan import Plan
from planner.model.tallies import Tallies
from planner.report.ledger import JournalReader, Ledger, ledger_of

_AT_ONCE = 500


class PublicationReader(Protocol):
    """What reads the publications of an open plan."""

    def cells(self, works: Sequence[str]) -> dict[tuple[str, str], Placement]:
        """The latest publication of each pair of some works and a platform."""

    def counts(self, now: dt.datetime) -> StatusCounts:
        """How many there are of each status."""

    def placements(self) -> Placements:
        """Every pair of a work and a platform, with results by platform."""


class WholeJournal(JournalReader, Protocol):
    """The journal of an open plan, as far as the report asks it."""

    @property
    def publications(self) -> PublicationReader:
        """What reads the publications."""

    def tallies(self) -> Tallies:
        """Everything the journal adds up to."""

    def counts(self, windows: Iterable[Window]) -> dict[str, Count]:
        """What experiments have counted."""


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """What is told of the journal. `placed` are latest publications."""

    ledger: Ledger = field(default_factory=Ledger)
    tallies: Tallies = field(default_factory=Tallies)
    counts: Mapping[str, Count] = field(default_factory=dict)
    placed: tuple[Placement, ...] = ()
    placements: Placements = field(default_factory=Placements)
    statuses: StatusCounts = field(default_factory=StatusCounts)


def journal_facts(journal: WholeJournal, plan: Plan, now: dt.datetime) -> JournalFacts:
    """All that the report needs of an open plan's journal; `now` says what is overdue."""
    works = [work.id for work in plan.of(Work)]
    parts = (works[start : start + _AT_ONCE] for start in range(0, len(works), _AT_ONCE))
    placed = [placement for part in parts for placement in journal.publications.cells(part).values()]
    return JournalFacts(
        ledger_of(journal),
        journal.tallies(),
        journal.counts(windows(plan)),
        tuple(sorted(placed, key=lambda one: (one.work, one.platform))),
        journal.publications.placements(),
        journal.publications.counts(now),
    )
