"""The grid of a record table: hover, keys, cell editing by keyboard, and columns that fit the room there is."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size
from planner.ui.tables.columns import BAR, RANGE, TEXT
from planner.ui.tables.delegate import CellDelegate
from planner.ui.tables.header import TableHeader
from planner.ui.tables.model import RecordModel
from planner.ui.widgets.range_axis import Axis, axis

_VERBS = {
    "copy": QKeySequence.StandardKey.Copy,
    "cut": QKeySequence.StandardKey.Cut,
    "paste": QKeySequence.StandardKey.Paste,
    "delete": QKeySequence.StandardKey.Delete,
}
_NAME_BARE = 112  # px it keeps when none is left to leave out
_NAME_GOOD = 224  # px it has before ranges are given their bars


class TableView(QTableView):
    """Shows a RecordModel. `opened(row)` follows Enter on a row that is not edited in place.

    `moved(rows)` follows Alt and an arrow, `asked(verb)` the keys of cutting, copying and the like where no window takes
    them first. `keys` maps a key such as "S" or "+" to what it does while no editor is open; they are not for the last row.
    """

    opened = Signal(int)
    escaped = Signal()
    moved = Signal(int)
    asked = Signal(str)

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.cells = model, CellDelegate(self)
        self.head = TableHeader(model.columns, self)
        self.keys: dict[str, Callable[[], None]] = {}
        self.row_height: int = Size.ROW_TWO_LINES
        self.enter_edits = False
        self.setModel(model)
        self.setHorizontalHeader(self.head)
        self.head.setSelectionModel(QItemSelectionModel(model, self.head))
        self.setItemDelegate(self.cells)
        self._dress()
        self.cells.stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        model.modelReset.connect(self.refit)
        follow(self._restyle)

    def _dress(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # what is selected

    def selected_rows(self) -> list[int]:
        """The rows selected, from the top; the row in which a new record is typed never counts."""
        rows: set[int] = set()
        for part in self.selectionModel().selection():
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(row for row in rows if self.rows.record(row) is not None)

    def shown_columns(self) -> list[int]:
        """The columns that have room."""
        return [at for at in range(self.rows.columnCount()) if not self.isColumnHidden(at)]

    def select_rows(self, rows: Iterable[int], current: int | None = None) -> None:
        """Select exactly these rows and make the first, or `current`, the current one."""
        rows = list(rows)
        if not rows:
            self.clearSelection()
            return
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        column = max(self.currentIndex().column(), 0)
        at = self.rows.index(rows[0] if current is None else current, column)
        model.setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)
        for row in rows:
            model.select(self.rows.index(row, 0), flags.Select | flags.Rows)
        self.scrollTo(at)

    def go_to(self, row: int, column: int) -> None:
        """Make one cell the current one and its row the only one selected, whatever keys are held down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(row, column), flags)
        self.scrollTo(self.rows.index(row, column))

    def flash(self, ids: Iterable[str]) -> None:
        """Tint the rows of these records for a moment."""
        self.cells.flashing = frozenset(ids)
        self.viewport().update()
        QTimer.singleShot(Motion.FLASH, self, self._end_flash)

    def set_row_height(self, height: int) -> None:
        """Give every row `height` px at 100 %."""
        self.row_height = height
        self._restyle()

    def begin_edit(self, index: QModelIndex) -> bool:
        """Open the editor of a cell; False when it has none."""
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        self.go_to(index.row(), index.column())
        return bool(self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, None))

    def edit_current(self) -> None:
        """Edit the current cell (F2), or the first of its row that can be edited."""
        self.setFocus()
        at = self.currentIndex()
        if not self.begin_edit(at):
            columns = range(self.rows.columnCount())
            for column in columns:
                index = self.rows.index(at.row(), column)
                if not self.isColumnHidden(column) and self.begin_edit(index):
                    return

    # room

    def refit(self) -> None:
        """Give every column its width; leave out the last spare columns, and bars before ranges, where the room is small."""
        look, columns = theme(), self.rows.columns
        room, good = self.viewport().width(), look.px(_NAME_GOOD)
        bars = self.window().width() >= look.px(Size.NARROW_WINDOW)
        widths, hidden = self._fitted(room, bars=bars)
        lost = any(columns[at].look == RANGE for at in hidden)  # a range without its bar is better than none
        if bars and (lost or self._taken(widths, hidden) + good > room):
            bars = False
            widths, hidden = self._fitted(room, bars=bars)
        self.cells.bars = self.head.bars = bars
        over = self._taken(widths, hidden) + look.px(_NAME_BARE) - room
        self._squeeze(widths, [at for at in range(len(columns)) if at not in hidden], over)
        left = max(room - self._taken(widths, hidden), look.px(_NAME_BARE))
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at in hidden)
            self.setColumnWidth(at, left if column.stretch else widths[at])

    def _fitted(self, room: int, *, bars: bool) -> tuple[list[int], set[int]]:
        """The width of every column, and the spare ones for which there is no room, the last first."""
        look, columns = theme(), self.rows.columns
        widths = [look.px(column.width - (0 if bars or column.look != RANGE else BAR + 8)) for column in columns]
        hidden: set[int] = set()
        spare = [at for at, column in enumerate(columns) if column.spare]
        least = sum(width for width, column in zip(widths, columns, strict=True) if column.stretch)
        while spare and self._taken(widths, hidden) + least > room:
            hidden.add(spare.pop())
        return widths, hidden

    def _squeeze(self, widths: list[int], shown: list[int], over: int) -> None:
        """Take `over` px from the columns of words shown, a third of each at most, before the last leaves the pane."""
        for at in shown:
            if self.rows.columns[at].look == TEXT and not self.rows.columns[at].stretch and over > 0:
                given = min(over, widths[at] // 3)
                widths[at] -= given
                over -= given

    def _taken(self, widths: list[int], hidden: set[int]) -> int:
        """The room taken by all columns but the one that stretches."""
        columns = enumerate(self.rows.columns)
        return sum(widths[at] for at, column in columns if at not in hidden and not column.stretch)

    def rescale(self) -> None:
        """Find the axis of every column of ranges from the rows listed."""
        axes: dict[str, Axis] = {}
        for at, column in enumerate(self.rows.columns):
            if column.look != RANGE:
                continue
            spans = self.rows.spans(at)
            if spans:
                least = min((span[0] for span in spans if span[0] > 0), default=0.0)
                most = max(span[2] for span in spans)
                axes[column.id] = axis(least, most) if most > least else axis(0.0, most or 1.0)
        self.cells.axes = self.head.axes = axes
        self.viewport().update()
        self.head.viewport().update()

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.cells.ringed = True
        if self.state() != QAbstractItemView.State.EditingState and self._took(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        """Whether a key had a meaning of its own here."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.currentIndex().row()
        if held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
            return True
        verb = next((verb for verb, keys in _VERBS.items() if event.matches(keys)), "")
        if verb:
            self.asked.emit(verb)
            return True
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        plain: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: lambda: self._enter(row),
            Qt.Key.Key_Enter: lambda: self._enter(row),
            Qt.Key.Key_Escape: self.escaped.emit,
            Qt.Key.Key_F2: self.edit_current,
        }
        if key in plain:
            plain[key]()
            return True
        return self._took_letter(event, row)

    def _took_letter(self, event: QKeyEvent, row: int) -> bool:
        act = self.keys.get(event.text().upper()) if event.text() else None
        if act is None or self.rows.record(row) is None:
            return False
        act()
        return True

    def _enter(self, row: int) -> None:
        if self.rows.is_add_row(row):
            self.begin_edit(self.rows.index(row, 0))
        elif self.enter_edits:
            self.edit_current()
        else:
            self.opened.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.cells.ringed = False
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self.rows.is_add_row(at.row()):
            self.begin_edit(self.rows.index(at.row(), 0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.cells.active = True
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.cells.ringed = True
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.go_to(0, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cells.active = self.state() == QAbstractItemView.State.EditingState
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if self.cells.refused:  # the file could not be written: what was typed stays where it is, until Esc
            return
        by_key = hint != QStyledItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if by_key:
            self.setFocus()
        given_up = hint == QStyledItemDelegate.EndEditHint.RevertModelCache
        if given_up and self.rows.is_add_row(self.currentIndex().row()):
            self.escaped.emit()

    def _step(self, columns: int, rows: int) -> None:
        """Go on after a commit: Enter down, Tab to the next cell that can be edited, which it opens."""
        at = self.currentIndex()
        if not at.isValid() or self.rows.is_add_row(at.row()):
            return
        if rows:
            below = min(at.row() + rows, len(self.rows.records) - 1)
            self.go_to(below, at.column())
            return
        spots = [
            (row, column)
            for row in range(max(at.row() - 1, 0), min(at.row() + 2, len(self.rows.records)))
            for column in range(self.rows.columnCount())
            if not self.isColumnHidden(column) and self.rows.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable
        ]
        here = (at.row(), at.column())
        rest = [spot for spot in spots if spot > here] if columns > 0 else [spot for spot in spots if spot < here][::-1]
        if rest:
            self.begin_edit(self.rows.index(*rest[0]))

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def _end_flash(self) -> None:
        self.cells.flashing = frozenset()
        self.viewport().update()

    def _restyle(self) -> None:
        look = theme()
        high = look.row(self.row_height)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self.refit()
        self.viewport().update()
