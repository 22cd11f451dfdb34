"""Working time, days, months and periods as people write them; today is told, never asked from a clock.

Fixed rules, said in the echo: a day without a year is the one nearest to today; a month without a year is the next
one, this month included; a week is working days, not seven times twenty-four hours.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from planner.i18n import _
from planner.model.families import grammar
from planner.model.parsing_numbers import Amount, amount
from planner.model.parsing_ranges import clock_time
from planner.model.reading import AS_TYPED, READ_AS, Context, Doubt, unreadable
from planner.model.values import Hours, Month

_EXAMPLE = "2026-11-20"
_FARTHEST = 40_000  # days or months from today that +n may reach
_NAMES = {name.lower(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names)
          if name} | {"sept": 9}  # fmt: skip
_NAME = "(?P<name>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + ")"
_NEAR_DAYS = {
    "t": 0, "today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1, "前天": -2, "tomorrow": 1,
    "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "大前天": -3,
}  # fmt: skip
_NEAR_MONTHS = {
    "t": 0, "this month": 0, "本月": 0, "这个月": 0, "当月": 0, "今天": 0, "today": 0, "next month": 1, "下月": 1,
    "下个月": 1, "last month": -1, "上月": -1, "上个月": -1, "下下个月": 2,
}  # fmt: skip
_NEAR_YEARS = {"this year": 0, "今年": 0, "next year": 1, "明年": 1, "last year": -1, "去年": -1, "后年": 2}
_HAN_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_YEAR = r"(?P<year>[0-9]{4})"
_QUARTER = (
    re.compile(rf"{_YEAR} ?[-/ 年]? ?(?:q|第)?(?P<quarter>[1-4一二三四])(?: ?季度?)"),
    re.compile(rf"{_YEAR} ?[-/ 年]? ?q(?P<quarter>[1-4])"),
    re.compile(rf"q(?P<quarter>[1-4])[-/ ,]*{_YEAR}"),
)
_FULL_DAYS = (
    re.compile(rf"{_YEAR} ?([-/.]) ?(?P<month>[0-9]{{1,2}}) ?\2 ?(?P<day>[0-9]{{1,2}})"),
    re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"),
    re.compile(rf"{_YEAR} ?年 ?(?P<month>[0-9]{{1,2}}) ?月 ?(?P<day>[0-9]{{1,2}}) ?[日号]?"),
    re.compile(rf"{_NAME}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_NAME}\.?,? {_YEAR}"),
)
_SHORT_DAYS = (
    re.compile(r"(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号]?"),
    re.compile(rf"{_NAME}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_NAME}\.?"),
)
_NUMBERS = re.compile(r"(?P<month>[0-9]{1,2}) ?([/-]) ?(?P<day>[0-9]{1,2})")
_UNSURE = re.compile(r"(?P<one>[0-9]{1,2}) ?([-/.]) ?(?P<two>[0-9]{1,2}) ?\2 ?(?P<year>[0-9]{4}|[0-9]{2})")
_MONTHS = (
    re.compile(rf"{_YEAR} ?[-/.] ?(?P<month>[0-9]{{1,2}})"),
    re.compile(rf"{_YEAR} ?年 ?(?P<month>[0-9]{{1,2}}) ?月?份?"),
    re.compile(rf"(?P<month>[0-9]{{1,2}}) ?[/-] ?{_YEAR}"),
    re.compile(rf"{_NAME}\.?,?[ -]?{_YEAR}"),
    re.compile(rf"{_YEAR}[ -]?{_NAME}"),
)
_AWAY = re.compile(r"(?P<sign>[-+]) ?(?P<count>[0-9]{1,6}) ?(?P<unit>[a-z]*|天|日|周|个?月)")
_DAY_UNITS = {"": 1, "d": 1, "day": 1, "days": 1, "天": 1, "日": 1, "w": 7, "wk": 7, "week": 7, "weeks": 7, "周": 7}
_MONTH_UNITS = frozenset(["", "mo", "month", "months", "月", "个月"])


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None is open."""

    first: date | None
    last: date | None


def read_hours(text: str, context: Context) -> tuple[Hours, Amount]:
    """Working time to the minute (half up): 2h30m, 1:30, 45min, 1w 2d, 2小时30分, 2.5, 半小时."""
    found = amount(clock_time(text), grammar("hours", context))
    if found.unit == "%":
        raise unreadable("2h30m")
    return exact_hours(found.value), found


