"""What a rule of the diagnosis is: the numbers it reads, when it fires and how bad that is, and what it says.

Units say how a number is read and shown: a share as per cent, a month as a month of the calendar, and so on. A number
that does not exist (None) reads as NaN, for which no comparison holds; only `absent` asks for it.
"""

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from planner.analysis import bounds
from planner.i18n import _
from planner.model.checks import Fix, Lacking, Surroundings

ERROR, WARNING, HINT = "error", "warning", "hint"
EASE = 0.8
"""The part of a threshold at which a rule with hysteresis lets go again."""

Numbers = Mapping[str, float]
Threshold = float | str | Callable[[Numbers], float]


def _flag(value: Any, field: str) -> float:
    """True as 1, False as 0."""
    if not isinstance(value, bool | None):
        bounds.refuse(_("“{field}” must be true or false.").format(field=field), field, "out_of_range")
    return bounds.number(None if value is None else int(value), field)


def _moment(value: Any, field: str) -> float:
    """A day (also as text) as its number in the calendar, or a number counted from the same start for all moments."""
    return float(bounds.day(value, field).toordinal()) if isinstance(value, str | date) else bounds.number(value, field)


UNITS: Mapping[str, Callable[[Any, str], float]] = {
    "share": bounds.rate,  # of a whole
    "change": bounds.number,  # against another number, in parts of it; may be below 0 or above 1
    "factor": bounds.number,
    "money": bounds.number,
    "amount": bounds.not_negative,  # money that cannot be below 0
    "hours": bounds.not_negative,
    "months": bounds.not_negative,  # how long
    "month": bounds.not_negative,  # which one
    "days": bounds.not_negative,
    "moment": _moment,
    "count": bounds.not_negative,
    "rank": partial(bounds.number, low=1),
    "score": partial(bounds.number, low=0, high=100),
    "bits": bounds.not_negative,
    "flag": _flag,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number a rule reads: its name and unit; whether it may be None or infinite, or be left out altogether."""

    name: str
    unit: str
    empty: bool = False
    infinite: bool = False
    optional: bool = False

    def read(self, values: Mapping[str, Any]) -> float:
        """The number as a float, NaN where it does not exist; missing when absent, out_of_range outside its bounds."""
        value = values.get(self.name)
        if value is None and (self.optional or (self.empty and self.name in values)):
            return math.nan
        if self.infinite and isinstance(value, float) and value == math.inf:
            return value
        return UNITS[self.unit](value, f"values/{self.name}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One comparison of a number with a threshold: a constant, another number by name, or what follows from several."""

    number: str
    sign: str
    threshold: Threshold = 0.0

    def holds(self, numbers: Numbers, ease: float = 1.0) -> bool:
        """Whether the comparison holds with the threshold eased: times `ease` where high is bad, else divided by it."""
        return _SIGNS[self.sign](numbers[self.number], self.limit(numbers), ease)

    def limit(self, numbers: Numbers) -> float:
        """The threshold as a number."""
        if isinstance(self.threshold, str):
            return numbers[self.threshold]
        return self.threshold(numbers) if callable(self.threshold) else self.threshold


_SIGNS: Mapping[str, Callable[[float, float, float], bool]] = {
    ">": lambda value, limit, ease: value > limit * ease,
    ">=": lambda value, limit, ease: value >= limit * ease,
    "<": lambda value, limit, ease: value < limit / ease,
    "<=": lambda value, limit, ease: value <= limit / ease,
    "=": lambda value, limit, _ease: value == limit,
    "none": lambda value, _limit, _ease: math.isnan(value),
}


def absent(number: str) -> Mark:
    """The number does not exist."""
    return Mark(number, "none")


@dataclass(frozen=True, slots=True)
class Condition:
    """When a rule fires: all marks hold; then it is this bad, and `message` says so with the numbers by name.

    Placeholders of the message are numbers of the rule or `names` of it, filled with texts that carry their unit.
    """

    severity: str
    message: str
    marks: tuple[Mark, ...]

    def holds(self, numbers: Numbers, ease: float = 1.0) -> bool:
        """Whether every mark holds."""
        return all(mark.holds(numbers, ease) for mark in self.marks)


def error(message: str, *marks: Mark) -> Condition:
    """A condition under which the plan cannot work."""
    return Condition(ERROR, message, marks)


def warning(message: str, *marks: Mark) -> Condition:
    """A condition that endangers the plan."""
    return Condition(WARNING, message, marks)


def hint(message: str, *marks: Mark) -> Condition:
    """A condition under which more is possible."""
    return Condition(HINT, message, marks)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is judged for: a record, the field it is about, the numbers by name, and texts for its `names`.

    `also` are further records; `fix` writes into the record itself; `impact` is money a year in the base currency.
    """

    kind: str
    id: str
    field: str
    values: Mapping[str, Any]
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    fix: Fix | None = None
    impact: float | None = None


Gather = Callable[[Surroundings], Iterable[Subject | Lacking]]


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule: the first condition that holds decides. Texts are marked and are translated when shown.

    `gather` finds its subjects in a plan, or the fields it lacks; it reads the results of the analysis named in `needs`
    and no others. `names` are the placeholders of messages that are no numbers; `why` says why it matters, `advice`
    what to do; with `hysteresis` a rule that fired lets go only beyond 80% of its thresholds.
    """

    id: str
    title: str
    gather: Gather
    numbers: tuple[Number, ...]
    conditions: tuple[Condition, ...]
    why: str
    advice: str
    needs: tuple[str, ...] = ()
    names: tuple[str, ...] = ("name",)
    hysteresis: bool = False

    def met(self, values: Mapping[str, Any], was_firing: bool = False) -> Condition | None:
        """The condition that the values meet, if any; missing and out_of_range as `Number.read` says."""
        numbers = {number.name: number.read(values) for number in self.numbers}
        ease = EASE if was_firing and self.hysteresis else 1.0
        return next((condition for condition in self.conditions if condition.holds(numbers, ease)), None)
