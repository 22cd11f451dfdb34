"""Which products join two domains, and which two have no product yet: what multiplies is what is joined."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from planner.analysis.skills.portfolio import needs_of
from planner.model.catalogue import Domain, Product
from planner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Pair:
    """Two domains, the earlier one of the plan first, and the products that are not retired and need both."""

    first: str
    second: str
    products: tuple[str, ...] = ()


def pairs(plan: Plan) -> tuple[Pair, ...]:
    """Every two domains of the plan, in its order."""
    using: dict[tuple[str, str], list[str]] = {}
    order = {domain.id: place for place, domain in enumerate(plan.of(Domain))}
    for product in plan.of(Product):
        if product.stage != "retired":
            needed = {need.domain for need in needs_of(plan, product.id) if need.domain in order}
            for two in combinations(sorted(needed, key=lambda one: order[str(one)]), 2):
                using.setdefault((str(two[0]), str(two[1])), []).append(product.id)
    return tuple(Pair(*two, tuple(using.get(two, ()))) for two in combinations(order, 2))


def strongest_unused(plan: Plan, found: Iterable[Pair]) -> Pair | None:
    """The pair without a product whose scores multiply to the most; None where no such pair has both scores."""
    scores = {domain.id: domain.score or 0 for domain in plan.of(Domain)}
    unused = [pair for pair in found if not pair.products and scores[pair.first] and scores[pair.second]]
    return max(unused, key=lambda pair: scores[pair.first] * scores[pair.second], default=None)
