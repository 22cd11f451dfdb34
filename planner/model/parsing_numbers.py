"""Numbers as people write them: grouped digits, 12k and 1.2万, 一万二, per cents, units and small sums.

Everything is exact (`Fraction`); there is no power sign and no exponent, so nothing can grow out of hand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from planner.i18n import _
from planner.model.reading import Doubt, unreadable
from planner.model.values import DIGITS

SCALES: Mapping[str, int] = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9, "thousand": 10**3,
    "十": 10, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_HAN = "零〇一二两三四五六七八九十百千万亿半"
LITERAL = re.compile(r"[0-9]+(?:[.,'][0-9]+|(?: [0-9]{3}(?![0-9])))*\.?|\.[0-9]+")
_TOKENS = re.compile(
    rf"(?P<number>{LITERAL.pattern})|(?P<han>[{_HAN}点]+)|(?P<sign>[-+*/()%])|(?P<word>[a-z]+|[^\W\d_a-z{_HAN}]+)|(?P<blank> )"
)
_LARGEST = Fraction(10) ** DIGITS
_SMALLEST = Fraction(1, 10**DIGITS)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a field's numbers may carry: units with their size, and how strict a dot is read.

    `counters` are words that change nothing (人, people). `strict_dots` refuses 1.250 where a thousand and a quarter
    are equally likely. `refused` are units that are known to be unclear here, with the text to offer. `tenths` takes
    3成 for 30 %.
    """

    units: Mapping[str, Fraction] = field(default_factory=dict)
    counters: frozenset[str] = frozenset()
    strict_dots: bool = False
    scales: Mapping[str, int] = field(default_factory=lambda: SCALES)
    refused: Mapping[str, str] = field(default_factory=dict)
    tenths: bool = False
    example: str = "1,200"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: `unit` is "" (bare), "%" or "unit"; `scale` and `factor` are what its tail multiplied.

    `single` says it was one literal, not a sum.
    """

    value: Fraction
    unit: str = ""
    scale: int = 1
    factor: Fraction = Fraction(1)
    single: bool = True


def literal(text: str, grammar: Grammar, scaled: bool = False) -> Fraction:
    """The value of digits with dots, commas, blanks or apostrophes; Doubt where that is not clear."""
    if text.isdigit():
        return Fraction(text)
    meanings = _meanings(text, grammar, scaled)
    if len(meanings) == 1 and meanings[0][1]:
        return Fraction(meanings[0][0])
    message = _("“{text}” can be read in more than one way; say which one is meant.").format(text=text)
    raise Unclear(message)


class Unclear(Doubt):
    """Digits or a unit that may mean two things; the candidates are made from the whole text by `clearer`."""


def clearer(text: str, grammar: Grammar) -> list[str]:
    """`text` with every unclear number written as its first meaning, its second meaning, ..."""
    found: list[str] = []
    for choice in range(2):

        def one(match: re.Match[str], choice: int = choice) -> str:
            meanings = _meanings(match[0], grammar, scaled=False)
            return meanings[min(choice, len(meanings) - 1)][0] if meanings else match[0]

        clear = LITERAL.sub(one, text)
        for unit, wanted in grammar.refused.items():
            clear = re.sub(rf"(?<=[0-9 ]){unit}(?![a-z])", wanted, clear)
        found.append(clear)
    return [candidate for candidate in dict.fromkeys(found) if candidate != text]


def _meanings(text: str, grammar: Grammar, scaled: bool) -> list[tuple[str, bool]]:
    """The plain digits `text` may stand for, each with whether it is sure (only a lone sure one is read)."""
    if text.isdigit():
        return [(text, True)]
    text = text.removesuffix(".").replace("'", ",")
    joined = re.sub(r"[., ]", "", text)
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", text) and not text.startswith("0"):
        return [(text.replace(",", ""), True)]
    if re.fullmatch(r"[0-9]*\.[0-9]+|[0-9]+", text):
        return _dotted(text, grammar, scaled)
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3}){2,}|[0-9]+([, ][0-9]{3})*|[0-9]+([, ][0-9]{2,4})*,[0-9]{3}", text):
        return [(joined, False)]
    european = re.fullmatch(r"([0-9]{1,3}(?:[. ][0-9]{3})*),([0-9]+)", text)
    if european:
        decimal = re.sub(r"[. ]", "", european[1]) + "." + european[2]
        return [(decimal, False), (joined, False)] if len(european[2]) > 2 else [(decimal, False)]
    grouped = re.fullmatch(r"([0-9]{1,3}(?:[, ][0-9]{3})*)\.([0-9]*)", text)
    return [(re.sub(r"[, ]", "", grouped[1]) + "." + grouped[2], False)] if grouped else []


def _dotted(text: str, grammar: Grammar, scaled: bool) -> list[tuple[str, bool]]:
    """One dot: a decimal sign, unless exactly three digits follow where thousands are as likely."""
    whole, _dot, places = text.partition(".")
    number = (whole or "0" + whole) + ("." + places if places else "")
    thousands = len(places) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0") and not scaled
    if thousands and (grammar.strict_dots or places.endswith("0")):
        short = places.rstrip("0")  # a fourth decimal makes the dot a decimal sign beyond doubt
        decimal = f"{whole}.{short}{'0' * (len(short) == 3)}" if short else whole
        return [(decimal, False), (whole + places, False)]
    return [(number, True)]


def han_number(text: str) -> tuple[Fraction, int] | None:
    """A number in Han numerals (一万二 = 12,000, 一点五 = 1.5, 半 = 0.5) and its last unit; None if it is none."""
    if text == "半":
        return Fraction(1, 2), 1
    whole, point, places = text.partition("点")
    if point:
        digits = [_HAN_DIGITS.get(sign) for sign in places]
        left = han_number(whole)
        if left is None or not digits or None in digits or len(digits) > DIGITS:
            return None
        return left[0] + Fraction("0." + "".join(map(str, digits))), 1
    return _han_whole(text)


def _han_whole(text: str) -> tuple[Fraction, int] | None:
    value = _han_section(text, 1) if text and len(text) <= 2 * DIGITS else None
    if value is None:
        return None
    tail = _HAN_UNITS.get(text[-1], 1) if len(text) == 2 else 1
    return Fraction(value), tail if tail > 10 else 1


def _han_section(text: str, above: int) -> int | None:
    """The whole number `text` says after the unit `above`: the 二 of 一万二 stands for thousands."""
    for sign, unit in reversed(_HAN_UNITS.items()):
        left, found, right = text.rpartition(sign) if unit >= 10**4 else text.partition(sign)
        if not found:
            continue
        head = 1 if not left and unit == 10 else _han_section(left, 1) if left else None
        tail = _han_section(right, unit)
        if head is None or tail is None or tail >= unit or (unit < 10**4 and not 1 <= head <= 9):
            return None
        return head * unit + tail
    digit = text.lstrip("零〇")
    if len(digit) > 1 or (digit and digit not in _HAN_DIGITS):
        return None
    spoken = above // 10 if above >= 100 and digit == text else 1
    return _HAN_DIGITS[digit] * spoken if digit else 0


def _one_and_a_half(text: str) -> str:
    """个半 as a decimal: 两个半小时 is 两点五小时."""
    return re.sub(r"([0-9]) ?个半", r"\1.5", re.sub(r"([一二两三四五六七八九十]) ?个半", r"\1点五", text))


class _Sum:
    """A small sum read from left to right: + - * / and brackets, numbers with their tails."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.tokens = self._split(_one_and_a_half(text))
        self.place = 0
        self.depth = 0

    def _split(self, text: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(text):
            match = _TOKENS.match(text, place)
            if match is None or match.lastgroup is None:
                raise unreadable(self.grammar.example)
            if match.lastgroup != "blank":
                tokens.append((match.lastgroup, match[0]))
            place = match.end()
        return [*tokens, ("end", "")]

    def _sees(self, *signs: str) -> bool:
        group, text = self.tokens[self.place]
        return group == "sign" and text in signs

    def _take(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1][1]

    def whole(self) -> Amount:
        """The value of the whole text."""
        amount = self._added()
        if self.tokens[self.place][0] != "end":
            raise unreadable(self.grammar.example)
        return amount

    def _added(self) -> Amount:
        left = self._multiplied()
        while self._sees("+", "-"):
            sign = 1 if self._take() == "+" else -1
            left = _plus(left, self._multiplied(), sign, self)
        return left

    def _multiplied(self) -> Amount:
        left = self._signed()
        while self._sees("*", "/"):
            divide = self._take() == "/"
            left = _times(left, self._signed(), divide, self)
        return left

    def _signed(self) -> Amount:
        if self._sees("-", "+"):
            sign = -1 if self._take() == "-" else 1
            if self._sees("-", "+"):
                raise unreadable(self.grammar.example)
            inner = self._signed()
            return Amount(sign * inner.value, inner.unit, inner.scale, inner.factor, inner.single)
        if self._sees("("):
            return self._bracket()
        return self._quantity()

    def _bracket(self) -> Amount:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise unreadable(self.grammar.example)
        self._take()
        inner = self._added()
        if not self._sees(")"):
            raise Doubt(_("A bracket is not closed."))
        self._take()
        self.depth -= 1
        return Amount(inner.value, inner.unit, single=False)

    def _quantity(self) -> Amount:
        """One number with its tail, or several with falling units (2h30m, 1万2千)."""
        first = self._number()
        smallest = first.factor
        while self.tokens[self.place][0] in ("number", "han") and first.unit == "unit":
            if self.tokens[self.place][1] == "半" and self.tokens[self.place + 1][0] != "word":
                self.place += 1
                return Amount(first.value + smallest / 2, "unit", single=False)
            following = self._number(smallest)
            if following.unit != "unit" or following.factor >= smallest:
                raise unreadable(self.grammar.example)
            smallest = following.factor
            first = Amount(first.value + following.value, "unit", single=False)
        return first

    def _number(self, above: Fraction | None = None) -> Amount:
        group, text = self.tokens[self.place]
        if group not in ("number", "han"):
            raise unreadable(self.grammar.example)
        self.place += 1
        scale = 1
        if group == "han":
            value, scale = self._han(text)
        else:
            scale = self._scale()
            value = literal(text, self.grammar, scale != 1) * scale
        self._small(value)
        if self._sees("%"):
            self._take()
            return Amount(value / 100, "%", scale, Fraction(1, 100))
        if self.grammar.tenths and self.tokens[self.place] == ("word", "成"):
            self.place += 1
            return Amount(value / 10, "%", scale, Fraction(1, 10))
        return self._with_unit(value, scale, above)

    def _han(self, text: str) -> tuple[Fraction, int]:
        found = han_number(text)
        if found is None:
            raise unreadable(self.grammar.example)
        return found

    def _scale(self) -> int:
        """The scale after digits, if any: k, million, 万, 百万 ..."""
        group, text = self.tokens[self.place]
        if group not in ("word", "han") or text not in self.grammar.scales:
            return 1
        self.place += 1
        return self.grammar.scales[text]

    def _with_unit(self, value: Fraction, scale: int, above: Fraction | None) -> Amount:
        group, text = self.tokens[self.place]
        if group != "word":
            return Amount(value, "", scale)
        units = self.grammar.units
        if text in self.grammar.counters:
            self.place += 1
            return Amount(value, "", scale)
        if text in self.grammar.refused and not (text == "m" and above is not None):
            raise Unclear(_("“{text}” may mean more than one unit here; write it out.").format(text=text))
        if text == "m" and "min" in units:
            text = "min"
        if text not in units:
            raise unreadable(self.grammar.example)
        self.place += 1
        return Amount(value * units[text], "unit", scale, units[text])

    def _small(self, value: Fraction) -> None:
        if abs(value) > _LARGEST or (value and abs(value) < _SMALLEST):
            message = _("This number has more than {digits} digits; shorten it.")
            raise Doubt(message.format(digits=DIGITS), kind="out_of_range")

    def checked(self, value: Fraction) -> Fraction:
        """`value` if a sum may go on with it; Doubt when it has grown too large."""
        self._small(value)
        if value.denominator.bit_length() > 400:
            raise Doubt(_("This sum is too long; write its result."), kind="out_of_range")
        return value


def _plus(left: Amount, right: Amount, sign: int, total: _Sum) -> Amount:
    if right.unit == "%" and left.unit != "%":
        return Amount(total.checked(left.value * (1 + sign * right.value)), left.unit, single=False)
    if left.unit != right.unit:
        raise unreadable(total.grammar.example)
    return Amount(total.checked(left.value + sign * right.value), left.unit, single=False)


def _times(left: Amount, right: Amount, divide: bool, total: _Sum) -> Amount:
    if divide and not right.value:
        raise Doubt(_("Nothing can be divided by zero."), kind="out_of_range")
    if right.unit == "unit" and (divide or left.unit == "unit"):
        raise unreadable(total.grammar.example)
    value = left.value / right.value if divide else left.value * right.value
    unit = "unit" if right.unit == "unit" else left.unit
    return Amount(total.checked(value), unit, single=False)


def amount(text: str, grammar: Grammar) -> Amount:
    """The number that `text` says (normalised text: see `reading.normalised`); Doubt otherwise."""
    return _Sum(text.strip(), grammar).whole()
