"""What facts say about each guess: how far they surprise it, the range they propose, and how honest all ranges were.

Facts of several months are pooled with forgetting (`evidence`), so hits and trials need not be whole. Rates are
beta-binomial, counts gamma-Poisson; either way one tenth of the weight lies on the range having been wrong.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from scipy.special import betaincinv, gammaincinv

from planner.analysis import bounds
from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.calibration import RobustUpdate, coverage, robust
from planner.analysis.facts.evidence import Evidence, evidence
from planner.analysis.facts.priors import (
    HEAVIEST,
    CountPrior,
    Events,
    RatePrior,
    Trials,
    discounted,
    rate_prior_of,
)
from planner.analysis.facts.robust_counts import robust_count
from planner.analysis.facts.surprise import Surprise, surprise_count, surprise_rate
from planner.analysis.forecasting.inputs import spread_of
from planner.analysis.newest import newest
from planner.analysis.uncertainty.ranges import Spread, fit, gamma_between
from planner.errors import InputError
from planner.model.plan import Plan

_JEFFREYS = 0.5
_REMEMBERED = 1024  # an edit changes one guess, and most facts stay as they are
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Observed:
    """One guess beside its facts.

    `hits` of `of` are all that was counted (of a count: events in months); everything else weighs old months less
    and, of open rates, views that came in clusters.
    `prior` is the guess, `prior_low` and `prior_high` its 5% and 95% points. `probability_off` is the chance that it was
    wrong, `bits` and `word` how far the facts surprise it; `low`, `high` and `mean` are the range that the facts propose.
    `held` says whether the facts lie inside the guess; None while they cannot tell, or where the guess is a number.
    """

    kind: str
    id: str
    field: str
    hits: float
    of: float
    prior: Spread
    prior_low: float
    prior_high: float
    probability_off: float
    bits: float
    word: str
    low: float
    high: float
    mean: float
    held: bool | None

    @property
    def key(self) -> str:
        """The guess it speaks of: `kind/record id/field`."""
        return f"{self.kind}/{self.id}/{self.field}"


@dataclass(frozen=True, slots=True)
class Honesty:
    """How many of the resolved 90% ranges held, their share (None when none is resolved), and the chance of so few."""

    held: int
    resolved: int
    share: float | None
    tail: float


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one family makes of guess and facts; `alone` are the 5% and 95% points by the facts alone (Jeffreys)."""

    guess: Ends
    surprise: Surprise
    after: RobustUpdate
    alone: Ends
    middle: float


@newest
def observed(plan: Plan, actuals: Actuals) -> tuple[Observed, ...]:
    """Every guess of which ledger or publications say something.

    A number without range is taken as a prior worth 2000 trials (of a count 2000 months); 0 and 100 % promise that
    something never or always happens and are left alone, as is a range that no distribution fits.
    """
    found = []
    for one in evidence(plan, actuals):
        with suppress(InputError):
            found.append(_observed(one))
    return tuple(found)


@newest
def calibrated(plan: Plan, actuals: Actuals) -> dict[str, Spread]:
    """The ranges that the facts propose, by `kind/id/field`: what a forecast takes in place of the guesses.

    How often something is to be published is not among them: that is decided, not guessed.
    """
    return proposed(one for one in observed(plan, actuals) if one.field != "publications_per_month")


def proposed(observations: Iterable[Observed]) -> dict[str, Spread]:
    """`calibrated` of what was observed already; a range that no distribution fits is left out."""
    found = {}
    for one in observations:
        spread = Spread(low=one.low, high=one.high)
        with suppress(InputError):
            fit(_family(one.field), spread)
            found[one.key] = spread
    return found


def honesty(observations: Iterable[Observed]) -> Honesty:
    """How the ranges did that are resolved: the facts alone give a narrower 90% range than the guess was.

    The tail is P(so few or fewer of them hold), binomial with .9 (DA02).
    """
    resolved = [one.held for one in observations if one.held is not None]
    held = sum(resolved)
    told = coverage(held, len(resolved))
    return Honesty(held, len(resolved), told.share, told.tail)


def _family(field: str) -> str:
    return "count" if field == "publications_per_month" else "rate"


def _observed(one: Evidence) -> Observed:
    family = _family(one.field)
    prior = spread_of(one.guess, family)
    hits, of = (one.weight * count for count in discounted(one.data, one.discount))
    judged = (_judged_rate if family == "rate" else _judged_count)(prior, hits, of, one.key)
    low, high = judged.guess
    resolved = judged.alone[1] - judged.alone[0] < high - low
    return Observed(
        kind=one.kind,
        id=one.id,
        field=one.field,
        hits=sum(pair[0] for pair in one.data),
        of=sum(pair[1] for pair in one.data),
        prior=prior,
        prior_low=low,
        prior_high=high,
        probability_off=judged.after.probability_off,
        bits=judged.surprise.bits,
        word=judged.surprise.word,
        low=judged.after.p05,
        high=judged.after.p95,
        mean=judged.after.mean,
        held=low <= judged.middle <= high if resolved else None,
    )


@lru_cache(_REMEMBERED)
def _judged_rate(spread: Spread, hits: float, of: float, field: str) -> _Judged:
    exact = spread.value
    if exact is None:
        prior, fitted = rate_prior_of(spread, field), fit("rate", spread, field)
        guess = fitted.quantile(0.05), fitted.quantile(0.95)
    else:
        bounds.inner_rate(exact, field)
        prior, guess = RatePrior(exact * HEAVIEST, (1 - exact) * HEAVIEST), (exact, exact)
    data = Trials(hits, of)
    low, middle, high = (
        float(betaincinv(hits + _JEFFREYS, of - hits + _JEFFREYS, level)) for level in (0.05, 0.5, 0.95)
    )
    return _Judged(guess, surprise_rate(prior, data), robust(prior, data), (low, high), middle)


@lru_cache(_REMEMBERED)
def _judged_count(spread: Spread, happened: float, months: float, field: str) -> _Judged:
    exact = spread.value
    if exact is None:
        fitted = fit("count", spread, field)
        guess = fitted.quantile(0.05), fitted.quantile(0.95)
        prior = CountPrior(*gamma_between(*guess, field))
    else:
        bounds.positive(exact, field)
        prior, guess = CountPrior(exact * HEAVIEST, HEAVIEST), (exact, exact)
    data = Events(happened, months)
    low, middle, high = (float(gammaincinv(happened + _JEFFREYS, level)) / months for level in (0.05, 0.5, 0.95))
    return _Judged(guess, surprise_count(prior, data), robust_count(prior, data), (low, high), middle)
