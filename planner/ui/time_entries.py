"""The single entries of a week of the time log, edited and deleted in place."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.i18n import N_, _, language
from planner.model import parsing
from planner.model.catalogue import TimeEntry
from planner.model.clock import here
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.time import ACTIVITIES
from planner.ui import time_words
from planner.ui.theme import follow, theme
from planner.ui.tokens import Size, Type
from planner.ui.week_model import Index, day_of, short
from planner.ui.widgets import painting
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.line_edit import LineEdit

DAY, BEGAN, MINUTES, TASK, ACTIVITY, MEMO = range(6)
TITLES: Final = (N_("Date"), N_("Began"), N_("Time spent"), N_("Worked on"), N_("Activity"), N_("Memo"))
FIELDS: Final = {DAY: "date", MINUTES: "minutes", ACTIVITY: "activity", MEMO: "memo"}
WIDTHS: Final = {DAY: 104, BEGAN: 64, MINUTES: 70, ACTIVITY: 100}


class EntriesModel(QAbstractTableModel):
    """The entries, newest first. `typed(entry id, field, text)` asks to take what was typed into a cell."""

    typed = Signal(str, str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[TimeEntry] = []
        self.plan: Plan | None = None
        self.today = date.min
        self.editable = True

    def take(self, entries: list[TimeEntry], plan: Plan, today: date) -> None:
        """Show these entries."""
        self.beginResetModel()
        self.entries = entries[::-1]
        self.plan, self.today = plan, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) or self.plan is None:
            return None
        return _CELLS[index.column()](self.entries[index.row()], self.plan, self.today)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() in FIELDS else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index):
            self.typed.emit(self.entries[index.row()].id, FIELDS[index.column()], str(value))
        return True


def _began(entry: TimeEntry, plan: Plan, _today: date) -> str:
    return f"{here(entry.start, plan.settings):%H:%M}" if entry.start else ""


def _named(entry: TimeEntry, plan: Plan, _today: date) -> str:
    return time_words.named_words(plan, entry)


_CELLS: Final[dict[int, Callable[[TimeEntry, Plan, date], str]]] = {
    DAY: lambda entry, _plan, today: parsing.words("day", day_of(entry), Context(language(), today=today)),
    BEGAN: _began,
    MINUTES: lambda entry, _plan, _today: short(entry.minutes.minutes) if entry.minutes else "",
    TASK: _named,
    ACTIVITY: lambda entry, _plan, _today: time_words.activity_words(entry.activity),
    MEMO: lambda entry, _plan, _today: entry.memo,
}


class EntryCells(QStyledItemDelegate):
    """Paints the rows from tokens; edits in a line, the activity in a list."""

    def __init__(self, view: "TimeEntries") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = theme(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = ("sel" if self._view.active else "sel_inactive") if chosen else "surface"
        painter.fillRect(option.rect, look.color(ground))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("hair"))
        painter.setFont(look.font(Type.BODY, tabular=True))
        area = rect.adjusted(look.px(Size.CELL_PADDING), 0, -look.px(Size.CELL_PADDING), -1)
        right = index.column() in (BEGAN, MINUTES)
        ink = "t3" if index.column() in (BEGAN, ACTIVITY) else "t1"
        painting.line(painter, area, str(index.data() or ""), ink, painting.RIGHT if right else painting.LEFT)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.active:
            painting.ring(painter, rect.adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = str(self._view.entries.headerData(index.column(), Qt.Orientation.Horizontal))
        if index.column() == ACTIVITY:
            choice = Choice(((key, _(label)) for key, label in ACTIVITIES), parent)
            choice.setAccessibleName(name)
            choice.activated.connect(lambda _at: self._finish(choice))
            return choice
        edit = LineEdit(parent, tabular=True)
        edit.setProperty("cell", True)
        edit.setAccessibleName(name)
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        entry = self._view.entries.entries[index.row()]
        if isinstance(editor, Choice):
            editor.set_value(entry.activity or "")
        elif isinstance(editor, LineEdit):
            editor.set_value(day_of(entry).isoformat() if index.column() == DAY else str(index.data() or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, LineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setFixedHeight(min(theme().px(Size.CONTROL), option.rect.height()))
        editor.setGeometry(QRect(option.rect))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits, Esc goes back; while an input method composes they are its own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, LineEdit):
            if editor.composing:
                return False
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._finish(editor)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                return True
            return False
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)


class TimeEntries(QTableView):
    """The list. `deleted(ids)` asks to delete what is selected."""

    deleted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.entries = EntriesModel(self)
        self.active = False
        self.setModel(self.entries)
        self.setItemDelegate(EntryCells(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        follow(self._restyle)

    def selected(self) -> list[str]:
        """The ids of the entries selected."""
        return [self.entries.entries[at.row()].id for at in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and at.isValid():
            self.edit(at if at.column() in FIELDS else self.entries.index(at.row(), MINUTES))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.active = True
        if not self.currentIndex().isValid() and self.entries.rowCount():
            self.setCurrentIndex(self.entries.index(0, MINUTES))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.active = False
        self.viewport().update()

    def closeEditor(self, editor: QWidget, _hint: QStyledItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def _restyle(self) -> None:
        look = theme()
        self.verticalHeader().setDefaultSectionSize(look.px(Size.ROW_LEDGER))
        header = self.horizontalHeader()
        for column in range(len(TITLES)):
            stretch = column in (TASK, MEMO)
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            )
            if not stretch:
                self.setColumnWidth(column, look.px(WIDTHS[column]))
        self.viewport().update()
