"""The plan's own clock: in which time zone its days lie, and at which hour a day of work begins.

Whoever works until two at night has worked on the day before; whoever sells at 23:30 UTC has sold on the next day in
Shanghai. Both are asked of the plan, so that every computer it is opened on answers alike.
"""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.errors import InputError
from planner.i18n import _
from planner.model.settings import PlanSettings


def zone(name: str) -> tzinfo | None:
    """The time zone of that IANA name; None, that of this computer, for an empty one. InputError when there is none."""
    if not name:
        return None
    try:
        return _zone(name)
    except (KeyError, ValueError, OSError):  # KeyError: no such zone; the others: not even a name of one
        message = _("There is no time zone “{name}”; write one such as Asia/Shanghai.")
        raise InputError(message.format(name=name), "plan/time_zone", "unknown") from None


def zone_of(settings: PlanSettings) -> tzinfo | None:
    """The plan's time zone; None is that of this computer, which also stands in for a name nobody knows."""
    try:
        return zone(settings.time_zone)
    except InputError:
        return None


def here(at: datetime, settings: PlanSettings) -> datetime:
    """The moment on the plan's clock; `at` bears an offset."""
    return at.astimezone(zone_of(settings))


def day_at(at: datetime, settings: PlanSettings) -> date:
    """The calendar day of a moment in the plan's time zone."""
    return here(at, settings).date()


def working_day(at: datetime, settings: PlanSettings) -> date:
    """The day to which work done at that moment belongs: before the hour at which a day begins, the day before."""
    return (here(at, settings) - timedelta(hours=settings.day_starts_at)).date()


@lru_cache(16)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)
