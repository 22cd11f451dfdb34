"""Which guess matters: how far the outcome swings with each input, and what knowing an input would be worth.

The functions ending in `_of` take arrays and are for whoever has samples already; the others draw them for an outcome
given as a sum of products. Outcomes carry one unit, mostly money.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.analysis.rounding import hair
from planner.analysis.uncertainty.ranges import Fitted, Spread, fit
from planner.analysis.uncertainty.streams import scores
from planner.i18n import _

BINS = 40

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Input:
    """One uncertain input of an outcome; its id names its stream, its kind the family of its distribution."""

    id: str
    kind: str
    spread: Spread


@dataclass(frozen=True, slots=True)
class Term:
    """coefficient x product of the inputs named in `factors`; without factors the coefficient alone."""

    factors: tuple[str, ...]
    coefficient: float = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """The outcome with one input at P10 and at P90, and the share of its squared swing in the sum of all."""

    id: str
    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class Tornado:
    """The outcome with every input at P50, and one bar per input: the largest swing first, ties by id."""

    base: float
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class RankShares:
    """Rank correlation of each input with the outcome, -1..1, and the share of its square in the sum of all."""

    correlations: Mapping[str, float]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class KnowingValue:
    """What the decision is worth now, and how much more with one input known beforehand; in the outcome's unit."""

    value_now: float
    values: Mapping[str, float]


def tornado(inputs: Sequence[Input], terms: Sequence[Term]) -> Tornado:
    """Each input at its 10% and 90% points, the others at their medians (Howard 1988).

    InputError: no input or no term: missing; an unknown factor, an id given twice: unknown; an outcome beyond what
    can be computed: out_of_range; a wrong range: as `ranges.fit` says.
    """
    fitted = _fitted(inputs, terms)
    medians = {key: one.quantile(0.5) for key, one in fitted.items()}
    lows = {key: _sum(terms, {**medians, key: one.quantile(0.1)}) for key, one in fitted.items()}
    highs = {key: _sum(terms, {**medians, key: one.quantile(0.9)}) for key, one in fitted.items()}
    return tornado_of(_sum(terms, medians), lows, highs)


def tornado_of(base: float, lows: Mapping[str, float], highs: Mapping[str, float]) -> Tornado:
    """The bars of outcomes computed elsewhere: `lows` and `highs` by input id, all finite; shares 0 if none swings."""
    swings = {key: abs(highs[key] - low) for key, low in lows.items()}
    largest = max(swings.values(), default=0.0)
    if largest <= hair(base):
        largest = 0.0
    parts = {key: swing / largest if largest else 0.0 for key, swing in swings.items()}
    shares = _shares(parts)
    rows = (Bar(key, lows[key], highs[key], shares[key]) for key in largest_first(swings))
    return Tornado(base, tuple(rows))


def largest_first(sizes: Mapping[str, float]) -> list[str]:
    """The ids by size, the largest first; sizes that differ only by rounding are ties, and ties go by id."""
    scale = max((abs(size) for size in sizes.values()), default=0.0) or 1.0
    return sorted(sizes, key=lambda key: (-round(sizes[key] / scale, 12), key))


def rank_shares(inputs: Sequence[Input], terms: Sequence[Term], samples: int, seed: int) -> RankShares:
    """Rank correlations and their shares from `samples` draws; errors as `tornado` and `streams.scores`."""
    drawn = _drawn(_fitted(inputs, terms), samples, seed)
    return rank_shares_of(drawn, _outcomes(terms, drawn, samples))


def rank_shares_of(inputs: Mapping[str, Numbers], outcome: Numbers) -> RankShares:
    """Rank correlations (Spearman 1904, ties by average ranks) of samples; 0 for what does not vary.

    `inputs` by id and `outcome` hold one value per sample; other lengths are a mismatch.
    """
    _same_samples(inputs, outcome)
    goal = _centred_ranks(outcome)
    correlations = {key: _cosine(_centred_ranks(values), goal) for key, values in inputs.items()}
    return RankShares(correlations, _shares(correlations))


