"""What was left to live from in the months that are over, to be drawn before a forecast."""

from typing import TYPE_CHECKING

from planner.model.values import Month

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals


def earned_before(facts: "Actuals", month: Month) -> tuple[tuple[Month, float], ...]:
    """What was left to live from in each month before `month`: net income less advertising and costs."""
    return tuple((one, left_in(facts, one)) for one in facts.months if one < month)


def left_in(facts: "Actuals", month: Month) -> float:
    """What was left to live from in one month."""
    spent = (facts.ad_spend, facts.costs)
    return facts.income.get(month, 0.0) - sum(table.get(month, 0.0) for table in spent)
