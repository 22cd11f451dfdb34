"""Which work stands on which platform, as one table: what went out, what is to come, what failed and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planner.analysis.distribution.gaps import fitting
from planner.model.catalogue import Platform, Work
from planner.model.distribution import OUT
from planner.model.placements import Placement
from planner.model.plan import Plan

MOST_WORKS = 20


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A work on a platform. `state` is the status of its latest publication, "overdue", or "gap" where there is none
    though the platform takes such works; `views` and `orders` are of all `count` publications, None where unknown."""

    state: str
    count: int = 0
    at: datetime | None = None
    views: int | None = None
    orders: int | None = None

    @property
    def out(self) -> bool:
        """Whether the work went out there."""
        return self.state in OUT


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Ids of the works, newest first, and of the platforms that any of them is on or would fit; cells by both.

    Where a platform takes no such works there is no cell. `left_out` are so many older works.
    """

    works: tuple[str, ...]
    platforms: tuple[str, ...]
    cells: Mapping[tuple[str, str], CoverageCell]
    left_out: int = 0


def coverage(plan: Plan, placements: Iterable[Placement], now: datetime, most: int = MOST_WORKS) -> CoverageTable:
    """The table of the newest `most` works of `plan`; `placements` are the latest of each pair."""
    works = sorted(plan.of(Work), key=lambda work: (str(work.made_on or ""), work.position), reverse=True)
    found = {(one.work, one.platform): one for one in placements}
    fits = fitting(plan, frozenset(found))
    shown = works[:most]
    cells = {
        (work.id, platform): _cell(found.get((work.id, platform)), now)
        for work in shown
        for platform in _platforms(plan)
        if (work.id, platform) in found or platform in fits.get(work.medium or "", ())
    }
    platforms = tuple(one for one in _platforms(plan) if any(platform == one for _work, platform in cells))
    return CoverageTable(tuple(work.id for work in shown), platforms, cells, len(works) - len(shown))


def _platforms(plan: Plan) -> Sequence[str]:
    return [platform.id for platform in plan.of(Platform)]


def _cell(placement: Placement | None, now: datetime) -> CoverageCell:
    if placement is None:
        return CoverageCell("gap")
    state = "overdue" if placement.overdue(now) else placement.status
    return CoverageCell(state, placement.count, placement.at, placement.views, placement.orders)
