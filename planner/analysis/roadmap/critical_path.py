"""The longest chain of tasks that run side by side: for calendar waits and partners, not for the work of one person.

It ignores merging: two parallel tasks of mean 10 and standard deviation 2 end on average at 11.13, not at 10.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr

from planner.analysis import bounds
from planner.analysis.roadmap.precedence import Before, before, first_open, followers
from planner.i18n import _


@dataclass(frozen=True, slots=True)
class Task:
    """Something that takes `low` to `high` and most `likely` so long (any unit of time), once `after` (ids) is done."""

    id: str = ""
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    after: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """Expected durations by id, the expected `finish`, the `critical` ids in list order, and the variance of the finish.

    p_by: chance to end by the time asked for; None when none was.
    """

    expected: dict[str, float]
    finish: float
    critical: tuple[str, ...]
    variance: float
    p_by: float | None


def critical_path(tasks: Sequence[Task], by: float | None = None) -> CriticalPath:
    """Expected (low + 4 likely + high)/6, variance ((high - low)/6)^2, finish normal (CPM/PERT).

    Every task without slack is critical, and the variance is the sum over all critical tasks; with several critical
    chains that is more than any one of them has.
    InputError `milestone/<id>/...`: a time missing; below 0: out_of_range; likely outside low..high: bad_order; an id
    twice or an unknown predecessor: unknown; a circle: circular.
    """
    times = [_checked(task) for task in tasks]
    waits = before([task.id for task in tasks], [task.after for task in tasks])
    wanted = None if by is None else bounds.number(by, "by")
    lengths = [(low + 4 * likely + high) / 6 for low, likely, high in times]
    slacks, finish = _slacks(lengths, waits)
    critical = [place for place, slack in enumerate(slacks) if slack <= 1e-9 * max(1.0, finish)]
    variance = sum((((times[place][2] - times[place][0]) / 6) ** 2 for place in critical), 0.0)
    expected = {task.id: length for task, length in zip(tasks, lengths, strict=True)}
    p_by = None if wanted is None else _chance(wanted - finish, variance)
    return CriticalPath(expected, finish, tuple(tasks[place].id for place in critical), variance, p_by)


def _checked(task: Task) -> tuple[float, float, float]:
    path = f"milestone/{task.id}/"
    low, likely, high = (
        bounds.not_negative(value, f"{path}{name}")
        for name, value in (("low", task.low), ("likely", task.likely), ("high", task.high))
    )
    bounds.in_order(low, high, f"{path}low", equal=True)
    if not low <= likely <= high:
        message = _("“{field}”: the likeliest value {likely:g} must lie between {low:g} and {high:g}.")
        bounds.refuse(
            message.format(field=f"{path}likely", likely=likely, low=low, high=high), f"{path}likely", "bad_order"
        )
    return low, likely, high


def _slacks(lengths: Sequence[float], waits: Before) -> tuple[list[float], float]:
    """How much later each task may end without moving the finish, and the finish."""
    order = first_open(waits, range(len(lengths)))
    ends = [0.0] * len(lengths)
    for place in order:
        ends[place] = max((ends[one] for one in waits[place]), default=0.0) + lengths[place]
    finish = max(ends, default=0.0)
    latest = [finish] * len(lengths)
    later = followers(waits)
    for place in reversed(order):
        latest[place] = min((latest[one] - lengths[one] for one in later[place]), default=finish)
    return [last - end for last, end in zip(latest, ends, strict=True)], finish


def _chance(spare: float, variance: float) -> float:
    if variance > 0:
        return float(ndtr(spare / math.sqrt(variance)))
    return 1.0 if spare >= 0 else 0.0
