"""Rows of a journal kind by windows of ids: a million stand in the list, and only the pages looked at are read and worded.

The numbers of all rows come in one array, in the order wanted; a page of them is read when a row of it is first asked
for, a row is put into words when it is first shown, and the pages seen last are kept. `data()` is a look into them.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.i18n import _
from planner.model.catalogue import Record
from planner.ui.tables.columns import Cell, Column

PAGE: Final = 128  # rows read at once
KEPT: Final = 24  # pages kept
_MANY: Final = 20_000  # rows from which on a number is not looked for one by one
CELL: Final = Qt.ItemDataRole.UserRole
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SHOWN: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITED: Final = _SHOWN | Qt.ItemFlag.ItemIsEditable
Index = QModelIndex | QPersistentModelIndex


class WindowRow:
    """One row: its record, and a cell for every column, put into words when the row is first shown."""

    __slots__ = ("_cells", "_word", "record")

    def __init__(self, record: Record, word: Callable[[], tuple[Cell, ...]]) -> None:
        self.record = record
        self._word = word
        self._cells: tuple[Cell, ...] | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What its cells show."""
        if self._cells is None:
            self._cells = self._word()
        return self._cells


Read = Callable[[Sequence[int]], Mapping[int, WindowRow]]


class WindowModel(QAbstractTableModel):
    """`read` gives the rows of some row numbers; those deleted meanwhile are left out and stand empty.

    `typed(index, text)` asks whoever owns the plan to take what was typed; the model itself changes nothing.
    """

    typed = Signal(QModelIndex, object)

    def __init__(self, columns: Sequence[Column], read: Read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.locked = False
        self._read = read
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, WindowRow]] = OrderedDict()

    # what stands where

    @property
    def ids(self) -> "array[int]":
        """The numbers of all rows, in their order."""
        return self._ids

    def row(self, at: int) -> WindowRow | None:
        """A row; None beyond the end, and for one that was deleted meanwhile."""
        if not 0 <= at < len(self._ids):
            return None
        page = self._pages.get(at // PAGE)
        if page is None:
            page = self._load(at // PAGE)
        else:
            self._pages.move_to_end(at // PAGE)
        return page.get(self._ids[at])

    def record(self, at: int) -> Record | None:
        """The record of a row."""
        row = self.row(at)
        return row.record if row else None

    def row_of(self, rowid: int) -> int:
        """Where the row of that number stands, -1 when it is not listed."""
        return next(iter(self.rows_of((rowid,))), -1)

    def rows_of(self, rowids: Iterable[int]) -> list[int]:
        """Where the rows of these numbers stand, from the top; those not listed are left out."""
        wanted = set(rowids)
        if not wanted or len(self._ids) < _MANY:
            return [at for at, rowid in enumerate(self._ids) if rowid in wanted] if wanted else []
        import numpy as np  # noqa: PLC0415 - who has found so many rows has brought it along

        listed, sought = np.frombuffer(self._ids, np.int64), np.array(list(wanted), np.int64)
        places: list[int] = np.flatnonzero(listed == sought if len(sought) == 1 else np.isin(listed, sought)).tolist()
        return places

    def column_of(self, name: str) -> int:
        """The place of the column of that field, -1 when there is none."""
        return next((at for at, column in enumerate(self.columns) if name in (column.id, column.field)), -1)

    # what changes it

    def show(self, ids: "array[int]") -> None:
        """List the rows of these numbers; what is known of them is asked for again."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Read and word every row anew when it is next shown."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _SHOWN if self.locked or not self.columns[index.column()].editable else _EDITED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        word = _ROLES.get(role)
        row = self.row(index.row()) if word is not None else None
        return word(row.cells[index.column()]) if word is not None and row is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return _(self.columns[section].label) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.typed.emit(QModelIndex(index), value)
        return True

    def _load(self, number: int) -> dict[int, WindowRow]:
        wanted = self._ids[number * PAGE : (number + 1) * PAGE]
        page = self._pages[number] = dict(self._read(wanted))
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        return page


_ROLES: Final[Mapping[int, Callable[[Cell], Any]]] = {
    CELL: lambda cell: cell,
    Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
    Qt.ItemDataRole.EditRole: lambda cell: cell.text,
    Qt.ItemDataRole.ToolTipRole: lambda cell: cell.tip or None,
    Qt.ItemDataRole.AccessibleTextRole: lambda cell: cell.spoken or cell.text,
}
