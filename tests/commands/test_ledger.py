"""Editing and deleting very many entries in one step equals doing so one by one, and is taken back as one."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.commands import drafts, ledger, records
from planner.errors import InputError
from planner.model.catalogue import Entry
from planner.model.values import Money
from planner.session import Session
from tests.store.plans import made, record_id

COUNT = 1200  # more than are written at once


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = made(tmp_path / "a.brightroad", 40, COUNT)
    yield opened
    opened.close()


def entries(session: Session) -> list[Any]:
    return sorted(session.journal.all("entry"), key=lambda entry: entry.id)


@pytest.mark.parametrize(
    "fields",
    [
        {"checked": True},
        {"platform": record_id("platform", 1)},
        {"product": None},
        {"sort": "cost", "memo": "样机\nboard"},
        {"quantity": Decimal("2.5")},
        {"amount": Money(Decimal("9.90"), "CNY"), "currency": "CNY"},
    ],
)
def test_fields_of_many_entries_in_one_step(session: Session, fields: dict[str, Any]) -> None:
    before = entries(session)
    chosen = [entry.id for entry in before[:1100]]
    with session.edit("Edit") as tx:
        ledger.set_fields(tx, chosen, **fields)
    assert entries(session) == [replace(entry, **fields) for entry in before[:1100]] + before[1100:]
    session.undo()
    assert entries(session) == before
    assert not session.can_undo


@pytest.mark.parametrize(
    "fields",
    [{"sort": "gift"}, {"payee": "\0"}, {"platform": record_id("platform", 999)}, {"amount": Money(Decimal(1), "USD")}],
)
def test_what_does_not_fit_changes_nothing(session: Session, fields: dict[str, Any]) -> None:
    before = entries(session)
    with pytest.raises(InputError), session.edit("Edit") as tx:
        ledger.set_fields(tx, [entry.id for entry in before], **fields)
    assert entries(session) == before


def test_drafts_of_these_fields_are_forgotten(session: Session) -> None:
    one, other = (entry.id for entry in entries(session)[:2])
    with session.edit("Type") as tx:
        for key, field in ((one, "quantity"), (one, "fee"), (other, "quantity")):
            drafts.keep(tx, "entry", key, field, "?")
    with session.edit("Edit") as tx:
        ledger.set_fields(tx, [one], quantity=Decimal(1))
    left = {(draft.record, draft.field) for draft in session.plan.records("draft")}  # type: ignore[attr-defined]
    assert left == {(one, "fee"), (other, "quantity")}
    with session.edit("Delete") as tx:
        ledger.delete(tx, [one])
    assert {draft.record for draft in session.plan.records("draft")} == {other}  # type: ignore[attr-defined]


def test_deleting_many_lets_go_what_names_them(session: Session) -> None:
    before = entries(session)
    gone = [entry.id for entry in before[:1100]]
    with session.edit("Refund") as tx:
        for refund, sale in ((1199, 3), (5, 4), (6, 1198)):
            records.edit(tx, "entry", before[refund].id, refund_of=before[sale].id)
    linked = entries(session)
    with session.edit("Delete") as tx:
        assert ledger.delete(tx, gone) == 1100
    assert entries(session) == before[1100:]
    assert all(isinstance(entry, Entry) and entry.refund_of is None for entry in entries(session))
    session.undo()
    assert entries(session) == linked
