"""Sales of what a person buys at most once: buyers leave the pool, so that more publications sell less and less.

Matrices are (row, sample); the rows are the offers sold so, in priority order.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.listings.funnel import Funnel
from planner.analysis.listings.offers import Array, Offer
from planner.analysis.listings.series import Rows, Series, rows_where

SURE = -745.0  # the logarithm of the smallest float stands for that of 0: everybody buys
MOST_TERMS, NOTHING = 10, 1e-14
MOST_STEPS, NEAR, TINY = 100, 1e-9, 1e-300


class Pool:
    """Who has bought so far, who could buy this month, and who buys without being reached (`paid`)."""

    def __init__(self, offers: Sequence[Offer], funnel: Funnel) -> None:
        self.rows: Rows = rows_where(offers, lambda offer: offer.once_per_person)
        some = funnel.some(self.rows)
        chance = some.of_one()
        self._people = Series(some.people())
        self._chance = Series(chance)
        self._paid = Series(some.paid()) if some.bought.any() else None
        self._changes = bool((chance.kept != 1).any() or (chance.fading != 1).any())
        self._buying = Buying(some.column("publications_per_month"))
        self.people, self.buyers, self.paid, self._of_one, self._bought = (
            np.zeros_like(self._buying.exposures) for _matrix in range(5)
        )

    def come(self, month: int) -> None:
        """Go on to a month."""
        self._people.at(month, self.people)
        if self._paid:
            self._paid.at(month, self.paid)
        if self._changes or month == 0:
            self._chance.at(month, self._of_one)
            self._buying.chance(self._of_one, self._bought)

    def orders(self, buyers: Array) -> Array:
        """Orders of a full month after so many buyers: `pool (1 - (1 - q)^publications) + paid`."""
        orders = self.left(buyers)
        orders *= self._bought
        orders += self.paid
        return orders

    def missed(self, cells: tuple[Rows, Rows]) -> Array:
        """The logarithm of the chance that all publications of a month miss a person, at some places of the matrix."""
        missed: Array = log_missed(self._of_one[cells]) * self._buying.exposures[cells]
        return missed

    def left(self, buyers: Array) -> Array:
        """The pool: people who have not bought."""
        return np.maximum(self.people - buyers, 0)


class Buying:
    """The chance `1 - (1 - q)^n` that somebody buys who buys at each of n exposures with a chance q.

    Where q is small it is a few terms of its binomial series, `n q (1 + (1 - n)/2 q + (1 - n)(2 - n)/6 q^2 + ...)`: as
    exact as logarithms, and in less time.
    """

    def __init__(self, exposures: Array) -> None:
        self.exposures = exposures
        self._terms = [np.ones_like(exposures)]
        shrinking = 0.5 / max(1.0, exposures.max(initial=0.0))  # below it each term is at most half of the one before
        self._small, term = [], self._terms[0]
        for count in range(1, MOST_TERMS + 1):
            term = self._next(term, count)
            first = max(NOTHING, np.abs(term).max(initial=0.0))
            self._small.append(min(shrinking, (NOTHING / first / 2) ** (1 / count)))

    def _next(self, term: Array, count: int) -> Array:
        return term * ((count - self.exposures) / (count + 1))

    def chance(self, of_one: Array, out: Array) -> None:
        """Write the chances to `out`."""
        count = bisect_left(self._small, of_one.max())
        if count < len(self._small):
            for more in range(len(self._terms), count + 1):
                self._terms.append(self._next(self._terms[-1], more))
            np.copyto(out, self._terms[count])
            for term in reversed(self._terms[:count]):
                out *= of_one
                out += term
            out *= of_one
            out *= self.exposures
        else:
            np.negative(np.expm1(log_missed(of_one) * self.exposures), out=out)


def log_missed(of_one: Array) -> Array:
    """The logarithm of the chance that one publication misses a person."""
    with np.errstate(divide="ignore"):
        missed: Array = np.maximum(np.log1p(-of_one), SURE)
    return missed


@dataclass(frozen=True, slots=True)
class Cut:
    """Months of such offers that do not fit into their hours, as vectors."""

    hours: Array
    base: Array
    per_sale: Array
    people: Array
    missed: Array
    paid: Array

    def orders(self, fraction: Array) -> Array:
        """Orders of a fraction of the publications and of the advertising."""
        return fraction * self.paid - self.people * np.expm1(fraction * self.missed)

    def fraction(self, found: Array) -> Array:
        """Solve `f base + per_sale orders(f) = hours` for f by Newton's method, from points `found` below the root.

        The left side grows and bends down, so the steps close in on it from below; the error after a step is of the
        order of its square. What is left over the need of all is such a point.
        """
        straight, bent = self.base + self.per_sale * self.paid, self.per_sale * self.people
        for _step in range(MOST_STEPS):
            missed = np.expm1(found * self.missed)  # the chance not to buy, less 1
            over = found * straight - bent * missed - self.hours
            slope = straight - bent * self.missed * (missed + 1)
            better = np.clip(found - over / np.maximum(slope, TINY), 0, 1)
            done = bool((np.abs(better - found) <= NEAR).all())
            found = better
            if done:
                break
        return found
