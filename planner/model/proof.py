"""What is proven about a product: derived from the ledger, never typed. Only what is traded has proven value."""

from dataclasses import dataclass

from planner.i18n import N_, _
from planner.model.money import Entry

UNPROVEN, FIRST_SALE, REPEAT, PARTNER_SOLD = "unproven", "first_sale", "repeat", "partner_sold"
LABELS = {
    UNPROVEN: N_("No paying customer yet"),
    FIRST_SALE: N_("First sale"),
    REPEAT: N_("Sold repeatedly"),
    PARTNER_SOLD: N_("Sold through a partner"),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """The first sale of a product (None before it), how many sales there were, and how many came through a partner.

    A sale is a line of the ledger with an amount that was not wholly paid back; one line may stand for several copies.
    Who asks whether anything was sold needs no quantity: a line was sold at least once.
    """

    first: Entry | None = None
    sales: int = 0
    through_partners: int = 0

    @property
    def state(self) -> str:
        """unproven, first_sale, repeat or partner_sold."""
        if self.first is None:
            return UNPROVEN
        if self.through_partners:
            return PARTNER_SOLD
        return REPEAT if self.sales > 1 else FIRST_SALE

    @property
    def label(self) -> str:
        """The state in the language in use."""
        return _(LABELS[self.state])
