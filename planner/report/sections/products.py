"""The products: what each is and promises, what it needs, where it is offered, and the proof that someone paid."""

import math
from typing import TYPE_CHECKING

from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.money import Entry
from planner.model.plan import Plan
from planner.model.portfolio import LISTING_STATUSES, MEDIA, STAGES, Listing, Need, Product
from planner.report.blocks import Block, Cell, Column, Facts, Heading, Note, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.markdown import notes
from planner.report.sections.needs import needed
from planner.report.sections.sentences import first_sale, proof
from planner.report.sections.words import choice_word, dash, stage_tone

if TYPE_CHECKING:
    from planner.analysis.forecast_results import NodeOutlook
    from planner.analysis.listings.terms import ListingTerms


def products(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the products; empty without any."""
    found = plan.of(Product)
    if not found:
        return ()
    return (
        Heading(_("Products")),
        *((Paragraph(plain(proof(plan, context)), "caption"),) if context.preset != "partner" else ()),
        *at_a_glance(plan, context),
        *(block for product in found for block in _product(plan, product, context)),
    )


def at_a_glance(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """All products in one table."""
    outlooks = {} if context.reckoned.forecast is None else {one.id: one for one in context.reckoned.forecast.products}
    rows = tuple(_glance(plan, product, outlooks.get(product.id), context) for product in plan.of(Product))
    columns = (
        Column(_("Product"), share=1), Column(_("Stage")), Column(_("Price"), "right"), Column(_("Active listings"), "right"),
        Column(_("First sale"), "right"), Column(_("12 months"), "right"), Column(_("Per hour"), "right"),
    )  # fmt: skip
    caption = _("12 months: expected income less advertising, before running costs") if outlooks else ""
    return (Table(columns, rows, caption),)


def _glance(plan: Plan, product: Product, outlook: "NodeOutlook | None", context: ReportContext) -> tuple[Cell, ...]:
    listings = [one for one in plan.naming("listing", "product", product.id) if isinstance(one, Listing)]
    active = sum(1 for listing in listings if listing.status == "active")
    sale = context.ledger.first_sales.get(product.id)
    hourly = None if outlook is None else outlook.per_hour
    return (
        Cell(product.name, target=context.place("product", product.id), bold=True),
        Cell(choice_word(STAGES, product.stage), tone=stage_tone(product.stage)),
        Cell(context.money(product.price) or "–"),
        Cell(_("{part} of {all}").format(part=active, all=len(listings)) if listings else "–"),
        _first_sale_cell(sale, context),
        Cell("–" if outlook is None else context.speech.money(outlook.net.p50)),
        Cell("–" if hourly is None else context.speech.money(hourly)),
    )


def _first_sale_cell(sale: Entry | None, context: ReportContext) -> Cell:
    if context.preset == "partner":
        return Cell("–")
    return Cell(context.day(sale.date)) if sale else Cell(_("none yet"), tone="muted")


def _product(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    price = "" if context.hide_amounts else context.money(product.price)
    kicker = [choice_word(STAGES, product.stage), choice_word(MEDIA, product.medium), price]
    blocks: list[Block] = [
        Heading(product.name, 2, " · ".join(part for part in kicker if part not in ("", "–")), ("product", product.id))
    ]
    sold = product.id in context.ledger.first_sales
    if context.preset != "partner":
        blocks.append(Note(_("Proof"), first_sale(product, context), "pos" if sold else "muted"))
    facts = context.facts(product, "name", "stage", "medium", "price")
    if facts:
        blocks.append(Facts(facts))
    for label, text in context.long_texts(product):
        blocks += notes(text, label)
    return (*blocks, *_needs(plan, product, context), *_listings(plan, product, context))


def _needs(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    needs = [need for need in plan.naming("need", "product", product.id) if isinstance(need, Need)]
    return tuple(needed(context, [("domain", need.domain, need) for need in needs], _("Needs")))


def _listings(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    """Where it is offered, and what an order there leaves."""
    terms = {one.id: one for one in context.reckoned.listings}
    rows = tuple(
        (
            Cell(
                context.label("platform", listing.platform),
                _since(listing, context),
                context.place("platform", listing.platform),
            ),
            Cell(choice_word(LISTING_STATUSES, listing.status), tone=stage_tone(listing.status)),
            Cell(dash(context.money(listing.price or product.price))),
            Cell(dash(context.value(listing, "conversion"))),
            *_economics(terms.get(listing.id), context),
        )
        for listing in plan.naming("listing", "product", product.id)
        if isinstance(listing, Listing) and context.place("platform", listing.platform)[1]
    )
    columns = (
        Column(_("Offered on"), share=1), Column(_("Status")), Column(_("Price"), "right"), Column(_("Conversion"), "right"),
        Column(_("An order leaves"), "right"), Column(_("A customer leaves"), "right"), Column(_("Hours per sale"), "right"),
        Column(_("Cost of a customer"), "right"),
    )  # fmt: skip
    return (Table(columns, rows),) if rows else ()


def _since(listing: Listing, context: ReportContext) -> str:
    """How often one publishes for it, and since when."""
    parts = [context.value(listing, "publications_per_month"), context.month(listing.start_month)]
    labels = (_("Publications"), _("Since"))
    return " · ".join(f"{label} {words}" for label, words in zip(labels, parts, strict=True) if words)


def _economics(terms: "ListingTerms | None", context: ReportContext) -> tuple[Cell, ...]:
    """What an order and a customer leave, what an order takes, and what a customer costs."""
    if terms is None:
        return (Cell("–"),) * 4
    sort = KINDS["product"].by_name["hours_per_sale"].type
    hours = context.speech.value(sort, terms.hours_per_sale) if terms.hours_per_sale else "–"
    amounts = (terms.net, terms.customer_value, terms.paid.acquisition_cost if terms.paid else None)
    order, customer, cost = (_amount(amount, context) for amount in amounts)
    return (Cell(order), Cell(customer if terms.customer_value != terms.net else "–"), Cell(hours), Cell(cost))


def _amount(amount: float | None, context: ReportContext) -> str:
    if amount is None:
        return "–"
    return "∞" if math.isinf(amount) else context.speech.money(amount)
