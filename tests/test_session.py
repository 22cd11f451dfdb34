"""One open plan: edits, observers, history, copies, and what stays when something goes wrong on the way."""

import datetime as dt
import gettext
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from planner import i18n
from planner.commands import records, settings
from planner.errors import FileError, InputError
from planner.i18n import N_
from planner.model.catalogue import TimeEntry
from planner.model.changes import ChangeSet
from planner.model.values import Hours
from planner.session import Session
from planner.store import history, transaction
from tests.store.plans import entries, made, record_id, small_records, start

EDIT = N_("Edit {field} of “{name}”")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = made(tmp_path / "a.brightroad", 24, ledger=20)
    yield opened
    opened.close()


def rename(session: Session, name: str, number: int = 0, origin: object = None) -> None:
    with session.edit(EDIT, origin=origin, field="Name", name=name) as tx:
        records.edit(tx, "product", record_id("product", number), name=name)


def name_of(session: Session, number: int = 0) -> str:
    return str(session.plan.find("product", record_id("product", number)).name)


def test_an_edit_is_told_with_its_origin_and_makes_the_next_plan(session: Session) -> None:
    told: list[ChangeSet] = []
    stop = session.observe(told.append)
    before, revision = session.plan, session.revision
    me = object()
    rename(session, "One", origin=me)
    (changes,) = told
    assert changes.origin is me
    (change,) = changes.changes
    assert (change.kind, change.id) == ("product", record_id("product", 0))
    assert change.before == before.find("product", change.id)
    assert change.after.name == "One"  # type: ignore[union-attr]
    assert session.plan is not before
    assert session.revision == revision + 1
    session.undo()
    assert told[-1].origin is None
    assert session.plan == before
    stop()
    stop()
    rename(session, "Two")
    assert len(told) == 2


def test_journal_kinds_are_told_by_their_ids(session: Session) -> None:
    told: list[ChangeSet] = []
    session.observe(told.append)
    (entry,) = entries(1, first=500)
    with session.edit("Add") as tx:
        tx.insert(entry)
    assert told[0].changes == ()
    assert told[0].journal == {"entry": frozenset({entry.id})}
    assert session.journal.count("entry") == 21


def test_an_observer_that_fails_costs_neither_the_edit_nor_the_others(session: Session) -> None:
    told: list[str] = []

    def fail(_changes: ChangeSet) -> None:
        told.append("failing")
        raise KeyError("a bug of a view")

    session.observe(lambda _changes: told.append("first"))
    stop = session.observe(fail)
    session.observe(lambda _changes: told.append("last"))
    with pytest.raises(KeyError):
        rename(session, "One")
    assert told == ["first", "failing", "last"]
    assert name_of(session) == "One"
    stop()
    rename(session, "Two")
    other = Session.open(session.path, read_only=True)
    assert other.plan == session.plan
    assert len(other.history()) == 2
    other.close()


def test_an_observer_may_edit_and_all_are_told_in_order(session: Session) -> None:
    told: list[str] = []

    def follow(_changes: ChangeSet) -> None:
        if name_of(session, 1) != "Follows":
            rename(session, "Follows", 1)

    session.observe(follow)
    session.observe(lambda changes: told.append(next(iter(changes.changes)).after.name))  # type: ignore[union-attr]
    rename(session, "Leads")
    assert told == ["Leads", "Follows"]
    assert [step.label for step in session.history()] == ["Edit Name of “Follows”", "Edit Name of “Leads”"]


def test_an_observer_stopped_by_another_is_not_called(session: Session) -> None:
    told: list[str] = []
    stops: list[Any] = []
    session.observe(lambda _changes: stops[0]())
    stops.append(session.observe(lambda _changes: told.append("stopped")))
    rename(session, "One")
    assert told == []


def test_what_changes_nothing_leaves_no_step(session: Session) -> None:
    told: list[ChangeSet] = []
    session.observe(told.append)
    rename(session, name_of(session))
    with session.edit("There and back") as tx:
        made_ = records.create(tx, "domain", name="Short")
        tx.delete("domain", made_.id)
    with session.edit("Nothing"):
        pass
    assert (session.history(), told, session.revision) == ((), [], 0)


def test_an_error_takes_everything_back(session: Session) -> None:
    before = session.plan
    for error in (ValueError, KeyboardInterrupt, GeneratorExit):
        with pytest.raises(error), session.edit("Fail") as tx:  # noqa: PT012
            records.create(tx, "domain", name="Half")
            raise error
        assert session.plan is before
    assert not session.can_undo
    rename(session, "Works")


