"""What to test first: the guesses of the forecast that are worth most to know, each as a test that fits into a day."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from planner.i18n import _
from planner.model.catalogue import KINDS, Listing
from planner.model.clock import here
from planner.model.plan import Plan
from planner.model.values import Hours
from planner.model.wording import per_cent

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Driver, Forecast

MOST: Final = 3
_HOURS: Final = 3
_WEEKS: Final = 52 / 12  # of a month
_LARGEST: Final = 1000  # visitors that a day may bring
_TESTED: Final = ("audience", "open_rate", "click_rate", "conversion", "publications_per_month")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A test that is proposed: the guess it is about, why, and the fields of the idea."""

    guess: str
    why: str
    fields: dict[str, Any]


def proposals(plan: Plan, forecast: "Forecast | None") -> list[Proposal]:
    """Up to three tests, the guess that is worth most to know first; first sales where no forecast tells."""
    found: dict[str, Proposal] = {}
    for one in _worth_knowing(forecast):
        listing = listing_for(plan, one.kind, one.id, forecast)
        if listing is not None and listing.id not in found:
            found[listing.id] = _of_driver(plan, one, listing, forecast)
    for listing in plan.of(Listing):
        if len(found) < MOST and listing.id not in found and listing.status in ("active", "trial", "idea"):
            found[listing.id] = _first_sale(plan, listing)
    return list(found.values())[:MOST]


def evening(plan: Plan, now: datetime, days: int = 7) -> datetime:
    """Eight in the evening so many days from now, on the plan's clock: when a test usually ends."""
    at = here(now, plan.settings) + timedelta(days=days)
    return at.replace(hour=20, minute=0, second=0, microsecond=0).astimezone(UTC)


def _worth_knowing(forecast: "Forecast | None") -> Iterator["Driver"]:
    if forecast is not None:
        guessed = [one for one in forecast.drivers if one.field in _TESTED and not one.calibrated]
        yield from sorted(guessed, key=lambda one: (-one.knowing, -one.share))


def listing_for(plan: Plan, kind: str, record_id: str, forecast: "Forecast | None") -> Listing | None:
    """The listing on which something about a record can be tested: itself, or the one of it that earns most."""
    if kind == "listing":
        found = plan.find("listing", record_id)
        return found if isinstance(found, Listing) else None
    earns = {each.id: each.net.mean for each in forecast.listings} if forecast is not None else {}
    there = [each for each in plan.of(Listing) if getattr(each, kind, None) == record_id and each.id in earns]
    return max(there, key=lambda each: earns[each.id], default=None)


def _of_driver(plan: Plan, one: "Driver", listing: Listing, forecast: "Forecast | None") -> Proposal:
    """A conversion is tested as a share of visitors, what decides how many come by the sales of a week."""
    guess = _("{subject}: {words}").format(
        subject=plan.label(one.kind, one.id), words=_(KINDS[one.kind].by_name[one.field].label)
    )
    why = _("What this guess is moves income most; an experiment tells more than another hour of thinking.")
    return Proposal(guess, why, common_fields(listing) | marked_fields(plan, one.field, listing, forecast))


def marked_fields(plan: Plan, field: str, listing: Listing, forecast: "Forecast | None") -> dict[str, Any]:
    """What a test of a field on a listing measures and what passes it, said as a hypothesis: a conversion against the
    middle of its range, all else by the sales of a week."""
    if field == "conversion" and (fields := _conversion(plan, listing)):
        return fields
    sales = _weekly(listing, forecast)
    name = plan.label("listing", listing.id)
    return {
        "hypothesis": _("{name}: {count} sold in a week").format(name=name, count=sales),
        "measure": "sales", "threshold": Decimal(sales),
    }  # fmt: skip


def _conversion(plan: Plan, listing: Listing) -> dict[str, Any] | None:
    """A test of the conversion against the middle of its range, with the sample that decides, if a day can bring it."""
    from planner.analysis.facts.experiment_outlooks import conversion_test  # noqa: PLC0415 - SciPy, when it is wanted

    if listing.conversion is None:
        return None
    low, high = (float(end) for end in listing.conversion.ends())
    mark = Decimal(f"{math.sqrt(max(low, 1e-4) * max(high, 1e-4)):.1g}")
    name = plan.label("listing", listing.id)
    fields = common_fields(listing) | {
        "hypothesis": _("{name}: at least {rate} of the visitors buy").format(rate=per_cent(mark, exact=True) + "%", name=name),
        "measure": "conversion", "threshold": mark, "sample": 100,
    }  # fmt: skip
    test = conversion_test(plan, KINDS["experiment"].record(id="proposed", **fields))
    if test.needed <= _LARGEST:
        fields["sample"] = int(test.needed)
    return fields


def _first_sale(plan: Plan, listing: Listing) -> Proposal:
    name = plan.label("listing", listing.id)
    fields = {
        "hypothesis": _("{name}: somebody buys within a week").format(name=name),
        "measure": "sales", "threshold": Decimal(1),
    }  # fmt: skip
    why = _("Only what is traded has proven its value.")
    return Proposal(_("{name}: first sale").format(name=name), why, common_fields(listing) | fields)


def common_fields(listing: Listing) -> dict[str, Any]:
    """What every test on a listing begins with."""
    return {"listing": listing.id, "confidence": Decimal("0.8"), "budget_hours": Hours.of(_HOURS)}


def _weekly(listing: Listing, forecast: "Forecast | None") -> int:
    """Sales of a usual week, at least one."""
    outlook = next((each for each in forecast.listings if each.id == listing.id), None) if forecast else None
    return max(1, math.ceil(outlook.orders.mean / 12 / _WEEKS)) if outlook is not None else 1
