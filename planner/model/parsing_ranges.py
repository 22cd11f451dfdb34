"""Ranges as people write them: 5 to 10, 2-5%, 3.5±1, 1万到3万, 3 of 400, 5 / 7 / 12; low never above high.

A tail that stands once (2-5%, 8到14个月) goes for both ends. Where it may or may not (1到3万) both readings are offered.
"""

import re
from decimal import Decimal
from fractions import Fraction

from planner.i18n import _
from planner.model.families import PERCENT, bounds, grammar
from planner.model.parsing_money import split_currency
from planner.model.parsing_numbers import LITERAL, Amount, amount
from planner.model.reading import READ_AS, SWAP_TO, Context, Doubt, decimal_of, rounded, unreadable
from planner.model.values import Hours, Range
from planner.model.wording import digits, one

_LIKELY = re.compile(
    r"(?P<range>.*?[^ ,;(]) ?[,;(]? ?(?:(?:most )?likely|probably|最有?可能|多半)(?: ?(?:is|at|about|是|为|约|:|=))? ?"
    r"(?P<likely>[^()]*[^() ]) ?\)?"
)
_OF = re.compile(r"(?P<hits>[0-9,]+) ?(?:of|out of|in|/) ?(?P<of>[0-9,]+)(?: (?:people|visitors|readers))?")
_ZH_OF = re.compile(r"(?P<of>[0-9,]+) ?[人个次位名]? ?(?:中|里|当中|里面) ?有? ?(?P<hits>[0-9,]+) ?[人个次位名]?")
_WORD_TO = re.compile(r" ?(?:(?<![a-z])to(?![a-z])|到|至|~|\.{2,3}) ?")
_DASH = re.compile(r"(?<=[0-9a-z%)\u3007-\u9fff元€£¥]) ?- ?(?=[-+0-9.($€£¥\u3007-\u9fff]|us|hk|nt)")
_TRIPLE = re.compile(r" ?/ ?")
_FRAMES = (
    re.compile(r"between (?P<low>.+?) and (?P<high>.+)"),
    re.compile(r"from (?P<low>.+?) to (?P<high>.+)"),
    re.compile(r"(?:介于|从)? ?(?P<low>[^和与]+?)(?:和|与|到)(?P<high>[^和与]+?)(?:之间)"),
    re.compile(r"从 ?(?P<low>.+?)到(?P<high>.+)"),
)


def read_range(family: str, text: str, context: Context) -> Range:
    """The range that `text` (normalised) says in `family`; Doubt otherwise."""
    observed = _observed(family, text)
    if observed is not None:
        return observed
    likely = _LIKELY.fullmatch(text)
    if likely:
        ends = _ends(likely["range"], text)
        if len(ends) != 2:
            raise unreadable(grammar(family, context).example)
        return _built(family, [ends[0], likely["likely"], ends[1]], context, shown=(0, 2))
    middle = re.split(r" ?(?:±|\+ ?/? ?-) ?", text)
    if len(middle) == 2 and middle[0]:
        return _around(family, middle[0], middle[1], context)
    return _built(family, _ends(text, text), context)


def _observed(family: str, text: str) -> Range | None:
    match = _OF.fullmatch(text) or _ZH_OF.fullmatch(text)
    if match is None:
        return None
    if family != "rate":
        if "/" in text:
            return None
        raise Doubt(_("Only a rate can be observed as hits of trials; write low to high here."), kind="mismatch")
    hits, of = (match[name].replace(",", "") for name in ("hits", "of"))
    if not hits.isdigit() or not of.isdigit() or len(of) > 15 or len(hits) > 15:
        raise unreadable("3 of 400")
    if int(hits) > int(of) or not int(of):
        message = _("{hits} of {of} is more than all; the first number must not be larger.").format(hits=hits, of=of)
        swap = [(f"{of} of {hits}", SWAP_TO)] if int(hits) else []
        raise Doubt(message, *swap, kind="out_of_range")
    return Range.observed(int(hits), int(of))


def _ends(text: str, whole: str) -> list[str]:
    """The parts of a range: one (exact), two (low, high) or three (low, likely, high)."""
    for frame in _FRAMES:
        match = frame.fullmatch(text)
        if match:
            return [match["low"], match["high"]]
    inner = re.fullmatch(r"\[(.*)\]|\(([^()]*,[^()]*)\)", text)
    if inner:
        listed = inner[1] or inner[2] or ""
        return _several(re.split(r" ?, " if ", " in listed else ",", listed.strip()))
    if text.count("/") == 2:
        return _several(_TRIPLE.split(text))
    words = _WORD_TO.split(text)
    if len(words) > 1:
        return _several(words)
    listed_parts = text.split(", ")
    if len(listed_parts) == 3:
        return _several(listed_parts)
    if len(listed_parts) == 2 or re.fullmatch(r"[0-9]{1,2}(,[0-9]{1,2}){1,2}", text):
        raise _unclear_list(re.split(r", ?", text), text)
    return _dashed(text, whole)


