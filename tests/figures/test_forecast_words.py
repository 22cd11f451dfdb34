"""The conclusion of a forecast says how sure it is, and never more than the samples can tell."""

import math
from dataclasses import replace

import pytest

from planner.analysis.forecast_results import Band, Cover, Survival
from planner.figures.forecast_words import conclusion, lacking, lasting, outcome, runs, uncertainty, without
from planner.figures.speech import Speech
from planner.model.reading import Context
from planner.model.values import Month
from tests.figures.forecasts import START, a_forecast, missing, outlook, survival

EN = Speech(Context("en", "CNY"))


def covered(*chances: float, month: int | None = None) -> str:
    return conclusion(a_forecast(cover=Cover(chances, month)), EN)


def test_the_conclusion_names_month_year_and_chance() -> None:
    assert covered(0.2, 0.72, 0.9, month=1) == "Income will probably cover living costs from Jan 2027 (72%)"
    assert covered(1.0, month=0).endswith("from Dec 2026 (over 99%)")


def test_what_has_come_already_is_not_told_as_to_come() -> None:
    made = a_forecast(cover=Cover((0.5, 0.85), 1))
    said = "Income has probably covered living costs since Jan 2027 (85%)"
    assert conclusion(made, EN, Month(2027, 1)) == said
    assert "will probably" in conclusion(made, EN, START)


def test_where_it_does_not_come_the_best_chance_is_told_with_its_month() -> None:
    said = "Income will probably not cover living costs within 36 months ({} at best, {})"
    assert covered(0.1, 0.49, 0.4) == said.format("49%", "Jan 2027")
    assert covered(0.1, 0.2, 0.24) == said.format("24%", "Feb 2027")
    likely = "Income may cover living costs within 36 months, but not surely enough (64% at best, Jan 2027)"
    assert covered(0.1, 0.64, 0.6) == likely
    assert covered(0.0, 0.001) == "Income will probably not cover living costs within 36 months (under 1% at best)"


def test_without_living_costs_the_range_is_told_once() -> None:
    made = a_forecast(costs=None)
    assert conclusion(made, EN) == "In 12 months you will probably earn ¥118k to ¥244k (80% range)"
    assert uncertainty(made, EN)[0] == "Enter living costs to see when income covers them"


def test_without_offers_the_conclusion_says_so() -> None:
    assert conclusion(a_forecast(listings=()), EN).startswith("Nothing is on offer yet")
    assert uncertainty(a_forecast(listings=()), EN) == ()


def test_where_every_listing_lacks_something_no_income_is_told() -> None:
    made = a_forecast(listings=(), missing=missing(), cover=None, survival=None)
    assert conclusion(made, EN) == "What is on offer lacks numbers, so there is no income to forecast yet"
    assert uncertainty(made, EN) == ()
    assert outcome(made, EN) == "lacks numbers"
    assert outcome(a_forecast(listings=()), EN) == "nothing on offer"


def test_listings_that_bring_nothing_yet_are_counted() -> None:
    made = a_forecast(missing=missing())
    assert lacking(made) == ("l1",)
    assert without(made) == "without 1 listing that lacks numbers"
    assert without(a_forecast()) == ""
    assert lacking(a_forecast(listings=(outlook("l1"),), missing=missing())) == ()  # only bought clicks are not told


def test_a_range_is_told_only_where_there_is_one() -> None:
    exact = a_forecast(year=Band(84000, *(84000,) * 5))
    assert uncertainty(exact, EN)[0] == "Net income of 12 months from Dec 2026: ¥84k (exact inputs, no range)"
    narrow = a_forecast(year=Band(84000, 84001, 84002, 84003, 84004, 84005))
    assert uncertainty(narrow, EN)[0] == "Net income of 12 months from Dec 2026: ¥84k"


def test_the_uncertainty_has_ranges_only() -> None:
    assert uncertainty(a_forecast(), EN) == (
        "Net income of 12 months from Dec 2026: ¥118k to ¥244k (80% range)",
        "cash lasts 9 months or longer",
        "41% of income goes on without work",
    )
    assert len(uncertainty(a_forecast(survival=None, hands_off_share=None), EN)) == 1


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (9.0, 22.0, "cash lasts 9 to 22 months"),
        (1.0, math.inf, "cash lasts 1 month or longer"),
        (math.inf, math.inf, "cash lasts beyond 36 months"),
        (4.0, 4.0, "cash lasts 4 months"),
    ],
)
def test_how_long_cash_lasts(low: float, high: float, said: str) -> None:
    made: Survival = replace(survival(36), runway_p10=low, runway_p90=high)
    assert lasting(made, 36) == said


def test_runs_are_counted() -> None:
    assert runs(a_forecast()) == "8,192 runs"
