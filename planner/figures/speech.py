"""How computed numbers are said in figures: rounded, in the units of the language, or as dots where amounts are hidden."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planner.i18n import _
from planner.model.discretion import HIDDEN
from planner.model.number_types import Amount, Number, Uncertain
from planner.model.parsing_money import SYMBOLS
from planner.model.reading import Context
from planner.model.values import Month
from planner.model.wording import about, day_words, month_name, month_words, to_words

_MINUS = "\u2212"
_UNITS = {"en": ((1e9, "bn"), (1e6, "M"), (1e3, "k")), "zh": ((1e8, " 亿"), (1e4, " 万"))}
_LARGE = 1e4


@dataclass(frozen=True, slots=True)
class Speech:
    """Says numbers in the language and currency of `context`; `hidden`, or that of the context, puts dots for amounts."""

    context: Context = field(default_factory=Context)
    hidden: bool = False

    def money(self, amount: float) -> str:
        """An amount with its sign in three digits: ¥12.3k, ¥1.23 万."""
        return self.signed(self.amount(amount))

    def signed(self, words: str) -> str:
        """The words of an amount with the sign of the currency, behind a minus; dots stay as they are."""
        if self.dots:
            return words
        sign = _MINUS if words.startswith(_MINUS) else ""
        return f"{sign}{self.symbol}{words.removeprefix(_MINUS)}"

    def brief(self, amount: float) -> str:
        """An amount in two digits without its currency, for the end of a line."""
        return self.amount(amount, 2)

    def amount(self, amount: float, figures: int = 3) -> str:
        """An amount in so many significant digits, without its currency."""
        if self.dots:
            return HIDDEN
        near = float(f"{amount / self.one:.{figures}g}")
        size, unit = self._unit(near)
        return _digits(near / size) + unit

    def span(self, low: float, high: float) -> str:
        """Two amounts: ¥84k to ¥190k; the same twice is said once."""
        return self.between(self.money(low), self.money(high))

    def between(self, low: str, high: str) -> str:
        """Two ends in words; the same twice is said once."""
        return low if low == high else to_words(low, high, self.context)

    @property
    def dots(self) -> bool:
        """Whether dots are said for amounts."""
        return self.hidden or self.context.hidden

    @property
    def symbol(self) -> str:
        """The sign of the plan's currency; none where amounts are parts of one that is 100."""
        if self.context.hundred is not None:
            return ""
        code = self.context.currency
        symbol = SYMBOLS.get(code, code + " ")
        return symbol[-1] if symbol.endswith(("$", "¥")) else symbol

    def range(self, low: float, high: float, *, signed: bool = True, dash: str = " – ") -> str:
        """Two amounts in one unit, which both ends name, for ¥1 – 1.38 万 could start at one: ¥1,200 – 3,400,
        ¥8.4k – 17.4k, ¥1 万 – 1.38 万, −$89 to −$80; a loss in a unit that is a word has a digit less, for its signs take
        room. No sign of the currency unless `signed`."""
        first, last, unit = self._pair(low, high)
        if low < 0 and unit.startswith(" "):
            first, last, unit = self._pair(low, high, 2)
        ends = (first if first == "0" else first + unit, last if last == "0" else last + unit)
        if low < 0 or first == last:
            return self.between(*(self.signed(end) if signed else end for end in ends))
        return dash.join((self.signed(ends[0]) if signed else ends[0], ends[1]))

    def _pair(self, low: float, high: float, figures: int = 3) -> tuple[str, str, str]:
        """Two amounts in the unit of the larger one, to so many digits of it, and that unit: 6.85, 10.6, k."""
        if self.dots:
            return HIDDEN, HIDDEN, ""
        low, high = low / self.one, high / self.one
        large = float(f"{max(abs(low), abs(high)):.3g}")
        size, unit = self._unit(large)
        if size == 1:
            return _digits(float(f"{low:.3g}")), _digits(float(f"{high:.3g}")), ""
        places = figures - 1 - math.floor(math.log10(large / size))
        return _digits(round(low / size, places)), _digits(round(high / size, places)), unit

    def axis(self, values: Sequence[float]) -> list[str]:
        """The words of an axis of amounts, all in one unit: 0, 10k, 20k; 0, 1 万, 2 万; 2,500 rather than 0.25 万."""
        if self.dots:
            return ["" for _value in values]
        values = [float(f"{value / self.one:.9g}") for value in values]
        size, unit = self._unit(max((abs(value) for value in values), default=0.0))
        if any(round(value / size * 10, 6) % 1 for value in values):
            size, unit = self._unit(min(abs(value) for value in values if value))
        return [_digits(value / size) + unit if value else "0" for value in values]

    @property
    def one(self) -> float:
        """The amount that is said as 1: one of the currency, or a hundredth of the amount that is said as 100."""
        hundred = self.context.hundred
        return 1.0 if hundred is None else float(hundred.amount) / 100

    def _unit(self, amount: float) -> tuple[float, str]:
        """What an amount is counted in, and its name; digits alone say what is below ten thousand."""
        large = abs(amount) >= _LARGE
        return next((unit for unit in _UNITS[self.context.language] if large and abs(amount) >= unit[0]), (1.0, ""))

    def chance(self, share: float) -> str:
        """A probability in whole per cent; never quite none or all of it, for samples cannot tell."""
        whole = math.floor(share * 100 + 0.5)
        if whole < 1:
            return _("under 1%")
        return _("over 99%") if whole > 99 else f"{whole}%"

    def share(self, part: float) -> str:
        """A part of a whole in whole per cent."""
        return f"{math.floor(part * 100 + 0.5)}%"

    def month(self, month: Month) -> str:
        """A month with its year."""
        return month_words(month, self.context)

    def month_alone(self, month: Month) -> str:
        """A month without its year."""
        return month_name(month, self.context)

    def day(self, day: date) -> str:
        """A day, with its year where that is not this one."""
        return day_words(day, self.context)

    def hours(self, hours: float) -> str:
        """Hours in three digits: 2h30m, 124h."""
        return about(_exact(hours), "hours", self.context)

    def value(self, kind: object, number: float) -> str:
        """A number of the field type `kind` in three digits with its unit."""
        if isinstance(kind, Amount) or (isinstance(kind, Uncertain) and kind.family == "money"):
            return self.money(number)
        family = "number"
        if isinstance(kind, Uncertain):
            family = "growth" if kind.family == "signed" else kind.family
        elif isinstance(kind, Number) and kind.rate:
            family = "rate"
        return about(_exact(number), family, self.context).replace("-", _MINUS)


def _digits(number: float) -> str:
    """Grouped digits, up to ten of them, without needless zeros."""
    text = f"{number:,.10f}".rstrip("0").rstrip(".")
    return text.replace("-", _MINUS) if text != "-0" else "0"


def _exact(number: float) -> Decimal:
    """The number as a Decimal of at most 12 digits."""
    return Decimal(f"{number:.12g}")
