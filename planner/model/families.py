"""The families of numbers a field can hold: their units, their bounds, and how strictly their digits are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from planner.model.parsing_numbers import SCALES, Grammar
from planner.model.reading import Context
from planner.model.values import minor_digits

FAMILIES = ("rate", "growth", "people", "money", "hours", "months", "days", "count", "number", "signed")
LOGNORMAL = frozenset({"people", "money", "hours", "months", "days"})
PERCENT = frozenset({"rate", "growth"})

_PEOPLE = "people persons person readers reader followers subscribers members 人 名 位 个 个人 户 粉丝".split()  # noqa: SIM905
_COUNTS = "times time pieces piece x 次 个 件 单 篇 份 条 本 场 节".split()  # noqa: SIM905
_TIME_SCALES = {name: size for name, size in SCALES.items() if not name.isascii() or name == "k"}
_HOUR_WORDS = "h hr hrs hour hours 小时 个小时 时 钟头 个钟头".split()  # noqa: SIM905
_MINUTE_WORDS = "min mins minute minutes 分 分钟".split()  # noqa: SIM905
_DAY_WORDS = "d day days 天 日 工作日 个工作日".split()  # noqa: SIM905
_WEEK_WORDS = "w wk wks week weeks 周 星期 个星期 礼拜 个礼拜".split()  # noqa: SIM905
_MONTH_WORDS = "mo mos mth mths month months 月 个月".split()  # noqa: SIM905
_YEAR_WORDS = "y yr yrs year years 年".split()  # noqa: SIM905
_NOTHING: Mapping[str, Fraction] = {}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most a value may be; None is no bound."""

    lowest: Decimal | None = None
    highest: Decimal | None = None


def bounds(family: str, context: Context) -> Bounds:
    """The bounds of `family`, narrowed or replaced by those of the context."""
    lowest = None if family in ("number", "signed", "amount") else Decimal(-1 if family == "growth" else 0)
    highest = Decimal(1) if family == "rate" else None
    return Bounds(
        lowest if context.lowest is None else context.lowest, highest if context.highest is None else context.highest
    )


def _units(*groups: tuple[list[str], Fraction | int]) -> dict[str, Fraction]:
    return {word: Fraction(size) for words, size in groups for word in words}


def grammar(family: str, context: Context) -> Grammar:
    """How numbers of `family` are written."""
    if family == "hours":
        day = Fraction(context.hours_per_day)
        week = day * Fraction(context.days_per_week)
        hours = _units((_HOUR_WORDS, 1), (_MINUTE_WORDS, Fraction(1, 60)), (_DAY_WORDS, day), (_WEEK_WORDS, week))
        return Grammar(hours, scales=_TIME_SCALES, refused={"m": "min"}, example="2h30m")
    if family == "months":
        months = _units((_MONTH_WORDS, 1), (_YEAR_WORDS, 12))
        return Grammar(months, scales=_TIME_SCALES, refused={"m": "months"}, example="8 to 14 months")
    if family == "days":
        return Grammar(_units((_DAY_WORDS, 1), (_WEEK_WORDS, 7)), scales=_TIME_SCALES, example="7 to 14 days")
    if family in PERCENT:
        return Grammar(scales=_NO_SCALES, tenths=True, example="2% to 5%")
    return _plain_grammar(family, context)


_NO_SCALES: Mapping[str, int] = {}


def _plain_grammar(family: str, context: Context) -> Grammar:
    slang = {"w": "万"}
    if family == "people":
        return Grammar(counters=frozenset(_PEOPLE), strict_dots=True, refused=slang, example="3000 to 5000")
    if family == "count":
        return Grammar(counters=frozenset(_COUNTS), strict_dots=True, refused=slang, example="2 to 4")
    if family in ("money", "amount"):
        return Grammar(strict_dots=minor_digits(context.currency) != 3, refused=slang, example="12k to 20k")
    return Grammar(refused=slang, example="-5 to 3" if family == "signed" else "5 to 10")
