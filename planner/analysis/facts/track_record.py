"""How the forecast of the whole plan stood up to the months that are over: did net income come out within its fan?"""

from dataclasses import dataclass

from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Forecast
from planner.model.values import Month

JUDGED = 6
"""So many months at the end are judged together; fewer tell nothing."""


@dataclass(frozen=True, slots=True)
class MonthOutcome:
    """Net income of a month that is over beside the income that was forecast: its P10, P50 and P90."""

    month: Month
    actual: float
    low: float
    middle: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether it came out within P10..P90, both included."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """The months of the forecast that are over and of which the journal tells, oldest first."""

    outcomes: tuple[MonthOutcome, ...]

    @property
    def months_inside(self) -> int | None:
        """How many of the last six came out within the fan; None while there are fewer than six. Below 3 fires DA01."""
        last = self.outcomes[-JUDGED:]
        return sum(outcome.inside for outcome in last) if len(last) == JUDGED else None


def track_record(forecast: Forecast, actuals: Actuals) -> TrackRecord:
    """Each past month from the plan's start: what was forecast, and what came in (sales less refunds less fees).

    Only a forecast made without the facts (`calibrated` off) is put to a test. A month between the first and the last
    with anything in the journal counts, as 0 when it brought nothing; the month of `today` is not over.
    """
    told = set(actuals.months) - {Month.of(actuals.today)}
    income = forecast.income
    return TrackRecord(
        tuple(
            MonthOutcome(month, actuals.income.get(month, 0.0), income.p10[at], income.p50[at], income.p90[at])
            for at, month in enumerate(forecast.months)
            if month in told
        )
    )
