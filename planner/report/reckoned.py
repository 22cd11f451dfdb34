"""The numbers a report tells that have to be computed: made once by whoever exports, as plain frozen values.

What the analysis refuses for want of sound input is left out: the section that would tell it leaves itself out.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from planner.errors import InputError
from planner.model.clock import zone_of
from planner.model.plan import Plan
from planner.report.journal import JournalFacts

if TYPE_CHECKING:
    from planner.analysis.alliances.terms import AllianceTerms
    from planner.analysis.distribution.coverage import CoverageTable
    from planner.analysis.distribution.gaps import Gap
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.facts.experiment_outlooks import ExperimentOutlook
    from planner.analysis.facts.observed_ranges import Honesty, Observed
    from planner.analysis.facts.track_record import TrackRecord
    from planner.analysis.forecast_results import Forecast
    from planner.analysis.forecasting.moves import PlanMoves
    from planner.analysis.listings.terms import ListingTerms
    from planner.analysis.roadmap.dates import FourWeeks, Roadmap
    from planner.analysis.roadmap.timeline import Timeline
    from planner.analysis.skills.portfolio import Skills
    from planner.analysis.sources.fragility import Fragility

MOST_WORKS = 16
"""Works that the matrix of distribution shows, the newest."""
_HOURS = 100.0  # of learning that are handed out
_MOVE_SAMPLES = 256  # enough for the few moves that are printed
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the analysis says of a plan on a day; None (or nothing) where it cannot say anything."""

    actuals: "Actuals"
    forecast: "Forecast | None" = None
    skills: "Skills | None" = None
    listings: "tuple[ListingTerms, ...]" = ()
    alliances: "tuple[AllianceTerms, ...]" = ()
    fragility: "Fragility | None" = None
    roadmap: "Roadmap | None" = None
    four_weeks: "FourWeeks | None" = None
    experiments: "tuple[ExperimentOutlook, ...]" = ()
    gaps: "tuple[Gap, ...]" = ()
    observed: "tuple[Observed, ...]" = ()
    honesty: "Honesty | None" = None
    record: "TrackRecord | None" = None
    covered: "CoverageTable | None" = None
    timeline: "Timeline | None" = None
    moves: "PlanMoves | None" = None


def reckon(plan: Plan, facts: JournalFacts, day: dt.date, forecast: "Forecast | None" = None) -> Reckoned:
    """Everything a report tells of `plan` as of `day`; `forecast` where there is one of the plan already."""
    from planner.analysis.alliances.terms import alliance_terms  # noqa: PLC0415 - NumPy, not before a report is wanted
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415
    from planner.analysis.listings.terms import listing_terms  # noqa: PLC0415
    from planner.analysis.skills.portfolio import skills  # noqa: PLC0415
    from planner.analysis.sources.fragility import fragility  # noqa: PLC0415

    happened = actuals(plan, facts.tallies, day)
    outlook = forecast or _tried(lambda: _forecast(plan, happened))
    return _dated(
        Reckoned(
            happened,
            outlook,
            _tried(lambda: skills(plan, outlook, _HOURS)),
            _tried(lambda: listing_terms(plan)) or (),
            _tried(lambda: alliance_terms(plan, known_of(plan, happened, calibrate=True))) or (),
            _tried(lambda: fragility(plan, outlook)) if outlook is not None else None,
        ),
        plan,
        facts,
    )


def reckon_for_partner(plan: Plan, day: dt.date) -> Reckoned:
    """What a partner may know: when milestones are due. Nothing of money."""
    from planner.analysis.facts.actuals import actuals  # noqa: PLC0415 - as above
    from planner.analysis.roadmap.dates import roadmap  # noqa: PLC0415
    from planner.analysis.roadmap.timeline import timeline  # noqa: PLC0415

    road = _tried(lambda: roadmap(plan, day))
    laid_out = _tried(lambda: timeline(plan, road, day)) if road is not None and road.milestones else None
    return Reckoned(actuals(plan, JournalFacts().tallies, day), roadmap=road, timeline=laid_out)


