"""What people type, read: text to value to words and back, in zh and en.

`parse` reads, `words` fills a cell, `editable` writes the normalised text that reads back to the same value, `spoken`
is for screen readers. Pure: no clock, no locale, no float. A kind is number, whole, share, money, hours, day, month,
period, or ``range.<family>`` with a family of `families.FAMILIES`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model import wording
from planner.model.families import FAMILIES, LOGNORMAL, grammar
from planner.model.parsing_filled import starts_from_current, with_current
from planner.model.parsing_money import read_money
from planner.model.parsing_numbers import Amount, Unclear, amount, clearer
from planner.model.parsing_ranges import check_bounds, read_range
from planner.model.parsing_time import Period, read_day, read_hours, read_month, read_period
from planner.model.reading import (
    AS_TYPED,
    READ_AS,
    ROUND_TO,
    Context,
    Doubt,
    Offer,
    ParseError,
    Reading,
    decimal_of,
    normalised,
    rounded,
    unreadable,
)
from planner.model.values import DIGITS, Hours, Month, Range

__all__ = ["KINDS", "Context", "Offer", "ParseError", "Period", "Reading", "editable", "parse", "spoken", "words"]


def parse(kind: str, text: str, context: Context | None = None) -> Reading:
    """The value of `kind` that `text` says; ParseError with offers where it says none, or more than one."""
    context = context or Context()
    try:
        return _read(kind, text, context)
    except Doubt as doubt:
        typed = text.strip()
        message = doubt.message.replace(AS_TYPED, typed if len(typed) <= 40 else typed[:39] + "…")
        raise ParseError(message, tuple(_offers(kind, text, doubt, context)), doubt.kind) from None
    except InputError as error:
        raise ParseError(error.message, (), error.kind) from None


def _read(kind: str, text: str, context: Context) -> Reading:
    reader = _READERS[kind]
    if context.current is not None and text.strip() == editable(kind, context.current, context):
        if kind not in _RANGES:
            return Reading(context.current)
        return Reading(context.current, echo(context.current, _RANGES[kind], text.strip(), context))
    plain = normalised(text)
    if context.per == "month":
        plain = _PER_MONTH.sub("", plain) or plain
    if plain.startswith("=") and kind in _SCALARS:
        plain, context = plain[1:].strip(), replace(context, current=None)
    if context.current is not None and kind in _SCALARS and starts_from_current(plain):
        value = with_current(_SCALARS[kind], plain, context)
        return Reading(value, _("Read as {value}").format(value=_shown(kind, value, context)))
    reading = reader(plain, context)
    return replace(reading, value=replace(reading.value, typed=text.strip())) if kind in _RANGES else reading


def _offers(kind: str, text: str, doubt: Doubt, context: Context) -> list[Offer]:
    """The candidates of a doubt that can be read, in normalised words; each text at most once."""
    candidates = list(doubt.candidates)
    if isinstance(doubt, Unclear):
        candidates += [(candidate, READ_AS) for candidate in clearer(normalised(text), _grammar(kind, context))]
    offers: dict[str, Offer] = {}
    for candidate, label in candidates:
        value, further = _tried(kind, candidate, context)
        if value is None:
            candidates += [(near, ROUND_TO) for near, offer in further if offer == ROUND_TO and label != ROUND_TO]
            continue
        shown = editable(kind, value, context)
        again = shown if _tried(kind, shown, context)[0] == value else candidate
        offers.setdefault(again, Offer(_(label or READ_AS).format(value=shown), again))
    return list(offers.values())


def _tried(kind: str, text: str, context: Context) -> tuple[Any, tuple[tuple[str, str], ...]]:
    """The value of `text`; where it cannot be read, None and what could be typed instead."""
    try:
        return _read(kind, text, context).value, ()
    except Doubt as doubt:
        return None, doubt.candidates
    except InputError:
        return None, ()


def _grammar(kind: str, context: Context) -> Any:
    family = _RANGES.get(kind) or {"money": "amount", "share": "rate", "hours": "hours"}.get(kind, "number")
    return grammar(family, context)


def _echo(found: Amount, text: str, shown: str) -> str | None:
    """How a sum, a scale or a numeral in words was read; None where the digits stand there already."""
    plain = found.single and found.scale == 1 and any(sign in "0123456789" for sign in text)
    return None if plain else _("Read as {value}").format(value=shown)


def exact_number(value: Fraction) -> Decimal:
    """The number as a Decimal; Doubt with the rounded one when its decimals never end."""
    exact = decimal_of(value)
    if exact is None:
        near = rounded(value, max(DIGITS - 3 - len(str(abs(int(value)))), 0))
        raise Doubt(_("This number has too many decimals."), (f"{near:f}", ROUND_TO), kind="out_of_range")
    return exact


def _read_number(text: str, context: Context) -> Reading:
    found = amount(text, replace(grammar("number", context), example="1,200"))
    if found.unit:
        raise unreadable("1,200")
    value = exact_number(found.value)
    check_bounds("number", value, context)
    return Reading(value, _echo(found, text, wording.digits(value)))


def _read_whole(text: str, context: Context) -> Reading:
    reading = _read_number(text, context)
    if reading.value != reading.value.to_integral_value():
        near = rounded(Fraction(reading.value), 0)
        raise Doubt(_("This must be a whole number."), (f"{near:f}", ROUND_TO), kind="out_of_range")
    return Reading(int(reading.value), reading.echo)


def _read_share(text: str, context: Context) -> Reading:
    found = amount(text, grammar("rate", context))
    ratio = text.replace(" ", "").partition("/")
    fraction = ratio[0].isdigit() and ratio[2].isdigit()
    if found.unit != "%" and found.value and not fraction:
        # one reading of a bare number is the same question as in a range field
        return read_share_range(text, context)
    exact = decimal_of(found.value)
    if exact is None:
        near = f"{rounded(found.value * 100, 4):f}%"
        raise Doubt(_("This number has too many decimals."), (near, ROUND_TO), kind="out_of_range")
    check_bounds("rate", exact, context)
    shown = wording.one(exact, "rate", context)
    return Reading(exact, None if found.single and not fraction else _("Read as {value}").format(value=shown))


def read_share_range(text: str, context: Context) -> Reading:
    """A bare number in a share field: refused by the rate family, with its offers."""
    return Reading(read_range("rate", text, context).low)


def _read_money(text: str, context: Context) -> Reading:
    value, found = read_money(text, context)
    check_bounds("amount", value.amount, context)
    return Reading(value, _echo(found, text, wording.money_words(value, context)))


def _read_hours(text: str, context: Context) -> Reading:
    value, found = read_hours(text, context)
    check_bounds("hours", value.decimal, context)
    shown = wording.one(value.decimal, "hours", context)
    if text == shown:
        return Reading(value)
    if _names_days(text):
        return Reading(value, _working_week(shown, context))
    exact = found.value == Fraction(value.minutes, 60)
    message = _("Read as {value}") if exact else _("Read as {value}, rounded to the minute")
    return Reading(value, message.format(value=shown))


def _working_week(shown: str, context: Context) -> str:
    message = _("Read as {value}: a day of {hours} hours, a week of {days} days")
    days, hours = wording.digits(context.days_per_week), wording.digits(context.hours_per_day)
    return message.format(value=shown, hours=hours, days=days)


def _names_days(text: str) -> bool:
    return any(sign in text for sign in "dw天日周") or "星期" in text or "礼拜" in text


def _read_day(text: str, context: Context) -> Reading:
    value = read_day(text, context)
    shown = wording.day_words(value, replace(context, today=None))
    return Reading(value, None if text == value.isoformat() else _("Read as {value}").format(value=shown))


def _read_month(text: str, context: Context) -> Reading:
    value = read_month(text, context)
    shown = wording.month_words(value, context)
    if text == str(value):
        return Reading(value)
    quarter = "q" in text or "季" in text
    message = _("Read as {value}, the first month of the quarter") if quarter else _("Read as {value}")
    return Reading(value, message.format(value=shown))


def _read_period(text: str, context: Context) -> Reading:
    value = read_period(text, context)
    shown = words("period", value, replace(context, today=None))
    return Reading(value, _("Read as {value}").format(value=shown))


def _range_reader(family: str) -> Callable[[str, Context], Reading]:
    def reader(text: str, context: Context) -> Reading:
        value = read_range(family, text, context)
        return Reading(value, echo(value, family, text, context))

    return reader


def echo(value: Range, family: str, text: str, context: Context) -> str | None:
    """One calm line saying how a range was read and what it claims; None for a plain exact number."""
    shown = wording.editable_range(value, family, context)
    if value.hits is not None:
        rate = wording.per_cent(value.ends()[0], exact=False) + "%"
        return _("Read as {range}, seen so far: about {rate}").format(range=shown, rate=rate)
    if family == "hours" and _names_days(text):
        return _working_week(shown, context)
    low, high = value.ends()
    if value.is_exact:
        same = text.replace(" ", "") in (shown.replace(" ", ""), wording.digits(low), f"{low:f}")
        return None if same else _("Read as {value}").format(value=_spelled(low, family, context))
    if value.likely is not None:
        return _("Read as {range}, never outside").format(range=shown)
    if family in LOGNORMAL and low > 0:
        middle = wording.about((low * high).sqrt(), family, context)
        message = _("Read as {range}: 9 times in 10 inside, middle about {middle}")
        return message.format(range=shown, middle=middle)
    return _("Read as {range}: 9 times in 10 inside").format(range=shown)


def _spelled(number: Decimal, family: str, context: Context) -> str:
    """All digits where the editable form would shorten them again."""
    if family in ("people", "money", "count", "number", "signed"):
        return wording.digits(number)
    return wording.one(number, family, context)


def _shown(kind: str, value: Any, context: Context) -> str:
    return words(kind, value, context)


def words(kind: str, value: Any, context: Context | None = None) -> str:
    """The value for a table cell, compact: ¥14,230, 2–5%, 1.2 万到 2 万, 20 Nov; None is empty."""
    context = context or Context()
    if value is None:
        return ""
    if kind in _RANGES:
        return wording.words_range(value, _RANGES[kind], context)
    return _WORDS[kind](value, context)


def editable(kind: str, value: Any, context: Context | None = None) -> str:
    """The normalised text of a value; `parse` reads it back to the same value. None is empty."""
    context = context or Context()
    if value is None:
        return ""
    if kind in _RANGES:
        return wording.editable_range(value, _RANGES[kind], context)
    return _EDITABLE[kind](value, context)


def spoken(kind: str, value: Any, context: Context | None = None) -> str:
    """The value for a screen reader; a range says low, likely and high."""
    context = context or Context()
    if value is not None and kind in _RANGES:
        return wording.spoken(value, _RANGES[kind], context)
    return words(kind, value, context)


def _number_text(value: Decimal | int, _context: Context) -> str:
    return wording.digits(Decimal(value))


def _share_text(value: Decimal, context: Context) -> str:
    return wording.one(value, "rate", context)


def _hours_text(value: Hours, context: Context) -> str:
    return wording.one(value.decimal, "hours", context)


def _month_text(value: Month, _context: Context) -> str:
    return str(value)


def _day_text(value: date, _context: Context) -> str:
    return value.isoformat()


def _period_text(value: Period, _context: Context) -> str:
    first, last = ("" if day is None else day.isoformat() for day in (value.first, value.last))
    return first if first == last else f"{first}..{last}"


def _period_words(value: Period, context: Context) -> str:
    first, last = ("" if day is None else wording.day_words(day, context) for day in (value.first, value.last))
    return first if first == last else f"{first} – {last}".strip()


def _minus(text: Callable[[Any, Context], str]) -> Callable[[Any, Context], str]:
    return lambda value, context: text(value, context).replace("-", "\u2212")


_PER_MONTH = re.compile(r"^每个?月 ?| ?(?:/ ?(?:month|mo|个?月)|(?:per|a|each) month|每个?月|一个月)$")
_Texts = Mapping[str, Callable[[Any, Context], str]]
_RANGES: Mapping[str, str] = {f"range.{family}": family for family in FAMILIES}
_SCALARS: Mapping[str, str] = {
    "number": "number", "whole": "whole", "share": "share", "money": "money", "hours": "hours"
}  # fmt: skip
_READERS: Mapping[str, Callable[[str, Context], Reading]] = {
    "number": _read_number, "whole": _read_whole, "share": _read_share, "money": _read_money, "hours": _read_hours,
    "day": _read_day, "month": _read_month, "period": _read_period,
    **{kind: _range_reader(family) for kind, family in _RANGES.items()},
}  # fmt: skip
_EDITABLE: _Texts = {
    "number": _number_text, "whole": _number_text, "share": _share_text, "hours": _hours_text, "month": _month_text,
    "money": wording.editable_money, "day": _day_text, "period": _period_text,
}  # fmt: skip
_WORDS: _Texts = {
    "number": _minus(_number_text), "whole": _minus(_number_text), "share": _share_text, "hours": _hours_text,
    "month": wording.month_words, "money": wording.money_words, "day": wording.day_words, "period": _period_words,
}  # fmt: skip
KINDS = tuple(_READERS)
