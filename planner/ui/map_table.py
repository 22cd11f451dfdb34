"""The map as a table: its accessible twin, one row for each link."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from planner.figures.drawing import NOWHERE, Drawing, Target, Thick
from planner.i18n import _
from planner.ui.theme import follow, theme
from planner.ui.tokens import Size, Type
from planner.ui.widgets import painting


class _Cells(QStyledItemDelegate):
    """Plain cells: a hairline below, the row selected in its tint."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme(), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, look.color("sel" if chosen else "surface"))
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, look.color("hair"))
        painter.setFont(look.font(Type.BODY, 500 if index.column() == 0 else 400))
        pad = look.px(Size.CELL_PADDING)
        tone = "t1" if index.column() < 2 else "t2"
        painting.line(
            painter, rect.adjusted(2 * pad if index.column() == 0 else pad, 0, -pad, 0), str(index.data() or ""), tone
        )


class _Heads(QHeaderView):
    """The head of the table: small words on a quiet ground."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)

    def paintSection(self, painter: QPainter, rect: object, index: int) -> None:
        look, area = theme(), QRectF(rect)
        painter.fillRect(area, look.color("subtle"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), look.color("hair"))
        painter.setFont(look.font(Type.SMALL, 500))
        pad = look.px(Size.CELL_PADDING)
        words = str(self.model().headerData(index, Qt.Orientation.Horizontal) or "")
        painting.line(painter, area.adjusted(2 * pad if index == 0 else pad, 0, -pad, 0), words, "t2")


class MapTable(QTableWidget):
    """Shows the table of a drawing. `chosen` follows the current row, `opened` Enter or a double click on it."""

    chosen = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._targets: list[Target] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(_Heads())
        self.setItemDelegate(_Cells(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.itemActivated.connect(lambda item: self._open(item.row()))
        self.itemClicked.connect(lambda item: self._choose(item.row()))
        self.retranslate()
        follow(self._restyle)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show the table of `drawing`; the current row stays where it was."""
        row = self.currentRow()
        header, rows = drawing.table.header, drawing.table.rows
        self._targets = [hit.target for hit in drawing.hits if isinstance(hit.area, Thick)]
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels(list(header))
        self.setRowCount(len(rows))
        for at, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.setItem(at, column, QTableWidgetItem(words))
        if rows:
            self.setCurrentCell(min(max(row, 0), len(rows) - 1), 0)

    def target(self, row: int) -> Target:
        """The record behind a row; nowhere when the drawing does not tell."""
        return (
            self._targets[row] if len(self._targets) == self.rowCount() and 0 <= row < len(self._targets) else NOWHERE
        )

    def _choose(self, row: int) -> None:
        if self.target(row) != NOWHERE:
            self.chosen.emit(*self.target(row))

    def _open(self, row: int) -> None:
        if self.target(row) != NOWHERE:
            self.opened.emit(*self.target(row))

    def retranslate(self) -> None:
        self.setAccessibleName(_("The map as a table"))

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().row(Size.ROW_ONE_LINE))
        self.horizontalHeader().setFixedHeight(theme().px(Size.TABLE_HEADER))
