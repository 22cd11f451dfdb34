"""What to do next: candidate moves tried on the plan, on the same draws as the plan itself, by gain per hour.

Outcomes are the earnings of the 12 months from the start. What a move asks by itself, such as hours of learning, is not
taken from the hours of the listings; that it costs them is what gain per hour is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.draws import Draws, Value
from planner.analysis.forecasting.drivers import earnings
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import CORRELATIONS, Input
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.move_candidates import (
    PLATFORM,
    PUBLICATION,
    USUAL_ELASTICITY,
    Alter,
    Candidate,
    Scene,
    candidates,
)
from planner.analysis.forecasting.paths import Paths, Stopped, simulated
from planner.analysis.forecasting.reading import Known, Reading, read
from planner.analysis.uncertainty.paired_moves import Gain, Move
from planner.analysis.uncertainty.paired_moves import moves as ranked
from planner.model.plan import Plan

__all__ = ["MoveOptions", "PlanMove", "PlanMoves", "Stopped", "plan_moves"]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MoveOptions:
    """How moves are tried; `elasticity` are the 5% and 95% points of the elasticity of demand, both at most 0.

    `tell(share)` is called with the share of the candidates that have been tried, 0 to 1.
    """

    samples: int = 2048
    seed: int | None = None
    elasticity: tuple[float, float] = USUAL_ELASTICITY
    tell: Callable[[float], object] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PlanMove:
    """One move: its sort (price, publication, platform, conversion, learning, ally, drop, no_ads), its record, for a new
    listing also the platform, the hours of a year it asks, and its gain in money over 12 months.

    `fields` are what to write into the record to make the move; empty where that takes more than one write. `enter` are
    the empty fields (`product/<id>/hours_per_sale`) without which its hours are unknown: None.
    """

    sort: str
    kind: str
    id: str
    place: str
    hours: float | None
    gain: Gain
    fields: Mapping[str, Any]
    enter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanMoves:
    """Moves by gain per hour, and apart by gain those that take no hours and those whose hours are unknown, the best
    first; `base` is the mean of the earnings of 12 months as the plan stands."""

    ranked: tuple[PlanMove, ...]
    without_hours: tuple[PlanMove, ...]
    hours_unknown: tuple[PlanMove, ...]
    base: float
    samples: int
    seed: int
    elasticity: tuple[float, float]


def plan_moves(
    plan: Plan,
    actuals: Actuals | None = None,
    forecast: Forecast | None = None,
    options: MoveOptions | None = None,
    stop: Callable[[], bool] | None = None,
) -> PlanMoves:
    """Every candidate of `move_candidates` against the plan as it is, sample by sample on common random numbers.

    `forecast` says which domains earn. InputError: an elasticity above 0, samples below 2: out_of_range; as `read` and
    `ranges.fit`. Stopped is raised when `stop()` says so.
    """
    chosen = options or MoveOptions()
    low, high = (bounds.number(end, "elasticity", high=0) for end in chosen.elasticity)
    bounds.in_order(low, high, "elasticity", equal=True)
    settings = plan.settings
    known = known_of(plan, actuals, calibrate=True)
    seed = settings.seed if chosen.seed is None else chosen.seed
    draws = Draws(seed, bounds.whole(chosen.samples, "samples", 2), CORRELATIONS[settings.correlation])
    reading = read(plan, YEAR, known)
    paths = simulated(reading, draws, stop)
    scene = Scene(reading, draws, tuple(map(float, paths.net.mean(axis=1))), forecast, (low, high))
    before = earnings(reading, paths, draws.of)
    wanted, trials = candidates(scene), []
    for one in wanted:
        trials.append(_tried(one, draws, known, stop))
        if chosen.tell is not None:
            chosen.tell(len(trials) / len(wanted))
    by_hour, free, unknown = _ordered(before, trials, _hours(reading, paths))
    return PlanMoves(by_hour, free, unknown, float(before.mean()), draws.samples, seed, (low, high))


@dataclass(frozen=True)
class _Trial:
    """A candidate, its outcome in each sample, the mean hours of a year by listing, and what its hours lack."""

    candidate: Candidate
    outcomes: Array
    worked: Mapping[str, float]
    enter: tuple[str, ...]

    def hours(self, before: Mapping[str, float]) -> float:
        """The hours it asks by itself, and those that the listings it touches take more than before; 0 if unknown."""
        if self.enter:
            return 0.0
        more = sum(self.worked.get(one, 0.0) - before.get(one, 0.0) for one in self.candidate.touched)
        return self.candidate.hours + max(0.0, more)


@dataclass(frozen=True)
class _Altered:
    """The draws with some guesses changed."""

    draws: Draws
    changes: Mapping[str, Alter]

    @property
    def samples(self) -> int:
        """How many values an array holds."""
        return self.draws.samples

    def of(self, one: Input) -> Value:
        """The values of one guess."""
        value, change = self.draws.of(one), self.changes.get(one.key)
        return value if change is None else change(value)


def _tried(one: Candidate, draws: Draws, known: Known, stop: Callable[[], bool] | None) -> _Trial:
    reading = read(one.plan, YEAR, known, one.counted)
    values = _Altered(draws, one.altered)
    paths = simulated(reading, values, stop)
    return _Trial(one, earnings(reading, paths, values.of), _hours(reading, paths), _to_enter(one, reading))


def _hours(reading: Reading, paths: Paths) -> dict[str, float]:
    return {part.listing.id: float(row.mean()) for part, row in zip(reading.parts, paths.worked, strict=True)}


def _to_enter(one: Candidate, reading: Reading) -> tuple[str, ...]:
    """The empty fields on which its hours depend: those of one more publication, and of one more sale."""
    found = []
    for part in reading.parts:
        if part.listing.id not in one.touched:
            continue
        if one.sort in (PUBLICATION, PLATFORM) and part.platform.hours_per_publication is None:
            found.append(f"platform/{part.platform.id}/hours_per_publication")
        if part.product.pricing not in ("advertising", "commission") and part.product.hours_per_sale is None:
            found.append(f"product/{part.product.id}/hours_per_sale")
    return tuple(dict.fromkeys(found))


def _ordered(before: Array, trials: list[_Trial], worked: Mapping[str, float]) -> tuple[tuple[PlanMove, ...], ...]:
    """Those by gain per hour, those without hours, and those whose hours are unknown."""
    by_key = {trial.candidate.key: trial for trial in trials}
    found = ranked(before, [Move(key, trial.outcomes, trial.hours(worked)) for key, trial in by_key.items()])

    def told(gains: tuple[Gain, ...], *, known: bool) -> tuple[PlanMove, ...]:
        wanted = [(by_key[gain.id], gain) for gain in gains]
        return tuple(_told(trial, gain, worked) for trial, gain in wanted if known is not bool(trial.enter))

    free = found.without_hours
    return told(found.ranked, known=True), told(free, known=True), told(free, known=False)


def _told(trial: _Trial, gain: Gain, worked: Mapping[str, float]) -> PlanMove:
    one, hours = trial.candidate, None if trial.enter else trial.hours(worked)
    return PlanMove(one.sort, one.kind, one.id, one.place, hours, gain, one.fields, trial.enter)
