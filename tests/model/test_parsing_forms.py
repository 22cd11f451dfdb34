"""Every form people type, with the exact value it has, in both languages; doubt is refused with its offers."""

from datetime import date
from decimal import Decimal

import pytest

from planner.model.parsing import KINDS, Context, ParseError, Period, Reading, editable, parse, spoken, words
from planner.model.values import Hours, Money, Month, Range

D = Decimal
TODAY = date(2026, 11, 20)
LANGUAGES = ("en", "zh")


def context(language="en", **known):
    return Context(language=language, today=TODAY, **known)


def between(low, high):
    return Range.between(D(low), D(high))


def exact(value):
    return Range.exact(D(value))


def pert(low, likely, high):
    return Range.pert(D(low), D(likely), D(high))


def yuan(amount, currency="CNY"):
    return Money(D(amount), currency)


RANGES = {
    "rate": {
        **dict.fromkeys(["2% to 6%", "2-6%", "2%-6%", "2%~6%", "２％～６％", "2%到6%", "2%至6%", "[2%,6%]", "2–6 %",
                         "4%±2%", "4±2%", "between 2% and 6%", "2%..6%", "2 到 6%", "2% 和 6% 之间", "从2%到6%"],
                        between("0.02", "0.06")),
        **dict.fromkeys(["3 of 400", "3/400", "400 中 3", "400人中3人", "400 人中有 3 人", "3 out of 400", "400里3",
                         "3 in 400", "３／４００"], Range.observed(3, 400)),
        **dict.fromkeys(["2% to 5%, likely 3.2%", "2-5%, likely 3.2", "2%到5%，最可能3.2%", "2% / 3.2% / 5%", "百分之二到百分之五，最可能百分之三点二",
                         "2% to 5% (likely 3.2%)", "2%，3.2%，5%".replace("，", ", "), "2到5%, 最可能是 3.2%"],
                        pert("0.02", "0.032", "0.05")),
        "5%": exact("0.05"), "5 per cent": exact("0.05"), "百分之五": exact("0.05"), "3成": exact("0.3"), "两成到三成": between("0.2", "0.3"),
        "2到3成": between("0.2", "0.3"), "2 to 5 percent": between("0.02", "0.05"), "0": exact(0), "0%": exact(0), "100%": exact(1), "0.5%": exact("0.005"), "5% to 5%": exact("0.05"),
    },
    "growth": {"-5% to 3%": between("-0.05", "0.03"), "−5%到3%": between("-0.05", "0.03"), "200%": exact(2), "0": exact(0)},
    "people": {
        **dict.fromkeys(["5 to 10", "5-10", "5~10", "5–10", "5—10", "5到10", "5至10", "[5,10]", "[5, 10]", "5..10", "5…10",
                         "５～１０", "5 - 10", "5to10", "5 到 10 人", "5人到10人", "from 5 to 10", "五到十", "7.5±2.5",
                         "5-10 people", "【5，10】"], between(5, 10)),
        **dict.fromkeys(["12k-20k", "12k to 20k", "1.2万到2万", "1.2 万到 2 万", "12,000-20,000", "一万二到两万", "12000~20000",
                         "1.2萬至2萬", "16k±4k", "16k±25%"], between(12000, 20000)),
        "1万到3万": between(10000, 30000), "500 to 1.2k": between(500, 1200), "900到1万": between(900, 10000),
        "3000-5000": between(3000, 5000), "1,000,000": exact(1000000), "一百二十": exact(120), "3千": exact(3000),
        "2m": exact(2000000), "3亿": exact(300000000), "5 / 7 / 12": pert(5, 7, 12), "5, 7, 12": pert(5, 7, 12),
        "5 to 12, likely 7": pert(5, 7, 12), "5到12，最可能7": pert(5, 7, 12), "199*12": exact(2388), "1 to 30000": between(1, 30000),
        "100*2 to 100*3": between(200, 300),
    },
    "money": {
        "¥1,000 to ¥3,000": between(1000, 3000), "1000-3000元": between(1000, 3000), "0.5 to 1.25": between("0.5", "1.25"),
        "CNY 10 to CNY 20": between(10, 20), "1万到3万元": between(10000, 30000),
    },
    "hours": {
        **dict.fromkeys(["2h to 3h", "2-3h", "2-3", "2到3小时", "2小时到3小时", "两小时到三小时", "2:00-3:00", "120-180min",
                         "2 to 3 hours", "2个小时到3个小时"], between(2, 3)),
        "30-45min": between("0.5", "0.75"), "2h30m": exact("2.5"), "10min": exact("0.1667"), "45min to 2h": between("0.75", 2),
        "1w 2d": exact(56), "半小时到1小时": between("0.5", 1), "两个半小时": exact("2.5"), "1:30-2:00": between("1.5", 2),
    },
    "months": {
        **dict.fromkeys(["8到14个月", "8 to 14 months", "8-14", "8个月到14个月", "８～１４个月", "8–14 mo"], between(8, 14)),
        "1-2 years": between(12, 24), "半年到1年": between(6, 12), "一年半": exact(18), "两个半月": exact("2.5"), "6": exact(6),
    },
    "days": {"1-2 weeks": between(7, 14), "7天到14天": between(7, 14), "3": exact(3), "两周": exact(14)},
    "count": {"2-4次": between(2, 4), "3": exact(3), "2 to 4 times": between(2, 4)},
    "number": {"1.125": exact("1.125"), "1.5-2": between("1.5", 2), "-5 to 3": between(-5, 3)},
    "signed": {"-5 to 3": between(-5, 3), "−5 到 −2": between(-5, -2), "-5--2": between(-5, -2), "-5": exact(-5), "-5~3": between(-5, 3)},
}  # fmt: skip
SCALARS = {
    "number": {"1,000,000": D(1000000), "12k": D(12000), "1.2万": D(12000), "1.2 百万": D(1200000), "3亿": D(300000000),
               "１２，０００．５": D("12000.5"), "199*12": D(2388), "(100+50)*2": D(300), "（１００＋５０）×２": D(300), "0.1+0.2": D("0.3"),
               "一万二": D(12000), "三百五": D(350), "十二": D(12), "一千零五": D(1005), "一点五": D("1.5"), "1'000": D(1000),
               "100+10%": D(110), "-5": D(-5), "10/4": D("2.5"), "=7": D(7), ".5": D("0.5"), "2 million": D(2000000)},
    "whole": {"7": 7, "1,200": 1200, "2*3": 6},
    "share": {"15%": D("0.15"), "15 ％": D("0.15"), "3/400": D("0.0075"), "0": D(0), "5%+2%": D("0.07")},
    "money": {"¥199": yuan(199), "199元": yuan(199), "￥１９９": yuan(199), "199": yuan(199), "1,234.50": yuan("1234.50"),
              "US$9.5": yuan("9.5", "USD"), "9.5 USD": yuan("9.5", "USD"), "usd 20": yuan(20, "USD"), "HK$20": yuan(20, "HKD"),
              "€5": yuan(5, "EUR"), "5€": yuan(5, "EUR"), "£5": yuan(5, "GBP"), "NT$300": yuan(300, "TWD"), "1.2万": yuan(12000),
              "199*12": yuan(2388), "199块": yuan(199), "-¥20": yuan(-20), "jpy 500": yuan(500, "JPY"), "9.5美元": yuan("9.5", "USD")},
    "hours": {"2h30m": Hours(150), "1:30": Hours(90), "45min": Hours(45), "1w 2d": Hours(56 * 60), "2小时30分": Hours(150),
              "2.5": Hours(150), "半小时": Hours(30), "1.5h": Hours(90), "2小时半": Hours(150), "1h30": Hours(90), "90 min": Hours(90),
              "两小时三十分": Hours(150), "２小时３０分钟": Hours(150), "0": Hours(0), "45min+1h": Hours(105), "1：30": Hours(90)},
    "day": {"2026-11-20": TODAY, "2026/11/20": TODAY, "2026.11.20": TODAY, "11/20": TODAY, "t": TODAY, "today": TODAY, "今天": TODAY,
            "昨天": date(2026, 11, 19), "明天": date(2026, 11, 21), "yesterday": date(2026, 11, 19), "tomorrow": date(2026, 11, 21),
            "+3": date(2026, 11, 23), "-2": date(2026, 11, 18), "2026年11月20日": TODAY, "11月20日": TODAY, "11 月 20 号": TODAY,
            "20 Nov": TODAY, "Nov 20, 2026": TODAY, "1月5日": date(2027, 1, 5),
            "20261120": TODAY, "+2w": date(2026, 12, 4), "２０２６－１１－２０": TODAY, "2月29日": date(2028, 2, 29)},
    "month": {"2026-11": Month(2026, 11), "2026年11月": Month(2026, 11), "2026-Q4": Month(2026, 10), "Q4 2026": Month(2026, 10),
              "Nov 2026": Month(2026, 11), "november 2026": Month(2026, 11), "下月": Month(2026, 12), "next month": Month(2026, 12),
              "本月": Month(2026, 11), "+3": Month(2027, 2), "3月": Month(2027, 3), "11月": Month(2026, 11), "2026-11-20": Month(2026, 11),
              "2026年四季度": Month(2026, 10), "2026/11": Month(2026, 11)},
    "period": {"2026-Q4": Period(date(2026, 10, 1), date(2026, 12, 31)), "2026": Period(date(2026, 1, 1), date(2026, 12, 31)),
               "2026-11": Period(date(2026, 11, 1), date(2026, 11, 30)), "2026-10..": Period(date(2026, 10, 1), None),
               "..2026-11-15": Period(None, date(2026, 11, 15)), "2026年": Period(date(2026, 1, 1), date(2026, 12, 31)),
               "今年": Period(date(2026, 1, 1), date(2026, 12, 31)), "2026-11-20": Period(TODAY, TODAY)},
}  # fmt: skip
READ = [(f"range.{family}", text, value) for family, forms in RANGES.items() for text, value in forms.items()]
READ += [(kind, text, value) for kind, forms in SCALARS.items() for text, value in forms.items()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_form_is_read_exactly(kind, text, value, language):
    assert parse(kind, text, context(language)).value == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_normalised_text_reads_back_and_stays(kind, text, value, language):
    known = context(language)
    normal = editable(kind, value, known)
    assert parse(kind, normal, known).value == value
    assert editable(kind, parse(kind, normal, known).value, known) == normal


REFUSED = [  # kind, text, what the offers type (English)
    ("range.people", "10 to 5", ["5 to 10"]),
    ("range.people", "10-5", ["5 to 10"]),
    ("range.rate", "10%到5%", ["5% to 10%"]),
    ("range.rate", "5", ["5%"]),
    ("range.rate", "2-5", ["2% to 5%"]),
    ("range.rate", "3.5±1", ["2.5% to 4.5%"]),
    ("range.rate", "2% to 6", ["2% to 6%"]),
    ("range.rate", "0.05", ["5%", "0.05%"]),
    ("range.rate", "1", ["100%", "1%"]),
    ("range.rate", "120%", []),
    ("range.rate", "-1%", []),
    ("range.rate", "5 of 3", ["3 of 5"]),
    ("range.people", "3 of 400", []),
    ("range.people", "1到3万", ["10k to 30k", "1 to 30,000"]),
    ("range.people", "12-20k", ["12k to 20k", "12 to 20,000"]),
    ("range.people", "12k-20", ["12k to 20k"]),
    ("range.people", "1,5", ["1 to 5", "1.5"]),
    ("range.people", "1.000", ["1", "1,000"]),
    ("range.people", "1.250 to 3.500", ["1.25 to 3.5", "1,250 to 3,500"]),
    ("range.people", "1 000", ["1,000"]),
    ("range.people", "100 200", ["100,200", "100 to 200"]),
    ("range.people", "5,7,12", ["5 to 12, likely 7"]),
    ("range.people", "5-7-12", ["5 to 12, likely 7"]),
    ("range.people", "5 / 12 / 7", ["5 to 12, likely 7"]),
    ("range.people", "1.5w到2w", ["15k to 20k"]),
    ("range.people", "-5 to 3", []),
    ("range.people", "5%", []),
    ("range.signed", "-5-3", ["-5 to 3", "-5 to -3"]),
    ("range.money", "US$5 to US$10", []),
    ("range.people", "3±1万", ["20k to 40k"]),
    ("range.people", "5 to 10 to 15 to 20", []),
    ("range.people", "10/3", ["3.3333"]),
    ("range.people", "20%±5%", []),
    ("range.people", "100 of 1,0,0,0,0,0,0,0,0,0", []),
    ("range.rate", "3 of ,", []),
    ("range.rate", "1±3", []),
    ("range.rate", "2 to 5, likely 3%", ["2% to 5%, likely 3%"]),
    ("range.hours", "3h±1", ["2h to 4h"]),
    ("range.hours", "1/7 to 1", ["0.1429h to 1h"]),
    ("range.hours", "2m", ["2min"]),
    ("range.hours", "2h-3", ["2h to 3h"]),
    ("range.months", "8m", ["8 months"]),
    ("number", "1.000", ["1", "1,000"]),
    ("number", "1.234.567", ["1,234,567"]),
    ("number", "1.234,56", ["1,234.56"]),
    ("number", "1,00,000", ["100,000"]),
    ("number", "1,5", ["1.5"]),
    ("number", "1 000", ["1,000"]),
    ("number", "100/3", ["33.3333333333"]),
    ("number", "10^10^10", []),
    ("number", "1e5", []),
    ("number", "1/0", []),
    ("number", "(1+2", []),
    ("number", "9999999999999999", []),
    ("number", "", []),
    ("number", "5%", []),
    ("number", "1000000000000000*10", []),
    ("number", "/".join(["1", *["999999999999999"] * 12]), []),
    ("hours", "2h*3h", []),
    ("hours", "5%", []),
    ("range.number", "0.0000000000000001", []),
    ("range.rate", "0.00000000000001%", []),
    ("month", "+99999", []),
    ("day", "2月30日", []),
    ("day", "31/31", []),
    ("whole", "3.5", ["4"]),
    ("share", "15", ["15%"]),
    ("share", "0.15", ["15%", "0.15%"]),
    ("share", "120%", []),
    ("share", "1/3", ["33.3333%"]),
    ("money", "$9.5", ["USD 9.50", "HKD 9.50", "TWD 9.50"]),
    ("money", "1.999", ["1,999", "2"]),
    ("money", "9.999", ["9,999", "10"]),
    ("money", "0.555", ["0.56"]),
    ("money", "-0.555", ["-0.56"]),
    ("money", "jpy 10.5", ["JPY 11"]),
    ("money", "¥5 USD", []),
    ("money", "5%", []),
    ("hours", "2m", ["2min"]),
    ("hours", "-1h", []),
    ("day", "20.11.2026", ["2026-11-20"]),
    ("day", "11/12", ["2026-11-12", "2026-12-11"]),
    ("day", "13/11", ["2026-11-13"]),
    ("day", "26-11-20", ["2026-11-20", "2020-11-26"]),
    ("day", "2026-Q4", ["2026-10-01", "2026-12-31"]),
    ("day", "2026-02-30", []),
    ("day", "+9999999", []),
    ("day", "20", ["2026-11-20"]),
    ("month", "2026", ["2026-01", "2026-12"]),
    ("month", "2026-13", []),
    ("period", "2026-12..2026-10", ["2026-10-01..2026-12-31"]),
]


@pytest.mark.parametrize(("kind", "text", "offers"), REFUSED)
def test_doubt_is_refused_with_offers(kind, text, offers):
    with pytest.raises(ParseError) as refusal:
        parse(kind, text, context())
    assert sorted(offer.text for offer in refusal.value.offers) == sorted(offers)
    assert refusal.value.message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "text", "offers"), REFUSED)
