"""Where one was in a table: its order, the record and how far it was scrolled, found again at the next start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
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
            scrolled = place[2] if isinstance(place[2], int) else 0
            QTimer.singleShot(0, self, lambda: table.view.verticalScrollBar().setValue(scrolled))

    def _on_order(self) -> None:
        used = self._table.bar.filter
        self._bridge.remember(self._order, [used.sort, used.descending])

    def _on_place(self) -> None:
        table = self._table
        if table.current_id():
            scrolled = table.view.verticalScrollBar().value()
            self._bridge.remember(self._place, [self._bridge.session.plan_id, table.current_id(), scrolled])
