"""What a number must be before it is reckoned with: every bad input is refused by name, kind and bound, never by NaN.

Each function gives the value back as a float (or int) or raises `InputError` whose `field` is the path handed in.
Bounds are checked before the order of values.
"""

import datetime as dt
import math
from collections.abc import Collection, Sequence, Sized
from decimal import Decimal
from numbers import Real
from typing import Any, NoReturn

from planner.errors import InputError
from planner.i18n import _

INFINITE = math.inf
LARGEST = 1e50
"""So large may any number be: its products and squares stay finite."""


def refuse(message: str, field: str, kind: str) -> NoReturn:
    """Raise InputError; `message` is a whole sentence, already translated."""
    raise InputError(message, field, kind)


def number(value: Any, field: str, low: float | None = None, high: float | None = None) -> float:
    """`value` as a finite float within the closed bounds; missing when None, out_of_range otherwise."""
    if value is None:
        refuse(_("“{field}” is missing; enter a number.").format(field=field), field, "missing")
    if isinstance(value, bool | str | bytes) or not isinstance(value, Real | Decimal):
        refuse(_("“{field}” is not a number; type digits.").format(field=field), field, "out_of_range")
    try:
        read = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        read = INFINITE
    if not abs(read) <= LARGEST:
        refuse(
            _("“{field}” is not a number one can reckon with; type digits.").format(field=field), field, "out_of_range"
        )
    if (low is not None and read < low) or (high is not None and read > high):
        refuse(_outside(field, low, high), field, "out_of_range")
    return read


def _outside(field: str, low: float | None, high: float | None) -> str:
    if low is None:
        return _("“{field}” must be at most {high:g}.").format(field=field, high=high)
    if high is None:
        return _("“{field}” must be at least {low:g}.").format(field=field, low=low)
    return _("“{field}” must lie between {low:g} and {high:g}.").format(field=field, low=low, high=high)


def rate(value: Any, field: str) -> float:
    """A rate or share: 0 to 1, both allowed."""
    return number(value, field, 0, 1)


def correlation(value: Any, field: str) -> float:
    """A correlation: 0 allowed, 1 not."""
    read = rate(value, field)
    if read == 1:
        refuse(_("A correlation must lie below 1."), field, "out_of_range")
    return read


def inner_rate(value: Any, field: str) -> float:
    """A rate strictly between 0 and 1."""
    read = number(value, field, 0, 1)
    if not 0 < read < 1:
        message = _("“{field}” must lie above 0 and below 1.").format(field=field)
        refuse(message, field, "out_of_range")
    return read


def not_negative(value: Any, field: str) -> float:
    """Money, hours, people: 0 or more."""
    return number(value, field, 0)


def positive(value: Any, field: str) -> float:
    """More than 0: a period, a half-life, a wage that divides."""
    read = number(value, field)
    if read <= 0:
        refuse(_("“{field}” must be above 0.").format(field=field), field, "out_of_range")
    return read


def numbers(
    values: Sequence[Any] | None, field: str, low: float | None = None, high: float | None = None
) -> list[float]:
    """A list of finite numbers within the closed bounds, which may be empty; missing when None."""
    if values is None:
        refuse(_("“{field}” is missing; enter numbers.").format(field=field), field, "missing")
    return [number(value, f"{field}/{position}", low, high) for position, value in enumerate(values)]


def day(value: Any, field: str) -> dt.date:
    """A calendar day, also as text like 2026-11-30; missing when None, out_of_range when there is no such day."""
    if value is None:
        refuse(_("“{field}” is missing; enter a day.").format(field=field), field, "missing")
    try:
        return value if type(value) is dt.date else dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        refuse(_("“{field}” is not a day; write it like 2026-11-30.").format(field=field), field, "out_of_range")


def half_life(value: Any, field: str) -> float:
    """A half-life in months, above 0; None and infinite mean that nothing fades (infinite is given back)."""
    if value is None or (isinstance(value, float) and value == INFINITE):
        return INFINITE
    return positive(value, field)


def whole(value: Any, field: str, low: int = 0, high: int | None = None) -> int:
    """A whole number within the closed bounds."""
    read = number(value, field, low, high)
    if read != math.floor(read):
        refuse(_("“{field}” must be a whole number.").format(field=field), field, "out_of_range")
    return int(read)


def flag(value: Any, field: str) -> bool:
    """Yes or no; unknown when it is neither."""
    if not isinstance(value, bool):
        refuse(_("“{field}” must be yes or no.").format(field=field), field, "unknown")
    return value


def named(value: Any, field: str) -> str:
    """A text that is not empty, such as an id; missing when there is none, unknown when it is no text."""
    if value is None or value == "":
        refuse(_("“{field}” is missing; enter it.").format(field=field), field, "missing")
    if not isinstance(value, str):
        refuse(_("“{field}” must be a text.").format(field=field), field, "unknown")
    return value


def one_of(value: Any, field: str, known: Collection[str]) -> str:
    """A named choice; missing when None, unknown when it is none of `known`."""
    if value is None:
        named(value, field)
    if not isinstance(value, str) or value not in known:
        message = _("“{field}” must be one of {known}.").format(field=field, known=", ".join(known))
        refuse(message, field, "unknown")
    return value


def in_order(low: float, high: float, field: str, *, equal: bool = False) -> None:
    """bad_order unless `low` lies below `high` (or at it, when `equal`)."""
    if low > high or (low == high and not equal):
        message = _("“{field}”: the low end {low:g} is not below the high end {high:g}; swap them.")
        refuse(message.format(field=field, low=low, high=high), field, "bad_order")


def same_length(one: Sized, other: Sized, field: str) -> None:
    """Mismatch unless both lists are equally long."""
    if len(one) != len(other):
        message = _("“{field}” has {other} values where {one} are needed.")
        refuse(message.format(field=field, one=len(one), other=len(other)), field, "mismatch")


def some(values: Sequence[Any], field: str) -> None:
    """Missing when the list is empty."""
    if not values:
        refuse(_("“{field}” is empty; at least one is needed.").format(field=field), field, "missing")


def distinct(ids: Sequence[str], field: str) -> None:
    """Missing when an id is empty, unknown when it is no text or stands twice."""
    seen: set[str] = set()
    for place, one in enumerate(ids):
        if named(one, f"{field}/{place}/id") in seen:
            refuse(_("The id “{id}” stands twice; ids must differ.").format(id=one), f"{field}/{one}", "unknown")
        seen.add(one)
