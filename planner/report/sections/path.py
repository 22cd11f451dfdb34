"""The path from hours to alliances: from what income comes today, and from what it is to come."""

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
_BY_PRICING = {"hourly": "hours", "advertising": "platforms"}


def path(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where nothing earned yet and nothing is expected to."""
    came, expected = _came(context), _expected(plan, context)
    if not any(came.values()) and not any(expected.values()):
        return ()
    return (
        Heading(_("From hours to alliances")),
        Paragraph(plain(_sentence(context, came, expected)), "lead"),
        *_figure(context),
        _table(plan, context, came, expected),
    )


def _came(context: ReportContext) -> dict[str, float]:
    """Net income of the last twelve months by step."""
    facts = context.reckoned.actuals
    found: dict[str, float] = {}
    for month in facts.twelve_months:
        for step, amount in facts.income_by_kind(month).items():
            found[step] = found.get(step, 0.0) + amount
    return found


def _expected(plan: Plan, context: ReportContext) -> dict[str, float]:
    """Expected income of twelve months by step, of the listings and of the job as the plan has them."""
    outlook = context.reckoned.forecast
    if outlook is None:
        return {}
    found: dict[str, float] = {}
    for one in outlook.listings:
        product = plan.find("product", one.product)
        step = _BY_PRICING.get((product.pricing if product else "") or "", "products")
        found[step] = found.get(step, 0.0) + max(one.net.mean, 0.0)
    found["job"] = sum(one.amount for by, each in outlook.concentration.items() if by == "job" for one in each.sources)
    return found


def _shares(amounts: dict[str, float]) -> dict[str, float]:
    total = sum(amount for amount in amounts.values() if amount > 0)
    return {step: amount / total for step, amount in amounts.items() if amount > 0} if total > 0 else {}


def _sentence(context: ReportContext, came: dict[str, float], expected: dict[str, float]) -> str:
    now, then = _shares(came), _shares(expected)
    say = context.speech.share
    sold = say(now.get("job", 0.0) + now.get("hours", 0.0))
    aimed = say(then.get("job", 0.0) + then.get("hours", 0.0))
    if now and then:
        text = _(
            "Of the income of the last 12 months {now} was paid for hours; of that of the 12 months to come it is to be {then}."
        )
        return text.format(now=sold, then=aimed)
    if now:
        return _("Of the income of the last 12 months {now} was paid for hours.").format(now=sold)
    return _("Nothing has come in yet; of the income of the 12 months to come {then} is to be paid for hours.").format(
        then=aimed
    )


def _figure(context: ReportContext) -> tuple[Block, ...]:
    facts = context.reckoned.actuals
    if not any(facts.income.values()) and not any(facts.salary.values()):
        return ()
    drawing = kind_income(facts, KindIncomeOptions(760.0, 260.0, 24, speech=context.speech))
    return (Figure(drawing, _("Net income by kind and month, as the ledger tells it")),)


def _table(plan: Plan, context: ReportContext, came: dict[str, float], expected: dict[str, float]) -> Table:
    now, then, counts = _shares(came), _shares(expected), _counts(plan)
    rows = tuple(
        (
            Cell(_(label), _(meaning), bold=True), Cell(counts.get(step, "–")),
            Cell(_amount(context, came.get(step))), Cell(context.speech.share(now[step]) if step in now else "–"),
            Cell(_amount(context, expected.get(step))), Cell(context.speech.share(then[step]) if step in then else "–"),
        )
        for step, label, meaning in _STEPS
        if step != "other" or came.get(step)
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
