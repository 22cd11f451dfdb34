"""The rows of a table: records of one kind in the order asked for, and one row more in which a new one is typed.

`data()` hands out prepared cells; what the delegate paints is what a screen reader reads. Changes arrive as single
insertions, removals and moves, so that selection and scroll position stay with the records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.i18n import _
from planner.model.catalogue import Record
from planner.model.changes import ChangeSet
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.model.proof import Proof
from planner.model.values import Range
from planner.ui.editors.field_reading import is_amount
from planner.ui.forecast.prospects import Prospects
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NUMBER, RANGE, Cell, Column, cell_of, searched, sort_key, span_of
from planner.ui.tables.filter import OWN_ORDER, Filter, folded, listed, ordered
from planner.ui.tables.row_problems import RowProblems

if TYPE_CHECKING:
    from planner.analysis.alliances.balances import Balance
    from planner.analysis.roadmap.dates import MilestoneOutlook
    from planner.analysis.skills.standings import Standing

CELL: Final = Qt.ItemDataRole.UserRole
RECORD: Final = Qt.ItemDataRole.UserRole + 1
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIME: Final = "application/x-brightroad-rows"
_STEPS: Final = 60  # more single steps than that are done as one reset
Index = QModelIndex | QPersistentModelIndex


class RecordModel(QAbstractTableModel):
    """Records of `kind` shown through `columns`.

    `typed(index, text)` asks whoever owns the plan to take what was typed, `dropped(ids, row)` to put records in front of
    a row; the model itself changes nothing.
    """

    typed = Signal(QModelIndex, object)
    dropped = Signal(list, int)

    def __init__(self, kind: str, columns: Sequence[Column], plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.columns = tuple(columns)
        self.scene = Scene.of(plan)
        self.filter = Filter()
        self.add_text = ""
        self._rows: list[Record] = []
        self._row_of: dict[str, int] = {}
        self._cells: dict[tuple[str, str], Cell] = {}
        self._haystacks: dict[str, str] = {}
        self._spans: dict[str, dict[str, tuple[float, float, float] | None]] = {}  # by column, then by record
        self._problems = RowProblems()
        self.refused = False  # whether what was typed last could not be kept
        self._prospects: Prospects | None = None
        self._fill(self._wanted())

    # what stands where

    @property
    def records(self) -> Sequence[Record]:
        """The records listed, in their order."""
        return self._rows

    def record(self, row: int) -> Record | None:
        """The record of a row; None for the row in which a new one is typed."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, record_id: str) -> int:
        """The row of a record, -1 when it is not listed."""
        return self._row_of.get(record_id, -1)

    def is_add_row(self, row: int) -> bool:
        """Whether `row` is the one in which a new record is typed."""
        return bool(self.add_text) and row == len(self._rows)

    def cell(self, row: int, column: int) -> Cell:
        """What a cell shows."""
        record = self.record(row)
        if record is None:
            return Cell(self.add_text if column == 0 and self.is_add_row(row) else "", faint=True)
        return self._marked(record, self.columns[column])

    def column_of(self, name: str) -> int:
        """The place of the column with that id or field, -1 when there is none."""
        return next((at for at, column in enumerate(self.columns) if name in (column.id, column.field)), -1)

    def prime(self, count: int) -> bool:
        """Prepare the searched text of `count` more rows; False when all are ready."""
        waiting = list(islice((record for record in self._rows if record.id not in self._haystacks), count))
        for record in waiting:
            self._haystack(record)
        return bool(waiting)

    def spans(self, column: int) -> list[tuple[float, float, float]]:
        """Low, likely and high of every range listed in a column."""
        shown = self.columns[column]
        known = self._spans.setdefault(shown.id, {})
        for record in self._rows:
            if record.id not in known:
                known[record.id] = self._span(record, shown)
        return [span for record in self._rows if (span := known[record.id])]

    # what may change it

    def set_add_text(self, text: str) -> None:
        """Set what the last row says ("Add a platform, just type its name"); "" takes the row away."""
        if bool(text) == bool(self.add_text):
            self.add_text = text
            if text:
                self.dataChanged.emit(self.index(len(self._rows), 0), self.index(len(self._rows), 0))
            return
        self.beginResetModel()
        self.add_text = text
        self.endResetModel()

    def set_filter(self, wanted: Filter) -> None:
        """List what `wanted` asks for."""
        if wanted != self.filter:
            self.filter = wanted
            self._become(self._wanted())

    def take(self, plan: Plan, changes: ChangeSet | None) -> None:
        """Show the plan as it is now; None means that anything may have changed."""
        before, fresh = self.scene, Scene.of(plan, self.scene.outlooks)
        kept = {name: getattr(before, name) for name in ("proofs", "dates", "standings", "balances")}
        self.scene = replace(fresh, **kept)
        if before.plan is plan and before.context == self.scene.context:
            return
        self._problems.forget()
        if changes is None or changes.kinds - {self.kind, "draft"}:
            self._cells.clear()
            self._haystacks.clear()
            self._spans.clear()
        else:
            for change in changes.changes:
                self._forget(change.id)
                self._forget(str(getattr(change.after or change.before, "record", "")))
        self._become(self._wanted())
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def follow(self, prospects: Prospects) -> None:
        """Show what the forecast says in the columns that come from it, now and whenever it is newer."""
        self._prospects = prospects
        prospects.follow(self._take_outlooks)
        self._take_outlooks()

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows) + bool(self.add_text)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.is_add_row(index.row()):
            return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 0 else flags
        if self.filter.sort == OWN_ORDER and not self.filter.narrows:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        column = self.columns[index.column()]
        return flags | Qt.ItemFlag.ItemIsEditable if column.editable and column.field else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == RECORD:
            return self.record(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].look in (NUMBER, RANGE) else _LEFT
        if role not in _CELL_ROLES:
            return None
        cell = self.cell(index.row(), index.column())
        return cell if role == CELL else _CELL_ROLES[role](cell)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return _(self.columns[section].label) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if (
            role != Qt.ItemDataRole.EditRole
            or not index.isValid()
            or not self.flags(index) & Qt.ItemFlag.ItemIsEditable
        ):
            return False
        self.refused = False
        self.typed.emit(QModelIndex(index), value)
        return not self.refused

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes if self.record(index.row())})
        carried = QMimeData()
        carried.setData(_MIME, "\n".join(self._rows[row].id for row in rows).encode())
        return carried

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:  # noqa: ARG002 - Qt's own signature
        """Ask for the move; False, so that the view removes nothing itself."""
        if action == Qt.DropAction.MoveAction and data.hasFormat(_MIME):
            ids = bytes(data.data(_MIME).data()).decode().split("\n")
            self.dropped.emit(ids, row if row >= 0 else len(self._rows))
        return False

    # what the forecast says

    def _take_outlooks(self) -> None:
        self.scene = replace(self.scene, outlooks=self._prospects.latest if self._prospects else None)
        self._retell([at for at, column in enumerate(self.columns) if column.outlook])

    def show_proofs(self, proofs: Mapping[str, Proof], column: str) -> None:
        """Say in that column what is proven now."""
        self.scene = replace(self.scene, proofs=proofs)
        self._retell([self.column_of(column)])

    def show_dates(self, dates: "Mapping[str, MilestoneOutlook]", columns: Sequence[str]) -> None:
        """Say in those columns by when milestones are done."""
        self.scene = replace(self.scene, dates=dates)
        self._retell([self.column_of(column) for column in columns])

    def show_standings(self, standings: "Mapping[str, Standing]", columns: Sequence[str]) -> None:
        """Say in those columns how domains stand."""
        self.scene = replace(self.scene, standings=standings)
        self._retell([self.column_of(column) for column in columns])

    def show_balances(self, balances: "Mapping[str, Balance]", column: str) -> None:
        """Say in that column what alliances give and take."""
        self.scene = replace(self.scene, balances=balances)
        self._retell([self.column_of(column)])

    def _retell(self, told: Sequence[int]) -> None:
        """Show the columns at these places anew."""
        ids = {self.columns[at].id for at in told}
        self._cells = {key: cell for key, cell in self._cells.items() if key[1] not in ids}
        if self.filter.sort in ids:
            self._become(self._wanted())
        if self._rows:
            self.dataChanged.emit(self.index(0, told[0]), self.index(len(self._rows) - 1, told[-1]))

    # the way from one list of rows to the next

    def _cell(self, record: Record, column: Column) -> Cell:
        key = (record.id, column.id)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = cell_of(column, self.kind, record, self.scene)
        return found

    def _span(self, record: Record, column: Column) -> tuple[float, float, float] | None:
        if not column.field:
            return self._cell(record, column).span
        value, spec = getattr(record, column.field), column.spec(self.kind)
        covered = self.scene.context.hidden and spec is not None and is_amount(spec.type)
        return span_of(value) if isinstance(value, Range) and not covered else None

    def _marked(self, record: Record, column: Column) -> Cell:
        """The cell with what the rules find in its field."""
        cell = self._cell(record, column)
        found = self._problems.of(record, self.scene).get(column.field) if column.field and not cell.problem else None
        if found is None:
            return cell
        spoken = _("{text}, {problem}").format(text=cell.spoken or cell.text, problem=found.message)
        return replace(cell, severity=found.severity, tip=found.message, spoken=spoken)

    def problem(self, row: int, column: int) -> Problem | None:
        """What the rules find in the value of a cell."""
        record = self.record(row)
        return self._problems.of(record, self.scene).get(self.columns[column].field) if record else None

    def _forget(self, record_id: str) -> None:
        """Prepare the cells of a record anew when they are next asked for."""
        self._haystacks.pop(record_id, None)
        for known in self._spans.values():
            known.pop(record_id, None)
        for column in self.columns:
            self._cells.pop((record_id, column.id), None)

    def _haystack(self, record: Record) -> str:
        found = self._haystacks.get(record.id)
        if found is None:
            columns = (column for column in self.columns if not column.outlook)
            texts = (searched(column, self.kind, record, self.scene) for column in columns)
            found = self._haystacks[record.id] = folded("\n".join(texts))
        return found

    def _wanted(self) -> list[Record]:
        records = self.scene.plan.records(self.kind, archived=self.filter.archived)
        kept = listed(records, self.filter, self._haystack)
        at = self.column_of(self.filter.sort) if self.filter.sort else -1
        if at < 0:
            return kept
        column = self.columns[at]
        return ordered(
            kept,
            lambda record: sort_key(column, self.kind, record, self.scene),
            descending=self.filter.descending,
        )

    def _fill(self, rows: list[Record]) -> None:
        self._rows = rows
        self._row_of = {record.id: row for row, record in enumerate(rows)}

    def _become(self, wanted: list[Record]) -> None:
        """List `wanted`: remove what goes, insert what comes, then order the rest."""
        new = {record.id for record in wanted}
        gone = [row for row, record in enumerate(self._rows) if record.id not in new]
        fresh = [row for row, record in enumerate(wanted) if record.id not in self._row_of]
        if len(gone) + len(fresh) > _STEPS:
            self.beginResetModel()
            self._fill(wanted)
            self.endResetModel()
            return
        for row in reversed(gone):
            self.beginRemoveRows(QModelIndex(), row, row)
            self._fill(self._rows[:row] + self._rows[row + 1 :])
            self.endRemoveRows()
        for row in fresh:
            at = min(row, len(self._rows))
            self.beginInsertRows(QModelIndex(), at, at)
            self._fill([*self._rows[:at], wanted[row], *self._rows[at:]])
            self.endInsertRows()
        self._arrange(wanted)

    def _arrange(self, wanted: list[Record]) -> None:
        if [record.id for record in self._rows] == [record.id for record in wanted]:
            self._fill(wanted)
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        names = [self._rows[index.row()].id if index.row() < len(self._rows) else "" for index in before]
        self._fill(wanted)
        after = [
            self.index(self._row_of.get(name, len(self._rows)), index.column())
            for name, index in zip(names, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _told(cell: Cell) -> str:
    """What a screen reader says of a cell."""
    return cell.spoken or (f"{cell.text}, {cell.caption}" if cell.caption else cell.text)


_CELL_ROLES: Final[Mapping[int, Callable[[Cell], Any]]] = {
    CELL: lambda cell: cell,
    Qt.ItemDataRole.DisplayRole: lambda cell: cell.text,
    Qt.ItemDataRole.EditRole: lambda cell: cell.text,
    Qt.ItemDataRole.ToolTipRole: lambda cell: cell.tip or None,
    Qt.ItemDataRole.AccessibleTextRole: _told,
}
