"""The page made of a list and the record chosen in it, one for each kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Record
from planner.ui.editors.form import RecordEditor
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.tables.columns import Column
from planner.ui.tables.master_detail import MasterDetail
from planner.ui.tables.memory import TableMemory
from planner.ui.tables.records import RecordTable
from planner.ui.tables.words import WORDS
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.window.page_letters import LETTERS

if TYPE_CHECKING:
    from planner.model.changes import Change, ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What stands on a page without records; all marked texts."""

    title: str
    sentence: str
    secondary: str = ""
    secondary_icon: str = ""
    shortcut: str = N_("Shortcut Ctrl+N")


class RecordPage(Page):
    """The page of one kind: table and form, both live. A subclass says which kind, columns and words.

    The form takes longest to make: it is made when first asked for, or piece by piece after the table has been painted.
    """

    KIND: ClassVar[str] = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    EMPTY: ClassVar[EmptyWords] = EmptyWords("", "")
    DETAIL: ClassVar[int] = Size.DETAIL

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.table = RecordTable(self.KIND, self.COLUMNS, bridge, theme)
        self.panes = MasterDetail(self.table, bridge, self.KIND)
        self.panes.preferred = self.DETAIL
        self.empty = self._make_empty()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.empty)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.stack)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._making = self._make()
        self._connect()
        self.retranslate()
        self.refresh(None)
        TableMemory(self.table)

    @cached_property
    def editor(self) -> RecordEditor:
        """The form of the current record."""
        list(self._making)
        return self._made

    def _make(self) -> Iterator[None]:
        """Make the form, in pieces between which keys and mouse are heard."""
        made = self._made = RecordEditor(self.KIND, self.bridge, self.theme)
        self.destroyed.connect(made.deleteLater)  # the page may go before the form is in it
        made.previous.connect(lambda: self.table.step(-1))
        made.next.connect(lambda: self.table.step(1))
        made.escaped.connect(self._back_to_list)
        made.shown.connect(self.show_record)
        yield
        self._dress(made)
        for panel in made.panels:
            yield from panel.pieces(self.table.current_id())
        made.show_record(self.table.current_id() or None)
        yield
        self.panes.fill(made)

    @property
    def _form(self) -> RecordEditor | None:
        """The form if it has been made."""
        return self.__dict__.get("editor")

    def _make_empty(self) -> EmptyState:
        """What stands on the page while there is nothing."""
        return EmptyState(KINDS[self.KIND].icon, "plus", self.EMPTY.secondary_icon)

    def _dress(self, form: RecordEditor) -> None:
        """Add to the form just made what is the page's own."""

    def _connect(self) -> None:
        self._next.timeout.connect(self._on_next)
        self.table.current_changed.connect(lambda _id: self._next.start())
        self.table.opened.connect(lambda _id: self._open_detail())
        self.table.view.clicked.connect(self._on_clicked)
        self.table.abilities_changed.connect(self.abilities_changed)
        self.table.bar.new.setEnabled(not self.bridge.read_only)
        for button in (self.empty.primary_button, self.empty.secondary_button):
            button.setEnabled(not self.bridge.read_only)
        self.empty.primary.connect(self.primary)
        self.empty.secondary.connect(self.fill_empty)
        for letter in LETTERS.get(self.KIND, ()):
            act = getattr(self, letter.act)
            self.table.view.keys[letter.key] = act
            self.table.menu.extra.append((letter.text, letter.icon, letter.key, act))

    # what a subclass adds

    def show_on_map(self) -> None:
        """Show the current record on the map."""
        self.bridge.navigate.emit("map", self.KIND, self.table.current_id(), "")

    def fill_empty(self) -> None:
        """What the secondary button of the empty page does."""

    def selected(self) -> list[Record]:
        """The records selected."""
        return self.table.selected()

    # the page as the window knows it

    def letters(self) -> str:
        return self.KIND

    def primary_label(self) -> str:
        return _(WORDS[self.KIND].new)

    def enabled(self, verb: str) -> bool:
        if verb in ("find", "next_problem"):
            return True
        if self.bridge.read_only and verb != "copy":
            return False
        if verb in ("primary", "paste"):
            return verb == "primary" or self.table.alternative is None
        return bool(self.table.selected())

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        if kind == self.KIND and self.table.show_record(record_id, field or ""):
            self._show_current()
            if field:
                self.panes.show_detail()
                self.editor.show_field(field)

    def sees(self, change: "Change", field: str) -> tuple[str, str, str] | None:  # noqa: ARG002 - a panel shows all of it
        """What the form in view has in one of its panels of linked records."""
        form, record = self._form, change.after or change.before
        if form is None or record is None or change.kind == self.KIND:
            return None
        seen = any(panel.kind == change.kind and panel.holds(record) for panel in form.panels)
        return (self.KIND, form.record_id or "", change.kind) if seen else None

    def refresh(self, changes: "ChangeSet | None") -> None:
        self.table.refresh(changes)
        form = self.editor if "_made" in self.__dict__ else None  # one half made is finished, else it would miss this
        if form is None:
            self._next.start()
        elif self.table.current_id() == (form.record_id or "") or self._filtered_away(form):
            self._next.stop()
            form.refresh(changes)
            self._tell_neighbours()
        else:
            self._next.stop()
            self._show_current()
        self._show_stack()

    def retranslate(self) -> None:
        self.table.retranslate()
        if "_made" in self.__dict__:
            self.editor.retranslate()
        words = self.EMPTY
        self.empty.set_texts(
            _(words.title), _(words.sentence), self.primary_label(), _(words.secondary), _(words.shortcut)
        )
        self.panes.back.setText(_(KINDS[self.KIND].plural))

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.empty:
            self.empty.primary_button.setFocus()
        else:
            self.table.focus()

    def next_pane(self) -> bool:
        focus = self.focusWidget()
        if focus is not None and self.editor.isAncestorOf(focus):
            return False
        self._open_detail()
        return True

    def leave(self) -> None:
        self.table.commit()
        if self._form is not None:
            self._form.commit()

    def primary(self) -> None:
        self.stack.setCurrentWidget(self.panes)
        self.panes.show_list()
        self.table.new()

    def find(self) -> None:
        self.table.find()

    def edit(self) -> None:
        (self._open_detail if self.table.alternative is not None else self.table.view.edit_current)()

    def delete(self) -> None:
        self.table.delete()

    def duplicate(self) -> None:
        self.table.duplicate()

    def copy(self) -> None:
        self.table.copy()

    def paste(self) -> None:
        self.table.paste()

    def next_problem(self) -> None:
        if not self.table.next_problem():
            self.editor.next_problem()

    def toast_pane(self) -> QWidget:
        """Where the message about the last deletion stands: the list, above its footer."""
        return self.table if self.stack.currentWidget() is self.panes else self

    def _on_next(self) -> None:
        if self._form is None and next(self._making, self) is None:
            self._next.start()
        else:
            self._show_current()

    def _show_current(self) -> None:
        self.editor.show_record(self.table.current_id() or None)
        self._tell_neighbours()

    def _tell_neighbours(self) -> None:
        row, last = self.table.model.row_of(self.editor.record_id or ""), len(self.table.model.records) - 1
        self.editor.set_neighbours(back=row > 0, forth=0 <= row < last)

    def _filtered_away(self, form: RecordEditor) -> bool:
        """Whether the record being edited in the form just ceased to be listed: it stays there until another is chosen."""
        focus, record_id = QApplication.focusWidget(), form.record_id or ""
        if focus is None or not form.isAncestorOf(focus) or self.table.model.row_of(record_id) >= 0:
            return False
        return self.bridge.plan.find(self.KIND, record_id) is not None

    def _open_detail(self) -> None:
        self._next.stop()
        self._show_current()
        self.panes.show_detail()
        if self.editor.record_id is not None:
            self.editor.focus_first()

    def _back_to_list(self) -> None:
        self.panes.show_list()
        self.table.focus()

    def _on_clicked(self) -> None:
        if self.panes.one_pane and self.table.current_id():
            self._show_current()
            self.panes.show_detail()

    def _show_stack(self) -> None:
        """Show the empty page while there is nothing; a name being typed keeps the table open."""
        filled = bool(self.bridge.plan.records(self.KIND, archived=True))
        typing = self.table.view.state() == self.table.view.State.EditingState
        self.stack.setCurrentWidget(self.panes if filled or typing else self.empty)
