"""A week of the time log as a grid: what was worked on down, the days across, time typed in place."""

from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from planner.i18n import _, language
from planner.model import parsing
from planner.model.reading import Context
from planner.ui.hours.week_model import DAYS, TOTAL, Index, TaskRow, WeekModel
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_grid import CellEditors, CellGrid
from planner.ui.widgets import painting
from planner.ui.widgets.speech import in_a_row

_TASK, _DAY_LEAST, _DAY_MOST = 280, 56, 72  # px
_DAY_PADDING = 8  # px


class WeekCells(CellEditors):
    """Paints the grid from tokens and edits time in it."""

    def __init__(self, view: "WeekGrid") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, model, rect = theme(), self._view.week, QRectF(option.rect)
        summed, column = model.is_sum(index.row()), index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        today = 0 < column < TOTAL and model.monday + timedelta(days=column - 1) == model.today
        ground = "subtle" if summed or column == TOTAL else "acc_soft" if today else "surface"
        painter.fillRect(option.rect, look.color(ground))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        padding = look.px(_DAY_PADDING if column else Size.CELL_PADDING)
        area = rect.adjusted(padding, 0, -padding, -1)
        if column == 0:
            self._paint_task(painter, area, index.row())
        else:
            painter.setFont(look.font(Type.BODY, 600 if summed or column == TOTAL else 400, tabular=True))
            painting.line(painter, area, str(index.data() or ""), "t1", painting.RIGHT)
        if here and self._view.active:
            painting.ring(painter, rect.adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)
        painter.restore()

    def _paint_task(self, painter: QPainter, area: QRectF, row: int) -> None:
        look, model = theme(), self._view.week
        if model.is_sum(row):
            painter.setFont(look.font(Type.BODY, 600))
            painting.line(painter, area, _("Sum"), "t1")
            return
        task = model.rows[row]
        painter.setFont(look.font(Type.SMALL))
        room = painting.width(task.caption, painter.font()) if task.caption else 0
        if room > area.width() / 3:
            room = 0
        else:
            painting.line(painter, area, task.caption, "t3", painting.RIGHT)
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, area.adjusted(0, 0, -room - look.px(10), 0), task.words, "t1" if task.total else "t3")

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        task = self._view.week.rows[index.row()].words
        day = self._view.week.headerData(index.column(), Qt.Orientation.Horizontal)
        edit = self.line(parent, index, in_a_row((task, day)))
        edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return edit

    def read(self, text: str, column: int) -> int:  # noqa: ARG002 - every day is read alike
        """The minutes typed."""
        return minutes_in(text)


def minutes_in(text: str) -> int:
    """The minutes that `text` says, none for an empty one; ParseError otherwise."""
    return int(parsing.parse("hours", text, Context(language())).value.minutes) if text.strip() else 0


class WeekHeader(QHeaderView):
    """The names of the days, today in the accent's ink."""

    def __init__(self, view: "WeekGrid") -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(0, theme().px(Size.TABLE_HEADER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), look.color("subtle"))
        bottom = self.viewport().height() - 1
        painter.fillRect(0, bottom, self.viewport().width(), 1, look.color("hair"))
        model = self._view.week
        for section in range(self.count()):
            area = QRectF(self.sectionViewportPosition(section), 0, self.sectionSize(section), bottom)
            area.adjust(look.px(2 if section else Size.CELL_PADDING), 0, -look.px(_DAY_PADDING), 0)
            today = 0 < section < TOTAL and model.monday + timedelta(days=section - 1) == model.today
            painter.setFont(look.font(Type.SMALL, 600 if today else 500, tabular=True))
            words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            align = painting.RIGHT if section else painting.LEFT
            painting.line(painter, area, words, "acc_text" if today else "t3", align)


class WeekGrid(CellGrid):
    """The grid. `typed(row, day, minutes)` asks to make a cell that long; `refused(text)` says why it cannot be read."""

    typed = Signal(int, int, int)
    refused = Signal(str)

    def __init__(self) -> None:
        self.week = WeekModel()
        super().__init__(self.week)
        self.cells = WeekCells(self)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(WeekHeader(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.week.typed.connect(lambda row, day, text: self.typed.emit(row, day, minutes_in(text)))
        self.cells.refused.connect(self.refused)
        self.cells.stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        follow(self._restyle)

    def show_week(self, rows: list[TaskRow], monday: date, today: date) -> None:
        """Show the rows of a week; the cell that had the keyboard keeps it."""
        at = self.currentIndex()
        self.week.take(rows, monday, today)
        row, column = (at.row(), at.column()) if at.isValid() else (0, max(1, min((today - monday).days + 1, DAYS)))
        self.setCurrentIndex(self.week.index(min(row, len(rows)), column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.week.flags(at) & Qt.ItemFlag.ItemIsEditable:
            self.edit(at)
            return
        if (
            event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            and self.week.flags(at) & Qt.ItemFlag.ItemIsEditable
        ):
            self.week.setData(at, "")
            return
        super().keyPressEvent(event)

    def _step(self, columns: int, rows: int) -> None:
        at = self.currentIndex()
        column, row = at.column() + columns, at.row() + rows
        if 0 < column < TOTAL and 0 <= row < len(self.week.rows):
            self.setCurrentIndex(self.week.index(row, column))

    def _restyle(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(Size.ROW_ONE_LINE))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        """Leave the task as much room as the days can spare."""
        look = theme()
        room = (self.viewport().width() - look.px(_TASK)) // TOTAL
        for column in range(1, TOTAL + 1):
            self.setColumnWidth(column, max(look.px(_DAY_LEAST), min(room, look.px(_DAY_MOST))))
