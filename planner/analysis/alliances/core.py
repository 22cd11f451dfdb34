"""Divisions that no group of partners wants to leave: how far the core is from empty, and its fairest point.

Both are linear programmes over all proper coalitions. Money in one currency.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.analysis.alliances.games import Game, limit, membership, values

Array = NDArray[np.float64]
MOST_FOR_NUCLEOLUS = 8
SURE = 1e-6  # a multiplier above this is no rounding: those of one programme add to 1
NEAR = 1e-9  # what the programme may miss in a game whose largest value is 1
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, slots=True)
class LeastCore:
    """`epsilon`: the smallest fee for leaving that keeps everybody in; the core is empty when it is above 0."""

    epsilon: float
    core_empty: bool


@dataclass(frozen=True, slots=True)
class Nucleolus:
    """Shares by partner; they add to v(everybody)."""

    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Scaled:
    """The game in which nobody has anything alone and the largest value is 1: equivalent, and kind to the programme."""

    worth: Array
    alone: Array
    scale: float


@dataclass(frozen=True, slots=True)
class _Step:
    """The smallest largest excess, and for each coalition how much it holds that up (its multiplier)."""

    epsilon: float
    multipliers: Array


def least_core(game: Game) -> LeastCore:
    """Smallest epsilon with x(S) >= v(S) - epsilon for all proper S and x(N) = v(N) (Bondareva 1963; Shapley 1967).

    Minus infinite for one partner, who has no proper coalition. Up to ten partners.
    """
    if len(game.partners) == 1:
        return LeastCore(-math.inf, core_empty=False)
    scaled = _scaled(game)
    who = membership(len(game.partners))
    epsilon = _lower(scaled.worth[1:-1], who[1:-1], scaled.worth[-1:], who[-1:]).epsilon
    empty = epsilon > NEAR
    return LeastCore(epsilon * scaled.scale if abs(epsilon) > NEAR else 0.0, empty)


def nucleolus(game: Game) -> Nucleolus:
    """The division whose excesses v(S) - x(S), sorted from the largest down, are lexicographically least.

    Successive programmes (Schmeidler 1969; Maschler, Peleg & Shapley 1979): lower the largest excess, hold the
    coalitions with a positive multiplier, which are tight in every solution, and go on with those that are not yet
    decided. Shares are not bounded below, so it always lies in the least core. Up to eight partners, else too_many.
    """
    limit(game, MOST_FOR_NUCLEOLUS)
    scaled = _scaled(game)
    who = membership(len(game.partners))
    held, sums = who[-1:], scaled.worth[-1:]
    while (free := np.flatnonzero(_undecided(who, held))).size:
        step = _lower(scaled.worth[free], who[free], sums, held)
        tight = free[step.multipliers > SURE]
        held = np.vstack((held, who[tight]))
        sums = np.concatenate((sums, scaled.worth[tight] - step.epsilon))
    division = np.linalg.lstsq(held, sums)[0] * scaled.scale + scaled.alone
    return Nucleolus(dict(zip(game.partners, division.tolist(), strict=True)))


def _scaled(game: Game) -> _Scaled:
    worth = values(game)
    alone = worth[1 << np.arange(len(game.partners))]
    gains = worth - membership(len(game.partners)) @ alone
    scale = float(np.abs(gains).max()) or 1.0
    return _Scaled(gains / scale, alone, scale)


def _undecided(who: Array, held: Array) -> NDArray[np.bool_]:
    """Which coalitions' sums do not follow from those that are held: the ones outside the span of their rows."""
    _left, sizes, rows = np.linalg.svd(held)
    open_directions = rows[np.count_nonzero(sizes > NEAR) :]
    apart: NDArray[np.bool_] = np.abs(who @ open_directions.T).sum(axis=1) > NEAR
    return apart


def _lower(worth: Array, who: Array, sums: Array, held: Array) -> _Step:
    """Minimise epsilon with x(S) + epsilon >= `worth` for the rows of `who` and x(S) = `sums` for those of `held`."""
    from scipy.optimize import linprog  # noqa: PLC0415 - takes a third of a second to import, and few plans need it

    count = who.shape[1]
    found = linprog(
        np.append(np.zeros(count), 1),
        A_ub=-np.column_stack((who, np.ones(len(who)))),
        b_ub=-worth,
        A_eq=np.column_stack((held, np.zeros(len(held)))),
        b_eq=sums,
        bounds=(None, None),
        method="highs-ds",
        options=EXACT,
    )
    return _Step(float(found.fun), -found.ineqlin.marginals)
