"""What does not fit in a bundle is named by kind, id and field, all of it at once; hostile files are refused clearly."""

import codecs
import json
from typing import Any

import pytest

from planner.importers.bundle import BundleError, Misfit, read_bundle
from planner.model.catalogue import Entry, Listing, PlanSettings

PLAN = {"title": "T", "currency": "CNY", "start_month": "2026-12"}
LISTING = {"id": "l", "product": "p", "platform": "q"}
ENTRY = {"id": "e", "date": "2026-11-01", "amount": "9.00", "currency": "USD"}


def text(records: Any = None, **more: Any) -> bytes:
    form = {"format": "brightroad-plan", "version": 1, "plan": PLAN, "records": records or {}} | more
    return json.dumps(form).encode()


def misfits(content: bytes) -> list[Misfit]:
    with pytest.raises(BundleError) as caught:
        read_bundle(content)
    return list(caught.value.misfits)


def places(content: bytes) -> list[str]:
    return [misfit.row for misfit in misfits(content)]


THERE = {"product": [{"id": "p", "name": "P"}], "platform": [{"id": "q", "name": "Q"}]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("conversion", 2),
        ("conversion", {"low": 0.5, "high": 0.1}),
        ("conversion", {"low": 0.5}),
        ("conversion", {"low": 0.1, "high": 0.2, "colour": "red"}),
        ("conversion", {"hits": 5, "of": 3}),
        ("conversion", True),
        ("conversion", "a lot"),
        ("conversion", []),
        ("conversion", {"low": 0.1, "high": 0.2, "typed": "\ud800"}),
        ("publications_per_month", -1),
        ("price", "12,00"),
        ("price", "1e400"),
        ("price", "NaN"),
        ("price", "0.001"),
        ("price", -1),
        ("price", {"amount": "9.00"}),
        ("price", {"amount": "9.00", "currency": "usd"}),
        ("price", {"amount": "9.00", "currency": "USD", "more": 1}),
        ("status", "Active"),
        ("status", 3),
        ("fee_rate", 1.5),
        ("start_month", "2026-13"),
        ("start_month", 202612),
        ("url", 5),
        ("url", "x" * 201),
        ("notes", "a\u0000b"),
        ("product", None),
        ("product", ["p"]),
        ("product", "nobody"),
        ("fulfilled_by", "p"),
        ("colour", "red"),
        ("position", "1V"),
        ("archived", "yes"),
        ("archived", None),
    ],
)
def test_a_wrong_value_is_named_by_kind_id_and_field(field: str, value: Any) -> None:
    (misfit,) = misfits(text(THERE | {"listing": [LISTING | {field: value}]}))
    assert (misfit.kind, misfit.id, misfit.field) == ("listing", "l", field)
    assert misfit.row == f"listing/l/{field}"
    assert misfit.reason


def test_a_missing_required_field_is_named() -> None:
    assert places(text({"domain": [{"id": "d"}]})) == ["domain/d/name"]
    assert places(text({"need": [{"id": "n"}]})) == ["need/n/product", "need/n/domain"]
    assert places(text({"domain": [{"id": "d", "name": ""}, {"id": "f", "name": None}]})) == [
        "domain/d/name",
        "domain/f/name",
    ]


def test_everything_that_does_not_fit_is_told_with_the_count() -> None:
    content = text({"listing": [LISTING | {"conversion": 2, "colour": 1}], "domain": [{"id": "d"}]})
    with pytest.raises(BundleError) as caught:
        read_bundle(content)
    rows = [misfit.row for misfit in caught.value.misfits]
    assert sorted(rows) == [
        "domain/d/name",
        "listing/l/colour",
        "listing/l/conversion",
        "listing/l/platform",
        "listing/l/product",
    ]
    assert "5" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_record_with_a_fault_may_still_be_named_by_others() -> None:
    content = text(THERE | {"product": [{"id": "p", "name": "P", "price": "x"}], "listing": [LISTING]})
    assert places(content) == ["product/p/price"]


@pytest.mark.parametrize(
    ("records", "row"),
    [
        ({"domain": [{"name": "D"}]}, "domain/#1/id"),
        ({"domain": [{"id": 7, "name": "D"}]}, "domain/#1/id"),
        ({"domain": [{"id": " ", "name": "D"}]}, "domain/#1/id"),
        ({"domain": [{"id": "d", "name": "D"}, {"id": "d", "name": "E"}]}, "domain/d/id"),
        ({"domain": ["d"]}, "domain/#1"),
        ({"domain": {"id": "d"}}, "domain"),
        ({"Domain": []}, "records/Domain"),
        ({"plan": []}, "records/plan"),
    ],
)
def test_ids_and_kinds_that_do_not_fit(records: Any, row: str) -> None:
    assert places(text(records)) == [row]


def test_ids_are_kept_whatever_they_are_and_may_be_the_same_in_two_kinds() -> None:
    bundle = read_bundle(
        text({"domain": [{"id": "一 号/α", "name": "D"}], "product": [{"id": "一 号/α", "name": "P"}]})
    )
    assert [record.id for record in bundle.all()] == ["一 号/α", "一 号/α"]


