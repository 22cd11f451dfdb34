"""The forecast: the answer first, then its range month by month, what decides it, and what each listing brings."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.figures.fan import FanOptions, fan
from planner.figures.forecast_words import YEAR, conclusion, runs, uncertainty, unknown, without
from planner.figures.outcomes import OutcomesOptions, outcomes
from planner.figures.tornado import TornadoOptions, strongest, tornado
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS
from planner.model.plan import Plan
from planner.report.blocks import Block, Cell, Column, Figure, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.sections.survival import told_months

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Driver, Forecast, ListingOutlook, Missing

_WIDTH = 760.0
_MONTHS = 24
_MOST_LISTINGS = 22
_DRIVERS = 6
_LACKING: Mapping[str, str] = {
    "survival": N_("How long the money lasts"),
    "cover": N_("When income covers living costs"),
    "quit": N_("When the job can be left"),
    "value_of_hour": N_("What one more hour brings"),
    "hands_off": N_("What goes on without work"),
    "forecast": N_("Forecast"),
    "alliance": N_("Alliance"),
}


def told(context: ReportContext) -> "Forecast | None":
    """The forecast, if there is any income to tell of."""
    found = context.reckoned.forecast
    return None if found is None or unknown(found) else found


def headline(context: ReportContext) -> str:
    """The conclusion of the forecast as a sentence; empty without one."""
    found = told(context)
    stop = "。" if context.language == "zh" else "."
    return conclusion(found, context.speech) + stop if found is not None else ""


def income_figure(context: ReportContext, found: "Forecast", height: float = 260.0, months: int = _MONTHS) -> Figure:
    """The fan of net income, with what really came in."""
    facts = context.reckoned.actuals
    came = tuple((month, facts.income[month]) for month in facts.months if month in facts.income)
    options = FanOptions(_WIDTH, height, months, came, today=context.date, speech=context.speech)
    caption = _(
        "Net income by month: the middle line is as likely passed as not, 8 in 10 months fall into the outer band"
    )
    return Figure(fan(found, options), caption)


def outlook(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the forecast; empty where nothing on offer can be reckoned."""
    found = told(context)
    if found is None:
        return ()
    unsure = " · ".join(filter(None, (*uncertainty(found, context.speech), without(found))))
    return (
        Heading(_("Forecast")),
        Paragraph(plain(headline(context)), "lead"),
        Paragraph(plain(unsure), "caption"),
        income_figure(context, found),
        _outcomes(context, found),
        _month_table(context, found),
        *_drivers(plan, context, found),
        *_listings(context, found),
        *_missing(plan, context, found),
    )


def _outcomes(context: ReportContext, found: "Forecast") -> Figure:
    """How the year may come out, beside what one lives from."""
    level = sum(found.living_costs.p50[:YEAR]) if found.living_costs is not None else None
    options = OutcomesOptions(_WIDTH, 160.0, "", level, _("living costs"), context.speech)
    return Figure(outcomes(found.year, found.year_shape, options), _("Net income of the first 12 months in all runs"))


def _month_table(context: ReportContext, found: "Forecast") -> Table:
    amount, hours = context.speech.amount, context.whole
    rows = []
    for at, month in told_months(found):
        income, left, worked = (bands.at(at) for bands in (found.income, found.earnings, found.hours))
        free = found.capacity[at]
        rows.append(
            (
                Cell(context.month(month)), Cell(amount(income.p50)), Cell(context.speech.between(amount(income.p10), amount(income.p90))),
                Cell(amount(left.p50), bold=True), Cell(context.speech.between(amount(left.p10), amount(left.p90))),
                Cell(hours(worked.p50)), Cell("–" if free is None else hours(free)),
            )
        )  # fmt: skip
    columns = (
        Column(_("Month"), share=1), Column(_("Income"), "right"), Column(_("80% range"), "right"), Column(_("Net income"), "right"),
        Column(_("80% range"), "right"), Column(_("Hours"), "right"), Column(_("Free hours"), "right"),
    )  # fmt: skip
    caption = _("{runs}, seed {seed}, amounts in {currency}. Net income is income less advertising and running costs.")
    if context.hide_amounts:
        caption = _("{runs}, seed {seed}. Net income is income less advertising and running costs.")
    words = caption.format(runs=runs(found), seed=found.seed, currency=context.plan.settings.currency)
    return Table(columns, tuple(rows), words, dense=True)


