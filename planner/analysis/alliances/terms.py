"""What each alliance of a plan is worth to both sides, which share suits both, and whether some could leave together.

Money a month in the base currency, every guess at its median.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from planner.analysis.alliances.exchange_sheets import US, Sheet, sheet_of
from planner.analysis.alliances.exchange_values import ShareInterval, share_interval
from planner.analysis.alliances.games import Game, Group, Violation, largest_violation, shapley
from planner.analysis.alliances.pair_bonuses import pair_bonuses
from planner.analysis.forecasting.alliance_flows import AllianceFlows
from planner.analysis.forecasting.cast import cast_of, span
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.free_hours import YEAR
from planner.analysis.forecasting.inputs import inputs_of
from planner.analysis.forecasting.paths import Values
from planner.analysis.forecasting.reading import Known, Reading
from planner.analysis.listings.months import parts, walk
from planner.analysis.listings.terms import ALONE
from planner.errors import InputError
from planner.model.catalogue import Alliance, Exchange
from planner.model.plan import Plan

Array = NDArray[np.float64]
_HALF, _ALL = Decimal("0.5"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Division:
    """What everybody has of an alliance of several partners (`us` and ids), the shares after Shapley, and the group that
    would gain most by leaving."""

    has: dict[str, float]
    shapley: dict[str, float]
    violation: Violation


@dataclass(frozen=True, slots=True)
class AllianceTerms:
    """One alliance that is not ended.

    `ours` and `theirs` are the net values of its exchanges, None where no line says what the side gets. `revenue` is what
    is shared in a month while it holds, `share` our share of it as agreed, `interval` the shares that suit both; None
    without an agreed share or without revenue. `division` is None without pair bonuses of several partners. `lacking`
    are the fields to enter first, `unread` the lines of the pair bonuses that cannot be read.
    """

    id: str
    ours: float | None
    theirs: float | None
    share: float | None
    revenue: float | None
    interval: ShareInterval | None
    division: Division | None
    lacking: tuple[str, ...]
    unread: tuple[str, ...]


def alliance_terms(plan: Plan, known: Known | None = None) -> tuple[AllianceTerms, ...]:
    """The terms of every alliance that is not ended, in the plan's order; `known` is what the journal tells."""
    alliances = [one for one in plan.of(Alliance) if one.stage != "ended"]
    revenues = shared_revenues(plan, [one for one in alliances if one.share], known)
    shared = {key: float(revenue[0]) for key, revenue in revenues.items()}
    return tuple(_terms(plan, one, shared.get(one.id)) for one in alliances)


def _terms(plan: Plan, alliance: Alliance, revenue: float | None) -> AllianceTerms:
    sheet, bonuses = sheet_of(plan, alliance), pair_bonuses(plan, alliance)
    paid = float(alliance.share or 0) * (revenue or 0.0) if not sheet.pays_money else 0.0
    ours, theirs = sheet.net(paid)
    lacking = [*sheet.silent(ours=True), *sheet.silent(ours=False)]
    if sheet.hours_cost is None:
        lacking.append(f"plan/{plan.settings.id}/wage")
    told = _told(alliance, sheet)
    division = None
    if bonuses.groups and all(told):
        division = _division(alliance, (ours, theirs), bonuses.groups)
    return AllianceTerms(
        alliance.id,
        ours if told[0] and sheet.hours_cost is not None else None,
        theirs if told[1] else None,
        None if not alliance.share else 1 - float(alliance.share),
        revenue,
        _interval(alliance, sheet, revenue) if revenue else None,
        division,
        tuple(lacking),
        bonuses.unread,
    )


def _told(alliance: Alliance, sheet: Sheet) -> tuple[bool, bool]:
    """Whether the lines say what we and what they get; of an active alliance a side may get nothing at all."""
    nothing = alliance.stage == "active" and bool(sheet.lines)
    gets = [any(line.given != ours for line in sheet.lines) for ours in (True, False)]
    ours, theirs = (
        sheet.says(ours=side) or (nothing and not there) for side, there in zip((True, False), gets, strict=True)
    )
    return ours, theirs


