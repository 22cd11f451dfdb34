"""The roadmap: which milestone ends when, with which chance, and the tests that decide what is worth doing."""

import datetime as dt
from typing import TYPE_CHECKING

from planner.figures.experiment_words import counted_words, decisive_words, mark_words, verdict_words
from planner.figures.gantt import GanttOptions, gantt
from planner.figures.move_bars import MoveBarOptions, move_bars, move_groups
from planner.figures.move_words import assumed_words
from planner.i18n import N_, _, language, ngettext
from planner.model.catalogue import Experiment, Milestone
from planner.model.plan import Plan
from planner.model.roadmap import STATES
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Note, Paragraph, Table, Tone, plain
from planner.report.context import ReportContext
from planner.report.sections.words import aside, choice_word, dash

if TYPE_CHECKING:
    from planner.analysis.facts.experiment_outlooks import ExperimentOutlook
    from planner.analysis.roadmap.dates import MilestoneOutlook, Roadmap

_RULES = {
    "due": N_("Ordered by due dates."), "value": N_("Ordered so that delay costs least."),
    "ratio": N_("Ordered by cost of delay per hour, which is nearly the cheapest."),
}  # fmt: skip
_LATE: float = 0.5
_MOVES = 4  # of each group


def roadmap(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty without milestones and experiments."""
    moves = _moves(plan, context)
    if not plan.of(Milestone) and not plan.of(Experiment) and not moves:
        return ()
    return (
        Heading(_("Roadmap and experiments")),
        *_load(context),
        *_gantt(plan, context),
        *_milestones(plan, context),
        *_done(plan, context),
        *_experiments(plan, context),
        *moves,
    )


def _load(context: ReportContext) -> tuple[Block, ...]:
    """How full the next four weeks are."""
    weeks = context.reckoned.four_weeks
    if weeks is None or not weeks.capacity:
        return ()
    words = {"planned": context.whole(weeks.planned), "free": context.whole(weeks.capacity)}
    if weeks.planned > weeks.capacity:
        text = _(
            "Everything planned for the next four weeks takes {planned} hours; there are {free}. Something will slip."
        )
        return (Note(_("Too full"), text.format(**words), "warn"),)
    text = _("Everything planned for the next four weeks takes {planned} of {free} hours.")
    return (Paragraph(plain(text.format(**words)), "lead"),)


def _gantt(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    found = context.reckoned.timeline
    if found is None or all(row.start is None and row.outlook.due is None for row in found.rows):
        return ()
    drawing = gantt(found, plan, GanttOptions(760.0, speech=context.speech))
    return (Figure(drawing, _("The open milestones in their order, and how full the weeks are")),)


def _milestones(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    found = context.reckoned.roadmap
    if found is None or not found.milestones:
        return ()
    rows = tuple(_milestone_row(plan, context, one) for one in found.milestones)
    columns = (
        Column(_("Milestone"), share=1), Column(_("Hours left"), "right"), Column(_("Due"), "right"), Column(_("As likely as not"), "right"),
        Column(_("80% sure"), "right"), Column(_("Late"), "right"),
    )  # fmt: skip
    return (Heading(_("Milestones"), 2), Table(columns, rows, _order(found), dense=True))


def _order(found: "Roadmap") -> str:
    """What made the order, and how one's own estimates came out so far."""
    parts = [_(_RULES[found.rule])] if found.rule in _RULES else []
    if found.finished:
        told = _("Finished milestones took {factor} times their estimate; what is left is reckoned with {shrunk}.")
        parts.append(told.format(factor=f"{found.bias.factor:.2f}", shrunk=f"{found.bias.shrunk_factor:.2f}"))
    return " ".join(parts)


def _milestone_row(plan: Plan, context: ReportContext, one: "MilestoneOutlook") -> tuple[Cell, ...]:
    record = plan.get(Milestone, one.id)
    kind = next((kind for kind in ("product", "platform", "alliance") if getattr(record, kind)), "")
    name = context.label(kind, getattr(record, kind)) if kind else ""
    target = context.place(kind, getattr(record, kind)) if kind else context.place("", "")
    tone: Tone = "" if one.late is None else "neg" if one.late > _LATE else "pos"
    days = (one.due, one.p50, one.p80)
    return (
        Cell(record.name, name, target), Cell(context.whole(one.hours)), *(Cell(dash(context.day(day))) for day in days),
        Cell("–" if one.late is None else context.speech.chance(one.late), tone=tone),
    )  # fmt: skip


def _done(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """What is finished already, the newest first."""
    done = sorted(
        (one for one in plan.of(Milestone) if one.done_on), key=lambda one: one.done_on or dt.date.min, reverse=True
    )
    if not done:
        return ()
    names = context.separator.join(f"{one.name}{aside(context.day(one.done_on))}" for one in done[:12])
    text = ngettext("{count} milestone is done: {names}", "{count} milestones are done: {names}", len(done))
    return (Paragraph(plain(text.format(count=len(done), names=names))),)


def _experiments(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(_experiment_row(plan, context, one) for one in context.reckoned.experiments)
    columns = (
        Column(_("Experiment"), share=3), Column(_("State")), Column(_("Pass mark"), share=1), Column(_("Counted"), share=1),
        Column(_("Verdict"), "right"),
    )  # fmt: skip
    return (Heading(_("Experiments"), 2), Table(columns, rows)) if rows else ()


def _moves(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """What could be done next, the best of each group; what they take for granted stands below."""
    found = context.reckoned.moves
    if found is None or not move_groups(found):
        return ()
    drawing = move_bars(found, plan, MoveBarOptions(760.0, _MOVES, context.speech))
    sorts = {move.sort: move for group in move_groups(found) for move in group.moves[:_MOVES]}
    assumed = dict.fromkeys(assumed_words(move, found.elasticity) for move in sorts.values())
    caption = _("Moves by what an hour of them gains, each tried on the same draws as the plan itself")
    return (
        Heading(_("What next"), 2),
        Figure(drawing, caption),
        Paragraph(plain(("" if language() == "zh" else " ").join(assumed)), "caption"),
    )


def _experiment_row(plan: Plan, context: ReportContext, one: "ExperimentOutlook") -> tuple[Cell, ...]:
    test = plan.get(Experiment, one.id)
    decisive = decisive_words(one, context.speech) if one.state in ("idea", "running") else ""
    verdict = verdict_words(one)
    return (
        Cell(test.hypothesis, decisive, context.home("listing", one.listing)), Cell(choice_word(STATES, one.state)),
        Cell(dash(mark_words(test, context.frame))), Cell(dash(counted_words(test, one, context.frame))), Cell(dash(verdict), bold=True),
    )  # fmt: skip
