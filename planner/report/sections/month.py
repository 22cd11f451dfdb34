"""The month in review: what came in beside what was expected, which ranges missed, and what comes next."""

from planner.analysis.facts.month_review import MonthReview, Portion, month_review
from planner.analysis.roadmap.next_actions import NextAction, next_actions
from planner.figures.action_words import action_words, place_words
from planner.figures.fact_words import observed_words
from planner.figures.review_words import besides, came_in
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.plan import Plan
from planner.model.values import Month
from planner.report.blocks import Block, Bullets, Cell, Column, Heading, Paragraph, Run, Table, plain
from planner.report.context import ReportContext

_MOST = 10  # rows of a table
_DOUBTED = 0.5  # from here on a range is more likely off than not


def month(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The month before the day of the report; empty where ledger and time log say nothing of it."""
    found = context.reckoned
    review = month_review(found.actuals, found.record, Month.of(context.date) + -1)
    if review.empty:
        return ()
    return (
        Heading(_("Month in review: {month}").format(month=context.month(review.month))),
        Paragraph(plain(came_in(review, context.speech)), "lead"),
        Paragraph(plain(besides(review, context.speech))),
        *_portions(context, review),
        *_missed(context),
        *_ahead(plan, context),
    )


def _portions(context: ReportContext, review: MonthReview) -> tuple[Block, ...]:
    """What each product and platform brought, beside the month before."""
    titles = {"product": _("Product"), "platform": _("Platform")}
    return tuple(
        Table(
            (
                Column(titles[kind], share=1),
                Column(context.month(review.month), "right"),
                Column(context.month(review.month + -1), "right"),
            ),
            tuple(_portion(context, one) for one in portions[:_MOST]),
            dense=True,
        )
        for kind, portions in (("product", review.products), ("platform", review.platforms))
        if portions
    )


def _portion(context: ReportContext, one: Portion) -> tuple[Cell, ...]:
    name = context.label(one.kind, one.id) or _("not assigned")
    amount = context.speech.amount
    return (
        Cell(name, target=context.place(one.kind, one.id)),
        Cell(amount(one.amount), bold=True),
        Cell(amount(one.before)),
    )


def _missed(context: ReportContext) -> tuple[Block, ...]:
    """The ranges that facts doubt most."""
    off = sorted(
        (one for one in context.reckoned.observed if one.probability_off >= _DOUBTED), key=lambda one: -one.bits
    )
    if not off:
        return ()
    items = tuple(
        (
            Run(f"{_(KINDS[one.kind].by_name[one.field].label)} · {context.label(one.kind, one.id)}", bold=True),
            Run(f"  {observed_words(one, context.speech)}"),
        )
        for one in off[:_MOST]
    )
    return Heading(_("Ranges that missed"), 2), Bullets(items)


def _ahead(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """What is to be done until the end of this month."""
    end = (Month.of(context.date) + 1).first_day()
    actions = [one for one in next_actions(plan, context.journal.placed, context.date) if one.due and one.due < end]
    if not actions:
        return ()
    columns = (Column(_("Due")), Column(_("What to do"), share=2), Column(_("Where"), share=2))
    rows = tuple(_row(plan, context, one) for one in actions[:_MOST])
    return Heading(_("Next in {month}").format(month=context.month(Month.of(context.date))), 2), Table(
        columns, rows, dense=True
    )


def _row(plan: Plan, context: ReportContext, one: NextAction) -> tuple[Cell, ...]:
    return (
        Cell(context.day(one.when(context.date))),
        Cell(action_words(plan, one)),
        Cell(place_words(plan, one, context.frame)),
    )
