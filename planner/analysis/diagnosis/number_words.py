"""The numbers of a rule as its sentences say them: each with its unit, no more digits than it deserves."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planner.i18n import language
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.values import Money, Month
from planner.model.wording import about, day_words, money_words, month_words

MINUS = "\u2212"
_MOST_BELOW = Decimal("0.999")
_HUGE = 10**12  # no amount of a plan is as large


@dataclass(frozen=True, slots=True)
class Words:
    """How numbers are told in the language in use: the plan they are of, and today."""

    plan: Plan
    today: date

    @property
    def context(self) -> Context:
        """What the words of the plan's fields depend on."""
        return Context(language(), self.plan.settings.currency, self.today)

    def number(self, value: Any, unit: str) -> str:
        """A number of a unit of `declaration.UNITS`; a dash for what does not exist."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return "–"
        if isinstance(value, float) and math.isinf(value):
            return "∞"
        return _WORDS[unit](self, value).replace("-", MINUS)

    def money(self, amount: float) -> str:
        """A computed amount in the base currency, to three digits."""
        number = _digits(amount, 3)
        if abs(number) >= _HUGE:
            return about(number, "number", self.context)
        whole = number.quantize(Decimal(1)) if abs(number) >= 10 or number == int(number) else round(number, 2)
        return money_words(Money.rounded(whole, self.plan.settings.currency), self.context)

    def named(self, names: list[str]) -> str:
        """Several names in a row."""
        return ("、" if language() == "zh" else ", ").join(names)


def _digits(value: float, count: int) -> Decimal:
    """The number rounded to so many significant digits."""
    return Decimal(f"{value:.{count}g}")


def _share(_words: Words, value: float) -> str:
    """Per cent to two digits, to three where two would make it all; never all of it where it is not."""
    rounded = _digits(value, 2)
    if abs(rounded) >= 1 > abs(value):
        rounded = max(_MOST_BELOW * -1, min(_MOST_BELOW, _digits(value, 3)))
    return about(rounded, "rate", _words.context)


def _amount(words: Words, value: float) -> str:
    return words.money(value)


def _hours(words: Words, value: float) -> str:
    return about(_digits(value, 3) if value < 10 else _digits(value, 2 if value < 100 else 3), "hours", words.context)


def _months(words: Words, value: float) -> str:
    return about(_digits(value, 2), "months", words.context)


def _month(words: Words, value: float) -> str:
    """Months of work from the start: the last of them in the calendar."""
    start = words.plan.settings.start_month
    return "" if start is None else month_words(_within(start, int(value) - 1), words.context)


def _within(start: Month, months: int) -> Month:
    index = min(max(start.year * 12 + start.number - 1 + months, 12), 9999 * 12 + 11)
    return Month(index // 12, index % 12 + 1)


def _days(words: Words, value: float) -> str:
    return about(_digits(value, 4), "days", words.context)


def _moment(words: Words, value: date) -> str:
    return day_words(value, words.context)


def _count(words: Words, value: float) -> str:
    """Whole from ten on."""
    return about(_digits(round(value), 3) if value >= 10 else _digits(value, 2), "count", words.context)


def _bits(words: Words, value: float) -> str:
    """Whole: so many heads in a row."""
    return _count(words, round(value))


def _factor(words: Words, value: float) -> str:
    return about(_digits(value, 2), "number", words.context)


def _flag(_words: Words, _value: bool) -> str:
    return ""


_WORDS: Mapping[str, Callable[[Words, Any], str]] = {
    "share": _share, "change": _share, "factor": _factor, "money": _amount, "amount": _amount, "hours": _hours,
    "months": _months, "month": _month, "days": _days, "count": _count, "rank": _count, "score": _count,
    "bits": _bits, "flag": _flag, "moment": _moment,
}  # fmt: skip
