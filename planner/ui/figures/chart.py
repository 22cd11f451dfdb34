"""A chart that follows its room, and the card it stands in, with its twin as a table and its pictures to save."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from planner.figures.drawing import Drawing
from planner.i18n import N_, _
from planner.ui.actions import told
from planner.ui.figures.canvas import FigureCanvas
from planner.ui.figures.offers import TABLE_KEY, fill_menu
from planner.ui.figures.table import FigureTable
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

Draw = Callable[[float, float], Drawing]


class Chart(FigureView):
    """Shows what `draw(width, height)` gives for its room, at least `least` px high at 100 %."""

    def __init__(self, draw: Draw, least: float) -> None:
        super().__init__(theme().tokens.as_dict(), fonts.families())
        self._draw, self._least = draw, least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        follow(self._restyle)

    def redraw(self) -> None:
        """Draw anew for the room there is."""
        self.set_drawing(self._draw(self.width() / self._zoom, self.height() / self._zoom))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves: the arrow keys walk through a chart."""
        return FigureCanvas.focusNextPrevChild(self, forward)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(220), theme().px(self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self.redraw()

    def _restyle(self) -> None:
        self._zoom = theme().scale / 100
        self.set_colours(theme().tokens.as_dict())
        self.set_families(fonts.families())
        if self.isVisible():
            self.redraw()


class FigureCard(Card):
    """A chart under its title, with a menu: the same as a table, and as a picture.

    `turned` follows a change between chart and table; `opened(kind, id, field)` asks for the record behind a mark.
    """

    turned = Signal()
    opened = Signal(str, str, str)

    def __init__(self, bridge: "Bridge", draw: Draw, least: float) -> None:
        super().__init__()
        self.bridge = bridge
        self.note = Label("", Type.SMALL, 400, "t3")
        self.chart = Chart(draw, least)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.more = ToolButton("ellipsis", side=Size.CONTROL_SMALL, size=16)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.head.setStretchFactor(self.title, 0)
        self.head.addWidget(self.note, 1)
        self.head.addWidget(self.more)
        self.body.addWidget(self.stack, 1)
        self.chart.activated.connect(self.opened)
        self._keys = QShortcut(QKeySequence(TABLE_KEY), self)
        self._keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keys.activated.connect(self.turn)
        self.retranslate()

    @cached_property
    def table(self) -> FigureTable:
        """The chart as a table, made when first wanted."""
        made = FigureTable(N_("The figure as a table"))
        made.opened.connect(self.opened)
        self.stack.addWidget(made)
        return made

    @property
    def as_table(self) -> bool:
        """Whether the table is shown."""
        return self.stack.currentWidget() is not self.chart

    def leave_key(self) -> None:
        """Leave the key of the table to the page, which turns all its figures at once."""
        self._keys.setEnabled(False)

    def add_tool(self, tool: QWidget) -> None:
        """Put a control into the head of the card, before its menu."""
        self.head.insertWidget(self.head.count() - 1, tool)

    def show_table(self, *, shown: bool) -> None:
        """Show the table, or the chart."""
        self.stack.setCurrentWidget(self.table if shown else self.chart)
        self.redraw()
        self._fill_menu()
        self.turned.emit()

    def turn(self) -> None:
        """Change between chart and table; the keyboard goes along."""
        within = self.stack.currentWidget().hasFocus()
        self.show_table(shown=not self.as_table)
        if within:
            self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def redraw(self) -> None:
        """Draw anew what is shown; a hidden card does so when it is shown."""
        if not self.isVisible():
            return
        self.chart.redraw()
        self.set_title(self.chart.drawing().title)
        if self.as_table:
            self.table.show_drawing(self.chart.drawing())

    def retranslate(self) -> None:
        self.more.set_name(_("More about this figure"))
        self.more.setToolTip(_("More about this figure"))
        self._fill_menu()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the card, at the pointer; by its key at the button."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.menu.popup(event.globalPos() if by_mouse else self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        self.menu.clear()
        words = _("Show as a chart") if self.as_table else _("Show as a table")
        fill_menu(self.menu, self.chart, self.bridge, self.turn, words=told(words, (TABLE_KEY,)))
