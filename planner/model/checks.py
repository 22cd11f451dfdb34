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

    A rule of one record leaves `kind` and `id` empty. `also` are further records it concerns. A rule whose numbers
    decide how bad it is says so in `severity`. `why` tells why it matters, `advice` what to do where no fix is
    possible, `impact` what it costs in a year in the plan's currency, where that can be said.
    """

    field: str
    message: str
    fix: Fix | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    id: str = ""
    severity: str = ""
    why: str = ""
    advice: str = ""
    impact: float | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a rule yields where it cannot judge: the fields to enter, as paths such as `plan/<id>/cash`."""

    fields: tuple[str, ...]


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
    why: str = ""
    advice: str = ""
    impact: float | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The rule and its subject: what stays the same from one examination to the next."""
        return self.rule, self.id


@dataclass(frozen=True)
class Surroundings:
    """What a rule may look at besides the record: there is no clock and no file behind it.

    `known` are the platforms of the catalogue by key; `results` what the analysis has found, by name; `firing` the
    keys of the problems that stood before, for rules that let go later than they take hold.
    """

    plan: Plan
    today: date
    known: Mapping[str, CataloguePlatform] = dataclasses.field(default_factory=dict)
    results: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    firing: frozenset[tuple[str, str]] = frozenset()


Look = Callable[[Any, Surroundings], Iterable[Finding | Lacking]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable id, the kinds it looks at ("" for the whole plan), how bad it is, what it needs.

    `safe` vouches for its fixes: they may be made along with others (`planner.commands.findings.safe`). `title` is a
    marked text that names it.
    """

    id: str
    kinds: tuple[str, ...]
    severity: str
    needs: tuple[str, ...]
    look: Look
    safe: bool = False
    title: str = ""


RULES: dict[str, Rule] = {}


def check(
    rule: str, *kinds: str, title: str = "", severity: str = "warning", needs: tuple[str, ...] = (), safe: bool = False
) -> Callable[[Look], Look]:
    """Register the function below as the rule `rule` for records of `kinds`; without kinds, for the plan as a whole.

    It gets a record (or the plan) and the surroundings. ValueError when the id is taken or a name is unknown.
    """
    if rule in RULES or severity not in SEVERITIES or not set(kinds) <= set(KINDS):
        raise ValueError(f"the rule {rule!r} cannot be registered")

    def register(look: Look) -> Look:
        RULES[rule] = Rule(rule, kinds, severity, needs, look, safe, title)
        return look

    return register


@dataclass(frozen=True)
class Examination:
    """What all rules together found: the worst first, among equals what costs most, then as the rules stand.

    `skipped` are the rules that could not judge, with the fields (or results) they miss; `failed` those that broke,
    with the error's name; `muted` what the user wants to hear nothing of.
    """

    problems: tuple[Problem, ...] = ()
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    muted: tuple[Problem, ...] = ()


def problems_of(record: Record, around: Surroundings) -> tuple[Problem, ...]:
    """What the rules of its kind find in one record, worst first; what the user has muted is left out."""
    kind = kind_of(record).name
    found = [
        problem
        for rule in tuple(RULES.values())  # more may be registered meanwhile, in another thread
        if kind in rule.kinds and not missing(rule, around)
        for problem in _stamped(rule, rule.look(record, around), record)
        if isinstance(problem, Problem)
    ]
    return ranked(problem for problem in found if not muted(problem, around))


def examine(around: Surroundings) -> Examination:
    """What every rule finds in the plan; a record put away is left alone, and a rule that breaks stops no other."""
    found: list[Problem] = []
    skipped: list[tuple[str, tuple[str, ...]]] = []
    failed: list[tuple[str, str]] = []
    for rule in tuple(RULES.values()):
        lacking = list(missing(rule, around))
        if not lacking:
            try:
                for said in _looked(rule, around):
                    if isinstance(said, Lacking):
                        lacking += [field for field in said.fields if field not in lacking]
                    else:
                        found.append(said)
            except _BUGS as bug:
                failed.append((rule.id, f"{type(bug).__name__}: {bug}"))
        if lacking:
            skipped.append((rule.id, tuple(lacking)))
    every = ranked(found)
    unheard = tuple(problem for problem in every if muted(problem, around))
    heard = tuple(problem for problem in every if not muted(problem, around))
    return Examination(heard, tuple(skipped), tuple(failed), unheard)


_BUGS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # what a wrong rule raises


def _looked(rule: Rule, around: Surroundings) -> Iterator[Problem | Lacking]:
    if not rule.kinds:
        yield from _stamped(rule, rule.look(around.plan, around), None)
    for kind in rule.kinds:
        for record in around.plan.records(kind):
            yield from _stamped(rule, rule.look(record, around), record)


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


def _stamped(rule: Rule, said: Iterable[Finding | Lacking], record: Record | None) -> Iterator[Problem | Lacking]:
    for finding in said:
        if isinstance(finding, Lacking):
            yield finding
            continue
        kind = finding.kind or (kind_of(record).name if record is not None else "")
        record_id = finding.id or (record.id if record is not None else "")
        yield Problem(
            rule.id, kind, record_id, finding.field, finding.severity or rule.severity, finding.message, finding.fix,
            finding.values, finding.also, finding.why, finding.advice, finding.impact,
        )  # fmt: skip


def ranked(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The worst first, among equals what costs most, then as they stand."""
    return tuple(sorted(problems, key=lambda problem: (SEVERITIES.index(problem.severity), -(problem.impact or 0.0))))
