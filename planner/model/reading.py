"""The frame of reading what people type: what is known beforehand, what comes out, and how doubt is told.

A text is read or refused; where it could mean two things it is refused with offers, never guessed. Inside the
parser doubt travels as `Doubt` with candidate texts; `planner.model.parsing` turns those that can be read into offers.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planner.errors import InputError
from planner.i18n import N_, _, language
from planner.model.discretion import amounts_hidden
from planner.model.values import DIGITS, Money

LONGEST = 200  # characters in one value; more is no number
AS_TYPED = "{text}"  # stands in a message until the whole text, as it was typed, is put there
READ_AS = N_("Read as {value}")
SWAP_TO = N_("Swap to {value}")
ROUND_TO = N_("Round to {value}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a refusal: taking it means typing `text`."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it was read; `echo` is one calm line saying how, or None where the text says it already."""

    value: Any
    echo: str | None = None
    offers: tuple[Offer, ...] = ()


class ParseError(InputError):
    """A text that cannot be read, with the ways out that exist."""

    def __init__(self, message: str, offers: tuple[Offer, ...] = (), kind: str = "unknown") -> None:
        super().__init__(message, "", kind)
        self.offers = offers


class Doubt(Exception):  # noqa: N818 - it is not an error yet: it may have a way out
    """Inside the parser: a text is refused; `candidates` are (text, label) that may be offered instead.

    `AS_TYPED` in the message stands for the whole text as it was typed.
    """

    def __init__(self, message: str, *candidates: tuple[str, str], kind: str = "unknown") -> None:
        super().__init__(message)
        self.message = message
        self.candidates = candidates
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Context:
    """What must be known to read a text: there is no clock and no locale in the parser.

    `current` is the value the field holds (``+20`` starts from it). `lowest` and `highest` replace the bounds of
    the kind; for shares they are fractions. `hours_per_day` and `days_per_week` say how long a working day is;
    `per` is "month" where the field counts per month, so that 3000/月 may be written; `hidden` says dots for amounts, and
    `hundred` is the amount that is said as 100, and all others as parts of it.
    """

    language: str = field(default_factory=language)
    currency: str = "CNY"
    today: date | None = None
    current: Any = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    hours_per_day: Decimal = Decimal(8)
    days_per_week: Decimal = Decimal(5)
    per: str = ""
    hidden: bool = field(default_factory=amounts_hidden)
    hundred: Money | None = None

    def day(self) -> date:
        """Today; InputError when it was not given and the text needs it."""
        if self.today is None:
            raise Doubt(_("Write the whole date, such as 2026-11-20."), kind="missing")
        return self.today


_SIGNS = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"), "-"),
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\t\n\r"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\ufeff\u2060"), None),
    **dict.fromkeys(map(ord, "〜∼∽"), "~"),
    **dict.fromkeys(map(ord, "’‘′"), "'"),
    **dict(zip(map(ord, "￥￡￦。｡、；；∶×✕÷【】［］…"), ["¥", "£", "₩", ".", ".", ",", ";", ";", ":", "*", "*", "/", *"[][]", ".."],
               strict=True)),
    **dict(zip(map(ord, "萬億兩個點時鐘週從間開幾當號"), "万亿两个点时钟周从间开几当号", strict=True)),
}  # fmt: skip


def normalised(text: str) -> str:
    """`text` in half-width signs, simplified unit words, lower case and single blanks; Doubt when too long."""
    if len(text) > LONGEST:
        raise Doubt(_("This is too long for one value; write at most {count} characters.").format(count=LONGEST))
    plain = re.sub(r" +", " ", text.translate(_SIGNS).lower()).strip()
    plain = re.sub(r" ?(?:per ?cent|pct)(?![a-z])", "%", plain)
    plain = re.sub(r"百分之([0-9.零一二两三四五六七八九十点]+)", r"\1%", plain)
    if not plain:
        raise Doubt(_("Nothing is typed here yet."), kind="missing")
    return plain


def unreadable(example: str) -> Doubt:
    """The refusal of a text that follows no known form; `example` shows one that works."""
    return Doubt(_("“{text}” cannot be read here; write it like {example}.").format(text=AS_TYPED, example=example))


def decimal_of(number: Fraction) -> Decimal | None:
    """`number` as an exact Decimal, or None when its decimals never end or are more than 15 digits."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1 or number.denominator.bit_length() > 120:
        return None
    places = 0
    scaled = number
    while scaled.denominator != 1 and places <= 3 * DIGITS:
        scaled *= 10
        places += 1
    exact = Decimal(scaled.numerator).scaleb(-places) if abs(scaled) < 10**27 else None
    if exact is None or len(exact.normalize().as_tuple().digits) > DIGITS:
        return None
    return plain(exact)


def rounded(number: Fraction, places: int) -> Decimal:
    """`number` rounded half up (away from zero) to `places` decimals."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return plain(Decimal(whole if number >= 0 else -whole).scaleb(-places))


def plain(number: Decimal) -> Decimal:
    """`number` without exponent and trailing zeros; minus nought is nought."""
    if not number:
        return Decimal(0)
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
