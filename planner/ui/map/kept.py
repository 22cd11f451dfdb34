"""What is remembered of the map beside the plan: where nodes were put, and what the lines measure."""

from typing import TYPE_CHECKING

from planner.analysis.forecasting.flows import MEASURES
from planner.figures.drawing import Target

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_SEPARATOR = "/"


class KeptMap:
    """`heights` are the upper edges of the nodes that were moved, by their records, the last one last; `measure` is one of MEASURES."""

    def __init__(self, bridge: "Bridge") -> None:
        self._bridge = bridge
        self._places = f"map.places.{bridge.plan.settings.id}"  # of this plan alone
        kept = bridge.recall(self._places, {})
        self.heights: dict[Target, float] = {}
        for name, top in kept.items() if isinstance(kept, dict) else ():
            kind, _separator, record_id = str(name).partition(_SEPARATOR)
            if isinstance(top, int | float):
                self.heights[kind, record_id] = float(top)
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

    def _remember(self) -> None:
        places = {_SEPARATOR.join(node): round(top, 1) for node, top in self.heights.items()}
        self._bridge.remember(self._places, places)
