"""The one page that answers first: the conclusion, the numbers that matter, the year as a picture, what is wrong, what is next."""

import datetime as dt

from planner.figures.forecast_words import YEAR
from planner.i18n import _, ngettext
from planner.model.alliances import Alliance
from planner.model.number_types import Uncertain
from planner.model.plan import Plan
from planner.model.portfolio import Listing, Platform, Product
from planner.model.roadmap import Milestone
from planner.model.values import Hours
from planner.report.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    Table,
    plain,
)
from planner.report.context import ReportContext
from planner.report.sections.findings import advice
from planner.report.sections.outlook import headline, income_figure, told
from planner.report.sections.sentences import between, conclusion, proof
from planner.report.sections.survival import cover_words, runway_note, runway_words

_MOST_STEPS = 4
_MOST_FINDINGS = 3
_MOST_FIGURES = 6
_HEIGHT = 180.0  # px of the figure, so that all of it keeps to one page
_MONEY = Uncertain("money")


def summary(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The summary; empty when the plan has no domain, product, platform or alliance."""
    if not any(plan.records(kind) for kind in ("domain", "product", "platform", "alliance")):
        return ()
    partner = context.preset == "partner"
    answer, built = between(plan, context) if partner else headline(context), conclusion(plan)
    proven = "" if partner else proof(plan, context)
    gap = "" if context.language == "zh" else " "
    lines = (answer, gap.join(filter(None, (built, proven)))) if answer else (built, proven)
    found = told(context)
    return (
        Heading(_("Summary")),
        Paragraph(plain(lines[0]), "lead"),
        *((Paragraph(plain(lines[1])),) if lines[1] else ()),
        KeyFigures(tuple(_figures(plan, context)[:_MOST_FIGURES])),
        *((income_figure(context, found, _HEIGHT),) if found is not None else ()),
        *(() if partner else _findings(context)),
        *_next_steps(plan, context),
    )


def _figures(plan: Plan, context: ReportContext) -> list[KeyFigure]:
    """The numbers of the forecast first, then those of the plan itself."""
    if context.preset == "partner":
        return [_active(plan), _owned(plan)]
    return [*_expected(context), _sold(plan, context), *_means(plan, context), _active(plan), _owned(plan)]


def _expected(context: ReportContext) -> list[KeyFigure]:
    found = told(context)
    if found is None:
        return []
    speech, count = context.speech, min(YEAR, len(found.months))
    title = ngettext("Net income of {count} month", "Net income of {count} months", count).format(count=count)
    span = speech.span(found.year.p10, found.year.p90)
    figures = [KeyFigure(title, speech.money(found.year.p50), _("80% range: {range}").format(range=span))]
    if found.cover is not None:
        figures.append(
            KeyFigure(_("Living costs covered from"), cover_words(context, found), _("with a chance of 80%"))
        )
    if found.survival is not None:
        figures.append(KeyFigure(_("Runway now"), runway_words(found.survival.now), runway_note(found.survival.now)))
    source = _largest(context)
    return [*figures, *([source] if source else [])]


def _largest(context: ReportContext) -> KeyFigure | None:
    """The platform on which most rests."""
    found = told(context)
    concentration = found.concentration.get("platform") if found is not None else None
    if concentration is None or concentration.top_share is None:
        return None
    name = context.label("platform", concentration.sources[0].id) or _("Your own")
    return KeyFigure(_("Largest platform"), context.speech.share(concentration.top_share), name)


def _means(plan: Plan, context: ReportContext) -> list[KeyFigure]:
    """Cash, living costs and hours, as the plan has them."""
    settings, found = plan.settings, []
    if settings.hours_per_week is not None:
        week = Hours(sum(day.minutes for day in settings.hours_per_week))
        wage = context.money(settings.wage)
        note = _("an hour sells for {amount}").format(amount=wage) if wage else _("for this plan")
        found.append(KeyFigure(_("Hours per week"), context.number(week.decimal), note))
    if settings.cash is not None:
        note = context.value(settings, "credit_limit")
        words = _("credit limit {amount}").format(amount=note) if note else ""
        found.append(KeyFigure(_("Cash"), context.money(settings.cash), words))
    if settings.living_costs is not None:
        found.append(KeyFigure(_("Living costs"), context.bare_range(_MONEY, settings.living_costs), _("per month")))
    return found


def _active(plan: Plan) -> KeyFigure:
    listings = plan.of(Listing)
    active = [listing for listing in listings if listing.status == "active"]
    reached = {listing.platform for listing in active}
    return KeyFigure(
        _("Active listings"),
        _("{part} of {all}").format(part=len(active), all=len(listings)) if listings else "0",
        ngettext("on {count} platform", "on {count} platforms", len(reached)).format(count=len(reached)),
    )


def _sold(plan: Plan, context: ReportContext) -> KeyFigure:
    products = plan.of(Product)
    sold = sum(1 for product in products if product.id in context.ledger.first_sales)
    sales = sum(context.ledger.sales.get(product.id, 0) for product in products)
    note = ngettext("{count} sale in the ledger", "{count} sales in the ledger", sales).format(
        count=context.number(sales)
    )
    return KeyFigure(_("Products paid for"), _("{part} of {all}").format(part=sold, all=len(products)), note)


def _owned(plan: Plan) -> KeyFigure:
    platforms = plan.of(Platform)
    owned = sum(1 for platform in platforms if platform.ownership == "owned")
    return KeyFigure(
        _("Owned platforms"), _("{part} of {all}").format(part=owned, all=len(platforms)), _("the rest is rented")
    )


def _findings(context: ReportContext) -> tuple[Block, ...]:
    """The worst that was found, each with what to do."""
    found = [problem for problem in context.problems if problem.severity != "hint"][:_MOST_FINDINGS]
    items = tuple((Run(problem.message, bold=True), Run(f"  {advice(problem)}")) for problem in found)
    return (Heading(_("To be seen to first"), 2), Bullets(items, ordered=True)) if items else ()


def _next_steps(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """What is to be done next, by date: steps of alliances and milestones that are not done."""
    far = dt.date.max
    steps: list[tuple[dt.date, Cell, Cell]] = []
    for alliance in plan.of(Alliance):
        if alliance.next_step and alliance.stage != "ended":
            source = Cell(alliance.name, target=context.place("alliance", alliance.id))
            steps.append((alliance.next_on or far, Cell(alliance.next_step), source))
    for milestone in plan.of(Milestone):
        if milestone.done_on is None:
            kind = next((kind for kind in ("product", "platform", "alliance") if getattr(milestone, kind)), "product")
            record_id = getattr(milestone, kind)
            source = Cell(context.label(kind, record_id), target=context.place(kind, record_id))
            steps.append((milestone.due or far, Cell(milestone.name), source))
    if not steps:
        return ()
    steps.sort(key=lambda step: step[0])
    rows = tuple(
        (Cell(context.day(day) if day < far else "–"), step, source) for day, step, source in steps[:_MOST_STEPS]
    )
    columns = (Column(_("Due")), Column(_("Step"), share=2), Column(_("Belongs to"), share=2))
    return (Heading(_("What is next"), 2), Table(columns, rows, dense=True))
