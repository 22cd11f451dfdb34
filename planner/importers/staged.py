"""A file read and judged, ready to be shown and to be taken in: nothing of it is written yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice

from planner.i18n import N_, _, language
from planner.importers.assignments import Rules
from planner.importers.formats import Format
from planner.importers.judging import KNOWN, MERGED, NEW, Verdicts
from planner.importers.ledger_lines import Origin
from planner.importers.outcomes import Answers, Checked
from planner.importers.packed_rows import Draft, PackedRows
from planner.importers.posts import PostPlan
from planner.importers.sources import Source
from planner.importers.suggesting import Suggestion
from planner.importers.told_elsewhere import Elsewhere

STATUSES: Mapping[int, str] = {NEW: "new", MERGED: "merged", KNOWN: "known"}
BAD = frozenset({"bad_date", "bad_amount", "bad_row"})
_MOST_BAD = 0.2


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is remembered of the file itself: its name without folder, bytes, and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the preview: what it is, and whether it is new, merged or known."""

    draft: Draft
    status: str


@dataclass
class Staged:
    """Everything about a file that was read."""

    file: FileFacts
    layout: Format
    answers: Answers
    rows: PackedRows
    rules: Rules
    origin: Origin
    source: Source | None
    verdicts: Verdicts
    rejected: Mapping[str, Sequence[int]]
    totals: int = 0
    span: tuple[str, str] = ("", "")  # the first and the last time of the file, in UTC
    days: tuple[str, str] = ("", "")  # the first and the last day on the calendar of the plan
    checks: tuple[Checked, ...] = ()
    audience: Counter[str] = field(default_factory=Counter)
    posts: PostPlan | None = None
    suggestions: tuple[Suggestion, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, merged, known, rejected and totals: together all rows of data."""
        status = Counter(self.verdicts.status)
        rejected = sum(len(numbers) for numbers in self.rejected.values())
        return {**{name: status[code] for code, name in STATUSES.items()}, "rejected": rejected, "total": self.totals}

    @cached_property
    def kinds(self) -> Counter[str]:
        """The kinds of the rows that are taken in."""
        return Counter(draft.kind for _place, draft, status in self.judged() if status != KNOWN)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What has to be known of the money of the sales that are taken in, as sentences: a figure that is lacking is not 0."""
        if not any(status != KNOWN and self._sells(draft) for _place, draft, status in self.judged()):
            return ()
        if self.layout.gross_is == "proceeds":
            return (_("Gross here is after the store’s share; how large that was, the file does not say."),)
        if not self.layout.fees_in_file:
            return (_("The file does not tell the fees: they are unknown, not zero."),)
        return ()

    def _sells(self, draft: Draft) -> bool:
        return draft.kind in ("sale", "period") or self.rules.assignment(draft.rule).sort == "sale"

    @property
    def accepted(self) -> int:
        """How many rows became or completed a record."""
        return len(self.verdicts.status) - self.verdicts.status.count(KNOWN)

    @property
    def duplicates(self) -> int:
        """How many rows are in the plan already."""
        return self.verdicts.status.count(KNOWN)

    @property
    def unfit(self) -> bool:
        """Whether more than a fifth of the rows cannot be read: the table is then a job for a mapping of its columns."""
        bad = sum(len(self.rejected.get(reason, ())) for reason in BAD)
        return bad > _MOST_BAD * max(1, sum(self.counts.values()))

    def judged(self) -> Iterator[tuple[int, Draft, int]]:
        """Place, draft and status of every row that has a meaning."""
        return zip(count(), self.rows, self.verdicts.status, strict=False)

    def preview(self, most: int = 200) -> list[Shown]:
        """The first rows."""
        return [Shown(draft, STATUSES[status]) for _place, draft, status in islice(self.judged(), most)]


def step_label(staged: Staged) -> tuple[str, dict[str, str]]:
    """What the step is called: after its source and the days it is about."""
    title = staged.layout.title(language())
    first, last = staged.days
    if not first:
        return N_("Import {source}"), {"source": title}
    if first == last:
        return N_("Import {source}, {first}"), {"source": title, "first": first}
    return N_("Import {source}, {first} to {last}"), {"source": title, "first": first, "last": last}
