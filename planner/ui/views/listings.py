"""Listings: which product stands on which platform and at which price, as a list or as a matrix, edited in place."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Listing, Record
from planner.model.portfolio import LISTING_STATUSES
from planner.ui.forecast.outlook_columns import net_column
from planner.ui.listings.creation import NewListing, make_listing
from planner.ui.listings.matrix import ListingMatrix
from planner.ui.listings.measures import MEASURES, NONE
from planner.ui.look.tokens import Size
from planner.ui.tables.columns import NAME, NUMBER, Column, field_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import Segmented
from planner.ui.window.page_menus import choose

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet

_STATUSES = tuple(name for name, _label in LISTING_STATUSES)


class ListingsPage(RecordPage):
    """The page of listings; V changes between list and matrix, S sets the next status."""

    KIND = "listing"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("product", N_("Product"), 240, NAME, "product", stretch=True),
        field_column("listing", "platform", 128),
        field_column("listing", "status", 88),
        field_column("listing", "price", 76),
        field_column("listing", "conversion", 204, spare=True),
        net_column(128),
        field_column("listing", "fee_rate", 68, spare=True),
        field_column("listing", "click_rate", 104, look=NUMBER, spare=True),
        field_column("listing", "publications_per_month", 112, look=NUMBER, spare=True),
        field_column("listing", "start_month", 104, spare=True),
    )
    EMPTY = EmptyWords(
        N_("No listings yet"),
        N_("A listing puts a product on a platform, with a price and a conversion. It needs one of each."),
        N_("List something"),
        "store",
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
        self.measure = Button("", "ghost")
        self.table.bar.add_tool(self.measure)
        self.measure.setMenu(QMenu(self))
        self.measure.menu().aboutToShow.connect(self._fill_measures)
        self.matrix.measure_by(self.bridge.recall("listing.measure", "net"))
        self.matrix.strip.form_asked.connect(self._show_form)
        self.stacked = QWidget()
        rows = QVBoxLayout(self.stacked)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.matrix, 1)
        rows.addWidget(self.matrix.strip)
        self.stacked.setFocusProxy(self.matrix)
        self.table.stack.addWidget(self.stacked)
        self.matrix.turned.connect(self.turn)
        self.matrix.created.connect(self._on_made)
        self.matrix.grid.selectionModel().selectionChanged.connect(self.abilities_changed)
        self.table.set_alternative(self.stacked if self.bridge.recall("listing.matrix", False) else None)
        self.panes.set_list_alone(self.table.alternative is not None)

    @property
    def in_matrix(self) -> bool:
        """Whether the matrix stands for the list."""
        return self.table.alternative is not None

    def refresh(self, changes: "ChangeSet | None") -> None:
        super().refresh(changes)
        self.matrix.refresh(changes)
        self._word_empty()

    def retranslate(self) -> None:
        super().retranslate()
        self.switch.set_options([("list", _("List")), ("matrix", _("Matrix"))])
        self._tell_switch()
        self.matrix.retranslate()
        self._word_empty()

    def _word_empty(self) -> None:
        """Offer to make what a listing needs first; the best places once both are there."""
        words, plan = self.EMPTY, self.bridge.plan
        buttons = (self.primary_label(), _(words.secondary))
        if not plan.records("product"):
            buttons = (_("New product"), "" if plan.records("platform") else _("New platform"))
        elif not plan.records("platform"):
            buttons = (_("New platform"), "")
        self.empty.set_texts(_(words.title), _(words.sentence), *buttons, _(words.shortcut))

    def _tell_switch(self) -> None:
        on = self.in_matrix
        self.switch.set_value("matrix" if on else "list")
        self.measure.setVisible(on)
        measure = MEASURES.get(self.matrix.model.measure)
        named = _("Colour: {measure}").format(measure=_(measure.label)) if measure else _("No colour")
        self.measure.setText(named)

    def _fill_measures(self) -> None:
        """What cells can be coloured by."""
        menu, used = self.measure.menu(), self.matrix.model.measure
        menu.clear()
        for name, words in (*((name, one.label) for name, one in MEASURES.items()), (NONE, N_("No colour"))):
            entry = menu.addAction(_(words))
            entry.setCheckable(True)
            entry.setChecked(name == used)
            entry.triggered.connect(lambda _on=False, name=name: self._take_measure(name))

    def _take_measure(self, measure: str) -> None:
        self.bridge.remember("listing.measure", measure)
        self.matrix.measure_by(measure)
        self._tell_switch()

    def _show_form(self) -> None:
        """Show all fields of the current listing beside the matrix."""
        self.panes.set_list_alone(False)
        self._open_detail()

    def _back_to_list(self) -> None:
        self.panes.set_list_alone(self.in_matrix)
        super()._back_to_list()

    def next_pane(self) -> bool:
        self.panes.set_list_alone(False)
        return super().next_pane()

    def leave(self) -> None:
        self.matrix.commit()
        super().leave()

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        super().show_record(kind, record_id, field)
        found = self.bridge.plan.find(kind, record_id) if self.in_matrix else None
        if isinstance(found, Listing):
            self.matrix.show_listing(found)
            if field:
                self.panes.set_list_alone(False)
                self.editor.show_field(field)

    def turn(self) -> None:
        """Change between list and matrix."""
        on = not self.in_matrix
        self.bridge.remember("listing.matrix", on)
        self.table.set_alternative(self.stacked if on else None)
        self.panes.set_list_alone(on)
        self._tell_switch()
        current = self.bridge.plan.find("listing", self.table.current_id())
        if on and current is not None:
            self.matrix.show_listing(current)
        self.table.focus()

    def primary(self) -> None:
        self._ask_new()

    def fill_empty(self) -> None:
        """Offer the three best places, where there are a product and a platform; else the page of what is missing."""
        from planner.analysis.listings.empty_cells import best_pairs  # noqa: PLC0415 - NumPy, when wanted

        plan = self.bridge.plan
        if not plan.records("product") or not plan.records("platform"):
            self.bridge.go("products" if plan.records("platform") else "platforms")
            return
        entries = [
            (f"{product}\n{platform}", f"{plan.label('product', product)} · {plan.label('platform', platform)}")
            for product, platform in best_pairs(plan)
        ]
        choose(self.empty.secondary_button, entries, self._take_pair)

    def selected(self) -> list[Record]:
        return [*self.matrix.chosen()] if self.in_matrix else super().selected()

    def enabled(self, verb: str) -> bool:
        if not self.in_matrix or verb not in ("edit", "delete", "duplicate", "copy", "paste"):
            return super().enabled(verb)
        if verb == "duplicate" or (self.bridge.read_only and verb != "copy"):  # a cell holds one listing
            return False
        return verb in ("edit", "paste") or bool(self.matrix.chosen())

    def edit(self) -> None:
        if self.in_matrix:
            self.matrix.enter()
        else:
            super().edit()

    def delete(self) -> None:
        (self.matrix if self.in_matrix else self.table).delete()

    def copy(self) -> None:
        (self.matrix if self.in_matrix else self.table).copy()

    def paste(self) -> None:
        (self.matrix if self.in_matrix else self.table).paste()

    def next_status(self) -> None:
        """Give the listings selected the status after that of the first."""
        chosen = [one for one in self.selected() if isinstance(one, Listing)]
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
