"""What really happened, and how the guesses of the plan stood up to it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planner.cli_commands.columns import columns, fitted, ranges_shown
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.figures.fact_words import IN_LINE, counted_words, fee_words, observed_words
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Listing
from planner.model.values import Month

if TYPE_CHECKING:
    from planner.analysis.facts.observed_ranges import Honesty, Observed
    from planner.analysis.facts.track_record import TrackRecord

_WORDS: Mapping[str, str] = {
    "as_planned": N_("as planned"),
    "unusual": N_("unusual"),
    "disagree": N_("they disagree"),
    "strongly": N_("they disagree strongly"),
}
JOURNAL = ("entry", "time_entry", "publication")


def actuals(study: Study) -> Told:
    """The section of actuals: money and hours by month, and what is proven of each product."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted

    facts = study.facts
    form = {
        "today": json_form(facts.today),
        "months": [_month_form(study, month) for month in facts.months],
        "products": [_product_form(study, product.id) for product in study.plan.records("product")],
        "weeks": json_form(facts.weeks),
        "milestone_hours": json_form(facts.milestone_hours),
        "domain_hours": json_form(facts.domain_hours),
        "unconverted": list(facts.unconverted),
    }
    return Told(form, _months(study), () if facts.months else (Missing("actuals", JOURNAL),))


def _month_form(study: Study, month: Month) -> dict[str, Any]:
    facts = study.facts

    def of_month(table: Mapping[tuple[Month, str | None], float]) -> dict[str, float]:
        return {key or "": json_form(value) for (at, key), value in table.items() if at == month}

    return {
        "month": str(month),
        "income": json_form(facts.income.get(month, 0.0)),
        "income_by_kind": json_form(facts.income_by_kind(month)),
        "income_by_product": of_month(facts.income_by_product),
        "income_by_platform": of_month(facts.income_by_platform),
        "income_by_partner": of_month(facts.income_by_partner),
        "costs": json_form(facts.costs.get(month, 0.0)),
        "ad_spend": json_form(facts.ad_spend.get(month, 0.0)),
        "salary": json_form(facts.salary.get(month, 0.0)),
        "hours": json_form(facts.hours.get(month, 0.0)),
        "hours_by_activity": of_month(facts.hours_by_activity),
        "hours_by_product": of_month(facts.hours_by_product),
    }


def _counted(study: Study, product: str) -> int | None:
    """Pieces sold; None where an entry does not say how many."""
    return None if study.facts.sale_entries.get(product, (0, 0))[1] else study.facts.sales.get(product, 0)


def _product_form(study: Study, product: str) -> dict[str, Any]:
    facts = study.facts
    proof = facts.proofs.get(product)
    return {
        "id": product,
        "name": study.name("product", product),
        "proof": proof.state if proof else "unproven",
        "first_sale": json_form(facts.first_sales.get(product)),
        "sales": _counted(study, product),
        "sale_entries": facts.sale_entries.get(product, (0, 0))[0],
        "refunds": facts.refunds.get(product, 0),
        "silent_days": facts.silent_days.get(product),
        "hourly": json_form(facts.effective_hourly(product)),
    }


def _months(study: Study) -> Iterator[str]:
    facts, amount = study.facts, study.speech.amount
    if not facts.months:
        return
    header = (_("Month"), _("Income"), _("Salary"), _("Costs"), _("Advertising"), _("Hours"))
    rows = []
    for month in facts.months:
        tables = (facts.income, facts.salary, facts.costs, facts.ad_spend)
        sums = [amount(table.get(month, 0.0)) for table in tables]
        rows.append((study.speech.month(month), *sums, study.whole(facts.hours.get(month, 0.0))))
    yield from columns(header, rows)
    sold = [(product, facts.sales[product]) for product in facts.sales if facts.sales[product]]
    if sold:
        yield ""
        best = sorted(sold, key=lambda one: (-one[1], one[0]))
        named = (_("Product"), _("Sales"), _("Entries"), _("Net per hour"))
        yield from columns(named, [_product(study, product) for product, _count in best])
    if facts.unconverted:
        yield ""
        yield _("Left out for want of an exchange rate: {currencies}").format(
            currencies=study.several(facts.unconverted)
        )