def _dashed(text: str, whole: str) -> list[str]:
    parts = _DASH.split(text)
    if len(parts) == 3:
        raise _unclear_list(parts, whole)
    if len(parts) == 2 and parts[0].startswith("-") and not parts[1].startswith("-"):
        message = _("“{text}” may end at a positive or a negative number; say which.")
        raise Doubt(message, (f"{parts[0]} to {parts[1]}", READ_AS), (f"{parts[0]} to -{parts[1]}", READ_AS))
    blanks = text.split(" ")
    if len(parts) == 1 and 2 <= len(blanks) <= 3 and all(LITERAL.fullmatch(blank) for blank in blanks):
        raise _unclear_list(blanks, whole)
    return _several(parts)


def _unclear_list(parts: list[str], whole: str) -> Doubt:
    message = _("“{text}” can be read in more than one way; say which one is meant.")
    joined = " / ".join(parts) if len(parts) == 3 else " to ".join(parts)
    together = "".join(parts)
    candidates = [(joined, READ_AS)]
    if len(parts) == 2 and "," in whole and ", " not in whole:
        candidates.append((".".join(parts), READ_AS))
    if " " in whole and "," not in whole and together.isdigit() and all(len(part) == 3 for part in parts[1:]):
        candidates.insert(0, (together, READ_AS))
    return Doubt(message, *candidates)


def _several(parts: list[str]) -> list[str]:
    trimmed = [part.strip() for part in parts]
    if len(trimmed) > 3 or not all(trimmed):
        raise unreadable("5 to 10")
    return trimmed


def _amounts(family: str, parts: list[str], context: Context) -> list[Amount]:
    rules = grammar(family, context)
    found = []
    for part in parts:
        text = part
        if family == "money":
            text, code = split_currency(part, context)
            if code not in (None, context.currency):
                message = _("Amounts here are in {currency}; convert {other} first.")
                raise Doubt(message.format(currency=context.currency, other=code), kind="mismatch")
        if family == "hours":
            text = clock_time(text)
        found.append(amount(text, rules))
    return found


def clock_time(text: str) -> str:
    """1:30 and 1h30 as 1h30min; other texts stay."""
    text = re.sub(r"(?<=[0-9])((?:h|小时) ?[0-5][0-9])$", r"\1min", text)
    return re.sub(r"(?<![0-9:])([0-9]{1,4}):([0-5][0-9])(?![0-9:])", r"\1h\2min", text)


def _built(family: str, parts: list[str], context: Context, shown: tuple[int, int] | None = None) -> Range:
    """A range from its parts in the order low, (likely,) high; `shown` are the two that were written as a pair."""
    amounts = _amounts(family, parts, context)
    tail = shown[1] if shown else len(parts) - 1
    _check_tails(family, parts, amounts, tail)
    values = _scaled(family, amounts, tail, context)
    return _ordered(family, _exact(family, values, context), context)


def _check_tails(family: str, parts: list[str], amounts: list[Amount], tail: int) -> None:
    """Refuse a unit or per cent that stands early only, and numbers without one where one is needed."""
    last = amounts[tail]
    units = {found.unit for found in amounts}
    if family in PERCENT:
        if "unit" in units or (units == {""} and any(found.value for found in amounts)):
            raise _bare_rate(family, parts, amounts)
    elif "%" in units:
        raise Doubt(_("This field takes no per cent; write the number itself."), kind="unknown")
    if not last.unit and units != {""}:
        if family in PERCENT:
            raise _bare_rate(family, parts, amounts)
        unit = _tail_text(parts[[found.unit for found in amounts].index("unit")])
        candidate = _joined([part if found.unit else part + unit for part, found in zip(parts, amounts, strict=True)])
        raise Doubt(_("Write the unit behind the last number too."), (candidate, READ_AS))


def _tail_text(part: str) -> str:
    match = re.search(r"[^0-9.,]+$", part)
    return match[0] if match else ""


def _joined(parts: list[str]) -> str:
    return " / ".join(parts) if len(parts) == 3 else " to ".join(parts)


def _bare_rate(family: str, parts: list[str], amounts: list[Amount]) -> Doubt:
    """5 in a rate field: 5 % is offered; .05 may be 5 % or .05 %; 1 may be 1 % or all."""
    with_sign = _joined([part if found.unit else part + "%" for part, found in zip(parts, amounts, strict=True)])
    candidates = [(with_sign, READ_AS)]
    bare = [found.value for found in amounts if not found.unit]
    if len(bare) == len(amounts) and all(0 <= value <= 1 for value in bare):
        shares = _joined([f"{rounded(value * 100, 12):f}%" for value in bare])
        candidates.insert(0, (shares, READ_AS))
    message = _("Write the per cent sign: is “{text}” meant in per cent?")
    if family == "growth":
        message = _("Write the per cent sign: is “{text}” meant in per cent a month?")
    return Doubt(message, *candidates)


