"""The platforms with their rules and reach, and every listing on them with its own numbers."""

from planner.i18n import _, ngettext
from planner.model.plan import Plan
from planner.model.portfolio import LISTING_STATUSES, OWNERSHIPS, PLATFORM_FORMS, PRESENCES, Listing, Platform, Product
from planner.report.blocks import Block, Cell, Column, Facts, Heading, Paragraph, Table, plain
from planner.report.context import ReportContext
from planner.report.markdown import notes
from planner.report.sections.words import choice_word, dash, stage_tone


def platforms(plan: Plan, context: ReportContext) -> tuple[Block, ...]:
    """The section of the platforms; empty without any."""
    found = plan.of(Platform)
    if not found:
        return ()
    return (
        Heading(_("Platforms and listings")),
        Paragraph(plain(_intro(found)), "caption"),
        _overview(plan, found, context),
        *(block for platform in found for block in _platform(plan, platform, context)),
    )


def _intro(found: tuple[Platform, ...]) -> str:
    owned = sum(1 for platform in found if platform.ownership == "owned")
    text = ngettext(
        "{owned} of {count} platform is owned; what is rented can change its rules.",
        "{owned} of {count} platforms are owned; what is rented can change its rules.",
        len(found),
    )
    return text.format(owned=owned, count=len(found))


def _overview(plan: Plan, found: tuple[Platform, ...], context: ReportContext) -> Table:
    columns = (
        Column(_("Platform"), share=1), Column(_("Ownership")), Column(_("Audience"), "right"), Column(_("Open rate"), "right"),
        Column(_("Fee"), "right"), Column(_("Listings"), "right"),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(platform.name, target=("platform", platform.id), bold=True),
            Cell(choice_word(OWNERSHIPS, platform.ownership)),
            Cell(dash(context.value(platform, "audience"))),
            Cell(dash(context.value(platform, "open_rate"))),
            Cell(dash(context.value(platform, "fee_rate"))),
            Cell(context.number(len(plan.naming("listing", "platform", platform.id)))),
        )
        for platform in found
    )
    return Table(columns, rows)


def _platform(plan: Plan, platform: Platform, context: ReportContext) -> tuple[Block, ...]:
    kicker = (
        choice_word(OWNERSHIPS, platform.ownership), choice_word(PRESENCES, platform.presence), choice_word(PLATFORM_FORMS, platform.form),
    )  # fmt: skip
    heading = Heading(platform.name, 2, " · ".join(part for part in kicker if part != "–"), ("platform", platform.id))
    facts = context.facts(platform, "name", "ownership", "presence", "form", "catalogue_key")
    blocks: list[Block] = [heading]
    if facts:
        blocks.append(Facts(facts))
    for label, text in context.long_texts(platform):
        blocks += notes(text, label)
    listings = [one for one in plan.naming("listing", "platform", platform.id) if isinstance(one, Listing)]
    rows = tuple(
        _listing_row(plan, listing, context) for listing in listings if context.place("product", listing.product)[1]
    )
    if rows:
        columns = (
            Column(_("Product offered here"), share=1), Column(_("Status")), Column(_("Price"), "right"),
            Column(_("Click rate"), "right"), Column(_("Conversion"), "right"), Column(_("Fee"), "right"),
        )  # fmt: skip
        blocks.append(Table(columns, rows))
    return tuple(blocks)


def _listing_row(plan: Plan, listing: Listing, context: ReportContext) -> tuple[Cell, ...]:
    product = plan.find("product", listing.product)
    price = listing.price or (product.price if isinstance(product, Product) else None)
    extra = context.facts(
        listing,
        "product",
        "platform",
        "status",
        "price",
        "click_rate",
        "conversion",
        "fee_rate",
        "priority",
        "publications_per_month",
    )
    note = " · ".join(f"{label} {words}" for label, words in extra)
    return (
        Cell(context.label("product", listing.product), note, context.place("product", listing.product)),
        Cell(choice_word(LISTING_STATUSES, listing.status), tone=stage_tone(listing.status)),
        Cell(dash(context.money(price))),
        Cell(dash(context.value(listing, "click_rate"))),
        Cell(dash(context.value(listing, "conversion"))),
        Cell(dash(_fee(plan, listing, context))),
    )


def _fee(plan: Plan, listing: Listing, context: ReportContext) -> str:
    """The fee of the listing, else the platform's."""
    own = context.value(listing, "fee_rate")
    platform = plan.find("platform", listing.platform)
    return own or (context.value(platform, "fee_rate") if isinstance(platform, Platform) else "")
