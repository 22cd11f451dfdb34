"""The entries that a filter lists: toolbar, rows and foot, with selection and place kept while the list is asked for anew."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import Entry
from planner.model.ledger_filter import LedgerFilter, Term
from planner.model.ledger_order import Order
from planner.model.ledger_totals import Totals
from planner.ui.ledger.bar import LedgerBar, below
from planner.ui.ledger.columns import COLUMNS
from planner.ui.ledger.edits import EntryEdits
from planner.ui.ledger.footer import LedgerFooter
from planner.ui.ledger.periods import ALL
from planner.ui.ledger.query import Found, LedgerQuery
from planner.ui.ledger.rows import EntryRows
from planner.ui.ledger.saved_views import SavedViews
from planner.ui.ledger.view import SORTABLE, LedgerView
from planner.ui.tables.window_model import WindowModel
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.tables.cell_text import Scene

_ORDER: Final = "ledger.order"
_PLACE: Final = "ledger.place"
_KEPT: Final = 5000  # selected rows that are found again in another order; of more, all or none
_COUNTED: Final = 60  # ms of rest until a selection is added up


class LedgerTable(QWidget):
    """`moved` follows another selection or list, `refused(row, column, why)` a text that could not be read,
    `went_up(field)` Shift+Enter in the first row."""

    moved = Signal()
    went_up = Signal(str)
    listed = Signal()
    failed = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.rows, self.edits = EntryRows(bridge), EntryEdits(bridge, self)
        self.model = WindowModel(COLUMNS, self.rows.read, self)
        self.model.locked = bridge.read_only
        self.bar, self.footer = LedgerBar(bridge), LedgerFooter()
        self.view = LedgerView(self.model, bridge, self.scene)
        self.query = LedgerQuery(bridge, self)
        self.saved = SavedViews(bridge, self.bar.views)
        self.nothing = EmptyState("search", "x")
        self.totals, self.known = Totals(), False
        self._waiting: Found | None = None  # rows that came while a cell was being edited
        self._wanted: tuple[list[int], bool] = ([], False)  # numbers to be selected once they are listed
        self._counting = QTimer(self, singleShot=True, interval=_COUNTED)
        self._lay_out()
        self._connect()
        self._recall_order()
        self.retranslate()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self.nothing.setBackgroundRole(QPalette.ColorRole.Base)
        self.nothing.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.stack, self.footer):
            column.addWidget(part, int(part is self.stack))

    def _connect(self) -> None:
        self.bar.changed.connect(lambda resting: self.ask(resting=resting))
        self.bar.query.left.connect(self.focus)
        self.bar.views_asked.connect(lambda: self.saved.open_at(below(self.bar.views)))
        self.bar.columns_asked.connect(lambda: self.view.choose_columns(below(self.bar.columns)))
        self.saved.chosen.connect(self._on_view)
        self.query.found.connect(self._on_found)
        self.query.summed.connect(self._on_summed)
        self.query.counted.connect(lambda totals: self.footer.show_selection(totals, self.scene()))
        self.query.late.connect(lambda: self.view.fade(on=True))
        self.query.failed.connect(self._on_failed)
        self.view.head.sectionClicked.connect(self._on_head)
        self.view.selected.connect(self._on_selected)
        self.view.went_up.connect(lambda column: self.went_up.emit(COLUMNS[column].field))
        self.view.escaped.connect(self._on_escape)
        self.model.typed.connect(self._on_typed)
        self.view.itemDelegate().closeEditor.connect(lambda *_told: QTimer.singleShot(0, self, self._take_waiting))
        self.nothing.primary.connect(self.bar.clear)
        self.footer.rates_asked.connect(lambda: self.bridge.go("settings"))
        self.footer.alike_asked.connect(self.show_alike)
        self._counting.timeout.connect(self._count)
        self._counting.timeout.connect(self._keep_place)
        self.listed.connect(self._recall_place, Qt.ConnectionType.SingleShotConnection)

    # what it is asked

    def scene(self) -> "Scene":
        """The plan and the day by which rows are worded."""
        return self.rows.scene

    def ask(self, *, resting: bool = False) -> None:
        """Ask for the rows that filter and period want."""
        self.saved.current = (self.bar.text, self.query.order, self.bar.period)
        wanted = self.bar.wanted()
        if not resting or wanted != self.query.wanted:
            self.query.ask(wanted, resting=resting)

    def sort(self, order: Order) -> None:
        """List the rows in another order."""
        self.view.head.sorted_by, self.view.head.descending = order.column, order.falling
        self.view.head.viewport().update()
        self.bridge.remember(_ORDER, [order.column, order.falling])
        self.query.order = order
        self.ask()

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed: names and rates at once, the list when it is known."""
        self.rows.renew()
        self.view.head.context = self.rows.scene.context
        self.model.forget()
        if changes is None or changes.kinds - {"draft", "saved_view", "recurring"}:
            self.ask()
        if changes is not None and changes.origin is None and changes.journal.get("entry"):
            self.view.flash(changes.journal["entry"])

    def retranslate(self) -> None:
        self.rows.renew()
        self.view.head.context = self.rows.scene.context
        self.model.forget()
        self.view.head.viewport().update()
        self.view.setAccessibleName(_("Entries"))
        if self.known:
            self.footer.show_whole(self.totals, self.rows.scene)
        else:
            self.footer.show_reading()
        self._counting.start()
        self._word_nothing()

    def focus(self) -> None:
        """Put the keyboard into the rows."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Commit the cell being edited."""
        if self.editing:
            self.view.setFocus()

    @property
    def editing(self) -> bool:
        """Whether a cell is being edited."""
        return self.view.state() == QAbstractItemView.State.EditingState

    def current(self) -> Entry | None:
        """The entry of the current row."""
        found = self.model.record(self.view.currentIndex().row())
        return found if isinstance(found, Entry) else None

    def selected_ids(self) -> list[str]:
        """The ids of the entries selected, however many."""
        return self.bridge.session.journal.ids("entry", self.view.selected_ids())

    def selected(self) -> list[Entry]:
        """The entries selected, from the top."""
        return [entry for _rowid, entry in self.rows.entries(self.view.selected_ids())]

    def show_entry(self, record_id: str, field: str = "") -> bool:
        """Select and flash an entry, dropping a filter that hides it; False when there is none."""
        rowid = self.bridge.session.journal.rowid_of("entry", record_id)
        if rowid is None:
            return False
        if self.model.row_of(rowid) < 0 or self.query.waiting:
            self._wanted = ([rowid], True)
            self.ask()
        else:
            self._show_rows(self.model.rows_of([rowid]))
        if field and (row := self.model.row_of(rowid)) >= 0:
            self.view.go_to(row, max(self.model.column_of(field), 0))
        self.view.flash([record_id])
        return True

    def show_alike(self) -> None:
        """List the entries that look as if they were entered twice."""
        only = LedgerFilter((Term("duplicate", value=True),))
        self.bar.ask(only.text(), ALL)

    def select_next(self, record_ids: "Iterable[str]") -> None:
        """Select these entries as soon as they are listed."""
        journal = self.bridge.session.journal
        rowids = [journal.rowid_of("entry", record_id) for record_id in record_ids]
        self._wanted = ([rowid for rowid in rowids if rowid is not None], False)

    # what follows

    def _recall_order(self) -> None:
        kept = self.bridge.recall(_ORDER)
        if isinstance(kept, list) and len(kept) == 2 and kept[0] in SORTABLE:
            self.query.order = Order(str(kept[0]), bool(kept[1]))
        self.view.head.sorted_by, self.view.head.descending = self.query.order.column, self.query.order.falling

    def _recall_place(self) -> None:
        """Select the entry that was current when the plan was last open, unless there is something else to show."""
        kept = self.bridge.recall(_PLACE)
        if self._wanted[0] or self.view.selected_count() or not isinstance(kept, list) or len(kept) != 2:
            return
        rowid = self.bridge.session.journal.rowid_of("entry", str(kept[1]))
        if kept[0] == self.bridge.session.plan_id and rowid is not None:
            self._show_rows(self.model.rows_of([rowid]))

    def _keep_place(self) -> None:
        entry = self.current() if self.view.selected_count() else None
        if entry is not None:
            self.bridge.remember(_PLACE, [self.bridge.session.plan_id, entry.id])

    def _on_view(self, text: str, order: Order, period: str) -> None:
        self.query.order = order
        self.view.head.sorted_by, self.view.head.descending = order.column, order.falling
        self.view.head.viewport().update()
        self.bar.ask(text, period)

    def _on_head(self, section: int) -> None:
        column, used = COLUMNS[section].id, self.query.order
        if column in SORTABLE:
            first = column in ("date", "amount", "fee")  # the newest, the largest first
            self.sort(Order(column, not used.falling if used.column == column else first))

    def _on_found(self, found: Found) -> None:
        self.view.fade(on=False)
        if self.editing and found.selection.rowids != self.model.ids:
            self._waiting = found
            return
        self._show(found)

    def _take_waiting(self) -> None:
        found, self._waiting = self._waiting, None
        if found is not None and self.editing:
            self._waiting = found
        elif found is not None:
            self._show(found)

    def _show(self, found: Found) -> None:
        again = self.rows.duplicates != found.duplicates
        self.rows.duplicates = found.duplicates
        self.footer.show_alike(0 if self.bar.narrows else len(found.duplicates))
        if found.selection.rowids == self.model.ids:
            if again:
                self.model.forget()
            self._select_wanted()
        else:
            self._replace(found)
        if not self.known or len(self.model.ids) != self.totals.count:  # the sums come a moment later
            self.footer.show_count(len(self.model.ids))
        self.listed.emit()
        self.moved.emit()

    def _replace(self, found: Found) -> None:
        """Show other rows; what was selected stays so, and what was in view stays in view."""
        kept, bar = self.view.selected_count(), self.view.verticalScrollBar()
        everything = kept > 1 and kept == len(self.model.ids)
        chosen = self.view.selected_ids() if kept <= _KEPT else []
        current, place = self.view.currentIndex(), bar.value()
        held = self.model.ids[current.row()] if current.isValid() else None
        self.model.show(found.selection.rowids)
        self._show_stack()
        if self.model.ids:
            at = self.model.row_of(held) if held is not None else -1
            at = at if at >= 0 else min(max(current.row(), 0), len(self.model.ids) - 1)
            rows = self.model.rows_of(chosen) or ([at] if chosen else [])  # the row below what went
            self.view.select_rows(rows, at, column=max(current.column(), 1))
        if everything and kept == len(
            self.model.ids
        ):  # the same rows in another order, and not those of a wider filter
            self.view.selectAll()
        self._counting.start()  # rows that go take their selection along unheard
        bar.setValue(place)
        self._select_wanted()

    def _select_wanted(self) -> None:
        rowids, clear = self._wanted
        rows = self.model.rows_of(rowids)
        if rows:
            self._wanted = ([], False)
            self._show_rows(rows)
        elif rowids and not self.query.waiting:
            if clear and self.bar.narrows:
                self.bar.clear()
                return
            self._wanted = ([], False)
            self.bridge.toast(_("The filter hides what was added."), undo=False)

    def _show_rows(self, rows: "list[int]") -> None:
        if rows:
            self.view.select_rows(rows, rows[0])
            self.view.scrollTo(self.model.index(rows[0], 1), QAbstractItemView.ScrollHint.EnsureVisible)

    def _on_summed(self, totals: Totals) -> None:
        self.totals, self.known = totals, True
        self.footer.show_whole(totals, self.scene())
        announce(self.footer, self.footer.whole.text())

    def _on_selected(self) -> None:
        self._counting.start()
        self.moved.emit()

    def _count(self) -> None:
        count = self.view.selected_count()
        self.query.count_no_more()
        if count < 2:
            self.footer.show_selection(None, self.scene())
        elif count == len(self.model.ids):
            self.footer.show_selection(self.totals, self.scene())
        else:
            self.query.count(self.view.selected_ids())

    def _on_typed(self, index: QModelIndex, text: object) -> None:
        entry = self.model.record(index.row())
        if not isinstance(entry, Entry):
            return
        why = self.edits.set_text(entry, COLUMNS[index.column()].field, str(text))
        if why:
            self.tell_beside(index, why)

    def tell_beside(self, index: QModelIndex, why: str) -> None:
        """Say beside a cell why its text could not be read."""
        place = self.view.viewport().mapToGlobal(self.view.visualRect(index).bottomLeft())
        QToolTip.showText(place, why, self.view)
        announce(self.view, why)

    def _on_escape(self) -> None:
        if self.view.selected_count() > 1:
            self.view.go_to(self.view.currentIndex().row(), self.view.currentIndex().column())
        elif self.bar.text:
            self.bar.ask("", self.bar.period)

    def _on_failed(self, text: str) -> None:
        self.view.fade(on=False)
        self.failed.emit(text)

    def _show_stack(self) -> None:
        none = not self.model.ids and self.bar.narrows
        if none:
            self._word_nothing()
        self.stack.setCurrentWidget(self.nothing if none else self.view)

    def _word_nothing(self) -> None:
        query = self.bar.text.strip()
        title = _("No entries for “{query}”").format(query=query) if query else _("No entries in this period")
        self.nothing.set_texts(title, _("Other entries are hidden by the filter."), _("Clear filter"))
