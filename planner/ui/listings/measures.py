"""By what the cells of the matrix are coloured: five steps of one hue over the listings shown, and the number in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.i18n import N_
from planner.model.catalogue import Listing
from planner.ui.forecast.outlook_words import span, speech_of
from planner.ui.listings.cell_economics import CellEconomics
from planner.ui.tables.cell_text import Scene

STEPS: Final = 5
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its marked name, the number of a listing (None: unknown), and how that is said: what is simulated
    with its range."""

    label: str
    value: Callable[[Listing, Scene, CellEconomics], float | None]
    words: Callable[[Listing, Scene, CellEconomics], str]


def _net(listing: Listing, scene: Scene, _economics: CellEconomics) -> float | None:
    found = scene.outlooks.of("listing", listing.id) if scene.outlooks else None
    return found.net.mean if found else None


def _margin(listing: Listing, scene: Scene, economics: CellEconomics) -> float | None:
    steps = economics.of(listing, scene)
    return steps.margin if steps else None


def _net_words(listing: Listing, scene: Scene, _economics: CellEconomics) -> str:
    found = scene.outlooks.of("listing", listing.id) if scene.outlooks else None
    return span(found.net, speech_of(scene)) if found else ""


def _margin_words(listing: Listing, scene: Scene, economics: CellEconomics) -> str:
    found = _margin(listing, scene, economics)
    return "" if found is None else speech_of(scene).share(found)


MEASURES: Final[Mapping[str, Measure]] = {
    "net": Measure(N_("Net / month"), _net, _net_words),
    "margin": Measure(N_("Unit margin"), _margin, _margin_words),
}


def step_of(value: float, most: float) -> int:
    """Which of the five steps a number takes: 0 for what brings nothing, 5 near the most."""
    if value <= 0 or most <= 0:
        return 0
    return min(STEPS, 1 + int(STEPS * value / most * (1 - 1e-9)))
