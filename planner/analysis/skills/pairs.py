"""Which products join two domains, and which two have no product yet: what multiplies is what is joined."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from planner.model.catalogue import Domain, Need, Product
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
            needs = plan.naming("need", "product", product.id)
            needed = {str(need.domain) for need in needs if isinstance(need, Need)}.intersection(order)
            for one, two in combinations(sorted(needed, key=order.__getitem__), 2):
                using.setdefault((one, two), []).append(product.id)
    return tuple(Pair(one, two, tuple(using.get((one, two), ()))) for one, two in combinations(order, 2))


def strongest_unused(plan: Plan, found: Iterable[Pair]) -> Pair | None:
    """The pair without a product whose scores multiply to the most; None where no such pair has both scores."""
    scores = {domain.id: domain.score or 0 for domain in plan.of(Domain)}
    unused = [pair for pair in found if not pair.products and scores[pair.first] and scores[pair.second]]
    return max(unused, key=lambda pair: scores[pair.first] * scores[pair.second], default=None)
