"""Rarity of a set of skills."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.skills.rarity import rarity
from planner.errors import InputError

shares = st.lists(st.floats(0, 1), max_size=5)
correlations = st.floats(0, 0.999999)


@pytest.mark.parametrize("rho", [1e-12, 0.1, 0.3, 0.5, 0.9, 0.97, 0.999, 1 - 1e-9])
def test_medians_agree_with_sheppard_at_every_correlation(rho: float) -> None:
    two, three = rarity([0.5, 0.5], rho), rarity([0.5] * 3, rho)
    assert two.probability == pytest.approx(1 / 4 + math.asin(rho) / (2 * math.pi), rel=1e-11)
    assert three.probability == pytest.approx(1 / 8 + 3 * math.asin(rho) / (4 * math.pi), rel=1e-11)


def test_skills_that_come_together_are_less_rare_than_their_product() -> None:
    pair, triple = rarity([0.8] * 2, 0.5), rarity([0.8] * 3, 0.5)
    assert (round(pair.one_in, 1), round(triple.one_in)) == (11.5, 20)
    assert (pair.independent, triple.independent) == (pytest.approx(0.04), pytest.approx(0.008))


def test_correlation_towards_one_leaves_the_rarest_skill_alone() -> None:
    assert rarity([0.2, 0.9, 0.5], 1 - 1e-12).probability == pytest.approx(0.1, rel=1e-6)


def test_ends_of_the_scale() -> None:
    assert (rarity([]).probability, rarity([]).one_in) == (1, 1)
    assert (rarity([0.3, 1]).probability, rarity([0.3, 1]).one_in) == (0, math.inf)
    assert rarity([0.6, 0, 0]).probability == 0.4
    assert rarity([0, 0]).one_in == 1


@given(shares, correlations, st.integers(0, 4), st.floats(0, 1))
def test_a_higher_percentile_is_never_less_rare(some: list[float], rho: float, place: int, more: float) -> None:
    higher = [max(share, more) if at == place else share for at, share in enumerate(some)]
    assert rarity(higher, rho).probability <= rarity(some, rho).probability + 1e-12


@given(shares, correlations)
def test_correlation_lies_between_independence_and_the_rarest_alone(some: list[float], rho: float) -> None:
    found = rarity(some, rho)
    assert found.independent - 1e-12 <= found.probability <= min([1, *(1 - share for share in some)]) + 1e-12


@pytest.mark.parametrize(
    ("percentiles", "rho", "field", "kind"),
    [
        ([0.5, 1.2], 0, "percentiles/1", "out_of_range"),
        ([-0.1], 0, "percentiles/0", "out_of_range"),
        ([math.nan], 0, "percentiles/0", "out_of_range"),
        ([None], 0, "percentiles/0", "missing"),
        (None, 0, "percentiles", "missing"),
        ([0.5], 1, "correlation", "out_of_range"),
        ([0.5], -0.1, "correlation", "out_of_range"),
        ([0.5], "strong", "correlation", "out_of_range"),
    ],
)
def test_what_is_no_share_is_refused(percentiles: list[float], rho: float, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        rarity(percentiles, rho)
    assert (caught.value.field, caught.value.kind) == (field, kind)
