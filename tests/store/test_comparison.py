"""What changed since a backup: found record by record, and counted where there are very many."""

import datetime as dt
from decimal import Decimal

from planner.commands import records
from planner.model.catalogue import PlanSettings
from planner.model.values import Money, Month
from planner.session import Session, compare

DAY = dt.date(2026, 3, 1)


def begun(folder):
    settings = PlanSettings(id="00000000-0000-7000-8000-000000000001", title="Plan", start_month=Month.parse("2026-01"))
    return Session.create(folder / "a.brightroad", settings)


def money(amount):
    return Money(Decimal(amount), "CNY")


def test_records_and_rows_that_came_changed_and_went_are_found(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    session = begun(tmp_path)
    with session.edit("Begin") as tx:
        kept = records.create(tx, "product", name="Course")
        gone = records.create(tx, "domain", name="Boards")
        rows = [
            records.create(tx, "entry", date=DAY, sort="sale", currency="CNY", amount=money(n)) for n in range(1, 8)
        ]
    backup = session.backup()
    with session.edit("Go on") as tx:
        records.edit(tx, "product", kept.id, name="Course II")
        records.delete(tx, "domain", [gone.id])
        new = records.create(tx, "platform", name="Shop")
        records.delete(tx, "entry", [rows[0].id, rows[1].id])
        records.edit(tx, "entry", rows[2].id, memo="late")
        records.create(tx, "entry", id="foreign id", date=DAY, sort="sale", currency="CNY", amount=money(9))
    session.close()
    found = compare(session.path, backup)
    assert {(change.kind, change.id) for change in found.changes.changes} == {
        ("product", kept.id), ("domain", gone.id), ("platform", new.id),
    }  # fmt: skip
    count = found.journal["entry"]
    assert (count.added, count.changed, count.gone) == (1, 1, 2)
    assert found.then.find("product", kept.id).name == "Course"
    assert found.now.find("product", kept.id).name == "Course II"


def test_nothing_differs_from_a_backup_of_now(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path))
    session = begun(tmp_path)
    found = compare(session.path, session.backup())
    assert not found.changes
    assert not found.journal
    session.close()
