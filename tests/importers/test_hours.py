"""What is remembered by the hour is what one would find for every moment by itself."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from planner.importers.hours import Days, in_utc, stamp

ZONES: list[tzinfo] = [UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=9, minutes=30))]
ZONES += [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "America/St_Johns",
        "Australia/Lord_Howe", "Africa/Monrovia", "Africa/Casablanca", "Asia/Gaza", "America/Havana", "Pacific/Apia",
    )
]  # fmt: skip
LOCALS = st.datetimes(datetime(1969, 12, 30), datetime(2200, 1, 2))
CHANGES = st.builds(  # the hours around which clocks are set
    lambda year, month, day, minutes: datetime(year, month, day) + timedelta(minutes=minutes),
    st.integers(1970, 2040),
    st.sampled_from((3, 4, 9, 10, 11)),
    st.integers(1, 30),
    st.integers(-90, 270),
)


@given(LOCALS | CHANGES, st.sampled_from(ZONES))
@example(datetime(1972, 1, 7, 0, 20), ZoneInfo("Africa/Monrovia"))  # set by 44 minutes and a half
@example(datetime(2026, 4, 5, 1, 45), ZoneInfo("Australia/Lord_Howe"))  # comes twice
@example(datetime(2026, 3, 29, 2, 30), ZoneInfo("Europe/Berlin"))  # is skipped
def test_an_instant_is_that_of_its_zone(local: datetime, zone: tzinfo) -> None:
    for near in (local, local.replace(minute=0), local.replace(minute=59)):
        expected = near.replace(tzinfo=zone).astimezone(UTC)
        assert in_utc(near, zone) == expected
        assert in_utc(near, zone).tzinfo is UTC


@given(LOCALS | CHANGES, st.sampled_from(ZONES))
@example(datetime(2006, 11, 4, 3, 59, 59), ZoneInfo("America/St_Johns"))
@example(datetime(2011, 12, 30, 9, 30), ZoneInfo("Pacific/Apia"))  # a day was left out
def test_stamp_and_day_are_those_of_the_moment(local: datetime, zone: tzinfo) -> None:
    days = Days(zone)
    for at in (local.replace(tzinfo=UTC), local.replace(minute=0, tzinfo=UTC), local.replace(minute=59, tzinfo=UTC)):
        assert stamp(at) == f"{at:%Y-%m-%dT%H:%M:%S}Z"
        assert days.of(at) == at.astimezone(zone).date().isoformat()


def test_without_a_zone_the_day_is_that_of_this_computer() -> None:
    at = datetime(2026, 8, 1, 23, 30, tzinfo=UTC)
    assert Days(None).of(at) == at.astimezone().date().isoformat()
