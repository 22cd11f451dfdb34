"""Laws of reading and writing: what is written reads back, full-width is half-width, any text is read or refused."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.model.families import FAMILIES, PERCENT
from planner.model.parsing import KINDS, Context, ParseError, Period, Reading, editable, parse, spoken, words
from planner.model.values import Hours, Money, Month, Range
from tests.examples import examples

D = Decimal
TODAY = date(2026, 11, 20)
languages = st.sampled_from(["en", "zh"])
currencies = st.sampled_from(["CNY", "USD", "JPY", "KWD", "EUR"])
contexts = st.builds(Context, language=languages, currency=currencies, today=st.just(TODAY))


def decimals(low, high, places):
    return st.integers(int(D(low).scaleb(places)), int(D(high).scaleb(places))).map(lambda n: D(n).scaleb(-places))


def mixed(low, high):
    """Numbers with nought to six decimals, round ones often."""
    return st.one_of(
        *(decimals(low, high, places) for places in (0, 1, 3, 6)),
        st.sampled_from(
            [n for n in (0, 1, 5, 1000, 9999, 10**4, 12000, 10**6, 10**8, 15 * 10**8) if low <= n <= high]
        ).map(D),
    )


def numbers(family):
    if family == "rate":
        return st.one_of(decimals(0, 1, 2), decimals(0, 1, 6))
    if family == "growth":
        return decimals(-1, 20, 5)
    return mixed(-(10**9) if family in ("number", "signed") else 0, 10**9)


@st.composite
def ranges(draw, family):
    if family == "rate" and draw(st.booleans()):
        of = draw(st.integers(1, 10**9))
        return Range.observed(draw(st.integers(0, of)), of)
    ends = sorted(draw(st.lists(numbers(family), min_size=1, max_size=3)))
    if len(ends) == 1 or ends[0] == ends[-1]:
        return Range.exact(ends[0])
    return Range.between(*ends) if len(ends) == 2 else Range.pert(*ends)


SCALARS = {
    "number": mixed(-(10**9), 10**9),
    "whole": st.integers(-(10**12), 10**12),
    "share": st.one_of(decimals(0, 1, 2), decimals(0, 1, 6)),
    "money": st.builds(Money.of_minor, st.integers(-(10**12), 10**12), currencies),
    "hours": st.builds(Hours, st.integers(0, 10**6)),
    "day": st.dates(),
    "month": st.builds(Month, st.integers(1000, 9999), st.integers(1, 12)),
    "period": st.lists(st.dates(), min_size=2, max_size=2).map(lambda days: Period(min(days), max(days))),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(25), deadline=None)
@given(draw=st.data(), known=contexts)
def test_written_value_reads_back(kind, draw, known):
    family = kind.removeprefix("range.")
    value = draw.draw(SCALARS[kind] if kind in SCALARS else ranges(family))
    text = editable(kind, value, known)
    assert parse(kind, text, known).value == value
    assert editable(kind, parse(kind, text, known).value, known) == text
    assert words(kind, value, known)
    assert spoken(kind, value, known)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=examples(25), deadline=None)
@given(draw=st.data(), known=contexts)
def test_either_language_reads_the_other(family, draw, known):
    value = draw.draw(ranges(family))
    other = Context(language="zh" if known.language == "en" else "en", currency=known.currency, today=TODAY)
    assert parse(f"range.{family}", editable(f"range.{family}", value, other), known).value == value


FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(25), deadline=None)
@given(draw=st.data(), known=contexts)
def test_full_width_is_half_width(kind, draw, known):
    value = draw.draw(SCALARS[kind] if kind in SCALARS else ranges(kind.removeprefix("range.")))
    text = editable(kind, value, known)
    assert parse(kind, text.translate(FULL_WIDTH), known).value == value


typing = st.text(
    st.sampled_from(
        list("0123456789.,+-*/()[]%~±:–'= ¥$€元万千亿百十一二三两半到至中人个月年日小时分天周kmwhdtoflikely最可能q季点")
    )
)
fragments = st.lists(
    st.sampled_from([*"0123456789", "1,000", "2.5", "%", " to ", "到", "-", "~", "±", "/", " of ", "中", "万", "k", "h", "min",
                     "个月", "US$", "¥", "元", "2026", "-11", "年", "月", "日", "q4", "nov", "(", ")", "[", "]", ",", "likely ", "+", "*", "半"]),
    max_size=14,
).map("".join)  # fmt: skip
currents = {"number": D(5), "whole": 5, "share": D("0.05"), "money": Money(D(100), "CNY"), "hours": Hours(90)}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(50), deadline=None)
@given(text=st.one_of(typing, fragments, st.text()), known=contexts, filled=st.booleans())
@example(text="9" * 1000, known=Context(today=TODAY), filled=False)
@example(text="(" * 199, known=Context(today=TODAY), filled=False)
@example(text="-" * 199, known=Context(today=TODAY), filled=True)
@example(text="9*" * 99 + "9", known=Context(today=TODAY), filled=False)
@example(text="1/7+" * 49 + "1", known=Context(today=TODAY), filled=False)
@example(text="1e999999999", known=Context(today=TODAY), filled=False)
@example(text="²½٣①㊿", known=Context(today=TODAY), filled=False)
@example(text="0000-00-00", known=Context(today=TODAY), filled=False)
@example(text="t", known=Context(), filled=False)
def test_any_text_is_read_or_refused(kind, text, known, filled):
    if filled and kind in currents:
        known = Context(language=known.language, currency=known.currency, today=known.today, current=currents[kind])
    try:
        reading = parse(kind, text, known)
    except ParseError as error:
        refusal: ParseError | None = error
    else:
        refusal = None
    if refusal is not None:
        assert refusal.message
        assert all(parse(kind, offer.text, known).value is not None for offer in refusal.offers)
        return
    assert isinstance(reading, Reading)
    known = Context(language=known.language, currency=known.currency, today=known.today)
    assert parse(kind, editable(kind, reading.value, known), known).value == reading.value


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "9,",
        "1 ",
        "(",
        "-",
        "1-",
        "到",
        "1到",
        "一",
        "万",
        "1/",
        "a",
        " ",
        "±",
        "likely ",
        "¥",
        "1:30 ",
        "个半",
        ".",
        "1.1.",
    ],
)
def test_long_texts_are_cheap(unit):
    for kind in KINDS:
        for length in (200, 1000):
            text = (unit * length)[:length]
            began = time.process_time()
            with pytest.raises(ParseError):
                parse(kind, text, Context(today=TODAY))
            assert time.process_time() - began < 1  # a hundred times the aim: only runaway matching fails


def test_percent_families_are_families():
    assert set(FAMILIES) > PERCENT
