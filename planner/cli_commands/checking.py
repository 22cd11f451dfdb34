"""The command that looks for what may be wrong with a plan: the rules of records and those of the plan as a whole."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from planner.cli_commands.json_form import json_form
from planner.cli_commands.speech import answer_json, answer_lines, say
from planner.cli_commands.study import Study, known_platforms, study_of
from planner.errors import InputError
from planner.i18n import N_, _, nested, ngettext
from planner.model import checks_records  # noqa: F401 - registers the rules of records
from planner.model.catalogue import KINDS
from planner.model.checks import SEVERITIES, Examination, Problem, Surroundings, examine

FOUND = 1
"""The status when a finding of severity error stands."""
SEVERITY: Mapping[str, str] = {"error": N_("Error"), "warning": N_("Warning"), "hint": N_("Hint")}
_COUNTED: Mapping[str, Callable[[int], str]] = {
    "error": lambda count: ngettext("{count} error", "{count} errors", count),
    "warning": lambda count: ngettext("{count} warning", "{count} warnings", count),
    "hint": lambda count: ngettext("{count} hint", "{count} hints", count),
}


def check(arguments: Namespace) -> int:
    """Say what may be wrong, worst first."""
    study = study_of(arguments.file)
    found = _examined(study)
    if arguments.json:
        answer_json(examination_form(study, found))
    else:
        answer_lines(examination_lines(study, found))
    return FOUND if any(problem.severity == SEVERITIES[0] for problem in found.problems) else 0


def _examined(study: Study) -> Examination:
    from planner.analysis.diagnosis import findings  # noqa: F401, PLC0415 - registers its rules; NumPy, not before here

    results: dict[str, Any] = {"actuals": study.facts}
    try:
        with study.in_words():
            results["forecast"] = study.outlook
    except InputError as error:  # the rules that need no forecast are judged all the same
        say(error.message)
    return examine(Surroundings(study.plan, study.today, known_platforms(), results))


def examination_form(study: Study, found: Examination) -> dict[str, Any]:
    """What was found, which rules could not judge for want of which fields, which broke, and what is muted."""
    return {
        "findings": [_problem_form(study, problem) for problem in found.problems],
        "skipped": [{"rule": rule, "missing": list(missing)} for rule, missing in found.skipped],
        "failed": [{"rule": rule, "error": error} for rule, error in found.failed],
        "muted": [_problem_form(study, problem) for problem in found.muted],
    }


def _problem_form(study: Study, problem: Problem) -> dict[str, Any]:
    """A finding. `fix` is what can be done at once, null where it takes a decision; `go_to` names the record and field
    (null: the record as a whole) whose editor to open, with every finding."""
    concerned = dict.fromkeys([(problem.kind, problem.id), *problem.also])
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "subjects": [study.subject(kind, record_id) for kind, record_id in concerned if kind],
        "values": json_form(problem.values),
        "message": problem.message,
        "fix": problem.fix.label if problem.fix else None,
        "go_to": {"kind": problem.kind, "id": problem.id, "field": problem.field or None},
        "field": problem.field,
        "why": problem.why,
        "advice": problem.advice,
        "impact": json_form(problem.impact),
    }


def examination_lines(study: Study, found: Examination) -> Iterator[str]:
    """A line for each finding, then what could not be judged, then how many there are."""
    for problem in found.problems:
        yield _line(study, problem)
    for rule, error in found.failed:
        yield _("The rule {rule} failed: {error}").format(rule=rule, error=error)
    lacking = tuple(field for _rule, missing in found.skipped for field in missing if "/" in field)
    if found.skipped:
        yield _skipped(len(found.skipped), study.listed(lacking))
    yield _counts(found)


def _line(study: Study, problem: Problem) -> str:
    """ "Error – Course › Price: The price is below the unit cost. Raise to ¥9. (product.price_below_cost)".

    Where nothing can be done at once, the place to do it is named.
    """
    where = _where(study, problem)
    words = _("{subject}: {words}").format(subject=where, words=problem.message) if where else problem.message
    if problem.fix is not None:
        words = _("{words} {fix}.").format(words=words, fix=problem.fix.label)
    elif not where and (place := _place(study, problem)):
        words = _("{words} Go to {place}.").format(words=words, place=place)
    told = _("{severity} – {words} ({rule})")
    return told.format(severity=_(SEVERITY[problem.severity]), words=words, rule=problem.rule)


def _where(study: Study, problem: Problem) -> str:
    """The record and its field; nothing where the message names the record, or for the whole plan."""
    name = "" if problem.kind in ("", "plan") else study.name(problem.kind, problem.id)
    said = any(words in problem.message for words in (name, nested(f"「{name}」")))
    return "" if not name or said else _place(study, problem)


def _place(study: Study, problem: Problem) -> str:
    """The record and its field: “Course › Price”; nothing where the finding is about no record."""
    if problem.kind not in KINDS:
        return ""
    kind = KINDS["plan"]
    name = study.name(problem.kind, problem.id) if problem.kind != kind.name else _(kind.label)
    spec = KINDS[problem.kind].by_name.get(problem.field)
    return f"{name} › {_(spec.label)}" if spec is not None else name


def _skipped(count: int, fields: str) -> str:
    words = ngettext("{count} rule could not judge", "{count} rules could not judge", count).format(count=count)
    return _("{words}; enter {fields}.").format(words=words, fields=fields) if fields else f"{words}."


def _counts(found: Examination) -> str:
    """How many findings there are of each severity."""
    counts = {severity: sum(one.severity == severity for one in found.problems) for severity in SEVERITIES}
    told = [_COUNTED[severity](count).format(count=f"{count:,}") for severity, count in counts.items() if count]
    if found.muted:
        count = len(found.muted)
        told.append(ngettext("{count} muted", "{count} muted", count).format(count=f"{count:,}"))
    return " · ".join(told) if told else _("Nothing is wrong.")
