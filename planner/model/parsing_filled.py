"""Sums on a field that is filled: +20, -20, *1.1, +10% start from the value that stands there."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from planner.i18n import _
from planner.model.families import bounds, grammar
from planner.model.parsing_money import exact_money, split_currency
from planner.model.parsing_numbers import Amount, amount
from planner.model.parsing_ranges import check_bounds, clock_time
from planner.model.parsing_time import exact_hours
from planner.model.reading import READ_AS, ROUND_TO, Context, Doubt, decimal_of, rounded, unreadable
from planner.model.values import Hours, Money
from planner.model.wording import one

_FAMILIES = {"number": "number", "whole": "number", "share": "rate", "money": "amount", "hours": "hours"}


def starts_from_current(text: str) -> bool:
    """Whether `text` is a sum on what the field holds."""
    return len(text) > 1 and text[0] in "+-*/"


def with_current(kind: str, text: str, context: Context) -> Any:
    """The field's value after the sum; Doubt where -20 may as well be the new value, or rounding is needed."""
    sign, rest = text[0], text[1:].strip()
    family = _FAMILIES[kind]
    found = _operand(kind, rest, context) if sign in "+-" else amount(rest, grammar("signed", context))
    if found.value < 0 or (sign in "*/" and found.unit):
        raise unreadable("+20")
    value = _result(kind, _start(context.current), sign, found)
    limits = bounds(family, context)
    if sign == "-" and found.unit != "%" and (limits.lowest is None or limits.lowest < 0):
        message = _("“{text}” may be a new value or taken off the old one; say which.")
        raise Doubt(message, (_written(kind, value, context), READ_AS), ("=" + text, READ_AS))
    return _finished(kind, value, context)


def _start(current: Any) -> Fraction:
    if isinstance(current, Money):
        return Fraction(current.amount)
    return Fraction(current.minutes, 60) if isinstance(current, Hours) else Fraction(current)


def _operand(kind: str, rest: str, context: Context) -> Amount:
    if kind == "money":
        try:
            rest, code = split_currency(rest, replace(context, currency=context.current.currency))
        except Doubt as doubt:  # its candidates would replace the amount instead of adding to it
            raise Doubt(doubt.message, kind=doubt.kind) from None
        if code not in (None, context.current.currency):
            message = _("The amount is in {currency}; {other} cannot be added to it.")
            raise Doubt(message.format(currency=context.current.currency, other=code), kind="mismatch")
    if kind == "hours":
        rest = clock_time(rest)
    return amount(rest, grammar(_FAMILIES[kind], context))


def _result(kind: str, start: Fraction, sign: str, found: Amount) -> Fraction:
    if sign == "*":
        return start * found.value
    if sign == "/":
        if not found.value:
            raise Doubt(_("Nothing can be divided by zero."), kind="out_of_range")
        return start / found.value
    direction = 1 if sign == "+" else -1
    if found.unit == "%" and kind == "share":
        points = f"{rounded((start + direction * found.value) * 100, 10):f}%"
        share = f"{rounded(start * (1 + direction * found.value) * 100, 10):f}%"
        message = _("“{text}” may mean points or a part of the value; say which.")
        raise Doubt(message, (points, READ_AS), (share, READ_AS))
    if found.unit == "" and kind == "share":
        raise unreadable("*1.1")
    return start * (1 + direction * found.value) if found.unit == "%" else start + direction * found.value


def _written(kind: str, value: Fraction, context: Context) -> str:
    """The result as a text that no longer starts from the current value."""
    currency = f"{context.current.currency} " if kind == "money" else ""
    near = rounded(value, 4)
    return f"={currency}{near:f}"


def _finished(kind: str, value: Fraction, context: Context) -> Any:
    if kind == "money":
        money = exact_money(value, context.current.currency)
        check_bounds("amount", money.amount, context)
        return money
    if kind == "hours":
        hours = exact_hours(value)
        check_bounds("hours", hours.decimal, context)
        return hours
    exact = decimal_of(value)
    if exact is None or (kind == "whole" and exact != exact.to_integral_value()):
        near = rounded(value, 0 if kind == "whole" else 6)
        written = one(near, "rate", context) if kind == "share" else f"={near:f}"
        raise Doubt(_("The result must be rounded."), (written, ROUND_TO), kind="out_of_range")
    check_bounds(_FAMILIES[kind], exact, context)
    return int(exact) if kind == "whole" else exact
