"""What flows along the links of a plan in a month: money, hours and people reached, and what each record keeps of it.

Everything is the mean month of the 12 from the start, added up sample by sample: the ends of two ranges are never
added. A link carries what rests on it: a listing what it brings, a required domain its even part of what the product
brings, an alliance what its listings bring through it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecasting.alliance_flows import AllianceFlows
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.flows import MEASURES, Flow, MapFlows, Node, Station
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import CORRELATIONS
from planner.analysis.forecasting.known import known_of
from planner.analysis.forecasting.paths import Stopped, capacity_of
from planner.analysis.forecasting.reading import Reading, read
from planner.analysis.forecasting.summaries import band
from planner.analysis.listings.months import MonthFlow, parts, walk
from planner.model.catalogue import Need
from planner.model.plan import Plan

__all__ = ["Stopped", "map_flows"]
SAMPLES = 1024

Array = NDArray[np.float64]


def map_flows(
    plan: Plan,
    actuals: Actuals | None = None,
    samples: int = SAMPLES,
    stop: Callable[[], bool] | None = None,
) -> MapFlows:
    """The flows of `plan`; listings that take no part, or lack something, carry nothing. Stopped when `stop()` says so."""
    reading = read(plan, YEAR, known_of(plan, actuals, calibrate=True))
    draws = Draws(plan.settings.seed, samples, CORRELATIONS[plan.settings.correlation])
    year = _lived(reading, draws, stop)
    known = [row for row, part in enumerate(reading.parts) if not part.lacking]
    total = float(sum(max(0.0, float(year.rows["money"][row].mean())) for row in known))
    return _Told(reading, year, known, total).flows()


@dataclass
class _Year:
    """Sums over the year by sample: of each listing by measure, and of each alliance and row what passes through it."""

    rows: dict[str, Array]
    through: dict[tuple[str, int], dict[str, Array]] = field(default_factory=dict)
    paid: dict[tuple[str, int], Array] = field(default_factory=dict)
    fixed: dict[str, Array] = field(default_factory=dict)


def _lived(reading: Reading, draws: Draws, stop: Callable[[], bool] | None) -> _Year:
    offers = reading.offering(draws.of).offers(reading.parts)
    alliances = AllianceFlows.of(reading, draws.of)
    capacity = capacity_of(reading, alliances)
    shape = (len(offers), draws.samples)
    year = _Year({measure: np.zeros(shape) for measure in MEASURES})
    for part in parts(draws.samples, len(offers)):
        begun = alliances.begun(part)
        for flow in walk(offers, YEAR, capacity, part):
            _add(year, flow, begun, part, draws.samples)
            if stop is not None and stop():
                raise Stopped
    return year


def _add(year: _Year, flow: MonthFlow, alliances: AllianceFlows, part: slice, samples: int) -> None:
    month = {"money": flow.income - flow.ad_spend, "hours": flow.hours, "reach": flow.reach}
    for measure, rows in month.items():
        year.rows[measure][:, part] += rows
    for passing in alliances.passing(flow):
        year.fixed.setdefault(passing.id, np.zeros(samples))[part] += passing.fixed
        for row, share in passing.through.items():
            sums = year.through.setdefault((passing.id, row), {name: np.zeros(samples) for name in MEASURES})
            for measure, rows in month.items():
                sums[measure][part] += rows[row] * share
        for row, paid in passing.paid.items():
            year.paid.setdefault((passing.id, row), np.zeros(samples))[part] += paid


class _Told:
    """Sums by sample turned into the ranges of links and records."""

    def __init__(self, reading: Reading, year: _Year, known: list[int], total: float) -> None:
        self._reading, self._year, self._known, self._total = reading, year, known, total
        self._samples = next(iter(year.rows.values())).shape[1]

    def flows(self) -> MapFlows:
        """Everything told."""
        parts_ = self._reading.parts
        links: dict[Node, Flow] = {("listing", parts_[row].listing.id): _flow(self._rows([row])) for row in self._known}
        stations: dict[Node, Station] = {}
        for kind in ("product", "platform"):
            for record_id, rows in self._grouped(kind).items():
                stations[kind, record_id] = self._station(kind, record_id, rows)
        domains: dict[str, list[dict[str, Array]]] = {}
        for product, rows in self._grouped("product").items():
            needs = self._required(product)
            for need in needs:
                share = {measure: sums / len(needs) for measure, sums in self._rows(rows).items()}
                links["need", need.id] = _flow(share)
                domains.setdefault(str(need.domain), []).append(share)
        for domain, shares in domains.items():
            stations["domain", domain] = self._settled(_summed(shares), np.zeros(self._samples))
        return MapFlows(links, self._reaches(), {**stations, **self._alliances()})

    def _rows(self, rows: Iterable[int]) -> dict[str, Array]:
        chosen = list(rows)
        return {measure: sums[chosen].sum(axis=0) for measure, sums in self._year.rows.items()}

    def _grouped(self, kind: str) -> dict[str, list[int]]:
        """The rows of each product or platform."""
        groups: dict[str, list[int]] = {}
        for row in self._known:
            groups.setdefault(getattr(self._reading.parts[row], kind).id, []).append(row)
        return groups

    def _required(self, product: str) -> list[Need]:
        needs = self._reading.plan.naming("need", "product", product)
        return [need for need in needs if isinstance(need, Need) and need.role == "required" and need.domain]

    def _station(self, kind: str, record_id: str, rows: list[int]) -> Station:
        """Of a product or platform: shares paid of its listings go out, and what the platform charges by the month."""
        out = sum((paid for (_id, row), paid in self._year.paid.items() if row in rows), np.zeros(self._samples))
        if kind == "platform":
            charge = money(self._reading.plan, self._reading.plan.find(kind, record_id).monthly_cost)
            out = out + YEAR * (charge or 0.0)
        return self._settled(self._rows(rows), out)

    def _settled(self, into: dict[str, Array], out: Array) -> Station:
        share = max(0.0, float(into["money"].mean())) / self._total if self._total > 0 else None
        return Station(_flow(into), band(out / YEAR), band((into["money"] - out) / YEAR), share)

    def _reaches(self) -> dict[tuple[str, str], Flow]:
        """What comes through each alliance at each platform."""
        sums: dict[tuple[str, str], list[dict[str, Array]]] = {}
        for (alliance, row), through in self._year.through.items():
            if row in self._known:
                sums.setdefault((self._reading.parts[row].platform.id, alliance), []).append(through)
        return {ends: _flow(_summed(some)) for ends, some in sums.items()}

    def _alliances(self) -> dict[Node, Station]:
        year, nothing = self._year, np.zeros(self._samples)
        stations: dict[Node, Station] = {}
        for alliance, fixed in year.fixed.items():
            through = [sums for (one, row), sums in year.through.items() if one == alliance and row in self._known]
            into = _summed(through) if through else dict.fromkeys(MEASURES, nothing)
            into = {**into, "money": into["money"] + np.maximum(fixed, 0.0)}
            paid = sum((sums for (one, _row), sums in year.paid.items() if one == alliance), nothing)
            stations["alliance", alliance] = self._settled(into, paid + np.maximum(-fixed, 0.0))
        return stations


def _summed(some: list[dict[str, Array]]) -> dict[str, Array]:
    return {measure: np.sum([one[measure] for one in some], axis=0) for measure in MEASURES}


def _flow(sums: Mapping[str, Array]) -> Flow:
    return Flow(*(band(sums[measure] / YEAR) for measure in MEASURES))
