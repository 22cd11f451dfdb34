"""Saying that a next action is done, by each sort, on a real file; one step takes it back."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from planner.analysis.roadmap.next_actions import SORTS
from planner.commands.next_actions import done
from planner.errors import InputError
from planner.model.catalogue import (
    Alliance,
    Contact,
    Experiment,
    Milestone,
    Partner,
    PlanSettings,
    Platform,
    Publication,
    Recurring,
    Work,
)
from planner.model.values import Money, Month
from planner.session import Session

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    settings = PlanSettings(id="plan", title="P", start_month=Month(2026, 11), time_zone="UTC")
    made = Session.create(
        tmp_path / "p.brightroad",
        settings,
        [
            Milestone(id="m", name="Chapter"),
            Experiment(
                id="x", hypothesis="They pay", threshold=Decimal(3), state="running", start=NOW - dt.timedelta(days=1)
            ),
            Experiment(id="y", hypothesis="They paid", threshold=Decimal(3), state="done"),
            Partner(id="q", name="Qinghe"),
            Alliance(id="a", name="Joint", partners=("q",), next_step="Send it", next_on=TODAY, review_on=TODAY),
            Recurring(id="r", payee="Rent", amount=Money(Decimal(800), "CNY"), currency="CNY", next_on=TODAY),
            Work(id="w", title="Essay"),
            Platform(id="f", name="Letters"),
            Publication(id="s", work="w", platform="f", status="scheduled", at=NOW),
        ],
    )
    yield made
    made.close()


def say(session: Session, sort: str, record_id: str) -> None:
    with session.edit("Done") as tx:
        assert done(tx, sort, record_id, NOW, TODAY) == record_id


def test_each_sort_but_a_verdict_can_be_ticked_off(session: Session) -> None:
    before = session.plan
    said = {"milestone": "m", "run": "x", "publish": "s", "step": "a", "review": "a", "record": "r"}
    for sort, record_id in said.items():
        say(session, sort, record_id)
    plan = session.plan
    assert plan.get(Milestone, "m").done_on == TODAY
    assert plan.get(Experiment, "x").state == "done"
    alliance = plan.get(Alliance, "a")
    assert (alliance.next_step, alliance.next_on, alliance.review_on) == ("", None, None)
    assert [(one.partner, one.on, one.note) for one in plan.of(Contact)] == [("q", TODAY, "Send it")]
    assert plan.get(Recurring, "r").next_on == dt.date(2026, 12, 20)
    assert session.journal.count("entry") == 1
    assert session.journal.records("publication", ["s"])[0].status == "published"  # type: ignore[attr-defined]
    assert set(said) | {"retry", "verdict"} == set(SORTS)
    for _step in said:
        session.undo()
    assert session.plan == before


def test_a_failed_publication_goes_out_again(session: Session) -> None:
    with session.edit("Fail") as tx:
        tx.update(Publication(id="s", work="w", platform="f", status="failed", at=NOW, reason="size"))
    say(session, "retry", "s")
    (again,) = session.journal.records("publication", ["s"])
    assert (again.status, again.reason, again.at) == ("published", "", NOW)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("sort", "record_id"), [("verdict", "y"), ("publish", "gone"), ("milestone", "gone")])
def test_what_cannot_be_ticked_off_is_refused(session: Session, sort: str, record_id: str) -> None:
    with pytest.raises(InputError), session.edit("Done") as tx:
        done(tx, sort, record_id, NOW, TODAY)
    assert not session.can_undo


def test_open_publications_are_the_latest_of_their_place(session: Session) -> None:
    with session.edit("More") as tx:
        for name, work, at, status in (
            ("f1", "w2", -9, "failed"), ("f2", "w2", -2, "published"), ("g1", "w3", -9, "published"), ("g2", "w3", -1, "failed"),
        ):  # fmt: skip
            if tx.plan.find("work", work) is None:
                tx.insert(Work(id=work, title=work))
            moment = NOW + dt.timedelta(days=at)
            tx.insert(Publication(id=name, work=work, platform="f", status=status, at=moment))
    assert [one.id for one in session.journal.publications.open_ones()] == ["g2", "s"]
