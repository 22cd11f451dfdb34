"""Recurring entries that are due, offered above the ledger: written all at once, as one step."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from planner.commands import recurring
from planner.i18n import N_, _, ngettext
from planner.ui.ledger.reading import today_of
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from datetime import date

    from planner.ui.bridge import Bridge


class DueBanner(Banner):
    """A line that says how many are due; it is not there when none is. `look_asked` follows the second link."""

    look_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__("info")
        self.bridge = bridge
        self.acted.connect(self._on_acted)
        self.hide()

    def refresh(self) -> None:
        """Look what is due today."""
        count = len(recurring.due(self.bridge.plan, self._today()))
        if count and not self.bridge.read_only:
            told = ngettext("{count} recurring entry is due", "{count} recurring entries are due", count)
            write = ngettext("Record it", "Record them", count)
            self.say(told.format(count=count), write, _("Look"))
        self.setVisible(bool(count) and not self.bridge.read_only)

    def record(self) -> None:
        """Write everything that is due."""
        today = self._today()
        ids = [one.id for one in recurring.due(self.bridge.plan, today)]
        made = self.bridge.run(N_("Record what is due"), lambda tx: recurring.record(tx, ids, today))
        if made:
            told = ngettext("Recorded {count} entry", "Recorded {count} entries", len(made))
            self.bridge.toast(told.format(count=len(made)))

    def _on_acted(self, which: int) -> None:
        if which:
            self.look_asked.emit()
        else:
            self.record()

    def _today(self) -> "date":
        today: date = today_of(Scene.of(self.bridge.plan))
        return today
