"""What the experiments of a plan may decide: said before the day is spent, and judged by what came of it.

A test of a conversion sets its listing's range against the pass mark (`experiments`); a test that counts sales or
replies passes when it reaches its mark and is over at its end. Money in the base currency.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from planner.analysis import bounds
from planner.analysis.facts import experiments
from planner.analysis.facts.calibration import silence
from planner.analysis.facts.experiments import Prospect, Verdict, Worth
from planner.analysis.facts.priors import HEAVIEST, RatePrior, Trials, rate_prior_of
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.inputs import spread_of
from planner.analysis.listings.terms import listing_terms
from planner.analysis.uncertainty import beta_chances
from planner.analysis.uncertainty.ranges import Spread
from planner.errors import InputError
from planner.model.catalogue import Experiment, Listing
from planner.model.experiments import REPLIES, Count, counted_by_hand
from planner.model.plan import Plan
from planner.model.values import Range

NO_OPINION = Spread(low=0.001, high=0.1)
"""What is believed of a conversion of which nothing is known; a uniform prior would expect half of all to buy."""
USUAL_CONFIDENCE = 0.8
OPEN = ("idea", "running")
"""States in which a test can still be changed."""
_MOST_UNDECIDED = 0.5
_MOST_VISITORS = 1_000_000
_NEARLY_NEVER = 1e-4


@dataclass(frozen=True, slots=True)
class ConversionTest:
    """A test of a conversion: what is believed before it, its pass mark, and what its sample may decide.

    From `silence` visitors without a sale on their silence says something; `needed` visitors decide more often than not
    and reach that (its sample where it does already); both infinite where no number does.
    """

    prior: RatePrior
    threshold: float
    confidence: float
    sample: int
    prospect: Prospect
    silence: float
    needed: float


@dataclass(frozen=True, slots=True)
class ExperimentOutlook:
    """One experiment of a plan.

    `counted` and `verdict` are None where nothing was counted; `test` is None for counts of sales or replies. `p_pass` is
    the chance that so many of the sample of a count of sales buy, by the conversion of the listing. `worth` is what a
    test adds to going on with its listing or not, `cost` what its hours bring elsewhere; None where that is not known.
    `lacking` are the fields to enter first.
    """

    id: str
    listing: str | None
    measure: str
    state: str
    test: ConversionTest | None = None
    counted: Trials | None = None
    verdict: Verdict | None = None
    worth: Worth | None = None
    cost: float | None = None
    lacking: tuple[str, ...] = ()
    p_pass: float | None = None

    @property
    def over(self) -> bool:
        """Whether it is still running and has nothing to wait for: mark, sample or end is reached."""
        return self.state == "running" and self.verdict is not None and self.verdict.verdict != "running"


def counted_trials(plan: Plan, counts: Mapping[str, Count]) -> dict[str, Trials]:
    """What each experiment counted, as hits of trials: sales and orders from `counts`, replies as they were typed."""
    found = {name: Trials(count.hits, count.of) for name, count in counts.items()}
    for one in plan.of(Experiment):
        replies = counted_by_hand(one.changes) if one.measure == REPLIES else None
        if replies is not None:
            found[one.id] = Trials(replies)
    return found


def experiment_outlooks(
    plan: Plan,
    forecast: Forecast | None = None,
    counted: Mapping[str, Trials] | None = None,
    now: datetime | None = None,
) -> tuple[ExperimentOutlook, ...]:
    """Every experiment of the plan; `counted` are hits of trials by experiment, as ledger and publications say.

    Without `now` no test is over by its date.
    """
    seen = counted or {}
    return tuple(_outlook(plan, one, forecast, seen.get(one.id), now) for one in plan.of(Experiment))


def _outlook(
    plan: Plan, one: Experiment, forecast: Forecast | None, counted: Trials | None, now: datetime | None
) -> ExperimentOutlook:
    measure, state = one.measure or "conversion", one.state or "idea"
    cost = _cost(plan, one, forecast)
    if measure != "conversion":
        said = None if counted is None else _counted_verdict(one, counted, now)
        chance = _chance_to_pass(plan, one) if measure == "sales" else None
        return ExperimentOutlook(one.id, one.listing, measure, state, None, counted, said, None, cost, p_pass=chance)
    try:
        test = conversion_test(plan, one)
    except InputError as error:
        return ExperimentOutlook(one.id, one.listing, measure, state, None, counted, cost=cost, lacking=(error.field,))
    said = None
    if counted is not None:
        said = experiments.verdict(test.prior, counted, test.sample, test.threshold, test.confidence)
        if said.verdict == "running" and _over(one, now):
            said = replace(said, verdict="undecided")
    return ExperimentOutlook(
        one.id, one.listing, measure, state, test, counted, said, _worth(plan, one, test, forecast), cost
    )


def _counted_verdict(one: Experiment, counted: Trials, now: datetime | None) -> Verdict:
    """go once the mark is reached, stop when the test is over without it, running until then."""
    if one.threshold is not None and (counted.hits or 0.0) >= float(one.threshold):
        return Verdict(1.0, "go")
    return Verdict(0.0, "stop" if _over(one, now) else "running")


def _over(one: Experiment, now: datetime | None) -> bool:
    return one.state == "done" or (now is not None and one.stop_at is not None and now >= one.stop_at)


def _chance_to_pass(plan: Plan, one: Experiment) -> float | None:
    """That at least the pass mark of the sample buys, where the listing says how many do."""
    listing = plan.find("listing", one.listing)
    if not isinstance(listing, Listing) or listing.conversion is None or not one.sample or one.threshold is None:
        return None
    try:
        prior = conversion_prior(listing.conversion)
    except InputError:
        return None
    return beta_chances.at_least(prior.pair, math.ceil(one.threshold), one.sample)


def conversion_test(plan: Plan, one: Experiment) -> ConversionTest:
    """What the experiment may decide about the conversion of its listing.

    InputError with the path of the field: sample or pass mark empty: missing; outside their bounds: out_of_range; a
    range that no distribution fits.
    """
    listing = plan.find("listing", one.listing)
    conversion = listing.conversion if isinstance(listing, Listing) else None
    prior = conversion_prior(conversion, f"listing/{one.listing}/conversion")
    path = f"experiment/{one.id}/"
    sample, threshold = bounds.whole(one.sample, f"{path}sample"), bounds.inner_rate(one.threshold, f"{path}threshold")
    confidence = USUAL_CONFIDENCE if one.confidence is None else float(one.confidence)

    def prospect(count: int) -> Prospect:
        return experiments.plan(prior, count, threshold, confidence)

    try:
        now = prospect(sample)
    except InputError as error:
        raise InputError(error.message, f"{path}{error.field}", error.kind) from None
    quiet = silence(prior)
    will_do = now.p_undecided <= _MOST_UNDECIDED and sample >= quiet
    needed = float(sample) if will_do else _needed(lambda count: prospect(count).p_undecided, quiet)
    return ConversionTest(prior, threshold, confidence, sample, now, quiet, needed)


def conversion_prior(conversion: Range | None, field: str = "conversion") -> RatePrior:
    """What a listing's range says before data; a number counts like 2000 visitors, nothing entered is no opinion.

    InputError naming `field` for a range that no distribution fits.
    """
    spread = NO_OPINION if conversion is None else spread_of(conversion, "rate")
    if spread.value is None:
        return rate_prior_of(spread, field)
    rate = min(max(spread.value, _NEARLY_NEVER), 1 - _NEARLY_NEVER)
    return RatePrior(rate * HEAVIEST, (1 - rate) * HEAVIEST)


def _needed(undecided: Callable[[int], float], quiet: float) -> float:
    """To two digits the smallest sample found that decides more often than not and reaches the silence."""
    if quiet > _MOST_VISITORS:
        return math.inf
    low, high = max(1, int(quiet)) - 1, max(1, int(quiet))
    while undecided(high) > _MOST_UNDECIDED:
        low, high = high, 2 * high
        if high > _MOST_VISITORS:
            return math.inf
    while high - low > max(1, high // 50):
        middle = (low + high) // 2
        low, high = (low, middle) if undecided(middle) <= _MOST_UNDECIDED else (middle, high)
    step = 10 ** max(0, len(str(high)) - 2)
    return float(-(-high // step) * step)


def _cost(plan: Plan, one: Experiment, forecast: Forecast | None) -> float | None:
    """The hours of the test at what an hour brings elsewhere, else at what it sells for."""
    hourly = forecast.value_of_hour if forecast is not None else None
    wage = money(plan, plan.settings.wage) if hourly is None else hourly
    return None if wage is None or one.budget_hours is None else one.budget_hours.minutes / 60 * wage


def _worth(plan: Plan, one: Experiment, test: ConversionTest, forecast: Forecast | None) -> Worth | None:
    """Going on with the listing for a year pays visitors x rate x net of an order less its hours and advertising."""
    outlook = next((each for each in forecast.listings if each.id == one.listing), None) if forecast else None
    terms = next((each for each in listing_terms(plan) if each.id == one.listing), None)
    if outlook is None or terms is None or terms.net is None or terms.net <= 0:
        return None
    cost = outlook.hours.mean * (money(plan, plan.settings.wage) or 0.0) + outlook.ad_spend
    visitors = outlook.orders.mean / test.prior.mean
    return experiments.value(test.prior, test.sample, visitors, terms.net, cost)
