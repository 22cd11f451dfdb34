"""What the diagnosis finds, the worst first: what is wrong, why it matters, and what to do about it."""

from collections import Counter

from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.report.blocks import Block, Card, Heading, Paragraph, Run, Tone, plain
from planner.report.context import ReportContext

_MOST = 40
_TAGS: dict[str, tuple[str, Tone]] = {
    "error": (N_("Error"), "neg"), "warning": (N_("Warning"), "warn"), "hint": (N_("Hint"), "info"),
}  # fmt: skip


def findings(_plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where nothing is found."""
    found = context.problems
    if not found:
        return ()
    intro = counted(found)
    if len(found) > _MOST:
        first = _("The first {count} of {all} findings.").format(count=_MOST, all=len(found))
        intro = f"{intro} · {first}"
    return (
        Heading(_("Findings and what to do")),
        Paragraph(plain(intro), "caption"),
        *(card(context, problem) for problem in found[:_MOST]),
    )


def counted(found: tuple[Problem, ...]) -> str:
    """How many there are of each sort."""
    counts = Counter(problem.severity for problem in found)
    words = (
        ngettext("{count} error", "{count} errors", counts["error"]).format(count=counts["error"]),
        ngettext("{count} warning", "{count} warnings", counts["warning"]).format(count=counts["warning"]),
        ngettext("{count} hint", "{count} hints", counts["hint"]).format(count=counts["hint"]),
    )
    return " · ".join(word for word, name in zip(words, _TAGS, strict=True) if counts[name])


def card(context: ReportContext, problem: Problem) -> Card:
    """One finding as a card that leads to its record."""
    tag, tone = _TAGS[problem.severity]
    cost = problem.impact
    told = ""
    if cost is not None and abs(cost) >= 1 and cost not in (float("inf"), float("-inf")):
        told = _("{amount} / year").format(amount=context.speech.money(cost))
    return Card(_(tag), tone, problem.message, _about(context, problem), problem.why, advice(problem), told)


def advice(problem: Problem) -> str:
    """What to do: the advice of the rule, else what its fix says."""
    return problem.advice or (problem.fix.label if problem.fix else "")


def _about(context: ReportContext, problem: Problem) -> tuple[Run, ...]:
    """The record and the field it is about, as a link to where the report tells of it."""
    declared = KINDS.get(problem.kind)
    if declared is None:
        return (Run(_("The whole plan")),)
    spec = declared.by_name.get(problem.field)
    field = _(spec.label) if spec else ""
    if problem.kind == "plan":
        name, target = _("Settings of the plan"), context.place("plan", problem.id)
    else:
        name = context.label(problem.kind, problem.id) or _(declared.label)
        target = context.home(problem.kind, problem.id)
    runs = [Run(name, target=target)]
    return (*runs, Run(f" · {field}")) if field else tuple(runs)
