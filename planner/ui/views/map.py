"""The Map page: the whole business in four columns, a panel about what is selected, and the same as a table."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.commands import links
from planner.figures.drawing import NOWHERE, Target
from planner.figures.layered_map import MapOptions
from planner.figures.map_layout import MapSize
from planner.figures.plan_map import map_of
from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.discretion import amounts_hidden
from planner.ui.figures.files import save_figure
from planner.ui.figures.table import FigureTable
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.map.bar import MapBar
from planner.ui.map.empty import GhostMap
from planner.ui.map.panel import MapPanel
from planner.ui.page import Page
from planner.ui.views import HOME_OF
from planner.ui.widgets.labels import Hairline

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

_DRAWN = ("domain", "product", "platform", "alliance")
# where the width is short the columns stand closer together, so that texts stay readable
_CLOSE = MapSize(node_width=156, gap=66, margin=14)


class MapPage(Page):
    """The page of the map; F shows neighbours only, L links, Enter opens, Ctrl+Shift+T turns it into a table."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.selected: Target = NOWHERE
        self.only_near = False
        self._fitted = False
        self.view = FigureView(_colours(), fonts.families(), zoomable=True)
        self.bar, self.panel, self.table = (
            MapBar(),
            MapPanel(bridge),
            FigureTable(N_("The map as a table"), words=4, margin=Size.PAGE_PADDING),
        )
        self.empty = GhostMap()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.pictures = QStackedWidget()
        self.pictures.addWidget(self.view)
        self.pictures.addWidget(self.table)
        row.addWidget(self.pictures, 1)
        row.addWidget(self.panel)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addWidget(middle, 1)
        self.stack.addWidget(whole)
        self.stack.addWidget(self.empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.stack)

    def _connect(self) -> None:
        self.bridge.proofs.told.connect(self._on_proofs)
        self.view.activated.connect(self._on_activated)
        self.view.zoomed.connect(self.bar.show_zoom)
        self.view.resized.connect(lambda _width, _height: self._on_resized())
        self.panel.opened.connect(self.bridge.open_record)
        self.panel.link_asked.connect(self.link_to)
        self.panel.chosen.connect(lambda kind, record_id: self.select((kind, record_id)))
        self.table.chosen.connect(lambda kind, record_id: self.select((kind, record_id)))
        self.table.opened.connect(self.bridge.open_record)
        self.bar.acted.connect(lambda name: self._doings()[name]())
        self.bar.saved.connect(lambda ending: save_figure(self, self.bridge, self.view.drawing(), ending))
        self.empty.begun.connect(self.bridge.go)
        table_keys = QShortcut(QKeySequence("Ctrl+Shift+T"), self)
        table_keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        table_keys.activated.connect(self.turn)

    def _doings(self) -> dict[str, Callable[[], None]]:
        """What the buttons above the map do, by their names."""
        return {
            "out": lambda: self.view.set_zoom(self.view.zoom() / 1.2),
            "in": lambda: self.view.set_zoom(self.view.zoom() * 1.2),
            "whole": lambda: self.view.set_zoom(1.0),
            "fit": self.view.fit,
            "near": self.turn_near,
            "table": self.turn,
        }

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - the map is drawn anew in a few ms
        """Draw the map of the plan as it is now."""
        there = any(self.bridge.plan.records(kind) for kind in _DRAWN)
        self.stack.setCurrentIndex(0 if there else 1)
        if self.selected != NOWHERE and self.bridge.plan.find(*self.selected) is None:
            self.selected = NOWHERE
        self._draw()
        self.panel.show(self.selected)

    def _draw(self) -> None:
        focus = self.selected if self.selected != NOWHERE else None
        near = self.only_near and focus is not None
        width, height = float(self.view.width()), float(self.view.height())
        options = MapOptions(width=width, focus=focus, only_neighbours=near)
        proofs = self.bridge.proofs.latest
        drawing = map_of(self.bridge.plan, options, amounts_hidden(), proofs)
        if drawing.width > width and drawing.width * height > drawing.height * width:  # it is the width that is short
            drawing = map_of(self.bridge.plan, replace(options, size=_CLOSE), amounts_hidden(), proofs)
        self.view.set_drawing(drawing)
        self.table.show_drawing(drawing)
        if self.view.isVisible() and not self._fitted:
            self._fitted = True
            self.view.fit()

    def _on_proofs(self) -> None:
        if self.isVisible():
            self.refresh(None)

    def _on_resized(self) -> None:
        self._draw()
        self.view.fit()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self.refresh(None)

    def select(self, target: Target) -> None:
        """Select a record of the map: dim the rest, tell of it in the panel; NOWHERE selects nothing."""
        self.selected = target
        self._draw()
        if target != NOWHERE:
            self.view.set_current(target)
        self.panel.show(target)
        self.bar.show_state(near=self.only_near, table=self.pictures.currentIndex() == 1, chosen=target != NOWHERE)
        self.abilities_changed.emit()

    def _on_activated(self, kind: str, record_id: str, _field: str = "") -> None:
        """A click or Enter: the first time it selects, what is selected already is opened."""
        if (kind, record_id) == self.selected:
            self.bridge.open_record(kind, record_id)
        else:
            self.select((kind, record_id))

    def turn_near(self) -> None:
        """Show only what the selected record is linked with, or everything again."""
        self.only_near = not self.only_near
        self.select(self.selected)
        self.view.fit()

    def turn(self) -> None:
        """Change between the map and the same as a table."""
        self.pictures.setCurrentIndex(1 - self.pictures.currentIndex())
        self.select(self.selected)
        self.focus_first()

    # linking

    def link_to(self) -> None:
        """Offer the records that the selected one can be linked to; nothing impossible is among them."""
        menu = self.link_menu()
        if menu is not None:
            menu.popup(self.panel.link_place() if self.panel.isVisible() else self.mapToGlobal(self.rect().center()))

    def link_menu(self) -> QMenu | None:
        """The menu of `link_to`; None where nothing is selected or there is nothing to link it to."""
        kind, _record_id = self.selected
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for target_kind in links.link_kinds(kind) if kind else ():
            for record in links.linkable(self.bridge.plan, self.selected, target_kind):
                target = (target_kind, record.id)
                action = menu.addAction(
                    self.theme.icon(KINDS[target_kind].icon), _escaped(self.bridge.plan.label(*target))
                )
                action.triggered.connect(lambda _checked=False, target=target: self.link(target))
        if menu.isEmpty():
            nothing = menu.addAction(_("There is nothing left to link this to"))
            nothing.setEnabled(False)
        return menu if kind else None

    def link(self, target: Target) -> None:
        """Link the selected record with `target` as one step that can be undone."""
        source, plan = self.selected, self.bridge.plan
        names = {"name": plan.label(*source), "other": plan.label(*target)}
        if self.bridge.run(N_("Link “{name}” with “{other}”"), lambda tx: links.link(tx, source, target), **names):
            self.bridge.toast(_("Linked “{name}” with “{other}”").format(**names))

    # the window's questions

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_F: self.turn_near, Qt.Key.Key_L: self.link_to}
        doing = keys.get(Qt.Key(event.key())) if not event.modifiers() else None
        if doing is not None:
            doing()
        elif event.key() == Qt.Key.Key_Escape and self.selected != NOWHERE:
            self.select(NOWHERE)
        else:
            super().keyPressEvent(event)

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:  # noqa: ARG002 - no fields here
        """Select the record where the map shows it."""
        if kind in _DRAWN and self.bridge.plan.find(kind, record_id) is not None:
            self.select((kind, record_id))

    def enabled(self, verb: str) -> bool:
        return verb == "edit" and self.selected[0] in HOME_OF

    def edit(self) -> None:
        """Open the selected record on its own page."""
        self.bridge.open_record(*self.selected)

    def focus_first(self) -> None:
        if self.stack.currentIndex() == 1:
            self.empty.buttons["products"].setFocus()
        else:
            self.pictures.currentWidget().setFocus()

    def next_pane(self) -> bool:
        if self.panel.isVisible() and not self.panel.isAncestorOf(self.focusWidget() or self):
            return self.panel.take_focus()
        return False

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.panel.retranslate()
        self.table.retranslate()
        self.empty.retranslate()
        if self.isVisible():
            self.refresh(None)

    def _restyle(self) -> None:
        self.view.set_colours(_colours())
        self.view.set_families(fonts.families())
        self.panel.setFixedWidth(theme().px(Size.DETAIL_MIN - 100))


def _colours() -> dict[str, str]:
    return theme().tokens.as_dict()


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
