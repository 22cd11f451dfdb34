"""Plan and facts: what came in and what it cost, beside what had been forecast; and how the guesses stood up to it."""

from typing import TYPE_CHECKING

from planner.figures.fact_words import counted_words
from planner.figures.range_checks import RangeCheckOptions, checks_of, range_checks
from planner.figures.waterfall import WaterfallOptions, steps_of, waterfall
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Product
from planner.model.plan import Plan
from planner.model.values import Month
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table, Tone, plain
from planner.report.context import ReportContext

if TYPE_CHECKING:
    from planner.analysis.facts.observed_ranges import Observed
    from planner.analysis.facts.track_record import MonthOutcome

_MONTHS = 18
_MOST_GUESSES = 10
_WIDTH = 760.0
_WORDS: dict[str, tuple[str, Tone]] = {
    "as_planned": (N_("as planned"), "pos"), "unusual": (N_("unusual"), "info"), "disagree": (N_("they disagree"), "warn"),
    "strongly": (N_("they disagree strongly"), "neg"),
}  # fmt: skip


def happened(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section; empty where ledger and time log tell nothing."""
    facts = context.reckoned.actuals
    if not facts.income and not facts.hours and not facts.salary:
        return ()
    return (
        Heading(_("Plan and facts")),
        Paragraph(plain(_sentence(context)), "lead"),
        *_flow(context),
        _month_table(context),
        *_products(plan, context),
        *_guesses(context),
    )


def _sentence(context: ReportContext) -> str:
    facts = context.reckoned.actuals
    months = facts.twelve_months
    income = sum(facts.income.get(month, 0.0) for month in months)
    hours = sum(facts.hours.get(month, 0.0) for month in months)
    words = {"income": context.speech.money(income), "hours": context.whole(hours)}
    if not hours:
        return _("In the last 12 months {income} came in, after refunds and fees; no hours were logged.").format(
            **words
        )
    text = _(
        "In the last 12 months {income} came in, after refunds and fees, for {hours} hours of work: {hourly} an hour."
    )
    return text.format(hourly=context.speech.money(income / hours), **words)


def _flow(context: ReportContext) -> tuple[Block, ...]:
    from planner.analysis.facts.money_flow import money_flow  # noqa: PLC0415 - analysis, not before a report is wanted

    flow = money_flow(context.reckoned.actuals)
    if flow is None:
        return ()
    drawing = waterfall(steps_of(flow), WaterfallOptions(_WIDTH, speech=context.speech))
    return (Figure(drawing, _("Money in and out over the last 12 months, as the ledger tells it")),)


def _month_table(context: ReportContext) -> Table:
    facts, amount = context.reckoned.actuals, context.speech.amount
    record = context.reckoned.record
    forecast = {one.month: one for one in record.outcomes} if record is not None else {}
    rows = []
    for month in reversed(facts.months[-_MONTHS:]):
        sums = [facts.salary, facts.costs, facts.ad_spend]
        rows.append(
            (
                Cell(context.month(month)), Cell(amount(facts.income.get(month, 0.0)), bold=True),
                _forecast_cell(context, forecast.get(month)),
                *(Cell(amount(table[month]) if table.get(month) else "–") for table in sums),
                Cell(context.whole(facts.hours.get(month, 0.0)) if facts.hours.get(month) else "–"),
            )
        )  # fmt: skip
    columns = (
        Column(_("Month"), share=1), Column(_("Net income"), "right"), Column(_("Had been forecast"), "right"), Column(_("Salary"), "right"),
        Column(_("Costs"), "right"), Column(_("Advertising"), "right"), Column(_("Hours"), "right"),
    )  # fmt: skip
    return Table(
        columns,
        tuple(rows),
        _("Net income: sales less refunds and fees. Forecast: its 80% range, made without these facts."),
    )


def _forecast_cell(context: ReportContext, one: "MonthOutcome | None") -> Cell:
    if one is None or one.month == Month.of(context.date):
        return Cell("–")
    amount = context.speech.amount
    return Cell(context.speech.between(amount(one.low), amount(one.high)), tone="" if one.inside else "warn")


def _products(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """What sold, and what an hour of it brought."""
    facts = context.reckoned.actuals
    rows = tuple(
        (
            Cell(product.name, target=context.place("product", product.id)),
            Cell(context.number(facts.sale_entries.get(product.id, (0, 0))[0])),
            Cell(context.number(facts.refunds.get(product.id, 0)) if facts.refunds.get(product.id) else "–"),
            Cell(_hours(context, product.id)), Cell(_hourly(context, product.id), bold=True),
        )
        for product in plan.of(Product)
        if facts.sale_entries.get(product.id) or any(key == product.id for _month, key in facts.hours_by_product)
    )  # fmt: skip
    columns = (
        Column(_("Product"), share=1), Column(_("Sales"), "right"), Column(_("Refunds"), "right"), Column(_("Logged hours"), "right"),
        Column(_("Net per hour"), "right"),
    )  # fmt: skip
    return (Heading(_("What an hour brought"), 2), Table(columns, rows)) if rows else ()


def _hours(context: ReportContext, product: str) -> str:
    table = context.reckoned.actuals.hours_by_product
    hours = sum(value for (_month, key), value in table.items() if key == product)
    return context.whole(hours) if hours else "–"


def _hourly(context: ReportContext, product: str) -> str:
    hourly = context.reckoned.actuals.effective_hourly(product)
    return "–" if hourly is None else context.speech.money(hourly)


def _guesses(context: ReportContext) -> tuple[Block, ...]:
    """Each guess beside what was counted, the most surprising first."""
    found = context.reckoned.observed
    if not found:
        return ()
    honest, told = context.reckoned.honesty, ""
    if honest is not None and honest.resolved:
        text = ngettext(
            "{held} of {count} range held; nine of ten should.",
            "{held} of {count} ranges held; nine of ten should.",
            honest.resolved,
        )
        told = text.format(held=honest.held, count=honest.resolved)
    best = sorted(found, key=lambda one: (-one.bits, one.key))[:_MOST_GUESSES]
    caption = ""
    if len(found) > len(best):
        caption = _("The {count} of {all} guesses that facts surprise most.").format(count=len(best), all=len(found))
    drawing = range_checks(
        checks_of(best, context.plan, context.speech), RangeCheckOptions(_WIDTH, speech=context.speech)
    )
    columns = (
        Column(_("Guess"), share=1), Column(_("Your range"), "right"), Column(_("Counted"), "right"), Column(_("Facts say"), "right"),
        Column(_("Plan and facts")),
    )  # fmt: skip
    rows = tuple(_guess_row(context, one) for one in best)
    return (
        Heading(_("How the guesses stood up"), 2),
        *((Paragraph(plain(told)),) if told else ()),
        Figure(drawing, _("Ranges as guessed (bars) beside what happened (points), the largest surprises")),
        Table(columns, rows, caption, dense=True),
    )


def _guess_row(context: ReportContext, one: "Observed") -> tuple[Cell, ...]:
    spec, speech = KINDS[one.kind].by_name[one.field], context.speech
    word, tone = _WORDS[one.word]

    def span(low: float, high: float) -> str:
        return speech.between(*(speech.value(spec.type, float(f"{end:.2g}")) for end in (low, high)))

    return (
        Cell(_(spec.label), context.label(one.kind, one.id), context.home(one.kind, one.id)),
        Cell(span(one.prior_low, one.prior_high)), Cell(counted_words(one, speech)), Cell(span(one.low, one.high)),
        Cell(_(word), tone=tone),
    )  # fmt: skip
