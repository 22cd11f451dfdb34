"""The menus of the map: what a record can be linked to, and what can be done with a node or with the whole map."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from planner.commands import links
from planner.figures.drawing import NOWHERE, Target
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.plan import Plan
from planner.ui.actions import told
from planner.ui.figures.offers import TABLE_KEY
from planner.ui.map.bar import PICTURES
from planner.ui.views import HOME_OF

if TYPE_CHECKING:
    from planner.ui.views.map import MapPage

LAYERS: Final = ("domain", "product", "platform", "alliance")
"""The kinds that have a column."""
Link = Callable[[Target, Target], None]


def offers(plan: Plan, source: Target) -> frozenset[Target]:
    """The records on the map to which `source` can be linked and is not yet."""
    kinds = [kind for kind in links.link_kinds(source[0]) if kind in LAYERS]
    return frozenset((kind, record.id) for kind in kinds for record in links.linkable(plan, source, kind))


def link_menu(page: "MapPage", source: Target, link: Link) -> QMenu:
    """What `source` can be linked to; with NOWHERE a menu of all that can be linked, each with its own."""
    menu = _menu(page)
    if source != NOWHERE:
        _fill(menu, page, source, link)
        return menu
    plan = page.bridge.plan
    for kind in LAYERS[:2]:
        for record in plan.records(kind):
            if offers(plan, (kind, record.id)):
                below = menu.addMenu(page.theme.icon(KINDS[kind].icon), _escaped(plan.label(kind, record.id)))
                below.aboutToShow.connect(
                    lambda below=below, one=(kind, record.id): (
                        _fill(below, page, one, link) if below.isEmpty() else None
                    )
                )
    if menu.isEmpty():
        _nothing(menu)
    return menu


def node_menu(page: "MapPage", target: Target) -> QMenu:
    """What can be done with `target`, and with the map."""
    menu = _menu(page)
    if target[0] in HOME_OF:
        menu.addAction(page.theme.icon("arrow-right"), _("Open")).triggered.connect(page.edit)
        if target[0] in LAYERS and not page.bridge.read_only:
            _fill(menu.addMenu(page.theme.icon("link"), _("Link to…")), page, target, page.link_ends)
        near = menu.addAction(_("Only neighbours"))
        near.setCheckable(True)
        near.setChecked(page.only_near)
        near.triggered.connect(page.turn_near)
        menu.addSeparator()
    if page.kept.heights:
        menu.addAction(_("Put all nodes back in their places")).triggered.connect(page.reset)
    menu.addAction(told(_("Show as a table"), (TABLE_KEY,))).triggered.connect(page.turn)
    for ending, label in PICTURES:
        menu.addAction(_(label)).triggered.connect(lambda _checked=False, ending=ending: page.save(ending))
    return menu


def _fill(menu: QMenu, page: "MapPage", source: Target, link: Link) -> None:
    plan = page.bridge.plan
    for kind in links.link_kinds(source[0]):
        for record in links.linkable(plan, source, kind):
            target = (kind, record.id)
            action = menu.addAction(page.theme.icon(KINDS[kind].icon), _escaped(plan.label(*target)))
            action.triggered.connect(lambda _checked=False, target=target: link(source, target))
    if menu.isEmpty():
        _nothing(menu)


def _nothing(menu: QMenu) -> None:
    menu.addAction(_("There is nothing left to link this to")).setEnabled(False)


def _menu(page: "MapPage") -> QMenu:
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
