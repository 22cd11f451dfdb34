"""What is remembered of the map beside the plan: where nodes were put, what the lines measure, what was selected."""

from typing import TYPE_CHECKING

from planner.analysis.forecasting.flows import MEASURES
from planner.figures.drawing import NOWHERE, Target

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_SEPARATOR = "/"


class KeptMap:
    """`heights` are the upper edges of the nodes that were moved, by their records, the last one last; `measure` is one of
    MEASURES; `selected` is a record or NOWHERE."""

    def __init__(self, bridge: "Bridge") -> None:
        self._bridge = bridge
        self._places = f"map.places.{bridge.plan.settings.id}"  # of this plan alone
        kept = bridge.recall(self._places, {})
        self.heights: dict[Target, float] = {}
        for name, top in kept.items() if isinstance(kept, dict) else ():
            kind, _separator, record_id = str(name).partition(_SEPARATOR)
            if isinstance(top, int | float):
                self.heights[kind, record_id] = float(top)
        self._selected = f"map.selected.{bridge.plan.settings.id}"
        chosen = bridge.recall(self._selected)
        self.selected: Target = NOWHERE
        if isinstance(chosen, list) and len(chosen) == 2 and bridge.plan.find(str(chosen[0]), str(chosen[1])):
            self.selected = (str(chosen[0]), str(chosen[1]))
        measure = bridge.recall("map.measure", MEASURES[0])
        self.measure = measure if measure in MEASURES else MEASURES[0]

    def move(self, node: Target, top: float) -> None:
        """Remember that `node` stands with its upper edge at `top`."""
        others = {one: height for one, height in self.heights.items() if one != node}
        self.heights = {**others, node: top}
        self._remember()

    def reset(self) -> None:
        """Forget every place."""
        self.heights = {}
        self._remember()

    def keep_measure(self, measure: str) -> None:
        """Remember what the lines measure."""
        self.measure = measure
        self._bridge.remember("map.measure", measure)

    def keep_selected(self, record: Target) -> None:
        """Remember what is selected."""
        self.selected = record
        self._bridge.remember(self._selected, list(record))

    def _remember(self) -> None:
        places = {_SEPARATOR.join(node): round(top, 1) for node, top in self.heights.items()}
        self._bridge.remember(self._places, places)
