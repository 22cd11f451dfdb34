"""The map of a plan: which domain feeds which product, where it is offered, and which alliance reaches that place.

A domain leads to a product through a need, a product to a platform through a listing, a platform to an alliance
through an exchange that names a listing there. What is put away (archived) is not drawn.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from planner.figures.drawing import Drawing
from planner.figures.layered_map import MapOptions, layered_map
from planner.figures.map_records import MapLink, MapNode
from planner.figures.map_values import Flowing
from planner.figures.proof_words import proof_mark, proof_words
from planner.i18n import _, ngettext
from planner.model.alliances import ALLIANCE_STAGES, Alliance, Exchange
from planner.model.plan import Plan
from planner.model.portfolio import (
    LISTING_STATUSES,
    MEDIA,
    PLATFORM_FORMS,
    ROLES,
    STAGES,
    Domain,
    Listing,
    Need,
    Platform,
    Product,
)
from planner.model.proof import Proof
from planner.model.reading import Context
from planner.model.values import Money
from planner.model.wording import money_words

Proofs = Mapping[str, Proof]
NOTHING_PROVEN: Proofs = MappingProxyType({})

_PRODUCT_STATUS = {"idea": "idea", "making": "trial", "live": "active", "retired": "ended"}
_ALLIANCE_STATUS = {
    "idea": "idea",
    "contacted": "trial",
    "talking": "trial",
    "agreed": "trial",
    "active": "active",
    "ended": "ended",
}
_BEST_FIRST = ("active", "trial", "paused", "idea", "ended")


def _money(amount: Money | None, context: Context) -> str:
    return money_words(amount, context) if amount else ""


def map_of(
    plan: Plan,
    options: MapOptions | None = None,
    hide_amounts: bool = False,
    proofs: Proofs = NOTHING_PROVEN,
    flowing: Flowing | None = None,
) -> Drawing:
    """The map of `plan` in the language in use; `hide_amounts` puts dots where prices would stand.

    What is `flowing` makes the width and the label of each line, and a row of each node.
    """
    return layered_map(map_nodes(plan, hide_amounts, proofs, flowing), map_links(plan, hide_amounts, flowing), options)


def map_nodes(
    plan: Plan, hide_amounts: bool = False, proofs: Proofs = NOTHING_PROVEN, flowing: Flowing | None = None
) -> list[MapNode]:
    """Every domain, product, platform and alliance of `plan` in its order; products say what is proven of them."""
    context = _context(plan, hide_amounts)
    offered: dict[str, list[str]] = {}
    for listing in plan.of(Listing):
        offered.setdefault(listing.platform or "", []).append(listing.status or "")
    nodes = [
        *(_domain_node(domain) for domain in plan.of(Domain)),
        *(_product_node(plan, product, context, proofs.get(product.id)) for product in plan.of(Product)),
        *(_platform_node(platform, offered.get(platform.id, [])) for platform in plan.of(Platform)),
        *(_alliance_node(alliance) for alliance in plan.of(Alliance)),
    ]
    return [replace(node, value=flowing.of_node(node.key, context)) for node in nodes] if flowing else nodes


def map_links(plan: Plan, hide_amounts: bool = False, flowing: Flowing | None = None) -> list[MapLink]:
    """Every need and listing of `plan`, and one link for all exchanges of an alliance at one platform."""
    context = _context(plan, hide_amounts)
    needs = [
        MapLink(
            ("domain", need.domain or ""),
            ("product", need.product or ""),
            label=_word(ROLES, need.role),
            record=("need", need.id),
        )
        for need in plan.of(Need)
    ]
    listings = [
        MapLink(
            ("product", listing.product or ""),
            ("platform", listing.platform or ""),
            label=_listing_label(plan, listing, context),
            status=listing.status or "",
            record=("listing", listing.id),
        )
        for listing in plan.of(Listing)
    ]
    links = [*needs, *listings, *_alliance_links(plan)]
    return [flowing.on_link(link, context) for link in links] if flowing else links


def _context(plan: Plan, hide_amounts: bool) -> Context:
    return Context(currency=plan.settings.currency or "CNY", hidden=hide_amounts)


def _domain_node(domain: Domain) -> MapNode:
    caption = ""
    if domain.score is not None and domain.target is not None and domain.target > domain.score:
        caption = _("Score {score}, aim {target}").format(score=domain.score, target=domain.target)
    elif domain.score is not None:
        caption = _("Score {score}").format(score=domain.score)
    return MapNode("domain", domain.id, domain.name, caption, 0)


def _product_node(plan: Plan, product: Product, context: Context, proof: Proof | None) -> MapNode:
    """A product that was sold says so in the place of its stage, which its mark tells too; when first, if pointed at."""
    proven = proof_mark(proof, context) if proof is not None else ""
    caption = _joined(proven or _word(STAGES, product.stage), _money(product.price, context))
    status = _PRODUCT_STATUS.get(product.stage or "", "")
    first = proof_words(proof, plan, context) if proof is not None and proven else ""
    return MapNode("product", product.id, product.name, caption, 1, status, _word(MEDIA, product.medium), first)


def _platform_node(platform: Platform, statuses: list[str]) -> MapNode:
    """A platform has no status of its own: it shows the best of its listings."""
    status = next((best for best in _BEST_FIRST if best in statuses), "")
    caption = ngettext("{count} product", "{count} products", len(statuses)).format(count=len(statuses))
    return MapNode("platform", platform.id, platform.name, caption, 2, status, _word(PLATFORM_FORMS, platform.form))


def _alliance_node(alliance: Alliance) -> MapNode:
    stage = _word(ALLIANCE_STAGES, alliance.stage)
    status = _ALLIANCE_STATUS.get(alliance.stage or "", "")
    return MapNode("alliance", alliance.id, alliance.name, stage, 3, status, stage)


def _listing_label(plan: Plan, listing: Listing, context: Context) -> str:
    product = plan.find("product", listing.product)
    price = listing.price or (product.price if isinstance(product, Product) else None)
    return _money(price, context) or _word(LISTING_STATUSES, listing.status)


def _alliance_links(plan: Plan) -> list[MapLink]:
    reached: dict[tuple[str, str], list[Exchange]] = {}
    for exchange in plan.of(Exchange):
        listing = plan.find("listing", exchange.listing)
        if isinstance(listing, Listing) and not listing.archived and listing.platform and exchange.alliance:
            reached.setdefault((listing.platform, exchange.alliance), []).append(exchange)
    return [
        MapLink(
            ("platform", platform),
            ("alliance", alliance),
            label=_exchange_label(exchanges),
            status=_link_status(plan, alliance),
            record=("alliance", alliance) if len(exchanges) > 1 else ("exchange", exchanges[0].id),
        )
        for (platform, alliance), exchanges in reached.items()
    ]


def _link_status(plan: Plan, alliance: str) -> str:
    found = plan.find("alliance", alliance)
    return _ALLIANCE_STATUS.get(found.stage or "", "") if isinstance(found, Alliance) else ""


def _exchange_label(exchanges: list[Exchange]) -> str:
    if len(exchanges) == 1:
        return exchanges[0].what
    return ngettext("{count} exchange", "{count} exchanges", len(exchanges)).format(count=len(exchanges))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _word(options: tuple[tuple[str, str], ...], value: str | None) -> str:
    return next((_(label) for key, label in options if key == value), "")