def exact_hours(value: Fraction) -> Hours:
    """The time of `value` hours, rounded half up to the minute."""
    minutes = value * 60
    return Hours(
        (2 * abs(minutes.numerator) + minutes.denominator) // (2 * minutes.denominator) * (1 if value >= 0 else -1)
    )


def _whole_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        message = _("“{text}” is not a day of the calendar; write it like {example}.")
        raise Doubt(message.format(text=AS_TYPED, example=_EXAMPLE), kind="out_of_range") from None


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return _NAMES[groups["name"]] if groups.get("name") else int(groups["month"])


def _nearest(month: int, day: int, context: Context) -> date:
    """The day nearest to today, the later one when two are as near; 29 February finds its leap year."""
    today = context.day()
    nearby = range(max(today.year - 8, 1), min(today.year + 8, 9999) + 1)
    days = [date(year, month, day) for year in nearby if _exists(year, month, day)]
    if not days:
        _whole_day(2024, month, day)
        raise unreadable(_EXAMPLE)
    return min(days, key=lambda one: (abs((one - today).days), -one.toordinal()))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _away(day: date, days: int) -> date:
    if abs(days) > _FARTHEST or not 1 <= day.toordinal() + days <= date.max.toordinal():
        raise Doubt(_("“{text}” is too far away."), kind="out_of_range")
    return day + timedelta(days)


def read_day(text: str, context: Context) -> date:
    """One day; Doubt where it is none, or could be two."""
    if text in _NEAR_DAYS:
        return _away(context.day(), _NEAR_DAYS[text])
    for form in _FULL_DAYS:
        match = form.fullmatch(text)
        if match:
            return _whole_day(int(match["year"]), _month_of(match), int(match["day"]))
    for form in _SHORT_DAYS:
        match = form.fullmatch(text)
        if match:
            return _nearest(_month_of(match), int(match["day"]), context)
    away = _AWAY.fullmatch(text)
    if away and away["unit"] in _DAY_UNITS:
        return _away(context.day(), int(away["sign"] + away["count"]) * _DAY_UNITS[away["unit"]])
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _month_and_day(int(numbers["month"]), int(numbers["day"]), context)
    raise _unclear_day(text, context)


def _month_and_day(month: int, day: int, context: Context) -> date:
    """11/20 is month and day; in English 11/12 may be either way round and is asked back."""
    if month > 12 >= day:
        swapped = _nearest(day, month, context)
        raise Doubt(_("There is no month {month}; the month comes first.").format(month=month), (str(swapped), READ_AS))
    if context.language == "en" and month <= 12 and day <= 12 and month != day:
        either = [_nearest(month, day, context), _nearest(day, month, context)]
        message = _("“{text}” may be two days; say which one.")
        raise Doubt(message, *((str(one), READ_AS) for one in either))
    return _nearest(month, day, context)


def _unclear_day(text: str, context: Context) -> Doubt:
    candidates: list[str] = []
    match = _UNSURE.fullmatch(text)
    if match:
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        year += 2000 if len(match["year"]) == 2 else 0
        candidates = [f"{year:04d}-{month:02d}-{day:02d}" for month, day in dict.fromkeys([(two, one), (one, two)])]
        if len(match["year"]) == 2:
            candidates.insert(0, f"20{match['one']:0>2}-{two:02d}-{int(match['year']):02d}")
        message = _("“{text}” may be more than one day; say which one.")
        return Doubt(message, *((candidate, READ_AS) for candidate in candidates))
    alone = re.fullmatch(r"([0-9]{1,2}) ?[日号]?", text)
    if alone and context.today is not None:
        candidates = [f"{context.today:%Y-%m}-{int(alone[1]):02d}"]
        return Doubt(_("Write the month too."), (candidates[0], READ_AS))
    period = _wide(text, context)
    if period is None:
        return unreadable(_EXAMPLE)
    message = _("“{text}” is more than one day; say which one.")
    return Doubt(message, *((str(day), READ_AS) for day in (period.first, period.last) if day is not None))


