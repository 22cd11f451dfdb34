"""What an order, a customer and an hour bring on each listing."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.forecast_forms import listing_forms, terms_form
from planner.cli_commands.forecast_lines import listing_lines
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.listings.terms import ListingTerms

_OF_LISTINGS = ("forecast", "value_of_hour", "hands_off")


def listings(study: Study) -> Told:
    """The section of listings: terms at the medians of the guesses, and the forecast of 12 months."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.listings.terms import listing_terms  # noqa: PLC0415

    terms, forecast = listing_terms(study.plan), study.outlook
    outlooks = {form["id"]: form for form in listing_forms(study, forecast)}
    form = {
        "listings": [one | {"outlook": outlooks.get(one["id"])} for one in study.forms("listing", terms)],
        "value_of_hour": json_form(forecast.value_of_hour),
        "hands_off_share": json_form(forecast.hands_off_share),
        **terms_form(study, forecast),
    }
    missing = [one for one in forecast.missing if one.analysis in _OF_LISTINGS]
    if not terms:
        missing.insert(0, Missing("listings", ("listing",)))
    return Told(form, _lines(study, terms), tuple(missing))


def _lines(study: Study, terms: tuple["ListingTerms", ...]) -> Iterator[str]:
    if not terms:
        return
    yield from listing_lines(study, study.outlook)
    yield ""
    header = (
        _("Listing"), _("An order leaves"), _("A customer leaves"), _("Hours per sale"), _("Cost of a customer"),
        _("Paid back in months"),
    )  # fmt: skip
    yield from columns(header, [_terms(study, one) for one in terms])
    if study.outlook.value_of_hour is not None:
        yield ""
        yield _("One more hour would bring {amount}.").format(amount=study.speech.money(study.outlook.value_of_hour))


def _terms(study: Study, one: "ListingTerms") -> list[str]:
    paid = one.paid
    return [
        fitted(study.name("listing", one.id)), _amount(study, one.net), _amount(study, one.customer_value),
        study.number(one.hours_per_sale), _amount(study, paid.acquisition_cost if paid else None),
        "–" if paid is None else _("never") if math.isinf(paid.payback_months) else study.whole(paid.payback_months),
    ]  # fmt: skip


def _amount(study: Study, amount: float | None) -> str:
    if amount is None:
        return "–"
    return "∞" if math.isinf(amount) else study.speech.amount(amount)
