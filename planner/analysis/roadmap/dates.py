"""When the milestones of a plan end: in which order, on which day, with which chance to be late, and how full the weeks are.

One person works on them, and they come before all else. What is left of a milestone is its effort times one's own bias
less the hours logged for it. Dates look ten years ahead.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.facts.actuals import Actuals
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import Draws, ends
from planner.analysis.forecasting.free_hours import apart, milestone_hours
from planner.analysis.forecasting.inputs import CORRELATIONS, Input, inputs_of
from planner.analysis.newest import newest
from planner.analysis.roadmap.date_chances import (
    chance_late,
    date_chances,
    days_of_calendar,
    days_of_weeks,
    drawn_weeks,
)
from planner.analysis.roadmap.milestones import Milestone as Piece
from planner.analysis.roadmap.precedence import blocked, find_circle
from planner.analysis.roadmap.priorities import EXACT_AT_MOST, order_by_due, order_by_ratio, order_by_value
from planner.analysis.roadmap.schedule import Schedule, schedule
from planner.analysis.roadmap.throughput import Bias, bias
from planner.analysis.roadmap.working_hours import WorkingHours, working_hours
from planner.analysis.uncertainty.streams import uniforms
from planner.model.catalogue import Milestone
from planner.model.plan import Plan
from planner.model.values import Month

SAMPLES = 512
FAR = 3650
"""Days ahead beyond which no date is given."""
FEWEST_WEEKS = 4
"""Fewer logged weeks say nothing about the next ones; then the typed hours count."""
FOUR_WEEKS = 28
_MOST_WEEKS, _YEAR = FAR // 7, 365

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MilestoneOutlook:
    """One open milestone: `hours` left (median), the day on which it is finished and `ready` if all goes as estimated,
    the days by which it is with a chance of 50, 80 and 90 %, and the chance to be late.

    A day is None where it does not come within ten years, `late` where nothing is due or no date can be given.
    """

    id: str
    hours: float
    due: dt.date | None
    finish: dt.date | None = None
    ready: dt.date | None = None
    p50: dt.date | None = None
    p80: dt.date | None = None
    p90: dt.date | None = None
    late: float | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The open milestones in the order in which they are worked on; last, as in the plan and without dates, those that are
    `blocked`: in a circle or behind one. `circle` is the first circle.

    `rule` says what made the order: due, value (least cost of delay), ratio (the same, approximate), or circle where all
    are blocked. `bias` is that of `finished` milestones; `weekly` are the logged weeks behind the dates, none where typed hours are.
    `lacking` are fields without which dates are missing or too early.
    """

    milestones: tuple[MilestoneOutlook, ...]
    rule: str
    circle: tuple[str, ...]
    blocked: tuple[str, ...]
    bias: Bias
    finished: int
    weekly: tuple[float, ...]
    lacking: tuple[str, ...]


@newest
def roadmap(plan: Plan, today: dt.date, actuals: Actuals | None = None) -> Roadmap:
    """The roadmap as of `today`; without `actuals` nothing is logged and nobody is biased."""
    milestones = [one for one in plan.of(Milestone) if one.done_on is None]
    inputs = inputs_of(milestones, {})
    own, finished = own_bias(plan, actuals)
    there = {one.id for one in milestones}
    after = {one.id: tuple(each for each in one.after if each in there) for one in milestones}
    left = {one.id: _left(inputs, one.id, own, actuals) for one in milestones}
    lacking = [f"milestone/{one.id}/effort" for one in milestones if one.effort is None]
    weekly = logged_weeks(actuals)
    calendar = typed_hours(plan)
    if not weekly and plan.settings.hours_per_week is None and milestones:
        lacking.append(f"plan/{plan.settings.id}/hours_per_week")
    stuck = blocked(after)
    pieces = [_piece(plan, one, left[one.id], after[one.id]) for one in milestones if one.id not in stuck]
    dues = {one.id: one.due for one in milestones}
    rule, order = _order(pieces, {piece.id: dues[piece.id] for piece in pieces}, today, calendar)
    ordered = sorted(pieces, key=lambda piece: order.index(piece.id))
    found = _Dates(plan, today, calendar, weekly).of(ordered, dues, _samples(plan, inputs, ordered, own, actuals))
    found += [MilestoneOutlook(one, left[one], dues[one]) for one in stuck]
    rule = "circle" if stuck and not pieces else rule
    return Roadmap(tuple(found), rule, find_circle(after), stuck, own, finished, weekly, tuple(lacking))