def alternatives(alliance: Alliance) -> tuple[float, float]:
    """What we and what they would have a month without it; 0 where nothing is entered."""
    inputs = inputs_of([alliance], {})
    found = (inputs.get(f"alliance/{alliance.id}/{name}_alternative") for name in ("our", "their"))
    ours, theirs = (0.0 if read is None else max(0.0, ends(read)[1]) for read in found)
    return ours, theirs


def _interval(alliance: Alliance, sheet: Sheet, revenue: float) -> ShareInterval:
    ours, theirs = alternatives(alliance)
    return share_interval(revenue, sheet.side(ours=True, alternative=ours), sheet.side(ours=False, alternative=theirs))


def _division(alliance: Alliance, net: tuple[float, float], bonuses: Sequence[Group]) -> Division | None:
    """The game whose groups have their alternatives and bonuses, and everybody together what the alliance brings.

    Partners share what their side has, and its alternative, evenly. None for more partners than can be tried.
    """
    partners = list(dict.fromkeys(alliance.partners))
    if len(partners) < 2:
        return None
    ours, theirs = alternatives(alliance)
    alone = {US: ours, **dict.fromkeys(partners, theirs / len(partners))}
    has = {US: net[0], **dict.fromkeys(partners, net[1] / len(partners))}
    try:
        game = Game([US, *partners], alone, bonuses, [Group([US, *partners], sum(has.values()))])
    except InputError:
        return None
    return Division(has, dict(shapley(game).shares), largest_violation(game, has))


def shared_revenues(
    plan: Plan, alliances: Sequence[Alliance], known: Known | None = None, values: Values = ALONE
) -> dict[str, Array]:
    """What would be shared out in a month of the first year in which each alliance holds, were its share the whole.

    Every alliance that is not ended counts, and hours set no limit. Shape of each (samples of `values`,); an alliance
    without months is left out.
    """
    if not alliances:
        return {}
    firsts = {one.id: max(0, span(plan, one)[0]) for one in alliances}
    months = min(plan.settings.horizon_months, max(firsts.values()) + YEAR)
    reading = _reading(plan, months, known or Known())
    offers = reading.offering(values.of).offers(reading.parts)
    pairs = [(_shared(reading, one, _HALF, values), _shared(reading, one, _ALL, values)) for one in alliances]
    sums = {key: np.zeros(values.samples) for key in firsts}
    for part in parts(values.samples, len(offers)):
        begun = [(half.begun(part), whole.begun(part)) for half, whole in pairs]
        for flow in walk(offers, months, None, part):
            for one, (half, whole) in zip(alliances, begun, strict=True):
                if firsts[one.id] <= flow.month < firsts[one.id] + YEAR:
                    sums[one.id][part] += 2 * (half.net(flow) - whole.net(flow))
    held = {one.id: _months_held(plan, one, months) for one in alliances}
    return {key: np.maximum(0.0, total) / held[key] for key, total in sums.items() if held[key]}


def _reading(plan: Plan, months: int, known: Known) -> Reading:
    """The listings that alliances name, and no others."""
    alliances = tuple(one for one in plan.of(Alliance) if one.stage != "ended")
    ids = {one.id for one in alliances}
    exchanges = tuple(line for line in plan.of(Exchange) if line.alliance in ids)
    named = {line.listing for line in exchanges}
    cast = cast_of(plan, months)
    kept = tuple(part for part in cast.parts if part.listing.id in named)
    records = [one for part in kept for one in (part.listing, part.product, part.platform)]
    inputs = inputs_of([*records, *exchanges], known.calibrated)
    return Reading(plan, months, replace(cast, parts=kept), inputs, alliances, exchanges, None, np.zeros(months), known)


def _shared(reading: Reading, alliance: Alliance, share: Decimal, values: Values) -> AllianceFlows:
    """The flows of one alliance alone, as if so much were shared and nothing capped it."""
    alone = replace(reading, alliances=(replace(alliance, share=share, cap=None),))
    return AllianceFlows.of(alone, values.of)


def _months_held(plan: Plan, alliance: Alliance, months: int) -> int:
    first, last = span(plan, alliance)
    begin = max(0, first)
    end = min(months, begin + YEAR) if last is None else min(months, begin + YEAR, last + 1)
    return max(0, end - begin)