def test_taking_an_offer_is_read(kind, text, offers, language):
    known = context(language)
    if (kind, text, language) == ("day", "11/12", "zh"):  # month first is the custom there
        assert parse(kind, text, known).value == date(2026, 11, 12)
        return
    with pytest.raises(ParseError) as refusal:
        parse(kind, text, known)
    assert len(refusal.value.offers) == len(offers)
    for offer in refusal.value.offers:
        assert editable(kind, parse(kind, offer.text, known).value, known) in offer.label


def test_bound_and_swap_are_named():
    with pytest.raises(ParseError, match="The least this can be is 0") as below:
        parse("range.people", "-5 to 3", context())
    assert below.value.kind == "out_of_range"
    with pytest.raises(ParseError, match="10% is above the high end 5%") as order:
        parse("range.rate", "10% to 5%", context())
    assert order.value.kind == "bad_order"
    assert order.value.offers[0].label == "Swap to 5% to 10%"
    with pytest.raises(ParseError, match="100%"):
        parse("share", "120%", context())
    with pytest.raises(ParseError, match="The most this can be is 100"):
        parse("number", "101", context(lowest=D(0), highest=D(100)))


FILLED = [
    ("money", yuan(100), "+20", yuan(120)), ("money", yuan(100), "*1.1", yuan(110)), ("money", yuan(100), "+10%", yuan(110)),
    ("money", yuan(100), "-10%", yuan(90)), ("money", yuan(100), "×1.005", yuan("100.50")), ("money", yuan(100), "=-20", yuan(-20)),
    ("money", yuan(100), "+¥20", yuan(120)), ("money", yuan(100, "USD"), "+20", yuan(120, "USD")),
    ("money", yuan(100, "USD"), "+$20", yuan(120, "USD")), ("money", yuan(100), "20", yuan(20)), ("money", yuan(-20), "-20", yuan(-20)),
    ("number", D(5), "+2", D(7)), ("number", D(5), "/4", D("1.25")), ("whole", 5, "+1", 6), ("share", D("0.05"), "*2", D("0.1")),
    ("hours", Hours(90), "+30min", Hours(120)), ("hours", Hours(90), "-1h", Hours(30)), ("hours", Hours(90), "+1:15", Hours(165)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "current", "text", "value"), FILLED)
