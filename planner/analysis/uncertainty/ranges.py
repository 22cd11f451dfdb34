"""A typed range as a distribution: one family per kind of field, everywhere in the program.

people, money, hours: lognormal; signed: normal; rate: beta; count per month: gamma; with a likeliest value PERT on
absolute ends; hits of trials: beta after Jeffreys; a number: a point that is never drawn. `low` and `high` are the 5%
and the 95% points. Values keep the unit of what was typed.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, NoReturn, overload

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincc, betaincinv, gammaincc, gammaincinv, ndtr, ndtri

from planner.analysis import bounds
from planner.analysis.uncertainty.inverses import LAST_SCORE, beta_at, gamma_at
from planner.analysis.uncertainty.two_quantiles import Z95, beta_parameters, gamma_parameters
from planner.i18n import _

KINDS = ("people", "money", "hours", "rate", "count", "signed")

Numbers = NDArray[np.float64]
_FORMS = (("value",), ("low", "high"), ("low", "likely", "high"), ("hits", "of"))


@dataclass(frozen=True, slots=True)
class Spread:
    """A range as plain floats, in exactly one form: value; low, high; low, likely, high; or hits, of."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    likely: float | None = None
    hits: float | None = None
    of: float | None = None


@dataclass(frozen=True, slots=True)
class _Family:
    """What a family computes from its parameters (handed over as keywords) and an array."""

    inverse: Callable[..., Any]
    at: Callable[..., Any]
    above: Callable[..., Any]
    mean: Callable[..., float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A distribution with its parameters and mean.

    parameters by family: point value; lognormal, normal mu, sigma; beta alpha, beta; gamma shape, rate; pert alpha,
    beta, low, high.
    """

    family: str
    parameters: Mapping[str, float] = field(hash=False)
    mean: float

    @property
    def is_point(self) -> bool:
        """A number without width."""
        return self.family == "point"

    @overload
    def quantile(self, p: float) -> float: ...
    @overload
    def quantile(self, p: Numbers) -> Numbers: ...
    def quantile(self, p: float | Numbers) -> float | Numbers:
        """The exact inverse distribution at p, 0 < p < 1; a float for a float, an array for an array."""
        chances = np.asarray(p, dtype=np.float64)
        if not ((chances > 0) & (chances < 1)).all():
            bounds.refuse(_("A probability must lie above 0 and below 1."), "probability", "out_of_range")
        values: Numbers = _FAMILIES[self.family].inverse(chances, **self.parameters)
        return values if isinstance(p, np.ndarray) else float(values)

    def at(self, scores: Numbers) -> Numbers:
        """The values at normal scores, clipped to -6..6: what samples are drawn with; beta and gamma to 1e-5."""
        values: Numbers = _FAMILIES[self.family].at(scores, **self.parameters)
        return values

    def above(self, x: float) -> float:
        """The probability of a value above x."""
        return float(_FAMILIES[self.family].above(bounds.number(x, "x"), **self.parameters))


@dataclass(frozen=True, slots=True)
class Points:
    """A fitted range as it is shown: the family by name and five points of it."""

    family: str
    parameters: Mapping[str, float]
    mean: float
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float


def fit(kind: str, spread: Spread, field: str = "range") -> Fitted:
    """The distribution of a range of that kind.

    InputError: unknown kind, or a form that does not suit it: unknown; an end that is absent: missing; ends outside
    the bounds of the kind: out_of_range, checked before their order: bad_order. Parameters are remembered by range.
    """
    bounds.one_of(kind, f"{field}/kind", KINDS)
    form = _form(spread, field)
    if form == ("value",):
        return _fitted("point", field, value=_end(kind, spread, "value", field))
    if form == ("hits", "of"):
        return _from_hits(kind, spread, field)
    low, high = _end(kind, spread, "low", field), _end(kind, spread, "high", field)
    if form == ("low", "likely", "high"):
        return _pert(low, _end(kind, spread, "likely", field), high, field)
    if kind == "rate":
        alpha, beta = beta_between(low, high, field)
        return _fitted("beta", field, alpha=alpha, beta=beta)
    if kind == "count":
        shape, rate = gamma_between(low, high, field)
        return _fitted("gamma", field, shape=shape, rate=rate)
    return _normal(kind, low, high, field)


def points(kind: str, spread: Spread, field: str = "range") -> Points:
    """The fitted range with its mean and its 5%, 10%, 50%, 90% and 95% points; errors as `fit`."""
    fitted = fit(kind, spread, field)
    shown = (fitted.quantile(p) for p in (0.05, 0.10, 0.50, 0.90, 0.95))
    return Points(fitted.family, fitted.parameters, fitted.mean, *shown)


def beta_between(low: float | None, high: float | None, field: str = "range") -> tuple[float, float]:
    """Alpha and beta of the beta distribution with 5% below low and 5% above high, 0 < low < high < 1."""
    ends = bounds.inner_rate(low, f"{field}/low"), bounds.inner_rate(high, f"{field}/high")
    bounds.in_order(*ends, field)
    return beta_parameters(*ends) or _refuse_fit(field)


def gamma_between(low: float | None, high: float | None, field: str = "range") -> tuple[float, float]:
    """Shape and rate of the gamma distribution with 5% below low and 5% above high, 0 < low < high."""
    ends = bounds.positive(low, f"{field}/low"), bounds.positive(high, f"{field}/high")
    bounds.in_order(*ends, field)
    return gamma_parameters(*ends) or _refuse_fit(field)


def _refuse_fit(field: str) -> NoReturn:
    message = _("No distribution fits “{field}”: the range is too wide or too narrow; enter other ends.")
    bounds.refuse(message.format(field=field), field, "out_of_range")


def _form(spread: Spread, field: str) -> tuple[str, ...]:
    """The names of the ends that are given, when together they are one of the forms."""
    given = {one.name for one in fields(spread) if getattr(spread, one.name) is not None}
    for form in _FORMS:
        if given == set(form):
            return form
    for form in _FORMS:
        if given < set(form):
            bounds.number(None, f"{field}/{min(set(form) - given, key=form.index)}")
    message = _("“{field}” mixes two ways to write a range; keep one.").format(field=field)
    return bounds.refuse(message, field, "unknown")


def _end(kind: str, spread: Spread, name: str, field: str) -> float:
    """One end of a range; a rate lies in 0..1, all but signed kinds are 0 or more."""
    low, high = (None if kind == "signed" else 0), (1 if kind == "rate" else None)
    return bounds.number(getattr(spread, name), f"{field}/{name}", low, high)


def _from_hits(kind: str, spread: Spread, field: str) -> Fitted:
    """Hits of trials: beta(hits + .5, of - hits + .5) (Jeffreys; Brown, Cai & DasGupta 2001)."""
    bounds.one_of(kind, f"{field}/kind", ("rate",))
    of = bounds.number(spread.of, f"{field}/of", 1)
    hits = bounds.number(spread.hits, f"{field}/hits", 0, of)
    return _fitted("beta", field, alpha=hits + 0.5, beta=of - hits + 0.5)


def _pert(low: float, likely: float, high: float, field: str) -> Fitted:
    bounds.in_order(low, high, field)
    if not low <= likely <= high:
        message = _("“{field}”: the likeliest value {likely:g} must lie between {low:g} and {high:g}.")
        bounds.refuse(message.format(field=field, likely=likely, low=low, high=high), field, "bad_order")
    width = high - low
    alpha, beta = 1 + 4 * ((likely - low) / width), 1 + 4 * ((high - likely) / width)
    return _fitted("pert", field, alpha=alpha, beta=beta, low=low, high=high)


def _normal(kind: str, low: float, high: float, field: str) -> Fitted:
    """Normal for signed values, lognormal for people, money and hours."""
    if kind != "signed":
        low, high = bounds.positive(low, f"{field}/low"), bounds.positive(high, f"{field}/high")
    bounds.in_order(low, high, field)
    if kind != "signed":
        low, high = math.log(low), math.log(high)
    family = "normal" if kind == "signed" else "lognormal"
    sigma = (high / 2 - low / 2) / Z95
    if sigma == 0:
        _refuse_fit(field)
    return _fitted(family, field, mu=low / 2 + high / 2, sigma=sigma)


def _fitted(family: str, field: str, **parameters: float) -> Fitted:
    """The distribution, once its mean and its largest draw are known to be finite."""
    member = _FAMILIES[family]
    with np.errstate(over="ignore"):
        mean, top = float(member.mean(**parameters)), float(member.inverse(ndtr(LAST_SCORE), **parameters))
    if not math.isfinite(mean + top):
        _refuse_fit(field)
    return Fitted(family, MappingProxyType(parameters), mean)


def _clipped(scores: Numbers) -> Numbers:
    return np.clip(scores, -LAST_SCORE, LAST_SCORE)


_FAMILIES: Mapping[str, _Family] = {
    "point": _Family(
        inverse=lambda p, value: np.full(np.shape(p), value),
        at=lambda scores, value: np.full(np.shape(scores), value),
        above=lambda x, value: value > x,
        mean=lambda value: value,
    ),
    "normal": _Family(
        inverse=lambda p, mu, sigma: mu + sigma * ndtri(p),
        at=lambda scores, mu, sigma: mu + sigma * _clipped(scores),
        above=lambda x, mu, sigma: ndtr((mu - x) / sigma),
        mean=lambda mu, sigma: mu,  # noqa: ARG005 - called with all parameters by name
    ),
    "lognormal": _Family(
        inverse=lambda p, mu, sigma: np.exp(mu + sigma * ndtri(p)),
        at=lambda scores, mu, sigma: np.exp(mu + sigma * _clipped(scores)),
        above=lambda x, mu, sigma: ndtr((mu - math.log(x)) / sigma) if x > 0 else 1.0,
        mean=lambda mu, sigma: np.exp(mu + sigma**2 / 2),
    ),
    "beta": _Family(
        inverse=lambda p, alpha, beta: betaincinv(alpha, beta, p),
        at=beta_at,
        above=lambda x, alpha, beta: betaincc(alpha, beta, min(max(x, 0.0), 1.0)),
        mean=lambda alpha, beta: alpha / (alpha + beta),
    ),
    "gamma": _Family(
        inverse=lambda p, shape, rate: gammaincinv(shape, p) / rate,
        at=lambda scores, shape, rate: gamma_at(scores, shape) / rate,
        above=lambda x, shape, rate: gammaincc(shape, max(x, 0.0) * rate),
        mean=lambda shape, rate: shape / rate,
    ),
    "pert": _Family(
        inverse=lambda p, alpha, beta, low, high: low + (high - low) * betaincinv(alpha, beta, p),
        at=lambda scores, alpha, beta, low, high: low + (high - low) * beta_at(scores, alpha, beta),
        above=lambda x, alpha, beta, low, high: betaincc(alpha, beta, min(max((x - low) / (high - low), 0.0), 1.0)),
        mean=lambda alpha, beta, low, high: low + (high - low) * (alpha / (alpha + beta)),
    ),
}
