"""What a journal adds up to, held against its lines one by one."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.facts.actuals import KINDS, Actuals, Reach, actuals
from planner.model.catalogue import Entry, Partner, PlanSettings, Rate, TimeEntry
from planner.model.plan import Plan, plan_of
from planner.model.tallies import MonthMinutes, MonthSum, PublicationSum, Tallies
from planner.model.values import Month
from tests.analysis.facts import (
    ADVICE,
    COLUMN,
    COURSE,
    FEED,
    FILM,
    LIST,
    PARTNER,
    TODAY,
    Writer,
    facts,
    product,
    sample,
    small,
)
from tests.store.plans import record_id, start

MAY, JUNE, JULY = (Month(2026, number) for number in (5, 6, 7))


def plan(*records: Any) -> Plan:
    return plan_of([start(), *records])


def money(month: str, sort: str, amount: int, currency: str = "CNY", **fields: Any) -> MonthSum:
    known: dict[str, Any] = {"product": None, "platform": None, "partner": None, "fee": 0, "count": 1, "copies": 1}
    return MonthSum(month, sort, currency, amount=amount, **(known | fields))


def of_money(*sums: MonthSum, records: tuple[Any, ...] = (), today: dt.date = TODAY) -> Actuals:
    return actuals(plan(*records), Tallies(money=sums), today)


def test_nothing_adds_up_to_nothing() -> None:
    found = actuals(plan(), Tallies(), TODAY)
    assert (found.months, found.income, found.weeks, found.unconverted, found.sales) == ((), {}, (), (), {})
    assert found.effective_hourly(COURSE) is None
    assert found.income_by_kind(MAY) == dict.fromkeys(KINDS, 0)
    assert (found.twelve_months[0], found.twelve_months[-1]) == (Month(2025, 12), Month(2026, 11))


def test_entries_without_quantity_are_told_apart() -> None:
    written = Writer()
    written.entry("2026-05-03", "sale", 10_000, product=COURSE, quantity=7)
    written.entry("2026-05-04", "sale", 10_000, product=COURSE)
    written.entry("2026-06-04", "refund", 10_000, product=COURSE)
    found = facts([*small(), *written.records])[1]
    assert found.sales[COURSE] == 8  # at least
    assert found.sale_entries[COURSE] == (2, 1)
    by_hour = of_money(
        money("2026-05", "sale", 100, product=COURSE, count=2, copies=5, uncounted=1),
        records=(product(COURSE, "hourly"),),
    )
    assert by_hour.sale_entries[COURSE] == (2, 0)


def test_net_income_is_sales_less_refunds_less_fees() -> None:
    written = Writer()
    written.entry("2026-05-03", "sale", 10_000, fee=500, product=COURSE)
    written.entry("2026-05-04", "refund", 2_000, fee=-100, product=COURSE)
    written.entry("2026-05-05", "refund", -1_000, product=COURSE)
    written.entry("2026-05-06", "fee", 300)
    written.entry("2026-05-07", "payout", 9_000, fee=50)
    written.entry("2026-05-08", "cost", 4_000)
    written.entry("2026-05-08", "ad_spend", 700, product=COURSE, platform=FEED)
    written.entry("2026-05-09", "salary", 500_000)
    written.entry("2026-06-01", "tax", 100)
    _plan, found = facts([*small(), *written.records])
    assert found.income == {MAY: pytest.approx(100 - 20 - 10 - (5 - 1 + 3 + 0.5))}
    assert found.amounts[MAY, "refund"] == 30
    assert found.amounts[MAY, "fee"] == pytest.approx(7.5)
    assert (found.costs, found.ad_spend, found.salary) == ({MAY: 40}, {MAY: 7}, {MAY: 5000})
    assert found.ad_spend_by_listing == {(COURSE, FEED): 7}
    assert found.months == (MAY, JUNE)
    assert (found.sales, found.refunds) == ({COURSE: 1}, {COURSE: 2})


def test_each_month_by_the_rate_at_its_end() -> None:
    rates = (
        Rate(id="a", on=dt.date(2026, 5, 31), currency="USD", rate=Decimal(7)),
        Rate(id="b", on=dt.date(2026, 6, 1), currency="USD", rate=Decimal(8)),
        Rate(id="c", on=dt.date(2026, 6, 1), currency="JPY", rate=Decimal("0.05")),
        Rate(id="d", on=dt.date(2026, 1, 1), currency="GBP", rate=Decimal(9), archived=True),
    )
    found = of_money(
        money("2026-04", "sale", 100, "USD"),  # before any rate: by the newest
        money("2026-05", "sale", 100, "USD"),
        money("2026-06", "sale", 100, "USD"),
        money("2026-07", "sale", 100, "JPY", fee=20),
        money("2026-07", "sale", 100, "GBP"),
        money("2026-07", "cost", 100, "EUR"),
        records=rates,
    )
    assert found.income == {Month(2026, 4): 8, MAY: 7, JUNE: 8, JULY: 4}
    assert found.unconverted == ("EUR", "GBP")


def test_kinds_of_income() -> None:
    written = Writer()
    for what, minor, fields in (
        (COURSE, 1, {}), (COLUMN, 2, {}), (ADVICE, 4, {}), (FILM, 8, {}), (COURSE, 16, {"partner": PARTNER}),
        (None, 32, {"platform": FEED}), (None, 64, {}),
    ):  # fmt: skip
        written.entry("2026-05-03", "sale", 100 * minor, product=what, **fields)
    written.entry("2026-05-04", "refund", 50, product=COURSE)
    written.entry("2026-05-04", "salary", 1000)
    _plan, found = facts([*small(), Partner(id=PARTNER, name="Partner"), *written.records])
    expected = {"hours": 4, "products": 0.5, "platforms": 42, "alliances": 16, "job": 10, "other": 64}
    assert found.income_by_kind(MAY) == expected
    assert found.income_by_kind(JUNE) == dict.fromkeys(KINDS, 0)
    assert found.income_by_partner == {(MAY, PARTNER): 16, (MAY, None): 110.5}


def test_pieces_and_orders() -> None:
    written = Writer()
    written.entry("2026-05-03", "sale", 600, product=COURSE, platform=LIST, quantity="6")
    written.entry("2026-05-04", "sale", 0, product=COURSE, platform=LIST, quantity="9")
    written.entry("2026-06-03", "sale", 100, product=COURSE)
    written.entry("2026-06-03", "sale", 600, product=ADVICE, platform=LIST, quantity="6")
    written.entry("2026-06-09", "refund", 100, product=COURSE, quantity="-1")
    _plan, found = facts([*small(), *written.records])
    assert found.sales == {COURSE: 7, ADVICE: 1}  # six hours of advice are one sale
    assert found.sold == {(MAY, COURSE): 6, (JUNE, COURSE): 1, (JUNE, ADVICE): 1}
    assert found.orders == {(COURSE, LIST): 6, (ADVICE, LIST): 1}
    assert found.paid_back == {(JUNE, COURSE): 1}
    assert found.first_sales == {COURSE: dt.date(2026, 5, 3), ADVICE: dt.date(2026, 6, 3)}
    assert found.proofs[COURSE].state == "repeat"


def test_hours() -> None:
    written = Writer()
    written.log("2026-05-03", 3, product=COURSE)
    written.log("2026-05-04", 2, "delivering", product=COURSE)
    written.log("2026-05-05", 8, "employed", product=COURSE)
    written.log("2026-10-05", 1.5, "admin")
    written.log("2026-10-06", 1, product=COURSE)
    written.entry("2026-05-03", "sale", 60_000, product=COURSE)
    written.entry("2026-10-03", "sale", 10_000, fee=4_000, product=COURSE)
    _plan, found = facts([*small(), *written.records])
    october = Month(2026, 10)
    assert found.hours == {MAY: 5, october: 2.5}
    assert found.hours_by_activity[MAY, "employed"] == 8
    assert found.hours_by_product == {(MAY, COURSE): 5, (october, None): 1.5, (october, COURSE): 1}
    assert found.making_hours == {COURSE: 4}
    assert found.effective_hourly(COURSE) == pytest.approx((600 + 100 - 40) / 6)
    assert found.effective_hourly(COURSE, 2) == pytest.approx(60)  # October and November
    assert found.effective_hourly(COURSE, 1) is None
    assert found.effective_hourly(FILM) is None


def test_the_last_twelve_weeks_with_those_of_illness_and_without_this_one() -> None:
    monday = dt.date(2026, 11, 16)
    assert monday.weekday() == 0 and monday <= TODAY

    def weeks(**ago: int) -> tuple[float, ...]:
        logged = {(monday - dt.timedelta(weeks=int(back[1:]))).isoformat(): 60 * hours for back, hours in ago.items()}
        return actuals(plan(), Tallies(weeks=logged), TODAY).weeks

    assert weeks(w0=5) == ()
    assert weeks(w0=5, w2=7, w5=3) == (3, 0, 0, 7)  # the log may have stopped: what came after is not known
    assert weeks(w1=1, w30=2) == (*(0,) * 11, 1)
    assert weeks(w1=1, w11=3) == (3, *(0,) * 9, 1)


def test_publications_that_went_out() -> None:
    written = Writer()
    written.publish("2026-05-03", COURSE, LIST, views=100, clicks=5)
    written.publish("2026-05-20", COURSE, LIST, views=50, status="removed")
    written.publish("2026-05-21", COURSE, LIST, status="failed")
    written.publish("2026-10-21", COLUMN, FEED)
    written.publish("2026-12-21", COLUMN, FEED, views=7)
    _plan, found = facts([*small(), *written.records])
    assert found.reach == {
        (MAY, LIST, COURSE): Reach(2, 150, 2, 5, 100, 0, 0),
        (Month(2026, 10), FEED, COLUMN): Reach(1, 0, 0, 0, 0, 0, 0),
    }
    assert found.silent_days == {COURSE: 201, COLUMN: 0}


def test_what_lies_in_the_future_does_not_count() -> None:
    tallies = Tallies(
        money=(money("2026-11", "sale", 100), money("2026-12", "sale", 100)),
        minutes=(MonthMinutes("2027-01", "making", None, 60), MonthMinutes("", "making", None, 60)),
        publications=(
            PublicationSum("2026-12", LIST, None, "published", 1),
            PublicationSum("", LIST, None, "draft", 1),
        ),
    )
    found = actuals(plan(), tallies, TODAY)
    assert (found.months, found.income, found.hours, found.reach) == ((Month(2026, 11),), {Month(2026, 11): 1}, {}, {})


def test_a_year_back_by_platform() -> None:
    found = of_money(
        money("2025-11", "sale", 100, platform=LIST),
        money("2025-12", "sale", 200, platform=LIST),
        money("2026-11", "sale", 400),
        money("2026-11", "sale", 800, platform=LIST),
    )
    assert found.of_twelve_months(found.income_by_platform) == {LIST: 10, None: 4}


names = st.none() | st.sampled_from([record_id("product", 0), record_id("product", 1)])
sums = st.builds(
    MonthSum, st.sampled_from(["2026-01", "2026-02", "2026-11"]), st.sampled_from(["sale", "refund", "fee", "cost", "salary", "payout"]),
    st.sampled_from(["CNY", "USD", "EUR"]), names, names, names, st.integers(-(10**9), 10**12), st.integers(-(10**6), 10**6),
    st.integers(1, 9), st.integers(0, 99),
)  # fmt: skip


@given(st.lists(sums, max_size=12))
def test_every_table_adds_up_to_the_whole(lines: list[MonthSum]) -> None:
    rate = Rate(id="a", on=dt.date(2026, 2, 3), currency="USD", rate=Decimal("7.13"))
    found = of_money(*lines, records=(rate, product(COURSE, "hourly")))
    scale = 1e-9 * (1 + sum(abs(line.amount) + abs(line.fee) for line in lines))
    for month in found.months:
        income = found.income.get(month, 0)
        for table in (found.income_by_product, found.income_by_platform, found.income_by_partner):
            assert sum(value for (at, _key), value in table.items() if at == month) == pytest.approx(income, abs=scale)
        kinds = found.income_by_kind(month)
        assert sum(kinds.values()) - kinds["job"] == pytest.approx(income, abs=scale)
        told = {sort: found.amounts.get((month, sort), 0) for sort in ("sale", "refund", "fee")}
        assert told["sale"] - told["refund"] - told["fee"] == pytest.approx(income, abs=scale)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_line_by_line(language: str) -> None:
    records, plan_, found = sample(language)
    settings: PlanSettings = plan_.settings

    def worth(currency: str | None, month: Month) -> Decimal:
        held = [rate for rate in plan_.rates() if rate.currency == currency and Month.of(rate.on or TODAY) <= month]
        return Decimal(1) if currency == settings.currency else held[-1].rate or Decimal(0)

    income: dict[Month, Decimal] = defaultdict(Decimal)
    hours: dict[Month, float] = defaultdict(float)
    signs = {"sale": 1, "refund": -1, "fee": -1}
    for record in records:
        if isinstance(record, Entry):
            assert record.date is not None and record.amount is not None
            fee = record.fee.amount if record.fee else 0
            value = signs.get(str(record.sort), 0) * record.amount.amount - fee
            month = Month.of(record.date)
            income[month] += value * worth(record.currency, month)
        if isinstance(record, TimeEntry) and record.activity != "employed":
            assert record.date is not None and record.minutes is not None
            hours[Month.of(record.date)] += record.minutes.minutes / 60
    assert found.income == {month: pytest.approx(float(value)) for month, value in income.items()}
    assert found.hours == pytest.approx(hours)
    assert found.months == tuple(Month(2026, number) for number in range(6, 12))
    assert len(found.weeks) == 6
    assert sum(found.of_twelve_months(found.income_by_product).values()) == pytest.approx(float(sum(income.values())))