def test_sum_on_a_filled_field(kind, current, text, value):
    assert parse(kind, text, context(current=current)).value == value


@pytest.mark.parametrize(
    ("kind", "current", "text", "offers"),
    [
        ("money", yuan(100), "-20", ["80", "=-20"]),
        ("money", yuan(100), "/3", ["33.33"]),
        ("money", yuan(100), "+$5", []),
        ("number", D(5), "/3", ["1.666667"]),
        ("share", D("0.05"), "+2%", ["5.1%", "7%"]),
        ("whole", 5, "*1.5", ["8"]),
        ("number", D(5), "/0", []),
        ("number", D(5), "+-2", []),
        ("number", D(5), "*2%", []),
        ("share", D("0.05"), "+2", []),
        ("money", yuan(100), "+€5", []),
    ],
)
def test_unclear_sum_on_a_filled_field(kind, current, text, offers):
    with pytest.raises(ParseError) as refusal:
        parse(kind, text, context(current=current))
    assert sorted(offer.text for offer in refusal.value.offers) == offers


def test_minus_is_taken_off_where_nothing_may_be_negative():
    assert parse("money", "-20", context(current=yuan(100), lowest=D(0))).value == yuan(80)
    assert parse("money", "-20", context(current=yuan(100), lowest=D(0))).echo == "Read as ¥80"


