"""Which facts speak of which guess."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.facts.actuals import Actuals
from planner.analysis.facts.evidence import Evidence, evidence
from planner.model.catalogue import Record
from planner.model.values import Month, Range
from tests.analysis.facts import COLUMN, COURSE, FEED, LIST, TODAY, Writer, between, facts, listing, platform, product

RATE = between("0.01", "0.05")


def told(records: list[Record], today: dt.date = TODAY) -> dict[tuple[str, str], Evidence]:
    """By record id and field."""
    plan, found = facts(records, today)
    return {(one.id, one.field): one for one in evidence(plan, found)}


def small(*listings: Record, column: Any = COURSE, **fields: Any) -> list[Record]:
    return [
        product(COURSE, **fields), product(COLUMN, "advertising", backed_by=column),
        platform(LIST, audience=Range.exact(1000), open_rate=between("0.3", "0.5")), platform(FEED, open_rate=RATE), *listings,
    ]  # fmt: skip


def test_clicks_of_views_and_orders_of_clicks_by_month() -> None:
    written = Writer()
    written.publish("2026-08-03", COURSE, LIST, views=100, clicks=10, orders=2)
    written.publish("2026-08-09", COURSE, LIST, views=50, clicks=70, orders=90)
    written.publish("2026-10-03", COURSE, LIST, views=40)
    written.publish("2026-10-04", COURSE, LIST, clicks=7)
    shown = listing(1, COURSE, LIST, click_rate=RATE, conversion=RATE)
    found = told([*small(shown), *written.records])
    assert found[shown.id, "click_rate"].data == ((80, 150), (0, 0), (0, 0), (0, 0))
    assert found[shown.id, "conversion"].data == ((80, 80), (0, 0), (0, 0), (0, 0))  # never more hits than trials
    assert found[shown.id, "click_rate"].key == f"listing/{shown.id}/click_rate"


@pytest.mark.parametrize(
    ("own", "other", "fields"),
    [
        ({"click_rate": RATE, "conversion": RATE}, {"click_rate": RATE, "conversion": RATE}, ("own", "own")),
        ({"click_rate": RATE}, {"click_rate": RATE, "conversion": RATE}, ("own", "other")),
        (None, {"click_rate": RATE, "conversion": RATE}, ("other", "other")),
        (None, {}, (None, None)),
    ],
)
def test_whose_clicks_and_orders_they_are(own: Any, other: Any, fields: tuple[str | None, str | None]) -> None:
    written = Writer()
    written.publish("2026-10-03", COLUMN, LIST, views=100, clicks=10, orders=2)
    listings = {
        "own": None if own is None else listing(1, COLUMN, LIST, **own),
        "other": listing(2, COURSE, LIST, **other),
    }
    found = told([*small(*(one for one in listings.values() if one)), *written.records])
    for field, whose in zip(("click_rate", "conversion"), fields, strict=True):
        ids = {one.id for one in found.values() if one.field == field}
        assert ids == ({listings[whose].id} if whose else set())  # type: ignore[union-attr]


def test_a_listing_that_sells_goes_before_one_that_ended() -> None:
    written = Writer()
    written.publish("2026-10-03", COURSE, LIST, views=100, clicks=10)
    listings = [
        listing(number, COURSE, LIST, status=status, click_rate=RATE)
        for number, status in ((1, "active"), (2, "ended"))
    ]
    assert [one.id for one in told([*small(*listings), *written.records]).values()] == [listings[0].id]


def test_publications_are_counted_for_the_column_and_for_what_it_sells() -> None:
    written = Writer()
    for day in ("2026-07-03", "2026-07-09", "2026-09-30", "2026-11-02"):
        written.publish(day, COLUMN, LIST)
    written.publish("2026-06-02", COURSE, FEED)
    guess = between("1", "3")
    listings = [
        listing(1, COLUMN, LIST, publications_per_month=guess),
        listing(2, COURSE, LIST, publications_per_month=guess),
    ]
    found = told([*small(*listings), *written.records])
    for one in listings:  # from the first one to the last month that is over
        assert found[one.id, "publications_per_month"].data == ((2, 1), (0, 1), (1, 1), (0, 1))


@pytest.mark.parametrize(
    ("fields", "months"),
    [
        ({"start_month": Month(2026, 9)}, 2),
        ({"start_month": Month(2026, 1)}, 4),  # the log of publications begins in July
        ({"start_month": Month(2026, 7), "end_month": Month(2026, 8)}, 2),
        ({"start_month": Month(2026, 12)}, None),
        ({"start_month": Month(2026, 9), "status": "paused"}, None),
        ({"start_month": Month(2026, 9), "status": "idea"}, None),
    ],
)
def test_months_without_a_publication_count_from_the_start(fields: dict[str, Any], months: int | None) -> None:
    written = Writer()
    written.publish("2026-07-03", COLUMN, FEED)
    written.publish("2026-11-03", COURSE, LIST)  # the month that is not over yet
    shown = listing(1, COURSE, LIST, publications_per_month=between("1", "3"), **fields)
    found = told([*small(shown, column=None), *written.records])
    assert len(found) == (months is not None)
    if months is not None:
        assert found[shown.id, "publications_per_month"].data == ((0, 1),) * months


def test_where_no_publication_was_ever_noted_nothing_is_said() -> None:
    written = Writer()
    written.publish("2026-07-03", COLUMN, FEED)
    written.log("2026-11-03", 1)
    shown = listing(1, COURSE, LIST, publications_per_month=between("1", "3"), start_month=Month(2026, 9))
    assert told([*small(shown, column=None), *written.records]) == {}


def test_a_journal_that_stopped_says_nothing_of_the_months_after() -> None:
    written = Writer()
    written.publish("2026-03-03", COURSE, LIST)
    shown = listing(1, COURSE, LIST, publications_per_month=between("1", "3"))
    assert told([*small(shown), *written.records])[shown.id, "publications_per_month"].data == ((1, 1),)


def test_views_of_an_audience_that_is_known() -> None:
    written = Writer()
    for month in ("2026-08", "2026-09", "2026-10"):
        written.publish(f"{month}-03", COURSE, LIST, views=400)
        written.publish(f"{month}-04", COURSE, LIST)
        written.publish(f"{month}-05", COURSE, FEED, views=400)
    found = told([*small(), *written.records])
    assert {key[0] for key in found} == {LIST}  # nobody said how many the feed reaches
    assert found[LIST, "open_rate"].data == ((400, 1000),) * 3 + ((0, 0),)
    assert (found[LIST, "open_rate"].discount, found[LIST, "open_rate"].weight) == (0.8, 1)


@pytest.mark.parametrize(
    ("audience", "known"),
    [((950, 1050), True), ((900, 1100), True), ((900, 1110), False), ((500, 1500), False), ((0, 0), False)],
)
def test_an_audience_is_known_within_a_tenth(audience: tuple[int, int], known: bool) -> None:
    written = Writer()
    for month in ("2026-08", "2026-09"):
        written.publish(f"{month}-03", COURSE, LIST, views=200)
    where = platform(LIST, audience=Range.between(*audience), open_rate=RATE)
    found = told([product(COURSE), where, *written.records])
    assert (bool(found), len(found)) == (known, known)


def test_views_that_come_in_clusters_count_less() -> None:
    written = Writer()
    for month, views in (("2026-08", 200), ("2026-09", 400), ("2026-10", 600)):
        written.publish(f"{month}-03", COURSE, LIST, views=views)
    (one,) = told([*small(), *written.records]).values()
    assert 1 / one.weight == pytest.approx(2 * 200**2 / (1000 * 0.4 * 0.6) / 2)


def test_one_month_of_views_cannot_tell() -> None:
    written = Writer()
    written.publish("2026-08-03", COURSE, LIST, views=200)
    assert told([*small(), *written.records]) == {}


def test_refunds_belong_to_the_newest_sales_before_them() -> None:
    written = Writer()
    for day, sort, quantity in (
        ("2026-05-03", "refund", "9"),  # of sales nobody entered
        ("2026-06-03", "sale", "10"), ("2026-08-03", "sale", "2"), ("2026-09-01", "refund", "3"), ("2026-10-03", "sale", "5"),
        ("2026-10-05", "refund", "1"),
    ):  # fmt: skip
        written.entry(day, sort, 100, product=COURSE, quantity=quantity)
    found = told([*small(refund_rate=RATE), *written.records])
    assert found[COURSE, "refund_rate"].data == ((1, 10), (0, 0), (2, 2), (0, 0), (1, 5), (0, 0))


def test_nothing_is_said_of_what_nobody_guessed() -> None:
    written = Writer()
    written.publish("2026-08-03", COURSE, LIST, views=200, clicks=10, orders=1)
    written.publish("2026-08-03", None, LIST, views=200, clicks=10, orders=1)
    written.entry("2026-08-03", "sale", 100, product=COURSE)
    records = [product(COURSE), platform(LIST, audience=Range.exact(1000)), listing(1, COURSE, LIST), *written.records]
    assert told(records) == {}
    assert evidence(*_empty()) == ()


def _empty() -> tuple[Any, Actuals]:
    return facts(small(listing(1, COURSE, LIST, click_rate=RATE, publications_per_month=RATE)))


pieces = st.dictionaries(st.integers(0, 8).map(lambda at: Month(2026, 1) + at), st.integers(0, 9), max_size=6)


@given(pieces, pieces)
def test_no_month_has_more_refunds_than_sales(sold: dict[Month, int], back: dict[Month, int]) -> None:
    from planner.analysis.facts.evidence import _matched  # noqa: PLC0415 - the law is of this step alone

    found = _matched(sold, back)
    assert found.keys() == sold.keys()
    assert all(0 <= hits <= of == sold[month] for month, (hits, of) in found.items())
    assert sum(hits for hits, _of in found.values()) <= sum(back.values())
