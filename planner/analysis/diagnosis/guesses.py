"""Rules about guesses and facts: where they disagree, how honest ranges are, which test decides, what to test first."""

import math
from collections.abc import Iterator
from typing import Any

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, Subject, hint, warning
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.diagnosis.proposed_ranges import around as around_it
from planner.analysis.diagnosis.proposed_ranges import field_name, range_fix
from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.experiment_outlooks import OPEN, conversion_test
from planner.analysis.facts.observed_ranges import Observed, honesty, observed
from planner.analysis.facts.track_record import JUDGED, track_record
from planner.analysis.forecast import ForecastOptions
from planner.analysis.forecast import forecast as forecast_of
from planner.analysis.forecast_results import Driver, Forecast
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import Experiment
from planner.model.checks import Fix, Lacking, Surroundings
from planner.model.plan import Plan
from planner.model.values import Month, Range

_FEW_SAMPLES = 512  # enough for a fan that six months are held against
_LONG_BARS = 5
_DECISIONS = frozenset({"publications_per_month"})  # what one decides is no guess, though it may be one number
_SURELY_RIGHT = 0.3  # well below what fires, also for a rule that lets go late
_WEIGHTY = 0.01  # a guess with a smaller part of the squared swing decides nothing


def _facts(around: Surroundings) -> Iterator[Subject]:
    """DA01: each guess of which the journal tells (`observed_ranges`); of the whole plan the last six months that are
    over, held against a forecast made without them. A guess with less than a hundredth of the year's squared swing is
    passed over while it is not strongly off.
    """
    plan, facts, forecast = around.plan, around.results["actuals"], around.results["forecast"]
    weights = {(one.kind, one.id, one.field): one.share for one in forecast.drivers}
    for one in observed(plan, facts):
        if one.word == "as_planned" and one.probability_off < _SURELY_RIGHT:
            continue
        light = bool(weights) and weights.get((one.kind, one.id, one.field), 0.0) < _WEIGHTY
        if light and one.word != "strongly":
            continue
        names = {"name": plan.label(one.kind, one.id), "field": field_name(one.kind, one.field)}
        values = {"probability_off": min(1.0, one.probability_off), "bits": one.bits, "months_inside": None}
        fix = range_fix(plan, one.kind, one.field, (one.low, one.high))
        yield Subject(one.kind, one.id, one.field, values, names, fix=fix)
    inside = _months_inside(plan, forecast, facts)
    if inside is not None:
        values = {"probability_off": None, "bits": None, "months_inside": inside}
        yield Subject("plan", plan.settings.id, "", values)


def _months_inside(plan: Plan, forecast: Forecast, facts: Actuals) -> int | None:
    """How many of the last six months lay inside the fan of guesses; None while fewer are over."""
    over = [month for month in facts.months if forecast.start <= month < Month.of(facts.today)]
    if len(over) < JUDGED:
        return None
    if forecast.calibrated:
        span = min(len(forecast.months), over[-1] - forecast.start + 1)
        forecast = forecast_of(plan, None, ForecastOptions(_FEW_SAMPLES, months=span, calibrated=False, drivers=False))
    return track_record(forecast, facts).months_inside


def _ranges(around: Surroundings) -> Iterator[Subject]:
    """DA02: the guesses that facts can resolve and how many held; the factor by which their widths (rates in log odds,
    counts in logarithms) would have held nine of ten."""
    resolved = [one for one in observed(around.plan, around.results["actuals"]) if one.held is not None]
    told, words = honesty(resolved), Words(around.plan, around.today)
    factor = _widening(resolved)
    names = {"held": words.number(told.held, "count"), "factor": words.number(factor, "factor")}
    missed = dict.fromkeys((one.kind, one.id) for one in resolved if not one.held)
    values = {"resolved": told.resolved, "coverage_tail": min(1.0, max(0.0, told.tail))}
    yield Subject("plan", around.plan.settings.id, "", values, names, tuple(missed))


