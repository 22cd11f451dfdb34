"""The value of skills for products, and the hours that make most of them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.skills.hours import allocate_hours, gains_per_hour
from planner.analysis.skills.learning import Domain, score_after
from planner.analysis.skills.products import DomainNeed, SkilledProduct, allocate_products, worth_after
from planner.analysis.skills.value import Need, skill_value
from planner.errors import InputError

domains = st.builds(
    Domain,
    score=st.one_of(st.just(0.0), st.just(100.0), st.floats(0.5, 99)),
    hours_to_80=st.floats(50, 2000),
    curve=st.sampled_from(["power", "exponential"]),
    exponent=st.floats(0.2, 5),
)
needs = st.builds(Need, st.sampled_from(["required", "boost"]), st.sampled_from([0.5, 1.0, 1.5]), st.floats(1, 5))
problems = st.lists(st.tuples(domains, needs), min_size=1, max_size=4)


def value(some: list[tuple[Domain, Need]], hours: list[float]) -> float:
    scores = [score_after(domain, [spent])[0] for (domain, _need), spent in zip(some, hours, strict=True)]
    return skill_value([need for _domain, need in some], scores).value


def split(some: list[tuple[Domain, Need]], hours: float) -> tuple[float, ...]:
    return allocate_hours([domain for domain, _need in some], [need for _domain, need in some], hours).hours


def test_an_absent_boost_counts_one_and_an_absent_required_one_nothing() -> None:
    assert skill_value([], []).value == 1
    assert skill_value([Need("boost"), Need("boost", multiplier=3)], [None, 60]).value == pytest.approx(2.2)
    found = skill_value([Need("required"), Need("boost"), Need("required", 0.5)], [None, 50, 0])
    assert (found.value, found.missing) == (0, (0, 2))
    assert skill_value([Need("required", 1.5)], [25]).value == pytest.approx(0.125)


@pytest.mark.parametrize(
    ("need", "score", "field", "kind"),
    [
        (Need("optional"), 5, "needs/0/role", "unknown"),
        (Need(), 5, "needs/0/role", "missing"),
        (Need("required", -1), 5, "needs/0/weight", "out_of_range"),
        (Need("boost", multiplier=0.5), 5, "needs/0/multiplier", "out_of_range"),
        (Need("boost"), 101, "needs/0/score", "out_of_range"),
        (Need("boost"), "good", "needs/0/score", "out_of_range"),
    ],
)
def test_a_need_that_is_none_is_refused(need: Need, score: float, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        skill_value([need], [score])
    assert (caught.value.field, caught.value.kind) == (field, kind)


@settings(max_examples=60, deadline=None)
@given(problems, st.floats(1, 3000), st.randoms())
def test_no_other_split_is_better(some: list[tuple[Domain, Need]], hours: float, chance) -> None:
    best = value(some, list(split(some, hours)))
    even = [hours / len(some)] * len(some)
    cuts = sorted(chance.uniform(0, hours) for _cut in some[1:])
    other = [high - low for low, high in zip([0, *cuts], [*cuts, hours], strict=True)]
    for tried in (even, other):
        assert value(some, tried) <= best * (1 + 1e-9)


@settings(max_examples=60, deadline=None)
@given(problems, st.floats(1, 3000))
def test_hours_add_up_and_gains_are_even(some: list[tuple[Domain, Need]], hours: float) -> None:
    asked = [domain for domain, _need in some], [need for _domain, need in some]
    found = allocate_hours(*asked, hours)
    if found.gain_per_hour == 0:
        assert set(found.hours) == {0}
        return
    assert sum(found.hours) == pytest.approx(hours)
    later = [Domain(score, d.hours_to_80, d.curve, d.exponent) for score, d in zip(found.scores, asked[0], strict=True)]
    for gain, spent in zip(gains_per_hour(later, asked[1]), found.hours, strict=True):
        if spent > 0:
            assert gain == pytest.approx(found.gain_per_hour, rel=1e-4)
        else:
            assert gain <= found.gain_per_hour * (1 + 1e-9)


def test_the_gain_is_that_of_one_more_hour() -> None:
    asked = [Domain(40), Domain(0, 300)], [Need("required"), Need("boost", multiplier=3)]
    now, more = allocate_hours(*asked, 150), allocate_hours(*asked, 150.001)
    grown = math.log(more.value_after) - math.log(now.value_after)
    assert grown / 0.001 == pytest.approx(now.gain_per_hour, rel=1e-4)


def test_no_hours_and_nothing_to_gain() -> None:
    first = allocate_hours([Domain(0), Domain(50)], [Need("required"), Need("boost")], 0)
    assert (first.hours, first.gain_per_hour, first.value_before) == ((0, 0), math.inf, 0)
    done = allocate_hours([Domain(100), Domain(50)], [Need("required"), Need("boost", multiplier=1)], 40)
    assert (done.hours, done.scores, done.gain_per_hour, done.value_after) == ((0, 0), (100, 50), 0, 1)
    none = allocate_hours([], [], 40)
    assert (none.hours, none.value_before, none.value_after, none.gain_per_hour) == ((), 1, 1, 0)


def test_a_required_skill_at_zero_is_learned_first() -> None:
    some = [(Domain(0, 500, "exponential"), Need("required")), (Domain(60), Need("boost", multiplier=5))]
    few = allocate_hours([some[0][0], some[1][0]], [some[0][1], some[1][1]], 1)
    assert few.hours == (pytest.approx(1), 0)
    assert 0 < few.gain_per_hour < math.inf
    assert few.value_after > 0


def test_very_many_and_very_few_hours() -> None:
    some = [(Domain(0), Need("required")), (Domain(30, curve="exponential"), Need("boost"))]
    assert sum(split(some, 1e9)) == pytest.approx(1e9)
    assert sum(split(some, 1e-9)) == pytest.approx(1e-9)


def test_hours_are_refused_before_domains() -> None:
    for ask in (allocate_hours, allocate_products):
        with pytest.raises(InputError) as caught:
            ask([], [], -1)
        assert (caught.value.field, caught.value.kind) == ("hours", "out_of_range")
    with pytest.raises(InputError, match="domains/1/score"):
        allocate_hours([Domain(1), Domain(-1)], [Need("boost")] * 2, 5)
    with pytest.raises(InputError) as unlike:
        allocate_hours([Domain(1)], [], 5)
    assert unlike.value.kind == "mismatch"


def product(worth: float, *places: int, weight: float = 1) -> SkilledProduct:
    return SkilledProduct(worth, [DomainNeed("required", weight, domain=place) for place in places])


def test_an_even_split_may_sit_on_a_saddle() -> None:
    skills = [Domain(5, 300, "exponential")] * 2
    found = allocate_products(skills, [product(30, 0, weight=1.5), product(30, 1, weight=1.5)], 60)
    even = worth_after(skills, [product(30, 0, weight=1.5), product(30, 1, weight=1.5)], [30, 30])
    assert max(found.hours) == pytest.approx(60)
    assert found.value > even * 1.02


def test_two_products_that_each_need_two_new_skills_are_both_found() -> None:
    found = allocate_products([Domain(0, 100)] * 4, [product(100, 0, 1), product(100, 2, 3)], 1500)
    assert found.value == pytest.approx(160.266, rel=1e-4)
    assert found.value_before == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(domains, min_size=2, max_size=2),
    st.lists(st.tuples(st.floats(0, 100), needs, needs, st.sampled_from([(0, 1), (0,), (1,)])), min_size=1, max_size=3),
    st.floats(1, 2000),
)
def test_the_best_of_a_fine_grid_is_reached(skills: list[Domain], drawn: list, hours: float) -> None:
    products = [
        SkilledProduct(
            worth,
            [DomainNeed(need.role, need.weight, need.multiplier, place) for place, need in zip(at, two, strict=False)],
        )
        for worth, *two, at in drawn
    ]
    found = allocate_products(skills, products, hours)
    grid = max(worth_after(skills, products, [hours * part / 100, hours * (1 - part / 100)]) for part in range(101))
    assert found.value >= grid * 0.999
    assert sum(found.hours) <= hours * (1 + 1e-9)
    assert found.value == pytest.approx(worth_after(skills, products, found.hours))


def test_one_product_agrees_with_the_exact_answer() -> None:
    skills, wanted = [Domain(40), Domain(0, 300)], [Need("required"), Need("boost", multiplier=3)]
    exact = allocate_hours(skills, wanted, 150)
    placed = [DomainNeed(need.role, need.weight, need.multiplier, place) for place, need in enumerate(wanted)]
    found = allocate_products(skills, [SkilledProduct(10, placed)], 150)
    assert found.value == pytest.approx(10 * exact.value_after, rel=1e-6)


def test_products_without_skills_need_no_hours() -> None:
    found = allocate_products([Domain(5)], [SkilledProduct(7)], 10)
    assert (found.hours, found.value_before, found.value) == ((0,), 7, 7)
    assert allocate_products([], [], 10).value == 0
    assert allocate_products([Domain(5)], [product(7, 0)], 0).hours == (0,)


@pytest.mark.parametrize(
    ("wrong", "field", "kind"),
    [
        (product(5, 1), "products/0/needs/0/domain", "unknown"),
        (product(5, -1), "products/0/needs/0/domain", "unknown"),
        (SkilledProduct(5, [DomainNeed("boost")]), "products/0/needs/0/domain", "missing"),
        (SkilledProduct(5, [DomainNeed("other", domain=0)]), "products/0/needs/0/role", "unknown"),
        (product(-5, 0), "products/0/worth", "out_of_range"),
        (SkilledProduct(), "products/0/worth", "missing"),
    ],
)
def test_a_product_that_is_none_is_refused(wrong: SkilledProduct, field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        allocate_products([Domain(5)], [wrong], 10)
    assert (caught.value.field, caught.value.kind) == (field, kind)
