"""A month that is over, looked back on: what came in beside what was expected, and where it came from.

Money in the base currency; net income is sales less refunds and fees, as everywhere.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.facts.track_record import MonthOutcome, TrackRecord
from planner.model.values import Month

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.analysis.facts.actuals import Actuals, ByMonthAnd


@dataclass(frozen=True, slots=True)
class Portion:
    """What one product or platform brought in the month, and in the month before; `id` None is what names none."""

    kind: str
    id: str | None
    amount: float
    before: float


@dataclass(frozen=True, slots=True)
class MonthReview:
    """One month. `outcome` is None where nothing had been forecast; `costs` hold advertising too.

    `products` and `platforms` bring the most first and leave out what brought nothing in both months.
    """

    month: Month
    income: float
    before: float
    costs: float
    salary: float
    hours: float
    outcome: MonthOutcome | None
    products: tuple[Portion, ...]
    platforms: tuple[Portion, ...]

    @property
    def empty(self) -> bool:
        """Whether ledger and time log say nothing of the month."""
        return not (self.income or self.costs or self.salary or self.hours or self.products)

    @property
    def left(self) -> float:
        """What was left of the income after costs."""
        return self.income - self.costs

    @property
    def hourly(self) -> float | None:
        """Net income per hour logged; None without hours."""
        return self.income / self.hours if self.hours else None


def month_review(facts: "Actuals", record: TrackRecord | None, month: Month) -> MonthReview:
    """What the journal says of `month`; `record` is the forecast made without these facts."""
    outcomes: Mapping[Month, MonthOutcome] = {one.month: one for one in record.outcomes} if record is not None else {}
    return MonthReview(
        month,
        facts.income.get(month, 0.0),
        facts.income.get(month + -1, 0.0),
        facts.costs.get(month, 0.0) + facts.ad_spend.get(month, 0.0),
        facts.salary.get(month, 0.0),
        facts.hours.get(month, 0.0),
        outcomes.get(month),
        _portions("product", facts.income_by_product, month),
        _portions("platform", facts.income_by_platform, month),
    )


def _portions(kind: str, table: "ByMonthAnd", month: Month) -> tuple[Portion, ...]:
    named = {name for at, name in table if at in (month, month + -1)}
    found = (Portion(kind, name, table.get((month, name), 0.0), table.get((month + -1, name), 0.0)) for name in named)
    some = (one for one in found if one.amount or one.before)
    return tuple(sorted(some, key=lambda one: (-one.amount, -one.before, one.id or "")))
