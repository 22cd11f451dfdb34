"""How much of the income is paid for hours: by the ledger of a year, by the forecast of the next, and in words."""

import datetime as dt

import pytest

from planner.analysis.facts.actuals import Actuals, Line
from planner.analysis.facts.income_steps import came, expected, for_hours, shares
from planner.figures.hours_share import hours_share_words
from planner.figures.speech import Speech
from planner.model.tallies import Tallies
from planner.model.values import Month
from tests.figures.forecasts import a_forecast, a_plan

TODAY = dt.date(2026, 11, 20)


def facts(**amounts: float) -> Actuals:
    month = Month(2026, 10)
    lines = [Line(month, "sale", kind, None, None, None, amount, 0.0, 1, 1, 0) for kind, amount in amounts.items()]
    return Actuals(TODAY, tuple(lines), (), (), {}, Tallies())


def test_what_was_paid_for_hours_is_a_share_of_all_that_came_in() -> None:
    assert for_hours(came(facts(hours=300, products=100, platforms=200))) == pytest.approx(0.5)
    assert for_hours(came(facts(products=100))) == 0
    assert for_hours(came(facts())) is None


def test_losses_are_no_part_of_the_income() -> None:
    assert shares({"hours": 100, "products": -50}) == {"hours": 1.0}


def test_nothing_is_expected_without_a_forecast() -> None:
    assert expected(a_plan(), None) == {}
    found = expected(a_plan(), a_forecast())
    assert set(found) <= {"job", "hours", "products", "platforms"}
    assert found["job"] >= 0


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [(0.8, 0.5, "80% of the income of the last 12 months was paid for hours; of the next 12 it will probably be 50%"), (0.8, None, "80%"), (None, 0.5, "Nothing has come in yet"), (None, None, "")],
)  # fmt: skip
def test_the_sentence_says_what_is_known(now: float | None, then: float | None, said: str) -> None:
    words = hours_share_words(now, then, Speech())
    assert said in words if said else words == ""
