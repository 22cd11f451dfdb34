"""What flows along the links of a plan, as values: a map draws them and computes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.analysis.forecast_results import Band

MEASURES = ("money", "hours", "reach")
Node = tuple[str, str]
"""(kind, id) of a record."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What flows in a month: money in the base currency, hours worked, opens or views."""

    money: Band
    hours: Band
    reach: Band

    def of(self, measure: str) -> Band:
        """The range of one of MEASURES."""
        found: Band = getattr(self, measure)
        return found


@dataclass(frozen=True, slots=True)
class Station:
    """A record: what comes `into` it, the money that goes `out` again (to partners, for the place), what is `kept`.

    `share` is its part of all positive mean income, None where there is none.
    """

    into: Flow
    out: Band
    kept: Band
    share: float | None


@dataclass(frozen=True, slots=True)
class MapFlows:
    """The flows of links by (kind, id) of need or listing, of `reaches` by platform and alliance, and the records'."""

    links: Mapping[Node, Flow]
    reaches: Mapping[tuple[str, str], Flow]
    stations: Mapping[Node, Station]

    def of_link(self, source: Node, target: Node, record: Node) -> Flow | None:
        """What flows from `source` to `target` by the link `record`; None where that is not known."""
        return self.reaches.get((source[1], target[1])) if target[0] == "alliance" else self.links.get(record)
