"""A moment falls on a day of the plan's own clock."""

from datetime import UTC, date, datetime

import pytest

from planner.errors import InputError
from planner.model.catalogue import PlanSettings
from planner.model.clock import day_at, working_day, zone
from planner.model.values import Month


def settings(name: str = "Asia/Shanghai", begins: int = 4) -> PlanSettings:
    return PlanSettings(id="p", title="Test", start_month=Month(2026, 12), time_zone=name, day_starts_at=begins)


def test_late_in_utc_is_the_next_day_in_china() -> None:
    assert day_at(datetime(2026, 8, 21, 23, 30, tzinfo=UTC), settings()) == date(2026, 8, 22)
    assert day_at(datetime(2026, 8, 21, 23, 30, tzinfo=UTC), settings("UTC")) == date(2026, 8, 21)


@pytest.mark.parametrize(
    ("at", "begins", "day"),
    [
        ((1, 59), 4, 21),
        ((19, 59), 4, 21),
        ((20, 0), 4, 22),
        ((20, 0), 0, 22),
        ((15, 59), 0, 21),
        ((16, 0), 0, 22),
    ],
)
def test_a_day_of_work_begins_at_its_hour(at: tuple[int, int], begins: int, day: int) -> None:
    assert working_day(datetime(2026, 8, 21, *at, tzinfo=UTC), settings(begins=begins)) == date(2026, 8, day)


@pytest.mark.parametrize("name", ["Nowhere/Land", "../etc/passwd", "\0", "a" * 300, "/Asia/Shanghai"])
def test_a_zone_that_is_none_is_told_and_costs_nothing(name: str) -> None:
    with pytest.raises(InputError, match="time zone"):
        zone(name)
    assert day_at(datetime(2026, 8, 21, 12, tzinfo=UTC), settings(name)).month == 8


def test_no_name_is_this_computer() -> None:
    assert zone("") is None
