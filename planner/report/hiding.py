"""Takes amounts out of what people wrote in words, for a report that shows none.

Amounts of fields are never written in the first place; this finds those inside names and notes by their currency.
"""

import re

from planner.model.catalogue import Listing, Product
from planner.model.plan import Plan
from planner.model.values import Money

HIDDEN = "•••"
_SIGN = r"(?:US\$|HK\$|NT\$|[¥￥$€£₩]|\b(?:CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|KWD)\b)"
_DIGITS = r"[\d０-９]+(?:[,，.．][\d０-９]+)*"
_NUMBER = rf"[-−]?{_DIGITS}"
_SIZE = r"(?:\s?(?:万|亿|千|百|k\b|K\b|M\b))?"
_WORD = r"(?:元|块|圆|美元|美金|欧元|港币|日元|人民币|CNY\b|RMB\b|USD\b|EUR\b|yuan\b|dollars?\b|euros?\b|[¥￥€£])"
_SPAN = rf"{_NUMBER}{_SIZE}(?:\s?(?:[-–~至到]|to)\s?{_SIGN}?\s?{_NUMBER}{_SIZE})?"
_AMOUNT = re.compile(rf"{_SIGN}\s?{_SPAN}(?:\s?{_WORD})?|{_SPAN}\s?{_WORD}")
_NUMBERS = re.compile(_DIGITS)


def highest_price(plan: Plan) -> Money | None:
    """The highest price in the plan's own currency, which an index counts as 100; None without one."""
    prices = [one.price for one in plan.of(Product)] + [one.price for one in plan.of(Listing)]
    own = [price for price in prices if price and price.currency == plan.settings.currency and price.amount > 0]
    return max(own, key=lambda price: price.amount, default=None)


def without_amounts(text: str) -> str:
    """`text` with dots where an amount with its currency stood."""
    return _AMOUNT.sub(HIDDEN, text)


def without_numbers(text: str) -> str:
    """`text` with dots for every number: for fields that hold amounts in free form."""
    return _NUMBERS.sub(HIDDEN, text)