def _widening(resolved: list[Observed]) -> float:
    """The nine-tenths point of how many half-widths the facts lie from the middle of their guess; at least 1."""
    distances = sorted(_distance(one) for one in resolved)
    return max([1.0, *distances[math.ceil(0.9 * len(distances)) - 1 :][:1]])


def _distance(one: Observed) -> float:
    counts = one.field == "publications_per_month"
    fact = (one.hits + 0.5) / (one.of + (0.0 if counts else 1.0))
    low, high, seen = (_unbounded(number, counts=counts) for number in (one.prior_low, one.prior_high, fact))
    return abs(2 * seen - low - high) / (high - low) if high > low else 1.0


def _unbounded(number: float, *, counts: bool) -> float:
    kept = max(number, 1e-9)
    return math.log(kept) if counts else math.log(kept / max(1 - number, 1e-9))


def _tests(around: Surroundings) -> Iterator[Subject | Lacking]:
    """DA03: tests of a conversion that are not over (`plan_experiments`); counts of sales or replies always decide."""
    words = Words(around.plan, around.today)
    for one in around.plan.of(Experiment):
        if (one.state or "idea") not in OPEN or (one.measure or "conversion") != "conversion":
            continue
        try:
            test = conversion_test(around.plan, one)
        except InputError as error:
            yield Lacking((error.field,))
            continue
        values = {
            "p_undecided": min(1.0, test.prospect.p_undecided),
            "sample": test.sample,
            "silence_visitors": test.silence,
        }
        names = {"name": one.hypothesis, "needed": words.number(test.needed, "count")}
        also = (("listing", one.listing),) if one.listing else ()
        fix = None
        if test.sample < test.needed < math.inf and one.state != "running":  # then it is fixed
            fix = Fix(_("Plan {count}").format(count=names["needed"]), {"sample": int(test.needed)})
        yield Subject("experiment", one.id, "sample", values, names, also, fix)


def _guesses(around: Surroundings) -> Iterator[Subject]:
    """DA04: the five longest bars of the forecast that are numbers without range, and of all guesses the one that is
    worth most to know, unless facts or a test speak of it. What is decided, not guessed, is left out."""
    plan, forecast = around.plan, around.results["forecast"]
    known = {one.key for one in observed(plan, around.results["actuals"])}
    known |= {f"listing/{one.listing}/conversion" for one in plan.of(Experiment) if one.state in ("running", "done")}
    guessed = [one for one in forecast.drivers if one.field not in _DECISIONS]
    top = max(guessed, key=lambda one: one.knowing, default=None)
    for rank, one in enumerate(forecast.drivers, 1):
        highest = one.knowing > 0 and one is top
        if one.field not in _DECISIONS and (highest or (one.exact and rank <= _LONG_BARS)):
            yield _guess(plan, one, {
                "is_point": one.exact,
                "bar_rank": rank,
                "untested": not one.calibrated and f"{one.kind}/{one.id}/{one.field}" not in known,
                "highest_value_of_knowing": highest,
            })  # fmt: skip


def _guess(plan: Plan, one: Driver, values: dict[str, Any]) -> Subject:
    names = {"name": plan.label(one.kind, one.id), "field": field_name(one.kind, one.field)}
    held = getattr(plan.find(one.kind, one.id), one.field, None)
    exact = float(held.low) if isinstance(held, Range) and held.is_exact and held.low is not None else 0.0
    fix = range_fix(plan, one.kind, one.field, around_it(exact)) if exact else None
    impact = one.knowing if values["highest_value_of_knowing"] else None
    return Subject(one.kind, one.id, one.field, values, names, fix=fix, impact=impact)


