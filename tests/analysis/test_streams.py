"""Streams: known numbers, and draws that nothing else moves."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.uncertainty.streams import Drive, driven_scores, mixed, scores, uniforms
from planner.errors import InputError


def error_of(*arguments: object) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        uniforms(*arguments)  # type: ignore[arg-type]
    return caught.value.kind, caught.value.field


def test_known_numbers() -> None:
    stratified = [0.8267250093580698, 0.7144747785952775, 0.4933772140592648, 0.16477854861178592]
    plain = [0.3069000374322794, 0.8578991143811101, 0.9735088562370593, 0.6591141944471437]
    assert uniforms(20261, "listing/blog/conversion", 4) == pytest.approx(stratified, rel=1e-14)
    assert uniforms(20261, "listing/blog/conversion", 4, "plain") == pytest.approx(plain, rel=1e-14)
    chinese = [0.9681671856901921, 0.3305438124415768, 0.43330006247323516, 0.15651183008866928, 0.7386333460955714]
    assert uniforms(0, "platform/公众号/open_rate", 5) == pytest.approx(chinese, rel=1e-14)


def test_known_scores_with_a_driver() -> None:
    drive = Drive("driver/platform/p", 0.3, 1)
    expected = [0.19401081880121734, -0.7838750430715897, -0.08705767686576761, -1.5238831262396848]
    assert driven_scores(7, "listing/a/conversion", 8, drive)[:4] == pytest.approx(expected, rel=1e-9)


@given(st.integers(-(2**53), 2**53), st.text(min_size=1, max_size=9), st.integers(1, 300))
def test_each_stratum_holds_one_sample(seed: int, stream: str, samples: int) -> None:
    drawn = uniforms(seed, stream, samples)
    assert sorted((drawn * samples).astype(int)) == list(range(samples))
    assert ((drawn > 0) & (drawn < 1)).all()


def test_the_strata_follow_the_second_numbers_of_the_stream() -> None:
    """The definition, slowly: indices sorted by the high bits of the second numbers, ties by index."""
    samples, bits = 100, 7
    key = __import__("hashlib").blake2b(b"5\x1fx", digest_size=16).digest()
    raw = [int(number) for number in np.random.Philox(key=int.from_bytes(key, "little")).random_raw(2 * samples)]
    order = sorted(range(samples), key=lambda index: (raw[samples + index] >> bits, index))
    expected = [(order[j] + ((raw[j] >> 11) + 0.5) * 2**-53) / samples for j in range(samples)]
    assert uniforms(5, "x", samples) == pytest.approx(expected, rel=1e-14)


def test_streams_differ_by_seed_and_id_and_stay_themselves() -> None:
    first = uniforms(1, "a", 64).tolist()
    assert first != uniforms(2, "a", 64).tolist()
    assert first != uniforms(1, "b", 64).tolist()
    assert first == uniforms(1, "a", 64).tolist()


def test_scores_are_kept_and_cannot_be_spoilt() -> None:
    assert scores(1, "a", 512) is scores(1, "a", 512)
    assert scores(1, "a", 16384) is scores(1, "a", 16384)
    with pytest.raises(ValueError, match="read-only"):
        scores(1, "a", 512)[0] = 0


def test_a_shared_driver_correlates_two_inputs() -> None:
    for correlation in (0.3, 0.6):
        first, second = (driven_scores(1, name, 8192, Drive("driver/market", correlation)) for name in "ab")
        against = driven_scores(1, "c", 8192, Drive("driver/market", correlation, -1))
        assert np.std(first) == pytest.approx(1, abs=0.02)
        assert np.corrcoef(first, second)[0, 1] == pytest.approx(correlation, abs=0.03)
        assert np.corrcoef(first, against)[0, 1] == pytest.approx(-correlation, abs=0.03)


def test_without_a_driver_or_correlation_an_input_is_its_own() -> None:
    assert driven_scores(1, "a", 64, Drive()).tolist() == scores(1, "a", 64).tolist()
    assert driven_scores(1, "a", 64, Drive("driver/me", 0)).tolist() == scores(1, "a", 64).tolist()


def test_bad_streams_are_refused() -> None:
    assert error_of(1, "x", 0) == ("out_of_range", "samples")
    assert error_of(1, "x", 2.5) == ("out_of_range", "samples")
    assert error_of(1, "x", None) == ("missing", "samples")
    assert error_of(1.5, "x", 4) == ("out_of_range", "seed")
    assert error_of(math.nan, "x", 4) == ("out_of_range", "seed")
    assert error_of(1, "", 4) == ("missing", "id")
    assert error_of(1, None, 4) == ("missing", "id")
    assert error_of(1, "x", 4, "sobol") == ("unknown", "method")


@pytest.mark.parametrize(
    ("drive", "kind", "field"),
    [
        (Drive("d", 1.0), "out_of_range", "correlation"),
        (Drive("d", -0.1), "out_of_range", "correlation"),
        (Drive(None, 2), "out_of_range", "correlation"),
        (Drive("d", 0.3, 2), "out_of_range", "sign"),
        (Drive("", 0.3), "missing", "id"),
    ],
)
def test_bad_drivers_are_refused(drive: Drive, kind: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        driven_scores(1, "a", 8, drive)
    assert (caught.value.kind, caught.value.field) == (kind, field)


def test_scores_of_unequal_length_do_not_mix() -> None:
    with pytest.raises(InputError) as caught:
        mixed(np.zeros(3), np.zeros(4), 0.3, 1)
    assert caught.value.kind == "mismatch"
