"""Rules about products: whether they sell, what a sale leaves, whether they earn back what they take."""

import math
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, Decimal

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, Subject, error, hint, warning
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.calibration import silence
from planner.analysis.facts.experiment_outlooks import conversion_prior
from planner.analysis.forecast_results import Forecast, ListingOutlook
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.free_hours import YEAR, covered
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.listings.terms import ListingTerms, listing_terms
from planner.analysis.listings.unit_economics import break_even, lifetime_value
from planner.i18n import N_, _
from planner.model.catalogue import Cost, Listing, Product
from planner.model.checks import Fix, Lacking, Surroundings
from planner.model.checks_records import SELLING
from planner.model.plan import Plan
from planner.model.values import Money, minor_digits

_LITTLE = 0.05
_STREAMS = ("advertising",)  # pricings of content that is looked at and never ordered


def _silent(around: Surroundings) -> Iterator[Subject]:
    """PR01: proven sales of a product and of the one behind it, as entries: each says that something was sold.

    Its visitors are the clicks on it and on what leads to it; of a stream of content everybody who sees it is one. It is
    live from its launch, or from its first listing on offer. Silence is that of the listing whose range is the most
    patient; of none it is that of no opinion.
    """
    plan, facts = around.plan, around.results["actuals"]
    proven = {one: proof.sales for one, proof in facts.proofs.items()}
    for product in plan.of(Product):
        listings = _listings(plan, product)
        sold = sum(proven.get(one, 0) for one in {product.id, product.backed_by or product.id})
        if sold or product.stage == "retired" or (product.stage != "live" and not listings):
            continue
        ranges = [one for one in listings if one.conversion is not None] if product.pricing not in _STREAMS else []
        priors = [conversion_prior(one.conversion, f"listing/{one.id}/conversion") for one in ranges]
        values = {
            "days_live": _days_live(product, listings, around.today),
            "transactions": sold,
            "visitors": _visitors(plan, facts, product),
            "silence_visitors": max(map(silence, priors or [conversion_prior(None)])),
        }
        also = tuple(("listing", one.id) for one in listings)
        fix = Fix(_("Retire it"), {"stage": "retired"})
        yield Subject("product", product.id, "stage", values, {"name": product.name}, also, fix)


def _listings(plan: Plan, product: Product) -> list[Listing]:
    """The listings of the product that are on offer."""
    listings = plan.naming("listing", "product", product.id)
    return [one for one in listings if isinstance(one, Listing) and one.status in SELLING]


def _days_live(product: Product, listings: list[Listing], today: date) -> int | None:
    launch = product.launch_month if product.stage == "live" else None
    starts = [month.first_day() for month in (launch, *(one.start_month for one in listings)) if month is not None]
    return max(0, (today - min(starts)).days) if starts else None


def _visitors(plan: Plan, facts: Actuals, product: Product) -> int:
    stream = product.pricing in _STREAMS
    ways = {one.id for one in plan.of(Product) if one.backed_by == product.id} | {product.id}
    seen = [(key[2], reach) for key, reach in facts.reach.items() if key[2] in ways]
    return sum(reach.views if stream and one == product.id else reach.clicks for one, reach in seen)


def _orders_that_lose(around: Surroundings) -> Iterator[Subject]:
    """PR02: what an order leaves on each listing with its guesses at their medians (it moves with refunds alone)."""
    for terms in listing_terms(around.plan):
        if terms.net is not None and terms.pricing != "commission":
            names = {"name": around.plan.label("listing", terms.id)}
            values = {"net_per_order_p50": terms.net}
            fix = _break_even_price(around, terms) if terms.net <= 0 else None
            also = (("product", terms.product), ("platform", terms.platform))
            yield Subject("listing", terms.id, "price", values, names, also, fix)


def _break_even_price(around: Surroundings, terms: ListingTerms) -> Fix | None:
    """The next price above break-even, in the base currency; none where fees and refunds take all of any price."""
    if terms.kept_of_price <= 0:
        return None
    needed = Decimal(terms.costs_of_order / terms.kept_of_price)
    currency = around.plan.settings.currency
    step = Decimal(1) if needed >= 10 else Decimal(1).scaleb(-minor_digits(currency))
    price = Money.rounded(needed.quantize(step, ROUND_CEILING), currency)
    if terms.kept_of_price * float(price.amount) <= terms.costs_of_order:
        price = Money.rounded(price.amount + step, currency)
    shown = Words(around.plan, around.today).money(float(price.amount))
    return Fix(_("Raise to {price}, just above break-even").format(price=shown), {"price": price})


