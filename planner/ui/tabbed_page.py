"""A page of several pages: tabs over one another, each made when first shown, each with the verbs of a page of its own."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.page import Page
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import Segmented
from planner.ui.window.trail import PART

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: a page of its own, named as ``module:Class`` and made when first shown; the kinds it shows and watches."""

    id: str
    label: str
    page: str
    shows: tuple[str, ...]
    watches: frozenset[str]

    def load(self) -> "type[Page]":
        """The class of its page."""
        module, _colon, name = self.page.partition(":")
        found: type[Page] = getattr(import_module(module), name)
        return found


class TabbedPage(Page):
    """Tabs over one another; every verb of the page is that of the tab shown. A subclass says which tabs.

    `NAME` is a marked text that names the tabs together, `KEY` the word under which the tab last shown is remembered.
    """

    TABS: ClassVar[tuple[Tab, ...]] = ()
    NAME: ClassVar[str] = ""
    KEY: ClassVar[str] = ""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.tabs: dict[str, Page] = {}
        self._stale: set[str] = set()
        self.switch = Segmented([(tab.id, _(tab.label)) for tab in self.TABS])
        self.new = Button("", "primary", "plus")
        self.strip = TabStrip((self.switch, *self._tools(), self.new))
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.stack, 1)
        self.switch.chosen.connect(self.show_tab)
        self.new.clicked.connect(self.primary)
        kept = str(bridge.recall(self.KEY, self.TABS[0].id))
        self.show_tab(kept if kept in {tab.id for tab in self.TABS} else self.TABS[0].id)
        self.retranslate()

    def _tools(self) -> tuple[QWidget, ...]:
        """What stands in the line of the tabs besides them, before the primary button."""
        return ()

    def _joined(self, tab: Page) -> None:
        """Connect a tab that has just been made with what is the page's own."""

    @property
    def tab(self) -> Page:
        """The tab shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)  # noqa: S101 - nothing else is in the stack
        return shown

    def show_tab(self, tab_id: str) -> None:
        """Show a tab, as it was left."""
        if self.stack.count():
            self.tab.leave()
        shown = self._built(tab_id)
        if tab_id in self._stale:
            self._stale.discard(tab_id)
            shown.refresh(None)
        self.stack.setCurrentWidget(shown)
        self.switch.set_value(tab_id)
        self.bridge.remember(self.KEY, tab_id)
        self._name_new()
        self.abilities_changed.emit()

    def _built(self, tab_id: str) -> Page:
        if tab_id not in self.tabs:
            tab = next(tab for tab in self.TABS if tab.id == tab_id)
            made = tab.load()(self.bridge, self.theme)
            made.setAccessibleName(_(tab.label))
            made.abilities_changed.connect(self.abilities_changed)
            self._joined(made)
            self.tabs[tab_id] = made
            self.stack.addWidget(made)
        return self.tabs[tab_id]

    def _name_new(self) -> None:
        """Let the primary button say what it makes in the tab shown."""
        words = self.tab.primary_label()
        self.new.setText(words)
        self.new.setVisible(bool(words))
        self.new.setEnabled(not self.bridge.read_only)

    # the page as the window knows it

    def refresh(self, changes: "ChangeSet | None") -> None:
        for tab in self.TABS:
            made = self.tabs.get(tab.id)
            if made is None or (changes is not None and not changes.kinds & tab.watches):
                continue
            if made is self.tab:
                made.refresh(changes)
            else:
                self._stale.add(tab.id)

    def retranslate(self) -> None:
        self.switch.set_options([(tab.id, _(tab.label)) for tab in self.TABS])
        self.switch.setAccessibleName(_(self.NAME))
        for tab in self.TABS:
            if tab.id in self.tabs:
                self.tabs[tab.id].setAccessibleName(_(tab.label))
                self.tabs[tab.id].retranslate()
        self._name_new()

    def letters(self) -> str:
        return self.tab.letters()

    def act(self, name: str) -> None:
        if hasattr(self, name):
            super().act(name)
        else:
            self.tab.act(name)

    def primary_label(self) -> str:
        return self.tab.primary_label()

    def enabled(self, verb: str) -> bool:
        return self.tab.enabled(verb)

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:
        home = next((tab for tab in self.TABS if kind in tab.shows), None)
        if kind == PART:
            self.show_tab(record_id)
            self.focus_first()
        elif home is not None:
            self.show_tab(home.id)
            self.tab.show_record(kind, record_id, field)

    def focus_first(self) -> None:
        self.tab.focus_first()

    def next_pane(self) -> bool:
        return self.tab.next_pane()

    def toast_pane(self) -> QWidget:
        return self.tab.toast_pane()

    def leave(self) -> None:
        self.tab.leave()

    def primary(self) -> None:
        self.tab.primary()

    def find(self) -> None:
        self.tab.find()

    def edit(self) -> None:
        self.tab.edit()

    def delete(self) -> None:
        self.tab.delete()

    def duplicate(self) -> None:
        self.tab.duplicate()

    def copy(self) -> None:
        self.tab.copy()

    def paste(self) -> None:
        self.tab.paste()

    def next_problem(self) -> None:
        self.tab.next_problem()


class TabStrip(QWidget):
    """The line of the tabs: the switch on the left, what is done with the whole page on the right."""

    def __init__(self, parts: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.addWidget(parts[0])
        self.row.addStretch(1)
        for part in parts[1:]:
            self.row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        follow(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        self.row.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(4))
        self.row.setSpacing(look.px(8))
        self.setFixedHeight(look.px(Size.CONTROL + 12))
        self.update()
