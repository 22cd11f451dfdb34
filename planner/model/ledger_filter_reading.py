"""Reading the filter of the ledger: tokens with names in Chinese and English, amounts, periods, and plain words.

What cannot be read is told token by token, with an example; the rest works all the same. There is no clock here: words
such as 上月 need `today`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from planner.i18n import N_, _, separator
from planner.model.ledger_filter import (
    FIELD_WORDS,
    FLAGS,
    NAMED,
    NO,
    NONE,
    SORT_WORDS,
    TEXTS,
    YES,
    LedgerFilter,
    Named,
    Span,
    Term,
    folded,
)
from planner.model.money import ENTRY_SORTS
from planner.model.parsing_time import Period, read_period
from planner.model.plan import Plan
from planner.model.reading import Context, Doubt, normalised

_QUOTES: Final = {'"': '"', "“": "”", "”": "”", "「": "」", "『": "』", "＂": "＂"}
_FIELDS: Final = {word: name for name, words in FIELD_WORDS.items() for word in words}
_FIELD: Final = re.compile(r"([^\W\d]+):(?!//)(.*)", re.DOTALL)
_DIGITS: Final = r"[¥$€£]?-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[kmw万千亿])?"
_TO: Final = r"(?:\.{2,}|~|到|至)"
_COMPARED: Final = re.compile(rf"(>=|<=|>|<|=)({_DIGITS})", re.IGNORECASE)
_BETWEEN: Final = re.compile(rf"({_DIGITS})?{_TO}({_DIGITS})?", re.IGNORECASE)
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_TIME: Final = rf"(?:{_YEAR}年?|[0-9]{{4}}(?:[-/][0-9]{{1,2}}){{1,2}}|[0-9]{{4}}年[0-9]{{1,2}}月?(?:[0-9]{{1,2}}[日号]?)?|{_YEAR}-?q[1-4])"
_PERIOD: Final = re.compile(rf"{_TIME}(?:{_TO}(?:{_TIME})?)?|{_TO}{_TIME}", re.IGNORECASE)
_SIZES: Final = {"k": 3, "千": 3, "w": 4, "万": 4, "m": 6, "亿": 8}
_EXAMPLES: Final = {"amount": ">500", "date": "2026-10", "currency": "USD", "sort": N_("sale")}


@dataclass(frozen=True, slots=True)
class Problem:
    """A token that was left out: where it stands in the text, and a sentence that says why and shows one that works."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class FilterReading:
    """What a text says: the filter, and what of the text could not be read."""

    filter: LedgerFilter
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text between blanks: `field` is empty for a plain one; `verbatim` was given in quotes."""

    start: int
    end: int
    field: str
    value: str
    excluded: bool
    verbatim: bool


class _Refused(Exception):  # noqa: N818 - told as a Problem
    """A token that cannot be read; the message is whole."""


def read_filter(text: str, plan: Plan, today: date | None = None) -> FilterReading:
    """The filter `text` says; names are those of `plan`."""
    terms: list[Term] = []
    problems: list[Problem] = []
    for token in tokens(text):
        try:
            terms.append(_term(token, plan, Context(today=today)))
        except _Refused as refused:
            problems.append(Problem(token.start, token.end, str(refused)))
    return FilterReading(LedgerFilter(tuple(terms)), tuple(problems))


def tokens(text: str) -> Iterator[Token]:
    """The pieces of `text`; quotes hold blanks together, a doubled quote stands for one."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        end, plain, inner = _piece(text, at)
        yield from _token(at, end, plain, inner)
        at = end


def _piece(text: str, start: int) -> tuple[int, str, str | None]:
    """Where the piece that begins at `start` ends, what stands outside quotes, and what in the first quotes, if any."""
    at, plain, inner = start, "", None
    while at < len(text) and not text[at].isspace():
        opened = text[at] in _QUOTES and (not plain or unicodedata.normalize("NFKC", plain)[-1] in ":-")
        if opened and inner is None:
            at, inner = _inside(text, at)
        else:
            plain += text[at]
            at += 1
    return at, plain, inner


def _inside(text: str, start: int) -> tuple[int, str]:
    """The place behind the quotes that open at `start`, and what they hold; never closed, they reach to the end."""
    close, at, found = _QUOTES[text[start]], start + 1, ""
    while at < len(text):
        if text[at] == close:
            if text[at + 1 : at + 2] != close:
                return at + 1, found
            at += 1
        found += text[at]
        at += 1
    return at, found


def _token(start: int, end: int, plain: str, inner: str | None) -> Iterator[Token]:
    plain = unicodedata.normalize("NFKC", plain)
    excluded = plain.startswith(("-", "\u2212")) and (len(plain) > 1 or inner is not None)
    plain = plain[1:] if excluded else plain
    named = _FIELD.fullmatch(plain)
    if named:
        rest = named[2] if inner is None else inner + named[2]
        yield Token(start, end, folded(named[1]), rest, excluded, inner is not None)
    elif inner is None:
        yield Token(start, end, "", plain, excluded, verbatim=False)
    elif inner.strip() or plain:
        yield Token(start, end, "", inner + plain, excluded, verbatim=True)


