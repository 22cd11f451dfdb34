"""What the rules about platforms and listings look at: bought traffic, reach, dependence, distribution."""

import math
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from planner.analysis.diagnosis.declaration import Subject
from planner.analysis.facts.actuals import Actuals, Reach
from planner.analysis.facts.calibration import falling
from planner.analysis.facts.priors import Trials
from planner.analysis.forecast_results import Forecast, ListingOutlook, Source
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.listings.terms import ListingTerms, listing_terms
from planner.analysis.sources.concentration import breakdown
from planner.analysis.sources.fragility import single_losses
from planner.i18n import _
from planner.model.catalogue import Listing, Platform
from planner.model.checks import Fix, Lacking, Surroundings
from planner.model.checks_records import SELLING
from planner.model.plan import Plan
from planner.model.values import Money, Month

_QUARTER = 3
_HOLDS = 0.95
_ENOUGH_SALES = 6  # a ledger with fewer says nothing about concentration
_WINDOW = timedelta(days=60)
_NEARLY_ALL = 0.8  # from this share on a platform is a single point of failure even by its own sales
_HAIR = 1e-9


def bought_traffic(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PL01: the advertising money of a month; sales of the product before or apart from the advertising.

    Value to cost and payback follow from the guesses at their medians; the runway is the median one, none no limit.
    """
    plan, facts = around.plan, around.results["actuals"]
    survival = around.results["forecast"].survival
    for terms in listing_terms(plan):
        listing = plan.get(Listing, terms.id)
        budget = money(plan, listing.ad_budget)
        if not budget:
            continue
        organic = _organic_sales(facts, terms)
        if organic and terms.paid is None:
            yield Lacking(terms.lacking)
            continue
        ratio = None if terms.paid is None else terms.paid.value_to_cost
        values = {
            "ad_spend": budget,
            "organic_sales": organic,
            "value_to_cost_p50": math.inf if ratio is None else ratio,
            "payback_months": 0 if terms.paid is None else terms.paid.payback_months,
            "runway_months": math.inf if survival is None else survival.runway_p50,
        }
        fix = Fix(_("Stop the advertising"), {"ad_budget": Money(Decimal(0), plan.settings.currency)})
        also = (("product", terms.product), ("platform", terms.platform))
        names = {"name": plan.label("listing", terms.id)}
        yield Subject("listing", terms.id, "ad_budget", values, names, also, fix, 12 * budget)


def _organic_sales(facts: Actuals, terms: ListingTerms) -> int:
    """Pieces of the product sold elsewhere, or on this platform before the first month with advertising in the ledger."""
    here = [line for line in facts.lines if line.product == terms.product]
    bought = (line.month for line in here if line.sort == "ad_spend" and line.platform in (terms.platform, None))
    began = min(bought, default=None)
    return sum(
        line.sold
        for line in here
        if line.sort == "sale" and (line.platform != terms.platform or began is None or line.month < began)
    )


def reach(around: Surroundings) -> Iterator[Subject]:
    """PL02: views of the people there x publications whose views are known, in the last three full months and the three
    before; the people are the median of the audience, or the most views of a publication where these are more. Reach that
    holds but for a twentieth is passed over."""
    facts, last = around.results["actuals"], Month.of(around.today) + -1
    for platform in around.plan.of(Platform):
        late, early = (_seen(facts, platform.id, last + -back) for back in (0, _QUARTER))
        if not (late and early):
            continue
        people = max(_median(platform, "audience"), *(one.views / one.counted for one in (*late, *early)))
        before, now = (_views(part, people) for part in (early, late))
        if now[0] * before[1] > _HOLDS * before[0] * now[1]:
            continue
        found = falling(Trials(*before), Trials(*now))
        values = {"probability_falling": min(1.0, max(0.0, found.probability)), "drop": found.drop}
        yield Subject("platform", platform.id, "open_rate", values, {"name": platform.name})


def _seen(facts: Actuals, platform: str, last: Month) -> list[Reach]:
    """What was published there, with known views, in the quarter that ends with `last`."""
    months = {last + -back for back in range(_QUARTER)}
    there = (part for key, part in facts.reach.items() if key[1] == platform and key[0] in months)
    return [part for part in there if part.counted]


def _views(seen: list[Reach], people: float) -> tuple[float, float]:
    """Views among those who could have seen."""
    of = people * sum(part.counted for part in seen)
    return min(of, float(sum(part.views for part in seen))), of


def _median(platform: Platform, field: str, default: float = 0.0) -> float:
    read = inputs_of([platform], {}).get(f"platform/{platform.id}/{field}")
    return default if read is None else ends(read)[1]


def sources(around: Surroundings) -> Iterator[Subject]:
    """PL03: income by platform, of the 12 months from the start as expected, or of the last 12 in the ledger where that
    is more concentrated and knows of at least six sales."""
    forecast, facts = around.results["forecast"], around.results["actuals"]
    expected = forecast.concentration["platform"]
    platform, share = _top(expected.sources)
    values: dict[str, Any] = {"top_share": share, "effective_number": expected.effective}
    sold = sum(count for (month, _product), count in facts.sold.items() if month in facts.twelve_months)
    there, of_ledger = _of_ledger(facts) if sold >= _ENOUGH_SALES else ("", {})
    if there and of_ledger["top_share"] > share:
        platform, values = there, of_ledger
    if around.plan.find("platform", platform) is not None:
        names = {"name": around.plan.label("platform", platform)}
        also = tuple(("listing", one.id) for one in forecast.listings if one.platform == platform)
        yield Subject("platform", platform, "listing", values, names, also)  # what is on offer there


def _top(sources: tuple[Source, ...]) -> tuple[str, float]:
    return (sources[0].id, sources[0].share) if sources else ("", 0.0)


def _of_ledger(facts: Actuals) -> tuple[str, dict[str, Any]]:
    """The largest platform of the last 12 months ("" where most of the income names none), its share, the effective
    number, the months with sales, and the sales there as rows."""
    amounts = facts.of_twelve_months(facts.income_by_platform)
    found = breakdown({platform or "": amount for platform, amount in amounts.items()})
    top = found.parts[0] if found.parts and found.parts[0].share else None
    if top is None:
        return "", {}
    months = {str(month) for month in facts.twelve_months}
    sales = [one for one in facts.tallies.money if one.sort == "sale" and one.month in months]
    return top.id, {
        "top_share": top.share,
        "effective_number": found.number.effective,
        "months": len({one.month for one in sales}),
        "rows": sum(one.count for one in sales if one.platform == top.id),
    }


def single_points(around: Surroundings) -> Iterator[Subject]:
    """PL04: the share of the income of 12 months that goes with a platform or partner (`plan_fragility`).

    A platform that takes nothing but its own sales along is left to PL03, until that is nearly everything.
    """
    plan, forecast = around.plan, around.results["forecast"]
    sold: dict[str, float] = {}
    for one in forecast.listings:
        sold[one.platform] = sold.get(one.platform, 0.0) + max(0.0, one.net.mean)
    total = math.fsum(sold.values())
    for loss in single_losses(plan, forecast):
        kind, record_id = loss.nodes[0]
        gone = total - loss.left
        alone = kind == "platform" and gone <= sold.get(record_id, 0.0) * (1 + _HAIR)
        if total > 0 and not (alone and loss.lost_share < _NEARLY_ALL):
            names, values = {"name": plan.label(kind, record_id)}, {"lost_share": loss.lost_share}
            yield Subject(kind, record_id, "name", values, names, impact=gone)


def owned_reach(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PL05: audience x open rate at the medians on platforms of one's own, of all platforms with something on offer.

    Nothing is said while it is unknown whose a platform with readers is; the largest rented one is named.
    """
    plan = around.plan
    used = {one.platform for one in plan.of(Listing) if one.status in SELLING}
    platforms = [one for one in plan.of(Platform) if one.id in used]
    reached = {one.id: _median(one, "audience") * _median(one, "open_rate", 1.0) for one in platforms}
    total = sum(reached.values())
    rented = [one for one in platforms if one.ownership == "rented"]
    unknown = [one for one in platforms if one.ownership is None and reached[one.id]]
    if platforms and not total:
        yield Lacking(tuple(f"platform/{one.id}/audience" for one in platforms))
    elif unknown:
        yield Lacking(tuple(f"platform/{one.id}/ownership" for one in unknown))
    elif rented:
        largest = max(rented, key=lambda one: reached[one.id])
        owned = sum(reached[one.id] for one in platforms if one.ownership == "owned")
        values = {"owned_reach_share": min(1.0, owned / total)}
        also = tuple(("platform", one.id) for one in rented if one is not largest)
        yield Subject("platform", largest.id, "ownership", values, also=also)


def undistributed(around: Surroundings) -> Iterator[Subject]:
    """PL06: publications that went out in the months of the last 60 days on a platform whose listings plan some, and
    making logged in these months for products that are not on it.

    Where publications are not kept at all, only the platform that earns most is asked about.
    """
    plan, facts = around.plan, around.results["actuals"]
    first = Month.of(around.today - _WINDOW)
    earning = _earning(plan, around.results["forecast"])
    asked = earning if facts.reach else earning[:1]
    for platform, income, products in asked:
        made = (
            one.minutes for month, one in facts.minutes
            if month >= first and one.activity == "making" and one.product not in products
        )  # fmt: skip
        there = (part.count for key, part in facts.reach.items() if key[0] >= first and key[1] == platform)
        values = {"income_12": income, "publications_60_days": sum(there), "make_hours_elsewhere": sum(made) / 60}
        names = {"name": plan.label("platform", platform)}
        yield Subject("platform", platform, "name", values, names, tuple(("product", one) for one in products))


def _earning(plan: Plan, forecast: Forecast) -> list[tuple[str, float, list[str]]]:
    """Platforms with income whose listings plan publications, their income and products; the largest first."""
    publishing = {terms.id for terms in listing_terms(plan) if terms.publications > 0}
    found: dict[str, list[ListingOutlook]] = {}
    for one in forecast.listings:
        if one.id in publishing:
            found.setdefault(one.platform, []).append(one)
    sums = [(key, sum(one.net.mean for one in part), [one.product for one in part]) for key, part in found.items()]
    return sorted((one for one in sums if one[1] > 0), key=lambda one: -one[1])


def offline_sales(around: Surroundings) -> Iterator[Subject | Lacking]:
    """PL07: hours of 12 months on an offline platform, or at one that delivers what is sold elsewhere (hours per sale
    alone), against the mean income of a listing that earns; without the hours it still takes to make the product."""
    plan, forecast = around.plan, around.results["forecast"]
    terms = {one.id: one for one in listing_terms(plan)}
    for one in forecast.listings:
        income = math.fsum(one.income_by_month[:YEAR])
        offline = _offline_places(plan, one)
        if not offline or income <= 0 or one.id not in terms:
            continue
        if forecast.value_of_hour is None:
            yield Lacking((f"plan/{plan.settings.id}/hours_per_week",))
            return
        hours = one.orders.mean * terms[one.id].hours_per_sale
        if one.platform in offline and _made(plan, one):
            hours = max(hours, one.hours.mean)
        worth = forecast.value_of_hour
        values = {"offline_hours": hours, "value_of_hour": worth, "contribution": income}
        names, also = {"name": plan.label("listing", one.id)}, tuple(("platform", place) for place in offline)
        yield Subject("listing", one.id, "fulfilled_by", values, names, also, impact=hours * worth - income)


def _offline_places(plan: Plan, outlook: ListingOutlook) -> list[str]:
    """The platform itself and the one that delivers, where they are offline."""
    listing = plan.find("listing", outlook.id)
    named = dict.fromkeys((outlook.platform, getattr(listing, "fulfilled_by", None)))
    places = (plan.find("platform", one) for one in named)
    return [place.id for place in places if place is not None and place.presence == "offline"]


def _made(plan: Plan, outlook: ListingOutlook) -> bool:
    product = plan.find("product", outlook.product)
    return product is not None and product.stage not in ("idea", "making")
