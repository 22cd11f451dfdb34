"""What imports write: ids in a run, and very many records at once."""

from pathlib import Path

import pytest

from planner.commands.ids import IdRun, new_id
from planner.errors import InputError
from planner.store.transaction import Transaction
from tests.store.plans import entries, made


def test_a_run_of_ids_rises_and_clashes_with_no_other() -> None:
    one, other = IdRun(), IdRun()
    ids = [one(number) for number in range(5000)]
    assert ids == sorted(ids)
    assert len({*ids, *(other(number) for number in range(5000)), new_id()}) == 10_001
    assert all(len(record_id) == 36 for record_id in ids)


def test_many_records_are_refused_as_one_is(tmp_path: Path) -> None:
    session = made(tmp_path / "plan.brightroad", 0)
    with session.edit("Insert") as tx:
        assert isinstance(tx, Transaction)
        assert tx.insert_many(entries(1200)) == 1200
    with pytest.raises(InputError, match="used in this plan already"), session.edit("Again") as tx:
        tx.insert_many(entries(3, first=1199))
    assert session.journal.count("entry") == 1200
    session.close()
