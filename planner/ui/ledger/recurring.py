"""The tab of entries that come again: a table edited in place, and a small form for a new one."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.commands import records, recurring
from planner.errors import InputError
from planner.i18n import N_, _, ngettext
from planner.model.upkeep import PERIODS
from planner.ui.ledger.fields import edit_for
from planner.ui.ledger.reading import entry_reading, today_of
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, Column, field_column
from planner.ui.tables.completion import CompletedEdit
from planner.ui.tables.records import RecordTable
from planner.ui.tables.words import WORDS
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.field import Field

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.model.values import Money
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.widgets.line_edit import LineEdit

KIND = "recurring"


class RecurringTab(Page):
    """Recurring entries; Enter edits a cell, R records what is due of those selected."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("payee", N_("Payee"), 200, NAME, "payee", stretch=True),
        field_column(KIND, "sort", 112),
        field_column(KIND, "amount", 112),
        field_column(KIND, "every", 96),
        field_column(KIND, "next_on", 136),
        field_column(KIND, "until", 136, spare=True),
        field_column(KIND, "platform", 128, spare=True),
        field_column(KIND, "product", 136, spare=True),
        field_column(KIND, "memo", 160, spare=True),
    )

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.table = RecordTable(KIND, self.COLUMNS, bridge, theme)
        self.table.bar.new.hide()  # the page has it
        self.table.view.set_row_height(Size.ROW_ONE_LINE)
        self.table.view.enter_edits = True
        self.empty = EmptyState("repeat", "plus")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.table.abilities_changed.connect(self.abilities_changed)
        self.empty.primary.connect(self.primary)
        self.empty.primary_button.setEnabled(not bridge.read_only)
        if not bridge.read_only:
            self.table.view.keys["R"] = self.record_due
            self.table.menu.extra.append((N_("Record what is due"), "receipt", "R", self.record_due))
        self.retranslate()
        self.refresh(None)

    def refresh(self, changes: "ChangeSet | None") -> None:
        self.table.refresh(changes)
        filled = bool(self.bridge.plan.records(KIND, archived=True))
        self.stack.setCurrentWidget(self.table if filled else self.empty)

    def retranslate(self) -> None:
        self.table.retranslate()
        self.empty.set_texts(
            _("What comes again every month?"),
            _(
                "Rent, hosting, a subscription: enter it once, and it is offered on its day. Nothing is written unasked."
            ),
            _("New recurring entry"),
            "",
            _("Shortcut Ctrl+N"),
        )

    def primary_label(self) -> str:
        return _(WORDS[KIND].new)

    def enabled(self, verb: str) -> bool:
        if verb in ("find", "next_problem"):
            return True
        if self.bridge.read_only:
            return verb == "copy"
        return verb == "primary" or bool(self.table.selected())

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == KIND:
            self.table.show_record(record_id, field or "")

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.empty:
            self.empty.primary_button.setFocus()
        else:
            self.table.focus()

    def toast_pane(self) -> QWidget:
        return self.stack

    def leave(self) -> None:
        self.table.commit()

    def primary(self) -> None:
        self.asking = NewRecurring(self.bridge, self)
        self.asking.made.connect(self._on_made)
        empty = self.stack.currentWidget() is self.empty
        self.asking.open_below(self.empty.primary_button if empty else self.table.bar)
        self.asking.lines["payee"].setFocus()

    def find(self) -> None:
        self.table.find()

    def edit(self) -> None:
        self.table.view.setFocus()
        self.table.view.edit_current()

    def delete(self) -> None:
        self.table.delete()

    def duplicate(self) -> None:
        self.table.duplicate()

    def copy(self) -> None:
        self.table.copy()

    def paste(self) -> None:
        self.table.paste()

    def next_problem(self) -> None:
        self.table.next_problem()

    def record_due(self) -> None:
        """Write what is due of the recurring entries selected."""
        today = today_of(Scene.of(self.bridge.plan))
        ids = [record.id for record in self.table.selected()]
        made = self.bridge.run(N_("Record what is due"), lambda tx: recurring.record(tx, ids, today))
        if made:
            told = ngettext("Recorded {count} entry", "Recorded {count} entries", len(made))
            self.bridge.toast(told.format(count=len(made)))
        elif made is not None:
            self.bridge.toast(_("Nothing of it is due yet."), undo=False)

    def _on_made(self, record_id: str) -> None:
        self.table.show_record(record_id)
        self.table.focus()


class NewRecurring(Popover):
    """Asks for what a recurring entry needs; Enter makes it. `made` carries its id."""

    made = Signal(str)

    def __init__(self, bridge: "Bridge", parent: QWidget) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.lines: dict[str, LineEdit] = {
            name: edit_for(name, bridge, self._scene) for name in ("payee", "amount", "sort", "date")
        }
        self.every = Choice([(name, _(label)) for name, label in PERIODS])
        self.every.set_value("month")
        self.lines["sort"].setText(_("Cost"))
        self.lines["date"].setText((today_of(self._scene()) + timedelta(days=1)).isoformat())
        names = {"payee": _("Payee"), "amount": _("Amount"), "sort": _("Sort"), "date": _("Next on")}
        self.fields = {name: Field(names[name], line) for name, line in self.lines.items()}
        grid = QGridLayout()
        for at, name in enumerate(("payee", "amount", "sort", "date")):
            grid.addWidget(self.fields[name], at // 2, at % 2)
        grid.addWidget(Field(_("How often"), self.every), 2, 0)
        self.create_button = Button(_("Add"), "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.create_button)
        self.body.addLayout(grid)
        self.body.addLayout(row)
        self.setMinimumWidth(theme().px(440))
        self.create_button.clicked.connect(self._take)
        for line in self.lines.values():
            line.returnPressed.connect(self._take)

    def _scene(self) -> Scene:
        return Scene.of(self.bridge.plan)

    def _take(self) -> None:
        fields = self._read()
        if fields is None:
            self.adjustSize()
            return
        made = self.bridge.run(
            N_("Add “{name}”"), lambda tx: records.create(tx, KIND, **fields), origin=self, name=fields["payee"]
        )
        if made is not None:
            self.close()
            self.made.emit(made.id)

    def _read(self) -> dict[str, Any] | None:
        """The fields of the new record; None where a line cannot be read, which is told below it."""
        found: dict[str, Any] = {}
        scene = self._scene()
        for name in ("payee", "sort", "amount", "date"):
            line = self.lines[name]
            if isinstance(line, CompletedEdit):
                line.settle()
            try:
                if name == "payee" and not line.text().strip():
                    raise InputError(_("Say who is paid, or who pays."))
                found[name] = entry_reading(name, line.text(), scene, str(found.get("sort") or "cost")).value
                self.fields[name].clear_message()
            except InputError as error:
                self.fields[name].set_message("error", error.message)
                line.setFocus()
                return None
        amount: Money = found["amount"]
        return {
            "payee": found["payee"], "sort": found["sort"], "amount": amount, "currency": amount.currency,
            "every": self.every.value(), "next_on": found["date"],
        }  # fmt: skip