def test_bare_dollar_and_yen_follow_the_plan():
    assert parse("money", "$9.5", context(currency="USD")).value == yuan("9.5", "USD")
    assert parse("money", "$9.5", context(currency="HKD")).value == yuan("9.5", "HKD")
    assert parse("money", "¥500", context(currency="JPY")).value == yuan(500, "JPY")
    with pytest.raises(ParseError) as refusal:
        parse("money", "¥500", context(currency="EUR"))
    assert {offer.text for offer in refusal.value.offers} == {"CNY 500", "JPY 500"}


def test_working_day_and_week_are_the_plans_own():
    assert parse("hours", "1w 2d", context(hours_per_day=D(6), days_per_week=D(4))).value == Hours(36 * 60)
    assert "a day of 8 hours, a week of 5 days" in parse("hours", "1w", context()).echo


WORDS = [
    ("range.rate", between("0.02", "0.05"), "2–5%", "2%–5%"),
    ("range.growth", between("-0.05", "0.03"), "−5% to 3%", "−5% 到 3%"),
    ("range.people", between(12000, 20000), "12k–20k", "1.2 万到 2 万"),
    ("range.people", between(3000, 5000), "3,000–5,000", "3,000–5,000"),
    ("range.people", between(12345, 54321), "12.3k–54.3k", "1.23 万到 5.43 万"),
    ("range.months", between(8, 14), "8–14 months", "8–14 个月"),
    ("range.hours", between(2, 3), "2–3 h", "2–3 小时"),
    ("range.hours", between("0.5", "0.75"), "30–45 min", "30–45 分钟"),
    ("range.rate", Range.observed(3, 400), "3 of 400", "3/400"),
    ("range.people", pert(5, 7, 12), "5–12, likely 7", "5–12，最可能 7"),
    ("money", yuan(14230), "¥14,230", "¥14,230"),
    ("money", yuan("9.5", "USD"), "US$9.50", "US$9.50"),
    ("money", yuan(-20), "−¥20", "−¥20"),
    ("day", TODAY, "20 Nov", "11 月 20 日"),
    ("day", date(2027, 1, 5), "5 Jan 2027", "2027 年 1 月 5 日"),
    ("month", Month(2027, 1), "Jan 2027", "2027 年 1 月"),
    ("hours", Hours(150), "2h30m", "2 小时 30 分"),
    ("share", D("0.15"), "15%", "15%"),
]


