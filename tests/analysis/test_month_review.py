"""A month looked back on: sums by product and platform, beside the month before and what was expected."""

import datetime as dt

from planner.analysis.facts.actuals import Actuals, Line
from planner.analysis.facts.money_left import earned_before, left_in
from planner.analysis.facts.month_review import month_review
from planner.analysis.facts.track_record import MonthOutcome, TrackRecord
from planner.figures.review_words import besides, came_in
from planner.figures.speech import Speech
from planner.model.reading import Context
from planner.model.tallies import MonthMinutes, Tallies
from planner.model.values import Month

OCTOBER = Month(2026, 10)
SPEECH = Speech(Context("en", "CNY"), hidden=False)


def line(month: Month, sort: str, amount: float, product: str | None = None, platform: str | None = None) -> Line:
    return Line(month, sort, "products", product, platform, None, amount, 0.0, 1, 1)


def facts() -> Actuals:
    lines = (
        line(OCTOBER, "sale", 900, "course", "shop"), line(OCTOBER, "sale", 100, "book", "shop"),
        line(OCTOBER, "cost", 150), line(OCTOBER, "ad_spend", 50), line(OCTOBER + -1, "sale", 400, "course", "shop"),
        line(OCTOBER + -1, "sale", 70, "old"), line(OCTOBER, "salary", 5000),
    )  # fmt: skip
    minutes = ((OCTOBER, MonthMinutes("2026-10", "making", "course", 600)),)
    return Actuals(dt.date(2026, 11, 20), lines, (), minutes, {}, Tallies())


def record(low: float, high: float) -> TrackRecord:
    return TrackRecord((MonthOutcome(OCTOBER, 1000.0, low, (low + high) / 2, high),))


def test_everything_of_the_month_and_the_one_before() -> None:
    review = month_review(facts(), None, OCTOBER)
    assert (review.income, review.before, review.costs, review.left, review.salary) == (1000, 470, 200, 800, 5000)
    assert (review.hours, review.hourly) == (10, 100)
    assert [(one.id, one.amount, one.before) for one in review.products] == [
        ("course", 900, 400), ("book", 100, 0), ("old", 0, 70),
    ]  # fmt: skip
    assert [(one.id, one.amount) for one in review.platforms] == [("shop", 1000), (None, 0)]
    assert not review.empty
    assert month_review(facts(), None, Month(2025, 1)).empty


def test_the_sentence_says_whether_it_was_expected() -> None:
    assert came_in(month_review(facts(), None, OCTOBER), SPEECH).endswith("nothing had been forecast for it")
    for low, high, said in ((800, 1200, "as expected"), (1100, 1200, "less than expected"), (100, 900, "more than")):
        told = came_in(month_review(facts(), record(low, high), OCTOBER), SPEECH)
        assert said in told
        assert "Oct 2026" in told
    told = besides(month_review(facts(), None, OCTOBER), SPEECH)
    assert told == "Sep 2026: ¥470 · costs ¥200, so ¥800 was left · salary ¥5,000 · 10h of work at ¥100 an hour"


def test_what_was_left_of_past_months() -> None:
    assert left_in(facts(), OCTOBER) == 800
    assert earned_before(facts(), OCTOBER) == ((OCTOBER + -1, 470),)
