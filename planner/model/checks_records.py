"""The rules that need nothing but the record and its neighbours: what a form can say while one types."""

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from planner.i18n import N_, _, ngettext
from planner.model.catalogue import (
    KINDS,
    Alliance,
    Domain,
    Draft,
    Exchange,
    Listing,
    Platform,
    Product,
    Record,
    kind_of,
)
from planner.model.checks import Finding, Fix, Surroundings, check
from planner.model.number_types import Uncertain
from planner.model.parsing import Context, words
from planner.model.plan import Plan
from planner.model.values import Money, Month, Range

SELLING = ("trial", "active")  # statuses of a listing that is on offer
RANGED = tuple(kind.name for kind in KINDS.values() if any(isinstance(spec.type, Uncertain) for spec in kind.specs))
CONTENT = ("text", "image", "video", "audio")  # media that are read, seen and heard
_HUNDREDFOLD = 100
PERIODS = {
    "alliance": ("start", "end"),
    "listing": ("start_month", "end_month"),
    "job": ("start", "end"),
    "cost": ("start", "end"),
}


def in_base(amount: Money, plan: Plan) -> Decimal | None:
    """The amount in the plan's base currency by the newest rate; None where there is no rate."""
    if amount.currency == plan.settings.currency:
        return amount.amount
    rates = [rate.rate for rate in plan.rates() if rate.currency == amount.currency and rate.rate]
    return amount.amount * rates[-1] if rates else None


def _money(amount: Money, plan: Plan) -> str:
    return words("money", amount, replace(Context(), currency=plan.settings.currency))


@check("domain.target_below_score", "domain", title=N_("Target below the score"))
def target_below_score(domain: Domain, _around: Surroundings) -> Iterator[Finding]:
    """A target that is already passed asks for nothing."""
    if domain.score is not None and domain.target is not None and domain.target < domain.score:
        message = _("The target {target} is below the score {score} of now.")
        fix = Fix(_("Set target to now ({score})").format(score=domain.score), {"target": domain.score})
        values = {"target": domain.target, "score": domain.score}
        why = _("A target that is already reached asks for nothing, and no hours are planned for it.")
        yield Finding("target", message.format(**values), fix, values, why=why)


@check("domain.score_without_evidence", "domain", title=N_("Score without evidence"), severity="hint")
def score_without_evidence(domain: Domain, _around: Surroundings) -> Iterator[Finding]:
    """A score nobody can check is a wish."""
    if domain.score and not domain.evidence.strip():
        why = _("Everything a domain multiplies rests on its score; one that nobody can check is a wish.")
        yield Finding("evidence", _("Add what shows the score: a work, a client, a number."), why=why)


@check("product.price_below_cost", "product", title=N_("Price below the unit cost"))
def price_below_cost(product: Product, around: Surroundings) -> Iterator[Finding]:
    """Every sale loses money."""
    if product.price is None or product.unit_cost is None:
        return
    price, cost = in_base(product.price, around.plan), in_base(product.unit_cost, around.plan)
    if price is None or cost is None or price >= cost:
        return
    told = {"price": _money(product.price, around.plan), "cost": _money(product.unit_cost, around.plan)}
    fix = Fix(_("Raise to {cost}, break-even").format(cost=told["cost"]), {"price": product.unit_cost})
    values = {"price": product.price, "unit_cost": product.unit_cost}
    why = _("Every sale loses money; selling more only makes it worse.")
    message = _("The price {price} is below the unit cost {cost}.").format(**told)
    yield Finding("price", message, fix, values, why=why)


@check("product.live_without_listing", "product", title=N_("Live, but offered nowhere"), severity="hint")
def live_without_listing(product: Product, around: Surroundings) -> Iterator[Finding]:
    """Live, but nowhere to be had."""
    if product.stage == "live" and not around.plan.naming("listing", "product", product.id):
        why = _("Nobody can buy it, so the forecast counts nothing for it.")
        yield Finding("stage", _("It is live but offered nowhere; add a listing below."), why=why)


