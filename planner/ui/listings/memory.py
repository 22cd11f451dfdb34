"""Where one was in the matrix: the cell and how far it was scrolled, found again at the next start."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.listings.matrix_model import MatrixModel
    from planner.ui.tables.frozen_grid import GridView

_CELL: Final = "listing.cell"


class CellMemory(QObject):
    """Follows one grid; what is kept is of the plan last open: a product, a platform, pixels down and across."""

    def __init__(self, grid: "GridView", model: "MatrixModel", bridge: "Bridge") -> None:
        super().__init__(grid)
        self._grid, self._model, self._bridge = grid, model, bridge
        self._bars = (grid.verticalScrollBar(), grid.horizontalScrollBar())
        self._recall()
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self._keep())
        for bar in self._bars:
            bar.valueChanged.connect(lambda _value: self._keep())

    def _recall(self) -> None:
        kept = self._bridge.recall(_CELL)
        if not (isinstance(kept, list) and len(kept) == 5 and kept[0] == self._bridge.session.plan_id):
            return
        place = self._model.place(str(kept[1]), str(kept[2]))
        if place is None:
            return
        self._grid.setCurrentIndex(self._model.index(*place))
        scrolled = [pixels if isinstance(pixels, int) else 0 for pixels in kept[3:]]
        QTimer.singleShot(0, self, lambda: self._scroll(scrolled))

    def _scroll(self, pixels: list[int]) -> None:
        for bar, value in zip(self._bars, pixels, strict=True):
            bar.setValue(value)

    def _keep(self) -> None:
        at = self._grid.currentIndex()
        if pair := self._model.pair(at.row(), at.column()):
            self._bridge.remember(_CELL, [self._bridge.session.plan_id, *pair, *(bar.value() for bar in self._bars)])
