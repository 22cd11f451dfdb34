"""What the text of a field says, in forms and in tables alike: which words it takes, and what is known when reading it."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.calendar_types import CalendarMonth, Day
from planner.model.field_types import FieldType
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.model.parsing import Context, Offer, ParseError, Reading, editable, parse
from planner.model.plan import Plan
from planner.model.values import Range

PER_CENT_BY_SIGN = {"signed": "growth"}  # a signed share per month is written in per cent
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_TEXT_KINDS: dict[type[FieldType], str] = {
    Amount: "money",
    WorkingTime: "hours",
    Day: "day",
    CalendarMonth: "month",
}


def one_line(text: str) -> str:
    """`text` as one line: pasted line ends, tabs and other control characters are blanks."""
    return " ".join(part for part in _CONTROLS.split(text) if part)


def text_kind(field_type: FieldType) -> str:
    """The kind `planner.model.parsing` reads for values of this type; empty where they are not read from text."""
    if isinstance(field_type, Number):
        return "whole" if field_type.whole else "share" if field_type.rate else "number"
    if isinstance(field_type, Uncertain):
        return f"range.{PER_CENT_BY_SIGN.get(field_type.family, field_type.family)}"
    return _TEXT_KINDS.get(type(field_type), "")


def is_amount(field_type: FieldType) -> bool:
    """Whether values of this type are money."""
    return isinstance(field_type, Amount) or (isinstance(field_type, Uncertain) and field_type.family == "money")


def counts_nothing(field_type: FieldType) -> bool:
    """Whether whole numbers of this type are years and the like, whose digits are not grouped."""
    return isinstance(field_type, Number) and not field_type.counts


def context_for(spec: FieldSpec, plan: Plan, today: date, current: Any = None, currency: str = "") -> Context:
    """What is known when a text of the field `spec` is read; `currency` replaces the plan's base currency."""
    low = getattr(spec.type, "low", None)
    high = getattr(spec.type, "high", None)
    if isinstance(spec.type, Amount):
        low = None if spec.type.negative else Decimal(0)
    return replace(
        Context(),
        currency=currency or plan.settings.currency,
        today=today,
        current=current,
        lowest=low,
        highest=high,
    )


def read_text(spec: FieldSpec, text: str, context: Context) -> Reading:
    """The value `text` says for the field, checked; ParseError (with offers where there are any) otherwise."""
    try:
        if not text.strip():
            return Reading(spec.check(spec.type.empty))
        kind = text_kind(spec.type)
        reading = parse(kind, text, context) if kind else Reading(text)
        return replace(reading, value=spec.check(reading.value))
    except InputError as error:
        offers = error.offers if isinstance(error, ParseError) else ()
        if error.kind == "out_of_range" and not offers:
            offers = _clamped(spec, text, context)
        raise ParseError(error.message, offers, error.kind) from None


def _clamped(spec: FieldSpec, text: str, context: Context) -> tuple[Offer, ...]:
    """The nearest value that is allowed, where the text is clear but goes beyond a bound."""
    kind, far = text_kind(spec.type), Decimal(10) ** 12
    try:
        value = parse(kind, text, replace(context, lowest=-far, highest=far)).value
        low = -far if context.lowest is None else context.lowest
        high = far if context.highest is None else context.highest
        if isinstance(value, Range) and value.low is not None and value.high is not None:
            nearest: Any = Range.between(max(value.low, low), min(value.high, high))
        elif isinstance(value, int | Decimal):
            nearest = min(max(value, low), high)
            nearest = int(nearest) if isinstance(value, int) else nearest
        else:
            return ()
        shown = text_of(spec, spec.check(nearest), context)
    except (InputError, KeyError):
        return ()
    return (Offer(_("Use {value}").format(value=shown), shown),)


def text_of(spec: FieldSpec, value: Any, context: Context) -> str:
    """The normalised text of a value, which reads back to the same value; empty for none."""
    if value is None:
        return ""
    kind = text_kind(spec.type)
    if not kind or counts_nothing(spec.type):
        return str(value)
    return editable(kind, value, context)
