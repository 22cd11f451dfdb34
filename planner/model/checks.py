"""The rule engine: what may be wrong with a record, said in a sentence, with a way out. One engine for field and diagnosis.

A rule is a function registered with `check`; it yields `Finding`s and knows nothing of the screen. Rules of one record
look at that record; rules of the whole plan (kind "") may need results of the analysis, which they name in `needs` and
find in `Surroundings.results`. A rule whose needs are missing is skipped, never guessed. `checks_records` holds the
rules of records; importing it fills `RULES`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planner.model.catalogue import KINDS, Mute, Record, kind_of
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform

SEVERITIES = ("error", "warning", "hint")  # worst first


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out: writing `fields` into the record mends it; `label` says what will stand there."""

    label: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields: the field it is about, a sentence, a fix, and the values it compared, by name.

    A rule of one record leaves `kind` and `id` empty. `also` are further records it concerns.
    """

    field: str
    message: str
    fix: Fix | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its rule and the record it is about, as fields and diagnosis show it."""

    rule: str
    kind: str
    id: str
    field: str
    severity: str
    message: str
    fix: Fix | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What a rule may look at besides the record: there is no clock and no file behind it.

    `known` are the platforms of the catalogue by key; `results` what the analysis has found, by name.
    """

    plan: Plan
    today: date
    known: Mapping[str, CataloguePlatform] = dataclasses.field(default_factory=dict)
    results: Mapping[str, Any] = dataclasses.field(default_factory=dict)


Look = Callable[[Any, Surroundings], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable id, the kinds it looks at ("" for the whole plan), how bad it is, what it needs."""

    id: str
    kinds: tuple[str, ...]
    severity: str
    needs: tuple[str, ...]
    look: Look


RULES: dict[str, Rule] = {}


def check(rule: str, *kinds: str, severity: str = "warning", needs: tuple[str, ...] = ()) -> Callable[[Look], Look]:
    """Register the function below as the rule `rule` for records of `kinds`; without kinds, for the plan as a whole.

    It gets a record (or the plan) and the surroundings. ValueError when the id is taken or a name is unknown.
    """
    if rule in RULES or severity not in SEVERITIES or not set(kinds) <= set(KINDS):
        raise ValueError(f"the rule {rule!r} cannot be registered")

    def register(look: Look) -> Look:
        RULES[rule] = Rule(rule, kinds, severity, needs, look)
        return look

    return register


@dataclass(frozen=True)
class Examination:
    """What all rules together found, worst first, and the rules that could not run with what they miss."""

    problems: tuple[Problem, ...] = ()
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()


def problems_of(record: Record, around: Surroundings) -> tuple[Problem, ...]:
    """What the rules of its kind find in one record, worst first; what the user has muted is left out."""
    kind = kind_of(record).name
    found = [
        problem
        for rule in RULES.values()
        if kind in rule.kinds and not missing(rule, around)
        for problem in _stamped(rule, rule.look(record, around), record)
    ]
    return _sorted(problem for problem in found if not muted(problem, around))


def examine(around: Surroundings) -> Examination:
    """What every rule finds in the plan; a record put away is left alone."""
    found: list[Problem] = []
    skipped: list[tuple[str, tuple[str, ...]]] = []
    for rule in RULES.values():
        lacking = missing(rule, around)
        if lacking:
            skipped.append((rule.id, lacking))
            continue
        if not rule.kinds:
            found += _stamped(rule, rule.look(around.plan, around), None)
        for kind in rule.kinds:
            for record in around.plan.records(kind):
                found += _stamped(rule, rule.look(record, around), record)
    return Examination(_sorted(problem for problem in found if not muted(problem, around)), tuple(skipped))


def missing(rule: Rule, around: Surroundings) -> tuple[str, ...]:
    """What the rule needs and is not there."""
    return tuple(need for need in rule.needs if need not in around.results)


def muted(problem: Problem, around: Surroundings) -> bool:
    """Whether the user wants to hear nothing of it now."""
    return any(
        mute.rule == problem.rule
        and mute.subject in ("", problem.id)
        and (mute.until is None or mute.until >= around.today)
        for mute in around.plan.of(Mute)
    )


def worst(problems: Iterable[Problem]) -> Problem | None:
    """The worst of them; the first among equals."""
    return min(problems, key=lambda problem: SEVERITIES.index(problem.severity), default=None)


def _stamped(rule: Rule, findings: Iterable[Finding], record: Record | None) -> Iterator[Problem]:
    for finding in findings:
        kind = finding.kind or (kind_of(record).name if record is not None else "")
        record_id = finding.id or (record.id if record is not None else "")
        yield Problem(
            rule.id, kind, record_id, finding.field, rule.severity, finding.message, finding.fix, finding.values,
            finding.also,
        )  # fmt: skip


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity)))
