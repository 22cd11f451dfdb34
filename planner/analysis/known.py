"""What the ledger and the time log tell a forecast: ranges in place of guesses, hours already spent, subscribers."""

from typing import TYPE_CHECKING

from planner.analysis.reading import Known
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.actuals import Actuals


def known_of(plan: Plan, actuals: "Actuals | None", *, calibrate: bool) -> Known:
    """What `actuals` add to the plan; nothing without them."""
    if actuals is None:
        return Known()
    return Known()
