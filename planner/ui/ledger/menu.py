"""The menu of an entry: what can be done with the entries selected, and the ways out where a text cannot be read."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from planner.i18n import _
from planner.ui.actions import BY_ID
from planner.ui.keys import first_of
from planner.ui.ledger.assign import ICONS, WORDS
from planner.ui.ledger.columns import COLUMNS
from planner.ui.ledger.reading import KIND, entry_text, refused
from planner.ui.look.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.ledger.transactions import TransactionsTab

_KEYS = {"sort": "C", "platform": "P"}


def entry_menu(tab: "TransactionsTab") -> QMenu:
    """What can be done with the selection now."""
    menu = QMenu(tab.table)
    if tab.bridge.read_only:
        _add(menu, "copy", tab.copy)
        return menu
    _add_offers(menu, tab)
    _add_alike(menu, tab)
    _add(menu, "edit", tab.edit)
    _entry(menu, _("Checked or not"), "check", "Space", tab.turn_checked)
    menu.addSeparator()
    for name, words in WORDS.items():
        _entry(menu, _(words), ICONS[name], _KEYS.get(name, ""), lambda name=name: tab.assign.ask(name))
    _add_refund(menu, tab)
    _entry(menu, _("Let it come again every month…"), "repeat", "", tab.make_recurring)
    menu.addSeparator()
    _add(menu, "copy", tab.copy)
    _add(menu, "paste", tab.paste)
    _add(menu, "duplicate", tab.duplicate)
    menu.addSeparator()
    _add(menu, "delete", tab.delete)
    return menu


def open_menu(tab: "TransactionsTab", place: QPoint) -> QMenu:
    """Show the menu at a place of the screen."""
    menu = entry_menu(tab)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
    return menu


def _entry(menu: QMenu, words: str, icon: str, key: str, act: "Callable[[], object]") -> None:
    entry = menu.addAction(theme().icon(icon), words.replace("&", "&&"))
    entry.triggered.connect(lambda _on=False: act())
    if key:
        entry.setShortcut(QKeySequence(key))


def _add(menu: QMenu, action_id: str, act: "Callable[[], object]") -> None:
    """An entry of the registry."""
    known = BY_ID[action_id]
    _entry(menu, _(known.text), known.icon, first_of(known), act)


def _add_alike(menu: QMenu, tab: "TransactionsTab") -> None:
    """The way to the other entry that looks like the current one."""
    at = tab.table.view.currentIndex().row()
    if at >= 0 and tab.table.model.ids[at] in tab.table.rows.duplicates:
        _entry(menu, _("Show what looks alike"), "copy", "", tab.table.show_alike)
        menu.addSeparator()


def _add_refund(menu: QMenu, tab: "TransactionsTab") -> None:
    entry = tab.table.current()
    if entry is None or entry.sort != "refund":
        return
    menu.addSeparator()
    _entry(menu, _("Link to its sale…"), "link", "L", tab.link_sale)
    if entry.refund_of:
        _entry(menu, _("Unlink from its sale"), "unlink", "", lambda: tab.table.edits.link(entry, None))


def _add_offers(menu: QMenu, tab: "TransactionsTab") -> None:
    """The ways out where the text of the current cell cannot be read."""
    at, entry, scene = tab.table.view.currentIndex(), tab.table.current(), tab.table.scene()
    name = COLUMNS[at.column()].field if at.isValid() else ""
    draft = scene.draft(KIND, entry.id, name) if entry is not None and name else None
    if entry is None or draft is None:
        return
    error, edits = refused(name, draft, scene, entry), tab.table.edits
    for offer in error.offers if error else ():
        _entry(menu, offer.label, "wand-sparkles", "", lambda text=offer.text: edits.set_text(entry, name, text))
    shown = entry_text(name, entry, scene) or _("nothing")
    back = _("Go back to {value}").format(value=shown)
    _entry(menu, back, "rotate-ccw", "", lambda: edits.set_value(entry, name, getattr(entry, name)))
    menu.addSeparator()
