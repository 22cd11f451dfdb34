"""The tables of the forecast command: the same series as the fan of the window, and no share for a loss."""

from dataclasses import replace
from datetime import date

import pytest

from planner import i18n
from planner.cli_commands.forecast_lines import listing_lines, month_lines
from planner.cli_commands.study import Study
from planner.model.catalogue import PlanSettings
from planner.model.plan import Plan
from planner.model.tallies import Tallies
from tests.figures.forecasts import a_forecast, flat, outlook


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setattr(i18n._speech, "language", "en")
    settings = PlanSettings(id="plan", title="T", currency="CNY")
    return Study(Plan({"plan": {"plan": settings}}), Tallies(), date(2026, 11, 20))


def test_months_tell_what_is_left_to_live_from_as_the_fan_does(study: Study) -> None:
    made = a_forecast()
    before_costs = tuple(amount + 1000 for amount in made.income.p50)
    forecast = replace(made, income=replace(made.income, p50=before_costs))
    header, first, *_more = (line.split() for line in month_lines(study, forecast))
    assert header[:3] == ["Month", "Net", "income"]
    assert first[2] == study.speech.amount(forecast.earnings.p50[0])


def test_a_listing_that_loses_money_has_no_share_of_the_income(study: Study) -> None:
    losing, earning = replace(outlook("l1"), net=flat(-1200), share=0.04), replace(outlook("l2"), share=0.6)
    shares = [line.split()[-1] for line in listing_lines(study, a_forecast(listings=(losing, earning)))]
    assert shares == ["Share", "60%", "–"]
