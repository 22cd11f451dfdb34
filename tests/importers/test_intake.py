"""What an import brings into a plan on disk: whole, in order, one step, and exactly what the bundle says."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from planner.cli_commands.opening import present_in
from planner.importers.bundle import read_bundle
from planner.importers.intake import Bundle, Intake, intake, placed, take_in
from planner.model.catalogue import KINDS, Domain, Entry, PlanSettings, Record
from planner.model.values import Month
from planner.report.bundle import bundle_text
from planner.session import Session
from tests.strategies import record_sets


@contextmanager
def made(records: list[Record]) -> Iterator[Session]:
    """A plan on disk that holds `records`, the settings first."""
    with tempfile.TemporaryDirectory() as folder:
        settings = records[0]
        assert isinstance(settings, PlanSettings)
        session = Session.create(Path(folder, "plan.brightroad"), settings, records[1:])
        try:
            yield session
        finally:
            session.close()


def written(session: Session) -> str:
    return bundle_text(session.plan, {name: session.journal.all(name) for name, kind in KINDS.items() if kind.journal})


def bring(session: Session, bundle: Bundle) -> Intake:
    with session.edit("Import") as transaction:
        found = intake(bundle, present_in(session))
        take_in(transaction, found)
    return found


def settings(**fields: object) -> PlanSettings:
    return PlanSettings(id="plan", title="T", start_month=Month(2026, 12), **fields)  # type: ignore[arg-type]


def bundle_of(*records: Record) -> Bundle:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(next(name for name, kind in KINDS.items() if kind.record is type(record)), []).append(record)
    return Bundle(None, {name: placed(same, "") for name, same in found.items()})


@given(record_sets(most=2))
@examples(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_plan_exported_and_imported_into_a_new_one_is_the_same_plan(records: list[Record]) -> None:
    with made(records) as first, made([settings()]) as second:
        text = written(first)
        empty = written(second)
        bundle = read_bundle(text.encode(), second.plan.settings.currency, second.plan_id)
        found = bring(second, bundle)
        assert found.accepted == len(records) - 1
        assert written(second) == text
        again = intake(read_bundle(text.encode(), plan_id=second.plan_id), present_in(second))
        assert not again
        assert again.duplicates == len(records) - 1
        if second.can_undo:
            second.undo()
        assert written(second) == empty


def test_new_records_come_after_those_there_and_changed_ones_keep_their_place() -> None:
    there: list[Record] = [Domain(id="a", name="A", position="1V"), Domain(id="b", name="B", position="2V")]
    with made([settings(), *there]) as session:
        found = bring(session, bundle_of(Domain(id="n", name="N"), Domain(id="a", name="A2"), Domain(id="b", name="B")))
        assert (len(found.new), len(found.updated), found.duplicates) == (1, 1, 1)
        assert [domain.name for domain in session.plan.of(Domain)] == ["A2", "B", "N"]


def test_settings_of_the_bundle_replace_those_there_but_not_the_id() -> None:
    with made([settings()]) as session:
        bring(session, Bundle(PlanSettings(id="other", title="New", start_month=Month(2027, 1), currency="EUR"), {}))  # type: ignore[call-arg]
        assert (session.plan.settings.title, session.plan.settings.currency, session.plan_id) == ("New", "EUR", "plan")


def test_a_journal_in_the_order_of_its_ids_needs_no_places() -> None:
    entries: list[Record] = [Entry(id=one) for one in ("a", "b", "c")]  # type: ignore[call-arg]
    assert [record.position for record in placed(entries, "")] == ["", "", ""]
    turned = placed(entries[::-1], "")
    assert [record.id for record in sorted(turned, key=lambda record: record.position)] == ["c", "b", "a"]


def test_an_error_while_writing_leaves_the_plan_as_it_was() -> None:
    with made([settings()]) as session:
        before = written(session)
        found = Intake((Domain(id="d", name="D"), Domain(id="d", name="E")), (), 0, None)
        with pytest.raises(Exception, match="twice"), session.edit("Import") as transaction:
            take_in(transaction, found)
        assert written(session) == before
        assert not session.can_undo
