"""What can be done about a finding: mend it, mend all that is safe, or hear no more of it for a while."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from planner.commands import records
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model import checks
from planner.model.catalogue import KINDS, Mute, Record
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.store.transaction import Transaction

FIX = N_("Fix {field} of “{name}”")


def fix(tx: Transaction, seen: Plan, problem: Problem) -> Record:
    """The record as the fix of the problem leaves it; `seen` is the plan in which the problem was found.

    InputError when there is no fix, or when the record is no longer as it was then.
    """
    return fix_all(tx, seen, (problem,))[0]


def fix_all(tx: Transaction, seen: Plan, problems: Sequence[Problem]) -> tuple[Record, ...]:
    """The records as the fixes of all `problems` leave them, one after the other. InputError as `fix`."""
    for problem in problems:
        before = seen.find(problem.kind, problem.id)
        if problem.fix is None or before is None or before != tx.plan.find(problem.kind, problem.id):
            message = _("This has changed since it was found; look at what is found now.")
            raise InputError(message, f"{problem.kind}/{problem.id}/{problem.field}", "mismatch")
    return tuple(
        records.edit(tx, problem.kind, problem.id, **problem.fix.fields) for problem in problems if problem.fix
    )


def safe(plan: Plan, problem: Problem) -> bool:
    """Whether the fix may be made in one go with others, after a look at the list of what will change.

    It may where its rule is declared safe. Otherwise it must be that of a warning or a hint and lose nothing that was
    entered: it only fills fields that are empty, or it only gives fields of the record each other's values. The fix of
    an error is a guess at what was meant and is made one at a time, unless its rule vouches for it.
    """
    record, rule = plan.find(problem.kind, problem.id), checks.RULES.get(problem.rule)
    if problem.fix is None or not problem.fix.fields or record is None:
        return False
    if rule is not None and rule.safe:
        return True
    if problem.severity == "error":
        return False
    specs, written = KINDS[problem.kind].by_name, dict(problem.fix.fields)
    held = {name: getattr(record, name) for name in written}
    fills = all(value is None or value == specs[name].type.empty for name, value in held.items())
    return fills or _permuted(list(held.values()), list(written.values()))


def together(plan: Plan, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems whose fixes are safe and can be made in one go: of two that write one field, the first."""
    taken: set[tuple[str, str, str]] = set()
    chosen = []
    for problem in problems:
        wanted = {(problem.kind, problem.id, name) for name in problem.fix.fields} if problem.fix else set()
        if wanted and not wanted & taken and safe(plan, problem):
            taken |= wanted
            chosen.append(problem)
    return tuple(chosen)


def mute(tx: Transaction, rule: str, subject: str, reason: str, until: date | None) -> Record:
    """Hear no more of what `rule` finds in the record `subject` ("" for all), up to and with the day `until`.

    None is for good. A muting of the same rule and subject is replaced. InputError when there is no reason.
    """
    for before in tx.plan.of(Mute):
        if (before.rule, before.subject) == (rule, subject):
            return records.edit(tx, "mute", before.id, reason=reason.strip(), until=until)
    return records.create(tx, "mute", rule=rule, subject=subject, reason=reason.strip(), until=until)


def unmute(tx: Transaction, mute_id: str) -> records.Removal:
    """Hear again of what was muted."""
    return records.delete(tx, "mute", [mute_id])


def _permuted(one: list[Any], other: list[Any]) -> bool:
    """Whether two lists of at least two hold the same values, in another order or the same."""
    left = list(one)
    for value in other:
        if value not in left:
            return False
        left.remove(value)
    return len(one) > 1
