"""The matrix of listings: products down, platforms across, prices and conversions typed in place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QWidget

from planner.commands import drafts, links, records
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Listing
from planner.model.values import Money
from planner.ui.listings.cell_strip import CellStrip
from planner.ui.listings.creation import make_listing
from planner.ui.listings.matrix_delegate import MatrixDelegate, MatrixHeader
from planner.ui.listings.matrix_model import MatrixModel
from planner.ui.listings.matrix_paste import planned
from planner.ui.tables import cell_text
from planner.ui.tables.clipboard import from_tsv, to_tsv
from planner.ui.tables.frozen_grid import FrozenGrid, GridView
from planner.ui.tables.memory import GridMemory
from planner.ui.tables.paste_preview import PastePreview

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.session import Transaction
    from planner.ui.bridge import Bridge
    from planner.ui.tables.records import RecordTable

_CELL, _CELL_MOST = 112, 176  # px


class MatrixView(GridView):
    """One of the two grids: the frozen names, or the cells, which are edited in place."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(model, MatrixDelegate(), MatrixHeader(None))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState:
            self.model().part = "price"
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        rect = self.visualRect(self.indexAt(event.position().toPoint()))
        self.model().part = "conversion" if event.position().y() > rect.center().y() else "price"
        super().mouseDoubleClickEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if self.cells.refused:  # what was typed stays where it is, until Esc
            return
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if hint != QStyledItemDelegate.EndEditHint.NoHint:
            self.setFocus()


