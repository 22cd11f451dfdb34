"""The path from hours to alliances: from what income comes today, and from what it is to come."""

from planner.analysis.facts.income_steps import came, expected, for_hours, shares
from planner.figures.hours_share import hours_share_words
from planner.figures.kind_income import KindIncomeOptions, kind_income
from planner.i18n import N_, _
from planner.model.catalogue import Alliance, Listing, Platform, Product
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext

_STEPS = (
    ("job", N_("Hours sold to an employer"), N_("ends when the job ends")),
    ("hours", N_("Hours sold to clients"), N_("ends when one stops working")),
    ("products", N_("Products"), N_("made once, sold many times")),
    ("platforms", N_("Platforms"), N_("others pay to reach the people one reaches")),
    ("alliances", N_("Alliances"), N_("others sell along, or one sells along with others")),
    ("other", N_("Other"), N_("named neither product nor platform")),
)


def path(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where nothing earned yet and nothing is expected to."""
    was, due = came(context.reckoned.actuals), expected(plan, context.reckoned.forecast)
    if not any(was.values()) and not any(due.values()):
        return ()
    return (
        Heading(_("From hours to alliances")),
        Paragraph(plain(hours_share_words(for_hours(was), for_hours(due), context.speech)), "lead"),
        *_figure(context),
        _table(plan, context, was, due),
    )


def _figure(context: ReportContext) -> tuple[Block, ...]:
    facts = context.reckoned.actuals
    if not any(facts.income.values()) and not any(facts.salary.values()):
        return ()
    drawing = kind_income(facts, KindIncomeOptions(760.0, 260.0, 24, speech=context.speech))
    return (Figure(drawing, _("Net income by kind and month, as the ledger tells it")),)


def _table(plan: Plan, context: ReportContext, was: dict[str, float], due: dict[str, float]) -> Table:
    now, then, counts = shares(was), shares(due), _counts(plan)
    rows = tuple(
        (
            Cell(_(label), _(meaning), bold=True), Cell(counts.get(step, "–")),
            Cell(_amount(context, was.get(step))), Cell(context.speech.share(now[step]) if step in now else "–"),
            Cell(_amount(context, due.get(step))), Cell(context.speech.share(then[step]) if step in then else "–"),
        )
        for step, label, meaning in _STEPS
        if step != "other" or was.get(step)
    )  # fmt: skip
    columns = (
        Column(_("Step"), share=1), Column(_("In the plan"), "right"), Column(_("Last 12 months"), "right"), Column(_("Share"), "right"),
        Column(_("Next 12 months"), "right"), Column(_("Share"), "right"),
    )  # fmt: skip
    return Table(columns, rows, _("Left: what the ledger says. Right: the forecast’s mean of listings, and the job."))


def _amount(context: ReportContext, amount: float | None) -> str:
    return context.speech.money(amount) if amount else "–"


def _counts(plan: Plan) -> dict[str, str]:
    """How much of each step the plan has: “3 of 7” are on offer, owned or in force."""
    offered = {one.product for one in plan.of(Listing) if one.status == "active"}
    hours = [one for one in plan.of(Product) if one.pricing == "hourly"]
    made = [one for one in plan.of(Product) if one.pricing != "hourly"]
    parts = {
        "hours": (sum(one.id in offered for one in hours), len(hours)),
        "products": (sum(one.id in offered for one in made), len(made)),
        "platforms": (sum(one.ownership == "owned" for one in plan.of(Platform)), len(plan.of(Platform))),
        "alliances": (sum(one.stage == "active" for one in plan.of(Alliance)), len(plan.of(Alliance))),
    }
    told = _("{part} of {all}")
    return {step: told.format(part=part, all=every) for step, (part, every) in parts.items() if every}
