"""What imports teach, and the ids that they use."""

from pathlib import Path

import pytest

from planner.commands.ids import IdRun, new_id
from planner.commands.imports import apply_rule, learn_rule
from planner.errors import InputError
from planner.model.catalogue import Entry, ImportRule, Product
from planner.store.transaction import Transaction
from tests.store.plans import entries, made


def test_a_run_of_ids_rises_and_clashes_with_no_other() -> None:
    one, other = IdRun(), IdRun()
    ids = [one(number) for number in range(5000)]
    assert ids == sorted(ids)
    assert len({*ids, *(other(number) for number in range(5000)), new_id()}) == 10_001
    assert all(len(record_id) == 36 for record_id in ids)


def test_a_rule_needs_a_text_and_a_place(tmp_path: Path) -> None:
    with made(tmp_path / "plan.brightroad", 0).edit("Learn") as tx:
        for text, places in (
            ("", {"sort": "cost"}),
            ("  ", {"sort": "cost"}),
            ("rent", {}),
            ("rent", {"product": None}),
        ):
            with pytest.raises(InputError):
                learn_rule(tx, text, **places)
        assert not tx.plan.of(ImportRule)


def test_a_rule_puts_entries_where_they_belong_nowhere_yet(tmp_path: Path) -> None:
    session = made(tmp_path / "plan.brightroad", 0, ledger=3)
    ids = [entry.id for entry in session.journal.all("entry")]
    with session.edit("Learn") as tx:
        tx.insert(Product(id="c", name="Course"))
        rule = learn_rule(tx, "Nobody", product="c")
        assert apply_rule(tx, rule, [*ids[:2], "gone"]) == 2
        assert apply_rule(tx, rule, ids[:2]) == 0
    assert [entry.product for entry in session.journal.all("entry") if isinstance(entry, Entry)] == ["c", "c", None]
    session.close()


def test_many_records_are_refused_as_one_is(tmp_path: Path) -> None:
    session = made(tmp_path / "plan.brightroad", 0)
    with session.edit("Insert") as tx:
        assert isinstance(tx, Transaction)
        assert tx.insert_many(entries(1200)) == 1200
    with pytest.raises(InputError, match="used in this plan already"), session.edit("Again") as tx:
        tx.insert_many(entries(3, first=1199))
    assert session.journal.count("entry") == 1200
    session.close()
