"""Milestones as plain numbers: what one person has to do, and what it waits for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from planner.analysis import bounds
from planner.analysis.roadmap.precedence import Before, before


@dataclass(frozen=True, slots=True)
class Milestone:
    """A piece of work: `effort` in hours, `due` in hours from now, calendar `wait_days` after it is finished.

    `after`: ids that have to be ready before; `cost_of_delay`: money per hour, or any unit common to all.
    """

    id: str = ""
    effort: float = 0
    due: float | None = None
    wait_days: int = 0
    after: Sequence[str] = ()
    cost_of_delay: float = 0


def checked(milestones: Sequence[Milestone]) -> Before:
    """What each milestone waits for, as positions.

    InputError `milestone/<id>/...`: effort, wait_days or cost_of_delay below 0, due no number: out_of_range; an id twice
    or an unknown predecessor: unknown; a circle: circular.
    """
    for milestone in milestones:
        path = f"milestone/{milestone.id}/"
        bounds.not_negative(milestone.effort, f"{path}effort")
        bounds.whole(milestone.wait_days, f"{path}wait_days", 0, dt.date.max.toordinal())
        bounds.not_negative(milestone.cost_of_delay, f"{path}cost_of_delay")
        if milestone.due is not None:
            bounds.number(milestone.due, f"{path}due")
    return before([milestone.id for milestone in milestones], [milestone.after for milestone in milestones])
