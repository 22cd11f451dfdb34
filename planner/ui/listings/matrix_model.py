"""Products by platforms: each cell is the listing of one on the other, or the place where one could be."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.analysis.forecasting.outlooks import Outlooks
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Listing, Platform, Product
from planner.model.plan import Plan
from planner.model.values import Money
from planner.ui.listings.cell_economics import CellEconomics
from planner.ui.listings.measures import MEASURES, NONE, step_of
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import Cell, cell_of, field_column
from planner.ui.tables.filter import folded, terms_of
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from collections.abc import Callable

Index = QModelIndex | QPersistentModelIndex
LISTING = Qt.ItemDataRole.UserRole
_PRICE = field_column("listing", "price", 0)
_CONVERSION = field_column("listing", "conversion", 0)


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows: price over conversion or measure, the step of its colour (0: none), the token of its corner."""

    price: Cell
    lower: Cell
    step: int
    alarm: str


class MatrixModel(QAbstractTableModel):
    """Column 0 names the product; every other column is a platform. `typed(row, column, field, text)` asks for an edit."""

    typed = Signal(int, int, str, str)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene.of(plan)
        self.products: tuple[Product, ...] = ()
        self.platforms: tuple[Platform, ...] = ()
        self.part = "price"
        self.refused = False  # whether what was typed last could not be kept
        self.query = ""
        self.measure = NONE
        self.economics = CellEconomics()
        self._most: float | None = None  # the largest number of the measure, once asked for
        self._looks: dict[str, Look] = {}  # by listing, until something changes
        self._listings: dict[tuple[str, str], Listing] = {}
        self.take(plan)

    def take(self, plan: Plan) -> None:
        """Show the plan as it is now; the grid is kept where products and platforms are the same."""
        scene = Scene.of(plan, self.scene.outlooks)
        products, platforms = self._found(plan)
        if plan is not self.scene.plan:
            self.economics.forget()
        self._forget()
        same = [one.id for one in (*products, *platforms)] == [one.id for one in (*self.products, *self.platforms)]
        same = same and len(products) == len(self.products)
        if not same:
            self.beginResetModel()
        self.scene, self.products, self.platforms = scene, products, platforms
        self._listings = {(str(one.product), str(one.platform)): one for one in reversed(plan.of(Listing))}
        if not same:
            self.endResetModel()
        elif products and platforms:
            self.dataChanged.emit(self.index(0, 0), self.index(len(products) - 1, len(platforms)))

    def show_outlooks(self, outlooks: Outlooks | None) -> None:
        """Take up a newer forecast."""
        self.scene = replace(self.scene, outlooks=outlooks)
        self._repaint()

    def measure_by(self, measure: str) -> None:
        """Colour the cells by one of MEASURES, or by none."""
        self.measure = measure
        self._repaint()

    def _forget(self) -> None:
        self._most = None
        self._looks.clear()

    def look(self, listing: Listing) -> "Look":
        """All that the cell of a listing shows."""
        found = self._looks.get(listing.id)
        if found is None:
            price, conversion = self.cells(listing)
            measured = self.measured(listing)
            lower = Cell(measured[1]) if measured else conversion
            found = self._looks[listing.id] = Look(price, lower, measured[0] if measured else 0, self.alarm(listing))
        return found

    def _repaint(self) -> None:
        self._forget()
        if self.products and self.platforms:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.products) - 1, len(self.platforms)))

    def measured(self, listing: Listing) -> tuple[int, str] | None:
        """The step of colour of a cell, and its number in words; None where nothing is measured or known."""
        measure = MEASURES.get(self.measure)
        value = measure.value(listing, self.scene, self.economics) if measure else None
        if measure is None or value is None:
            return None
        if self._most is None:
            every = (measure.value(one, self.scene, self.economics) for one in self._listings.values())
            self._most = max((one for one in every if one is not None), default=0.0)
        return step_of(value, self._most), measure.words(listing, self.scene, self.economics)

    def alarm(self, listing: Listing) -> str:
        """The token of the corner of a cell: "neg" where every sale loses, "warn" where prices are far apart."""
        steps = self.economics.of(listing, self.scene)
        if steps is not None and steps.net <= 0:
            return "neg"
        return "warn" if self.economics.spread(listing, self.scene) else ""

    def earning_price(self, listing: Listing) -> Money | None:
        """The next price at which a sale leaves something."""
        from planner.analysis.listings.order_steps import price_to_earn  # noqa: PLC0415 - NumPy, after the first forecast

        steps = self.economics.of(listing, self.scene)
        return price_to_earn(self.scene.plan, steps) if steps else None

    def narrow(self, query: str) -> None:
        """Show only products whose names have all words of `query`; where no product has, such platforms."""
        self.query = query
        self.take(self.scene.plan)

    def _found(self, plan: Plan) -> tuple[tuple[Product, ...], tuple[Platform, ...]]:
        products, platforms, terms = plan.of(Product), plan.of(Platform), terms_of(self.query)
        if not terms:
            return products, platforms
        named = tuple(one for one in products if all(term in folded(one.name) for term in terms))
        there = tuple(one for one in platforms if all(term in folded(one.name) for term in terms))
        return (named, platforms) if named or not there else (products, there)

    def listing(self, row: int, column: int) -> Listing | None:
        """The listing of a cell, or None where there is none yet."""
        pair = self.pair(row, column)
        return self._listings.get(pair) if pair else None

    def pair(self, row: int, column: int) -> tuple[str, str] | None:
        """The product and the platform of a cell."""
        if not (0 <= row < len(self.products) and 1 <= column <= len(self.platforms)):
            return None
        return self.products[row].id, self.platforms[column - 1].id

    def place(self, product: str, platform: str) -> tuple[int, int] | None:
        """Row and column of the cell of a product on a platform; None where one of them is not shown."""
        rows = [row for row, one in enumerate(self.products) if one.id == product]
        columns = [at + 1 for at, one in enumerate(self.platforms) if one.id == platform]
        return (rows[0], columns[0]) if rows and columns else None

    def cells(self, listing: Listing) -> tuple[Cell, Cell]:
        """What the cell of a listing says: its price and its conversion."""
        return cell_of(_PRICE, "listing", listing, self.scene), cell_of(_CONVERSION, "listing", listing, self.scene)

    def editable(self, listing: Listing | None, field: str) -> str:
        """The text with which editing begins."""
        if listing is None:
            return ""
        spec = KINDS["listing"].by_name[field]
        draft = self.scene.draft("listing", listing.id, field)
        return draft if draft is not None else cell_text.editable(spec, getattr(listing, field), self.scene)

    def problem(self, listing: Listing | None, field: str, text: str) -> str:
        """Why `text` cannot be read in a field of a cell; "" when it can."""
        try:
            cell_text.read(KINDS["listing"].by_name[field], text, self.scene, listing)
        except InputError as error:
            return error.message
        return ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.products)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.platforms) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if column == 0:
            named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.products[row].name if named else None
        return self._cell_data(row, column, role)

    def _cell_data(self, row: int, column: int, role: int) -> Any:
        """What a cell answers to each role."""
        listing = self.listing(row, column)
        answers: dict[int, Callable[[], Any]] = {
            LISTING: lambda: listing,
            Qt.ItemDataRole.EditRole: lambda: self.editable(listing, self.part),
            Qt.ItemDataRole.DisplayRole: lambda: self._words(listing),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._spoken(row, column, listing),
            Qt.ItemDataRole.ToolTipRole: lambda: self._problem(listing) or self._alarm_words(listing),
        }
        answer = answers.get(role)
        return answer() if answer else None

    def _problem(self, listing: Listing | None) -> str | None:
        cells = self.cells(listing) if listing else ()
        return next((cell.problem for cell in cells if cell.problem), None)

    def _alarm_words(self, listing: Listing | None) -> str | None:
        alarm = self.alarm(listing) if listing else ""
        words = {"neg": _("Every sale loses money"), "warn": _("Prices of this product are far apart")}
        return words.get(alarm)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return self.platforms[section - 1].name if section else _("Product")

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not index.column():
            return False
        self.refused = False
        self.typed.emit(index.row(), index.column(), self.part, str(value))
        return not self.refused

    def _words(self, listing: Listing | None) -> str:
        if listing is None:
            return ""
        price, conversion = self.cells(listing)
        return in_a_row((price.text, conversion.text))

    def _spoken(self, row: int, column: int, listing: Listing | None) -> str:
        where = _("{product} on {platform}").format(
            product=self.products[row].name, platform=self.platforms[column - 1].name
        )
        if listing is None:
            return _("{where}: not listed").format(where=where)
        status = cell_text.shown(KINDS["listing"].by_name["status"], listing.status, self.scene)
        measured = self.measured(listing)
        return in_a_row(
            (where, status, self._words(listing), measured[1] if measured else "", self._alarm_words(listing) or "")
        )
