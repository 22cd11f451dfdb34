"""What skills make of a product: a factor on what it would be worth, with needs that must be there and needs that boost.

prod over required (s/100)^weight x prod over boosts (1 + (multiplier - 1) s/100), s the score 0..100 of the domain
(Kremer 1993; Milgrom & Roberts 1990).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planner.analysis import bounds

ROLES = ("required", "boost")

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Need:
    """A domain that a product needs.

    weight of a required one: 0.5 helps, 1 matters, 1.5 decides. multiplier of a boost, at least 1: how many times more
    the product is worth with a score of 100.
    """

    role: str = ""
    weight: float = 1
    multiplier: float = 2

    def factor(self, scores: ArrayLike) -> Vector:
        """The factor at each score; a required score of 0 makes it 0 whatever its weight."""
        share = np.asarray(scores, dtype=float) / 100
        if self.role == "boost":
            return 1 + (self.multiplier - 1) * share
        return np.where(share > 0, share**self.weight, 0.0)


@dataclass(frozen=True, slots=True)
class SkillValue:
    """`value`: the factor; `missing`: positions of required needs without a score or with 0, which make it 0."""

    value: float
    missing: tuple[int, ...]


def skill_value(needs: Sequence[Need], scores: Sequence[float | None]) -> SkillValue:
    """The factor of a product whose needs meet these scores; None: no record. An absent boost counts 1, no needs 1.

    InputError `needs/position/...`: see `check_need`; a score outside 0..100: out_of_range; lists of unequal length:
    mismatch.
    """
    bounds.same_length(needs, scores, "scores")
    value, missing = 1.0, []
    for position, (need, score) in enumerate(zip(needs, scores, strict=True)):
        path = f"needs/{position}/"
        check_need(need, path)
        reached = 0.0 if score is None else bounds.number(score, f"{path}score", 0, 100)
        value *= float(need.factor(reached))
        if need.role == "required" and reached == 0:
            missing.append(position)
    return SkillValue(value, tuple(missing))


def check_need(need: Need, path: str) -> None:
    """InputError: no role: missing; another role: unknown; weight below 0, multiplier below 1: out_of_range."""
    bounds.named(need.role, f"{path}role")
    if bounds.one_of(need.role, f"{path}role", ROLES) == "required":
        bounds.not_negative(need.weight, f"{path}weight")
    else:
        bounds.number(need.multiplier, f"{path}multiplier", 1)
