"""Where the next hours of learning go when several products share domains.

The sum of worth x factor is not concave, and an even split may sit on a saddle. So several starts are improved by
exchanging hours between two domains until nothing helps: a greedy plan, the best plan of each product alone, and the
best points of a coarse grid, which finds what needs two new domains at once.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from planner.analysis import bounds
from planner.analysis.skills.hours import allocate_hours
from planner.analysis.skills.learning import Curves, Domain, Vector, curves
from planner.analysis.skills.value import Need, check_need
from planner.i18n import _

_STEPS = 40  # the greedy plan hands out the hours in so many steps
_FINEST = 2000  # exchanges end with this part of the hours
_GRID_POINTS = 5000
_GRID_STARTS = 3
_MANY, _BEST = 16, 2  # of more domains than that only the best starts are improved: each costs their square
_ROUNDS = 200  # exchanges of one size; a bound that is not reached


@dataclass(frozen=True, slots=True)
class DomainNeed(Need):
    """A need with the position of its domain."""

    domain: int | None = None


@dataclass(frozen=True, slots=True)
class SkilledProduct:
    """A product: what it would be `worth` with every factor at 1 (money, 0 or more), and its needs."""

    worth: float | None = None
    needs: Sequence[DomainNeed] = ()


@dataclass(frozen=True, slots=True)
class SharedHours:
    """Hours and scores by domain, and the sum of worth x factor (money) before and after."""

    hours: tuple[float, ...]
    scores: tuple[float, ...]
    value_before: float
    value: float


@dataclass(frozen=True, slots=True)
class _Portfolio:
    """The curves of the domains, and of each product its worth and its needs by the position of the domain."""

    learning: Curves
    products: Sequence[tuple[float, Sequence[tuple[int, Need]]]]

    def values(self, hours: Vector) -> Vector:
        """The sum of worth x factor for each row of hours by domain; shape (rows, domains) to (rows,)."""
        scores = self.learning.scores(hours)
        found = np.zeros(len(hours))
        for worth, needs in self.products:
            factor = np.full(len(hours), worth)
            for place, need in needs:
                factor *= need.factor(scores[:, place])
            found += factor
        return found

    def open(self, closed: Collection[int]) -> list[int]:
        """The domains in which more hours can add to a product, those `closed` left out."""
        useful = {
            place
            for worth, needs in self.products
            for place, need in needs
            if worth > 0 and (need.weight if need.role == "required" else need.multiplier - 1) > 0
        }
        return [place for place in sorted(useful.difference(closed)) if self.learning.gap[place] > 0]


@dataclass(frozen=True, slots=True)
class _Search:
    """The sum to be made large, of `total` hours over the `open` domains of a portfolio."""

    portfolio: _Portfolio
    open: list[int]
    total: float

    def values(self, plans: Vector) -> Vector:
        """The sum for each plan (hours of the open domains); shape (plans, open) to (plans,)."""
        hours = np.zeros((len(plans), len(self.portfolio.learning.gap)))
        hours[:, self.open] = plans
        return self.portfolio.values(hours)


def worth_after(domains: Sequence[Domain], products: Sequence[SkilledProduct], hours: Sequence[float]) -> float:
    """The sum of worth x factor (money) once each domain has had its `hours` more. Errors as in `allocate_products`."""
    portfolio = _checked(domains, products)
    spent = bounds.numbers(hours, "hours", 0)
    bounds.same_length(domains, spent, "hours")
    return float(portfolio.values(np.array([spent]))[0])


def allocate_products(
    domains: Sequence[Domain], products: Sequence[SkilledProduct], hours: float, closed: Collection[int] = ()
) -> SharedHours:
    """The best split found of `hours` over the domains, within a thousandth of the best one.

    Domains that can add to no product take none, nor do those at the positions `closed`; hours that help nothing stay
    unspent.
    InputError: hours or worth below 0: out_of_range; a position without domain: unknown; worth or position absent:
    missing; domains and needs as in `score_after` and `skill_value`.
    """
    total = bounds.not_negative(hours, "hours")
    portfolio = _checked(domains, products)
    search = _Search(portfolio, portfolio.open(closed), total)
    spent = np.zeros(len(domains))
    if total > 0 and search.open:
        starts = np.array(list(_starts(search, domains)))
        if len(search.open) > _MANY:
            starts = starts[np.argsort(-search.values(starts), kind="stable")[:_BEST]]
        plans = np.array([_improved(search, plan) for plan in starts])
        spent[search.open] = plans[np.argmax(search.values(plans))]
    before, after = portfolio.values(np.array([np.zeros(len(domains)), spent]))
    scores = portfolio.learning.scores(spent)
    return SharedHours(tuple(spent.tolist()), tuple(scores.tolist()), float(before), float(after))


def _checked(domains: Sequence[Domain], products: Sequence[SkilledProduct]) -> _Portfolio:
    learning = curves(domains)
    read = []
    for place, product in enumerate(products):
        path = f"products/{place}/"
        worth = bounds.not_negative(product.worth, f"{path}worth")
        for position, need in enumerate(product.needs):
            check_need(need, f"{path}needs/{position}/")
        needs = [
            (_domain_of(need, len(domains), f"{path}needs/{position}/domain"), need)
            for position, need in enumerate(product.needs)
        ]
        read.append((worth, needs))
    return _Portfolio(learning, read)


def _domain_of(need: DomainNeed, domains: int, field: str) -> int:
    if need.domain is None:
        bounds.named(need.domain, field)
    if type(need.domain) is not int or not 0 <= need.domain < domains:
        message = _("There is no domain at position {position}; positions count from 0.").format(position=need.domain)
        bounds.refuse(message, field, "unknown")
    return need.domain


def _starts(search: _Search, domains: Sequence[Domain]) -> Iterator[Vector]:
    """Plans from which to search."""
    yield _greedy(search)
    for worth, needs in search.portfolio.products:
        open_to_gain = [(place, need) for place, need in needs if place in search.open]
        places, kept = zip(*open_to_gain, strict=True) if open_to_gain else ((), ())
        if worth > 0 and len(set(places)) == len(places):
            split = allocate_hours([domains[place] for place in places], kept, search.total)
            hours = dict(zip(places, split.hours, strict=True))
            yield np.array([hours.get(place, 0.0) for place in search.open])
    grid = _grid(len(search.open)) * search.total
    yield from grid[np.argsort(-search.values(grid), kind="stable")[:_GRID_STARTS]]


def _greedy(search: _Search) -> Vector:
    plan = np.zeros(len(search.open))
    steps = np.eye(len(plan)) * search.total / _STEPS
    for _step in range(_STEPS):
        plan = plan + steps[np.argmax(search.values(plan + steps))]
    return plan


def _grid(size: int) -> Vector:
    """The shares 0..1 that add to 1 of `size` domains, as fine as `_GRID_POINTS` allow, at most in `_STEPS` parts."""
    parts = next((n for n in range(_STEPS, 1, -1) if math.comb(n + size - 1, n) <= _GRID_POINTS), 1)
    last = parts + size - 1
    bars = np.array([(-1, *between, last) for between in combinations(range(last), size - 1)])
    return (np.diff(bars, axis=1) - 1) / parts


def _improved(search: _Search, plan: Vector) -> Vector:
    """`plan` after the best exchanges between two domains, in steps that halve until they are `_FINEST`."""
    step = search.total / 4
    while len(plan) > 1 and step >= search.total / _FINEST / 2:
        plan = _exchanged(search, plan, step)
        step /= 2
    return plan


def _exchanged(search: _Search, plan: Vector, step: float) -> Vector:
    """`plan` after exchanges of `step` hours, the best one first, until none helps."""
    away, to = np.nonzero(~np.eye(len(plan), dtype=bool))
    rows = np.arange(len(away))
    value = search.values(plan[None])[0]
    for _round in range(_ROUNDS):
        moved = np.minimum(step, plan[away])
        tries = np.repeat(plan[None], len(away), axis=0)
        tries[rows, away] -= moved
        tries[rows, to] += moved
        values = search.values(tries)
        best = np.argmax(values)
        if values[best] <= value * (1 + 1e-12):
            break
        plan, value = tries[best], values[best]
    return plan
