"""What platforms really keep: fees over gross amounts of the sales that were charged any, once there are five of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.model.tallies import FeeSum

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class FeeRate:
    """The rate (0..1) that the platform kept of so many sales with fees."""

    platform: str
    sales: int
    rate: float


def fee_rates(sums: Iterable[FeeSum]) -> dict[str, FeeRate]:
    """The rate of each platform with five sales or more; of several currencies that in which most was sold."""
    best: dict[str, FeeSum] = {}
    for one in sums:
        if one.amount > 0 and one.count > getattr(best.get(one.platform), "count", 0):
            best[one.platform] = one
    return {
        name: FeeRate(name, one.count, min(one.fee / one.amount, 1.0))
        for name, one in best.items()
        if one.count >= ENOUGH and one.fee > 0
    }
