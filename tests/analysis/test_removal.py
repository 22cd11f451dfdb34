"""What is left without a node: known numbers, trying, and laws; and cut vertices against counting the parts."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.sources.removal import Dependent, cut_vertices, fragility, removal
from planner.errors import InputError

nodes = st.sampled_from("ABCDE")
webs = st.lists(
    st.builds(
        Dependent,
        st.integers(0, 100),
        st.lists(st.lists(nodes, min_size=1, max_size=3), max_size=3),
    ),
    max_size=8,
)


def kind_of(call: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.field
    return caught.value.kind


def income_without(listings: list[Dependent], gone: set[str]) -> float:
    return sum(one.income for one in listings if all(any(way not in gone for way in need) for need in one.needs))


def test_remove_a_platform() -> None:
    web = [Dependent(500, [["A"]]), Dependent(300, [["A"], ["B"]]), Dependent(200, [["C"]])]
    found = removal(web, [["A"], ["B"], ["C"], ["B", "C"], [], ["Z"]])
    assert found.total == 1000
    assert found.left == (200, 700, 800, 500, 1000, 1000)
    assert found.lost_share == pytest.approx((0.8, 0.3, 0.2, 0.5, 0, 0))


def test_an_alternative_keeps_a_listing_alive() -> None:
    web = [Dependent(100, [["A", "B"], ["C"]]), Dependent(50, [])]
    assert removal(web, [["A"], ["B"], ["A", "B"], ["C"], ["A", "B", "C"]]).left == (150, 150, 50, 50, 50)


def test_no_income_loses_nothing() -> None:
    for web in ([], [Dependent(0, [["A"]])]):
        found = removal(web, [["A"]])
        assert (found.total, found.left, found.lost_share) == (0, (0,), (0,))
    assert removal([Dependent(0.1, [["A"]])] * 3, [["A"]]).lost_share == (1,)


def test_what_is_refused() -> None:
    assert kind_of(lambda: removal([Dependent(1, [["A"], []])], [])) == "missing"
    assert kind_of(lambda: removal([Dependent(None, [])], [])) == "missing"
    assert kind_of(lambda: removal([Dependent(-1, [])], [])) == "out_of_range"
    assert kind_of(lambda: cut_vertices([["a"]])) == kind_of(lambda: cut_vertices([["a", "b", "c"]])) == "mismatch"


@given(webs, st.sets(nodes), st.sets(nodes))
def test_removing_more_never_leaves_more(listings: list[Dependent], some: set[str], more: set[str]) -> None:
    found = removal(listings, [sorted(some), sorted(some | more)])
    assert found.left == (income_without(listings, some), income_without(listings, some | more))
    assert found.left[1] <= found.left[0] <= found.total
    assert all(0 <= share <= 1 for share in found.lost_share)


@given(webs)
def test_fragility_tries_every_node_and_pair(listings: list[Dependent]) -> None:
    found = fragility(listings)
    present = sorted({way for one in listings for need in one.needs for way in need})
    assert sorted(loss.nodes for loss in found.single) == [(node,) for node in present]
    assert sorted(loss.nodes for loss in found.pairs) == list(combinations(present, 2))
    for losses in (found.single, found.pairs):
        shares = [loss.lost_share for loss in losses]
        assert shares == sorted(shares, reverse=True)
        assert all(loss.left == income_without(listings, set(loss.nodes)) for loss in losses)


def test_pairs_end_at_two_thousand_and_begin_with_only_alternatives() -> None:
    needed_alone = [Dependent(1 + number, [[f"n{number:03}"]]) for number in range(100)]
    either = Dependent(10_000, [["x", "y"]])
    found = fragility([*needed_alone, either])
    assert len(found.single) == 102
    assert 1900 < len(found.pairs) <= 2000
    assert found.pairs[0].nodes == ("x", "y")
    assert found.pairs[1].nodes == ("n098", "n099")
    assert len(fragility([Dependent(1, [[f"x{number}", f"y{number}"]]) for number in range(2010)]).pairs) == 2000


def test_seven_nodes() -> None:
    assert cut_vertices([[0, 1], [0, 2], [1, 2], [2, 3], [3, 4], [4, 5], [4, 6], [5, 6]]) == (2, 3, 4)
    assert cut_vertices([]) == cut_vertices([["a", "a"]]) == cut_vertices([["a", "b"], ["b", "a"]]) == ()
    assert cut_vertices([["c", "b"], ["b", "a"], ["y", "x"], ["z", "y"]]) == ("b", "y")


def test_a_long_chain_does_not_overflow() -> None:
    assert len(cut_vertices((number, number + 1) for number in range(20_000))) == 19_999


def parts(edges: list[tuple[int, int]], without: int | None) -> int:
    """How many connected parts the nodes other than `without` fall into."""
    left = {node for edge in edges for node in edge} - {without}
    count = 0
    while left:
        count += 1
        reached = [left.pop()]
        for node in reached:
            near = {other for edge in edges if node in edge for other in edge} & left
            left -= near
            reached += near
    return count


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14))
def test_a_cut_vertex_is_one_whose_loss_makes_more_parts(edges: list[tuple[int, int]]) -> None:
    present = {node for edge in edges for node in edge}
    expected = tuple(sorted(node for node in present if parts(edges, node) > parts(edges, None)))
    assert cut_vertices(edges) == expected
