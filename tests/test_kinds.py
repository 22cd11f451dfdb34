"""Every declared kind is held to the same promises: in the file, in memory, through undo and the bundle."""

import json
from dataclasses import replace
from pathlib import Path

import apsw
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.importers.bundle import BundleError, read_bundle
from planner.model.bundle_schema import bundle_schema
from planner.model.catalogue import KINDS, Kind, PlanSettings, Product, Record
from planner.model.values import Hours, Month
from planner.session import Session
from planner.store import schema
from planner.store.migrations import bring_up_to_date
from planner.store.rows import form_of
from tests.examples import examples
from tests.strategies import plan_from, record_sets

FEW = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))


def start(**fields: object) -> PlanSettings:
    return PlanSettings(id="01936000-0000-7000-8000-000000000000", title="Test", start_month=Month(2026, 12), **fields)  # type: ignore[arg-type]


def test_the_file_has_the_declared_schema(tmp_path: Path) -> None:
    path = tmp_path / "new.brightroad"
    bring_up_to_date(path)
    made = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    wanted = apsw.Connection(":memory:")
    for statement in schema.statements():
        wanted.execute(statement)
    query = "SELECT name, replace(replace(sql, ' ', ''), char(10), '') FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%sqlite_%' ORDER BY name"
    ignored = {"idx__sqlite_migrations_migration_set_name"}
    assert [row for row in made.execute(query) if row[0] not in ignored] == wanted.execute(query).fetchall()
    assert made.execute("PRAGMA application_id").fetchall() == [(schema.APPLICATION_ID,)]
    made.close()


def test_every_tracked_table_has_a_primary_key_and_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "new.brightroad"
    bring_up_to_date(path)
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for table in schema.tracked_tables():
        assert connection.execute(f'SELECT count(*) FROM pragma_table_info("{table}") WHERE pk').fetchall()[0][0] >= 1
        assert connection.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (table,)).fetchall() == [(1,)]
    connection.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_declaration_is_complete(name: str) -> None:
    kind = KINDS[name]
    assert kind.label and kind.plural and kind.icon
    assert not kind.title or kind.title in kind.by_name
    assert not kind.owner or kind.by_name[kind.owner].required
    for spec in kind.specs:
        assert spec.label, spec.name
        assert spec.type.schema() is not None
        if spec.default is not None and spec.default != spec.type.empty:
            assert spec.check(spec.default) == spec.default
        for reference in kind.references:
            assert reference.type.target in KINDS  # type: ignore[attr-defined]


@FEW
@given(st.data())
def test_record_to_row_and_back(data: st.DataObject) -> None:
    records = data.draw(record_sets(most=1, least=1))
    for record in records:
        name = next(kind for kind, declared in KINDS.items() if declared.record is type(record))
        form = form_of(name)
        linked = {field: {record.id: getattr(record, field)} for _table, field in form.links}
        assert form.record(form.row(record), linked) == record


@FEW
@given(records=record_sets(most=2))
def test_a_plan_survives_the_file(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("plan") / "a.brightroad"
    session = Session.create(path, records[0], records[1:])  # type: ignore[arg-type]
    assert session.plan == plan_from([record for record in records if not _journal(record)])
    for name, kind in KINDS.items():
        if kind.journal:
            wanted = {record.id: record for record in records if type(record) is kind.record}
            assert {record.id: record for record in session.journal.records(name, wanted)} == wanted
    session.close()


def _journal(record: Record) -> bool:
    return any(kind.journal and kind.record is type(record) for kind in KINDS.values())


@FEW
@given(first=record_sets(most=1, least=1), second=record_sets(most=1, least=1))
def test_every_field_of_every_kind_can_be_edited_and_undone(
    first: list[Record], second: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Create, edit every field, undo all, redo all, reopen: the same plan each time."""
    path = tmp_path_factory.mktemp("plan") / "a.brightroad"
    session = Session.create(path, start())
    empty = session.plan
    with session.edit("Create") as tx:
        for record in first[1:]:
            tx.insert(record)
    created = session.plan
    ids = {_kind(record).name: record.id for record in first}
    wanted = [_renamed(record, ids) for record in second[1:] if _kind(record).name in ids]
    with session.edit("Edit every field") as tx:
        for record in wanted:
            tx.update(record)
    edited = session.plan
    for record in wanted:
        kind = _kind(record).name
        found = session.journal.records(kind, [record.id]) if KINDS[kind].journal else [edited.find(kind, record.id)]
        assert found == [record]
    if edited != created:
        session.undo()
    assert session.plan == created
    session.undo()
    assert session.plan == empty
    session.go_to(session.history()[0].number)
    assert session.plan == edited
    session.close()
    reopened = Session.open(path)
    assert reopened.plan == edited
    reopened.close()


def _kind(record: Record) -> Kind:
    return next(kind for kind in KINDS.values() if kind.record is type(record))


def _renamed(record: Record, ids: dict[str, str]) -> Record:
    """The record as if it were the one of its kind in `ids`, naming a record that is there in every reference."""
    changed = {}
    for spec in _kind(record).references:
        there = ids.get(spec.type.target)  # type: ignore[attr-defined]
        many = isinstance(getattr(record, spec.name), tuple)
        changed[spec.name] = (() if there is None else (there,)) if many else there
    return replace(record, id=ids[_kind(record).name], **changed)


def test_a_field_that_does_not_fit_names_kind_id_and_field(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.brightroad", start())
    with pytest.raises(InputError) as raised, session.edit("Add") as tx:
        tx.insert(Product(id="p", name="x" * 201))
    assert raised.value.field == "product/p/name"
    with pytest.raises(InputError, match="empty"), session.edit("Add") as tx:
        tx.insert(Product(id="p", name=""))
    assert session.plan.of(Product) == ()
    assert session.history() == ()
    session.close()


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.either])
def test_one_of_two_fields_is_needed(name: str) -> None:
    """Said once in the declaration, held by the file, the bundle's schema and its reader."""
    kind = KINDS[name]
    needed = {spec.name: 60 for spec in kind.specs if spec.required}  # minutes
    filled = {"start": "2026-11-20T08:00:00Z", "date": "2026-11-20"}
    schema = jsonschema.Draft202012Validator(bundle_schema())
    for named, fits in (((), False), (kind.either[:1], True), (kind.either[1:], True), (kind.either, True)):
        form = needed | dict.fromkeys(kind.either) | {field: filled[field] for field in named}
        document = {"format": "brightroad-plan", "version": 1, "records": {name: [{"id": "r"} | form]}}
        assert schema.is_valid(document) is fits
        if fits:
            assert [*read_bundle(json.dumps(document).encode()).all()]
            continue
        with pytest.raises(BundleError) as caught:
            read_bundle(json.dumps(document).encode())
        assert [misfit.row for misfit in caught.value.misfits] == [f"{name}/r/{kind.either[0]}"]
    with pytest.raises(InputError, match="one of them") as raised:
        kind.check(kind.record(id="r", minutes=Hours(60)))
    assert (raised.value.field, raised.value.kind) == (f"{name}/r/{kind.either[0]}", "missing")