def own_bias(plan: Plan, actuals: Actuals | None) -> tuple[Bias, int]:
    """By how much finished milestones took longer than the median of their estimate, and how many of them tell."""
    logged = actuals.milestone_hours if actuals is not None else {}
    done = [one for one in plan.of(Milestone) if one.done_on is not None and logged.get(one.id, 0.0) > 0]
    inputs = inputs_of(done, {})
    pairs = [
        (ends(read)[1], logged[one.id])
        for one in done
        if (read := inputs.get(f"milestone/{one.id}/effort")) is not None and ends(read)[1] > 0
    ]
    return bias([guess for guess, _fact in pairs], [fact for _guess, fact in pairs]), len(pairs)


def logged_weeks(actuals: Actuals | None) -> tuple[float, ...]:
    """The hours of the last weeks logged; none where these are too few, or all without hours."""
    weeks = actuals.weeks if actuals is not None else ()
    return weeks if len(weeks) >= FEWEST_WEEKS and any(weeks) else ()


def typed_hours(plan: Plan) -> WorkingHours | None:
    """The hours of each day as typed; None where nothing was typed, or noughts."""
    week = plan.settings.hours_per_week
    if week is None or not any(day.minutes for day in week):
        return None
    return working_hours([day.minutes / 60 for day in week], plan.settings.days_off)


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """Hours planned for the next four weeks, and the hours there are."""

    planned: float
    capacity: float


def next_four_weeks(plan: Plan, forecast: Forecast, today: dt.date, actuals: Actuals | None = None) -> FourWeeks | None:
    """What everything planned would take in the 28 days from `today` against the typed hours.

    Listings and alliances count month by month, before the plan's start as in its first month. What is left of a milestone
    counts whole where it is due by then, else by the share of the days until it is due, a year where no day is named.
    None without typed hours.
    """
    week = plan.settings.hours_per_week
    if week is None or not forecast.needed:
        return None
    off, spread = set(plan.settings.days_off), _spread(plan, len(forecast.needed))
    planned, capacity = _milestones_within(plan, today, actuals), 0.0
    for ahead in range(FOUR_WEEKS):
        day = today + dt.timedelta(ahead)
        index = min(max(Month.of(day) - forecast.start, 0), len(forecast.needed) - 1)
        month = forecast.start + index
        running = max(0.0, forecast.needed[index] - float(spread[index]))
        planned += running / ((month + 1).first_day() - month.first_day()).days
        capacity += 0.0 if day in off else week[day.weekday()].minutes / 60
    return FourWeeks(planned, capacity)


def _spread(plan: Plan, months: int) -> Vector:
    """The hours of milestones that a forecast reckons with in each of its months."""
    milestones = plan.of(Milestone)
    inputs = inputs_of(milestones, {})
    efforts = {one.id: ends(inputs[key])[1] for one in milestones if (key := f"milestone/{one.id}/effort") in inputs}
    return milestone_hours(plan, months, efforts)


def _milestones_within(plan: Plan, today: dt.date, actuals: Actuals | None) -> float:
    """The hours that open milestones ask of the next four weeks, those of a product still to be made counted there."""
    milestones = tuple(apart(plan, plan.of(Milestone)))
    inputs, (own, _finished) = inputs_of(milestones, {}), own_bias(plan, actuals)
    asked = 0.0
    for one in milestones:
        days = _YEAR if one.due is None else (one.due - today).days + 1
        asked += _left(inputs, one.id, own, actuals) * (1.0 if days <= FOUR_WEEKS else FOUR_WEEKS / days)
    return asked


def _left(inputs: Mapping[str, Input], milestone: str, own: Bias, actuals: Actuals | None) -> float:
    read = inputs.get(f"milestone/{milestone}/effort")
    return 0.0 if read is None else max(0.0, ends(read)[1] * own.shrunk_factor - _logged(actuals, milestone))


def _logged(actuals: Actuals | None, milestone: str) -> float:
    return actuals.milestone_hours.get(milestone, 0.0) if actuals is not None else 0.0


def _piece(plan: Plan, milestone: Milestone, hours: float, after: tuple[str, ...]) -> Piece:
    cost = money(plan, milestone.cost_of_delay) or 0.0
    return Piece(milestone.id, hours, None, milestone.wait_days or 0, after, cost)


def _order(
    pieces: Sequence[Piece], dues: Mapping[str, dt.date | None], today: dt.date, calendar: WorkingHours | None
) -> tuple[str, tuple[str, ...]]:
    """The rule and the ids: by due dates where there are any, else by cost of delay."""
    if any(due is not None for due in dues.values()):
        dated = [replace(piece, due=_hours_until(dues[piece.id], today, calendar)) for piece in pieces]
        return "due", order_by_due(dated).order
    if len(pieces) <= EXACT_AT_MOST:
        return "value", order_by_value(pieces).order
    return "ratio", order_by_ratio(pieces).order