def _quarter(text: str) -> Month | None:
    """The first month of a quarter such as 2026-Q4, 2026年四季度."""
    for form in _QUARTER:
        match = form.fullmatch(text)
        if match:
            sign = match["quarter"]
            number = _HAN_NUMBERS[sign] if sign in _HAN_NUMBERS else int(sign)
            return _month(int(match["year"]), 3 * number - 2)
    return None


def _month(year: int, number: int) -> Month:
    if not (1 <= number <= 12 and year >= 1):
        raise Doubt(_("“{text}” is not a month; write it like 2026-11."), kind="out_of_range")
    return Month(year, number)


def _months_away(context: Context, months: int) -> Month:
    start = Month.of(context.day())
    if abs(months) > _FARTHEST // 30 or not 12 <= start.year * 12 + start.number - 1 + months < 12 * 10_000:
        raise Doubt(_("“{text}” is too far away."), kind="out_of_range")
    return start + months


def read_month(text: str, context: Context) -> Month:
    """One month: 2026-11, 2026年11月, Nov 2026, next month, +3; a quarter is its first month, a day its month."""
    found = _named_month(text, context) or _quarter(text)
    if found is not None:
        return found
    away = _AWAY.fullmatch(text)
    if away and away["unit"] in _MONTH_UNITS:
        return _months_away(context, int(away["sign"] + away["count"]))
    alone = re.fullmatch(rf"(?P<month>[0-9]{{1,2}}) ?月份?|{_NAME}", text)
    if alone:
        today = Month.of(context.day())
        number = _month_of(alone)
        return _month(today.year + (number < today.number), number)
    year = re.fullmatch(rf"{_YEAR} ?年?", text)
    if year:
        message = _("“{text}” is a year; say which month.")
        raise Doubt(message, (f"{year['year']}-01", READ_AS), (f"{year['year']}-12", READ_AS))
    for form in _FULL_DAYS:
        match = form.fullmatch(text)
        if match:
            return Month.of(_whole_day(int(match["year"]), _month_of(match), int(match["day"])))
    raise unreadable("2026-11")


def _named_month(text: str, context: Context) -> Month | None:
    if text in _NEAR_MONTHS:
        return _months_away(context, _NEAR_MONTHS[text])
    for form in _MONTHS:
        match = form.fullmatch(text)
        if match:
            return _month(int(match["year"]), _month_of(match))
    return None


def _month_end(month: Month) -> date:
    return date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])


def read_period(text: str, context: Context) -> Period:
    """A span of days: a year, a quarter, a month, a day, or `from..to` with an open end."""
    ends = re.split(r" ?(?:\.{2,3}|~|到|至|(?<![a-z])to(?![a-z])) ?", text)
    if len(ends) == 2 and any(ends):
        first = _span(ends[0], context).first if ends[0] else None
        last = _span(ends[1], context).last if ends[1] else None
        if first is not None and last is not None and first > last:
            message = _("The period ends before it begins.")
            raise Doubt(message, (f"{ends[1]}..{ends[0]}", READ_AS), kind="bad_order")
        return Period(first, last)
    return _span(text, context)


def _wide(text: str, context: Context) -> Period | None:
    """The year, quarter or month `text` names, else None."""
    for read in _SPANS:
        for period in read(text, context):
            return period
    return None


def _span(text: str, context: Context) -> Period:
    period = _wide(text, context)
    if period is not None:
        return period
    day = read_day(text, context)
    return Period(day, day)


def _years(text: str, context: Context) -> Iterator[Period]:
    year = re.fullmatch(rf"{_YEAR} ?年?", text)
    number = int(year["year"]) if year else context.day().year + _NEAR_YEARS[text] if text in _NEAR_YEARS else 0
    if 1 <= number <= 9999:
        yield Period(date(number, 1, 1), date(number, 12, 31))


def _quarters(text: str, _context: Context) -> Iterator[Period]:
    start = _quarter(text)
    if start is not None:
        yield Period(start.first_day(), _month_end(start + 2))


def _whole_months(text: str, context: Context) -> Iterator[Period]:
    month = None if text in _NEAR_DAYS else _named_month(text, context)
    if month is not None:
        yield Period(month.first_day(), _month_end(month))


_SPANS: tuple[Callable[[str, Context], Iterator[Period]], ...] = (_years, _quarters, _whole_months)
