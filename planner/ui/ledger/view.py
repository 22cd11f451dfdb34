"""The grid of the ledger: rows of fixed height, keys of its own, columns that can be shown, widened and remembered."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyledItemDelegate, QTableView, QWidget

from planner.i18n import _
from planner.ui.ledger.columns import OPTIONAL
from planner.ui.ledger.delegate import EntryDelegate
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size
from planner.ui.tables.header import TableHeader
from planner.ui.tables.window_model import WindowModel
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from planner.ui.bridge import Bridge
    from planner.ui.tables.cell_text import Scene

_WIDTHS: Final = "ledger.widths"
_SHOWN: Final = "ledger.columns"
_LEAST: Final = 40  # px of a column
_GIVING: Final = ("payee", "platform", "product", "partner")  # columns that give room where it is short
_GIVEN_TO: Final = 92  # px they keep
_TAKING: Final = ("platform", "product")  # columns that grow with the note where there is room
_TAKEN_TO: Final = 184  # px they grow to
_SELECT = QItemSelectionModel.SelectionFlag
SORTABLE: Final = frozenset(("date", "payee", "sort", "amount", "fee", "memo"))


class LedgerHeader(TableHeader):
    """The head of the ledger: as any other, with a mark instead of words over the narrow column of check marks."""

    def paintSection(self, painter: QPainter, rect: "QRect", logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        if self.columns[logicalIndex].id != "checked":
            super().paintSection(painter, rect, logicalIndex)
            return
        painter.fillRect(rect, theme().color("subtle"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme().color("hair"))
        painting.icon(painter, "check", "t3", 14, rect.toRectF().center())


class LedgerView(QTableView):
    """Shows a `WindowModel` of entries. `keys` maps a letter to what it does while no editor is open.

    `went_up(column)` follows Shift+Enter in the first row, `escaped` Esc, `selected` any other selection.
    """

    went_up = Signal(int)
    escaped = Signal()
    selected = Signal()

    def __init__(self, model: WindowModel, bridge: "Bridge", scene: "Callable[[], Scene]") -> None:
        super().__init__()
        self.rows, self.bridge = model, bridge
        self.cells = EntryDelegate(bridge, scene, self)
        self.head = LedgerHeader(model.columns, self)
        self.keys: dict[str, Callable[[], object]] = {}
        self._placing = False
        self.setModel(model)
        self.setHorizontalHeader(self.head)
        self.head.setSelectionModel(QItemSelectionModel(model, self.head))
        self.setItemDelegate(self.cells)
        self._dress()
        self._dress_head()
        self.cells.stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self.selectionModel().selectionChanged.connect(self.selected)
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
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _dress_head(self) -> None:
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.head.setStretchLastSection(True)
        self.head.setMinimumSectionSize(_LEAST)
        self.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.head.customContextMenuRequested.connect(lambda place: self.choose_columns(self.head.mapToGlobal(place)))
        self._place_columns()
        self.head.sectionResized.connect(self._on_resized)

    # columns

    def _place_columns(self) -> None:
        """Give every column its width: the one it was given by hand, else its own, less where room is short."""
        look, columns = theme(), self.rows.columns
        recalled, shown = self.bridge.recall(_WIDTHS, {}), self.bridge.recall(_SHOWN, [])
        by_hand = {name: width for name, width in recalled.items() if isinstance(width, int) and width >= _LEAST}
        widths = {column.id: look.px(by_hand.get(column.id, column.width)) for column in columns}
        hidden = {name for name in OPTIONAL if name not in shown}
        over = sum(width for name, width in widths.items() if name not in hidden) - self.viewport().width()
        giving = [name for name in _GIVING if name not in by_hand and name not in hidden]
        for number, name in enumerate(giving):
            given = min(max(over, 0) // (len(giving) - number), max(widths[name] - look.px(_GIVEN_TO), 0))
            widths[name] -= given
            over -= given
        taking = [name for name in _TAKING if name not in by_hand]
        for name in taking:
            widths[name] += min(max(-over, 0) // (len(taking) + 1), max(look.px(_TAKEN_TO) - widths[name], 0))
        self._placing = True
        for at, column in enumerate(columns):
            self.setColumnHidden(at, column.id in hidden)
            self.setColumnWidth(at, widths[column.id])
        self._placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def _on_resized(self, at: int, _before: int, width: int) -> None:
        last = at == len(self.rows.columns) - 1  # it takes what is left
        if width and not last and not self._placing:
            kept = dict(self.bridge.recall(_WIDTHS, {})) | {self.rows.columns[at].id: width * 100 // theme().scale}
            self.bridge.remember(_WIDTHS, kept)

    def choose_columns(self, place: QPoint) -> QMenu:
        """Open the menu of the columns that can be shown."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self.rows.columns):
            if column.id in OPTIONAL:
                entry = menu.addAction(_(column.label))
                entry.setCheckable(True)
                entry.setChecked(not self.isColumnHidden(at))
                entry.triggered.connect(lambda on, at=at: self._show_column(at, on=on))
        menu.popup(place)
        return menu

    def _show_column(self, at: int, *, on: bool) -> None:
        self.setColumnHidden(at, not on)
        shown = [column.id for at, column in enumerate(self.rows.columns) if not self.isColumnHidden(at)]
        self.bridge.remember(_SHOWN, [name for name in shown if name in OPTIONAL])
        self._place_columns()

    # what is selected

    def spans(self) -> list[tuple[int, int]]:
        """The rows selected, as first and last of every stretch: to count a million takes no time."""
        return sorted((part.top(), part.bottom()) for part in self.selectionModel().selection())

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self.spans())

    def selected_ids(self) -> list[int]:
        """The numbers of the rows selected, from the top."""
        return [rowid for first, last in self.spans() for rowid in self.rows.ids[first : last + 1]]

    def select_rows(self, rows: Iterable[int], current: int | None = None, column: int = 0) -> None:
        """Select exactly these rows, given from the top, and make the first, or `current`, the current one."""
        rows = list(rows)
        chosen, last = QItemSelection(), self.rows.columnCount() - 1
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                chosen.select(self.rows.index(rows[start], 0), self.rows.index(row, last))
                start = at + 1
        model = self.selectionModel()
        if rows or current is not None:
            column = column or max(self.currentIndex().column(), 1)
            here = self.rows.index(rows[0] if current is None else current, column)
            model.setCurrentIndex(here, _SELECT.NoUpdate)
        model.select(chosen, _SELECT.ClearAndSelect)

    def go_to(self, row: int, column: int) -> None:
        """Make one cell the current one and its row the only one selected, whatever keys are held down."""
        at = self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(at, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(at)

    def flash(self, ids: Iterable[str]) -> None:
        """Tint the rows of these records for a moment."""
        self.cells.flashing = frozenset(ids)
        self.viewport().update()
        QTimer.singleShot(Motion.FLASH, self, self._end_flash)

    def fade(self, *, on: bool) -> None:
        """Show the rows as out of date, or as they are."""
        if self.cells.faded != on:
            self.cells.faded = on
            self.viewport().update()

    # editing

    def begin_edit(self, index: QModelIndex) -> bool:
        """Open the editor of a cell; False when it has none."""
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable or not self._edits(index):
            return False
        self.go_to(index.row(), index.column())
        return bool(self.edit(index, QAbstractItemView.EditTrigger.AllEditTriggers, None))

    def edit_current(self) -> None:
        """Edit the current cell, or the first of its row that has an editor."""
        at = self.currentIndex()
        if at.isValid() and not self.begin_edit(at):
            self.begin_edit(self.rows.index(at.row(), self.rows.column_of("payee")))

    def _edits(self, index: QModelIndex) -> bool:
        return self.rows.columns[index.column()].id != "checked"

    def edit(self, index: QModelIndex, *more: object) -> object:
        """Open the editor of a cell; the check mark has none, for the space bar sets it."""
        if more and not self._edits(index):
            return False
        return super().edit(index, *more)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        by_key = hint != QStyledItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if by_key:
            self.setFocus()

    def _step(self, columns: int, rows: int) -> None:
        """Go on after a commit: Enter down, Shift+Enter up, Tab to the next cell, which it opens."""
        at = self.currentIndex()
        if not at.isValid():
            return
        if rows:
            if at.row() + rows < 0:
                self.went_up.emit(at.column())
            else:
                self.go_to(min(at.row() + rows, self.rows.rowCount() - 1), at.column())
            return
        shown = [place for place in range(1, self.rows.columnCount()) if not self.isColumnHidden(place)]
        beyond = [place for place in shown if (place > at.column() if columns > 0 else place < at.column())]
        if beyond:
            self.begin_edit(self.rows.index(at.row(), beyond[0 if columns > 0 else -1]))
        elif 0 <= at.row() + columns < self.rows.rowCount():
            self.begin_edit(self.rows.index(at.row() + columns, shown[0 if columns > 0 else -1]))

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.cells.ringed = True
        if self.state() != QAbstractItemView.State.EditingState and self._took(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        """Whether a key had a meaning of its own here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(up=bool(held & Qt.KeyboardModifier.ShiftModifier))
            return True
        if held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
            return True
        act = self.keys.get(event.text().upper()) if event.text() else None
        if act is None or (not self.currentIndex().isValid() and event.text() != "/"):
            return False
        act()
        return True

    def _enter(self, *, up: bool) -> None:
        """Enter edits the cell; with Shift it goes up, from the first row to where entries are typed."""
        if not up:
            self.edit_current()
        elif self.currentIndex().row() <= 0:
            self.went_up.emit(self.currentIndex().column())
        else:
            self.go_to(self.currentIndex().row() - 1, self.currentIndex().column())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.cells.ringed = False
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and at.column() == 0 and " " in self.keys:
            self.keys[" "]()

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
            self.go_to(0, 1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.cells.active = self.state() == QAbstractItemView.State.EditingState
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def _end_flash(self) -> None:
        self.cells.flashing = frozenset()
        self.viewport().update()

    def _restyle(self) -> None:
        high = theme().row(Size.ROW_LEDGER)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self._place_columns()
        self.viewport().update()
