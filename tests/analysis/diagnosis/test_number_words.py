"""The numbers of a rule in its sentences: their units, few digits, and ranges that a fix proposes."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.diagnosis.declaration import UNITS
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.diagnosis.proposed_ranges import around, field_name, range_fix, rounded_range
from planner.i18n import use
from planner.model.number_types import Uncertain
from planner.model.values import Range
from planner.paths import resource
from tests.analysis.diagnosis.scenes import TODAY, settings
from tests.strategies import plan_from

PLAN = plan_from([settings()])
WORDS = Words(PLAN, TODAY)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.6149, "share", "61%"),
        (0.0534, "share", "5.3%"),
        (0.9999, "share", "99.9%"),
        (1.0, "share", "100%"),
        (0, "share", "0%"),
        (-0.25, "change", "−25%"),
        (1234.56, "money", "¥1,230"),
        (9.876, "money", "¥9.88"),
        (-1234.5, "money", "−¥1,230"),
        (0, "amount", "¥0"),
        (3e13, "money", "30,000,000,000,000"),
        (1.25, "hours", "1h15m"),
        (90.4, "hours", "90h"),
        (1, "months", "1 month"),
        (2.345, "months", "2.3 months"),
        (3, "month", "Feb 2027"),
        (0, "month", "Nov 2026"),
        (233, "days", "233 days"),
        (1.36, "count", "1.4"),
        (8.89, "count", "8.9"),
        (39.8, "count", "40"),
        (11330, "count", "11.3k"),
        (5, "rank", "5"),
        (84, "score", "84"),
        (1.4142, "factor", "1.4"),
        (5.07, "bits", "5"),
        (dt.date(2026, 12, 24), "moment", "24 Dec"),
        (dt.date(2027, 1, 9), "moment", "9 Jan 2027"),
        (True, "flag", ""),
        (None, "share", "–"),
        (math.nan, "money", "–"),
        (math.inf, "months", "∞"),
    ],
)
def test_a_number_is_told_with_its_unit(value: Any, unit: str, text: str) -> None:
    assert WORDS.number(value, unit) == text


def test_every_unit_has_words() -> None:
    values = {"moment": TODAY, "flag": True, "rank": 1}
    for unit in UNITS:
        assert isinstance(WORDS.number(values.get(unit, 0.5), unit), str)


def test_words_follow_the_language() -> None:
    use("zh", resource("translations"))
    try:
        assert WORDS.number(2.5, "hours") == "2 小时 30 分"
        assert WORDS.named(["甲", "乙"]) == "甲、乙"
        assert field_name("listing", "conversion") == "转化率"
    finally:
        use("en")
    assert WORDS.named(["A", "B"]) == "A, B"
    assert field_name("listing", "click_rate") == "click rate"


RATE, COUNT, SIGNED = Uncertain("rate", "", Decimal(0), Decimal(1)), Uncertain("count"), Uncertain("signed", low=None)


@pytest.mark.parametrize(
    ("ends", "kind", "low", "high"),
    [
        ((0.03141, 0.0682), RATE, "0.031", "0.068"),
        ((0.0312, 0.0314), RATE, "0.0312", "0.0314"),
        ((0.0, 0.5), RATE, "0.000001", "0.5"),
        ((0.2, 1.0), RATE, "0.2", "0.999"),
        ((13_600.0, 21_250.0), COUNT, "14000", "21000"),
        ((-0.025, 0.016), SIGNED, "-0.025", "0.016"),
    ],
)
def test_proposed_ends_are_short_and_fit_their_field(
    ends: tuple[float, float], kind: Uncertain, low: str, high: str
) -> None:
    found = rounded_range(ends, kind)
    assert found == Range.between(Decimal(low), Decimal(high))
    assert kind.check(found) == found


@pytest.mark.parametrize("ends", [(1.0, 1.0), (2.0, 1.0), (1.0, 1.0000000001), (0.0, 1e300)])
def test_ends_that_are_no_range_are_not_proposed(ends: tuple[float, float]) -> None:
    assert rounded_range(ends, COUNT) is None


def test_a_fix_writes_a_range_of_the_field() -> None:
    fix = range_fix(PLAN, "listing", "conversion", around(0.04))
    assert fix is not None
    assert (fix.label, fix.fields) == ("Take 3.2–5%", {"conversion": Range.between(Decimal("0.032"), Decimal("0.05"))})
    assert around(-1.0) == (-1.25, -0.8)
    assert range_fix(PLAN, "listing", "fee_rate", (0.1, 0.2)) is None
