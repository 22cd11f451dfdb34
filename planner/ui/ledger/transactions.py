"""The tab of entries: what is due, the row in which new ones are typed, and the table with all one does to entries."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import Entry
from planner.ui.ledger.assign import Assign
from planner.ui.ledger.clipboard import planned, taken, texts_of
from planner.ui.ledger.columns import COLUMNS
from planner.ui.ledger.due import DueBanner
from planner.ui.ledger.empty import LedgerEmpty
from planner.ui.ledger.entry_row import EntryRow
from planner.ui.ledger.menu import open_menu
from planner.ui.ledger.refunds import ask_sale
from planner.ui.ledger.table import LedgerTable
from planner.ui.page import Page
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.clipboard import from_tsv, to_tsv
from planner.ui.tables.paste_preview import PastePreview
from planner.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.tables.columns import Column

_LOOKED_AT = 1000  # entries that say whether a selection is checked
_ROWS = ("edit", "delete", "duplicate", "copy")  # verbs that need a row


class TransactionsTab(Page):
    """Entries of the ledger. `recurring_asked` follows the wish to see the recurring ones."""

    recurring_asked = Signal()

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.table = LedgerTable(bridge)
        self.entry = EntryRow(bridge, "ledger.entry")
        self.due = DueBanner(bridge)
        self.trouble = Banner("error")
        self.trouble.hide()
        self.assign = Assign(self.table)
        self.empty = LedgerEmpty(bridge)
        self.preview: PastePreview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.table.bar, self.trouble, self.due, self.entry, self.table):
            column.addWidget(part, int(part is self.table))
        self.table.stack.addWidget(self.empty)
        self._connect()
        self.entry.set_locked(locked=bridge.read_only)
        self.refresh(None)

    def _connect(self) -> None:
        self.entry.added.connect(self._on_added)
        self.entry.went_up.connect(self._on_up)
        self.entry.escaped.connect(self.table.focus)
        self.table.went_up.connect(self._on_table_up)
        self.table.moved.connect(self.abilities_changed)
        self.table.listed.connect(self._show_empty)
        self.table.failed.connect(self._on_failed)
        self.trouble.acted.connect(lambda _which: self.table.ask())
        self.due.look_asked.connect(self.recurring_asked)
        self.empty.primary.connect(self.primary)
        self.empty.recurring_asked.connect(self.recurring_asked)
        view = self.table.view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda place: open_menu(self, view.viewport().mapToGlobal(place)))
        view.keys.update(
            {
                "C": lambda: self.assign.ask("sort"),
                "P": lambda: self.assign.ask("platform"),
                "D": self.duplicate,
                "L": self.link_sale,
                "/": self.find,
                " ": self.turn_checked,
            }
        )
        if self.bridge.read_only:
            view.keys = {"/": self.find}

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:
        self.due.refresh()
        self.table.refresh(changes)

    def retranslate(self) -> None:
        self.table.bar.retranslate()
        self.entry.retranslate()
        self.due.refresh()
        self.empty.retranslate()
        self.table.retranslate()

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == "filter":  # not a record: the rows behind a number told elsewhere
            self.table.bar.ask(record_id, "")
            return
        if kind == "entry":
            self.table.show_entry(record_id, field or "")
            self.table.focus()

    def _show_empty(self) -> None:
        """Say what the ledger is for while it is empty."""
        self.trouble.hide()
        nothing = not self.table.model.ids and not self.table.bar.narrows
        if nothing:
            self.table.stack.setCurrentWidget(self.empty)
        elif self.table.stack.currentWidget() is self.empty:
            self.table.stack.setCurrentWidget(self.table.view)

    def _on_failed(self, text: str) -> None:
        self.trouble.say(text, _("Try again"))
        self.trouble.show()

    # the page as the window knows it

    def letters(self) -> str:
        return "ledger"

    def primary_label(self) -> str:
        return _("New entry")

    def enabled(self, verb: str) -> bool:
        if verb in ("find", "next_problem"):
            return True
        if self.bridge.read_only and verb != "copy":
            return False
        return self.table.view.currentIndex().isValid() if verb in _ROWS else verb in ("primary", "paste")

    def focus_first(self) -> None:
        if self.bridge.read_only:
            self.table.focus()
        else:
            self.entry.focus_field()

    def next_pane(self) -> bool:
        if self.table.view.hasFocus() or self.table.editing:
            return False
        self.table.focus()
        return True

    def toast_pane(self) -> QWidget:
        return self.table

    def leave(self) -> None:
        self.table.commit()

    def primary(self) -> None:
        self.entry.focus_field()

    def find(self) -> None:
        self.table.bar.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.table.bar.query.selectAll()

    def edit(self) -> None:
        self.table.focus()
        self.table.view.edit_current()

    def next_problem(self) -> None:
        """Go to the next entry with a text that cannot be read."""
        kept = [draft for draft in self.bridge.plan.records("draft") if getattr(draft, "kind", "") == "entry"]
        here = self.table.current()
        ids = [str(getattr(draft, "record", "")) for draft in kept]
        at = ids.index(here.id) + 1 if here is not None and here.id in ids else 0
        if kept:
            draft = kept[at % len(kept)]
            self.show_record("entry", ids[at % len(kept)], str(getattr(draft, "field", "")))

    # deeds

    def delete(self) -> None:
        gone = self.table.selected_ids()
        told = self.table.edits.delete(gone) if gone else ""
        if told:
            self.bridge.toast(told)

    def duplicate(self) -> None:
        chosen = self.table.selected()
        if chosen and (made := self.table.edits.duplicate(chosen)):
            self.table.select_next(made)

    def turn_checked(self) -> None:
        """Check the entries selected; where all of them are, uncheck them."""
        numbers = self.table.view.selected_ids()
        if numbers:
            first = self.table.rows.entries(numbers[:_LOOKED_AT])
            checked = not all(entry.checked for _rowid, entry in first)
            self.table.edits.set_checked(self.table.selected_ids(), checked=checked)

    def link_sale(self) -> None:
        """Ask which sale the current refund pays back."""
        refund = self.table.current()
        if refund is not None and refund.sort == "refund":
            ask_sale(self.bridge, refund, lambda sales: self._offer_sales(refund, sales))

    def make_recurring(self) -> None:
        """Let the current entry come again every month from the next one on."""
        entry = self.table.current()
        made = self.table.edits.make_recurring(entry) if entry is not None else ""
        if made:
            self.bridge.toast(_("It will be offered every month."))

    def choose_category(self) -> None:
        """Give everything selected one category."""
        self.assign.ask("sort")

    def choose_platform(self) -> None:
        """Give everything selected one platform."""
        self.assign.ask("platform")

    def copy(self) -> None:
        """Copy the entries selected as text, all columns that are shown."""
        scene, shown = self.table.scene(), self._shown()
        QGuiApplication.clipboard().setText(to_tsv([texts_of(entry, shown, scene) for entry in self.table.selected()]))

    def paste(self) -> None:
        """Take rows of a spreadsheet as new entries, once they were looked at."""
        block = from_tsv(QGuiApplication.clipboard().text())
        if not block or self.bridge.read_only:
            return
        shown = [column for column in self._shown() if column.id != "checked"]
        self.preview = PastePreview(planned(block, shown, Scene.of(self.bridge.plan)), self)
        self.preview.accepted.connect(lambda paste: self.table.select_next(taken(self.bridge, paste, self.table)))
        self.preview.open_below(self.table.bar)

    def _shown(self) -> "list[Column]":
        return [column for at, column in enumerate(COLUMNS) if not self.table.view.isColumnHidden(at)]

    def _offer_sales(self, refund: Entry, sales: list[Entry]) -> None:
        if sales:
            self.assign.ask_sale(refund, sales)
        else:
            self.bridge.toast(_("No sale of at least this amount was found in the 180 days before."), undo=False)

    # the ways between the row and the table

    def _on_added(self, record_id: str) -> None:
        self.table.select_next([record_id])

    def _on_up(self, field: str) -> None:
        """Edit the entry that stands above: the one just made."""
        column = max(self.table.model.column_of(field), 1)
        if self.table.model.ids:
            self.table.view.go_to(0, column)
            self.table.focus()
            self.table.view.edit_current()

    def _on_table_up(self, field: str) -> None:
        self.entry.focus_field(field if field in self.entry.lines else "date")
