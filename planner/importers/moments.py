"""When something happened, in all the ways exports write it: a day, or an instant in UTC with the zone it was read in.

The text says the shape by itself. What it cannot say is asked: the order of 3/4/2026, a zone such as CST.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from planner.i18n import _
from planner.importers.cells import clean, text_of
from planner.importers.hours import in_utc
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

_ABBREVIATIONS: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4,
    "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8,
    "AEST": 10, "AEDT": 11, "AWST": 8, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
        start=1,
    )
    for name in (names, names[:3])
} | {"sept": 9}  # fmt: skip
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the zone comes later; of a serial number
_YEARS = range(1970, 2200)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
_CLOCK = (
    r"(?P<noon>上午|下午)?\s*(?P<hour>\d{1,2})[:：时](?P<minute>\d{1,2})(?:[:：分](?P<second>\d{1,2})?)?(?:[.,](?P<part>\d{1,9}))?秒?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_ZONE = r"\s*\(?(?P<zone>Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?\)?"
_WITH_CLOCK = rf"(?:(?:T|,?\s+|(?<=日)\s*){_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?"
_SHAPES = tuple(
    re.compile(_WEEKDAY + day + _WITH_CLOCK)
    for day in (
        r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<then>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[A-Za-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})",
        r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<year>\d{4})\s+(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})",
    )
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})(?P<zone>Z|[+-]\d{4})?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTH = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})月?|(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<named>\d{4})")
_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")


class Moment(NamedTuple):
    """`day` in the zone it was read in; `at` is the instant in UTC, None where only a date is known; `raw` is the text."""

    day: date
    at: datetime | None
    zone: str
    raw: str


class ZoneDoubt(BadCell):
    """An abbreviation such as CST that means several zones, or one that is not known: `name` has to be asked."""

    def __init__(self, name: str) -> None:
        message = _("“{zone}” may mean several time zones; say which one.")
        super().__init__(message.format(zone=name), "bad_date")
        self.name = name


@dataclass(frozen=True, slots=True)
class Calendar:
    """How the times of one file are read.

    `zone` holds where the text names none (``UTC``, ``UTC+8``, an IANA name; empty: a clock time cannot be read), and
    `unsure` where it names one that means several. `order` is that of 3/4/2026, ``dmy`` or ``mdy``; empty where it is not
    known. `clock`: a whole day of a workbook is midnight of it.
    """

    zone: str = ""
    order: str = ""
    unsure: str = ""
    clock: bool = False

    def moment(self, cell: Cell) -> Moment | None:
        """What a cell says, None when it is empty. Raises BadCell (bad_date), ZoneDoubt when the zone has to be asked."""
        if isinstance(cell, bool):
            raise _bad_date(text_of(cell))
        raw = clean(cell) if isinstance(cell, str) else text_of(cell)
        if not raw:
            return None
        try:
            return self._of_text(raw) if isinstance(cell, str) else self._of_value(cell, raw)
        except (ValueError, OverflowError):
            raise _bad_date(raw) from None

    def _of_text(self, text: str) -> Moment:
        if len(text) == 19 and text[4] == "-" and text[10] in " T":
            return self._placed(datetime.fromisoformat(text), "", text)
        found = _COMPACT.fullmatch(text)
        if found is None and _SERIAL.fullmatch(text):
            return self._of_value(Decimal(text), text)
        shapes = iter(_SHAPES)
        while found is None:
            shape = next(shapes, None)
            if shape is None:
                raise _bad_date(text)
            found = shape.fullmatch(text)
        parts = found.groupdict()
        day = _day(parts, self.order)
        if parts["hour"] is None:
            return self._dated(day, text)
        return self._placed(_clocked(day, parts), parts["zone"] or "", text)

    def _of_value(self, cell: Cell, raw: str) -> Moment:
        if isinstance(cell, datetime):
            return self._placed(_to_second(cell), "", raw)
        if isinstance(cell, date):
            return self._whole_day(cell, raw)
        serial = Decimal(repr(cell)) if isinstance(cell, float) else cell
        if not isinstance(serial, Decimal) or not serial.is_finite():
            raise _bad_date(raw)
        if serial == int(serial) and _COMPACT.fullmatch(raw):
            return self._of_text(raw)
        if int(serial) not in _SERIALS:
            raise _bad_date(raw)
        if serial == int(serial):
            return self._whole_day((_EPOCH + timedelta(days=int(serial))).date(), raw)
        seconds = int((serial * 86_400).to_integral_value(ROUND_HALF_EVEN))
        return self._placed(_EPOCH + timedelta(seconds=seconds), "", raw)

    def _whole_day(self, day: date, raw: str) -> Moment:
        if self.clock:
            return self._placed(datetime(day.year, day.month, day.day), "", raw)  # noqa: DTZ001 - placed in a zone there
        return self._dated(day, raw)

    def _dated(self, day: date, raw: str) -> Moment:
        if day.year not in _YEARS:
            raise _bad_date(raw)
        return Moment(day, None, "", raw)

    def _placed(self, local: datetime, named: str, raw: str) -> Moment:
        name = named or self.zone
        if not name:
            raise BadCell(_("The time zone of “{text}” is not known; say which one.").format(text=raw), "bad_date")
        zone = zone_named(name, self.unsure)
        if local.year not in _YEARS:
            raise _bad_date(raw)
        return Moment(local.date(), in_utc(local, zone), name, raw)


@lru_cache(maxsize=256)
def zone_named(name: str, unsure: str = "") -> tzinfo:
    """The zone of a name: an IANA name, an offset such as UTC+8 or +0530, or an abbreviation with one meaning.

    Raises ZoneDoubt when it means several and `unsure` names none instead.
    """
    bare = name.strip()
    if bare.upper() in _ABBREVIATIONS:
        return timezone(timedelta(hours=_ABBREVIATIONS[bare.upper()]), bare.upper())
    found = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", bare)
    if found and int(found[2]) < 15:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset)
    if "/" in bare:
        try:
            return ZoneInfo(bare)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    if unsure:
        return zone_named(unsure)
    raise ZoneDoubt(name)


def last_of_month(cell: Cell) -> date | None:
    """The last day of a month such as 2026-07, 2026年7月 or July 2026; None when empty, BadCell when it is none."""
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, date):
        return cell.replace(day=monthrange(cell.year, cell.month)[1])
    found = _MONTH.fullmatch(text)
    month = 0 if found is None else int(found["month"]) if found["month"] else _MONTHS.get(found["name"].lower(), 0)
    year = 0 if found is None else int(found["year"] or found["named"])
    if not (1 <= month <= 12 and year in _YEARS):
        raise _bad_date(text)
    return date(year, month, monthrange(year, month)[1])


class DayOrder:
    """Whether 3/4/2026 is in April or March, decided by all dates of a file: a part over 12 is a day."""

    def __init__(self) -> None:
        self._votes: dict[str, str] = {}
        self._open: list[str] = []

    def see(self, cell: Cell) -> None:
        """Take one more cell into account."""
        found = _NUMERIC.match(clean(cell)) if isinstance(cell, str) else None
        if found is None:
            return
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            self._votes.setdefault("dmy", found[0])
        elif second > 12 >= first:
            self._votes.setdefault("mdy", found[0])
        elif first != second and len(self._open) < 3 and found[0] not in self._open:
            self._open.append(found[0])

    @property
    def order(self) -> str:
        """``dmy`` or ``mdy``; empty where nothing settles it."""
        return next(iter(self._votes)) if len(self._votes) == 1 else ""

    @property
    def samples(self) -> tuple[str, ...]:
        """Dates to show where it has to be asked, because nothing settles it or dates contradict each other; else none."""
        if len(self._votes) == 1:
            return ()
        return (*self._votes.values(), *self._open)


def _day(parts: Mapping[str, str | None], order: str) -> date:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000
    if parts.get("name"):
        return date(year, _MONTHS[_named(parts["name"] or "")], int(parts["day"] or 0))
    if not parts.get("mark"):
        return date(year, int(parts["month"] or 0), int(parts["day"] or 0))
    first, second = int(parts["first"] or 0), int(parts["then"] or 0)
    if parts["mark"] == "." or order == "dmy":
        return date(year, second, first)
    if order == "mdy" or first == second:
        return date(year, first, second)
    raise ValueError


def _named(month: str) -> str:
    name = month.lower()
    if name not in _MONTHS:
        raise ValueError
    return name


def _clocked(day: date, parts: Mapping[str, str | None]) -> datetime:
    hour, half = int(parts["hour"] or 0), (parts.get("half") or parts.get("noon") or "")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half[0] in "Pp下" else 0)
    return datetime(day.year, day.month, day.day, hour, int(parts["minute"] or 0), int(parts["second"] or 0))  # noqa: DTZ001


def _to_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _bad_date(text: str) -> BadCell:
    return BadCell(
        _("“{text}” is no date that is understood; correct it in the file.").format(text=text[:40]), "bad_date"
    )
