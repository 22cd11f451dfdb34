"""The matrix of works and platforms on screen: what is chosen in it, and what its keys mean."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

from planner.commands.distribution import Place
from planner.i18n import _
from planner.ui.distribution.cells import DistributionDelegate
from planner.ui.distribution.model import DistributionModel
from planner.ui.listings.matrix_delegate import MatrixHeader
from planner.ui.look.tokens import Motion
from planner.ui.tables.frozen_grid import FrozenGrid, GridView
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LEAST = 92  # px of a cell


class DistributionGrid(FrozenGrid):
    """The grid. `moved` follows another current cell; `entered` Enter or a double click, `deleted` Del, `spread` Ctrl+Enter.

    `work_chosen(id)` follows a click on a name, `menu_asked(global point)` the menu key or a right click. `letters` are
    the single keys, by what they run.
    """

    moved = Signal()
    entered = Signal()
    deleted = Signal()
    spread = Signal()
    work_chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, model: DistributionModel) -> None:
        self.model = model
        names = GridView(model, DistributionDelegate(), MatrixHeader(None))
        self._cells = DistributionDelegate()
        grid = GridView(model, self._cells, MatrixHeader(None, painting.CENTRE))
        super().__init__(names, grid, LEAST)
        self.letters: Mapping[str, Callable[[], object]] = {}
        grid.took = self._took
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())
        grid.doubleClicked.connect(lambda _index: self.entered.emit())
        names.clicked.connect(lambda index: self.work_chosen.emit(model.works[index.row()].id))
        model.modelReset.connect(self._keep)
        self._last: Place | None = None
        self._dark = QTimer(self, singleShot=True, interval=Motion.FLASH)
        self._dark.timeout.connect(self._on_dark)
        self.moved.connect(self._remember)

    def current(self) -> Place | None:
        """The current cell; None where there is none."""
        at = self.grid.currentIndex()
        return self.model.place(at.row(), at.column()) if at.isValid() else None

    def chosen(self) -> list[Place]:
        """The cells selected, row by row; the current one where nothing is."""
        found = [
            place
            for block in self.grid.selectionModel().selection()
            for row in range(block.top(), block.bottom() + 1)
            for column in range(max(block.left(), 1), block.right() + 1)
            if (place := self.model.place(row, column)) is not None
        ]
        current = self.current()
        return found or ([current] if current else [])

    def go_to(self, work: str, platform: str = "") -> bool:
        """Make a cell the current one; whether it is listed."""
        spot = self.model.spot(work, platform)
        if spot is None:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.selectionModel().setCurrentIndex(self.model.index(*spot), flags)
        self.grid.scrollTo(self.model.index(*spot))
        return True

    def flash(self) -> None:
        """Light the current cell up for a moment: somebody was led here."""
        at = self.grid.currentIndex()
        self._cells.flashed = (at.row(), at.column())
        self._dark.start()
        self.grid.viewport().update()

    def _on_dark(self) -> None:
        self._cells.flashed = (-1, -1)
        self.grid.viewport().update()

    def below(self) -> QPoint:
        """The global point under the current cell, where something about it may open."""
        rect = self.grid.visualRect(self.grid.currentIndex())
        return self.grid.viewport().mapToGlobal(rect.bottomLeft())

    def retranslate(self) -> None:
        self.grid.setAccessibleName(_("Works and platforms"))
        self.names.setAccessibleName(_("Works"))
        for view in (self.names, self.grid):
            view.viewport().update()
            view.horizontalHeader().viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if by_mouse:
            at = self.grid.indexAt(self.grid.viewport().mapFromGlobal(event.globalPos()))
            if at.isValid() and not self.grid.selectionModel().isSelected(at):
                self.grid.setCurrentIndex(at)
        self.menu_asked.emit(event.globalPos() if by_mouse else self.below())

    def _took(self, event: QKeyEvent) -> bool:
        """Whether a key had a meaning of its own."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            self.spread.emit()
        elif held & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        elif enter or key == Qt.Key.Key_F2:
            self.entered.emit()
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif key == Qt.Key.Key_Left and self.grid.currentIndex().column() <= 1:
            pass  # the names are no cells
        else:
            act = self.letters.get(event.text().upper()) if event.text() else None
            if act is None:
                return False
            act()
        return True

    def _remember(self) -> None:
        self._last = self.current() or self._last

    def _keep(self) -> None:
        """Stay on the same cell when other works are listed, or on the first one."""
        last = self._last
        if (last is None or not self.go_to(last.work, last.platform)) and self.model.works and self.model.platforms:
            self.grid.setCurrentIndex(self.model.index(0, 1))
        self.moved.emit()
