"""What the ledger and the time log tell a forecast: ranges in place of guesses, hours already spent, subscribers."""

from typing import TYPE_CHECKING

from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.observed_ranges import calibrated
from planner.analysis.forecasting.reading import Known
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.model.values import Month


def known_of(plan: Plan, actuals: Actuals | None, *, calibrate: bool) -> Known:
    """What `actuals` add to the plan; nothing without them. `calibrate`: facts take the place of guesses."""
    if actuals is None:
        return Known()
    ranges = calibrated(plan, actuals) if calibrate else {}
    return Known(ranges, actuals.making_hours, _subscribers(plan, actuals))


def _subscribers(plan: Plan, actuals: Actuals) -> dict[tuple[str, str], float]:
    """Who pays when the plan starts, by product and platform: payments in the better of the two months before.

    The last of them may not be over yet.
    """
    start = plan.settings.start_month
    paid: dict[tuple[str, str], dict[Month, int]] = {}
    for line in actuals.lines:
        product = plan.find("product", line.product)
        if product is None or product.pricing != "subscription" or line.platform is None or line.sort != "sale":
            continue
        if start is not None and line.month in (start + -1, start + -2):
            months = paid.setdefault((product.id, line.platform), {})
            months[line.month] = months.get(line.month, 0) + line.sold
    return {where: float(max(months.values())) for where, months in paid.items()}
