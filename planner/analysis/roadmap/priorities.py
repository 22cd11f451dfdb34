"""In which order one person does the work: with one worker order does not change the sum, only when each part ends.

Effort in hours; finish hours count from now, one milestone after another.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.roadmap.milestones import Milestone, checked
from planner.analysis.roadmap.precedence import Before, first_open, followers
from planner.i18n import _

EXACT_AT_MOST = 14


@dataclass(frozen=True, slots=True)
class DueOrder:
    """`order` (ids), and the largest lateness: hours that a milestone ends after it is due, below 0 when all are early.

    None when nothing is due.
    """

    order: tuple[str, ...]
    max_lateness: float | None


@dataclass(frozen=True, slots=True)
class ValueOrder:
    """`order` (ids), and its `cost`: sum of cost_of_delay x finish hour."""

    order: tuple[str, ...]
    cost: float


def order_by_due(milestones: Sequence[Milestone]) -> DueOrder:
    """The order with the smallest largest lateness (Lawler 1973).

    Each due date is pushed back through its successors, due_i = min(due_i, due_j - effort_j); then the earliest due
    among the open ones comes first, ties by position. Errors as in `checked`.
    """
    waits = checked(milestones)
    dues = [math.inf if milestone.due is None else float(milestone.due) for milestone in milestones]
    pushed = list(dues)
    later = followers(waits)
    for place in reversed(first_open(waits, range(len(milestones)))):
        pushed[place] = min([dues[place], *(pushed[after] - milestones[after].effort for after in later[place])])
    order = first_open(waits, pushed)
    late = [
        finish - dues[place]
        for place, finish in zip(order, _finishes(milestones, order), strict=True)
        if dues[place] < math.inf
    ]
    return DueOrder(_ids(milestones, order), max(late, default=None))


def order_by_value(milestones: Sequence[Milestone]) -> ValueOrder:
    """The order of least cost among all that keep the predecessors; of equal ones the first by position.

    Without predecessors that is the largest cost_of_delay/effort first (Smith 1956); with them a search over the
    subsets that may be done first. Errors as in `checked`; more than 14 milestones: too_many.
    """
    if len(milestones) > EXACT_AT_MOST:
        message = _("The best order is searched for at most {number} milestones; choose fewer.")
        bounds.refuse(message.format(number=EXACT_AT_MOST), "milestones", "too_many")
    waits = checked(milestones)
    rest = _least_costs(milestones, waits)
    order: list[int] = []
    done, hours = 0, 0.0
    while len(order) < len(milestones):
        costs = {
            place: milestone.cost_of_delay * (hours + milestone.effort) + rest[done | 1 << place]
            for place, milestone in enumerate(milestones)
            if not done >> place & 1 and all(done >> one & 1 for one in waits[place])
        }
        least = min(costs.values())
        chosen = next(place for place, cost in costs.items() if cost <= least + 1e-12 * abs(least))
        order.append(chosen)
        done |= 1 << chosen
        hours += milestones[chosen].effort
    return _valued(milestones, order)


def order_by_ratio(milestones: Sequence[Milestone]) -> ValueOrder:
    """The largest cost_of_delay/effort first among the open ones, ties by position: good for any number, not exact.

    What takes no time comes at once. Errors as in `checked`.
    """
    waits = checked(milestones)
    ratios = [
        milestone.cost_of_delay / milestone.effort if milestone.effort > 0 else math.inf for milestone in milestones
    ]
    return _valued(milestones, first_open(waits, [-ratio for ratio in ratios]))


def _least_costs(milestones: Sequence[Milestone], waits: Before) -> NDArray[np.float64]:
    """For each set of milestones that is done (as bits) the least cost of the rest; infinite for sets out of order."""
    count = len(milestones)
    sets = np.arange(1 << count)
    hours = sum(((sets >> place & 1) * milestone.effort for place, milestone in enumerate(milestones)), np.zeros(1))
    needed = [sum(1 << one for one in earlier) for earlier in waits]
    costs = np.where(sets == sets[-1], 0.0, math.inf)
    sizes = np.bitwise_count(sets)
    for size in range(count - 1, -1, -1):
        layer = sets[sizes == size]
        for place, milestone in enumerate(milestones):
            fits = layer[(layer >> place & 1 == 0) & (layer & needed[place] == needed[place])]
            cost = milestone.cost_of_delay * (hours[fits] + milestone.effort) + costs[fits | 1 << place]
            costs[fits] = np.minimum(costs[fits], cost)
    return costs


def _finishes(milestones: Sequence[Milestone], order: Sequence[int]) -> list[float]:
    return list(accumulate(milestones[place].effort for place in order))


def _valued(milestones: Sequence[Milestone], order: Sequence[int]) -> ValueOrder:
    finishes = zip(order, _finishes(milestones, order), strict=True)
    cost = sum((milestones[place].cost_of_delay * finish for place, finish in finishes), 0.0)
    return ValueOrder(_ids(milestones, order), cost)


def _ids(milestones: Sequence[Milestone], order: Sequence[int]) -> tuple[str, ...]:
    return tuple(milestones[place].id for place in order)
