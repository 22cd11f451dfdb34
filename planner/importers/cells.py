"""What the cells of an import say: text without its packing, and money as whole minor units.

Nothing passes through binary floats but the numbers of a workbook, which are floats there already.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache

from planner.i18n import _
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell
from planner.model.table_columns import FORMULA

LARGEST_MINOR = 10**15
"""No amount of one row is larger, in smallest units."""
_PACKING = " \t\r\n`\ufeff\u00a0\u3000"
_EMPTY = frozenset({"/", "-", "--"})
_LONE = dict.fromkeys(_EMPTY, "")
_MINUS = str.maketrans(
    {"−": "-", "－": "-", "﹣": "-", "–": "-", "＋": "+", "（": "(", "）": ")", "，": ",", "．": "."}
)
_LONGEST_NUMBER = 40
_PLAIN = re.compile(r"[¥￥]?(-?\d{1,15}(?:\.\d{1,2})?)", re.ASCII)  # what most amounts are
_MARKS: Mapping[str, str] = {
    "CA$": "CAD", "C$": "CAD", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD",
    "R$": "BRL", "CN¥": "CNY", "JP¥": "JPY", "$": "USD", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "¥": "CNY",
    "￥": "CNY", "元": "CNY", "RMB": "CNY", "人民币": "CNY", "美元": "USD",
}  # fmt: skip
_IN_HEADERS = frozenset(
    {*_MARKS.values(), "JPY", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "MXN", "THB", "MYR", "PHP", "IDR", "VND", "KWD"}
)
"""Currencies that the name of a column may hold; not any three letters, as in ``Created (UTC)``."""
_MARK = "|".join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?P<sign>[-+]?)\s*(?:{_MARK}|[A-Z]{{3}}(?=[\s\d.,+-]))?\s*(?P<inner>[-+]?)\s*"
    rf"(?P<digits>[\d.,'’\s\u00a0\u202f]*\d[.,]?)\s*(?P<times>[万萬亿])?\s*(?:{_MARK}|[A-Z]{{3}})?(?P<behind>-?)"
)
_TIMES: Mapping[str | None, int] = {None: 1, "万": 10**4, "萬": 10**4, "亿": 10**8}
_NO_DIGITS = re.compile(r"[^0-9]+")
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]\s*$")


def clean(text: str) -> str:
    """The text without spaces, tabs and backticks around it; a lone ``/``, ``-`` or ``--`` means nothing.

    The apostrophe that our own export puts before what looks like a formula is taken off.
    """
    bare = text.strip(_PACKING)
    if bare.startswith("'") and FORMULA.match(bare):
        bare = bare[1:].strip(_PACKING)
    return "" if bare in _EMPTY else bare


def clean_texts(cells: list[Cell]) -> list[Cell]:
    """The cells with their texts clean, as `clean` leaves them; what is no text stays as it is. Made for very many rows."""
    try:
        bare = [
            text if len(text := cell.strip(_PACKING)) > 2 else _LONE.get(text, text)  # type: ignore[union-attr] # texts, or below
            for cell in cells
        ]
        return [clean(text) for text in bare] if "'" in "".join(bare) else bare
    except AttributeError:
        return [clean(cell) if isinstance(cell, str) else cell for cell in cells]


def text_of(cell: Cell) -> str:
    """A cell as clean text; numbers of a workbook without a needless fraction or an exponent, so that ids stay ids."""
    if isinstance(cell, str):
        return clean(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if isinstance(cell, Decimal):
        return _plain(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return cell.isoformat()


def _plain(number: Decimal) -> str:
    if not number.is_finite():
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(cell: Cell, decimal_sign: str = ".") -> Decimal | None:
    """The number in a cell, with whatever currency it names left away; None when the cell is empty.

    ``1.2万`` is 12,000. Raises BadCell when it is no number, or is grouped as no number is.
    """
    if isinstance(cell, str):
        return number_told(cell, decimal_sign)
    if isinstance(cell, bool | date):
        raise _bad_amount(text_of(cell))
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if cell is not None and not cell.is_finite():
        raise _bad_amount(str(cell))
    return cell


@lru_cache(1 << 14)
def number_told(cell: str, decimal_sign: str) -> Decimal | None:
    """The number of a text; most amounts of a file come again and again."""
    plain = _PLAIN.fullmatch(cell) if decimal_sign == "." else None
    if plain:
        return Decimal(plain[1])
    text = clean(cell)
    return _read(text, decimal_sign) if text else None


def _read(text: str, decimal_sign: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise _bad_amount(text)
    plain = text.translate(_MINUS)
    negative = plain.startswith("(") and plain.endswith(")")
    found = _AMOUNT.fullmatch(plain[1:-1].strip(_PACKING) if negative else plain)
    if found is None:
        raise _bad_amount(text)
    signs = found["sign"] + found["inner"] + found["behind"]
    if len(signs) > 1 or (negative and signs):
        raise _bad_amount(text)
    digits = found["digits"].strip()
    if not _grouped(decimal_sign).fullmatch(digits):
        raise _bad_amount(text)
    whole, _sign, fraction = digits.partition(decimal_sign)
    value = Decimal(f"{_NO_DIGITS.sub('', whole)}.{fraction}") * _TIMES[found["times"]]
    return -value if negative or signs == "-" else value


@cache
def _grouped(decimal_sign: str) -> re.Pattern[str]:
    """Whole numbers in groups of three (in India of two above the thousand), and a fraction."""
    thousands = "," if decimal_sign == "." else r"\."
    groups = "|".join(
        rf"[0-9]{{1,3}}(?:{sign}[0-9]{{2,3}})*{sign}[0-9]{{3}}" for sign in (thousands, "['’]", "[ \u00a0\u202f]")
    )
    fraction = rf"{re.escape(decimal_sign)}[0-9]*"
    return re.compile(rf"(?:[0-9]+|{groups})(?:{fraction})?|{fraction}")


def money(cell: Cell, places: int = 2, decimal_sign: str = ".") -> int | None:
    """An amount in the smallest units of a currency with so many places, rounded half to even; None when empty.

    Raises BadCell when the cell is no amount.
    """
    value = number(cell, decimal_sign)
    return None if value is None else minor_units(value, places)


@lru_cache(1 << 14)
def minor_units(value: Decimal, places: int) -> int:
    """A number as the smallest units of a currency, rounded half to even; BadCell when it is beyond all amounts."""
    if value.adjusted() > _LONGEST_NUMBER:
        raise _bad_amount(str(value))
    units = int(value.scaleb(places).to_integral_value(ROUND_HALF_EVEN))
    if abs(units) > LARGEST_MINOR:
        raise _bad_amount(str(value))
    return units


def _bad_amount(text: str) -> BadCell:
    return BadCell(
        _("“{text}” is no amount; correct it in the file.").format(text=text[:_LONGEST_NUMBER]), "bad_amount"
    )


def currency_of(text: str) -> str:
    """The currency a cell names: a code in whatever case, alone or behind a dash, or a sign at an amount; else empty."""
    bare = clean(text)
    if re.fullmatch(r"(?:.*\s-\s)?[A-Za-z]{3}", bare):
        return bare[-3:].upper()
    found = re.match(rf"[-+−(]?\s*({_MARK}|[A-Z]{{3}}(?=[\s\d]))", bare) or re.search(
        rf"({_MARK}|\b[A-Z]{{3}})\s*[)]?$", bare
    )
    return "" if found is None else _MARKS.get(found[1], found[1])


def header_currency(name: str) -> str:
    """The currency in the brackets at the end of a column's name, as in ``Amount (EUR)`` or ``金额(元)``; else empty."""
    found = _IN_BRACKETS.search(name)
    inner = clean(found[1]) if found else ""
    return _MARKS.get(inner) or (inner if inner in _IN_HEADERS else "")