@check("product.nothing_behind", "product", title=N_("Content with nothing behind it"), severity="hint")
def nothing_behind(product: Product, around: Surroundings) -> Iterator[Finding]:
    """A stream of content that leads to nothing that can be bought."""
    if product.stage != "live" or product.backed_by is not None or product.medium not in CONTENT:
        return
    free = product.pricing == "advertising" or product.price is None
    if free and not any(_sells(one) for one in around.plan.naming("listing", "product", product.id)):
        why = _(
            "Content without a product behind it earns attention and little else; what is traded has proven its worth."
        )
        yield Finding("backed_by", _("Nothing is sold behind it; choose the product it leads to."), why=why)


def _sells(listing: Record) -> bool:
    """Whether a listing asks for a price of its own."""
    return isinstance(listing, Listing) and bool(listing.price or listing.commission_rate)


@check("platform.fee_missing", "platform", title=N_("No fee where peers pay one"))
def fee_missing(platform: Platform, around: Surroundings) -> Iterator[Finding]:
    """No fee where one is published: the forecast would be too kind."""
    known = around.known.get(platform.catalogue_key)
    if platform.fee_rate or known is None or not known.fee_rate:
        return
    fee = words("share", known.fee_rate)
    message = _("Peers charge {fee} ({date}).").format(fee=fee, date=known.date or _("no date"))
    if known.weak:
        message = _("Peers charge {fee} ({date}); typical, check.").format(fee=fee, date=known.date or _("no date"))
    fix = Fix(_("Use {fee}").format(fee=fee), {"fee_rate": known.fee_rate})
    why = _("Without the fee every sale on this platform looks better than it is.")
    yield Finding("fee_rate", message, fix, {"fee_rate": platform.fee_rate, "known": known.fee_rate}, why=why)


@check("platform.audience_missing", "platform", title=N_("Nobody reached"), severity="hint")
def audience_missing(platform: Platform, around: Surroundings) -> Iterator[Finding]:
    """Something is on offer where nobody is known to come."""
    listings = around.plan.naming("listing", "platform", platform.id)
    selling = any(getattr(listing, "status", None) in SELLING for listing in listings)
    if platform.audience is None and selling:
        why = _("Sales are reckoned from the people reached; without a number nothing is sold here.")
        yield Finding("audience", _("Say how many people you reach here; a wide range will do."), why=why)


@check("listing.duplicate", "listing", title=N_("The same listing twice"))
def duplicate_listing(listing: Listing, around: Surroundings) -> Iterator[Finding]:
    """The same product twice on one platform is counted twice."""
    if listing.status == "ended" or not (listing.product and listing.platform):
        return
    twins = [
        other
        for other in around.plan.naming("listing", "product", listing.product)
        if isinstance(other, Listing)
        and other.id != listing.id
        and other.platform == listing.platform
        and other.status != "ended"
    ]
    if twins:
        names = {
            "product": around.plan.label("product", listing.product),
            "platform": around.plan.label("platform", listing.platform),
        }
        message = _("“{product}” is on “{platform}” twice; end or delete one of them.").format(**names)
        fix = Fix(_("End this one"), {"status": "ended"})
        why = _("The same readers would be counted for both, and the income twice.")
        yield Finding("platform", message, fix, also=tuple(("listing", other.id) for other in twins), why=why)


@check("money.no_rate", "listing", "product", "platform", "cost", "job", title=N_("No exchange rate"), severity="error")
def no_rate(record: Record, around: Surroundings) -> Iterator[Finding]:
    """An amount in a currency that cannot be turned into the plan's own."""
    for entry in fields(record):
        value = getattr(record, entry.name)
        if isinstance(value, Money) and in_base(value, around.plan) is None:
            names = {"currency": value.currency, "base": around.plan.settings.currency}
            message = _("There is no rate from {currency} to {base}; add one in Settings or change the currency.")
            why = _("An amount that cannot be turned into the base currency is left out of every sum.")
            yield Finding(entry.name, message.format(**names), values=names, why=why)


@check("range.too_wide", *RANGED, title=N_("A range wider than a hundredfold"))
def too_wide(record: Record, _around: Surroundings) -> Iterator[Finding]:
    """Between ends a hundredfold apart nothing is told; mostly one of them lacks or has a digit too many."""
    for spec in kind_of(record).specs:
        value = getattr(record, spec.name)
        low, high = value.ends() if isinstance(value, Range) else (Decimal(0), Decimal(0))
        if high > _HUNDREDFOLD * low > 0:
            message = _("The upper end is {count} times the lower one; check both.").format(
                count=f"{int(high / low):,}"
            )
            why = _("So wide a range says nearly nothing, and the forecast with it. Often an end was mistyped.")
            yield Finding(spec.name, message, values={spec.name: value}, why=why)


