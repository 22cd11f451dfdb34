"""Listings: which product stands on which platform and at which price, as a list or as a matrix, edited in place."""

from typing import TYPE_CHECKING, ClassVar

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Listing
from planner.model.portfolio import LISTING_STATUSES
from planner.ui.forecast.outlook_columns import net_column
from planner.ui.listings.creation import NewListing, make_listing
from planner.ui.listings.matrix import ListingMatrix
from planner.ui.look.tokens import Size
from planner.ui.tables.columns import NAME, NUMBER, Column, field_column
from planner.ui.tables.master_detail import EmptyWords, RecordPage
from planner.ui.widgets.choices import Segmented
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet

_STATUSES = tuple(name for name, _label in LISTING_STATUSES)


class ListingsPage(RecordPage):
    """The page of listings; V changes between list and matrix, S sets the next status."""

    KIND = "listing"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("product", N_("Product"), 160, NAME, "product", stretch=True),
        field_column("listing", "platform", 140),
        field_column("listing", "status", 88),
        field_column("listing", "price", 84),
        field_column("listing", "conversion", 204, spare=True),
        net_column(132),
        field_column("listing", "fee_rate", 68, spare=True),
        field_column("listing", "click_rate", 104, look=NUMBER, spare=True),
        field_column("listing", "publications_per_month", 112, look=NUMBER, spare=True),
        field_column("listing", "start_month", 104, spare=True),
    )
    EMPTY = EmptyWords(
        N_("No listings yet"),
        N_("A listing puts a product on a platform, with a price and a conversion. It needs one of each."),
        N_("List something"),
        "table-2",
    )
    DETAIL = Size.DETAIL_MIN

    def _connect(self) -> None:
        super()._connect()
        self.switch = Segmented()
        self.table.bar.add_switch(self.switch)
        self.switch.chosen.connect(lambda _look: self.turn())
        self.table.view.set_row_height(Size.ROW_ONE_LINE)
        self.table.view.enter_edits = True
        self.table.new_asked.connect(self._ask_new)
        self.matrix = ListingMatrix(self.bridge, self.table)
        self.table.stack.addWidget(self.matrix)
        self.matrix.turned.connect(self.turn)
        self.matrix.created.connect(self._on_made)
        self.table.set_alternative(self.matrix if self.bridge.recall("listing.matrix", False) else None)

    def refresh(self, changes: "ChangeSet | None") -> None:
        super().refresh(changes)
        self.matrix.refresh(changes)

    def retranslate(self) -> None:
        super().retranslate()
        self.switch.set_options([("list", _("List")), ("matrix", _("Matrix"))])
        self._tell_switch()
        self.matrix.retranslate()

    def _tell_switch(self) -> None:
        self.switch.set_value("matrix" if self.table.alternative else "list")

    def turn(self) -> None:
        """Change between list and matrix."""
        on = self.table.alternative is None
        self.bridge.remember("listing.matrix", on)
        self.table.set_alternative(self.matrix if on else None)
        self._tell_switch()
        current = self.bridge.plan.find("listing", self.table.current_id())
        if on and current is not None:
            self.matrix.show_listing(current)
        self.table.focus()

    def primary(self) -> None:
        self._ask_new()

    def fill_empty(self) -> None:
        """Offer what is missing first: a product, a platform, or pairs of the two."""
        plan = self.bridge.plan
        pairs = [(one, other) for one in plan.records("product") for other in plan.records("platform")][:3]
        if not pairs:
            self._ask_new()
            return
        entries = [
            (f"{one.id}\n{other.id}", f"{plan.label('product', one.id)} · {plan.label('platform', other.id)}")
            for one, other in pairs
        ]
        choose(self.empty.secondary_button, entries, self._take_pair)

    def next_status(self) -> None:
        """Give the listings selected the status after that of the first."""
        chosen = [record for record in self.selected() if isinstance(record, Listing)]
        if chosen:
            at = _STATUSES.index(chosen[0].status or "idea")
            spec = KINDS["listing"].by_name["status"]
            self.table.edits.set_value(chosen, spec, _STATUSES[(at + 1) % len(_STATUSES)])

    def _take_pair(self, pair: str) -> None:
        product, _line, platform = pair.partition("\n")
        self._on_made(make_listing(self.bridge, product, platform, self.table))

    def _ask_new(self) -> None:
        plan = self.bridge.plan
        if not plan.records("product"):
            self.bridge.toast(_("A listing needs a product; make one first."), undo=False)
            self.bridge.go("products")
            return
        if not plan.records("platform"):
            self.bridge.toast(_("A listing needs a platform; make one first."), undo=False)
            self.bridge.go("platforms")
            return
        empty = self.stack.currentWidget() is self.empty
        self.asking = NewListing(self.bridge, self, self.table)
        self.asking.made.connect(self._on_made)
        self.asking.open_below(self.empty.primary_button if empty else self.table.bar.new)
        self.asking.product.setFocus()

    def _on_made(self, listing: str) -> None:
        if listing:
            self.table.show_record(listing)
            self.table.focus()