def _product(study: Study, product: str) -> tuple[str, str, str, str]:
    sales, (entries, _uncounted) = _counted(study, product), study.facts.sale_entries[product]
    hourly = study.facts.effective_hourly(product)
    name = study.name("product", product)
    counted = "–" if sales is None else f"{sales:,}"
    return fitted(name), counted, f"{entries:,}", "–" if hourly is None else study.speech.amount(hourly)


def calibration(study: Study) -> Told:
    """The section of calibration: each guess beside its facts, how honest ranges were, and the forecast's record."""
    from planner.analysis.facts.observed_hours import observed_hours  # noqa: PLC0415
    from planner.analysis.facts.observed_ranges import honesty, observed  # noqa: PLC0415
    from planner.analysis.facts.track_record import track_record  # noqa: PLC0415
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted

    found = (*observed(study.plan, study.facts), *observed_hours(study.plan, study.facts))
    honest = honesty(found)
    record = track_record(study.forecast(calibrated=False, drivers=False), study.facts)
    outcomes = [json_form(one) | {"inside": one.inside} for one in record.outcomes]
    form = {
        "observed": [study.named(one) for one in found],
        "honesty": json_form(honest),
        "track_record": {"outcomes": outcomes, "months_inside": record.months_inside},
    }
    lacking = () if found else (Missing("calibration", _to_compare(study)),)
    return Told(form, _calibration(study, found, honest, record), lacking)


def _to_compare(study: Study) -> tuple[str, ...]:
    """The fields that comparing takes: guesses of listings, and what came of publications; all where both are there."""
    guessed = any(one.click_rate or one.conversion for one in study.plan.of(Listing))
    clicked = any(reach.clicks_of for reach in study.facts.reach.values())
    guesses, counted = ("listing/click_rate", "listing/conversion"), ("publication/views", "publication/clicks")
    if guessed is clicked:
        return guesses + counted
    return counted if guessed else guesses


def _calibration(
    study: Study, found: tuple["Observed", ...], honest: "Honesty", record: "TrackRecord"
) -> Iterator[str]:
    if found:
        header = (_("Field"), _("Your range"), _("Counted"), _("Facts say"), _("Plan and facts"))
        yield from columns(header, [_observed(study, one) for one in sorted(found, key=lambda one: -one.bits)])
    yield from _in_words(study, found)
    if honest.resolved:
        yield ""
        told = ngettext(
            "{held} of {count} range held; nine of ten should.",
            "{held} of {count} ranges held; nine of ten should.",
            honest.resolved,
        )
        yield told.format(held=honest.held, count=honest.resolved)
    if record.outcomes:
        yield ""
        titles = (_("Month"), _("Earned"), _("Forecast"), _("80% range"))
        yield from columns(*ranges_shown(titles, _outcomes(study, record), _("80% range")))


def _in_words(study: Study, found: tuple["Observed", ...]) -> Iterator[str]:
    """Where a guess is in doubt, as the forms say it; and what platforms really keep."""
    from planner.analysis.facts.fee_rates import fee_rates  # noqa: PLC0415 - analysis, not before it is wanted

    lines = [(one.key, observed_words(one, study.speech)) for one in found if one.probability_off >= IN_LINE]
    fees = fee_rates(study.fees)
    lines += [(f"platform/{name}/fee_rate", fee_words(one, study.speech)) for name, one in fees.items()]
    if lines:
        yield ""
    for key, words in lines:
        yield _("{subject}: {words}").format(subject=study.field(key), words=words)


def _outcomes(study: Study, record: "TrackRecord") -> list[tuple[str, ...]]:
    amount = study.speech.amount
    return [
        (
            study.speech.month(one.month),
            amount(one.actual),
            amount(one.middle),
            study.range_of(one.low, one.high, amount),
        )
        for one in record.outcomes
    ]


def _observed(study: Study, one: "Observed") -> tuple[str, ...]:
    kind = KINDS[one.kind].by_name[one.field].type

    def say(number: float) -> str:
        return study.speech.value(kind, number)

    return (
        fitted(study.field(one.key)), study.span(one.prior_low, one.prior_high, say),
        counted_words(one, study.speech),
        study.span(one.low, one.high, say), _(_WORDS[one.word]),
    )  # fmt: skip
