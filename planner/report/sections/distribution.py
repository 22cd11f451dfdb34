"""Where works went, what failed and what to do about it, and where a work is missing that would bring most."""

from typing import TYPE_CHECKING

from planner.figures.coverage_matrix import MatrixOptions, coverage_matrix
from planner.i18n import _, ngettext
from planner.model.catalogue import Work
from planner.model.distribution import reason_parts
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

if TYPE_CHECKING:
    from planner.analysis.distribution.gaps import Gap

_WIDTH = 760.0
_MOST_FAILED = 12


def distribution(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where no work was published anywhere."""
    if not plan.of(Work) or not context.journal.placed:
        return ()
    return (
        Heading(_("Distribution")),
        Paragraph(plain(_sentence(context)), "lead"),
        *_matrix(plan, context),
        *_failed(context),
        *_gaps(context),
    )


def _sentence(context: ReportContext) -> str:
    counts = context.journal.statuses
    failed = counts.by_status.get("failed", 0)
    text = ngettext(
        "{works} work went out {count} times, {reuse} times on average; {failed} failed.",
        "{works} works went out {count} times, {reuse} times each on average; {failed} failed.",
        counts.works,
    )
    reuse = f"{counts.reuse or 0:.1f}"
    return text.format(works=counts.works, count=counts.out, reuse=reuse, failed=failed)


def _matrix(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    covered = context.reckoned.covered
    if covered is None or not covered.works or not covered.platforms:
        return ()
    drawing = coverage_matrix(covered, plan, MatrixOptions(_WIDTH, context.speech))
    caption = _("Which work is where, the newest on top; an empty place is one that would take it")
    return (Figure(drawing, caption),)


def _failed(context: ReportContext) -> tuple[Block, ...]:
    """What failed, and the next step."""
    rows = []
    for one in context.journal.placed:
        if one.status == "failed":
            wrong, step = reason_parts(one.reason)
            rows.append(
                (
                    Cell(context.label("work", one.work)), Cell(context.label("platform", one.platform), target=context.place("platform", one.platform)),
                    Cell(wrong or "–"), Cell(step or _("no next step yet"), tone="" if step else "warn"),
                )
            )  # fmt: skip
    columns = (
        Column(_("Work"), share=1.3),
        Column(_("Platform"), share=1),
        Column(_("What went wrong"), share=1.3),
        Column(_("Next step"), share=1.3),
    )
    return (Heading(_("What failed"), 2), Table(columns, tuple(rows[:_MOST_FAILED]))) if rows else ()


def _gaps(context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(_gap_row(context, one) for one in context.reckoned.gaps)
    columns = (
        Column(_("Work"), share=1.6), Column(_("Missing on"), share=1), Column(_("Would reach"), "right"), Column(_("Would bring"), "right"),
    )  # fmt: skip
    return (Heading(_("What is missing and would bring most"), 2), Table(columns, rows)) if rows else ()


def _gap_row(context: ReportContext, one: "Gap") -> tuple[Cell, ...]:
    reach = "–" if one.reach is None else context.whole(one.reach.p50)
    gain = "–" if one.gain is None else context.speech.money(one.gain.mean)
    return (
        Cell(context.label("work", one.work)),
        Cell(context.label("platform", one.platform), target=context.place("platform", one.platform)),
        Cell(reach),
        Cell(gain),
    )
