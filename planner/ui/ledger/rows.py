"""Reads the entries of some row numbers and words them: what the model of the ledger asks for, a page at a time."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.model.catalogue import Entry
from planner.model.rates import Rates
from planner.ui.ledger.columns import Marks, cells_of
from planner.ui.ledger.reading import KIND
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.window_model import WindowRow

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_AT_ONCE = 500  # entries read by their numbers in one go


class EntryRows:
    """Words entries by the plan as it was at the last `renew`; `duplicates` are the numbers of rows that stand twice."""

    def __init__(self, bridge: "Bridge") -> None:
        self.bridge = bridge
        self.duplicates: frozenset[int] = frozenset()
        self.renew()

    def renew(self) -> None:
        """Take the plan, the language and the day as they are now."""
        self.scene = Scene.of(self.bridge.plan)
        self.rates = Rates(self.bridge.plan)

    def read(self, rowids: Sequence[int]) -> dict[int, WindowRow]:
        """The rows of these numbers; those deleted meanwhile are left out."""
        found = dict(self.entries(rowids))
        named = {entry.refund_of for entry in found.values() if entry.refund_of}
        sales = {sale.id: sale for sale in self.bridge.session.journal.records(KIND, named)} if named else {}
        known = {key: sale for key, sale in sales.items() if isinstance(sale, Entry)}
        return {rowid: self._row(entry, Marks(rowid in self.duplicates, known)) for rowid, entry in found.items()}

    def _row(self, entry: Entry, marks: Marks) -> WindowRow:
        scene, rates = self.scene, self.rates
        return WindowRow(entry, lambda: cells_of(entry, scene, rates, marks))

    def entries(self, rowids: Sequence[int]) -> Iterator[tuple[int, Entry]]:
        """The entries of these numbers that are still there."""
        journal = self.bridge.session.journal
        for start in range(0, len(rowids), _AT_ONCE):
            part = rowids[start : start + _AT_ONCE]
            found = journal.window(KIND, part)
            if len(found) < len(part):  # some are gone: one by one, to know which
                pairs = [(rowid, entry) for rowid in part for entry in journal.window(KIND, [rowid])]
            else:
                pairs = list(zip(part, found, strict=True))
            yield from ((rowid, entry) for rowid, entry in pairs if isinstance(entry, Entry))
