"""Filters of the ledger under a name: taken up again, saved, called otherwise, deleted."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.commands import records
from planner.i18n import N_, _
from planner.model.catalogue import SavedView
from planner.model.ledger_order import Order
from planner.ui.look.theme import theme
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge

PAGE: Final = "ledger"
KIND: Final = "saved_view"


def written(order: Order, period: str) -> str:
    """Order and period as one text."""
    return f"{order.column} {'falling' if order.falling else 'rising'} {period}"


def read(text: str) -> tuple[Order, str]:
    """The order and the period of a saved view."""
    column, _gap, rest = text.partition(" ")
    way, _gap, period = rest.partition(" ")
    return Order(column or "date", way != "rising"), period


class SavedViews(QObject):
    """The menu of saved views. `chosen(filter, order, period)` follows one taken up; `current` says what is shown now."""

    chosen = Signal(str, object, str)

    def __init__(self, bridge: "Bridge", parent: QWidget) -> None:
        super().__init__(parent)
        self.bridge, self._parent = bridge, parent
        self.current: tuple[str, Order, str] = ("", Order(), "")

    def views(self) -> list[SavedView]:
        """Those of this page, in their order."""
        return [view for view in self.bridge.plan.of(SavedView) if view.page == PAGE]

    def menu(self) -> QMenu:
        """What can be taken up, and what can be done with it."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in self.views():
            entry = menu.addAction(view.name.replace("&", "&&"), lambda view=view: self.take(view))
            entry.setCheckable(True)
            entry.setChecked(self._shown(view))
        if self.views():
            menu.addSeparator()
        save = menu.addAction(theme().icon("plus"), _("Save this view…"), self.ask_name)
        save.setEnabled(not self.bridge.read_only)
        if self.views() and not self.bridge.read_only:
            self._add_changes(menu)
        return menu

    def open_at(self, place: QPoint) -> None:
        """Show the menu."""
        self.menu().popup(place)

    def take(self, view: SavedView) -> None:
        """Show what the view shows."""
        order, period = read(view.order)
        self.chosen.emit(view.filter, order, period)

    def ask_name(self, view: SavedView | None = None) -> "NameSheet":
        """Ask what to call what is shown now, or how to call a view otherwise."""
        self.sheet = NameSheet(view.name if view else "", self._parent)
        self.sheet.named.connect(lambda name: self.rename(view, name) if view else self.save(name))
        self.sheet.open_below(self._parent)
        self.sheet.line.setFocus()
        return self.sheet

    def save(self, name: str) -> None:
        """Keep what is shown now under `name`; a view of that name is written over."""
        text, order, period = self.current
        fields = {"filter": text, "order": written(order, period)}
        known = next((view for view in self.views() if view.name == name), None)

        def edit(tx: "Transaction") -> object:
            if known is not None:
                return records.edit(tx, KIND, known.id, **fields)
            return records.create(tx, KIND, name=name, page=PAGE, **fields)

        self.bridge.run(N_("Save the view “{name}”"), edit, origin=self, name=name)

    def rename(self, view: SavedView, name: str) -> None:
        """Call a view otherwise."""
        self.bridge.run(
            N_("Rename the view “{name}”"),
            lambda tx: records.edit(tx, KIND, view.id, name=name),
            origin=self,
            name=view.name,
        )

    def delete(self, view: SavedView) -> None:
        """Delete a view; what it showed stays."""
        gone = self.bridge.run(
            N_("Delete the view “{name}”"), lambda tx: records.delete(tx, KIND, [view.id]), origin=self, name=view.name
        )
        if gone is not None:
            self.bridge.toast(_("Deleted “{name}”").format(name=view.name))

    def _add_changes(self, menu: QMenu) -> None:
        rename, delete = menu.addMenu(_("Rename")), menu.addMenu(_("Delete"))
        for view in self.views():
            words = view.name.replace("&", "&&")
            rename.addAction(words, lambda view=view: self.ask_name(view))
            delete.addAction(words, lambda view=view: self.delete(view))

    def _shown(self, view: SavedView) -> bool:
        text, order, period = self.current
        return view.filter == text and view.order == written(order, period)


class NameSheet(Popover):
    """Asks for a name; Enter takes it."""

    named = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = LineEdit()
        self.line.setText(name)
        self.line.selectAll()
        self.line.setMinimumWidth(theme().px(240))
        self.body.addWidget(Field(_("Name of the view"), self.line))
        self.line.returnPressed.connect(self._take)

    def _take(self) -> None:
        name = " ".join(self.line.text().split())
        if name:
            self.close()
            self.named.emit(name)