def test_a_reference_that_leads_nowhere_is_refused(session: Session) -> None:
    before = session.plan
    with pytest.raises(InputError, match="not in this plan"), session.edit("Wrong") as tx:
        records.create(tx, "listing", product=record_id("product", 0), platform=record_id("platform", 99))
    assert session.plan == before
    rename(session, "Works")


def test_an_edit_inside_an_edit_is_refused_clearly(session: Session) -> None:
    with session.edit("Outer") as tx:
        records.create(tx, "domain", name="Kept")
        for inner in (session.undo, lambda: rename(session, "Inner")):
            with pytest.raises(RuntimeError, match="under way"):
                inner()
        assert session.poll() is False
    assert session.plan.records("domain")[-1].name == "Kept"  # type: ignore[attr-defined]
    assert [step.label for step in session.history()] == ["Outer"]


def test_the_history_speaks_the_language_in_use(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    class Chinese(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {EDIT: "修改“{name}”的{field}"}.get(message, message)

    rename(session, "One")
    assert session.undo_label == "Edit Name of “One”"
    monkeypatch.setattr(i18n._speech, "texts", Chinese())
    assert session.undo_label == "修改“One”的Name"
    assert [step.label for step in session.history()] == ["修改“One”的Name"]


def test_a_label_with_braces_of_its_own_is_shown_as_it_stands(session: Session) -> None:
    with session.edit("Odd {thing") as tx:
        records.create(tx, "domain", name="New")
    assert session.undo_label == "Odd {thing"


def test_undo_redo_and_labels(session: Session) -> None:
    assert (session.undo(), session.redo()) == (None, None)
    for name in ("One", "Two", "Three"):
        rename(session, name)
    assert session.undo().label == "Edit Name of “Three”"  # type: ignore[union-attr]
    session.undo()
    assert (session.undo_label, session.redo_label) == ("Edit Name of “One”", "Edit Name of “Two”")
    assert [step.undone for step in session.history()] == [True, True, False]
    session.redo()
    assert name_of(session) == "Two"
    rename(session, "Four")
    assert not session.can_redo
    assert session.redo_label == ""
    assert len(session.history()) == 3


def test_going_to_a_step_is_one_change(session: Session) -> None:
    plans = [session.plan]
    for number in range(6):
        rename(session, f"Name {number}")
        plans.append(session.plan)
    told: list[ChangeSet] = []
    session.observe(told.append)
    numbers = [0, *reversed([step.number for step in session.history()])]
    for at in (2, 5, 0, 6, 6, 3):
        session.go_to(numbers[at])
        assert session.plan == plans[at]
    assert len(told) == 5  # going where one is changes nothing
    assert session.undo_label.endswith("“Name 2”")


def test_undo_goes_on_after_a_restart(session: Session) -> None:
    before = session.plan
    with session.edit("Import") as tx:
        for record in small_records(8)[:1]:
            records.delete(tx, "product", [record_id("product", 0)])
            tx.insert(type(record)(id="other", name="Other"))  # type: ignore[call-arg]
    after = session.plan
    session.close()
    again = Session.open(session.path)
    assert again.plan == after
    again.undo()
    assert again.plan == before
    again.close()
    third = Session.open(session.path)
    assert third.can_redo
    third.redo()
    assert third.plan == after
    third.close()


def test_a_copy_is_complete_and_tells_nothing_of_the_past(session: Session, tmp_path: Path) -> None:
    with session.edit("Create") as tx:
        secret = records.create(tx, "partner", name="Forget-me-entirely")
    with session.edit("Delete") as tx:
        records.delete(tx, "partner", [secret.id])
    session.save_copy(tmp_path / "copy.brightroad")
    content = (tmp_path / "copy.brightroad").read_bytes()
    assert b"Forget-me-entirely" not in content
    copy = Session.open(tmp_path / "copy.brightroad")
    assert copy.plan == session.plan
    assert copy.journal.all("entry") == session.journal.all("entry")
    assert copy.history() == ()
    copy.close()
    assert list(tmp_path.glob("*.part")) == []


def test_a_copy_over_the_plan_itself_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="itself"):
        session.save_copy(session.path)
    (tmp_path / "old.brightroad").write_bytes(b"something old")
    session.save_copy(tmp_path / "old.brightroad")
    Session.open(tmp_path / "old.brightroad").close()
    with pytest.raises(FileError, match=r"cannot be (written|opened)"):
        session.save_copy(tmp_path / "nowhere" / "copy.brightroad")


def test_the_history_forgets_the_oldest_beyond_its_size(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "LARGEST", 2000)
    for number in range(60):
        rename(session, f"Name {number}")
    steps = session.history()
    assert 3 < len(steps) < 60
    assert steps[0].label.endswith("“Name 59”")
    held = session._database.rows("SELECT sum(length(changes)) FROM step")[0][0]
    assert held <= 2000
    while session.undo():
        pass
    assert name_of(session) == f"Name {59 - len(steps)}"
    with session.edit("Huge") as tx:
        for entry in entries(500, first=1000):
            tx.insert(entry)
    assert [step.label for step in session.history()] == ["Huge"]  # the newest stays, however large
    session.undo()
    assert session.journal.count("entry") == 20


def test_a_step_the_file_no_longer_fits_is_refused(session: Session) -> None:
    rename(session, "One")
    other = apsw.Connection(str(session.path))
    other.execute("UPDATE product SET name = 'Behind the back' WHERE name = 'One'")
    other.close()
    with pytest.raises(FileError, match="can no longer be taken back"):
        session.undo()
    assert name_of(session) == "Behind the back"
    assert session.can_undo
    rename(session, "Two")
    session.undo()


def test_a_damaged_step_is_told(session: Session) -> None:
    rename(session, "One")
    session._database.connection.execute("UPDATE step SET changes = x'00'")
    with pytest.raises(FileError, match="damaged"):
        session.undo()
    assert name_of(session) == "One"


def test_menus_ask_often_and_the_file_is_asked_once(session: Session) -> None:
    rename(session, "One")
    asked: list[str] = []
    session.can_undo, session.can_redo  # noqa: B018
    session._database.connection.set_exec_trace(lambda _cursor, sql, _values: asked.append(sql) or True)
    for _again in range(5):
        assert (session.can_undo, session.can_redo, session.undo_label != "") == (True, False, True)
    assert asked == []
    session._database.connection.set_exec_trace(None)


def test_making_the_sample_ones_own_is_one_step(session: Session) -> None:
    before = session.plan
    with session.edit("Make it mine") as tx:
        settings.make_it_mine(tx, "Mine")
    assert session.plan.settings.title == "Mine"
    assert session.journal.count("entry") == 0
    assert [product.price for product in session.plan.records("product")] == [None] * 3  # type: ignore[attr-defined]
    session.undo()
    assert session.plan == before
    assert session.journal.count("entry") == 20


def test_two_sessions_of_one_file_see_each_other(session: Session) -> None:
    other = Session.open(session.path)
    told: list[ChangeSet] = []
    other.observe(told.append)
    rename(session, "One")
    assert other.poll()
    assert not other.poll()
    assert other.plan == session.plan
    assert [change.after.name for change in told[0].changes] == ["One"]  # type: ignore[union-attr]
    assert other.undo_label == session.undo_label
    rename(session, "Two")
    rename(other, "Three", 1)  # takes in what came before, without a poll
    assert (name_of(other), name_of(other, 1)) == ("Two", "Three")
    session.undo()  # the last step is the other's
    assert name_of(session, 1) != "Three"
    other.poll()
    assert other.plan == session.plan
    other.close()


def test_a_new_plan_starts_without_steps(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "new" / "b.brightroad", start())
    assert session.history() == ()
    assert (session.plan.settings, session.plan_id) == (start(), start().id)
    session.close()


@pytest.mark.parametrize("count", [3, 7])
def test_a_step_with_many_lines_tells_of_all_else_it_changed(
    session: Session, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "MANY", 5)
    new = entries(count, first=100)
    day = TimeEntry(id=record_id("time_entry", 1), date=dt.date(2026, 8, 1), minutes=Hours(30))
    told: list[ChangeSet] = []
    session.observe(told.append)
    with session.edit("Many") as tx:
        tx.insert_many(new)
        tx.insert(day)
        records.edit(tx, "product", record_id("product", 0), name="N")
    session.undo()
    session.redo()
    named = {entry.id for entry in new} if count < 5 else set()
    assert len(told) == 3
    for changes in told:
        assert changes.journal == {"entry": named, "time_entry": {day.id}}
        assert [change.id for change in changes.changes] == [record_id("product", 0)]
    assert session.journal.count("entry") == 20 + count
