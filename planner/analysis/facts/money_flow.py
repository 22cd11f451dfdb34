"""Where the money went: from what was sold to what was left, sort by sort, as the ledger tells it.

Net income is sales less refunds less fees; what is left is that and the salary less costs, advertising and taxes.
Transfers and payouts only move money and do not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from planner.analysis.facts.actuals import Actuals
from planner.model.ledger_totals import WAYS
from planner.model.values import Month

TO_NET = ("refund", "fee")
TO_LEFT = ("salary", "cost", "ad_spend", "tax")


@dataclass(frozen=True, slots=True)
class FlowStep:
    """What one sort of entry added (above 0) or took away, in the base currency."""

    sort: str
    amount: float


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """From sales to net income and on to what was left, in the months `first` to `last`, both included.

    Sorts without any amount are left out.
    """

    first: Month
    last: Month
    sales: float
    to_net: tuple[FlowStep, ...]
    to_left: tuple[FlowStep, ...]

    @property
    def net(self) -> float:
        """Net income: what sales left after refunds and fees."""
        return fsum([self.sales, *(step.amount for step in self.to_net)])

    @property
    def left(self) -> float:
        """What was left of everything."""
        return fsum([self.net, *(step.amount for step in self.to_left)])


def money_flow(facts: Actuals, months: Sequence[Month] = ()) -> MoneyFlow | None:
    """The flow of `months`, of the last twelve without any; None where the ledger tells of no money in them."""
    wanted = frozenset(months or facts.twelve_months)
    amounts = {
        sort: fsum(amount for (month, one), amount in facts.amounts.items() if one == sort and month in wanted)
        for sort in WAYS
    }
    if not any(amounts.values()):
        return None

    def steps(sorts: tuple[str, ...]) -> tuple[FlowStep, ...]:
        return tuple(FlowStep(sort, WAYS[sort] * amounts[sort]) for sort in sorts if amounts[sort])

    return MoneyFlow(min(wanted), max(wanted), amounts["sale"], steps(TO_NET), steps(TO_LEFT))
