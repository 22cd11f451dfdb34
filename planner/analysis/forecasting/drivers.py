"""Which guess moves the year's earnings most, and which it would pay to know: one bar per guess.

The tornado sets one guess at a time to its P10 and P90 (Howard 1988) by one run of the engine with a column for each;
rank shares and the value of knowing come from the samples already drawn (after Strong & Oakley 2013).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Driver
from planner.analysis.forecasting.cast import Part, money
from planner.analysis.forecasting.draws import Columns, Draws, Value, ends
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import Input
from planner.analysis.forecasting.paths import Paths, simulated
from planner.analysis.forecasting.reading import Reading
from planner.analysis.forecasting.running_costs import running_costs
from planner.analysis.uncertainty.sensitivity import rank_shares_of, tornado_of, value_of_knowing_of

Array = NDArray[np.float64]
_ELSEWHERE = frozenset({"plan.living_costs", "milestone.effort"})  # not part of what the year earns


def drivers_of(reading: Reading, draws: Draws, paths: Paths) -> tuple[Driver, ...]:
    """One bar for each guess that moves the earnings of the 12 months from the start, widest first.

    `paths` are those of `draws`. Guesses that move nothing are left out.
    """
    inputs = {key: one for key, one in reading.inputs.items() if f"{one.kind}.{one.field}" not in _ELSEWHERE}
    columns = Columns({key: place for place, key in enumerate(inputs)})
    outcomes = earnings(reading, simulated(shortened(reading), columns), columns.of)
    lows = dict(zip(inputs, outcomes[1::2], strict=True))
    highs = dict(zip(inputs, outcomes[2::2], strict=True))
    bars = tornado_of(float(outcomes[0]), lows, highs)
    drawn = {key: value for key, one in inputs.items() if isinstance(value := draws.of(one), np.ndarray)}
    ranks = rank_shares_of(drawn, earnings(reading, paths, draws.of)).shares if drawn else {}
    worth = _knowing(reading, drawn, paths)
    found = []
    for bar in bars.rows:
        one = inputs[bar.id]
        if bar.low != bar.high or worth.get(bar.id):
            low, _middle, high = ends(one)
            rank = ranks.get(bar.id, 0.0)
            found.append(
                Driver(
                    one.kind, one.id, one.field, bar.low, bar.high, bar.share, rank, low, high,
                    worth.get(bar.id, 0.0), one.exact, one.calibrated,
                )
            )  # fmt: skip
    return tuple(found)


def earnings(reading: Reading, paths: Paths, draw: Callable[[Input], Value]) -> Array:
    """Income less advertising and running costs over the 12 months from the start; shape (samples,)."""
    monthly = paths.income[:YEAR] - paths.ad_spend[:YEAR] - running_costs(reading, draw)[:YEAR]
    total: Array = monthly.sum(axis=0)
    return total


def shortened(reading: Reading) -> Reading:
    """The same plan over the first 12 months only."""
    free = None if reading.free is None else reading.free[:YEAR]
    return replace(reading, months=min(reading.months, YEAR), free=free, busy=reading.busy[:YEAR])


def _knowing(reading: Reading, drawn: Mapping[str, Array], paths: Paths) -> dict[str, float]:
    """What knowing each guess would be worth: the better choice between going on with a listing and dropping it.

    A listing is worth its income less advertising and its hours at the wage; a guess that several listings share is
    worth what it is worth to each of them.
    """
    wage = money(reading.plan, reading.plan.settings.wage) or 0.0
    worth: dict[str, float] = {}
    for row, part in enumerate(reading.parts):
        touching = {key: values for key, values in drawn.items() if _touches(reading.inputs[key], part)}
        if touching:
            outcome = paths.net[row] - wage * paths.worked[row]
            for key, value in value_of_knowing_of(touching, outcome).values.items():
                worth[key] = worth.get(key, 0.0) + value
    return worth


def _touches(one: Input, part: Part) -> bool:
    return one.id in (part.listing.id, part.product.id, part.platform.id)
