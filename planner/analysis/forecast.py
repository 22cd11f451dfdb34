"""The forecast of a plan: its months simulated, summed up as ranges, with what decides them and when they suffice.

`forecast` is the one function that pages, report and command line call. The same plan, facts, seed and number of
samples give the same numbers on every machine to 1e-9.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Forecast, Missing
from planner.analysis.forecasting.alliance_flows import shares_of_nothing
from planner.analysis.forecasting.cast import Part
from planner.analysis.forecasting.concentrations import concentrations
from planner.analysis.forecasting.draws import Columns, Draws
from planner.analysis.forecasting.drivers import drivers_of, earnings
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import CORRELATIONS
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.listing_outlooks import listing_outlooks, node_outlooks, together
from planner.analysis.forecasting.money_paths import coming, cover_of, money_paths, survival_of
from planner.analysis.forecasting.paths import Paths, Stopped, simulated
from planner.analysis.forecasting.reading import Reading, read
from planner.analysis.forecasting.running_costs import start_of
from planner.analysis.forecasting.scenarios import with_scenario
from planner.analysis.forecasting.summaries import band, bands, shape
from planner.analysis.listings.unit_economics import value_of_hour
from planner.model.plan import Plan
from planner.model.values import Month

__all__ = ["ForecastOptions", "Stopped", "forecast"]
Array = NDArray[np.float64]
ALONE = Columns({})
"""Every guess at its median."""


@dataclass(frozen=True, slots=True)
class ForecastOptions:
    """How to forecast. None takes what the plan says; `scenario` is an id, "" the plan as it stands.

    `calibrated`: what the ledger says takes the place of guesses. `drivers`: also tell which guess matters and what
    goes on when no hour is worked; it takes about as long again.
    """

    samples: int = 8192
    seed: int | None = None
    months: int | None = None
    scenario: str = ""
    correlation: str | None = None
    calibrated: bool = True
    drivers: bool = True


def forecast(
    plan: Plan,
    actuals: Actuals | None = None,
    options: ForecastOptions | None = None,
    stop: Callable[[], bool] | None = None,
) -> Forecast:
    """What the plan leads to, month by month.

    InputError for an option out of bounds or an unknown scenario; what the plan lacks is listed in `missing` and takes
    nothing else along. Stopped is raised when `stop()` says so.
    """
    chosen = options or ForecastOptions()
    changed = with_scenario(plan, chosen.scenario)
    settings = changed.settings
    known = known_of(changed, actuals, calibrate=chosen.calibrated)
    reading = read(changed, chosen.months or settings.horizon_months, known)
    seed = settings.seed if chosen.seed is None else chosen.seed
    draws = Draws(seed, chosen.samples, CORRELATIONS[chosen.correlation or settings.correlation])
    paths = simulated(reading, draws, stop, idle=chosen.drivers)
    return replace(
        _added_up(reading, paths, _untold(reading, _summed_up(reading, draws, paths, actuals))),
        scenario=chosen.scenario,
        calibrated=bool(known.calibrated),
        drivers=drivers_of(reading, draws, paths) if chosen.drivers and reading.parts else (),
    )


def _summed_up(reading: Reading, draws: Draws, paths: Paths, actuals: Actuals | None) -> Forecast:
    flows = money_paths(reading, draws, paths)
    survival, lacking = survival_of(reading, flows)
    alone = simulated(reading, ALONE, limited=False)
    hour, hourless = _value_of_hour(reading, alone)
    year = earnings(reading, paths, draws.of)
    return Forecast(
        start=start_of(reading),
        samples=draws.samples,
        seed=draws.seed,
        correlation=draws.correlation,
        scenario="",
        calibrated=False,
        income=bands(flows.income),
        earnings=bands(flows.left),
        unbound=bands(paths.unbound),
        hours=bands(paths.hours),
        capacity=(None,) * reading.months if reading.free is None else tuple(map(float, reading.free)),
        needed=tuple(map(float, alone.hours[:, 0])),
        year=band(year),
        year_shape=shape(year),
        living_costs=None if flows.living is None else bands(flows.living),
        cover=cover_of(flows.earned, flows.living),
        cover_unbound=cover_of(paths.unbound, flows.living),
        survival=survival,
        hands_off_share=_hands_off(paths),
        value_of_hour=hour,
        listings=listing_outlooks(reading, paths),
        first_sale={product: tuple(map(float, chance)) for product, chance in paths.sold.items()},
        missing=(*reading.cast.missing, *shares_of_nothing(reading), *lacking, *hourless),
        left_out=reading.cast.left_out,
        coming=coming(flows.earned, Month.of(actuals.today) - start_of(reading) if actuals else 0),
    )


def _added_up(reading: Reading, paths: Paths, found: Forecast) -> Forecast:
    """The forecast with what its listings bring together, and from how many sources."""
    sources = concentrations(reading, paths)
    return replace(
        found,
        products=node_outlooks(paths, (_known(part, part.product.id) for part in reading.parts), sources["product"]),
        platforms=node_outlooks(paths, (_known(part, part.platform.id) for part in reading.parts), sources["platform"]),
        together=together(reading, paths, sources["product"]),
        concentration=sources,
    )


def _known(part: Part, node: str) -> str | None:
    return None if part.lacking else node


def _untold(reading: Reading, found: Forecast) -> Forecast:
    """The forecast without what would rest on income alone, where nothing of what is on offer can be reckoned."""
    unknown = reading.cast.unknown
    if not unknown:
        return found
    missing = (*found.missing, Missing("cover", unknown))
    return replace(
        found, cover=None, cover_unbound=None, hands_off_share=None, value_of_hour=None, first_sale={}, missing=missing
    )


def _hands_off(paths: Paths) -> float | None:
    """Income that goes on when no hour is worked, of what is planned for the second year; None where nothing is.

    All of it at most: where hours are short, sales that need none are reckoned in full, and may exceed the plan's.
    """
    planned = float(paths.planned.sum())
    return min(1.0, float(paths.idle.sum()) / planned) if planned > 0 else None


def _value_of_hour(reading: Reading, alone: Paths) -> tuple[float | None, tuple[Missing, ...]]:
    """What one more hour in the 12 months from the start would bring, every guess at its median."""
    if reading.free is None:
        return None, (Missing("value_of_hour", (f"plan/{reading.plan.settings.id}/hours_per_week",)),)
    hours = float(np.maximum(0.0, reading.free[:YEAR] - reading.busy[:YEAR]).sum())
    offers = [
        {"contribution": float(net), "hours": float(worked), "limit": 1.0}
        for net, worked in zip(alone.net[:, 0], alone.worked[:, 0], strict=True)
    ]
    return value_of_hour(hours, offers).value_of_hour, ()
