"""Where works went: what the journal of publications says of each work on each platform, and what publications brought."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from planner.model.distribution import OUT, reason_parts


@dataclass(frozen=True, slots=True)
class Placement:
    """A work on a platform: its latest publication, and what all `count` of them brought (None: nothing is known).

    The latest is the one with the latest moment; one without a moment is still to come and later than any other.
    """

    work: str
    platform: str
    id: str
    status: str
    at: datetime | None
    url: str = ""
    reason: str = ""
    count: int = 1
    views: int | None = None
    clicks: int | None = None
    orders: int | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether it was to go out before `now`, and nobody has said whether it did."""
        return self.status == "scheduled" and self.at is not None and self.at < now

    @property
    def stuck(self) -> bool:
        """Whether it failed and nothing is said about what to do next."""
        return self.status == "failed" and not reason_parts(self.reason)[1]


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many publications there are in each status; how many of them are overdue, or failed without a next step.

    `works` are those that went out at least once.
    """

    by_status: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    overdue: int = 0
    stuck: int = 0
    works: int = 0

    @property
    def out(self) -> int:
        """How often works went out."""
        return sum(self.by_status.get(status, 0) for status in OUT)

    @property
    def reuse(self) -> float | None:
        """How often a work that went out did so; None where none has."""
        return self.out / self.works if self.works else None


@dataclass(frozen=True, slots=True)
class Results:
    """What the publications that went out on one platform brought, where it is known: one number each, smallest first."""

    views: tuple[int, ...] = ()
    clicks: tuple[int, ...] = ()
    orders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placements:
    """Which works stand on which platforms, in whatever status, and the results by platform."""

    taken: frozenset[tuple[str, str]] = frozenset()
    results: Mapping[str, Results] = field(default_factory=lambda: MappingProxyType({}))
