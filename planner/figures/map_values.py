"""What flows, in the words of the map: a range on every line and in every node, and the width of a line."""

from dataclasses import dataclass, replace
from decimal import Decimal

from planner.analysis.forecast_results import Band
from planner.analysis.forecasting.flows import MapFlows
from planner.figures.drawing import Target
from planner.figures.map_records import MapLink, status_words
from planner.figures.speech import Speech
from planner.model.parsing import words
from planner.model.reading import Context
from planner.model.values import Range

_WHOLE = 10  # from here on amounts have no decimals


@dataclass(frozen=True, slots=True)
class Flowing:
    """The flows of a plan, looked at by one measure: money, hours or reach."""

    flows: MapFlows
    measure: str = "money"

    def of_node(self, key: Target, context: Context) -> str:
        """What comes into a record in a month, as a range; empty where that is not known."""
        station = self.flows.stations.get(key)
        return range_words(station.into.of(self.measure), self.measure, context) if station else ""

    def on_link(self, link: MapLink, context: Context) -> MapLink:
        """`link` as wide as what flows on it in a month, which its label says; else with its status, for a price among
        flows would be taken for one."""
        flow = self.flows.of_link(link.source, link.target, link.record)
        if flow is None:
            return replace(link, label=status_words(link.status) or link.label)
        band = flow.of(self.measure)
        return replace(link, weight=max(0.0, band.mean), label=range_words(band, self.measure, context))


def range_words(band: Band, measure: str, context: Context) -> str:
    """The range of a measure in few signs: ¥1,200–3,400, 3.5–6 h, 1.2k–2k."""
    if measure == "hours":
        least, most = (Decimal(f"{value:.2g}") for value in (band.p10, band.p90))
        return words("range.hours", Range.between(least, most), context)
    money = measure == "money"
    speech = Speech(context if money else replace(context, hidden=False))
    return speech.range(_near(band.p10), _near(band.p90), signed=money, dash="–")


def _near(amount: float) -> float:
    """An amount without digits that mean nothing."""
    return float(round(amount)) if abs(amount) >= _WHOLE else round(amount, 1)