def value_of_knowing(
    inputs: Sequence[Input], terms: Sequence[Term], samples: int, seed: int, cost: float = 0
) -> KnowingValue:
    """What knowing one input would be worth, from `samples` draws; errors as `tornado`; a cost below 0: out_of_range."""
    spent = bounds.not_negative(cost, "cost")
    drawn = _drawn(_fitted(inputs, terms), samples, seed)
    return value_of_knowing_of(drawn, _outcomes(terms, drawn, samples), spent)


def value_of_knowing_of(inputs: Mapping[str, Numbers], outcome: Numbers, cost: float = 0) -> KnowingValue:
    """Mean over bins of max(0, mean of outcome - cost) less max(0, its overall mean), after Strong & Oakley 2013.

    The samples are sorted by the input and cut into 40 bins of equal counts (fewer where there are fewer samples). An
    input that does not vary is known already: 0. Lengths that differ are a mismatch.
    """
    _same_samples(inputs, outcome)
    gains = outcome - cost
    now = max(0.0, float(gains.mean()))
    starts = np.linspace(0, gains.size, min(BINS, gains.size), endpoint=False).astype(np.intp)
    return KnowingValue(now, {key: _worth(values, gains, starts, now) for key, values in inputs.items()})


def _worth(values: Numbers, gains: Numbers, starts: NDArray[np.intp], now: float) -> float:
    if values.min() == values.max():
        return 0.0
    by_bin = np.add.reduceat(gains[np.argsort(values)], starts)
    return max(0.0, float(np.maximum(by_bin, 0).sum()) / gains.size - now)


def _shares(parts: Mapping[str, float]) -> dict[str, float]:
    """Each squared part of the sum of squares; all 0 where the sum is."""
    total = math.fsum(part**2 for part in parts.values())
    return {key: part**2 / total if total else 0.0 for key, part in parts.items()}


def _centred_ranks(values: Numbers) -> Numbers:
    """Ranks less their mean; equal values share the average of their ranks."""
    order = np.argsort(values)
    ordered = values[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    counts = np.diff(first, append=values.size)
    ranks = np.empty(values.size)
    ranks[order] = np.repeat(first + (counts - values.size) / 2, counts)
    return ranks


def _cosine(one: Numbers, other: Numbers) -> float:
    size = math.sqrt(float(one @ one) * float(other @ other))
    return float(one @ other) / size if size else 0.0


def _same_samples(inputs: Mapping[str, Numbers], outcome: Numbers) -> None:
    for key, values in inputs.items():
        bounds.same_length(outcome, values, f"inputs/{key}")


def _fitted(inputs: Sequence[Input], terms: Sequence[Term]) -> dict[str, Fitted]:
    bounds.some(inputs, "inputs")
    bounds.some(terms, "terms")
    bounds.distinct([one.id for one in inputs], "inputs")
    known = {one.id for one in inputs}
    for place, term in enumerate(terms):
        bounds.number(term.coefficient, f"terms/{place}/coefficient")
        for factor in term.factors:
            bounds.one_of(factor, f"terms/{place}/factors", known)
    return {one.id: fit(one.kind, one.spread, f"inputs/{one.id}") for one in inputs}


def _drawn(fitted: Mapping[str, Fitted], samples: int, seed: int) -> dict[str, Numbers]:
    return {key: one.at(scores(seed, key, samples)) for key, one in fitted.items()}


def _outcomes(terms: Sequence[Term], drawn: Mapping[str, Numbers], samples: int) -> Numbers:
    return _sum(terms, drawn) + np.zeros(samples)  # terms without factors are one number for all samples


@overload
def _sum(terms: Sequence[Term], values: Mapping[str, float]) -> float: ...
@overload
def _sum(terms: Sequence[Term], values: Mapping[str, Numbers]) -> Numbers | float: ...
def _sum(terms: Sequence[Term], values: Mapping[str, float] | Mapping[str, Numbers]) -> Numbers | float:
    total: Numbers | float = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for term in terms:
            product: Numbers | float = float(term.coefficient)
            for factor in term.factors:
                product = product * values[factor]
            total = total + product
    if not np.isfinite(total).all():
        message = _("The outcome is too large to compute; enter smaller ranges or coefficients.")
        bounds.refuse(message, "terms", "out_of_range")
    return total
