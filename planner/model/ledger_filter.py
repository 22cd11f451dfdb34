"""What the ledger is filtered by: a value, the words for its parts in both languages, and the text that says it again.

`planner.model.ledger_filter_reading` reads a text into it. Terms of one named field are alternatives, everything else
must hold together; an excluded term must not hold.
"""

import calendar
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from planner.i18n import language
from planner.model.money import ENTRY_SORTS
from planner.model.parsing_time import Period

NAMED: Final = ("product", "platform", "partner")
"""Fields whose term names records of the plan."""
ALTERNATIVES: Final = (*NAMED, "sort", "currency", "source")
"""Fields of which an entry has one value, so that several terms are alternatives."""
TEXTS: Final = ("text", "payee", "memo")
FLAGS: Final = ("checked", "refund", "duplicate")

FIELD_WORDS: Final = {
    "product": ("product", "产品"),
    "platform": ("platform", "平台"),
    "partner": ("partner", "伙伴", "合作伙伴"),
    "sort": ("sort", "类别", "category", "分类"),
    "payee": ("payee", "对方"),
    "memo": ("memo", "备注", "note"),
    "amount": ("amount", "金额"),
    "date": ("date", "日期"),
    "currency": ("currency", "币种", "货币"),
    "source": ("source", "来源"),
    "checked": ("checked", "核对", "已核对"),
    "refund": ("refund", "退款"),
    "duplicate": ("duplicate", "重复"),
}
"""What each field is called before the colon; the first in English, the second in Chinese is what we write ourselves."""
SORT_WORDS: Final = {
    "sale": ("销售", "收入"), "refund": ("退款",), "fee": ("手续费",), "payout": ("结算", "提现"), "cost": ("成本", "支出"),
    "ad_spend": ("广告支出", "广告"), "salary": ("工资",), "transfer": ("转账",), "tax": ("税款", "税"),
}  # fmt: skip
YES: Final = ("yes", "是", "y", "true", "1", "有")
NO: Final = ("no", "否", "n", "false", "0", "无")
NONE: Final = ("none", "无")
"""Stands for no product, platform or partner at all."""


def folded(text: str) -> str:
    """`text` as it is compared: full width as half width, no case."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True, slots=True)
class Named:
    """Some records of the plan, and the name that was typed for them; no ids mean that the field is empty."""

    name: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Amounts between two ends, in whole units of each entry's own currency; None is open.

    `beyond` leaves the ends themselves out.
    """

    low: Decimal | None
    high: Decimal | None
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: the field, its value, and whether it must not hold.

    The value is a text for "text", "payee", "memo", "source", "sort" and "currency"; `Named` for products, platforms and
    partners; `Span` for "amount", `Period` for "date", yes or no for "checked", "refund" (names the sale it pays back)
    and "duplicate".
    """

    field: str
    value: str | bool | Named | Span | Period
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which entries are wanted; without terms all that are not put away."""

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def text(self, spoken: str = "") -> str:
        """The filter as one would type it, in `spoken` ("zh", "en") or the language in use; reads back to the same."""
        chinese = (spoken or language()).startswith("zh")
        return " ".join(_written(term, int(chinese)) for term in self.terms)


def sort_word(name: str, chinese: int) -> str:
    """What a sort of entry is called in a filter."""
    return SORT_WORDS[name][0] if chinese else name


def _written(term: Term, chinese: int) -> str:
    plain = _plain(term, chinese)
    if term.excluded and plain[0] in "-0123456789" and term.field == "amount":
        plain = f"{FIELD_WORDS['amount'][chinese]}:{plain}"  # else the sign would belong to the number
    return ("-" if term.excluded else "") + plain


def _plain(term: Term, chinese: int) -> str:
    value = term.value
    if isinstance(value, Span):
        return _amounts(value)
    if isinstance(value, Period):
        return _days(value)
    if term.field == "text":
        return quoted(str(value))
    name = FIELD_WORDS[term.field][chinese]
    if isinstance(value, bool):
        return f"{name}:{(YES if value else NO)[chinese]}"
    if isinstance(value, Named):
        return f"{name}:{quoted(value.name) if value.ids else NONE[chinese]}"
    return f"{name}:{sort_word(value, chinese) if term.field == 'sort' else quoted(value)}"


def quoted(text: str) -> str:
    """`text` as a token: in quotes unless it is nothing but letters and digits that nobody takes for a number."""
    plain = text.isalnum() and text[0].isalpha() and unicodedata.normalize("NFKC", text) == text
    plain = plain and not text.startswith(("到", "至"))
    reserved = {*NONE, *YES, *NO}
    return text if plain and folded(text) not in reserved else '"' + text.replace('"', '""') + '"'


def _amounts(span: Span) -> str:
    if span.low is not None and span.high is not None:
        return f"={_number(span.low)}" if span.low == span.high else f"{_number(span.low)}..{_number(span.high)}"
    sign = "" if span.beyond else "="
    return f">{sign}{_number(span.low)}" if span.low is not None else f"<{sign}{_number(span.high or Decimal(0))}"


def _number(number: Decimal) -> str:
    """Digits that no one takes for a year: from 1000 on with separators."""
    return f"{number.normalize():,f}"


def _days(period: Period) -> str:
    first, last = period.first, period.last
    if first is None or last is None:
        return f"{_day(first, first_of=True)}..{_day(last, first_of=False)}"
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year >= 1900:
        return f"{first.year}" if first.year < 2100 else f"{first.year}-01..{first.year}-12"
    if first.day == 1 and last == month_end(first):
        return f"{first:%Y-%m}".zfill(7)
    whole = first.day == 1 and last == month_end(last)
    ends = [_day(first, first_of=True), _day(last, first_of=False)] if whole else [first.isoformat(), last.isoformat()]
    return "..".join(ends)


def _day(day: date | None, *, first_of: bool) -> str:
    """A day as the end of a period; a month where it begins or ends with one."""
    if day is None:
        return ""
    whole = day.day == 1 if first_of else day == month_end(day)
    return day.isoformat()[:7] if whole else day.isoformat()


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day + timedelta(days=calendar.monthrange(day.year, day.month)[1] - day.day)


SORTS: Final = tuple(name for name, _label in ENTRY_SORTS)
