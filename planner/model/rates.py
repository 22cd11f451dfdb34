"""What foreign money is worth in the plan's base currency: the rate that held at the end of a month, else the newest."""

import calendar
from bisect import bisect_right
from collections.abc import Container
from datetime import date
from decimal import Decimal

from planner.model.plan import Plan
from planner.model.values import Month, minor_digits


class Rates(Container[str]):
    """The rates of a plan by currency; the base currency is worth one of itself."""

    def __init__(self, plan: Plan) -> None:
        found: dict[str, list[tuple[date, Decimal]]] = {}
        for rate in plan.rates():
            if rate.currency and rate.on and rate.rate:
                found.setdefault(rate.currency, []).append((rate.on, rate.rate))
        found[plan.settings.currency] = [(date.min, Decimal(1))]
        self._held = {
            currency: (tuple(on for on, _ in held), tuple(rate for _, rate in held)) for currency, held in found.items()
        }

    def __contains__(self, currency: object) -> bool:
        return currency in self._held

    def in_base(self, minor: int, currency: str, month: Month) -> Decimal:
        """The worth of `minor` smallest units in whole units of the base currency; KeyError without any rate.

        The rate is that of the end of `month`; before all of them the newest holds.
        """
        end = date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])
        days, values = self._held[currency]
        return minor * values[bisect_right(days, end) - 1].scaleb(-minor_digits(currency))