def _earned_back(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PR03: hours left to make it at the wage and its own running costs of 12 months, over the mean net of its orders.

    Orders are the sum of the P90 of its listings over the 12 months from the start: more than the P90 of the sum.
    """
    plan, forecast = around.plan, around.results["forecast"]
    wage = money(plan, plan.settings.wage)
    for product in plan.of(Product):
        outlooks = _outlooks(forecast, product.id)
        nets = _nets(plan, outlooks)
        if not nets:
            continue
        hours = _hours_to_make(product, around.results["actuals"])
        if hours and wage is None:
            yield Lacking((f"plan/{plan.settings.id}/wage",))
            continue
        weight = sum(orders for orders, _net in nets)
        net = sum(orders * net for orders, net in nets) / weight if weight > 0 else max(net for _orders, net in nets)
        values = {
            "break_even_orders": break_even(net, hours, wage or 0.0, _own_costs(plan, product)),
            "orders_p90": sum(max(0.0, one.orders.p90) for one in outlooks),
        }
        yield Subject("product", product.id, "make_hours", values, {"name": product.name})


def _outlooks(forecast: Forecast, product: str) -> list[ListingOutlook]:
    return [one for one in forecast.listings if one.product == product]


def _nets(plan: Plan, outlooks: list[ListingOutlook]) -> list[tuple[float, float]]:
    """Mean orders and what each leaves within a year, of each listing of which something is ordered."""
    ordered = [terms for terms in listing_terms(plan) if terms.net is not None and not terms.lacking]
    net = {terms.id: _net_of_a_year(terms, terms.net or 0.0) for terms in ordered}
    return [(one.orders.mean, net[one.id]) for one in outlooks if one.id in net]


def _net_of_a_year(terms: ListingTerms, net: float) -> float:
    """What an order leaves, of a subscription over its first 12 months."""
    return lifetime_value(net, terms.churn, months=YEAR) if terms.pricing == "subscription" else net


def _hours_to_make(product: Product, facts: Actuals) -> float:
    """The median of the hours to make less those spent; what is live is made."""
    read = inputs_of([product], {}).get(f"product/{product.id}/make_hours")
    if read is None or product.stage not in ("idea", "making"):
        return 0.0
    return max(0.0, ends(read)[1] - facts.making_hours.get(product.id, 0.0))


def _own_costs(plan: Plan, product: Product) -> float:
    """Running costs of the 12 months from the start that name the product, at their medians."""
    start, total = plan.settings.start_month, 0.0
    for cost in plan.naming("cost", "product", product.id):
        read = inputs_of([cost], {}).get(f"cost/{cost.id}/amount")
        if isinstance(cost, Cost) and read is not None and start is not None:
            total += ends(read)[1] * float(covered(start, YEAR, cost.start, cost.end).sum())
    return total


def _cheap_hours(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PR04: net of an order that earns, of a subscription that of its first 12 months, with guesses at their medians."""
    forecast = around.results["forecast"]
    worth = forecast.value_of_hour
    for terms in listing_terms(around.plan):
        if terms.net is None or terms.net <= 0 or terms.hours_per_sale <= 0 or terms.lacking:
            continue
        if worth is None:
            yield Lacking((f"plan/{around.plan.settings.id}/hours_per_week",))
            return
        net = _net_of_a_year(terms, terms.net)
        values = {"net_per_order": net, "hours_per_sale": terms.hours_per_sale, "value_of_hour": worth}
        orders = next((one.orders.mean for one in forecast.listings if one.id == terms.id), 0.0)
        impact = orders * (worth * terms.hours_per_sale - net)
        names = {"name": around.plan.label("listing", terms.id)}
        yield Subject("listing", terms.id, "price", values, names, (("product", terms.product),), impact=impact)


def _single_outlets(around: Surroundings) -> Iterator[Subject]:
    """PR05: mean income of 12 months less advertising, and the platforms on which the product takes part.

    Services and events are not made once to be sold in many places: their hours are the limit. What brings less than a
    twentieth of the income is not worth a second place yet.
    """
    forecast = around.results["forecast"]
    total = sum(max(0.0, one.net.mean) for one in forecast.listings)
    for product in around.plan.of(Product):
        outlooks = _outlooks(forecast, product.id)
        income = sum(one.net.mean for one in outlooks)
        if product.pricing == "hourly" or product.medium in ("service", "event") or income < _LITTLE * total:
            continue
        values = {"income_12": income, "outlets": len({one.platform for one in outlooks})}
        also = tuple(("listing", one.id) for one in outlooks)
        yield Subject("product", product.id, "name", values, {"name": product.name}, also)


def _building(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PR06: hours logged as making against the P90 of the hours to make, and proven sales."""
    facts = around.results["actuals"]
    proven = {one: proof.sales for one, proof in facts.proofs.items()}
    for product in around.plan.of(Product):
        made = facts.making_hours.get(product.id, 0.0)
        if product.stage == "retired" or product.pricing in _STREAMS or not made:
            continue
        read = inputs_of([product], {}).get(f"product/{product.id}/make_hours")
        if read is None:
            if not proven.get(product.id, 0):
                yield Lacking((f"product/{product.id}/make_hours",))
            continue
        most = read.spread.value if read.spread.value is not None else ends(read)[2]
        values = {"logged_make_hours": made, "make_hours_p90": most, "sales": proven.get(product.id, 0)}
        yield Subject("product", product.id, "make_hours", values, {"name": product.name})


SPECS = (
    RuleSpec(
        "PR01",
        N_("No sale backs this product"),
        gather=_silent,
        needs=("actuals",),
        numbers=(
            Number("days_live", "days", empty=True),
            Number("transactions", "count"),
            Number("visitors", "count"),
            Number("silence_visitors", "count", infinite=True),
        ),
        conditions=(
            warning(
                N_("“{name}” has had {visitors} visitors in {days_live} and no sale yet."),
                Mark("days_live", ">=", 90),
                Mark("transactions", "=", 0),
                Mark("visitors", ">=", "silence_visitors"),
            ),
        ),
        why=N_(
            "Only what is traded has proven value. After 90 days and this many visitors the silence speaks: had the "
            "conversion you expect been right, a sale would almost surely have come."
        ),
        advice=N_("Test another price or promise in a day, or retire the product."),
    ),
    RuleSpec(
        "PR02",
        N_("Every sale loses money"),
        gather=_orders_that_lose,
        numbers=(Number("net_per_order_p50", "money"),),
        conditions=(
            error(
                N_("A sale of “{name}” leaves {net_per_order_p50} after fees, refunds and costs."),
                Mark("net_per_order_p50", "<=", 0),
            ),
        ),
        why=N_("Fees, refunds and unit costs take the whole price or more. Selling more of it would not help."),
        advice=N_("Raise the price, lower the unit cost, or sell where the fee is lower."),
    ),
    RuleSpec(
        "PR03",
        N_("It will hardly earn back what it still takes"),
        gather=_earned_back,
        needs=("forecast", "actuals"),
        numbers=(Number("break_even_orders", "count", infinite=True), Number("orders_p90", "count")),
        conditions=(
            warning(
                N_("At this price “{name}” never earns back what is still to be spent on it."),
                Mark("break_even_orders", ">=", math.inf),
            ),
            warning(
                N_(
                    "“{name}” has to sell {break_even_orders} times to earn back what is still to be spent; even a good "
                    "year brings {orders_p90} orders."
                ),
                Mark("break_even_orders", ">", "orders_p90"),
            ),
        ),
        why=N_(
            "Only what is still to be spent counts here; what is spent is spent. Nine years in ten bring fewer orders "
            "than it takes to earn that back within twelve months."
        ),
        advice=N_("Make it smaller: sell a first part before the rest is made."),
    ),
    RuleSpec(
        "PR04",
        N_("Hours sold below their best use"),
        gather=_cheap_hours,
        needs=("forecast",),
        numbers=(
            Number("net_per_order", "money"),
            Number("hours_per_sale", "hours"),
            Number("value_of_hour", "amount"),
        ),
        conditions=(
            warning(
                N_(
                    "A sale of “{name}” leaves {net_per_order} for {hours_per_sale} of work; elsewhere one hour brings "
                    "{value_of_hour}."
                ),
                Mark("hours_per_sale", ">", 0),
                Mark("net_per_order", "<", lambda numbers: numbers["value_of_hour"] * numbers["hours_per_sale"]),
            ),
        ),
        why=N_(
            "Each sale takes hours that would bring more in their best other use. The better it sells, the more "
            "that costs."
        ),
        advice=N_("Raise the price, or let a tool or a partner take over part of the work."),
    ),
    RuleSpec(
        "PR05",
        N_("One work, one outlet"),
        gather=_single_outlets,
        needs=("forecast",),
        numbers=(Number("income_12", "money"), Number("outlets", "count")),
        conditions=(
            hint(
                N_("“{name}” could earn in a second place; all of its {income_12} a year comes from one listing."),
                Mark("income_12", ">", 0),
                Mark("outlets", "=", 1),
            ),
        ),
        why=N_("What is made once can be sold in many places. A product with one outlet stops when that one closes."),
        advice=N_("Add a listing on another platform."),
    ),
    RuleSpec(
        "PR06",
        N_("Building without selling"),
        gather=_building,
        needs=("actuals",),
        numbers=(Number("logged_make_hours", "hours"), Number("make_hours_p90", "hours"), Number("sales", "count")),
        conditions=(
            warning(
                N_(
                    "“{name}” has taken {logged_make_hours} to make, planned were {make_hours_p90} at most, and none is "
                    "sold yet."
                ),
                Mark("logged_make_hours", ">", lambda numbers: 1.5 * numbers["make_hours_p90"]),
                Mark("sales", "=", 0),
            ),
        ),
        why=N_(
            "The making has taken over one and a half times the most that was planned. A first sale of what exists "
            "tells more than further making."
        ),
        advice=N_("Offer the half that is done and let the first buyers say what is missing."),
    ),
)
