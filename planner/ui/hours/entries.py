"""The single entries of a week of the time log, edited in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from planner.i18n import N_, _, language
from planner.model import parsing
from planner.model.catalogue import TimeEntry
from planner.model.clock import here
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.time import ACTIVITIES
from planner.ui.hours import time_words
from planner.ui.hours.week_model import day_of, short
from planner.ui.look.tokens import Size
from planner.ui.tables.cell_grid import Index
from planner.ui.tables.plain import PlainCells, PlainColumn, PlainModel, PlainTable
from planner.ui.widgets import painting
from planner.ui.widgets.choices import Choice


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as its row shows it."""

    entry: TimeEntry
    day: str
    began: str
    worked_on: str


DAY, BEGAN, MINUTES, _TASK, ACTIVITY, MEMO = range(6)
COLUMNS: Final = (
    PlainColumn(N_("Date"), 104, lambda row: row.day),
    PlainColumn(N_("Began"), 64, lambda row: row.began, right=True, ink="t3"),
    PlainColumn(
        N_("Time spent"), 70, lambda row: short(row.entry.minutes.minutes) if row.entry.minutes else "", right=True
    ),
    PlainColumn(N_("Worked on"), 0, lambda row: row.worked_on),
    PlainColumn(N_("Activity"), 100, lambda row: time_words.activity_words(row.entry.activity), ink="t3"),
    PlainColumn(N_("Memo"), 0, lambda row: row.entry.memo),
)
FIELDS: Final = {DAY: "date", MINUTES: "minutes", ACTIVITY: "activity", MEMO: "memo"}
_READ_AS: Final = {DAY: "day", MINUTES: "hours"}


class EntriesModel(PlainModel):
    """The entries, newest first. `typed(entry id, field, value)` asks to take what was typed into a cell."""

    typed = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self.today = date.min
        self.editable = True

    def show_entries(self, entries: Sequence[TimeEntry], plan: Plan, today: date) -> None:
        """Show these entries, given from the first to the last."""
        self.today = today
        self.take([_row(entry, plan, today) for entry in reversed(entries)])

    def read(self, text: str, column: int) -> Any:
        """The value of a text typed into a column; ParseError when it cannot be read."""
        kind = _READ_AS.get(column)
        return parsing.parse(kind, text, Context(language(), today=self.today)).value if kind else text

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.column() == DAY:
            return day_of(self.rows[index.row()].entry).isoformat()
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable and index.column() in FIELDS else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value) != self.data(index, role):
            taken = self.read(str(value), index.column())
            self.typed.emit(self.rows[index.row()].entry.id, FIELDS[index.column()], taken)
        return True


def _row(entry: TimeEntry, plan: Plan, today: date) -> EntryRow:
    day = parsing.words("day", day_of(entry), Context(language(), today=today))
    began = f"{here(entry.start, plan.settings):%H:%M}" if entry.start else ""
    return EntryRow(entry, day, began, time_words.named_words(plan, entry))


class EntryCells(PlainCells):
    """Edits the rows in a line, the activity in a list."""

    def __init__(self, view: "TimeEntries") -> None:
        super().__init__(view)
        self._entries = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus and self._entries.active:
            painting.ring(painter, option.rect.adjusted(1, 1, -1, -2), Size.RADIUS_KEYCAP)

    def read(self, text: str, column: int) -> Any:
        """What is typed, as the model takes it."""
        return self._entries.entries.read(text, column)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = str(self._entries.entries.headerData(index.column(), Qt.Orientation.Horizontal))
        if index.column() != ACTIVITY:
            return self.line(parent, index, name)
        choice = Choice(((key, _(label)) for key, label in ACTIVITIES), parent)
        choice.set_name(name)
        choice.activated.connect(lambda _at: self.finish(choice))
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            editor.set_value(self._entries.entries.rows[index.row()].entry.activity or "")
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, Choice):
            super().setModelData(editor, model, index)
        elif editor.value() != (self._entries.entries.rows[index.row()].entry.activity or ""):
            model.setData(index, editor.value())


class TimeEntries(PlainTable):
    """The list. `refused(text)` says why what was typed cannot be read."""

    refused = Signal(str)

    def __init__(self) -> None:
        self.entries = EntriesModel()
        super().__init__(COLUMNS, model=self.entries)
        cells = EntryCells(self)
        self.setItemDelegate(cells)
        cells.refused.connect(self.refused)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.horizontalHeader().hide()

    def selected(self) -> list[str]:
        """The ids of the entries selected."""
        return [self.entries.rows[at].entry.id for at in self.chosen()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and at.isValid():
            self.edit(at if at.column() in FIELDS else self.entries.index(at.row(), MINUTES))
        else:
            super().keyPressEvent(event)
