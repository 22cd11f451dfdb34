"""How far a page was scrolled, found again at the next start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

    from planner.ui.bridge import Bridge


class ScrollMemory(QObject):
    """Follows the page in `area`; scrolls to where it was once it is long enough, unless it has been scrolled meanwhile."""

    def __init__(self, area: "QScrollArea", key: str, bridge: "Bridge") -> None:
        super().__init__(area)
        self._bar, self._key, self._bridge = area.verticalScrollBar(), key, bridge
        kept = bridge.recall(key)
        known = isinstance(kept, list) and len(kept) == 2 and kept[0] == bridge.session.plan_id
        self._wanted = kept[1] if known and isinstance(kept[1], int) else 0
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.valueChanged.connect(self._on_value)

    def _on_range(self, _least: int, most: int) -> None:
        if 0 < self._wanted <= most:
            self._bar.setValue(self._wanted)

    def _on_value(self, pixels: int) -> None:
        self._wanted = 0
        self._bridge.remember(self._key, [self._bridge.session.plan_id, pixels])
