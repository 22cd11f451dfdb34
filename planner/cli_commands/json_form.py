"""Results of the analysis as JSON: what a result holds goes out as it is, under the names the result gives it.

Months and days become text (2026-12), money decimal text, infinite numbers "inf"; what does not exist is null, and so
is NaN, which is no number in JSON.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from planner.model.values import Hours, Money, Month, Range


@singledispatch
def json_form(value: Any) -> Any:
    """`value` as JSON holds it; TypeError for what has no form."""
    if value is None or isinstance(value, str | int):
        return value
    if hasattr(value, "tolist"):  # a number or an array of NumPy
        return json_form(value.tolist())
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: json_form(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable):
        return [json_form(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no JSON form")


@json_form.register
def _number(value: float) -> Any:
    number = float(value)
    if math.isnan(number):
        return None
    if math.isinf(number):
        return "inf" if number > 0 else "-inf"
    return number + 0.0  # no minus before a nought


@json_form.register
def _decimal(value: Decimal) -> Any:
    return int(value) if value == value.to_integral_value() else float(value)


@json_form.register
def _money(value: Money) -> Any:
    return format(value.amount, "f")


@json_form.register
def _hours(value: Hours) -> Any:
    return json_form(value.decimal)


@json_form.register
def _range(value: Range) -> Any:
    return value.to_json()


@json_form.register
def _month(value: Month) -> Any:
    return str(value)


@json_form.register
def _day(value: date) -> Any:
    return value.isoformat()


@json_form.register(Mapping)
def _mapping(value: Mapping[Any, Any]) -> Any:
    return {_key(key): json_form(one) for key, one in value.items()}


@json_form.register(set)
@json_form.register(frozenset)
def _unordered(value: Iterable[Any]) -> Any:
    return sorted(map(json_form, value))


def _key(key: Any) -> str:
    """The name of a member: keys of several parts are joined as paths are."""
    return "/".join(map(_key, key)) if isinstance(key, tuple) else "" if key is None else str(json_form(key))
