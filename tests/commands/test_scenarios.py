"""Scenarios: one override per field, told apart from the plan's own value, read back as it was written."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.commands import records
from planner.commands.scenarios import copy_scenario, override_of, set_override, value_of
from planner.errors import InputError
from planner.model.catalogue import KINDS, Job, Listing, Override, PlanSettings, Platform, Product, Scenario
from planner.model.values import Money, Month, Range
from planner.session import Session

PRICE = ("product", "p", "price")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session.create(
        tmp_path / "a.brightroad",
        PlanSettings(id="plan", title="A", start_month=Month(2026, 12)),
        [
            Product(id="p", name="Course", price=Money(Decimal(399), "CNY"), stage="live"),
            Platform(id="f", name="Shop", fee_rate=Decimal("0.1")),
            Listing(id="l", product="p", platform="f", status="active", conversion=Range.between(Decimal(".02"), Decimal(".04"))),
            Job(id="j", name="Office"),
            Scenario(id="s", name="Dearer"),
        ],
    )  # fmt: skip
    yield made
    made.close()


def given(session: Session, place: tuple[str, str, str], value: Any) -> Override | None:
    with session.edit("Set") as tx:
        set_override(tx, "s", place, value)
    return override_of(session.plan, "s", place)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (PRICE, Money(Decimal("438.90"), "CNY")),
        (PRICE, Money(Decimal(60), "USD")),
        (("listing", "l", "conversion"), Range.between(Decimal(".03"), Decimal(".06"), typed="3% to 6%")),
        (("listing", "l", "conversion"), Range.observed(3, 400)),
        (("listing", "l", "status"), "ended"),
        (("platform", "f", "fee_rate"), Decimal("0.15")),
        (("job", "j", "end"), Month(2027, 2)),
        (PRICE, None),
    ],
)
def test_a_value_is_read_back_as_it_was_given(session: Session, place: tuple[str, str, str], value: Any) -> None:
    found = given(session, place, value)
    assert found is not None
    assert value_of(session.plan, found) == value
    session.undo()
    assert override_of(session.plan, "s", place) is None


def test_a_field_has_one_override_at_most(session: Session) -> None:
    first = given(session, PRICE, Money(Decimal(450), "CNY"))
    second = given(session, PRICE, Money(Decimal(500), "CNY"))
    assert first is not None and second is not None and first.id == second.id
    assert len(session.plan.of(Override)) == 1


def test_the_plans_own_value_takes_the_override_away(session: Session) -> None:
    given(session, PRICE, Money(Decimal(450), "CNY"))
    assert given(session, PRICE, Money(Decimal(399), "CNY")) is None
    assert given(session, PRICE, Money(Decimal(399), "CNY")) is None
    assert session.plan.of(Override) == ()


def test_what_a_field_refuses_is_refused(session: Session) -> None:
    with pytest.raises(InputError), session.edit("Set") as tx:
        set_override(tx, "s", ("platform", "f", "fee_rate"), Decimal(2))
    assert session.plan.of(Override) == ()


def test_a_copy_changes_the_same_and_is_its_own(session: Session) -> None:
    given(session, PRICE, Money(Decimal(450), "CNY"))
    with session.edit("Copy") as tx:
        made = copy_scenario(tx, "s", "Dearer still")
        bare = copy_scenario(tx, "", "Nothing yet")
    assert session.plan.get(Scenario, made).name == "Dearer still"
    assert override_of(session.plan, made, PRICE) is not None
    assert session.plan.naming("override", "scenario", bare) == ()
    with session.edit("Delete") as tx:
        records.delete(tx, "scenario", ["s"])
    assert [one.scenario for one in session.plan.of(Override)] == [made]
    assert "override" in KINDS
