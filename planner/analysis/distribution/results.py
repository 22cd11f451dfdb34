"""What a publication usually brings on each platform: the middle one of those whose numbers are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from planner.model.placements import Placements


@dataclass(frozen=True, slots=True)
class Typical:
    """Medians of one platform, each None where no publication there says anything; `counted` have known views."""

    views: float | None
    clicks: float | None
    orders: float | None
    counted: int


def typical(placements: Placements) -> Mapping[str, Typical]:
    """The medians by platform, of publications that went out; half of the numbers lie below a median, half above."""
    return {
        platform: Typical(_middle(found.views), _middle(found.clicks), _middle(found.orders), len(found.views))
        for platform, found in placements.results.items()
    }


def _middle(numbers: tuple[int, ...]) -> float | None:
    return float(median(numbers)) if numbers else None
