"""What the simulation reads of a plan: who takes part, every guess, the hours free, and what the ledger adds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecasting.cast import COUNTED, Cast, Draw, Offering, Part, cast_of
from planner.analysis.forecasting.draws import Value, ends
from planner.analysis.forecasting.free_hours import free_hours, milestone_hours
from planner.analysis.forecasting.inputs import Input, inputs_of
from planner.analysis.uncertainty.ranges import Spread
from planner.model.catalogue import Alliance, Cost, Exchange, Milestone
from planner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger and time log tell the simulation.

    `calibrated` are ranges in place of guesses by input key, `made` the hours already spent on making each product,
    `subscribers` the paying subscribers at the start by (product, platform).
    """

    calibrated: Mapping[str, Spread] = field(default_factory=dict)
    made: Mapping[str, float] = field(default_factory=dict)
    subscribers: Mapping[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A plan as the simulation sees it over `months`; `alliances` are those that count, in the plan's order."""

    plan: Plan
    months: int
    cast: Cast
    inputs: Mapping[str, Input]
    alliances: tuple[Alliance, ...]
    exchanges: tuple[Exchange, ...]
    free: NDArray[np.float64] | None
    busy: NDArray[np.float64]
    known: Known

    @property
    def parts(self) -> tuple[Part, ...]:
        """The listings that take part."""
        return self.cast.parts

    def offering(self, draw: Draw) -> Offering:
        """What makes offers of the parts from the values that `draw` gives to guesses."""
        return Offering(self.plan, self.inputs, draw, self.known.made, self.known.subscribers, self.exchanges)

    def value(self, draw: Draw, key: str) -> Value:
        """The value of the guess with that key; 0 where nothing was entered."""
        read = self.inputs.get(key)
        return 0.0 if read is None else draw(read)


def read(plan: Plan, months: int, known: Known | None = None, counted: frozenset[str] | None = None) -> Reading:
    """What the simulation needs of `plan`; `counted` names the alliances that take part, by default those agreed on.

    Nothing is drawn yet.
    """
    facts = known or Known()
    cast = cast_of(plan, months)
    alliances = tuple(one for one in plan.of(Alliance) if _counts(one, counted))
    ids = {one.id for one in alliances}
    exchanges = tuple(line for line in plan.of(Exchange) if line.alliance in ids)
    platforms = {part.platform.id: part.platform for part in cast.parts}
    products = {part.product.id: part.product for part in cast.parts}
    listings = (part.listing for part in cast.parts)
    milestones = plan.of(Milestone)
    records = (
        *platforms.values(),
        *products.values(),
        *listings,
        *exchanges,
        *plan.of(Cost),
        *milestones,
        plan.settings,
    )
    inputs = inputs_of(records, facts.calibrated)
    efforts = {one.id: ends(inputs[key])[1] for one in milestones if (key := f"milestone/{one.id}/effort") in inputs}
    busy = milestone_hours(plan, months, efforts)
    return Reading(plan, months, cast, inputs, alliances, exchanges, free_hours(plan.settings, months), busy, facts)


def _counts(alliance: Alliance, counted: frozenset[str] | None) -> bool:
    return alliance.stage in COUNTED if counted is None else alliance.id in counted
