"""Milestones: what waits for what never in a circle, days and hours moved, and what one is made of."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.commands import milestones, records
from planner.errors import InputError
from planner.model.catalogue import Milestone
from planner.model.values import Range
from planner.session import Session
from tests.ui.form_plan import new_session

TODAY = date(2026, 11, 20)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_session(tmp_path / "a.brightroad")
    with session.edit("Add") as tx:
        for name, after in (("a", ()), ("b", ("a",)), ("c", ("b",)), ("d", ())):
            records.create(tx, "milestone", id=name, name=name.upper(), after=after)
    yield session
    session.close()


def one(session: Session, name: str) -> Milestone:
    return session.plan.get(Milestone, name)


def test_a_link_is_made_once_and_taken_away(session: Session) -> None:
    for _twice in range(2):
        with session.edit("Link") as tx:
            milestones.link(tx, "d", "c")
    assert one(session, "d").after == ("c",)
    with session.edit("Unlink") as tx:
        milestones.unlink(tx, "d", "c")
    assert one(session, "d").after == ()


@pytest.mark.parametrize(
    ("first", "last", "path"), [("a", "c", "A → C → B → A"), ("a", "a", "A → A"), ("b", "c", "B → C → B")]
)
def test_a_circle_is_refused_with_its_path(session: Session, first: str, last: str, path: str) -> None:
    with pytest.raises(InputError) as refused, session.edit("Link") as tx:
        milestones.link(tx, first, last)
    assert path in refused.value.message
    assert one(session, "a").after == ()


def test_a_chain_is_found_in_a_plan_that_has_a_circle_already(session: Session) -> None:
    with session.edit("Circle") as tx:
        records.edit(tx, "milestone", "a", after=("c",))
    assert milestones.chain(session.plan, "b", "c") == ("b", "a", "c")
    assert milestones.chain(session.plan, "d", "a") == ()


def test_days_move_from_the_day_there_is_or_from_a_base(session: Session) -> None:
    with session.edit("Shift") as tx:
        assert milestones.shift(tx, "a", 7, TODAY).due == date(2026, 11, 27)
        assert milestones.shift(tx, "a", -1, TODAY).due == date(2026, 11, 26)
        milestones.due(tx, {"b": TODAY, "c": TODAY})
    assert [one(session, name).due for name in "bc"] == [TODAY, TODAY]


def test_efforts_grow_and_never_fall_below_nought() -> None:
    assert milestones.longer(None, 2) == Range.exact(2)
    assert milestones.longer(Range.between(2, 5), 1) == Range.between(3, 6)
    assert milestones.longer(Range.pert(1, 2, 4), -2) == Range(Decimal(0), Decimal(2), Decimal(0))


def test_what_is_made_of_something_names_what_it_is_about(session: Session) -> None:
    with session.edit("Make") as tx:
        of_listing = milestones.make(tx, "Sell more", ("listing", "l1"), 6.4)
        of_exchange = milestones.make(tx, "Agree", ("exchange", "e1"))
        of_plan = milestones.make(tx, "Save", ("plan", "plan"))
    assert (of_listing.product, of_listing.platform, of_listing.effort) == ("p1", "f1", Range.exact(6))
    assert (of_exchange.alliance, of_exchange.effort) == ("a1", None)
    assert (of_plan.product, of_plan.platform, of_plan.alliance) == (None, None, None)
