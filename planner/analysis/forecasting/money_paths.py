"""From income to cash: sales noise, costs, jobs, living, what is set aside, and how long it lasts.

Arrays are (months, samples), money in the plan's base currency.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Band, Cover, Missing, Survival
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.paths import Paths
from planner.analysis.forecasting.reading import Reading
from planner.analysis.forecasting.running_costs import job_pay, running_costs, start_of, without_amount
from planner.analysis.forecasting.summaries import band, bands
from planner.analysis.money import survival
from planner.analysis.uncertainty.streams import scores

Array = NDArray[np.float64]
SURE_ENOUGH = 0.8  # chance from which costs count as covered
AHEAD = (3, 12)  # months that are added up from today's on
PRESENT = 3  # months whose mean is the present burn


@dataclass(frozen=True)
class MoneyPaths:
    """`income` with the noise of single sales, and `left` of it after advertising and running costs, both as they are
    shown: a month with few sales brings nothing, never less. `earned` is `left` with the noise as it is, so that sums
    keep their mean; `apart`: all flows of cash but the job's pay; `pay` (months) of the jobs, `kept` what they would pay
    if none were left; `living` costs, None where they are not entered."""

    income: Array
    left: Array
    earned: Array
    apart: Array
    pay: Array
    kept: Array
    living: Array | None


def money_paths(reading: Reading, draws: Draws, paths: Paths) -> MoneyPaths:
    """The flows of money of a simulated plan.

    One normal term a month stands for the chance of single sales, with variance sum(net^2 x orders); its stream is
    `noise/YYYY-MM`. Money for tax is set aside of the year's profit (`survival.set_aside_paths`).
    """
    months, start = reading.months, start_of(reading)
    noise = np.sqrt(paths.variance)
    for index in range(months):
        noise[index] *= scores(draws.seed, f"noise/{start + index}", draws.samples)
    costs = running_costs(reading, draws.of)
    income = paths.income + noise
    spent_on_sales = paths.ad_spend + costs
    earned = income - spent_on_sales
    shown = np.maximum(income, np.minimum(paths.income, 0.0))
    rate = float(reading.plan.settings.set_aside_rate or 0)
    aside = survival.set_aside_paths(earned.T, rate, start.number).T if rate else 0.0
    key = f"plan/{reading.plan.settings.id}/living_costs"
    living = None
    if key in reading.inputs:
        living = np.broadcast_to(np.atleast_1d(reading.value(draws.of, key)), (months, draws.samples))
    spent = spent_on_sales + (0.0 if living is None else living) + aside
    pay, kept = job_pay(reading), job_pay(reading, kept=True)
    return MoneyPaths(shown, shown - spent_on_sales, earned, paths.arrived + noise - spent, pay, kept, living)


def coming(earned: Array, today: int) -> dict[int, Band]:
    """What is left to live from in the next months, summed sample by sample; `today` is the index of today's month."""
    first = max(today, 0)
    return {count: band(earned[first : first + count].sum(axis=0)) for count in AHEAD if first + count <= len(earned)}


def cover_of(earned: Array, living: Array | None) -> Cover | None:
    """The chance, by first month, that three months cover the living costs of these; None without living costs."""
    if living is None:
        return None
    found = survival.cover_month(earned.T, living.T, SURE_ENOUGH)
    return Cover(found.probability, None if found.month is None else found.month - 1, SURE_ENOUGH)


def survival_of(reading: Reading, flows: MoneyPaths) -> tuple[Survival | None, tuple[Missing, ...]]:
    """How long the money lasts; None, and what is missing, where cash or living costs are not entered, or where nothing
    of what is on offer can be reckoned. A cost or a job without an amount is named, and reckoned as none."""
    settings = reading.plan.settings
    cash = money(reading.plan, settings.cash)
    named = (("cash", cash), ("living_costs", flows.living))
    lacking = (*(f"plan/{settings.id}/{name}" for name, value in named if value is None), *reading.cast.unknown)
    if cash is None or flows.living is None or lacking:
        return None, (Missing("survival", lacking),)
    reserve = survival.Reserve(cash, money(reading.plan, settings.credit_limit) or 0.0)
    all_flows = flows.apart + flows.pay[:, None]
    ruin = survival.ruin(reserve, all_flows.T)
    has_job = bool(flows.pay.any())
    return Survival(
        bands(cash + np.cumsum(all_flows, axis=0)),
        ruin.ruin,
        ruin.runway.p10,
        ruin.runway.p50,
        ruin.runway.p90,
        _present_runway(reserve, all_flows),
        has_job,
        survival.quit_month(reserve, flows.apart.T, flows.kept) if has_job else None,
    ), without_amount(reading)


def _present_runway(reserve: survival.Reserve, flows: Array) -> float:
    """Months until the limit at the mean flow of the first months; infinite when more comes in than goes out."""
    burn = -float(flows[:PRESENT].mean())
    return survival.runway(reserve, burn) if burn > 0 else math.inf
