"""How rare a set of skills is: percentiles multiply only as far as they have nothing to do with each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from planner.analysis import bounds

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_REACH = 8.0  # a normal score beyond it has a chance below 1e-15
_EVENLY = np.linspace(-20, 20, 11)  # factors of everybody's common driver that matter at all


@dataclass(frozen=True, slots=True)
class Rarity:
    """`probability` that somebody is at least as good in everything, 1 in `one_in` people; beside it `independent`.

    Of N people N x probability are rivals. one_in is infinite when nobody is left.
    """

    probability: float
    one_in: float
    independent: float


def rarity(percentiles: Sequence[float] | None, correlation: float = 0.3) -> Rarity:
    """R = integral phi(z) prod Phi((sqrt(rho) z - t_i)/sqrt(1 - rho)) dz with t_i = Phi^-1(p_i); prod(1 - p_i) at rho 0.

    The one-factor normal copula; two medians give 1/4 + asin(rho)/(2 pi) (Sheppard 1899). Percentiles are shares
    0..1 of people who are worse: 0 changes nothing, 1 leaves nobody, none leaves everybody. The integral is right to
    1e-12 for every correlation: Gauss-Legendre on pieces that end where the factors rise, since fixed nodes of
    Gauss-Hermite (201) are off by a thousandth from a correlation of .97 on.
    InputError: a percentile outside 0..1, a correlation outside [0, 1): out_of_range.
    """
    shares = np.array(bounds.numbers(percentiles, "percentiles", 0, 1))
    rho = bounds.correlation(correlation, "correlation")
    independent = float(np.prod(1 - shares))
    counting = shares[shares > 0]
    chance = independent
    if rho > 0 and len(counting) > 1 and independent > 0:
        chance = _together(ndtri(counting), rho)
    return Rarity(chance, 1 / chance if chance > 0 else math.inf, independent)


def _together(thresholds: NDArray[np.float64], rho: float) -> float:
    common, own = math.sqrt(rho), math.sqrt(1 - rho)
    rises, width = thresholds / common, own / common
    ends = np.concatenate((rises - _REACH * width, rises, rises + _REACH * width, _EVENLY))
    ends = np.unique(ends.clip(_EVENLY[0], _EVENLY[-1]))
    middle, half = (ends[1:] + ends[:-1]) / 2, np.diff(ends) / 2
    z = middle[:, None] + half[:, None] * _NODES
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    reached = ndtr((common * z[..., None] - thresholds) / own).prod(axis=-1)
    return float(half @ (density * reached) @ _WEIGHTS)
