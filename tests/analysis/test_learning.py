"""Learning curves."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.skills.learning import Domain, hours_to, score_after
from planner.errors import InputError

domains = st.builds(
    Domain,
    score=st.floats(0, 100),
    hours_to_80=st.floats(1, 1e5),
    curve=st.sampled_from(["power", "exponential"]),
    exponent=st.floats(0.05, 20),
)
hours = st.floats(0, 1e6)


@given(domains, st.floats(0, 1e5))
def test_the_power_law_as_it_is_written(domain: Domain, spent: float) -> None:
    exponent, gap = domain.exponent, 100 - domain.score
    law = Domain(domain.score, domain.hours_to_80, "power", exponent)
    kappa = domain.hours_to_80 / (5 ** (1 / exponent) - 1)
    here = kappa * (100 / gap) ** (1 / exponent) if gap else math.inf
    expected = 100 - gap * (1 + spent / here) ** -exponent
    assert score_after(law, [spent])[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(domains, st.floats(0, 1e5))
def test_the_exponential_as_it_is_written(domain: Domain, spent: float) -> None:
    curve = Domain(domain.score, domain.hours_to_80, "exponential")
    expected = 100 - (100 - domain.score) * math.exp(-spent * math.log(5) / domain.hours_to_80)
    assert score_after(curve, [spent])[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(domains, hours, hours)
def test_hours_count_along_one_curve(domain: Domain, first: float, second: float) -> None:
    once = score_after(domain, [first + second])[0]
    between = Domain(score_after(domain, [first])[0], domain.hours_to_80, domain.curve, domain.exponent)
    if between.score < 99.999:  # later a score holds too few digits of the gap
        assert score_after(between, [second])[0] == pytest.approx(once, rel=1e-7, abs=1e-7)


@given(domains, st.floats(0, 99.9))
def test_the_hours_to_a_score_lead_there(domain: Domain, target: float) -> None:
    needed = hours_to(domain, [target])[0]
    if target <= domain.score:
        assert needed == 0
    elif needed < math.inf:
        assert score_after(domain, [needed])[0] == pytest.approx(target, rel=1e-7, abs=1e-7)


def test_eighty_from_zero_takes_the_hours_to_80() -> None:
    for curve in ("power", "exponential"):
        assert hours_to(Domain(0, 480, curve), [80])[0] == pytest.approx(480)
    assert hours_to(Domain(0), [90])[0] / 500 == pytest.approx(4.125)
    assert hours_to(Domain(0), [95])[0] / 500 == pytest.approx(16.625)


def test_ends_of_the_scale() -> None:
    assert score_after(Domain(100), [0, 1, 1e9]) == (100, 100, 100)
    assert score_after(Domain(0), [0, 1e49]) == (0, pytest.approx(100))
    assert hours_to(Domain(70), [0, 70, 100]) == (0, 0, math.inf)
    assert hours_to(Domain(100), [100]) == (0,)
    assert hours_to(Domain(0, exponent=1e-3), [99]) == (math.inf,)
    assert score_after(Domain(50), []) == ()


@pytest.mark.parametrize(
    ("domain", "field", "kind"),
    [
        (Domain(), "score", "missing"),
        (Domain(-1), "score", "out_of_range"),
        (Domain(100.5), "score", "out_of_range"),
        (Domain(math.nan), "score", "out_of_range"),
        (Domain(50, 0), "hours_to_80", "out_of_range"),
        (Domain(50, -5), "hours_to_80", "out_of_range"),
        (Domain(50, math.inf), "hours_to_80", "out_of_range"),
        (Domain(50, exponent=0), "exponent", "out_of_range"),
        (Domain(50, curve="linear"), "curve", "unknown"),
    ],
)
def test_a_domain_that_is_none_is_refused(domain: Domain, field: str, kind: str) -> None:
    for ask in (score_after, hours_to):
        with pytest.raises(InputError) as caught:
            ask(domain, [1])
        assert (caught.value.field, caught.value.kind) == (field, kind)


def test_hours_and_targets_have_bounds() -> None:
    with pytest.raises(InputError, match="hours/1"):
        score_after(Domain(50), [1, -1])
    with pytest.raises(InputError, match="targets/0"):
        hours_to(Domain(50), [101])
    with pytest.raises(InputError) as caught:
        hours_to(Domain(50), None)
    assert caught.value.kind == "missing"
