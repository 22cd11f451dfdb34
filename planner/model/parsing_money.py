"""Amounts of money as people write them: ¥199, 199元, US$9.5, 9.5 USD; a bare $ is asked back unless it is clear."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from planner.i18n import _
from planner.model.families import grammar
from planner.model.parsing_numbers import Amount, amount
from planner.model.reading import READ_AS, ROUND_TO, Context, Doubt, decimal_of, rounded, unreadable
from planner.model.values import Money, minor_digits

SYMBOLS: Mapping[str, str] = {
    "CNY": "CN¥", "JPY": "JP¥", "USD": "US$", "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$", "CAD": "C$",
    "NZD": "NZ$", "EUR": "€", "GBP": "£", "KRW": "₩", "INR": "₹",
}  # fmt: skip
_CODES = frozenset(
    "AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GEL HKD HUF IDR ILS INR IQD ISK JOD JPY KES "  # noqa: SIM905
    "KRW KWD KZT LKR LYD MAD MOP MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY "
    "TWD UAH UGX USD UYU UZS VND XAF XOF XPF ZAR".split()
)
_MARKS: Mapping[str, str] = {
    **{symbol.lower(): code for code, symbol in SYMBOLS.items()},
    **{code.lower(): code for code in _CODES},
    "usd$": "USD", "rmb": "CNY", "rmb¥": "CNY", "人民币": "CNY", "块": "CNY", "块钱": "CNY", "ca$": "CAD", "au$": "AUD",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "円": "JPY", "港币": "HKD", "港元": "HKD",
    "新台币": "TWD", "台币": "TWD", "韩元": "KRW", "新加坡元": "SGD", "澳元": "AUD", "加元": "CAD",
}  # fmt: skip
_UNSURE: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "TWD", "HKD"),
}
_ALL = "|".join(re.escape(mark) for mark in sorted({*_MARKS, *_UNSURE}, key=len, reverse=True))
_BEFORE = re.compile(rf"([-+]?) ?({_ALL}) ?(?=[-+0-9.(零一二两三四五六七八九十半])(.*)")
_AFTER = re.compile(rf"(.*?[^ ]) ?({_ALL})")


def split_currency(text: str, context: Context) -> tuple[str, str | None]:
    """The text without its currency mark, and the currency it names (None: no mark)."""
    before = _BEFORE.fullmatch(text)
    if before:
        rest = before[1] + before[3]
        after = _AFTER.fullmatch(rest)
        code = _currency(before[2], rest, context)
        if after is None:
            return rest, code
        if _currency(after[2], after[1], context) != code:
            raise Doubt(_("There are two currencies in one amount; keep one of them."), kind="mismatch")
        return after[1], code
    after = _AFTER.fullmatch(text)
    if after and not re.fullmatch(r".*[a-z]", after[1]):
        return after[1], _currency(after[2], after[1], context)
    return text, None


def _currency(mark: str, rest: str, context: Context) -> str:
    if mark in _MARKS:
        return _MARKS[mark]
    codes = _UNSURE[mark]
    if context.currency in codes:
        return context.currency
    if mark == "元":
        return "CNY"
    message = _("“{mark}” may be one of several currencies; say which one.").format(mark=mark)
    raise Doubt(message, *((f"{code} {rest}", READ_AS) for code in codes[:3]))


def read_money(text: str, context: Context) -> tuple[Money, Amount]:
    """One amount, in the plan's currency where none is named; Doubt otherwise."""
    rest, code = split_currency(text, context)
    currency = code or context.currency
    rules = replace(grammar("amount", replace(context, currency=currency)), example="¥199")
    found = amount(rest, rules)
    if found.unit:
        raise unreadable("¥199")
    return exact_money(found.value, currency), found


def exact_money(value: Fraction, currency: str) -> Money:
    """The amount, which must not need rounding: rounding is offered, half up, never done unasked."""
    places = minor_digits(currency)
    exact = decimal_of(value)
    if exact is None or exact != rounded(value, places):
        near = f"{currency} {rounded(value, places):f}"
        if exact is None and value.denominator == 1:
            raise Doubt(_("This amount is too large."), kind="out_of_range")
        message = _("{currency} has at most {places} decimals.") if places else _("{currency} has no decimals.")
        message = message.format(currency=currency, places=places)
        raise Doubt(message, (near, ROUND_TO), kind="out_of_range")
    return Money(exact, currency)