def test_the_plan_is_judged_like_a_record() -> None:
    assert places(text(plan={"title": "T"})) == ["plan/plan/start_month"]
    assert places(text(plan=PLAN | {"currency": "yuan"})) == ["plan/plan/currency"]
    assert places(text(plan=PLAN | {"horizon_months": 5})) == ["plan/plan/horizon_months"]
    assert places(text(plan=PLAN | {"colour": 5})) == ["plan/colour"]
    assert places(text(plan=[])) == ["plan"]
    assert places(text(plan=PLAN | {"id": 5})) == ["plan/#1/id"]
    settings = read_bundle(text(plan=PLAN | {"id": "mine"})).settings
    assert isinstance(settings, PlanSettings)
    assert settings.id == "mine"


def test_a_plan_is_never_without_a_horizon_or_a_seed() -> None:
    settings = read_bundle(text(plan=PLAN | {"horizon_months": None, "seed": None, "cash": None})).settings
    assert settings is not None
    assert (settings.horizon_months, settings.seed, settings.cash) == (36, 1, None)


def test_unknown_names_at_the_top_are_named() -> None:
    assert places(text(extra=1)) == ["extra"]
    assert places(text(records=[1])) == ["records"]


def test_money_without_a_currency_is_in_the_base_currency_and_an_entry_in_its_own() -> None:
    bundle = read_bundle(text(THERE | {"listing": [LISTING | {"price": "9.00"}], "entry": [ENTRY]}))
    (listing,) = (record for record in bundle.all() if isinstance(record, Listing))
    (entry,) = (record for record in bundle.all() if isinstance(record, Entry))
    assert listing.price is not None
    assert listing.price.currency == "CNY"
    assert entry.amount is not None
    assert entry.amount.currency == "USD"
    wrong = ENTRY | {"amount": {"amount": "9.00", "currency": "EUR"}}
    assert places(text({"entry": [wrong]})) == ["entry/e/amount"]


def test_references_may_name_what_is_in_the_plan_already() -> None:
    content = text({"listing": [LISTING]})
    there = {("product", "p"), ("platform", "q")}
    assert [*read_bundle(content, known=lambda kind, record_id: (kind, record_id) in there).all()]
    assert places(content) == ["listing/l/product", "listing/l/platform"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999999", "9" * 400, "0." + "1" * 400])
def test_numbers_that_are_none_are_refused(constant: str) -> None:
    content = text(THERE | {"listing": [LISTING | {"conversion": "HERE"}]}).replace(b'"HERE"', constant.encode())
    assert places(content) == ["listing/l/conversion"]


@pytest.mark.parametrize("form", ["NaN", "[1e999999]", '{"a": Infinity}', "[" * 40 + "]" * 40, '{"a": 1, "a": 2}'])
def test_a_scenario_value_takes_no_number_that_is_none(form: str) -> None:
    records = {
        "scenario": [{"id": "s", "name": "S"}],
        "override": [{"id": "o", "scenario": "s", "kind": "job", "record": "j", "field": "end", "value": "HERE"}],
    }
    assert places(text(records).replace(b'"HERE"', form.encode())) == ["override/o/value"]


def test_a_name_that_stands_twice_is_refused_where_it_stands() -> None:
    twice = text({"domain": [{"id": "d", "name": "D", "score": 1}]})
    assert places(twice.replace(b'"score": 1', b'"score": 1, "score": 2')) == ["domain/d/score"]
    assert "twice" in misfits(twice.replace(b'"score": 1', b'"score": 1, "score": 2'))[0].reason
    assert places(twice.replace(b'"plan":', b'"version": 1, "plan":')) == ["version"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n ",
        b"\x00\x01\x02\xff\xfe" * 50,
        b"SQLite format 3\x00" + bytes(200),
        b"PK\x03\x04" + bytes(100),
        text()[:-5],
        b"[]",
        b"null",
        b"3",
        b'"brightroad-plan"',
        b"{}",
        text(format="other"),
        text(version=2),
        text(version=True),
        text(version="1"),
        b"date,amount\n2026-11-01,9.00\n",
        "标题,金额\n".encode("gb18030"),
        b'{"format": "brightroad-plan", "version": 1} {}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(BundleError) as caught:
        read_bundle(content)
    assert len(caught.value.misfits) == 1
    assert "\n" not in str(caught.value)


def test_fifty_megabytes_of_brackets_are_refused_at_once() -> None:
    with pytest.raises(BundleError, match="deep"):
        read_bundle(b"[" * 50_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    content = text({"domain": [{"id": "d", "name": "嵌入式"}]}).decode().encode(encoding)
    (domain,) = read_bundle(content).all()
    assert getattr(domain, "name", "") == "嵌入式"


def test_big_endian_utf_16_is_understood() -> None:
    content = codecs.BOM_UTF16_BE + text().decode().encode("utf-16-be")
    assert read_bundle(content).settings is not None


def test_a_lone_surrogate_is_refused_where_it_stands() -> None:
    content = text({"domain": [{"id": "d", "name": "HERE"}]}).replace(b"HERE", b"a\\ud800")
    assert places(content) == ["domain/d/name"]


def test_several_places_are_told_in_sentences_that_follow_each_other() -> None:
    wrong = LISTING | {"conversion": {"hits": 3, "of": 2}, "end_month": "never"}
    with pytest.raises(BundleError) as caught:
        read_bundle(text(THERE | {"listing": [wrong]}))
    told = str(caught.value)
    assert "3 of 2 is more than all" in told
    assert ".;" not in told and ". listing/l/end_month: " in told
