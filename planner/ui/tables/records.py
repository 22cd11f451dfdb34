"""A table of records with all one does to records: type, filter, sort, select, delete, duplicate, copy and paste."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import KINDS, Record
from planner.ui.forecast.outlook_words import in_all
from planner.ui.tables import cell_text
from planner.ui.tables.bar import TableBar, TableFooter
from planner.ui.tables.block_clipboard import BlockClipboard
from planner.ui.tables.columns import STATUS, Column
from planner.ui.tables.edits import RecordEdits
from planner.ui.tables.filter import OWN_ORDER, Filter
from planner.ui.tables.menu import RowMenu
from planner.ui.tables.model import RecordModel
from planner.ui.tables.view import TableView
from planner.ui.tables.words import WORDS, counted
from planner.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

REST = 400  # ms after a change until the rows are made ready for the filter
SLICE = 40  # rows at once


class RecordTable(QWidget):
    """Toolbar, grid and footer for the records of `kind`.

    `current_changed(id)` follows the current row ("" for none), `opened(id)` Enter on it, `new_asked` the primary button
    where a name alone does not make a record, `abilities_changed` a change of what can be done.
    """

    current_changed = Signal(str)
    opened = Signal(str)
    new_asked = Signal()
    abilities_changed = Signal()

    def __init__(self, kind: str, columns: Sequence[Column], bridge: "Bridge", theme: "Theme") -> None:
        super().__init__()
        self.kind, self.bridge, self.theme = kind, bridge, theme
        self.edits = RecordEdits(kind, bridge, self)
        self.status = next((column for column in columns if column.look == STATUS and column.field), None)
        self.model = RecordModel(kind, columns, bridge.plan, self)
        self.bar = TableBar(columns, self.status.field if self.status else "")
        self.view = TableView(self.model)
        self.menu = RowMenu(self)
        self.nothing = EmptyState("search", "x", "plus")
        self.footer = TableFooter()
        self.blocks = BlockClipboard(self)
        self.alternative: QWidget | None = None
        self._named, self._left = "", ""  # made in the last row; current before it
        self._primer = QTimer(self, interval=0)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.refresh(None)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self.nothing.setBackgroundRole(QPalette.ColorRole.Base)
        self.nothing.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.stack, self.footer):
            column.addWidget(part, 1 if part is self.stack else 0)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.bar.changed.connect(self._on_filter)
        self.bar.new_asked.connect(self.new)
        self.bar.query.entered.connect(self._primer.start)
        self._rest.timeout.connect(self._primer.start)
        self._primer.timeout.connect(self._on_prime)
        self.bar.query.left.connect(self.view.setFocus)
        self.model.typed.connect(self.take_text)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.opened.connect(lambda row: self.opened.emit(self._id(row)))
        self.view.escaped.connect(self._on_escape)
        self.view.moved.connect(self.move_by)
        self.view.asked.connect(lambda verb: getattr(self, verb)())
        self.model.dropped.connect(self._on_dropped)
        self.view.head.sectionClicked.connect(self.sort_by)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.nothing.primary.connect(self.bar.clear)
        self.nothing.secondary.connect(self._create_query)
        if any(column.outlook for column in self.model.columns):
            self.model.follow(self.bridge.prospects)
            self.bridge.prospects.follow(self._count)

    # texts

    def retranslate(self) -> None:
        words = WORDS[self.kind]
        self.model.set_add_text("" if self.bridge.read_only else _(words.add))
        self.view.setAccessibleName(_(KINDS[self.kind].plural))
        spec = self.status.spec(self.kind) if self.status else None
        statuses = cell_text.options(spec, self.model.scene) if spec else []
        self.bar.set_words(_(words.new), _(words.filter), _(spec.label) if spec else "", statuses)
        self.model.take(self.bridge.plan, None)
        self.view.head.context = self.model.scene.context
        self._count()

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed; what another hand brought back is selected and flashes."""
        current = self.current_id()
        self.model.take(self.bridge.plan, changes)
        self.view.rescale()
        if changes is not None and changes.origin is None:
            self._show_changed(changes)
        if self.view.selectionModel().currentIndex().row() < 0 and self.model.records:
            self.view.select_rows([max(self.model.row_of(current), 0)])
        self._count()
        self._rest.start()
        self.abilities_changed.emit()

    def show_record(self, record_id: str, field: str = "") -> bool:
        """Select the record, dropping a filter that hides it, and flash it; False when there is none."""
        record = self.bridge.plan.find(self.kind, record_id)
        if record is None:
            return False
        if self.model.row_of(record_id) < 0:
            self.bar.clear()
            self.bar.ask(archived=self.bar.filter.archived or record.archived)
        row, column = self.model.row_of(record_id), self.model.column_of(field) if field else -1
        self.view.select_rows([row])
        if column >= 0:
            self.view.go_to(row, column)
        self.view.flash([record_id])
        return True

    def set_alternative(self, widget: QWidget | None) -> None:
        """Show `widget` (a page of `stack`) in the place of the grid; None brings the grid back."""
        self.alternative = widget
        self._count()
        self.abilities_changed.emit()

    def focus(self) -> None:
        """Put the keyboard into the rows."""
        (self.alternative or self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Commit the cell being edited."""
        if self.view.state() == self.view.State.EditingState:
            self.view.setFocus()

    def current_id(self) -> str:
        """The record of the current row, in the last row the one just made there; "" for none."""
        row = self.view.currentIndex().row()
        return self._named if self.model.is_add_row(row) and self.model.row_of(self._named) >= 0 else self._id(row)

    def selected(self) -> list[Record]:
        """The records selected, from the top."""
        return [self.model.records[row] for row in self.view.selected_rows()]

    def step(self, rows: int) -> None:
        """Select the record so many rows further on (Ctrl+Up and Ctrl+Down from inside the form)."""
        row = self.view.currentIndex().row() + rows
        if self.model.record(row) is not None:
            self.view.select_rows([row])

    # what can be done

    def new(self) -> None:
        """Open the last row for a name, or ask the page where a name is not enough."""
        if not self.model.add_text:
            self.new_asked.emit()
            return
        if self.bar.filter.narrows:
            self.bar.clear()
        index, self._left = self.model.index(len(self.model.records), 0), self.current_id()
        self.stack.setCurrentWidget(self.view)
        self.view.setFocus()
        self.view.scrollToBottom()
        self.view.begin_edit(index)

    def delete(self) -> None:
        """Delete the records selected; the row below becomes the current one."""
        gone = self.selected()
        if not gone:
            return
        row = self.view.selected_rows()[0]
        told = self.edits.delete(gone)
        if told is None:
            return
        if self.model.records:
            self.view.select_rows([min(row, len(self.model.records) - 1)])
        self.bridge.toast(told[0], undo=True, details=told[1])

    def duplicate(self) -> None:
        """Copy the records selected and select the copies."""
        copies = self.edits.duplicate(self.selected()) if self.selected() else []
        self.select_ids(copies)

    def archive(self) -> None:
        """Put the records selected away; where all of them are, bring them back."""
        chosen = self.selected()
        if chosen and self.edits.archive(chosen, away=not all(record.archived for record in chosen)):
            self._count()

    def set_choice(self, field: str, value: str) -> None:
        """Give a field of all records selected one value."""
        if chosen := self.selected():
            self.edits.set_value(chosen, KINDS[self.kind].by_name[field], value)

    def move_by(self, rows: int) -> None:
        """Move the records selected up or down in their own order; only while sorted by it and not filtered."""
        chosen, wanted = self.view.selected_rows(), self.bar.filter
        if not chosen or wanted.sort != OWN_ORDER or wanted.narrows:
            return
        target = chosen[0] - 1 if rows < 0 else chosen[-1] + 2
        if target < 0 or target > len(self.model.records):
            return
        ids = [self._id(row) for row in chosen]
        if self.edits.move(ids, self._id(target) or None):
            self.select_ids(ids)

    def sort_by(self, section: int) -> None:
        """Sort by a column: rising, falling, then the own order again."""
        column, used = self.model.columns[section], self.bar.filter
        if used.sort != column.id:
            self.bar.ask(sort=column.id, descending=False)
        elif not used.descending:
            self.bar.ask(descending=True)
        else:
            self.bar.ask(sort=OWN_ORDER, descending=False)

    def find(self) -> None:
        """Put the keyboard into the filter."""
        self.bar.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.query.selectAll()

    def next_problem(self) -> bool:
        """Go to the next cell whose text cannot be read; False when there is none."""
        at, total = self.view.currentIndex(), len(self.model.records)
        for offset in range(total + 1):
            row = (max(at.row(), 0) + offset) % total if total else 0
            for column in self.view.shown_columns():
                beyond = offset or column > at.column()
                if total and beyond and (self.model.cell(row, column).problem or self.model.cell(row, column).severity):
                    self.view.go_to(row, column)
                    return True
        return False

    def copy(self) -> None:
        """Copy the rows selected as text."""
        self.blocks.copy()

    def cut(self) -> None:
        """Copy the rows selected, then delete them."""
        self.blocks.copy()
        self.delete()

    def paste(self) -> None:
        """Paste over the current cell and what follows."""
        self.blocks.paste()

    # what follows from it

    def take_text(self, index: QModelIndex, text: object) -> None:
        """Take what was typed into a cell; in the last row it is the name of a new record."""
        record, words = self.model.record(index.row()), str(text)
        spec = self.model.columns[index.column()].spec(self.kind)
        if not words.strip() and (record is None or spec is None):
            return
        taken = self._create(words) if record is None else spec is None or self.edits.set_text(record, spec, words)
        self.model.refused = not taken and bool(words.strip())

    def _create(self, name: str) -> bool:
        made = self.edits.create(name)
        if made:
            self._named = made
            QTimer.singleShot(0, self, self._after_create)
        return bool(made)

    def _after_create(self) -> None:
        """Show what was typed as the current record, and stay in the last row for the next name."""
        made = self._named
        if self.model.row_of(made) < 0:
            self.bar.clear()
        if (row := self.model.row_of(made)) >= 0:
            self.view.select_rows([row])
        self.new()
        self._named = made
        self.current_changed.emit(self.current_id())

    def _create_query(self) -> None:
        name = self.bar.filter.query.strip()
        self.bar.clear()
        made = self.edits.create(name)
        self.select_ids([made] if made else [])

    def _on_filter(self, wanted: Filter) -> None:
        ids = [record.id for record in self.selected()]
        self.model.set_filter(wanted)
        self.view.head.sorted_by, self.view.head.descending = wanted.sort, wanted.descending
        self.view.rescale()
        self.select_ids(ids)
        self._count()

    def _on_prime(self) -> None:
        """Get the text of the rows ready for the filter while nothing else is to do."""
        if not self.model.prime(SLICE):
            self._primer.stop()

    def _on_dropped(self, ids: list[str], row: int) -> None:
        if self.edits.move(ids, self._id(row) or None):
            self.select_ids(ids)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self.model.is_add_row(current.row()):
            self._named = ""
        self.current_changed.emit(self.current_id())
        self.abilities_changed.emit()

    def _on_selection(self) -> None:
        self._count()
        self.abilities_changed.emit()

    def _on_escape(self) -> None:
        if self.model.is_add_row(self.view.currentIndex().row()) and self.model.records:
            back = self.model.row_of(self._named or self._left)
            self.view.select_rows([back if back >= 0 else len(self.model.records) - 1])
        elif len(self.view.selected_rows()) > 1:
            self.view.select_rows([self.view.currentIndex().row()])
        elif self.bar.filter.narrows:
            self.bar.clear()

    def _on_menu(self, place: QPoint) -> None:
        self.menu.open_at(self.view.viewport().mapToGlobal(place))

    def _show_changed(self, changes: "ChangeSet") -> None:
        """Select what came back, flash what is as it was before."""
        touched = [change for change in changes.of(self.kind) if change.after is not None]
        back = [change.id for change in touched if change.before is None]
        self.select_ids(back)
        self.view.flash([change.id for change in touched])

    def select_ids(self, ids: Sequence[str]) -> None:
        """Select the records that are listed."""
        rows = [row for record_id in ids if (row := self.model.row_of(record_id)) >= 0]
        if rows:
            self.view.select_rows(rows)

    def _count(self) -> None:
        listed, total = len(self.model.records), len(self.bridge.plan.records(self.kind))
        used, chosen = self.bar.filter, len(self.view.selected_rows())
        count = counted(self.kind, total)
        if used.narrows:
            count = _("{listed} of {count}").format(listed=listed, count=count)
        tells = self.model.column_of("net") >= 0 and not used.narrows
        whole = in_all(self.model.scene) if tells else ""
        self.footer.say(count, _("{count} selected").format(count=chosen) if chosen > 1 else whole)
        nothing = used.narrows and not listed and self.alternative is None
        self.stack.setCurrentWidget(self.nothing if nothing else self.alternative or self.view)
        if nothing:
            self._word_nothing()

    def _word_nothing(self) -> None:
        query = self.bar.filter.query.strip()
        if not query:
            self.nothing.set_texts(_("Nothing with this status"), _("Other rows are hidden."), _("Clear filter"))
            return
        title = _("No results for “{query}”").format(query=query)
        create = _("Create “{query}”").format(query=query) if self.model.add_text else ""
        self.nothing.set_texts(title, _("No row has these words in any column."), _("Clear filter"), create)

    def _id(self, row: int) -> str:
        record = self.model.record(row)
        return record.id if record else ""
