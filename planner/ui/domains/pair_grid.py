"""Every two domains once, as a half of a grid: the products that use both, or a plus that makes one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from planner.i18n import _, ngettext, separator
from planner.ui.listings.matrix_delegate import MatrixHeader
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.frozen_grid import CellDelegate, GridView
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.skills.pairs import Pair
    from planner.model.plan import Plan

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NAMES, _LEAST = 148, 88  # px of the first column, and of the others at least
_TOP, _ROW = 40, 40  # px


class PairModel(QAbstractTableModel):
    """A row for each domain but the first, a column for each but the last; the first column holds the names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.domains: Sequence[str] = ()
        self._names: dict[str, str] = {}
        self._products: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], Pair] = {}

    def show_pairs(self, plan: "Plan", found: "Sequence[Pair]") -> None:
        """Show the pairs of a plan; the grid begins anew only where other domains are there."""
        domains = [one.id for one in plan.records("domain")]
        anew = domains != self.domains
        if anew:
            self.beginResetModel()
        self.domains = domains
        self._names = {one: plan.label("domain", one) for one in domains}
        self._pairs = {(one.first, one.second): one for one in found}
        self._products = {one: plan.label("product", one) for pair in found for one in pair.products}
        if anew:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def pair(self, row: int, column: int) -> "Pair | None":
        """The pair of a cell; None in the other half and in the column of names."""
        if not 1 <= column <= row + 1 < len(self.domains):
            return None
        return self._pairs.get((self.domains[column - 1], self.domains[row + 1]))

    def spot(self, first: str, second: str) -> tuple[int, int]:
        """Row and column of a pair, the earlier domain first."""
        return self.domains.index(second) - 1, self.domains.index(first) + 1

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else max(len(self.domains) - 1, 0)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else max(len(self.domains), 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.pair(index.row(), index.column()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._names.get(self.domains[section + 1], "")
        return self._names.get(self.domains[section - 1], "") if section else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.column() == 0:
            named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.headerData(index.row(), Qt.Orientation.Vertical) if named else None
        pair = self.pair(index.row(), index.column())
        if pair is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(pair)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(pair)
        return None

    def _words(self, pair: "Pair") -> str:
        if len(pair.products) == 1:
            return self._products[pair.products[0]]
        count = len(pair.products)
        return ngettext("{count} product", "{count} products", count).format(count=count) if count else ""

    def _told(self, pair: "Pair") -> str:
        both = _("{first} and {second}").format(first=self._names[pair.first], second=self._names[pair.second])
        if not pair.products:
            return _("{pair}: no product yet; Enter makes one").format(pair=both)
        products = separator().join(self._products[one] for one in pair.products)
        return _("{pair}: {products}").format(pair=both, products=products)


class PairCells(CellDelegate):
    """A cell with products is tinted and says them; one without shows a plus."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(_LEAST), theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model = theme(), QRectF(option.rect), index.model()
        if not isinstance(model, PairModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("surface"))
        pair, words = model.pair(index.row(), index.column()), str(index.data() or "")
        if index.column() == 0:
            painter.setFont(look.font(Type.SMALL, 500))
            painting.two_lines(painter, rect.adjusted(look.px(14), 0, -look.px(8), 0), words, "t2")
        elif pair is not None:
            self._paint_pair(painter, rect, words, (index.row(), index.column()) == self.hovered)
            view = option.widget
            current = isinstance(view, GridView) and view.currentIndex() == index
            if current and self.active:
                painting.ring(painter, rect.adjusted(2, 2, -2, -2), Size.RADIUS_CHIP)
        painter.restore()

    def _paint_pair(self, painter: QPainter, rect: QRectF, words: str, hovered: bool) -> None:
        look, inner = theme(), rect.adjusted(2, 2, -2, -2)
        if words:
            painting.box(painter, inner, Size.RADIUS_CHIP, "acc_soft")
            painter.setFont(look.font(Type.SMALL, 500))
            area = inner.adjusted(look.px(6), 0, -look.px(6), 0)
            painting.line(painter, area, words, "acc_text" if hovered else "t1", painting.CENTRE)
        else:
            painting.box(painter, inner, Size.RADIUS_CHIP, "hover" if hovered else "subtle")
            painting.icon(painter, "plus", "t1" if hovered else "t_dis", 15, QPointF(inner.center()))


class PairGrid(GridView):
    """`entered(pair)` follows a click on a cell, Enter and the space bar; as high as its rows."""

    entered = Signal(object)

    def __init__(self) -> None:
        self.pairs = PairModel()
        super().__init__(self.pairs, PairCells(), MatrixHeader(None, painting.CENTRE))
        self.pairs.setParent(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.took = self._took
        self.clicked.connect(self._enter)
        self.pairs.modelReset.connect(self._fit)
        follow(self._fit)

    def show_current(self, first: str, second: str) -> None:
        """Put the keyboard at a pair."""
        self.setCurrentIndex(self.pairs.index(*self.pairs.spot(first, second)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _took(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            return False
        self._enter(self.currentIndex())
        return True

    def _enter(self, index: QModelIndex) -> None:
        pair = self.pairs.pair(index.row(), index.column())
        if pair is not None:
            self.entered.emit(pair)

    def _fit(self) -> None:
        """Share the width out, and be as high as there are rows."""
        look, count = theme(), self.pairs.columnCount() - 1
        names = look.px(_NAMES)
        self.setColumnWidth(0, names)
        wide = max((self.viewport().width() - names) // max(count, 1), look.px(_LEAST))
        for column in range(1, count + 1):
            self.setColumnWidth(column, wide)
        self.horizontalHeader().setFixedHeight(look.px(_TOP))
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        wider = names + wide * count > self.viewport().width()
        bar = look.px(Size.SCROLL_BAR) if wider else 0
        self.setFixedHeight(look.px(_TOP) + look.px(_ROW) * self.pairs.rowCount() + bar)
