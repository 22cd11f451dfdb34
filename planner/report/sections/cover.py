"""The cover and the contents."""

from planner.i18n import _
from planner.model.plan import Plan
from planner.report.blocks import Block, Contents, Cover
from planner.report.context import ReportContext
from planner.report.sections.sentences import conclusion


def cover(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The first page: title, whose plan it is, the conclusion in a sentence, period, day and currency."""
    settings = plan.settings
    facts = [
        (_("Prepared by"), settings.owner),
        (_("Period"), period(plan, context)),
        (_("As of"), context.day(context.date)),
    ]
    facts.append((_("Currency"), settings.currency))
    if context.hide_amounts:
        facts.append((_("Amounts"), _("Hidden") if context.hundred is None else _("Highest price = 100")))
    return (Cover(settings.title, settings.owner, conclusion(plan), tuple(fact for fact in facts if fact[1])),)


def period(plan: Plan, context: ReportContext) -> str:
    """The months the plan covers, from the first to the last."""
    start = plan.settings.start_month
    if start is None:
        return ""
    try:
        last = start + (plan.settings.horizon_months - 1)
    except ValueError:
        return context.month(start)
    return _("{first} to {last}").format(first=context.month(start), last=context.month(last))


def contents(_plan: Plan, _context: ReportContext) -> tuple[Block, ...]:
    """The table of contents."""
    return (Contents(_("Contents")),)