def _dated(known: Reckoned, plan: Plan, facts: JournalFacts) -> Reckoned:
    """What follows with the dates of the roadmap, the tests, the gaps and what guesses came to."""
    from planner.analysis.distribution.gaps import gaps  # noqa: PLC0415 - as above
    from planner.analysis.facts.experiment_outlooks import counted_trials, experiment_outlooks  # noqa: PLC0415
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415
    from planner.analysis.roadmap.dates import next_four_weeks, roadmap  # noqa: PLC0415

    happened, outlook, day = known.actuals, known.forecast, known.actuals.today
    counted = counted_trials(plan, facts.counts)
    return _beside_facts(
        replace(
            known,
            roadmap=_tried(lambda: roadmap(plan, day, happened)),
            four_weeks=_tried(lambda: next_four_weeks(plan, outlook, day, happened)) if outlook is not None else None,
            moves=_tried(lambda: _moves(plan, happened, outlook)) if outlook is not None and outlook.listings else None,
            experiments=_tried(lambda: experiment_outlooks(plan, outlook, counted, noon(plan, day))) or (),
            gaps=_tried(lambda: gaps(plan, facts.placements, known_of(plan, happened, calibrate=True))) or (),
        ),
        plan,
        facts,
    )


def _beside_facts(known: Reckoned, plan: Plan, facts: JournalFacts) -> Reckoned:
    """What guesses came to, where works stand, and the roadmap laid out in time."""
    from planner.analysis.distribution.coverage import coverage  # noqa: PLC0415 - as above
    from planner.analysis.facts.observed_ranges import honesty  # noqa: PLC0415
    from planner.analysis.roadmap.timeline import timeline  # noqa: PLC0415

    happened, road, day = known.actuals, known.roadmap, known.actuals.today
    observed = _observed(plan, happened)
    return replace(
        known,
        observed=observed,
        honesty=honesty(observed) if observed else None,
        record=_tried(lambda: _record(plan, happened)) if happened.months else None,
        covered=_tried(lambda: coverage(plan, facts.placed, noon(plan, day), MOST_WORKS)) if facts.placed else None,
        timeline=_tried(lambda: timeline(plan, road, day)) if road is not None and road.milestones else None,
    )


def noon(plan: Plan, day: dt.date) -> dt.datetime:
    """The moment for which a report of `day` stands: noon where the plan lives, the same on every computer."""
    return dt.datetime.combine(day, dt.time(12), zone_of(plan.settings) or dt.UTC)


def _tried(make: Callable[[], _Result]) -> _Result | None:
    try:
        return make()
    except InputError:
        return None


def _forecast(plan: Plan, happened: "Actuals") -> "Forecast":
    from planner.analysis.forecast import forecast  # noqa: PLC0415 - as above

    return forecast(plan, happened)


def _moves(plan: Plan, happened: "Actuals", outlook: "Forecast") -> "PlanMoves":
    from planner.analysis.forecasting.moves import MoveOptions, plan_moves  # noqa: PLC0415 - as above

    return plan_moves(plan, happened, outlook, MoveOptions(samples=_MOVE_SAMPLES))


def _observed(plan: Plan, happened: "Actuals") -> "tuple[Observed, ...]":
    from planner.analysis.facts.observed_hours import observed_hours  # noqa: PLC0415 - as above
    from planner.analysis.facts.observed_ranges import observed  # noqa: PLC0415

    return _tried(lambda: (*observed(plan, happened), *observed_hours(plan, happened))) or ()


def _record(plan: Plan, happened: "Actuals") -> "TrackRecord":
    """How a forecast without the facts stood up to them."""
    from planner.analysis.facts.track_record import track_record  # noqa: PLC0415 - as above
    from planner.analysis.forecast import ForecastOptions, forecast  # noqa: PLC0415

    return track_record(
        forecast(plan, happened, ForecastOptions(samples=2048, calibrated=False, drivers=False)), happened
    )
