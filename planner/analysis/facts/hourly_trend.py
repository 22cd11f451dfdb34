"""What an hour on each product brought lately: net income over logged hours of four weeks, and how that moves.

Selling hours, making and learning all count: an hour is an hour. Money is in the base currency; what has no rate is
left out and its currency named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.model.plan import Plan
from planner.model.rates import Rates
from planner.model.values import Month
from planner.model.weeks import WeekOfProduct, monday_of

SPAN = 4
"""Weeks that one figure looks back over: shorter ones jump with each sale."""
POINTS = 8
"""Figures in a trend, a week apart."""


@dataclass(frozen=True, slots=True)
class HourlyTrend:
    """One product: hours and net income of the last four weeks, and income per hour, oldest first.

    A point is None where no hour was logged in its four weeks. The week that runs now is the last one.
    """

    product: str | None
    hours: float
    income: float
    points: tuple[float | None, ...]

    @property
    def hourly(self) -> float | None:
        """Net income per hour over the last four weeks; None without hours."""
        return self.points[-1]

    @property
    def before(self) -> float | None:
        """The figure four weeks ago, with which the newest shares no week."""
        return self.points[-1 - SPAN]


def first_monday(today: date) -> date:
    """The Monday from which on a trend as of `today` needs to know."""
    return monday_of(today) - timedelta(weeks=POINTS + SPAN - 2)


def hourly_trends(plan: Plan, weeks: Iterable[WeekOfProduct], today: date) -> tuple[HourlyTrend, ...]:
    """The trend of each product with hours or income in the weeks given, those with most hours lately first."""
    rates = Rates(plan)
    start = first_monday(today)
    hours: dict[str | None, list[float]] = {}
    income: dict[str | None, list[float]] = {}
    for week in weeks:
        at = (week.monday - start).days // 7
        if not 0 <= at < POINTS + SPAN - 1:
            continue
        row = hours.setdefault(week.product, [0.0] * (POINTS + SPAN - 1))
        row[at] += week.minutes / 60
        money = income.setdefault(week.product, [0.0] * (POINTS + SPAN - 1))
        if week.currency in rates:
            money[at] += float(rates.in_base(week.net, week.currency, Month.of(week.monday)))
    found = [_trend(product, hours[product], income[product]) for product in hours]
    return tuple(sorted(found, key=lambda one: (-one.hours, -one.income, one.product or "")))


def _trend(product: str | None, hours: Sequence[float], income: Sequence[float]) -> HourlyTrend:
    spans = [(sum(hours[at : at + SPAN]), sum(income[at : at + SPAN])) for at in range(POINTS)]
    points = tuple(money / time if time else None for time, money in spans)
    return HourlyTrend(product, *spans[-1], points)
