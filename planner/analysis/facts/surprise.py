"""How far facts surprise a guess: tails of the prior predictive, in bits and in a word (Box 1980)."""

import math
from dataclasses import dataclass

from scipy.special import betainc, betaincc

from planner.analysis.facts.priors import CountPrior, Events, RatePrior, Trials, events, trials
from planner.analysis.uncertainty import beta_chances

WORDS = ((6.6, "strongly"), (4.32, "disagree"), (3.0, "unusual"))


@dataclass(frozen=True, slots=True)
class Surprise:
    """The two-sided probability of something so unlikely, -log2 of it, and the word for it.

    Words: as_planned below 3 bits, unusual, from 4.32 disagree (plan and facts), from 6.6 strongly.
    """

    probability: float
    bits: float
    word: str


def surprise_rate(prior: RatePrior, data: Trials) -> Surprise:
    """`min(1, 2 min(P(X <= hits), P(X >= hits)))` under the beta-binomial; the prior is taken as it is, not capped.

    InputError: hits above trials, negative: out_of_range.
    """
    hits, of = trials(data, "data")
    return _surprise(beta_chances.at_most(prior.pair, hits, of), beta_chances.at_least(prior.pair, hits, of))


def surprise_count(prior: CountPrior, data: Events) -> Surprise:
    """The same for events in an exposure, under the negative binomial; no exposure and no event is no surprise."""
    happened, exposure = events(data, "data")
    total = prior.rate + exposure
    few = float(betaincc(happened + 1, prior.shape, exposure / total))
    many = float(betainc(happened, prior.shape, exposure / total)) if happened > 0 else 1.0
    return _surprise(few, many)


def _surprise(few: float, many: float) -> Surprise:
    probability = min(1.0, 2 * min(few, many))
    bits = -math.log2(probability) if probability > 0 else math.inf
    reached = (word for mark, word in WORDS if bits >= mark - 1e-9)
    return Surprise(probability, max(0.0, bits), next(reached, "as_planned"))