@check("period.end_before_start", *PERIODS, title=N_("End before the start"), severity="error", safe=True)
def end_before_start(record: Record, _around: Surroundings) -> Iterator[Finding]:
    """A period that ends before it begins holds nothing."""
    first, last = PERIODS[kind_of(record).name]
    start, end = getattr(record, first), getattr(record, last)
    if start is not None and end is not None and end < start:
        kind = "month" if isinstance(start, Month) else "day"
        told = {"start": words(kind, start), "end": words(kind, end)}
        swapped: dict[str, Any] = {first: end, last: start}
        fix = Fix(_("Swap to {end} – {start}").format(**told), swapped)
        why = _("A period that ends before it begins holds no month, so nothing of it is counted.")
        yield Finding(last, _("The end {end} is before the start {start}.").format(**told), fix, why=why)


@check("alliance.one_sided", "alliance", title=N_("One side gives nothing"), severity="hint")
def one_sided(alliance: Alliance, around: Surroundings) -> Iterator[Finding]:
    """An active alliance in which one side does nothing will not last."""
    if alliance.stage != "active":
        return
    lines = around.plan.naming("exchange", "alliance", alliance.id)
    ways = {line.direction for line in lines if isinstance(line, Exchange)}
    why = _("An alliance in which one side gives nothing seldom lasts, and what it is worth cannot be reckoned.")
    if "give" not in ways:
        yield Finding("stage", _("It is active, but nothing you give is written down."), why=why)
    elif "get" not in ways:
        yield Finding("stage", _("It is active, but nothing they give is written down."), why=why)


@check("alliance.follow_up_late", "alliance", title=N_("Next step overdue"), severity="hint")
def follow_up_late(alliance: Alliance, around: Surroundings) -> Iterator[Finding]:
    """The next step stands in the past; said without reproach."""
    if alliance.next_on is None or alliance.stage == "ended" or alliance.next_on >= around.today:
        return
    late = (around.today - alliance.next_on).days
    message = ngettext("{count} day late.", "{count} days late.", late).format(count=late)
    why = _("A step without a day ahead is easily forgotten; a partner waits.")
    fix = Fix(_("Move to today"), {"next_on": around.today})
    yield Finding("next_on", message, fix, {"days": late}, why=why)


@check("alliance.over", "alliance", title=N_("Past its end"), severity="hint")
def over(alliance: Alliance, around: Surroundings) -> Iterator[Finding]:
    """The day of its end has passed, and its stage does not say so."""
    if alliance.end is None or alliance.stage not in ("agreed", "active") or alliance.end >= around.today:
        return
    message = _("It ended on {day}.").format(day=words("day", alliance.end))
    why = _("What has ended brings nothing any more; its share and its hours end with it.")
    yield Finding("stage", message, Fix(_("Set to ended"), {"stage": "ended"}), {"end": alliance.end}, why=why)


@check("alliance.share_without_basis", "alliance", title=N_("Share of what?"), severity="hint")
def share_without_basis(alliance: Alliance, _around: Surroundings) -> Iterator[Finding]:
    """A share means little until it is said of what."""
    if alliance.share and alliance.share_basis is None:
        fix = Fix(_("Of gross income"), {"share_basis": "gross"})
        why = _("A third of the profit is far less than a third of the income; partners quarrel over the difference.")
        yield Finding("share_basis", _("Say what the share is taken of: gross income or profit."), fix, why=why)


@check("input.unread", title=N_("Text that cannot be read"), severity="error")
def unread(plan: Plan, _around: Surroundings) -> Iterator[Finding]:
    """What was typed and could not be read: it is kept, and reckoned with the last good value."""
    for draft in plan.of(Draft):
        record = plan.find(draft.kind, draft.record)
        if record is not None and not record.archived:
            message = _("“{text}” could not be read.").format(text=draft.text)
            why = _("Your text is kept; everything is reckoned with the last value that could be read.")
            told = {"text": draft.text}
            yield Finding(draft.field, message, values=told, kind=draft.kind, id=draft.record, why=why)
