"""Ranges that a fix writes: computed ends in few digits, inside the bounds of their field."""

from decimal import Decimal

from planner.i18n import _, language
from planner.model.catalogue import KINDS
from planner.model.checks import Fix
from planner.model.number_types import Uncertain
from planner.model.parsing import words
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.values import Range

AROUND = 1.25
"""A number nobody is sure of is taken to lie within this factor either way."""
_DIGITS = 2
_MOST_DIGITS = 6
_LEAST, _NEARLY_ALL = Decimal("0.000001"), Decimal("0.999")
_LARGEST = 1e12


def field_name(kind: str, field: str) -> str:
    """What a field is called in the middle of a sentence."""
    label = _(KINDS[kind].by_name[field].label)
    return label[:1].lower() + label[1:] if language() == "en" else label


def range_fix(plan: Plan, kind: str, field: str, ends: tuple[float, float]) -> Fix | None:
    """A fix that writes the range between these ends; none where the field can hold no such range."""
    declared = KINDS[kind].by_name[field].type
    if not isinstance(declared, Uncertain):
        return None
    found = rounded_range(ends, declared)
    if found is None:
        return None
    shown = words(f"range.{_family(declared)}", found, Context(language(), plan.settings.currency))
    return Fix(_("Take {range}").format(range=shown), {field: found})


def around(value: float) -> tuple[float, float]:
    """The ends of what a number without range may be."""
    low, high = sorted((value / AROUND, value * AROUND))
    return low, high


def rounded_range(ends: tuple[float, float], declared: Uncertain) -> Range | None:
    """The ends to two digits, to more where they would be one number; None where they are one, or out of bounds."""
    low, high = ends
    if not low < high or max(abs(low), abs(high)) > _LARGEST:
        return None
    for digits in range(_DIGITS, _MOST_DIGITS + 1):
        first, last = (_within(Decimal(f"{end:.{digits}g}"), declared) for end in (low, high))
        if first < last:
            return Range.between(first, last)
    return None


def _within(end: Decimal, declared: Uncertain) -> Decimal:
    """A positive end stays above 0 and a rate below 1, so that a distribution fits; written without exponent."""
    lowest = declared.low if declared.low is None or declared.low < 0 else max(declared.low, _LEAST)
    if lowest is not None:
        end = max(end, lowest)
    if declared.family == "rate":
        end = min(end, _NEARLY_ALL)
    return Decimal(format(end.quantize(_LEAST) if end.as_tuple().exponent < -6 else end, "f")).normalize() + 0  # type: ignore[operator]


def _family(declared: Uncertain) -> str:
    return "growth" if declared.family == "signed" else declared.family
