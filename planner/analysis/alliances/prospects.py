"""An alliance before it is signed: the year with it and without it, and how sure each share is to suit both sides.

Money in the base currency; both years are lived through on the same draws.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.analysis.alliances.exchange_sheets import sheet_of
from planner.analysis.alliances.exchange_values import SampledSide, ShareChances, share_chances
from planner.analysis.alliances.terms import alternatives, shared_revenues
from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Band
from planner.analysis.forecasting.cast import COUNTED
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.drivers import earnings
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import CORRELATIONS
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.paths import Stopped, simulated
from planner.analysis.forecasting.reading import Known, read
from planner.analysis.forecasting.summaries import band
from planner.model.catalogue import Alliance
from planner.model.plan import Plan

__all__ = ["AllianceProspect", "Stopped", "alliance_prospect"]


@dataclass(frozen=True, slots=True)
class AllianceProspect:
    """Earnings and hours of the 12 months from the start without and with one alliance, sample by sample.

    `helps` is the share of samples in which the year is better with it, `hours` the mean hours it takes more. `shares`
    are the chances that each share of the shared revenue suits both; None without such revenue.
    """

    id: str
    without: Band
    with_it: Band
    difference: Band
    helps: float
    hours: float
    shares: ShareChances | None


def alliance_prospect(
    plan: Plan,
    alliance: str,
    actuals: Actuals | None = None,
    samples: int = 2048,
    stop: Callable[[], bool] | None = None,
) -> AllianceProspect:
    """The year with the alliance (its id) and without, beside all others that are agreed on.

    InputError, kind unknown, when there is no such alliance. Stopped is raised when `stop()` says so.
    """
    chosen = plan.get(Alliance, alliance)
    known = known_of(plan, actuals, calibrate=True)
    draws = Draws(plan.settings.seed, samples, CORRELATIONS[plan.settings.correlation])
    others = frozenset(one.id for one in plan.of(Alliance) if one.stage in COUNTED and one.id != alliance)
    before, after = (_year(plan, known, draws, counted, stop) for counted in (others, others | {alliance}))
    return AllianceProspect(
        alliance, band(before[0]), band(after[0]), band(after[0] - before[0]),
        float(np.mean(after[0] > before[0])), float(np.mean(after[1] - before[1])),
        _chances(plan, chosen, known, draws),
    )  # fmt: skip


def _year(
    plan: Plan, known: Known, draws: Draws, counted: frozenset[str], stop: Callable[[], bool] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Earnings and hours of the year, by sample."""
    reading = read(plan, YEAR, known, counted)
    paths = simulated(reading, draws, stop)
    return earnings(reading, paths, draws.of), paths.hours.sum(axis=0)


def _chances(plan: Plan, alliance: Alliance, known: Known, draws: Draws) -> ShareChances | None:
    """Costs and alternatives stand at their medians, the revenue is drawn."""
    revenue = shared_revenues(plan, [alliance], known, draws).get(alliance.id) if alliance.stage != "ended" else None
    if revenue is None or not revenue.any():
        return None
    sheet, (ours, theirs) = sheet_of(plan, alliance), alternatives(alliance)
    sides = (sheet.side(ours=True, alternative=ours), sheet.side(ours=False, alternative=theirs))
    us, them = (SampledSide(side.cost, side.alternative) for side in sides)
    return share_chances(revenue, us, them)
