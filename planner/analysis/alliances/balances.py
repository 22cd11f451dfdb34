"""What passes each way in an alliance in a month, as ranges: what we get and what they get, each as who gets it values it.

Money in the base currency. Totals come from the draws, never from adding the ends of ranges.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis.alliances.terms import shared_revenues
from planner.analysis.forecast_results import Band
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.inputs import CORRELATIONS, Input, inputs_of
from planner.analysis.forecasting.reading import Known
from planner.analysis.forecasting.summaries import band
from planner.model.catalogue import Alliance, Exchange
from planner.model.plan import Plan

Array = NDArray[np.float64]
SAMPLES = 2048


@dataclass(frozen=True, slots=True)
class Balance:
    """One alliance in a month: `got` what we get, `given` what they get, `hours` ours; None where no line says it.

    `ahead` is the chance that we get more than they do, None where one of the two is not known.
    """

    id: str
    got: Band | None
    given: Band | None
    hours: Band | None
    ahead: float | None


def balances(plan: Plan, known: Known | None = None, samples: int = SAMPLES) -> tuple[Balance, ...]:
    """The balance of every alliance, in the plan's order; `known` is what the journal tells."""
    draws = Draws(plan.settings.seed, samples, CORRELATIONS[plan.settings.correlation])
    alliances = plan.of(Alliance)
    standing = [one for one in alliances if one.stage != "ended"]
    revenues = shared_revenues(plan, standing, known, draws)
    return tuple(_balance(plan, one, draws, revenues.get(one.id)) for one in alliances)


def _balance(plan: Plan, alliance: Alliance, draws: Draws, revenue: Array | None) -> Balance:
    lines = [line for line in plan.naming("exchange", "alliance", alliance.id) if isinstance(line, Exchange)]
    sums = _Sums(inputs_of(lines, {}), draws)
    got = [sums.worth(line) for line in lines if line.direction == "get"]
    given = [sums.worth(line) for line in lines if line.direction == "give"]
    if revenue is not None and revenue.any():
        if any(sums.worth(line) is None for line in lines if line.direction == "get" and line.listing):
            got.append(revenue)  # their audience is worth what it buys
        pays = any(line.sort == "money" and sums.worth(line) is not None for line in lines if line.direction == "give")
        if alliance.share and not pays:
            given.append(float(alliance.share) * revenue)
    ours, theirs = sums.total(got), sums.total(given)
    ahead = None if ours is None or theirs is None else float(np.mean(ours > theirs))
    hours = sums.total([sums.drawn(line, "hours") for line in lines])
    return Balance(alliance.id, _band(ours), _band(theirs), _band(hours), ahead)


def _band(amounts: Array | None) -> Band | None:
    return None if amounts is None else band(amounts)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The lines of one alliance, drawn."""

    inputs: dict[str, Input]
    draws: Draws

    def drawn(self, line: Exchange, field: str) -> Array | None:
        """The samples of a field of a line, never below 0; None where nothing is entered."""
        read = self.inputs.get(f"exchange/{line.id}/{field}")
        return None if read is None else np.maximum(np.zeros(self.draws.samples) + self.draws.of(read), 0.0)

    def worth(self, line: Exchange) -> Array | None:
        """What a line is worth to who gets it; a sum of money is worth the same to both."""
        fields = ("value_to_us", "value_to_them") if line.direction == "get" else ("value_to_them", "value_to_us")
        own = self.drawn(line, fields[0])
        return self.drawn(line, fields[1]) if own is None and line.sort == "money" else own

    def total(self, amounts: Sequence[Array | None]) -> Array | None:
        """The sum of what is known, sample by sample; None where nothing is."""
        known = [one for one in amounts if one is not None]
        return sum(known[1:], known[0]) if known else None