class ListingMatrix(FrozenGrid):
    """The grid with its frozen names. `turned` asks for the list, `created(id)` follows Enter on an empty cell."""

    turned = Signal()
    created = Signal(str)

    def __init__(self, bridge: "Bridge", table: "RecordTable") -> None:
        self.model = MatrixModel(bridge.plan)
        super().__init__(MatrixView(self.model), MatrixView(self.model), _CELL, _CELL_MOST)
        self.model.setParent(self)
        self.bridge, self.table = bridge, table
        self.preview: PastePreview | None = None
        self.strip = CellStrip()
        self.strip.raised.connect(self._raise)
        self.strip.link_asked.connect(lambda url: QDesktopServices.openUrl(QUrl.fromUserInput(url)))
        self.grid.took = self.took
        self.model.typed.connect(self._on_typed)
        self.table.bar.changed.connect(lambda wanted: self.model.narrow(wanted.query))
        self.grid.cells.stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self.grid.selectionModel().currentChanged.connect(self._on_current)
        self.model.dataChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell)
        bridge.prospects.follow(self._take_outlooks)
        self._take_outlooks()
        self.retranslate()
        GridMemory(self.grid, "listing.cell", bridge, self.model.pair, self.model.place)

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - all of it is cheap to show again
        """Take up what changed."""
        at = self.grid.currentIndex()
        row, column = at.row(), at.column()
        pair = self.model.pair(row, column)
        self.model.take(self.bridge.plan)
        if pair and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(*(self.model.place(*pair) or (row, column))))

    def retranslate(self) -> None:
        self.grid.setAccessibleName(_("Matrix of listings"))
        self.names.setAccessibleName(_("Products"))
        self.model.take(self.bridge.plan)

    def measure_by(self, measure: str) -> None:
        """Colour the cells by this measure."""
        self.model.measure_by(measure)

    def commit(self) -> None:
        """Commit the cell being edited."""
        if self.grid.state() == QAbstractItemView.State.EditingState:
            self.grid.setFocus()

    def chosen(self) -> list[Listing]:
        """The listings of the block selected."""
        return [one for row, columns in self._block() for at in columns if (one := self.model.listing(row, at))]

    def _take_outlooks(self) -> None:
        self.model.show_outlooks(self.bridge.prospects.latest)

    def _tell(self, *_changed: object) -> None:
        """Say below what the current cell holds."""
        at = self.grid.currentIndex()
        self.strip.show_cell(self.model, at.row(), at.column())

    def _raise(self, price: Money) -> None:
        """Give the listing of the strip a price that leaves something."""
        if self.strip.listing is not None:
            self.table.edits.set_value([self.strip.listing], KINDS["listing"].by_name["price"], price)

    def took(self, event: QKeyEvent) -> bool:
        """Whether a key had a meaning of its own in the grid."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif enter and held == Qt.KeyboardModifier.ControlModifier:
            self._fill()
        elif held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        elif enter or key == Qt.Key.Key_F2:
            self.enter()
        elif key == Qt.Key.Key_Delete:
            self.delete()
        else:
            return self._took_letter(event.text().upper())
        return True

    def copy(self) -> None:
        """Copy the prices of the block selected."""
        block = self._block()
        texts = [
            [self.model.editable(self.model.listing(row, at), "price") for at in columns] for row, columns in block
        ]
        QGuiApplication.clipboard().setText(to_tsv(texts))

    def paste(self) -> None:
        """Paste a block of prices; more than one is shown before it is taken."""
        at, block = self.grid.currentIndex(), from_tsv(QGuiApplication.clipboard().text())
        if not at.isValid() or not block:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self._on_typed(at.row(), at.column(), "price", block[0][0])
            return
        self.preview = PastePreview(planned(self.model, at.row(), at.column(), block), self)
        self.preview.accepted.connect(self.table.edits.paste)
        self.preview.open_below(self.table.bar)

    # keys

    def _took_letter(self, letter: str) -> bool:
        act = self.table.view.keys.get(letter) if letter else None
        if act is None:
            return False
        at = self.grid.currentIndex()
        if letter == "V" or self.model.listing(at.row(), at.column()) is not None:
            act()
        return True

    def enter(self) -> None:
        """Make a listing of an empty cell; edit the price of one."""
        at = self.grid.currentIndex()
        if not at.isValid() or at.column() == 0:
            return
        if self.model.listing(at.row(), at.column()) is None:
            product, platform = self.model.products[at.row()], self.model.platforms[at.column() - 1]
            made = make_listing(self.bridge, product.id, platform.id, self.table)
            if made:
                self._select(made)
            return
        self._edit("price")

    def _edit(self, part: str) -> None:
        self.model.part = part
        self.grid.edit(self.grid.currentIndex(), QAbstractItemView.EditTrigger.AllEditTriggers, None)

    def _step(self, key: int) -> None:
        at = self.grid.currentIndex()
        if key == Qt.Key.Key_Tab and self.model.part == "price" and self.model.listing(at.row(), at.column()):
            self._edit("conversion")
        elif key == Qt.Key.Key_Backtab and self.model.part == "conversion":
            self._edit("price")
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            column = at.column() + (1 if key == Qt.Key.Key_Tab else -1)
            if 1 <= column < self.model.columnCount():
                self.grid.setCurrentIndex(self.model.index(at.row(), column))
        elif at.row() + 1 < self.model.rowCount():
            self.grid.setCurrentIndex(self.model.index(at.row() + 1, at.column()))

    def delete(self) -> None:
        """Delete the listings of the block selected."""
        gone = self.chosen()
        told = self.table.edits.delete(gone) if gone else None
        if told is not None:
            self.bridge.toast(told[0], details=told[1])

    def _fill(self) -> None:
        """Give every listing selected the price of the current cell."""
        at = self.grid.currentIndex()
        source = self.model.listing(at.row(), at.column())
        found = self.chosen()
        if source is not None and len(found) > 1:
            self.table.edits.set_value(found, KINDS["listing"].by_name["price"], source.price)

    # edits

    def _on_typed(self, row: int, column: int, field: str, text: str) -> None:
        listing = self.model.listing(row, column)
        spec = KINDS["listing"].by_name[field]
        taken = True
        if listing is not None:
            taken = self.table.edits.set_text(listing, spec, text)
        elif text.strip():
            taken = self._create_with(row, column, field, text)
        self.model.refused = not taken

    def _create_with(self, row: int, column: int, field: str, text: str) -> bool:
        """Make the listing of an empty cell with what was typed, as one step."""
        product, platform = self.model.products[row], self.model.platforms[column - 1]
        spec = KINDS["listing"].by_name[field]
        wrong = self.model.problem(None, field, text)
        value = None if wrong else cell_text.read(spec, text, self.model.scene)

        def edit(tx: "Transaction") -> str:
            made = links.link(tx, ("product", product.id), ("platform", platform.id))
            if wrong:
                drafts.keep(tx, "listing", made.id, field, text)
            else:
                records.edit(tx, "listing", made.id, **{field: value})
            return made.id

        label = N_("List “{name}” on {platform}")
        made = self.bridge.run(label, edit, origin=self.table, name=product.name, platform=platform.name)
        if made:
            self._select(made)
        return bool(made)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        listing = self.model.listing(current.row(), current.column())
        if listing is not None:
            self._select(listing.id)
        self._tell()

    def _select(self, listing: str) -> None:
        row = self.table.model.row_of(listing)
        if row >= 0:
            self.table.view.select_rows([row])

    def show_listing(self, listing: Listing) -> None:
        """Make the cell of a listing the current one."""
        place = self.model.place(str(listing.product), str(listing.platform))
        if place is not None and self.grid.currentIndex() != self.model.index(*place):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.grid.selectionModel().setCurrentIndex(self.model.index(*place), flags)

    def _block(self) -> list[tuple[int, list[int]]]:
        """The cells selected, row by row."""
        ranges = list(self.grid.selectionModel().selection())
        if not ranges:
            at = self.grid.currentIndex()
            return [(at.row(), [at.column()])] if at.isValid() else []
        first = ranges[0]
        columns = [at for at in range(first.left(), first.right() + 1) if at > 0]
        return [(row, columns) for row in range(first.top(), first.bottom() + 1)]
