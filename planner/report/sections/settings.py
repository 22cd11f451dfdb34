"""Appendix: the plan's settings, money and work beside it, how things are counted, and where the figures are from."""

from planner.i18n import _
from planner.model.money import Cost, Job
from planner.model.plan import Plan
from planner.report.blocks import Block, Bullets, Cell, Column, Facts, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.sections.words import dash


def method(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """Settings, jobs, costs, exchange rates, method, day of the figures and seed."""
    return (
        Heading(_("Settings, method and sources")),
        Heading(_("Settings of the plan"), 2, target=("plan", plan.settings.id)),
        Facts(context.facts(plan.settings)),
        *_jobs(plan, context),
        *_costs(plan, context),
        *_rates(plan, context),
        Heading(_("Method"), 2),
        Bullets(tuple(plain(text) for text in _method(context))),
        Heading(_("Sources"), 2),
        Paragraph(plain(_sources(plan, context))),
    )


def _jobs(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(
        tuple(Cell(dash(context.value(job, name))) for name in ("name", "net_pay", "hours_per_week", "start", "end"))
        for job in plan.of(Job)
    )
    columns = (
        Column(_("Job"), share=1), Column(_("Net pay per month"), "right"), Column(_("Hours per week"), "right"), Column(_("Start"), "right"), Column(_("End"), "right"),
    )  # fmt: skip
    return (Heading(_("Jobs"), 2), Table(columns, rows)) if rows else ()


def _costs(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(
        tuple(Cell(dash(context.value(cost, name))) for name in ("name", "amount", "start", "end"))
        for cost in plan.of(Cost)
    )
    columns = (
        Column(_("Running cost"), share=1),
        Column(_("Amount"), "right"),
        Column(_("Start"), "right"),
        Column(_("End"), "right"),
    )
    return (Heading(_("Running costs"), 2), Table(columns, rows)) if rows else ()


def _rates(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(
        (Cell(context.day(rate.on)), Cell(rate.currency or ""), Cell(context.value(rate, "rate")))
        for rate in plan.rates()
    )
    base = _("Worth in {currency}").format(currency=plan.settings.currency)
    columns = (Column(_("Valid from")), Column(_("Currency"), share=1), Column(base, "right"))
    return (Heading(_("Exchange rates"), 2), Table(columns, rows)) if rows else ()


def _method(context: ReportContext) -> tuple[str, ...]:
    texts = (
        _("What is not known is written as a range and kept as it was typed."),
        _("A range of two ends holds the value 9 times in 10; a range with a likely value is never left."),
        _("An observation such as 3 of 400 counts for as much as its number of trials."),
        _("Money is counted exactly, in the smallest unit of its currency; nothing is rounded before it is printed."),
        _("An empty price or fee of a listing is that of its product or platform."),
        _("What is archived is not printed; the ledger keeps its entries all the same."),
        *_simulated(context),
    )
    return (*texts, *_hidden(context))


def _hidden(context: ReportContext) -> tuple[str, ...]:
    """What stands for amounts where they are hidden."""
    if not context.hide_amounts:
        return ()
    if context.hundred is None:
        return (_("Amounts are hidden in this copy: ••• stands for each."),)
    return (_("Amounts are an index in this copy: the highest price is 100. In sentences ••• stands for each."),)


def _simulated(context: ReportContext) -> tuple[str, ...]:
    """How the forecast was made."""
    found = context.reckoned.forecast
    if found is None:
        return ()
    told = _(
        "The forecast lives through {count} months {samples} times (seed {seed}); a band named 80% leaves 1 run in 10 above and 1 in 10 below."
    )
    words = told.format(count=len(found.months), samples=context.number(found.samples), seed=found.seed)
    facts = _("Where the ledger speaks for a guess, the facts take its place.") if found.calibrated else ""
    kept = _("The hours of a week are a limit: what does not fit into them is not sold.")
    return tuple(filter(None, (words, facts, kept)))


def _sources(plan: Plan, context: ReportContext) -> str:
    text = _(
        "Figures as of {day}, from the plan and its ledger (entries: {count}), as its owner entered them. Seed of simulations: {seed}. Made with Brightroad."
    )
    return text.format(
        day=context.day(context.date),
        count=context.number(context.ledger.count),
        seed=plan.settings.seed,
    )