@pytest.mark.parametrize(("kind", "value", "en", "zh"), WORDS)
def test_words_for_a_cell(kind, value, en, zh):
    assert (words(kind, value, context("en")), words(kind, value, context("zh"))) == (en, zh)


def test_normalised_forms():
    texts = {
        ("range.people", between(12000, 20000)): ("12k to 20k", "1.2 万到 2 万"),
        ("range.people", between(1, 30000)): ("1 to 30,000", "1 到 30,000"),
        ("range.months", between(8, 14)): ("8 to 14 months", "8 到 14 个月"),
        ("range.hours", between("1.5", 2)): ("1h30m to 2h", "1 小时 30 分到 2 小时"),
        ("range.rate", pert("0.02", "0.032", "0.05")): ("2% to 5%, likely 3.2%", "2% 到 5%，最可能 3.2%"),
        ("money", yuan("9.5", "USD")): ("USD 9.50", "USD 9.50"),
    }
    for (kind, value), (en, zh) in texts.items():
        assert (editable(kind, value, context("en")), editable(kind, value, context("zh"))) == (en, zh)


def test_spoken():
    rate = pert("0.02", "0.032", "0.05")
    assert spoken("range.rate", rate, context("en")) == "low 2 per cent, likely 3.2, high 5"
    assert spoken("range.rate", rate, context("zh")) == "低 2%，最可能 3.2%，高 5%"
    assert spoken("range.months", between(8, 14), context("en")) == "low 8 months, high 14"
    assert spoken("day", TODAY, context("en")) == "20 Nov"


