"""Where a product that is not listed yet should be tried first: the pairs that reach most money with least doubt.

A ranking of guesses, to offer three; the forecast has the last word once a listing is there.
"""

from planner.analysis.listings.order_steps import ORDERED
from planner.model.catalogue import Listing, Platform, Product
from planner.model.checks_records import in_base
from planner.model.plan import Plan

_READY = {"live": 1.0, "making": 0.7, "idea": 0.4}
_MISFIT = 0.2  # a platform that carries other media
_UNSAID = 0.6  # one of which the media are not entered


def best_pairs(plan: Plan, count: int = 3) -> list[tuple[str, str]]:
    """Products and platforms (ids) without a listing, the most promising first; ties in the order of the plan."""
    taken = {(one.product, one.platform) for one in plan.records("listing", archived=True) if isinstance(one, Listing)}
    free = [
        (product, platform)
        for product in plan.of(Product)
        for platform in plan.of(Platform)
        if product.stage != "retired" and (product.id, platform.id) not in taken
    ]
    free.sort(key=lambda pair: -_promise(plan, *pair))
    return [(product.id, platform.id) for product, platform in free[:count]]


def _promise(plan: Plan, product: Product, platform: Platform) -> float:
    reach = sum(map(float, platform.audience.ends())) / 2 if platform.audience else 1.0
    price = in_base(product.price, plan) if product.price and product.pricing in ORDERED else None
    fits = 1.0 if product.medium in platform.media else _MISFIT if platform.media and product.medium else _UNSAID
    return _READY.get(product.stage or "idea", 0.0) * fits * max(reach, 1.0) * max(float(price or 1), 1.0)
