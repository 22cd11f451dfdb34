"""A matrix whose first column stays while the others scroll: two views of one model, side by side."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size

if TYPE_CHECKING:
    from collections.abc import Callable

FROZEN, FROZEN_LEAST = 300, 240  # px of the first column


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a grid; knows the cell under the mouse and whether the grid has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.hovered: tuple[int, int] = (-1, -1)
        self.active = False


class GridView(QTableView):
    """One of the two views. `took(event)` may take a key before the grid does."""

    def __init__(self, model: QAbstractItemModel, cells: CellDelegate, header: QHeaderView) -> None:
        super().__init__()
        self.cells = cells
        self.took: Callable[[QKeyEvent], bool] = lambda _event: False
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(header)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() != QAbstractItemView.State.EditingState and self.took(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event)

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self.cells.hovered = (-1, -1)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.cells.active = True
        if not self.currentIndex().isValid() or self.currentIndex().column() == 0:
            self.setCurrentIndex(self.model().index(0, 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        editing = self.state() == QAbstractItemView.State.EditingState
        self.cells.active = editing or event.reason() == Qt.FocusReason.PopupFocusReason
        self.viewport().update()

    def _hover(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if self.cells.hovered != (at.row(), at.column()):
            self.cells.hovered = (at.row(), at.column())
            self.viewport().update()


class FrozenGrid(QWidget):
    """The first column in `names`, the others in `grid`: sharing what room there is, `least` px wide at least.

    With `most` they grow no wider than that, however few they are.
    """

    def __init__(self, names: GridView, grid: GridView, least: int, most: int = 0) -> None:
        super().__init__()
        self.names, self.grid, self._least, self._most = names, grid, least, most
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(names)
        row.addWidget(grid, 1)
        names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        names.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        grid.setCornerWidget(QWidget())  # Qt draws a mark into the empty corner of two scroll bars
        self.setFocusProxy(grid)
        grid.verticalScrollBar().valueChanged.connect(names.verticalScrollBar().setValue)
        names.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        grid.horizontalScrollBar().rangeChanged.connect(self._level)
        grid.model().modelReset.connect(self.fit)
        follow(self.fit)

    def fit(self) -> None:
        """Give rows and columns their sizes."""
        look = theme()
        frozen = min(look.px(FROZEN), max(self.width() * 2 // 5, look.px(180)))
        count = max(self.grid.model().columnCount() - 1, 1)
        room = self.width() - (look.px(Size.SCROLL_BAR) if self._scrolls() else 0)
        # rather shorter names than cells out of sight
        frozen = min(frozen, max(room - count * look.px(self._least), look.px(FROZEN_LEAST)))
        self.names.setFixedWidth(frozen)
        share = (room - frozen) // count
        wide = max(min(share, look.px(self._most)) if self._most else share, look.px(self._least))
        for view in (self.names, self.grid):
            head = view.horizontalHeader()
            head.setFixedHeight(look.px(Size.ROW_TWO_LINES))
            head.setDefaultSectionSize(wide)
            view.verticalHeader().setMinimumSectionSize(look.px(Size.ROW_TWO_LINES))
            view.verticalHeader().setDefaultSectionSize(look.px(Size.ROW_TWO_LINES))
            for column in range(view.model().columnCount()):
                view.setColumnHidden(column, (column == 0) == (view is self.grid))
        self.names.setColumnWidth(0, frozen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _scrolls(self) -> bool:
        rows = self.grid.model().rowCount()
        return (rows + 1) * theme().px(Size.ROW_TWO_LINES) > self.height()

    def _level(self) -> None:
        """Let both views end at the same row where only one has a scroll bar below."""
        bar = self.grid.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.names.setViewportMargins(0, self.names.horizontalHeader().height(), 0, below)