def _hours_until(due: dt.date | None, today: dt.date, calendar: WorkingHours | None) -> float | None:
    """Working hours until the end of the due day, days below 0 where it is past; days where no hours are typed."""
    if due is None:
        return None
    if due < today or calendar is None:
        return float((due - today).days)
    return calendar.between(today, due)


def _samples(
    plan: Plan, inputs: Mapping[str, Input], pieces: Sequence[Piece], own: Bias, actuals: Actuals | None
) -> Vector:
    """Hours left of each milestone, in order, as samples; shape (milestones, samples)."""
    draws = Draws(plan.settings.seed, SAMPLES, CORRELATIONS[plan.settings.correlation])
    found = np.zeros((len(pieces), SAMPLES))
    for row, piece in enumerate(pieces):
        read = inputs.get(f"milestone/{piece.id}/effort")
        if read is not None:
            found[row] = np.maximum(0.0, draws.of(read) * own.shrunk_factor - _logged(actuals, piece.id))
    return found


@dataclass(frozen=True, slots=True)
class _Dates:
    """What turns hours of work into days."""

    plan: Plan
    today: dt.date
    calendar: WorkingHours | None
    weekly: tuple[float, ...]

    def of(
        self, pieces: Sequence[Piece], dues: Mapping[str, dt.date | None], samples: Vector
    ) -> list[MilestoneOutlook]:
        """The outlook of each milestone; they are worked on in this order."""
        planned = self._planned(pieces)
        waits = self._waits(pieces, planned)
        done = np.cumsum(samples, axis=0)
        weeks = self._weeks(done)
        found = []
        for piece, efforts in zip(pieces, done, strict=True):
            finish = planned.finish.get(piece.id) if planned is not None else None
            ready = planned.ready.get(piece.id) if planned is not None else None
            blank = MilestoneOutlook(piece.id, piece.effort, dues[piece.id], finish, ready)
            days = self._days(efforts, weeks)
            found.append(blank if days is None else _with_chances(blank, days + waits.get(piece.id, 0), self.today))
        return found

    def _planned(self, pieces: Sequence[Piece]) -> Schedule | None:
        """The schedule if all goes as estimated; None without typed hours, or where it takes more than ten years."""
        if self.calendar is None:
            return None
        end = self.today + dt.timedelta(FAR)
        waits = sum(piece.wait_days for piece in pieces)
        if sum(piece.effort for piece in pieces) > self.calendar.between(self.today, end) or waits > FAR:
            return None
        return schedule(pieces, self.today, self.calendar.week, self.calendar.days_off)

    def _waits(self, pieces: Sequence[Piece], planned: Schedule | None) -> dict[str, int]:
        """The days by which waiting puts off each milestone if all goes as estimated."""
        if planned is None or not any(piece.wait_days for piece in pieces):
            return {}
        hasty = self._planned([replace(piece, wait_days=0) for piece in pieces])
        assert hasty is not None  # noqa: S101 - it is shorter than the other
        return {key: (day - hasty.finish[key]).days for key, day in planned.finish.items()}

    def _weeks(self, done: Vector) -> Vector | None:
        """Weeks drawn from the logged ones, enough for all the work; shape (samples, weeks)."""
        if not self.weekly or not len(done):
            return None
        mean = sum(self.weekly) / len(self.weekly)
        count = min(_MOST_WEEKS, math.ceil(2 * float(done[-1].max()) / mean) + len(self.weekly))
        drawn = uniforms(self.plan.settings.seed, "weeks", SAMPLES * count, "plain")
        return drawn_weeks(self.weekly, drawn).reshape(SAMPLES, count)

    def _days(self, efforts: Vector, weeks: Vector | None) -> Vector | None:
        """The day, counted from today, on which so much work is done; infinite beyond ten years."""
        if weeks is not None:
            return days_of_weeks(efforts, weeks)
        if self.calendar is None:
            nothing = self.plan.settings.hours_per_week is not None  # a week without hours ends nothing, ever
            return np.where(efforts > 0, math.inf, 0.0) if nothing else None
        most = self.calendar.between(self.today, self.today + dt.timedelta(FAR))
        days = days_of_calendar(np.minimum(efforts, most), self.today, self.calendar)
        return np.where(efforts > most, math.inf, days)


def _with_chances(blank: MilestoneOutlook, days: Vector, today: dt.date) -> MilestoneOutlook:
    chances = date_chances(days, today)
    late = None if blank.due is None else chance_late(days, today, blank.due)
    return replace(blank, p50=chances.p50, p80=chances.p80, p90=chances.p90, late=late)
