"""The side of the window: which plan is open, its pages in groups with their counts; a rail of icons when narrow."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.views import BY_ID, VIEWS, ViewSpec
from planner.ui.widgets import painting
from planner.ui.widgets.labels import GroupLabel, Hairline
from planner.ui.widgets.navigation import NavItem, PlanSwitcher

LISTED = tuple(view for view in VIEWS if not view.under)
_LOWEST = 22  # px of an item


class GroupHead(QWidget):
    """What stands above a group of pages: its name, or in the rail a hairline; the height is the same."""

    def __init__(self, group: str) -> None:
        super().__init__()
        self._group = group
        self.label = GroupLabel()
        self.line = Hairline()
        self._rows = QVBoxLayout(self)
        self._rows.addStretch()
        self._rows.addWidget(self.label)
        self._rows.addWidget(self.line)
        self.set_rail(rail=False)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.label.setText(_(self._group))

    def set_rail(self, *, rail: bool) -> None:
        """Show the line of the rail or the name."""
        self.label.setVisible(not rail)
        self.line.setVisible(rail)
        self._restyle()

    def _restyle(self) -> None:
        look, rail = theme(), not self.line.isHidden()
        self.setFixedHeight(look.px(17 if rail else 34))
        self._rows.setContentsMargins(0 if rail else look.px(12), 0, 0, look.px(8 if rail else 4))
        self._rows.setSpacing(0)


class Sidebar(QWidget):
    """The plan switcher and the pages; `chosen(view id)` follows a click or a key on a page."""

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.switcher = PlanSwitcher()
        self.items: dict[str, NavItem] = {}
        self._heads: list[GroupHead] = []
        self._group = QButtonGroup(self)
        self._rail = False
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.switcher)
        self._fill()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        """Name the pages in the language in use."""
        self.setAccessibleName(_("Pages"))
        for view in LISTED:
            self.items[view.id].setText(_(view.label))

    def show_page(self, view_id: str) -> None:
        """Mark the page as the one shown."""
        self.item(view_id).setChecked(True)

    def item(self, view_id: str) -> NavItem:
        """The item of the page, or of the one it stands under."""
        return self.items[BY_ID[view_id].under or view_id]

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records each page has: by kind."""
        for view in VIEWS:
            if view.counts:
                self.items[view.id].set_count(counts.get(view.counts, 0))

    def set_problems(self, view_id: str, count: int, tone: str) -> None:
        """Show a badge with the number of problems of a page, in the tone of the worst: "neg" or "warn"."""
        self.items[view_id].set_problems(count, tone)

    def set_rail(self, *, rail: bool) -> None:
        """Show icons alone, or icons and names."""
        if rail == self._rail:
            return
        self._rail = rail
        for part in (self.switcher, *self.items.values()):
            part.set_rail(rail)
        for head in self._heads:
            head.set_rail(rail=rail)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("side"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("hair"))

    def _fill(self) -> None:
        group = None
        for view in LISTED:
            if view.group != group:
                group = view.group
                if group:
                    head = GroupHead(group)
                    self._heads.append(head)
                    self._rows.addWidget(head)
                elif self.items:
                    self._rows.addStretch()
            self._rows.addWidget(self._item(view))

    def _item(self, view: ViewSpec) -> NavItem:
        item = NavItem(view.icon)
        item.setObjectName(f"nav.{view.id}")
        item.clicked.connect(lambda: self.chosen.emit(view.id))
        self._group.addButton(item)
        self.items[view.id] = item
        return item

    def _restyle(self) -> None:
        look = theme()
        side = look.px(Size.SIDEBAR_PADDING)
        self._rows.setContentsMargins(side, look.px(10), side + 1, side)
        self._rows.setSpacing(1)
        self.setFixedWidth(look.px(Size.RAIL if self._rail else Size.SIDEBAR))
        self._share_height()

    def _share_height(self) -> None:
        """Make the items lower where a low window at a large scale has no room for them."""
        edges, parts = self._rows.contentsMargins(), (self.switcher, *self._heads)
        taken = edges.top() + edges.bottom() + sum(part.height() for part in parts) + self._rows.count()
        room = (self.height() - taken) // len(self.items)
        high = max(min(theme().px(Size.NAV_ITEM), room), theme().px(_LOWEST))
        for item in self.items.values():
            if item.height() != high:
                item.setFixedHeight(high)
