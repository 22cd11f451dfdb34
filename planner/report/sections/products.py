"""The products: what each is and promises, what it needs, where it is offered, and the proof that someone paid."""

from planner.i18n import _
from planner.model.plan import Plan
from planner.model.portfolio import LISTING_STATUSES, MEDIA, ROLES, STAGES, Listing, Need, Product
from planner.report.blocks import Block, Cell, Column, Facts, Heading, Note, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.markdown import notes
from planner.report.sections.sentences import first_sale, proof
from planner.report.sections.words import choice_word, dash, stage_tone


def products(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the products; empty without any."""
    found = plan.of(Product)
    if not found:
        return ()
    return (
        Heading(_("Products")),
        Paragraph(plain(proof(plan, context)), "caption"),
        *(block for product in found for block in _product(plan, product, context)),
    )


def _product(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    kicker = [choice_word(STAGES, product.stage), choice_word(MEDIA, product.medium), context.money(product.price)]
    blocks: list[Block] = [
        Heading(product.name, 2, " · ".join(part for part in kicker if part not in ("", "–")), ("product", product.id))
    ]
    sold = product.id in context.ledger.first_sales
    blocks.append(Note(_("Proof"), first_sale(product, context), "pos" if sold else "muted"))
    facts = context.facts(product, "name", "stage", "medium", "price")
    if facts:
        blocks.append(Facts(facts))
    for label, text in context.long_texts(product):
        blocks += notes(text, label)
    return (*blocks, *_needs(plan, product, context), *_listings(plan, product, context))


def _needs(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(context.label("domain", need.domain), target=context.place("domain", need.domain)),
            Cell(choice_word(ROLES, need.role)),
            Cell(dash(context.value(need, "weight"))),
            Cell(dash(context.value(need, "multiplier"))),
        )
        for need in plan.naming("need", "product", product.id)
        if isinstance(need, Need) and context.place("domain", need.domain)[1]
    )
    columns = (
        Column(_("Domain it needs"), share=1), Column(_("Role")), Column(_("Weight"), "right"), Column(_("Multiplier"), "right"),
    )  # fmt: skip
    return (Table(columns, rows),) if rows else ()


def _listings(plan: Plan, product: Product, context: ReportContext) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(context.label("platform", listing.platform), target=context.place("platform", listing.platform)),
            Cell(choice_word(LISTING_STATUSES, listing.status), tone=stage_tone(listing.status)),
            Cell(dash(context.money(listing.price or product.price))),
            Cell(dash(context.value(listing, "conversion"))),
            Cell(dash(context.value(listing, "publications_per_month"))),
            Cell(dash(context.month(listing.start_month))),
        )
        for listing in plan.naming("listing", "product", product.id)
        if isinstance(listing, Listing) and context.place("platform", listing.platform)[1]
    )
    columns = (
        Column(_("Offered on"), share=1), Column(_("Status")), Column(_("Price"), "right"),
        Column(_("Conversion"), "right"), Column(_("Publications"), "right"), Column(_("Since"), "right"),
    )  # fmt: skip
    return (Table(columns, rows),) if rows else ()
