"""Three to ten partners: what each group is worth together, and how the whole may be divided.

Coalitions are bit masks: partner 1 is 1, partner 2 is 2, partner 3 is 4, ...; arrays over masks have 2^n entries.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.rounding import hair
from planner.i18n import _

Array = NDArray[np.float64]
MOST_PARTNERS = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Some partners and a value: a bonus for two working together, or what a whole coalition is worth."""

    members: Sequence[str]
    value: float | None


@dataclass(frozen=True, slots=True)
class Game:
    """v(S) = sum of `alone` (0 when not given) + sum of the `pair_bonuses` inside S, unless `coalitions` says otherwise.

    Values may be below 0. Errors: missing without partners, too_many above ten, unknown for a member who is no partner
    or stands twice, mismatch for a bonus that is not for two.
    """

    partners: Sequence[str]
    alone: Mapping[str, float] = field(default_factory=dict)
    pair_bonuses: Sequence[Group] = ()
    coalitions: Sequence[Group] = ()

    def __post_init__(self) -> None:
        limit(self, MOST_PARTNERS)
        bounds.some(self.partners, "partners")
        bounds.distinct(self.partners, "partners")
        for partner, value in self.alone.items():
            bounds.one_of(partner, f"alone/{partner}", self.partners)
            bounds.number(value, f"alone/{partner}")
        for index, bonus in enumerate(self.pair_bonuses):
            self._check(bonus, f"pair_bonuses/{index}")
            if len(set(bonus.members)) != 2 or len(bonus.members) != 2:
                message = _("A bonus is for two partners who work together; “{field}” names {count}.")
                path = f"pair_bonuses/{index}/members"
                bounds.refuse(message.format(field=path, count=len(set(bonus.members))), path, "mismatch")
        for index, coalition in enumerate(self.coalitions):
            self._check(coalition, f"coalitions/{index}")
            bounds.distinct(coalition.members, f"coalitions/{index}/members")

    def _check(self, group: Group, path: str) -> None:
        bounds.some(group.members, f"{path}/members")
        for member in group.members:
            bounds.one_of(bounds.named(member, f"{path}/members"), f"{path}/members", self.partners)
        bounds.number(group.value, f"{path}/value")

    def mask(self, members: Sequence[str]) -> int:
        """The bit mask of these partners."""
        return sum(1 << self.partners.index(member) for member in members)

    def members(self, mask: int) -> tuple[str, ...]:
        """The partners in a bit mask."""
        return tuple(partner for place, partner in enumerate(self.partners) if mask >> place & 1)


def limit(game: Game, most: int) -> None:
    """too_many above `most` partners."""
    if len(game.partners) > most:
        message = _("{count} partners are too many to try every coalition; leave at most {most}.")
        bounds.refuse(message.format(count=len(game.partners), most=most), "partners", "too_many")


def membership(count: int) -> Array:
    """Who is in which coalition: 1 or 0, shape (2^count, count)."""
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)


def values(game: Game) -> Array:
    """v(S) for every bit mask; v(nobody) = 0."""
    masks = np.arange(1 << len(game.partners))
    worth: Array = membership(len(game.partners)) @ [float(game.alone.get(partner, 0)) for partner in game.partners]
    for bonus in game.pair_bonuses:
        pair = game.mask(bonus.members)
        worth[masks & pair == pair] += bounds.number(bonus.value, "pair_bonuses")
    for coalition in game.coalitions:
        worth[game.mask(coalition.members)] = bounds.number(coalition.value, "coalitions")
    return worth


@dataclass(frozen=True, slots=True)
class Violation:
    """The coalition that gains most by leaving, and by how much; 0 and nobody when none does."""

    amount: float
    members: tuple[str, ...]


def largest_violation(game: Game, shares: Mapping[str, float]) -> Violation:
    """max over S of v(S) - x(S) for a division x; missing when a partner has no share."""
    worth = values(game)
    given = [bounds.number(shares.get(partner), f"shares/{partner}") for partner in game.partners]
    excess = worth - membership(len(game.partners)) @ given
    worst = int(excess.argmax())
    if excess[worst] <= hair(worth, given):
        return Violation(0.0, ())
    return Violation(float(excess[worst]), game.members(worst))


def in_core(game: Game, shares: Mapping[str, float]) -> bool:
    """Whether the division hands out v(everybody) and no coalition gains by leaving (Gillies 1959)."""
    worth = values(game)
    left_over = worth[-1] - math.fsum(
        bounds.number(shares.get(partner), f"shares/{partner}") for partner in game.partners
    )
    return abs(left_over) <= hair(worth) and largest_violation(game, shares).amount == 0


def superadditive(game: Game) -> bool:
    """Whether no two groups without a common member lose by joining: v(S and T together) >= v(S) + v(T)."""
    worth = values(game)
    masks = np.arange(len(worth))
    slack = hair(worth)
    for mask in masks:
        apart = masks[masks & mask == 0]
        if np.any(worth[apart | mask] < worth[apart] + worth[mask] - slack):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Shapley:
    """Shares by partner, their total v(everybody), whether they lie in the core, and whether joining never loses.

    `largest_violation`: what the coalition that gains most by leaving would gain; 0 when none does.
    """

    shares: dict[str, float]
    total: float
    in_core: bool
    largest_violation: float
    superadditive: bool


def shapley(game: Game) -> Shapley:
    """Mean marginal contribution over all orders of joining (Shapley 1953), exact over all coalitions:

    share_i = sum over S without i of |S|! (n - |S| - 1)!/n! (v(S and i) - v(S)). With pair bonuses only it is alone
    plus half of each bonus.
    """
    worth = values(game)
    count = len(game.partners)
    sizes = membership(count).sum(axis=1).astype(int)
    weights = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    masks = np.arange(len(worth))
    shares = {}
    for place, partner in enumerate(game.partners):
        without = masks[masks >> place & 1 == 0]
        shares[partner] = float(weights[sizes[without]] @ (worth[without | 1 << place] - worth[without]))
    return Shapley(
        shares=shares,
        total=float(worth[-1]),
        in_core=in_core(game, shares),
        largest_violation=largest_violation(game, shares).amount,
        superadditive=superadditive(game),
    )
