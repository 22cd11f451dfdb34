"""How late one came to each platform: from the year in which it began to the one in which one joined.

Of a platform no more than the year of its beginning is known, so only whole years are told, and never fewer than none.
"""

from dataclasses import dataclass
from statistics import median

from planner.model.catalogue import Platform
from planner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Arrival:
    """One platform: the wave it belongs to ("" where unknown), and the years in which it began and one joined."""

    platform: str
    wave: str
    began: int
    joined: int

    @property
    def late(self) -> int:
        """Years between the two; who joined before the year that is entered came in time."""
        return max(0, self.joined - self.began)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The platforms of which both years are known, the oldest first, and those of which one is missing."""

    known: tuple[Arrival, ...]
    unknown: tuple[str, ...]

    @property
    def usual(self) -> float | None:
        """The median of years late; None where nothing is known."""
        return float(median(one.late for one in self.known)) if self.known else None


def arrivals(plan: Plan) -> Arrivals:
    """How late one came to each platform of the plan."""
    known, unknown = [], []
    for platform in plan.of(Platform):
        if platform.launched_year is None or platform.joined is None:
            unknown.append(platform.id)
        else:
            known.append(Arrival(platform.id, platform.wave or "", platform.launched_year, platform.joined.year))
    return Arrivals(tuple(sorted(known, key=lambda one: (one.began, one.joined))), tuple(unknown))
