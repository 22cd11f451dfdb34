"""The share to offer: the Nash split of what both gain, in as few digits as still suit both."""

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.analysis.alliances.exchange_values import ShareInterval


def fair_share(interval: "ShareInterval") -> Decimal | None:
    """Their share of the revenue (0..1) after Nash, in whole per cent where that lies inside `interval`; None without one."""
    if interval.nash_share is None or interval.low is None or interval.high is None:
        return None
    for digits in (2, 3, 4):
        share = round(Decimal(1 - interval.nash_share), digits)
        if interval.low <= 1 - float(share) <= interval.high:
            return share
    return None
