"""Exact values: money in minor units, months, working time, and ranges of what is not known.

No float enters here; a range keeps what was typed beside its reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, total_ordering
from typing import Any, Self

from planner.errors import InputError
from planner.i18n import _

# ISO 4217 currencies whose minor unit is not a hundredth
_EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
LARGEST_MINOR = 2**63 - 1
DIGITS = 15  # significant digits a number may have; survives JSON and a spreadsheet


def minor_digits(currency: str) -> int:
    """How many decimals the currency's smallest unit has."""
    return _EXPONENTS.get(currency, 2)


def check_currency(code: str) -> str:
    """`code` if it looks like an ISO 4217 code, else InputError."""
    if len(code) != 3 or not code.isascii() or not code.isalpha() or not code.isupper():
        raise InputError(
            _("“{code}” is not a currency; use three capital letters such as CNY.").format(code=code),
            "currency",
            "unknown",
        )
    return code


def check_number(number: Decimal) -> Decimal:
    """`number` if it is finite and has at most 15 significant digits, else InputError."""
    if not number.is_finite():
        raise InputError(_("This is not a number; type digits."))
    size = number.normalize().as_tuple()
    if len(size.digits) > DIGITS or abs(number.adjusted()) > DIGITS:
        raise InputError(_("This number has more than {digits} digits; shorten it.").format(digits=DIGITS))
    return number


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of one currency; the sum of different currencies is refused."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        check_currency(self.currency)
        if not self.amount.is_finite() or abs(self.amount.scaleb(minor_digits(self.currency))) > LARGEST_MINOR:
            raise InputError(_("This amount is too large."))
        scaled = self.amount.quantize(Decimal(1).scaleb(-minor_digits(self.currency)))
        if scaled != self.amount:
            message = _("{currency} has no unit below {unit}; round the amount.")
            raise InputError(
                message.format(currency=self.currency, unit=Decimal(1).scaleb(-minor_digits(self.currency)))
            )
        object.__setattr__(self, "amount", scaled)

    @classmethod
    @lru_cache(1 << 14)  # most amounts of a ledger come again
    def of_minor(cls, minor: int, currency: str) -> Self:
        """The amount of `minor` smallest units; exact by nature, so only its size and its currency are looked at."""
        if abs(minor) > LARGEST_MINOR:
            raise InputError(_("This amount is too large."))
        made = object.__new__(cls)
        object.__setattr__(made, "amount", Decimal(minor).scaleb(-minor_digits(check_currency(currency))))
        object.__setattr__(made, "currency", currency)
        return made

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> Self:
        """The amount rounded half up to the currency's smallest unit."""
        return cls(amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_UP), currency)

    @property
    def minor(self) -> int:
        """The amount in smallest units."""
        return int(self.amount.scaleb(_EXPONENTS.get(self.currency, 2)))  # asked very often

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            message = _("{one} and {other} cannot be added; convert one of them first.")
            raise InputError(message.format(one=self.currency, other=other.currency), "currency", "mismatch")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> "Money":
        return Money.rounded(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __bool__(self) -> bool:
        return bool(self.amount)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; month + 3 and month - month count in months."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise InputError(
                _("“{text}” is not a month; write it like 2026-11.").format(text=f"{self.year}-{self.number}")
            )

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY-MM``; InputError otherwise."""
        if len(text) == 7 and text[4] == "-" and text.isascii() and (text[:4] + text[5:]).isdigit():
            return cls(int(text[:4]), int(text[5:]))
        raise InputError(_("“{text}” is not a month; write it like 2026-11.").format(text=text))

    def __add__(self, months: int) -> "Month":
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, other: "Month") -> int:
        return (self.year - other.year) * 12 + self.number - other.number

    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.number, 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Working time in whole minutes."""

    minutes: int

    @classmethod
    def of(cls, hours: Decimal | int) -> Self:
        """The time of `hours` decimal hours, rounded half up to a minute."""
        return cls(int((Decimal(hours) * 60).quantize(Decimal(1), ROUND_HALF_UP)))

    @property
    def decimal(self) -> Decimal:
        """Decimal hours, exact to a ten-thousandth: it reads back to the same minutes."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize() + 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.minutes + other.minutes)

    def __sub__(self, other: "Hours") -> "Hours":
        return Hours(self.minutes - other.minutes)

    def __bool__(self) -> bool:
        return bool(self.minutes)


@dataclass(frozen=True, slots=True)
class Range:
    """A value that may be unknown.

    Exact (low = high), low..high (5th and 95th percentile), low..likely..high (absolute ends, PERT), or
    hits of n (an observed proportion). Rates are fractions 0..1. `typed` is what the user wrote; it does not
    take part in comparison.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    likely: Decimal | None = None
    hits: int | None = None
    of: int | None = None
    typed: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.hits is not None or self.of is not None:
            self._check_observed()
            return
        if self.low is None or self.high is None:
            raise InputError(_("A range needs a low and a high end, such as 5 to 10."), kind="missing")
        for number in (self.low, self.high, *([] if self.likely is None else [self.likely])):
            check_number(number)
        if self.low > self.high:
            raise InputError(_("The low end is above the high end; swap them."), kind="bad_order")
        if self.likely is not None and not self.low <= self.likely <= self.high:
            raise InputError(_("The likely value lies outside the range."), kind="bad_order")

    def _check_observed(self) -> None:
        if self.hits is None or self.of is None or self.of < 1 or self.hits < 0:
            raise InputError(_("An observation is hits of trials, such as 3 of 400."))
        if self.hits > self.of:
            message = _("{hits} of {of} is more than all; the first number must not be larger.")
            raise InputError(message.format(hits=self.hits, of=self.of))

    @classmethod
    def exact(cls, value: Decimal | int, typed: str = "") -> Self:
        """A known value."""
        return cls(Decimal(value), Decimal(value), typed=typed)

    @classmethod
    def between(cls, low: Decimal | int, high: Decimal | int, typed: str = "") -> Self:
        """A 90 % range: 5th to 95th percentile."""
        return cls(Decimal(low), Decimal(high), typed=typed)

    @classmethod
    def pert(cls, low: Decimal | int, likely: Decimal | int, high: Decimal | int, typed: str = "") -> Self:
        """Absolute ends with a most likely value."""
        return cls(Decimal(low), Decimal(high), Decimal(likely), typed=typed)

    @classmethod
    def observed(cls, hits: int, of: int, typed: str = "") -> Self:
        """An observed proportion."""
        return cls(hits=hits, of=of, typed=typed)

    @property
    def is_exact(self) -> bool:
        """Whether the value is known."""
        return self.low is not None and self.low == self.high and self.likely is None

    @property
    def is_observed(self) -> bool:
        """Whether it is hits of trials."""
        return self.hits is not None

    def ends(self) -> tuple[Decimal, Decimal]:
        """The lowest and highest number named; the proportion twice when observed."""
        if self.hits is not None and self.of is not None:
            rate = Decimal(self.hits) / Decimal(self.of)
            return rate, rate
        assert self.low is not None and self.high is not None  # noqa: S101, PT018 - said by __post_init__
        return self.low, self.high

    def to_json(self, decimals: int | None = None) -> Any:
        """The bundle's form: a number, {low, high}, {low, likely, high} or {hits, of}.

        Money is given as decimal strings with `decimals` places, all else as JSON numbers. What was typed goes along
        as "typed", but not beside a plain number.
        """
        if self.is_exact and self.low is not None:
            return _json_number(self.low, decimals)
        form: dict[str, Any]
        if self.hits is not None:
            form = {"hits": self.hits, "of": self.of}
        else:
            named = {"low": self.low, "likely": self.likely, "high": self.high}
            form = {name: _json_number(value, decimals) for name, value in named.items() if value is not None}
        return form | {"typed": self.typed} if self.typed else form

    @classmethod
    def from_json(cls, form: Any) -> Self:
        """Read what `to_json` writes (also ``{"value": x}``); InputError otherwise."""
        if not isinstance(form, Mapping):
            return cls.exact(number_of(form))
        allowed = {"low", "likely", "high", "hits", "of", "value", "typed"}
        if not form or not set(form) <= allowed:
            unknown = ", ".join(sorted(str(name) for name in set(form) - allowed))
            raise InputError(
                _("A range is a number, low and high, low, likely and high, or hits and of; not “{text}”.").format(
                    text=unknown
                ),
                kind="unknown",
            )
        typed = str(form.get("typed", ""))
        if set(form) - {"typed"} == {"value"}:
            return cls.exact(number_of(form["value"]), typed)
        if set(form) - {"typed"} == {"hits", "of"}:
            return cls(hits=_whole(form["hits"]), of=_whole(form["of"]), typed=typed)
        if set(form) - {"typed", "likely"} != {"low", "high"}:
            raise InputError(_("A range needs a low and a high end, such as 5 to 10."), kind="mismatch")
        likely = number_of(form["likely"]) if "likely" in form else None
        return cls(number_of(form["low"]), number_of(form["high"]), likely, typed=typed)


def _json_number(value: Decimal, decimals: int | None) -> Any:
    if decimals is not None:
        return format(value if -value.normalize().as_tuple().exponent > decimals else round(value, decimals), "f")  # type: ignore[operator]
    return int(value) if value == value.to_integral_value() else float(value)


def number_of(form: Any) -> Decimal:
    """A JSON number or decimal string as an exact Decimal; InputError for anything else."""
    if isinstance(form, bool) or not isinstance(form, int | float | str | Decimal):
        raise InputError(_("“{text}” is not a number.").format(text=form))
    try:
        return check_number(Decimal(str(form)))
    except ArithmeticError:
        raise InputError(_("“{text}” is not a number.").format(text=form)) from None


def _whole(form: Any) -> int:
    number = number_of(form)
    if number != number.to_integral_value():
        raise InputError(_("“{text}” must be a whole number.").format(text=form))
    return int(number)
