"""Sentences that answer first, made from what is in the plan and the ledger; no number here was simulated."""

from planner.i18n import _, ngettext
from planner.model.alliances import Alliance, Exchange
from planner.model.plan import Plan
from planner.model.portfolio import Domain, Listing, Platform, Product
from planner.report.context import ReportContext


def conclusion(plan: Plan) -> str:
    """The plan in one sentence: what is built, where it is offered, with whom, and how much of it runs."""
    domains, products = len(plan.of(Domain)), len(plan.of(Product))
    platforms, alliances = len(plan.of(Platform)), len(plan.of(Alliance))
    listings = plan.of(Listing)
    if not products:
        return _nothing_made(domains, platforms)
    names = {
        "products": ngettext("{count} product", "{count} products", products).format(count=products),
        "domains": ngettext("{count} domain", "{count} domains", domains).format(count=domains),
        "times": ngettext("{count} time", "{count} times", len(listings)).format(count=len(listings)),
        "platforms": ngettext("{count} platform", "{count} platforms", platforms).format(count=platforms),
        "alliances": ngettext("{count} alliance", "{count} alliances", alliances).format(count=alliances),
        "active": _active(listings),
    }
    if not listings:
        return _("This plan builds {products} in {domains}; nothing is offered anywhere yet.").format(**names)
    if not alliances:
        return _("This plan builds {products} in {domains} and offers them {times} on {platforms}; {active}.").format(
            **names
        )
    return _(
        "This plan builds {products} in {domains}, offers them {times} on {platforms} and counts {alliances}; {active}."
    ).format(**names)


def _active(listings: tuple[Listing, ...]) -> str:
    count = sum(1 for listing in listings if listing.status == "active")
    if not count:
        return _("no listing is active yet")
    return ngettext("{count} listing is active", "{count} listings are active", count).format(count=count)


def _nothing_made(domains: int, platforms: int) -> str:
    if domains or platforms:
        return _("This plan names domains and platforms; there is no product to offer yet.")
    return _("This plan has just begun; nothing is in it yet.")


def between(plan: Plan, context: ReportContext) -> str:
    """What each side of the one alliance in a partner’s copy gives; empty where nothing is written down."""
    given = {way: [one.what for one in plan.of(Exchange) if one.direction == way] for way in ("give", "get")}
    if not all(given.values()):
        return ""
    ours, theirs = (context.separator.join(given[way]) for way in ("give", "get"))
    return _("We give: {ours}. They give: {theirs}.").format(ours=ours, theirs=theirs)


def proof(plan: Plan, context: ReportContext) -> str:
    """How many products have been paid for, and since when; empty without products."""
    products = plan.of(Product)
    sold = [product for product in products if product.id in context.ledger.first_sales]
    if not products:
        return ""
    if not sold:
        return _("No product has had a paying customer yet.")
    first = min(context.ledger.first_sales[product.id].date or context.date for product in sold)
    text = ngettext(
        "{sold} of {count} product has been paid for; the first sale was on {day}.",
        "{sold} of {count} products have been paid for; the first sale was on {day}.",
        len(products),
    )
    return text.format(sold=len(sold), count=len(products), day=context.day(first))


def first_sale(product: Product, context: ReportContext) -> str:
    """The proof of one product: day, amount and channel of its first sale."""
    entry = context.ledger.first_sales.get(product.id)
    if entry is None:
        return _("No paying customer yet")
    names = {"day": context.day(entry.date), "amount": context.money(entry.amount)}
    channel = context.label("platform", entry.platform)
    if channel:
        return _("First sale on {day}: {amount} on {platform}").format(platform=channel, **names)
    return _("First sale on {day}: {amount}").format(**names)
