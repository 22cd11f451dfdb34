"""The one page that answers first: the conclusion, the numbers that matter, every product at a glance, what is next."""

import datetime as dt

from planner.i18n import _, ngettext
from planner.model.alliances import Alliance
from planner.model.number_types import Uncertain
from planner.model.plan import Plan
from planner.model.portfolio import STAGES, Listing, Platform, Product
from planner.model.roadmap import Milestone
from planner.model.values import Hours
from planner.report.blocks import Block, Cell, Column, Heading, KeyFigure, KeyFigures, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.sections.sentences import conclusion, proof
from planner.report.sections.words import choice_word, stage_tone

_MOST_PRODUCTS = 12
_MOST_STEPS = 6
_MONEY = Uncertain("money")


def summary(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The summary; empty when the plan has no domain, product, platform or alliance."""
    if not any(plan.records(kind) for kind in ("domain", "product", "platform", "alliance")):
        return ()
    told = proof(plan, context)
    return (
        Heading(_("Summary")),
        Paragraph(plain(conclusion(plan)), "lead"),
        *((Paragraph(plain(told)),) if told else ()),
        KeyFigures(_figures(plan, context)),
        *_at_a_glance(plan, context),
        *_next_steps(plan, context),
    )


def _figures(plan: Plan, context: ReportContext) -> tuple[KeyFigure, ...]:
    settings, listings = plan.settings, plan.of(Listing)
    active = [listing for listing in listings if listing.status == "active"]
    reached = {listing.platform for listing in active}
    found = [
        KeyFigure(
            _("Active listings"),
            _("{part} of {all}").format(part=len(active), all=len(listings)) if listings else "0",
            ngettext("on {count} platform", "on {count} platforms", len(reached)).format(count=len(reached)),
        ),
        _sold(plan, context),
        KeyFigure(_("Owned platforms"), _owned(plan), _("the rest is rented")),
    ]
    if settings.cash is not None:
        note = context.value(settings, "credit_limit")
        found.append(KeyFigure(_("Cash"), context.money(settings.cash),
                               _("credit limit {amount}").format(amount=note) if note else ""))  # fmt: skip
    if settings.living_costs is not None:
        found.append(KeyFigure(_("Living costs"), context.bare_range(_MONEY, settings.living_costs), _("per month")))
    if settings.hours_per_week is not None:
        week = Hours(sum(day.minutes for day in settings.hours_per_week))
        wage = context.money(settings.wage)
        note = _("an hour sells for {amount}").format(amount=wage) if wage else _("for this plan")
        found.append(KeyFigure(_("Hours per week"), context.number(week.decimal), note))
    return tuple(found)


def _sold(plan: Plan, context: ReportContext) -> KeyFigure:
    products = plan.of(Product)
    sold = sum(1 for product in products if product.id in context.ledger.first_sales)
    sales = sum(context.ledger.sales.get(product.id, 0) for product in products)
    note = ngettext("{count} sale in the ledger", "{count} sales in the ledger", sales).format(
        count=context.number(sales)
    )
    return KeyFigure(_("Products paid for"), _("{part} of {all}").format(part=sold, all=len(products)), note)


def _owned(plan: Plan) -> str:
    platforms = plan.of(Platform)
    owned = sum(1 for platform in platforms if platform.ownership == "owned")
    return _("{part} of {all}").format(part=owned, all=len(platforms))


def _at_a_glance(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    products = plan.of(Product)
    if not products:
        return ()
    rows = tuple(_product_row(plan, product, context) for product in products[:_MOST_PRODUCTS])
    caption = ""
    if len(products) > len(rows):
        caption = _("The first {count} of {all} products.").format(count=len(rows), all=len(products))
    columns = (
        Column(_("Product"), share=3.2), Column(_("Stage")), Column(_("Price"), "right"),
        Column(_("Active listings"), "right"), Column(_("First sale"), "right"),
    )  # fmt: skip
    return (Heading(_("Products at a glance"), 2), Table(columns, rows, caption))


def _product_row(plan: Plan, product: Product, context: ReportContext) -> tuple[Cell, ...]:
    listings = [one for one in plan.naming("listing", "product", product.id) if isinstance(one, Listing)]
    active = sum(1 for listing in listings if listing.status == "active")
    sale = context.ledger.first_sales.get(product.id)
    return (
        Cell(product.name, target=context.place("product", product.id), bold=True),
        Cell(choice_word(STAGES, product.stage), tone=stage_tone(product.stage)),
        Cell(context.money(product.price) or "–"),
        Cell(_("{part} of {all}").format(part=active, all=len(listings)) if listings else "–"),
        Cell(context.day(sale.date), tone="") if sale else Cell(_("none yet"), tone="muted"),
    )


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
            kind, record_id = next(
                (
                    (kind, getattr(milestone, kind))
                    for kind in ("product", "platform", "alliance")
                    if getattr(milestone, kind)
                ),
                ("product", None),
            )
            source = Cell(context.label(kind, record_id), target=context.place(kind, record_id))
            steps.append((milestone.due or far, Cell(milestone.name), source))
    if not steps:
        return ()
    steps.sort(key=lambda step: step[0])
    rows = tuple(
        (Cell(context.day(day) if day < far else "–"), step, source) for day, step, source in steps[:_MOST_STEPS]
    )
    columns = (Column(_("Due")), Column(_("Step"), share=2), Column(_("Belongs to"), share=2))
    return (Heading(_("What is next"), 2), Table(columns, rows))
