"""The parts of a forecast as JSON, each under the names other programs rely on; `analyze` gives out some of them alone."""

from typing import TYPE_CHECKING, Any

from planner.cli_commands.json_form import json_form
from planner.cli_commands.study import Study
from planner.model.catalogue import Scenario

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Cover, Forecast, Missing, Survival

Form = dict[str, Any]


def forecast_form(study: Study, forecast: "Forecast") -> Form:
    """Everything a forecast says; what cannot be told is null, and `missing` lists the fields to enter."""
    survival = forecast.survival
    return {
        "months": json_form(forecast.months),
        "income": json_form(forecast.income),
        "cash": json_form(survival.cash if survival else None),
        "hours": json_form(forecast.hours),
        "earnings": json_form(forecast.earnings),
        "unbound": json_form(forecast.unbound),
        "living_costs": json_form(forecast.living_costs),
        "year": json_form(forecast.year),
        "capacity": json_form(forecast.capacity),
        "needed": json_form(forecast.needed),
        "by_listing": listing_forms(study, forecast),
        "by_product": study.forms("product", forecast.products),
        "by_platform": study.forms("platform", forecast.platforms),
        "together": json_form(forecast.together),
        "cover": cover_form(forecast, forecast.cover),
        "cover_unbound": cover_form(forecast, forecast.cover_unbound),
        **survival_form(survival),
        "hands_off_share": json_form(forecast.hands_off_share),
        "value_of_hour": json_form(forecast.value_of_hour),
        "first_sale": json_form(forecast.first_sale),
        "concentration": concentration_form(study, forecast),
        "drivers": [study.named(driver) for driver in forecast.drivers],
        "missing": [missing_form(study, missing) for missing in forecast.missing],
        "left_out": [study.subject("listing", listing) | {"reason": why} for listing, why in forecast.left_out],
        **terms_form(study, forecast),
    }


def terms_form(study: Study, forecast: "Forecast") -> Form:
    """Under which terms it was made."""
    scenario = study.plan.get(Scenario, forecast.scenario).name if forecast.scenario else None
    return {
        "samples": forecast.samples,
        "seed": forecast.seed,
        "scenario": scenario,
        "scenario_id": forecast.scenario or None,
        "correlation": forecast.correlation,
        "calibrated": forecast.calibrated,
        "currency": study.plan.settings.currency,
    }


def cover_form(forecast: "Forecast", cover: "Cover | None") -> Form | None:
    """From which month income covers living costs, and how likely that is by month."""
    if cover is None:
        return None
    month = None if cover.month is None else forecast.start + cover.month
    return {"month": json_form(month), "probability": json_form(cover.probability), "wanted": cover.wanted}


def survival_form(survival: "Survival | None") -> Form:
    """How long the money lasts."""
    if survival is None:
        return {"ruin": None, "runway": None, "quit": None}
    runway = {"now": survival.now, "p10": survival.runway_p10, "p50": survival.runway_p50, "p90": survival.runway_p90}
    job = {"has_job": survival.has_job, "safe_month": survival.safe_month}
    return {"ruin": json_form(survival.ruin), "runway": json_form(runway), "quit": json_form(job)}


def listing_forms(study: Study, forecast: "Forecast") -> list[Form]:
    """What each listing brings over 12 months, with the names of what it links."""
    return [
        {
            "id": one.id,
            "name": study.name("listing", one.id),
            "product_name": study.name("product", one.product),
            "platform_name": study.name("platform", one.platform),
            **json_form(one),
        }
        for one in forecast.listings
    ]


def concentration_form(study: Study, forecast: "Forecast") -> Form:
    """From how many sources income comes, and which they are, by platform, product, and so on."""
    return {
        by: json_form(found) | {"sources": [study.named(source) for source in found.sources]}
        for by, found in forecast.concentration.items()
    }


def missing_form(study: Study, missing: "Missing") -> Form:
    """What was left out, and the fields to enter."""
    subject = study.subject(*missing.subject) if missing.subject else None
    return {"analysis": missing.analysis, "fields": list(missing.fields), "subject": subject}
