"""The bundle gives back what was written, whatever it was, and its schema says what is read."""

import json
from collections import defaultdict
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from planner.importers.bundle import BundleError, read_bundle
from planner.model.bundle_schema import bundle_schema
from planner.model.catalogue import KINDS, Domain, PlanSettings, Record
from planner.model.kinds import kind_of
from planner.model.plan import Plan, plan_of
from planner.model.values import Month
from planner.report.bundle import bundle_text, form_of
from tests.examples import examples
from tests.strategies import record_sets, records_of

JOURNAL = [name for name, kind in KINDS.items() if kind.journal]


def journal_of(records: list[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if kind_of(record).journal:
            found[kind_of(record).name].append(record)
    return found


def written(records: list[Record]) -> str:
    return bundle_text(plan_of(record for record in records if not kind_of(record).journal), journal_of(records))


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@given(record_sets(most=2))
@settings(max_examples=examples(8), deadline=None, suppress_health_check=SLOW)
def test_reading_gives_every_record_back_field_by_field(records: list[Record]) -> None:
    text = written(records)
    bundle = read_bundle(text.encode(), plan_id=records[0].id)
    assert bundle.settings == records[0]
    assert [*bundle.all()] == records[1:]
    assert written([bundle.settings, *bundle.all()]) == text
    jsonschema.Draft202012Validator(bundle_schema()).validate(json.loads(text))


@pytest.mark.parametrize("name", [name for name in KINDS if name != "plan"])
def test_every_kind_survives_with_every_field_filled_or_cleared(name: str) -> None:
    kind = KINDS[name]
    ids = {getattr(spec.type, "target", ""): ["other"] for spec in kind.references}

    @given(records_of(name, ids))
    @settings(max_examples=examples(5), deadline=None, suppress_health_check=SLOW)
    def survives(record: Record) -> None:
        form = json.loads(json.dumps(form_of(record, "CNY"), allow_nan=False))
        text = json.dumps({"format": "brightroad-plan", "version": 1, "records": {name: [form]}})
        (back,) = read_bundle(text.encode(), known=lambda _kind, _id: True).all()
        assert _plain(back) == _plain(record)

    survives()


def _plain(record: Record) -> dict[str, Any]:
    return {spec.name: getattr(record, spec.name) for spec in kind_of(record).specs} | {"archived": record.archived}


def test_what_was_typed_stays_beside_the_reading() -> None:
    form = {"id": "l", "product": "p", "platform": "q", "conversion": {"hits": 3, "of": 400, "typed": "3 of 400"}}
    text = json.dumps({"format": "brightroad-plan", "version": 1, "records": {"listing": [form]}})
    (listing,) = read_bundle(text.encode(), known=lambda _kind, _id: True).all()
    assert form_of(listing, "CNY")["conversion"] == form["conversion"]


def test_a_cleared_default_is_written_as_null_and_an_unwritten_field_takes_the_default() -> None:
    cleared = Domain(id="a", name="A", hours_to_80=None)
    assert form_of(cleared, "CNY") == {"id": "a", "name": "A", "hours_to_80": None, "curve": "power"}
    assert form_of(Domain(id="b", name="B"), "CNY")["hours_to_80"] == 500


def test_records_stand_in_their_order_and_archived_ones_are_marked() -> None:
    records = [
        PlanSettings(id="p", title="T", start_month=Month(2026, 12)),
        Domain(id="z", name="first", position="1V"),
        Domain(id="a", name="second", position="2V", archived=True),
    ]
    domains = json.loads(written(records))["records"]["domain"]
    assert [(form["name"], form.get("archived")) for form in domains] == [("first", None), ("second", True)]
    assert "id" not in json.loads(written(records))["plan"]


def test_every_record_has_a_line_of_its_own() -> None:
    records = [PlanSettings(id="p", title="T", start_month=Month(2026, 12))]
    records += [Domain(id=str(count), name=f"D{count}", position=f"{count}V") for count in range(1, 5)]
    assert len([line for line in written(records).splitlines() if line.startswith("  {")]) == 4


def test_an_empty_plan_is_a_bundle() -> None:
    text = written([PlanSettings(id="p", title="T", start_month=Month(2026, 12))])
    assert json.loads(text)["records"] == {}
    assert isinstance(read_bundle(text.encode()).settings, PlanSettings)


def test_the_schema_is_sound_and_names_every_kind_and_field() -> None:
    schema = bundle_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, kind in KINDS.items():
        declared = {spec.name for spec in kind.specs} | {"id"} | (set() if name == "plan" else {"archived"})
        assert set(schema["$defs"][name]["properties"]) == declared
    assert set(schema["properties"]["records"]["properties"]) == set(KINDS) - {"plan"}
    assert {"range", "rate_range"} <= set(schema["$defs"])


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("conversion", 0.02, True),
        ("conversion", {"low": 0.01, "high": 0.05}, True),
        ("conversion", {"hits": 3, "of": 400}, True),
        ("conversion", {"low": 1, "high": 5}, False),
        ("conversion", {"low": 0.01}, False),
        ("price", "199.00", True),
        ("price", {"amount": "9.00", "currency": "USD"}, True),
        ("price", "199,00", False),
        ("status", "active", True),
        ("status", "Active", False),
        ("status", None, True),
        ("product", None, False),
        ("colour", "red", False),
    ],
)
def test_the_schema_tells_what_fits_as_the_reader_does(field: str, value: object, fits: bool) -> None:
    form = {"id": "l", "product": "p", "platform": "q"} | {field: value}
    document = {"format": "brightroad-plan", "version": 1, "records": {"listing": [form]}}
    assert jsonschema.Draft202012Validator(bundle_schema()).is_valid(document) is fits
    if fits:
        assert [*read_bundle(json.dumps(document).encode(), known=lambda _kind, _id: True).all()]
    else:
        with pytest.raises(BundleError, match=field):
            read_bundle(json.dumps(document).encode(), known=lambda _kind, _id: True)


def test_a_plan_is_equal_to_itself_read_back(tmp_path: Any) -> None:
    records = [PlanSettings(id="p", title="T", start_month=Month(2026, 12)), Domain(id="a", name="A", position="1V")]
    bundle = read_bundle(written(records).encode(), plan_id="p")
    assert bundle.settings is not None
    back: Plan = plan_of([bundle.settings, *bundle.all()])
    assert back.settings == records[0]
    assert [record.name for record in back.of(Domain)] == ["A"]
