"""What every figure offers by right click and by key: the same as a table, and as a picture to save."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from planner.figures.drawing import Drawing
from planner.i18n import N_, _
from planner.ui.actions import told
from planner.ui.figures.canvas import FigureCanvas
from planner.ui.figures.files import save_figure
from planner.ui.figures.table import FigureTable
from planner.ui.look.theme import theme

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

TABLE_KEY: Final = "Ctrl+Shift+T"
"""On any figure, whatever else the keys of its page do."""
_PICTURES: Final = (("svg", N_("Save as SVG…")), ("png", N_("Save as PNG…")))
_ROWS: Final = 8  # of a table in a window of its own, before it scrolls
_WIDE: Final = 480  # px of that window at 100 %


def fill_menu(
    menu: QMenu, figure: FigureCanvas, bridge: "Bridge", turn: Callable[[], object], *, words: str = ""
) -> None:
    """Put into `menu` what a figure offers; `words` are those of its table, with the key."""
    menu.addAction(words or told(_("Show as a table"), (TABLE_KEY,))).triggered.connect(lambda _on=False: turn())
    for ending, label in _PICTURES:
        menu.addAction(_(label)).triggered.connect(
            lambda _on=False, ending=ending: save_figure(figure, bridge, figure.drawing(), ending)
        )


class TableWindow(QFrame):
    """The table of a figure that has no room for it: over the figure, until Esc or a click elsewhere."""

    def __init__(self, figure: QWidget) -> None:
        super().__init__(figure, Qt.WindowType.Popup)
        self._figure = figure
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.table = FigureTable(N_("The figure as a table"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.table)

    def show_drawing(self, drawing: Drawing) -> None:
        """Show what the figure shows now, below it."""
        self.table.show_drawing(drawing)
        figure = self._figure
        look, rows = theme(), min(self.table.rowCount(), _ROWS)
        high = self.table.horizontalHeader().height() + rows * self.table.verticalHeader().defaultSectionSize()
        self.resize(max(figure.width(), look.px(_WIDE)), high + look.px(12))
        place, room = (
            figure.mapToGlobal(figure.visibleRegion().boundingRect().bottomLeft()),
            figure.screen().availableGeometry(),
        )
        place.setX(max(min(place.x(), room.right() - self.width()), room.left()))
        place.setY(max(min(place.y(), room.bottom() - self.height()), room.top()))
        self.move(place)
        self.show()
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class FigureOffers(QObject):
    """Gives a figure that stands in no card its menu and its key; `turn` where the page has a table of its own."""

    def __init__(self, figure: FigureCanvas, bridge: "Bridge", turn: Callable[[], object] | None = None) -> None:
        super().__init__(figure)
        self._figure, self._bridge = figure, bridge
        self._turn = turn or self.show_table
        self.window: TableWindow | None = None
        self.menu = QMenu(figure)
        figure.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        figure.customContextMenuRequested.connect(self._open_menu)
        keys = QShortcut(QKeySequence(TABLE_KEY), figure)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._turn)

    def show_table(self) -> None:
        """Show the figure as a table over it."""
        if self.window is None:
            self.window = TableWindow(self._figure)
        self.window.show_drawing(self._figure.drawing())

    def _open_menu(self, place: QPoint) -> None:
        self.menu.clear()
        fill_menu(self.menu, self._figure, self._bridge, self._turn)
        self.menu.popup(self._figure.mapToGlobal(place))
