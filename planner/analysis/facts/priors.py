"""What is believed before data, and the data: a rate is beta, a count per unit of exposure gamma distributed.

A prior is written as a range (its 5% and 95% points), as hits of trials (Jeffreys), or by its two parameters. "1% to 5%"
is beta(4.485, 162.78) and counts like 167 visitors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NoReturn

from planner.analysis import bounds
from planner.analysis.uncertainty.ranges import Spread, beta_between, fit, gamma_between
from planner.i18n import _

MOST = 1e10
"""No data counts for more than this many visitors, events or units of exposure."""
HEAVIEST = 2000.0
"""A prior that is updated is worth at most this many visitors: one may change one's mind."""

_ENDS = tuple(one.name for one in fields(Spread))
_LEAST_PARAMETER, _MOST_PARAMETER = 1e-3, 1e13


@dataclass(frozen=True, slots=True)
class RatePrior:
    """A beta distributed rate."""

    alpha: float
    beta: float

    @property
    def weight(self) -> float:
        """How many visitors it counts like."""
        return self.alpha + self.beta

    @property
    def mean(self) -> float:
        """The expected rate."""
        return self.alpha / self.weight

    @property
    def pair(self) -> tuple[float, float]:
        """Alpha and beta."""
        return self.alpha, self.beta

    def capped(self) -> "RatePrior":
        """The same mean with a weight of at most 2000."""
        scale = min(1.0, HEAVIEST / self.weight)
        return RatePrior(self.alpha * scale, self.beta * scale)

    def after(self, hits: float, of: float) -> "RatePrior":
        """The posterior after `hits` of `of` trials."""
        return RatePrior(self.alpha + hits, self.beta + of - hits)


@dataclass(frozen=True, slots=True)
class CountPrior:
    """A gamma distributed number of events per unit of exposure."""

    shape: float
    rate: float


@dataclass(frozen=True, slots=True)
class Trials:
    """`hits` of `of` trials, such as sales of visitors."""

    hits: float | None = None
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """`events` in `exposure` units, such as sales in months."""

    events: float | None = None
    exposure: float | None = None


def rate_prior(form: Mapping[str, Any], field: str = "prior") -> RatePrior:
    """The prior of `{low, high}`, `{low, likely, high}`, `{hits, of}` or `{alpha, beta}`.

    InputError: a parameter absent: missing; another form: unknown; parameters outside .001..1e13: out_of_range; ranges
    as `ranges.fit`.
    """
    given = _given(form, (*_ENDS, "alpha", "beta"), field)
    if {"alpha", "beta"} & given.keys():
        return RatePrior(*_parameters(given, ("alpha", "beta"), field))
    return rate_prior_of(Spread(**given), field)


def rate_prior_of(spread: Spread, field: str = "prior") -> RatePrior:
    """The prior of a range of rates; a range with a likeliest value by its 5% and 95% points. Errors as `rate_prior`."""
    fitted = fit("rate", spread, field)
    if fitted.is_point:
        _refuse_form(field)
    if fitted.family == "pert":
        return RatePrior(*beta_between(fitted.quantile(0.05), fitted.quantile(0.95), field))
    return RatePrior(*_parameters(fitted.parameters, ("alpha", "beta"), field))


def count_prior(form: Mapping[str, Any], field: str = "prior") -> CountPrior:
    """The prior of `{low, high}` per unit of exposure or `{shape, rate}`; errors as `rate_prior`."""
    given = _given(form, ("low", "high", "shape", "rate"), field)
    if {"shape", "rate"} & given.keys():
        return CountPrior(*_parameters(given, ("shape", "rate"), field))
    return CountPrior(*gamma_between(given.get("low"), given.get("high"), field))


def trials(read: Trials, field: str) -> tuple[float, float]:
    """Hits and trials, 0 <= hits <= of; out_of_range otherwise."""
    of = bounds.number(read.of, f"{field}/of", 0, MOST)
    return bounds.number(read.hits, f"{field}/hits", 0, of), of


def events(read: Events, field: str) -> tuple[float, float]:
    """Events and exposure, both 0 or more; out_of_range otherwise."""
    return (
        bounds.number(read.events, f"{field}/events", 0, MOST),
        bounds.number(read.exposure, f"{field}/exposure", 0, MOST),
    )


def discounted(data: Sequence[tuple[float, float]], discount: float) -> tuple[float, float]:
    """Sums of pairs, oldest first, in which a pair of age a weighs discount^a (power prior, Ibrahim & Chen 2000)."""
    first = second = 0.0
    for one, other in data:
        first, second = first * discount + one, second * discount + other
    return first, second


def _given(form: Mapping[str, Any], known: Sequence[str], field: str) -> dict[str, Any]:
    """What is filled in of `form`; unknown when it has another key."""
    for name in form:
        bounds.one_of(name, f"{field}/{name}", known)
    return {name: value for name, value in form.items() if value is not None}


def _parameters(given: Mapping[str, Any], names: tuple[str, str], field: str) -> tuple[float, float]:
    if given.keys() - set(names):
        _refuse_form(field)
    first, second = (
        bounds.number(given.get(name), f"{field}/{name}", _LEAST_PARAMETER, _MOST_PARAMETER) for name in names
    )
    return first, second


def _refuse_form(field: str) -> NoReturn:
    message = _("“{field}” is neither a range, nor hits of trials, nor two parameters; write it in one of these ways.")
    bounds.refuse(message.format(field=field), field, "unknown")