def test_echo_says_how_it_was_read():
    said = {
        ("range.rate", "2-5%"): "Read as 2% to 5%: 9 times in 10 inside",
        ("range.people", "12k-20k"): "Read as 12k to 20k: 9 times in 10 inside, middle about 15.5k",
        ("range.people", "5 / 7 / 12"): "Read as 5 to 12, likely 7, never outside",
        ("range.rate", "3 of 400"): "Read as 3 of 400, seen so far: about 0.75%",
        ("range.people", "5"): None,
        ("number", "1.2万"): "Read as 12,000",
        ("number", "1,000,000"): None,
        ("day", "11/20"): "Read as 20 Nov 2026",
        ("month", "2026-Q4"): "Read as Oct 2026, the first month of the quarter",
        ("hours", "0.333h"): "Read as 20min, rounded to the minute",
    }
    for (kind, text), echo in said.items():
        assert parse(kind, text, context()).echo == echo


def test_what_was_typed_is_kept_beside_the_reading():
    assert parse("range.people", " 12k-20k ", context()).value.typed == "12k-20k"


def test_current_range_is_said_again():
    current = Range.between(D(12000), D(20000), "12k-20k")
    reading = parse("range.people", "12k to 20k", context(current=current))
    assert reading.value.typed == "12k-20k"
    assert reading.echo == "Read as 12k to 20k: 9 times in 10 inside, middle about 15.5k"


def test_month_may_be_named_where_the_field_counts_per_month():
    for text in ("3000-5000/月", "每月3000到5000", "3000 to 5000 per month", "3000-5000 / month"):
        assert parse("range.money", text, context(per="month")).value == between(3000, 5000)
        with pytest.raises(ParseError):
            parse("range.money", text, context())


def test_refusal_shows_the_text_as_typed():
    for kind, text in (("day", "2026-Q4"), ("range.people", "1到3万"), ("range.rate", "2～5"), ("number", "Abc")):
        with pytest.raises(ParseError, match=f"“{text}”"):
            parse(kind, text, context())


def test_nothing_known_about_today():
    with pytest.raises(ParseError, match="Write the whole date"):
        parse("day", "t", Context(language="en"))
    assert parse("day", "2026-11-20", Context(language="en")).value == TODAY


@pytest.mark.parametrize("kind", KINDS)
def test_no_value_has_no_words(kind):
    assert words(kind, None) == editable(kind, None) == spoken(kind, None) == ""


def test_reading_is_plain():
    assert parse("whole", "7") == Reading(7)
