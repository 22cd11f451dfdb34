"""Moments by the hour: what is alike for all moments of an hour is worked out once, as there are very many of them."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

_LAST = timedelta(hours=1) - timedelta(microseconds=1)  # of an hour
_START = datetime(1970, 1, 1)  # noqa: DTZ001 - of any clock
_START_UTC = _START.replace(tzinfo=UTC)
_CLOCK = tuple(f":{second // 60:02d}:{second % 60:02d}Z" for second in range(3600))
_KEPT = 1 << 14  # hours that are remembered: almost two years


def in_utc(local: datetime, zone: tzinfo) -> datetime:
    """The instant of a time on the clock of a zone; of an hour that comes twice the first."""
    shown = _shown_at_start(local.toordinal() * 24 + local.hour, zone)
    return local.replace(tzinfo=zone).astimezone(UTC) if shown is None else _START_UTC + (local - shown)


@lru_cache(_KEPT)
def _shown_at_start(hour: int, zone: tzinfo) -> datetime | None:
    """What a clock that goes as in that hour would have shown at 1970 in UTC; None where clocks are set within the hour."""
    begin = _beginning_of(hour)
    first, last = (one.replace(tzinfo=zone).astimezone(UTC) for one in (begin, begin + _LAST))
    return begin - (first - _START_UTC) if last - first == _LAST else None


def _beginning_of(hour: int) -> datetime:
    return datetime.combine(date.fromordinal(hour // 24), datetime.min.time()) + timedelta(hours=hour % 24)


def stamp(at: datetime) -> str:
    """An instant in UTC to the second, as YYYY-MM-DDTHH:MM:SSZ."""
    return _written(at.toordinal() * 24 + at.hour) + _CLOCK[at.minute * 60 + at.second]


@lru_cache(_KEPT)
def _written(hour: int) -> str:
    return _beginning_of(hour).isoformat()[:13]


class Days:
    """The days of instants in UTC on the calendar of a zone (None: that of this computer), as YYYY-MM-DD."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._day_in = lru_cache(_KEPT)(self._in_hour)

    def of(self, at: datetime) -> str:
        """The day of an instant."""
        return self._day_in(at.toordinal() * 24 + at.hour) or at.astimezone(self._zone).date().isoformat()

    def _in_hour(self, hour: int) -> str:
        """The day of all the hour; empty where it is not the same."""
        begin = _beginning_of(hour).replace(tzinfo=UTC)
        first, last = (one.astimezone(self._zone).date() for one in (begin, begin + _LAST))
        return first.isoformat() if first == last else ""
