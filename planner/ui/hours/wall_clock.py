"""Days and hours as the plan's place has them: moments shown, and moments read from what one types."""

import datetime as dt
import re
from collections.abc import Callable

from PySide6.QtCore import QLocale

from planner.errors import InputError
from planner.i18n import _, language
from planner.model.clock import zone_of
from planner.model.parsing import parse
from planner.model.plan import Plan
from planner.model.reading import Context

EVENING = dt.time(20, 0)
_TIME = re.compile(
    r"(?P<day>.*?)[ T,，]*(?P<hour>\d{1,2}) ?(?:[:：](?P<minute>\d{2})|[点點时](?P<part>半|\d{1,2}分?)?)"
)
_NOW, _TONIGHT = frozenset({"now", "现在"}), frozenset({"tonight", "今晚"})
_WEEKDAYS = {
    name: at
    for at, names in enumerate((
        "mon monday 周一 星期一", "tue tuesday 周二 星期二", "wed wednesday 周三 星期三", "thu thursday 周四 星期四",
        "fri friday 周五 星期五", "sat saturday 周六 星期六", "sun sunday 周日 周天 星期日 星期天",
    ))
    for name in names.split()
}  # fmt: skip


class WallClock:
    """The clock on the user's wall: `now()` bears a zone; `zone` None is that of this computer."""

    def __init__(self, plan: Plan, now: Callable[[], dt.datetime] | None = None) -> None:
        self.zone = zone_of(plan.settings)
        self._now = now or (lambda: dt.datetime.now(dt.UTC))

    def now(self) -> dt.datetime:
        """This moment, in UTC."""
        return self._now().astimezone(dt.UTC)

    def today(self) -> dt.date:
        """The day on the wall."""
        return self.here(self.now()).date()

    def here(self, at: dt.datetime) -> dt.datetime:
        """A moment as the wall shows it."""
        return at.astimezone(self.zone)

    def moment(self, day: dt.date, time: dt.time = dt.time()) -> dt.datetime:
        """The moment, in UTC, at which the wall shows that day and time."""
        shown = dt.datetime.combine(day, time.replace(tzinfo=None))
        placed = shown.replace(tzinfo=self.zone) if self.zone else shown.astimezone()
        return placed.astimezone(dt.UTC)

    def read(self, text: str, usual: dt.time = EVENING) -> dt.datetime:
        """The moment that `text` says: a day, a time or both (``+3``, ``Sunday 20:00``, ``11-20 20:00``, ``now``).

        Without a time it is the `usual` one, without a day the next such time; a day of the week is the next one, today
        being one. ParseError or InputError otherwise.
        """
        typed = text.strip()
        if typed.casefold() in _NOW:
            return self.now().replace(second=0, microsecond=0)
        found = _TIME.fullmatch(typed)
        time = _time_of(found, typed) if found else usual
        named = found["day"].strip() if found else typed
        if not named or named.casefold() in _TONIGHT:
            at = self.moment(self.today(), time)
            return at if at > self.now() or not found else self.moment(self.today() + dt.timedelta(1), time)
        weekday = _WEEKDAYS.get(named.casefold())
        if weekday is not None:
            return self.moment(self.today() + dt.timedelta((weekday - self.today().weekday()) % 7), time)
        day: dt.date = parse("day", named, Context(language(), today=self.today())).value
        return self.moment(day, time)

    def editable(self, at: dt.datetime | None) -> str:
        """The text that `read` takes back to the same minute."""
        return "" if at is None else f"{self.here(at):%Y-%m-%d %H:%M}"

    def short(self, at: dt.datetime) -> str:
        """The day in a cell: ``20 Nov``, ``11-20``; of another year its month and year."""
        day, today = self.here(at).date(), self.today()
        if language() == "zh":
            return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m}"
        return f"{day.day} {month_name(day)}" if day.year == today.year else f"{month_name(day)} {day.year}"

    def words(self, at: dt.datetime) -> str:
        """The moment in a sentence: ``20 Nov 20:04``, ``11 月 20 日 20:04``, with the year where it is another one."""
        here = self.here(at)
        other = here.year != self.today().year
        if language() == "zh":
            return f"{f'{here.year} 年 ' if other else ''}{here.month} 月 {here.day} 日 {here:%H:%M}"
        return f"{here.day} {month_name(here)}{f' {here.year}' if other else ''} {here:%H:%M}"


def day_words(day: dt.date) -> str:
    """A day with its year: ``20 Nov 2026``, ``2026 年 11 月 20 日``."""
    if language() == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.day} {month_name(day)} {day.year}"


def month_name(day: dt.date) -> str:
    """The month of a day in a few letters: ``Nov``, ``11 月``."""
    if language() == "zh":
        return f"{day.month} 月"
    return QLocale(QLocale.Language.English).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def _time_of(found: re.Match[str], typed: str) -> dt.time:
    part = found["part"] or ""
    minute = int(found["minute"] or 0) or (30 if part == "半" else int(part.removesuffix("分") or 0))
    try:
        return dt.time(int(found["hour"]), minute)
    except ValueError:
        message = _("“{text}” names no time of a day; write it like 20:30.")
        raise InputError(message.format(text=typed), kind="out_of_range") from None
