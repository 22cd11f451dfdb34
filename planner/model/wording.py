"""Values in words: compact for a cell, normalised for editing, whole for a screen reader; in zh and en.

Words follow the language of the context, not a locale: the same plan reads the same on every machine.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from planner.model.discretion import HIDDEN
from planner.model.families import PERCENT
from planner.model.parsing_money import SYMBOLS
from planner.model.reading import Context, plain, rounded
from planner.model.values import Hours, Money, Month, Range, minor_digits

_STEPS: Mapping[str, tuple[tuple[int, int, str], ...]] = {  # from where on, divided by what, named how
    "en": ((10**9, 10**9, "bn"), (10**6, 10**6, "M"), (10**4, 10**3, "k")),
    "zh": ((10**8, 10**8, " 亿"), (10**4, 10**4, " 万")),
}
_PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "likely": "{range}, likely {likely}", "observed": "{hits} of {of}", "months": "{n} months",
        "month": "{n} month", "days": "{n} days", "day": "{n} day", "h": "{n}h", "min": "{n}min", "h_min": "{h}h{min}m",
        "span_months": "months", "span_days": "days", "span_h": "h", "span_min": "min", "per_cent": "{n} per cent",
        "spoken": "low {low}, high {high}", "spoken_likely": "low {low}, likely {likely}, high {high}",
    },
    "zh": {
        "likely": "{range}，最可能 {likely}", "observed": "{hits}/{of}", "months": "{n} 个月",
        "month": "{n} 个月", "days": "{n} 天", "day": "{n} 天", "h": "{n} 小时", "min": "{n} 分钟",
        "h_min": "{h} 小时 {min} 分", "span_months": "个月", "span_days": "天", "span_h": "小时", "span_min": "分钟",
        "per_cent": "{n}%", "spoken": "低 {low}，高 {high}", "spoken_likely": "低 {low}，最可能 {likely}，高 {high}",
    },
}  # fmt: skip
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUS = "\u2212"
_AMOUNTS = frozenset(("money", "amount"))


def digits(number: Decimal, strict: bool = False) -> str:
    """All digits of `number`, grouped; `strict` adds a fourth decimal to three, so that no dot looks like a thousand."""
    text = f"{plain(number):,f}"
    places = len(text.partition(".")[2])
    return text + "0" if strict and places == 3 else text


def _significant(number: Decimal, count: int, whole: bool = True) -> Decimal:
    """`number` rounded half up to `count` significant digits; `whole` keeps all digits before the dot."""
    places = count - 1 - number.adjusted()
    if places < 0 and not whole:
        return rounded(Fraction(number).limit_denominator(1) / 10**-places, 0).scaleb(-places)
    return rounded(Fraction(number), max(places, 0)) if number else number


def figure(number: Decimal, context: Context, exact: bool, strict: bool = True) -> str:
    """A bare number: 12k or 1.2 万 from ten thousand on; `exact` shortens only what loses nothing."""
    if not exact:
        number = _significant(number, 3, whole=False) if abs(number) >= 10**4 else _significant(number, 4)
    for start, size, name in _STEPS[context.language]:
        if abs(number) >= start:
            scaled = plain(number / size)
            return digits(scaled) + name if len(scaled.as_tuple().digits) <= 3 else digits(number, strict)
    return digits(number, strict)


def per_cent(fraction: Decimal, exact: bool) -> str:
    """The fraction as per cent digits without the sign."""
    number = plain(fraction * 100)
    return digits(number if exact else _significant(number, 4))


def to_words(low: str, high: str, context: Context) -> str:
    """Two ends of a range in words: 2% to 5%, 1.2 万到 2 万."""
    if context.language == "en":
        return f"{low} to {high}"
    return f"{low}到 {high}" if low[-1] > "\u3000" else f"{low} 到 {high}"


def about(number: Decimal, family: str, context: Context) -> str:
    """A computed number of `family` in three significant digits."""
    if _dotted(family, context):
        return HIDDEN
    near = plain(_significant(number, 3, whole=False))
    if family in ("people", "money", "count"):
        return figure(near, context, exact=False, strict=False)
    return one(Hours.of(near).decimal if family == "hours" else near, family, context)


def _counted(number: str, one: str, many: str, context: Context) -> str:
    return _PHRASES[context.language][one if number == "1" else many].format(n=number)


def _time(hours: Decimal, context: Context) -> str:
    """Decimal hours as 2h30m, 45min, 2h; odd ones stay decimal, so that nothing is lost."""
    phrases = _PHRASES[context.language]
    whole = Hours.of(hours)
    if whole.decimal != hours or hours < 0:
        return phrases["h"].format(n=digits(hours))
    full, minutes = divmod(whole.minutes, 60)
    if not minutes:
        return phrases["h"].format(n=digits(Decimal(full)))
    return phrases["h_min"].format(h=digits(Decimal(full)), min=minutes) if full else phrases["min"].format(n=minutes)


def _dotted(family: str, context: Context) -> bool:
    """Whether numbers of `family` are amounts, and those are hidden."""
    return context.hidden and family in _AMOUNTS


def one(number: Decimal, family: str, context: Context, exact: bool = True) -> str:
    """One number of `family` with its unit; `exact` for text that is to be edited, which is never hidden."""
    if not exact and _dotted(family, context):
        return HIDDEN
    if family in PERCENT:
        return per_cent(number, exact) + "%"
    if family == "hours":
        return _time(number if exact else _significant(number, 4), context)
    if family in ("months", "days"):
        return _counted(digits(number if exact else _significant(number, 4)), family[:-1], family, context)
    return figure(number, context, exact, exact and _strict(family, context))


def _strict(family: str, context: Context) -> bool:
    """Whether three decimals of `family` could be taken for a thousand."""
    return family in ("people", "count") or (family in ("money", "amount") and minor_digits(context.currency) != 3)


def proportion_words(hits: int, of: int, context: Context) -> str:
    """What was counted of how many: 41 of 1,260, 41/1,260."""
    return _PHRASES[context.language]["observed"].format(hits=f"{hits:,}", of=f"{of:,}")


def editable_range(value: Range, family: str, context: Context) -> str:
    """The normalised text of a range; reading it gives the same range."""
    phrases = _PHRASES[context.language]
    if value.hits is not None:
        return proportion_words(value.hits, value.of or 0, context)
    low, high = value.ends()
    if value.is_exact:
        return one(low, family, context)
    named = [low, high] if value.likely is None else [low, high, value.likely]
    texts = [one(number, family, context) for number in named]
    if family in ("months", "days"):
        texts[0] = digits(low)
    elif family not in PERCENT and family != "hours" and any(text[-1].isdigit() for text in texts):
        texts = [digits(number, _strict(family, context)) for number in named]  # 1 to 30k could be read as 1k to 30k
    pair = to_words(texts[0], texts[1], context)
    return pair if value.likely is None else phrases["likely"].format(range=pair, likely=texts[2])


def words_range(value: Range, family: str, context: Context) -> str:
    """A range for a table cell: 2–5%, 12k–20k, 1.2 万到 2 万, 8–14 个月."""
    phrases = _PHRASES[context.language]
    if _dotted(family, context):
        return HIDDEN
    if value.hits is not None:
        return editable_range(value, family, context)
    low, high = value.ends()
    if value.is_exact:
        return one(low, family, context, exact=False).replace("-", _MINUS)
    pair = _span(low, high, family, context).replace("-", _MINUS)
    if value.likely is None:
        return pair
    likely = one(value.likely, family, context, exact=False).replace("-", _MINUS)
    return phrases["likely"].format(range=pair, likely=likely)


def _span(low: Decimal, high: Decimal, family: str, context: Context) -> str:
    """Two ends with one unit where they share it."""
    phrases = _PHRASES[context.language]
    if family in ("months", "days", "hours"):
        unit, factor = family, 1
        if family == "hours":
            unit, factor = ("min", 60) if high < 1 else ("h", 1)
        ends = [digits(_significant(plain(end * factor), 4)) for end in (low, high)]
        return f"{_dashed(ends[0], ends[1], context)} {phrases['span_' + unit]}"
    first, last = one(low, family, context, exact=False), one(high, family, context, exact=False)
    if family in PERCENT and context.language == "en" and low >= 0:
        first = first.removesuffix("%")
    return _dashed(first, last, context)


def _dashed(low: str, high: str, context: Context) -> str:
    if low.startswith("-") or low[-1] > "\u3000" or high[-1] > "\u3000":
        return to_words(low, high, context)
    return f"{low}–{high}"


def spoken(value: Range, family: str, context: Context) -> str:
    """A range for a screen reader: "low 2 per cent, likely 3.2, high 5"."""
    phrases = _PHRASES[context.language]
    if _dotted(family, context):
        return HIDDEN
    if value.hits is not None:
        return editable_range(value, family, context)
    low, high = value.ends()
    first = _said(low, family, context)
    if value.is_exact:
        return first
    following = {"high": _said(high, family, context, unit=False)}
    if value.likely is None:
        return phrases["spoken"].format(low=first, **following)
    return phrases["spoken_likely"].format(
        low=first, likely=_said(value.likely, family, context, unit=False), **following
    )


def _said(number: Decimal, family: str, context: Context, unit: bool = True) -> str:
    if family in PERCENT:
        shown = per_cent(number, exact=False)
        return (
            shown if not unit and context.language == "en" else _PHRASES[context.language]["per_cent"].format(n=shown)
        )
    if family in ("months", "days") and not unit and context.language == "en":
        return digits(number)
    return one(number, family, context, exact=family == "hours") if family != "money" else digits(number)


def money_words(value: Money, context: Context) -> str:
    """An amount with its sign: ¥14,230, US$9.50; cents only where there are some; dots where amounts are hidden.

    Where one amount is said as 100, its part of that: 62.5; dots for another currency.
    """
    hundred = context.hundred
    if context.hidden or (hundred is not None and hundred.currency != value.currency):
        return HIDDEN
    if hundred is not None:
        return digits(plain(_significant(value.amount * 100 / hundred.amount, 3, whole=False))).replace("-", _MINUS)
    amount = (
        digits(abs(value.amount)) if value.amount == value.amount.to_integral_value() else f"{abs(value.amount):,f}"
    )
    sign = _MINUS if value.amount < 0 else ""
    symbol = SYMBOLS.get(value.currency, value.currency + " ")
    if value.currency == context.currency and symbol.endswith(("$", "¥")):
        symbol = symbol[-1]
    return f"{sign}{symbol}{amount}"


def editable_money(value: Money, context: Context) -> str:
    """Grouped digits; the currency's code stands before any but the plan's own."""
    whole = value.amount == value.amount.to_integral_value()
    amount = digits(value.amount) if whole else f"{value.amount:,f}"
    if minor_digits(value.currency) == 3:
        amount = digits(value.amount)
    return amount if value.currency == context.currency else f"{value.currency} {amount}"


def day_words(value: date, context: Context) -> str:
    """A day: 20 Nov, 11 月 20 日; with its year when that is not this year."""
    year = context.today is None or context.today.year != value.year
    if context.language == "zh":
        day = f"{value.month} 月 {value.day} 日"
        return f"{value.year} 年 {day}" if year else day
    day = f"{value.day} {_MONTHS[value.month - 1]}"
    return f"{day} {value.year}" if year else day


def month_words(value: Month, context: Context) -> str:
    """A month with its year: Jan 2027, 2027 年 1 月."""
    if context.language == "zh":
        return f"{value.year} 年 {value.number} 月"
    return f"{_MONTHS[value.number - 1]} {value.year}"


def month_name(value: Month, context: Context) -> str:
    """A month without its year: Jan, 1 月."""
    return f"{value.number} 月" if context.language == "zh" else _MONTHS[value.number - 1]
