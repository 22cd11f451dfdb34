"""Sales of what a person buys at most once: buyers leave the pool, so that more publications sell less and less.

Matrices are (row, sample); the rows are the offers sold so, in priority order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.analysis.listings.funnel import Funnel
from planner.analysis.listings.offers import Array, Offer
from planner.analysis.listings.series import Rows, Series, rows_where

SURE = -745.0  # the logarithm of the smallest float stands for that of 0: everybody buys
MOST_STEPS, NEAR, TINY = 100, 1e-9, 1e-300


class Pool:
    """Who has bought so far, who could buy this month, and who buys without being reached (`paid`)."""

    def __init__(self, offers: Sequence[Offer], funnel: Funnel) -> None:
        self.rows: Rows = rows_where(offers, lambda offer: offer.once_per_person)
        chance = funnel.of_one(self.rows)
        self._people = Series(funnel.opened.of_offers(self.rows).unopened())
        self._chance = Series(chance)
        bought = funnel.bought[self.rows]
        self._paid = Series(funnel.converted(self.rows, bought)) if bought.any() else None
        self._changes = bool((chance.kept != 1).any() or (chance.fading != 1).any())
        self._publications = funnel.publications[self.rows]
        self.people, self.buyers, self.paid, self.missed = (np.zeros_like(self._publications) for _matrix in range(4))

    def come(self, month: int) -> None:
        """Go on to a month."""
        self._people.at(month, self.people)
        if self._paid:
            self._paid.at(month, self.paid)
        if self._changes or month == 0:
            chance = self._chance.at(month, self.missed)
            with np.errstate(divide="ignore"):
                self.missed = np.maximum(np.log1p(-chance), SURE) * self._publications

    def orders(self, buyers: Array) -> Array:
        """Orders of a full month after so many buyers: `pool (1 - (1 - q)^publications) + paid`."""
        return self.paid - self.left(buyers) * np.expm1(self.missed)

    def left(self, buyers: Array) -> Array:
        """The pool: people who have not bought."""
        return np.maximum(self.people - buyers, 0)


@dataclass(frozen=True, slots=True)
class Cut:
    """Months of such offers that do not fit into their hours, as vectors."""

    hours: Array
    need: Array
    base: Array
    per_sale: Array
    people: Array
    missed: Array
    paid: Array

    def orders(self, fraction: Array) -> Array:
        """Orders of a fraction of the publications and of the advertising."""
        return fraction * self.paid - self.people * np.expm1(fraction * self.missed)

    def fraction(self) -> Array:
        """Solve `f base + per_sale orders(f) = hours` for f by Newton's method.

        The left side grows and bends down, so from any point below the root the steps close in on it from below; the
        error after a step is of the order of its square.
        """
        straight, bent = self.base + self.per_sale * self.paid, self.per_sale * self.people
        found = self.hours / self.need
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
