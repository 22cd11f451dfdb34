"""What one edit changed: the single message that updates the plan in memory and tells every view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.model.kinds import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record of a kind held in the plan, before and after; None where it did not or does not exist."""

    kind: str
    id: str
    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.kind, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Everything one step changed. Of journal kinds only the ids are named: views read the rows they show.

    `origin` is whoever asked for the edit, so that a view can tell its own changes; None for undo, redo and
    changes made by another process.
    """

    changes: tuple[Change, ...] = ()
    journal: Mapping[str, frozenset[str]] = field(default_factory=dict)
    origin: object = None

    @property
    def kinds(self) -> frozenset[str]:
        """The names of the kinds touched."""
        return frozenset(change.kind for change in self.changes) | frozenset(self.journal)

    def of(self, kind: str) -> Iterator[Change]:
        """The changes of one kind."""
        return (change for change in self.changes if change.kind == kind)

    def inverse(self) -> "ChangeSet":
        """The set that takes this one back."""
        return ChangeSet(tuple(change.inverse() for change in reversed(self.changes)), self.journal)

    def __bool__(self) -> bool:
        return bool(self.changes or self.journal)
