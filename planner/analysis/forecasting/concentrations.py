"""From how many sources the expected income of the 12 months from the start comes: by platform, product, domain,
partner and employer."""

from collections.abc import Iterable, Mapping

from planner.analysis.forecast_results import Concentration, Source
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.paths import Paths
from planner.analysis.forecasting.reading import Reading
from planner.analysis.forecasting.running_costs import pay_by_job
from planner.analysis.sources.concentration import breakdown
from planner.model.catalogue import Alliance, Need

OWN = ("own", "")
"""Stands for all income that comes through no partner, or from no employer."""


def concentrations(reading: Reading, paths: Paths) -> dict[str, Concentration]:
    """The concentration by platform, product, domain, partner and job; mean income, losses left out.

    A product's income is shared out evenly among the domains it requires, an alliance's among its partners. Income of
    one's own stands as one source beside partners and jobs.
    """
    incomes = [float(income) for income in paths.monthly[:, :YEAR].sum(axis=1)]
    listed = list(zip(reading.parts, incomes, strict=True))
    by_product = _summed((("product", part.product.id), income) for part, income in listed)
    total = sum(max(0.0, income) for income in incomes)
    partners = _by_partner(reading, paths)
    jobs = {("job", job): pay for job, pay in pay_by_job(reading, YEAR).items() if pay}
    return {
        "platform": _concentration(_summed((("platform", part.platform.id), income) for part, income in listed)),
        "product": _concentration(by_product),
        "domain": _concentration(_by_domain(reading, by_product)),
        "partner": _concentration({OWN: max(0.0, total - sum(partners.values())), **partners}),
        "job": _concentration({OWN: total, **jobs}),
    }


def _summed(amounts: Iterable[tuple[tuple[str, str], float]]) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = {}
    for source, amount in amounts:
        sums[source] = sums.get(source, 0.0) + amount
    return sums


def _by_domain(reading: Reading, by_product: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    shares = []
    for (_kind, product), income in by_product.items():
        needs = reading.plan.naming("need", "product", product)
        required = [need.domain for need in needs if isinstance(need, Need) and need.role == "required" and need.domain]
        shares += [(("domain", domain), income / len(required)) for domain in required]
    return _summed(shares)


def _by_partner(reading: Reading, paths: Paths) -> dict[tuple[str, str], float]:
    shares = []
    for alliance, income in paths.brought.items():
        partners = reading.plan.get(Alliance, alliance).partners
        shares += [(("partner", partner), income / len(partners)) for partner in partners]
    return _summed(shares)


def _concentration(amounts: Mapping[tuple[str, str], float]) -> Concentration:
    found = breakdown({"/".join(source): amount for source, amount in amounts.items()})
    sources = []
    for part in found.parts:
        kind, _slash, record_id = part.id.partition("/")
        if part.amount > 0:
            sources.append(Source(kind, record_id, part.amount, part.share or 0.0))
    return Concentration(found.number.effective, found.number.top_share, tuple(sources))
