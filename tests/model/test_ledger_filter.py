"""The filter of the ledger: what each token says, what cannot be read, and that every filter reads back to itself."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.catalogue import Partner, Platform, Product
from planner.model.ledger_filter import FLAGS, SORTS, LedgerFilter, Named, Span, Term
from planner.model.ledger_filter_reading import read_filter, tokens
from planner.model.parsing_time import Period
from planner.model.plan import plan_of
from tests.store.plans import start

PLAN = plan_of([
    start(), Platform(id="b", name="B站"), Platform(id="w", name="微店 商城"), Platform(id="w2", name="微信"),
    Product(id="c", name="课程"), Partner(id="n", name="none"), Partner(id="p", name='The "Two" Brothers'),
])  # fmt: skip
TODAY = dt.date(2026, 11, 28)


def terms(text: str) -> tuple[Term, ...]:
    reading = read_filter(text, PLAN, TODAY)
    assert reading.problems == ()
    return reading.filter.terms


def days(first: str, last: str) -> Period:
    return Period(*(dt.date.fromisoformat(text) if text else None for text in (first, last)))


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("platform:B站", "platform", Named("B站", ("b",))),
        ("平台：b站", "platform", Named("b站", ("b",))),
        ("平台:微", "platform", Named("微", ("w", "w2"))),
        ('platform:"微店 商城"', "platform", Named("微店 商城", ("w",))),
        ("平台:「微店 商城」", "platform", Named("微店 商城", ("w",))),
        ("product:课", "product", Named("课", ("c",))),
        ("伙伴:无", "partner", Named("", ())),
        ("partner:none", "partner", Named("", ())),
        ('partner:"none"', "partner", Named("none", ("n",))),
        ('partner:"the ""two"" brothers"', "partner", Named('the "two" brothers', ("p",))),
        ("sort:sale", "sort", "sale"),
        ("类别:退款", "sort", "refund"),
        ("sort:ad_spend", "sort", "ad_spend"),
        ('sort:"Ad spend"', "sort", "ad_spend"),
        (">500", "amount", Span(Decimal(500), None, beyond=True)),
        ("＞５００", "amount", Span(Decimal(500), None, beyond=True)),
        (">=1.2万", "amount", Span(Decimal(12000), None)),
        ("<20", "amount", Span(None, Decimal(20), beyond=True)),
        ("<=¥20.50", "amount", Span(None, Decimal("20.5"))),
        ("=99", "amount", Span(Decimal(99), Decimal(99))),
        ("=-99", "amount", Span(Decimal(-99), Decimal(-99))),
        ("100..500", "amount", Span(Decimal(100), Decimal(500))),
        ("500~100", "amount", Span(Decimal(100), Decimal(500))),
        ("100..", "amount", Span(Decimal(100), None)),
        ("金额:2026", "amount", Span(Decimal(2026), Decimal(2026))),
        ("2,000..2,050", "amount", Span(Decimal(2000), Decimal(2050))),
        ("2026-10..", "date", days("2026-10-01", "")),
        ("..2026-10", "date", days("", "2026-10-31")),
        ("2026-10..2026-12", "date", days("2026-10-01", "2026-12-31")),
        ("2026年10月", "date", days("2026-10-01", "2026-10-31")),
        ("2026-10-05", "date", days("2026-10-05", "2026-10-05")),
        ("2026", "date", days("2026-01-01", "2026-12-31")),
        ("2025..2026", "date", days("2025-01-01", "2026-12-31")),
        ("2026Q3", "date", days("2026-07-01", "2026-09-30")),
        ("日期:上月", "date", days("2026-10-01", "2026-10-31")),
        ("currency:usd", "currency", "USD"),
        ("checked:yes", "checked", True),
        ("核对:否", "checked", False),
        ("duplicate:是", "duplicate", True),
        ("refund:no", "refund", False),
        ("source:alipay", "source", "alipay"),
        ("对方:北岸", "payee", "北岸"),
        ("备注:样机", "memo", "样机"),
        ("样机", "text", "样机"),
        ('"two words"', "text", "two words"),
        ("12:30", "text", "12:30"),
        ("http://a.example", "text", "http://a.example"),
        ("-", "text", "-"),
        ("500", "text", "500"),
        ('"2026"', "text", "2026"),
    ],
)
def test_tokens(text: str, field: str, value: object) -> None:
    assert terms(text) == (Term(field, value),)  # type: ignore[arg-type]
    if not (field == "amount" and text[0].isdigit()):
        assert terms("-" + text) == (Term(field, value, excluded=True),)  # type: ignore[arg-type]


def test_a_sign_before_a_span_of_numbers_belongs_to_the_first() -> None:
    assert terms("-5..10") == (Term("amount", Span(Decimal(-5), Decimal(10))),)
    assert terms("-amount:5..10") == (Term("amount", Span(Decimal(5), Decimal(10)), excluded=True),)
    assert terms("-5") == (Term("text", "5", excluded=True),)


def test_all_tokens_of_a_text() -> None:
    found = terms('platform:B站 >500 2026-10..  -退款 "two words"')
    assert [(term.field, term.excluded) for term in found] == [
        ("platform", False), ("amount", False), ("date", False), ("text", True), ("text", False),
    ]  # fmt: skip
    assert read_filter("  ", PLAN) == read_filter("", PLAN)
    assert not read_filter('""', PLAN).filter


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plaform:B站", "“plaform:” is no field"),
        ("platform:zzz", "platform:B站"),
        ("platform:", "nothing behind it"),
        ("sort:gift", "no sort of entry"),
        (">abc", "100..500"),
        ("amount:many", "100..500"),
        ("2026-13", "2026-10..2026-12"),
        ("date:soon", "2026-10..2026-12"),
        ("currency:dollars", "USD"),
        ("checked:maybe", "checked:yes"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_works(text: str, said: str) -> None:
    reading = read_filter(f"课程 {text} >5", PLAN, TODAY)
    assert [term.field for term in reading.filter.terms] == ["text", "amount"]
    (problem,) = reading.problems
    assert said in problem.message
    assert (problem.start, problem.end) == (3, 3 + len(text))


def test_an_open_quote_reaches_to_the_end() -> None:
    assert terms('a "b c') == (Term("text", "a"), Term("text", "b c"))
    assert [token.value for token in tokens("“课 程”录制")] == ["课 程录制"]


words = st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
numbers = st.decimals(-(10**9), 10**9, places=2).map(lambda number: number.normalize() + 0)
some_days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))


def _spans() -> st.SearchStrategy[Span]:
    both = st.tuples(numbers, numbers).map(lambda ends: Span(min(ends), max(ends)))
    return (
        both | st.builds(Span, numbers, st.none(), st.booleans()) | st.builds(Span, st.none(), numbers, st.booleans())
    )


def _periods() -> st.SearchStrategy[Period]:
    def months(day: dt.date, count: int) -> Period:
        last = dt.date(day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1, 1)
        return Period(day.replace(day=1), last - dt.timedelta(days=1))

    both = st.tuples(some_days, some_days).map(lambda ends: Period(min(ends), max(ends)))
    whole = st.builds(months, some_days, st.integers(1, 24))
    years = some_days.map(lambda day: Period(day.replace(month=1, day=1), day.replace(month=12, day=31)))
    return both | whole | years | st.builds(Period, some_days, st.none()) | st.builds(Period, st.none(), some_days)


all_terms = st.one_of(
    st.builds(Term, st.sampled_from(("text", "payee", "memo", "source")), words, st.booleans()),
    st.builds(Term, st.just("sort"), st.sampled_from(SORTS), st.booleans()),
    st.builds(Term, st.just("currency"), st.sampled_from(("CNY", "USD")), st.booleans()),
    st.builds(Term, st.sampled_from(FLAGS), st.booleans(), st.booleans()),
    st.builds(Term, st.just("amount"), _spans(), st.booleans()),
    st.builds(Term, st.just("date"), _periods(), st.booleans()),
    st.builds(
        Term, st.just("platform"), st.sampled_from((Named("B站", ("b",)), Named("微", ("w", "w2")), Named("", ()))), st.booleans()
    ),
    st.builds(Term, st.just("partner"), st.sampled_from((Named("none", ("n",)), Named('"Two"', ("p",)))), st.booleans()),
)  # fmt: skip


@given(st.lists(all_terms, max_size=4).map(tuple), st.sampled_from(("zh", "en")))
def test_what_a_filter_says_reads_back_to_it(wanted: tuple[Term, ...], spoken: str) -> None:
    reading = read_filter(LedgerFilter(wanted).text(spoken), PLAN)
    assert reading.filter == LedgerFilter(wanted)
    assert reading.problems == ()


@given(st.text(max_size=40))
def test_any_text_is_read_or_told(text: str) -> None:
    reading = read_filter(text, PLAN, TODAY)
    assert len(reading.filter.terms) + len(reading.problems) == len(list(tokens(text)))
    again = read_filter(reading.filter.text("en"), PLAN, TODAY)
    assert (again.filter, again.problems) == (reading.filter, ())