class DecimalSign:
    """Which sign the numbers of one column take for their decimals, decided over all of them."""

    def __init__(self, places: int = 2) -> None:
        self._places = places
        self._votes: dict[str, str] = {}

    def see(self, cell: Cell) -> None:
        """Take one more cell into account; numbers of a workbook say nothing."""
        if isinstance(cell, str):
            vote = self._vote(cell)
            if vote:
                self._votes.setdefault(vote, clean(cell))

    def _vote(self, text: str) -> str:
        digits = re.sub(r"[^\d.,]", "", text).rstrip(".,")
        found = re.search(r"([.,])(\d+)$", digits)
        if found is None:
            return ""
        sign, behind = found[1], len(found[2])
        other = "," if sign == "." else "."
        before = digits[: found.start()]
        if sign in before:  # twice the same sign: it parts thousands
            return other
        if other in before or behind != 3 or before.lstrip("0") == "":
            return sign
        return "" if self._places == 3 else other

    @property
    def sign(self) -> str:
        """``.`` or ``,``; empty when no number has either."""
        return next(iter(self._votes)) if len(self._votes) == 1 else ""

    @property
    def samples(self) -> tuple[str, ...]:
        """One number for each reading where numbers contradict each other, and it has to be asked; else none."""
        return tuple(self._votes.values()) if len(self._votes) > 1 else ()