def _term(token: Token, plan: Plan, context: Context) -> Term:
    if not token.field:
        return _bare(token, context)
    field = _FIELDS.get(token.field)
    if field is None:
        message = _("“{name}:” is no field of an entry; write one such as {example}, or put the words in quotes.")
        raise _Refused(message.format(name=token.field, example=_word("platform") + ":"))
    if not token.value.strip():
        message = _("“{name}:” has nothing behind it; write it like {example}.")
        raise _Refused(message.format(name=token.field, example=f"{token.field}:{_example(field, plan)}"))
    return Term(field, _read(field, token, plan, context), token.excluded)


def _bare(token: Token, context: Context) -> Term:
    if not token.verbatim:
        if _PERIOD.fullmatch(token.value):
            return Term("date", _period(token.value, context), token.excluded)
        below_nought = token.excluded and token.value[0] in "0123456789"  # -5..10 begins below nought, -5 is a word
        span = _span("-" + token.value if below_nought else token.value)
        if span is not None:
            return Term("amount", span, token.excluded and not below_nought)
        if re.match(r"[<>]|=[-¥$€£0-9]", token.value):
            message = _("“{text}” is no amount; write it like {example}.")
            raise _Refused(message.format(text=token.value, example="100..500"))
    return Term("text", token.value, token.excluded)


def _read(field: str, token: Token, plan: Plan, context: Context) -> str | bool | Named | Span | Period:
    value = token.value
    if field in NAMED:
        return _named(field, token, plan)
    if field in FLAGS:
        return _flag(token)
    if field in TEXTS or field == "source":
        return value
    read: dict[str, Callable[[], str | Span | Period]] = {
        "sort": lambda: _sort(value),
        "currency": lambda: _currency(value),
        "amount": lambda: _amount(value),
        "date": lambda: _period(value, context),
    }
    return read[field]()


def _named(field: str, token: Token, plan: Plan) -> Named:
    """The records of that name, else those whose name begins with it, else those that contain it."""
    wanted = folded(token.value).strip()
    if wanted in NONE and not token.verbatim:
        return Named("", ())
    names = [(record.id, folded(plan.label(field, record.id))) for record in plan.records(field, archived=True)]
    tests: tuple[Callable[[str], bool], ...] = (
        wanted.__eq__,
        lambda name: name.startswith(wanted),
        lambda name: wanted in name,
    )
    for test in tests:
        ids = tuple(record_id for record_id, name in names if test(name))
        if ids:
            return Named(token.value, ids)
    message = _("Nothing is called “{name}”; write it like {example}.")
    raise _Refused(message.format(name=token.value, example=f"{token.field}:{_example(field, plan)}"))


def _flag(token: Token) -> bool:
    value = folded(token.value).strip()
    if value in YES or value in NO:
        return value in YES
    message = _("“{text}” is neither yes nor no; write it like {example}.")
    example = _("yes")
    raise _Refused(message.format(text=token.value, example=f"{token.field}:{example}"))


def _sort(text: str) -> str:
    wanted = folded(text).strip().replace(" ", "_")
    for name, label in ENTRY_SORTS:
        words = {name, label.lower().replace(" ", "_"), folded(_(label)).replace(" ", "_"), *SORT_WORDS[name]}
        if wanted in words:
            return name
    message = _("“{text}” is no sort of entry; there are {names}.")
    raise _Refused(message.format(text=text, names=separator().join(_(label) for _name, label in ENTRY_SORTS)))


def _currency(text: str) -> str:
    code = text.strip().upper()
    if re.fullmatch("[A-Z]{3}", code):
        return code
    raise _Refused(
        _("“{text}” is no currency; write three letters such as {example}.").format(text=text, example="USD")
    )


def _amount(text: str) -> Span:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    span = _span(plain if re.match(r"[<>=]", plain) or re.search(_TO, plain) else f"={plain}")
    if span is None:
        message = _("“{text}” is no amount; write it like {example}.")
        raise _Refused(message.format(text=text, example="100..500"))
    return span


def _span(text: str) -> Span | None:
    compared = _COMPARED.fullmatch(text)
    if compared:
        number, sign = _number(compared[2]), compared[1]
        if sign == "=":
            return Span(number, number)
        beyond = len(sign) == 1
        return Span(number, None, beyond) if sign[0] == ">" else Span(None, number, beyond)
    between = _BETWEEN.fullmatch(text)
    if between is None or not (between[1] or between[2]):
        return None
    low, high = (_number(end) if end else None for end in between.groups())
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Span(low, high)


def _number(text: str) -> Decimal:
    plain = text.lstrip("¥$€£").replace(",", "").lower()
    size = _SIZES.get(plain[-1], 0)
    return Decimal(plain[:-1] if size else plain).scaleb(size).normalize() + 0


def _period(text: str, context: Context) -> Period:
    try:
        return read_period(normalised(text), context)
    except Doubt:
        message = _("“{text}” is no period; write it like {example}.")
        raise _Refused(message.format(text=text, example="2026-10..2026-12")) from None


def _word(field: str) -> str:
    return FIELD_WORDS[field][int(Context().language.startswith("zh"))]


def _example(field: str, plan: Plan) -> str:
    """Something that may stand behind the colon."""
    if field in NAMED:
        named = plan.records(field)
        return plan.label(field, named[0].id) if named else NONE[0]
    if field in FLAGS:
        return _("yes")
    example = _EXAMPLES.get(field)
    return _(example) if example else "B2B"
