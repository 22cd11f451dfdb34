"""Tests of a day: what their start fixes, what they count, how they end, and what is kept of later changes."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.analysis.facts.experiment_outlooks import ExperimentOutlook, counted_trials, experiment_outlooks
from planner.commands import experiments, records
from planner.errors import InputError
from planner.model.catalogue import (
    Entry,
    Experiment,
    Listing,
    Platform,
    Product,
    Publication,
    Record,
    Work,
)
from planner.model.experiments import counted_by_hand, noted, windows
from planner.model.values import Money, Range
from planner.session import Session
from tests.store.plans import start

NIGHT = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)  # Friday evening in Shanghai
END = datetime(2026, 11, 29, 12, tzinfo=UTC)  # Sunday, 20:00
CONVERSION = Range.between(Decimal("0.01"), Decimal("0.05"))


def idea(**fields: Any) -> Experiment:
    known = {"hypothesis": "Three of ten pay", "listing": "l", "measure": "sales", "threshold": Decimal(3),
             "sample": 10, "stop_at": END, "position": "a"}  # fmt: skip
    return Experiment(id="t", **(known | fields))


def conversion(**fields: Any) -> Experiment:
    return idea(measure="conversion", threshold=Decimal("0.02"), sample=400, **fields)


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    made: list[Session] = []

    def create(*tests: Record, **fields: Any) -> Session:
        session = Session.create(
            tmp_path / f"{len(made)}.brightroad",
            start(time_zone="Asia/Shanghai"),
            [
                Product(id="p", name="Course", position="a"),
                Product(id="way", name="Newsletter", backed_by="p", position="b"),
                Platform(id="f", name="Shop", position="a"),
                Listing(id="l", product="p", platform="f", position="a", **({"conversion": CONVERSION} | fields)),
                *(tests or (idea(),)),
            ],
        )
        made.append(session)
        return session

    yield create
    for session in made:
        session.close()


def do(session: Session, command: Callable[..., Any], *arguments: Any) -> Any:
    with session.edit("Do") as tx:
        return command(tx, "t", *arguments)


def sell(session: Session, day: date, amount: int = 199, **fields: Any) -> str:
    known = {"date": day, "amount": Money(Decimal(amount), "CNY"), "currency": "CNY", "product": "p", "platform": "f"}
    with session.edit("Sell") as tx:
        return records.create(tx, "entry", **({"sort": "sale"} | known | fields)).id


def told(session: Session, now: datetime | None = None) -> ExperimentOutlook:
    counts = session.journal.counts(windows(session.plan))
    return experiment_outlooks(session.plan, None, counted_trials(session.plan, counts), now)[0]


def verdict(session: Session, now: datetime) -> str:
    found = told(session, now).verdict
    return found.verdict if found else ""


def test_ten_messages_tonight_pass_with_three_paid_by_sunday(plan: Callable[..., Session]) -> None:
    session = plan()
    do(session, experiments.start, NIGHT)
    assert (verdict(session, NIGHT), told(session).over) == ("running", False)
    sell(session, date(2026, 11, 26))  # before it
    sell(session, date(2026, 11, 27))
    sell(session, date(2026, 11, 28), quantity=Decimal(1))
    sell(session, date(2026, 11, 28), 0)  # given away
    back = sell(session, date(2026, 11, 28))
    sell(session, date(2026, 11, 29), sort="refund", refund_of=back)
    sell(session, date(2026, 11, 29), product="way")
    sell(session, date(2026, 11, 29), platform=None)
    assert verdict(session, END - timedelta(minutes=1)) == "running"
    assert verdict(session, END) == "stop"  # two are not three
    last = sell(session, date(2026, 11, 29))
    assert verdict(session, END - timedelta(minutes=1)) == "go"
    assert told(session, END).over
    do(session, experiments.close)
    assert (told(session).state, told(session).verdict.verdict) == ("done", "go")  # type: ignore[union-attr]
    with session.edit("Take back") as tx:
        records.delete(tx, "entry", [last])
    assert verdict(session, END) == "stop"  # a verdict says what the ledger says


def test_sales_of_the_morning_are_not_those_of_the_evening(plan: Callable[..., Session]) -> None:
    session = plan()
    sell(session, date(2026, 11, 27))
    do(session, experiments.start, NIGHT, 1)
    sell(session, date(2026, 11, 27))
    found = told(session).counted
    assert found is not None
    assert found.hits == 1


def test_a_conversion_counts_orders_among_clicks_of_its_time(plan: Callable[..., Session]) -> None:
    session = plan(conversion())
    do(session, experiments.start, NIGHT)
    assert told(session, END).verdict is None  # nothing to judge yet, even though its time is over
    with session.edit("Publish") as tx:
        for number, (product, hours, clicks, orders) in enumerate(
            [("p", 1, 100, 2), ("way", 2, 50, 1), ("p", -1, 500, 9), ("p", 90, 500, 9), ("p", 3, None, None)]
        ):
            tx.insert(Work(id=f"w{number}", title="Post", medium="text", product=product, position="a"))
            tx.insert(Publication(id=f"b{number}", work=f"w{number}", platform="f", status="published", clicks=clicks,
                                  at=NIGHT + timedelta(hours=hours), orders=orders))  # fmt: skip
    found = told(session, NIGHT)
    assert (found.counted.hits, found.counted.of) == (3, 150)  # type: ignore[union-attr]
    assert verdict(session, NIGHT) == "running"
    assert verdict(session, END) == "undecided"


def test_replies_are_counted_by_hand_and_each_count_keeps_its_moment(plan: Callable[..., Session]) -> None:
    session = plan(idea(measure="replies", listing=None, sample=None))
    do(session, experiments.start, NIGHT)
    assert told(session, END).verdict is None
    do(session, experiments.count_replies, 1, NIGHT + timedelta(hours=1))
    do(session, experiments.count_replies, 4, NIGHT + timedelta(hours=3))
    (test,) = session.plan.of(Experiment)
    assert counted_by_hand(test.changes) == 4
    assert [(note.before, note.after) for note in noted(test.changes)] == [("", "1"), ("1", "4")]
    assert verdict(session, NIGHT) == "go"
    with pytest.raises(InputError):
        do(session, experiments.count_replies, -1, NIGHT)


def test_what_was_promised_changes_only_with_a_reason_that_stays(plan: Callable[..., Session]) -> None:
    session = plan()
    with session.edit("Still an idea") as tx:
        records.edit(tx, "experiment", "t", threshold=Decimal(4))
    do(session, experiments.start, NIGHT)
    for name, value in {"threshold": Decimal(1), "stop_at": END + timedelta(days=1), "measure": "replies",
                        "sample": 5, "listing": None, "confidence": Decimal("0.9"), "state": "done"}.items():  # fmt: skip
        with pytest.raises(InputError) as caught, session.edit("Cheat") as tx:
            records.edit(tx, "experiment", "t", **{name: value})
        assert caught.value.field == f"experiment/t/{name}"
    with session.edit("Notes are free") as tx:
        records.edit(tx, "experiment", "t", notes="Sent", threshold=Decimal(4))
    with pytest.raises(InputError):
        do(session, experiments.change, {"threshold": Decimal(2)}, "  ", NIGHT)
    do(session, experiments.change, {"threshold": Decimal(2), "sample": 10}, "Two are | enough\nnow", NIGHT)
    (test,) = session.plan.of(Experiment)
    (note,) = noted(test.changes)
    assert (note.field, note.before, note.after, note.reason) == ("threshold", "4", "2", "Two are / enough now")
    assert note.at == NIGHT
    session.undo()
    assert session.plan.of(Experiment)[0].threshold == 4
    with pytest.raises(InputError):
        do(session, experiments.change, {"notes": "x"}, "Why not", NIGHT)


@pytest.mark.parametrize(
    ("test", "field"),
    [
        (idea(listing=None), "listing"),
        (idea(stop_at=None), "stop_at"),
        (idea(threshold=Decimal(0)), "threshold"),
        (idea(stop_at=NIGHT), "stop_at"),
        (idea(measure="conversion", threshold=Decimal(3)), "threshold"),
        (idea(measure="conversion", sample=None), "sample"),
    ],
)
def test_a_test_begins_when_all_it_needs_is_there(plan: Callable[..., Session], test: Experiment, field: str) -> None:
    session = plan(test)
    with pytest.raises(InputError) as caught:
        do(session, experiments.start, NIGHT)
    assert caught.value.field == f"experiment/t/{field}"
    assert session.plan.of(Experiment)[0].state == "idea"


def test_stopping_early_keeps_the_end_that_was_planned(plan: Callable[..., Session]) -> None:
    session = plan()
    do(session, experiments.start, NIGHT)
    early = NIGHT + timedelta(hours=2)
    do(session, experiments.stop, early)
    (test,) = session.plan.of(Experiment)
    (note,) = noted(test.changes)
    assert (test.state, test.stop_at, note.before, note.after) == (
        "done", early, "2026-11-29T12:00:00Z", "2026-11-27T14:30:00Z",
    )  # fmt: skip
    assert verdict(session, early) == "stop"


def test_a_test_is_decided_dropped_taken_up_and_repeated(plan: Callable[..., Session]) -> None:
    session = plan()
    do(session, experiments.drop)
    assert session.plan.of(Experiment)[0].state == "dropped"
    do(session, experiments.take_up)
    do(session, experiments.start, NIGHT)
    with pytest.raises(InputError):
        do(session, experiments.start, NIGHT)
    do(session, experiments.close)
    do(session, experiments.decide, "keep")
    assert session.plan.of(Experiment)[0].decision == "keep"
    again = do(session, experiments.repeat)
    first, second = session.plan.of(Experiment)
    assert (first.decision, second.id, second.state, second.start, second.threshold) == (
        "repeat", again.id, "idea", None, first.threshold,
    )  # fmt: skip
    with session.edit("Copy") as tx:
        copy = records.duplicate(tx, "experiment", "t")
    assert isinstance(copy, Experiment)
    assert (copy.state, copy.start, copy.decision) == ("idea", None, None)


def test_how_likely_a_count_passes_is_known_beforehand(plan: Callable[..., Session]) -> None:
    chance = told(plan()).p_pass
    assert chance is not None
    assert 0 < chance < 0.02
    assert told(plan(conversion=None)).p_pass is None
    assert told(plan(idea(sample=None))).p_pass is None


def test_lines_that_somebody_wrote_into_the_log_do_no_harm() -> None:
    text = "A note of mine\nx | threshold | 1 | 2 | why\n2026-11-27T12:30:00Z | replies |  | many | \n| | | |"
    assert [note.field for note in noted(text)] == ["replies"]
    assert counted_by_hand(text) is None


def test_an_entry_needs_no_experiment(plan: Callable[..., Session]) -> None:
    session = plan()
    sell(session, date(2026, 11, 27))
    assert session.aside(lambda journal: journal.counts(windows(session.plan))) == {}
    assert [type(one) for one in session.journal.all("entry")] == [Entry]
