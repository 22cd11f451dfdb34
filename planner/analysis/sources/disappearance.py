"""The plan with something and without it: what the year earns, and the chance that living costs are covered.

Both are lived through on the same draws, so that only the difference counts. Hours that come free go to the other
listings, as in every forecast.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Band, Cover
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.drivers import earnings
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import CORRELATIONS
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.money_paths import cover_of, money_paths
from planner.analysis.forecasting.paths import Stopped, simulated
from planner.analysis.forecasting.reading import Known, read
from planner.analysis.forecasting.running_costs import start_of
from planner.analysis.forecasting.summaries import band
from planner.analysis.sources.fragility import ended_without
from planner.model.catalogue import Record, kind_of
from planner.model.changes import Change, ChangeSet
from planner.model.plan import Plan
from planner.model.values import Month

__all__ = ["Disappearance", "Stopped", "disappearance", "plan_without"]
SAMPLES = 1024
PLACED = ("domain", "product", "platform", "alliance")
"""Kinds of which it can be asked what goes with them."""


@dataclass(frozen=True, slots=True)
class Disappearance:
    """Earnings a month `before` and `after`, what is `lost` of them sample by sample, and the mean `share` of that.

    `listings` end with it. `covered` are the chances before and after that income covers living costs from `month` on;
    None without living costs. `share` is None where nothing is earned.
    """

    listings: tuple[str, ...]
    before: Band
    after: Band
    lost: Band
    share: float | None
    month: Month | None = None
    covered: tuple[float, float] | None = None


def disappearance(
    plan: Plan,
    node: tuple[str, str],
    actuals: Actuals | None = None,
    samples: int = SAMPLES,
    stop: Callable[[], bool] | None = None,
) -> Disappearance:
    """What is lost without `node`, (kind, id) of one of PLACED. Stopped is raised when `stop()` says so."""
    known = known_of(plan, actuals, calibrate=True)
    draws = Draws(plan.settings.seed, samples, CORRELATIONS[plan.settings.correlation])
    without, gone = plan_without(plan, node)
    before, covered = _lived(plan, known, draws, stop)
    after, covered_after = _lived(without, known, draws, stop)
    mean = float(before.mean())
    month, chances = _chances(covered, covered_after)
    return Disappearance(
        gone, band(before / YEAR), band(after / YEAR), band((before - after) / YEAR),
        float((before - after).mean()) / mean if mean > 0 else None,
        None if month is None else start_of(read(plan, 1)) + month, chances,
    )  # fmt: skip


def plan_without(plan: Plan, node: tuple[str, str]) -> tuple[Plan, tuple[str, ...]]:
    """The plan in which `node` and every listing that cannot go on without it are put away; the ids of those."""
    listings = ended_without(plan, node)
    record = plan.find(*node)
    gone = [*listings, record] if node[0] != "alliance" else listings
    changed = [(one, replace(one, archived=True)) for one in gone]
    if node[0] == "alliance":
        changed.append((record, replace(record, stage="ended")))
    return _changed(plan, changed), tuple(one.id for one in listings)


def _changed(plan: Plan, pairs: Iterable[tuple[Record, Record]]) -> Plan:
    return plan.apply(ChangeSet(tuple(Change(kind_of(type(old)).name, old.id, old, new) for old, new in pairs)))


def _lived(
    plan: Plan, known: Known, draws: Draws, stop: Callable[[], bool] | None
) -> tuple[NDArray[np.float64], Cover | None]:
    """Earnings of the 12 months from the start by sample, and the chances of covering living costs."""
    reading = read(plan, max(YEAR, min(plan.settings.horizon_months, 2 * YEAR)), known)
    paths = simulated(reading, draws, stop)
    flows = money_paths(reading, draws, paths)
    return earnings(reading, paths, draws.of), cover_of(flows.earned, flows.living)


def _chances(before: Cover | None, after: Cover | None) -> tuple[int | None, tuple[float, float] | None]:
    """The month in which costs are first covered, else the last within a year, and its chances; none without costs."""
    if before is None or after is None or not before.probability:
        return None, None
    month = min(YEAR, len(before.probability) - 1) if before.month is None else before.month
    return month, (before.probability[month], after.probability[month])
