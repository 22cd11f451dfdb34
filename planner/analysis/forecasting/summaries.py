"""Samples in a few numbers: mean and quantiles, of one quantity or month by month."""

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Band, Bands

_LEVELS = np.array((0.10, 0.25, 0.50, 0.75, 0.90))


def band(samples: NDArray[np.float64]) -> Band:
    """Mean and quantiles of one quantity; shape (samples,)."""
    return Band(float(samples.mean()), *(float(level) for level in _quantiles(samples)))


def bands(paths: NDArray[np.float64]) -> Bands:
    """Mean and quantiles month by month; shape (months, samples)."""
    return Bands(*(tuple(map(float, line)) for line in (paths.mean(axis=1), *_quantiles(paths))))


def _quantiles(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles along the last axis, linear between samples; sorting once is several times faster than np.quantile."""
    ordered = np.sort(samples, axis=-1)
    places = _LEVELS * (ordered.shape[-1] - 1)
    below = places.astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    lower, upper = ordered[..., below], ordered[..., above]
    return np.moveaxis(lower + (places - below) * (upper - lower), -1, 0)
