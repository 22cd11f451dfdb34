"""The months that are over beside what was forecast."""

import datetime as dt
from collections.abc import Sequence

import pytest

from planner.analysis.facts.actuals import Actuals, actuals
from planner.analysis.facts.track_record import TrackRecord, track_record
from planner.analysis.forecast import ForecastOptions, forecast
from planner.model.catalogue import Record
from planner.model.plan import plan_of
from planner.model.tallies import MonthMinutes, MonthSum, Tallies
from planner.model.values import Money, Month, Range
from tests.analysis.facts import COURSE, LIST, between, listing, platform, product
from tests.store.plans import start

JANUARY = Month(2026, 1)
PLAN: list[Record] = [
    start().__class__(id="p", title="Test", start_month=JANUARY, horizon_months=12),
    product(COURSE, price=Money.of_minor(100, "CNY"), stage="live"),
    platform(LIST, audience=Range.exact(100_000), open_rate=between("0.3", "0.5")),
    listing(1, COURSE, LIST, publications_per_month=Range.exact(2), click_rate=between("0.05", "0.1"), conversion=between("0.02", "0.06")),
]  # fmt: skip


def earned(amounts: Sequence[int | None], first: Month = JANUARY) -> Tallies:
    """Sales of so many yuan in months from `first` on; None where nothing was sold."""
    money = [
        MonthSum(str(first + place), "sale", "CNY", COURSE, LIST, None, 100 * amount, 0, 1, 1)
        for place, amount in enumerate(amounts)
        if amount is not None
    ]
    return Tallies(money=tuple(money))


def record(tallies: Tallies, today: dt.date) -> tuple[TrackRecord, Actuals]:
    plan = plan_of(PLAN)
    found = actuals(plan, tallies, today)
    said = forecast(plan, options=ForecastOptions(samples=256, calibrated=False, drivers=False))
    return track_record(said, found), found


def test_months_that_are_over_beside_their_fan() -> None:
    told, _found = record(earned([260, 0, None, 260, 9000, 260, 260, 260]), dt.date(2026, 8, 9))
    assert [outcome.month for outcome in told.outcomes] == [JANUARY + at for at in range(7)]
    assert [outcome.inside for outcome in told.outcomes] == [True, False, False, True, False, True, True]
    assert [outcome.actual for outcome in told.outcomes][:3] == [260, 0, 0]
    first = told.outcomes[0]
    assert 0 < first.low < first.middle < first.high < 1000
    assert told.months_inside == 3  # of February to July


@pytest.mark.parametrize(
    ("today", "count"), [(dt.date(2026, 6, 30), 5), (dt.date(2026, 7, 1), 6), (dt.date(2025, 12, 1), 0)]
)
def test_fewer_than_six_months_tell_nothing(today: dt.date, count: int) -> None:
    told, _found = record(earned([260] * 8), today)
    assert len(told.outcomes) == count
    assert told.months_inside == (6 if count == 6 else None)


def test_months_outside_the_horizon_or_the_journal_are_left_out() -> None:
    told, found = record(earned([260] * 3, Month(2025, 11)), dt.date(2028, 1, 1))
    assert [outcome.month for outcome in told.outcomes] == [JANUARY]
    assert found.months[0] == Month(2025, 11)
    long, _found = record(earned([260] * 20), dt.date(2028, 1, 1))
    assert len(long.outcomes) == 12
    assert record(Tallies(), dt.date(2028, 1, 1))[0].months_inside is None


def test_a_month_in_which_only_hours_were_logged_counts() -> None:
    tallies = Tallies(minutes=(MonthMinutes("2026-01", "making", COURSE, 60),))
    (outcome,) = record(tallies, dt.date(2026, 2, 1))[0].outcomes
    assert (outcome.actual, outcome.inside) == (0, False)
