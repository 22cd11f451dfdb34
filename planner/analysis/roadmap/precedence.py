"""What has to come first: which milestones wait for which, in which orders they can follow, and who waits in a circle."""

import heapq
from collections.abc import Mapping, Sequence

from planner.analysis import bounds
from planner.i18n import _

Before = Sequence[Sequence[int]]
"""For each position the positions it waits for."""


def before(ids: Sequence[str], after: Sequence[Sequence[str]]) -> Before:
    """The positions each id waits for, `after` naming them by id.

    InputError: an id missing; an id that stands twice or a predecessor that is not there: unknown; a circle, which
    the message names: circular.
    """
    for position, name in enumerate(ids):
        bounds.named(name, f"milestones/{position}/id")
    bounds.distinct(ids, "milestone")
    places = {name: place for place, name in enumerate(ids)}
    for name, earlier in zip(ids, after, strict=True):
        for one in earlier:
            if one not in places:
                message = _("“{id}” waits for “{other}”, which is not there; remove the arrow.")
                bounds.refuse(message.format(id=name, other=one), f"milestone/{name}/after", "unknown")
    waits = [sorted({places[one] for one in earlier}) for earlier in after]
    circle = _circle(waits)
    if circle:
        path = " → ".join(ids[place] for place in (*circle, circle[0]))
        message = _("These wait for one another: {path}; remove one arrow.").format(path=path)
        bounds.refuse(message, f"milestone/{ids[circle[0]]}/after", "circular")
    return waits


def find_circle(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids of one circle, each waiting for the next and the last for the first; empty when there is none.

    `after` maps each id to the ids it waits for; others are passed over. The circle begins with its first id.
    """
    ids = list(after)
    return tuple(ids[place] for place in _circle(_waits(after)))


def blocked(after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids in a circle, and those that wait for it; `after` as in `find_circle`."""
    waits = _waits(after)
    free = set(first_open(waits, range(len(waits))))
    return tuple(name for place, name in enumerate(after) if place not in free)


def _waits(after: Mapping[str, Sequence[str]]) -> Before:
    places = {name: place for place, name in enumerate(after)}
    return [[places[one] for one in earlier if one in places] for earlier in after.values()]


def followers(waits: Before) -> list[list[int]]:
    """For each position the positions that wait for it."""
    found: list[list[int]] = [[] for _place in waits]
    for place, earlier in enumerate(waits):
        for one in earlier:
            found[one].append(place)
    return found


def first_open(waits: Before, keys: Sequence[float]) -> list[int]:
    """The order that always takes the smallest key among what waits for nothing more, ties by position.

    Positions in a circle, and what waits for them, are left out.
    """
    left = [len(earlier) for earlier in waits]
    later = followers(waits)
    free = [(keys[place], place) for place, missing in enumerate(left) if not missing]
    heapq.heapify(free)
    order = []
    while free:
        _key, done = heapq.heappop(free)
        order.append(done)
        for place in later[done]:
            left[place] -= 1
            if not left[place]:
                heapq.heappush(free, (keys[place], place))
    return order


def _circle(waits: Before) -> list[int]:
    stuck = set(range(len(waits))) - set(first_open(waits, range(len(waits))))
    if not stuck:
        return []
    path = [min(stuck)]
    while True:
        place = next(one for one in waits[path[-1]] if one in stuck)
        if place in path:
            circle = path[path.index(place) :]
            first = circle.index(min(circle))
            return circle[first:] + circle[:first]
        path.append(place)