def _drivers(plan: Plan, context: ReportContext, found: "Forecast") -> tuple[Block, ...]:
    drivers = strongest(found, _DRIVERS)
    if not drivers:
        return ()
    drawing = tornado(found, plan, TornadoOptions(_WIDTH, most=_DRIVERS, speech=context.speech))
    rows = tuple(_driver_row(context, driver) for driver in drivers)
    columns = (
        Column(_("Field"), share=1), Column(_("Low (P10)"), "right"), Column(_("High (P90)"), "right"),
        Column(_("Income at low"), "right"), Column(_("Income at high"), "right"), Column(_("Worth of knowing"), "right"),
    )  # fmt: skip
    return (
        Heading(_("What moves income most"), 2),
        Figure(drawing, _("Net income of 12 months if one guess comes out low or high and all others as expected")),
        Table(columns, rows, dense=True),
    )


def _driver_row(context: ReportContext, driver: "Driver") -> tuple[Cell, ...]:
    spec = KINDS[driver.kind].by_name[driver.field]
    low, high = (context.speech.value(spec.type, value) for value in (driver.input_low, driver.input_high))
    name = context.label(driver.kind, driver.id) if driver.kind != "plan" else ""
    return (
        Cell(_(spec.label), name, context.home(driver.kind, driver.id)), Cell(low), Cell(high),
        Cell(context.speech.money(driver.low)), Cell(context.speech.money(driver.high)),
        Cell(context.speech.money(driver.knowing) if driver.knowing >= 1 else "–"),
    )  # fmt: skip


def _listings(context: ReportContext, found: "Forecast") -> tuple[Block, ...]:
    best = sorted(found.listings, key=lambda one: (-one.net.mean, one.id))
    count = min(YEAR, len(found.months))
    title = ngettext("Listings over {count} month", "Listings over {count} months", count).format(count=count)
    columns = (
        Column(_("Listing"), share=1), Column(_("Net"), "right"), Column(_("80% range"), "right"), Column(_("Hours"), "right"),
        Column(_("Per hour"), "right"), Column(_("Share"), "right"),
    )  # fmt: skip
    caption = _("Income less advertising, before running costs")
    if len(best) > _MOST_LISTINGS:
        first = _("The first {count} of {all} listings.").format(count=_MOST_LISTINGS, all=len(best))
        caption = f"{caption} · {first}"
    rows = tuple(_listing_row(context, one) for one in best[:_MOST_LISTINGS])
    return (Heading(title, 2), Table(columns, rows, caption, dense=True)) if rows else ()


def _listing_row(context: ReportContext, one: "ListingOutlook") -> tuple[Cell, ...]:
    amount = context.speech.amount
    return (
        Cell(context.label("listing", one.id), target=context.home("listing", one.id)),
        Cell(amount(one.net.p50), bold=True),
        Cell(context.speech.between(amount(one.net.p10), amount(one.net.p90))),
        Cell(context.whole(one.hours.p50)),
        Cell("–" if one.per_hour is None else amount(one.per_hour)),
        Cell("–" if one.share is None or one.net.mean < 0 else context.speech.share(one.share)),
    )


def _missing(plan: Plan, context: ReportContext, found: "Forecast") -> tuple[Block, ...]:
    """What the forecast goes without, and what to enter for it."""
    rows = tuple(_missing_row(plan, context, one) for one in found.missing)
    columns = (Column(_("Cannot be told yet"), share=1), Column(_("Enter"), share=2))
    return (Heading(_("What is still missing"), 2), Table(columns, rows, dense=True)) if rows else ()


def _missing_row(plan: Plan, context: ReportContext, one: "Missing") -> tuple[Cell, ...]:
    from planner.analysis.forecast_results import parts_of  # noqa: PLC0415 - analysis, not before a report is wanted

    what = context.label(*one.subject) if one.subject else _(_LACKING.get(one.analysis, one.analysis))
    names = []
    for path in one.fields:
        kind, record_id, field = parts_of(path)
        spec = KINDS[kind].by_name.get(field) if kind in KINDS else None
        owner = "" if kind in ("", "plan") else plan.label(kind, record_id)
        label = _(spec.label) if spec else _(KINDS[path].label) if path in KINDS else path
        names.append(_("{subject}: {words}").format(subject=owner, words=label) if owner else label)
    target = context.home(*one.subject) if one.subject else context.place("plan", plan.settings.id)
    return (Cell(what, target=target), Cell(context.separator.join(dict.fromkeys(names))))
