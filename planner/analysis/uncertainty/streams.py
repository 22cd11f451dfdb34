"""Draws that do not move when the plan changes: each uncertain input has a stream of its own, named by its id.

A stream is a counter-based generator (Philox4x64-10, Salmon et al. 2011) keyed by seed and id; by default its numbers
are stratified (McKay, Beckman & Conover 1979). No stream depends on another, so every what-if is compared on the same
draws. Only the integer stream of the library is relied on. Ids read `kind/record id/field` or `driver/...`.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from planner.analysis import bounds
from planner.i18n import _

METHODS = ("lhs", "plain")
MOST_SAMPLES = 2**24
MOST_SEED = 2**53

Numbers = NDArray[np.float64]
_BELOW_ONE = 1 - 2**-53
_LARGE = 8192  # vectors above this size are remembered in small number only


@dataclass(frozen=True, slots=True)
class Drive:
    """The shared driver of an input: its stream id (None: no driver), how strongly and in which direction it pulls."""

    driver: str | None = None
    correlation: float = 0.3
    sign: int = 1


def uniforms(seed: int, stream: str, samples: int, method: str = "lhs") -> Numbers:
    """Numbers above 0 and below 1 of a stream, one per sample.

    InputError: empty stream id: missing; seed not whole, samples below 1: out_of_range; another method: unknown.
    """
    return _uniforms(*_checked(seed, stream, samples, method))


def scores(seed: int, stream: str, samples: int, method: str = "lhs") -> Numbers:
    """Normal scores of a stream, one per sample, read-only and remembered; errors as `uniforms`."""
    asked = _checked(seed, stream, samples, method)
    return _few_scores(*asked) if asked[2] > _LARGE else _many_scores(*asked)


def mixed(own: Numbers, driver: Numbers, correlation: float, sign: int) -> Numbers:
    """sqrt(1 - correlation) own + sign sqrt(correlation) driver: still normal scores.

    InputError: correlation outside [0, 1), sign neither 1 nor -1: out_of_range; unequal lengths: mismatch.
    """
    share = bounds.correlation(correlation, "correlation")
    bounds.same_length(own, driver, "driver")
    return math.sqrt(1 - share) * own + _direction(sign) * math.sqrt(share) * driver


def driven_scores(seed: int, stream: str, samples: int, drive: Drive, method: str = "lhs") -> Numbers:
    """Normal scores of a stream pulled by its driver; its own scores when it has none. Errors as `scores`, `mixed`."""
    own = scores(seed, stream, samples, method)
    bounds.correlation(drive.correlation, "correlation")
    _direction(drive.sign)
    if drive.driver is None:
        return own
    return mixed(own, scores(seed, drive.driver, samples, method), drive.correlation, drive.sign)


def _direction(sign: int) -> int:
    if sign not in (1, -1):
        bounds.refuse(_("The sign of a driver must be 1 or -1."), "sign", "out_of_range")
    return sign


def _checked(seed: int, stream: str, samples: int, method: str) -> tuple[int, str, int, str]:
    number = bounds.whole(seed, "seed", -MOST_SEED, MOST_SEED)
    named, count = bounds.named(stream, "id"), bounds.whole(samples, "samples", 1, MOST_SAMPLES)
    return number, named, count, bounds.one_of(method, "method", METHODS)


def _uniforms(seed: int, stream: str, samples: int, method: str) -> Numbers:
    digest = blake2b(f"{seed}\x1f{stream}".encode(), digest_size=16).digest()
    source = np.random.Philox(key=int.from_bytes(digest, "little"))
    raw = np.asarray(source.random_raw(samples), dtype=np.uint64)
    drawn: Numbers = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2**-53
    if method == "lhs":
        drawn = (_strata(np.asarray(source.random_raw(samples), dtype=np.uint64)) + drawn) / samples
    return np.minimum(drawn, _BELOW_ONE)


def _strata(raw: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A random order of 0..n-1: each number's low bits are replaced by its index, then the numbers are sorted."""
    low_bits = np.uint64((1 << max(1, (len(raw) - 1).bit_length())) - 1)
    raw &= ~low_bits
    raw |= np.arange(len(raw), dtype=np.uint64)
    raw.sort()
    return raw & low_bits


def _scores(seed: int, stream: str, samples: int, method: str) -> Numbers:
    drawn: Numbers = ndtri(_uniforms(seed, stream, samples, method))
    drawn.flags.writeable = False
    return drawn


_many_scores = lru_cache(2048)(_scores)
_few_scores = lru_cache(64)(_scores)
