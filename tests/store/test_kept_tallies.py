"""What the journal adds up to is read again only after an edit of the journal, and is then what the file says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.commands import records
from planner.model.catalogue import Work
from planner.session import Session
from tests.store.plans import made, record_id


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = made(tmp_path / "a.brightroad", 40, 30)
    yield opened
    opened.close()


def test_they_are_kept_until_the_journal_changes(session: Session) -> None:
    first = session.tallies()
    assert first == session.journal.tallies()
    with session.edit("Rename") as tx:
        records.edit(tx, "product", record_id("product", 0), name="Other")
    assert session.tallies() is first
    with session.edit("Change") as tx:
        records.edit(tx, "entry", record_id("entry", 3), sort="cost")
    second = session.tallies()
    assert second == session.journal.tallies() != first
    session.undo()
    assert session.tallies() == first
    with session.edit("Work") as tx:
        tx.insert(Work(id=record_id("work", 0), title="One"))
    assert session.tallies() == session.journal.tallies()


def test_a_stopped_reading_keeps_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.store.database.STEPS", 1)
    assert session.tallies(lambda: True) is None
    assert session.tallies() == session.journal.tallies()


def test_another_program_is_noticed(session: Session) -> None:
    first = session.tallies()
    other = Session.open(session.path)
    with other.edit("Elsewhere") as tx:
        records.delete(tx, "entry", [record_id("entry", 0)])
    other.close()
    assert session.poll()
    assert session.tallies() == session.journal.tallies() != first
