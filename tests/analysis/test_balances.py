"""What passes each way in an alliance, and the sentences about it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from planner.analysis.alliances.balances import Balance, balances
from planner.analysis.alliances.exchange_values import ShareInterval
from planner.analysis.forecast_results import Band
from planner.figures.alliance_words import share_words, verdict
from planner.figures.speech import Speech
from planner.model.catalogue import Alliance, Exchange, PlanSettings
from planner.model.plan import Plan, plan_of
from planner.model.values import Month, Range


def a_plan(*lines: dict[str, Any]) -> Plan:
    exchanges = [
        Exchange(id=f"e{at}", alliance="a", what="x", position=str(at), **line) for at, line in enumerate(lines)
    ]
    settings = PlanSettings(id="plan", title="x", currency="CNY", start_month=Month(2026, 12))
    return plan_of([settings, Alliance(id="a", name="A", stage="talking", share=Decimal("0.3")), *exchanges])


def only(plan: Plan) -> Balance:
    return balances(plan, samples=512)[0]


def test_each_side_is_worth_what_it_is_worth_to_who_gets_it() -> None:
    found = only(
        a_plan(
            {"direction": "get", "value_to_us": Range.exact(100), "value_to_them": Range.exact(5)},
            {"direction": "get", "value_to_us": Range.exact(50)},
            {
                "direction": "give",
                "value_to_them": Range.exact(40),
                "value_to_us": Range.exact(900),
                "hours": Range.exact(6),
            },
        )
    )
    assert found.got is not None
    assert found.given is not None
    assert found.hours is not None
    assert (found.got.p50, found.given.p50, found.hours.p50, found.ahead) == (150, 40, 6, 1.0)


def test_money_is_worth_the_same_to_both() -> None:
    found = only(a_plan({"direction": "give", "sort": "money", "value_to_us": Range.exact(80)}))
    assert found.given is not None
    assert found.given.p50 == 80


def test_totals_of_ranges_come_from_the_draws_and_not_from_the_ends() -> None:
    line = {"direction": "get", "value_to_us": Range.between(100, 300)}
    found = only(a_plan(line, line, line, line))
    assert found.got is not None
    assert found.got.p10 > 4 * 115
    assert found.got.p90 < 4 * 280
    assert found.ahead is None


def test_a_side_of_which_nothing_is_said_is_not_nought() -> None:
    found = only(a_plan({"direction": "get"}))
    assert (found.got, found.given) == (None, None)
    assert verdict(found) == ""


FLAT = Band(1, 1, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("got", "given", "ahead", "said"),
    [
        (100, 200, 0.0, "You give about twice what you get."),
        (100, 115, 0.1, "You give a little more than you get."),
        (100, 160, 0.1, "You give clearly more than you get."),
        (100, 500, 0.0, "You give about 5 times what you get."),
        (0, 500, 0.0, "You give, and get next to nothing."),
        (200, 100, 1.0, "You get about twice what you give."),
        (120, 100, 0.6, "About even: neither side clearly gives more so far."),
    ],
)
def test_the_verdict_says_who_gives_more_only_where_it_is_likely(
    got: float, given: float, ahead: float, said: str
) -> None:
    assert verdict(Balance("a", replace(FLAT, p50=got), replace(FLAT, p50=given), None, ahead)) == said


@pytest.mark.parametrize(
    ("agreed", "said"),
    [(0.7, "suits both"), (0.4, "too low for you"), (0.95, "too high for them"), (None, "Both gain while")],
)
def test_the_sentence_on_the_share_names_the_interval(agreed: float | None, said: str) -> None:
    interval = ShareInterval(True, 0.55, 0.88, 0.7, 1.0, 1.0)
    words = share_words(interval, agreed, Speech())
    assert said in words
    assert "55%" in words
    assert "88%" in words
    assert "No share" in share_words(ShareInterval(False), agreed, Speech())
