"""The types of fields that hold days, months, moments and a week of working time."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from planner.i18n import _
from planner.model.field_types import FieldType, Stored, unfit
from planner.model.number_types import WorkingTime, check_bounds
from planner.model.values import Hours, Month

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})")


def day_of(form: Any) -> date:
    """The date written as YYYY-MM-DD; InputError otherwise."""
    try:
        if isinstance(form, str) and len(form) == 10:
            return date.fromisoformat(form)
    except ValueError:
        pass
    raise unfit(form, _("a date such as 2026-11-20"))


@dataclass(frozen=True)
class Day(FieldType):
    """A calendar date, YYYY-MM-DD."""

    def check(self, value: Any) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise unfit(value, _("a date such as 2026-11-20"))
        return value

    def fits(self, values: Sequence[Any]) -> bool:
        return set(map(type, values)) <= {date, type(None)}

    def store(self, value: date) -> tuple[Stored, ...]:
        return (value.isoformat(),)

    def load(self, stored: Sequence[Stored]) -> date:
        return date.fromisoformat(str(stored[0]))

    def to_json(self, value: date, currency: str) -> Any:
        return value.isoformat()

    def from_json(self, form: Any, currency: str) -> date:
        return day_of(form)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True)
class CalendarMonth(FieldType):
    """A calendar month, YYYY-MM."""

    def check(self, value: Any) -> Month:
        if not isinstance(value, Month):
            raise unfit(value, _("a month such as 2026-11"))
        return value

    def store(self, value: Month) -> tuple[Stored, ...]:
        return (str(value),)

    def load(self, stored: Sequence[Stored]) -> Month:
        return Month.parse(str(stored[0]))

    def to_json(self, value: Month, currency: str) -> Any:
        return str(value)

    def from_json(self, form: Any, currency: str) -> Month:
        return Month.parse(str(form))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}


@dataclass(frozen=True)
class Instant(FieldType):
    """A moment in UTC."""

    def check(self, value: Any) -> datetime:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise unfit(value, _("a time with its offset, such as 2026-11-20T08:00:00Z"))
        return value.astimezone(UTC)

    def store(self, value: datetime) -> tuple[Stored, ...]:
        return (value.astimezone(UTC).isoformat().replace("+00:00", "Z"),)

    def load(self, stored: Sequence[Stored]) -> datetime:
        return datetime.fromisoformat(str(stored[0]))

    def to_json(self, value: datetime, currency: str) -> Any:
        return self.store(value)[0]

    def from_json(self, form: Any, currency: str) -> datetime:
        wanted = _("a time with its offset, such as 2026-11-20T08:00:00Z")
        if not isinstance(form, str) or not _INSTANT.fullmatch(form):
            raise unfit(form, wanted)
        try:
            return self.check(datetime.fromisoformat(form))
        except (ValueError, OverflowError):
            raise unfit(form, wanted) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Week(FieldType):
    """Seven working times, Monday first."""

    def check(self, value: Any) -> tuple[Hours, ...]:
        if not isinstance(value, tuple) or len(value) != 7 or not all(isinstance(day, Hours) for day in value):
            raise unfit(value, _("seven numbers of hours, Monday first"))
        for day in value:
            check_bounds(Decimal(day.minutes) / 60, Decimal(0), Decimal(24))
        return value

    def store(self, value: tuple[Hours, ...]) -> tuple[Stored, ...]:
        return (json.dumps([day.minutes for day in value], separators=(",", ":")),)

    def load(self, stored: Sequence[Stored]) -> tuple[Hours, ...]:
        return tuple(Hours(minutes) for minutes in json.loads(str(stored[0])))

    def to_json(self, value: tuple[Hours, ...], currency: str) -> Any:
        return [WorkingTime().to_json(day, currency) for day in value]

    def from_json(self, form: Any, currency: str) -> tuple[Hours, ...]:
        if not isinstance(form, list):
            raise unfit(form, _("seven numbers of hours, Monday first"))
        return self.check(tuple(WorkingTime().from_json(day, currency) for day in form))

    def schema(self) -> dict[str, Any]:
        hours = {"type": "number", "minimum": 0, "maximum": 24}
        return {"type": "array", "items": hours, "minItems": 7, "maxItems": 7}


@dataclass(frozen=True)
class Days(FieldType):
    """A set of dates."""

    @property
    def empty(self) -> tuple[date, ...]:
        return ()

    def check(self, value: Any) -> tuple[date, ...]:
        if not isinstance(value, tuple):
            raise unfit(value, _("a list of dates"))
        return tuple(sorted({Day().check(day) for day in value}))

    def store(self, value: tuple[date, ...]) -> tuple[Stored, ...]:
        return (json.dumps([day.isoformat() for day in value], separators=(",", ":")),)

    def load(self, stored: Sequence[Stored]) -> tuple[date, ...]:
        return tuple(date.fromisoformat(day) for day in json.loads(str(stored[0])))

    def to_json(self, value: tuple[date, ...], currency: str) -> Any:
        return [day.isoformat() for day in value]

    def from_json(self, form: Any, currency: str) -> tuple[date, ...]:
        if not isinstance(form, list):
            raise unfit(form, _("a list of dates"))
        return self.check(tuple(day_of(day) for day in form))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": Day().schema(), "uniqueItems": True}
