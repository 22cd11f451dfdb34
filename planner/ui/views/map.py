"""The Map page: the whole business in four columns, a panel about what is selected, and the same as a list."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.commands import links
from planner.figures.drawing import NOWHERE, Target
from planner.figures.layered_map import MapOptions
from planner.figures.map_records import MOST_NODES
from planner.figures.map_values import Flowing
from planner.figures.plan_map import map_of
from planner.i18n import N_, _
from planner.model.discretion import amounts_hidden
from planner.ui.figures.files import save_figure
from planner.ui.figures.table import FigureTable
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.map.bar import MapBar
from planner.ui.map.canvas import MapView
from planner.ui.map.empty import GhostMap
from planner.ui.map.flow_watch import FlowWatch
from planner.ui.map.kept import KeptMap
from planner.ui.map.menus import LAYERS, link_menu, node_menu, offers
from planner.ui.map.panel import MapPanel
from planner.ui.map.sizes import size_for
from planner.ui.page import Page
from planner.ui.views import HOME_OF
from planner.ui.widgets.labels import Hairline

if TYPE_CHECKING:
    from planner.model.changes import Change, ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.window.trail import Place

_AS_IT_STANDS = ("", "", "")  # the page as it stands
_NARROW = 1000  # px of a page


class MapPage(Page):
    """The page of the map; F shows neighbours only, L links, Enter opens, Ctrl+Shift+T turns it into a list."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.only_near = self.every = False
        self._reaching: Target = NOWHERE
        self._offered: dict[Target, frozenset[Target]] = {}
        self.flows, self.kept = FlowWatch(bridge), KeptMap(bridge)
        self.selected = self.kept.selected
        self.view = MapView(self.offers)
        self.bar, self.panel, self.table = (
            MapBar(),
            MapPanel(bridge, self.flows),
            FigureTable(N_("The map as a table"), words=4, margin=Size.PAGE_PADDING),
        )
        self.empty = GhostMap()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.bar.show_measure(self.kept.measure)
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
        self.bridge.proofs.told.connect(self._on_news)
        self.flows.told.connect(self._on_news)
        self.view.activated.connect(self._on_activated)
        self.view.zoomed.connect(lambda zoom: self.bar.show_zoom(zoom * 100 / theme().scale))
        self.view.resized.connect(lambda _width, _height: self._on_resized())
        self.view.reaching.connect(self._on_reaching)
        self.view.linked.connect(lambda *ends: self.link_ends(ends[:2], ends[2:]))
        self.view.moved.connect(self._on_moved)
        self.view.menu_asked.connect(lambda asked: self.menu_of(*asked))
        self.panel.opened.connect(self.bridge.open_record)
        self.panel.link_asked.connect(self.link_to)
        self.panel.chosen.connect(lambda kind, record_id: self.select((kind, record_id)))
        self.panel.went.connect(self._on_went)
        self.table.chosen.connect(lambda kind, record_id: self.select((kind, record_id)))
        self.table.opened.connect(self.bridge.open_record)
        self.bar.acted.connect(lambda name: self._doings()[name]())
        self.bar.saved.connect(self.save)
        self.bar.measured.connect(self.measure)
        self.empty.begun.connect(self.bridge.go)
        table_keys = QShortcut(QKeySequence("Ctrl+Shift+T"), self)
        table_keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        table_keys.activated.connect(self.turn)

    def _doings(self) -> dict[str, Callable[[], None]]:
        """What the buttons above the map do, by their names."""
        return {
            "out": lambda: self.view.set_zoom(self.view.zoom() / 1.2),
            "in": lambda: self.view.set_zoom(self.view.zoom() * 1.2),
            "whole": lambda: self.view.set_zoom(theme().scale / 100),
            "fit": self.view.fit,
            "near": self.turn_near,
            "all": self.turn_every,
            "reset": self.reset,
            "table": self.turn,
            "link": self.primary,
        }

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - the map is drawn anew in a few ms
        """Draw the map of the plan as it is now."""
        plan = self.bridge.plan
        self._offered.clear()
        count = sum(len(plan.records(kind)) for kind in LAYERS)
        self.stack.setCurrentIndex(0 if count else 1)
        if self.selected[0] != "type" and self.selected != NOWHERE and plan.find(*self.selected) is None:
            self.selected = NOWHERE
        self.bar.show_many(many=count > MOST_NODES, every=self.every)
        if self.isVisible():
            self.flows.settle()
        self._draw()
        self.panel.show(self.selected)
        self._show_state()

    def _draw(self) -> None:
        focus = self.selected if self.selected != NOWHERE else None
        options = MapOptions(
            focus=focus,
            only_neighbours=self.only_near and focus is not None,
            show_all=self.every,
            held=self.kept.heights,
        )
        if self._reaching != NOWHERE:
            options = replace(options, focus=self._reaching, offered=self.offers(self._reaching))
        flowing = Flowing(self.flows.latest, self.kept.measure) if self.flows.latest else None
        proofs, zoom = self.bridge.proofs.latest, theme().scale / 100
        counts = [len(self.bridge.plan.records(kind)) for kind in LAYERS]
        rows = max(counts) if sum(counts) <= MOST_NODES or self.every else 0
        domains = bool(self.bridge.plan.records("domain"))
        size, room = size_for(self.view.width() / zoom, self.view.height() / zoom, domains=domains, rows=rows)
        options = replace(options, width=room[0], height=room[1], size=size)
        drawing = map_of(self.bridge.plan, options, amounts_hidden(), proofs, flowing)
        self.view.set_drawing(drawing)
        if self.pictures.currentWidget() is self.table:
            self.table.show_drawing(drawing)
            if self.selected[0] in HOME_OF:
                self.table.stand_at(self.selected, self.bridge.plan.label(*self.selected))
        if self.view.isVisible():
            self.view.fit_once()

    def _on_news(self) -> None:
        if self.isVisible():
            self.refresh(None)

    def _on_resized(self) -> None:
        if self.view.isVisible():
            self._draw()
            self.view.fit_again()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        self.refresh(None)

    def select(self, target: Target) -> None:
        """Select a record of the map: dim the rest, tell of it in the panel; NOWHERE selects nothing."""
        self.selected = target
        self.kept.keep_selected(target)
        self._draw()
        self.panel.show(target)
        if target != NOWHERE:
            self.view.set_current(target)
        self._show_state()
        self.abilities_changed.emit()

    def _show_state(self) -> None:
        self.bar.show_state(
            near=self.only_near,
            table=self.pictures.currentWidget() is self.table,
            chosen=self.selected != NOWHERE,
            moved=bool(self.kept.heights),
        )

    def _on_activated(self, kind: str, record_id: str, _field: str = "") -> None:
        """A click or Enter: the first time it selects, what is selected already is opened."""
        if (kind, record_id) != self.selected:
            self.select((kind, record_id))
        elif kind == "type":
            self.turn_every()
        else:
            self.bridge.open_record(kind, record_id)

    def _on_went(self, place: "Place") -> None:
        self.bridge.navigate.emit(place.view, place.kind, place.id, place.field)

    def turn_near(self) -> None:
        """Show only what the selected record is linked with, or everything again."""
        self.only_near = not self.only_near
        self.select(self.selected)
        self.view.fit_first()

    def turn_every(self) -> None:
        """Draw each of very many records, or types of them again."""
        self.every = not self.every
        if self.selected[0] == "type":
            self.selected = NOWHERE
        self.refresh(None)
        self.view.fit_first()

    def turn(self) -> None:
        """Change between the map and the same as a list."""
        self.pictures.setCurrentIndex(1 - self.pictures.currentIndex())
        self.select(self.selected)
        self.focus_first()

    def measure(self, measure: str) -> None:
        """Let the width of the lines tell money, hours or reach."""
        self.kept.keep_measure(measure)
        self.bar.show_measure(measure)
        self._draw()

    def save(self, ending: str) -> None:
        """Ask where, and save the map in view as "svg" or "png"."""
        save_figure(self, self.bridge, self.view.drawing(), ending)

    # places

    def _on_moved(self, kind: str, record_id: str, top: float) -> None:
        self.kept.move((kind, record_id), top)
        self._draw()
        self._show_state()

    def reset(self) -> None:
        """Let every node stand where the map puts it."""
        self.kept.reset()
        self._draw()
        self._show_state()
        self.view.fit_first()
        self.focus_first()

    # linking

    def offers(self, source: Target) -> frozenset[Target]:
        """The records on the map to which `source` can be linked and is not yet."""
        if self.bridge.read_only:
            return frozenset()
        if source not in self._offered:
            self._offered[source] = offers(self.bridge.plan, source)
        return self._offered[source]

    def _on_reaching(self, kind: str, record_id: str) -> None:
        self._reaching = (kind, record_id)
        self._draw()

    def link_to(self) -> None:
        """Offer the records that the selected one can be linked to, or all that can be linked; nothing impossible is
        among them."""
        if not self.bridge.read_only:
            link_menu(self, self.selected, self.link_ends).popup(self._link_place())

    def _link_place(self) -> QPoint:
        if self.selected != NOWHERE and self.panel.isVisible():
            return self.panel.link_place()
        return self.bar.link.mapToGlobal(self.bar.link.rect().bottomLeft())

    def menu_of(self, target: Target, place: QPoint) -> None:
        """The menu of a record, or of the map, at a place of the screen."""
        if target != NOWHERE:
            self.select(target)
        node_menu(self, target).popup(place)

    def link_ends(self, source: Target, target: Target) -> None:
        """Link two records as one step that can be undone."""
        plan = self.bridge.plan
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
        if kind in LAYERS and self.bridge.plan.find(kind, record_id) is not None:
            self.select((kind, record_id))

    def sees(self, change: "Change", field: str) -> tuple[str, str, str] | None:
        """A node that came or went, or a link: what came back is selected, or one end of it."""
        if change.kind in LAYERS and not field:
            return (change.kind, change.id, "") if change.after is not None else _AS_IT_STANDS
        ends = next((link.ends for link in links.LINK_RECORDS if link.kind == change.kind), None)
        if ends is None or field not in ("", "archived"):
            return None
        found = [(kind, str(getattr(change.after, name))) for kind, name in ends] if change.after is not None else []
        return (*found[0], "") if found and self.selected not in found else _AS_IT_STANDS

    def enabled(self, verb: str) -> bool:
        if verb == "primary":
            return not self.bridge.read_only
        return verb == "edit" and self.selected[0] in HOME_OF

    def primary_label(self) -> str:
        return _("New link") if self.stack.currentIndex() == 0 else _("New product")

    def primary(self) -> None:
        """Offer what can be linked; with nothing to link yet, go where a product is made."""
        if self.stack.currentIndex() == 0:
            self.link_to()
        else:
            self.bridge.go("products")

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

    def toast_pane(self) -> QWidget:
        return self.pictures

    def retranslate(self) -> None:
        for part in (self.bar, self.panel, self.table, self.empty):
            part.retranslate()
        if self.isVisible():
            self.refresh(None)

    def _restyle(self) -> None:
        self.view.set_colours(theme().tokens.as_dict())
        self.view.set_families(fonts.families())
        self._size_panel()

    def _size_panel(self) -> None:
        """Where the window is narrow the panel leaves more room to the map."""
        narrow = self.width() < theme().px(_NARROW)
        self.panel.setFixedWidth(theme().px(272 if narrow else 304))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_panel()
