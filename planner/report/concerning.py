"""The part of a plan that a partner may see: one alliance, who takes part, and what it reaches; nothing else.

What one thinks of the partner, what things cost and how well they sell stays at home.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import (
    Alliance,
    Domain,
    Exchange,
    Listing,
    Milestone,
    Need,
    Partner,
    PlanSettings,
    Platform,
    Product,
    Record,
)
from planner.model.plan import Plan, plan_of


def part_for(plan: Plan, name: str) -> Plan:
    """The part that concerns the alliance with this id or name; the only one for "". InputError naming those there are."""
    alliance = _alliance(plan, name)
    exchanges = [one for one in plan.of(Exchange) if one.alliance == alliance.id]
    listings = _listings(plan, {one.listing for one in exchanges})
    products = [one for one in plan.of(Product) if one.id in {listing.product for listing in listings}]
    needs = [need for need in plan.of(Need) if need.product in {one.id for one in products}]
    chosen: list[Iterable[Record]] = [
        (_discreet_settings(plan.settings), _discreet_alliance(alliance)),
        (replace(one, value_to_us=None, value_to_them=None) for one in exchanges),
        (replace(one, notes="") for one in plan.of(Partner) if one.id in alliance.partners),
        (_discreet_listing(one) for one in listings),
        (_discreet_product(one) for one in products),
        (_discreet_platforms(plan, {listing.platform for listing in listings})),
        (replace(need, multiplier=None) for need in needs),
        (replace(one, evidence="", notes="") for one in plan.of(Domain) if one.id in {need.domain for need in needs}),
        (replace(one, cost_of_delay=None) for one in plan.of(Milestone) if one.alliance == alliance.id),
    ]
    return plan_of(record for part in chosen for record in part)


def _alliance(plan: Plan, name: str) -> Alliance:
    every = plan.of(Alliance)
    found = [one for one in every if name in ("", one.id) or one.name.casefold() == name.strip().casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"“{one.name}”" for one in every) or "–"
    if name:
        message = _("There is no single alliance “{name}”; there are {names}.").format(name=name, names=names)
    else:
        message = _("Say for which alliance the partner’s copy is; there are {names}.").format(names=names)
    raise InputError(message, "alliance", "unknown")


def _listings(plan: Plan, reached: set[str | None]) -> list[Listing]:
    """The listings that exchanges reach; those of all products where none names one."""
    named = [one for one in plan.of(Listing) if one.id in reached]
    return named or [one for one in plan.of(Listing) if one.status == "active"]


def _discreet_settings(settings: PlanSettings) -> PlanSettings:
    return replace(
        settings, cash=None, credit_limit=None, living_costs=None, set_aside_rate=None, hours_per_week=None, wage=None
    )


def _discreet_alliance(one: Alliance) -> Alliance:
    return replace(
        one, our_alternative=None, their_alternative=None, pair_bonuses="", notes="", next_step="", next_on=None
    )


def _discreet_listing(one: Listing) -> Listing:
    return replace(
        one, click_rate=None, conversion=None, ad_budget=None, cost_per_click=None, rpm=None, commission_rate=None,
        fee_rate=None, fixed_fee=None, priority=None, notes="",
    )  # fmt: skip


def _discreet_product(one: Product) -> Product:
    return replace(
        one, unit_cost=None, refund_rate=None, churn=None, make_hours=None, hours_per_sale=None, upkeep_hours=None,
        evergreen_share=None, half_life_months=None, backed_by=None, notes="",
    )  # fmt: skip


def _discreet_platforms(plan: Plan, ids: set[str | None]) -> Iterator[Platform]:
    for one in plan.of(Platform):
        if one.id in ids:
            yield replace(
                one, open_rate=None, open_floor=None, open_half_life_months=None, hours_per_publication=None,
                fee_rate=None, fixed_fee=None, monthly_cost=None, payout_days=None, rules="", notes="",
            )  # fmt: skip
