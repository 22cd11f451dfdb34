"""The menu of a row: the actions of the program that fit a selection, and what its cells offer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from planner.i18n import _
from planner.model.catalogue import KINDS, Record
from planner.model.parsing import ParseError
from planner.ui.actions import BY_ID
from planner.ui.keys import first_of
from planner.ui.look.theme import theme
from planner.ui.tables import cell_text
from planner.ui.tables.columns import STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.tables.records import RecordTable


class RowMenu(QObject):
    """Makes the context menu of a record table; `extra` adds entries of a page: (text, icon, key, what it does)."""

    def __init__(self, table: "RecordTable") -> None:
        super().__init__(table)
        self.table = table
        self.extra: list[tuple[str, str, str, Callable[[], None]]] = []

    def open_at(self, place: QPoint) -> None:
        """Show the menu."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self) -> QMenu:
        """What can be done with the selection now."""
        table = self.table
        menu = QMenu(table)
        if table.bridge.read_only:
            self._add(menu, "copy", table.copy)
            return menu
        self._add_offers(menu)
        self._add(menu, "edit", table.view.edit_current)
        for text, icon, key, act in self.extra:
            entry = menu.addAction(theme().icon(icon), _(text), act)
            entry.setShortcut(QKeySequence(key))
        self._add_choices(menu)
        menu.addSeparator()
        self._add(menu, "copy", table.copy)
        self._add(menu, "paste", table.paste)
        self._add(menu, "duplicate", table.duplicate)
        chosen = table.selected()
        away = not (chosen and all(record.archived for record in chosen))
        words = _("Archive") if away else _("Restore")
        menu.addAction(theme().icon("archive" if away else "archive-restore"), words, table.archive)
        menu.addSeparator()
        self._add(menu, "delete", table.delete)
        return menu

    def _add(self, menu: QMenu, action_id: str, act: "Callable[[], object]") -> None:
        """An entry of the registry, run by this table."""
        entry = BY_ID[action_id]
        action = menu.addAction(theme().icon(entry.icon), _(entry.text).replace("&", "&&"))
        action.triggered.connect(lambda _checked=False: act())
        action.setShortcut(QKeySequence(first_of(entry)))
        action.setEnabled(bool(self.table.selected()) or action_id == "paste")

    def _add_offers(self, menu: QMenu) -> None:
        """The ways out where the text of the current cell cannot be read."""
        table, at = self.table, self.table.view.currentIndex()
        record = table.model.record(at.row())
        spec = table.model.columns[at.column()].spec(table.kind) if at.isValid() else None
        if record is None or spec is None:
            return
        self._add_fix(menu, record, at.row(), at.column())
        draft = table.model.scene.draft(table.kind, record.id, spec.name)
        error = cell_text.error_of(spec, draft, table.model.scene, record) if draft is not None else None
        if error is None:
            return
        for offer in error.offers if isinstance(error, ParseError) else ():
            entry = menu.addAction(theme().icon("wand-sparkles", "acc_text"), offer.label.replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, text=offer.text: table.edits.set_text(record, spec, text))
        shown = cell_text.shown(spec, getattr(record, spec.name), table.model.scene) or _("nothing")
        back = menu.addAction(theme().icon("rotate-ccw"), _("Go back to {value}").format(value=shown))
        back.triggered.connect(lambda _on=False: table.edits.set_value([record], spec, getattr(record, spec.name)))
        menu.addSeparator()

    def _add_fix(self, menu: QMenu, record: Record, row: int, column: int) -> None:
        """The fix of what a rule finds in the value of the current cell."""
        problem = self.table.model.problem(row, column)
        if problem is None or problem.fix is None:
            return
        fields, edits = dict(problem.fix.fields), self.table.edits
        entry = menu.addAction(theme().icon("wand-sparkles", "acc_text"), problem.fix.label.replace("&", "&&"))
        entry.setToolTip(problem.message)
        entry.triggered.connect(lambda _on=False: edits.fix(record, fields))
        menu.addSeparator()

    def _add_choices(self, menu: QMenu) -> None:
        """Give all rows selected one status or stage."""
        table = self.table
        for column in table.model.columns:
            spec = column.spec(table.kind)
            if column.look != STATUS or spec is None or not table.selected():
                continue
            sub = menu.addMenu(_("Set {field}").format(field=_(KINDS[table.kind].by_name[column.field].label)))
            for value, words in cell_text.options(spec, table.model.scene):
                entry = sub.addAction(words)
                entry.triggered.connect(lambda _on=False, value=value, field=spec.name: table.set_choice(field, value))
