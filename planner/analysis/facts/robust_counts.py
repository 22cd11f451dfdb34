"""A count per month whose range may have been wrong: the counterpart of `calibration.robust` for events.

A mixture of the range and a vague gamma of the same mean that counts like half an event (unit information; Schmidli
et al. 2014). Counts are gamma-Poisson; exposure in the unit the count is per.
"""

import math

import numpy as np
from scipy.special import expit, gammainc, gammaincinv, gammaln, logit

from planner.analysis import bounds
from planner.analysis.facts.calibration import RobustUpdate
from planner.analysis.facts.priors import CountPrior, Events, events

VAGUE_SHAPE = 0.5
_LEVELS = np.array([0.05, 0.5, 0.95])


def robust_count(prior: CountPrior, data: Events, vague_weight: float = 0.1) -> RobustUpdate:
    """The posterior of a count; weights follow the marginal likelihoods (negative binomial).

    InputError: negative data, a weight outside 0..1: out_of_range.
    """
    happened, exposure = events(data, "data")
    weight = bounds.rate(vague_weight, "vague_weight")
    priors = prior, CountPrior(VAGUE_SHAPE, VAGUE_SHAPE * prior.rate / prior.shape)
    right, wrong = (_log_evidence(one, happened, exposure) for one in priors)
    off = float(expit(logit(weight) + wrong - right))
    (shape, rate), (vague_shape, vague_rate) = ((one.shape + happened, one.rate + exposure) for one in priors)
    mean = (1 - off) * shape / rate + off * vague_shape / vague_rate
    ends = np.array([gammaincinv(shape, _LEVELS) / rate, gammaincinv(vague_shape, _LEVELS) / vague_rate])
    low, high = ends.min(axis=0), ends.max(axis=0)
    for _step in range(60):
        middle = (low + high) / 2
        reached = (1 - off) * gammainc(shape, rate * middle) + off * gammainc(vague_shape, vague_rate * middle)
        low, high = np.where(reached < _LEVELS, middle, low), np.where(reached < _LEVELS, high, middle)
    p05, p50, p95 = (float(point) for point in (low + high) / 2)
    return RobustUpdate(off, mean, p05, p50, p95)


def _log_evidence(prior: CountPrior, happened: float, exposure: float) -> float:
    """ln of the negative binomial probability, up to what both parts of the mixture share."""
    share = math.log1p(exposure / prior.rate)
    return (
        float(gammaln(prior.shape + happened) - gammaln(prior.shape))
        - prior.shape * share
        - happened * (share + math.log(prior.rate))
    )
