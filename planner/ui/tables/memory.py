"""Where one was in a table or a matrix: the order, what was current and how far it was scrolled, for the next start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPersistentModelIndex, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTableView

    from planner.ui.bridge import Bridge
    from planner.ui.tables.records import RecordTable


class TableMemory(QObject):
    """Follows one table. The order is for every plan, the place is that in the plan last open."""

    def __init__(self, table: "RecordTable") -> None:
        super().__init__(table)
        self._table, self._bridge = table, table.bridge
        self._order, self._place = f"{table.kind}.order", f"{table.kind}.place"
        self._recall()
        table.bar.changed.connect(self._on_order)
        table.current_changed.connect(lambda _id: self._on_place())
        table.view.verticalScrollBar().valueChanged.connect(lambda _value: self._on_place())

    def _recall(self) -> None:
        kept, table = self._bridge.recall(self._order), self._table
        ids = {column.id for column in table.model.columns}
        if isinstance(kept, list) and len(kept) == 2 and kept[0] in ids:
            table.bar.ask(sort=kept[0], descending=kept[1] is True)
        place = self._bridge.recall(self._place)
        if not (isinstance(place, list) and len(place) == 3 and place[0] == self._bridge.session.plan_id):
            return
        row = table.model.row_of(str(place[1]))
        if row >= 0:
            table.view.select_rows([row])
            _scroll_later(table.view, 0, place[2])

    def _on_order(self) -> None:
        used = self._table.bar.filter
        self._bridge.remember(self._order, [used.sort, used.descending])

    def _on_place(self) -> None:
        table = self._table
        if table.current_id():
            scrolled = table.view.verticalScrollBar().value()
            self._bridge.remember(self._place, [self._bridge.session.plan_id, table.current_id(), scrolled])


class GridMemory(QObject):
    """Follows one matrix; what is kept under `key` is of the plan last open.

    `pair(row, column)` are the two records that meet in a cell, `place(one, other)` are row and column of their cell.
    """

    def __init__(
        self,
        grid: "QTableView",
        key: str,
        bridge: "Bridge",
        pair: "Callable[[int, int], tuple[str, str] | None]",
        place: "Callable[[str, str], tuple[int, int] | None]",
    ) -> None:
        super().__init__(grid)
        self._grid, self._key, self._bridge, self._pair = grid, key, bridge, pair
        self._recall(place)
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self._keep())
        for bar in (grid.horizontalScrollBar(), grid.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._keep())

    def _recall(self, place: "Callable[[str, str], tuple[int, int] | None]") -> None:
        kept = self._bridge.recall(self._key)
        if not (isinstance(kept, list) and len(kept) == 5 and kept[0] == self._bridge.session.plan_id):
            return
        cell = place(str(kept[1]), str(kept[2]))
        if cell is not None:
            self._grid.setCurrentIndex(self._grid.model().index(*cell))
            _scroll_later(self._grid, kept[3], kept[4])

    def _keep(self) -> None:
        at, across, down = self._grid.currentIndex(), self._grid.horizontalScrollBar(), self._grid.verticalScrollBar()
        if pair := self._pair(at.row(), at.column()):
            self._bridge.remember(self._key, [self._bridge.session.plan_id, *pair, across.value(), down.value()])


def _scroll_later(view: "QTableView", across: object, down: object) -> None:
    """Scroll once the view has its size, unless by then something else has been asked for and is current."""
    current = QPersistentModelIndex(view.currentIndex())

    def scroll() -> None:
        if QPersistentModelIndex(view.currentIndex()) == current:
            for bar, pixels in ((view.horizontalScrollBar(), across), (view.verticalScrollBar(), down)):
                bar.setValue(pixels if isinstance(pixels, int) else 0)

    QTimer.singleShot(0, view, scroll)
