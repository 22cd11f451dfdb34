"""Times, however an export writes them, are the same instant; what a text cannot say is asked and never guessed."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.importers.moments import Calendar, DayOrder, ZoneDoubt, last_of_month, zone_named
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

CHINA = Calendar("UTC+8")
SECONDS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
EPOCH = datetime(1899, 12, 30)


def at(calendar: Calendar, cell: Cell) -> datetime | None:
    found = calendar.moment(cell)
    assert found is not None
    return found.at


def day(calendar: Calendar, cell: Cell) -> date:
    found = calendar.moment(cell)
    assert found is not None and found.at is None
    return found.day


def shapes(moment: datetime) -> tuple[str, ...]:
    """The moment to the second in all shapes that name no zone."""
    name, short = MONTHS[moment.month - 1], MONTHS[moment.month - 1][:3]
    half = f"{moment.hour % 12 or 12}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}"
    noon = f"{'上午' if moment.hour < 12 else '下午'}{moment.hour % 12 or 12}:{moment:%M:%S}"
    return (
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%Y-%m-%d %H:%M:%S}\t",
        f"`{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%Y-%m-%dT%H:%M:%S.000}",
        f"{moment:%Y/%m/%d %H:%M:%S}",
        f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}",
        f"{moment:%Y年%m月%d日%H时%M分%S秒}",
        f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}",
        f"{moment.year}/{moment.month}/{moment.day} {noon}",
        f"{moment:%Y%m%dT%H%M%S}",
        f"{moment:%Y%m%d%H%M%S}",
        f"{moment:%d.%m.%Y %H:%M:%S}",
        f"{short} {moment.day}, {moment.year} {half}",
        f"{short} {moment.day}, {moment.year}, {half}".replace(" AM", "\u202fAM").replace(" PM", "\u202fPM"),
        f"{name} {moment.day}, {moment.year} {moment:%H:%M:%S}",
        f"{moment.day} {name}, {moment.year} {half.lower()}",
        f"{moment:%d}-{short}-{moment.year} {moment:%H:%M:%S}",
    )


@given(SECONDS)
def test_every_shape_is_the_same_instant_in_china(moment: datetime) -> None:
    expected = (moment - timedelta(hours=8)).replace(tzinfo=UTC)
    for text in shapes(moment):
        assert at(CHINA, text) == expected, text
    assert at(CHINA, moment) == expected
    serial = (moment - EPOCH) / timedelta(days=1)
    if serial % 1:
        assert at(CHINA, serial) == expected
        assert at(CHINA, f"{serial:.9f}") == expected


@given(SECONDS, st.sampled_from(("Z", " UTC", " GMT", " +0000", "+00:00", " PDT", " CEST", " +0800", " -05:30")))
def test_a_zone_in_the_text_goes_before_that_of_the_file(moment: datetime, zone: str) -> None:
    hours = {"Z": 0, "UTC": 0, "GMT": 0, "+0000": 0, "+00:00": 0, "PDT": -7, "CEST": 2, "+0800": 8, "-05:30": -5.5}
    expected = (moment - timedelta(hours=hours[zone.strip()])).replace(tzinfo=UTC)
    assert at(CHINA, f"{moment:%Y-%m-%d %H:%M:%S}{zone}") == expected
    assert at(CHINA, f"{MONTHS[moment.month - 1][:3]} {moment.day}, {moment.year} {moment:%H:%M:%S}{zone}") == expected


@given(SECONDS.map(lambda moment: moment.date()))
def test_a_date_stays_a_date(moment: date) -> None:
    name = MONTHS[moment.month - 1]
    texts = [
        f"{moment:%Y-%m-%d}", f"{moment:%Y/%m/%d}", f"{moment:%Y%m%d}", f"{moment:%d.%m.%Y}",
        f"{moment.year}年{moment.month}月{moment.day}日", f"{moment.day} {name}, {moment.year}",
        f"{name} {moment.day}, {moment.year}",
    ]  # fmt: skip
    if moment.year >= 2000:
        texts.append(f"{moment:%d}-{name[:3]}-{moment:%y}")
    for text in texts:
        assert day(CHINA, text) == moment, text
    assert day(CHINA, moment) == moment
    assert day(CHINA, float(f"{moment:%Y%m%d}")) == moment
    assert day(CHINA, float((moment - EPOCH.date()).days)) == moment
    with_clock = Calendar("UTC+8", clock=True)
    assert at(with_clock, moment) == datetime(
        moment.year, moment.month, moment.day, tzinfo=timezone(timedelta(hours=8))
    )


@given(SECONDS.map(lambda moment: moment.date()))
def test_the_order_of_day_and_month_is_that_of_the_file(moment: date) -> None:
    for mark in "/-":
        american, european = f"{moment:%m{mark}%d{mark}%Y}", f"{moment:%d{mark}%m{mark}%Y}"
        assert day(Calendar(order="mdy"), american) == moment
        assert day(Calendar(order="dmy"), european) == moment
        if moment.day != moment.month:
            with pytest.raises(BadCell):
                Calendar().moment(american)
        order = DayOrder()
        order.see(american)
        assert order.order == ("mdy" if moment.day > 12 else "")
        order = DayOrder()
        order.see(european)
        assert order.order == ("dmy" if moment.day > 12 else "")


def ordered(*texts: Cell) -> DayOrder:
    order = DayOrder()
    for text in texts:
        order.see(text)
    return order


def test_the_order_is_settled_by_the_whole_file_or_asked_with_samples() -> None:
    settled = ordered("03/04/2026", "04/13/2026 10:00", "05/06/2026")
    assert (settled.order, settled.samples) == ("mdy", ())
    unsettled = ordered("03/04/2026", "05/06/2026", "05/06/2026 11:00")
    assert (unsettled.order, unsettled.samples) == ("", ("03/04/2026", "05/06/2026"))
    assert ordered("13/04/2026", "04/13/2026").samples == ("13/04/2026", "04/13/2026")
    assert ordered("2026/08/06", "2026-08-06", "07.08.2026", 46235.0, "", "8/8/2026").samples == ()


@pytest.mark.parametrize(
    "text",
    ["", " ", "--", "/", "\t"],
)
def test_empty_is_no_moment(text: str) -> None:
    assert CHINA.moment(text) is None
    assert last_of_month(text) is None


@pytest.mark.parametrize(
    "cell",
    [
        "abc", "2026-13-01", "2026-02-30", "31.02.2026", "32/13/2026", "2026-08-01 25:00:00", "2026-08-01 10:61", "13:00 PM",
        "Foo 3, 2026", "20261301", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "12", "Aug 13, 2026 13:05 PM", "1e400",
        12.5, 1e300, True, "2026-08-01 10:00:00 +99:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_told(cell: Cell) -> None:
    with pytest.raises(BadCell) as refused:
        Calendar("UTC+8", "dmy").moment(cell)
    assert refused.value.reason == "bad_date"
    assert refused.value.message


@given(st.text(alphabet="0123456789/-.: TZAPMaugCS年月日时分秒+上下午,", max_size=40))
def test_whatever_stands_there_is_a_moment_nothing_or_told(text: str) -> None:
    try:
        found = Calendar("UTC+8", "dmy").moment(text)
    except BadCell as refused:
        told = refused
        assert told.message
    else:
        assert found is None or 1970 <= found.day.year <= 2199


@pytest.mark.parametrize("zone", ["CST", "IST", "XYZT"])
def test_a_zone_with_several_meanings_is_asked(zone: str) -> None:
    with pytest.raises(ZoneDoubt) as doubt:
        CHINA.moment(f"2026-08-01 10:00:00 {zone}")
    assert doubt.value.name == zone
    answered = Calendar("UTC+8", unsure="America/Chicago")
    assert at(answered, f"2026-08-01 10:00:00 {zone}") == datetime(2026, 8, 1, 15, tzinfo=UTC)


def test_without_a_zone_a_clock_time_is_not_read() -> None:
    with pytest.raises(BadCell, match="time zone"):
        Calendar().moment("2026-08-01 10:00:00")
    assert day(Calendar(), "2026-08-01") == date(2026, 8, 1)


def test_zones_have_names() -> None:
    assert zone_named("Asia/Shanghai") == ZoneInfo("Asia/Shanghai")
    for name in ("Nowhere/Else", "../etc/passwd", "Asia", "UTC+25", "/", "Europe/"):
        with pytest.raises(ZoneDoubt):
            zone_named(name)
    moment = Calendar("Asia/Shanghai").moment("2026-08-22 07:30:00")
    assert moment is not None
    assert (moment.at, moment.day) == (datetime(2026, 8, 21, 23, 30, tzinfo=UTC), date(2026, 8, 22))
    assert (moment.zone, moment.raw) == ("Asia/Shanghai", "2026-08-22 07:30:00")


@pytest.mark.parametrize("local", ["2026-03-08 02:30:00", "2026-11-01 01:30:00"])
def test_hours_that_a_change_of_the_clock_skips_or_doubles_are_read(local: str) -> None:
    assert at(Calendar("America/New_York"), local) is not None


def test_seconds_are_rounded_and_fractions_dropped() -> None:
    assert at(CHINA, datetime(2026, 8, 1, 9, 15, 59, 600_000)) == datetime(2026, 8, 1, 1, 16, tzinfo=UTC)
    assert at(CHINA, 46235.390972222) == datetime(2026, 8, 1, 1, 23, tzinfo=UTC)
    assert at(CHINA, "2026-02-11 08:00:00.123456") == datetime(2026, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2026-07", date(2026, 7, 31)),
        ("2024/02", date(2024, 2, 29)),
        ("2026年8月", date(2026, 8, 31)),
        ("Jul 2026", date(2026, 7, 31)),
        ("September, 2026", date(2026, 9, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
    ],
)
def test_a_month_ends(cell: Cell, last: date) -> None:
    assert last_of_month(cell) == last


@pytest.mark.parametrize("cell", ["2026-13", "Foo 2026", "2026", "0000-01"])
def test_what_is_no_month_is_told(cell: str) -> None:
    with pytest.raises(BadCell):
        last_of_month(cell)
