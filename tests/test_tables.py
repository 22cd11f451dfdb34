"""A plan written as tables comes back field by field, and what does not fit in a table is told with sheet, row and column."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.importers.archives import Archive
from planner.importers.bundle import BundleError
from planner.importers.content import Content
from planner.importers.intake import Bundle
from planner.importers.own_files import tables_in
from planner.importers.own_tables import Known, read_tables
from planner.importers.sheets import Sheet, TextSheet
from planner.importers.workbooks import workbook_sheets
from planner.model.catalogue import KINDS, Domain, Entry, Listing, PlanSettings, Platform, Product, Record, Timer
from planner.model.kinds import kind_of
from planner.model.plan import plan_of
from planner.model.values import Money, Month, Range
from planner.report.comma_tables import csv_lines, write_folder, write_zip
from planner.report.tables import Table, tables
from planner.report.workbook import write_workbook
from tests.examples import examples
from tests.strategies import record_sets

SLOW = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.function_scoped_fixture,
]


def tables_of(records: list[Record], **options: Any) -> Iterator[Table]:
    journal = {
        name: [one for one in records if kind_of(one).name == name] for name, kind in KINDS.items() if kind.journal
    }
    return tables(plan_of(one for one in records if not kind_of(one).journal), lambda kind: journal[kind], **options)


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    if path.suffix == ".xlsx":
        return workbook_sheets(Content.of_file(path))
    if path.is_dir():
        return tuple(TextSheet(Content.of_file(one), "utf-8-bom") for one in sorted(path.glob("*.csv")))
    archive = Archive(Content.of_file(path))
    return tuple(TextSheet(archive.take_out(entry), "utf-8-bom") for entry in archive.entries)


def read(path: Path, plan_id: str = "plan") -> Bundle:
    return read_tables(tables_in(path), Known(plan_id=plan_id))


def by_id(records: list[Record]) -> dict[tuple[str, str], Record]:
    """Records by kind and id; where they stand is told by their order."""
    return {(kind_of(one).name, one.id): replace(one, position="") for one in records}


@given(record_sets(most=2))
@settings(max_examples=examples(3), deadline=None, suppress_health_check=SLOW)
def test_a_workbook_gives_every_record_back(tmp_path: Path, records: list[Record]) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(tables_of(records), path)
    bundle = read(path, records[0].id)
    assert bundle.settings == records[0]
    assert in_order([*bundle.all()]) == in_order(records[1:])


@given(record_sets(most=2))
@settings(max_examples=examples(3), deadline=None, suppress_health_check=SLOW)
def test_an_archive_of_csv_gives_every_record_back(tmp_path: Path, records: list[Record]) -> None:
    path = tmp_path / "plan.zip"
    write_zip(tables_of(records), path, byte_order_mark=True)
    bundle = read(path, records[0].id)
    assert bundle.settings == records[0]
    assert in_order([*bundle.all()]) == in_order(records[1:])


def in_order(records: list[Record]) -> dict[str, list[Record]]:
    return {name: [one for one in records if kind_of(one).name == name] for name in KINDS}


def plan_records() -> list[Record]:
    return [
        PlanSettings(id="p", title="T", start_month=Month(2026, 12)),
        Domain(id="d", name="=cmd|'/c calc'!A0", notes="+1"),
        Domain(id="e", name="'=quoted", notes="n" * 100_000),
        Product(id="c", name="课程", price=Money(Decimal("199.00"), "CNY")),
        Platform(id="w", name="公众号", fee_rate=Decimal("0.006"), audience=Range.between(Decimal(3000), Decimal(5000), typed="3000-5000")),
        Listing(id="l", product="c", platform="w", conversion=Range.observed(3, 400)),
        Product(id="b", name="•••", notes="•••"),
        Timer(id="t", start=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        Entry(id="s", date=dt.date(2026, 11, 2), amount=Money(Decimal("-5.5"), "USD"), currency="USD", memo="-12\n线"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.zip", "folder"])
def test_odd_texts_and_long_notes_survive(name: str, tmp_path: Path) -> None:
    path, records = tmp_path / name, plan_records()
    if name == "folder":
        path.mkdir()
        write_folder(tables_of(records), path)
    else:
        (write_workbook if path.suffix == ".xlsx" else write_zip)(tables_of(records), path)
    bundle = read(path, "p")
    assert bundle.settings == records[0]
    assert by_id([*bundle.all()]) == by_id(records[1:])
    (platform,) = bundle.records["platform"]
    assert isinstance(platform, Platform)
    assert platform.audience is not None
    assert platform.audience.typed == "3000-5000"


def test_csv_speaks_both_and_is_safe_from_formulas() -> None:
    table = next(table for table in tables_of(plan_records()) if table.kind.name == "domain")
    content = b"".join(csv_lines(table, byte_order_mark=True))
    assert content.startswith(b"\xef\xbb\xbfdomain.id (Id),name (Name),score (Score)")
    assert "d,'=cmd|'/c calc'!A0" in content.decode("utf-8-sig")
    assert "e,''=quoted" in content.decode("utf-8-sig")
    entry = next(table for table in tables_of(plan_records()) if table.kind.name == "entry")
    assert ",-5.50,USD," in b"".join(csv_lines(entry)).decode()  # a number stays one


def test_a_workbook_has_real_numbers_and_dates_and_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(tables_of(plan_records()), path)
    sheets = {sheet.name.split(" ")[0]: [row for _number, row in sheet.rows()] for sheet in sheets_of(path)}
    assert set(sheets) == set(KINDS)
    assert sheets["plan"][0][0] == "plan.id\nId"
    entry = dict(zip((str(cell).split("\n")[0] for cell in sheets["entry"][0]), sheets["entry"][1], strict=True))
    assert (entry["date"], entry["amount"], entry["currency"]) == (dt.date(2026, 11, 2), -5.5, "USD")
    listing = dict(zip((str(cell).split("\n")[0] for cell in sheets["listing"][0]), sheets["listing"][1], strict=True))
    assert (listing["product"], listing["product.label"], listing["conversion"]) == ("c", "课程", "3 of 400")


def test_hidden_amounts_are_nowhere_and_are_not_read_back(tmp_path: Path) -> None:
    path = tmp_path / "plan.zip"
    write_zip(tables_of(plan_records(), hide_amounts=True), path)
    assert b"199" not in b"".join(
        b"".join(sheet.content.chunks()) for sheet in sheets_of(path) if isinstance(sheet, TextSheet)
    )
    with pytest.raises(BundleError, match="hidden"):
        read(path)


def test_misfits_name_sheet_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "domain.csv").write_text("domain.id,name,score,wrong\nd,D,70,\n,E,abc,\ne,F,,x\n", "utf-8")
    (path / "listing.csv").write_text("listing.id,product,platform\nl,none,\n", "utf-8")
    with pytest.raises(BundleError) as caught:
        read(path)
    assert {(misfit.row, misfit.field) for misfit in caught.value.misfits} == {
        ("domain.csv C3", "score"), ("domain.csv D4", "wrong"), ("listing.csv B2", "product"), ("listing.csv C2", "platform"),
    }  # fmt: skip
    assert "domain.csv" in str(caught.value)


def test_a_table_made_by_hand_needs_no_ids_and_may_name_others(tmp_path: Path) -> None:
    path = tmp_path / "folder"
    path.mkdir()
    (path / "domain.csv").write_text("name,score\nWriting,70\nTeaching,60\nTeaching,60\n", "utf-8")
    (path / "product.csv").write_text("product.id,name,price,price.currency\nc,Course,199,CNY\n", "utf-8")
    (path / "need.csv").write_text("product,domain\nCourse,Writing\n", "utf-8")
    bundle = read(path)
    assert len({one.id for one in bundle.records["domain"]}) == 3
    (need,) = bundle.records["need"]
    writing = next(one for one in bundle.records["domain"] if getattr(one, "name", "") == "Writing")
    assert (getattr(need, "product", ""), getattr(need, "domain", "")) == ("c", writing.id)
    assert by_id([*read(path).all()]) == by_id([*bundle.all()])  # the same ids again


def test_other_tables_are_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "domain.csv").write_text("name,something else\nA,1\n", "utf-8")
    (tmp_path / "bill.csv").write_text("交易时间,收/支,金额\n2026-08-01,收入,1.00\n", "utf-8")
    assert tables_in(tmp_path) == ()


def test_cells_typed_by_hand_are_read_as_in_the_forms(tmp_path: Path) -> None:
    (tmp_path / "product.csv").write_text(
        "product.id,name,price,refund_rate,launch_month\nc,Course,¥199,2% to 6%,2026/11\n", "utf-8"
    )
    (tmp_path / "platform.csv").write_text("platform.id,name,fee_rate,audience\nw,Shop,0.6%,3 of 400\n", "utf-8")
    with pytest.raises(BundleError) as caught:
        read(tmp_path)
    assert [misfit.row for misfit in caught.value.misfits] == ["platform.csv D2"]  # people are no share
    (tmp_path / "platform.csv").write_text("platform.id,name,fee_rate,audience\nw,Shop,0.6%,3000-5000\n", "utf-8")
    bundle = read(tmp_path)
    (product,), (platform,) = bundle.records["product"], bundle.records["platform"]
    assert isinstance(product, Product)
    assert isinstance(platform, Platform)
    assert (product.price, product.launch_month) == (Money(Decimal(199), "CNY"), Month(2026, 11))
    assert product.refund_rate == Range.between(Decimal("0.02"), Decimal("0.06"))
    assert (platform.fee_rate, platform.audience) == (Decimal("0.006"), Range.between(Decimal(3000), Decimal(5000)))
