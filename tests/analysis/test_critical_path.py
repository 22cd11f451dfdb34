"""The longest chain of tasks side by side."""

import pytest

from planner.analysis.roadmap.critical_path import Task, critical_path
from planner.errors import InputError


def exact(name: str, length: float, *after: str) -> Task:
    return Task(name, length, length, length, after)


def test_every_task_without_slack_is_critical() -> None:
    found = critical_path(
        [exact("d", 1, "b", "c"), exact("a", 2), exact("b", 3, "a"), exact("c", 3, "a"), exact("e", 5)]
    )
    assert (found.finish, found.critical, found.variance, found.p_by) == (6, ("d", "a", "b", "c"), 0, None)


def test_a_task_with_slack_is_not() -> None:
    found = critical_path([Task("a", 1, 4, 7), exact("b", 3.9)], 5)
    assert (found.expected, found.critical, found.variance) == ({"a": 4, "b": 3.9}, ("a",), 1)
    assert found.p_by == pytest.approx(0.8413447460685429)


def test_two_equal_chains_count_both_variances() -> None:
    found = critical_path([Task("a", 1, 4, 7), Task("b", 1, 4, 7)])
    assert (found.critical, found.variance) == (("a", "b"), 2)


def test_sums_of_tenths_leave_no_slack() -> None:
    found = critical_path([exact("a", 0.1), exact("b", 0.2, "a"), exact("c", 0.1 + 0.2)])
    assert found.critical == ("a", "b", "c")


def test_certain_times_end_certainly() -> None:
    assert critical_path([exact("a", 3)], 3).p_by == 1
    assert critical_path([exact("a", 3)], 2.9).p_by == 0
    none = critical_path([], 0)
    assert (none.finish, none.critical, none.expected, none.p_by) == (0, (), {}, 1)


@pytest.mark.parametrize(
    ("tasks", "field", "kind"),
    [
        ([Task("a", 1, 2)], "milestone/a/high", "missing"),
        ([Task("a", -1, 2, 3)], "milestone/a/low", "out_of_range"),
        ([Task("a", 5, 4, 3)], "milestone/a/low", "bad_order"),
        ([Task("a", 1, 4, 3)], "milestone/a/likely", "bad_order"),
        ([Task("a", 5, -4, 3)], "milestone/a/likely", "out_of_range"),
        ([exact("a", 1), exact("a", 2)], "milestone/a", "unknown"),
        ([exact("a", 1, "z")], "milestone/a/after", "unknown"),
        ([exact("a", 1, "b"), exact("b", 1, "a")], "milestone/a/after", "circular"),
    ],
)
def test_a_task_that_is_none_is_refused(tasks: list[Task], field: str, kind: str) -> None:
    with pytest.raises(InputError) as caught:
        critical_path(tasks)
    assert (caught.value.field, caught.value.kind) == (field, kind)


def test_the_time_asked_for_is_a_number() -> None:
    with pytest.raises(InputError, match="by"):
        critical_path([exact("a", 1)], float("nan"))
