"""Samples in a few numbers: mean and quantiles, of one quantity or month by month, and how they lie."""

import math

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Band, Bands, Shape

_LEVELS = np.array((0.10, 0.25, 0.50, 0.75, 0.90))
_TAIL = 0.01  # so much at either end may lie beyond the steps of a shape
_STEPS = 24  # of a shape at most
_SAME, _LEAST = 1e-12, 1e-200  # samples that differ by so little, of the largest and at all, are the same


def band(samples: NDArray[np.float64]) -> Band:
    """Mean and quantiles of one quantity; shape (samples,)."""
    return Band(float(samples.mean()), *(float(level) for level in _quantiles(samples)))


def bands(paths: NDArray[np.float64]) -> Bands:
    """Mean and quantiles month by month; shape (months, samples)."""
    return Bands(*(tuple(map(float, line)) for line in (paths.mean(axis=1), *_quantiles(paths))))


def shape(samples: NDArray[np.float64]) -> Shape | None:
    """How the samples of one quantity lie, in at most 24 steps between round numbers; None where all are the same.

    As nought is a round number, no step reaches from gain into loss. Shape (samples,).
    """
    low, high = (float(end) for end in np.quantile(samples, (_TAIL, 1 - _TAIL)))
    if not math.isfinite(high - low) or high - low <= _SAME * max(abs(low), abs(high), _LEAST):
        return None
    step = _round_step((high - low) / (_STEPS - 2))
    first, last = math.floor(low / step), math.ceil(high / step)
    edges = np.arange(first, last + 1) * step
    counts, _edges = np.histogram(samples, edges)
    shares = tuple(float(count) / len(samples) for count in counts)
    below, above = float(np.mean(samples < edges[0])), float(np.mean(samples > edges[-1]))
    return Shape(tuple(map(float, edges)), shares, below, above)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))


def _quantiles(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles along the last axis, linear between samples; sorting once is several times faster than np.quantile."""
    ordered = np.sort(samples, axis=-1)
    places = _LEVELS * (ordered.shape[-1] - 1)
    below = places.astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    lower, upper = ordered[..., below], ordered[..., above]
    return np.moveaxis(lower + (places - below) * (upper - lower), -1, 0)
