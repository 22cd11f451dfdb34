"""What an order leaves on each listing, reckoned when first asked and kept until the plan changes."""

from typing import TYPE_CHECKING

from planner.model.catalogue import Listing, Product
from planner.ui.tables.cell_text import Scene

if TYPE_CHECKING:
    from planner.analysis.listings.order_steps import OrderSteps


class CellEconomics:
    """Looked up by listing. Nothing is known before the first forecast: by then what it takes is loaded."""

    def __init__(self) -> None:
        self._steps: dict[str, OrderSteps | None] = {}
        self._refunds: dict[str, float] = {}
        self._spreads: dict[str, tuple[float, float] | None] = {}

    def forget(self) -> None:
        """Reckon anew from now on: the plan has changed."""
        self._steps.clear()
        self._refunds.clear()
        self._spreads.clear()

    def of(self, listing: Listing, scene: Scene) -> "OrderSteps | None":
        """The steps of an order; None where nobody pays a price, or before the first forecast."""
        if scene.outlooks is None:
            return None
        if listing.id not in self._steps:
            from planner.analysis.listings.order_steps import steps_of  # noqa: PLC0415 - NumPy, after the first forecast

            self._steps[listing.id] = steps_of(scene.plan, listing, self._refunded(listing, scene))
        return self._steps[listing.id]

    def spread(self, listing: Listing, scene: Scene) -> tuple[float, float] | None:
        """The lowest and highest price of its product, where these are far apart and it has one of them."""
        steps = self.of(listing, scene)
        product = listing.product or ""
        if steps is None or listing.status not in ("trial", "active"):
            return None
        if product not in self._spreads:
            from planner.analysis.listings.order_steps import spread  # noqa: PLC0415 - as above

            named = scene.plan.naming("listing", "product", product)
            self._spreads[product] = spread(scene.plan, [one for one in named if isinstance(one, Listing)])
        found = self._spreads[product]
        return found if found is not None and steps.price in found else None

    def _refunded(self, listing: Listing, scene: Scene) -> float:
        from planner.analysis.listings.order_steps import refund_rate  # noqa: PLC0415 - as above

        product = scene.plan.find("product", listing.product)
        if not isinstance(product, Product):
            return 0.0
        if product.id not in self._refunds:
            self._refunds[product.id] = refund_rate(product)
        return self._refunds[product.id]
