"""A test for a day: the rule set before it, what may come of it, what it says, and whether the day is worth it.

The hypothesis is "the rate is above the threshold"; go and stop need the same confidence. Looking daily is allowed but
makes a wrong go likelier. Priors are taken as they are; inside a test nothing is discounted.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

from scipy.special import betainc, betaincc, ndtri

from planner.analysis import bounds
from planner.analysis.facts.priors import MOST, RatePrior, Trials, trials
from planner.analysis.rounding import ceiling
from planner.analysis.uncertainty import beta_chances
from planner.i18n import _

_HAIR = 1e-12


@dataclass(frozen=True, slots=True)
class Prospect:
    """Sales from which to go and up to which to stop (None where no number of sales decides), and their chances."""

    go_from: int | None
    stop_at: int | None
    p_go: float
    p_stop: float
    p_undecided: float
    p_at_least_one: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability of a rate above the threshold, and what it means: go, stop, undecided or running."""

    p_above: float
    verdict: str


@dataclass(frozen=True, slots=True)
class RuleOfThree:
    """Visitors without a sale that exclude a rate, and the chance of a first sale among some visitors."""

    visitors_needed: float
    p_at_least_one: float


@dataclass(frozen=True, slots=True)
class Worth:
    """Money: the better of launching and not, what a test adds to it, and what knowing the rate would add."""

    value_now: float
    value_of_test: float
    value_of_knowing: float


def plan(prior: RatePrior, sample: int, threshold: float, confidence: float = 0.8) -> Prospect:
    """What `sample` visitors may decide: chances under the prior (assurance), posteriors by number of sales.

    InputError: threshold not inside 0..1, confidence not inside .5..1, sample not whole or below 0: out_of_range.
    """
    mark, sure = _rule(threshold, confidence)
    count = bounds.whole(sample, "sample", 0, int(MOST))

    def sales_above(chance: float) -> int:
        """The fewest sales after which the rate lies above the mark with at least this chance."""
        return bisect_left(range(count + 1), chance, key=lambda sales: _above(prior, (sales, count), mark))

    go_from, open_from = sales_above(sure - _HAIR), sales_above(1 - sure + _HAIR)
    p_go = beta_chances.at_least(prior.pair, go_from, count)
    p_stop = beta_chances.at_most(prior.pair, open_from - 1, count)
    return Prospect(
        go_from=go_from if go_from <= count else None,
        stop_at=open_from - 1 if open_from else None,
        p_go=p_go,
        p_stop=p_stop,
        p_undecided=max(0.0, 1 - p_go - p_stop),
        p_at_least_one=-math.expm1(beta_chances.log_exactly(prior.pair, 0, count)),
    )


def verdict(prior: RatePrior, data: Trials, sample: int, threshold: float, confidence: float = 0.8) -> Verdict:
    """What the data says: go, stop; otherwise undecided once `sample` is reached, running before.

    InputError: as `plan`; hits above trials: out_of_range.
    """
    mark, sure = _rule(threshold, confidence)
    hits, of = trials(data, "data")
    count = bounds.whole(sample, "sample", 0, int(MOST))
    p_above = _above(prior, (hits, of), mark)
    if p_above >= sure - _HAIR:
        return Verdict(p_above, "go")
    if p_above <= 1 - sure + _HAIR:
        return Verdict(p_above, "stop")
    return Verdict(p_above, "undecided" if of >= count else "running")


def rule_of_three(rate: float, confidence: float = 0.95, visitors: int = 0) -> RuleOfThree:
    """`ceil(ln(1 - confidence)/ln(1 - rate))` visitors; chance of a sale `1 - (1 - rate)^visitors`.

    InputError: rate outside (0, 1], confidence not inside 0..1: out_of_range.
    """
    chance, sure = bounds.positive(bounds.rate(rate, "rate"), "rate"), bounds.inner_rate(confidence, "confidence")
    count = bounds.whole(visitors, "visitors")
    if chance == 1:
        return RuleOfThree(1, float(count > 0))
    missed = math.log1p(-chance)
    return RuleOfThree(ceiling(math.log1p(-sure) / missed), -math.expm1(count * missed))


def value(prior: RatePrior, sample: int, audience: float, net: float, cost: float) -> Worth:
    """Launching pays `audience x rate x net - cost`, not launching 0 (Raiffa & Schlaifer 1961).

    The test of `sample` visitors is worth what is avoided by its better decisions; knowing the rate bounds it. Sums
    over outcomes are tails of the beta-binomial, since `rate x prior` is again a beta. Negative audience or cost:
    out_of_range.
    """
    count = bounds.whole(sample, "sample", 0, int(MOST))
    most = bounds.number(bounds.not_negative(audience, "audience") * bounds.number(net, "net"), "net")
    spent = bounds.not_negative(cost, "cost")
    if spent >= most:
        return Worth(0.0, 0.0, 0.0)
    gain, mark, shifted = most * prior.mean - spent, spent / most, (prior.alpha + 1, prior.beta)
    launching = gain > 0
    fewest = math.ceil(mark * (prior.weight + count) - prior.alpha)  # sales from which launching pays

    def regret(earned: float, paid: float) -> float:
        """What the decision now leaves on the table in the outcomes that speak against it."""
        brought = most * prior.mean * earned - spent * paid
        return max(0.0, -brought if launching else brought)

    if launching:
        tested = [beta_chances.at_most(pair, fewest - 1, count) for pair in (shifted, prior.pair)]
        known = [float(betainc(*pair, mark)) for pair in (shifted, prior.pair)]
    else:
        tested = [beta_chances.at_least(pair, fewest, count) for pair in (shifted, prior.pair)]
        known = [float(betaincc(*pair, mark)) for pair in (shifted, prior.pair)]
    return Worth(max(0.0, gain), regret(*tested), regret(*known))


def sample_size(rate_a: float, rate_b: float, significance: float = 0.05, power: float = 0.8) -> float:
    """Visitors in each of two groups to tell their rates apart, two-sided, pooled (Fleiss, Levin & Paik 2003).

    Infinite for equal rates. InputError: a rate, significance or power not inside 0..1: out_of_range.
    """
    one, other = bounds.inner_rate(rate_a, "rate_a"), bounds.inner_rate(rate_b, "rate_b")
    level, wanted = bounds.inner_rate(significance, "significance"), bounds.inner_rate(power, "power")
    pooled = (one + other) / 2
    spread = -float(ndtri(level / 2)) * math.sqrt(2 * pooled * (1 - pooled))
    spread += float(ndtri(wanted)) * math.sqrt(one * (1 - one) + other * (1 - other))
    ratio = max(0.0, spread) / abs(one - other) if one != other else bounds.INFINITE
    return max(1, ceiling(ratio * ratio))


def _rule(threshold: float, confidence: float) -> tuple[float, float]:
    sure = bounds.number(confidence, "confidence")
    if not 0.5 < sure < 1:
        bounds.refuse(_("The confidence must lie above 0.5 and below 1."), "confidence", "out_of_range")
    return bounds.inner_rate(threshold, "threshold"), sure


def _above(prior: RatePrior, data: tuple[float, float], mark: float) -> float:
    return float(betaincc(*prior.after(*data).pair, mark))