def _scaled(family: str, amounts: list[Amount], tail: int, context: Context) -> list[Fraction]:
    """The values, with a tail written once given to the bare ones; Doubt where two readings are in order."""
    last = amounts[tail]
    if last.unit:
        return [found.value * last.factor if not found.unit else found.value for found in amounts]
    written = [found.value for found in amounts]
    scale = max(found.scale for found in amounts)
    if scale == 1 or all(found.scale != 1 or not found.single for found in amounts):
        return written
    shared = [found.value * scale if found.scale == 1 else found.value for found in amounts]
    if shared == written:
        return written
    in_order = [reading == sorted(reading) for reading in (shared, written)]
    if last.scale != 1 and not in_order[0]:
        return written
    if last.scale == 1 and in_order[1]:
        return written
    message = _("“{text}” can be read in more than one way; say which one is meant.")
    readings = [values for values, fits in zip((shared, written), in_order, strict=True) if fits]
    raise Doubt(
        message,
        *((_joined([digits(value) for value in _exact(family, values, context)]), READ_AS) for values in readings),
    )


def _exact(family: str, values: list[Fraction], context: Context) -> list[Decimal]:
    """The values as Decimals: whole minutes as the hours they are stored as; else they must end within 15 digits."""
    exact = [_decimal(family, value) for value in values]
    if None in exact:
        places = 4 + 2 * (family in PERCENT)
        near = [rounded(value, places) if found is None else found for value, found in zip(values, exact, strict=True)]
        candidate = _joined([one(value, family, context) for value in near])
        raise Doubt(_("This number has too many decimals."), (candidate, READ_AS), kind="out_of_range")
    return [value for value in exact if value is not None]


def _decimal(family: str, value: Fraction) -> Decimal | None:
    if family == "hours" and (value * 60).denominator == 1 and abs(value) < 10**9:
        return Hours(int(value * 60)).decimal
    return decimal_of(value)


def _around(family: str, middle: str, spread: str, context: Context) -> Range:
    """3.5±1 is 2.5 to 4.5; 100±20% is 80 to 120 where per cent are no points of their own."""
    if family in PERCENT or "%" not in spread:
        amounts = _amounts(family, [middle, spread], context)
        _check_around(family, [middle, spread], amounts)
        centre, width = _scaled(family, amounts, 1, context) if amounts[1].unit else (
            amounts[0].value, amounts[1].value)  # fmt: skip
    else:
        share_of = _amounts(family, [middle], context)[0]
        if share_of.unit == "%":
            raise unreadable(grammar(family, context).example)
        centre = share_of.value
        width = centre * amount(spread, grammar("rate", context)).value
    ends = sorted((centre - width, centre + width))
    return _ordered(family, _exact(family, ends, context), context)


def _check_around(family: str, parts: list[str], amounts: list[Amount]) -> None:
    centre, width = amounts
    if family in PERCENT and not width.unit and (centre.value or width.value):
        if centre.value < width.value:
            raise unreadable("3.5%±1%")
        sign = "" if centre.unit else "%"
        message = _("Write the per cent sign: is “{text}” meant in per cent?")
        raise Doubt(message, (f"{parts[0]}{sign}±{parts[1]}%", READ_AS))
    if centre.unit and not width.unit:
        tail = _tail_text(parts[0])
        raise Doubt(_("Write the unit behind the last number too."), (f"{parts[0]}±{parts[1]}{tail}", READ_AS))
    if not centre.unit and not width.unit and width.scale > centre.scale:
        message = _("“{text}” can be read in more than one way; say which one is meant.")
        raise Doubt(message, (f"{parts[0]}{_tail_text(parts[1])}±{parts[1]}", READ_AS))


def _ordered(family: str, values: list[Decimal], context: Context) -> Range:
    """The range of values in the order written; Doubt with the swap when low is above high, or out of bounds."""
    if values != sorted(values):
        if len(values) == 2:
            message = _("The low end {low} is above the high end {high}.")
            shown = message.format(low=one(values[0], family, context), high=one(values[1], family, context))
        else:
            shown = _("The most likely value must lie between the low and the high end.")
        candidate = _joined([one(value, family, context) for value in sorted(values)])
        raise Doubt(shown, (candidate, SWAP_TO), kind="bad_order")
    for value in (values[0], values[-1]):
        check_bounds(family, value, context)
    if values[0] == values[-1]:
        return Range.exact(values[0])
    return Range.between(values[0], values[1]) if len(values) < 3 else Range.pert(values[0], values[1], values[2])


def check_bounds(family: str, value: Decimal, context: Context) -> None:
    """Doubt naming the bound when `value` lies outside what the field allows."""
    limits = bounds(family, context)
    if limits.lowest is not None and value < limits.lowest:
        shown = one(limits.lowest, family, context)
        raise Doubt(_("The least this can be is {bound}.").format(bound=shown), kind="out_of_range")
    if limits.highest is not None and value > limits.highest:
        shown = one(limits.highest, family, context)
        raise Doubt(_("The most this can be is {bound}.").format(bound=shown), kind="out_of_range")