SPECS = (
    RuleSpec(
        "DA01",
        N_("Plan and facts disagree"),
        gather=_facts,
        needs=("forecast", "actuals"),
        numbers=(
            Number("probability_off", "share", empty=True),
            Number("bits", "bits", empty=True, infinite=True),
            Number("months_inside", "count", optional=True),  # of the last six, for the plan as a whole
        ),
        names=("name", "field"),
        conditions=(
            warning(
                N_("The range of {field} of “{name}” was probably off; the chance of it is {probability_off}."),
                Mark("probability_off", ">=", 0.5),
            ),
            warning(
                N_(
                    "If {field} of “{name}” were as planned, what happened would be as unlikely as {bits} heads in a "
                    "row with a coin."
                ),
                Mark("bits", ">=", 4.32),
            ),
            warning(
                N_("Of the last six months {months_inside} came out within the forecast."),
                Mark("months_inside", "<", 3),
            ),
        ),
        why=N_(
            "Either the range was more likely off than not, or so much surprise comes in at most one case of twenty "
            "when a plan is right, or fewer than three of six months lay inside the forecast. Taking the facts in makes "
            "the next forecast better."
        ),
        advice=N_("Take the proposed range, which comes from your own numbers."),
        hysteresis=True,
    ),
    RuleSpec(
        "DA02",
        N_("Your ranges are too narrow"),
        gather=_ranges,
        needs=("actuals",),
        numbers=(Number("resolved", "count"), Number("coverage_tail", "share")),
        names=("held", "factor"),
        conditions=(
            hint(
                N_("Widen your ranges by a factor of {factor}: of {resolved} that can be checked, {held} held."),
                Mark("resolved", ">=", 10),
                Mark("coverage_tail", "<", 0.05),
            ),
        ),
        why=N_(
            "A range is meant to hold nine times in ten. With ten or more checked, so few would hold by chance in less "
            "than one case of twenty; nearly everyone guesses too narrowly."
        ),
        advice=N_("Widen the open ranges by this factor."),
    ),
    RuleSpec(
        "DA03",
        N_("This test cannot decide"),
        gather=_tests,
        numbers=(
            Number("p_undecided", "share"),
            Number("sample", "count"),
            Number("silence_visitors", "count", infinite=True),
        ),
        names=("name", "needed"),
        conditions=(
            warning(
                N_(
                    "With a sample of {sample} “{name}” ends undecided with a chance of {p_undecided}; it takes {needed}."
                ),
                Mark("p_undecided", ">", 0.5),
            ),
            warning(
                N_("“{name}” cannot say stop: no number of visitors without a sale would mean anything."),
                Mark("silence_visitors", ">=", math.inf),
            ),
            warning(
                N_("“{name}” has a sample of {sample}, but silence says something only from {silence_visitors} on."),
                Mark("sample", "<", "silence_visitors"),
            ),
        ),
        why=N_(
            "A test is worth its day when it ends in go or stop more often than not, and when no sale at all would tell "
            "something. It is kinder to know before the day is spent."
        ),
        advice=N_("Plan as many visitors as it takes, or test something with a larger effect."),
    ),
    RuleSpec(
        "DA04",
        N_("The plan bets on a guess"),
        gather=_guesses,
        needs=("forecast", "actuals"),
        numbers=(
            Number("is_point", "flag"),
            Number("bar_rank", "rank", empty=True),
            Number("untested", "flag"),
            Number("highest_value_of_knowing", "flag"),
        ),
        names=("name", "field"),
        conditions=(
            hint(
                N_("Give {field} of “{name}” a range: it is one number and among the five that matter most."),
                Mark("is_point", "=", 1),
                Mark("bar_rank", "<=", 5),
            ),
            hint(
                N_("Test {field} of “{name}” first: nothing else is worth more to know."),
                Mark("untested", "=", 1),
                Mark("highest_value_of_knowing", "=", 1),
            ),
        ),
        why=N_(
            "A forecast turns on a few guesses. This one is among the five with the longest bars and has no range, or "
            "it is the one most worth knowing and was never tried."
        ),
        advice=N_("Give it a range and test it first."),
    ),
)
