"""Orders of milestones: by due date, by cost of delay, and what may not wait for itself."""

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.analysis.roadmap.milestones import Milestone
from planner.analysis.roadmap.precedence import find_circle
from planner.analysis.roadmap.priorities import order_by_due, order_by_ratio, order_by_value
from planner.errors import InputError


@st.composite
def plans(draw: st.DrawFn, most: int = 6) -> list[Milestone]:
    """Milestones in any order of the list, without circles."""
    count = draw(st.integers(0, most))
    made = []
    for place in range(count):
        after = draw(st.lists(st.integers(0, place - 1), max_size=2)) if place else []
        made.append(
            Milestone(
                str(place),
                draw(st.integers(0, 5)),
                draw(st.one_of(st.none(), st.integers(-5, 20))),
                after=[str(one) for one in after],
                cost_of_delay=draw(st.integers(0, 4)),
            )
        )
    return draw(st.permutations(made))


def orders(plan: list[Milestone]) -> list[tuple[Milestone, ...]]:
    """Every order that keeps the predecessors, first by position."""
    return [
        order
        for order in permutations(plan)
        if all(
            set(milestone.after) <= {earlier.id for earlier in order[:place]} for place, milestone in enumerate(order)
        )
    ]


def lateness(order: tuple[Milestone, ...]) -> float:
    worst, now = -math.inf, 0.0
    for milestone in order:
        now += milestone.effort
        worst = worst if milestone.due is None else max(worst, now - milestone.due)
    return worst


def cost(order: tuple[Milestone, ...]) -> float:
    total, now = 0.0, 0.0
    for milestone in order:
        now += milestone.effort
        total += milestone.cost_of_delay * now
    return total


@settings(max_examples=80, deadline=None)
@given(plans())
def test_no_order_is_less_late(plan: list[Milestone]) -> None:
    found = order_by_due(plan)
    assert found.order in [tuple(milestone.id for milestone in order) for order in orders(plan)]
    least = min(map(lateness, orders(plan)))
    assert found.max_lateness == (None if least == -math.inf else least)


@settings(max_examples=80, deadline=None)
@given(plans())
def test_no_order_costs_less_and_of_equal_ones_the_first_is_taken(plan: list[Milestone]) -> None:
    found = order_by_value(plan)
    cheapest = min(orders(plan), key=cost)
    assert found.cost == cost(cheapest)
    assert found.order == tuple(milestone.id for milestone in cheapest)
    assert order_by_ratio(plan).cost >= found.cost


@settings(max_examples=60, deadline=None)
@given(plans())
def test_without_predecessors_the_ratio_is_the_best_order(plan: list[Milestone]) -> None:
    free = [Milestone(one.id, one.effort, cost_of_delay=one.cost_of_delay) for one in plan]
    assert order_by_ratio(free).cost == order_by_value(free).cost


def test_without_due_dates_the_list_stands_as_far_as_it_may() -> None:
    plan = [Milestone("a", 1, after=["c"]), Milestone("b", 1), Milestone("c", 1), Milestone("d", 1)]
    found = order_by_due(plan)
    assert (found.order, found.max_lateness) == (("b", "c", "a", "d"), None)
    assert order_by_value(plan).order == ("b", "c", "a", "d")


def test_nothing_to_do() -> None:
    assert (order_by_due([]).order, order_by_due([]).max_lateness) == ((), None)
    assert (order_by_value([]).order, order_by_value([]).cost) == ((), 0)


def test_fourteen_are_searched_and_fifteen_too_many() -> None:
    chain = [Milestone(str(place), 1 + place % 3, cost_of_delay=place % 5) for place in range(15)]
    assert order_by_value(chain[:14]).cost == order_by_ratio(chain[:14]).cost
    with pytest.raises(InputError) as caught:
        order_by_value(chain)
    assert (caught.value.field, caught.value.kind) == ("milestones", "too_many")
    assert len(order_by_ratio(chain).order) == 15


def test_a_circle_is_named() -> None:
    plan = [
        Milestone("ship", 1, after=["test"]),
        Milestone("plan", 1),
        Milestone("test", 1, after=["plan", "write"]),
        Milestone("write", 1, after=["ship"]),
        Milestone("sell", 1, after=["ship"]),
    ]
    for ask in (order_by_due, order_by_value, order_by_ratio):
        with pytest.raises(InputError, match="ship → test → write → ship") as caught:
            ask(plan)
        assert (caught.value.field, caught.value.kind) == ("milestone/ship/after", "circular")
    assert find_circle({one.id: one.after for one in plan}) == ("ship", "test", "write")
    assert find_circle({"a": ["b"], "b": ["gone"]}) == ()
    assert find_circle({"a": ["a"]}) == ("a",)


@pytest.mark.parametrize(
    ("plan", "field", "kind"),
    [
        ([Milestone("a", -1)], "milestone/a/effort", "out_of_range"),
        ([Milestone("a", math.nan)], "milestone/a/effort", "out_of_range"),
        ([Milestone("a", 1, math.inf)], "milestone/a/due", "out_of_range"),
        ([Milestone("a", wait_days=-1)], "milestone/a/wait_days", "out_of_range"),
        ([Milestone("a", wait_days=0.5)], "milestone/a/wait_days", "out_of_range"),
        ([Milestone("a", cost_of_delay=-1)], "milestone/a/cost_of_delay", "out_of_range"),
        ([Milestone("a", after=["b"])], "milestone/a/after", "unknown"),
        ([Milestone("a"), Milestone("a")], "milestone/a", "unknown"),
        ([Milestone("a"), Milestone()], "milestones/1/id", "missing"),
        ([Milestone("a", after=["a"])], "milestone/a/after", "circular"),
    ],
)
def test_a_milestone_that_is_none_is_refused(plan: list[Milestone], field: str, kind: str) -> None:
    for ask in (order_by_due, order_by_value, order_by_ratio):
        with pytest.raises(InputError) as caught:
            ask(plan)
        assert (caught.value.field, caught.value.kind) == (field, kind)


def test_ten_thousand_milestones_are_no_burden() -> None:
    chain = [Milestone(str(place), 1, after=[str(place - 1)] if place else []) for place in range(10_000)]
    assert order_by_due(chain[::-1]).order[-1] == "9999"
