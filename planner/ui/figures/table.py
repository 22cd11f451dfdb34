"""A figure as a table: its accessible twin, one row for each thing it shows."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from planner.figures.drawing import NOWHERE, Drawing, Hit, Rect, Target, Thick
from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting

LONGEST: Final = 220  # px of one column at 100 %
_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _Cells(QStyledItemDelegate):
    """Plain cells: a hairline below, the row selected in its tint, numbers to the right."""

    def __init__(self, table: "FigureTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = theme(), QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, look.color("sel" if chosen else "surface"))
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, look.color("hair"))
        painter.setFont(look.font(Type.BODY, 500 if index.column() == 0 else 400, tabular=True))
        tone = "t1" if index.column() < 2 else "t2"
        place = self._table.inside(rect, index.column())
        painting.line(painter, place, str(index.data() or ""), tone, self._table.align(index.column()))


class _Heads(QHeaderView):
    """The head of the table: small words on a quiet ground."""

    def __init__(self, table: "FigureTable") -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._table = table

    def paintSection(self, painter: QPainter, rect: object, index: int) -> None:
        look, area = theme(), QRectF(rect)
        painter.fillRect(area, look.color("subtle"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), look.color("hair"))
        painter.setFont(look.font(Type.SMALL, 500))
        words = str(self.model().headerData(index, Qt.Orientation.Horizontal) or "")
        painting.line(painter, self._table.inside(area, index), words, "t2", self._table.align(index))


class FigureTable(QTableWidget):
    """Shows the table of a drawing, called by the marked text `name`; `words` columns come first, then numbers.

    Each column is as wide as what it holds; what is left over goes to all of them. `margin` px stand at both sides.

    `chosen(kind, id)` follows the current row, `opened(kind, id, field)` Enter or a double click on it.
    """

    chosen = Signal(str, str)
    opened = Signal(str, str, str)

    def __init__(self, name: str, words: int = 1, margin: float = Size.CELL_PADDING) -> None:
        super().__init__()
        self._name, self._words, self._margin = name, words, margin
        self._hits: list[Hit] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(_Heads(self))
        self.setItemDelegate(_Cells(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerWidget(QWidget())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.itemActivated.connect(lambda item: self._open(item.row()))
        self.itemClicked.connect(lambda item: self._choose(item.row()))
        self.retranslate()
        follow(self._restyle)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show the table of `drawing`; the current row stays where it was."""
        row = self.currentRow()
        header, rows = drawing.table.header, drawing.table.rows
        self._hits = _behind(drawing)
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels(list(header))
        self.setRowCount(len(rows))
        for at, cells in enumerate(rows):
            for column, words in enumerate(cells):
                self.setItem(at, column, QTableWidgetItem(words))
        if rows:
            self.setCurrentCell(min(max(row, 0), len(rows) - 1), 0)
        self._fit()

    def hit(self, row: int) -> Hit | None:
        """What a row stands for; None when the drawing does not tell, or nothing opens from it."""
        whole = len(self._hits) == self.rowCount() and 0 <= row < len(self._hits)
        found = self._hits[row] if whole else None
        return found if found is not None and found.target != NOWHERE else None

    def stand_at(self, target: Target, name: str) -> None:
        """Go to the first row that is `target` or names it in its first two columns, unless the current one does."""
        rows = [
            row
            for row in range(self.rowCount())
            if ((hit := self.hit(row)) is not None and hit.target == target)
            or name in [self.item(row, column).text() for column in range(min(2, self.columnCount()))]
        ]
        if rows and self.currentRow() not in rows:
            self.setCurrentCell(rows[0], 0)

    def align(self, column: int) -> Qt.AlignmentFlag:
        """Words to the left, numbers to the right."""
        return painting.LEFT if column < self._words else painting.RIGHT

    def inside(self, area: QRectF, column: int) -> QRectF:
        """The place of the words in a cell."""
        pad, edge = theme().px(Size.CELL_PADDING), theme().px(self._margin)
        last = column == self.columnCount() - 1
        return area.adjusted(edge if column == 0 else pad, 0, -edge if last else -pad, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters to the page, whose keys they are."""
        if event.text().isprintable() and event.text().strip() and not event.modifiers() & _COMMANDS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give each column the width of its longest words, and what is left over to all alike."""
        look, count = theme(), self.columnCount()
        plain, strong = look.font(Type.BODY, tabular=True), look.font(Type.BODY, 500, tabular=True)
        widths = []
        for column in range(count):
            head = painting.width(str(self.horizontalHeaderItem(column).text()), look.font(Type.SMALL, 500))
            cells = (self.item(row, column) for row in range(self.rowCount()))
            font = strong if column == 0 else plain
            longest = max((painting.width(cell.text(), font) for cell in cells if cell is not None), default=0)
            room = self.inside(QRectF(0, 0, 1000, 0), column)
            widths.append(min(max(head, longest), look.px(LONGEST)) + round(1000 - room.width()) + 1)
        spare = max(self.viewport().width() - sum(widths), 0)
        for column, width in enumerate(widths):
            left_over = spare // count + (spare % count if column == count - 1 else 0)
            self.setColumnWidth(column, width + left_over)

    def _choose(self, row: int) -> None:
        if (hit := self.hit(row)) is not None:
            self.chosen.emit(*hit.target)

    def _open(self, row: int) -> None:
        if (hit := self.hit(row)) is not None:
            self.opened.emit(*hit.target, hit.field)

    def retranslate(self) -> None:
        self.setAccessibleName(_(self._name))

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().row(Size.ROW_ONE_LINE))
        self.horizontalHeader().setFixedHeight(theme().px(Size.TABLE_HEADER))
        self._fit()


def _behind(drawing: Drawing) -> list[Hit]:
    """What stands behind the rows: what the table itself says, else the lines of the figure, else all its marks."""
    if drawing.table.targets:
        known = {hit.target: hit for hit in drawing.hits}
        nothing = Hit(Rect(0, 0, 0, 0), "")
        return [known.get(target, nothing) for target in drawing.table.targets]
    return [hit for hit in drawing.hits if isinstance(hit.area, Thick)] or list(drawing.hits)
