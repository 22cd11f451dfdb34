"""The rows of a week of the time log: what was worked on, on which day how long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from planner.i18n import _, language
from planner.model.catalogue import TimeEntry
from planner.model.plan import Plan
from planner.model.time_line import LINKED
from planner.ui.hours import time_words
from planner.ui.tables.cell_grid import Index

DAYS: Final = 7
TOTAL: Final = DAYS + 1  # the last column; the first names the task
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing worked on in a week: an entry like it, its words, and its entries of each day."""

    like: TimeEntry
    words: str
    caption: str
    days: tuple[tuple[TimeEntry, ...], ...]

    def minutes(self, day: int) -> int:
        """The minutes of one day, 0 is Monday."""
        return sum(entry.minutes.minutes for entry in self.days[day] if entry.minutes)

    @property
    def total(self) -> int:
        """The minutes of the week."""
        return sum(self.minutes(day) for day in range(DAYS))


def task_rows(plan: Plan, monday: date, entries: Iterable[TimeEntry], offered: Iterable[TimeEntry]) -> list[TaskRow]:
    """The rows of a week: what was worked on, most time first, then what is `offered` because it was of late."""
    found: dict[tuple[Any, ...], list[list[TimeEntry]]] = {}
    for entry in entries:
        at = (day_of(entry) - monday).days
        if 0 <= at < DAYS:
            found.setdefault(_key(entry), [[] for _day in range(DAYS)])[at].append(entry)
    rows = [_row(plan, days) for days in found.values()]
    rows.sort(key=lambda row: (-row.total, row.words))
    more = {_key(entry): entry for entry in offered if _key(entry) not in found}
    return [*rows, *(_row(plan, [[] for _day in range(DAYS)], entry) for entry in more.values())]


def day_of(entry: TimeEntry) -> date:
    """The day an entry is of; one that has a start alone is of the day it began on this computer's clock."""
    if entry.date is not None:
        return entry.date
    return entry.start.astimezone().date() if entry.start else date.min


def _key(entry: TimeEntry) -> tuple[Any, ...]:
    return (*(getattr(entry, name) for name in LINKED), entry.activity, entry.memo)


def _row(plan: Plan, days: Sequence[Sequence[TimeEntry]], like: TimeEntry | None = None) -> TaskRow:
    one = like or next(entry for day in days for entry in day)
    words, activity = time_words.task_words(plan, one), time_words.activity_words(one.activity)
    return TaskRow(one, words, activity if activity != words else "", tuple(tuple(day) for day in days))


class WeekModel(QAbstractTableModel):
    """The rows of a week and a last one of sums. `typed(row, day, text)` asks to take what was typed into a cell."""

    typed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TaskRow] = []
        self.monday = date.min
        self.today = date.min
        self.editable = True

    def take(self, rows: list[TaskRow], monday: date, today: date) -> None:
        """Show these rows of the week that begins on `monday`."""
        self.beginResetModel()
        self.rows, self.monday, self.today = rows, monday, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else TOTAL + 1

    def is_sum(self, row: int) -> bool:
        """Whether the row is that of the sums."""
        return row == len(self.rows)

    def minutes(self, row: int, column: int) -> int:
        """The minutes of a cell; the last row and column add up."""
        rows = self.rows if self.is_sum(row) else self.rows[row : row + 1]
        return sum(one.total if column == TOTAL else one.minutes(column - 1) for one in rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0 and not self.is_sum(index.row()):
            task = self.rows[index.row()]
            return " · ".join(filter(None, (task.words, task.caption)))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        if index.column() == 0:
            return _("Sum") if self.is_sum(index.row()) else self.rows[index.row()].words
        minutes = self.minutes(index.row(), index.column())
        return short(minutes) if minutes else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return _("Worked on")
        if section == TOTAL:
            return _("Week")
        return day_title(self.monday + timedelta(days=section - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.editable and 0 < index.column() < TOTAL and not self.is_sum(index.row()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole and str(value).strip() != self.data(index):
            self.typed.emit(index.row(), index.column() - 1, str(value))
        return True


def short(minutes: int) -> str:
    """Minutes as hours and minutes on a clock: 2:30."""
    return f"{minutes // 60}:{minutes % 60:02}"


def day_title(day: date) -> str:
    """A day of the week with its date: Mon 16, 周一 16."""
    name = _WEEKDAYS["zh" if language() == "zh" else "en"][day.weekday()]
    return f"周{name} {day.day}" if language() == "zh" else f"{name} {day.day}"
