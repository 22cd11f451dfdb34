"""A table of plain texts that is only looked at, or ticked: rows in memory, painted from tokens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
)

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_grid import CellEditors, CellGrid, Index
from planner.ui.widgets import painting

_BOX: Final = 16  # px of the box that is ticked


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """One column: a marked title, px at 100 % (0 takes what is left), what it shows, its side and its ink."""

    title: str
    width: int
    show: Callable[[Any], str]
    right: bool = False
    ink: str = "t1"
    own: bool = False  # the title is the user's own word, shown as it is

    @property
    def words(self) -> str:
        """The title in the language in use."""
        return self.title if self.own else _(self.title)


class PlainModel(QAbstractTableModel):
    """Rows of any sort under columns. With `ticks` the first column is a box; `ticked` follows each change of one."""

    ticked = Signal()

    def __init__(self, columns: Sequence[PlainColumn], *, ticks: bool = False) -> None:
        super().__init__()
        self.columns, self.ticks = columns, ticks
        self.rows: list[Any] = []
        self.left_out: set[int] = set()

    def take(self, rows: Sequence[Any], *, ticked: bool = True) -> None:
        """Show these rows, all of them `ticked` or none."""
        self.beginResetModel()
        self.rows, self.left_out = list(rows), set() if ticked else set(range(len(rows)))
        self.endResetModel()

    def column(self, section: int) -> PlainColumn | None:
        """The column at a place; None for the boxes."""
        place = section - int(self.ticks)
        return self.columns[place] if place >= 0 else None

    @property
    def chosen(self) -> list[Any]:
        """The rows that are ticked."""
        return [row for at, row in enumerate(self.rows) if at not in self.left_out]

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick rows, or leave them out."""
        self.left_out = self.left_out - set(rows) if on else self.left_out | set(rows)
        self.dataChanged.emit(self.index(0, 0), self.index(max(self.rowCount() - 1, 0), self.columnCount() - 1))
        self.ticked.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns) + int(self.ticks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.column(index.column())
        if column is None:
            left = index.row() in self.left_out
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if left else Qt.CheckState.Checked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return _("left out") if left else _("taken in")
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return column.show(self.rows[index.row()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self.column(section)
        return column.words if column else ""


class PlainCells(CellEditors):
    """Paints the cells."""

    def __init__(self, view: "PlainTable") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, model = theme(), QRectF(option.rect), self._view.plain
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = ("sel" if self._view.active else "sel_inactive") if chosen else "surface"
        painter.fillRect(option.rect, look.color(ground))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        column = model.column(index.column())
        if column is None:
            _paint_box(painter, rect, ticked=index.row() not in model.left_out)
        else:
            painter.setFont(look.font(Type.BODY, tabular=True))
            area = rect.adjusted(look.px(Size.CELL_PADDING), 0, -look.px(Size.CELL_PADDING), -1)
            ink = "t_dis" if index.row() in model.left_out else column.ink
            painting.line(
                painter, area, str(index.data() or ""), ink, painting.RIGHT if column.right else painting.LEFT
            )
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(80), theme().px(Size.ROW_LEDGER))


def _paint_box(painter: QPainter, rect: QRectF, *, ticked: bool) -> None:
    side = theme().px(_BOX)
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painting.box(painter, box, Size.RADIUS_KEYCAP, "accent" if ticked else "surface", "accent" if ticked else "ctl")
    if ticked:
        painting.icon(painter, "check", "on", 12, box.center())


class PlainHeader(QHeaderView):
    """The titles above the columns."""

    def __init__(self, view: "PlainTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(0, theme().px(Size.TABLE_HEADER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, model = theme(), QPainter(self.viewport()), self._view.plain
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), look.color("subtle"))
        bottom = self.viewport().height() - 1
        painter.fillRect(0, bottom, self.viewport().width(), 1, look.color("hair"))
        painter.setFont(look.font(Type.SMALL, 500))
        pad = look.px(Size.CELL_PADDING)
        for section in range(self.count()):
            column = model.column(section)
            area = QRectF(self.sectionViewportPosition(section) + pad, 0, self.sectionSize(section) - 2 * pad, bottom)
            if column is not None:
                painting.line(painter, area, column.words, "t3", painting.RIGHT if column.right else painting.LEFT)


class PlainTable(CellGrid):
    """The table. With `ticks`, Space and a click on the box tick the rows selected."""

    def __init__(self, columns: Sequence[PlainColumn], *, ticks: bool = False, model: PlainModel | None = None) -> None:
        self.plain = model or PlainModel(columns, ticks=ticks)
        super().__init__(self.plain)
        self.setItemDelegate(PlainCells(self))
        self.setHorizontalHeader(PlainHeader(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        follow(self._restyle)

    def set_columns(self, columns: Sequence[PlainColumn]) -> None:
        """Show other columns, without rows yet."""
        self.plain.beginResetModel()
        self.plain.columns, self.plain.rows = columns, []
        self.plain.endResetModel()
        self._restyle()

    def chosen(self) -> list[int]:
        """The rows selected."""
        return sorted(at.row() for at in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.plain.ticks and (rows := self.chosen()):
            self.plain.tick(rows, on=rows[0] in self.plain.left_out)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if at.isValid() and self.plain.column(at.column()) is None:
            self.plain.tick([at.row()], on=at.row() in self.plain.left_out)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.plain.rows:
            self.setCurrentIndex(self.plain.index(0, 0))

    def _restyle(self) -> None:
        look, header = theme(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(look.px(Size.ROW_LEDGER))
        for section in range(self.plain.columnCount()):
            column = self.plain.column(section)
            width = 40 if column is None else column.width
            fixed = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(section, fixed)
            if width:
                self.setColumnWidth(section, look.px(width))
        self.viewport().update()
